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

/// The largest message without its archive, in bytes as it is sent.
const MAX_MESSAGE_BYTES: usize = 60_000;
/// The level at which a ticket has almost no lines left.
const LAST_LEVEL: u32 = 40;

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
    ///
    /// If the relay refuses it with its archive for good, for example because of its size, it is
    /// sent without.
    pub(super) async fn deliver(&self, payload: &Payload, archive: Option<Vec<u8>>) -> Delivery {
        let has_archive = archive.is_some();
        match self.send(payload, archive).await {
            Delivery::Refused if has_archive => {
                tracing::warn!("the relay refused a ticket with its archive; sent without");
                let smaller = Payload { is_archive_missing: true, ..payload.clone() };
                self.send(&smaller, None).await
            }
            delivery => delivery,
        }
    }

    async fn send(&self, payload: &Payload, archive: Option<Vec<u8>>) -> Delivery {
        let message = match self.fitting(payload, archive) {
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

    /// The message, shortened if it would exceed [`MAX_MESSAGE_BYTES`] without its archive.
    fn fitting(
        &self,
        payload: &Payload,
        archive: Option<Vec<u8>>,
    ) -> Result<Message, lettre::error::Error> {
        let mut level = 0;
        loop {
            let shorter = payload.at_level(level);
            let message = self.message(&shorter, None)?;
            if level == LAST_LEVEL || message.formatted().len() <= MAX_MESSAGE_BYTES {
                return match archive {
                    Some(archive) => self.message(&shorter, Some(archive)),
                    None => Ok(message),
                };
            }
            level += 1;
        }
    }

    fn message(
        &self,
        payload: &Payload,
        archive: Option<Vec<u8>>,
    ) -> Result<Message, lettre::error::Error> {
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
            .body(payload.json(), of("application/json"));
        let mut parts = MultiPart::mixed()
            .multipart(MultiPart::alternative_plain_html(payload.text(), payload.html()))
            .singlepart(attachment);
        if let Some(archive) = archive {
            let name = format!("sportello-{}.zip", payload.reference);
            parts = parts.singlepart(Attachment::new(name).body(archive, of("application/zip")));
        }
        builder.multipart(parts)
    }
}

fn of(media_type: &str) -> ContentType {
    ContentType::parse(media_type).unwrap_or(ContentType::TEXT_PLAIN)
}

#[cfg(test)]
mod tests {
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
    use terms::Lang;
    use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
    use tokio::net::TcpListener;
    use tokio_rustls::TlsAcceptor;

    use super::*;
    use crate::payload::PayloadLine;

    fn payload(values: &[String]) -> Payload {
        let lines = values.iter().enumerate().map(|(place, value)| PayloadLine {
            id: format!("line.{place}"),
            group: "answers".to_owned(),
            label: "Che cosa diceva l'avviso?".to_owned(),
            value: value.clone(),
        });
        Payload {
            schema: 1,
            reference: "7Q2MX-K4D9P".to_owned(),
            lang: Lang::En,
            playbook: "seit".to_owned(),
            subject: "E-mail: trouble with mario@bottega.test".to_owned(),
            lines: lines.collect(),
            missing: Vec::new(),
            left_out: 0,
            cut: 0,
            reply_to: None,
            are_addresses_masked: false,
            is_archive_missing: false,
        }
    }

    fn config(port: u16) -> TicketEmailConfig {
        TicketEmailConfig {
            to: "assistenza@example.it".to_owned(),
            from: "sportello@example.it".to_owned(),
            host: "localhost".to_owned(),
            port: Some(port),
            security: RelaySecurity::Tls,
            user: None,
            password_file: None,
        }
    }

    #[track_caller]
    fn check_size(values: &[String], says: &[&str]) {
        let relay = Relay::new(&config(1), None).unwrap();
        let payload = payload(values);
        let message = relay.fitting(&payload, None).unwrap().formatted();
        assert!(message.len() <= MAX_MESSAGE_BYTES, "{} bytes", message.len());
        // The text of the level that was sent, before it is encoded for the transport.
        let level = (0..=LAST_LEVEL)
            .find(|&level| {
                relay.message(&payload.at_level(level), None).unwrap().formatted().len()
                    <= MAX_MESSAGE_BYTES
            })
            .unwrap();
        let text = payload.at_level(level).text();
        for says in says {
            assert!(text.contains(says), "{says:?} is not in {text}");
        }
        assert_eq!(says.is_empty(), text == payload.text());
    }

    #[test]
    fn a_message_has_a_largest_size_and_says_what_is_missing() {
        let whole = "the whole text is in the customer's check-up";
        check_size(&["550 5.1.1 no such user".to_owned()], &[]);
        check_size(&["x".repeat(2_000)], &[]);
        check_size(&["x".repeat(64 * 1024)], &[whole]);
        check_size(&["\u{e8}".repeat(32 * 1024)], &[whole]);
        check_size(&["\u{1f4e7}".repeat(16 * 1024)], &[whole]);
        check_size(&["a\nb\n".repeat(16 * 1024)], &[whole]);
        check_size(&vec!["\u{202e}".repeat(1_000); 8], &[whole]);
        check_size(&vec!["y".repeat(60); 500], &["further lines do not fit into this message"]);
        check_size(&vec!["z".repeat(3_000); 300], &[whole, "further lines do not fit"]);
    }

    /// A relay with a certificate of an authority that only `ca_file` names.
    async fn relay_with_own_authority() -> (u16, String) {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &authority).unwrap();
        let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                rustls_pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
            )
            .unwrap();
        let acceptor = TlsAcceptor::from(std::sync::Arc::new(tls));
        let listener = TcpListener::bind("localhost:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(stream) = acceptor.accept(stream).await else { continue };
                let mut stream = BufReader::new(stream);
                stream.write_all(b"220 relay.test\r\n").await.unwrap();
                let (mut line, mut is_data) = (String::new(), false);
                while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
                    let reply: &[u8] = match line.split_whitespace().next().unwrap_or_default() {
                        "." => {
                            is_data = false;
                            b"250 queued\r\n"
                        }
                        _ if is_data => b"",
                        "DATA" => {
                            is_data = true;
                            b"354 go on\r\n"
                        }
                        _ => b"250 ok\r\n",
                    };
                    if stream.write_all(reply).await.is_err() {
                        break;
                    }
                    line.clear();
                }
            }
        });
        (port, authority.pem())
    }

    #[tokio::test]
    async fn the_relay_is_trusted_by_the_configured_authority() {
        let (port, authority) = relay_with_own_authority().await;
        let payload = payload(&["550 5.1.1 no such user".to_owned()]);
        let unknown = Relay::new(&config(port), None).unwrap();
        assert_eq!(unknown.deliver(&payload, None).await, Delivery::NotYet);
        let known = Relay::new(&config(port), Some(authority.as_bytes())).unwrap();
        assert_eq!(known.deliver(&payload, None).await, Delivery::Accepted);
    }
}
