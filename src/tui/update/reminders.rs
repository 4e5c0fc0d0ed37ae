//! Asks for the worker's own reminders: on the case of the row, on the chosen day of the calendar, or on no case.

use chrono::NaiveDate;

use crate::domain::reminder::Reminder;
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::command::Pane;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::panes::Subject;
use crate::tui::state::workspace::Workspace;

/// The form of a day that a reminder begins with when it is changed; it is one word.
const TYPED_DAY: &str = "%m/%d/%Y";

/// Asks for a reminder on the case of the row; if the row is a reminder, asks how it is changed.
pub(super) fn ask_on_row(workspace: &mut Workspace) {
    if workspace.refuse_on_another_day() {
        return;
    }
    let Some(row) = workspace.selected_row() else { return };
    let Some(reminder) = row.alert.and_then(crate::desk::Alert::reminder) else {
        let subject = row.subject;
        return ask_new(workspace, subject);
    };
    let on = reminder.on.max(workspace.snapshot.today);
    let typed = format!("{} {}", on.format(TYPED_DAY), reminder.text);
    workspace.ask_question(Prompt::new(PromptQuestion::Remind(Box::new(reminder)), &typed));
}

/// Returns whether the days of the calendar are walked: a reminder is about the day then, and about no case.
pub(super) fn is_on_day(workspace: &Workspace) -> bool {
    workspace.pane == Pane::Month && workspace.month.walks_days()
}

/// Asks for a reminder that is not about a case.
pub(super) fn ask_alone(workspace: &mut Workspace) {
    if !workspace.refuse_on_another_day() {
        ask_new(workspace, Subject { case: CaseNumber::default(), person: PersonNumber::CASE });
    }
}

/// Asks for a new reminder. In the calendar it starts with the chosen day.
fn ask_new(workspace: &mut Workspace, Subject { case, person }: Subject) {
    let on = chosen_day(workspace);
    let typed = on.map(|on| format!("{} ", on.format(TYPED_DAY))).unwrap_or_default();
    let on = on.unwrap_or(workspace.snapshot.today);
    let reminder =
        Reminder { id: workspace.row_ids.new_row_id(), case, person, on, text: String::new(), disposition: None };
    workspace.ask_question(Prompt::new(PromptQuestion::Remind(Box::new(reminder)), &typed));
}

/// Returns the day that is chosen in the calendar, if it lies ahead.
fn chosen_day(workspace: &Workspace) -> Option<NaiveDate> {
    Some(workspace.month.day).filter(|day| is_on_day(workspace) && *day >= workspace.snapshot.today)
}

/// Returns whether the selected row is about no case of the caseload.
pub(super) fn is_without_case(workspace: &Workspace) -> bool {
    workspace.selected_row().is_some_and(|row| workspace.snapshot.caseload.case(&row.subject.case).is_none())
}

/// Says that the selected row is about no case, if it is not. Returns whether it said so.
pub(super) fn refuse_without_case(workspace: &mut Workspace) -> bool {
    let is_without = is_without_case(workspace);
    if is_without {
        let is_note = workspace.queue.list.selected_row().is_some_and(|row| row.duty_note.is_some());
        workspace.show_refusal(match workspace.pane {
            Pane::Queue if is_note => "This entry of the duty log is about no case. Enter writes its follow-up.",
            Pane::Queue => "This line is about no case.",
            _ => "This reminder is on no case. B changes it, Space marks it done, z moves it.",
        });
    }
    is_without
}
