//! Values of the work and their invariants. Nothing here does I/O or reads a clock; callers pass today's date.

pub mod act;
pub mod alert;
pub mod amendment;
pub mod audit_event;
pub mod change;
pub mod checklist;
pub(crate) mod code_words;
pub mod codes;
pub mod comment;
pub mod dates;
pub mod difference;
pub mod entry;
pub mod extract;
pub mod facts;
pub mod filing_metrics;
pub mod hours;
pub mod ids;
pub mod import_issues;
pub mod match_list;
pub mod name;
pub mod phrase;
pub mod plain_language;
pub mod proposal;
pub mod redaction;
pub mod sanitize;
pub mod search;
pub mod status;
pub mod supervision;
pub mod transitions;
pub mod walk;
pub mod worker;

pub use act::Act;
pub use change::Change;
pub use entry::Entry;
pub use facts::CaseFacts;
pub use ids::{CaseNumber, Hlc, PersonNumber, RowId, Seq, StationId, WorkerNumber};
