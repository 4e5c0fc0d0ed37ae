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
pub(super) fn ask_on_row(open: &mut Workspace) {
    if open.refuse_on_another_day() {
        return;
    }
    let Some(row) = open.selected_row() else { return };
    let Some(reminder) = row.alert.and_then(crate::desk::Alert::reminder) else {
        let subject = row.subject;
        return ask_new(open, subject);
    };
    let on = reminder.on.max(open.snapshot.today);
    let typed = format!("{} {}", on.format(TYPED_DAY), reminder.text);
    open.ask_question(Prompt::new(PromptQuestion::Remind(Box::new(reminder)), &typed));
}

/// Returns whether the days of the calendar are walked: a reminder is about the day then, and about no case.
pub(super) fn is_on_day(open: &Workspace) -> bool {
    open.pane == Pane::Month && open.month.walks_days()
}

/// Asks for a reminder that is not about a case.
pub(super) fn ask_alone(open: &mut Workspace) {
    if !open.refuse_on_another_day() {
        ask_new(open, Subject { case: CaseNumber::default(), person: PersonNumber::CASE });
    }
}

/// Asks for a new reminder. In the calendar it starts with the chosen day.
fn ask_new(open: &mut Workspace, Subject { case, person }: Subject) {
    let on = chosen_day(open);
    let typed = on.map(|on| format!("{} ", on.format(TYPED_DAY))).unwrap_or_default();
    let on = on.unwrap_or(open.snapshot.today);
    let reminder = Reminder { id: open.row_ids.new_row_id(), case, person, on, text: String::new(), disposition: None };
    open.ask_question(Prompt::new(PromptQuestion::Remind(Box::new(reminder)), &typed));
}

/// Returns the day that is chosen in the calendar, if it lies ahead.
fn chosen_day(open: &Workspace) -> Option<NaiveDate> {
    Some(open.month.day).filter(|day| is_on_day(open) && *day >= open.snapshot.today)
}

/// Returns whether the selected row is about no case of the caseload.
pub(super) fn is_without_case(open: &Workspace) -> bool {
    open.selected_row().is_some_and(|row| open.snapshot.caseload.case(&row.subject.case).is_none())
}

/// Says that the selected row is about no case, if it is not. Returns whether it said so.
pub(super) fn refuse_without_case(open: &mut Workspace) -> bool {
    let is_without = is_without_case(open);
    if is_without {
        open.show_refusal("This reminder is on no case. B changes it, Space marks it done, z moves it.");
    }
    is_without
}
