//! Hours of participation, kept in hundredths so that sums are exact.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// A number of hours, never negative, exact to the hundredth. Its stored form is a decimal number: `102.7`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Hours(u32);

/// An error for a number that is not a count of hours.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{0} is not a valid number of hours: it must be between 0 and 10,000")]
pub struct HoursError(f64);

impl Hours {
    /// No hours.
    pub const ZERO: Self = Self(0);
    const PER_HOUR: f64 = 100.0;
    const MOST: f64 = 10_000.0;

    /// Creates a number of whole hours.
    pub const fn from_whole(hours: u32) -> Self {
        Self(hours * 100)
    }

    /// Returns the number in hundredths of an hour.
    pub const fn as_hundredths(self) -> u32 {
        self.0
    }

    /// Creates a number from hundredths of an hour.
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }
}

impl TryFrom<f64> for Hours {
    type Error = HoursError;

    fn try_from(hours: f64) -> Result<Self, HoursError> {
        if (0.0..=Self::MOST).contains(&hours) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and a million, just checked"
            )]
            Ok(Self((hours * Self::PER_HOUR).round() as u32))
        } else {
            Err(HoursError(hours))
        }
    }
}

impl From<Hours> for f64 {
    fn from(hours: Hours) -> Self {
        Self::from(hours.0) / Hours::PER_HOUR
    }
}

impl Add for Hours {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Hours {
    type Output = Self;
    /// Returns the difference, or no hours where more is taken than there is.
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Hours {
    fn sum<I: Iterator<Item = Self>>(hours: I) -> Self {
        hours.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Hours {
    /// Formats with no more decimals than needed: `20`, `23.5`, `23.55`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&f64::from(*self).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_exact_to_the_hundredth() {
        let month = Hours::try_from(102.7).unwrap() + Hours::try_from(0.05).unwrap();
        assert_eq!(month.to_string(), "102.75");
        assert_eq!(Hours::from_whole(20).to_string(), "20");
        assert!(Hours::try_from(-5.0).is_err());
        assert!(Hours::try_from(f64::NAN).is_err());
    }
}
