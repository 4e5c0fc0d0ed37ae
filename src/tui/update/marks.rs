//! Marks rows, and does one thing with all marked rows: after one question that says what is done and what is left out.
//! What a rule found is never cleared this way.

use std::collections::BTreeSet;

use crate::desk::Alert;
use crate::domain::alert::Disposition;
use crate::domain::dates;
use crate::domain::sanitize::quoted;
use crate::domain::{CaseNumber, Change, PersonNumber, count_with_noun};
use crate::tui::command::{Motion, Pane, RowCommand};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::overlays::prompt::{MarkedQuestion, Prompt, PromptQuestion, snooze_doubt};
use crate::tui::panes::Subject;
use crate::tui::screen_context::ScreenContext;
use crate::tui::state::workspace::{SelectedRow, Workspace};
use crate::tui::store_thread::Job;
use crate::tui::widgets::read_page::TextPage;
use crate::tui::wording;

/// How many cases a question names.
const NAMED_CASES: usize = 4;

/// Marks the selected row and goes on to the next, or takes its mark away.
pub(super) fn toggle_mark(workspace: &mut Workspace, screen: &ScreenContext<'_>) {
    let is_marked = match workspace.pane {
        Pane::Today => workspace.today.toggle_mark(),
        Pane::Cases => workspace.cases.list.toggle_mark(),
        Pane::Action => workspace.action.list.toggle_mark(),
        Pane::Alerts => workspace.alerts.toggle_mark(),
        _ => false,
    };
    if is_marked {
        workspace.move_selection(Motion::Down, screen.size);
        workspace.show_message(marked_message(workspace));
    }
}

/// Returns how many rows are marked, and the keys that do something with them. Space is named only where it can mark
/// something done, and with how many it can.
fn marked_message(workspace: &Workspace) -> String {
    let rows = workspace.marked_rows();
    if rows.is_empty() {
        return "No row is marked.".to_owned();
    }
    let marked = count_with_noun(rows.len(), "marked row");
    let can_be_done = |row: &&SelectedRow<'_>| row.alert.is_some_and(|alert| may_dispose(alert, &Disposition::Done));
    let done = match rows.iter().filter(can_be_done).count() {
        0 => String::new(),
        all if all == rows.len() => "Space done, ".to_owned(),
        some => format!("Space done ({some} of {}), ", rows.len()),
    };
    match workspace.pane {
        Pane::Cases | Pane::Action => {
            format!("{marked}: n annotate, a attendance, > print, B remind; X clears the marks.")
        }
        _ => format!("{marked}: {done}s skip, z snooze, n note, a attendance, > print; X clears the marks."),
    }
}

/// Takes all marks of the list away.
pub(super) fn clear_marks(workspace: &mut Workspace) {
    let message = if workspace.clear_marks() { "No row is marked now." } else { "No row is marked. x marks one." };
    workspace.show_message(message);
}

/// Performs a command on the marked rows, as far as it is one for many. Returns whether it is.
pub(super) fn run_on_marked(workspace: &mut Workspace, screen: &ScreenContext<'_>, command: RowCommand) -> bool {
    let question = match command {
        RowCommand::Act => {
            if !workspace.refuse_on_another_day() {
                let chooser = Chooser::for_marked(workspace.marked_rows().len());
                workspace.open_overlay(Overlay::Chooser(chooser));
            }
            return true;
        }
        RowCommand::Remind => Some(MarkedQuestion::Remind),
        RowCommand::Done => None,
        RowCommand::Skip => Some(MarkedQuestion::Skip),
        RowCommand::Snooze => Some(MarkedQuestion::Snooze),
        RowCommand::Annotate => Some(MarkedQuestion::Annotate),
        RowCommand::Refuse => {
            workspace.show_refusal("Each refused row needs its own reason. X clears the marks.");
            return true;
        }
        _ => return false,
    };
    if !workspace.refuse_on_another_day() && !refuse_without_any(workspace, command) {
        match question {
            Some(question) => workspace.ask_question(Prompt::new(PromptQuestion::OnMarked(question), "")),
            None => ask_to_dispose(workspace, screen, &Disposition::Done),
        }
    }
    true
}

/// Refuses to snooze or skip marked rows before anything is asked if none of them can be, whatever the answer. Returns
/// whether it refused.
fn refuse_without_any(workspace: &mut Workspace, command: RowCommand) -> bool {
    let verb = match command {
        RowCommand::Snooze => "snooze",
        RowCommand::Skip => "skip",
        _ => return false,
    };
    if workspace.marked_rows().iter().any(|row| row.alert.is_some()) {
        return false;
    }
    workspace.show_refusal(format!("Nothing to {verb} among the marked rows: they are drafts."));
    true
}

/// Asks whether this is done with the alerts of the marked rows, and says which rows are left out and why.
pub(super) fn ask_to_dispose(workspace: &mut Workspace, screen: &ScreenContext<'_>, disposition: &Disposition) {
    let rows = workspace.marked_rows();
    let (kept, out): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.alert.is_some_and(|alert| may_dispose(alert, disposition)));
    let left = out.len();
    let (verb, past, why) = match disposition {
        Disposition::Done => ("mark done", "marked done", "only a fact or a form clears them"),
        Disposition::Snoozed { .. } => ("snooze", "snoozed", "they are drafts"),
        Disposition::Skipped { .. } => ("skip", "skipped", "they are drafts"),
        Disposition::Refused { .. } => ("refuse", "refused", ""),
    };
    let alerts: Vec<_> = kept.iter().filter_map(|row| row.alert.cloned()).collect();
    if alerts.is_empty() {
        return workspace.show_refusal(format!("Nothing to {verb} among the marked rows: {why}."));
    }
    let until = match disposition {
        Disposition::Snoozed { until } => format!(" until {}", dates::format_long_date(*until)),
        _ => String::new(),
    };
    let cases: BTreeSet<_> = alerts.iter().map(|alert| alert.case.clone()).collect();
    let what = count_with_noun(alerts.len(), "alert");
    let left_out =
        if left == 0 { String::new() } else { format!(" {} left out: {why}.", count_with_noun(left, "row")) };
    let question = format!("{what} of {}: {verb}{until}?{left_out}", name_cases(workspace, &cases));
    let today = workspace.snapshot.today;
    let line = |row: &SelectedRow<'_>| {
        let doubt = match (disposition, row.alert) {
            (Disposition::Snoozed { until }, Some(alert)) => snooze_doubt(alert, *until, today),
            _ => None,
        };
        let text = doubt.map_or_else(|| row.text.clone(), |doubt| format!("{} ({doubt})", row.text));
        row_line(workspace, &row.subject, &text)
    };
    let preview = MarkedPreview {
        left_out: out.iter().map(|row| format!("{} ({why})", line(row))).collect(),
        included: kept.iter().map(line).collect(),
    };
    let changes = alerts.into_iter().map(|alert| alert.into_disposition_change(disposition.clone())).collect();
    let message = format!("{what} {past}. u undoes it for all of them.");
    ask(workspace, screen, &question, &preview, Job::RecordTogether { changes, message });
}

/// Returns whether an alert among marked ones may be disposed of. A mark as done closes only what somebody wrote.
fn may_dispose(alert: &Alert, disposition: &Disposition) -> bool {
    match disposition {
        Disposition::Done | Disposition::Refused { .. } => alert.can_be_closed(),
        // What a rule found stays on the list at its last day or comes back on it, as after a snooze of a single row.
        Disposition::Snoozed { .. } | Disposition::Skipped { .. } => true,
    }
}

/// Asks whether a text is added to the annotation of each marked participant.
pub(super) fn ask_to_annotate(workspace: &mut Workspace, screen: &ScreenContext<'_>, text: &str) {
    let subjects = marked_subjects(workspace);
    let cases: BTreeSet<_> = subjects.iter().map(|(case, _)| case.clone()).collect();
    let what = count_with_noun(subjects.len(), "row");
    let question =
        format!("{what} of {}: add {text} to the annotation?", name_cases(workspace, &cases), text = quoted(text));
    let annotate = |(case, person): (CaseNumber, _)| {
        let former = workspace.snapshot.caseload.case(&case).and_then(|found| found.record.annotations.get(&person));
        let text = match former.filter(|former| !former.is_empty()) {
            Some(former) => format!("{former}; {text}"),
            None => text.to_owned(),
        };
        Change::CaseAnnotated { case, person, text }
    };
    let changes: Vec<_> = subjects.into_iter().map(annotate).collect();
    let line = |change: &Change| match change {
        Change::CaseAnnotated { case, person, text } => {
            row_line(workspace, &Subject { case: case.clone(), person: *person }, text)
        }
        _ => String::new(),
    };
    let preview = MarkedPreview { left_out: Vec::new(), included: changes.iter().map(line).collect() };
    let message = format!("{what} annotated. u undoes it for all of them.");
    ask(workspace, screen, &question, &preview, Job::RecordTogether { changes, message });
}

/// The cases and participants of the marked rows, each once. Rows on no case are left out.
pub(super) fn marked_subjects(workspace: &Workspace) -> BTreeSet<(CaseNumber, PersonNumber)> {
    let subjects = workspace.marked_rows().into_iter().map(|row| row.subject);
    let known = subjects.filter(|subject| workspace.snapshot.caseload.case(&subject.case).is_some());
    known.map(|subject| (subject.case, subject.person)).collect()
}

/// Returns a line of a preview: the case, the name, and what is done.
pub(super) fn row_line(workspace: &Workspace, subject: &Subject, what: &str) -> String {
    let name = workspace.snapshot.caseload.alert_name(&subject.case, subject.person);
    format!("{} {name}: {what}", wording::case_label(&subject.case)).trim_start().to_owned()
}

/// What would be done with the marked rows, a line for each.
pub(super) struct MarkedPreview {
    /// The rows that are left out, each with the reason.
    pub(super) left_out: Vec<String>,
    /// The rows with which it is done.
    pub(super) included: Vec<String>,
}

impl MarkedPreview {
    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.left_out.is_empty() {
            lines.push(format!("Left out: {}", self.left_out.len()));
            lines.extend(self.left_out.iter().map(|line| format!("  {line}")));
            lines.push(String::new());
        }
        lines.push(format!("Included: {}", self.included.len()));
        lines.extend(self.included.iter().map(|line| format!("  {line}")));
        lines
    }
}

/// Asks once, over a page that shows each row and who is left out and why.
pub(super) fn ask(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    question: &str,
    preview: &MarkedPreview,
    job: Job,
) {
    let page = TextPage::from_lines("Marked rows", &preview.lines(), screen.page_columns());
    let question = format!("{question}  y yes, any other key no.");
    workspace.open_overlay(Overlay::Confirm(Confirmation::Marked { question, page, job: Box::new(job) }));
}

/// Returns how many cases there are and the first of them: `3 cases (Brown, 07B45228; Lee, 3A44; ...)`.
pub(super) fn name_cases(workspace: &Workspace, cases: &BTreeSet<CaseNumber>) -> String {
    let name = |case: &CaseNumber| {
        let last = workspace.snapshot.caseload.case(case).map(|found| found.person_name(PersonNumber::CASE).last);
        format!("{case} {}", last.unwrap_or_default())
    };
    let more = if cases.len() > NAMED_CASES { ", …" } else { "" };
    let named: Vec<_> = cases.iter().take(NAMED_CASES).map(name).collect();
    format!("{} ({}{more})", count_with_noun(cases.len(), "case"), named.join(", "))
}
