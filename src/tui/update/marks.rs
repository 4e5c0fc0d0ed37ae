//! Marks rows, and does one thing with all marked rows: after one question that says what is done and what is left out.
//! What a rule found is never cleared this way.

use std::collections::BTreeSet;

use crate::desk::Alert;
use crate::domain::alert::Disposition;
use crate::domain::dates;
use crate::domain::{CaseNumber, Change, PersonNumber, count_with_noun};
use crate::tui::command::{Motion, Pane, RowCommand};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::overlays::prompt::{MarkedQuestion, Prompt, PromptQuestion};
use crate::tui::screen_context::ScreenContext;
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::Job;

/// How many cases a question names.
const NAMED_CASES: usize = 4;

/// Marks the selected row and goes on to the next, or takes its mark away.
pub(super) fn toggle_mark(open: &mut Workspace, screen: &ScreenContext<'_>) {
    let is_marked = match open.pane {
        Pane::Today => open.today.toggle_mark(),
        Pane::Cases => open.cases.list.toggle_mark(),
        Pane::Action => open.action.list.toggle_mark(),
        Pane::Alerts => open.alerts.toggle_mark(),
        _ => false,
    };
    if is_marked {
        open.move_selection(Motion::Down, screen.size);
        let marked = open.marked_rows().len();
        let keys = match open.pane {
            Pane::Cases | Pane::Action => "n annotates them",
            _ => "Space done, s skip, z snooze, n annotate",
        };
        open.show_message(match marked {
            0 => "No row is marked.".to_owned(),
            _ => format!("{}: {keys}; X clears the marks.", count_with_noun(marked, "marked row")),
        });
    }
}

/// Takes all marks of the list away.
pub(super) fn clear_marks(open: &mut Workspace) {
    let message = if open.clear_marks() { "No row is marked now." } else { "No row is marked. x marks one." };
    open.show_message(message);
}

/// Performs a command on the marked rows, as far as it is one for many. Returns whether it is.
pub(super) fn run_on_marked(open: &mut Workspace, command: RowCommand) -> bool {
    let question = match command {
        RowCommand::Done => None,
        RowCommand::Skip => Some(MarkedQuestion::Skip),
        RowCommand::Snooze => Some(MarkedQuestion::Snooze),
        RowCommand::Annotate => Some(MarkedQuestion::Annotate),
        RowCommand::Refuse => {
            open.show_refusal("A refusal has a reason of its own for each row. X clears the marks.");
            return true;
        }
        _ => return false,
    };
    if !open.refuse_on_another_day() {
        match question {
            Some(question) => open.ask_question(Prompt::new(PromptQuestion::OnMarked(question), "")),
            None => ask_to_dispose(open, &Disposition::Done),
        }
    }
    true
}

/// Asks whether this is done with the alerts of the marked rows, and says which rows are left out and why.
pub(super) fn ask_to_dispose(open: &mut Workspace, disposition: &Disposition) {
    let rows = open.marked_rows();
    let all = rows.len();
    let alerts = rows.into_iter().filter_map(|row| row.alert.cloned());
    let alerts: Vec<_> = alerts.filter(|alert| may_dispose(alert, disposition)).collect();
    let left = all - alerts.len();
    let (verb, past, why) = match disposition {
        Disposition::Done => ("mark done", "marked done", "only a fact or a form clears them"),
        Disposition::Snoozed { .. } => ("snooze", "snoozed", "their last day comes sooner, or they are drafts"),
        Disposition::Skipped { .. } => ("skip", "skipped", "they are drafts"),
        Disposition::Refused { .. } => ("refuse", "refused", ""),
    };
    if alerts.is_empty() {
        return open.show_refusal(format!("Nothing to {verb} among the marked rows: {why}."));
    }
    let until = match disposition {
        Disposition::Snoozed { until } => format!(" until {}", dates::format_long_date(*until)),
        _ => String::new(),
    };
    let cases: BTreeSet<_> = alerts.iter().map(|alert| alert.case.clone()).collect();
    let what = count_with_noun(alerts.len(), "alert");
    let left_out =
        if left == 0 { String::new() } else { format!(" {} left out: {why}.", count_with_noun(left, "row")) };
    let question = format!("{what} of {}: {verb}{until}?{left_out}", name_cases(open, &cases));
    let changes = alerts.into_iter().map(|alert| alert.into_disposition_change(disposition.clone())).collect();
    ask(open, &question, changes, format!("{what} {past}. u undoes it for all of them."));
}

/// Returns whether an alert among marked ones may be disposed of. A mark as done closes only what somebody wrote, and a
/// snooze never hides a last day.
fn may_dispose(alert: &Alert, disposition: &Disposition) -> bool {
    match disposition {
        Disposition::Done | Disposition::Refused { .. } => alert.can_be_closed(),
        Disposition::Snoozed { until } => alert.due.is_none_or(|due| due >= *until),
        Disposition::Skipped { .. } => true,
    }
}

/// Asks whether a text is added to the annotation of each marked participant.
pub(super) fn ask_to_annotate(open: &mut Workspace, text: &str) {
    let subjects: BTreeSet<_> =
        open.marked_rows().into_iter().map(|row| (row.subject.case, row.subject.person)).collect();
    let cases: BTreeSet<_> = subjects.iter().map(|(case, _)| case.clone()).collect();
    let what = count_with_noun(subjects.len(), "row");
    let question = format!("{what} of {}: add {text:?} to the annotation?", name_cases(open, &cases));
    let annotate = |(case, person): (CaseNumber, _)| {
        let former = open.snapshot.caseload.case(&case).and_then(|found| found.record.annotations.get(&person));
        let text = match former.filter(|former| !former.is_empty()) {
            Some(former) => format!("{former}; {text}"),
            None => text.to_owned(),
        };
        Change::CaseAnnotated { case, person, text }
    };
    let changes = subjects.into_iter().map(annotate).collect();
    ask(open, &question, changes, format!("{what} annotated. u undoes it for all of them."));
}

fn ask(open: &mut Workspace, question: &str, changes: Vec<Change>, message: String) {
    let question = format!("{question}  y yes, any other key no.");
    let job = Box::new(Job::RecordTogether { changes, message });
    open.open_overlay(Overlay::Confirm(Confirmation::Marked { question, job }));
}

/// Returns how many cases there are and the first of them: `3 cases (Brown, 07B45228; Lee, 3A44; ...)`.
fn name_cases(open: &Workspace, cases: &BTreeSet<CaseNumber>) -> String {
    let name = |case: &CaseNumber| {
        let last = open.snapshot.caseload.case(case).map(|found| found.person_name(PersonNumber::CASE).last);
        format!("{case} {}", last.unwrap_or_default())
    };
    let more = if cases.len() > NAMED_CASES { ", …" } else { "" };
    let named: Vec<_> = cases.iter().take(NAMED_CASES).map(name).collect();
    format!("{} ({}{more})", count_with_noun(cases.len(), "case"), named.join(", "))
}
