//! Runs the commands of the checklist: opens evidence, another checklist of the case, or the completeness of all cases.

use super::record::record_change;
use super::{comments, navigation};
use crate::desk::checklist::CompletenessRow;
use crate::domain::count_with_noun;
use crate::domain::{CaseNumber, PersonNumber};
use crate::present::dates::long_month;
use crate::store::LoggedEntry;
use crate::tui::command::{ChecklistViewCommand, Pane};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::panes::checklist::{ChecklistOutcome, EvidenceTarget};
use crate::tui::panes::explanation::ExplanationPage;
use crate::tui::panes::{Subject, side_pane};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::widgets::choice::Step;
use crate::tui::widgets::read_page::TextPage;

/// Routes a command to the checklist.
pub(super) fn run_command(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    command: ChecklistViewCommand,
) -> SideEffects {
    let details = workspace.case_details.as_ref();
    let details =
        details.filter(|read| workspace.subject.as_ref().is_some_and(|shown| shown.case == read.subject.case));
    let outcome = workspace.checklist.update(command, details, &workspace.snapshot.caseload);
    if outcome.is_none() && workspace.subject.is_none() {
        workspace.show_refusal(navigation::NO_ROW);
    }
    outcome.map(|outcome| carry_out(workspace, screen, outcome)).unwrap_or_default()
}

/// Ticks the selected item, or removes the worker's mark.
pub(super) fn toggle_tick(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    let case = workspace.subject.as_ref().map(|subject| &subject.case);
    let outcome = case.and_then(|case| workspace.checklist.toggle_tick(case, &workspace.snapshot.caseload));
    outcome.map(|outcome| carry_out(workspace, screen, outcome)).unwrap_or_default()
}

/// Asks why the selected item does not apply.
pub(super) fn ask_why_not_applicable(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    let case = workspace.subject.as_ref().map(|subject| &subject.case);
    let outcome = case.and_then(|case| workspace.checklist.ask_why_not_applicable(case));
    outcome.map(|outcome| carry_out(workspace, screen, outcome)).unwrap_or_default()
}

fn carry_out(workspace: &mut Workspace, screen: &ScreenContext<'_>, outcome: ChecklistOutcome) -> SideEffects {
    match outcome {
        ChecklistOutcome::Show(target) => return show_target(workspace, screen, target),
        ChecklistOutcome::Job(job) => return store_job(job),
        ChecklistOutcome::Record(case, change, message) => {
            return record_change(workspace, case, change, message.to_owned());
        }
        ChecklistOutcome::ChooseForm => {
            let chooser = Chooser::for_checklists(&workspace.snapshot.caseload.offered_checklists());
            workspace.open_overlay(Overlay::Chooser(chooser));
        }
        ChecklistOutcome::Ask(question) => {
            if !workspace.refuse_on_another_day() {
                workspace.ask_question(Prompt::new(question, ""));
            }
        }
        ChecklistOutcome::Message(message) => workspace.show_message(message),
    }
    Vec::new()
}

/// Opens the comment or the section of the folder that proves the item; a mark is shown with its entry.
fn show_target(workspace: &mut Workspace, screen: &ScreenContext<'_>, target: EvidenceTarget) -> SideEffects {
    match target {
        EvidenceTarget::Comment(filed) => {
            let comment = filed.comment;
            let effects = comments::open_comment(workspace, screen, comment.case, comment.person, comment.id);
            workspace.return_pane = Some(Pane::Checklist);
            effects
        }
        EvidenceTarget::Section(section) => {
            let effects = navigation::go_to_pane(workspace, Pane::Case);
            workspace.folder.show_section(section);
            effects
        }
        EvidenceTarget::Page(entry) => {
            show_evidence(workspace, screen, entry.as_deref());
            Vec::new()
        }
    }
}

fn show_evidence(workspace: &mut Workspace, screen: &ScreenContext<'_>, entry: Option<&LoggedEntry>) {
    let Some((subject, item)) = workspace.subject.as_ref().zip(workspace.checklist.selected_item()) else { return };
    let (on, columns, theme) = (workspace.snapshot.caseload.as_of(), screen.page_columns(), screen.theme);
    let page = ExplanationPage { on, columns, theme };
    let mut lines = page.item_lines(item, workspace.checklist.month);
    lines.extend(entry.map(|entry| page.entry_lines(entry)).unwrap_or_default());
    let title = format!("Evidence   {}", side_pane::case_title(&workspace.snapshot, subject));
    workspace.open_overlay(Overlay::TextPage(TextPage::new(title, lines)));
}

/// Shows the checklist with this name for the case on the screen.
pub(super) fn show_checklist(workspace: &mut Workspace, name: &str) {
    workspace.checklist.choose_form(name, &workspace.snapshot.caseload);
    workspace.fill_checklist();
    workspace.checklist.select_first_open_item();
}

/// Shows the checklist for the month after, or the one before.
pub(super) fn turn_month(workspace: &mut Workspace, step: Step) {
    workspace.checklist.turn_month(step);
    workspace.fill_checklist();
    workspace.checklist.select_first_open_item();
}

/// Lists the cases with how many items of a checklist are settled and open.
pub(super) fn show_completeness(workspace: &mut Workspace, rows: &[CompletenessRow]) {
    let Some(first) = rows.first() else {
        return workspace.show_message("The checklist applies to no case this month.");
    };
    let open_items: usize = rows.iter().map(|row| row.open).sum();
    let month = long_month(first.month);
    let heading = format!("{} of {month}: {open_items} open in {}", first.form, count_with_noun(rows.len(), "case"));
    workspace.open_overlay(Overlay::Chooser(Chooser::for_completeness(&heading, rows)));
}

/// Shows the checklist of a case.
pub(super) fn show_checklist_for(workspace: &mut Workspace, case: CaseNumber) -> SideEffects {
    workspace.pane = Pane::Checklist;
    navigation::show_case(workspace, Subject { case, person: PersonNumber::CASE })
}
