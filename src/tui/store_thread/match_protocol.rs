//! The jobs on a match with child welfare, and what is answered to them.

use std::sync::Arc;

use crate::desk::matching::MatchedRow;
use crate::domain::CaseNumber;
use crate::domain::match_decision::MatchAnswer;
use crate::domain::match_list::MatchList;
use crate::rules::message::Message;

/// A job on a match with child welfare.
#[derive(Debug, Clone)]
pub enum MatchJob {
    /// Read the list in this file, as it is typed, and match it.
    Read(String),
    /// Record a decision about a row of the list.
    Decide {
        /// The list.
        list: Arc<MatchList>,
        /// The number of the row.
        row: u32,
        /// The case of the person whom the row may mean.
        case: CaseNumber,
        /// The decision.
        answer: MatchAnswer,
    },
}

/// A list as it is matched with the caseload now.
#[derive(Debug, Clone)]
pub struct MatchedList {
    /// The list.
    pub list: Arc<MatchList>,
    /// Its rows, the most pressing first.
    pub rows: Vec<MatchedRow>,
    /// What is said above them.
    pub notes: Vec<Message>,
    /// What was decided a moment ago.
    pub says: Option<String>,
}
