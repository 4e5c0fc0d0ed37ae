//! A list from child welfare that is to be matched with the caseload. Nothing of it is recorded.

use chrono::NaiveDate;

use super::facts::common_case::DfcsServiceKind;
use super::name::PersonName;

/// A person on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// The row's number as a spreadsheet shows it.
    pub row: u32,
    /// The person's name.
    pub name: PersonName,
    /// The person's date of birth.
    pub birth_date: NaiveDate,
    /// The number of the case in child welfare.
    pub reference: Option<String>,
    /// Whether the child-welfare case is closed.
    pub closed: bool,
    /// Whether the child-welfare case is sensitive, so that an analyst must confirm the match.
    pub sensitive: bool,
    /// The service of child welfare, where the list has it.
    pub service: Option<DfcsServiceKind>,
}

/// A list that was read: its people, and the rows that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatchList {
    /// The people on the list, in the order of its rows.
    pub people: Vec<ListedPerson>,
    /// The rows that cannot be used, each with its reason.
    pub rejected: Vec<(u32, String)>,
}
