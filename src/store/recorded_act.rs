//! An act as it was recorded.

use crate::domain::{Act, Seq, WorkerNumber};

/// An act as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedAct {
    /// The number of its entry in the log.
    pub entry: Seq,
    /// The worker who recorded it.
    pub author: WorkerNumber,
    /// The act.
    pub act: Act,
}
