//! Tests of the screen on a real store: keys in, state and side effects out; and what is drawn.

mod acts;
mod acts_kept;
pub mod bench;
mod cost;
mod dates;
mod desk;
mod dictating;
mod extracts;
mod filed;
mod gate;
mod in_flight;
mod locked;
mod meanwhile;
mod printing;
mod readable;
mod revising;
mod sharing;
mod sheets;
mod stories;
mod undoing;
mod unfinished;
mod views;
mod walking;
