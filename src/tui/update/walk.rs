//! Walking a list: begun or gone on with, each case passed in one of five ways, stopped and kept.

use std::sync::Arc;
use std::time::Instant;

use super::SideEffects;
use crate::desk::WalkStop;
use crate::domain::alert::Disposition;
use crate::domain::walk::{WalkList, WalkOutcome, WalkProgress, WalkStep};
use crate::tui::command::{Motion, Pane, WalkCommand as Step};
use crate::tui::layout;
use crate::tui::model::{Model, SideEffect};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion, WalkQuestion, disposition_change};
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{AfterFiling, DictateForm};
use crate::tui::panes::walk::{Walk, WalkView};
use crate::tui::store_thread::Job;
use crate::tui::theme::Theme;
use crate::tui::widgets::scroll::scroll_top;
use crate::tui::workspace::{Side, Workspace};

impl Model {
    pub(super) fn run_walk_command(&mut self, step: Step) -> SideEffects {
        match step {
            Step::Start => return self.start_walk(),
            Step::Done => return self.pass_stop(&Disposition::Done),
            Step::Skip => self.ask_walk_question(WalkQuestion::Skip),
            Step::Snooze => self.ask_walk_question(WalkQuestion::Snooze),
            Step::Refuse => self.ask_walk_question(WalkQuestion::Refuse),
            Step::Leave => return self.leave_walk(),
        }
        Vec::new()
    }

    /// Begins a walk of the list that is shown; where one was stopped, asks whether to go on with it.
    fn start_walk(&mut self) -> SideEffects {
        if self.refuse_on_another_day() {
            return Vec::new();
        }
        let Some((open, list)) = self.workspace().and_then(|open| Some((open, walk_list(open.pane)?))) else {
            return Vec::new();
        };
        let new = WalkProgress::new(list, open.snapshot.today);
        let Some((place, left)) = open.stopped_walk() else { return self.walk_from(new, true) };
        let chooser = Chooser::for_walks(&place, left, new);
        self.open_overlay(Overlay::Chooser(chooser));
        Vec::new()
    }

    /// Walks from a place: the one where a walk was stopped, or the start of a new one.
    pub(super) fn walk_from(&mut self, place: WalkProgress, begins: bool) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        open.list_pane = walk_pane(place.list);
        open.pane = Pane::Walk;
        open.side = Side::List;
        open.beside_top = 0;
        open.walk = Some(Walk::default());
        open.snapshot.walk = Some(Arc::new(place.clone()));
        open.fill_walk();
        if begins { vec![SideEffect::Store(Job::SaveWalk(Some(place)))] } else { Vec::new() }
    }

    /// Goes on with the walk that was on when the screen was locked.
    pub(super) fn resume_stopped_walk(&mut self) -> SideEffects {
        let stopped = self.workspace().and_then(Workspace::stopped_walk);
        stopped.map(|(place, _)| self.walk_from(place, false)).unwrap_or_default()
    }

    fn ask_walk_question(&mut self, asked: WalkQuestion) {
        let has_case = self.workspace().and_then(Workspace::current_stop).is_some();
        if has_case && !self.refuse_on_another_day() {
            self.ask_question(Prompt::new(PromptQuestion::OnWalk(asked), ""));
        }
    }

    /// Records what is done with all that the list asks for on the case, and goes on to the next.
    pub(super) fn pass_stop(&mut self, disposition: &Disposition) -> SideEffects {
        if self.refuse_on_another_day() {
            return Vec::new();
        }
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        let Some((stop, place)) = open.current_stop().cloned().zip(open.snapshot.walk.clone()) else {
            return Vec::new();
        };
        open.walk.iter_mut().for_each(|walk| walk.stepping = true);
        let said = open.disposition_message(&Subject::from_stop(&stop), disposition);
        let place = place.with_step(stop.walk_step(WalkOutcome::from(disposition)));
        let changes = stop.items.into_iter().map(|ask| disposition_change(ask.alert, disposition.clone())).collect();
        vec![SideEffect::Store(Job::AdvanceWalk { changes, place, case: stop.case, message: said })]
    }

    /// What was done with the case is recorded, or was refused: keys act again.
    pub(super) fn handle_walk_advanced(&mut self, now: Instant) -> SideEffects {
        let stepping = self.workspace_mut().and_then(|open| open.walk.as_mut()).map(|walk| &mut walk.stepping);
        if stepping.is_some_and(std::mem::take) { self.replay_waiting_keys(now) } else { Vec::new() }
    }

    /// A comment that was dictated on the walk is filed: its case is passed; what it did not clear stays in the list.
    pub(super) fn pass_dictated_case(&mut self, form: &DictateForm) -> SideEffects {
        let Some(open) = self.workspace_mut().filter(|open| open.walk.is_some()) else { return Vec::new() };
        let Some(place) = open.snapshot.walk.clone() else { return Vec::new() };
        let left =
            open.walk.as_ref().and_then(|walk| walk.stops.iter().find(|stop| Subject::from_stop(stop) == form.row));
        let step = left
            .map_or_else(|| form.row.passed_step(WalkOutcome::Dictated), |stop| stop.walk_step(WalkOutcome::Dictated));
        let place = place.with_step(step);
        let mut effects = self.walk_from(place, true);
        if form.after_filing == AfterFiling::Next {
            effects.extend(self.dictate_row());
        }
        effects
    }

    /// Goes back to the list; a walk that has come to its end is forgotten.
    fn leave_walk(&mut self) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        if open.side == Side::Beside {
            open.side = Side::List;
            return Vec::new();
        }
        open.pane = open.list_pane;
        let left = open.walk.take().map_or(0, |walk| walk.stops.len());
        if left == 0 {
            open.snapshot.walk = None;
            return vec![SideEffect::Store(Job::SaveWalk(None))];
        }
        self.show_message(format!("The walk is stopped, {left} left. W goes on with it."));
        Vec::new()
    }

    /// Tells at the start of a walk that was stopped.
    pub(super) fn show_stopped_walk(&mut self) {
        let Some((place, left)) = self.workspace().and_then(Workspace::stopped_walk) else { return };
        self.show_message(format!(
            "A walk of {} was stopped, {left} left. W in a list goes on with it.",
            place.list.title()
        ));
    }

    /// Scrolls the page of the case.
    pub(super) fn scroll_walk(&mut self, motion: Motion) {
        let size = self.size;
        let theme = self.theme.clone();
        let Some(open) = self.workspace_mut() else { return };
        let parts = open.screen_areas(size);
        let columns = usize::from(parts.list.width).saturating_sub(4);
        let Some(lines) = open.walk_view(&theme, parts.beside.is_some()).map(|view| view.page_lines(columns).len())
        else {
            return;
        };
        let page = layout::rows_inside(parts.list);
        open.walk.iter_mut().for_each(|walk| walk.top = scroll_top(walk.top, motion, lines, page));
    }
}

impl Workspace {
    /// The case of the walk that is on the screen.
    pub(super) fn current_stop(&self) -> Option<&WalkStop> {
        self.walk.as_ref()?.current_stop()
    }

    /// A walk that was stopped with something left, and how many cases that is.
    pub(super) fn stopped_walk(&self) -> Option<(WalkProgress, usize)> {
        let place = self.snapshot.walk.as_ref().filter(|_| self.walk.is_none())?;
        let left = self.snapshot.caseload.remaining_stops(place).len();
        (left > 0).then(|| (WalkProgress::clone(place), left))
    }

    /// What drawing the walk needs, while one is on.
    pub fn walk_view<'a>(&'a self, theme: &'a Theme, beside: bool) -> Option<WalkView<'a>> {
        let (walk, place) = self.walk.as_ref().zip(self.snapshot.walk.as_deref())?;
        Some(WalkView {
            snapshot: &self.snapshot,
            walk,
            progress: place,
            has_side_pane: beside,
            active: self.side == Side::List,
            theme,
        })
    }

    fn disposition_message(&self, subject: &Subject, disposition: &Disposition) -> String {
        let name = self.snapshot.caseload.case(&subject.case).map(|case| case.person_name(subject.person).to_string());
        let said = disposition.list_note(self.snapshot.today);
        format!("{} {}: {said}.", subject.case, name.unwrap_or_default())
    }
}

impl Subject {
    /// The step that passes it where nothing is left of what the list asked for.
    fn passed_step(&self, how: WalkOutcome) -> WalkStep {
        WalkStep { case: self.case.clone(), person: self.person, alerts: Vec::new(), how }
    }
}

const fn walk_list(pane: Pane) -> Option<WalkList> {
    match pane {
        Pane::Today => Some(WalkList::Today),
        Pane::Action => Some(WalkList::Action),
        Pane::Alerts => Some(WalkList::Alerts),
        Pane::Cases | Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Month | Pane::Queue | Pane::Walk => None,
    }
}

const fn walk_pane(list: WalkList) -> Pane {
    match list {
        WalkList::Today => Pane::Today,
        WalkList::Action => Pane::Action,
        WalkList::Alerts => Pane::Alerts,
    }
}
