//! The store thread, which owns the store, and the protocol between it and the screen.

mod beside;
mod comment_jobs;
mod copy_out;
mod draft_jobs;
mod filled_comment;
mod import;
mod import_protocol;
mod long_jobs;
mod match_protocol;
mod partner_jobs;
mod print;
mod print_types;
mod protocol;
mod queue;
mod request;
mod save_settings;
mod search_thread;
mod session_day;
mod settings_change;
mod snapshot;
mod undo;
mod undo_history;
mod worker;

pub use beside::BesideThreads;
pub use import_protocol::{
    AbandonFlag, CancelToken, ExtractFolder, ImportAnswer, ImportJob, ImportSelection, ProposedLayout,
    RejectedExtractRow, RunDay, UndatedFile,
};
pub use match_protocol::{MatchJob, MatchedList};
pub use print_types::RenderedPrint;
pub use protocol::{CopyOut, Job, OpenedCaseload, StoreAnswer};
pub use queue::JobQueue;
pub use request::{RequestId, StoreReply, StoreRequest};
pub use search_thread::SearchDesk;
pub use session_day::ExitKind;
pub use settings_change::SettingsChange;
pub use snapshot::{LastContacts, Snapshot, SnapshotChange, UnsavedDrafts};
pub use undo_history::UndoDirection;
pub use worker::StoreKeeper;
