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

/// Parses a case as people type it: its number and the client, then why, the language and the telephone after semicolons:
/// `14B51159 Reed, Dana; inquiry; Spanish; 510 555-0101`. A word of why may be begun only.
///
/// # Errors
/// The sentence says what is missing.
pub fn parse_typed_opening(typed: &str) -> Result<OpenedCase, &'static str> {
    let mut parts = typed.split(';').map(str::trim);
    let (number, name) = parts.next().unwrap_or_default().split_once(char::is_whitespace).unwrap_or_default();
    let case = number.parse().map_err(|_not_a_number| "Begin with the number of the case.")?;
    if name.trim().is_empty() {
        return Err("Then name the client: Reed, Dana");
    }
    let why = parts.next().unwrap_or_default().to_lowercase();
    let known = [
        ("form_7045", OpeningReason::Referral),
        ("7045", OpeningReason::Referral),
        ("inquiry", OpeningReason::Inquiry),
        ("duty", OpeningReason::DutyVisit),
    ];
    let why = known.into_iter().find(|(word, _)| !why.is_empty() && word.starts_with(&why)).map(|(_, why)| why);
    let why = why.ok_or("Say why after a semicolon: 7045, inquiry or duty.")?;
    let mut optional = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
    let (language, phone) = (optional(), optional());
    Ok(OpenedCase { case, name: name.into(), language, phone, why })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_typed_as_number_client_and_why() {
        let opened = parse_typed_opening("14B51159 Reed, Dana; inq; Spanish; 510 555-0101").unwrap();
        assert_eq!((opened.case.as_str(), opened.name.to_string().as_str()), ("14B51159", "Reed, Dana"));
        assert_eq!((opened.why, opened.language.as_deref()), (OpeningReason::Inquiry, Some("Spanish")));
        assert_eq!(opened.phone.as_deref(), Some("510 555-0101"));
        let short = parse_typed_opening("14B51159 Reed, Dana; 7045").unwrap();
        assert_eq!((short.why, short.language, short.phone), (OpeningReason::Referral, None, None));
        for wrong in ["", "Reed, Dana", "14B51159", "14B51159 Reed, Dana", "14B51159 Reed, Dana; because"] {
            assert!(parse_typed_opening(wrong).is_err(), "{wrong}");
        }
    }
}
