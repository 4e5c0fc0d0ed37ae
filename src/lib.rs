//! Caseload: a terminal workstation in which county Employment Counselors work Welfare-to-Work caseloads.
//!
//! Imports go one way: `domain` <- `policy` <- `rules` <- `store` <- `exchange` <- `commands`, `tui`.

pub mod domain;
pub mod exchange;
pub mod rules;
