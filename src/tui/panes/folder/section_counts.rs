//! How many entries each section of the folder has.

use super::folder_view::FolderView;
use crate::domain::facts::Person;
use crate::tui::command::FolderSection;

/// Returns how many entries a section has; `None` for a page that is not a list, and until the comments and the history
/// are read.
pub(super) fn section_count(section: FolderSection, view: &FolderView<'_>) -> Option<usize> {
    let caseload = &view.snapshot.caseload;
    let case = caseload.case(&view.subject.case)?;
    let facts = &case.record.facts;
    Some(match section {
        FolderSection::Overview => return None,
        FolderSection::People => facts.people.len(),
        FolderSection::Registration => {
            let of_person = |person: &Person| person.registration.len() + person.registration_reported_before.len();
            let statuses: usize = facts.people.iter().map(of_person).sum();
            statuses + facts.aid.len() + facts.aid_reported_before.len() + facts.new_case_reviews.len()
        }
        FolderSection::Activities => facts.activities.len(),
        FolderSection::Attendance => facts.attendance.len(),
        FolderSection::Noncompliance => facts.noncompliance.len() + facts.cures.len(),
        FolderSection::Exemptions => facts.exemptions.len() + facts.good_causes.len(),
        FolderSection::Plans => facts.plans.len() + facts.wpr_draws.len() + facts.duties.len(),
        FolderSection::Goals => {
            let goals = facts.goals.iter().filter(|goal| !goal.protected && goal.withdrawn.is_none()).count();
            let readings = facts.readings.iter().filter(|reading| !reading.protected && reading.withdrawn.is_none());
            goals + readings.count()
        }
        FolderSection::Services => facts.services.len() + facts.referrals.len(),
        FolderSection::Partners => caseload.partner_records(case).len(),
        FolderSection::Papers => facts.notices.len() + facts.documents.len() + facts.alerts_sent.len(),
        FolderSection::Comments => view.details?.comments.len(),
        FolderSection::History => view.details?.timeline.len(),
    })
}

/// Returns whether the name of a section is shown: that of work with partners only where the county has some, or the case.
pub(super) fn is_shown(section: FolderSection, view: &FolderView<'_>) -> bool {
    let caseload = &view.snapshot.caseload;
    let policy = caseload.policies().in_force_on(caseload.as_of());
    let has_partners = policy.partner_modules.as_ref().is_some_and(|modules| !modules.value.0.is_empty());
    section != FolderSection::Partners || has_partners || section_count(section, view).is_some_and(|count| count > 0)
}
