//! Looking into a checklist: what proves an item, another checklist of the case, all cases side by side.

use super::Effects;
use crate::desk::checklist::{CompletenessRow, ItemState, ItemView, Proof};
use crate::domain::facts::Source;
use crate::domain::{CaseNumber, Change, PersonNumber, Seq};
use crate::store::{FiledComment, LoggedEntry};
use crate::tui::command::{Pane, Section, Sheet};
use crate::tui::jobs::Job;
use crate::tui::model::{Effect, Model};
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::{Overlay, ReadPage, why};
use crate::tui::panes::{Subject, beside};
use crate::tui::workspace::Workspace;

/// What stands behind an item's state.
enum Evidence {
    /// A comment that was filed.
    Comment(Box<FiledComment>),
    /// A section of the folder.
    Section(Section),
    /// The worker's mark, or nothing yet: a page says so.
    Page(Option<Box<LoggedEntry>>),
}

impl Model {
    pub(super) fn sheet(&mut self, sheet: Sheet) -> Effects {
        match sheet {
            Sheet::Evidence => return self.open_evidence(),
            Sheet::Form => {
                if let Some(chooser) = self.open().map(|open| Chooser::sheets(open.laid.desk.forms())) {
                    self.cover(Overlay::Chooser(chooser));
                }
            }
            Sheet::Completeness => return self.ask_for_completeness(),
        }
        Vec::new()
    }

    /// Opens the comment or the section of the folder that proves the item; a mark is shown with its entry.
    fn open_evidence(&mut self) -> Effects {
        let evidence = self.open().and_then(|open| open.evidence(open.checklist.selected()?));
        match evidence {
            Some(Evidence::Comment(filed)) => {
                let comment = filed.comment;
                let effects = self.open_comment(comment.case, comment.person, comment.id);
                self.come_back_to_checklist();
                effects
            }
            Some(Evidence::Section(section)) => {
                let effects = self.go_to(Pane::Case);
                self.open_mut().into_iter().for_each(|open| open.folder.show(section));
                effects
            }
            Some(Evidence::Page(marked)) => {
                self.show_item(marked.as_deref());
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn come_back_to_checklist(&mut self) {
        self.open_mut().into_iter().for_each(|open| open.from = Some(Pane::Checklist));
    }

    fn show_item(&mut self, marked: Option<&LoggedEntry>) {
        let columns = self.page_columns();
        let Some((open, subject)) = self.open().and_then(|open| Some((open, open.subject.as_ref()?))) else { return };
        let Some(item) = open.checklist.selected() else { return };
        let page = why::Page { on: open.laid.desk.as_of(), columns, theme: &self.theme };
        let mut lines = page.item(item, open.checklist.month);
        lines.extend(marked.map(|entry| page.entry(entry)).unwrap_or_default());
        let title = format!("Evidence   {}", beside::title(&open.laid, subject));
        self.cover(Overlay::Page(ReadPage::new(title, lines)));
    }

    /// Shows the checklist with this name of the case on the screen.
    pub(super) fn show_sheet(&mut self, name: &str) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        open.checklist.form = open.laid.desk.forms().named(name).cloned();
        open.fill_checklist();
        open.checklist.select_first_open();
        Vec::new()
    }

    fn ask_for_completeness(&mut self) -> Effects {
        let Some(open) = self.open() else { return Vec::new() };
        let form = open.checklist.form(&open.laid.desk).name.clone();
        vec![Effect::Store(Job::Completeness { form, month: open.checklist.month })]
    }

    pub(super) fn completeness(&mut self, rows: &[CompletenessRow]) {
        let Some(first) = rows.first() else { return self.say("The checklist concerns no case this month.") };
        let open: usize = rows.iter().map(|row| row.open).sum();
        let month = first.month.first_day().format("%B %Y");
        let heading = format!("{} of {month}: {open} open in {} cases", first.form, rows.len());
        self.cover(Overlay::Chooser(Chooser::completeness(&heading, rows)));
    }

    /// Shows the checklist of a case that was chosen.
    pub(super) fn show_checklist_of(&mut self, case: CaseNumber) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        open.pane = Pane::Checklist;
        self.show_case(Some(Subject { case, person: PersonNumber::CASE }))
    }
}

impl Workspace {
    /// What stands behind an item; nothing until the case is read.
    fn evidence(&self, item: &ItemView) -> Option<Evidence> {
        let read =
            self.read.as_ref().filter(|read| Some(&read.subject.case) == self.subject.as_ref().map(|at| &at.case))?;
        let ItemState::Proven { evidence } = &item.state else {
            return Some(Evidence::Page(self.mark_of(item, &read.timeline)));
        };
        let mut entries = evidence.iter().filter_map(|ground| entry_of(&ground.source));
        let comment = |entry| read.comments.iter().find(|filed| filed.entry == entry).cloned();
        if let Some(filed) = entries.find_map(comment) {
            return Some(Evidence::Comment(Box::new(filed)));
        }
        let proof = self.laid.desk.forms().all().find_map(|form| Some(&form.item(&item.id)?.proven_by))?;
        Some(section(proof).map_or(Evidence::Page(None), Evidence::Section))
    }

    /// The entry of the worker's last mark on the item in the month that is shown.
    fn mark_of(&self, item: &ItemView, timeline: &[LoggedEntry]) -> Option<Box<LoggedEntry>> {
        let is_mark = |logged: &&LoggedEntry| match &logged.change {
            Change::ChecklistItemMarked { month, item: marked, .. } => {
                *month == self.checklist.month && *marked == item.id
            }
            _ => false,
        };
        timeline.iter().rfind(is_mark).cloned().map(Box::new)
    }
}

const fn entry_of(source: &Source) -> Option<Seq> {
    match source {
        Source::Entry { entry, .. } => Some(*entry),
        Source::Extract { .. } | Source::Stated => None,
    }
}

/// The section of the folder that holds the facts of a proof; nothing for what is no fact of the folder.
const fn section(proof: &Proof) -> Option<Section> {
    use Proof as P;
    Some(match proof {
        P::Hand | P::NoOpenAlerts => return None,
        P::CommentFiled | P::CommentMentions(_) | P::FormCompleted(_) | P::ContactMade => Section::Comments,
        P::AttendancePosted | P::HoursMet => Section::Attendance,
        P::ActivityStatusUpdated
        | P::OverActivitiesEnded
        | P::ActivitiesEnded
        | P::ActivityRunning
        | P::AtMostOneActivity
        | P::SanctionedActivityEnded => Section::Activities,
        P::PlanSigned | P::PlanAmended | P::DutyDone(_) => Section::Plans,
        P::ExemptionRecorded | P::ExemptionDatesKnown => Section::Exemptions,
        P::NoticeIssued | P::AppointmentSet | P::DeterminationRecorded | P::PlanResultRecorded => {
            Section::Noncompliance
        }
        P::RegistrationIsSanction | P::RegistrationIsClosed | P::AidDiscontinued | P::SecondParentRegistered => {
            Section::Registration
        }
        P::ClosingTaken(_) | P::ClosingReviewed | P::ClosingApproved | P::CaseRouted => Section::Registration,
        P::MonthsCounted => Section::People,
    })
}
