//! The ways into a home, as the record knows them. The record enrolls each way, and the key file of the home may hold
//! no other.

use serde::{Deserialize, Serialize};

use super::code_words::code_words;
use super::ids::WorkerNumber;

code_words! {
    /// What opens a home.
    pub enum WayKind {
        /// The passphrase of a worker.
        Passphrase = "passphrase" => "passphrase",
        /// The 24 words of a worker's recovery key.
        Recovery = "recovery" => "recovery key",
        /// The 24 words of an office's private key.
        Escrow = "escrow" => "office's key",
    }
}

/// One way into a home.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Way {
    /// What opens the home.
    pub kind: WayKind,
    /// The number of the worker, or the name of the office.
    pub label: String,
    /// The public key that the key of the database is wrapped for, in hexadecimal.
    pub public: String,
}

impl Way {
    /// Returns the way in a few words: `recovery key of V1A3`.
    pub fn describe(&self) -> String {
        format!("{} of {}", self.kind.title(), self.label)
    }
}

/// What the key file of a home holds from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFileState {
    /// How often the key file was changed, from 1. The record never accepts a smaller number again.
    pub generation: u64,
    /// Every way into the home, in the order of the key file.
    pub ways: Vec<Way>,
}

/// A change of the ways into a home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaysChange {
    /// What was changed, in words.
    pub how: String,
    /// The ways after the change.
    pub state: KeyFileState,
    /// The name of the office whose key opened the home for the change; `None` if a worker's own way did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The public key of an office's key that the office whose key opened the home put in: it counts as that one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirms: Option<String>,
}

/// A way into a home, and who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolledWay {
    /// The way.
    pub way: Way,
    /// The worker who made it.
    pub made_by: WorkerNumber,
    /// The office with whose key it was made; then the worker is only the one in whose home that was.
    pub office: Option<String>,
    /// Whether the way was there before makers were recorded; then the worker is only the one who opened the home first
    /// afterward.
    pub is_from_before: bool,
}

impl EnrolledWay {
    /// Returns who made the way: `V1A3`, or `the office Eastmont`; what is said where nobody knows.
    pub fn maker(&self) -> String {
        if self.is_from_before {
            return "somebody before this was recorded".to_owned();
        }
        self.office.as_ref().map_or_else(|| self.made_by.to_string(), |office| format!("the office {office}"))
    }
}
