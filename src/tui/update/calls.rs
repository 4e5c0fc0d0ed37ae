//! Runs a round of telephone calls over the rows that the list shows.

use std::collections::BTreeMap;

use super::{comment_form, draft_keys, rows};
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::command::{CallCommand, CallResult};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::calls::CallRound;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::CommentProposal;
use crate::tui::panes::filtered_list::FilterableList;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::SideEffects;
use crate::tui::state::workspace::{SelectedRow, Workspace};
use crate::tui::widgets::choice::Step;

pub(super) fn run_command(workspace: &mut Workspace, screen: &ScreenContext<'_>, command: CallCommand) -> SideEffects {
    match command {
        CallCommand::Start => start_round(workspace),
        CallCommand::Next => step(workspace, Step::Next),
        CallCommand::Previous => step(workspace, Step::Previous),
        CallCommand::Reached => return write_comment(workspace, screen, CallResult::Reached),
        CallCommand::Attempted => return write_comment(workspace, screen, CallResult::NoAnswer),
        CallCommand::LeftMessage => return write_comment(workspace, screen, CallResult::LeftMessage),
        CallCommand::WrongNumber => return write_comment(workspace, screen, CallResult::WrongNumber),
    }
    Vec::new()
}

/// Begins with the selected row; the people are those of the rows that the list shows, in its order.
fn start_round(workspace: &mut Workspace) {
    if workspace.refuse_on_another_day() {
        return;
    }
    let caseload = &workspace.snapshot.caseload;
    let people = workspace.current_list().map(FilterableList::people).unwrap_or_default();
    // A row about the case as a whole is about the participant whom the list names first, as on a walk, or else about
    // the first of the case.
    let mut named: BTreeMap<CaseNumber, PersonNumber> = BTreeMap::new();
    for (case, person) in people.iter().filter(|(_, person)| *person != PersonNumber::CASE) {
        named.entry(case.clone()).or_insert(*person);
    }
    let callable = |Subject { case, person }: Subject| {
        let person = if person == PersonNumber::CASE { named.get(&case).copied().unwrap_or(person) } else { person };
        Subject { person: caseload.resolve_participant(&case, person), case }
    };
    let selected = workspace.selected_row().map(|row| callable(row.subject));
    let people = people
        .into_iter()
        .filter(|(case, _)| caseload.case(case).is_some())
        .map(|(case, person)| Subject { case, person });
    let Some(mut round) = CallRound::new(people.map(callable)) else {
        workspace.show_refusal("There is nobody to call in this list.");
        return;
    };
    if let Some(selected) = selected {
        round.start_at(&selected);
    }
    workspace.open_overlay(Overlay::Calls(round));
}

fn step(workspace: &mut Workspace, step: Step) {
    let Overlay::Calls(round) = &mut workspace.overlay else { return };
    if !round.step(step) {
        let message = match step {
            Step::Next => "That was the last one. Esc ends the round.",
            Step::Previous => "That is the first one.",
        };
        workspace.show_message(message);
    }
}

/// Opens the comment about the call. A comment that was begun before is not written over.
fn write_comment(workspace: &mut Workspace, screen: &ScreenContext<'_>, result: CallResult) -> SideEffects {
    if workspace.refuse_on_another_day() {
        return Vec::new();
    }
    let Overlay::Calls(round) = std::mem::take(&mut workspace.overlay) else { return Vec::new() };
    let Some(subject) = round.current().cloned() else { return Vec::new() };
    workspace.calls = Some(round);
    let is_begun = draft_keys::find_form(workspace, &subject).is_some();
    let called = subject.person;
    let row = SelectedRow { subject: subject.clone(), finding: None, alert: None, text: String::new() };
    let purpose = rows::row_purpose(workspace, &row, screen.catalog);
    let effects = comment_form::open_form(workspace, subject, CommentProposal { purpose, results: String::new() });
    if is_begun {
        set_result_in_draft(workspace, screen, called, result);
    } else if let Some(form) = &mut workspace.dictate {
        form.prefill_call(result);
    }
    effects
}

/// Sets the result of a call in a comment that was begun before, or asks whether to: the comment may be about an earlier
/// contact, and is never filed with another result than that of the key without the worker's word.
fn set_result_in_draft(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    called: PersonNumber,
    result: CallResult,
) {
    let Some(form) = &mut workspace.dictate else { return };
    if form.revision.is_some() {
        return workspace
            .show_refusal("This draft changes a filed comment; the call is not in it. File it, then call again.");
    }
    if ![called, PersonNumber::CASE].contains(&form.subject.person) {
        // Opening the form said that it is about somebody else.
        return;
    }
    match form.call_doubt(result) {
        Some(doubt) => workspace.open_overlay(Overlay::Confirm(Confirmation::for_call(&doubt, result))),
        None => add_call(workspace, screen, result),
    }
}

/// Sets the result of a call in the open comment and keeps its text.
pub(super) fn add_call(workspace: &mut Workspace, screen: &ScreenContext<'_>, result: CallResult) {
    let Some(form) = &mut workspace.dictate else { return };
    form.add_call(result, screen.now);
    let says = form.contact_text();
    workspace.show_message(format!("The comment was already started; its text is kept, and it says {says} now."));
}
