//! Typing, pasting and editing: routes every input to the text that has the focus.

use std::borrow::Cow;
use std::time::Instant;

use super::search;
use crate::tui::command::{KeyContext, Pane};
use crate::tui::overlays::TextTarget;
use crate::tui::side_effect::{SideEffect, SideEffects};
use crate::tui::state::workspace::Workspace;
use crate::tui::text;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::text_sink::{TextInput, TextSink as _};

/// Applies an input to the text that has the focus; without one, nothing happens.
pub(super) fn apply_input(workspace: &mut Workspace, input: TextInput<'_>, now: Instant) -> SideEffects {
    // A space after the word of a phrase expands the phrase.
    if input == TextInput::Char(' ')
        && workspace.key_context() == KeyContext::Narrative
        && let Some(form) = &mut workspace.dictate
        && let Some(job) = form.expand_typed_phrase(&workspace.snapshot.phrases, now)
    {
        return vec![SideEffect::store(job)];
    }
    match workspace.overlay.text_target() {
        TextTarget::Sink(sink) => sink.apply_input(input, now),
        TextTarget::Filter => edit_filter(workspace, input),
        TextTarget::Below => write_below(workspace, input, now),
        TextTarget::Nowhere => {}
    }
    search::send_query(workspace)
}

/// Applies an input to the open form, when no overlay is over it.
fn write_below(workspace: &mut Workspace, input: TextInput<'_>, now: Instant) {
    if let Some(sheet) = &mut workspace.act_sheet {
        sheet.apply_input(input, now);
        sheet.recheck_act(&workspace.snapshot.caseload);
    } else if workspace.pane == Pane::Case
        && let Some(form) = &mut workspace.amend
    {
        form.apply_input(input, now);
    } else if workspace.pane == Pane::Dictate
        && let Some(form) = &mut workspace.dictate
    {
        form.apply_input(input, now);
    }
}

/// Edits the filter of the list that is shown. Its caret is always at the end.
fn edit_filter(workspace: &mut Workspace, input: TextInput<'_>) {
    let filter = workspace.filter();
    let filter = match input {
        TextInput::Char(c) => format!("{filter}{c}"),
        TextInput::Paste(pasted) => [Cow::Borrowed(filter), text::one_line(pasted)].concat(),
        TextInput::Edit(edit) => {
            let mut line = LineInput::with_text(filter);
            line.apply_edit(edit);
            line.content().to_owned()
        }
    };
    workspace.set_filter(&filter);
}
