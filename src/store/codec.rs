//! Values of the record as CBOR. Large values of the log are compressed: the facts of an extract repeat the names of
//! their fields.

use lz4_flex::block;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;

/// The bytes to reserve for a value; most values have fewer.
const USUAL_BYTES: usize = 512;
/// The number of bytes from which compression is worth it.
const LARGE_BYTES: usize = 4_096;
/// The byte in front of a compressed value. No CBOR value begins with this byte, because CBOR uses it as the end mark.
const COMPRESSED: u8 = 0xFF;
/// LZ4 compresses nothing by more than this factor: a value that claims more is damaged.
const MAX_COMPRESSION: usize = 255;

/// Encodes a value for a table.
pub(super) fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::with_capacity(USUAL_BYTES);
    ciborium::into_writer(value, &mut bytes).map_err(|_error| StoreError::Internal("a value could not be encoded"))?;
    Ok(bytes)
}

/// Encodes a value for the log: compressed if it is large.
pub(super) fn encode_for_log<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    let bytes = encode(value)?;
    if bytes.len() < LARGE_BYTES {
        return Ok(bytes);
    }
    Ok([&[COMPRESSED], compress(&bytes).as_slice()].concat())
}

/// Decodes a value that a table or the log holds.
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    let unpacked = match bytes.split_first() {
        Some((&COMPRESSED, compressed)) => &*decompress(compressed)?,
        _ => bytes,
    };
    ciborium::from_reader(unpacked).map_err(|error| unreadable_value(&error))
}

/// Compresses bytes.
pub(super) fn compress(bytes: &[u8]) -> Vec<u8> {
    block::compress_prepend_size(bytes)
}

/// Returns the bytes that were compressed.
pub(super) fn decompress(compressed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (size, rest) = block::uncompressed_size(compressed).map_err(|error| unreadable_value(&error))?;
    if size / MAX_COMPRESSION > rest.len() {
        return Err(unreadable_value(&"it claims to hold more than it can"));
    }
    block::decompress(rest, size).map_err(|error| unreadable_value(&error))
}

fn unreadable_value(why: &impl std::fmt::Display) -> StoreError {
    StoreError::DamagedDatabase { detail: format!("a stored value cannot be read: {why}").into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_value_of_the_log_is_packed_and_read_again() {
        let names: Vec<String> = (0..500).map(|number| format!("participant {number}")).collect();
        let (plain, packed) = (encode(&names).unwrap(), encode_for_log(&names).unwrap());
        assert!(packed.len() * 2 < plain.len());
        assert_eq!(decode::<Vec<String>>(&plain).unwrap(), names);
        assert_eq!(decode::<Vec<String>>(&packed).unwrap(), names);
        let few = names[..9].to_vec();
        assert_eq!(encode_for_log(&few).unwrap(), encode(&few).unwrap());
    }

    #[test]
    fn a_damaged_value_is_an_error() {
        let whole = encode_for_log(&vec![7_u32; 10_000]).unwrap();
        assert!(decode::<Vec<u32>>(&whole[..whole.len() - 1]).is_err());
        assert!(decode::<Vec<u32>>(&[COMPRESSED, 0xFF, 0xFF, 0xFF, 0xFF, 0]).is_err());
        assert!(decode::<Vec<u32>>(&[COMPRESSED]).is_err());
    }
}
