//! The severity of a verdict in colour, sign and words, with the time of the measurement.

use checklist::conclusion::{CauseCode, Conclusion};
use diagnosis::finding::CheckState;
use leptos::prelude::*;
use terms::{Lang, fill};
use words::{Band, VerdictText, band_title, harm};

use crate::platform::time;

/// The band of a conclusion.
pub(crate) fn band(
    lang: Lang,
    conclusion: &Conclusion,
    measured_at_ms: impl Fn() -> Option<i64> + Send + 'static,
) -> AnyView {
    let band = Band::of(conclusion);
    // One sign for each meaning, the same as that of a check.
    let sign = words::state_sign(match band {
        Band::Problem => CheckState::Problem,
        Band::Warning => CheckState::Warning,
        Band::Unjudged => CheckState::CouldNotCheck,
        Band::Well => CheckState::Ok,
    });
    // A conclusion from a pasted text or from answers has no time of measurement.
    let is_measured = !conclusion.because.findings.is_empty()
        || matches!(conclusion.cause, CauseCode::AllWell | CauseCode::CouldNotJudge);
    let when = move || {
        measured_at_ms()
            .filter(|_| is_measured)
            .map(|at_ms| view! { <span class="when">{measured(lang, at_ms)}</span> })
    };
    view! {
        <p class="band" data-band=band.as_str()>
            <span class="sign" aria-hidden="true">{sign}</span>
            <strong>{band_title(lang, band, harm(conclusion.cause))}</strong>
            " " {when}
        </p>
    }
    .into_any()
}

/// "measured at 10:32"; with the date if it was on another day.
fn measured(lang: Lang, at_ms: i64) -> String {
    if time::day(lang, at_ms) == time::day(lang, time::now_ms()) {
        fill(VerdictText::MeasuredAt.get(lang), &[("time", &time::clock(lang, at_ms))])
    } else {
        fill(VerdictText::MeasuredOn.get(lang), &[("when", &time::moment(lang, at_ms))])
    }
}
