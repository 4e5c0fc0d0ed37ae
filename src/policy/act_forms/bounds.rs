//! What a number or a day can be at all, in acts, facts and extracts, and what is asked about before it is recorded
//! (`assets/acts/bounds.toml`).

use std::sync::LazyLock;

use chrono::{Months, NaiveDate};
use serde::Deserialize;

use super::ActField;
use crate::domain::act::ActId;

/// The bounds of numbers and days.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerBounds {
    number: Vec<NumberBound>,
    ahead: Vec<AheadBound>,
    back: Vec<BackBound>,
    apart: Vec<ApartBound>,
    age: Vec<AgeBound>,
    earliest: Vec<EarliestBound>,
    /// The bounds of the rows of extracts.
    pub extract: ExtractBounds,
}

/// The bound of a number. None is below zero.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberBound {
    fields: Vec<String>,
    /// The largest number that there is, included.
    pub most: u32,
    /// Why there is no larger one, as a sentence.
    pub because: String,
    /// A larger number is asked about.
    pub asked_over: Option<u32>,
    /// Why there is no zero, as a sentence; `None` if there is one.
    pub no_zero: Option<String>,
    /// A smaller number above zero is asked about.
    pub asked_under: Option<f64>,
}

impl NumberBound {
    /// Returns why the number cannot be, as a sentence; `None` if it can.
    pub fn impossible_because(&self, number: f64) -> Option<&str> {
        if number.is_sign_negative() && number != 0.0 {
            return Some("It is never less than zero.");
        }
        let is_zero = number == 0.0;
        if is_zero {
            return self.no_zero.as_deref();
        }
        (number > f64::from(self.most)).then_some(&self.because)
    }
}

/// The bound of a day or month after the day on which the act is recorded.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AheadBound {
    fields: Vec<String>,
    /// How many months ahead it lies at most.
    pub months: u32,
    /// Why it never lies further ahead, as a sentence.
    pub because: String,
    /// A day further ahead than so many months is asked about.
    pub asked_over: Option<u32>,
}

/// The bound of a count that somebody else counts too.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApartBound {
    fields: Vec<String>,
    /// A number further than this from another count is asked about.
    pub asked_over: u32,
}

/// What happens on a day for which there is a first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatedEvent {
    /// A birth.
    Birth,
    /// Aid, which somebody may have had before there was this program.
    Aid,
    /// A month of time on aid.
    CountedMonth,
    /// Anything else: it belongs to this program.
    Program,
}

/// The first day on which something can have happened.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarliestBound {
    of: DatedEvent,
    day: Option<NaiveDate>,
    years_back: Option<u32>,
    /// Why it cannot have happened earlier, as a sentence.
    pub because: String,
}

impl EarliestBound {
    /// Returns why it cannot have happened earlier, for the end of a sentence.
    pub fn reason(&self) -> &str {
        self.because.trim_end_matches('.')
    }

    /// Returns the first day, as seen from `today`.
    pub fn first_day(&self, today: NaiveDate) -> NaiveDate {
        let back = self.years_back.and_then(|years| today.checked_sub_months(Months::new(years.saturating_mul(12))));
        self.day.or(back).unwrap_or(NaiveDate::MIN)
    }
}

/// How far ahead the days of an extract can lie, in months, and how old a listed participant can be, in years.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtractBounds {
    /// A status or an appointment.
    pub status_ahead_months: u32,
    /// The end of an activity, an exemption or a plan.
    pub end_ahead_months: u32,
    /// The age of the youngest participant, included.
    pub youngest_participant: u32,
    /// The age of the oldest participant, included.
    pub oldest_participant: u32,
}

/// The bound of a day or month before the day on which the act is recorded.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackBound {
    fields: Vec<String>,
    /// A day or month longer ago than so many months is asked about.
    pub asked_over: u32,
}

/// The age of a participant on the day of an act.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeBound {
    acts: Vec<ActId>,
    /// The least age in years, included.
    pub least: u32,
    /// Why nobody younger takes part, as a sentence.
    pub because: String,
    /// A participant who is younger than so many years is asked about.
    pub asked_under: u32,
    /// Why, as a sentence.
    pub asked_because: String,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads the file")]
static BUILTIN: LazyLock<AnswerBounds> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../assets/acts/bounds.toml")).expect("the bounds of assets/acts are good")
});

impl AnswerBounds {
    /// Returns the bounds that are built into the program. The file is read on the first call.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Returns the bound of a field that takes a number, by the name of the field.
    pub fn for_number(&self, field: &str) -> Option<&NumberBound> {
        self.number.iter().find(|bound| bound.fields.iter().any(|name| name == field))
    }

    /// Returns how far a count can be from that of somebody else without being asked about.
    pub fn apart(&self, field: &ActField) -> Option<&ApartBound> {
        self.apart.iter().find(|bound| bound.fields.contains(&field.name))
    }

    /// Returns the first day on which something can have happened. There is one for everything; a test checks that.
    pub fn earliest(&self, event: DatedEvent) -> Option<&EarliestBound> {
        self.earliest.iter().find(|bound| bound.of == event)
    }

    /// Returns how far ahead a field of a day or month can lie: its own bound, or that of all others.
    pub fn ahead(&self, field: &ActField) -> Option<&AheadBound> {
        let own = self.ahead.iter().find(|bound| bound.fields.contains(&field.name));
        own.or_else(|| self.ahead.iter().find(|bound| bound.fields.is_empty()))
    }

    /// Returns how long ago a field of a day or month can lie without being asked about.
    pub fn back(&self, field: &ActField) -> Option<&BackBound> {
        self.back.iter().find(|bound| bound.fields.contains(&field.name))
    }

    /// Returns how old the participant of an act is at least.
    pub fn age(&self, act: ActId) -> Option<&AgeBound> {
        self.age.iter().find(|bound| bound.acts.contains(&act))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::act_forms::{ActFieldKind, ActForms};

    #[test]
    fn every_number_and_every_day_of_a_form_has_its_bound() {
        let bounds = AnswerBounds::builtin();
        let fields = || ActForms::builtin().iter().flat_map(|form| &form.fields);
        for field in fields() {
            match field.kind {
                ActFieldKind::Hours | ActFieldKind::Number => {
                    let bound = bounds.for_number(&field.name).unwrap_or_else(|| panic!("{} has no bound", field.name));
                    assert!(bound.asked_over.is_none_or(|asked| asked < bound.most), "{}", field.name);
                }
                ActFieldKind::Date | ActFieldKind::Month => {
                    let bound = bounds.ahead(field).unwrap();
                    assert!(bound.asked_over.is_none_or(|asked| asked < bound.months), "{}", field.name);
                }
                _ => {}
            }
        }
        let named = bounds.number.iter().flat_map(|bound| &bound.fields);
        let named = named.chain(bounds.ahead.iter().flat_map(|bound| &bound.fields));
        for name in named.chain(bounds.back.iter().flat_map(|bound| &bound.fields)) {
            assert!(fields().any(|field| field.name == *name), "no form has a field {name}");
        }
        assert!(bounds.ahead.last().unwrap().fields.is_empty());
        for event in [DatedEvent::Birth, DatedEvent::Aid, DatedEvent::CountedMonth, DatedEvent::Program] {
            let bound = bounds.earliest(event).unwrap();
            assert!(bound.day.is_some() != bound.years_back.is_some(), "{event:?}");
        }
    }
}
