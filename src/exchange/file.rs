//! The bytes of a file, once and within bounds: what is hashed is what is read, even if the file changes meanwhile.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::error::ReadFault;

/// The most bytes of a file. A year's attendance of the largest county is a tenth of it.
const MOST_BYTES: u64 = 256_000_000;

/// All bytes of the file at `path`.
pub fn read(path: &Path) -> Result<Vec<u8>, ReadFault> {
    read_at_most(File::open(path)?, MOST_BYTES)
}

fn read_at_most(file: impl Read, limit: u64) -> Result<Vec<u8>, ReadFault> {
    let mut bytes = Vec::new();
    let read = file.take(limit + 1).read_to_end(&mut bytes)?;
    if read as u64 > limit {
        return Err(ReadFault::TooLarge { limit });
    }
    if bytes.is_empty() { Err(ReadFault::Empty) } else { Ok(bytes) }
}

/// SHA-256 of `bytes`, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_over_the_limit_is_refused_with_a_sentence() {
        let fault = read_at_most([0_u8; 11].as_slice(), 10).unwrap_err();
        assert!(matches!(fault, ReadFault::TooLarge { limit: 10 }));
        assert_eq!(read_at_most([0_u8; 10].as_slice(), 10).unwrap().len(), 10);
    }

    #[test]
    fn the_hash_is_the_known_one() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
