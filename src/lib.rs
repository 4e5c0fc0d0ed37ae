//! Caseload: a terminal workstation in which county Employment Counselors work Welfare-to-Work caseloads.
//!
//! Imports go one way: `domain` <- `policy` <- `rules` <- `store` <- `desk` <- `posting` <- `import` <- `paper` <-
//! `demo` <- `commands`, `tui`.

pub mod commands;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod import;
pub mod paper;
pub mod policy;
pub mod posting;
pub mod rules;
pub mod store;
pub mod tui;
