//! The journeys: through the real binary, as a user drives it.

mod rules;
