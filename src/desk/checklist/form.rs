//! The checklists as data: their components and items, and the conditions and proofs that items may name.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::domain::checklist::ItemId;
use crate::domain::facts::{ClosingStep, Duty};
use crate::domain::partner_state::PartnerModule;
use crate::domain::seat::Seat;

/// A checklist of `assets/checklists/`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// The name of the checklist in commands and on the screen: `42-126`, `exemption`, `clerk`.
    pub name: String,
    /// The form's number: `42-126`.
    pub form: String,
    /// The form's title.
    pub title: String,
    /// The handbook section or office that the components come from.
    pub source: String,
    /// The part of the work with partners that the checklist is about; only a county that has it is offered the checklist.
    #[serde(default)]
    pub module: Option<PartnerModule>,
    /// The components, in the order of the form.
    #[serde(rename = "component")]
    pub sections: Vec<ChecklistSection>,
}

/// A component of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistSection {
    /// The id of the component.
    pub id: String,
    /// The heading of the component.
    pub title: String,
    /// The name of the component as a checklist of its own, if it is a procedure.
    #[serde(default)]
    pub procedure: Option<String>,
    /// Whether the component is about work with partners, and so only in the form of a county that has some.
    #[serde(default)]
    pub partners: bool,
    /// The items, in the order of the form.
    #[serde(rename = "item")]
    pub items: Vec<ChecklistItem>,
}

/// An item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// The id of the item. It never changes, because marks refer to it.
    pub id: ItemId,
    /// The question or task of the item.
    pub words: String,
    /// The condition under which the item concerns a case.
    pub applies: ItemCondition,
    /// The kind of fact that proves the item.
    pub proven_by: ItemProof,
    /// Whether it is confidential that the item was done for a family: paper does not say whether it was.
    #[serde(default)]
    pub confidential: bool,
    /// The statute, handbook section or letter behind the item.
    pub citation: String,
}

/// The condition under which an item concerns a case in a month. A discontinued case keeps only the items of its
/// closing, those of work with partners and those that always apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum ItemCondition {
    /// The item concerns every case.
    Always,
    /// The case was assigned to its worker in the month.
    NewlyAssigned,
    /// Somebody must take part or volunteers to.
    TakesPart,
    /// Somebody takes part, is in non-compliance or is sanctioned.
    ToBeContacted,
    /// Somebody had an activity under way in the month.
    HasActivity,
    /// An activity's expected end has passed.
    ActivityOver,
    /// An amendment to a plan was signed in the month.
    PlanAmendedThisMonth,
    /// Somebody is exempt.
    Exempt,
    /// Somebody is exempt for a disability or for the care of a household member.
    ExemptForDisabilityOrCare,
    /// Somebody is in non-compliance, or was sent a notice in the month.
    Noncompliance,
    /// Somebody's compliance plan has ended, and no earlier month holds its result.
    CompliancePlanEnded,
    /// Somebody is sanctioned, or an activity was given a status of sanction in the month.
    Sanctioned,
    /// Aid on the case is discontinued.
    Discontinued,
    /// Documents were received in the month.
    DocumentsReceived,
    /// There is a second parent.
    TwoParents,
    /// The State drew the case to measure the work participation rate, and no earlier month holds its advance review.
    DrawnForWpr,
    /// Form 7045 is with the social-work unit, or a social worker has the case.
    SocialWorkReferred,
    /// A progress report was passed to the referring worker in the month or before, and the case goes on.
    SocialWorkReported,
    /// The Partnership EC Supervisor has accepted a common case that the Partnership EC does not have yet.
    CommonCaseAccepted,
    /// The Partnership EC has a common case.
    CommonCaseManaged,
    /// A conference on the family is called.
    ConferenceCalled,
}

impl ItemCondition {
    /// Returns whether the condition is about work with partners, which goes on after aid has ended.
    pub const fn is_about_partners(self) -> bool {
        matches!(
            self,
            Self::SocialWorkReferred
                | Self::SocialWorkReported
                | Self::CommonCaseAccepted
                | Self::CommonCaseManaged
                | Self::ConferenceCalled
        )
    }

    /// Returns the reason to show for an item that does not apply because the condition does not hold.
    pub const fn unmet_reason(self) -> &'static str {
        match self {
            Self::Always => "nobody is listed on the case",
            Self::NewlyAssigned => "not assigned this month",
            Self::TakesPart => "nobody takes part",
            Self::ToBeContacted => "nobody to contact",
            Self::HasActivity => "no activity this month",
            Self::ActivityOver => "no activity is over",
            Self::PlanAmendedThisMonth => "no amendment this month",
            Self::Exempt => "nobody is exempt",
            Self::ExemptForDisabilityOrCare => "nobody is exempt for disability or care",
            Self::Noncompliance => "no non-compliance",
            Self::CompliancePlanEnded => "no compliance plan has ended",
            Self::Sanctioned => "nobody is sanctioned",
            Self::Discontinued => "aid is not discontinued",
            Self::DocumentsReceived => "no documents received this month",
            Self::TwoParents => "no second parent",
            Self::DrawnForWpr => "not drawn for the WPR",
            Self::SocialWorkReferred => "not referred to social work",
            Self::SocialWorkReported => "no report has come",
            Self::CommonCaseAccepted => "no transfer is under way",
            Self::CommonCaseManaged => "no such case",
            Self::ConferenceCalled => "no conference is called",
        }
    }
}

/// The kind of fact that proves an item, for everybody whom the item concerns.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemProof {
    /// Nothing in the record proves the item; only the worker knows.
    Hand,
    /// No alert of the case is open. This is known for the month of the as-of day only.
    NoOpenAlerts,
    /// A comment was filed on a contact of the month.
    CommentFiled,
    /// A comment of the month has one of these words in its purpose or results.
    CommentMentions(Vec<String>),
    /// A comment of the month names this form as completed.
    FormCompleted(String),
    /// Attendance of the month is posted for each activity.
    AttendancePosted,
    /// The weekly average of the month is at least what is required.
    HoursMet,
    /// A contact was made in the month.
    ContactMade,
    /// Each activity was given a status, or had attendance posted, in the month.
    ActivityStatusUpdated,
    /// Each activity whose expected end has passed has an ending status.
    OverActivitiesEnded,
    /// Each activity that has started has an ending status.
    ActivitiesEnded,
    /// An activity is under way.
    ActivityRunning,
    /// No more than one activity is under way, so that none can overlap.
    AtMostOneActivity,
    /// A plan is signed.
    PlanSigned,
    /// An amendment was signed in the month.
    PlanAmended,
    /// An exemption in force is on record.
    ExemptionRecorded,
    /// An exemption in force has a review or end date.
    ExemptionDatesKnown,
    /// The newest notice of non-compliance is on record.
    NoticeIssued,
    /// The appointment of the newest notice is set.
    AppointmentSet,
    /// The determination of the newest notice is recorded.
    DeterminationRecorded,
    /// The result of the compliance plan is recorded.
    PlanResultRecorded,
    /// The registration status is Sanction.
    RegistrationIsSanction,
    /// The registration status is Closed.
    RegistrationIsClosed,
    /// The newest status of an activity is End-Unsatisfactory Participation.
    SanctionedActivityEnded,
    /// Aid is discontinued.
    AidDiscontinued,
    /// The county's count of months on aid was read in the month.
    MonthsCounted,
    /// The second parent has a registration status.
    SecondParentRegistered,
    /// The duty was recorded as done in the month.
    DutyDone(Duty),
    /// The step of the closing is taken.
    ClosingTaken(ClosingStep),
    /// The supervisor reviewed the case that is to be closed.
    ClosingReviewed,
    /// Form 50-20e is approved.
    ClosingApproved,
    /// The case is routed to its closed-files bank.
    CaseRouted,
    /// The client was told of the referral to social work.
    ReferralTold,
    /// Every progress report that was passed on is read.
    ReportsRead,
    /// The case was sent to the Control Clerk.
    TransferSent,
    /// A plan was signed on the day of the planning meeting or after it.
    PlanAfterMeeting,
    /// Child welfare was confirmed to be open within the time that policy sets.
    ChildWelfareConfirmed,
    /// Every document that was received is imaged.
    DocumentsImaged,
    /// Somebody is invited to the seat of the conference.
    SeatInvited(Seat),
    /// The call of the conference says whether substance abuse is an issue.
    SubstanceAbuseAsked,
}

/// An error in a checklist file.
#[derive(Debug, thiserror::Error)]
pub enum ChecklistError {
    /// The file does not hold a checklist.
    #[error("assets/checklists/{file}: {source}")]
    Unreadable {
        /// The file's name below `assets/checklists`.
        file: &'static str,
        /// The cause, with line and column.
        source: Box<toml::de::Error>,
    },
    /// Two items of the file have the same id.
    #[error("assets/checklists/{file}: the item {item} is there twice")]
    DuplicateItem {
        /// The file's name below `assets/checklists`.
        file: &'static str,
        /// The id that occurs twice.
        item: ItemId,
    },
}

impl Checklist {
    /// Returns the item with this id.
    pub fn find_item(&self, id: &ItemId) -> Option<&ChecklistItem> {
        self.sections.iter().flat_map(|section| &section.items).find(|item| item.id == *id)
    }

    /// Returns whether a component is about work with partners.
    pub fn is_about_partners(&self, component: &str) -> bool {
        self.sections.iter().any(|section| section.partners && section.id == component)
    }

    /// Returns the number of items in all components.
    pub fn item_count(&self) -> usize {
        self.sections.iter().map(|section| section.items.len()).sum()
    }

    /// Returns the heading of a page that shows the checklist: `42-126`, `Exemption`.
    pub fn page_heading(&self) -> &str {
        if self.name == self.form { &self.form } else { &self.title }
    }

    /// Returns a component that is a procedure as a checklist of its own. It shares its items with the form, so a mark
    /// on an item counts in both.
    fn procedure_checklist(&self, section: &ChecklistSection) -> Option<Self> {
        let name = section.procedure.clone()?;
        let (form, title, source) = (self.form.clone(), section.title.clone(), self.source.clone());
        Some(Self { name, form, title, source, module: self.module, sections: vec![section.clone()] })
    }

    fn parse_toml(file: &'static str, text: &str) -> Result<Self, ChecklistError> {
        let form: Self =
            toml::from_str(text).map_err(|source| ChecklistError::Unreadable { file, source: Box::new(source) })?;
        let mut seen = BTreeSet::new();
        let twice = form.sections.iter().flat_map(|section| &section.items).find(|item| !seen.insert(&item.id));
        match twice {
            Some(item) => Err(ChecklistError::DuplicateItem { file, item: item.id.clone() }),
            None => Ok(form),
        }
    }
}

const CASE_MANAGEMENT: (&str, &str) = ("42-126.toml", include_str!("../../../assets/checklists/42-126.toml"));
const SUPERVISOR_CLOSING: (&str, &str) =
    ("supervisor_closing.toml", include_str!("../../../assets/checklists/supervisor_closing.toml"));
const CLERK: (&str, &str) = ("clerk.toml", include_str!("../../../assets/checklists/clerk.toml"));
const TRANSFER: (&str, &str) = ("transfer.toml", include_str!("../../../assets/checklists/transfer.toml"));
const CONFERENCE: (&str, &str) = ("conference.toml", include_str!("../../../assets/checklists/conference.toml"));
const CASE_REVIEW: (&str, &str) = ("case_review.toml", include_str!("../../../assets/checklists/case_review.toml"));

/// All checklists: form 42-126, each of its components that is a procedure of the handbook, and what EC Supervisor and
/// Clerk II do with form 50-20e, and what is prepared for the transfer of a common case and for a conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklists {
    case_management: Arc<Checklist>,
    procedures: Vec<Arc<Checklist>>,
    case_review: Arc<Checklist>,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads every file")]
static BUILTIN: LazyLock<Arc<Checklists>> =
    LazyLock::new(|| Arc::new(Checklists::read_files().expect("the files of assets/checklists are good")));

impl Checklists {
    /// Returns the checklists that are built into the program. The files are read on the first call.
    pub fn builtin() -> &'static Arc<Self> {
        &BUILTIN
    }

    fn read_files() -> Result<Self, ChecklistError> {
        let read = |(file, text)| Checklist::parse_toml(file, text);
        let case_management = read(CASE_MANAGEMENT)?;
        let own = case_management.sections.iter().filter_map(|section| case_management.procedure_checklist(section));
        let procedures = own
            .chain([read(SUPERVISOR_CLOSING)?, read(CLERK)?, read(TRANSFER)?, read(CONFERENCE)?])
            .map(Arc::new)
            .collect();
        let case_review = Arc::new(read(CASE_REVIEW)?);
        Ok(Self { case_management: Arc::new(case_management), procedures, case_review })
    }

    /// Returns form 42-126: the components of case management for Employment Services.
    pub const fn case_management(&self) -> &Arc<Checklist> {
        &self.case_management
    }

    /// Returns the checklist of the supervisor's case review. It is not among [`Self::all_checklists`], because its
    /// scores are not marks on the case.
    pub const fn case_review(&self) -> &Arc<Checklist> {
        &self.case_review
    }

    /// Returns what an item asks, for messages; the id where no checklist knows the item any more.
    pub fn item_words<'a>(&'a self, id: &'a ItemId) -> &'a str {
        let known = self.all_checklists().find_map(|checklist| checklist.find_item(id));
        known.map_or(id.0.as_str(), |item| item.words.as_str())
    }

    /// Returns all checklists that are marked on a case, form 42-126 first.
    pub fn all_checklists(&self) -> impl Iterator<Item = &Arc<Checklist>> {
        std::iter::once(&self.case_management).chain(&self.procedures)
    }

    /// Returns the checklists that a county with these parts of the work with partners has.
    pub fn offered_checklists(&self, modules: &[PartnerModule]) -> impl Iterator<Item = &Arc<Checklist>> {
        self.all_checklists().filter(|form| form.module.is_none_or(|module| modules.contains(&module)))
    }

    /// Returns the checklists that are not a component of another.
    pub fn standalone_checklists(&self) -> impl Iterator<Item = &Arc<Checklist>> {
        self.all_checklists()
            .filter(|form| form.name == self.case_management.name || form.form != self.case_management.form)
    }

    /// Returns the checklist with this name.
    pub fn find_by_name(&self, name: &str) -> Option<&Arc<Checklist>> {
        self.all_checklists().find(|form| form.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_hold_the_points_of_the_handbook() {
        let forms = Checklists::builtin();
        let points: Vec<_> =
            forms.all_checklists().skip(1).map(|form| (form.name.as_str(), form.item_count())).collect();
        let handbook = [
            ("new-case", 7),
            ("exemption", 5),
            ("sanction", 7),
            ("closing", 6),
            ("supervisor-closing", 4),
            ("clerk", 2),
            ("transfer", 6),
            ("conference", 4),
        ];
        assert_eq!(points, handbook);
        let referrals = forms.case_management().sections.iter().find(|section| section.id == "referrals").unwrap();
        assert_eq!(referrals.items.len(), 8);
        assert_eq!(forms.find_by_name("sanction").unwrap().page_heading(), "Sanction");
        assert_eq!(forms.find_by_name("42-126").unwrap().page_heading(), "42-126");
        assert!(forms.find_by_name("no-such-form").is_none());
    }

    #[test]
    fn every_item_has_words_and_a_citation() {
        for form in Checklists::builtin().all_checklists() {
            for item in form.sections.iter().flat_map(|section| &section.items) {
                assert!(!item.words.is_empty() && !item.citation.is_empty(), "{}", item.id);
            }
        }
    }

    #[test]
    fn an_item_that_is_there_twice_is_refused() {
        let item = "{ id = 'a', words = 'w', applies = 'always', proven_by = 'hand', citation = 'c' }";
        let text = format!("{HEAD}component = [{{ id = 'c', title = 't', item = [{item}, {item}] }}]");
        assert!(matches!(Checklist::parse_toml("x.toml", &text), Err(ChecklistError::DuplicateItem { .. })));
    }

    #[test]
    fn a_proof_that_nobody_knows_is_refused() {
        let item = "{ id = 'a', words = 'w', applies = 'always', proven_by = 'magic', citation = 'c' }";
        let text = format!("{HEAD}component = [{{ id = 'c', title = 't', item = [{item}] }}]");
        let error = Checklist::parse_toml("x.toml", &text).unwrap_err().to_string();
        assert!(error.starts_with("assets/checklists/x.toml: ") && error.contains("magic"), "{error}");
    }

    const HEAD: &str = "name = 'n'\nform = 'f'\ntitle = 't'\nsource = 's'\n";
}
