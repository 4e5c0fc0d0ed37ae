//! Walking a list: begun or gone on with, each case passed in one of five ways, stopped and kept.

use std::sync::Arc;
use std::time::Instant;

use super::Effects;
use crate::desk::Stop;
use crate::domain::alert::Disposition;
use crate::domain::walk::{Passed, WalkList, WalkPlace, WalkStep};
use crate::tui::command::{Motion, Pane, Walk as Step};
use crate::tui::jobs::Job;
use crate::tui::layout;
use crate::tui::model::{Effect, Model};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::prompt::{Asked, Prompt, WalkAsked, disposed};
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{Dictate, Then};
use crate::tui::panes::walk::{Walk, WalkView};
use crate::tui::theme::Theme;
use crate::tui::workspace::{Side, Workspace};

impl Model {
    pub(super) fn walk(&mut self, step: Step) -> Effects {
        match step {
            Step::Start => return self.start_walk(),
            Step::Done => return self.pass(&Disposition::Done),
            Step::Skip => self.ask_on_walk(WalkAsked::Skip),
            Step::Snooze => self.ask_on_walk(WalkAsked::Snooze),
            Step::Refuse => self.ask_on_walk(WalkAsked::Refuse),
            Step::Leave => return self.leave_walk(),
        }
        Vec::new()
    }

    /// Begins a walk of the list that is shown; where one was stopped, asks whether to go on with it.
    fn start_walk(&mut self) -> Effects {
        if self.refused_on_another_day() {
            return Vec::new();
        }
        let Some((open, list)) = self.open().and_then(|open| Some((open, list_of(open.pane)?))) else {
            return Vec::new();
        };
        let new = WalkPlace::begin(list, open.laid.today);
        let Some((place, left)) = open.stopped_walk() else { return self.walk_on_from(new, true) };
        let chooser = Chooser::walks(&place, left, new);
        self.cover(Overlay::Chooser(chooser));
        Vec::new()
    }

    /// Walks from a place: the one where a walk was stopped, or the start of a new one.
    pub(super) fn walk_on_from(&mut self, place: WalkPlace, begins: bool) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        open.list_pane = pane_of(place.list);
        open.pane = Pane::Walk;
        open.side = Side::List;
        open.beside_top = 0;
        open.walk = Some(Walk::default());
        open.laid.walk = Some(Arc::new(place.clone()));
        open.fill_walk();
        if begins { vec![Effect::Store(Job::KeepWalk(Some(place)))] } else { Vec::new() }
    }

    /// Goes on with the walk that was on when the screen was locked.
    pub(super) fn walk_on_where_stopped(&mut self) -> Effects {
        let stopped = self.open().and_then(Workspace::stopped_walk);
        stopped.map(|(place, _)| self.walk_on_from(place, false)).unwrap_or_default()
    }

    fn ask_on_walk(&mut self, asked: WalkAsked) {
        let has_case = self.open().and_then(Workspace::stop).is_some();
        if has_case && !self.refused_on_another_day() {
            self.ask(Prompt::new(Asked::OnWalk(asked), ""));
        }
    }

    /// Records what is done with all that the list asks for on the case, and goes on to the next.
    pub(super) fn pass(&mut self, disposition: &Disposition) -> Effects {
        if self.refused_on_another_day() {
            return Vec::new();
        }
        let Some(open) = self.open_mut() else { return Vec::new() };
        let Some((stop, place)) = open.stop().cloned().zip(open.laid.walk.clone()) else { return Vec::new() };
        open.walk.iter_mut().for_each(|walk| walk.stepping = true);
        let said = open.said_of(&Subject::at(&stop), disposition);
        let place = place.after(stop.step(Passed::from(disposition)));
        let changes = stop.asks.into_iter().map(|ask| disposed(ask.alert, disposition.clone())).collect();
        vec![Effect::Store(Job::WalkOn { changes, place, case: stop.case, said })]
    }

    /// What was done with the case is recorded, or was refused: keys act again.
    pub(super) fn stepped(&mut self, now: Instant) -> Effects {
        let stepping = self.open_mut().and_then(|open| open.walk.as_mut()).map(|walk| &mut walk.stepping);
        if stepping.is_some_and(std::mem::take) { self.catch_up(now) } else { Vec::new() }
    }

    /// A comment that was dictated on the walk is filed: its case is passed; what it did not clear stays in the list.
    pub(super) fn dictated_on_walk(&mut self, form: &Dictate) -> Effects {
        let Some(open) = self.open_mut().filter(|open| open.walk.is_some()) else { return Vec::new() };
        let Some(place) = open.laid.walk.clone() else { return Vec::new() };
        let left = open.walk.as_ref().and_then(|walk| walk.stops.iter().find(|stop| Subject::at(stop) == form.row));
        let step = left.map_or_else(|| form.row.passed(Passed::Dictated), |stop| stop.step(Passed::Dictated));
        let place = place.after(step);
        let mut effects = self.walk_on_from(place, true);
        if form.then == Then::Next {
            effects.extend(self.dictate_row());
        }
        effects
    }

    /// Goes back to the list; a walk that has come to its end is forgotten.
    fn leave_walk(&mut self) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        if open.side == Side::Beside {
            open.side = Side::List;
            return Vec::new();
        }
        open.pane = open.list_pane;
        let left = open.walk.take().map_or(0, |walk| walk.stops.len());
        if left == 0 {
            open.laid.walk = None;
            return vec![Effect::Store(Job::KeepWalk(None))];
        }
        self.say(format!("The walk is stopped, {left} left. W goes on with it."));
        Vec::new()
    }

    /// Tells at the start of a walk that was stopped.
    pub(super) fn tell_of_walk(&mut self) {
        let Some((place, left)) = self.open().and_then(Workspace::stopped_walk) else { return };
        self.say(format!("A walk of {} was stopped, {left} left. W in a list goes on with it.", place.list.title()));
    }

    /// Scrolls the page of the case.
    pub(super) fn scroll_walk(&mut self, motion: Motion) {
        let size = self.size;
        let theme = self.theme.clone();
        let Some(open) = self.open_mut() else { return };
        let parts = open.parts(size);
        let columns = usize::from(parts.list.width).saturating_sub(4);
        let Some(lines) = open.walk_view(&theme, parts.beside.is_some()).map(|view| view.lines(columns).len()) else {
            return;
        };
        let page = layout::page(parts.list);
        open.walk.iter_mut().for_each(|walk| walk.top = super::scrolled(walk.top, motion, lines, page));
    }
}

impl Workspace {
    /// The case of the walk that is on the screen.
    pub(super) fn stop(&self) -> Option<&Stop> {
        self.walk.as_ref()?.current()
    }

    /// A walk that was stopped with something left, and how many cases that is.
    pub(super) fn stopped_walk(&self) -> Option<(WalkPlace, usize)> {
        let place = self.laid.walk.as_ref().filter(|_| self.walk.is_none())?;
        let left = self.laid.desk.walk(place).len();
        (left > 0).then(|| (WalkPlace::clone(place), left))
    }

    /// What drawing the walk needs, while one is on.
    pub fn walk_view<'a>(&'a self, theme: &'a Theme, beside: bool) -> Option<WalkView<'a>> {
        let (walk, place) = self.walk.as_ref().zip(self.laid.walk.as_deref())?;
        Some(WalkView { laid: &self.laid, walk, place, beside, active: self.side == Side::List, theme })
    }

    fn said_of(&self, subject: &Subject, disposition: &Disposition) -> String {
        let name = self.laid.desk.case(&subject.case).map(|case| case.name_of(subject.person).to_string());
        let said = disposition.note(self.laid.today);
        format!("{} {}: {said}.", subject.case, name.unwrap_or_default())
    }
}

impl Subject {
    /// The step that passes it where nothing is left of what the list asked for.
    fn passed(&self, how: Passed) -> WalkStep {
        WalkStep { case: self.case.clone(), person: self.person, alerts: Vec::new(), how }
    }
}

const fn list_of(pane: Pane) -> Option<WalkList> {
    match pane {
        Pane::Today => Some(WalkList::Today),
        Pane::Action => Some(WalkList::Action),
        Pane::Alerts => Some(WalkList::Alerts),
        Pane::Cases | Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Month | Pane::Desk | Pane::Walk => None,
    }
}

const fn pane_of(list: WalkList) -> Pane {
    match list {
        WalkList::Today => Pane::Today,
        WalkList::Action => Pane::Action,
        WalkList::Alerts => Pane::Alerts,
    }
}
