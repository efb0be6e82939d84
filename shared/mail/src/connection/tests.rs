//! Tests with pasted errors, and of the rows of the data file.

mod programs;
mod rows;
mod servers;

use super::*;

/// The result as `reason owner confidence`.
fn told(error: &ConnectionError) -> String {
    let owner = error.owner.map_or("-", terms::Owner::as_str);
    let confidence = match error.confidence {
        Confidence::Possible => "possible",
        Confidence::Likely => "likely",
        Confidence::Certain => "certain",
    };
    format!("{} {owner} {confidence}", error.reason.as_str())
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let found = explain_connection(text).map_or_else(|| "nothing".to_owned(), |error| told(&error));
    assert_eq!(found, expected, "{text}");
}

/// Compares many texts with the same expected result.
#[track_caller]
fn all(expected: &str, texts: &[&str]) {
    let wrong: Vec<String> = texts
        .iter()
        .map(|text| {
            (
                text,
                explain_connection(text).map_or_else(|| "nothing".to_owned(), |error| told(&error)),
            )
        })
        .filter(|(_, found)| found != expected)
        .map(|(text, found)| format!("{found}: {text}"))
        .collect();
    assert!(wrong.is_empty(), "not {expected}:\n{}", wrong.join("\n"));
}

#[test]
fn what_is_seen_is_kept() {
    let error = explain_connection(
        "a2 NO [UNAVAILABLE] Temporary authentication failure. [mail.bottega.test:2026]",
    )
    .unwrap();
    assert_eq!(
        (error.protocol, error.response_code.map(ResponseCode::as_str)),
        (Some(Protocol::Imap), Some("UNAVAILABLE"))
    );
    assert_eq!(
        error.server_text.as_ref().map(ServerText::as_str),
        Some("Temporary authentication failure. [mail.bottega.test:2026]")
    );
    let error = explain_connection("Impossibile connettersi al server. Account: 'x', Server: 'pop.bottega.test', Protocollo: POP3, Porta: 110, Errore del socket: 10060, Numero di errore: 0x800ccc0e").unwrap();
    assert_eq!(
        (error.protocol, error.error_number.as_ref().map(ServerText::as_str)),
        (Some(Protocol::Pop3), Some("0x800CCC0E"))
    );
    let error = explain_connection("535 5.7.8 Error: authentication failed").unwrap();
    assert_eq!(error.protocol, Some(Protocol::Smtp));
    assert_eq!(
        (
            error.reply_code.map(|code| code.value()),
            error.enhanced_status.map(|status| status.to_string())
        ),
        (Some(535), Some("5.7.8".to_owned()))
    );
    let error = explain_connection(&format!("NO [ALERT] {}", "x".repeat(100_000))).unwrap();
    assert!(error.server_text.unwrap().as_str().chars().count() <= 513);
}

#[test]
fn other_texts_are_nothing() {
    all(
        "nothing",
        &[
            "",
            "password nel quaderno",
            "la password è nel quaderno rosso",
            "utente: anna, password: Giusta-1",
            "telefono 555 1234",
            "NO",
            "NO grazie",
            "casella di Anna, usata dal negozio",
            "Buongiorno, non ricevo la posta da ieri",
            "scade a marzo",
            "porta 993",
            "certificato medico",
            "550 5.1.1 <ugo@altra.test>: Recipient address rejected: User account has moved",
            "Good morning, the meeting is at ten",
            "☃☃☃",
        ],
    );
}

/// Notes next to a mailbox contain the words of errors, but are not errors.
#[test]
fn notes_are_nothing() {
    all(
        "nothing",
        &[
            "nome utente o password da chiedere ad Anna",
            "username or password: see the notebook",
            "attendo l'invio della password",
            "usare una password per le app",
            "password per le app attiva",
            "application-specific password in the safe",
            "IMAP attivo, POP3 no",
            "server IMAP: imap.bottega.test porta 993 SSL",
            "metodo di crittografia TLS",
            "The server supports STARTTLS",
            "quota annuale pagata",
            "disk quota 5 GB",
            "Anna non risponde mai al telefono",
            "cliente non attendibile",
            "accedere tramite browser",
            "read it via your web browser",
            "la rete vendita",
            "per connettersi alla rete chiedere a Ugo",
            "credenziali nella cassaforte",
            "authentication server: ldap1",
            "token bancario",
            "certificato digitale di Anna",
            "casella condivisa, in uso dal 2020",
            "accesso da telefono e da PC",
            "connessione in fibra",
            "login: anna",
            "relay interno",
        ],
    );
}

/// A letter about a password is not an error of a mailbox, whatever its sender.
#[test]
fn a_whole_message_is_no_error() {
    let letter = "Received: from a.test by b.test\nMessage-ID: <1@a.test>\nSubject: Your account\n\nYour password has expired. Log in via your web browser.\n";
    check(letter, "nothing");
}

#[test]
fn hostile_texts_are_read_in_time() {
    for text in [
        "[".repeat(100_000),
        "NO ".repeat(50_000),
        "-ERR".repeat(50_000),
        "è".repeat(100_000),
        "a1 NO [ALERT".repeat(10_000),
    ] {
        let _read = explain_connection(&text);
    }
}
