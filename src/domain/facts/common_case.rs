//! A family that is in CalWORKs and in child welfare at once: the way of its case to the Partnership EC and back, and what
//! the county's department for children says of its services.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::WorkerNumber;
use crate::domain::code_words::code_words;

code_words! {
    /// How it became known that a family is in child welfare.
    pub enum FoundBy {
        /// An eligibility clerk of the emergency response unit told.
        ErClerk = "er_clerk" => "an ER clerk",
        /// The liaison told.
        Liaison = "liaison" => "the liaison",
        /// Staff of the employment program told.
        CwesStaff = "cwes_staff" => "staff",
        /// A social worker told.
        SocialWorker = "sw" => "a social worker",
        /// The court told.
        Court = "court" => "the court",
        /// The family told.
        Client = "client" => "the family",
        /// The month's match found it.
        Match = "match" => "the match",
    }
}

code_words! {
    /// What the supervisor of the unit decided on a proposed common case.
    pub enum ReviewOutcome {
        /// The liaison is asked.
        Ask = "ask" => "ask the liaison",
        /// It is dropped.
        Drop = "drop" => "dropped",
    }
}

code_words! {
    /// What the liaison or the analyst answered.
    pub enum VerifyOutcome {
        /// It is a common case.
        Common = "common" => "a common case",
        /// It is none.
        NotCommon = "not_common" => "not a common case",
        /// An analyst must answer: the case is sensitive.
        ToAnalyst = "to_analyst" => "an analyst answers",
    }
}

code_words! {
    /// What the Partnership EC Supervisor decided.
    pub enum DecideOutcome {
        /// The case is taken over.
        Accept = "accept" => "accepted",
        /// It stays where it is.
        Decline = "decline" => "declined",
    }
}

code_words! {
    /// Whether the client wants the two plans to be one.
    pub enum Integration {
        /// The client agreed.
        Agreed = "agreed" => "agreed",
        /// The client declined, and meets both sets of duties apart.
        Declined = "declined" => "declined",
        /// The client decides later.
        Later = "later" => "to be decided",
    }
}

code_words! {
    /// A service of child welfare.
    pub enum DfcsServiceKind {
        /// Family maintenance.
        Fm = "fm" => "family maintenance",
        /// Voluntary family maintenance.
        Vfm = "vfm" => "voluntary family maintenance",
        /// Informal supervision.
        Is = "is" => "informal supervision",
        /// Family reunification.
        Fr = "fr" => "family reunification",
        /// Voluntary family reunification.
        Vfr = "vfr" => "voluntary family reunification",
    }
}

impl DfcsServiceKind {
    /// Returns whether the service brings a child back to its parents.
    pub const fn is_reunification(self) -> bool {
        matches!(self, Self::Fr | Self::Vfr)
    }
}

/// One round of a common case, from its discovery to its return or end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CommonCase {
    /// When and how it was found.
    pub found: Discovery,
    /// Whether somebody only proposes it, so that the liaison is asked, whoever told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<bool>,
    /// What the supervisor of the unit decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Decided<ReviewOutcome>>,
    /// The day on which the liaison was asked; missing where it is the day of the review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<NaiveDate>,
    /// Whether the child-welfare case is sensitive, so that only an analyst answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<bool>,
    /// The answer of the liaison or the analyst.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<Decided<VerifyOutcome>>,
    /// What the Partnership EC Supervisor decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided<DecideOutcome>>,
    /// Whether the case waits in a bank, so that no worker has to transfer it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub banked: Option<bool>,
    /// The day on which the EC made the case ready for its transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared: Option<NaiveDate>,
    /// The day on which the supervisor sent it to the Control Clerk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<NaiveDate>,
    /// The assignment to the Partnership EC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned: Option<CaseAssignment>,
    /// The planning meetings with the social worker of the child-welfare case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<PlanningMeeting>,
    /// The day on which the end of the child-welfare services was recorded; their last day is that of the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<NaiveDate>,
    /// The day on which the case was handed back, and to which office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_back: Option<HandBack>,
    /// The assignment after the hand-back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<CaseAssignment>,
    /// The day on which the common case was closed, because the employment program has ended too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<NaiveDate>,
    /// The day on which it was dropped before the Partnership EC had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped: Option<DroppedCase>,
    /// The days on which the child-welfare case was confirmed to be open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed_open: Vec<NaiveDate>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// When and how a common case was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Discovery {
    /// The day.
    pub on: NaiveDate,
    /// How it became known; missing where nobody wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<FoundBy>,
}

/// A decision on a common case, with its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Decided<T> {
    /// The day of the decision.
    pub on: NaiveDate,
    /// What was decided.
    pub outcome: T,
    /// The reason, where the answer is no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The assignment of a case to a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CaseAssignment {
    /// The day of the assignment.
    pub on: NaiveDate,
    /// The number of the worker who gets the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<WorkerNumber>,
    /// Whether the case came out of a bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub banked: Option<bool>,
}

/// A planning meeting of the Partnership EC with the social worker of the child-welfare case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanningMeeting {
    /// The day of the meeting.
    pub on: NaiveDate,
    /// Whether the client wants the two plans to be one.
    pub integration: Integration,
}

/// The hand-back of a case to an office of the employment program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HandBack {
    /// The day of the hand-back.
    pub on: NaiveDate,
    /// The office of the family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
}

/// The end of a common case that was dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DroppedCase {
    /// The day.
    pub on: NaiveDate,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A service of child welfare to the family, with what decides aid and plan. Nothing of the child-welfare file is kept
/// beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DfcsService {
    /// The service.
    pub service: DfcsServiceKind,
    /// The first day of the service.
    pub from: NaiveDate,
    /// The last day of the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Whether a child is in protective custody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_custody: Option<bool>,
    /// The day on which the child was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed_on: Option<NaiveDate>,
    /// Whether all children of the family are removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all_removed: Option<bool>,
    /// The day of the reunification plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fr_plan_on: Option<NaiveDate>,
    /// The day on which the months of reunification services were extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fr_extended_on: Option<NaiveDate>,
    /// Whether cash aid goes on during reunification (AB 135).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_aid: Option<bool>,
    /// The first day of that cash aid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_from: Option<NaiveDate>,
    /// The day of the court hearing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court_on: Option<NaiveDate>,
    /// The social worker of the child-welfare case. It is protected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<String>,
    /// The number of the child-welfare case. It is protected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl CommonCase {
    /// Begins a round.
    pub const fn found_on(on: NaiveDate, how: FoundBy, source: Source) -> Self {
        Self {
            found: Discovery { on, how: Some(how) },
            proposed: None,
            reviewed: None,
            asked: None,
            sensitive: None,
            verified: None,
            decided: None,
            banked: None,
            prepared: None,
            sent: None,
            assigned: None,
            meetings: Vec::new(),
            ending: None,
            handed_back: None,
            returned: None,
            closed: None,
            dropped: None,
            confirmed_open: Vec::new(),
            source,
        }
    }
}

impl DfcsService {
    /// Begins a service of which nothing else is known.
    pub const fn new(service: DfcsServiceKind, from: NaiveDate, source: Source) -> Self {
        Self {
            service,
            from,
            until: None,
            in_custody: None,
            removed_on: None,
            all_removed: None,
            fr_plan_on: None,
            fr_extended_on: None,
            cash_aid: None,
            cash_from: None,
            court_on: None,
            worker: None,
            reference: None,
            source,
        }
    }

    /// Returns whether nothing is known of the service but that it is there: its first day is that of the answer.
    pub(in crate::domain) const fn is_only_named(&self) -> bool {
        self.until.is_none()
            && self.removed_on.is_none()
            && self.fr_plan_on.is_none()
            && self.cash_from.is_none()
            && self.worker.is_none()
            && self.reference.is_none()
    }

    /// Returns whether the service runs on the day.
    pub fn runs_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}
