//! The meter: what filing a comment cost, in keys and in time. It holds nothing of what was typed.

use serde::{Deserialize, Serialize};

/// What one filed comment cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingEffort {
    /// Keys pressed from opening the form to filing, those of the narrative (the results) left out.
    pub keys: u32,
    /// Keys pressed in the narrative.
    pub narrative_keys: u32,
    /// Milliseconds from opening the form to filing, breaks included.
    pub millis: u64,
}

/// What filed comments cost together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FilingMetrics {
    /// Comments that were measured.
    pub comments: usize,
    /// Keys besides the narrative.
    pub keys: Distribution,
    /// Keys in the narrative.
    pub narrative_keys: Distribution,
    /// Seconds from opening the form to filing.
    pub seconds: Distribution,
}

/// How a figure is spread over the comments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Distribution {
    /// Half of the comments cost no more.
    pub median: u64,
    /// Nine of ten comments cost no more.
    pub nine_of_ten: u64,
    /// The dearest one.
    pub most: u64,
}

impl FilingMetrics {
    /// The figures of these comments; zeros where there are none.
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
        // The least figure that so many tenths of all do not exceed.
        let tenths = |tenths: usize| {
            let rank = (sorted.len() * tenths).div_ceil(10);
            rank.checked_sub(1).and_then(|at| sorted.get(at)).copied().unwrap_or_default()
        };
        Self { median: tenths(5), nine_of_ten: tenths(9), most: tenths(10) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_and_nine_of_ten_are_ranks() {
        let efforts: Vec<_> = (1..=20)
            .rev()
            .map(|keys| FilingEffort { keys, narrative_keys: 100, millis: u64::from(keys) * 1_000 - 1 })
            .collect();
        let told = FilingMetrics::from_efforts(&efforts);
        assert_eq!(told.comments, 20);
        assert_eq!(told.keys, Distribution { median: 10, nine_of_ten: 18, most: 20 });
        assert_eq!(told.seconds, told.keys);
        assert_eq!(
            FilingMetrics::from_efforts(&efforts[..1]).keys,
            Distribution { median: 20, nine_of_ten: 20, most: 20 }
        );
        assert_eq!(FilingMetrics::from_efforts(&[]), FilingMetrics::default());
    }
}
