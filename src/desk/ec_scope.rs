//! Whose cases the lists show. A home may hold the cases of several ECs: a supervisor's, or one into which a listing of
//! all workers was imported.

use crate::domain::WorkerNumber;
use crate::domain::sanitize::quoted;

/// Whose cases the lists show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EcScope {
    /// Everybody's.
    All,
    /// The cases of the EC with this number, and the cases that no listing assigns.
    Of(WorkerNumber),
}

impl std::str::FromStr for EcScope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        text.parse().map(Self::Of).map_err(|_other| format!("{} is neither a worker number nor all", quoted(text)))
    }
}

impl EcScope {
    /// Returns whether the lists show a case that is listed under this worker.
    pub(super) fn includes(&self, listed_under: Option<&WorkerNumber>) -> bool {
        match self {
            Self::All => true,
            Self::Of(number) => listed_under.is_none_or(|listed| listed == number),
        }
    }
}
