//! A case that a worker opens by hand, because no extract names it yet: from form 7045, an inquiry or a duty visit. An extract
//! that names the case later takes over.

use serde::{Deserialize, Serialize};

use super::code_words::code_words;
use super::ids::CaseNumber;
use super::name::PersonName;

code_words! {
    /// Why a case is opened by hand.
    pub enum OpeningReason {
        /// Form 7045 names somebody whom no listing names.
        Referral = "form_7045" => "form 7045 CW",
        /// Somebody asked about the family.
        Inquiry = "inquiry" => "an inquiry",
        /// The client came to the worker on duty.
        DutyVisit = "duty_visit" => "a visit to the worker on duty",
    }
}

/// A case that was opened by hand. The person whom it names is number 1 of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedCase {
    /// The number of the case.
    pub case: CaseNumber,
    /// The name of the client.
    pub name: PersonName,
    /// The language, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The telephone, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Why it is opened.
    pub why: OpeningReason,
}
