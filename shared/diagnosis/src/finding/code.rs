//! The closed set of finding codes, each with its default severity and owner.
//!
//! A code is `snake_case`, subject first, without numbers. Must never be renamed: sessions and
//! playbooks contain them.

use serde::{Deserialize, Serialize};

use super::{FindingSeverity, Owner};

macro_rules! finding_codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $wire:literal, $severity:ident, $owner:ident; )+) => {
        /// What a finding says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum FindingCode {
            $( $(#[doc = $doc])+ #[serde(rename = $wire)] $name, )+
        }

        impl FindingCode {
            /// Every code, in the order of the checks.
            pub const ALL: &'static [Self] = &[$( Self::$name, )+];

            /// Its name on the wire and in playbooks.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $wire, )+ }
            }

            /// Its default severity.
            #[must_use]
            pub const fn severity(self) -> FindingSeverity {
                match self { $( Self::$name => FindingSeverity::$severity, )+ }
            }

            /// The default owner of the fix.
            #[must_use]
            pub const fn owner(self) -> Owner {
                match self { $( Self::$name => Owner::$owner, )+ }
            }
        }
    };
}

finding_codes! {
    /// The domain exists and its name servers answer.
    DelegationOk = "delegation_ok", Info, Nobody;
    /// The domain does not exist (NXDOMAIN).
    DomainNotFound = "domain_not_found", Problem, DomainAdmin;
    /// The domain's name servers fail (SERVFAIL): lame, broken or wrongly signed.
    DomainServersFailing = "domain_servers_failing", Problem, DomainAdmin;
    /// The domain's name servers do not answer in time.
    DomainServersSilent = "domain_servers_silent", Problem, DomainAdmin;
    /// The domain's DNS fails DNSSEC validation, and it is not known whether the registration or
    /// the zone is wrong.
    DnssecBroken = "dnssec_broken", Problem, DomainAdmin;
    /// The parent zone's `DS` record refers to a key that the zone does not have (RFC 4035 §5.2).
    DnssecWrongDs = "dnssec_wrong_ds", Problem, DomainAdmin;
    /// The zone's own signatures are not valid: expired, missing or wrong.
    DnssecWrongSignatures = "dnssec_wrong_signatures", Problem, DomainAdmin;
    /// The parent zone refers to name servers that the zone itself does not name: usually left over
    /// from a move.
    DelegationStale = "delegation_stale", Warning, DomainAdmin;
    /// A name server that the parent zone refers to does not answer for the zone (lame delegation,
    /// RFC 9499 §7).
    NameServerLame = "name_server_lame", Warning, DomainAdmin;
    /// The name servers have different copies of the zone, so the destination of mail depends on
    /// which one is asked.
    NameServersDiffer = "name_servers_differ", Warning, DomainAdmin;
    /// The name servers could not be queried individually from here.
    DelegationNotJudged = "delegation_not_judged", Unjudged, Nobody;
    /// A DNS query had no answer, and our own resolver may be the reason.
    DnsNotJudged = "dns_not_judged", Unjudged, Nobody;

    /// The domain has a usable server for its mail.
    MxOk = "mx_ok", Info, Nobody;
    /// There is neither an MX record nor an address: mail cannot be delivered.
    MxNone = "mx_none", Problem, DomainAdmin;
    /// The domain declares that it receives no mail (RFC 7505).
    MxNull = "mx_null", Problem, DomainAdmin;
    /// There is a null MX beside other MX records (RFC 7505 §3).
    MxNullBeside = "mx_null_beside", Warning, DomainAdmin;
    /// No MX record; mail goes to the domain's own address (RFC 5321 §5.1).
    MxImplicit = "mx_implicit", Warning, DomainAdmin;
    /// An MX record names a host that does not exist or has no address.
    MxHostNotFound = "mx_host_not_found", Warning, DomainAdmin;
    /// An MX record names an alias (RFC 2181 §10.3).
    MxAlias = "mx_alias", Warning, DomainAdmin;
    /// An MX host has an address that is not public.
    MxAddressPrivate = "mx_address_private", Warning, DomainAdmin;
    /// All MX hosts with a public address have only IPv6 addresses.
    MxIpv6Only = "mx_ipv6_only", Warning, DomainAdmin;
    /// An MX record contains something that is not a host name.
    MxMalformed = "mx_malformed", Warning, DomainAdmin;
    /// There are more MX hosts than are checked.
    MxHostsLeftOut = "mx_hosts_left_out", Info, Nobody;
    /// Mail is delivered to servers that are not this provider's: usually left over from a change
    /// of provider.
    MailProviderChanged = "mail_provider_changed", Problem, DomainAdmin;
    /// Some MX hosts are this provider's and others are not.
    MxMixed = "mx_mixed", Warning, DomainAdmin;

    /// An MX record ends in the domain's own name twice.
    MxNameDoubled = "mx_name_doubled", Warning, DomainAdmin;
    /// An MX record that only verifies the domain for Microsoft (`*.msv1.invalid`).
    MxUnverifiedMicrosoft = "mx_unverified_microsoft", Warning, DomainAdmin;
    /// The MX records name two mailbox providers.
    MxTwoProviders = "mx_two_providers", Warning, DomainAdmin;
    /// A mail host has the address of a proxy that forwards only web requests.
    MailHostBehindHttpProxy = "mail_host_behind_http_proxy", Problem, DomainAdmin;

    /// The provider of the domain's mail is known.
    ProviderIdentified = "provider_identified", Info, Nobody;
    /// A filter or a forwarder is in front of the mailboxes.
    GatewayInFront = "gateway_in_front", Info, Nobody;
    /// The provider of the domain's mail is not known.
    ProviderUnknown = "provider_unknown", Info, Nobody;
    /// The provider of the domain's mail could not be determined from here.
    ProviderNotJudged = "provider_not_judged", Unjudged, Nobody;

    /// A server of the domain accepts mail.
    RelayOk = "relay_ok", Info, Nobody;
    /// No server of the domain accepts mail.
    RelayDown = "relay_down", Problem, MailProvider;
    /// Some servers of the domain do not accept mail.
    RelayPartlyDown = "relay_partly_down", Warning, MailProvider;
    /// Nothing listens on port 25.
    RelayRefused = "relay_refused", Warning, MailProvider;
    /// Port 25 did not accept a connection before the timeout.
    RelayTimeout = "relay_timeout", Warning, MailProvider;
    /// The host cannot be reached.
    RelayUnreachable = "relay_unreachable", Warning, MailProvider;
    /// The connection opens, but the server sends nothing.
    RelaySilent = "relay_silent", Warning, MailProvider;
    /// The server closes the connection.
    RelayClosed = "relay_closed", Warning, MailProvider;
    /// The server gives a temporary refusal (4yz).
    RelayBusy = "relay_busy", Warning, MailProvider;
    /// The server started to answer, but did not finish before our timeout. Senders wait for
    /// minutes (RFC 5321 §4.5.3.2).
    RelaySlow = "relay_slow", Warning, MailProvider;
    /// The server gives a permanent refusal (5yz).
    RelayGreetingRejected = "relay_greeting_rejected", Warning, MailProvider;
    /// Something other than a mail server answers on port 25.
    RelayNotSmtp = "relay_not_smtp", Warning, MailProvider;
    /// The server does not offer STARTTLS.
    RelayStarttlsMissing = "relay_starttls_missing", Warning, MailProvider;
    /// Port 25 could not be tested from here.
    RelayNotJudged = "relay_not_judged", Unjudged, Nobody;
    /// An IPv6 address could not be tested from here.
    RelayIpv6NotJudged = "relay_ipv6_not_judged", Unjudged, Nobody;
    /// A server of the domain is the machine that the probe runs on.
    RelayOwnNotJudged = "relay_own_not_judged", Unjudged, Nobody;

    /// The domain publishes settings for mail programs (RFC 6186).
    ServicesPublished = "services_published", Info, Nobody;
    /// The domain publishes no settings for mail programs; most domains do not.
    ServicesNotPublished = "services_not_published", Info, Nobody;

    /// The name of the mail server does not exist.
    MailHostNotFound = "mail_host_not_found", Problem, DomainAdmin;
    /// The name of the mail server has no public address.
    MailHostPrivate = "mail_host_private", Problem, DomainAdmin;
    /// The name of the mail server could not be looked up.
    MailHostNotJudged = "mail_host_not_judged", Unjudged, Nobody;
    /// The name of the server for mail programs is not known, and no server answers at the usual
    /// names.
    MailHostUnknown = "mail_host_unknown", Unjudged, Nobody;
    /// The server for sending answers.
    SubmissionOk = "submission_ok", Info, Nobody;
    /// The server for sending does not answer.
    SubmissionDown = "submission_down", Problem, MailProvider;
    /// The IMAP server answers.
    ImapOk = "imap_ok", Info, Nobody;
    /// The IMAP server does not answer.
    ImapDown = "imap_down", Problem, MailProvider;
    /// The POP3 server answers.
    Pop3Ok = "pop3_ok", Info, Nobody;
    /// The POP3 server does not answer.
    Pop3Down = "pop3_down", Problem, MailProvider;
    /// One of a service's two ports does not answer, but the other does.
    PortClosed = "port_closed", Info, Nobody;
    /// A service gives a temporary refusal (4yz, or an equivalent response code).
    ServiceBusy = "service_busy", Warning, MailProvider;
    /// A service started to answer, but did not finish before our timeout.
    ServiceSlow = "service_slow", Warning, MailProvider;
    /// A service could not be tested from here.
    ServiceNotJudged = "service_not_judged", Unjudged, Nobody;
    /// A service on a clear-text port does not offer encryption.
    StarttlsMissing = "starttls_missing", Warning, MailProvider;

    /// The certificate has expired.
    TlsCertificateExpired = "tls_certificate_expired", Problem, MailProvider;
    /// An intermediate certificate in the chain has expired, and no other chain is valid.
    TlsIntermediateExpired = "tls_intermediate_expired", Problem, MailProvider;
    /// The certificate expires within two weeks.
    TlsCertificateExpiring = "tls_certificate_expiring", Warning, MailProvider;
    /// The certificate is for other names.
    TlsCertificateWrongName = "tls_certificate_wrong_name", Problem, MailProvider;
    /// The certificate has the host's name only in its common name, which programs no longer use
    /// (RFC 9525 §2).
    TlsCertificateCommonNameOnly = "tls_certificate_common_name_only", Problem, MailProvider;
    /// The certificate is self-signed.
    TlsCertificateSelfSigned = "tls_certificate_self_signed", Problem, MailProvider;
    /// The certificate is not trusted for another reason: unknown issuer, revoked, not valid yet.
    TlsCertificateUntrusted = "tls_certificate_untrusted", Problem, MailProvider;
    /// The server supports no TLS version or cipher that current programs accept (TLS 1.2 is the
    /// oldest, RFC 8996).
    TlsOutdated = "tls_outdated", Problem, MailProvider;
    /// The TLS handshake failed.
    TlsHandshakeFailed = "tls_handshake_failed", Problem, MailProvider;
    /// Clear text followed the answer to STARTTLS (RFC 3207 §5).
    TlsPlaintextInjected = "tls_plaintext_injected", Problem, MailProvider;

    /// The webmail opens.
    WebmailOk = "webmail_ok", Info, Nobody;
    /// The webmail does not open.
    WebmailDown = "webmail_down", Problem, MailProvider;
    /// The webmail answers with an error page.
    WebmailError = "webmail_error", Problem, MailProvider;
    /// The webmail redirects to an unencrypted page.
    WebmailUnencrypted = "webmail_unencrypted", Warning, MailProvider;
    /// The webmail could not be tested from here.
    WebmailNotJudged = "webmail_not_judged", Unjudged, Nobody;
    /// The address of the webmail is not known, and none opens at the usual names.
    WebmailHostUnknown = "webmail_host_unknown", Unjudged, Nobody;
    /// A page opens at a usual name of a webmail, but nothing shows that it is one.
    WebmailPageNotJudged = "webmail_page_not_judged", Unjudged, Nobody;

    /// The domain publishes who may send in its name (RFC 7208).
    SpfOk = "spf_ok", Info, Nobody;
    /// The domain does not publish who may send in its name.
    SpfMissing = "spf_missing", Warning, DomainAdmin;
    /// The domain has more than one SPF record, which is an error (RFC 7208 §4.5).
    SpfTwoRecords = "spf_two_records", Warning, DomainAdmin;
    /// The domain's SPF record is invalid, so that the whole record is an error (RFC 7208 §4.6).
    SpfInvalid = "spf_invalid", Warning, DomainAdmin;
    /// The domain's SPF record needs more than ten lookups, which is an error (RFC 7208 §4.6.4).
    SpfTooManyLookups = "spf_too_many_lookups", Warning, DomainAdmin;
    /// More than two lookups of the domain's SPF record find nothing, which many receivers treat as
    /// an error (RFC 7208 §4.6.4).
    SpfTooManyVoids = "spf_too_many_voids", Warning, DomainAdmin;
    /// The domain's SPF record allows every server to send.
    SpfAllowsAll = "spf_allows_all", Warning, DomainAdmin;
    /// The domain publishes how to treat mail that fails authentication (RFC 9989).
    DmarcOk = "dmarc_ok", Info, Nobody;
    /// The domain publishes no DMARC record. Only senders of much mail are required to have one.
    DmarcMissing = "dmarc_missing", Info, DomainAdmin;
    /// The domain has more than one DMARC record, so all are ignored (RFC 9989 §4.10).
    DmarcTwoRecords = "dmarc_two_records", Warning, DomainAdmin;
    /// The domain's DMARC record has no usable policy (RFC 9989 §4.7, RFC 7489 §6.6.3).
    DmarcInvalid = "dmarc_invalid", Warning, DomainAdmin;

    /// The mail provider reports that a part of its mail service is down.
    ProviderIncident = "provider_incident", Warning, MailProvider;
    /// The mail provider reports no incident. Local faults are never reported there.
    ProviderNoIncident = "provider_no_incident", Info, Nobody;
    /// The mail provider publishes no status that could be read.
    ProviderStatusNotPublished = "provider_status_not_published", Info, Nobody;
    /// The status page of the mail provider could not be read from here.
    ProviderStatusNotJudged = "provider_status_not_judged", Unjudged, Nobody;

    /// Other sessions of this installation saw the same provider fail the same check recently.
    SeenElsewhere = "seen_elsewhere", Info, MailProvider;
}
