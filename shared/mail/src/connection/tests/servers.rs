//! Responses of IMAP, POP3 and submission servers.

use super::*;

#[test]
fn a_login_that_is_refused() {
    all(
        "login_refused you likely",
        &[
            "[AUTHENTICATIONFAILED] Authentication failed.",
            "NO [AUTHENTICATIONFAILED] Authentication failed.",
            "a001 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
            "NO LOGIN Login error",
            "NO LOGIN Login error or password error",
            "NO LOGIN failed.",
            "A1 NO AUTHENTICATE failed.",
            "NO [AUTHORIZATIONFAILED] AUTHENTICATE (#MBR1212) Incorrect username or password",
            "-ERR [AUTH] Username and password not accepted.",
            "-ERR [AUTH] invalid user",
            "-ERR Logon failure: unknown user name or bad password.",
            "-ERR Authentication failed.",
            "-ERR Login failed.",
            "a NO Login incorrect",
            "535 5.7.3 Authentication unsuccessful",
            "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.",
            "535-5.7.8 Username and Password not accepted. For more information, go to support.google.com - gsmtp",
            "535 Incorrect authentication data",
            "NO [ALERT] Invalid credentials (Failure)",
            "[AUTHENTICATIONFAILED] LOGIN Invalid credentials",
            "Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.",
        ],
    );
    check("NO [AUTHENTICATIONFAILED] Boh", "login_refused you likely");
    check("535 Boh", "login_refused you possible");
}

/// The password was correct, and must be renewed instead of typed again (RFC 5530 section 3).
#[test]
fn the_password_has_run_out() {
    all(
        "password_expired you certain",
        &[
            "NO [EXPIRED] Password expired",
            "a1 NO [EXPIRED] Access to this account is no longer permitted",
            "-ERR [AUTH] Password expired",
            "-ERR [SYS/PERM] Your password has expired, please renew it in the control panel",
            "NO [AUTHENTICATIONFAILED] The password for this account has expired.",
            "535 5.7.8 Authentication failed: password expired",
            "535 5.7.3 Authentication unsuccessful: the user's password must be changed before logging on",
            "NO [ALERT] Password must be changed on the web portal",
            "La password della casella è scaduta: va rinnovata nel pannello",
        ],
    );
    // These are not about the password of the mailbox.
    check("certificate has expired", "certificate_expired mail_provider likely");
    check("NO [AUTHENTICATIONFAILED] access token has expired", "token_expired you likely");
    check("NO [CONTACTADMIN] Account expired", "account_disabled mail_provider likely");
}

/// The provider requires a sign-in with a browser first.
#[test]
fn by_the_browser_first() {
    all(
        "web_login_needed you certain",
        &[
            "NO [WEBALERT https://accounts.google.com/signin/continue?sarp=1] Web login required.",
            "NO [ALERT] Web login required: https://support.google.com/mail/answer/78754 (Failure)",
            "-ERR [AUTH] Web login required: https://support.google.com/mail/answer/78754",
            "534 5.7.14 <https://accounts.google.com/signin/continue?sarp=1> Please log in via your web browser and then try again. - gsmtp",
            "534-5.7.9 Please log in with your web browser and then try again.",
        ],
    );
    check(
        "NO [ALERT] Bitte melden Sie sich zuerst im Browser an: https://www.altra.test",
        "web_login_needed you certain",
    );
    check(
        "535 5.7.0 Please sign in to webmail and confirm your identity",
        "web_login_needed you certain",
    );
    check(
        "NO [AUTHENTICATIONFAILED] Please sign in using a web browser and confirm",
        "web_login_needed you certain",
    );
    check("NO [WEBALERT https://accounts.google.com/x] Sorry", "web_login_needed you likely");
}

/// The login could not be checked, so the text says nothing about the password.
#[test]
fn a_login_that_could_not_be_checked() {
    all(
        "server_unavailable mail_provider certain",
        &[
            "454 4.7.0 Temporary authentication failure: Connection lost to authentication server",
            "NO [UNAVAILABLE] Temporary authentication failure.",
            "a2 NO [UNAVAILABLE] Temporary authentication failure. [mx:2026-11-21 10:00:00]",
            "-ERR [SYS/TEMP] Temporary authentication failure.",
            "[AUTHENTICATIONFAILED] Temporary authentication failure",
            "535 5.7.0 Error: temporary authentication failure",
            "* BYE Connection lost to authentication server",
            "454 4.7.0 Authentication server unavailable",
            "NO [UNAVAILABLE] LOGIN Server error - Please try again later",
        ],
    );
    all(
        "server_unavailable mail_provider likely",
        &[
            "NO [UNAVAILABLE] Boh",
            "-ERR [SYS/TEMP] Boh",
            "NO [SERVERBUG] Internal error occurred. Refer to server log for more information.",
            "-ERR [SYS/TEMP] Temporary system problem. Please try again later.",
            "* BYE Temporary problem, please try again later",
        ],
    );
    check("454 4.7.0 Boh", "server_unavailable mail_provider possible");
}

#[test]
fn another_way_of_signing_in() {
    all(
        "app_password_needed you certain",
        &[
            "NO [ALERT] Application-specific password required",
            "NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
            "534-5.7.9 Application-specific password required. Learn more at https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp",
            "[AUTHENTICATIONFAILED] An app password is required for this account",
            "-ERR [AUTH] Application-specific password required",
            "È richiesta una password specifica per l’app",
        ],
    );
    all(
        "oauth_only you certain",
        &[
            "BasicAuthBlocked",
            "NO AUTHENTICATE failed. [Error=LogonDenied-BasicAuthBlocked]",
            "-ERR Logon failure: unknown user name or bad password. [Error=\"LogonDenied-BasicAuthBlocked\" Ctx=1]",
            "basic authentication is disabled",
            "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [AM0PR01.eurprd01.prod.outlook.com]",
            "550 5.7.30 Basic authentication is not supported for Client Submission.",
            "L'autenticazione di base è disabilitata per questo account",
        ],
    );
    check(
        "Il server IMAP “outlook.office365.com” non supporta l’autenticazione tramite password.",
        "oauth_only you likely",
    );
    all(
        "token_expired you certain",
        &[
            "invalid_grant",
            "{\"error\": \"invalid_grant\", \"error_description\": \"Token has been expired or revoked.\"}",
            "Token has been expired or revoked.",
            "invalid_grant: AADSTS700082: The refresh token has expired due to inactivity.",
            "OAuth2Error: invalid_grant (Bad Request)",
        ],
    );
    all(
        "token_expired you likely",
        &[
            "The access token expired",
            "Il token è scaduto: ricolleghi la casella",
            "invalid_token",
            "L'autorizzazione è stata revocata",
        ],
    );
    check(
        "invalid_client: AADSTS7000222 The provided client secret keys are expired",
        "token_expired service likely",
    );
    all(
        "web_login_needed you certain",
        &[
            "NO [ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)",
            "534-5.7.14 Please log in via your web browser and then try again. - gsmtp",
            "NO [WEBALERT https://accounts.google.com/x] Web login required.",
            "LOGIN failed. Account is blocked. Login to your account via a web browser to verify your identity.",
            "invalid_grant: AADSTS50076 you must use multi-factor authentication",
        ],
    );
    all(
        "password_expired you certain",
        &[
            "NO [EXPIRED] Boh",
            "NO [EXPIRED] Password expired",
            "-ERR [AUTH] Your password has expired",
            "La password è scaduta",
        ],
    );
}

#[test]
fn switched_off() {
    all(
        "sending_disabled domain_admin certain",
        &[
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.",
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
            "System.Net.Mail.SmtpException: 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
            "535 5.7.1 SMTP is disabled for this account",
            "Authenticated SMTP is disabled for the mailbox. See https://aka.ms/smtp_auth_disabled",
        ],
    );
    all(
        "protocol_disabled domain_admin certain",
        &[
            "NO IMAP access is disabled for this user",
            "-ERR POP3 is disabled for this user",
            "NO [AUTHORIZATIONFAILED] IMAP is disabled for this mailbox",
            "NO [ALERT] You are yet to enable IMAP for your account. Please contact your administrator (Failure)",
            "-ERR You are yet to enable POP access for your account. Please contact your administrator",
            "NO LOGIN failed. [Error=ProtocolDisabled]",
            "Login failed: IMAP access is disabled for your account by your administrator",
            "-ERR POP3 is not enabled for your account. Ask your administrator",
            "NO [ALERT] IMAP access is disabled for your domain. Please contact your domain administrator for questions about this feature. (Failure)",
        ],
    );
    all(
        "protocol_disabled you certain",
        &[
            "NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)",
            "-ERR [SYS/PERM] Your account is not enabled for POP access.",
            "NO [ALERT] IMAP access has been disabled. Enable IMAP access in the settings of the webmail.",
            "-ERR POP3 access not allowed",
        ],
    );
    all(
        "account_disabled mail_provider likely",
        &[
            "NO [CONTACTADMIN] Account_suspended_for_non-payment",
            "NO [AUTHENTICATIONFAILED] Account is disabled",
            "-ERR [SYS/PERM] Account disabled",
            "NO [ALERT] User is disabled",
            "La casella è sospesa",
        ],
    );
    check("NO [CONTACTADMIN] Boh", "contact_provider mail_provider likely");
    check("-ERR [SYS/PERM] Boh", "contact_provider mail_provider likely");
    check("525 5.7.13 User account disabled", "account_disabled mail_provider likely");
}

#[test]
fn somebody_else_or_too_many() {
    all(
        "mailbox_in_use you certain",
        &[
            "NO [INUSE]",
            "NO [INUSE] Mailbox in use",
            "-ERR [IN-USE]",
            "-ERR [IN-USE] Do you have another POP session running?",
            "-ERR [IN-USE] Unable to lock maildrop: Mailbox is locked by POP server",
            "-ERR maildrop already locked",
            "NO [INUSE] Timeout while waiting for lock",
            "-ERR mailbox is locked by another POP3 session",
        ],
    );
    all(
        "too_many_connections you certain",
        &[
            "NO [ALERT] Too many simultaneous connections",
            "NO [ALERT] Too many simultaneous connections. (Failure)",
            "NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=16)",
            "NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
            "BYE Too many connections",
            "* BYE [ALERT] Maximum connection limit reached from ::ffff:192.0.2.4",
            "-ERR Too many concurrent connections",
            "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending",
            "Troppe connessioni",
        ],
    );
    all(
        "rate_limited you certain",
        &[
            "-ERR [LOGIN-DELAY] wait",
            "535 5.7.0 (#AUTH005) Too many bad auth attempts.",
            "454 4.7.0 Too many login attempts, please try again later. - gsmtp",
            "NO [THROTTLED] Boh",
        ],
    );
    all(
        "rate_limited you likely",
        &[
            "NO [ALERT] Account exceeded command or bandwidth limits. (Failure)",
            "[OVERQUOTA] Account exceeded bandwidth limits. (Failure)",
            "-ERR [LOGIN-DELAY] Logins must be at least 300 seconds apart",
            "NO [LIMIT] LOGIN Rate limit hit",
        ],
    );
    check("NO [LIMIT] Boh", "rate_limited you possible");
}

#[test]
fn what_the_mailbox_holds() {
    all(
        "mailbox_full you certain",
        &["NO [OVERQUOTA] Quota exceeded (mailbox for user is full)", "-ERR mailbox is full"],
    );
    all(
        "mailbox_full you likely",
        &[
            "NO [OVERQUOTA] Boh",
            "NO [OVERQUOTA] Quota exceeded",
            "* NO [OVERQUOTA] Soft quota exceeded",
            "NO [ALERT] You exceeded the mail server quota",
            "NO [OVERQUOTA] Spazio esaurito",
        ],
    );
    check("NO [CORRUPTION] Boh", "mailbox_damaged mail_provider likely");
    check("NO [NONEXISTENT] Unknown Mailbox: [Gmail]/Sent (Failure)", "folder_missing you certain");
    check("NO [TRYCREATE] Mailbox doesn't exist: INBOX.Sent", "folder_missing you certain");
    check("a2 NO Mailbox doesn't exist: INBOX.Sent", "folder_missing you likely");
    check("NO [NOPERM] Boh", "access_denied you likely");
    check("NO [AUTHORIZATIONFAILED] Boh", "access_denied you likely");
    check("BAD User is authenticated but not connected.", "access_denied domain_admin possible");
    all(
        "mailbox_missing you likely",
        &[
            "-ERR [SYS/PERM] Unable to open maildrop: Mailbox does not exist",
            "a1 NO user not found",
            "-ERR no such user here",
        ],
    );
    check("NO [EXPUNGEISSUED] Boh", "request_refused nobody certain");
    check("NO [ALREADYEXISTS] Boh", "request_refused nobody certain");
    check("NO [CANNOT] Boh", "request_refused - likely");
    check("BAD [CLIENTBUG] Boh", "request_refused - likely");
    check("NO [SERVERBUG] Boh", "server_unavailable mail_provider likely");
}

/// The text is certainly an error of a mailbox, but its words are not known.
#[test]
fn unknown_words_stay_unknown() {
    all(
        "unknown - possible",
        &[
            "NO [ALERT] Boh",
            "-ERR Boh",
            "a2 NO Boh",
            "* BYE Boh",
            "0x80040610",
            "AADSTS90002: Boh",
            "0x800CCC6E",
        ],
    );
}

#[test]
fn encryption_of_a_server_for_reading_or_sending() {
    all(
        "encryption_required you certain",
        &[
            "NO [PRIVACYREQUIRED] Boh",
            "a2 NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
            "-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
            "* BAD [ALERT] Plaintext authentication not allowed without SSL/TLS, but your client did it anyway.",
            "530 5.7.0 Must issue a STARTTLS command first",
            "a1 NO Login only available under a layer",
        ],
    );
    check(
        "454 4.7.0 TLS not available due to local problem",
        "starttls_unavailable mail_provider likely",
    );
    check("534 5.7.9 Boh", "login_method_unsupported you possible");
    check("538 5.7.11 Boh", "encryption_required you possible");
    check("530 Boh", "login_required you possible");
}
