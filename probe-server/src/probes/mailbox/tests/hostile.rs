//! Servers that send too much, nothing, or nonsense after the login.

use diagnosis::probe::{Cause, LoginSeen, QuotaSeen, Stage};

use super::peer::{Answer, Looked, Peer, look_at};

/// Looks, and asserts that the password was sent once at most.
async fn look(peer: Peer) -> Looked {
    let looked = look_at(peer, "canary").await;
    assert!(looked.login_count <= 1, "{}", looked.login_count);
    assert!(!looked.stored.contains("canary"));
    looked
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_no_end_is_given_up() {
    let endless = |first: &str, again: &str| Answer::Repeats(first.to_owned(), again.to_owned());
    let folder = "* LIST () \"/\" \"Clienti\"\r\n";
    for (command, answer, stage) in [
        ("AUTHENTICATE", endless("", "x"), Stage::Login),
        ("AUTHENTICATE", endless("", "* OK more\r\n"), Stage::Login),
        ("AUTHENTICATE", endless("* OK {500000000}\r\n", "x"), Stage::Login),
        ("AUTHENTICATE", Answer::Says("* OK {500000000}\r\n".to_owned()), Stage::Login),
        ("GETQUOTAROOT", endless("* QUOTA \"", "x"), Stage::Quota),
        ("LIST", endless("", folder), Stage::Folders),
        ("LIST", endless("* LIST () \"/\" {65000}\r\n", "x"), Stage::Folders),
        ("LIST", endless("* LIST ", "("), Stage::Folders),
        ("EXAMINE", endless("", "* 4294967295 EXISTS\r\n"), Stage::Inbox),
        ("FETCH", endless("* 1 FETCH (BODYSTRUCTURE ", "("), Stage::Inbox),
        ("SEARCH", endless("* SEARCH", " 1"), Stage::Search),
    ] {
        let what = format!("{command}: {answer:?}");
        let looked = look(Peer::answering(command, answer)).await;
        let failure = looked.failure();
        assert!(
            failure.is_some_and(|(failed, cause)| {
                failed == stage && matches!(cause, Cause::TooMuch { .. })
            }),
            "{what}: {failure:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_leaves_or_waits_ends_the_look() {
    for (command, stage) in [
        ("AUTHENTICATE", Stage::Login),
        ("GETQUOTAROOT", Stage::Quota),
        ("LIST", Stage::Folders),
        ("EXAMINE", Stage::Inbox),
        ("FETCH", Stage::Inbox),
        ("SEARCH", Stage::Search),
    ] {
        let bye = Answer::Leaves("* BYE maintenance\r\n".to_owned());
        let looked = look(Peer::answering(command, bye)).await;
        assert_eq!(looked.failure(), Some((stage, &Cause::Closed)), "{command}");
        // Nothing comes.
        let looked = look(Peer::saying(command, "")).await;
        let failure = looked.failure();
        assert!(
            failure.is_some_and(|(failed, cause)| {
                failed == stage && matches!(cause, Cause::Timeout { .. })
            }),
            "{command}: {failure:?}"
        );
    }
}

#[tokio::test]
async fn a_second_request_gets_nothing() {
    let peer = Peer {
        answers: vec![
            ("CAPABILITY", Answer::Says("* CAPABILITY AUTH=PLAIN\r\n{tag} OK\r\n".to_owned())),
            ("AUTHENTICATE", Answer::Says("+ \r\n+ \r\n".to_owned())),
        ],
        ..Peer::default()
    };
    let looked = look(peer).await;
    assert_eq!(looked.login_count, 1);
    let failure = looked.failure();
    assert!(matches!(failure, Some((Stage::Login, Cause::NotTheProtocol { .. }))), "{failure:?}");
}

/// SASL LOGIN asks for the name and for the password, and then for nothing more.
#[tokio::test]
async fn a_third_request_gets_nothing() {
    let offered = "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=LOGIN\r\n{tag} OK\r\n";
    let peer = Peer {
        answers: vec![
            ("CAPABILITY", Answer::Says(offered.to_owned())),
            ("AUTHENTICATE LOGIN", Answer::Says("+ VXNlcg==\r\n+ UGFzcw==\r\n+ \r\n".to_owned())),
        ],
        ..Peer::default()
    };
    let looked = look(peer).await;
    assert_eq!(looked.login_count, 1);
    let failure = looked.failure();
    assert!(matches!(failure, Some((Stage::Login, Cause::NotTheProtocol { .. }))), "{failure:?}");
}

#[tokio::test]
async fn a_quota_of_nonsense_is_none() {
    let quota = |used_kib, limit_kib| Some(QuotaSeen { used_kib, limit_kib });
    for (said, expected) in [
        ("(STORAGE 10 0)", None),
        ("(STORAGE 10 99999999999999999999999999)", None),
        ("(STORAGE -1 10)", None),
        ("(STORAGE ten 10)", None),
        ("(MESSAGE 9 10)", None),
        ("()", None),
        ("(STORAGE 30 10)", quota(30, 10)),
        ("(STORAGE 1 18446744073709551615)", quota(1, u64::MAX)),
        ("(STORAGE 18446744073709551615 1)", quota(u64::MAX, 1)),
        ("(MESSAGE 9 10 STORAGE 5 10)", quota(5, 10)),
    ] {
        let answer = format!("* QUOTA \"\" {said}\r\n{{tag}} OK done\r\n");
        let looked = look(Peer::saying("GETQUOTAROOT", &answer)).await;
        assert_eq!(looked.seen.quota, expected, "{said}");
        assert!(looked.seen.quota.is_none_or(|quota| quota.percent() <= 999));
        assert_eq!(looked.failure(), None, "{said}");
    }
}

/// More folders than are kept: what was not searched is counted, so that no message is called
/// missing.
#[tokio::test]
async fn folders_beyond_the_limit_are_counted() {
    let mut answer = String::new();
    for number in 0..1_000 {
        answer += &format!("* LIST () \"/\" \"f{number}\"\r\n");
    }
    let looked = look(Peer::saying("LIST", &format!("{answer}{{tag}} OK done\r\n"))).await;
    assert_eq!(looked.seen.folder_count, Some(1_000));
    assert_eq!(looked.seen.search.map(|search| search.unsearched_count), Some(800));
}

/// A refusal of one command leaves only that part out.
#[tokio::test]
async fn a_refusal_leaves_a_part_out() {
    let no = "{tag} NO not here\r\n";
    let looked = look(Peer::saying("LIST", no)).await;
    assert_eq!((looked.seen.folder_count, looked.seen.login), (None, Some(LoginSeen::Admitted)));
    let search = looked.seen.search.expect("the inbox was searched");
    assert_eq!((search.inbox_count, search.unsearched_count), (0, 1));
    let looked = look(Peer::saying("EXAMINE", no)).await;
    assert_eq!(looked.seen.inbox, None);
    assert_eq!(looked.seen.search.map(|search| search.unsearched_count), Some(1));
    let looked = look(Peer::saying("GETQUOTAROOT", "{tag} BAD what\r\n")).await;
    assert_eq!((looked.seen.quota, looked.failure()), (None, None));
}
