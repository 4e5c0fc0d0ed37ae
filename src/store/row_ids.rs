//! Makes row ids outside the thread that owns the store.

use rand_chacha::ChaCha20Rng;

use super::clock::WallClock;
use crate::domain::RowId;

/// A source of new row ids that needs no store. Its ids differ from those of the store and of every other source.
#[derive(Debug)]
pub struct RowIdSource {
    clock: WallClock,
    rng: ChaCha20Rng,
}

impl RowIdSource {
    pub(super) const fn new(clock: WallClock, rng: ChaCha20Rng) -> Self {
        Self { clock, rng }
    }

    /// Returns a new row id.
    pub fn new_row_id(&mut self) -> RowId {
        RowId(self.clock.new_uuid(&mut self.rng))
    }
}
