//! Who works: the owner of a home, the author of an entry.

use serde::{Deserialize, Serialize};

use super::ids::WorkerNumber;

/// What a worker does in the unit (handbook 42-7.38, section III).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", ascii_case_insensitive)]
pub enum Role {
    /// Employment Counselor.
    Ec,
    /// Employment Counselor Supervisor.
    Supervisor,
    /// Clerk II.
    Clerk,
}

impl Role {
    /// The role as the header shows it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ec => "EC",
            Self::Supervisor => "EC Supervisor",
            Self::Clerk => "Clerk II",
        }
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
