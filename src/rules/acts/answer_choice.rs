//! A possible answer of a field of a form.

use chrono::NaiveDate;

use crate::domain::act::ActivityRef;
use crate::domain::facts::MemberListing;
use crate::policy::act_forms::ActFieldChoice;

/// A possible answer of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerChoice {
    /// A choice of the form.
    Listed(ActFieldChoice),
    /// Yes or no, an office, or the number of a bank.
    Word(String),
    /// A notice of non-compliance, by the day on which it was issued.
    Notice(NaiveDate),
    /// An activity of the participant.
    Activity(ActivityRef),
    /// A member of the household.
    Member(MemberListing),
    /// A goal or a step, by its number, with its words.
    Numbered(u16, String),
    /// An area of life or a moment, by its id, with its title.
    Titled(String, String),
}

impl AnswerChoice {
    /// Returns the answer as [`ActForm::parse_act`] reads it.
    pub fn answer(&self) -> String {
        match self {
            Self::Listed(choice) => choice.value.clone(),
            Self::Word(word) => word.clone(),
            Self::Notice(day) => day.to_string(),
            Self::Activity(activity) => format!("{} @ {}", activity.kind, activity.start),
            Self::Member(member) => member.to_answer(),
            Self::Numbered(number, _) => number.to_string(),
            Self::Titled(id, _) => id.clone(),
        }
    }
}
