//! What lies over the panes: one overlay at a time, never a stack.

pub mod act_sheet;
pub mod chooser;
pub mod confirmation;
pub mod copy_out;
pub mod extract_changes;
mod find;
pub mod import;
pub mod missing_facts;
mod overlay;
pub mod overlay_context;
pub mod prompt;
pub mod review;
pub mod search;

pub use overlay::{Overlay, TextTarget};
