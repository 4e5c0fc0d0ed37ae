//! The screen's stories: keys in, state and effects out, on a real store; and what is drawn.

mod bench;
mod dictating;
mod filed;
mod locked;
mod printing;
mod stories;
mod views;
