//! The open caseload: the panes, which of them is shown, and what lies over it.

mod begun_review;
mod messages;
mod selected_comment;
mod side;
mod walking;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use ratatui::layout::{Rect, Size};

use super::command::{KeyContext, Motion, Pane};
use super::layout::{self, ScreenAreas};
use super::overlays::Overlay;
use super::overlays::act_sheet::{ActSheet, LastAct};
use super::panes::action::ActionPane;
use super::panes::alerts::AlertListRow;
use super::panes::amend::AmendForm;
use super::panes::cases::CasesPane;
use super::panes::checklist::ChecklistPane;
use super::panes::dictate::DictateForm;
use super::panes::filtered_list::{FilteredList, Selection};
use super::panes::folder::{CaseDetails, CaseFolder, Freshness};
use super::panes::month::MonthPane;
use super::panes::walk::Walk;
use super::panes::{Subject, today};
use super::pending_input::{self, PendingInput};
use super::status_message::StatusMessage;
use super::store_thread::{Snapshot, SnapshotChange};
use super::widgets::table::HEADING_LINES;
use crate::desk::{QueueRow, TodayItem, WalkStop};
use crate::domain::CaseNumber;
use crate::domain::alert::Alert;
use crate::domain::dates::Month;
use crate::rules::finding::Finding;
use crate::store::{Draft, RowIdSource};

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
    pub snapshot: Snapshot,
    /// The pane that is shown.
    pub pane: Pane,
    /// The list that was shown last: where going back leads.
    pub list_pane: Pane,
    /// The pane to come back to first, where checklist or folder were opened from a walk or from the checklist.
    pub return_pane: Option<Pane>,
    /// The side that has the keys.
    pub side: Side,
    /// Today.
    pub today: FilteredList<TodayItem>,
    /// Cases.
    pub cases: CasesPane,
    /// Action required.
    pub action: ActionPane,
    /// Alerts.
    pub alerts: FilteredList<AlertListRow>,
    /// What waits for supervisor and Clerk II.
    pub queue: FilteredList<QueueRow>,
    /// The comment form, while one is open.
    pub dictate: Option<DictateForm>,
    /// The form of an amendment, while one is open; it stands in place of the folder.
    pub amend: Option<AmendForm>,
    /// The case that checklist and folder show.
    pub subject: Option<Subject>,
    /// The checklist.
    pub checklist: ChecklistPane,
    /// The folder.
    pub folder: CaseFolder,
    /// The month.
    pub month: MonthPane,
    /// The walk, while one is on.
    pub walk: Option<Walk>,
    /// What was read of a case.
    pub case_details: Option<CaseDetails>,
    /// The first line shown of the side beside the list.
    pub beside_top: usize,
    /// The act that was filed last in this session, until it is taken back.
    pub last_act: Option<LastAct>,
    /// The form of an act, while one is open; it lies over the pane.
    pub act_sheet: Option<Box<ActSheet>>,
    /// The form of an act that was left without filing it, as it was left.
    pub left_act_sheet: Option<Box<ActSheet>>,
    /// The row of the list of what is not named on which the worker stood.
    pub missing_selection: Selection,
    /// Where new comment forms take the ids of their comments from.
    pub row_ids: RowIdSource,
    /// Comment forms that were left in this session, as they were left.
    pub left_forms: BTreeMap<CaseNumber, DictateForm>,
    /// The number of the day that was asked for last: a snapshot with an earlier one is stale.
    pub generation: u64,
    /// The number of the search that was sent last.
    pub search_generation: u64,
    /// Whether the spelling checker has no dictionary and the worker was not told yet.
    pub lacks_dictionary: bool,
    /// What was begun over the panes and left.
    pub pending_inputs: Vec<PendingInput>,
    /// What lies over the panes.
    pub overlay: Overlay,
    /// What is said to the worker.
    pub status_message: Option<StatusMessage>,
}

/// The selected row, whatever the list.
#[derive(Debug, Clone)]
pub struct SelectedRow<'a> {
    /// Its case and participant.
    pub subject: Subject,
    /// The finding behind it, if one.
    pub finding: Option<&'a Finding>,
    /// The alert in it, if one.
    pub alert: Option<&'a Alert>,
    /// What it says, in full.
    pub text: String,
}

impl Workspace {
    /// The caseload as it is opened.
    pub fn new(laid: Snapshot, row_ids: RowIdSource) -> Self {
        let pane = if laid.caseload.has_queue() { Pane::Queue } else { Pane::Today };
        let mut open = Self {
            pane,
            list_pane: pane,
            return_pane: None,
            side: Side::List,
            today: FilteredList::default(),
            cases: CasesPane::default(),
            action: ActionPane::default(),
            alerts: FilteredList::default(),
            queue: FilteredList::default(),
            dictate: None,
            amend: None,
            subject: None,
            checklist: ChecklistPane::new(Month::from_date(laid.caseload.as_of())),
            folder: CaseFolder::default(),
            month: MonthPane::new(Month::from_date(laid.caseload.as_of())),
            walk: None,
            case_details: None,
            beside_top: 0,
            last_act: None,
            act_sheet: None,
            left_act_sheet: None,
            missing_selection: Selection::default(),
            row_ids,
            left_forms: BTreeMap::new(),
            generation: laid.generation,
            search_generation: 0,
            lacks_dictionary: false,
            pending_inputs: Vec::new(),
            overlay: Overlay::None,
            status_message: None,
            snapshot: laid,
        };
        open.fill_panes();
        open
    }

    /// Takes the desk as it is now.
    pub fn apply_snapshot(&mut self, laid: Snapshot) {
        let month = Month::from_date(self.snapshot.caseload.as_of());
        let before = Arc::clone(&self.snapshot.caseload);
        self.snapshot = laid;
        if self.checklist.month == month {
            self.checklist.month = Month::from_date(self.snapshot.caseload.as_of());
        }
        if self.month.month == month {
            self.month.month = Month::from_date(self.snapshot.caseload.as_of());
        }
        self.act_sheet.iter_mut().chain(&mut self.left_act_sheet).for_each(|sheet| sheet.turn_day(self.snapshot.today));
        for form in self.left_forms.values_mut() {
            form.turn_day(self.snapshot.today);
        }
        if let Some(form) = &mut self.dictate {
            form.turn_day(self.snapshot.today);
            form.request_reading();
        }
        self.fill_changed(&cases_with_other_drafts(before.drafts(), self.snapshot.caseload.drafts()));
    }

    /// Fills the lists that show what changed; `drafts` are the cases whose drafts did.
    fn fill_changed(&mut self, drafts: &BTreeSet<CaseNumber>) {
        match self.snapshot.change.clone() {
            SnapshotChange::Everything => {
                self.mark_details_stale(None);
                return self.fill_panes();
            }
            SnapshotChange::Case(case) => {
                self.mark_details_stale(Some(&case));
                self.fill_case(&case);
                self.fill_walk();
            }
            SnapshotChange::Walk => self.fill_walk(),
            SnapshotChange::Drafts | SnapshotChange::Settings => {}
        }
        for case in drafts {
            let items = self.snapshot.caseload.today_items_of(case);
            self.today.replace_case_rows(case, items, TodayItem::compare);
        }
    }

    /// Fills the rows of one case in every list.
    fn fill_case(&mut self, case: &CaseNumber) {
        let caseload = &self.snapshot.caseload;
        self.today.replace_case_rows(case, caseload.today_items_of(case), TodayItem::compare);
        self.cases.replace_case_rows(case, caseload.case_rows_of(case));
        self.action.replace_case_rows(case, caseload.action_rows_of(case));
        let alerts = caseload.alert_rows_of(case).into_iter().map(|alert| AlertListRow::new(alert, caseload)).collect();
        self.alerts.replace_case_rows(case, alerts, AlertListRow::compare);
        self.month.reload_case_rows(case, caseload);
        if caseload.has_queue() {
            // A conference is recorded on one case and shown on all those that it was about.
            self.queue.set_rows(caseload.queue_rows());
        }
        if self.subject.as_ref().is_some_and(|subject| subject.case == *case) {
            self.fill_checklist();
        }
    }

    /// Notes that the record says more than what was read of a case, of any case where none is named.
    fn mark_details_stale(&mut self, case: Option<&CaseNumber>) {
        if let Some(details) = &mut self.case_details
            && case.is_none_or(|case| details.subject.case == *case)
        {
            details.freshness = Freshness::Stale;
        }
    }

    /// The case that is to be read again, because what was read of it is stale and on the screen. It is named once.
    pub fn request_stale_details(&mut self) -> Option<CaseNumber> {
        let subject = self.subject.as_ref().filter(|_| matches!(self.pane, Pane::Case | Pane::Checklist))?;
        let details = self.case_details.as_mut()?;
        if details.freshness != Freshness::Stale || details.subject.case != subject.case {
            return None;
        }
        details.freshness = Freshness::Requested;
        Some(subject.case.clone())
    }

    fn fill_panes(&mut self) {
        let desk = &self.snapshot.caseload;
        self.today.set_rows(desk.today_items());
        self.cases.set_rows(desk.case_rows());
        self.action.set_rows(desk.action_rows());
        self.alerts.set_rows(desk.alert_rows().into_iter().map(|alert| AlertListRow::new(alert, desk)).collect());
        self.month.reload_rows(desk);
        self.queue.set_rows(desk.queue_rows());
        self.fill_checklist();
        self.fill_walk();
    }

    /// Works out anew what is left of the walk. As of another day nothing is recorded, so there is no walk.
    pub fn fill_walk(&mut self) {
        if self.is_another_day() && self.walk.take().is_some() && self.pane == Pane::Walk {
            self.pane = self.list_pane;
        }
        if let Some((walk, place)) = self.walk.as_mut().zip(self.snapshot.walk.as_ref()) {
            walk.set_stops(self.snapshot.caseload.remaining_stops(place));
        }
    }

    /// Where going back leads from checklist or folder, besides the list.
    pub fn return_pane_for(&self, to: Pane) -> Option<Pane> {
        let opens = matches!(to, Pane::Checklist | Pane::Case) && self.pane != to;
        Some(self.pane).filter(|pane| opens && matches!(pane, Pane::Walk | Pane::Checklist))
    }

    /// The pane that going back leads to.
    pub fn take_return_pane(&mut self) -> Pane {
        let home = if self.walk.is_some() { Pane::Walk } else { self.list_pane };
        self.return_pane.take().unwrap_or(home)
    }

    /// Works the checklist out anew, once its case is read.
    pub fn fill_checklist(&mut self) {
        let Some((subject, read)) = self.subject.as_ref().zip(self.case_details.as_ref()) else { return };
        if read.subject.case == subject.case {
            self.checklist.load_items(&self.snapshot.caseload, subject, &read.comments);
        }
    }

    /// Whether the lists are those of another day, on which nothing is recorded.
    pub fn is_another_day(&self) -> bool {
        self.snapshot.caseload.as_of() != self.snapshot.today
    }

    /// What the keys act on.
    pub fn key_context(&self) -> KeyContext {
        let above = self.overlay.key_context().or_else(|| Some(self.act_sheet.as_ref()?.key_context()));
        above.unwrap_or(match self.pane {
            Pane::Today => KeyContext::Today,
            Pane::Cases => KeyContext::Cases,
            Pane::Action => KeyContext::Action,
            Pane::Alerts => KeyContext::Alerts,
            Pane::Dictate => self.dictate.as_ref().map_or(KeyContext::NoForm, DictateForm::key_context),
            Pane::Checklist => KeyContext::Checklist,
            Pane::Case => self.amend.as_ref().map_or(KeyContext::Folder, AmendForm::key_context),
            Pane::Month => KeyContext::Month,
            Pane::Queue => KeyContext::Queue,
            Pane::Walk => KeyContext::Walk,
        })
    }

    /// Lays something over the panes. What was begun in what lay there is kept.
    pub fn open_overlay(&mut self, overlay: Overlay) {
        self.pending_inputs = self.all_pending_inputs();
        if let Overlay::MissingFacts(list) = &self.overlay {
            self.missing_selection = list.list.selection();
        }
        self.overlay = overlay;
    }

    /// What was begun over the panes, on top or left.
    pub fn all_pending_inputs(&self) -> Vec<PendingInput> {
        let mut all = self.pending_inputs.clone();
        if let Some(begun) = self.overlay.pending_input() {
            pending_input::keep_input(&mut all, begun);
        }
        all
    }

    /// When what is typed in a form is to be saved, if anything is not.
    pub fn save_at(&self) -> Option<Instant> {
        let comment = self.dictate.as_ref().and_then(DictateForm::save_at);
        let amendment = self.amend.as_ref().and_then(AmendForm::save_at);
        let act = self.act_sheet.as_ref().and_then(|sheet| sheet.save_at());
        [comment, amendment, act].into_iter().flatten().min()
    }

    /// The selected row of the pane that is shown.
    pub fn selected_row(&self) -> Option<SelectedRow<'_>> {
        match self.pane {
            Pane::Today => self.today.selected_row().map(|item| self.selected_today(item)),
            Pane::Cases => self.cases.list.selected_row().map(|row| SelectedRow {
                text: row.next_due.as_ref().map(|(_, what)| format!("Next: {what}")).unwrap_or_default(),
                ..SelectedRow::for_subject(Subject::from_row(row))
            }),
            Pane::Action => self.action.list.selected_row().map(|row| SelectedRow {
                finding: Some(&row.finding),
                text: format!("{}: {}", row.finding.category.title(), row.finding.says),
                ..SelectedRow::for_subject(Subject::from_row(row))
            }),
            Pane::Alerts => self.alerts.selected_row().map(|row| self.selected_alert(row)),
            Pane::Dictate => self.dictate.as_ref().map(|form| SelectedRow::for_subject(form.subject.clone())),
            Pane::Checklist | Pane::Case => self.subject.clone().map(SelectedRow::for_subject),
            Pane::Month => self
                .month
                .selected_text()
                .map(|(subject, says)| SelectedRow { text: says, ..SelectedRow::for_subject(subject) }),
            Pane::Queue => self.queue.selected_row().map(|row| self.selected_queue_row(row)),
            Pane::Walk => self.walk.as_ref().and_then(Walk::current_stop).map(|stop| self.selected_stop(stop)),
        }
    }

    fn selected_stop<'a>(&'a self, stop: &'a WalkStop) -> SelectedRow<'a> {
        let first = stop.items.first();
        let says = first.map(|ask| ask.alert.list_text(self.snapshot.caseload.as_of())).unwrap_or_default();
        let (finding, alert) = (first.and_then(|ask| ask.finding.as_ref()), first.map(|ask| &ask.alert));
        SelectedRow { finding, alert, text: says, ..SelectedRow::for_subject(Subject::from_stop(stop)) }
    }

    fn selected_today<'a>(&'a self, item: &'a TodayItem) -> SelectedRow<'a> {
        let (finding, says) = (today::item_finding(item), item.says.clone());
        let alert = item.alert.as_ref().and_then(|key| self.snapshot.caseload.case(&item.case)?.find_alert(key));
        SelectedRow { finding, alert, text: says, ..SelectedRow::for_subject(Subject::from_row(item)) }
    }

    fn selected_queue_row<'a>(&'a self, row: &'a QueueRow) -> SelectedRow<'a> {
        let case = self.snapshot.caseload.case(&row.case);
        let finding = case.and_then(|case| case.evaluation.findings.iter().find(|found| found.person == row.person));
        let says = format!("{}: {}", row.section.title(), row.says);
        SelectedRow { finding, text: says, ..SelectedRow::for_subject(Subject::from_row(row)) }
    }

    fn selected_alert<'a>(&'a self, row: &'a AlertListRow) -> SelectedRow<'a> {
        let alert = &row.alert;
        let finding = self.snapshot.caseload.case(&alert.case).and_then(|case| case.alert_finding(alert));
        let says = alert.list_text(self.snapshot.caseload.as_of());
        SelectedRow { finding, alert: Some(alert), text: says, ..SelectedRow::for_subject(Subject::from_row(row)) }
    }

    /// The parts of the screen.
    pub fn screen_areas(&self, size: Size) -> ScreenAreas {
        layout::screen_areas(size, self.pane)
    }

    /// Moves in what has the keys.
    pub fn move_selection(&mut self, motion: Motion, size: Size) {
        let parts = self.screen_areas(size);
        self.beside_top = 0;
        match self.pane {
            Pane::Today => self.today.move_selection(motion, parts.list, HEADING_LINES),
            Pane::Cases => self.cases.list.move_selection(motion, parts.list, HEADING_LINES),
            Pane::Action => self.action.list.move_selection(motion, parts.list, ActionPane::RESERVED),
            Pane::Alerts => self.alerts.move_selection(motion, parts.list, HEADING_LINES),
            Pane::Queue => self.queue.move_selection(motion, parts.list, HEADING_LINES),
            Pane::Checklist => self.checklist.move_selection(motion, parts.list, parts.beside.is_some()),
            Pane::Month => self.month.move_selection(motion, parts.list),
            Pane::Dictate | Pane::Case | Pane::Walk => {}
        }
    }

    /// Keeps the selected rows on the screen, whatever changed.
    pub fn clamp_scroll(&mut self, size: Size) {
        if self.pane == Pane::Walk && self.walk.is_none() {
            self.pane = self.list_pane;
        }
        let parts = self.screen_areas(size);
        let list: Rect = parts.list;
        self.today.clamp_scroll(list, HEADING_LINES);
        self.cases.list.clamp_scroll(list, HEADING_LINES);
        self.action.list.clamp_scroll(list, ActionPane::RESERVED);
        self.alerts.clamp_scroll(list, HEADING_LINES);
        self.queue.clamp_scroll(list, HEADING_LINES);
        self.checklist.clamp_scroll(list, parts.beside.is_some());
        self.month.clamp_scroll(list);
        self.overlay.clamp_scroll(size);
    }

    /// Narrows the list that is shown.
    pub fn set_filter(&mut self, sought: &str) {
        match self.pane {
            Pane::Today => self.today.set_filter(sought),
            Pane::Cases => self.cases.list.set_filter(sought),
            Pane::Action => self.action.list.set_filter(sought),
            Pane::Alerts => self.alerts.set_filter(sought),
            Pane::Month => self.month.set_filter(sought),
            Pane::Queue => self.queue.set_filter(sought),
            Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Walk => {}
        }
    }

    /// How many rows the list that is shown has.
    pub fn row_count(&self) -> usize {
        match self.pane {
            Pane::Today => self.today.len(),
            Pane::Cases => self.cases.list.len(),
            Pane::Action => self.action.list.len(),
            Pane::Alerts => self.alerts.len(),
            Pane::Month => self.month.row_count(),
            Pane::Queue => self.queue.len(),
            Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Walk => 0,
        }
    }

    /// What the list that is shown is narrowed by.
    pub fn filter(&self) -> &str {
        match self.pane {
            Pane::Today => &self.today.filter,
            Pane::Cases => &self.cases.list.filter,
            Pane::Action => &self.action.list.filter,
            Pane::Alerts => &self.alerts.filter,
            Pane::Month => self.month.active_filter(),
            Pane::Queue => &self.queue.filter,
            Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Walk => "",
        }
    }
}

/// The cases that have a draft in one of two lists of drafts and not the same in the other.
fn cases_with_other_drafts(before: &[Draft], now: &[Draft]) -> BTreeSet<CaseNumber> {
    let only_before = before.iter().filter(|draft| !now.contains(draft));
    let only_now = now.iter().filter(|draft| !before.contains(draft));
    only_before.chain(only_now).map(|draft| draft.case.clone()).collect()
}

impl SelectedRow<'_> {
    fn for_subject(subject: Subject) -> Self {
        SelectedRow { subject, finding: None, alert: None, text: String::new() }
    }
}
