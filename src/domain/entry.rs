//! An entry of the log and its place in the hash chain.
//!
//! The hash is SHA-256 over the entry's fields, each preceded by its length in bytes (eight bytes, big-endian), so
//! that no two different entries give the same input. The first field is a tag that names this form; numbers are
//! eight bytes, big-endian; an entry without a case has an empty field there. The body is what is stored, byte for
//! byte. Known answers are in `tests/fixtures/entry-hashes.toml`.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::ids::{CaseNumber, Hlc, RowId, Seq, StationId, WorkerNumber};

/// The tag of the form that is hashed. Another form gets another tag.
const FORM: &[u8] = b"caseload-entry-1";

/// A SHA-256 digest.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The station that wrote the entry.
    pub station: StationId,
    /// The position in the station's log, from 1, without gaps.
    pub seq: Seq,
    /// The time of the entry, by the station's hybrid logical clock.
    pub hlc: Hlc,
    /// The worker who made the change.
    pub author: WorkerNumber,
    /// The number of the case that the change is about, if it is about one.
    pub case: Option<CaseNumber>,
    /// The kind of change.
    pub kind: String,
    /// The id of the row that the change made.
    pub row: RowId,
    /// The change in its stored form: CBOR, compressed where it is large.
    pub body: Vec<u8>,
    /// The hash of the previous entry; zeros for the first.
    pub prev: Digest,
    /// The hash of this entry.
    pub hash: Digest,
}

impl Entry {
    /// Computes the hash that this entry must have.
    pub fn compute_hash(&self) -> Digest {
        let case = self.case.as_ref().map_or(&b""[..], |case| case.as_str().as_bytes());
        let fields: [&[u8]; 10] = [
            FORM,
            &self.prev.0,
            self.station.0.as_bytes(),
            &self.seq.0.to_be_bytes(),
            &self.hlc.0.to_be_bytes(),
            self.author.as_str().as_bytes(),
            case,
            self.kind.as_bytes(),
            self.row.0.as_bytes(),
            &self.body,
        ];
        let mut hasher = Sha256::new();
        for field in fields {
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field);
        }
        Digest(hasher.finalize().into())
    }

    /// Returns the entry with its hash computed.
    pub fn with_hash(mut self) -> Self {
        self.hash = self.compute_hash();
        self
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Known {
        entry: Vec<Vector>,
    }

    #[derive(Deserialize)]
    struct Vector {
        what: String,
        station: StationId,
        seq: u64,
        hlc: u64,
        author: String,
        case: String,
        kind: String,
        row: RowId,
        body: String,
        prev: String,
        hash: String,
    }

    fn digest(text: &str) -> Digest {
        Digest(hex::decode(text).unwrap().try_into().unwrap())
    }

    #[test]
    fn known_answers() {
        let known: Known = toml::from_str(include_str!("../../tests/fixtures/entry-hashes.toml")).unwrap();
        assert_eq!(known.entry.len(), 4);
        for vector in known.entry {
            let entry = Entry {
                station: vector.station,
                seq: Seq(vector.seq),
                hlc: Hlc(vector.hlc),
                author: vector.author.parse().unwrap(),
                case: (!vector.case.is_empty()).then(|| vector.case.parse().unwrap()),
                kind: vector.kind,
                row: vector.row,
                body: hex::decode(vector.body).unwrap(),
                prev: digest(&vector.prev),
                hash: Digest::default(),
            };
            assert_eq!(entry.with_hash().hash.to_string(), vector.hash, "{}", vector.what);
        }
    }

    #[test]
    fn a_digest_is_shown_by_its_hex_digits() {
        let shown = format!("{:?}", Digest([0xab; 32]));
        assert!(shown.contains("abab"), "{shown}");
    }
}
