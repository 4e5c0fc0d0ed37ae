//! Looks into a checklist: opens what proves an item, another checklist of the case, or all cases side by side.

use super::{comments, navigation};
use crate::desk::checklist::CompletenessRow;
use crate::domain::count_with_noun;
use crate::domain::{CaseNumber, PersonNumber};
use crate::store::LoggedEntry;
use crate::tui::command::{ChecklistViewCommand, Pane};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::panes::checklist::EvidenceTarget;
use crate::tui::panes::explanation::ExplanationPage;
use crate::tui::panes::{Subject, side_pane};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::Job;
use crate::tui::widgets::read_page::TextPage;

pub(super) fn run_command(
    open: &mut Workspace,
    screen: &ScreenContext<'_>,
    command: ChecklistViewCommand,
) -> SideEffects {
    match command {
        ChecklistViewCommand::Evidence => open_evidence(open, screen),
        ChecklistViewCommand::Form => {
            let chooser = Chooser::for_checklists(open.snapshot.caseload.checklists());
            open.open_overlay(Overlay::Chooser(chooser));
            Vec::new()
        }
        ChecklistViewCommand::Completeness => {
            let form = open.checklist.active_form(&open.snapshot.caseload).name.clone();
            store_job(Job::Completeness { form, month: open.checklist.month })
        }
    }
}

/// Opens the comment or the section of the folder that proves the item; a mark is shown with its entry.
fn open_evidence(open: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    match find_evidence(open) {
        Some(EvidenceTarget::Comment(filed)) => {
            let comment = filed.comment;
            let effects = comments::open_comment(open, screen, comment.case, comment.person, comment.id);
            open.return_pane = Some(Pane::Checklist);
            effects
        }
        Some(EvidenceTarget::Section(section)) => {
            let effects = navigation::go_to_pane(open, Pane::Case);
            open.folder.show_section(section);
            effects
        }
        Some(EvidenceTarget::Page(entry)) => {
            show_evidence(open, screen, entry.as_deref());
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Returns the evidence for the state of the selected item; `None` until the case is read.
fn find_evidence(open: &Workspace) -> Option<EvidenceTarget> {
    let item = open.checklist.selected_item()?;
    let details = open.case_details.as_ref()?;
    let is_shown = open.subject.as_ref().is_some_and(|subject| subject.case == details.subject.case);
    is_shown.then(|| EvidenceTarget::for_item(item, open.checklist.month, details, &open.snapshot.caseload))
}

fn show_evidence(open: &mut Workspace, screen: &ScreenContext<'_>, entry: Option<&LoggedEntry>) {
    let Some((subject, item)) = open.subject.as_ref().zip(open.checklist.selected_item()) else { return };
    let (on, columns, theme) = (open.snapshot.caseload.as_of(), screen.page_columns(), screen.theme);
    let page = ExplanationPage { on, columns, theme };
    let mut lines = page.item_lines(item, open.checklist.month);
    lines.extend(entry.map(|entry| page.entry_lines(entry)).unwrap_or_default());
    let title = format!("Evidence   {}", side_pane::case_title(&open.snapshot, subject));
    open.open_overlay(Overlay::TextPage(TextPage::new(title, lines)));
}

/// Shows the checklist with this name for the case on the screen.
pub(super) fn show_checklist(open: &mut Workspace, name: &str) {
    open.checklist.form = open.snapshot.caseload.checklists().find_by_name(name).cloned();
    open.fill_checklist();
    open.checklist.select_first_open_item();
}

/// Lists the cases with how many items of a checklist are settled and open.
pub(super) fn show_completeness(open: &mut Workspace, rows: &[CompletenessRow]) {
    let Some(first) = rows.first() else { return open.show_message("The checklist applies to no case this month.") };
    let open_items: usize = rows.iter().map(|row| row.open).sum();
    let month = first.month.first_day().format("%B %Y");
    let heading = format!("{} of {month}: {open_items} open in {}", first.form, count_with_noun(rows.len(), "case"));
    open.open_overlay(Overlay::Chooser(Chooser::for_completeness(&heading, rows)));
}

/// Shows the checklist of a case.
pub(super) fn show_checklist_for(open: &mut Workspace, case: CaseNumber) -> SideEffects {
    open.pane = Pane::Checklist;
    navigation::show_case(open, Subject { case, person: PersonNumber::CASE })
}
