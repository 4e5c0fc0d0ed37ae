//! The effort of filing comments, in keys and in time. Nothing of what was typed is kept.

use serde::{Deserialize, Serialize};

/// The effort of filing one comment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingEffort {
    /// The keys pressed from opening the form to filing, without those of the narrative (the results).
    pub keys: u32,
    /// The keys pressed in the narrative.
    pub narrative_keys: u32,
    /// The milliseconds from opening the form to filing, breaks included.
    pub millis: u64,
}

/// The effort of filing a number of comments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FilingMetrics {
    /// The number of comments that were measured.
    pub comments: usize,
    /// The keys pressed outside the narrative.
    pub keys: Distribution,
    /// The keys of the narrative.
    pub narrative_keys: Distribution,
    /// The seconds from opening the form to filing.
    pub seconds: Distribution,
}

/// The distribution of a figure over the comments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Distribution {
    /// The figure that half of the comments do not exceed.
    pub median: u64,
    /// The figure that nine of ten comments do not exceed.
    pub nine_of_ten: u64,
    /// The greatest figure.
    pub most: u64,
}

impl FilingMetrics {
    /// Returns the figures of these comments; zeros where there are none.
    pub fn from_efforts(efforts: &[FilingEffort]) -> Self {
        const MILLIS: u64 = 1_000;
        Self {
            comments: efforts.len(),
            keys: Distribution::from_figures(efforts.iter().map(|effort| effort.keys.into())),
            narrative_keys: Distribution::from_figures(efforts.iter().map(|effort| effort.narrative_keys.into())),
            seconds: Distribution::from_figures(efforts.iter().map(|effort| effort.millis.div_ceil(MILLIS))),
        }
    }
}

impl Distribution {
    fn from_figures(figures: impl Iterator<Item = u64>) -> Self {
        let mut sorted: Vec<u64> = figures.collect();
        sorted.sort_unstable();
        // The smallest figure that so many tenths of all do not exceed.
        let tenths = |tenths: usize| {
            let rank = (sorted.len() * tenths).div_ceil(10);
            rank.checked_sub(1).and_then(|index| sorted.get(index)).copied().unwrap_or_default()
        };
        Self { median: tenths(5), nine_of_ten: tenths(9), most: tenths(10) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_and_nine_of_ten_are_nearest_ranks() {
        let efforts: Vec<_> = (1..=20)
            .rev()
            .map(|keys| FilingEffort { keys, narrative_keys: 100, millis: u64::from(keys) * 1_000 - 1 })
            .collect();
        let metrics = FilingMetrics::from_efforts(&efforts);
        assert_eq!(metrics.comments, 20);
        assert_eq!(metrics.keys, Distribution { median: 10, nine_of_ten: 18, most: 20 });
        assert_eq!(metrics.seconds, metrics.keys);
        assert_eq!(
            FilingMetrics::from_efforts(&efforts[..1]).keys,
            Distribution { median: 20, nine_of_ten: 20, most: 20 }
        );
        assert_eq!(FilingMetrics::from_efforts(&[]), FilingMetrics::default());
    }
}
