//! What the commands of a walk do, and what they ask the screen to do.

use super::Walk;
use crate::desk::disposition_note;
use crate::domain::alert::Disposition;
use crate::domain::walk::{WalkList, WalkOutcome, WalkProgress, WalkStep};
use crate::rules::message::DateStyle;
use crate::tui::command::WalkCommand;
use crate::tui::overlays::prompt::WalkQuestion;
use crate::tui::panes::Subject;
use crate::tui::store_thread::{Job, Snapshot};

/// What a command of a walk asks the screen to do.
#[derive(Debug, Clone)]
pub enum WalkRequest {
    /// Begin this walk, or go on from where its progress says; the progress is saved.
    Begin(WalkProgress),
    /// Ask whether to continue the walk that was stopped or to begin the new one.
    ChooseWalk {
        /// The walk that was stopped.
        stopped: WalkProgress,
        /// How many cases are left of it; at least one.
        left: usize,
        /// The walk that would begin.
        new: WalkProgress,
    },
    /// Give the store the job that records what was done with the case and goes to the next one.
    Pass(Job),
    /// Ask why or until when the case is put off.
    Ask(WalkQuestion),
    /// Leave the walk, which has come to its end.
    End,
    /// Leave the walk, which can be continued: so many cases are left.
    Stop(usize),
}

impl Walk {
    /// Begins a walk of `list`; `stopped` is a walk that was stopped, with how many cases are left of it.
    pub fn start(list: WalkList, stopped: Option<(WalkProgress, usize)>, snapshot: &Snapshot) -> WalkRequest {
        let new = WalkProgress::new(list, snapshot.today);
        match stopped {
            Some((stopped, left)) => WalkRequest::ChooseWalk { stopped, left, new },
            None => WalkRequest::Begin(new),
        }
    }

    /// Performs a command; `None` if there is nothing that it could act on.
    pub fn update(&self, command: WalkCommand, snapshot: &Snapshot) -> Option<WalkRequest> {
        match command {
            WalkCommand::Done => self.pass_stop(&Disposition::Done, snapshot),
            WalkCommand::Skip => self.ask(WalkQuestion::Skip),
            WalkCommand::Snooze => self.ask(WalkQuestion::Snooze),
            WalkCommand::Refuse => self.ask(WalkQuestion::Refuse),
            WalkCommand::Leave if self.stops.is_empty() => Some(WalkRequest::End),
            WalkCommand::Leave => Some(WalkRequest::Stop(self.stops.len())),
            // A walk is started from a list, where none is on.
            WalkCommand::Start => None,
        }
    }

    fn ask(&self, question: WalkQuestion) -> Option<WalkRequest> {
        self.current_stop().map(|_| WalkRequest::Ask(question))
    }

    /// Passes the case on the screen: a disposition of all that the list asks for on it is recorded. `None` if no case is
    /// left or no walk is saved.
    pub fn pass_stop(&self, disposition: &Disposition, snapshot: &Snapshot) -> Option<WalkRequest> {
        let stop = self.current_stop()?.clone();
        let progress = snapshot.walk.as_deref()?.clone();
        let name = snapshot.caseload.case(&stop.case).map(|case| case.person_name(stop.person).to_string());
        let note = disposition_note(disposition, snapshot.today).to_text(DateStyle::Near(snapshot.today));
        let message = format!("{} {}: {note}.", stop.case, name.unwrap_or_default());
        let place = progress.with_step(stop.walk_step(WalkOutcome::from(disposition)));
        let changes =
            stop.items.into_iter().map(|item| item.alert.into_disposition_change(disposition.clone())).collect();
        Some(WalkRequest::Pass(Job::AdvanceWalk { changes, place, case: stop.case, message }))
    }

    /// Passes the case of a comment on `row` that was dictated and is filed now: the walk goes on from there. What the
    /// comment does not clear stays in the list. `None` if no walk is saved.
    pub fn pass_dictated_row(&self, row: &Subject, snapshot: &Snapshot) -> Option<WalkRequest> {
        let progress = snapshot.walk.as_deref()?.clone();
        let left = self.stops.iter().find(|stop| Subject::from_stop(stop) == *row);
        // If nothing is left of what the list asked for, the row itself is the step.
        let step = left.map_or_else(
            || WalkStep { case: row.case.clone(), person: row.person, alerts: Vec::new(), how: WalkOutcome::Dictated },
            |stop| stop.walk_step(WalkOutcome::Dictated),
        );
        Some(WalkRequest::Begin(progress.with_step(step)))
    }
}
