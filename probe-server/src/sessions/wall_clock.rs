//! Whether the wall clock can be trusted to decide what is old enough to be erased.
//!
//! The clock of a machine can be set wrong, and erasing cannot be undone. Between two passes the
//! wall clock must have advanced as much as the monotonic clock. If it has jumped, nothing is erased
//! until it is back, or has run on from its new time for a day: then the new time is believed, as
//! after a virtual machine was asleep. Reads no clock: the times are parameters.

use std::time::Duration;

use tokio::time::Instant;

/// The largest difference between the clocks over one pass: more is a jump.
const TOLERANCE_MS: u64 = 60 * 60 * 1000;
/// How long a clock that has jumped must run on before it is believed.
const HOLD: Duration = Duration::from_secs(24 * 60 * 60);

/// The times of the two clocks at one moment.
#[derive(Clone, Copy, Debug)]
struct Moment {
    wall_ms: i64,
    at: Instant,
}

/// The clock, as it was seen.
#[derive(Debug, Default)]
pub(super) struct WallClock {
    trusted: Option<Moment>,
    /// Since when the clock has had another time, and its last one.
    jumped: Option<(Instant, Moment)>,
}

/// What may be done at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// The clocks agree: erase.
    Agrees,
    /// The first pass: there is nothing to compare with.
    First,
    /// The wall clock has just jumped by this many milliseconds.
    Jumped(i64),
    /// It has jumped before, and nothing has changed.
    Held,
}

impl Moment {
    /// How far the wall clock is from where the monotonic clock says that it should be.
    fn jump_ms(self, earlier: Self) -> i64 {
        let elapsed = self.at.saturating_duration_since(earlier.at).as_millis();
        let elapsed_ms = i64::try_from(elapsed).unwrap_or(i64::MAX);
        self.wall_ms.saturating_sub(earlier.wall_ms).saturating_sub(elapsed_ms)
    }

    fn agrees_with(self, earlier: Self) -> bool {
        self.jump_ms(earlier).unsigned_abs() <= TOLERANCE_MS
    }
}

impl WallClock {
    /// Looks at the clocks.
    pub(super) fn look(&mut self, wall_ms: i64, at: Instant) -> Trust {
        let now = Moment { wall_ms, at };
        let Some(trusted) = self.trusted else {
            self.trusted = Some(now);
            return Trust::First;
        };
        if now.agrees_with(trusted) {
            *self = Self { trusted: Some(now), jumped: None };
            return Trust::Agrees;
        }
        match self.jumped.filter(|(_, last)| now.agrees_with(*last)) {
            Some((since, _)) if at.saturating_duration_since(since) >= HOLD => {
                *self = Self { trusted: Some(now), jumped: None };
                Trust::Agrees
            }
            Some((since, _)) => {
                self.jumped = Some((since, now));
                Trust::Held
            }
            None => {
                self.jumped = Some((at, now));
                Trust::Jumped(now.jump_ms(trusted))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE_MS: i64 = 60 * 1000;
    const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

    /// Checks what is done in passes at these minutes, with the wall clock ahead by so many
    /// milliseconds.
    #[track_caller]
    fn check(passes: &[(i64, i64, Trust)]) {
        let (mut clock, start) = (WallClock::default(), Instant::now());
        for &(minute, ahead_ms, expected) in passes {
            let at = start + Duration::from_secs(u64::try_from(minute).unwrap() * 60);
            let wall_ms = 1_795_291_346_769 + minute * MINUTE_MS + ahead_ms;
            assert_eq!(clock.look(wall_ms, at), expected, "minute {minute}");
        }
    }

    #[test]
    fn nothing_is_erased_by_a_clock_that_jumped() {
        use Trust::{Agrees, First, Held, Jumped};
        check(&[(0, 0, First), (1, 0, Agrees), (2, 900, Agrees), (3, -30 * MINUTE_MS, Agrees)]);
        let far = 40 * DAY_MS;
        // It comes back.
        check(&[(0, 0, First), (1, far, Jumped(far)), (2, far, Held), (3, 0, Agrees)]);
        check(&[(0, 0, First), (1, -far, Jumped(-far)), (2, 0, Agrees)]);
        // It stays for a day.
        let day = 24 * 60;
        check(&[
            (0, 0, First),
            (1, far, Jumped(far)),
            (day, far, Held),
            (day + 1, far, Agrees),
            (day + 2, far, Agrees),
        ]);
        // It jumps again: the day begins anew.
        check(&[
            (0, 0, First),
            (1, far, Jumped(far)),
            (day, 2 * far, Jumped(2 * far)),
            (day + 1, 2 * far, Held),
            (2 * day, 2 * far, Agrees),
        ]);
    }
}
