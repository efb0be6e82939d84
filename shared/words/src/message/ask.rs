//! The requests of a message: which ones for each cause, and general ones for each owner.
//!
//! A request has several forms, the most complete first; the first form whose values are all known
//! is used.

use checklist::conclusion::{CauseCode, Conclusion};
use diagnosis::finding::{Finding, FindingCode, Owner};
use mail::Domain;
use terms::ServerText;
use terms::fill_whole;

use super::super::advice::words;
use super::request::{Ask, Request, in_a_sentence};
use super::{domain, other_side, provider, seen};
use crate::Lang;

/// General requests for any cause, one constant for each owner.
const DOMAIN_ADMIN: &[Request] = &[&[
    words(
        "verificare, e correggere quello che serve nel dominio {domain}.",
        "look into it, and mend what is needed in the domain {domain}.",
    ),
    words(
        "verificare, e correggere quello che serve nel dominio.",
        "look into it, and mend what is needed in the domain.",
    ),
]];
const MAIL_PROVIDER: &[Request] = &[&[words(
    "verificare dalla Vostra parte, e dirmi se devo fare qualcosa anch'io.",
    "look into it on your side, and tell me whether there is something for me to do.",
)]];
const OTHER_SIDE: &[Request] = &[&[words(
    "verificare dalla Sua parte, o passare questo messaggio a chi gestisce la Sua posta.",
    "look into it on your side, or pass this message on to whoever runs your mail.",
)]];
const SERVICE: &[Request] = &[&[words(
    "verificare, e dirmi come andare avanti.",
    "look into it, and tell me how to go on.",
)]];

/// The cause from the customer's point of view, as part of a sentence.
pub(super) fn what(lang: Lang, cause: CauseCode) -> String {
    let words = ask(cause).and_then(|ask| ask.what);
    in_a_sentence(words.unwrap_or(crate::cause_words(cause).title).get(lang))
}

/// The requests, with the observed values filled in.
pub(super) fn requests(lang: Lang, conclusion: &Conclusion, findings: &[&Finding]) -> Vec<String> {
    let own = ask(conclusion.cause).filter(|ask| ask.to == conclusion.owner).map(|ask| ask.please);
    let please = own.unwrap_or(match conclusion.owner {
        Owner::DomainAdmin => DOMAIN_ADMIN,
        Owner::MailProvider => MAIL_PROVIDER,
        Owner::OtherSide => OTHER_SIDE,
        Owner::Service => SERVICE,
        Owner::You | Owner::Nobody => &[],
    });
    let values = values(conclusion, findings);
    please
        .iter()
        .filter_map(|forms| forms.iter().find_map(|form| fill_whole(form.get(lang), &values)))
        .collect()
}

/// The values for the requests; a value that the findings do not give is empty.
fn values(conclusion: &Conclusion, findings: &[&Finding]) -> Vec<(&'static str, String)> {
    use FindingCode as Code;
    let cited: Vec<Finding> = seen::cited(conclusion, findings).map(seen::bounded).collect();
    let of = |codes: &[Code]| {
        cited.iter().filter(|finding| codes.contains(&finding.code)).collect::<Vec<_>>()
    };
    let hosts = |codes: &[Code]| {
        once(of(codes).into_iter().flat_map(|finding| &finding.params.hosts)).join(", ")
    };
    let names = |code: Code| {
        of(&[code])
            .into_iter()
            .flat_map(|finding| &finding.params.names)
            .map(ServerText::as_str)
            .collect::<Vec<_>>()
    };
    let at = once(cited.iter().filter_map(|finding| finding.params.host.as_ref()));
    // The address is used only if there is a single host.
    let address = cited.iter().find_map(|finding| finding.params.address).filter(|_| at.len() == 1);
    let is_cited = |code: Code| conclusion.because.findings.contains(&code);
    let domain = super::domains(conclusion, findings);
    let when = |is_so: bool| if is_so { domain.clone() } else { String::new() };
    let expected = of(&[Code::MailProviderChanged, Code::MxMixed])
        .into_iter()
        .find_map(|finding| finding.params.names.first());
    let malformed = of(&[Code::MxMalformed, Code::MxUnverifiedMicrosoft])
        .into_iter()
        .find_map(|finding| finding.params.server_text.as_ref());
    let ds =
        of(&[Code::DnssecWrongDs]).into_iter().find_map(|finding| finding.params.record.as_ref());
    vec![
        ("others", hosts(&[Code::MailProviderChanged, Code::MxMixed])),
        ("expected", expected.map(ToString::to_string).unwrap_or_default()),
        ("malformed", malformed.map(ToString::to_string).unwrap_or_default()),
        ("stale", hosts(&[Code::DelegationStale])),
        ("name_servers", names(Code::DelegationStale).join(", ")),
        ("lame", hosts(&[Code::NameServerLame])),
        ("ds", ds.map(ToString::to_string).unwrap_or_default()),
        ("signers", hosts(&[Code::DnssecWrongSignatures])),
        ("differ", when(is_cited(Code::NameServersDiffer))),
        ("two_spf", when(is_cited(Code::SpfTwoRecords) && conclusion.publish.is_none())),
        (
            "publish",
            conclusion
                .publish
                .as_ref()
                .map(|record| record.domain.as_str().to_owned())
                .unwrap_or_default(),
        ),
        ("host", at.join(", ")),
        ("address", address.map(|address| address.to_string()).unwrap_or_default()),
        ("domain", domain),
    ]
}

/// The names in their DNS form, without duplicates.
fn once<'d>(domains: impl Iterator<Item = &'d Domain>) -> Vec<&'d str> {
    let mut names = Vec::new();
    for name in domains.map(Domain::as_str) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The requests for a cause; `None` if the customer or no one has to act.
pub(super) const fn ask(cause: CauseCode) -> Option<&'static Ask> {
    Some(match cause {
        CauseCode::DomainNotFound => &domain::DOMAIN_NOT_FOUND,
        CauseCode::NameServersFailing => &domain::NAME_SERVERS_FAILING,
        CauseCode::DnssecBroken => &domain::DNSSEC_BROKEN,
        CauseCode::DnsAfterMove => &domain::DNS_AFTER_MOVE,
        CauseCode::MailHasNoPlace => &domain::MAIL_HAS_NO_PLACE,
        CauseCode::MailRefusedByDns => &domain::MAIL_REFUSED_BY_DNS,
        CauseCode::MxLeadsNowhere => &domain::MX_LEADS_NOWHERE,
        CauseCode::MxIpv6Only => &domain::MX_IPV6_ONLY,
        CauseCode::MailHostBehindProxy => &domain::MAIL_HOST_BEHIND_PROXY,
        CauseCode::MailHostMissing => &domain::MAIL_HOST_MISSING,
        CauseCode::SpfRefused => &domain::SPF_REFUSED,
        CauseCode::DmarcRefused => &domain::DMARC_REFUSED,
        CauseCode::SenderUnproven => &domain::SENDER_UNPROVEN,
        CauseCode::SenderUnknown => &domain::SENDER_UNKNOWN,
        CauseCode::SendingAccessClosed => &domain::SENDING_ACCESS_CLOSED,
        CauseCode::MailboxMissing => &domain::MAILBOX_MISSING,
        CauseCode::MailServersDown => &provider::MAIL_SERVERS_DOWN,
        CauseCode::ProviderOutage => &provider::PROVIDER_OUTAGE,
        CauseCode::MailboxesDown => &provider::MAILBOXES_DOWN,
        CauseCode::OneServiceDown => &provider::ONE_SERVICE_DOWN,
        CauseCode::WebmailDown => &provider::WEBMAIL_DOWN,
        CauseCode::EncryptionOutdated => &provider::ENCRYPTION_OUTDATED,
        CauseCode::CertificateProblem => &provider::CERTIFICATE_PROBLEM,
        CauseCode::Blocklisted => &provider::BLOCKLISTED,
        CauseCode::ServerNameWrong => &provider::SERVER_NAME_WRONG,
        CauseCode::HeloNameWrong => &provider::HELO_NAME_WRONG,
        CauseCode::AccountSuspended => &provider::ACCOUNT_SUSPENDED,
        CauseCode::AccountClosed => &provider::ACCOUNT_CLOSED,
        CauseCode::SendingBlocked => &provider::SENDING_BLOCKED,
        CauseCode::SendingLimit => &provider::SENDING_LIMIT,
        CauseCode::OwnFilter => &provider::OWN_FILTER,
        CauseCode::OwnServerSlow => &provider::OWN_SERVER_SLOW,
        CauseCode::ProgramAccessClosed => &provider::PROGRAM_ACCESS_CLOSED,
        CauseCode::SignInNotChecked => &provider::SIGN_IN_NOT_CHECKED,
        CauseCode::ModernSignInNeeded => &provider::MODERN_SIGN_IN_NEEDED,
        CauseCode::ForwardBreaksSpf => &provider::FORWARD_BREAKS_SPF,
        CauseCode::RecipientUnknown => &other_side::RECIPIENT_UNKNOWN,
        CauseCode::RecipientDomain => &other_side::RECIPIENT_DOMAIN,
        CauseCode::RecipientFull => &other_side::RECIPIENT_FULL,
        CauseCode::RecipientRefuses => &other_side::RECIPIENT_REFUSES,
        CauseCode::RecipientServer => &other_side::RECIPIENT_SERVER,
        CauseCode::RecipientBusy => &other_side::RECIPIENT_BUSY,
        CauseCode::MailMisrouted => &other_side::MAIL_MISROUTED,
        CauseCode::TakenForJunk => &other_side::TAKEN_FOR_JUNK,
        CauseCode::SenderIsSlow => &other_side::SENDER_IS_SLOW,
        CauseCode::SenderSide => &other_side::SENDER_SIDE,
        CauseCode::SenderForged => &other_side::SENDER_FORGED,
        CauseCode::CertifiedOnly
        | CauseCode::TooLarge
        | CauseCode::ContentRefused
        | CauseCode::PutOff
        | CauseCode::Greylisting
        | CauseCode::LoginNeeded
        | CauseCode::SenderNotAllowed
        | CauseCode::MailboxFull
        | CauseCode::MailboxRule
        | CauseCode::MessagesFetched
        | CauseCode::MailboxAbused
        | CauseCode::Fraud
        | CauseCode::BulkMail
        | CauseCode::DeviceOffline
        | CauseCode::DeviceAccount
        | CauseCode::DeviceFull
        | CauseCode::FetchInterval
        | CauseCode::NetworkBlocks
        | CauseCode::PasswordWrong
        | CauseCode::PasswordChanged
        | CauseCode::PasswordExpired
        | CauseCode::SignInPaused
        | CauseCode::ServerNotReached
        | CauseCode::WebSignInNeeded
        | CauseCode::TwoStepSignIn
        | CauseCode::ExtraSecurity
        | CauseCode::SignInExpired
        | CauseCode::TooManyConnections
        | CauseCode::MailboxInUse
        | CauseCode::ServersChanged
        | CauseCode::SettingsInService
        | CauseCode::WrongOutgoingServer
        | CauseCode::OutgoingSettings
        | CauseCode::ProgramSettings
        | CauseCode::MailProgram
        | CauseCode::WorkingAgain
        | CauseCode::CouldNotJudge
        | CauseCode::WorksWithRisks
        | CauseCode::AllWell => return None,
    })
}
