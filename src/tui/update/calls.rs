//! Runs a round of telephone calls over the rows that the list shows.

use std::collections::BTreeMap;

use super::{comment_form, rows};
use crate::domain::{CaseNumber, PersonNumber};
use crate::store::DraftTarget;
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

pub(super) fn run_command(open: &mut Workspace, screen: &ScreenContext<'_>, command: CallCommand) -> SideEffects {
    match command {
        CallCommand::Start => start_round(open),
        CallCommand::Next => step(open, Step::Next),
        CallCommand::Previous => step(open, Step::Previous),
        CallCommand::Reached => return write_comment(open, screen, CallResult::Reached),
        CallCommand::Attempted => return write_comment(open, screen, CallResult::NoAnswer),
        CallCommand::LeftMessage => return write_comment(open, screen, CallResult::LeftMessage),
        CallCommand::WrongNumber => return write_comment(open, screen, CallResult::WrongNumber),
    }
    Vec::new()
}

/// Begins with the selected row; the people are those of the rows that the list shows, in its order.
fn start_round(open: &mut Workspace) {
    if open.refuse_on_another_day() {
        return;
    }
    let caseload = &open.snapshot.caseload;
    let people = open.current_list().map(FilterableList::people).unwrap_or_default();
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
    let selected = open.selected_row().map(|row| callable(row.subject));
    let people = people
        .into_iter()
        .filter(|(case, _)| caseload.case(case).is_some())
        .map(|(case, person)| Subject { case, person });
    let Some(mut round) = CallRound::new(people.map(callable)) else {
        open.show_refusal("There is nobody to call in this list.");
        return;
    };
    if let Some(selected) = selected {
        round.start_at(&selected);
    }
    open.open_overlay(Overlay::Calls(round));
}

fn step(open: &mut Workspace, step: Step) {
    let Overlay::Calls(round) = &mut open.overlay else { return };
    if !round.step(step) {
        let message = match step {
            Step::Next => "That was the last one. Esc ends the round.",
            Step::Previous => "That is the first one.",
        };
        open.show_message(message);
    }
}

/// Opens the comment about the call. A comment that was begun before is not written over.
fn write_comment(open: &mut Workspace, screen: &ScreenContext<'_>, result: CallResult) -> SideEffects {
    if open.refuse_on_another_day() {
        return Vec::new();
    }
    let Overlay::Calls(round) = std::mem::take(&mut open.overlay) else { return Vec::new() };
    let Some(subject) = round.current().cloned() else { return Vec::new() };
    open.calls = Some(round);
    let is_begun = open.left_forms.contains_key(&subject.case)
        || open.dictate.as_ref().is_some_and(|form| form.subject.case == subject.case)
        || open.snapshot.caseload.find_draft(&subject.case, &DraftTarget::Comment).is_some();
    let called = subject.person;
    let row = SelectedRow { subject: subject.clone(), finding: None, alert: None, text: String::new() };
    let purpose = rows::row_purpose(open, &row, screen.catalog);
    let effects = comment_form::open_form(open, subject, CommentProposal { purpose, results: String::new() });
    if is_begun {
        set_result_in_draft(open, screen, called, result);
    } else if let Some(form) = &mut open.dictate {
        form.prefill_call(result);
    }
    effects
}

/// Sets the result of a call in a comment that was begun before, or asks whether to: the comment may be about an earlier
/// contact, and is never filed with another result than that of the key without the worker's word.
fn set_result_in_draft(open: &mut Workspace, screen: &ScreenContext<'_>, called: PersonNumber, result: CallResult) {
    let Some(form) = &mut open.dictate else { return };
    if form.revision.is_some() {
        return open
            .show_refusal("This draft changes a filed comment; the call is not in it. File it, then call again.");
    }
    if ![called, PersonNumber::CASE].contains(&form.subject.person) {
        // Opening the form said that it is about somebody else.
        return;
    }
    match form.call_doubt(result) {
        Some(doubt) => open.open_overlay(Overlay::Confirm(Confirmation::for_call(&doubt, result))),
        None => add_call(open, screen, result),
    }
}

/// Sets the result of a call in the open comment and keeps its text.
pub(super) fn add_call(open: &mut Workspace, screen: &ScreenContext<'_>, result: CallResult) {
    let Some(form) = &mut open.dictate else { return };
    form.add_call(result, screen.now);
    let says = form.contact_text();
    open.show_message(format!("The comment was already started; its text is kept, and it says {says} now."));
}
