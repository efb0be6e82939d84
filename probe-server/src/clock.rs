//! The only place where the server reads the wall clock: milliseconds since 1970-01-01 UTC, as in
//! the log.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds in an hour.
pub(crate) const HOUR_MS: i64 = 60 * 60 * 1000;
/// Milliseconds in a day.
pub(crate) const DAY_MS: i64 = 24 * HOUR_MS;

/// Now; 0 if the clock is before 1970.
pub(crate) fn now_ms() -> i64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX)
}
