//! Seeded chance: the same seed gives the same throws on every machine.

use rand::RngExt as _;
use rand::SeedableRng as _;
use rand::seq::{IndexedRandom as _, SliceRandom as _};
use rand_chacha::ChaCha8Rng;

use super::data::ProfileRange;

/// A seeded source of choices. Numbers are drawn as 64-bit integers, never as `usize`, whose width differs.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// Returns dice that a seed determines.
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Draws a number from `least` to `most`, both included; always `least` if the bounds are in the wrong order.
    pub fn number_between(&mut self, least: i64, most: i64) -> i64 {
        if least < most { self.0.random_range(least..=most) } else { least }
    }

    /// Draws a number from a range of a profile.
    pub fn number_in_range(&mut self, ProfileRange(least, most): ProfileRange) -> i64 {
        self.number_between(least, most)
    }

    /// Draws whether something happens that happens in `percent` out of a hundred cases.
    pub fn happens_in_percent(&mut self, percent: i64) -> bool {
        self.number_between(1, 100) <= percent
    }

    /// Draws one of `all`; returns `None` if it is empty.
    pub fn pick_one<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.choose(&mut self.0)
    }

    /// Draws one of `all`; returns an empty text if there are none.
    pub fn pick_text(&mut self, all: &[String]) -> String {
        self.pick_one(all).cloned().unwrap_or_default()
    }

    /// Shuffles `all`.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        all.shuffle(&mut self.0);
    }

    /// Draws random bytes for an id.
    pub fn random_bytes(&mut self) -> [u8; 10] {
        self.0.random()
    }
}
