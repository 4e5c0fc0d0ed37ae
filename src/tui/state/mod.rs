//! The state of the screen besides the model itself: the open caseload, and the parts of it that are stored between two
//! starts.

pub mod autosave;
mod begun_review;
mod calling;
mod fill_lists;
pub mod filters;
pub mod held_side;
pub mod pending_input;
mod selected_comment;
pub mod session;
mod side;
pub mod status_message;
pub mod tour;
mod walking;
mod worker_messages;
pub mod workspace;
