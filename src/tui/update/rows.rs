//! Commands on the selected row.

use super::record::record_change;
use super::{
    act_sheet, amendment, changes, checklist, comment_form, comments, extracts, marks, navigation, posting, reminders,
    resume, search, undo,
};
use crate::desk::{Alert, TodayOrigin};
use crate::domain::alert::Disposition;
use crate::domain::proposal::Proposal;
use crate::policy::catalog::Catalog;
use crate::rules::finding::Finding;
use crate::rules::message::DateStyle;
use crate::store::DraftTarget;
use crate::tui::command::{Motion, Pane, RowCommand};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::panes::dictate::CommentProposal;
use crate::tui::panes::explanation::{ExplanationPage, WHY_TITLE};
use crate::tui::panes::filterable_list::FilterableList;
use crate::tui::panes::{Subject, side_pane};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::{SelectedRow, Workspace};
use crate::tui::store_thread::Job;
use crate::tui::widgets::choice::Step;
use crate::tui::widgets::read_page::TextPage;

pub(super) fn run_command(open: &mut Workspace, screen: &ScreenContext<'_>, command: RowCommand) -> SideEffects {
    if command == RowCommand::Open && open.current_list().is_some_and(FilterableList::is_fold_selected) {
        search::fold_group(open);
        return Vec::new();
    }
    if command == RowCommand::Remind && reminders::is_on_day(open) {
        reminders::ask_alone(open);
        return Vec::new();
    }
    if needs_row(command) && open.selected_row().is_none() {
        open.show_refusal(navigation::no_row_text(open));
        return Vec::new();
    }
    if needs_case(command) && reminders::refuse_without_case(open) {
        return Vec::new();
    }
    if !open.marked_rows().is_empty() && marks::run_on_marked(open, screen, command) {
        return Vec::new();
    }
    match command {
        RowCommand::Mark => marks::toggle_mark(open, screen),
        RowCommand::ClearMarks => marks::clear_marks(open),
        RowCommand::Open => return open_row(open, screen),
        RowCommand::Dictate => return dictate_row(open, screen),
        RowCommand::Undo => return undo::undo(open),
        RowCommand::Redo => return undo::redo(open),
        RowCommand::Doings => return store_job(Job::Doings),
        RowCommand::Checklist => return navigation::go_to_row_pane(open, Pane::Checklist),
        RowCommand::Done => return do_row(open, screen),
        RowCommand::Tick => return checklist::toggle_tick(open, screen),
        RowCommand::NotApplicable => return checklist::ask_why_not_applicable(open, screen),
        RowCommand::CopyOut => return posting::copy_out_comment(open, screen),
        RowCommand::Posted => return posting::mark_posted(open),
        RowCommand::Unposted => return store_job(Job::Unposted),
        RowCommand::Changes => return store_job(Job::Changes),
        RowCommand::Act => act_sheet::choose_act(open),
        RowCommand::Annotate => ask_for_annotation(open),
        RowCommand::Remind => reminders::ask_on_row(open),
        RowCommand::RemindAlone => reminders::ask_alone(open),
        RowCommand::Why => show_explanation(open, screen),
        RowCommand::Skip => ask_about_alert(open, PromptQuestion::Skip),
        RowCommand::Snooze => ask_about_alert(open, PromptQuestion::Snooze),
        RowCommand::Refuse => ask_about_alert(open, PromptQuestion::Refuse),
        RowCommand::Amend => amendment::choose_amendment(open),
        RowCommand::Reveal => comments::reveal_comment(open),
        RowCommand::ToFile => posting::ask_for_file(open),
        RowCommand::CaseAfter => changes::step_case(open, Step::Next),
        RowCommand::CaseBefore => changes::step_case(open, Step::Previous),
        RowCommand::MonthBefore => turn_month(open, Step::Previous),
        RowCommand::MonthAfter => turn_month(open, Step::Next),
        RowCommand::Proof => open.month.shows_proof = !open.month.shows_proof,
        RowCommand::DayBefore => open.month.step_day(Step::Previous, &open.snapshot.caseload),
        RowCommand::DayAfter => open.month.step_day(Step::Next, &open.snapshot.caseload),
        RowCommand::DayToday => open.month.choose_day(open.snapshot.caseload.as_of(), &open.snapshot.caseload),
    }
    Vec::new()
}

/// Returns whether the command does nothing without a selected row or a case.
const fn needs_row(command: RowCommand) -> bool {
    matches!(
        command,
        RowCommand::Dictate
            | RowCommand::Done
            | RowCommand::Tick
            | RowCommand::NotApplicable
            | RowCommand::Act
            | RowCommand::Annotate
            | RowCommand::Remind
            | RowCommand::Why
            | RowCommand::Mark
            | RowCommand::Skip
            | RowCommand::Snooze
            | RowCommand::Refuse
    )
}

/// Returns whether the command does nothing on a row without a case.
const fn needs_case(command: RowCommand) -> bool {
    matches!(command, RowCommand::Dictate | RowCommand::Checklist | RowCommand::Act | RowCommand::Annotate)
}

/// Opens the folder of the case of the row, or of the case that the overlay shows; the row of a draft opens its form.
fn open_row(open: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    match &open.overlay {
        Overlay::Changes(_) => return changes::open_case(open),
        Overlay::MissingFacts(_) => return extracts::open_missing_case(open),
        _ => {}
    }
    if open.pane == Pane::Month && open.month.walks_days() {
        if !open.month.open_day() {
            open.show_message("Nothing is due on this day.");
        }
        return Vec::new();
    }
    if reminders::is_without_case(open) {
        reminders::ask_on_row(open);
        return Vec::new();
    }
    let item = if open.pane == Pane::Today { open.today.selected_row() } else { None };
    match item.map(|item| (item.case.clone(), item.origin.clone())) {
        Some((_, TodayOrigin::Draft { of: DraftTarget::Comment, .. })) => dictate_row(open, screen),
        Some((case, TodayOrigin::Draft { of, .. })) => {
            let effects = resume::resume_draft(open, screen, case, &of);
            act_sheet::continue_draft(open);
            effects
        }
        _ => navigation::go_to_row_pane(open, Pane::Case),
    }
}

/// Goes to the comment form of the case of the selected row. Without a selected row, or on another day, on which nothing
/// is recorded, the pane is shown as it is.
pub(super) fn go_to_form(open: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    let is_alone = open.pane == Pane::Dictate || reminders::is_without_case(open);
    if is_alone || open.is_another_day() || open.selected_row().is_none() {
        return navigation::go_to_pane(open, Pane::Dictate);
    }
    let mut effects = act_sheet::close_form(open);
    let left = open.dictate.as_ref().map(|form| form.subject.case.clone());
    effects.extend(dictate_row(open, screen));
    if let Some(left) = left.filter(|left| open.left_forms.contains_key(left)) {
        open.show_message(format!("The draft of {left} is kept; d on the case continues it."));
    }
    effects
}

/// Opens the comment form of the case of the selected row.
pub(super) fn dictate_row(open: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    if open.refuse_on_another_day() {
        return Vec::new();
    }
    let Some(selected) = open.selected_row() else { return Vec::new() };
    let purpose = row_purpose(open, &selected, screen.catalog);
    let subject = selected.subject;
    let last_act = open.last_act.as_ref().filter(|last| last.case == subject.case);
    let results = last_act.and_then(|last| last.comment.clone()).unwrap_or_default();
    comment_form::open_form(open, subject, CommentProposal { purpose, results })
}

/// Opens the comment form of the row after `row` in the list that is shown. If filing removed the row, the row that
/// took its place is used.
pub(super) fn dictate_next(open: &mut Workspace, screen: &ScreenContext<'_>, row: &Subject) -> SideEffects {
    if !matches!(open.pane, Pane::Today | Pane::Cases | Pane::Action | Pane::Alerts | Pane::Queue) {
        open.pane = open.list_pane;
    }
    for _ in 0..open.row_count() {
        if open.selected_row().is_some_and(|selected| selected.subject != *row) {
            return dictate_row(open, screen);
        }
        open.move_selection(Motion::Down, screen.size);
    }
    open.show_message("Filed. That was the last row of the list.");
    Vec::new()
}

/// Returns the purpose that fits the row: from the last recorded act, the row's finding, the words of its alert, or the
/// most urgent finding of the case.
pub(super) fn row_purpose(open: &Workspace, selected: &SelectedRow<'_>, catalog: &Catalog) -> String {
    let Subject { case, person } = &selected.subject;
    if let Some(last) = open.last_act.as_ref().filter(|last| last.case == *case) {
        let purpose = catalog.purposes.iter().find(|purpose| purpose.id == last.form.purpose);
        return purpose.map(|purpose| purpose.words.clone()).unwrap_or_default();
    }
    let by_finding = selected.finding.and_then(|finding| catalog.purpose_for_category(finding.category));
    let by_alert = || selected.alert.and_then(|alert| catalog.purpose_for_alert(&alert.text.to_text(DateStyle::Long)));
    let by_case = || {
        let findings = open.snapshot.caseload.case(case)?.evaluation.findings.iter();
        let mut own = findings.filter(|finding| finding.person == *person || finding.person.0 == 0);
        own.find_map(|finding| catalog.purpose_for_category(finding.category))
    };
    let purpose = by_finding.or_else(by_alert).or_else(by_case).or_else(|| catalog.purposes.first());
    purpose.map(|purpose| purpose.words.clone()).unwrap_or_default()
}

fn ask_for_annotation(open: &mut Workspace) {
    let Some(Subject { case, person }) = open.selected_row().map(|row| row.subject) else { return };
    let annotations = open.snapshot.caseload.case(&case).map(|evaluated| &evaluated.record.annotations);
    let before = annotations.and_then(|annotations| annotations.get(&person)).cloned().unwrap_or_default();
    if !open.refuse_on_another_day() {
        open.ask_question(Prompt::new(PromptQuestion::Annotate(case, person), &before));
    }
}

/// Shows why the row is in its list.
fn show_explanation(open: &mut Workspace, screen: &ScreenContext<'_>) {
    let (on, columns, theme) = (open.snapshot.caseload.as_of(), screen.page_columns(), screen.theme);
    let page = ExplanationPage { on, columns, theme };
    let Some(selected) = open.selected_row() else { return };
    let lines = if open.pane == Pane::Checklist {
        open.checklist.selected_item().map(|item| page.item_lines(item, open.checklist.month)).unwrap_or_default()
    } else if let Some(finding) = selected.finding {
        let mut lines = page.finding_lines(finding);
        lines.extend(page.closing_lines(finding));
        lines
    } else if let Some((alert, case)) = selected.alert.zip(open.snapshot.caseload.case(&selected.subject.case)) {
        page.alert_lines(alert, &case.record)
    } else {
        let text = selected.text;
        return open.show_message(text);
    };
    let title = format!("{WHY_TITLE}   {}", side_pane::case_title(&open.snapshot, &selected.subject));
    open.open_overlay(Overlay::TextPage(TextPage::new(title, lines)));
}

/// Does what the selected row asks for. An alert that somebody wrote is marked as done. What a rule found opens the
/// act or the contact that clears it, because nothing but a fact clears it. A draft opens its form.
pub(super) fn do_row(open: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    if open.refuse_on_another_day() {
        return Vec::new();
    }
    let Some(selected) = open.selected_row() else { return Vec::new() };
    let (alert, finding) = (selected.alert.cloned(), selected.finding.cloned());
    match alert {
        None => open_row(open, screen),
        Some(alert) if alert.can_be_closed() => {
            let case = alert.case.clone();
            let message = "Marked as done. u undoes it.".to_owned();
            record_change(open, case, alert.into_disposition_change(Disposition::Done), message)
        }
        Some(_) => open_what_clears(open, screen, finding.as_ref()),
    }
}

/// Opens the first act that a finding proposes, or the comment form if it asks for a contact; without a proposal, the
/// list of acts. Says what clears the finding.
fn open_what_clears(open: &mut Workspace, screen: &ScreenContext<'_>, finding: Option<&Finding>) -> SideEffects {
    let mut effects = Vec::new();
    let first = finding.and_then(|finding| finding.next.first());
    let form = finding.and_then(|finding| open.snapshot.caseload.form_that_clears(finding));
    match form {
        _ if first == Some(&Proposal::Contact) => effects = dictate_row(open, screen),
        Some(form) => act_sheet::open_on_row(open, form),
        None => act_sheet::choose_act(open),
    }
    if let Some(finding) = finding.filter(|finding| !finding.clears_when.is_empty()) {
        open.show_message(format!("Done when: {}. Esc goes back; nothing is recorded yet.", finding.clears_when));
    }
    effects
}

fn ask_about_alert(open: &mut Workspace, question: impl FnOnce(Alert) -> PromptQuestion) {
    if let Some(alert) = selected_alert(open)
        && !open.refuse_on_another_day()
    {
        open.ask_question(Prompt::new(question(alert), ""));
    }
}

/// Returns the alert in the selected row; if the row is a draft, says so.
fn selected_alert(open: &mut Workspace) -> Option<Alert> {
    let alert = open.selected_row()?.alert.cloned();
    if alert.is_none() {
        open.show_refusal(match open.pane {
            Pane::Month => "Only a reminder or an alert is put off. Enter opens the case.",
            _ => "A draft is filed or discarded in its form. Enter opens it.",
        });
    }
    alert
}

fn turn_month(open: &mut Workspace, step: Step) {
    if open.pane == Pane::Month {
        open.month.turn_month(step, &open.snapshot.caseload);
    } else {
        checklist::turn_month(open, step);
    }
}
