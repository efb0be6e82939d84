//! The login of a look: one attempt, and what the server's refusal means.
//!
//! The reason comes from the reader of connection errors (`mail::connection`): by response code
//! first, by the words of a known provider second. Must never send the password twice.

use std::time::Duration;

use diagnosis::probe::{Cause, LoginSeen, MailboxSeen, Stage};
use mail::connection::{ConnectionReason, explain_connection};
use secrecy::ExposeSecret as _;
use terms::{Confidence, ServerText};
use tokio::io::{AsyncRead, AsyncWrite};

use super::client::{Client, Completed};
use super::{Look, Passed, Stages, Stopped};

/// How long the reply to a login may take: servers delay the one to a wrong password.
const LOGIN_LIMIT: Duration = Duration::from_secs(20);

/// How a password can be sent.
enum Mechanism {
    /// `AUTHENTICATE PLAIN`; the response may come with the command (SASL-IR, RFC 4959).
    Plain { is_initial: bool },
    /// `AUTHENTICATE LOGIN`: some servers have no other.
    SaslLogin,
    /// `LOGIN`.
    Login,
}

/// Logs in.
///
/// # Errors
/// [`Stopped`] when the server did not admit the login; `seen` has the reason.
pub(super) async fn log_in<S: AsyncRead + AsyncWrite + Unpin>(
    look: &Look,
    offered: &[ServerText],
    client: &mut Client<S>,
    stages: &mut Stages,
    seen: &mut MailboxSeen,
) -> Result<(), Stopped> {
    let mechanism = match mechanism(offered) {
        Ok(mechanism) => mechanism,
        Err(reason) => {
            let cause = Cause::NotOffered { capability: ServerText::new("AUTH=PLAIN") };
            seen.login = Some(LoginSeen::Refused {
                reason,
                response_code: None,
                confidence: Confidence::Certain,
                server_text: None,
            });
            stages.judged(Stage::Login, Some(cause), None).await?;
            return Err(Stopped);
        }
    };
    let work = async {
        let completed = attempt(look, &mechanism, client).await?;
        if completed.is_ok {
            seen.login = Some(LoginSeen::Admitted);
            return Ok(Passed::silently(()));
        }
        let (login, server_text) = refused(look, &completed);
        seen.login = Some(login);
        Err(Cause::Rejected {
            reply: None,
            enhanced: None,
            server_text: server_text.unwrap_or_default(),
        })
    };
    stages.run(Stage::Login, LOGIN_LIMIT, work).await
}

/// The mechanism to use, or why there is none.
fn mechanism(offered: &[ServerText]) -> Result<Mechanism, ConnectionReason> {
    let has = |name: &str| {
        offered.iter().any(|capability| capability.as_str().eq_ignore_ascii_case(name))
    };
    if has("AUTH=PLAIN") {
        Ok(Mechanism::Plain { is_initial: has("SASL-IR") })
    } else if has("AUTH=LOGIN") {
        Ok(Mechanism::SaslLogin)
    } else if !has("LOGINDISABLED") {
        Ok(Mechanism::Login)
    } else if has("AUTH=XOAUTH2") || has("AUTH=OAUTHBEARER") {
        Err(ConnectionReason::OauthOnly)
    } else {
        Err(ConnectionReason::LoginMethodUnsupported)
    }
}

/// The only attempt.
async fn attempt<S: AsyncRead + AsyncWrite + Unpin>(
    look: &Look,
    mechanism: &Mechanism,
    client: &mut Client<S>,
) -> Result<Completed, Cause> {
    // What the server asks for, one after the other.
    let (tag, rest) = match mechanism {
        Mechanism::Plain { is_initial: true } => {
            let response = look.password.sasl_plain(&look.user);
            let command = secrecy::SecretString::from(format!(
                "AUTHENTICATE PLAIN {}",
                response.expose_secret()
            ));
            (client.send(command.expose_secret(), "AUTHENTICATE PLAIN …").await?, Vec::new())
        }
        Mechanism::Plain { is_initial: false } => {
            let response = look.password.sasl_plain(&look.user);
            (client.send("AUTHENTICATE PLAIN", "AUTHENTICATE PLAIN").await?, vec![response])
        }
        Mechanism::SaslLogin => {
            let responses = look.password.sasl_login(&look.user);
            let tag = client.send("AUTHENTICATE LOGIN", "AUTHENTICATE LOGIN").await?;
            (tag, Vec::from(responses))
        }
        Mechanism::Login => {
            let Some(arguments) = look.password.login_arguments(&look.user) else {
                return Err(Cause::NotOffered { capability: ServerText::new("AUTH=PLAIN") });
            };
            let command =
                secrecy::SecretString::from(format!("LOGIN {}", arguments.expose_secret()));
            (client.send(command.expose_secret(), "LOGIN …").await?, Vec::new())
        }
    };
    let mut rest = rest.into_iter();
    loop {
        let response = client.response().await?;
        if let Some(completed) = client.completed(&tag, &response) {
            return Ok(completed);
        }
        if response.starts_with(b"+") {
            // A further request would be for something that the mechanism does not have.
            let Some(rest) = rest.next() else {
                return Err(Cause::NotTheProtocol { first_bytes: ServerText::new("+") });
            };
            client.go_on(rest.expose_secret()).await?;
        }
    }
}

/// What a refusal means, and the server's sentence unless it repeats the password.
fn refused(look: &Look, completed: &Completed) -> (LoginSeen, Option<ServerText>) {
    let words = completed.text.split_once(' ').map_or("", |(_, words)| words);
    let server_text = look.password.scrubbed(&look.user, words);
    // What repeats the password is not read either, except for its code.
    let code = completed.code.map(|code| format!("[{}]", code.as_str())).unwrap_or_default();
    let text = server_text.as_ref().map_or(code.as_str(), ServerText::as_str);
    let read = explain_connection(&format!("b1 NO {text}"));
    let (reason, confidence) = read
        .filter(|error| error.reason != ConnectionReason::Unknown)
        .map_or((ConnectionReason::LoginRefused, Confidence::Possible), |error| {
            (error.reason, error.confidence)
        });
    let login = LoginSeen::Refused {
        reason,
        response_code: completed.code,
        confidence,
        server_text: server_text.clone(),
    };
    (login, server_text)
}
