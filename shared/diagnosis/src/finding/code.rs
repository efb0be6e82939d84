//! The closed set of finding codes, each with its default severity, the default owner of the fix
//! and the check that usually finds it.
//!
//! A code is `snake_case`, subject first, without numbers. Must never be renamed: sessions and
//! playbooks contain them.

use terms::{Owner, closed_set};

use super::FindingSeverity as Severity;
use crate::probe::CheckKind as Check;

closed_set! {
    /// What a finding says.
    pub enum FindingCode as (Severity, Owner, Option<Check>) {
        /// The domain exists and its name servers answer.
        DelegationOk = "delegation_ok", (Severity::Info, Owner::Nobody, Some(Check::Delegation));
        /// The domain does not exist (NXDOMAIN).
        DomainNotFound = "domain_not_found", (Severity::Problem, Owner::DomainAdmin, Some(Check::Delegation));
        /// The domain's name servers fail (SERVFAIL): lame, broken or wrongly signed.
        DomainServersFailing = "domain_servers_failing", (Severity::Problem, Owner::DomainAdmin, Some(Check::Delegation));
        /// The domain's name servers do not answer in time.
        DomainServersSilent = "domain_servers_silent", (Severity::Problem, Owner::DomainAdmin, Some(Check::Delegation));
        /// The domain's DNS fails DNSSEC validation, and it is not known whether the registration
        /// or the zone is wrong.
        DnssecBroken = "dnssec_broken", (Severity::Problem, Owner::DomainAdmin, Some(Check::Delegation));
        /// The parent zone's `DS` record refers to a key that the zone does not have (RFC 4035
        /// §5.2).
        DnssecWrongDs = "dnssec_wrong_ds", (Severity::Problem, Owner::DomainAdmin, Some(Check::Delegation));
        /// The zone's own signatures are not valid: expired, missing or wrong.
        DnssecWrongSignatures = "dnssec_wrong_signatures", (Severity::Problem, Owner::DomainAdmin, Some(Check::Delegation));
        /// The parent zone refers to name servers that the zone itself does not name: usually left
        /// over from a move.
        DelegationStale = "delegation_stale", (Severity::Warning, Owner::DomainAdmin, Some(Check::Delegation));
        /// A name server that the parent zone refers to does not answer for the zone (lame
        /// delegation, RFC 9499 §7).
        NameServerLame = "name_server_lame", (Severity::Warning, Owner::DomainAdmin, Some(Check::Delegation));
        /// The name servers have different copies of the zone, so the destination of mail depends
        /// on which one is asked.
        NameServersDiffer = "name_servers_differ", (Severity::Warning, Owner::DomainAdmin, Some(Check::Delegation));
        /// The name servers could not be queried individually from here.
        DelegationNotJudged = "delegation_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::Delegation));
        /// A DNS query had no answer, and our own resolver may be the reason.
        DnsNotJudged = "dns_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::Delegation));

        /// The domain has a usable server for its mail.
        MxOk = "mx_ok", (Severity::Info, Owner::Nobody, Some(Check::Mx));
        /// There is neither an MX record nor an address: mail cannot be delivered.
        MxNone = "mx_none", (Severity::Problem, Owner::DomainAdmin, Some(Check::Mx));
        /// The domain declares that it receives no mail (RFC 7505).
        MxNull = "mx_null", (Severity::Problem, Owner::DomainAdmin, Some(Check::Mx));
        /// There is a null MX beside other MX records (RFC 7505 §3).
        MxNullBeside = "mx_null_beside", (Severity::Warning, Owner::DomainAdmin, Some(Check::Mx));
        /// No MX record; mail goes to the domain's own address (RFC 5321 §5.1).
        MxImplicit = "mx_implicit", (Severity::Warning, Owner::DomainAdmin, Some(Check::Mx));
        /// An MX record names a host that does not exist or has no address.
        MxHostNotFound = "mx_host_not_found", (Severity::Warning, Owner::DomainAdmin, Some(Check::Mx));
        /// An MX record names an alias (RFC 2181 §10.3).
        MxAlias = "mx_alias", (Severity::Warning, Owner::DomainAdmin, Some(Check::Mx));
        /// An MX host has an address that is not public.
        MxAddressPrivate = "mx_address_private", (Severity::Warning, Owner::DomainAdmin, Some(Check::Mx));
        /// All MX hosts with a public address have only IPv6 addresses.
        MxIpv6Only = "mx_ipv6_only", (Severity::Warning, Owner::DomainAdmin, Some(Check::Mx));
        /// An MX record contains something that is not a host name.
        MxMalformed = "mx_malformed", (Severity::Warning, Owner::DomainAdmin, Some(Check::Mx));
        /// There are more MX hosts than are checked.
        MxHostsLeftOut = "mx_hosts_left_out", (Severity::Info, Owner::Nobody, Some(Check::Mx));
        /// Mail is delivered to servers that are not this provider's: usually left over from a
        /// change of provider.
        MailProviderChanged = "mail_provider_changed", (Severity::Problem, Owner::DomainAdmin, Some(Check::Mx));
        /// Some MX hosts are this provider's and others are not.
        MxMixed = "mx_mixed", (Severity::Warning, Owner::DomainAdmin, Some(Check::Mx));

        /// An MX record ends in the domain's own name twice.
        MxNameDoubled = "mx_name_doubled", (Severity::Warning, Owner::DomainAdmin, Some(Check::Mx));
        /// An MX record that only verifies the domain for Microsoft (`*.msv1.invalid`).
        MxUnverifiedMicrosoft = "mx_unverified_microsoft", (Severity::Warning, Owner::DomainAdmin, Some(Check::Mx));
        /// The MX records name two mailbox providers.
        MxTwoProviders = "mx_two_providers", (Severity::Warning, Owner::DomainAdmin, Some(Check::Mx));
        /// A mail host has the address of a proxy that forwards only web requests.
        MailHostBehindHttpProxy = "mail_host_behind_http_proxy", (Severity::Problem, Owner::DomainAdmin, Some(Check::Imap));

        /// The provider of the domain's mail is known.
        ProviderIdentified = "provider_identified", (Severity::Info, Owner::Nobody, Some(Check::Provider));
        /// A filter or a forwarder is in front of the mailboxes.
        GatewayInFront = "gateway_in_front", (Severity::Info, Owner::Nobody, Some(Check::Provider));
        /// The provider of the domain's mail is not known.
        ProviderUnknown = "provider_unknown", (Severity::Info, Owner::Nobody, Some(Check::Provider));
        /// The provider of the domain's mail could not be determined from here.
        ProviderNotJudged = "provider_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::Provider));

        /// A server of the domain accepts mail.
        RelayOk = "relay_ok", (Severity::Info, Owner::Nobody, Some(Check::Relay));
        /// No server of the domain accepts mail.
        RelayDown = "relay_down", (Severity::Problem, Owner::MailProvider, Some(Check::Relay));
        /// Some servers of the domain do not accept mail.
        RelayPartlyDown = "relay_partly_down", (Severity::Warning, Owner::MailProvider, Some(Check::Relay));
        /// Nothing listens on port 25.
        RelayRefused = "relay_refused", (Severity::Warning, Owner::MailProvider, Some(Check::Relay));
        /// Port 25 did not accept a connection before the timeout.
        RelayTimeout = "relay_timeout", (Severity::Warning, Owner::MailProvider, Some(Check::Relay));
        /// The host cannot be reached.
        RelayUnreachable = "relay_unreachable", (Severity::Warning, Owner::MailProvider, Some(Check::Relay));
        /// The connection opens, but the server sends nothing.
        RelaySilent = "relay_silent", (Severity::Warning, Owner::MailProvider, Some(Check::Relay));
        /// The server closes the connection.
        RelayClosed = "relay_closed", (Severity::Warning, Owner::MailProvider, Some(Check::Relay));
        /// The server gives a temporary refusal (4yz).
        RelayBusy = "relay_busy", (Severity::Warning, Owner::MailProvider, Some(Check::Relay));
        /// The server started to answer, but did not finish before our timeout. Senders wait for
        /// minutes (RFC 5321 §4.5.3.2).
        RelaySlow = "relay_slow", (Severity::Warning, Owner::MailProvider, Some(Check::Relay));
        /// The server gives a permanent refusal (5yz).
        RelayGreetingRejected = "relay_greeting_rejected", (Severity::Warning, Owner::MailProvider, Some(Check::Relay));
        /// Something other than a mail server answers on port 25.
        RelayNotSmtp = "relay_not_smtp", (Severity::Warning, Owner::MailProvider, Some(Check::Relay));
        /// The server does not offer STARTTLS.
        RelayStarttlsMissing = "relay_starttls_missing", (Severity::Warning, Owner::MailProvider, Some(Check::Relay));
        /// Port 25 could not be tested from here.
        RelayNotJudged = "relay_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::Relay));
        /// An IPv6 address could not be tested from here.
        RelayIpv6NotJudged = "relay_ipv6_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::Relay));
        /// A server of the domain is the machine that the probe runs on.
        RelayOwnNotJudged = "relay_own_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::Relay));

        /// The domain publishes settings for mail programs (RFC 6186).
        ServicesPublished = "services_published", (Severity::Info, Owner::Nobody, Some(Check::Services));
        /// The domain publishes no settings for mail programs; most domains do not.
        ServicesNotPublished = "services_not_published", (Severity::Info, Owner::Nobody, Some(Check::Services));

        /// The name of the mail server does not exist.
        MailHostNotFound = "mail_host_not_found", (Severity::Problem, Owner::DomainAdmin, Some(Check::Imap));
        /// The name of the mail server has no public address.
        MailHostPrivate = "mail_host_private", (Severity::Problem, Owner::DomainAdmin, Some(Check::Imap));
        /// The name of the mail server could not be looked up.
        MailHostNotJudged = "mail_host_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::Imap));
        /// The name of the server for mail programs is not known, and no server answers at the
        /// usual names.
        MailHostUnknown = "mail_host_unknown", (Severity::Unjudged, Owner::Nobody, Some(Check::Imap));
        /// The server for sending answers.
        SubmissionOk = "submission_ok", (Severity::Info, Owner::Nobody, Some(Check::Submission));
        /// The server for sending does not answer.
        SubmissionDown = "submission_down", (Severity::Problem, Owner::MailProvider, Some(Check::Submission));
        /// The IMAP server answers.
        ImapOk = "imap_ok", (Severity::Info, Owner::Nobody, Some(Check::Imap));
        /// The IMAP server does not answer.
        ImapDown = "imap_down", (Severity::Problem, Owner::MailProvider, Some(Check::Imap));
        /// The POP3 server answers.
        Pop3Ok = "pop3_ok", (Severity::Info, Owner::Nobody, Some(Check::Pop3));
        /// The POP3 server does not answer.
        Pop3Down = "pop3_down", (Severity::Problem, Owner::MailProvider, Some(Check::Pop3));
        /// One of a service's two ports does not answer, but the other does.
        PortClosed = "port_closed", (Severity::Info, Owner::Nobody, None);
        /// A service gives a temporary refusal (4yz, or an equivalent response code).
        ServiceBusy = "service_busy", (Severity::Warning, Owner::MailProvider, None);
        /// A service started to answer, but did not finish before our timeout.
        ServiceSlow = "service_slow", (Severity::Warning, Owner::MailProvider, None);
        /// A service could not be tested from here.
        ServiceNotJudged = "service_not_judged", (Severity::Unjudged, Owner::Nobody, None);
        /// A service on a clear-text port does not offer encryption.
        StarttlsMissing = "starttls_missing", (Severity::Warning, Owner::MailProvider, Some(Check::Imap));

        /// The certificate has expired.
        TlsCertificateExpired = "tls_certificate_expired", (Severity::Problem, Owner::MailProvider, Some(Check::Imap));
        /// An intermediate certificate in the chain has expired, and no other chain is valid.
        TlsIntermediateExpired = "tls_intermediate_expired", (Severity::Problem, Owner::MailProvider, Some(Check::Imap));
        /// The certificate expires within two weeks.
        TlsCertificateExpiring = "tls_certificate_expiring", (Severity::Warning, Owner::MailProvider, Some(Check::Imap));
        /// The certificate is for other names.
        TlsCertificateWrongName = "tls_certificate_wrong_name", (Severity::Problem, Owner::MailProvider, Some(Check::Imap));
        /// The certificate has the host's name only in its common name, which programs no longer
        /// use (RFC 9525 §2).
        TlsCertificateCommonNameOnly = "tls_certificate_common_name_only", (Severity::Problem, Owner::MailProvider, Some(Check::Imap));
        /// The certificate is self-signed.
        TlsCertificateSelfSigned = "tls_certificate_self_signed", (Severity::Problem, Owner::MailProvider, Some(Check::Imap));
        /// The certificate is not trusted for another reason: unknown issuer, revoked, not valid
        /// yet.
        TlsCertificateUntrusted = "tls_certificate_untrusted", (Severity::Problem, Owner::MailProvider, Some(Check::Imap));
        /// The server supports no TLS version or cipher that current programs accept (TLS 1.2 is
        /// the oldest, RFC 8996).
        TlsOutdated = "tls_outdated", (Severity::Problem, Owner::MailProvider, Some(Check::Imap));
        /// The TLS handshake failed.
        TlsHandshakeFailed = "tls_handshake_failed", (Severity::Problem, Owner::MailProvider, Some(Check::Imap));
        /// Clear text followed the answer to STARTTLS (RFC 3207 §5).
        TlsPlaintextInjected = "tls_plaintext_injected", (Severity::Problem, Owner::MailProvider, Some(Check::Imap));

        /// The webmail opens.
        WebmailOk = "webmail_ok", (Severity::Info, Owner::Nobody, Some(Check::Webmail));
        /// The webmail does not open.
        WebmailDown = "webmail_down", (Severity::Problem, Owner::MailProvider, Some(Check::Webmail));
        /// The webmail answers with an error page.
        WebmailError = "webmail_error", (Severity::Problem, Owner::MailProvider, Some(Check::Webmail));
        /// The webmail redirects to an unencrypted page.
        WebmailUnencrypted = "webmail_unencrypted", (Severity::Warning, Owner::MailProvider, Some(Check::Webmail));
        /// The webmail could not be tested from here.
        WebmailNotJudged = "webmail_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::Webmail));
        /// The address of the webmail is not known, and none opens at the usual names.
        WebmailHostUnknown = "webmail_host_unknown", (Severity::Unjudged, Owner::Nobody, Some(Check::Webmail));
        /// A page opens at a usual name of a webmail, but nothing shows that it is one.
        WebmailPageNotJudged = "webmail_page_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::Webmail));

        /// The domain publishes who may send in its name (RFC 7208).
        SpfOk = "spf_ok", (Severity::Info, Owner::Nobody, Some(Check::SenderPolicy));
        /// The domain does not publish who may send in its name.
        SpfMissing = "spf_missing", (Severity::Warning, Owner::DomainAdmin, Some(Check::SenderPolicy));
        /// The domain has more than one SPF record, which is an error (RFC 7208 §4.5).
        SpfTwoRecords = "spf_two_records", (Severity::Warning, Owner::DomainAdmin, Some(Check::SenderPolicy));
        /// The domain's SPF record is invalid, so that the whole record is an error (RFC 7208
        /// §4.6).
        SpfInvalid = "spf_invalid", (Severity::Warning, Owner::DomainAdmin, Some(Check::SenderPolicy));
        /// The domain's SPF record needs more than ten lookups, which is an error (RFC 7208
        /// §4.6.4).
        SpfTooManyLookups = "spf_too_many_lookups", (Severity::Warning, Owner::DomainAdmin, Some(Check::SenderPolicy));
        /// More than two lookups of the domain's SPF record find nothing, which many receivers
        /// treat as an error (RFC 7208 §4.6.4).
        SpfTooManyVoids = "spf_too_many_voids", (Severity::Warning, Owner::DomainAdmin, Some(Check::SenderPolicy));
        /// The domain's SPF record allows every server to send.
        SpfAllowsAll = "spf_allows_all", (Severity::Warning, Owner::DomainAdmin, Some(Check::SenderPolicy));
        /// The domain publishes how to treat mail that fails authentication (RFC 9989).
        DmarcOk = "dmarc_ok", (Severity::Info, Owner::Nobody, Some(Check::SenderPolicy));
        /// The domain publishes no DMARC record. Only senders of much mail are required to have
        /// one.
        DmarcMissing = "dmarc_missing", (Severity::Info, Owner::DomainAdmin, Some(Check::SenderPolicy));
        /// The domain has more than one DMARC record, so all are ignored (RFC 9989 §4.10).
        DmarcTwoRecords = "dmarc_two_records", (Severity::Warning, Owner::DomainAdmin, Some(Check::SenderPolicy));
        /// The domain's DMARC record has no usable policy (RFC 9989 §4.7, RFC 7489 §6.6.3).
        DmarcInvalid = "dmarc_invalid", (Severity::Warning, Owner::DomainAdmin, Some(Check::SenderPolicy));

        /// The mail provider reports that a part of its mail service is down.
        ProviderIncident = "provider_incident", (Severity::Warning, Owner::MailProvider, Some(Check::ProviderStatus));
        /// The mail provider reports no incident. Local faults are never reported there.
        ProviderNoIncident = "provider_no_incident", (Severity::Info, Owner::Nobody, Some(Check::ProviderStatus));
        /// The mail provider publishes no status that could be read.
        ProviderStatusNotPublished = "provider_status_not_published", (Severity::Info, Owner::Nobody, Some(Check::ProviderStatus));
        /// The status page of the mail provider could not be read from here.
        ProviderStatusNotJudged = "provider_status_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::ProviderStatus));

        /// The mailbox opens with this password.
        MailboxOpens = "mailbox_opens", (Severity::Info, Owner::Nobody, Some(Check::Mailbox));
        /// The server refused the login.
        MailboxLoginRefused = "mailbox_login_refused", (Severity::Problem, Owner::You, Some(Check::Mailbox));
        /// The login did not come to a reply.
        MailboxNotJudged = "mailbox_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::Mailbox));
        /// No message fits into the mailbox any more.
        MailboxOverLimit = "mailbox_over_limit", (Severity::Problem, Owner::You, Some(Check::Mailbox));
        /// The mailbox is nearly full.
        MailboxNearLimit = "mailbox_near_limit", (Severity::Warning, Owner::You, Some(Check::Mailbox));
        /// The mailbox has space.
        MailboxHasSpace = "mailbox_has_space", (Severity::Info, Owner::Nobody, Some(Check::Mailbox));
        /// How many messages are in the inbox, and how old the newest is.
        InboxSeen = "inbox_seen", (Severity::Info, Owner::Nobody, Some(Check::Mailbox));
        /// The inbox is empty, although many messages were delivered there: a program takes them
        /// away.
        InboxEmptied = "inbox_emptied", (Severity::Warning, Owner::You, Some(Check::Mailbox));
        /// The message that the customer misses is in the inbox.
        MessageInInbox = "message_in_inbox", (Severity::Info, Owner::Nobody, Some(Check::Mailbox));
        /// The message is in the folder for junk.
        MessageInJunk = "message_in_junk", (Severity::Warning, Owner::You, Some(Check::Mailbox));
        /// The message is in the folder for deleted messages.
        MessageInTrash = "message_in_trash", (Severity::Warning, Owner::You, Some(Check::Mailbox));
        /// The message is in another folder: a rule may have moved it.
        MessageElsewhere = "message_elsewhere", (Severity::Warning, Owner::You, Some(Check::Mailbox));
        /// The message is in no folder.
        MessageNotThere = "message_not_there", (Severity::Info, Owner::Nobody, Some(Check::Mailbox));
        /// The message was not found, and not every folder could be searched.
        MessageNotJudged = "message_not_judged", (Severity::Unjudged, Owner::Nobody, Some(Check::Mailbox));
        /// Other sessions of this installation saw the same provider fail the same check recently.
        SeenElsewhere = "seen_elsewhere", (Severity::Info, Owner::MailProvider, None);
    }
}

impl FindingCode {
    /// Its default severity.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.row().0
    }

    /// The default owner of the fix.
    #[must_use]
    pub const fn owner(self) -> Owner {
        self.row().1
    }

    /// The check that usually finds it; of a code that several checks use the first. A finding
    /// itself names its check.
    #[must_use]
    pub const fn usual_check(self) -> Option<Check> {
        self.row().2
    }
}
