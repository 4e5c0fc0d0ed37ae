//! Moments of the record as the office's clock shows them.

use chrono::{DateTime, Local, TimeZone as _};

/// A moment, given in milliseconds since 1970 (UTC), in the office's zone.
pub fn local_time(ms: u64) -> DateTime<Local> {
    i64::try_from(ms).ok().and_then(|ms| Local.timestamp_millis_opt(ms).single()).unwrap_or_default()
}

/// The time of day of a moment: `14:02`.
pub fn time_of_day(ms: u64) -> String {
    local_time(ms).format("%H:%M").to_string()
}
