//! Routes the commands of the queue of EC Supervisor and Clerk II, and those of a review.

use crate::desk::checklist::ComponentView;
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::tui::command::QueueCommand;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::overlays::review::{ReviewOutcome, ReviewSheet};
use crate::tui::panes::supervisor_queue::QueueOutcome;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;

/// Routes a command to the review that is open, or else to the queue.
pub(super) fn run_command(open: &mut Workspace, command: QueueCommand) -> SideEffects {
    if open.refuse_without_own_queue() || open.refuse_on_another_day() {
        return Vec::new();
    }
    if let Overlay::Review(sheet) = &mut open.overlay {
        if let Some(outcome) = sheet.update(command, &open.snapshot.caseload) {
            carry_out_review(open, outcome);
        }
        return Vec::new();
    }
    let outcome = open.queue.update(command, &open.snapshot);
    outcome.map(|outcome| carry_out(open, outcome)).unwrap_or_default()
}

fn carry_out(open: &mut Workspace, outcome: QueueOutcome) -> SideEffects {
    match outcome {
        QueueOutcome::Job(job) => return store_job(job),
        QueueOutcome::Ask(question) => open.ask_question(Prompt::new(question, "")),
        QueueOutcome::Refusal(refusal) => open.show_refusal(refusal),
    }
    Vec::new()
}

fn carry_out_review(open: &mut Workspace, outcome: ReviewOutcome) {
    match outcome {
        ReviewOutcome::AskForRemark { review, remark } => {
            open.ask_question(Prompt::new(PromptQuestion::ReviewRemark(review), &remark));
        }
        ReviewOutcome::Refusal(refusal) => open.show_refusal(refusal),
    }
}

/// Opens the review of a case, with the scores of a review that was begun and left, or else of one that was recorded.
pub(super) fn open_review(open: &mut Workspace, case: CaseNumber, month: Month, components: Vec<ComponentView>) {
    let begun = open.take_begun_review(month, &case);
    let sheet = ReviewSheet::open(case, month, components, begun, &open.snapshot.caseload);
    open.open_overlay(Overlay::Review(Box::new(sheet)));
}
