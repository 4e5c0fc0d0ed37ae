//! Moments of the record in the time zone of the machine, which is that of the office.

use chrono::{DateTime, Local, TimeZone as _};

/// Returns a moment, given in milliseconds since 1970 (UTC), in the office's time zone.
pub fn local_time(ms: u64) -> DateTime<Local> {
    i64::try_from(ms).ok().and_then(|ms| Local.timestamp_millis_opt(ms).single()).unwrap_or_default()
}

/// Returns the time of day of a moment in the office's time zone: `14:02`.
pub fn time_of_day(ms: u64) -> String {
    local_time(ms).format("%H:%M").to_string()
}
