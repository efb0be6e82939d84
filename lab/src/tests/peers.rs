//! Every peer sends its scripted first bytes, and the mail servers play their dialogues.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{dial, hear, play};
use crate::part::{Part, Security};
use crate::{Lab, Route, cases};

#[tokio::test]
async fn first_bytes() {
    let lab = Lab::start().await.unwrap();
    let plain_imap = "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN AUTH=LOGIN] Dovecot ready.\r\n";
    for (wanted, expected) in [
        ("203.0.113.11:25", "220 mx1.bottega.test ESMTP Postfix\r\n"),
        ("203.0.113.12:25", "220 mx2.bottega.test ESMTP Postfix\r\n"),
        ("203.0.113.10:587", "220 mail.bottega.test ESMTP Postfix\r\n"),
        (
            "203.0.113.10:143",
            "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS LOGINDISABLED] Dovecot ready.\r\n",
        ),
        ("203.0.113.10:110", "+OK Dovecot ready.\r\n"),
        ("203.0.113.4:25", "220 mx.ospitalita.test ESMTP Postfix\r\n"),
        ("198.51.100.20:25", "220 mx.vecchio-provider.test ESMTP Postfix\r\n"),
        ("203.0.113.22:25", "220 edicola.test ESMTP Postfix\r\n"),
        (
            "203.0.113.35:25",
            "421 4.7.0 mail.mercato.test Error: too many connections from 198.51.100.1\r\n",
        ),
        (
            "203.0.113.36:25",
            "554 mail.libreria.test ESMTP not accepting connections from your network\r\n",
        ),
        ("203.0.113.37:25", "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"),
        ("203.0.113.38:25", "220 AAAAAAAAAAAAAAAA"),
        ("203.0.113.39:25", "22"),
        ("203.0.113.53:465", "220 mail.calzolaio.test ESMTP Postfix\r\n"),
        ("203.0.113.53:993", plain_imap),
        ("203.0.113.53:995", "+OK Dovecot ready.\r\n"),
        ("[2001:db8:0:46::10]:25", "220 mail.ponte.test ESMTP Postfix\r\n"),
    ] {
        assert_eq!(hear(&mut dial(&lab, wanted).await, expected).await, expected, "{wanted}");
    }
    lab.stop().await;
}

/// The table above is a selection; this test covers every peer: its route matches its part.
#[tokio::test]
async fn every_peer_is_routed_and_connects() {
    let lab = Lab::start().await.unwrap();
    for peer in cases().iter().flat_map(|case| &case.peers) {
        let route = lab.route(peer.address);
        match &peer.part {
            Part::Refused => assert_eq!(route, Route::Refused, "{}", peer.address),
            Part::Blackhole => assert_eq!(route, Route::Blackhole, "{}", peer.address),
            Part::Mail(server)
                if !matches!(server.security, Security::Implicit | Security::ImplicitOld(_)) =>
            {
                let mut stream = dial(&lab, &peer.address.to_string()).await;
                assert_ne!(stream.read_u8().await.unwrap(), 0, "{}", peer.address);
            }
            _ => {
                dial(&lab, &peer.address.to_string()).await;
            }
        }
    }
    for (wanted, expected) in [
        ("203.0.113.11:587", Route::Refused),
        ("203.0.113.11:8080", Route::Refused),
        ("203.0.113.254:25", Route::Unrouted),
        ("10.0.0.5:25", Route::Unrouted),
    ] {
        assert_eq!(lab.route(wanted.parse().unwrap()), expected, "{wanted}");
    }
    assert!(
        lab.routes().all(|(wanted, route)| route == lab.route(wanted) && route != Route::Unrouted)
    );
    lab.stop().await;
}

#[tokio::test]
async fn conversations() {
    let lab = Lab::start().await.unwrap();
    for (wanted, script) in [
        (
            "203.0.113.11:25",
            "220 mx1.bottega.test ESMTP Postfix
             > EHLO prova.example
             250-mx1.bottega.test
             250-PIPELINING
             250-SIZE 52428800
             250-VRFY
             250-ETRN
             250-STARTTLS
             250-ENHANCEDSTATUSCODES
             250-8BITMIME
             250-DSN
             250-SMTPUTF8
             250 CHUNKING
             > MAIL FROM:<>
             250 2.1.0 Ok
             > RCPT TO:<mario@bottega.test>
             554 5.7.1 <mario@bottega.test>: Relay access denied
             > PIPPO
             500 5.5.2 Error: command not recognized
             > QUIT
             221 2.0.0 Bye",
        ),
        (
            "203.0.113.10:587",
            "220 mail.bottega.test ESMTP Postfix
             > AUTH LOGIN
             530 5.7.0 Must issue a STARTTLS command first",
        ),
        (
            "203.0.113.36:25",
            "554 mail.libreria.test ESMTP not accepting connections from your network
             > EHLO prova.example
             503 5.5.1 Error: no service for you here
             > QUIT
             221 2.0.0 Bye",
        ),
        (
            "203.0.113.40:25",
            "220 mail.macelleria.test ESMTP Postfix
             > STARTTLS
             502 5.5.1 Error: command not implemented",
        ),
        (
            "203.0.113.45:25",
            "220 mail.antiquario.test SMTP
             > EHLO prova.example
             502 5.5.1 Error: command not implemented
             > HELO prova.example
             250 mail.antiquario.test
             > QUIT
             221 2.0.0 Bye",
        ),
        (
            "203.0.113.43:25",
            "220 mail.nebbia.test ESMTP Postfix
             > STARTTLS
             454 4.7.0 TLS not available due to local problem
             > NOOP
             250 2.0.0 Ok",
        ),
        (
            "203.0.113.42:25",
            "220 mail.lavanderia.test ESMTP Postfix
             > STARTTLS
             220 2.0.0 Ready to start TLS
             250-mail.lavanderia.test
             250 AUTH PLAIN LOGIN",
        ),
        (
            "203.0.113.10:143",
            "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS LOGINDISABLED] Dovecot ready.
             > a1 CAPABILITY
             * CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS LOGINDISABLED
             a1 OK Pre-login capabilities listed, post-login capabilities have more.
             > a2 LOGIN mario segreta
             a2 NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.
             > a99 LOGOUT
             * BYE Logging out
             a99 OK Logout completed.",
        ),
        (
            "203.0.113.10:110",
            "+OK Dovecot ready.
             > CAPA
             +OK
             CAPA
             TOP
             UIDL
             RESP-CODES
             PIPELINING
             AUTH-RESP-CODE
             STLS
             SASL
             .
             > USER mario
             -ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.
             > QUIT
             +OK Logging out",
        ),
    ] {
        play(&mut dial(&lab, wanted).await, wanted, script).await;
    }
    lab.stop().await;
}

#[tokio::test]
async fn a_client_that_talks_too_much_is_left() {
    let lab = Lab::start().await.unwrap();
    for wanted in [
        "203.0.113.11:25",
        "203.0.113.10:143",
        "203.0.113.10:110",
        "203.0.113.33:25",
        "203.0.113.10:80",
    ] {
        let mut stream = dial(&lab, wanted).await;
        let flood = vec![b'A'; 64 * 1024];
        // Written until the peer closes the connection: then the write fails. If it never does, the
        // test does not end.
        while stream.write_all(&flood).await.is_ok() {}
    }
    lab.stop().await;
}
