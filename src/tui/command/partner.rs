//! Commands of work with partners that belong to no form.

use crate::domain::match_decision::MatchAnswer;

/// A command of work with partners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartnerCommand {
    /// Asks for a list from child welfare and matches it with the caseload.
    Match,
    /// Decides about the selected row of a match.
    Decide(MatchAnswer),
    /// Asks for a case that no extract names yet.
    OpenCase,
    /// Asks for an entry of the duty log that is about no case.
    DutyNote,
}
