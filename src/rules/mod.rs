//! The rules: pure functions of (facts of a case, policy, as-of) that give findings, clocks and hours with their grounds.

pub mod finding;
