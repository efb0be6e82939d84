//! The clock, and the browser's localized formats for times.

use js_sys::{Date, Object, Reflect};
use terms::Lang;
use wasm_bindgen::JsValue;

/// Now: milliseconds since 1970-01-01 UTC.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for a long time")]
pub(crate) fn now_ms() -> i64 {
    Date::now() as i64
}

/// `10:32`.
#[must_use]
pub(crate) fn clock(lang: Lang, at_ms: i64) -> String {
    shown(lang, at_ms, &[("timeStyle", "short")])
}

/// `21 dicembre 2026`.
#[must_use]
pub(crate) fn day(lang: Lang, at_ms: i64) -> String {
    shown(lang, at_ms, &[("dateStyle", "long")])
}

/// `21 dicembre 2026 alle ore 10:32`.
#[must_use]
pub(crate) fn moment(lang: Lang, at_ms: i64) -> String {
    shown(lang, at_ms, &[("dateStyle", "long"), ("timeStyle", "short")])
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
fn date(at_ms: i64) -> Date {
    Date::new(&JsValue::from_f64(at_ms as f64))
}

fn shown(lang: Lang, at_ms: i64, options: &[(&str, &str)]) -> String {
    let object = Object::new();
    for (name, value) in options {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    let locale = match lang {
        Lang::It => "it-IT",
        Lang::En => "en-GB",
    };
    date(at_ms).to_locale_string(locale, &object).into()
}

/// The device's offset from UTC at a local time such as `2026-11-21T09:30`, in minutes, positive to
/// the east.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a day has 1440 minutes")]
pub(crate) fn utc_offset_min(local: &str) -> i16 {
    let at = Date::new(&JsValue::from_str(local));
    let minutes = at.get_timezone_offset();
    if minutes.is_nan() { 0 } else { -(minutes as i16) }
}
