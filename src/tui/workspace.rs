//! The open caseload: the panes, which of them is shown, and what lies over it.

use std::time::Instant;

use ratatui::layout::{Rect, Size};

use super::command::{Context, Motion, Pane};
use super::jobs::Laid;
use super::layout::{self, Parts};
use super::model::Notice;
use super::overlays::Overlay;
use super::overlays::act_sheet::{ActSheet, LastAct};
use super::panes::action::Action;
use super::panes::alerts::AlertRowShown;
use super::panes::amend::Amend;
use super::panes::cases::Cases;
use super::panes::checklist::ChecklistPane;
use super::panes::dictate::Dictate;
use super::panes::folder::{CaseRead, Folder};
use super::panes::listed::{Listed, Stand};
use super::panes::month::MonthPane;
use super::panes::walk::Walk;
use super::panes::{Subject, today};
use super::unfinished::{self, Unfinished};
use super::view;
use super::widgets::table::HEADING_LINES;
use crate::desk::{DeskRow, Stop, TodayItem};
use crate::domain::alert::Alert;
use crate::domain::dates::Month;
use crate::rules::finding::Finding;

/// Which side has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The list.
    List,
    /// The case beside it.
    Beside,
}

/// The open caseload.
pub struct Workspace {
    /// The desk.
    pub laid: Laid,
    /// The pane that is shown.
    pub pane: Pane,
    /// The list that was shown last: where going back leads.
    pub list_pane: Pane,
    /// The pane to come back to first, where checklist or folder were opened from a walk or from the checklist.
    pub from: Option<Pane>,
    /// The side that has the keys.
    pub side: Side,
    /// Today.
    pub today: Listed<TodayItem>,
    /// Cases.
    pub cases: Cases,
    /// Action required.
    pub action: Action,
    /// Alerts.
    pub alerts: Listed<AlertRowShown>,
    /// What waits for supervisor and Clerk II.
    pub desk: Listed<DeskRow>,
    /// The comment form, while one is open.
    pub dictate: Option<Dictate>,
    /// The form of an amendment, while one is open; it stands in place of the folder.
    pub amend: Option<Amend>,
    /// The case that checklist and folder show.
    pub subject: Option<Subject>,
    /// The checklist.
    pub checklist: ChecklistPane,
    /// The folder.
    pub folder: Folder,
    /// The month.
    pub month: MonthPane,
    /// The walk, while one is on.
    pub walk: Option<Walk>,
    /// What was read of a case.
    pub read: Option<CaseRead>,
    /// The first line shown of the side beside the list.
    pub beside_top: usize,
    /// The act that was filed last in this session, until it is taken back.
    pub acted: Option<LastAct>,
    /// The form of an act, while one is open; it lies over the pane.
    pub acting: Option<Box<ActSheet>>,
    /// The form of an act that was left without filing it, as it was left.
    pub acting_left: Option<Box<ActSheet>>,
    /// The row of the list of what is not named on which the worker stood.
    pub not_named_at: Stand,
    /// What was begun over the panes and left.
    pub unfinished: Vec<Unfinished>,
    /// What lies over the panes.
    pub overlay: Overlay,
    /// What is said to the worker.
    pub notice: Option<Notice>,
}

/// The selected row, whatever the list.
#[derive(Debug, Clone)]
pub struct Selected<'a> {
    /// Its case and participant.
    pub subject: Subject,
    /// The finding behind it, if one.
    pub finding: Option<&'a Finding>,
    /// The alert in it, if one.
    pub alert: Option<&'a Alert>,
    /// What it says, in full.
    pub says: String,
}

impl Workspace {
    /// The caseload as it is opened.
    pub fn new(laid: Laid) -> Self {
        let pane = if laid.desk.has_own_desk() { Pane::Desk } else { Pane::Today };
        let mut open = Self {
            pane,
            list_pane: pane,
            from: None,
            side: Side::List,
            today: Listed::default(),
            cases: Cases::default(),
            action: Action::default(),
            alerts: Listed::default(),
            desk: Listed::default(),
            dictate: None,
            amend: None,
            subject: None,
            checklist: ChecklistPane::new(Month::of(laid.desk.as_of())),
            folder: Folder::default(),
            month: MonthPane::new(Month::of(laid.desk.as_of())),
            walk: None,
            read: None,
            beside_top: 0,
            acted: None,
            acting: None,
            acting_left: None,
            not_named_at: Stand::default(),
            unfinished: Vec::new(),
            overlay: Overlay::None,
            notice: None,
            laid,
        };
        open.fill();
        open
    }

    /// Takes the desk as it is now.
    pub fn lay(&mut self, laid: Laid) {
        let month = Month::of(self.laid.desk.as_of());
        self.laid = laid;
        if self.checklist.month == month {
            self.checklist.month = Month::of(self.laid.desk.as_of());
        }
        if self.month.month == month {
            self.month.month = Month::of(self.laid.desk.as_of());
        }
        self.acting.iter_mut().chain(&mut self.acting_left).for_each(|sheet| sheet.turn_day(self.laid.today));
        if let Some(form) = &mut self.dictate {
            form.turn_day(self.laid.today);
            form.read_anew();
        }
        self.fill();
    }

    fn fill(&mut self) {
        let desk = &self.laid.desk;
        self.today.set(desk.today_items());
        self.cases.set(desk.case_rows());
        self.action.set(desk.action_rows());
        let shown = |alert: Alert| {
            let name = desk.case(&alert.case).map(|case| case.name_of(alert.person).to_string());
            AlertRowShown { name: name.unwrap_or_default(), alert }
        };
        self.alerts.set(desk.alert_rows().into_iter().map(shown).collect());
        self.month.set(desk);
        self.desk.set(desk.desk_rows());
        self.fill_checklist();
        self.fill_walk();
    }

    /// Works out anew what is left of the walk. As of another day nothing is recorded, so there is no walk.
    pub fn fill_walk(&mut self) {
        if self.is_another_day() && self.walk.take().is_some() && self.pane == Pane::Walk {
            self.pane = self.list_pane;
        }
        if let Some((walk, place)) = self.walk.as_mut().zip(self.laid.walk.as_ref()) {
            walk.set(self.laid.desk.walk(place));
        }
    }

    /// Where going back leads from checklist or folder, besides the list.
    pub fn pane_to_come_back_to(&self, to: Pane) -> Option<Pane> {
        let opens = matches!(to, Pane::Checklist | Pane::Case) && self.pane != to;
        Some(self.pane).filter(|pane| opens && matches!(pane, Pane::Walk | Pane::Checklist))
    }

    /// The pane that going back leads to.
    pub fn come_back(&mut self) -> Pane {
        let home = if self.walk.is_some() { Pane::Walk } else { self.list_pane };
        self.from.take().unwrap_or(home)
    }

    /// Works the checklist out anew, once its case is read.
    pub fn fill_checklist(&mut self) {
        let Some((subject, read)) = self.subject.as_ref().zip(self.read.as_ref()) else { return };
        if read.subject.case == subject.case {
            self.checklist.set(&self.laid.desk, subject, &read.comments);
        }
    }

    /// Whether the lists are those of another day, on which nothing is recorded.
    pub fn is_another_day(&self) -> bool {
        self.laid.desk.as_of() != self.laid.today
    }

    /// What the keys act on.
    pub fn context(&self) -> Context {
        let above = self.overlay.context().or_else(|| Some(self.acting.as_ref()?.context()));
        above.unwrap_or(match self.pane {
            Pane::Today => Context::Today,
            Pane::Cases => Context::Cases,
            Pane::Action => Context::Action,
            Pane::Alerts => Context::Alerts,
            Pane::Dictate => self.dictate.as_ref().map_or(Context::NoForm, Dictate::context),
            Pane::Checklist => Context::Checklist,
            Pane::Case => self.amend.as_ref().map_or(Context::Folder, Amend::context),
            Pane::Month => Context::Month,
            Pane::Desk => Context::Desk,
            Pane::Walk => Context::Walk,
        })
    }

    /// Lays something over the panes. What was begun in what lay there is kept.
    pub fn cover(&mut self, overlay: Overlay) {
        self.unfinished = self.all_unfinished();
        if let Overlay::NotNamed(list) = &self.overlay {
            self.not_named_at = list.listed.stands();
        }
        self.overlay = overlay;
    }

    /// What was begun over the panes, on top or left.
    pub fn all_unfinished(&self) -> Vec<Unfinished> {
        let mut all = self.unfinished.clone();
        if let Some(begun) = Unfinished::of(&self.overlay) {
            unfinished::keep(&mut all, begun);
        }
        all
    }

    /// When what is typed in a form is to be saved, if anything is not.
    pub fn save_at(&self) -> Option<Instant> {
        let comment = self.dictate.as_ref().and_then(Dictate::save_at);
        let amendment = self.amend.as_ref().and_then(Amend::save_at);
        let act = self.acting.as_ref().and_then(|sheet| sheet.save_at());
        [comment, amendment, act].into_iter().flatten().min()
    }

    /// The selected row of the pane that is shown.
    pub fn selected(&self) -> Option<Selected<'_>> {
        match self.pane {
            Pane::Today => self.today.selected().map(|item| self.selected_today(item)),
            Pane::Cases => self.cases.listed.selected().map(|row| Selected {
                says: row.next_due.as_ref().map(|(_, what)| format!("Next: {what}")).unwrap_or_default(),
                ..Selected::of(Subject::of(row))
            }),
            Pane::Action => self.action.listed.selected().map(|row| Selected {
                finding: Some(&row.finding),
                says: format!("{}: {}", row.finding.category.title(), row.finding.says),
                ..Selected::of(Subject::of(row))
            }),
            Pane::Alerts => self.alerts.selected().map(|row| self.selected_alert(row)),
            Pane::Dictate => self.dictate.as_ref().map(|form| Selected::of(form.subject.clone())),
            Pane::Checklist | Pane::Case => self.subject.clone().map(Selected::of),
            Pane::Month => self.month.selected().map(|(subject, says)| Selected { says, ..Selected::of(subject) }),
            Pane::Desk => self.desk.selected().map(|row| self.selected_at_desk(row)),
            Pane::Walk => self.walk.as_ref().and_then(Walk::current).map(|stop| self.selected_stop(stop)),
        }
    }

    fn selected_stop<'a>(&'a self, stop: &'a Stop) -> Selected<'a> {
        let first = stop.asks.first();
        let says = first.map(|ask| ask.alert.says(self.laid.desk.as_of())).unwrap_or_default();
        let (finding, alert) = (first.and_then(|ask| ask.finding.as_ref()), first.map(|ask| &ask.alert));
        Selected { finding, alert, says, ..Selected::of(Subject::at(stop)) }
    }

    fn selected_today<'a>(&'a self, item: &'a TodayItem) -> Selected<'a> {
        let (finding, says) = (today::finding(item), item.says.clone());
        let alert = item.alert.as_ref().and_then(|key| self.laid.desk.case(&item.case)?.alert(key));
        Selected { finding, alert, says, ..Selected::of(Subject::of(item)) }
    }

    fn selected_at_desk<'a>(&'a self, row: &'a DeskRow) -> Selected<'a> {
        let case = self.laid.desk.case(&row.case);
        let finding = case.and_then(|case| case.evaluation.findings.iter().find(|found| found.person == row.person));
        let says = format!("{}: {}", row.section.title(), row.says);
        Selected { finding, says, ..Selected::of(Subject::of(row)) }
    }

    fn selected_alert<'a>(&'a self, row: &'a AlertRowShown) -> Selected<'a> {
        let alert = &row.alert;
        let finding = self.laid.desk.case(&alert.case).and_then(|case| case.finding_of(alert));
        let says = alert.says(self.laid.desk.as_of());
        Selected { finding, alert: Some(alert), says, ..Selected::of(Subject::of(row)) }
    }

    /// The parts of the screen.
    pub fn parts(&self, size: Size) -> Parts {
        layout::parts(size, self.pane)
    }

    /// Moves in what has the keys.
    pub fn go(&mut self, motion: Motion, size: Size) {
        let parts = self.parts(size);
        self.beside_top = 0;
        match self.pane {
            Pane::Today => self.today.go(motion, parts.list, HEADING_LINES),
            Pane::Cases => self.cases.listed.go(motion, parts.list, HEADING_LINES),
            Pane::Action => self.action.listed.go(motion, parts.list, Action::RESERVED),
            Pane::Alerts => self.alerts.go(motion, parts.list, HEADING_LINES),
            Pane::Desk => self.desk.go(motion, parts.list, HEADING_LINES),
            Pane::Checklist => self.checklist.go(motion, parts.list, parts.beside.is_some()),
            Pane::Month => self.month.go(motion, parts.list),
            Pane::Dictate | Pane::Case | Pane::Walk => {}
        }
    }

    /// Keeps the selected rows on the screen, whatever changed.
    pub fn settle(&mut self, size: Size) {
        if self.pane == Pane::Walk && self.walk.is_none() {
            self.pane = self.list_pane;
        }
        let parts = self.parts(size);
        let list: Rect = parts.list;
        self.today.settle(list, HEADING_LINES);
        self.cases.listed.settle(list, HEADING_LINES);
        self.action.listed.settle(list, Action::RESERVED);
        self.alerts.settle(list, HEADING_LINES);
        self.desk.settle(list, HEADING_LINES);
        self.checklist.settle(list, parts.beside.is_some());
        self.month.settle(list);
        match &mut self.overlay {
            Overlay::NotNamed(not_named) => not_named.settle(size),
            Overlay::Review(review) => review.settle(view::review_page(layout::sheet(size))),
            _ => {}
        }
    }

    /// Narrows the list that is shown.
    pub fn seek(&mut self, sought: &str) {
        match self.pane {
            Pane::Today => self.today.seek(sought),
            Pane::Cases => self.cases.listed.seek(sought),
            Pane::Action => self.action.listed.seek(sought),
            Pane::Alerts => self.alerts.seek(sought),
            Pane::Month => self.month.seek(sought),
            Pane::Desk => self.desk.seek(sought),
            Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Walk => {}
        }
    }

    /// How many rows the list that is shown has.
    pub fn row_count(&self) -> usize {
        match self.pane {
            Pane::Today => self.today.len(),
            Pane::Cases => self.cases.listed.len(),
            Pane::Action => self.action.listed.len(),
            Pane::Alerts => self.alerts.len(),
            Pane::Month => self.month.row_count(),
            Pane::Desk => self.desk.len(),
            Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Walk => 0,
        }
    }

    /// What the list that is shown is narrowed by.
    pub fn sought(&self) -> &str {
        match self.pane {
            Pane::Today => &self.today.sought,
            Pane::Cases => &self.cases.listed.sought,
            Pane::Action => &self.action.listed.sought,
            Pane::Alerts => &self.alerts.sought,
            Pane::Month => self.month.sought(),
            Pane::Desk => &self.desk.sought,
            Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Walk => "",
        }
    }
}

impl Selected<'_> {
    fn of(subject: Subject) -> Self {
        Selected { subject, finding: None, alert: None, says: String::new() }
    }
}
