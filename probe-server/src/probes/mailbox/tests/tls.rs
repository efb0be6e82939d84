//! The password is sent only inside TLS with a valid certificate.

use diagnosis::probe::{Cause, LoginSeen, Stage};

use super::peer::{Certificate, Peer, look_at};

#[tokio::test]
async fn a_valid_certificate_is_needed() {
    for port in [993, 143] {
        for certificate in [Certificate::Expired, Certificate::SelfSigned, Certificate::WrongName] {
            let what = format!("{certificate:?} at {port}");
            let looked = look_at(Peer { certificate, port, ..Peer::default() }, "canary").await;
            assert_eq!(looked.login_count, 0, "{what}");
            assert_eq!(looked.seen.login, None, "{what}");
            let failure = looked.failure();
            assert!(
                matches!(failure, Some((Stage::Certificate, Cause::Tls(_)))),
                "{what}: {failure:?}"
            );
        }
        let looked = look_at(Peer { port, ..Peer::default() }, "canary").await;
        assert_eq!(looked.login_count, 1);
        assert_eq!(looked.seen.login, Some(LoginSeen::Admitted), "{:?}", looked.failure());
        assert_eq!(looked.failure(), None);
    }
}

/// CVE-2011-0411 and similar: what came in clear must not count as sent inside TLS.
#[tokio::test]
async fn injected_plaintext_ends_the_look_before_the_login() {
    let injected = "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na1 OK done\r\n";
    let looked = look_at(Peer { port: 143, injected, ..Peer::default() }, "canary").await;
    assert_eq!(looked.login_count, 0);
    let failure = looked.failure();
    assert!(matches!(failure, Some((Stage::StartTls, _))), "{failure:?}");
}
