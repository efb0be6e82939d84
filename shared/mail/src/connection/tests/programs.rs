//! Errors that programs, libraries and operating systems show.

use super::*;

#[test]
fn names_that_lead_nowhere() {
    all(
        "host_not_found you likely",
        &[
            "getaddrinfo ENOTFOUND imap.bottega.test",
            "Error: getaddrinfo ENOTFOUND imap.bottega.test imap.bottega.test:993",
            "java.net.UnknownHostException: imap.bottega.test",
            "dial tcp: lookup imap.bottega.test on 127.0.0.53:53: no such host",
            "socket.gaierror: [Errno -2] Name or service not known",
            "[Errno 11001] getaddrinfo failed",
            "[Errno 8] nodename nor servname provided, or not known",
            "php_network_getaddresses: getaddrinfo failed: Name or service not known",
            "Host sconosciuto",
            "System.Net.Sockets.SocketException (11001): No such host is known.",
            "Impossibile trovare il server di posta. (Account: x, Errore del socket: 11001, Numero di errore: 0x800CCC0D)",
            "0x800CCC0D",
            "0x80072EE7",
            "No such host as imap.bottega.test",
            "Si è verificato un errore durante l’invio della posta: Server posta in uscita (SMTP) smtp.bottega.test sconosciuto.",
        ],
    );
    all(
        "dns_failed you likely",
        &[
            "getaddrinfo EAI_AGAIN imap.bottega.test",
            "socket.gaierror: [Errno -3] Temporary failure in name resolution",
            "lookup imap.bottega.test on 10.0.0.1:53: server misbehaving",
        ],
    );
}

#[test]
fn connections_that_do_not_come_about() {
    all(
        "connection_refused you certain",
        &[
            "connect ECONNREFUSED 192.0.2.25:993",
            "SMTP ERROR: Failed to connect to server: Connection refused (111)",
            "ConnectionRefusedError: [Errno 111] Connection refused",
            "java.net.ConnectException: Connection refused",
            "dial tcp 192.0.2.25:993: connect: connection refused",
            "Can't connect to imap.bottega.test,993: Connection refused",
            "Non è possibile connettersi al server imap.bottega.test; la connessione è stata rifiutata.",
            "Impossibile stabilire la connessione. Rifiuto persistente del computer di destinazione.",
            "Impossibile connettersi al server. Errore del socket: 10061, Numero di errore: 0x800CCC0E",
            "IMAP Error: Login failed for anna@bottega.test against imap.bottega.test. Could not connect to ssl://imap.bottega.test:993: Connection refused",
            "Connection could not be established with host smtp.bottega.test [Connection refused #111]",
        ],
    );
    all(
        "connection_timed_out you likely",
        &[
            "ETIMEDOUT",
            "connect ETIMEDOUT 192.0.2.25:993",
            "Connessione scaduta",
            "Connessione al server imap.bottega.test fuori tempo massimo.",
            "Connection to server imap.bottega.test timed out.",
            "Impossibile connettersi al server. Errore del socket: 10060, Numero di errore: 0x800CCC0E",
            "Errore del socket: 10060",
            "socket.timeout: timed out",
            "dial tcp 192.0.2.25:993: i/o timeout",
            "java.net.SocketTimeoutException: Read timed out",
            "The operation timed out waiting for a response from the receiving (POP) server. 0x8004210A",
            "0x8004210B",
            "0x800CCC19",
            "Timed out while authenticating with server",
            "Il server di posta “imap.bottega.test” non risponde.",
            "Non è stato possibile inviare il messaggio perché la connessione al server di posta in uscita (SMTP) smtp.bottega.test è scaduta. Riprova.",
            "Could not connect to SMTP host. Connection timed out",
            "timeout",
        ],
    );
    all(
        "connection_broken you certain",
        &[
            "ECONNRESET",
            "read ECONNRESET",
            "Can not authenticate to POP3 server: POP3 connection broken in response",
            "Can't open mailbox {pop.bottega.test:110/pop3}INBOX: POP3 connection broken in response",
            "[CLOSED] IMAP connection broken (authenticate)",
            "ConnectionResetError: [Errno 104] Connection reset by peer",
            "smtplib.SMTPServerDisconnected: Connection unexpectedly closed",
            "imaplib.IMAP4.abort: socket error: EOF",
            "ERROR: Connection dropped by IMAP server.",
            "Client network socket disconnected before secure TLS connection was established",
            "La connessione al server è stata interrotta. 0x800CCC0F",
            "Il Server imap.bottega.test si è disconnesso.",
            "0x80072746",
            "IMAP Error: Login failed. Empty startup greeting (imap.bottega.test:993)",
        ],
    );
    check("0x800CCC0F", "connection_broken you likely");
    all(
        "server_unreachable you possible",
        &[
            "Impossibile connettersi al server",
            "0x800CCC0E",
            "0x80042108",
            "0x80042109",
            "Outlook cannot connect to your outgoing (SMTP) e-mail server. (0x80042109)",
            "Cannot connect to server. (Unable to open connection to SMTP server.)",
            "Impossibile ottenere posta. La connessione al server “imap.bottega.test” non è riuscita.",
            "Cannot Get Mail. The connection to the server failed.",
            "SMTP Error: Could not connect to SMTP host.",
            "SMTP connect() failed. https://github.com/PHPMailer/PHPMailer/wiki/Troubleshooting",
            "SMTP Error: Impossibile connettersi all'host SMTP.",
            "Errore SMTP (-1): Connessione al server fallita",
            "Connessione al server imap.bottega.test non riuscita.",
            "connect EHOSTUNREACH 192.0.2.25:993",
            "No route to host",
            "com.sun.mail.util.MailConnectException: Couldn't connect to host, port: smtp.bottega.test, 25",
            "Unable to connect to remote server",
            "Couldn't sign in. Can't connect to server",
            "IMAP Error: Login failed for anna@bottega.test. Could not connect to imap.bottega.test:143",
            "Please check your internet connection",
            "Impossibile accedere al server. Verificare la connessione a Internet.",
            "Errore del socket: 10065",
        ],
    );
    check(
        "Sending of the message failed. Connecting to Outgoing server (SMTP) smtp.bottega.test failed. The server may be unavailable or is refusing SMTP connections.",
        "server_unreachable you possible",
    );
    all(
        "client_offline you likely",
        &[
            "The Internet connection appears to be offline.",
            "connect ENETUNREACH 2001:db8::1:993",
            "Outlook sta lavorando in modalità offline",
            "Nessuna connessione a Internet",
            "Errore del socket: 10051",
            "Cannot connect to the network. Verify your network connection or modem. 0x800CCC13",
        ],
    );
}

#[test]
fn certificates() {
    all(
        "certificate_expired mail_provider likely",
        &[
            "certificate has expired",
            "CERT_HAS_EXPIRED",
            "x509: certificate has expired or is not yet valid: current time 2026-11-21T10:00:00Z is after 2026-11-01T00:00:00Z",
            "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)",
            "java.security.cert.CertificateExpiredException: NotAfter: Sun Nov 01 00:00:00 CET 2026",
            "Il certificato del server è scaduto",
            "0x80072F05",
        ],
    );
    all(
        "certificate_not_yet_valid you likely",
        &[
            "CERT_NOT_YET_VALID",
            "x509: certificate has expired or is not yet valid: current time 2016-01-01T00:00:00Z is before 2026-11-01T00:00:00Z",
        ],
    );
    all(
        "certificate_wrong_name you certain",
        &[
            "Hostname/IP does not match certificate's altnames: Host: imap.bottega.test. is not in the cert's altnames: DNS:*.hosting.test",
            "ERR_TLS_CERT_ALTNAME_INVALID",
            "Hostname/IP doesn't match certificate's altnames",
            "x509: certificate is valid for mx.hosting.test, not imap.bottega.test",
            "No subject alternative DNS name matching imap.bottega.test found.",
            "certificate verify failed: Hostname mismatch, certificate is not valid for 'imap.bottega.test'.",
            "Certificate failure for imap.bottega.test: Server name does not match certificate: /CN=mx.hosting.test",
            "The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch",
            "The target principal name is incorrect.",
            "SSL: certificate subject name 'mx.hosting.test' does not match target host name 'imap.bottega.test'",
        ],
    );
    all(
        "certificate_untrusted mail_provider likely",
        &[
            "DEPTH_ZERO_SELF_SIGNED_CERT",
            "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            "unable to get local issuer certificate",
            "x509: certificate signed by unknown authority",
            "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target",
            "java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.",
            "Certificate failure for imap.bottega.test: self signed certificate: /CN=localhost",
            "0x80072F0D",
        ],
    );
    all(
        "certificate_untrusted you possible",
        &[
            "self-signed certificate in certificate chain",
            "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate in certificate chain (_ssl.c:1006)",
            "Error: SELF_SIGNED_CERT_IN_CHAIN",
            "Impossibile verificare l'identità del server",
            "Impossibile verificare l’identità del server. L’identità di “imap.bottega.test” non può essere verificata da Mail.",
            "Cannot Verify Server Identity",
            "The server you are connected to is using a security certificate that could not be verified.",
            "CERTIFICATE_VERIFY_FAILED",
            "Certificato non valido",
        ],
    );
}

#[test]
fn encryption() {
    all(
        "encryption_mismatch you likely",
        &[
            "SSL routines::wrong version number",
            "write EPROTO 140:error:1408F10B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/ssl/record/ssl3_record.c:332:",
            "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)",
            "tls: first record does not look like a TLS handshake",
            "javax.net.ssl.SSLException: Unsupported or unrecognized SSL message",
            "javax.net.ssl.SSLException: Unrecognized SSL message, plaintext connection?",
            "The handshake failed due to an unexpected packet format.",
            "Your server does not support the connection encryption type you have specified. Try changing the encryption method. 0x800CCC1A",
            "SSL23_GET_SERVER_HELLO:unknown protocol",
        ],
    );
    all(
        "encryption_outdated mail_provider likely",
        &[
            "[SSL: UNSUPPORTED_PROTOCOL] unsupported protocol (_ssl.c:1006)",
            "dh key too small",
            "No appropriate protocol (protocol is disabled or cipher suites are inappropriate)",
            "tls: server selected unsupported protocol version 301",
            "SSL_ERROR_NO_CYPHER_OVERLAP",
        ],
    );
    all(
        "encryption_outdated you likely",
        &[
            "Received fatal alert: protocol_version",
            "tlsv1 alert protocol version",
            "remote error: tls: protocol version not supported",
        ],
    );
    all(
        "starttls_unavailable you likely",
        &[
            "Unable to establish a secure link with Outgoing server (SMTP) smtp.bottega.test using STARTTLS since it doesn't advertise that feature.",
            "smtplib.SMTPNotSupportedError: STARTTLS extension not supported by server.",
            "Server does not support secure connections.",
            "The server does not support a SSL connection. Error Number: 0x800CCC7D",
            "0x800CCC7D",
            "STARTTLS is required but host did not advertise support",
        ],
    );
    check("0x800CCC7C", "encryption_required you certain");
    all(
        "encryption_failed you possible",
        &[
            "SSL handshake failed",
            "TLS/SSL failure for imap.bottega.test: SSL negotiation failed",
            "0x800CCC1A",
            "remote error: tls: handshake failure",
            "Authentication failed because the remote party has closed the transport stream.",
        ],
    );
}

#[test]
fn logins_in_programs() {
    all(
        "login_refused you likely",
        &[
            "0x800CCC92",
            "0x800ccc92",
            "Task 'x - Receiving' reported error (0x800CCC92): 'Your e-mail server rejected your login. Verify your user name and password in your account properties.'",
            "Accesso al server imap.bottega.test con nome utente anna@bottega.test non riuscito.",
            "Login to server imap.bottega.test with username anna@bottega.test failed.",
            "Autenticazione non riuscita col server di posta in uscita (SMTP) smtp.bottega.test.",
            "Nome utente o password non corretti.",
            "Username or password incorrect.",
            "SMTP Error: Could not authenticate.",
            "SMTP Error: Impossibile autenticarsi.",
            "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Error: authentication failed')",
            "Invalid login: 535 5.7.8 Error: authentication failed",
            "javax.mail.AuthenticationFailedException: [AUTHENTICATIONFAILED] Authentication failed.",
            "Can not authenticate to IMAP server: [AUTHENTICATIONFAILED] Authentication failed.",
            "Impossibile accedere. Utente o password non corretti",
            "Unknown user or password incorrect.",
            "Mail non riesce ad accedere: Impossibile verificare il nome account o la password",
            "Autenticazione fallita",
            "Impossibile inviare posta. Il nome utente o la password per “SMTP” non è corretto.",
            "Impossibile ricevere posta. Il nome utente o la password per “imap.bottega.test” non è corretta.",
            "The user name or password for “imap.bottega.test” is incorrect.",
        ],
    );
    check("Couldn't sign in.", "login_refused you possible");
    all(
        "login_required you likely",
        &[
            "The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.0 Authentication Required.",
            "Impossibile inviare il messaggio. Risposta server: '550 <ugo@altra.test>... Inoltro negato', porta: 25, sicuro (SSL): No, errore server: 550, numero di errore: 0x800CCC79",
            "The message could not be sent because one of the recipients was rejected by the server. Server Response: '550 5.7.1 Unable to relay', Port: 25, Secure(SSL): No, Server Error: 550, Error Number: 0x800CCC79",
            "Risposta del server: '553 5.7.1 <anna@email.test>: Sender address rejected: not logged in', Porta: 25, Numero di errore: 0x800CCC79",
            "530 5.7.57 Client was not authenticated to send anonymous mail during MAIL FROM",
        ],
    );
    check("0x800CCC78", "login_required you possible");
    all(
        "login_method_unsupported you certain",
        &[
            "None of the authentication methods supported by this client are supported by your server. 0x800CCC80",
            "0x800CCC80",
            "Il server in uscita (SMTP) smtp.bottega.test non supporta il metodo di autenticazione selezionato.",
            "504 5.5.4 Unrecognized authentication type",
            "smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server.",
        ],
    );
    all(
        "too_many_connections you possible",
        &[
            "Unable to connect to your IMAP server. You may have exceeded the maximum number of connections to this server.",
        ],
    );
}
