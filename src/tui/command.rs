//! The table of actions: every key acts through it, and the hint bar, the list of keys (`?`), the palette (`:`) and
//! `docs/keys.md` are printed from it. Which keys lead to a command is data (`assets/keymap.toml`).

mod checklist;
mod context;
mod edit;
mod import;
mod lookup;
mod queue;
mod reference;
mod table;
mod walk;

pub use checklist::ChecklistViewCommand;
pub use context::{ContextSet, KeyContext};
pub use edit::{ActFormCommand, EditCommand};
pub use import::ImportCommand;
pub use lookup::hint_entries;
pub use queue::QueueCommand;
pub use reference::key_reference;
pub use table::TABLE;
pub use walk::WalkCommand;

/// What commands are grouped by in the list of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray)]
pub enum CommandCategory {
    /// Doing the work.
    Work,
    /// Moving about.
    Move,
    /// Finding and ordering.
    Find,
    /// In the form of an act.
    Act,
    /// In the comment form.
    Form,
    /// Writing.
    Write,
    /// At any time.
    Always,
}

impl CommandCategory {
    /// The heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Work => "Work",
            Self::Move => "Move",
            Self::Find => "Find",
            Self::Act => "Form of an act",
            Self::Form => "Comment form",
            Self::Write => "Write",
            Self::Always => "Always",
        }
    }
}

/// A pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray)]
pub enum Pane {
    /// Everything that is due.
    Today,
    /// The case listing (ES108).
    Cases,
    /// Action required (ES109).
    Action,
    /// Alerts.
    Alerts,
    /// The comment form.
    Dictate,
    /// The 42-126 checklist.
    Checklist,
    /// The folder of a case.
    Case,
    /// Everything due in a month, by day, and the proof of monthly contact.
    Month,
    /// The desk of supervisor and Clerk II.
    Queue,
    /// A walk through a list, one case a screen.
    Walk,
}

impl Pane {
    /// The panes that are there at all times; a walk is there from its start to its end. A role without a desk of its
    /// own has no pane for one.
    pub fn visible_panes(own_desk: bool) -> impl Iterator<Item = Self> {
        let stands = move |pane: &Self| *pane != Self::Walk && (own_desk || *pane != Self::Queue);
        <Self as strum::VariantArray>::VARIANTS.iter().copied().filter(stands)
    }

    /// The name on its tab.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Cases => "Cases",
            Self::Action => "Action",
            Self::Alerts => "Alerts",
            Self::Dictate => "Dictate",
            Self::Checklist => "Checklist",
            Self::Case => "Case",
            Self::Month => "Month",
            Self::Queue => "Desk",
            Self::Walk => "Walk",
        }
    }
}

/// A movement in a list or on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One up.
    Up,
    /// One down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// A section of the folder of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum FolderSection {
    /// Everybody in the household.
    People,
    /// Registration and aid status histories.
    Registration,
    /// Activities with their status histories.
    Activities,
    /// Attendance and hours.
    Attendance,
    /// Non-compliances.
    Noncompliance,
    /// Exemptions.
    Exemptions,
    /// Plans.
    Plans,
    /// Supportive services and referrals.
    Services,
    /// Notices of action and documents.
    Papers,
    /// Comments in full.
    Comments,
    /// Everything that was ever recorded, in order.
    History,
}

/// What is done with the selected row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowCommand {
    /// Open the case.
    Open,
    /// Dictate a contact.
    Dictate,
    /// Choose an act.
    Act,
    /// Take the newest act back.
    Undo,
    /// Show the case's checklist.
    Checklist,
    /// Annotate the row.
    Annotate,
    /// Show why the row is here.
    Why,
    /// Done, and on to the next.
    Done,
    /// On to the next without doing it.
    Skip,
    /// Put off to a date.
    Snooze,
    /// Refuse with a reason.
    Refuse,
    /// Tick by hand, or take the tick away.
    Tick,
    /// Mark as not applicable, with the reason.
    NotApplicable,
    /// Amend the selected comment.
    Amend,
    /// Reveal the selected comment.
    Reveal,
    /// Copy the selected comment in the shape of the system of record.
    CopyOut,
    /// Write the copy-out block to a file.
    ToFile,
    /// Mark the selected comment as posted.
    Posted,
    /// List what is not posted.
    Unposted,
    /// Step through what the newest extracts changed.
    Changes,
    /// The changed case after this one.
    CaseAfter,
    /// The changed case before this one.
    CaseBefore,
    /// The month before.
    MonthBefore,
    /// The month after.
    MonthAfter,
    /// What is due, or the proof of monthly contact.
    Proof,
}

/// Finding and ordering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchCommand {
    /// Narrow the list while typing.
    Find,
    /// Search every comment.
    Comments,
    /// Keep the narrowed list.
    Keep,
    /// Show the whole list again.
    Clear,
    /// Order by the next column.
    Order,
    /// Turn the order round.
    Reverse,
    /// The category after the chosen one.
    CategoryAfter,
    /// The category before the chosen one.
    CategoryBefore,
}

/// What is done in the comment form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentFormCommand {
    /// To the next field.
    Next,
    /// To the field before.
    Previous,
    /// The choice to the right.
    ChoiceRight,
    /// The choice to the left.
    ChoiceLeft,
    /// Answers none.
    None,
    /// Reached or attempted.
    Reached,
    /// Choose from the catalog.
    Pick,
    /// File the comment.
    File,
    /// File the comment and dictate on the next row.
    FileNext,
    /// Write the first abbreviation out that was remarked.
    WriteOut,
    /// Keep the misspelled word as one's own.
    KeepWord,
    /// Protect the comment, or not.
    Protect,
    /// Keep the selection as a phrase.
    KeepPhrase,
    /// Leave and keep the draft.
    Leave,
    /// Keep the restored draft.
    KeepDraft,
    /// Discard the restored draft.
    DiscardDraft,
}

/// What works at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppCommand {
    /// Every action by name.
    Palette,
    /// The keys that act now.
    Keys,
    /// The lists as of another day.
    AsOf,
    /// Draw everything again.
    Redraw,
    /// The next theme.
    Theme,
    /// Print a list or a document into a file.
    Print,
    /// Lock the screen.
    Lock,
    /// Close what is open on top, or go back.
    Back,
    /// Answer yes.
    Yes,
    /// Take what is chosen or typed.
    Accept,
    /// The choice above.
    ChoiceUp,
    /// The choice below.
    ChoiceDown,
    /// Quit.
    Quit,
}

/// Everything that a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenCommand {
    /// Go to a pane.
    Go(Pane),
    /// Move.
    Move(Motion),
    /// To the other side.
    OtherSide,
    /// Go to a section of the folder.
    Section(FolderSection),
    /// Work on the row.
    Work(RowCommand),
    /// Walk a list case by case.
    Walk(WalkCommand),
    /// Work at the desk of supervisor and Clerk II.
    Queue(QueueCommand),
    /// Look into a checklist.
    Checklist(ChecklistViewCommand),
    /// Read extracts.
    Import(ImportCommand),
    /// Find or order.
    Search(SearchCommand),
    /// In the form of an act.
    Act(ActFormCommand),
    /// In the comment form.
    Form(CommentFormCommand),
    /// In a text.
    Edit(EditCommand),
    /// At any time.
    App(AppCommand),
}

impl ScreenCommand {
    /// Whether it is for roles with a desk of their own alone.
    pub const fn is_queue_command(self) -> bool {
        matches!(self, Self::Queue(_) | Self::Go(Pane::Queue))
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct CommandEntry {
    /// The command.
    pub command: ScreenCommand,
    /// Its id, as the keymap names it.
    pub id: &'static str,
    /// What the hint bar calls it.
    pub title: &'static str,
    /// What it does, in one line.
    pub doc: &'static str,
    /// What it is grouped by.
    pub category: CommandCategory,
    /// Where it acts.
    pub contexts: ContextSet,
    /// Its place in the hint bar, first the lowest; nothing where the bar leaves it out.
    pub hint_position: Option<u8>,
    /// Where the hint bar shows it.
    pub hint_contexts: ContextSet,
    /// Whether it may go without a key.
    pub palette_only: bool,
}

#[cfg(test)]
mod tests;
