//! Values of the record as CBOR.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;

/// Most values have fewer bytes.
const USUAL: usize = 512;

/// The value as it is stored.
pub(super) fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::with_capacity(USUAL);
    ciborium::into_writer(value, &mut bytes)
        .map_err(|_unwritable| StoreError::Internal("a value could not be encoded"))?;
    Ok(bytes)
}

/// The value that was stored.
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    ciborium::from_reader(bytes)
        .map_err(|error| StoreError::DamagedDatabase { detail: format!("a stored value cannot be read: {error}") })
}
