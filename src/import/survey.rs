//! Surveys a file once before any row of it is read: how its characters are written, and the hash by which it is known.
//! The rows are read in a second pass, which refuses a file that has changed since.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::container::{is_workbook, name_of_unreadable};
use super::encoding::{Encoding, EncodingGuess};
use super::error::ReadFault;
use crate::platform;

/// The most bytes of a text: about ten million rows.
const MAX_BYTES: u64 = 2_000_000_000;
/// The most bytes of a workbook. Its texts are held in memory.
const MAX_OF_WORKBOOK: u64 = 256_000_000;
/// How many bytes are read at a time, and how many bytes of the start are searched for the header.
pub const BLOCK: usize = 1 << 20;

/// What one pass over a file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// How the file writes its characters.
    pub encoding: Encoding,
    /// Whether words have signs in this encoding that no word has.
    pub is_doubtful: bool,
    /// The number of bytes.
    pub bytes: u64,
    /// The first megabyte of the file.
    pub start: Vec<u8>,
}

/// Surveys the file at `path`.
pub fn survey_file(path: &Path) -> Result<Survey, ReadFault> {
    // A pipe or a device may never end, and it is read twice.
    platform::ensure_is_file(path)?;
    survey_reader(File::open(path)?, MAX_BYTES)
}

/// Surveys a text in memory.
pub fn survey_bytes(bytes: &[u8]) -> Result<Survey, ReadFault> {
    let survey = survey_reader(bytes, MAX_BYTES)?;
    if survey.encoding == Encoding::Workbook { Err(ReadFault::NotText) } else { Ok(survey) }
}

fn survey_reader(mut file: impl Read, limit: u64) -> Result<Survey, ReadFault> {
    let (mut hash, mut guess) = (Sha256::new(), EncodingGuess::default());
    let (mut start, mut block, mut bytes) = (Vec::new(), Vec::with_capacity(BLOCK), 0);
    while read_block(&mut file, &mut block)? {
        bytes += block.len() as u64;
        if bytes > limit {
            return Err(ReadFault::TooLarge { limit });
        }
        hash.update(&block);
        guess.add_block(&block);
        if start.is_empty() {
            start.clone_from(&block);
        }
    }
    if start.is_empty() {
        return Err(ReadFault::Empty);
    }
    let encoding = if is_workbook(&start)? { Encoding::Workbook } else { encoding_of_text(&guess, &start)? };
    let is_doubtful = guess.is_doubtful(encoding);
    Ok(Survey { sha256: hex::encode(hash.finalize()), encoding, is_doubtful, bytes, start })
}

/// Returns the encoding of a text; of what is none, the name as far as it is known.
fn encoding_of_text(guess: &EncodingGuess, start: &[u8]) -> Result<Encoding, ReadFault> {
    guess.detect_encoding(start).map_err(|fault| match (fault, name_of_unreadable(start)) {
        (ReadFault::NotText, Some(name)) => ReadFault::NoTable { name },
        (fault, _) => fault,
    })
}

/// Reads the next block, which is full unless it is the last one. Returns false at the end of the file.
pub fn read_block(file: &mut impl Read, block: &mut Vec<u8>) -> Result<bool, ReadFault> {
    block.clear();
    Ok(file.take(BLOCK as u64).read_to_end(block)? > 0)
}

/// Returns all bytes of a workbook.
///
/// # Errors
/// The file cannot be read, is too large, or is no longer the one that was surveyed.
pub fn read_workbook_bytes(path: &Path, survey: &Survey) -> Result<Vec<u8>, ReadFault> {
    if survey.bytes > MAX_OF_WORKBOOK {
        return Err(ReadFault::TooLarge { limit: MAX_OF_WORKBOOK });
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(survey.bytes + 1).read_to_end(&mut bytes)?;
    if hex::encode(Sha256::digest(&bytes)) == survey.sha256 { Ok(bytes) } else { Err(ReadFault::Changed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let fault = survey_reader([b'a'; 11].as_slice(), 10).unwrap_err();
        assert!(matches!(fault, ReadFault::TooLarge { limit: 10 }));
        assert_eq!(survey_reader([b'a'; 10].as_slice(), 10).unwrap().bytes, 10);
    }

    #[test]
    fn the_hash_is_the_known_one() {
        let survey = survey_reader(b"abc".as_slice(), 10).unwrap();
        assert_eq!(survey.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
