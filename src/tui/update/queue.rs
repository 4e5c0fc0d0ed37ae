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
pub(super) fn run_command(workspace: &mut Workspace, command: QueueCommand) -> SideEffects {
    if workspace.refuse_without_own_queue() || workspace.refuse_on_another_day() {
        return Vec::new();
    }
    if let Overlay::Review(sheet) = &mut workspace.overlay {
        if let Some(outcome) = sheet.update(command, &workspace.snapshot.caseload) {
            carry_out_review(workspace, outcome);
        }
        return Vec::new();
    }
    let outcome = workspace.queue.update(command, &workspace.snapshot);
    outcome.map(|outcome| carry_out(workspace, outcome)).unwrap_or_default()
}

fn carry_out(workspace: &mut Workspace, outcome: QueueOutcome) -> SideEffects {
    match outcome {
        QueueOutcome::Job(job) => return store_job(job),
        QueueOutcome::Ask(question) => workspace.ask_question(Prompt::new(question, "")),
        QueueOutcome::Refusal(refusal) => workspace.show_refusal(refusal),
    }
    Vec::new()
}

fn carry_out_review(workspace: &mut Workspace, outcome: ReviewOutcome) {
    match outcome {
        ReviewOutcome::AskForRemark { review, remark } => {
            workspace.ask_question(Prompt::new(PromptQuestion::ReviewRemark(review), &remark));
        }
        ReviewOutcome::Refusal(refusal) => workspace.show_refusal(refusal),
    }
}

/// Opens the review of a case, with the scores of a review that was begun and left, or else of one that was recorded.
pub(super) fn open_review(workspace: &mut Workspace, case: CaseNumber, month: Month, components: Vec<ComponentView>) {
    let begun = workspace.take_begun_review(month, &case);
    let sheet = ReviewSheet::open(case, month, components, begun, &workspace.snapshot.caseload);
    workspace.open_overlay(Overlay::Review(Box::new(sheet)));
}
