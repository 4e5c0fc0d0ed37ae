//! The state of the screen besides the model itself: the open caseload, and what is kept of it between two starts.

pub mod autosave;
mod fill_lists;
pub mod pending_input;
pub mod session;
pub mod status_message;
pub mod workspace;
