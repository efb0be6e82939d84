//! A ticket as a mail message (RFC 5322), and the relay that accepts it.

use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use super::error::CourierError;
use crate::config::{RelaySecurity, TicketEmailConfig};
use crate::payload::Payload;

/// The deadline for the delivery of one message; the library's own timeout covers the connection
/// only.
const DELIVERY_DEADLINE: Duration = Duration::from_secs(60);

/// The outcome of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// The relay accepted the message.
    Accepted,
    /// A temporary failure.
    NotYet,
    /// A permanent failure.
    Refused,
}

/// The connection settings of the operator's relay.
pub(super) struct Relay {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    to: Address,
    from: Address,
}

impl Relay {
    /// `extra_ca` holds certificates (PEM) that are trusted beside the public authorities.
    pub(super) fn new(
        config: &TicketEmailConfig,
        extra_ca: Option<&[u8]>,
    ) -> Result<Self, CourierError> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host);
        let mut parameters = TlsParameters::builder(config.host.clone());
        if let Some(extra_ca) = extra_ca {
            parameters = parameters.add_root_certificate(Certificate::from_pem(extra_ca)?);
        }
        let builder = match config.security {
            RelaySecurity::Tls => builder.tls(Tls::Wrapper(parameters.build()?)),
            RelaySecurity::Starttls => builder.tls(Tls::Required(parameters.build()?)),
            // The configuration allows this only for a relay on this machine.
            RelaySecurity::None => builder,
        };
        let mut builder = builder.port(config.port()).timeout(Some(Duration::from_secs(10)));
        if let (Some(user), Some(file)) = (&config.user, &config.password_file) {
            let password = std::fs::read_to_string(file)
                .map_err(|source| CourierError::Password { file: file.clone(), source })?;
            builder =
                builder.credentials(Credentials::new(user.clone(), password.trim_end().to_owned()));
        }
        Ok(Self { transport: builder.build(), to: config.to.parse()?, from: config.from.parse()? })
    }

    /// Sends one ticket to the relay.
    pub(super) async fn deliver(&self, payload: &Payload) -> Delivery {
        let message = match self.message(payload) {
            Ok(message) => message,
            Err(error) => {
                tracing::error!(%error, "a ticket could not be put into a message");
                return Delivery::Refused;
            }
        };
        match tokio::time::timeout(DELIVERY_DEADLINE, self.transport.send(message)).await {
            Ok(Ok(_)) => Delivery::Accepted,
            Ok(Err(error)) if error.is_permanent() => Delivery::Refused,
            // Do not log the error's text: it may contain what the relay said about an address.
            Ok(Err(error)) => {
                tracing::warn!(
                    is_timeout = error.is_timeout(),
                    is_tls = error.is_tls(),
                    "the relay did not take a ticket; tried again later"
                );
                Delivery::NotYet
            }
            Err(_) => Delivery::NotYet,
        }
    }

    fn message(&self, payload: &Payload) -> Result<Message, lettre::error::Error> {
        // The same ticket always has the same `Message-ID`, so that a duplicate can be recognised.
        let message_id = format!("<sportello-{}@{}>", payload.reference, self.from.domain());
        let auto_submitted = HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        );
        let mut builder = Message::builder()
            .to(Mailbox::new(None, self.to.clone()))
            .from(Mailbox::new(Some("Sportello".to_owned()), self.from.clone()))
            .subject(payload.subject_line())
            .message_id(Some(message_id))
            .date_now()
            .raw_header(auto_submitted);
        if let Some(address) =
            payload.reply_to.as_ref().and_then(|address| address.parse::<Address>().ok())
        {
            builder = builder.reply_to(Mailbox::new(None, address));
        }
        let attachment = Attachment::new(format!("sportello-{}.json", payload.reference))
            .body(payload.json(), json());
        builder.multipart(
            MultiPart::mixed()
                .multipart(MultiPart::alternative_plain_html(payload.text(), payload.html()))
                .singlepart(attachment),
        )
    }
}

fn json() -> ContentType {
    ContentType::parse("application/json").unwrap_or(ContentType::TEXT_PLAIN)
}
