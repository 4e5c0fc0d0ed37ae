//! The overlay on the screen, and what every overlay answers: which keys act on it, where typed text goes, how it
//! scrolls and is drawn, and what is typed in it and not recorded yet. Each answer is one match without a wildcard, so
//! that a new overlay cannot forget one.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::calls::CallRound;
use super::chooser::Chooser;
use super::confirmation::Confirmation;
use super::copy_out::CopyOutSheet;
use super::extract_changes::ExtractChanges;
use super::find::draw_filter;
use super::import::{ExtractPage, ImportPreview, RejectedRowEditor, RunningImport};
use super::match_sheet::MatchSheet;
use super::missing_facts::MissingFactsList;
use super::overlay_context::OverlayContext;
use super::prompt::Prompt;
use super::review::ReviewSheet;
use super::search::SearchOverlay;
use super::settings::SettingsPage;
use crate::tui::command::{KeyContext, Motion};
use crate::tui::layout;
use crate::tui::state::pending_input::PendingInput;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::read_page::TextPage;
use crate::tui::widgets::text_sink::TextSink;

/// What lies over the panes.
#[derive(Debug, Clone, Default)]
pub enum Overlay {
    /// Nothing lies over the panes.
    #[default]
    None,
    /// The line that filters the list.
    Find,
    /// A question on the last line.
    Prompt(Prompt),
    /// A list to choose from.
    Chooser(Chooser),
    /// The search over all comments.
    Search(SearchOverlay),
    /// A round of telephone calls.
    Calls(CallRound),
    /// The copy-out block of a comment.
    CopyOut(CopyOutSheet),
    /// The review of a case.
    Review(Box<ReviewSheet>),
    /// A page to read about the selected row.
    TextPage(TextPage),
    /// A page to read about an extract, and not about a row of the pane.
    ImportNote(TextPage),
    /// What the newest extracts changed.
    Changes(ExtractChanges),
    /// An import that is running.
    Importing(RunningImport),
    /// The preview of an import.
    Preview(ImportPreview),
    /// The result of an import.
    ImportResult(TextPage),
    /// The missing facts.
    MissingFacts(Box<MissingFactsList>),
    /// A match with child welfare.
    Match(Box<MatchSheet>),
    /// An imported extract whose import may be undone.
    Extract(ExtractPage),
    /// A rejected row that is being corrected.
    RowEditor(Box<RejectedRowEditor>),
    /// The settings page.
    Settings(Box<SettingsPage>),
    /// A yes-or-no question.
    Confirm(Confirmation),
}

/// Where typed text goes while an overlay may be open.
pub enum TextTarget<'a> {
    /// Into a text of the overlay.
    Sink(&'a mut dyn TextSink),
    /// Into the filter of the list below.
    Filter,
    /// Into the form below, because no overlay is open.
    Below,
    /// Nowhere: the overlay takes no text.
    Nowhere,
}

impl Overlay {
    /// Returns what the keys act on; `None` if no overlay is open.
    pub fn key_context(&self) -> Option<KeyContext> {
        match self {
            Self::None => None,
            Self::Find => Some(KeyContext::Find),
            Self::Prompt(_) => Some(KeyContext::Prompt),
            Self::Chooser(_) => Some(KeyContext::Chooser),
            Self::Search(_) => Some(KeyContext::Searching),
            Self::Calls(_) => Some(KeyContext::Calling),
            Self::CopyOut(_) => Some(KeyContext::CopyOut),
            Self::Review(_) => Some(KeyContext::Review),
            Self::TextPage(page) if page.copy.is_some() => Some(KeyContext::Message),
            Self::TextPage(_) | Self::ImportNote(_) => Some(KeyContext::Page),
            Self::Changes(_) => Some(KeyContext::Changes),
            Self::Importing(_) => Some(KeyContext::Importing),
            Self::Preview(preview) => Some(preview.key_context()),
            Self::ImportResult(_) => Some(KeyContext::ImportResult),
            Self::MissingFacts(_) => Some(KeyContext::MissingFacts),
            Self::Match(_) => Some(KeyContext::Matching),
            Self::Extract(_) => Some(KeyContext::Extract),
            Self::RowEditor(_) => Some(KeyContext::RowEditor),
            Self::Settings(page) => Some(page.key_context()),
            Self::Confirm(_) => Some(KeyContext::Confirm),
        }
    }

    /// Returns where typed text goes.
    pub fn text_target(&mut self) -> TextTarget<'_> {
        match self {
            Self::None => TextTarget::Below,
            Self::Find => TextTarget::Filter,
            Self::Prompt(prompt) => TextTarget::Sink(prompt),
            Self::Chooser(chooser) => TextTarget::Sink(chooser),
            Self::Search(search) => TextTarget::Sink(search),
            Self::RowEditor(editor) => TextTarget::Sink(&mut **editor),
            Self::Settings(page) => TextTarget::Sink(&mut **page),
            Self::CopyOut(_)
            | Self::Calls(_)
            | Self::Review(_)
            | Self::TextPage(_)
            | Self::ImportNote(_)
            | Self::Changes(_)
            | Self::Importing(_)
            | Self::Preview(_)
            | Self::ImportResult(_)
            | Self::MissingFacts(_)
            | Self::Match(_)
            | Self::Extract(_)
            | Self::Confirm(_) => TextTarget::Nowhere,
        }
    }

    /// Scrolls the overlay or moves the selection in it. Returns whether the overlay takes motions; if not, they belong
    /// to the pane below.
    pub fn scroll(&mut self, motion: Motion, size: Size) -> bool {
        match self {
            Self::TextPage(page)
            | Self::ImportNote(page)
            | Self::ImportResult(page)
            | Self::Confirm(Confirmation::Marked { page, .. }) => page.scroll(motion, size),
            Self::Preview(preview) => preview.page.scroll(motion, size),
            Self::Extract(extract) => extract.page.scroll(motion, size),
            Self::Changes(changes) => changes.scroll(motion, size),
            Self::Review(review) => review.move_cursor(motion, size),
            Self::MissingFacts(list) => list.move_selection(motion, size),
            Self::Match(sheet) => sheet.move_selection(motion, size),
            Self::CopyOut(sheet) => sheet.scroll(motion, size),
            Self::Chooser(chooser) => chooser.move_cursor(motion, size),
            Self::Settings(page) => page.list.move_cursor(motion, size),
            Self::Search(search) => search.move_cursor(motion, layout::hits_per_page(size)),
            // A round of calls has no lines to scroll; the list below must not move under it.
            Self::Calls(_) => {}
            Self::None | Self::Find | Self::Prompt(_) | Self::Importing(_) | Self::RowEditor(_) | Self::Confirm(_) => {
                return false;
            }
        }
        true
    }

    /// Moves to the choice above or below. Returns whether the overlay has choices; if not, the list below moves.
    pub fn move_choice(&mut self, motion: Motion, size: Size) -> bool {
        match self {
            Self::Chooser(chooser) => chooser.move_cursor(motion, size),
            Self::Settings(page) => page.list.move_cursor(motion, size),
            Self::Search(search) => search.move_cursor(motion, layout::hits_per_page(size)),
            Self::None
            | Self::Find
            | Self::Prompt(_)
            | Self::CopyOut(_)
            | Self::Calls(_)
            | Self::Review(_)
            | Self::TextPage(_)
            | Self::ImportNote(_)
            | Self::Changes(_)
            | Self::Importing(_)
            | Self::Preview(_)
            | Self::ImportResult(_)
            | Self::MissingFacts(_)
            | Self::Match(_)
            | Self::Extract(_)
            | Self::RowEditor(_)
            | Self::Confirm(_) => return false,
        }
        true
    }

    /// Keeps the selected row of the overlay on the screen, whatever changed.
    pub fn clamp_scroll(&mut self, size: Size) {
        match self {
            Self::MissingFacts(list) => list.clamp_scroll(size),
            Self::Match(sheet) => sheet.clamp_scroll(size),
            Self::Review(review) => review.clamp_scroll(size),
            Self::Chooser(chooser) => chooser.clamp_scroll(size),
            Self::Settings(page) => page.list.clamp_scroll(size),
            Self::None
            | Self::Find
            | Self::Prompt(_)
            | Self::Search(_)
            | Self::CopyOut(_)
            | Self::Calls(_)
            | Self::TextPage(_)
            | Self::ImportNote(_)
            | Self::Changes(_)
            | Self::Importing(_)
            | Self::Preview(_)
            | Self::ImportResult(_)
            | Self::Extract(_)
            | Self::RowEditor(_)
            | Self::Confirm(_) => {}
        }
    }

    /// Returns what is typed or scored in the overlay and not recorded yet; `None` if nothing is.
    pub fn pending_input(&self) -> Option<PendingInput> {
        match self {
            Self::Prompt(prompt) => prompt.pending_input(),
            Self::RowEditor(editor) => editor.pending_input(),
            Self::Review(review) => review.pending_input(),
            Self::None
            | Self::Find
            | Self::Chooser(_)
            | Self::Search(_)
            | Self::CopyOut(_)
            | Self::Calls(_)
            | Self::TextPage(_)
            | Self::ImportNote(_)
            | Self::Changes(_)
            | Self::Importing(_)
            | Self::Preview(_)
            | Self::ImportResult(_)
            | Self::MissingFacts(_)
            | Self::Match(_)
            | Self::Extract(_)
            | Self::Settings(_)
            | Self::Confirm(_) => None,
        }
    }

    /// Draws the overlay over the panes of a screen. Returns the position of the cursor in it, if it has one.
    pub fn draw(&self, context: &OverlayContext<'_>, screen: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        match self {
            Self::Chooser(chooser) => Some(chooser.draw(theme, screen, buffer)),
            Self::Settings(page) => Some(page.draw(theme, screen, buffer)),
            Self::Search(search) => Some(search.draw(context, screen, buffer)),
            Self::Calls(round) => Some(round.draw(context, screen, buffer)),
            Self::CopyOut(sheet) => Some(sheet.draw(theme, screen, buffer)),
            Self::Review(review) => Some(review.draw(context, screen, buffer)),
            Self::TextPage(page) | Self::ImportNote(page) | Self::ImportResult(page) => {
                Some(page.draw(theme, screen, buffer))
            }
            Self::Changes(changes) => changes.draw(theme, screen, buffer),
            Self::Importing(import) => Some(import.draw(theme, screen, buffer)),
            Self::Preview(preview) => Some(preview.page.draw(theme, screen, buffer)),
            Self::MissingFacts(list) => Some(list.draw(context, screen, buffer)),
            Self::Match(sheet) => Some(sheet.draw(context, screen, buffer)),
            Self::Extract(extract) => Some(extract.page.draw(theme, screen, buffer)),
            Self::RowEditor(editor) => Some(editor.draw(context, screen, buffer)),
            Self::Confirm(confirmation) => {
                confirmation.draw_page(theme, screen, buffer);
                None
            }
            Self::None | Self::Find | Self::Prompt(_) => None,
        }
    }

    /// Draws what the overlay asks on the line of messages. Returns the position of the caret; `None` if the overlay
    /// leaves the line to messages.
    pub fn draw_question(&self, context: &OverlayContext<'_>, line: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        match self {
            Self::Find => Some(draw_filter(context.filter, theme, line, buffer)),
            Self::Prompt(prompt) => Some(prompt.draw(context.snapshot.today, theme, line, buffer)),
            Self::Confirm(confirmation) => Some(confirmation.draw_question(theme, line, buffer)),
            Self::None
            | Self::Chooser(_)
            | Self::Search(_)
            | Self::CopyOut(_)
            | Self::Calls(_)
            | Self::Review(_)
            | Self::TextPage(_)
            | Self::ImportNote(_)
            | Self::Changes(_)
            | Self::Importing(_)
            | Self::Preview(_)
            | Self::ImportResult(_)
            | Self::MissingFacts(_)
            | Self::Match(_)
            | Self::Extract(_)
            | Self::RowEditor(_)
            | Self::Settings(_) => None,
        }
    }

    /// Returns what the overlay says on the line of messages in place of the last message; `None` if it says nothing.
    pub fn status_text(&self) -> Option<(Cow<'_, str>, StyleRole)> {
        match self {
            Self::Chooser(chooser) => Some((chooser.selection_text().into(), StyleRole::Quiet)),
            Self::Settings(page) => Some((page.list.selection_text().into(), StyleRole::Quiet)),
            Self::Search(search) => Some(search.status_text()),
            Self::None
            | Self::Find
            | Self::Prompt(_)
            | Self::CopyOut(_)
            | Self::Calls(_)
            | Self::Review(_)
            | Self::TextPage(_)
            | Self::ImportNote(_)
            | Self::Changes(_)
            | Self::Importing(_)
            | Self::Preview(_)
            | Self::ImportResult(_)
            | Self::MissingFacts(_)
            | Self::Match(_)
            | Self::Extract(_)
            | Self::RowEditor(_)
            | Self::Confirm(_) => None,
        }
    }

    /// Returns whether the overlay is about extracts. The status line then says nothing about the selected row.
    pub const fn hides_rows(&self) -> bool {
        match self {
            Self::Importing(_)
            | Self::Preview(_)
            | Self::ImportNote(_)
            | Self::ImportResult(_)
            | Self::Changes(_)
            | Self::MissingFacts(_)
            | Self::Match(_)
            | Self::Extract(_)
            | Self::RowEditor(_) => true,
            Self::None
            | Self::Find
            | Self::Prompt(_)
            | Self::Chooser(_)
            | Self::Search(_)
            | Self::CopyOut(_)
            | Self::Calls(_)
            | Self::Review(_)
            | Self::TextPage(_)
            | Self::Settings(_)
            | Self::Confirm(_) => false,
        }
    }

    /// Returns whether no overlay is open.
    pub const fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}
