//! Runs the tour of the practice caseload: sees by the state of the screen that a task is done, and goes on.

use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::command::{AppCommand, Pane, ScreenCommand};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::panes::dictate::RevisionKind;
use crate::tui::panes::explanation::WHY_TITLE;
use crate::tui::screen_context::ScreenContext;
use crate::tui::state::tour::{TourGoal, TourOffer, TourPhase};
use crate::tui::state::workspace::Workspace;

/// How many rows are several.
const SEVERAL: usize = 2;

impl Model {
    /// Offers the tour where somebody opens a practice caseload for the first time.
    pub(super) fn offer_tour(&mut self, is_first_start: bool) {
        let is_offered = self.tour_offer == TourOffer::AtFirstStart && is_first_start;
        let Some(open) = self.workspace_mut().filter(|_| is_offered) else { return };
        // The tour is about the lists of an EC.
        if open.snapshot.caseload.is_practice() && !open.snapshot.caseload.has_queue() {
            open.tour.offer();
        }
    }
}

/// Begins the tour or goes on with it; while it is on, passes over the task.
pub(super) fn start_or_pass(workspace: &mut Workspace) {
    let caseload = &workspace.snapshot.caseload;
    if workspace.tour.phase == TourPhase::On {
        workspace.tour.advance(caseload);
    } else {
        workspace.tour.start(caseload);
    }
}

/// Takes the tour off the screen and says how to go on with it. Returns whether it was on the screen.
pub(super) fn leave(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> bool {
    if !workspace.tour.is_shown() {
        return false;
    }
    if workspace.tour.leave() {
        let key = screen.key_of(ScreenCommand::App(AppCommand::Tour));
        workspace.show_message(format!("The tour is left. {key} goes on with it where it was."));
    }
    true
}

/// Goes on to the next task if the state of the screen shows that this one is done.
pub(super) fn follow(workspace: &mut Workspace) {
    if workspace.tour.phase != TourPhase::On {
        return;
    }
    if workspace.tour.current_goal().is_some_and(|goal| is_met(goal, workspace)) {
        workspace.tour.advance(&workspace.snapshot.caseload);
    }
}

fn is_met(goal: TourGoal, workspace: &Workspace) -> bool {
    match goal {
        TourGoal::CaseOpened => workspace.pane == Pane::Case && workspace.subject.is_some(),
        TourGoal::WhyShown => {
            matches!(&workspace.overlay, Overlay::TextPage(page) if page.title.starts_with(WHY_TITLE))
        }
        TourGoal::CommentBegun => workspace.pane == Pane::Dictate && workspace.dictate.is_some(),
        TourGoal::CommentFiled => {
            let count = workspace.snapshot.caseload.unposted_comment_count();
            workspace.tour.caseload_before().is_some_and(|before| count > before.unposted_comment_count())
        }
        TourGoal::CommentReopened => {
            let revision = workspace.dictate.as_ref().and_then(|form| form.revision);
            revision.is_some_and(|revision| revision.kind == RevisionKind::Reopened)
        }
        TourGoal::ActOpened => workspace.act_sheet.is_some(),
        TourGoal::ListNarrowed => workspace.overlay.is_none() && !workspace.filter().is_empty(),
        TourGoal::FacetChosen => workspace.current_list().is_some_and(|list| !list.facets().is_empty()),
        TourGoal::RowsMarked => workspace.marked_rows().len() >= SEVERAL,
        TourGoal::BulkDone => annotated_count(workspace) >= SEVERAL,
        TourGoal::MonthShown => workspace.pane == Pane::Month,
        TourGoal::CommentsSearched => {
            matches!(&workspace.overlay, Overlay::Search(search) if !search.line.content().trim().is_empty())
        }
        TourGoal::KeysListed => matches!(&workspace.overlay, Overlay::Chooser(chooser) if chooser.lists_commands()),
    }
}

/// Returns how many participants have another annotation than when the task began.
fn annotated_count(workspace: &Workspace) -> usize {
    let Some(before) = workspace.tour.caseload_before() else { return 0 };
    let is_other = |case: &CaseNumber, person: &PersonNumber, text: &String| {
        before.case(case).and_then(|case| case.record.annotations.get(person)) != Some(text)
    };
    let cases = workspace.snapshot.caseload.cases();
    cases
        .map(|(number, case)| {
            case.record.annotations.iter().filter(|(person, text)| is_other(number, person, text)).count()
        })
        .sum()
}
