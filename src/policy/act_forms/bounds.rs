//! What an answer in the form of an act can be at all, and what is asked about before it is recorded
//! (`assets/acts/bounds.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

use super::ActField;
use crate::domain::act::ActId;

/// The bounds of the answers in the forms of acts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerBounds {
    number: Vec<NumberBound>,
    ahead: Vec<AheadBound>,
    back: Vec<BackBound>,
    age: Vec<AgeBound>,
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

/// The bound of a month before the day on which the act is recorded.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackBound {
    fields: Vec<String>,
    /// A month longer ago than so many months is asked about.
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

    /// Returns the bound of a field that takes a number.
    pub fn for_number(&self, field: &ActField) -> Option<&NumberBound> {
        self.number.iter().find(|bound| bound.fields.contains(&field.name))
    }

    /// Returns how far ahead a field of a day or month can lie: its own bound, or that of all others.
    pub fn ahead(&self, field: &ActField) -> Option<&AheadBound> {
        let own = self.ahead.iter().find(|bound| bound.fields.contains(&field.name));
        own.or_else(|| self.ahead.iter().find(|bound| bound.fields.is_empty()))
    }

    /// Returns how long ago a field of a month can lie without being asked about.
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
                    let bound = bounds.for_number(field).unwrap_or_else(|| panic!("{} has no bound", field.name));
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
    }
}
