//! Values of the record as CBOR. Large ones of the log are packed: facts of an extract have the names of their fields in
//! common.

use lz4_flex::block;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;

/// Most values have fewer bytes.
const USUAL: usize = 512;
/// From so many bytes on packing pays.
const LARGE: usize = 4_096;
/// Stands before what is packed. No value in CBOR begins with it: it is the end of one.
const PACKED: u8 = 0xFF;
/// LZ4 makes nothing smaller than by this factor: what says that it is, is damaged.
const MOST_PACKED: usize = 255;

/// The value as a table keeps it.
pub(super) fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::with_capacity(USUAL);
    ciborium::into_writer(value, &mut bytes)
        .map_err(|_unwritable| StoreError::Internal("a value could not be encoded"))?;
    Ok(bytes)
}

/// The value as the log keeps it: packed where it is large.
pub(super) fn encode_for_log<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    let bytes = encode(value)?;
    if bytes.len() < LARGE {
        return Ok(bytes);
    }
    Ok([&[PACKED], compress(&bytes).as_slice()].concat())
}

/// The value that was stored.
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    let unpacked = match bytes.split_first() {
        Some((&PACKED, packed)) => &*decompress(packed)?,
        _ => bytes,
    };
    ciborium::from_reader(unpacked).map_err(|error| unreadable_value(&error))
}

/// Bytes made fewer.
pub(super) fn compress(bytes: &[u8]) -> Vec<u8> {
    block::compress_prepend_size(bytes)
}

/// The bytes that were packed.
pub(super) fn decompress(packed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (size, rest) = block::uncompressed_size(packed).map_err(|error| unreadable_value(&error))?;
    if size / MOST_PACKED > rest.len() {
        return Err(unreadable_value(&"it promises more than it can hold"));
    }
    block::decompress(rest, size).map_err(|error| unreadable_value(&error))
}

fn unreadable_value(why: &impl ToString) -> StoreError {
    StoreError::DamagedDatabase { detail: format!("a stored value cannot be read: {}", why.to_string()) }
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
        assert!(decode::<Vec<u32>>(&[PACKED, 0xFF, 0xFF, 0xFF, 0xFF, 0]).is_err());
        assert!(decode::<Vec<u32>>(&[PACKED]).is_err());
    }
}
