//! Commands on the selected row.

use super::record::record_change;
use super::{
    act_sheet, amendment, changes, checklist, comment_form, comments, extracts, marks, navigation, partners, posting,
    reminders, resume, search, undo,
};
use crate::desk::{Alert, TodayOrigin};
use crate::domain::alert::Disposition;
use crate::domain::proposal::Proposal;
use crate::policy::catalog::Catalog;
use crate::rules::finding::Finding;
use crate::rules::message::DateStyle;
use crate::tui::command::{FolderSection, Motion, Pane, PartnerCommand, RowCommand};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
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

pub(super) fn run_command(workspace: &mut Workspace, screen: &ScreenContext<'_>, command: RowCommand) -> SideEffects {
    if command == RowCommand::Open && workspace.current_list().is_some_and(FilterableList::is_fold_selected) {
        search::fold_group(workspace);
        return Vec::new();
    }
    if command == RowCommand::Remind && reminders::is_on_day(workspace) {
        reminders::ask_alone(workspace);
        return Vec::new();
    }
    if needs_row(command) && workspace.selected_row().is_none() {
        workspace.show_refusal(navigation::no_row_text(workspace));
        return Vec::new();
    }
    if needs_case(command) && reminders::refuse_without_case(workspace) {
        return Vec::new();
    }
    if !workspace.marked_rows().is_empty() && marks::run_on_marked(workspace, screen, command) {
        return Vec::new();
    }
    match command {
        RowCommand::Mark => marks::toggle_mark(workspace, screen),
        RowCommand::ClearMarks => marks::clear_marks(workspace),
        RowCommand::Open => return open_row(workspace, screen),
        RowCommand::Dictate => return dictate_row(workspace, screen),
        RowCommand::Undo => return undo::undo(workspace),
        RowCommand::Redo => return undo::redo(workspace),
        RowCommand::Doings => return store_job(Job::Doings),
        RowCommand::Checklist => return navigation::go_to_row_pane(workspace, Pane::Checklist),
        RowCommand::Done => return do_row(workspace, screen),
        RowCommand::Tick => return checklist::toggle_tick(workspace, screen),
        RowCommand::NotApplicable => return checklist::ask_why_not_applicable(workspace, screen),
        RowCommand::CopyOut => return posting::copy_out_comment(workspace, screen),
        RowCommand::Posted => return posting::mark_posted(workspace),
        RowCommand::Unposted => return store_job(Job::Unposted),
        RowCommand::Changes => return store_job(Job::Changes),
        RowCommand::Act => act_sheet::choose_act(workspace),
        RowCommand::Annotate => ask_for_annotation(workspace),
        RowCommand::Remind => reminders::ask_on_row(workspace),
        RowCommand::RemindAlone => reminders::ask_alone(workspace),
        RowCommand::Why => show_explanation(workspace, screen),
        RowCommand::Snoozed => list_snoozed(workspace),
        RowCommand::ToggleGoals => toggle_goals(workspace),
        RowCommand::Skip => ask_about_alert(workspace, PromptQuestion::Skip),
        RowCommand::Snooze => ask_about_alert(workspace, PromptQuestion::Snooze),
        RowCommand::Refuse => ask_about_alert(workspace, PromptQuestion::Refuse),
        RowCommand::Amend => amendment::choose_amendment(workspace),
        RowCommand::Reveal if workspace.folder.section == FolderSection::Partners => {
            return partners::open_services(workspace);
        }
        RowCommand::Reveal => comments::reveal_comment(workspace),
        RowCommand::ToFile => posting::ask_for_file(workspace),
        RowCommand::CaseAfter => changes::step_case(workspace, Step::Next),
        RowCommand::CaseBefore => changes::step_case(workspace, Step::Previous),
        RowCommand::MonthBefore => turn_month(workspace, Step::Previous),
        RowCommand::MonthAfter => turn_month(workspace, Step::Next),
        RowCommand::Proof => workspace.month.shows_proof = !workspace.month.shows_proof,
        RowCommand::DayBefore => workspace.month.step_day(Step::Previous, &workspace.snapshot.caseload),
        RowCommand::DayAfter => workspace.month.step_day(Step::Next, &workspace.snapshot.caseload),
        RowCommand::DayToday => {
            workspace.month.choose_day(workspace.snapshot.caseload.as_of(), &workspace.snapshot.caseload);
        }
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
fn open_row(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    match &workspace.overlay {
        Overlay::Changes(_) => return changes::open_case(workspace),
        Overlay::MissingFacts(_) => return extracts::open_missing_case(workspace),
        _ => {}
    }
    if workspace.pane == Pane::Month && workspace.month.walks_days() {
        if !workspace.month.open_day() {
            workspace.show_message("Nothing is due on this day.");
        }
        return Vec::new();
    }
    if workspace.pane == Pane::Queue && workspace.queue.list.selected_row().is_some_and(|row| row.duty_note.is_some()) {
        return partners::run_command(workspace, PartnerCommand::DutyNote);
    }
    if reminders::is_without_case(workspace) && workspace.pane == Pane::Queue {
        reminders::refuse_without_case(workspace);
        return Vec::new();
    }
    if reminders::is_without_case(workspace) {
        reminders::ask_on_row(workspace);
        return Vec::new();
    }
    let item = if workspace.pane == Pane::Today { workspace.today.selected_row() } else { None };
    match item.map(|item| (item.case.clone(), item.origin.clone())) {
        Some((_, TodayOrigin::Draft { of, .. })) if of.is_comment() && workspace.refuse_on_another_day() => Vec::new(),
        Some((case, TodayOrigin::Draft { of, .. })) => {
            let effects = resume::resume_draft(workspace, screen, case, &of);
            act_sheet::continue_draft(workspace);
            effects
        }
        _ => {
            // The page that was read last belongs to the case that it was read on.
            let opened = workspace.selected_row().map(|row| row.subject.case);
            if opened.as_ref() != workspace.subject.as_ref().map(|shown| &shown.case) {
                workspace.folder.show_section(FolderSection::Overview);
            }
            navigation::go_to_row_pane(workspace, Pane::Case)
        }
    }
}

/// Goes to the comment form of the case of the selected row. Without a selected row, or on another day, on which nothing
/// is recorded, the pane is shown as it is.
pub(super) fn go_to_form(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    let is_alone = workspace.pane == Pane::Dictate || reminders::is_without_case(workspace);
    if is_alone || workspace.is_another_day() || workspace.selected_row().is_none() {
        return navigation::go_to_pane(workspace, Pane::Dictate);
    }
    let mut effects = act_sheet::close_form(workspace);
    let left = workspace.dictate.as_ref().map(|form| form.subject.case.clone());
    effects.extend(dictate_row(workspace, screen));
    if let Some(left) = left.filter(|left| workspace.left_forms.keys().any(|(case, _)| case == left)) {
        workspace.show_message(format!("The draft of {left} is kept; d on the case continues it."));
    }
    effects
}

/// Opens the comment form of the case of the selected row.
pub(super) fn dictate_row(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    if workspace.refuse_on_another_day() {
        return Vec::new();
    }
    let Some(selected) = workspace.selected_row() else { return Vec::new() };
    let purpose = row_purpose(workspace, &selected, screen.catalog);
    let subject = selected.subject;
    let last_act = workspace.last_act.as_ref().filter(|last| last.case == subject.case);
    let results = last_act.and_then(|last| last.comment.clone()).unwrap_or_default();
    comment_form::open_form(workspace, subject, CommentProposal { purpose, results })
}

/// Opens the comment form of the row after `row` in the list that is shown. If filing removed the row, the row that
/// took its place is used.
pub(super) fn dictate_next(workspace: &mut Workspace, screen: &ScreenContext<'_>, row: &Subject) -> SideEffects {
    if !matches!(workspace.pane, Pane::Today | Pane::Cases | Pane::Action | Pane::Alerts | Pane::Queue) {
        workspace.pane = workspace.list_pane;
    }
    for _ in 0..workspace.row_count() {
        if workspace.selected_row().is_some_and(|selected| selected.subject != *row) {
            return dictate_row(workspace, screen);
        }
        workspace.move_selection(Motion::Down, screen.size);
    }
    workspace.show_message("Filed. That was the last row of the list.");
    Vec::new()
}

/// Returns the purpose that fits the row: from the last recorded act, the row's finding, the words of its alert, or the
/// most urgent finding of the case.
pub(super) fn row_purpose(workspace: &Workspace, selected: &SelectedRow<'_>, catalog: &Catalog) -> String {
    let Subject { case, person } = &selected.subject;
    if let Some(last) = workspace.last_act.as_ref().filter(|last| last.case == *case) {
        let purpose = catalog.purposes.iter().find(|purpose| purpose.id == last.form.purpose);
        return purpose.map(|purpose| purpose.words.clone()).unwrap_or_default();
    }
    let by_finding = selected.finding.and_then(|finding| catalog.purpose_for_finding(finding.category, &finding.next));
    let by_alert = || selected.alert.and_then(|alert| catalog.purpose_for_alert(&alert.text.to_text(DateStyle::Long)));
    let by_case = || {
        let findings = workspace.snapshot.caseload.case(case)?.evaluation.findings.iter();
        let mut own = findings.filter(|finding| finding.person == *person || finding.person.0 == 0);
        own.find_map(|finding| catalog.purpose_for_finding(finding.category, &finding.next))
    };
    let purpose = by_finding.or_else(by_alert).or_else(by_case).or_else(|| catalog.purposes.first());
    purpose.map(|purpose| purpose.words.clone()).unwrap_or_default()
}

fn ask_for_annotation(workspace: &mut Workspace) {
    let Some(Subject { case, person }) = workspace.selected_row().map(|row| row.subject) else { return };
    let annotations = workspace.snapshot.caseload.case(&case).map(|evaluated| &evaluated.record.annotations);
    let before = annotations.and_then(|annotations| annotations.get(&person)).cloned().unwrap_or_default();
    if !workspace.refuse_on_another_day() {
        workspace.ask_question(Prompt::new(PromptQuestion::Annotate(case, person), &before));
    }
}

/// Shows why the row is in its list.
fn show_explanation(workspace: &mut Workspace, screen: &ScreenContext<'_>) {
    let (on, columns, theme) = (workspace.snapshot.caseload.as_of(), screen.page_columns(), screen.theme);
    let page = ExplanationPage { on, columns, theme };
    let Some(selected) = workspace.selected_row() else { return };
    let lines = if workspace.pane == Pane::Checklist {
        workspace
            .checklist
            .selected_item()
            .map(|item| page.item_lines(item, workspace.checklist.month))
            .unwrap_or_default()
    } else if let Some(finding) = selected.finding.filter(|_| is_of_rule(workspace)) {
        let mut lines = page.finding_lines(finding);
        lines.extend(page.closing_lines(finding));
        lines
    } else if let Some((alert, case)) = selected.alert.zip(workspace.snapshot.caseload.case(&selected.subject.case)) {
        page.alert_lines(alert, &case.record)
    } else if let Some(row) = workspace.queue.list.selected_row().filter(|_| workspace.pane == Pane::Queue) {
        page.desk_lines(row, workspace.snapshot.caseload.worker().role)
    } else {
        let text = selected.text;
        return workspace.show_message(text);
    };
    let title = format!("{WHY_TITLE}   {}", side_pane::case_title(&workspace.snapshot, &selected.subject));
    workspace.open_overlay(Overlay::TextPage(TextPage::new(title, lines)));
}

/// Returns whether a rule found the selected row. A desk also lists what somebody did or sent.
fn is_of_rule(workspace: &Workspace) -> bool {
    workspace.pane != Pane::Queue || workspace.queue.list.selected_row().is_some_and(|row| row.rule.is_some())
}

/// Does what the selected row asks for. An alert that somebody wrote is marked as done. What a rule found opens the
/// act or the contact that clears it, because nothing but a fact clears it. A draft opens its form. On a desk, what no
/// rule found opens the list of acts.
pub(super) fn do_row(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    if workspace.refuse_on_another_day() {
        return Vec::new();
    }
    let Some(selected) = workspace.selected_row() else { return Vec::new() };
    let (alert, finding) = (selected.alert.cloned(), selected.finding.filter(|_| is_of_rule(workspace)).cloned());
    match alert {
        None if workspace.pane == Pane::Queue && !selected.subject.case.stands_for_none() => {
            open_what_clears(workspace, screen, finding.as_ref())
        }
        None => open_row(workspace, screen),
        Some(alert) if alert.can_be_closed() => {
            let case = alert.case.clone();
            let message = "Marked as done. u undoes it.".to_owned();
            record_change(workspace, case, alert.into_disposition_change(Disposition::Done), message)
        }
        Some(_) => open_what_clears(workspace, screen, finding.as_ref()),
    }
}

/// Opens the first act that a finding proposes, or the comment form if it asks for a contact; without a proposal, the
/// list of acts. Says what clears the finding.
fn open_what_clears(workspace: &mut Workspace, screen: &ScreenContext<'_>, finding: Option<&Finding>) -> SideEffects {
    let mut effects = Vec::new();
    let first = finding.and_then(|finding| finding.next.first());
    let form = finding.and_then(|finding| workspace.snapshot.caseload.form_that_clears(finding));
    match form {
        _ if first == Some(&Proposal::Contact) => effects = dictate_row(workspace, screen),
        Some(form) => act_sheet::open_on_row(workspace, form),
        None => act_sheet::choose_act(workspace),
    }
    if let Some(finding) = finding.filter(|finding| !finding.clears_when.is_empty()) {
        workspace.show_message(format!("Done when: {}. Esc goes back; nothing is recorded yet.", finding.clears_when));
    }
    effects
}
/// Lists the snoozed rows, whatever list is shown.
/// Hides the goals to talk about, or shows them again, and says which.
fn toggle_goals(workspace: &mut Workspace) {
    workspace.hide_goals(!workspace.hides_goals);
    let says = if workspace.hides_goals {
        "Goals to talk about are hidden. The same key shows them again."
    } else {
        "Goals to talk about are shown."
    };
    workspace.show_message(says);
}

fn list_snoozed(workspace: &mut Workspace) {
    if workspace.snapshot.caseload.snoozed_alerts().is_empty() {
        return workspace.show_message("Nothing is snoozed. z on a row puts it off.");
    }
    let chooser = Chooser::for_snoozed(&workspace.snapshot);
    workspace.open_overlay(Overlay::Chooser(chooser));
}

/// Brings a snoozed alert back to the lists: it is snoozed until today.
pub(super) fn wake(workspace: &mut Workspace, alert: Alert) -> SideEffects {
    if workspace.refuse_on_another_day() {
        return Vec::new();
    }
    let until = workspace.snapshot.today;
    let change = alert.into_disposition_change(Disposition::Snoozed { until });
    let message = "Awake: it is in the lists again. u undoes it.".to_owned();
    store_job(Job::RecordTogether { changes: vec![change], message })
}

fn ask_about_alert(workspace: &mut Workspace, question: impl FnOnce(Alert) -> PromptQuestion) {
    if let Some(alert) = selected_alert(workspace)
        && !workspace.refuse_on_another_day()
    {
        workspace.ask_question(Prompt::new(question(alert), ""));
    }
}

/// Returns the alert in the selected row; if the row is a draft, says so.
fn selected_alert(workspace: &mut Workspace) -> Option<Alert> {
    let alert = workspace.selected_row()?.alert.cloned();
    if alert.is_none() {
        workspace.show_refusal(match workspace.pane {
            Pane::Month => "Only a reminder or an alert is put off. Enter opens the case.",
            Pane::Queue => "Only an alert is put off on a desk. Space opens the act that the row asks for.",
            _ => "A draft is filed or discarded in its form. Enter opens it.",
        });
    }
    alert
}

fn turn_month(workspace: &mut Workspace, step: Step) {
    if workspace.pane == Pane::Month {
        workspace.month.turn_month(step, &workspace.snapshot.caseload);
    } else {
        checklist::turn_month(workspace, step);
    }
}
