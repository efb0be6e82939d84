//! The mailboxes play their dialogues, and count the logins.

use super::{dial, play};
use crate::Lab;

#[tokio::test]
async fn a_mailbox_opens_with_its_password_only() {
    let lab = Lab::start().await.unwrap();
    // `calzolaio.test` has no TLS at all, so that its dialogue can be read here.
    let wanted = "203.0.113.53:993";
    let script = r#"* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN AUTH=LOGIN] Dovecot ready.
        > a LOGIN anna wrong
        a NO [AUTHENTICATIONFAILED] Authentication failed.
        > b LOGIN anna
        b BAD Error in IMAP command received by server.
        > c AUTHENTICATE PLAIN AGFubmEAd3Jvbmc=
        c NO [AUTHENTICATIONFAILED] Authentication failed.
        > d AUTHENTICATE PLAIN AGFubmEAc3BvcnRlbGxv
        d OK Logged in
        > e GETQUOTAROOT INBOX
        * QUOTAROOT INBOX "User quota"
        * QUOTA "User quota" (STORAGE 262144 1048576)
        e OK Getquotaroot completed.
        > f LIST "" "*" RETURN (SPECIAL-USE)
        * LIST (\HasNoChildren) "/" "INBOX"
        * LIST (\HasNoChildren \Junk) "/" "Junk"
        * LIST (\HasNoChildren) "/" "Fornitori"
        * LIST (\HasNoChildren \Trash) "/" "Trash"
        * LIST (\HasNoChildren \Sent) "/" "Sent"
        f OK List completed.
        > g SEARCH ALL
        g BAD No mailbox selected.
        > h EXAMINE "Nowhere"
        h NO [NONEXISTENT] Mailbox doesn't exist
        > i EXAMINE INBOX
        * FLAGS (\Answered \Flagged \Deleted \Seen \Draft)
        * OK [PERMANENTFLAGS ()] Read-only mailbox.
        * 3 EXISTS
        * 0 RECENT
        * OK [UIDVALIDITY 1700000000] UIDs valid
        * OK [UIDNEXT 2315] Predicted next UID
        i OK [READ-ONLY] Examine completed.
        > j SEARCH FROM "ivo@" SUBJECT "ordine"
        * SEARCH 3
        j OK Search completed.
        > k SEARCH SINCE 1-Jan-2090
        * SEARCH
        k OK Search completed.
        > l STORE 1 FLAGS (\Seen)
        l BAD Error in IMAP command STORE: Unknown command.
        > m LOGOUT
        * BYE Logging out
        m OK Logout completed."#;
    play(&mut dial(&lab, wanted).await, wanted, script).await;
    assert_eq!(lab.login_count(wanted.parse().unwrap()), 4);
    lab.stop().await;
}
