//! Checks the clock of the machine against the newest entry. A wrong clock never changes the order of the entries, but
//! entries would record wrong days.

use super::{Store, StoreError, log};
use crate::platform::local_time;
use crate::present::dates::moment_text;

/// The difference that is not reported. Clocks that are set over the network differ by less.
const TOLERANCE_MS: u64 = 2 * 60 * 1000;
/// A longer time without an entry is reported, because the clock may be wrong.
const LONGEST_ABSENCE_MS: u64 = 45 * 24 * 60 * 60 * 1000;

/// What seems wrong with the clock of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClockWarning {
    /// The clock is behind the newest entry.
    #[error(
        "The clock of this machine says {}, but the newest entry was made on {}. Set the clock before you file \
         anything: the days that you record and due days depend on it.",
        format_moment(*.now_ms), format_moment(*.last_ms)
    )]
    Behind {
        /// What the clock says: milliseconds since 1970, UTC.
        now_ms: u64,
        /// When the newest entry was made: milliseconds since 1970, UTC.
        last_ms: u64,
    },
    /// The clock is far ahead of the newest entry.
    #[error(
        "The clock of this machine says {}, long after the newest entry, made on {}. If that is not so, set the clock \
         before you file anything.",
        format_moment(*.now_ms), format_moment(*.last_ms)
    )]
    FarAhead {
        /// What the clock says: milliseconds since 1970, UTC.
        now_ms: u64,
        /// When the newest entry was made: milliseconds since 1970, UTC.
        last_ms: u64,
    },
}

fn format_moment(ms: u64) -> String {
    moment_text(local_time(ms).naive_local())
}

impl Store {
    /// Returns what seems wrong with the clock of the machine; `None` if nothing does, and in a practice home, whose
    /// clock is set by hand.
    ///
    /// # Errors
    /// The newest entry cannot be read.
    pub fn clock_warning(&self) -> Result<Option<ClockWarning>, StoreError> {
        let last_ms = log::read_head(&self.connection, self.station)?.millis();
        let now_ms = self.clock.now_ms();
        Ok(if self.practice { None } else { assess_clock(now_ms, last_ms) })
    }

    /// Returns how many entries the log holds.
    ///
    /// # Errors
    /// The newest entry cannot be read.
    pub fn entry_count(&self) -> Result<u64, StoreError> {
        Ok(log::read_head(&self.connection, self.station)?.entry_count())
    }
}

const fn assess_clock(now_ms: u64, last_ms: u64) -> Option<ClockWarning> {
    if now_ms + TOLERANCE_MS < last_ms {
        Some(ClockWarning::Behind { now_ms, last_ms })
    } else if now_ms > last_ms + LONGEST_ABSENCE_MS {
        Some(ClockWarning::FarAhead { now_ms, last_ms })
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: u64 = 24 * 60 * 60 * 1000;
    const NOON: u64 = 1_795_089_600_000;

    #[test]
    fn f23_a_clock_that_went_back_or_far_ahead_is_reported() {
        assert_eq!(assess_clock(NOON, NOON), None);
        assert_eq!(assess_clock(NOON - 60_000, NOON), None, "a minute is no matter");
        assert!(matches!(assess_clock(NOON - DAY_MS, NOON), Some(ClockWarning::Behind { .. })));
        assert_eq!(assess_clock(NOON + 30 * DAY_MS, NOON), None, "a month away");
        let ahead = assess_clock(NOON + 4_000 * DAY_MS, NOON).unwrap();
        assert!(matches!(ahead, ClockWarning::FarAhead { .. }));
        assert_eq!(ahead.to_string().lines().count(), 1);
    }
}
