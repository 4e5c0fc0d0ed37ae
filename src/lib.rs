//! Caseload: a terminal workstation in which county Employment Counselors work Welfare-to-Work caseloads.
//!
//! Imports go one way: `platform` <- `domain` <- `policy` <- `rules` <- `present` <- `store` <- `desk` <- `posting` <-
//! `import` <- `paper` <- `demo` <- `commands`, `tui`; and the pure rooms, `domain`, `policy`, `rules` and `present`,
//! do not import `platform`.

pub mod commands;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod import;
pub mod paper;
pub mod platform;
pub mod policy;
pub mod posting;
pub mod present;
pub mod rules;
pub mod store;
pub mod tui;

#[cfg(test)]
#[path = "../tests/support/template.rs"]
mod template;
