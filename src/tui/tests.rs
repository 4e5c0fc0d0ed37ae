//! The screen's stories: keys in, state and effects out, on a real store; and what is drawn.

mod acts;
mod bench;
mod dictating;
mod filed;
mod locked;
mod stories;
mod views;
