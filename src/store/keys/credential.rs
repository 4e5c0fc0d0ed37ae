//! What somebody opens a home with, and who can open it.

use secrecy::SecretString;
use serde::Serialize;

use crate::domain::access_way::{Way, WayKind};

/// What somebody opens a home with.
#[derive(Debug, Clone)]
pub enum Credential {
    /// The passphrase of a worker.
    Passphrase(SecretString),
    /// The 24 words of a recovery key, or of an office's private key.
    Words(SecretString),
}

/// Somebody who can open a home, as `caseload key list` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyHolder {
    /// The kind of the credential.
    pub opened_by: WayKind,
    /// The number of the worker, or the name of the office.
    pub label: String,
    /// The public key that the key is wrapped for; `None` for a passphrase.
    pub public: Option<String>,
}

impl From<Way> for KeyHolder {
    fn from(Way { kind, label, public }: Way) -> Self {
        Self { opened_by: kind, label, public: (kind != WayKind::Passphrase).then_some(public) }
    }
}
