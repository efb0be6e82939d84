//! The English texts of each reason.

use mail::bounce::BounceReason;

use super::Words;

/// Meaning, the sender's steps, the recipient's steps.
pub(super) const fn words(reason: BounceReason) -> Words {
    match reason {
        BounceReason::MailboxUnknown => (
            "The receiving server does not know that address. Usually it is misspelt, or the mailbox was closed.",
            &[
                "Check the address letter by letter, also the part after the @ sign.",
                "Delete the address that your program suggests and type it anew.",
                "If it is right, ask the recipient in some other way, for example by telephone.",
            ],
            &[
                "See whether the mailbox still exists and whether the sender has the exact address.",
                "If you changed provider lately, ask the new one whether the mailbox was created.",
            ],
        ),
        BounceReason::MailboxDisabled => (
            "The address is known, but it takes no mail at the moment.",
            &["Reach the recipient in some other way and ask which address is in use now."],
            &[
                "Ask your mail provider why the mailbox is suspended: often it is a renewal, or unusual use.",
            ],
        ),
        BounceReason::MailboxMoved => (
            "The server says that the mailbox has moved. The new address, where there is one, stands in the text of the error.",
            &[
                "Ask the recipient in some other way whether the new address is really theirs: anybody can write one.",
                "Then write to that one, and change it in your address book.",
            ],
            &[
                "Tell those who write to you which address is the new one, or have the old one forward its mail.",
            ],
        ),
        BounceReason::RecipientBusy => (
            "It is a limit of that mailbox, for anybody who writes to it. The sender and the message have no part in it.",
            &[
                "Send the message again in some hours.",
                "If you are in a hurry, reach the recipient in some other way.",
            ],
            &[
                "See whether some automatic system sends the mailbox many messages in a short time.",
                "Then ask the sender to send it again.",
            ],
        ),
        BounceReason::MailboxFull => (
            "Until the recipient makes room, every new message comes back.",
            &[
                "Tell the recipient in some other way.",
                "Once there is room, send the message again.",
            ],
            &[
                "Make room: heavy attachments, sent mail, junk and the bin are the first places to look.",
                "If that is not enough, ask your provider for a larger mailbox.",
                "Then ask the sender to send it again: a message that was returned does not arrive by itself.",
            ],
        ),
        BounceReason::AddressMalformed => (
            "There is a space, a comma or a character in it that no address can have.",
            &["Type the address anew, without spaces, commas or accents."],
            &["Give the sender your address in writing, for example in a text message."],
        ),
        BounceReason::DomainNotFound => (
            "The part after the @ sign leads to no mail server: either it is misspelt, or the domain has expired.",
            &[
                "Check the part after the @ sign, also its end: .it, .com, .eu.",
                "If it is right, tell the recipient in some other way.",
            ],
            &[
                "See whether the domain has expired.",
                "Ask whoever runs the DNS whether the MX record, which says where mail goes, is there.",
            ],
        ),
        BounceReason::DomainTakesNoMail => (
            "The domain exists, but its DNS declares that it takes no mail, or names no server that takes it.",
            &[
                "Check the part after the @ sign.",
                "If it is right, look for another address of the recipient.",
            ],
            &[
                "If the domain should take mail, whoever runs the DNS has to correct the MX record and the server that it names.",
            ],
        ),
        BounceReason::DnsFailed => (
            "The DNS is the directory that says where mail goes. The sending server asked it several times and heard nothing.",
            &[
                "Try again later.",
                "If it lasts longer than a day, tell the recipient in some other way.",
            ],
            &["Ask whoever runs your domain's DNS to check its name servers."],
        ),
        BounceReason::ServerUnreachable => (
            "It was off, out of reach, or did not answer in time. The sending network can be the cause as well.",
            &[
                "Try again later.",
                "If it happens with every recipient, ask your mail provider; if with one only, tell that recipient.",
            ],
            &["Ask your mail provider whether the receiving server is up and within reach."],
        ),
        BounceReason::ServerTrouble => (
            "The address may well be right: at that moment the server could not take the message.",
            &[
                "Try again in a few hours.",
                "If it happens again, tell the recipient in some other way.",
            ],
            &["Give your mail provider the text of the error, with day and time."],
        ),
        BounceReason::Expired => (
            "For hours or days the recipient's server said “later”, or nothing at all.",
            &[
                "Send the message again.",
                "If it happens again, tell the recipient in some other way.",
            ],
            &["Ask your mail provider whether the receiving server had trouble in those days."],
        ),
        BounceReason::Greylisted => (
            "The recipient's server makes new senders wait, to stop junk. The sending server tries again by itself.",
            &[
                "Wait: the message usually arrives within an hour.",
                "If it comes back, send it again.",
            ],
            &[
                "Wait. If it happens often with the same sender, ask your provider to let that sender in.",
            ],
        ),
        BounceReason::Deferred => (
            "It is no final refusal: the sending server tries again by itself for some time.",
            &["Wait: the message may still arrive.", "If it comes back, send it again."],
            &["Wait. If it is not there within a day, ask the sender what the final notice says."],
        ),
        BounceReason::RateLimited => (
            "The recipient's server slows down the mail that comes from the sender's server.",
            &[
                "Wait some hours before you send more.",
                "If you write to many, ask your provider how to spread it.",
            ],
            &["It is not up to you. Ask the sender to try again after some hours."],
        ),
        BounceReason::SendingLimit => (
            "The sender's provider allows a certain number of messages in an hour or a day.",
            &[
                "Wait until the limit starts anew, usually within a day.",
                "If it was not you who sent so many, change the password at once: somebody may be using it.",
            ],
            &["It is not up to you. The sender can write to you from another address."],
        ),
        BounceReason::Blocklisted => (
            "Often others sent junk through it: such a list says nothing about this message.",
            &[
                "Send your mail provider the complete text of the error: only they can ask to be taken off the list.",
                "Meanwhile write from another address, if you have one with another provider.",
            ],
            &["Ask your provider to let that sender in, if you know and trust them."],
        ),
        BounceReason::SpfRefused => (
            "The permission is called SPF and stands in the sender's DNS. It is missing, or leaves that server out.",
            &[
                "Ask whoever runs your domain's DNS to add the service that you send from to the SPF record.",
                "There has to be one SPF record only: two of them cancel each other.",
            ],
            &["It is not up to you. Send the sender the text of the error."],
        ),
        BounceReason::DkimRefused => (
            "The signature is called DKIM: it shows that the message really comes from that domain.",
            &[
                "Switch the DKIM signature on in your mail provider's panel.",
                "If you use a sending service, publish its key in the DNS as well.",
            ],
            &["It is not up to you. Send the sender the text of the error."],
        ),
        BounceReason::DmarcRefused => (
            "The rule is called DMARC: the server has to be allowed (SPF), or the message signed (DKIM).",
            &[
                "Send through your provider's own server, not through another service with the same address.",
                "If you need that service, whoever runs the DNS has to allow it with SPF and DKIM.",
            ],
            &["It is not up to you. Send the sender the text of the error."],
        ),
        BounceReason::SenderUnauthenticated => (
            "The recipient's server wants one proof at least: the permission SPF or the signature DKIM.",
            &[
                "Ask whoever runs your domain to set up SPF and DKIM in the DNS.",
                "Then send it again: the change usually works after an hour.",
            ],
            &["It is not up to you. Send the sender the text of the error."],
        ),
        BounceReason::ServerNameWrong => (
            "Its IP address does not lead to its name (reverse DNS): to whoever receives that looks like junk.",
            &[
                "Send your mail provider the text of the error: only they can mend the server's name.",
            ],
            &["It is not up to you. Send the sender the text of the error."],
        ),
        BounceReason::HeloRefused => (
            "In its greeting (HELO) a server says its own name. This one is no complete name, or cannot be found from outside.",
            &[
                "Send your mail provider the text of the error: the name in the greeting is set on that server.",
                "If a website, a scanner or a program sends, have it send through the provider's server, with a login.",
            ],
            &["It is not up to you. Send the sender the text of the error."],
        ),
        BounceReason::SentDirectly => (
            "Many servers take no mail from the addresses of private connections. It is no judgement of you or your message.",
            &[
                "In the program or the device, enter your mail provider's outgoing server, port 465 or 587, with address and password.",
                "If a server of your own sends, let it send through your provider's server.",
            ],
            &["It is not up to you. Send the sender the text of the error."],
        ),
        BounceReason::RelayDenied => (
            "Either the program sends without logging in, or the server does not know that it receives for that domain.",
            &[
                "In the mail program switch on authentication for the outgoing server (SMTP).",
                "Check that the outgoing server is your own provider's.",
            ],
            &[
                "If it happens to everybody who writes to you, the MX record leads to a server that does not know your domain.",
                "Have it checked by whoever runs your mail.",
            ],
        ),
        BounceReason::LoginRequired => (
            "The program, or the device, tried to send without logging in.",
            &[
                "Switch on authentication for the outgoing server (SMTP), with the full address and the mailbox's password.",
            ],
            &["It is not up to you."],
        ),
        BounceReason::LoginRefused => (
            "The sending server did not recognise them, or wants another way of logging in.",
            &[
                "Try the same ones in the webmail.",
                "If they work there, type the password anew in the program, also for the outgoing server.",
                "With two-step login you need a password made for programs.",
            ],
            &["It is not up to you."],
        ),
        BounceReason::LoginMethodRefused => (
            "The password may be right: with this kind of login, or without encryption, the server takes none.",
            &[
                "Use a program with modern sign-in, where your provider's own page asks for the password.",
                "If the provider offers passwords made for programs, create one and use it for sending too.",
                "In a company, ask whoever administers the accounts to allow sending by a program (SMTP) for the mailbox.",
                "For the outgoing server choose encryption (SSL or STARTTLS) and the port that the provider names.",
            ],
            &["It is not up to you."],
        ),
        BounceReason::SendingDisabled => (
            "The password may be right, and reading is not concerned: only sending from a program (SMTP) is closed.",
            &[
                "Meanwhile send from the webmail.",
                "Ask whoever administers the domain's mailboxes to switch on authenticated sending (SMTP AUTH) for the mailbox.",
            ],
            &["It is not up to you."],
        ),
        BounceReason::WebLoginNeeded => (
            "The sign-in from that program looked unusual, and is held back until the owner of the mailbox confirms it.",
            &[
                "Sign in to the webmail in a browser and confirm it, if the provider asks.",
                "Then try again with the program at once.",
            ],
            &["It is not up to you."],
        ),
        BounceReason::OwnServerUnreachable => (
            "The message never left: nothing was said about the recipient. The network in use can block it, or that server is down.",
            &[
                "Check the name and the port of the outgoing server (SMTP) against what your provider publishes.",
                "Try another network, for example the telephone's.",
                "If it fails everywhere, ask your mail provider whether the server is up; for a website, ask who hosts it whether it may send.",
            ],
            &["It is not up to you."],
        ),
        BounceReason::SenderNotAllowed => (
            "The program logs in with one mailbox and writes as another, which the provider has not allowed.",
            &[
                "Check that the address and the user name for sending are those of the same mailbox.",
                "If you want to write from an alias, have your provider allow it.",
            ],
            &["It is not up to you. Send the sender the text of the error."],
        ),
        BounceReason::SenderUnknown => (
            "The recipient's server has looked for the sender, in the DNS or among the mailboxes, and found nothing.",
            &[
                "Check how your own address is written in the program's settings.",
                "If it is right, ask whoever runs your domain to check the DNS.",
            ],
            &["It is not up to you. Send the sender the text of the error."],
        ),
        BounceReason::SenderBlocked => (
            "It is the sender that is refused, not the content.",
            &[
                "Choose the recipient anew, without the address that your program suggests.",
                "If it comes back again, ask the recipient in some other way to lift the block.",
            ],
            &[
                "Look for the sender among the blocked addresses, in your mailbox and in your provider's panel.",
            ],
        ),
        BounceReason::SenderSuspended => (
            "The provider has stopped it, usually because junk was sent from it or its password was stolen.",
            &[
                "Change the password and check computer and telephone for viruses.",
                "Then ask your provider to allow sending again.",
            ],
            &["It is not up to you."],
        ),
        BounceReason::RecipientRestricted => (
            "It may be a list, a group, or a mailbox inside a company.",
            &["Ask the recipient, in some other way, to be let in."],
            &[
                "Whoever runs the list or the group can let the sender in, or open the address to outsiders.",
            ],
        ),
        BounceReason::CertifiedOnly => (
            "PEC is Italian certified mail. This mailbox takes mail from other PEC mailboxes only, or the address does not exist.",
            &["Write from a PEC mailbox.", "Or ask the recipient for an ordinary address."],
            &["In the panel of your PEC you can allow mail that is not certified."],
        ),
        BounceReason::TooLarge => (
            "Its attachments are more than one of the servers takes. On the way they grow by about a third.",
            &[
                "Make the attachments smaller, split them over several messages, or send a link to download them.",
            ],
            &["Ask the sender for a link instead of the attachment."],
        ),
        BounceReason::TooManyRecipients => (
            "The server takes a certain number of addresses for each message.",
            &["Split the recipients into smaller groups, or use a service for lists."],
            &["It is not up to you."],
        ),
        BounceReason::Spam => (
            "A filter judged its text, its links or its attachments so.",
            &[
                "Send it again with plain words, a clear subject and without shortened links.",
                "If even a test message comes back, send the error to your mail provider.",
            ],
            &["Add the sender to your contacts or safe senders, then ask for the message again."],
        ),
        BounceReason::ContentRefused => (
            "The server refuses some kinds of file, or has found something dangerous.",
            &[
                "Check the file for viruses.",
                "Then send it in another form, for example as PDF or as a link to download it.",
            ],
            &["Ask the sender for the file in another form."],
        ),
        BounceReason::MessageMalformed => (
            "A header is missing or wrong: usually the program that made it is to blame.",
            &[
                "Try to send it from the webmail.",
                "If a website or an application made it, send the error to whoever looks after it.",
            ],
            &["It is not up to you. Send the sender the text of the error."],
        ),
        BounceReason::TlsFailed => (
            "One asks for it and the other does not offer it, or its certificate is not accepted.",
            &[
                "If it happens to your own program, switch SSL/TLS on for the outgoing server.",
                "Otherwise send your mail provider the text of the error.",
            ],
            &["Ask your provider to check the certificate of the receiving server."],
        ),
        BounceReason::Loop => (
            "Two servers, or two forwards, passed it to each other and never delivered it.",
            &["Tell the recipient in some other way: the cause is nearly always on their side."],
            &[
                "Check the mailbox's forwards and automatic replies.",
                "If there are none, whoever runs the domain has to check the MX record.",
            ],
        ),
        BounceReason::Policy => (
            "The server does not say which: only those who run it know.",
            &[
                "Send your mail provider the complete text of the error.",
                "Tell the recipient, who can ask their own provider.",
            ],
            &[
                "Ask your provider which rule stopped it: they need the sender, the day and the time.",
            ],
        ),
        BounceReason::Delivered => (
            "This is a confirmation, not an error. Only a receipt of delivery proves that it lies in the mailbox.",
            &["There is nothing to do."],
            &["If you cannot find it, look in the junk folder and at rules that move mail."],
        ),
        BounceReason::Unknown => (
            "The server refused, but with words that we do not know. We do not guess.",
            &["Send your mail provider the complete text of the error, with day and time."],
            &["Ask the sender for the complete notice and send it to your mail provider."],
        ),
    }
}

/// A forwarded message: the forwarding server is refused.
pub(super) const FORWARDED: (&str, Words) = (
    "The forwarding breaks the check of the sender.",
    (
        "The message was sent to another address, which sends it on. The recipient's side sees the server that forwards, not the sender's.",
        &[
            "For this notice nothing has to be mended in the sender's DNS.",
            "Write straight to the address that receives, if you know it.",
        ],
        &[
            "Ask the provider of the mailbox that forwards whether it rewrites the sender (SRS) as it forwards.",
            "If it does not, remove the forward and have the first mailbox read by your program or by the other provider.",
        ],
    ),
);

/// A server refuses to relay a message that it should have received.
pub(super) const RELAY_OF_OTHERS: (&str, Words) = (
    "The server that should receive takes no mail for that domain.",
    (
        "The sender's own server had accepted the message. The one that the domain names for its mail does not know it as its own.",
        &[
            "Tell the recipient in some other way and send them the text of the error.",
            "In your own settings nothing has to be changed.",
        ],
        &[
            "Ask whoever runs your mail whether the domain is among those that the server receives for.",
            "Have the MX record checked: it may lead to a server that is no longer yours.",
        ],
    ),
);

/// The sender's steps at a provider with a procedure of its own; empty if it has none.
pub(super) fn own_way(reason: BounceReason, provider: &str) -> &'static [&'static str] {
    match (reason, provider) {
        (BounceReason::SenderNotAllowed, "aruba") => &[
            "Open webmail.aruba.it with the mailbox that sends and go to Impostazioni, Messaggi, Composizione.",
            "Switch on “Abilita indirizzi email alternativi come mittenti” and add the address that you write from.",
            "Aruba sends a code to that address: enter it to confirm. Aliases, websites and programs need it, too.",
        ],
        (BounceReason::SenderNotAllowed, "aruba_pec") => &[
            "With PEC the sender has to be the mailbox itself: the law says so.",
            "In the program use the same address as sender and as user name.",
        ],
        (BounceReason::RateLimited, "aruba") => &[
            "Wait, and stay within 200 or 300 messages in 20 minutes.",
            "If it was not you who sent them, change the password at once.",
        ],
        (BounceReason::MailboxFull, "aruba") => &[
            "Tell the recipient in some other way: at Aruba every folder except the bin counts.",
            "Once there is room, send the message again.",
        ],
        (BounceReason::Blocklisted, "libero" | "virgilio") => &[
            "Send the error to whoever runs your server: the list is Cloudmark's, and public checks do not show it.",
            "The link in the text of the error is where to ask to be taken off it.",
        ],
        (BounceReason::SenderSuspended, "register") => &[
            "Check your devices for viruses and change the password.",
            "Register.it's block lasts four hours: then you can send again.",
        ],
        (BounceReason::SendingLimit, "register") => &[
            "The day's limit starts anew at midnight; meanwhile you can send from the webmail.",
            "If it was not you who sent so many, change the password at once.",
        ],
        (BounceReason::LoginRefused, "google") => &[
            "In the mail program choose to log in with Google, which opens a browser window.",
            "If the program does not offer it, make an app password in your Google account and use that.",
        ],
        (BounceReason::LoginRefused, "microsoft" | "outlook_com") => &[
            "In the mail program choose to log in with Microsoft, which opens a browser window.",
            "For a device that does not offer it, ask whoever administers Microsoft 365.",
        ],
        _ => &[],
    }
}
