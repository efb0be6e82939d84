//! The catalogue of all texts, in Italian and English, for browser, server, terminal and report.
//!
//! It turns codes into sentences. Every `match` here is exhaustive, so a code without a text does
//! not compile. Italian uses the *lei* form. Must never decide anything.

/// Declares a closed set of texts: an enum and its words in both languages, so that neither can be
/// forgotten.
///
/// ```text
/// texts! {
///     /// What the buttons say.
///     pub enum Button {
///         Continue => { it: "Continua", en: "Continue" },
///     }
/// }
/// Button::Continue.get(Lang::It)
/// ```
#[macro_export]
macro_rules! texts {
    ($(#[doc = $doc:literal])+ pub enum $name:ident { $( $key:ident => { it: $it:literal, en: $en:literal $(,)? } ),+ $(,)? }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the words beside each key are its documentation")]
        pub enum $name { $( $key, )+ }

        impl $name {
            /// All keys.
            pub const ALL: &'static [Self] = &[$( Self::$key, )+];

            /// The text in one language; [`terms::fill`] replaces each `{name}`.
            #[must_use]
            pub const fn get(self, lang: terms::Lang) -> &'static str {
                match (self, lang) {
                    $( (Self::$key, terms::Lang::It) => $it, (Self::$key, terms::Lang::En) => $en, )+
                }
            }
        }
    };
}

mod advice;
mod bounce;
mod causes;
mod connection;
mod files;
mod finding;
mod first_page;
mod header;
mod look;
mod mailboxes;
mod message;
mod names;
mod outcome;
mod picture;
mod provider;
mod questions;
mod reader;
mod report;
mod telephone;
mod terminal;
mod ticket;
mod ui;
mod verdict;

pub use advice::{Advice, Words};
pub use bounce::{
    BounceText, BounceWording, bounce, bounce_code, bounce_confidence, bounce_reason, bounce_retry,
    text_owner, text_steps,
};
pub use causes::{CausesText, about_cause, cause_remark, cause_words, conclusion};
pub use connection::{
    ConnectionText, ConnectionWording, connection, connection_code, connection_confidence,
    connection_protocol, connection_reason, connection_retry, reading_reason,
};
pub use files::{FileText, file_line};
pub use finding::{Wording, finding, finding_meaning, finding_title, finding_titles, findings};
pub use first_page::FirstText;
pub use header::{
    FilterWording, HeaderText, auth_meaning, auth_statement, duration, filter_statement,
    filter_verdict, header_origin, header_title, hop_hosts, hop_remark, hop_time,
};
pub use look::{LookOfferText, LookText};
pub use mailboxes::{MailboxText, about, in_error, line_fault, list_count, pattern};
pub use message::ready_message;
pub use names::{
    cause, check, conclude_heading, confidence, dns_cause, owner, pick, probe, provider_rule,
    severity, shared_result, stage, state, state_sign, tls_cause, unsure,
};
pub use outcome::{VerdictText, side};
pub use picture::PictureText;
pub use provider::{
    ProviderText, link as provider_link, login as provider_login, tls_mode,
    user_name as provider_user_name,
};
pub use questions::{heading, option_label};
pub use reader::Reader;
pub use report::{BareText, ConsoleText, ReportText};
pub use telephone::telephone_link;
pub use terminal::TerminalText;
pub use terms::{Lang, fill};
pub use ticket::{TicketText, left_out, lines_cut, text_cut};
pub use ui::{UiText, address_change, address_problem, ahead, domain_problem};
pub use verdict::{Band, Harm, band_title, harm, how_sure, who_must_act};

#[cfg(test)]
mod tests;
