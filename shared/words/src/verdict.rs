//! The texts at the top of a verdict: the band, who must act, and the confidence.
//!
//! The band follows only from the cause and its confidence. Must never decide anything else, nor
//! blame anyone for a cause that is only possible.

use checklist::conclusion::{CauseCode, Conclusion};
use terms::Confidence;
use terms::Owner;

use super::names::pick;
use super::{Lang, fill};

/// The status of a verdict, shown by colour, sign and text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Something does not work.
    Problem,
    /// It works or will fix itself, but needs attention.
    Warning,
    /// It is not known from here.
    Unjudged,
    /// It works.
    Well,
}

/// What a cause affects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Harm {
    /// Mail to the customer does not arrive.
    Receiving,
    /// Mail from some senders to the customer does not arrive; mail from others does.
    SomeReceiving,
    /// The customer's mail does not leave, or comes back.
    Sending,
    /// The mailbox cannot be reached.
    Reaching,
    /// One service of the mailbox, one program or one device is affected; others may work.
    OneWay,
    /// It is not known which part; everything may be down.
    All,
    /// Mail arrives late.
    Delay,
    /// A message arrived where the customer does not look.
    Junk,
    /// There is an attack or a fraud.
    Risk,
    /// Nothing specific.
    None,
}

impl Band {
    /// All bands.
    pub const ALL: [Self; 4] = [Self::Problem, Self::Warning, Self::Unjudged, Self::Well];

    /// The band of a conclusion.
    #[must_use]
    pub const fn of(conclusion: &Conclusion) -> Self {
        match (conclusion.cause, conclusion.confidence) {
            (CauseCode::AllWell | CauseCode::WorkingAgain, _) => Self::Well,
            (CauseCode::CouldNotJudge, _) => Self::Unjudged,
            (CauseCode::WorksWithRisks, _) => Self::Warning,
            (_, Confidence::Possible) => Self::Unjudged,
            (cause, _) => match harm(cause) {
                Harm::Delay | Harm::Junk | Harm::Risk | Harm::None => Self::Warning,
                Harm::Receiving
                | Harm::SomeReceiving
                | Harm::Sending
                | Harm::Reaching
                | Harm::OneWay
                | Harm::All => Self::Problem,
            },
        }
    }

    /// Its stable name, for style sheets and tests.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Warning => "warning",
            Self::Unjudged => "unjudged",
            Self::Well => "well",
        }
    }
}

/// What a cause affects.
#[must_use]
pub const fn harm(cause: CauseCode) -> Harm {
    match cause {
        CauseCode::DomainNotFound
        | CauseCode::NameServersFailing
        | CauseCode::DnsAfterMove
        | CauseCode::MailHasNoPlace
        | CauseCode::MailRefusedByDns
        | CauseCode::MxLeadsNowhere
        | CauseCode::MxIpv6Only
        | CauseCode::MailHostBehindProxy
        | CauseCode::MailServersDown
        | CauseCode::MailboxMissing
        | CauseCode::MailboxFull
        | CauseCode::OwnFilter
        | CauseCode::MailboxRule
        | CauseCode::MessagesFetched
        | CauseCode::ForwardBreaksSpf
        | CauseCode::SenderSide => Harm::Receiving,
        // Senders whose resolver does not validate still deliver.
        CauseCode::DnssecBroken => Harm::SomeReceiving,
        CauseCode::SpfRefused
        | CauseCode::DmarcRefused
        | CauseCode::SenderUnproven
        | CauseCode::Blocklisted
        | CauseCode::ServerNameWrong
        | CauseCode::HeloNameWrong
        | CauseCode::SenderUnknown
        | CauseCode::AccountSuspended
        | CauseCode::LoginNeeded
        | CauseCode::SenderNotAllowed
        | CauseCode::SendingLimit
        | CauseCode::SendingBlocked
        | CauseCode::BulkMail
        | CauseCode::WrongOutgoingServer
        | CauseCode::OutgoingSettings
        | CauseCode::SendingAccessClosed
        | CauseCode::MailMisrouted
        | CauseCode::RecipientUnknown
        | CauseCode::RecipientDomain
        | CauseCode::RecipientFull
        | CauseCode::RecipientBusy
        | CauseCode::CertifiedOnly
        | CauseCode::RecipientRefuses
        | CauseCode::RecipientServer
        | CauseCode::TooLarge
        | CauseCode::ContentRefused => Harm::Sending,
        CauseCode::MailHostMissing
        | CauseCode::MailboxesDown
        | CauseCode::DeviceOffline
        | CauseCode::NetworkBlocks
        | CauseCode::PasswordWrong
        | CauseCode::ProgramSettings
        | CauseCode::PasswordChanged
        | CauseCode::PasswordExpired
        | CauseCode::SignInPaused
        | CauseCode::ServerNotReached
        | CauseCode::AccountClosed
        | CauseCode::WebSignInNeeded
        | CauseCode::TwoStepSignIn
        | CauseCode::ExtraSecurity
        | CauseCode::ModernSignInNeeded
        | CauseCode::SignInExpired
        | CauseCode::ProgramAccessClosed
        | CauseCode::TooManyConnections
        | CauseCode::MailboxInUse
        | CauseCode::SignInNotChecked
        | CauseCode::ServersChanged
        | CauseCode::SettingsInService => Harm::Reaching,
        CauseCode::OneServiceDown
        | CauseCode::WebmailDown
        | CauseCode::EncryptionOutdated
        | CauseCode::CertificateProblem
        | CauseCode::DeviceAccount
        | CauseCode::DeviceFull
        | CauseCode::MailProgram => Harm::OneWay,
        CauseCode::ProviderOutage => Harm::All,
        CauseCode::PutOff
        | CauseCode::Greylisting
        | CauseCode::SenderIsSlow
        | CauseCode::OwnServerSlow
        | CauseCode::FetchInterval => Harm::Delay,
        CauseCode::TakenForJunk => Harm::Junk,
        CauseCode::Fraud | CauseCode::MailboxAbused | CauseCode::SenderForged => Harm::Risk,
        CauseCode::WorkingAgain
        | CauseCode::CouldNotJudge
        | CauseCode::WorksWithRisks
        | CauseCode::AllWell => Harm::None,
    }
}

/// The short title of the band.
#[must_use]
pub const fn band_title(lang: Lang, band: Band, harm: Harm) -> &'static str {
    match (band, harm) {
        (Band::Problem, Harm::Receiving) => {
            pick(lang, "La posta non arriva", "Mail does not arrive")
        }
        (Band::Problem, Harm::SomeReceiving) => {
            pick(lang, "Una parte della posta non arriva", "Some mail does not arrive")
        }
        (Band::Problem, Harm::Sending) => {
            pick(lang, "La posta non parte o torna indietro", "Mail does not leave, or comes back")
        }
        (Band::Problem, Harm::Reaching) => {
            pick(lang, "La casella non è raggiungibile", "The mailbox cannot be reached")
        }
        (Band::Problem, Harm::OneWay) => pick(
            lang,
            "La casella si raggiunge solo in parte",
            "The mailbox can be reached in part only",
        ),
        (Band::Problem, Harm::All) => pick(lang, "La posta non funziona", "Mail does not work"),
        (Band::Problem, Harm::Delay | Harm::Junk | Harm::Risk | Harm::None) => {
            pick(lang, "Qualcosa non va", "Something is wrong")
        }
        (Band::Warning, Harm::Delay) => {
            pick(lang, "La posta arriva in ritardo", "Mail arrives late")
        }
        (Band::Warning, Harm::Junk) => {
            pick(lang, "La posta finisce fra quella indesiderata", "Mail ends up as junk")
        }
        (Band::Warning, Harm::Risk) => pick(lang, "C'è un rischio", "There is a risk"),
        (
            Band::Warning,
            Harm::Receiving
            | Harm::SomeReceiving
            | Harm::Sending
            | Harm::Reaching
            | Harm::OneWay
            | Harm::All
            | Harm::None,
        ) => pick(lang, "Funziona, con un rischio", "It works, with a risk"),
        (Band::Unjudged, _) => pick(lang, "Non possiamo dirlo da qui", "We cannot tell from here"),
        (Band::Well, _) => pick(lang, "Funziona", "It works"),
    }
}

/// Who must act, in one sentence. `contact_name` is the operator's name, if the operator provides
/// the mail itself.
#[must_use]
pub fn who_must_act(lang: Lang, owner: Owner, contact_name: Option<&str>) -> String {
    let name = contact_name.map(str::trim).filter(|name| !name.is_empty());
    let sentence = match (owner, name) {
        (Owner::MailProvider | Owner::Service, Some(name)) => {
            return fill(
                pick(lang, "Tocca a noi ({name}).", "It is up to us ({name})."),
                &[("name", name)],
            );
        }
        (Owner::Service, None) => pick(lang, "Tocca a noi.", "It is up to us."),
        (Owner::MailProvider, None) => {
            pick(lang, "Deve farlo chi fornisce la posta.", "The mail provider has to do it.")
        }
        (Owner::DomainAdmin, _) => pick(
            lang,
            "Deve farlo chi gestisce il dominio, di solito il webmaster o chi ha registrato il nome.",
            "Whoever runs the domain has to do it, usually the webmaster or whoever registered the name.",
        ),
        (Owner::OtherSide, _) => pick(
            lang,
            "Deve farlo l'altra parte, cioè chi Le scrive o chi deve ricevere: Lei può solo avvisare.",
            "The other side has to do it, whoever writes to you or is to receive: you can only tell them.",
        ),
        (Owner::You, _) => pick(
            lang,
            "Tocca a Lei: bastano pochi minuti.",
            "It is up to you: a few minutes are enough.",
        ),
        (Owner::Nobody, _) => pick(
            lang,
            "Nessuno deve fare niente: basta aspettare.",
            "Nobody has to do anything: just wait.",
        ),
    };
    sentence.to_owned()
}

/// The confidence in one word and, if it is certain, its basis. Only what was measured is called
/// "measured"; evidence from texts and answers has its own names.
#[must_use]
pub const fn how_sure(lang: Lang, conclusion: &Conclusion) -> &'static str {
    match conclusion.confidence {
        // That nothing is wrong follows from everything that was checked.
        Confidence::Certain
            if !conclusion.because.findings.is_empty()
                || matches!(conclusion.cause, CauseCode::AllWell) =>
        {
            pick(lang, "certo: misurato", "certain: measured")
        }
        Confidence::Certain if !conclusion.because.bounce.is_empty() => {
            pick(lang, "certo: letto nel messaggio di errore", "certain: read in the error message")
        }
        confidence => super::confidence(lang, confidence),
    }
}

#[cfg(test)]
mod tests;
