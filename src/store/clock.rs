//! The time and the random numbers of a home. Both can be set from outside, so that a run can be repeated.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::{Local, NaiveDate, NaiveDateTime, TimeDelta, TimeZone as _};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use uuid::Uuid;

use crate::platform::local_time;

/// The clock of a home, and the seed of its ids. In tests and practice homes `CASELOAD_NOW` sets the moment at which
/// the program starts and `CASELOAD_SEED` the ids.
#[derive(Debug, Clone)]
pub struct WallClock {
    base: ClockBase,
    /// The clock that a practice home uses instead.
    practice: Option<Box<Self>>,
    seed: Option<u64>,
}

/// The homes in which a clock that was set by hand is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockScope {
    /// In every home: for tests.
    EveryHome,
    /// In practice homes only: real cases are stamped with the time of the machine.
    PracticeOnly,
}

#[derive(Debug, Clone, Copy)]
enum ClockBase {
    /// The clock of the machine.
    Machine,
    /// A clock that was set to `start_ms` (milliseconds since 1970, UTC) at the moment `since` and runs on from there.
    Set { start_ms: u64, since: Instant },
}

impl WallClock {
    /// Makes a clock that is set to `now` (`2026-11-19T09:00:00`, local time) and gives the same ids for the same
    /// `seed` in the homes of `scope`. Without `now`, the clock is that of the machine.
    pub fn new(now: Option<NaiveDateTime>, seed: Option<u64>, scope: ClockScope) -> Self {
        let base = now.and_then(|now| Local.from_local_datetime(&now).earliest()).map(|moment| ClockBase::Set {
            start_ms: u64::try_from(moment.timestamp_millis()).unwrap_or(0),
            since: Instant::now(),
        });
        let set = Self { base: base.unwrap_or(ClockBase::Machine), practice: None, seed };
        match scope {
            ClockScope::EveryHome => set,
            ClockScope::PracticeOnly => Self { base: ClockBase::Machine, practice: Some(Box::new(set)), seed: None },
        }
    }

    /// Makes the machine's clock, moved by this many days in practice homes only.
    pub fn moved_in_practice(days: i64) -> Self {
        let now = Local::now().naive_local();
        Self::new(now.checked_add_signed(TimeDelta::days(days)), None, ClockScope::PracticeOnly)
    }

    /// Makes a clock that starts at noon of `day` and gives the same ids for the same seed, in every home.
    pub fn for_day(day: NaiveDate, seed: u64) -> Self {
        Self::new(day.and_hms_opt(12, 0, 0), Some(seed), ClockScope::EveryHome)
    }

    /// Returns the clock that a practice home uses.
    pub(super) fn for_practice(self) -> Self {
        self.practice.map_or_else(|| Self { practice: None, ..self }, |practice| *practice)
    }

    /// Returns the time in milliseconds since 1970 (UTC).
    pub fn now_ms(&self) -> u64 {
        match self.base {
            ClockBase::Machine => {
                SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| millis_to_u64(since.as_millis()))
            }
            ClockBase::Set { start_ms, since } => start_ms + millis_to_u64(since.elapsed().as_millis()),
        }
    }

    /// Returns the civil day in the office's time zone.
    pub fn today(&self) -> NaiveDate {
        local_time(self.now_ms()).date_naive()
    }

    /// Returns the time until the civil day ends.
    pub fn time_until_midnight(&self) -> Duration {
        let now_ms = self.now_ms();
        let midnight = local_time(now_ms).date_naive().succ_opt().and_then(|day| day.and_hms_opt(0, 0, 0));
        let ends = midnight.and_then(|midnight| Local.from_local_datetime(&midnight).earliest());
        let ends_ms = ends.and_then(|ends| u64::try_from(ends.timestamp_millis()).ok()).unwrap_or(now_ms);
        Duration::from_millis(ends_ms.saturating_sub(now_ms))
    }

    /// Returns the random-number generator for ids in a home that holds `entries` entries, so that a later run with the
    /// same seed makes other ids.
    pub(super) fn new_rng(&self, entries: u64) -> ChaCha20Rng {
        let seed = self.practice.as_ref().map_or(self.seed, |practice| practice.seed);
        let seeded = |seed| {
            let mut rng = ChaCha20Rng::seed_from_u64(seed);
            rng.set_stream(entries);
            rng
        };
        seed.map_or_else(rand::make_rng, seeded)
    }

    /// Makes a new `UUIDv7`.
    pub(super) fn new_uuid(&self, rng: &mut ChaCha20Rng) -> Uuid {
        let mut random = [0; 10];
        rng.fill_bytes(&mut random);
        uuid::Builder::from_unix_timestamp_millis(self.now_ms(), &random).into_uuid()
    }
}

fn millis_to_u64(ms: u128) -> u64 {
    u64::try_from(ms).unwrap_or(u64::MAX)
}
