//! What somebody decided about a row of a list from child welfare. Neither the listed name nor the date of birth is in it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code_words::code_words;
use super::ids::{CaseNumber, PersonNumber};

code_words! {
    /// What was decided.
    pub enum MatchAnswer {
        /// It is the person, and the case was proposed or listed for outreach.
        Same = "same" => "proposed",
        /// It is another person.
        Another = "another" => "said to be another person",
        /// Somebody is to be asked.
        Ask = "ask" => "to be asked about",
        /// There is an application, which no extract has.
        Pending = "pending" => "said to have a pending application",
    }
}

/// A decision about a row and the person of the caseload whom it may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchDecision {
    /// The case.
    pub case: CaseNumber,
    /// The person's number in the case; 0 where the person has none.
    pub person: PersonNumber,
    /// The keyed digest of the listed name and date of birth.
    pub digest: String,
    /// What was decided.
    pub answer: MatchAnswer,
    /// The day.
    pub on: NaiveDate,
}
