//! Identifiers. Each is a type of its own, so that the compiler refuses one in place of another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use super::dates::digits_for_letters;
use super::sanitize::quoted;

/// An error for a text that is not the identifier it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text} is not a {what}: {why}", text = quoted(.text))]
pub struct IdError {
    what: &'static str,
    text: String,
    why: &'static str,
}

/// A case number of the county: 3 to 12 letters and digits, upper case, as printed on the case listing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CaseNumber(String);

impl CaseNumber {
    /// Returns the number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the number with digits for the letters that are mistaken for them; `None` if there is no such letter.
    pub fn with_digits_for_letters(&self) -> Option<Self> {
        let digits = digits_for_letters(&self.0);
        (digits != self.0).then_some(Self(digits))
    }

    /// Returns the question whether the number with digits is meant, with a blank before it; empty if no letter in it is
    /// mistaken for a digit.
    pub fn meant_question(&self) -> String {
        self.with_digits_for_letters()
            .map_or_else(String::new, |meant| format!(" A letter in it looks like a digit: is case {meant} meant?"))
    }

    /// Returns whether it is the number of a case that has none, as on a reminder about no case.
    pub fn stands_for_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for CaseNumber {
    /// Returns `0000000`, the number of a case that has none, as in hand-written facts.
    fn default() -> Self {
        Self("0000000".to_owned())
    }
}

/// A worker number, such as V1A3: 2 to 10 letters and digits, upper case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WorkerNumber(String);

impl WorkerNumber {
    /// Returns the number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn parse_alphanumeric(
    text: &str,
    what: &'static str,
    length: std::ops::RangeInclusive<usize>,
    why: &'static str,
) -> Result<String, IdError> {
    let number = text.trim().to_ascii_uppercase();
    let fits = length.contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric());
    if fits { Ok(number) } else { Err(IdError { what, text: text.to_owned(), why }) }
}

impl FromStr for CaseNumber {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        parse_alphanumeric(text, "case number", 3..=12, "it must have 3 to 12 letters and digits").map(Self)
    }
}

impl FromStr for WorkerNumber {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        parse_alphanumeric(text, "worker number", 2..=10, "it must have 2 to 10 letters and digits").map(Self)
    }
}

macro_rules! text_id {
    ($id:ident) => {
        impl TryFrom<String> for $id {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }
        impl Serialize for $id {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}
text_id!(CaseNumber);
text_id!(WorkerNumber);

/// A person's number within a case. The number 0 means the case as a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PersonNumber(pub u8);

impl PersonNumber {
    /// The number for the case as a whole.
    pub const CASE: Self = Self(0);
}

impl fmt::Display for PersonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PersonNumber {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        text.trim().parse().map(Self).map_err(|_not_a_number| IdError {
            what: "person number",
            text: text.to_owned(),
            why: "one is a number from 0 to 255",
        })
    }
}

/// The id of a row of the record: a `UUIDv7`, so that ids sort by the time of their creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowId(pub Uuid);

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for RowId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Uuid::parse_str(text.trim()).map(Self).map_err(|_not_a_uuid| IdError {
            what: "id",
            text: text.to_owned(),
            why: "copy it whole from the list that shows it, such as 0192f5a8-0000-7000-8000-000000000001",
        })
    }
}

/// The id of a station. A home is one station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StationId(pub Uuid);

impl fmt::Display for StationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The position of an entry in its station's log: contiguous, from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Seq(pub u64);

impl Seq {
    /// Returns the next position.
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A hybrid logical clock: 48 bits of milliseconds since 1970 (UTC), 16 bits of counter. It never goes backward,
/// whatever the machine's clock does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hlc(pub u64);

impl Hlc {
    const COUNTER_BITS: u32 = 16;

    /// Returns the reading after this one when the machine's clock says `now_ms`.
    pub const fn tick(self, now_ms: u64) -> Self {
        let now = now_ms << Self::COUNTER_BITS;
        if now > self.0 { Self(now) } else { Self(self.0 + 1) }
    }

    /// Returns the milliseconds since 1970 (UTC).
    pub const fn millis(self) -> u64 {
        self.0 >> Self::COUNTER_BITS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_number_is_trimmed_and_upper_case() {
        assert_eq!("03b71614  ".parse::<CaseNumber>().unwrap().as_str(), "03B71614");
        assert!("".parse::<CaseNumber>().is_err());
        assert!("12 34".parse::<CaseNumber>().is_err());
        let meant = |typed: &str| typed.parse::<CaseNumber>().unwrap().meant_question();
        assert!(meant("l2bIOO77").contains("is case 12B10077 meant?"), "{}", meant("l2bIOO77"));
        assert_eq!(meant("12B10077"), "");
        assert!(CaseNumber::default().stands_for_none() && !"0000001".parse::<CaseNumber>().unwrap().stands_for_none());
    }

    #[test]
    fn an_id_is_read_and_written_as_it_is() {
        assert_eq!(" 12 ".parse::<PersonNumber>().unwrap(), PersonNumber(12));
        assert!("256".parse::<PersonNumber>().is_err() && "".parse::<PersonNumber>().is_err());
        let id = "0192f5a8-0000-7000-8000-000000000001";
        assert_eq!(id.parse::<RowId>().unwrap().to_string(), id);
        assert_eq!(StationId(id.parse().unwrap()).to_string(), id);
        assert_eq!((Seq(41).next().to_string(), PersonNumber(2).to_string()), ("42".to_owned(), "2".to_owned()));
    }

    #[test]
    fn the_clock_never_goes_backward() {
        let later = Hlc::default().tick(2_000);
        assert_eq!(later.millis(), 2_000);
        let after = later.tick(1_000);
        assert!(after > later);
        assert_eq!(after.millis(), 2_000);
    }
}
