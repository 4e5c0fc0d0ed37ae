//! Who works: the owner of a home, the author of an entry.

use serde::{Deserialize, Serialize};

use super::code_words::code_words;
use super::ids::WorkerNumber;

code_words! {
    /// What a worker does in the unit (handbook 42-7.38, section III).
    #[strum(ascii_case_insensitive)]
    pub enum Role {
        /// Employment Counselor.
        Ec = "ec" => "EC",
        /// Employment Counselor Supervisor.
        Supervisor = "supervisor" => "EC Supervisor",
        /// Clerk II.
        Clerk = "clerk" => "Clerk II",
    }
}

/// A worker of the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worker {
    /// The county's worker number.
    pub number: WorkerNumber,
    /// The name as the header and the entries show it.
    pub name: String,
    /// What the worker does.
    pub role: Role,
    /// The office the worker sits in.
    pub office: String,
}
