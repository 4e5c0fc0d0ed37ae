//! The headings under which the list of keys groups the commands: what a worker wants to do.

use super::{ActFormCommand, AppCommand, CallCommand, CommentFormCommand, RowCommand, ScreenCommand, SettingsCommand};

/// What a worker wants to do with a command. The list of keys shows the groups in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommandPurpose {
    /// Answer, accept or file what is open.
    Finish,
    /// Work on the case of the selected row.
    Row,
    /// Go through the list and settle its items.
    Settle,
    /// Narrow and order the list.
    Find,
    /// Fill in the checklist or the review.
    Checklist,
    /// Work on filed comments.
    Comments,
    /// Fill in the form.
    Form,
    /// Move within the list or page.
    Move,
    /// Go to another screen.
    Go,
    /// Go to a page of the case.
    CasePage,
    /// Import county reports.
    Import,
    /// Edit the text.
    Edit,
    /// Everything else.
    Program,
}

impl CommandPurpose {
    /// Returns the heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Finish => "Finish what is open",
            Self::Row => "Work on the case",
            Self::Settle => "Go through the list",
            Self::Find => "Find, filter and order",
            Self::Checklist => "Fill in the checklist or the review",
            Self::Comments => "Comments already filed",
            Self::Form => "Fill in the form",
            Self::Move => "Move",
            Self::Go => "Go to another screen",
            Self::CasePage => "Pages of the case",
            Self::Import => "Import county reports",
            Self::Edit => "Edit the text",
            Self::Program => "The program",
        }
    }
}

impl ScreenCommand {
    /// Returns what a worker wants to do with the command.
    pub const fn purpose(self) -> CommandPurpose {
        match self {
            Self::Go(_) | Self::Dashboard => CommandPurpose::Go,
            Self::Move(_)
            | Self::OtherSide
            | Self::Call(CallCommand::Next | CallCommand::Previous)
            | Self::App(AppCommand::ChoiceUp | AppCommand::ChoiceDown | AppCommand::ChoiceMark) => CommandPurpose::Move,
            Self::Section(_) => CommandPurpose::CasePage,
            Self::Work(command) => row_purpose(command),
            Self::Walk(_) => CommandPurpose::Settle,
            Self::Call(_) | Self::Partner(_) => CommandPurpose::Row,
            Self::Queue(_) | Self::Checklist(_) => CommandPurpose::Checklist,
            Self::Import(_) => CommandPurpose::Import,
            Self::Search(_) => CommandPurpose::Find,
            Self::Act(ActFormCommand::File)
            | Self::Form(CommentFormCommand::File | CommentFormCommand::FileNext | CommentFormCommand::Leave)
            | Self::Settings(SettingsCommand::Choose | SettingsCommand::Save)
            | Self::App(AppCommand::Accept | AppCommand::AcceptTyped | AppCommand::Yes | AppCommand::Back) => {
                CommandPurpose::Finish
            }
            Self::Act(_) | Self::Form(_) | Self::Settings(_) => CommandPurpose::Form,
            Self::Edit(_) => CommandPurpose::Edit,
            Self::App(_) => CommandPurpose::Program,
        }
    }
}

const fn row_purpose(command: RowCommand) -> CommandPurpose {
    match command {
        RowCommand::Done | RowCommand::Skip | RowCommand::Snooze | RowCommand::Snoozed | RowCommand::Refuse => {
            CommandPurpose::Settle
        }
        RowCommand::Tick | RowCommand::NotApplicable => CommandPurpose::Checklist,
        RowCommand::Amend
        | RowCommand::Reveal
        | RowCommand::CopyOut
        | RowCommand::ToFile
        | RowCommand::Posted
        | RowCommand::Unposted => CommandPurpose::Comments,
        RowCommand::Changes | RowCommand::CaseAfter | RowCommand::CaseBefore => CommandPurpose::Import,
        RowCommand::MonthBefore | RowCommand::MonthAfter | RowCommand::Proof => CommandPurpose::Move,
        _ => CommandPurpose::Row,
    }
}
