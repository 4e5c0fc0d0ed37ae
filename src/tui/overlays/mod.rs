//! The overlay on top of the panes: one at a time, never a stack.

pub mod act_sheet;
pub mod calls;
pub mod chooser;
pub mod confirmation;
pub mod copy_out;
mod detailed_list;
pub mod extract_changes;
mod find;
pub mod import;
pub mod import_words;
pub mod match_sheet;
pub mod missing_facts;
mod overlay;
pub mod overlay_context;
pub mod prompt;
pub mod review;
pub mod search;
pub mod setting_choice;
pub mod settings;
pub mod word_map;

pub use overlay::{Overlay, TextTarget};
