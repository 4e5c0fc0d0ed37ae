//! The desk: what a worker sees of a case, worked out from the record and the rules.

pub mod checklist;
