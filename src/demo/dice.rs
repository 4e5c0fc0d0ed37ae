//! Chance, from a seed: the same throws on every machine.

use rand::RngExt as _;
use rand::SeedableRng as _;
use rand::seq::{IndexedRandom as _, SliceRandom as _};
use rand_chacha::ChaCha8Rng;

use super::data::ProfileRange;

/// A seeded source of choices. Numbers are drawn as 64-bit integers, never as `usize`, whose width differs.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The dice of a seed.
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number from `least` to `most`, both included; `least` where they lie the other way round.
    pub fn number_between(&mut self, least: i64, most: i64) -> i64 {
        if least < most { self.0.random_range(least..=most) } else { least }
    }

    /// A number of a span.
    pub fn number_in_range(&mut self, ProfileRange(least, most): ProfileRange) -> i64 {
        self.number_between(least, most)
    }

    /// Whether something happens that happens in `percent` of a hundred cases.
    pub fn happens_in_percent(&mut self, percent: i64) -> bool {
        self.number_between(1, 100) <= percent
    }

    /// One of `all`; nothing where there are none.
    pub fn pick_one<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.choose(&mut self.0)
    }

    /// One of `all`, as a text; empty where there are none.
    pub fn pick_text(&mut self, all: &[String]) -> String {
        self.pick_one(all).cloned().unwrap_or_default()
    }

    /// Puts `all` in random order.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        all.shuffle(&mut self.0);
    }

    /// Random bytes for an id.
    pub fn random_bytes(&mut self) -> [u8; 10] {
        self.0.random()
    }
}
