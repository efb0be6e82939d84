//! The closed set of finding codes, with the severity and the owner that each has when nothing says otherwise.
//!
//! A code is `snake_case`, subject first, without numbers. Must never be renamed: sessions and playbooks hold them.

use serde::{Deserialize, Serialize};

use super::{FindingSeverity, Owner};

macro_rules! finding_codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $wire:literal, $severity:ident, $owner:ident; )+) => {
        /// What a finding is.
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

            /// Its usual severity.
            #[must_use]
            pub const fn severity(self) -> FindingSeverity {
                match self { $( Self::$name => FindingSeverity::$severity, )+ }
            }

            /// Whose job the fix usually is.
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
    /// The domain's DNS does not pass the check of its signatures (DNSSEC), and it could not be seen whose part is wrong.
    DnssecBroken = "dnssec_broken", Problem, DomainAdmin;
    /// The registration vouches for a key that the zone does not have (`DS`, RFC 4035 §5.2).
    DnssecWrongDs = "dnssec_wrong_ds", Problem, DomainAdmin;
    /// The zone's own signatures do not hold: expired, missing or wrong.
    DnssecWrongSignatures = "dnssec_wrong_signatures", Problem, DomainAdmin;
    /// The parent zone refers to name servers that the zone itself does not name: usually left over from a move.
    DelegationStale = "delegation_stale", Warning, DomainAdmin;
    /// A name server that the parent zone refers to does not answer for the zone (lame delegation, RFC 9499 §7).
    NameServerLame = "name_server_lame", Warning, DomainAdmin;
    /// The name servers hold different copies of the zone: mail goes where the one says, or where the other does.
    NameServersDiffer = "name_servers_differ", Warning, DomainAdmin;
    /// The name servers could not be asked one by one from here.
    DelegationNotJudged = "delegation_not_judged", Unjudged, Nobody;
    /// A DNS question had no answer and our own resolver cannot be vouched for.
    DnsNotJudged = "dns_not_judged", Unjudged, Nobody;

    /// Mail for the domain has a place to go to.
    MxOk = "mx_ok", Info, Nobody;
    /// No MX record and no address: mail has no place to go to.
    MxNone = "mx_none", Problem, DomainAdmin;
    /// The domain declares that it takes no mail (RFC 7505).
    MxNull = "mx_null", Problem, DomainAdmin;
    /// A null MX stands beside other MX records (RFC 7505 §3).
    MxNullBeside = "mx_null_beside", Warning, DomainAdmin;
    /// No MX record; mail goes to the domain's own address (RFC 5321 §5.1).
    MxImplicit = "mx_implicit", Warning, DomainAdmin;
    /// An MX record names a host that does not exist or has no address.
    MxHostNotFound = "mx_host_not_found", Warning, DomainAdmin;
    /// An MX record names an alias (RFC 2181 §10.3).
    MxAlias = "mx_alias", Warning, DomainAdmin;
    /// An MX host has an address that is not public.
    MxAddressPrivate = "mx_address_private", Warning, DomainAdmin;
    /// Every MX host that can be reached has IPv6 addresses only.
    MxIpv6Only = "mx_ipv6_only", Warning, DomainAdmin;
    /// An MX record holds something that is no host name.
    MxMalformed = "mx_malformed", Warning, DomainAdmin;
    /// More MX hosts than are looked at.
    MxHostsLeftOut = "mx_hosts_left_out", Info, Nobody;
    /// The mail is delivered to servers that are not this provider's: usually left over from a change of provider.
    MailProviderChanged = "mail_provider_changed", Problem, DomainAdmin;
    /// Servers of this provider and others stand side by side.
    MxMixed = "mx_mixed", Warning, DomainAdmin;

    /// An MX record ends in the domain's own name twice.
    MxNameDoubled = "mx_name_doubled", Warning, DomainAdmin;
    /// An MX record that only proves to Microsoft whose the domain is (`*.msv1.invalid`).
    MxUnverifiedMicrosoft = "mx_unverified_microsoft", Warning, DomainAdmin;
    /// The mail is delivered to two mailbox hosts side by side.
    MxTwoProviders = "mx_two_providers", Warning, DomainAdmin;
    /// A mail host has an address of a proxy that hands on web requests only.
    MailHostBehindHttpProxy = "mail_host_behind_http_proxy", Problem, DomainAdmin;

    /// We know who runs the domain's mail.
    ProviderIdentified = "provider_identified", Info, Nobody;
    /// Something stands in front of the mailboxes: a filter, or a forwarder.
    GatewayInFront = "gateway_in_front", Info, Nobody;
    /// We do not know who runs the domain's mail.
    ProviderUnknown = "provider_unknown", Info, Nobody;
    /// Who runs the domain's mail could not be asked from here.
    ProviderNotJudged = "provider_not_judged", Unjudged, Nobody;

    /// A server of the domain takes mail.
    RelayOk = "relay_ok", Info, Nobody;
    /// None of the domain's servers takes mail.
    RelayDown = "relay_down", Problem, MailProvider;
    /// Some of the domain's servers take no mail.
    RelayPartlyDown = "relay_partly_down", Warning, MailProvider;
    /// Nothing listens on port 25.
    RelayRefused = "relay_refused", Warning, MailProvider;
    /// No connection on port 25 within the time given.
    RelayTimeout = "relay_timeout", Warning, MailProvider;
    /// The host cannot be reached.
    RelayUnreachable = "relay_unreachable", Warning, MailProvider;
    /// The connection opens, and nothing is said.
    RelaySilent = "relay_silent", Warning, MailProvider;
    /// The server closes the connection.
    RelayClosed = "relay_closed", Warning, MailProvider;
    /// The server answers "not now" (4yz).
    RelayBusy = "relay_busy", Warning, MailProvider;
    /// The server begins to talk, and is not done within the time given. Senders wait for minutes (RFC 5321 §4.5.3.2).
    RelaySlow = "relay_slow", Warning, MailProvider;
    /// The server answers "no" (5yz).
    RelayGreetingRejected = "relay_greeting_rejected", Warning, MailProvider;
    /// Something else than a mail server answers on port 25.
    RelayNotSmtp = "relay_not_smtp", Warning, MailProvider;
    /// The server does not offer STARTTLS.
    RelayStarttlsMissing = "relay_starttls_missing", Warning, MailProvider;
    /// Port 25 could not be tried from here.
    RelayNotJudged = "relay_not_judged", Unjudged, Nobody;
    /// An IPv6 address could not be tried from here.
    RelayIpv6NotJudged = "relay_ipv6_not_judged", Unjudged, Nobody;
    /// A server of the domain is the very machine that we probe from.
    RelayOwnNotJudged = "relay_own_not_judged", Unjudged, Nobody;

    /// The domain publishes settings for mail programs (RFC 6186).
    ServicesPublished = "services_published", Info, Nobody;
    /// It publishes none; most do not.
    ServicesNotPublished = "services_not_published", Info, Nobody;

    /// The name of the mail server does not exist.
    MailHostNotFound = "mail_host_not_found", Problem, DomainAdmin;
    /// The name of the mail server has no public address.
    MailHostPrivate = "mail_host_private", Problem, DomainAdmin;
    /// The name of the mail server could not be looked up.
    MailHostNotJudged = "mail_host_not_judged", Unjudged, Nobody;
    /// The server of mail programs has no name that we know, and none answers where it usually is.
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
    /// One of a service's two ports does not answer, the other does.
    PortClosed = "port_closed", Info, Nobody;
    /// A service answers "not now" (4yz, or a response code that says the same).
    ServiceBusy = "service_busy", Warning, MailProvider;
    /// A service begins to talk, and is not done within the time given.
    ServiceSlow = "service_slow", Warning, MailProvider;
    /// A service could not be tried from here.
    ServiceNotJudged = "service_not_judged", Unjudged, Nobody;
    /// A service on a clear-text port does not offer encryption.
    StarttlsMissing = "starttls_missing", Warning, MailProvider;

    /// The certificate's time is over.
    TlsCertificateExpired = "tls_certificate_expired", Problem, MailProvider;
    /// A certificate that is sent with it to vouch for it has ended, and nobody else vouches for it.
    TlsIntermediateExpired = "tls_intermediate_expired", Problem, MailProvider;
    /// The certificate ends within two weeks.
    TlsCertificateExpiring = "tls_certificate_expiring", Warning, MailProvider;
    /// The certificate is for other names.
    TlsCertificateWrongName = "tls_certificate_wrong_name", Problem, MailProvider;
    /// The certificate holds the host's name in its common name alone, which programs no longer read (RFC 9525 §2).
    TlsCertificateCommonNameOnly = "tls_certificate_common_name_only", Problem, MailProvider;
    /// The certificate signs itself.
    TlsCertificateSelfSigned = "tls_certificate_self_signed", Problem, MailProvider;
    /// The certificate is not to be trusted for another reason: unknown issuer, withdrawn, not valid yet.
    TlsCertificateUntrusted = "tls_certificate_untrusted", Problem, MailProvider;
    /// The server knows no encryption that today's programs accept (TLS 1.2 is the oldest, RFC 8996).
    TlsOutdated = "tls_outdated", Problem, MailProvider;
    /// The encryption could not be agreed on.
    TlsHandshakeFailed = "tls_handshake_failed", Problem, MailProvider;
    /// Clear text stood behind the answer to STARTTLS (RFC 3207 §5).
    TlsPlaintextInjected = "tls_plaintext_injected", Problem, MailProvider;

    /// The webmail opens.
    WebmailOk = "webmail_ok", Info, Nobody;
    /// The webmail does not open.
    WebmailDown = "webmail_down", Problem, MailProvider;
    /// The webmail answers with an error page.
    WebmailError = "webmail_error", Problem, MailProvider;
    /// The webmail sends its visitors to an unencrypted page.
    WebmailUnencrypted = "webmail_unencrypted", Warning, MailProvider;
    /// The webmail could not be tried from here.
    WebmailNotJudged = "webmail_not_judged", Unjudged, Nobody;
    /// The webmail has no address that we know, and none opens where it usually is.
    WebmailHostUnknown = "webmail_host_unknown", Unjudged, Nobody;
    /// A page opens where the webmail usually is, and it bears no webmail's marks.
    WebmailPageNotJudged = "webmail_page_not_judged", Unjudged, Nobody;

    /// The domain says who may send in its name (RFC 7208).
    SpfOk = "spf_ok", Info, Nobody;
    /// The domain does not say who may send in its name.
    SpfMissing = "spf_missing", Warning, DomainAdmin;
    /// The domain has more than one SPF record, which counts as an error (RFC 7208 §4.5).
    SpfTwoRecords = "spf_two_records", Warning, DomainAdmin;
    /// The domain's SPF record breaks the rules, so that all of it counts as an error (RFC 7208 §4.6).
    SpfInvalid = "spf_invalid", Warning, DomainAdmin;
    /// The domain's SPF record needs more than ten lookups, which counts as an error (RFC 7208 §4.6.4).
    SpfTooManyLookups = "spf_too_many_lookups", Warning, DomainAdmin;
    /// More than two terms of the domain's SPF record lead nowhere, which many count as an error (RFC 7208 §4.6.4).
    SpfTooManyVoids = "spf_too_many_voids", Warning, DomainAdmin;
    /// The domain's SPF record lets everybody send.
    SpfAllowsAll = "spf_allows_all", Warning, DomainAdmin;
    /// The domain says what to do with mail that only pretends to be its own (RFC 9989).
    DmarcOk = "dmarc_ok", Info, Nobody;
    /// It does not. Only who sends much mail is asked for it.
    DmarcMissing = "dmarc_missing", Info, DomainAdmin;
    /// The domain has more than one DMARC record, so none counts (RFC 9989 §4.10).
    DmarcTwoRecords = "dmarc_two_records", Warning, DomainAdmin;
    /// The domain's DMARC record does not say what to do (RFC 9989 §4.7, RFC 7489 §6.6.3).
    DmarcInvalid = "dmarc_invalid", Warning, DomainAdmin;

    /// The mail provider says that something of its mail is down.
    ProviderIncident = "provider_incident", Warning, MailProvider;
    /// The mail provider says that nothing is down. Local trouble never shows there.
    ProviderNoIncident = "provider_no_incident", Info, Nobody;
    /// The mail provider publishes nothing that could be read.
    ProviderStatusNotPublished = "provider_status_not_published", Info, Nobody;
    /// What the mail provider publishes could not be read from here.
    ProviderStatusNotJudged = "provider_status_not_judged", Unjudged, Nobody;

    /// Other sessions of this installation saw the same provider fail the same check a short while ago.
    SeenElsewhere = "seen_elsewhere", Info, MailProvider;
}
