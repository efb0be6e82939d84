//! IMAP before a login, with Dovecot's replies (RFC 3501, RFC 9051): greeting, CAPABILITY,
//! STARTTLS, ID, AUTHENTICATE PLAIN, LOGIN, LOGOUT. What follows a login is in `mailbox`.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio_rustls::TlsAcceptor;

use crate::mailbox::{self, Credentials};
use crate::part::{Greeting, Inside, MailServer, Security};
use crate::wire::Wire;

/// Wrong commands after which the server closes the connection (Dovecot:
/// `CLIENT_MAX_BAD_COMMANDS`).
const ERROR_LIMIT: usize = 3;

/// The dialogue on one connection; with implicit TLS the handshake is already done.
pub(crate) async fn converse(
    mut wire: Wire,
    server: &MailServer,
    tls: &TlsAcceptor,
    logins: &AtomicUsize,
) -> io::Result<()> {
    let mut secured = server.security == Security::Implicit;
    let welcome = format!("* OK [CAPABILITY {}] Dovecot ready.\r\n", capabilities(server, secured));
    match server.greeting {
        Greeting::Welcome | Greeting::HeloOnly | Greeting::BusyAfterHello => {
            wire.say(&welcome).await?
        }
        Greeting::Dripped => {
            wire.drip(&welcome, Duration::from_millis(Greeting::DRIP_INTERVAL_MS)).await?
        }
        Greeting::Busy | Greeting::Greylisted => {
            wire.say("* BYE [UNAVAILABLE] Too many connections, try again later.\r\n").await?;
            return wire.close().await;
        }
        Greeting::Rejected => {
            wire.say("* BYE Server shutting down.\r\n").await?;
            return wire.close().await;
        }
    }
    let mut errors = 0;
    while let Some(line) = wire.line().await? {
        let mut words = line.split_ascii_whitespace();
        let tag = words.next().unwrap_or("*");
        match words.next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "CAPABILITY" => {
                let listed = capabilities(server, secured);
                wire.say(&format!(
                    "* CAPABILITY {listed}\r\n\
                     {tag} OK Pre-login capabilities listed, post-login capabilities have more.\r\n"
                ))
                .await?;
            }
            "STARTTLS" if secured => {
                wire.say(&format!("{tag} BAD TLS is already active.\r\n")).await?
            }
            "STARTTLS" => match server.security {
                Security::StartTls => {
                    wire.say(&format!("{tag} OK Begin TLS negotiation now.\r\n")).await?;
                    wire = wire.secure(tls).await?;
                    secured = true;
                }
                Security::StartTlsOld(old) => {
                    wire.say(&format!("{tag} OK Begin TLS negotiation now.\r\n")).await?;
                    return wire.refuse_tls(old).await;
                }
                Security::StartTlsInjected => {
                    // In one write, for the same reason as in `smtp`.
                    wire.say(&format!("{tag} OK Begin TLS negotiation now.\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")).await?;
                    wire = wire.secure(tls).await?;
                    secured = true;
                }
                Security::StartTlsRefused
                | Security::Implicit
                | Security::ImplicitOld(_)
                | Security::Plaintext => {
                    wire.say(&format!("{tag} BAD TLS support isn't enabled.\r\n")).await?;
                }
            },
            "ID" => {
                wire.say(&format!("* ID (\"name\" \"Dovecot\")\r\n{tag} OK ID completed.\r\n"))
                    .await?
            }
            "NOOP" => wire.say(&format!("{tag} OK NOOP completed.\r\n")).await?,
            "LOGIN" | "AUTHENTICATE" if must_secure(server, secured) => {
                wire.say(&format!(
                    "{tag} NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) \
                     connections.\r\n"
                ))
                .await?;
            }
            command @ ("LOGIN" | "AUTHENTICATE") => {
                logins.fetch_add(1, Ordering::Relaxed);
                let credentials = match command {
                    "LOGIN" => Credentials::of_login(&line),
                    _ => authenticate(&mut wire, server, &line).await?,
                };
                match mailbox::refusal(server.inside, credentials.as_ref(), &server.host) {
                    Some(refusal) => wire.say(&format!("{tag} {refusal}\r\n")).await?,
                    None => {
                        wire.say(&format!("{tag} OK Logged in\r\n")).await?;
                        return mailbox::converse(wire, server.inside).await;
                    }
                }
            }
            "LOGOUT" => {
                wire.say(&format!("* BYE Logging out\r\n{tag} OK Logout completed.\r\n")).await?;
                return wire.close().await;
            }
            _ => {
                errors += 1;
                if errors >= ERROR_LIMIT {
                    wire.say("* BYE Too many invalid IMAP commands.\r\n").await?;
                    return wire.close().await;
                }
                wire.say(&format!("{tag} BAD Error in IMAP command received by server.\r\n"))
                    .await?;
            }
        }
    }
    Ok(())
}

/// The rest of `AUTHENTICATE PLAIN` (RFC 9051 section 6.2.2); `None` for another mechanism.
async fn authenticate(
    wire: &mut Wire,
    server: &MailServer,
    line: &str,
) -> io::Result<Option<Credentials>> {
    let mut words = line.split_ascii_whitespace().skip(2);
    if !words.next().is_some_and(|name| name.eq_ignore_ascii_case("PLAIN")) {
        return Ok(None);
    }
    match words.next() {
        Some(_) if server.inside == Inside::NoInitialResponse => Ok(None),
        Some(response) => Ok(Credentials::of_plain(response)),
        None => {
            wire.say("+ \r\n").await?;
            Ok(wire.line().await?.and_then(|response| Credentials::of_plain(&response)))
        }
    }
}

/// The capabilities before a login, in Dovecot's order.
fn capabilities(server: &MailServer, secured: bool) -> String {
    let initial = if server.inside == Inside::NoInitialResponse { "" } else { " SASL-IR" };
    let base = format!("IMAP4rev1{initial} LOGIN-REFERRALS ID ENABLE IDLE LITERAL+");
    if must_secure(server, secured) {
        return format!("{base} STARTTLS LOGINDISABLED");
    }
    match server.inside {
        Inside::OauthOnly => format!("{base} LOGINDISABLED AUTH=XOAUTH2 AUTH=OAUTHBEARER"),
        Inside::LoginOnly => base,
        _ => format!("{base} AUTH=PLAIN AUTH=LOGIN"),
    }
}

fn must_secure(server: &MailServer, secured: bool) -> bool {
    !secured && server.security != Security::Plaintext
}
