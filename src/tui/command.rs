//! The table of commands: every key acts through it, and the hint bar, the list of keys (`?`), the palette (`:`) and
//! `docs/keys.md` are printed from it. The keys of each command are data (`assets/keymap.toml`).

mod act;
mod app;
mod call;
mod checklist;
mod context;
mod edit;
mod entry;
mod form;
mod import;
mod lookup;
mod motion;
mod names;
mod partner;
mod place;
mod purpose;
mod queue;
pub mod reference;
mod screen;
mod search;
mod settings;
mod table;
mod walk;
mod work;

pub use act::ActFormCommand;
pub use app::AppCommand;
pub use call::{CallCommand, CallResult};
pub use checklist::ChecklistViewCommand;
pub use context::{ContextSet, KeyContext};
pub use edit::EditCommand;
pub use entry::{CommandCategory, CommandEntry};
pub use form::CommentFormCommand;
pub use import::ImportCommand;
pub use lookup::{CommandAccess, hint_entries};
pub use motion::Motion;
pub use partner::PartnerCommand;
pub use place::{FolderSection, Pane};
pub use purpose::CommandPurpose;
pub use queue::QueueCommand;
pub use screen::ScreenCommand;
pub use search::SearchCommand;
pub use settings::SettingsCommand;
pub use table::TABLE;
pub use walk::WalkCommand;
pub use work::RowCommand;

#[cfg(test)]
mod tests;
