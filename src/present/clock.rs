//! A clock in a few words.

use crate::rules::clock::Clock;
use crate::rules::message::{DateStyle, Value};

/// Returns what the clock says, with its last day where that is not among its words: `day 18 of 20, last day Thu 11/19`.
pub fn clock_text(clock: &Clock, style: DateStyle) -> String {
    let says = clock.says.to_text(style);
    match clock.due.filter(|due| !clock.says.mentions_day(*due)) {
        Some(due) => format!("{says}, last day {}", Value::Day(due).to_text(style)),
        None => says,
    }
}
