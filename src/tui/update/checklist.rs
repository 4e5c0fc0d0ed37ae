//! Looking into a checklist: what proves an item, another checklist of the case, all cases side by side.

use super::SideEffects;
use crate::desk::checklist::{CompletenessRow, ItemProof, ItemState, ItemView};
use crate::domain::facts::Source;
use crate::domain::{CaseNumber, Change, PersonNumber, Seq};
use crate::store::{FiledComment, LoggedEntry};
use crate::tui::command::{ChecklistViewCommand, FolderSection, Pane};
use crate::tui::model::{Model, SideEffect};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::panes::{Subject, explanation, side_pane};
use crate::tui::store_thread::Job;
use crate::tui::widgets::read_page::TextPage;
use crate::tui::workspace::Workspace;

/// What stands behind an item's state.
enum EvidenceTarget {
    /// A comment that was filed.
    Comment(Box<FiledComment>),
    /// A section of the folder.
    Section(FolderSection),
    /// The worker's mark, or nothing yet: a page says so.
    Page(Option<Box<LoggedEntry>>),
}

impl Model {
    pub(super) fn run_checklist_command(&mut self, sheet: ChecklistViewCommand) -> SideEffects {
        match sheet {
            ChecklistViewCommand::Evidence => return self.open_evidence(),
            ChecklistViewCommand::Form => {
                if let Some(chooser) =
                    self.workspace().map(|open| Chooser::for_checklists(open.snapshot.caseload.checklists()))
                {
                    self.open_overlay(Overlay::Chooser(chooser));
                }
            }
            ChecklistViewCommand::Completeness => return self.ask_for_completeness(),
        }
        Vec::new()
    }

    /// Opens the comment or the section of the folder that proves the item; a mark is shown with its entry.
    fn open_evidence(&mut self) -> SideEffects {
        let evidence = self.workspace().and_then(|open| open.item_evidence(open.checklist.selected_item()?));
        match evidence {
            Some(EvidenceTarget::Comment(filed)) => {
                let comment = filed.comment;
                let effects = self.open_comment(comment.case, comment.person, comment.id);
                self.set_return_to_checklist();
                effects
            }
            Some(EvidenceTarget::Section(section)) => {
                let effects = self.go_to_pane(Pane::Case);
                self.workspace_mut().into_iter().for_each(|open| open.folder.show_section(section));
                effects
            }
            Some(EvidenceTarget::Page(marked)) => {
                self.show_item_evidence(marked.as_deref());
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn set_return_to_checklist(&mut self) {
        self.workspace_mut().into_iter().for_each(|open| open.return_pane = Some(Pane::Checklist));
    }

    fn show_item_evidence(&mut self, marked: Option<&LoggedEntry>) {
        let columns = self.page_columns();
        let Some((open, subject)) = self.workspace().and_then(|open| Some((open, open.subject.as_ref()?))) else {
            return;
        };
        let Some(item) = open.checklist.selected_item() else { return };
        let page = explanation::ExplanationPage { on: open.snapshot.caseload.as_of(), columns, theme: &self.theme };
        let mut lines = page.item_lines(item, open.checklist.month);
        lines.extend(marked.map(|entry| page.entry_lines(entry)).unwrap_or_default());
        let title = format!("Evidence   {}", side_pane::case_title(&open.snapshot, subject));
        self.open_overlay(Overlay::TextPage(TextPage::new(title, lines)));
    }

    /// Shows the checklist with this name of the case on the screen.
    pub(super) fn show_checklist(&mut self, name: &str) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        open.checklist.form = open.snapshot.caseload.checklists().find_by_name(name).cloned();
        open.fill_checklist();
        open.checklist.select_first_open_item();
        Vec::new()
    }

    fn ask_for_completeness(&mut self) -> SideEffects {
        let Some(open) = self.workspace() else { return Vec::new() };
        let form = open.checklist.active_form(&open.snapshot.caseload).name.clone();
        vec![SideEffect::Store(Job::Completeness { form, month: open.checklist.month })]
    }

    pub(super) fn show_completeness(&mut self, rows: &[CompletenessRow]) {
        let Some(first) = rows.first() else { return self.show_message("The checklist concerns no case this month.") };
        let open: usize = rows.iter().map(|row| row.open).sum();
        let month = first.month.first_day().format("%B %Y");
        let heading = format!("{} of {month}: {open} open in {} cases", first.form, rows.len());
        self.open_overlay(Overlay::Chooser(Chooser::for_completeness(&heading, rows)));
    }

    /// Shows the checklist of a case that was chosen.
    pub(super) fn show_checklist_for(&mut self, case: CaseNumber) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        open.pane = Pane::Checklist;
        self.show_case(Some(Subject { case, person: PersonNumber::CASE }))
    }
}

impl Workspace {
    /// What stands behind an item; nothing until the case is read.
    fn item_evidence(&self, item: &ItemView) -> Option<EvidenceTarget> {
        let read = self
            .case_details
            .as_ref()
            .filter(|read| Some(&read.subject.case) == self.subject.as_ref().map(|at| &at.case))?;
        let ItemState::Proven { evidence } = &item.state else {
            return Some(EvidenceTarget::Page(self.last_mark_entry(item, &read.timeline)));
        };
        let mut entries = evidence.iter().filter_map(|ground| source_entry(&ground.source));
        let comment = |entry| read.comments.iter().find(|filed| filed.entry == entry).cloned();
        if let Some(filed) = entries.find_map(comment) {
            return Some(EvidenceTarget::Comment(Box::new(filed)));
        }
        let proof = self
            .snapshot
            .caseload
            .checklists()
            .all_checklists()
            .find_map(|form| Some(&form.find_item(&item.id)?.proven_by))?;
        Some(proof_section(proof).map_or(EvidenceTarget::Page(None), EvidenceTarget::Section))
    }

    /// The entry of the worker's last mark on the item in the month that is shown.
    fn last_mark_entry(&self, item: &ItemView, timeline: &[LoggedEntry]) -> Option<Box<LoggedEntry>> {
        let is_mark = |logged: &&LoggedEntry| match &logged.change {
            Change::ChecklistItemMarked { month, item: marked, .. } => {
                *month == self.checklist.month && *marked == item.id
            }
            _ => false,
        };
        timeline.iter().rfind(is_mark).cloned().map(Box::new)
    }
}

const fn source_entry(source: &Source) -> Option<Seq> {
    match source {
        Source::Entry { entry, .. } => Some(*entry),
        Source::Extract { .. } | Source::Stated => None,
    }
}

/// The section of the folder that holds the facts of a proof; nothing for what is no fact of the folder.
const fn proof_section(proof: &ItemProof) -> Option<FolderSection> {
    use ItemProof as P;
    Some(match proof {
        P::Hand | P::NoOpenAlerts => return None,
        P::CommentFiled | P::CommentMentions(_) | P::FormCompleted(_) | P::ContactMade => FolderSection::Comments,
        P::AttendancePosted | P::HoursMet => FolderSection::Attendance,
        P::ActivityStatusUpdated
        | P::OverActivitiesEnded
        | P::ActivitiesEnded
        | P::ActivityRunning
        | P::AtMostOneActivity
        | P::SanctionedActivityEnded => FolderSection::Activities,
        P::PlanSigned | P::PlanAmended | P::DutyDone(_) => FolderSection::Plans,
        P::ExemptionRecorded | P::ExemptionDatesKnown => FolderSection::Exemptions,
        P::NoticeIssued | P::AppointmentSet | P::DeterminationRecorded | P::PlanResultRecorded => {
            FolderSection::Noncompliance
        }
        P::RegistrationIsSanction | P::RegistrationIsClosed | P::AidDiscontinued | P::SecondParentRegistered => {
            FolderSection::Registration
        }
        P::ClosingTaken(_) | P::ClosingReviewed | P::ClosingApproved | P::CaseRouted => FolderSection::Registration,
        P::MonthsCounted => FolderSection::People,
    })
}
