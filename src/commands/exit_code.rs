//! The exit codes that README lists.

use crate::store::StoreError;

/// The record is not intact, or something in the home is broken.
pub(super) const BROKEN: u8 = 20;

/// Returns the exit code for an error: one for each way in which a home can be unusable, 1 for everything else.
pub(super) fn exit_code(error: &anyhow::Error) -> u8 {
    error.downcast_ref::<StoreError>().map_or(1, StoreError::exit_code)
}
