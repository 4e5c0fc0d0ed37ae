//! Undoes and does again what the worker did, and lists what was done today.

use std::collections::BTreeSet;

use super::comment_form;
use crate::domain::alert::Disposition;
use crate::domain::comment::CommentView;
use crate::domain::{CaseNumber, Change, PersonNumber, count_with_noun};
use crate::platform::local_time;
use crate::present::dates::moment_text;
use crate::store::{Doing, FiledComment, LoggedEntry};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::panes::folder::describe_change;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::{Job, UndoDirection};

/// Takes back the newest thing done on the case shown: a draft that was just discarded comes back, a comment that was
/// just filed is written again, and anything else is undone. What is another case's is left to it, or asked about by name.
pub(super) fn undo(workspace: &mut Workspace) -> SideEffects {
    if workspace.refuse_on_another_day() {
        return Vec::new();
    }
    if matches!(workspace.overlay, Overlay::Calls(_)) {
        return reopen_call(workspace);
    }
    let shown = shown_case(workspace);
    if let Some(draft) = workspace.discarded_draft.take_if(|draft| shown.as_ref() == Some(&draft.case)) {
        workspace.show_message(format!("The draft of {} is back.", draft.case));
        return store_job(Job::SaveDraft { case: draft.case, of: draft.target, body: Some(draft.body), leaving: true });
    }
    let filed = workspace.last_filed.take_if(|filed| shown.as_ref() == Some(filed));
    let continued = filed.and_then(|case| comment_form::continue_reopened(workspace, &case));
    continued.unwrap_or_else(|| store_job(Job::Undo { shown, confirmed: None }))
}

/// Writes the comment again that was just filed in the round of calls. The round shows the next person by then.
fn reopen_call(workspace: &mut Workspace) -> SideEffects {
    let Some(case) = workspace.last_filed.take() else {
        workspace
            .show_message("No comment was filed a moment ago. Esc ends the round; u in a list undoes other things.");
        return Vec::new();
    };
    let continued = comment_form::continue_reopened(workspace, &case);
    continued.unwrap_or_else(|| store_job(Job::Reopen(case, None)))
}

/// Does again what was undone last.
pub(super) fn redo(workspace: &mut Workspace) -> SideEffects {
    if workspace.refuse_on_another_day() {
        return Vec::new();
    }
    store_job(Job::Redo { shown: shown_case(workspace), confirmed: None })
}

fn shown_case(workspace: &Workspace) -> Option<CaseNumber> {
    workspace.selected_row().map(|row| row.subject.case)
}

/// Asks about something that would be undone or done again on another case, or that stands longer than a moment.
pub(super) fn ask(workspace: &mut Workspace, doings: &[Doing], direction: UndoDirection) {
    let Some(doing) = doings.last() else { return };
    let (shown, confirmed) = (shown_case(workspace), Some(doing.entry.seq));
    let (verb, job) = match direction {
        UndoDirection::Undo => ("Undo", Job::Undo { shown, confirmed }),
        UndoDirection::Redo => ("Redo", Job::Redo { shown, confirmed }),
    };
    let when = moment_text(local_time(doing.entry.hlc.millis()).naive_local());
    let question =
        format!("{verb}{}: {} ({when})?  y yes, any other key no.", on_whom(workspace, doings), what(doings));
    workspace.open_overlay(Overlay::Confirm(Confirmation::Undo { question, job: Box::new(job) }));
}

/// Asks, by name, whether a comment on another case than the one shown is to be written again.
pub(super) fn ask_to_reopen(workspace: &mut Workspace, filed: &FiledComment) {
    let CommentView { case, person, id, .. } = &filed.comment;
    let known = workspace.snapshot.caseload.case(case);
    let name = known.map(|known| known.person_name(*person).to_string()).unwrap_or_default();
    let when = moment_text(local_time(filed.entered_ms).naive_local());
    let question = format!("Reopen the comment on {case} {name} ({when})?  y yes, any other key no.");
    let job = Box::new(Job::Reopen(case.clone(), Some(*id)));
    workspace.open_overlay(Overlay::Confirm(Confirmation::Undo { question, job }));
}

/// Says what was undone or done again, and on whom.
pub(super) fn show_result(workspace: &mut Workspace, doings: &[Doing], direction: UndoDirection) {
    workspace.last_act.take_if(|last| doings.iter().any(|doing| last.case == doing.case));
    (workspace.discarded_draft, workspace.last_filed) = (None, None);
    let message = match direction {
        UndoDirection::Undo => format!("Undone{}: {}. Ctrl-R redoes it.", on_whom(workspace, doings), what(doings)),
        UndoDirection::Redo => format!("Redone{}: {}. u undoes it.", on_whom(workspace, doings), what(doings)),
    };
    workspace.show_message(message);
}

/// Says that nothing is left to undo or to do again.
pub(super) fn show_nothing(workspace: &mut Workspace, direction: UndoDirection) {
    workspace.show_message(match direction {
        UndoDirection::Undo => "Nothing to undo here. A filed comment is corrected in the folder: 7, m, A.",
        UndoDirection::Redo => "There is nothing to redo.",
    });
}

/// Lists what the worker did today.
pub(super) fn show_doings(workspace: &mut Workspace, doings: &[LoggedEntry]) {
    if doings.is_empty() {
        return workspace.show_message("You recorded nothing today yet.");
    }
    let chooser = Chooser::for_doings(doings, &workspace.snapshot);
    workspace.open_overlay(Overlay::Chooser(chooser));
}

/// Returns the case and the name of the participant whom something was done for, ` on 12B10077 Nguyen, Linh`; of several
/// cases, how many. What is about no case was done on none.
fn on_whom(workspace: &Workspace, doings: &[Doing]) -> String {
    let cases: BTreeSet<_> = doings.iter().map(|doing| &doing.case).collect();
    match doings {
        [doing] if doing.change.case().is_none() => String::new(),
        [doing] => format!(" on {}", who_of(workspace, doing)),
        [doing, ..] if cases.len() == 1 => format!(" on {}", doing.case),
        _ => format!(" on {}", count_with_noun(cases.len(), "case")),
    }
}

fn who_of(workspace: &Workspace, doing: &Doing) -> String {
    let case = workspace.snapshot.caseload.case(&doing.case);
    let person = match &doing.change {
        Change::AlertDisposed { alert, .. } => case.and_then(|case| case.find_alert(alert)).map(|alert| alert.person),
        _ => doing.person(),
    };
    let name = case.map(|case| case.person_name(person.unwrap_or(PersonNumber::CASE)).to_string()).unwrap_or_default();
    if doing.case.stands_for_none() { "no case".to_owned() } else { format!("{} {name}", doing.case) }
}

/// Says what was done; of what was done to several rows at once, the kind and how many.
fn what(doings: &[Doing]) -> String {
    let Some(first) = doings.first() else { return String::new() };
    if doings.len() == 1 {
        return describe_change(&first.change);
    }
    let many = |noun: &str| count_with_noun(doings.len(), noun);
    match &first.change {
        Change::AlertDisposed { disposition: Disposition::Done, .. } => format!("{} marked done", many("alert")),
        Change::AlertDisposed { disposition: Disposition::Snoozed { .. }, .. } => format!("{} snoozed", many("alert")),
        Change::AlertDisposed { disposition: Disposition::Skipped { .. }, .. } => format!("{} skipped", many("alert")),
        Change::CaseAnnotated { .. } => many("annotation"),
        Change::ReminderSaved(_) => many("reminder"),
        _ => many("entry"),
    }
}
