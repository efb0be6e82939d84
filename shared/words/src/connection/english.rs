//! The English texts of each reason.

use mail::connection::ConnectionReason as Reason;

use super::Words;

/// Meaning, steps.
pub(super) const fn words(reason: Reason) -> Words {
    match reason {
        Reason::LoginRefused => (
            "It does not say which of them is wrong. It may also want another way of signing in.",
            &[
                "Sign in to the webmail with the same password: if that fails, change it there.",
                "If it works, type it anew in the program or service, without spaces.",
                "See that the user name is the whole address, where the provider asks for that.",
                "If you use two-step verification, create an app password and use that.",
            ],
        ),
        Reason::AppPasswordNeeded => (
            "With two-step verification the usual password does not work in programs. The one you use may well be right.",
            &[
                "Open the security settings of the account and create an app password.",
                "Type it into the program or service in place of the usual one.",
            ],
        ),
        Reason::OauthOnly => (
            "The password may be right: the provider takes only the sign-in on its own page, called modern sign-in.",
            &[
                "Connect the mailbox again and choose the sign-in with the provider's account, where it is offered.",
                "If the program does not offer it, update it, or use one that does.",
                "In a company, ask whoever administers the mailboxes which sign-ins are allowed.",
            ],
        ),
        Reason::TokenExpired => (
            "The program or service gets in by a permission from the provider. It is missing, has expired or was withdrawn.",
            &[
                "Open the program or service and connect the mailbox again.",
                "Sign in on the provider's page and confirm the permission.",
            ],
        ),
        Reason::PasswordExpired => (
            "It was good for some time, which is over: typing it again is of no use, it has to be renewed.",
            &[
                "Change the password in the webmail or the provider's panel.",
                "Then type the new one into every program and device.",
            ],
        ),
        Reason::WebLoginNeeded => (
            "It looked unusual, or it needs a verification that the program cannot do.",
            &[
                "Sign in to the webmail in a browser and follow the provider's notices.",
                "Then try again with the program or service.",
                "In a company, ask whoever administers the mailboxes whether a rule blocks the sign-in.",
            ],
        ),
        Reason::LoginRequired => (
            "The program sends without signing in, and your server passes on no mail of strangers.",
            &[
                "Switch on authentication for the outgoing server, with the same data as for incoming mail.",
                "Use the sending server of the mailbox's provider, with port 465 or 587.",
            ],
        ),
        Reason::LoginMethodUnsupported => (
            "The authentication method set in the program is none of the server's, or the server offers it only with encryption.",
            &[
                "Switch on encryption (SSL/TLS) with the port that the provider names.",
                "Choose the authentication method that the provider names, usually “normal password” or OAuth2.",
            ],
        ),
        Reason::AccessDenied => (
            "User name and password were taken. A permission is missing, or another mailbox is meant.",
            &[
                "See that the account that signs in is the one of the mailbox.",
                "If the mailbox is shared, ask whoever administers it to check the permissions.",
            ],
        ),
        Reason::AccountDisabled => (
            "Often it is a missed renewal, unusual use or too many tries. The text does not always say.",
            &[
                "Look for notices or renewals in the provider's panel.",
                "Ask the provider why it is suspended and how to open it again.",
            ],
        ),
        Reason::ProtocolDisabled => (
            "The password may be right: access by IMAP, or by POP, whichever the program uses, is off in the settings.",
            &[
                "Open the settings of the webmail and switch on IMAP or POP, whichever the program uses.",
                "If there is no such setting, ask whoever administers the domain's mailboxes.",
            ],
        ),
        Reason::SendingDisabled => (
            "The password may be right, and reading is another matter: only sending (SMTP) is closed.",
            &[
                "Meanwhile send from the webmail.",
                "Ask whoever administers the domain's mailboxes to switch on authenticated sending (SMTP AUTH) for the mailbox.",
            ],
        ),
        Reason::ContactProvider => (
            "Something has to be mended on the server or in the account, and the text does not say what.",
            &["Send the provider the whole text of the error, with day and time."],
        ),
        Reason::MailboxMissing => (
            "The server does not know it: the name is misspelt, or the mailbox is somewhere else.",
            &[
                "Check the user name and the server, letter by letter.",
                "If you changed provider, use the new server; otherwise ask the provider whether the mailbox exists.",
            ],
        ),
        Reason::FolderMissing => (
            "The mailbox opens. The program looks for a folder that has another name or was deleted.",
            &["In the program's settings, choose the folders for sent mail, drafts and bin again."],
        ),
        Reason::MailboxFull => (
            "Until there is room, the server stores no more messages and may turn away those that arrive.",
            &[
                "Delete heavy attachments in the webmail, then empty junk and bin.",
                "If that is not enough, ask the provider for a larger mailbox.",
            ],
        ),
        Reason::MailboxInUse => (
            "The server allows one at a time, or an earlier connection has not closed yet.",
            &[
                "Close the other programs and devices that read the mailbox.",
                "Wait about fifteen minutes and try again.",
            ],
        ),
        Reason::MailboxDamaged => (
            "It is a fault of the storage on the server: the program cannot repair it.",
            &[
                "Do not delete the mailbox from the program.",
                "Send the provider the text of the error, with day and time.",
            ],
        ),
        Reason::TooManyConnections => (
            "Every program, telephone or service opens more than one, and the provider allows a certain number.",
            &[
                "Close mail on devices that you do not use and wait some minutes.",
                "In the program, lower the number of connections, or check mail less often.",
                "If it comes back with few devices, ask the provider for the limit.",
            ],
        ),
        Reason::RateLimited => (
            "There were too many tries or too much traffic in a short time. Often a device still uses an old password.",
            &[
                "Wait between one hour and a day.",
                "Find the device with the old password and mend it.",
                "Check mail less often.",
            ],
        ),
        Reason::ServerUnavailable => (
            "If the fault is in signing in, the password was not checked at all: do not change it for this.",
            &[
                "Try again in some minutes.",
                "If it lasts longer than an hour, give the provider the text of the error, with the time.",
            ],
        ),
        Reason::RequestRefused => (
            "The mailbox opens: it is about a single operation, such as creating or moving something.",
            &[
                "Update the program and try again.",
                "If it happens again, send the text to whoever supplies the program or service.",
            ],
        ),
        Reason::HostNotFound => (
            "The DNS, the directory of names on the Internet, does not have it. Usually it is misspelt or no longer exists.",
            &[
                "Check the server's name in the settings against the one that the provider names.",
                "If it is right and belongs to your domain, ask whoever runs the DNS.",
            ],
        ),
        Reason::DnsFailed => (
            "The DNS, the directory of names on the Internet, did not answer. The network of whoever connects may be the cause.",
            &[
                "Try again in some minutes.",
                "If it lasts, try another network, or tell whoever runs the network or the DNS.",
            ],
        ),
        Reason::ConnectionRefused => (
            "Nothing listens at that port, or a filter is in the way. It says nothing about the password.",
            &[
                "Compare the server's name and the port with those that the provider names.",
                "Pause antivirus and firewall to try, or use another network.",
                "If all of it is right, report the error to the provider.",
            ],
        ),
        Reason::ConnectionTimedOut => (
            "It may be down, or the network in between may block the port. It says nothing about the password.",
            &[
                "Try again, also from another network.",
                "Compare the server's name and the port with those that the provider names.",
                "If it answers from no network, report the error to the provider.",
            ],
        ),
        Reason::ConnectionBroken => (
            "The server or the network closed it before the end. It says nothing about the password.",
            &[
                "Try again in some minutes.",
                "See that port and encryption are those that the provider names.",
                "If it happens often, try another network, then report the error to the provider.",
            ],
        ),
        Reason::ServerUnreachable => (
            "The text does not say why: it can be a setting, the network, or a server that is down.",
            &[
                "See that the Internet works, and try another network.",
                "Compare the server's name, port and encryption with those that the provider names.",
                "If all of it is right, report the error to the provider.",
            ],
        ),
        Reason::ClientOffline => (
            "The device is not connected to the Internet, or the program works offline.",
            &["See that a web site opens.", "Switch off the offline mode of the program."],
        ),
        Reason::CertificateExpired => (
            "A certificate proves that the server is the real one. The provider did not renew it, or the device's clock is wrong.",
            &[
                "Check the date and time of the device.",
                "If they are right, report the error to the provider and wait for the renewal.",
            ],
        ),
        Reason::CertificateNotYetValid => (
            "Nearly always the clock of whoever connects is wrong.",
            &[
                "Set date and time of the device to automatic.",
                "If they are right, report the error to the provider.",
            ],
        ),
        Reason::CertificateWrongName => (
            "The server's name in the settings is not the one of the certificate.",
            &[
                "Set the server's name to the one that the provider names.",
                "If it is that one already, report the error to the provider: the certificate has to be mended.",
            ],
        ),
        Reason::CertificateUntrusted => (
            "It may be self-made or incomplete, out of date, or made out to another name. Antivirus programs may replace it, too.",
            &[
                "Do not accept it before you have looked: open the details and see its name and end.",
                "Use the server's name that the provider names.",
                "If the error stays, report it to the provider.",
            ],
        ),
        Reason::EncryptionMismatch => (
            "The program begins encrypted and the port begins in clear, or the reverse. It is a setting.",
            &[
                "For reading use port 993 (IMAP) or 995 (POP3) with SSL/TLS.",
                "For sending use port 465 with SSL/TLS, or port 587 with STARTTLS.",
            ],
        ),
        Reason::EncryptionOutdated => (
            "One of the two is too old and offers only versions that the other refuses.",
            &[
                "Update the program and the device's system.",
                "If they are up to date, ask the provider whether the server offers TLS 1.2 or 1.3.",
            ],
        ),
        Reason::EncryptionRequired => (
            "The program sends the password in clear, and the server refuses that to protect it.",
            &[
                "Switch on SSL/TLS in the settings, with port 993, 995 or 465.",
                "For port 587 choose STARTTLS.",
            ],
        ),
        Reason::StarttlsUnavailable => (
            "The program wants to change to encryption after the beginning (STARTTLS), and at that port the server does not propose it.",
            &[
                "Use the port that the provider names: 465, 993 and 995 with SSL/TLS, 587 with STARTTLS.",
                "Pause the mail scanning of your antivirus to try.",
                "Do not send the password without encryption.",
            ],
        ),
        Reason::EncryptionFailed => (
            "The text does not say why: it can be the port, an old program, an antivirus or the server.",
            &[
                "Compare port and encryption with those that the provider names.",
                "Update the program and pause the antivirus to try.",
                "If the error stays, report it to the provider.",
            ],
        ),
        Reason::Unknown => (
            "We know where it comes from, not what it means.",
            &["Send the whole text to the provider or to whoever helps you, with day and time."],
        ),
    }
}
