//! The journeys: through the real binary, as a user drives it. One test binary, so that it links once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(missing_docs, reason = "tests are named by what they say")]

mod acts;
mod acts_on_screen;
mod architecture;
mod bad_input;
mod clipboard;
mod closing;
mod commands;
mod common_case;
mod countersigning;
mod crash;
mod desks;
mod dictation;
mod documents;
mod extracts;
mod faults;
mod goals;
mod handbook;
mod importing;
mod importing_on_screen;
mod json;
mod keeping;
mod keys;
mod keys_counted;
mod locking;
mod mouse;
mod moving;
mod numbers;
mod odd_cells;
mod office;
mod older_home;
mod own;
mod paper;
mod rules;
mod screen;
mod sight;
mod social_work;
mod support;
mod typing_killed;
mod unclear;
mod unit;
mod untidy;
mod unusable;
mod walk;
mod workers;
