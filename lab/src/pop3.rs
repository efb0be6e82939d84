//! POP3 before a login, with Dovecot's replies (RFC 1939, RFC 2449, RFC 2595): greeting, CAPA,
//! STLS, QUIT. The lab has no mailboxes: every login is refused.

use std::io;
use std::time::Duration;

use tokio_rustls::TlsAcceptor;

use crate::part::{Greeting, MailServer, Security};
use crate::wire::Wire;

/// Wrong commands after which the server closes the connection (Dovecot:
/// `CLIENT_MAX_BAD_COMMANDS`).
const ERROR_LIMIT: usize = 3;

/// The dialogue on one connection; with implicit TLS the handshake is already done.
pub(crate) async fn converse(
    mut wire: Wire,
    server: &MailServer,
    tls: &TlsAcceptor,
) -> io::Result<()> {
    let welcome = "+OK Dovecot ready.\r\n";
    match server.greeting {
        Greeting::Welcome | Greeting::HeloOnly | Greeting::BusyAfterHello => {
            wire.say(welcome).await?
        }
        Greeting::Dripped => {
            wire.drip(welcome, Duration::from_millis(Greeting::DRIP_INTERVAL_MS)).await?
        }
        Greeting::Busy | Greeting::Greylisted | Greeting::Rejected => {
            wire.say("-ERR [SYS/TEMP] Server shutting down.\r\n").await?;
            return wire.close().await;
        }
    }
    let mut secured = server.security == Security::Implicit;
    let mut errors = 0;
    while let Some(line) = wire.line().await? {
        let open = secured || server.security == Security::Plaintext;
        match line.split_ascii_whitespace().next().unwrap_or_default().to_ascii_uppercase().as_str()
        {
            "CAPA" => {
                let last = if open { "USER\r\nSASL PLAIN LOGIN" } else { "STLS\r\nSASL" };
                wire.say(&format!("+OK\r\nCAPA\r\nTOP\r\nUIDL\r\nRESP-CODES\r\nPIPELINING\r\nAUTH-RESP-CODE\r\n{last}\r\n.\r\n")).await?;
            }
            "STLS" if secured => wire.say("-ERR TLS is already active.\r\n").await?,
            "STLS" => match server.security {
                Security::StartTls => {
                    wire.say("+OK Begin TLS negotiation now.\r\n").await?;
                    wire = wire.secure(tls).await?;
                    secured = true;
                }
                Security::StartTlsOld(old) => {
                    wire.say("+OK Begin TLS negotiation now.\r\n").await?;
                    return wire.refuse_tls(old).await;
                }
                Security::StartTlsInjected => {
                    // In one write, for the same reason as in `smtp`.
                    wire.say("+OK Begin TLS negotiation now.\r\n+OK\r\nUSER\r\n.\r\n").await?;
                    wire = wire.secure(tls).await?;
                    secured = true;
                }
                Security::StartTlsRefused
                | Security::Implicit
                | Security::ImplicitOld(_)
                | Security::Plaintext => {
                    wire.say("-ERR TLS support isn't enabled.\r\n").await?;
                }
            },
            "USER" | "AUTH" if !open => {
                wire.say("-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.\r\n").await?;
            }
            "USER" => wire.say("+OK\r\n").await?,
            "PASS" | "AUTH" => wire.say("-ERR [AUTH] Authentication failed.\r\n").await?,
            "QUIT" => {
                wire.say("+OK Logging out\r\n").await?;
                return wire.close().await;
            }
            _ => {
                errors += 1;
                if errors >= ERROR_LIMIT {
                    wire.say("-ERR Too many invalid bad commands.\r\n").await?;
                    return wire.close().await;
                }
                wire.say("-ERR Unknown command.\r\n").await?;
            }
        }
    }
    Ok(())
}
