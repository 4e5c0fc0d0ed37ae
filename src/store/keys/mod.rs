//! The key of the database and the ways to unlock it. The key is random; each way wraps it for the public key of
//! somebody who may open the home. The private key is opened by a worker's passphrase, or is the words of a recovery
//! key or of an office.

mod authentication;
mod credential;
mod database_key;
mod failed_attempts;
mod key_file;
mod key_slot;
mod passphrase;
mod public_key;
mod strength;
#[cfg(test)]
mod tests;
mod trusted_key_file;
mod unlocking;

pub(super) use failed_attempts::FailedAttempts;
pub(super) use key_file::KeyFile;
pub(super) use trusted_key_file::TrustedKeyFile;
pub(super) use unlocking::UnlockedKey;

pub use credential::{Credential, KeyHolder};
pub use database_key::DatabaseKey;
pub use public_key::{OfficeKeys, generate_office_keys};
pub(super) use public_key::{is_public_key, recovery_public_keys};
pub use strength::ensure_strong_passphrase;
