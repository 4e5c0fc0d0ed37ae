//! Time and chance, given from outside so that a run can be repeated.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::{Local, NaiveDate, NaiveDateTime, TimeZone as _};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use uuid::Uuid;

use crate::platform::local_time;

/// What time it is. In tests and practice homes `CASELOAD_NOW` sets the moment of start and `CASELOAD_SEED` the ids.
#[derive(Debug, Clone)]
pub struct WallClock {
    base: ClockBase,
    /// What a practice home would use instead.
    practice: Option<Box<Self>>,
    seed: Option<u64>,
}

/// In which homes a clock that was set by hand holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockScope {
    /// In every home: for tests.
    EveryHome,
    /// In practice homes only: real cases are stamped with the time of the machine.
    PracticeOnly,
}

#[derive(Debug, Clone, Copy)]
enum ClockBase {
    Machine,
    Set { start_ms: u64, since: Instant },
}

impl WallClock {
    /// The machine's clock; `now` (`2026-11-19T09:00:00`, local time) and `seed` are used by practice homes only, or
    /// by every home when `always`.
    pub fn new(now: Option<NaiveDateTime>, seed: Option<u64>, scope: ClockScope) -> Self {
        let set = now.and_then(|now| Local.from_local_datetime(&now).earliest()).map(|moment| ClockBase::Set {
            start_ms: u64::try_from(moment.timestamp_millis()).unwrap_or(0),
            since: Instant::now(),
        });
        let given = Self { base: set.unwrap_or(ClockBase::Machine), practice: None, seed };
        match scope {
            ClockScope::EveryHome => given,
            ClockScope::PracticeOnly => Self { base: ClockBase::Machine, practice: Some(Box::new(given)), seed: None },
        }
    }

    /// A clock that stands at the noon of `day` and gives the same ids for the same seed.
    pub fn for_day(day: NaiveDate, seed: u64) -> Self {
        Self::new(day.and_hms_opt(12, 0, 0), Some(seed), ClockScope::EveryHome)
    }

    /// The clock of a practice home.
    pub(super) fn for_practice(self) -> Self {
        self.practice.map_or_else(|| Self { practice: None, ..self }, |practice| *practice)
    }

    /// Milliseconds since 1970 (UTC).
    pub fn now_ms(&self) -> u64 {
        match self.base {
            ClockBase::Machine => {
                SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| millis_to_u64(since.as_millis()))
            }
            ClockBase::Set { start_ms, since } => start_ms + millis_to_u64(since.elapsed().as_millis()),
        }
    }

    /// The civil day in the office's zone.
    pub fn today(&self) -> NaiveDate {
        local_time(self.now_ms()).date_naive()
    }

    /// How long the civil day still lasts.
    pub fn time_until_midnight(&self) -> Duration {
        let now_ms = self.now_ms();
        let midnight = local_time(now_ms).date_naive().succ_opt().and_then(|day| day.and_hms_opt(0, 0, 0));
        let ends = midnight.and_then(|midnight| Local.from_local_datetime(&midnight).earliest());
        let ends_ms = ends.and_then(|ends| u64::try_from(ends.timestamp_millis()).ok()).unwrap_or(now_ms);
        Duration::from_millis(ends_ms.saturating_sub(now_ms))
    }

    /// Where ids take their chance from, in a home that holds so many `entries`: with the same seed the next run goes
    /// on with other ids.
    pub(super) fn new_rng(&self, entries: u64) -> ChaCha20Rng {
        let seed = self.practice.as_ref().map_or(self.seed, |practice| practice.seed);
        let seeded = |seed| {
            let mut chance = ChaCha20Rng::seed_from_u64(seed);
            chance.set_stream(entries);
            chance
        };
        seed.map_or_else(rand::make_rng, seeded)
    }

    /// A new `UUIDv7`.
    pub(super) fn new_uuid(&self, chance: &mut ChaCha20Rng) -> Uuid {
        let mut random = [0; 10];
        chance.fill_bytes(&mut random);
        uuid::Builder::from_unix_timestamp_millis(self.now_ms(), &random).into_uuid()
    }
}

fn millis_to_u64(ms: u128) -> u64 {
    u64::try_from(ms).unwrap_or(u64::MAX)
}
