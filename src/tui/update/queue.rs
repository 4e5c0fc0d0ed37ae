//! The desk of EC Supervisor and Clerk II: cases drawn and reviewed, conferences held.

use std::collections::BTreeSet;

use crate::desk::QueueSection;
use crate::desk::checklist::ComponentView;
use crate::domain::dates::Month;
use crate::domain::{CaseNumber, WorkerNumber};
use crate::present::dates::long_month;
use crate::tui::command::QueueCommand;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::overlays::review::{ReviewOutcome, ReviewSheet};
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::Job;

pub(super) fn run_command(open: &mut Workspace, command: QueueCommand) -> SideEffects {
    if open.refuse_without_own_queue() || open.refuse_on_another_day() {
        return Vec::new();
    }
    match command {
        QueueCommand::Draw => return store_job(Job::DrawReviews(Month::from_date(open.snapshot.today))),
        QueueCommand::Review => return prepare_review(open),
        QueueCommand::Conference => ask_for_conference(open),
        QueueCommand::Score(_) | QueueCommand::File => run_review_command(open, command),
    }
    Vec::new()
}

/// Routes a command to the review.
fn run_review_command(open: &mut Workspace, command: QueueCommand) {
    let Overlay::Review(sheet) = &mut open.overlay else { return };
    match sheet.update(command, &open.snapshot.caseload) {
        Some(ReviewOutcome::AskForRemark { review, remark }) => {
            open.ask_question(Prompt::new(PromptQuestion::ReviewRemark(review), &remark));
        }
        Some(ReviewOutcome::Refusal(refusal)) => open.show_refusal(refusal),
        None => {}
    }
}

/// Has the store read what the review of the case of the row is to show.
fn prepare_review(open: &mut Workspace) -> SideEffects {
    let Some(case) = open.queue.selected_row().map(|row| row.case.clone()) else { return Vec::new() };
    let month = Month::from_date(open.snapshot.today);
    if !open.snapshot.caseload.month_draws(month).any(|draw| draw.cases.contains(&case)) {
        open.show_refusal(format!("The case was not drawn for {}. D draws the cases.", long_month(month)));
        return Vec::new();
    }
    store_job(Job::ReviewPoints(case, month))
}

/// Opens the review of a case, with the scores of a review that was begun and left, or else of one that was recorded.
pub(super) fn open_review(open: &mut Workspace, case: CaseNumber, month: Month, components: Vec<ComponentView>) {
    let begun = open.take_begun_review(month, &case);
    let is_begun = begun.is_some();
    let recorded = || open.snapshot.caseload.case_review(month, &case).map(|review| review.points.clone());
    let before = begun.or_else(recorded).unwrap_or_default();
    let mut sheet = ReviewSheet::new(case, month, components, &before);
    sheet.is_begun = is_begun;
    open.open_overlay(Overlay::Review(Box::new(sheet)));
}

/// Asks what was agreed in a conference with the EC of the row: about all unengaged cases of the EC, or the case of the
/// row.
fn ask_for_conference(open: &mut Workspace) {
    let Some(row) = open.queue.selected_row() else { return };
    let Some(ec) = row.ec.clone() else {
        return open.show_refusal("No listing names the EC of this case.");
    };
    let is_unengaged = row.section == QueueSection::Unengaged;
    let cases = if is_unengaged { unengaged_cases(open, &ec) } else { vec![row.case.clone()] };
    let question = PromptQuestion::Conference { with: ec, cases, on: open.snapshot.today };
    open.ask_question(Prompt::new(question, ""));
}

/// Returns the unengaged cases of an EC, each once.
fn unengaged_cases(open: &Workspace, ec: &WorkerNumber) -> Vec<CaseNumber> {
    let rows = open.queue.all_rows().iter();
    let rows = rows.filter(|row| row.section == QueueSection::Unengaged && row.ec.as_ref() == Some(ec));
    let cases: BTreeSet<_> = rows.map(|row| row.case.clone()).collect();
    cases.into_iter().collect()
}
