//! What the commands of a walk do, and what they ask the screen to do.

use super::Walk;
use crate::desk::{ItemCounts, disposition_note};
use crate::domain::alert::Disposition;
use crate::domain::walk::{WalkFilter, WalkList, WalkOutcome, WalkProgress, WalkStep};
use crate::rules::message::DateStyle;
use crate::tui::command::WalkCommand;
use crate::tui::overlays::prompt::WalkQuestion;
use crate::tui::panes::Subject;
use crate::tui::store_thread::{Job, Snapshot};
use crate::tui::widgets::choice::Step;

/// What a command of a walk asks the screen to do.
#[derive(Debug, Clone)]
pub enum WalkRequest {
    /// Begin or continue the walk with this progress, and save the progress.
    Begin(WalkProgress),
    /// Ask whether to continue the walk that was stopped or to begin the new one.
    ChooseWalk {
        /// The walk that was stopped.
        stopped: WalkProgress,
        /// What is left of the stopped walk; at least one case.
        left: ItemCounts,
        /// The walk that would begin.
        new: WalkProgress,
    },
    /// Give the store the job that records what was done with the case and goes to the next one.
    Pass(Job),
    /// Ask why the case is skipped or refused, or until when it is snoozed.
    Ask(WalkQuestion),
    /// Do what the row on the screen asks for.
    DoRow,
    /// Show a message.
    Message(&'static str),
    /// Leave the walk, which has no cases left.
    End,
    /// Leave the walk, which can be continued; the counts are those of what is left.
    Stop(ItemCounts),
}

impl Walk {
    /// Begins a walk of `list`, of the rows that `filter` shows; `stopped` is a walk that was stopped, with what is left of
    /// it.
    pub fn start(
        list: WalkList,
        filter: Option<WalkFilter>,
        stopped: Option<(WalkProgress, ItemCounts)>,
        snapshot: &Snapshot,
    ) -> WalkRequest {
        let new = WalkProgress { filter, ..WalkProgress::new(list, snapshot.today) };
        match stopped {
            Some((stopped, left)) => WalkRequest::ChooseWalk { stopped, left, new },
            None => WalkRequest::Begin(new),
        }
    }

    /// Performs a command; `None` if there is nothing to act on.
    pub fn update(&mut self, command: WalkCommand, snapshot: &Snapshot) -> Option<WalkRequest> {
        match command {
            WalkCommand::Done => self.do_item(snapshot),
            WalkCommand::Next => self.go_on(Step::Next),
            WalkCommand::Back => self.go_on(Step::Previous),
            WalkCommand::Skip => self.ask(WalkQuestion::Skip),
            WalkCommand::Snooze => self.ask(WalkQuestion::Snooze),
            WalkCommand::Refuse => self.ask(WalkQuestion::Refuse),
            WalkCommand::Leave if self.stops.is_empty() => Some(WalkRequest::End),
            WalkCommand::Leave => {
                Some(WalkRequest::Stop(ItemCounts::from_stops(&self.stops, snapshot.caseload.as_of())))
            }
            // Only a list starts a walk, and while a walk is on no list is shown.
            WalkCommand::Start => None,
        }
    }

    fn ask(&self, question: WalkQuestion) -> Option<WalkRequest> {
        self.current_stop().map(|_| WalkRequest::Ask(question))
    }

    /// Marks the item on the screen as done if somebody wrote it; only a fact clears what a rule found.
    fn do_item(&self, snapshot: &Snapshot) -> Option<WalkRequest> {
        let item = self.current_stop()?.items.first()?;
        if item.alert.can_be_closed() { self.pass_item(&Disposition::Done, snapshot) } else { Some(WalkRequest::DoRow) }
    }

    fn go_on(&mut self, step: Step) -> Option<WalkRequest> {
        self.current_stop()?;
        let end = match step {
            Step::Next => "This is the last case. Left goes back, Esc stops.",
            Step::Previous => "This is the first case.",
        };
        (!self.step(step)).then_some(WalkRequest::Message(end))
    }

    /// Passes the item on the screen by recording a disposition for it and nothing else. `None` if no case is left or
    /// no walk is saved.
    pub fn pass_item(&self, disposition: &Disposition, snapshot: &Snapshot) -> Option<WalkRequest> {
        let stop = self.current_stop()?;
        let item = stop.items.first()?;
        let progress = snapshot.walk.as_deref()?;
        let name = snapshot.caseload.case(&stop.case).map(|case| case.person_name(item.alert.person).to_string());
        let near = DateStyle::Near(snapshot.today);
        let note = disposition_note(disposition, snapshot.today).to_text(near);
        let text = item.alert.text.to_text(near);
        let message = format!("{} {}: {text}: {note}.", stop.case, name.unwrap_or_default());
        let place = progress.with_step(stop.first_item_step(WalkOutcome::from(disposition)));
        let changes = vec![item.alert.clone().into_disposition_change(disposition.clone())];
        Some(WalkRequest::Pass(Job::AdvanceWalk { changes, place, case: stop.case.clone(), message }))
    }

    /// Passes the case of a comment on `row` that was dictated on the walk and has just been filed. Items that the
    /// comment does not clear stay in the list. `None` if no walk is saved.
    pub fn pass_dictated_row(&self, row: &Subject, snapshot: &Snapshot) -> Option<WalkRequest> {
        let progress = snapshot.walk.as_deref()?.clone();
        let left = self.stops.iter().find(|stop| Subject::from_stop(stop) == *row);
        // If the case has no items left, the row itself is the step.
        let step = left.map_or_else(
            || WalkStep { case: row.case.clone(), person: row.person, alerts: Vec::new(), how: WalkOutcome::Dictated },
            |stop| stop.walk_step(WalkOutcome::Dictated),
        );
        Some(WalkRequest::Begin(progress.with_step(step)))
    }
}
