//! SMTP with Postfix's replies (RFC 5321, RFC 3207): greeting, EHLO, STARTTLS, QUIT. Every command
//! that would deliver mail is refused, and so is every login.

use std::io;
use std::time::Duration;

use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;

use crate::part::{Greeting, MailServer, Protocol, Security};
use crate::wire::Wire;

/// Wrong commands after which the server closes the connection (Postfix: `smtpd_hard_error_limit`).
const ERROR_LIMIT: usize = 20;

/// The dialogue on one connection; with implicit TLS the handshake is already done.
pub(crate) async fn converse(
    mut wire: Wire,
    server: &MailServer,
    tls: &TlsAcceptor,
) -> io::Result<()> {
    let host = &server.host;
    let welcome = format!("220 {host} ESMTP Postfix\r\n");
    match server.greeting {
        Greeting::Welcome | Greeting::BusyAfterHello => wire.say(&welcome).await?,
        Greeting::HeloOnly => wire.say(&format!("220 {host} SMTP\r\n")).await?,
        Greeting::Dripped => {
            wire.drip(&welcome, Duration::from_millis(Greeting::DRIP_INTERVAL_MS)).await?
        }
        Greeting::Busy => {
            wire.say(&format!(
                "421 4.7.0 {host} Error: too many connections from 198.51.100.1\r\n"
            ))
            .await?;
            return wire.close().await;
        }
        Greeting::Greylisted => {
            wire.say(&format!("451-4.7.1 {host} Greylisted\r\n451 4.7.1 come ")).await?;
            sleep(Duration::from_millis(Greeting::LINE_INTERVAL_MS)).await;
            wire.say("again in 300 seconds\r\n").await?;
            return wire.close().await;
        }
        Greeting::Rejected => return reject(wire, host).await,
    }
    let mut secured = server.security == Security::Implicit;
    let mut errors = 0;
    while let Some(line) = wire.line().await? {
        match verb(&line).as_str() {
            "EHLO" if server.greeting == Greeting::HeloOnly => {
                errors += 1;
                wire.say("502 5.5.1 Error: command not implemented\r\n").await?;
            }
            "EHLO" if server.greeting == Greeting::BusyAfterHello => {
                wire.say("450 4.3.2 System is busy, try again later\r\n").await?;
            }
            "EHLO" => wire.say(&capabilities(server, secured)).await?,
            "HELO" => wire.say(&format!("250 {host}\r\n")).await?,
            "STARTTLS" if secured => wire.say("554 5.5.1 Error: TLS already active\r\n").await?,
            "STARTTLS" => match server.security {
                Security::StartTls => {
                    wire.say("220 2.0.0 Ready to start TLS\r\n").await?;
                    wire = wire.secure(tls).await?;
                    secured = true;
                }
                Security::StartTlsOld(old) => {
                    wire.say("220 2.0.0 Ready to start TLS\r\n").await?;
                    return wire.refuse_tls(old).await;
                }
                Security::StartTlsInjected => {
                    // In one write, so that a client that reads ahead has the injected reply in its
                    // buffer before the handshake.
                    let smuggled = format!("250-{host}\r\n250 AUTH PLAIN LOGIN\r\n");
                    wire.say(&format!("220 2.0.0 Ready to start TLS\r\n{smuggled}")).await?;
                    wire = wire.secure(tls).await?;
                    secured = true;
                }
                Security::StartTlsRefused => {
                    wire.say("454 4.7.0 TLS not available due to local problem\r\n").await?;
                }
                Security::Implicit | Security::ImplicitOld(_) | Security::Plaintext => {
                    errors += 1;
                    wire.say("502 5.5.1 Error: command not implemented\r\n").await?;
                }
            },
            "NOOP" | "RSET" => wire.say("250 2.0.0 Ok\r\n").await?,
            "VRFY" => wire.say("252 2.0.0 Cannot VRFY user\r\n").await?,
            "MAIL" | "AUTH" if must_secure(server, secured) => {
                wire.say("530 5.7.0 Must issue a STARTTLS command first\r\n").await?;
            }
            "AUTH" if server.protocol == Protocol::Submission => {
                wire.say("535 5.7.8 Error: authentication failed: (reason unavailable)\r\n")
                    .await?;
            }
            "MAIL" => wire.say("250 2.1.0 Ok\r\n").await?,
            "RCPT" => {
                wire.say(&format!("554 5.7.1 {}: Relay access denied\r\n", recipient(&line)))
                    .await?
            }
            "DATA" => wire.say("554 5.5.1 Error: no valid recipients\r\n").await?,
            "QUIT" => {
                wire.say("221 2.0.0 Bye\r\n").await?;
                return wire.close().await;
            }
            _ => {
                errors += 1;
                wire.say("500 5.5.2 Error: command not recognized\r\n").await?;
            }
        }
        if errors >= ERROR_LIMIT {
            wire.say(&format!("421 4.7.0 {host} Error: too many errors\r\n")).await?;
            return wire.close().await;
        }
    }
    Ok(())
}

/// A 554 greeting: no service, and 503 to every command except QUIT (RFC 5321 section 3.1).
async fn reject(mut wire: Wire, host: &str) -> io::Result<()> {
    wire.say(&format!("554 {host} ESMTP not accepting connections from your network\r\n")).await?;
    while let Some(line) = wire.line().await? {
        if verb(&line) == "QUIT" {
            wire.say("221 2.0.0 Bye\r\n").await?;
            break;
        }
        wire.say("503 5.5.1 Error: no service for you here\r\n").await?;
    }
    wire.close().await
}

/// The reply to EHLO, in Postfix's order.
fn capabilities(server: &MailServer, secured: bool) -> String {
    let mut lines = vec![server.host.as_str(), "PIPELINING", "SIZE 52428800", "VRFY", "ETRN"];
    let offered = matches!(
        server.security,
        Security::StartTls
            | Security::StartTlsInjected
            | Security::StartTlsRefused
            | Security::StartTlsOld(_)
    );
    if offered && !secured {
        lines.push("STARTTLS");
    }
    if server.protocol == Protocol::Submission
        && (secured || server.security == Security::Plaintext)
    {
        lines.push("AUTH PLAIN LOGIN");
    }
    lines.extend(["ENHANCEDSTATUSCODES", "8BITMIME", "DSN", "SMTPUTF8", "CHUNKING"]);
    let last = lines.len() - 1;
    lines
        .iter()
        .enumerate()
        .map(|(position, line)| {
            format!("250{}{line}\r\n", if position == last { ' ' } else { '-' })
        })
        .collect()
}

/// Whether a mail program must use TLS before it may continue.
fn must_secure(server: &MailServer, secured: bool) -> bool {
    server.protocol == Protocol::Submission && !secured && server.security != Security::Plaintext
}

fn verb(line: &str) -> String {
    line.split_ascii_whitespace().next().unwrap_or_default().to_ascii_uppercase()
}

/// The address part of `RCPT TO:<…>`, brackets included.
fn recipient(line: &str) -> &str {
    line.split_once(':')
        .map_or("<>", |(_, address)| address.split_ascii_whitespace().next().unwrap_or("<>"))
}
