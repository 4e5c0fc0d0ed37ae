//! The open caseload: its panes, which of them is shown, and the overlay on top.

use std::collections::BTreeMap;
use std::time::Instant;

use ratatui::layout::{Rect, Size};

use super::held_side::HeldSide;
use super::pending_input::{self, PendingInput};
use super::status_message::StatusMessage;
use super::tour::Tour;
use crate::desk::{ActionRow, Alert, CaseRow, ItemCounts, QueueRow, TodayItem, WalkStop};
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::domain::wording::capitalize_first;
use crate::present::finding::finding_line;
use crate::rules::finding::Finding;
use crate::rules::message::{DateStyle, Message};
use crate::store::{DraftTarget, Refusal, RowIdSource};
use crate::tui::command::{KeyContext, Motion, Pane};
use crate::tui::layout::{self, ScreenAreas};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::act_sheet::{ActSheet, LastAct};
use crate::tui::overlays::calls::CallRound;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::panes::action::ActionPane;
use crate::tui::panes::alerts::AlertListRow;
use crate::tui::panes::amend::AmendForm;
use crate::tui::panes::cases::CasesPane;
use crate::tui::panes::checklist::ChecklistPane;
use crate::tui::panes::dictate::DictateForm;
use crate::tui::panes::filtered_list::{FilteredList, Selection};
use crate::tui::panes::folder::{CaseDetails, CaseFolder};
use crate::tui::panes::month::MonthPane;
use crate::tui::panes::supervisor_queue::SupervisorQueue;
use crate::tui::panes::walk::Walk;
use crate::tui::panes::{Subject, today};
use crate::tui::store_thread::Snapshot;
use crate::tui::widgets::table::HEADING_LINES;

/// The side of the screen that has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The list.
    List,
    /// The case beside the list.
    Beside,
}

/// The open caseload.
pub struct Workspace {
    /// The newest snapshot of the caseload.
    pub snapshot: Snapshot,
    /// The pane that is shown.
    pub pane: Pane,
    /// The list that was shown last, to which the back key leads.
    pub list_pane: Pane,
    /// The pane to go back to first, if the checklist or the folder was opened from a walk or from the checklist.
    pub return_pane: Option<Pane>,
    /// The side that has the focus.
    pub side: Side,
    /// The rows of Today.
    pub today: FilteredList<TodayItem>,
    /// How much there is to do: the items of Today, whatever its filter.
    pub item_counts: ItemCounts,
    /// Whether Today leaves out the goals to talk about, which are no duties.
    pub hides_goals: bool,
    /// The case listing (ES108).
    pub cases: CasesPane,
    /// The action-required list (ES109).
    pub action: ActionPane,
    /// The open alerts.
    pub alerts: FilteredList<AlertListRow>,
    /// The queue of supervisor and Clerk II.
    pub queue: SupervisorQueue,
    /// The comment form, while one is open.
    pub dictate: Option<DictateForm>,
    /// The amendment form, while one is open; it replaces the folder.
    pub amend: Option<AmendForm>,
    /// The case that checklist and folder show.
    pub subject: Option<Subject>,
    /// The checklist pane.
    pub checklist: ChecklistPane,
    /// The folder of the case.
    pub folder: CaseFolder,
    /// The month calendar.
    pub month: MonthPane,
    /// The walk, while one is on.
    pub walk: Option<Walk>,
    /// The comments and the timeline of the case that was read last.
    pub case_details: Option<CaseDetails>,
    /// The first line shown of the side pane.
    pub beside_top: usize,
    /// The side pane of the row before, until the selection rests.
    pub held_side: Option<HeldSide>,
    /// When a key moved the selection last and did nothing else.
    pub moved_at: Option<Instant>,
    /// The act that was filed last in this session, until it is undone.
    pub last_act: Option<LastAct>,
    /// The draft that was discarded last, until something else is recorded.
    pub discarded_draft: Option<DiscardedDraft>,
    /// The path that was typed and is being read, to be corrected if it cannot be read.
    pub asked_path: Option<String>,
    /// The case of the comment that was filed last, until something else is recorded.
    pub last_filed: Option<CaseNumber>,
    /// The participant on whom something was filed last, until another row or filter is chosen.
    pub filed_on: Option<Subject>,
    /// The act sheet, while one is open; it covers the pane.
    pub act_sheet: Option<Box<ActSheet>>,
    /// The act sheet that the worker left without filing.
    pub left_act_sheet: Option<Box<ActSheet>>,
    /// The selection in the list of missing facts when it was shown last.
    pub missing_selection: Selection,
    /// The source of the ids of new comments.
    pub row_ids: RowIdSource,
    /// Comment forms that were left in this session, with their content.
    pub left_forms: BTreeMap<(CaseNumber, DraftTarget), DictateForm>,
    /// The generation of the as-of day that was requested last; a snapshot of an earlier generation is stale.
    pub generation: u64,
    /// The generation of the search that was sent last.
    pub search_generation: u64,
    /// Whether the spelling checker has no dictionary and the worker does not know yet.
    pub lacks_dictionary: bool,
    /// Input in closed overlays that was typed or scored and not recorded.
    pub pending_inputs: Vec<PendingInput>,
    /// The question whose answer was sent to be recorded; it is asked again if the record refuses the answer.
    pub sent_answer: Option<Prompt>,
    /// The overlay over the panes.
    pub overlay: Overlay,
    /// The round of telephone calls, while the comment about one of them is written.
    pub calls: Option<CallRound>,
    /// The width of the list beside a case, once the worker moved the divider.
    pub list_width: Option<u16>,
    /// Whether the mouse is moving the divider.
    pub is_dragging: bool,
    /// The message for the worker, until the next key.
    pub status_message: Option<StatusMessage>,
    /// The tour of the practice caseload.
    pub tour: Tour,
}

/// A draft that was discarded, kept so that it can be brought back.
#[derive(Debug, Clone)]
pub struct DiscardedDraft {
    /// The case.
    pub case: CaseNumber,
    /// What the draft would have become.
    pub target: DraftTarget,
    /// The draft as the store kept it.
    pub body: String,
}

/// The selected row of any list.
#[derive(Debug, Clone)]
pub struct SelectedRow<'a> {
    /// The row's case and participant.
    pub subject: Subject,
    /// The finding behind the row, if there is one.
    pub finding: Option<&'a Finding>,
    /// The row's alert, if there is one.
    pub alert: Option<&'a Alert>,
    /// The row's text, in full.
    pub text: String,
}

impl Workspace {
    /// Says why a text of this many characters cannot be filed, if it cannot. Returns whether it said so.
    pub fn refuse_long_text(&mut self, characters: usize) -> bool {
        let policy = self.snapshot.caseload.policies().in_force_on(self.snapshot.today);
        let refusal = Refusal::for_length(policy, characters);
        if let Some(refusal) = &refusal {
            self.show_refusal(refusal.to_string());
        }
        refusal.is_some()
    }

    /// Returns how much is in a list, whatever filters it; `None` for a pane that is no list.
    pub fn pane_count(&self, pane: Pane) -> Option<usize> {
        match pane {
            Pane::Today => Some(self.item_counts.items),
            Pane::Cases => Some(self.snapshot.caseload.listed_case_count()),
            Pane::Action => Some(self.action.row_count()),
            Pane::Alerts => Some(self.alerts.total_count()),
            Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Month | Pane::Queue | Pane::Walk => None,
        }
    }

    /// Returns whether a form, a question or another overlay has the keys.
    pub fn is_asking(&self) -> bool {
        let writes = self.pane == Pane::Dictate || self.amend.is_some() && self.pane == Pane::Case;
        writes || self.act_sheet.is_some() || !matches!(self.overlay, Overlay::None)
    }

    /// Creates the caseload when the home is opened, on the first pane of the worker's role.
    pub fn new(snapshot: Snapshot, row_ids: RowIdSource) -> Self {
        let pane = if snapshot.caseload.has_queue() { Pane::Queue } else { Pane::Today };
        let mut open = Self {
            pane,
            list_pane: pane,
            return_pane: None,
            side: Side::List,
            today: FilteredList::default(),
            item_counts: ItemCounts::default(),
            hides_goals: false,
            cases: CasesPane::default(),
            action: ActionPane::default(),
            alerts: FilteredList::default(),
            queue: SupervisorQueue::default(),
            dictate: None,
            amend: None,
            subject: None,
            checklist: ChecklistPane::new(Month::from_date(snapshot.caseload.as_of())),
            folder: CaseFolder::default(),
            month: MonthPane::new(snapshot.caseload.as_of()),
            walk: None,
            case_details: None,
            beside_top: 0,
            held_side: None,
            moved_at: None,
            last_act: None,
            discarded_draft: None,
            last_filed: None,
            filed_on: None,
            asked_path: None,
            act_sheet: None,
            left_act_sheet: None,
            missing_selection: Selection::default(),
            row_ids,
            left_forms: BTreeMap::new(),
            generation: snapshot.generation,
            search_generation: 0,
            lacks_dictionary: false,
            pending_inputs: Vec::new(),
            sent_answer: None,
            overlay: Overlay::None,
            calls: None,
            list_width: None,
            is_dragging: false,
            status_message: None,
            tour: Tour::default(),
            snapshot,
        };
        open.fill_panes();
        open
    }

    /// Returns the pane to go back to first when the worker goes from the current pane to `to`; `None` for the list.
    pub fn return_pane_for(&self, to: Pane) -> Option<Pane> {
        let opens = matches!(to, Pane::Checklist | Pane::Case) && self.pane != to;
        (opens && matches!(self.pane, Pane::Walk | Pane::Checklist)).then_some(self.pane)
    }

    /// Takes the pane to go back to: the noted pane, or else the walk, or else the list.
    pub fn take_return_pane(&mut self) -> Pane {
        let home = if self.walk.is_some() { Pane::Walk } else { self.list_pane };
        self.return_pane.take().unwrap_or(home)
    }

    /// Returns whether the lists are for another day than today, so that nothing can be recorded.
    pub fn is_another_day(&self) -> bool {
        self.snapshot.caseload.as_of() != self.snapshot.today
    }

    /// Returns the context of the keys.
    pub fn key_context(&self) -> KeyContext {
        let above = self.overlay.key_context().or_else(|| Some(self.act_sheet.as_ref()?.key_context()));
        above.unwrap_or(match self.pane {
            Pane::Dictate => self.dictate.as_ref().map_or(KeyContext::NoForm, DictateForm::key_context),
            Pane::Case => self.amend.as_ref().map_or(KeyContext::Folder, AmendForm::key_context),
            pane => pane.key_context().unwrap_or(KeyContext::NoForm),
        })
    }

    /// Opens an overlay. Unrecorded input of the overlay before it is kept.
    pub fn open_overlay(&mut self, overlay: Overlay) {
        if let Some(begun) = self.overlay.pending_input() {
            pending_input::keep_input(&mut self.pending_inputs, begun);
        }
        if let Overlay::MissingFacts(list) = &self.overlay {
            self.missing_selection = list.list.selection();
        }
        self.overlay = overlay;
    }

    /// Returns the unrecorded input of all overlays, including the one on the screen.
    pub fn all_pending_inputs(&self) -> Vec<PendingInput> {
        let mut all = self.pending_inputs.clone();
        let sent = self.sent_answer.as_ref().and_then(Prompt::pending_input);
        for begun in sent.into_iter().chain(self.overlay.pending_input()) {
            pending_input::keep_input(&mut all, begun);
        }
        all
    }

    /// Keeps the answer that was sent among the unrecorded input: the worker did not confirm that it is recorded.
    pub fn keep_sent_answer(&mut self) {
        self.pending_inputs = self.all_pending_inputs();
        self.sent_answer = None;
    }

    /// Returns when the text in a form must be saved; `None` if all is saved.
    pub fn save_at(&self) -> Option<Instant> {
        let comment = self.dictate.as_ref().and_then(DictateForm::save_at);
        let amendment = self.amend.as_ref().and_then(AmendForm::save_at);
        let act = self.act_sheet.as_ref().and_then(|sheet| sheet.save_at());
        [comment, amendment, act].into_iter().flatten().min()
    }

    /// Returns the selected row of the current pane.
    pub fn selected_row(&self) -> Option<SelectedRow<'_>> {
        match self.pane {
            Pane::Today => self.today.selected_row().map(|item| self.selected_today(item)),
            Pane::Cases => self.cases.list.selected_row().map(|row| self.selected_case(row)),
            Pane::Action => self.action.list.selected_row().map(|row| self.selected_action(row)),
            Pane::Alerts => self.alerts.selected_row().map(|row| self.selected_alert(row)),
            Pane::Dictate => self.dictate.as_ref().map(|form| SelectedRow::for_subject(form.subject.clone())),
            Pane::Checklist | Pane::Case => self.subject.clone().map(SelectedRow::for_subject),
            Pane::Month => self.month.selected_text().map(|(subject, text)| {
                let key = self.month.selected_alert();
                let alert = key.and_then(|key| self.snapshot.caseload.find_alert(&subject.case, key));
                SelectedRow { alert, text, ..SelectedRow::for_subject(subject) }
            }),
            Pane::Queue => self.queue.list.selected_row().map(|row| self.selected_queue_row(row)),
            Pane::Walk => self.walk.as_ref().and_then(Walk::current_stop).map(|stop| self.selected_stop(stop)),
        }
    }

    /// Returns the marked rows of the current pane that are shown, in the order of the list.
    pub fn marked_rows(&self) -> Vec<SelectedRow<'_>> {
        match self.pane {
            Pane::Today => self.today.marked_rows().into_iter().map(|item| self.selected_today(item)).collect(),
            Pane::Cases => self.cases.list.marked_rows().into_iter().map(|row| self.selected_case(row)).collect(),
            Pane::Action => self.action.list.marked_rows().into_iter().map(|row| self.selected_action(row)).collect(),
            Pane::Alerts => self.alerts.marked_rows().into_iter().map(|row| self.selected_alert(row)).collect(),
            _ => Vec::new(),
        }
    }

    fn selected_case(&self, row: &CaseRow) -> SelectedRow<'_> {
        let next = row.next_due.as_ref().map(|(_, what)| capitalize_first(&self.near_text(what)));
        SelectedRow { text: next.unwrap_or_default(), ..SelectedRow::for_subject(Subject::from_row(row)) }
    }

    fn selected_action<'a>(&'a self, row: &'a ActionRow) -> SelectedRow<'a> {
        let text = self.near_text(&finding_line(&row.finding));
        SelectedRow { finding: Some(&row.finding), text, ..SelectedRow::for_subject(Subject::from_row(row)) }
    }

    fn selected_stop<'a>(&'a self, stop: &'a WalkStop) -> SelectedRow<'a> {
        let first = stop.items.first();
        let says = first.map(|ask| self.alert_text(&ask.alert)).unwrap_or_default();
        let (finding, alert) = (first.and_then(|ask| ask.finding.as_ref()), first.map(|ask| &ask.alert));
        SelectedRow { finding, alert, text: says, ..SelectedRow::for_subject(Subject::from_stop(stop)) }
    }

    fn selected_today<'a>(&'a self, item: &'a TodayItem) -> SelectedRow<'a> {
        let (finding, says) = (today::item_finding(item), self.near_text(&item.list_text()));
        let alert = item.alert.as_ref().and_then(|key| self.snapshot.caseload.find_alert(&item.case, key));
        SelectedRow { finding, alert, text: says, ..SelectedRow::for_subject(Subject::from_row(item)) }
    }

    fn selected_queue_row<'a>(&'a self, row: &'a QueueRow) -> SelectedRow<'a> {
        let case = self.snapshot.caseload.case(&row.case);
        let finding = case.and_then(|case| {
            let is_it = |found: &&Finding| found.person == row.person && row.rule.is_none_or(|rule| rule == found.rule);
            case.evaluation.findings.iter().find(is_it)
        });
        let alert = row.alert.as_ref().and_then(|key| self.snapshot.caseload.find_alert(&row.case, key));
        let says = format!("{}: {}", row.section.title(), self.near_text(&row.says));
        SelectedRow { finding, alert, text: says, ..SelectedRow::for_subject(Subject::from_row(row)) }
    }

    fn selected_alert<'a>(&'a self, row: &'a AlertListRow) -> SelectedRow<'a> {
        let alert = &row.alert;
        let finding = self.snapshot.caseload.case(&alert.case).and_then(|case| case.alert_finding(alert));
        let says = self.alert_text(alert);
        SelectedRow { finding, alert: Some(alert), text: says, ..SelectedRow::for_subject(Subject::from_row(row)) }
    }

    fn alert_text(&self, alert: &Alert) -> String {
        self.near_text(&alert.list_text(self.snapshot.caseload.as_of()))
    }

    /// Returns the text of a message, with dates in the short form of the lists.
    fn near_text(&self, message: &Message) -> String {
        message.to_text(DateStyle::Near(self.snapshot.caseload.as_of()))
    }

    /// Returns the areas of a screen of this size.
    pub fn screen_areas(&self, size: Size) -> ScreenAreas {
        layout::screen_areas(size, self.pane, self.list_width)
    }

    /// Moves the selection of the pane that is shown.
    pub fn move_selection(&mut self, motion: Motion, size: Size) {
        let parts = self.screen_areas(size);
        self.beside_top = 0;
        match self.pane {
            Pane::Today => self.today.move_selection(motion, parts.list, HEADING_LINES),
            Pane::Cases => self.cases.list.move_selection(motion, parts.list, HEADING_LINES),
            Pane::Action => self.action.list.move_selection(motion, parts.list, ActionPane::RESERVED),
            Pane::Alerts => self.alerts.move_selection(motion, parts.list, HEADING_LINES),
            Pane::Queue => self.queue.list.move_selection(motion, parts.list, HEADING_LINES),
            Pane::Checklist => self.checklist.move_selection(motion, parts.list, parts.beside.is_some()),
            Pane::Month => self.month.move_selection(motion, parts.list, &self.snapshot.caseload),
            Pane::Dictate | Pane::Case | Pane::Walk => {}
        }
    }

    /// Takes the marks of the list that is shown away. Returns whether there was one.
    pub fn clear_marks(&mut self) -> bool {
        match self.pane {
            Pane::Today => self.today.clear_marks(),
            Pane::Cases => self.cases.list.clear_marks(),
            Pane::Action => self.action.list.clear_marks(),
            Pane::Alerts => self.alerts.clear_marks(),
            _ => false,
        }
    }

    /// Keeps the selected rows on the screen after a change of the rows or the size.
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
        self.queue.list.clamp_scroll(list, HEADING_LINES);
        self.checklist.clamp_scroll(list, parts.beside.is_some());
        self.month.clamp_scroll(list);
        self.overlay.clamp_scroll(size);
    }

    /// Returns how many things the cases ask for. Drafts are nothing that a case asks for.
    pub fn to_do_count(&self) -> usize {
        self.today.all_rows().iter().filter(|item| item.alert.is_some()).count()
    }
}

impl SelectedRow<'_> {
    fn for_subject(subject: Subject) -> Self {
        SelectedRow { subject, finding: None, alert: None, text: String::new() }
    }
}
