//! Code tables about months of aid: what each event does to the clocks, what a month without a grant is, and whose money
//! an aid code names.

use chrono::NaiveDate;
use serde::Deserialize;

use super::param::{Certainty, toml_date};
use crate::domain::code_words::code_words;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonthStatus, Funding};

code_words! {
    /// The effect of a month on a clock.
    pub enum ClockEffect {
        /// The month does not count.
        Stops = "stops",
        /// The month counts.
        Ticks = "ticks",
        /// No source says whether the month counts.
        Unknown = "unknown",
    }
}

/// An event in a month of aid, and whether the month then counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthEvent {
    /// The event.
    pub id: AidMonthStatus,
    /// The title on screens.
    pub title: String,
    /// The effect of the month on the 60-month clock of CalWORKs.
    pub calworks: ClockEffect,
    /// The effect of the month on the 60-month clock of TANF.
    pub tanf: ClockEffect,
    /// The first day on which the event has this effect, where it came later than the program. A month before it is one of
    /// aid like any other.
    #[serde(default, deserialize_with = "optional_date")]
    pub in_force_from: Option<NaiveDate>,
    /// The share of the hours, in percent, from which sources disagree on the effect. Of a month in which less was excused
    /// they say the same.
    #[serde(default)]
    pub disputed_from_percent: Option<u8>,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// A reason for a month without a grant, and whether the month then counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZeroGrantReason {
    /// The id of the reason: `income`.
    pub id: String,
    /// The title on screens.
    pub title: String,
    /// The words that name the reason in the text of a county, in lowercase.
    pub words: Vec<String>,
    /// The effect of the month on the 60-month clock of CalWORKs.
    pub calworks: ClockEffect,
    /// The effect of the month on the 60-month clock of TANF.
    pub tanf: ClockEffect,
    /// Whether the reason decides alone where the text names others too.
    #[serde(default)]
    pub decides: bool,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

impl ZeroGrantReason {
    /// Returns whether `text`, in lowercase, names the reason: one of its words begins a word of the text.
    pub fn is_named_in(&self, text: &str) -> bool {
        self.words.iter().any(|word| begins_a_word(text, word))
    }
}

fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_alphanumeric())
    })
}

/// Whose money paid the aid of months with an aid code.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AidCode {
    /// The aid code: `35`.
    pub code: String,
    /// Whose money it was.
    pub funding: Funding,
    /// The first month in which the code says so; missing where it always has.
    #[serde(default)]
    pub from: Option<Month>,
    /// The last month in which the code says so, included; missing where it still does.
    #[serde(default)]
    pub until: Option<Month>,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

impl AidCode {
    /// Returns whether the row holds in the month.
    pub fn holds_in(&self, month: Month) -> bool {
        self.from.is_none_or(|from| from <= month) && self.until.is_none_or(|until| month <= until)
    }
}

/// Reads a date of a policy file that may be missing.
///
/// # Errors
/// The value is no date.
pub(super) fn optional_date<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    toml_date(deserializer).map(Some)
}
