//! The evidence for the state of a checklist item: a comment, a section of the folder, or the worker's mark.

use crate::desk::Caseload;
use crate::desk::checklist::{ItemProof, ItemState, ItemView};
use crate::domain::dates::Month;
use crate::domain::facts::Source;
use crate::domain::{Change, Seq};
use crate::store::{FiledComment, LoggedEntry};
use crate::tui::command::FolderSection;
use crate::tui::panes::folder::CaseDetails;

/// The evidence for the state of an item.
#[derive(Debug, Clone)]
pub enum EvidenceTarget {
    /// A comment that was filed.
    Comment(Box<FiledComment>),
    /// A section of the folder.
    Section(FolderSection),
    /// A page that shows the worker's mark, or says that there is no evidence yet.
    Page(Option<Box<LoggedEntry>>),
}

impl EvidenceTarget {
    /// Finds the evidence for the state of an item in a month among the details of the case.
    pub fn for_item(item: &ItemView, month: Month, details: &CaseDetails, caseload: &Caseload) -> Self {
        let ItemState::Proven { evidence } = &item.state else {
            return Self::Page(last_mark_entry(item, month, &details.timeline));
        };
        let mut entries = evidence.iter().filter_map(|ground| source_entry(&ground.source));
        let comment = |entry| details.comments.iter().find(|filed| filed.entry == entry).cloned();
        if let Some(filed) = entries.find_map(comment) {
            return Self::Comment(Box::new(filed));
        }
        let proof = caseload.checklists().all_checklists().find_map(|form| Some(&form.find_item(&item.id)?.proven_by));
        proof.and_then(proof_section).map_or(Self::Page(None), Self::Section)
    }
}

/// Returns the entry of the worker's last mark on an item in a month.
fn last_mark_entry(item: &ItemView, month: Month, timeline: &[LoggedEntry]) -> Option<Box<LoggedEntry>> {
    let is_mark = |logged: &&LoggedEntry| match &logged.change {
        Change::ChecklistItemMarked { month: marked_month, item: marked, .. } => {
            *marked_month == month && *marked == item.id
        }
        _ => false,
    };
    timeline.iter().rfind(is_mark).cloned().map(Box::new)
}

const fn source_entry(source: &Source) -> Option<Seq> {
    match source {
        Source::Entry { entry, .. } => Some(*entry),
        Source::Extract { .. } | Source::Stated => None,
    }
}

/// Returns the section of the folder that holds the facts of a proof; `None` if the folder does not show such facts.
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
        P::PlanSigned | P::PlanAmended | P::PlanAfterMeeting | P::DutyDone(_) => FolderSection::Plans,
        P::ExemptionRecorded | P::ExemptionDatesKnown => FolderSection::Exemptions,
        P::NoticeIssued | P::AppointmentSet | P::DeterminationRecorded | P::PlanResultRecorded => {
            FolderSection::Noncompliance
        }
        P::RegistrationIsSanction | P::RegistrationIsClosed | P::AidDiscontinued | P::SecondParentRegistered => {
            FolderSection::Registration
        }
        P::ClosingTaken(_) | P::ClosingReviewed | P::ClosingApproved | P::CaseRouted => FolderSection::Registration,
        P::MonthsCounted => FolderSection::People,
        P::DocumentsImaged => FolderSection::Services,
        P::ReferralTold
        | P::ReportsRead
        | P::TransferSent
        | P::ChildWelfareConfirmed
        | P::SeatInvited(_)
        | P::SubstanceAbuseAsked => FolderSection::Partners,
    })
}
