//! Acts: what a worker does on a case besides dictating. An act is one form and one entry of the log; its consequences
//! follow from the facts that it adds.
//!
//! An act never removes what the county says: where they differ, both are kept with their sources
//! ([`CaseFacts::differences`](super::facts::CaseFacts)).

pub mod activity;
mod activity_ref;
mod apply_act;
pub mod closing;
pub mod common_case;
pub mod conference;
pub mod duty;
pub mod duty_log;
pub mod goal_tools;
pub mod goals;
pub mod household;
pub mod noncompliance;
pub mod outreach;
pub mod plan;
pub mod sanction;
pub mod service;
pub mod social_work;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use activity_ref::ActivityRef;

use super::facts::{ActEntry, CaseFacts, Source};
use super::ids::PersonNumber;

/// An act on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// The participant's number in the case; 0 for an act on the case as a whole.
    pub person: PersonNumber,
    /// The day on which the worker did it; never in the future.
    pub on: NaiveDate,
    /// The kind of act with its details.
    #[serde(flatten)]
    pub kind: ActKind,
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident($what:ty);)*) => {
        /// The kind of act, with every detail except the participant and the day.
        #[derive(
            Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::EnumDiscriminants, strum::VariantNames,
        )]
        #[serde(tag = "act", rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        #[strum_discriminants(
            name(ActId),
            doc = "The id of a kind of act, as data, commands and the forms of acts name it.",
            derive(Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr),
            serde(rename_all = "snake_case"),
            strum(serialize_all = "snake_case")
        )]
        pub enum ActKind {
            $($(#[$doc])* $name($what),)*
        }

        impl ActKind {
            fn payload(&self) -> &dyn apply_act::ApplyAct {
                match self { $(Self::$name(what) => what,)* }
            }
        }
    };
}

acts! {
    /// An activity was given a status on the act's day.
    ActivityStatus(activity::ActivityStatusSet);
    /// A participant was scheduled to an activity.
    ActivityScheduled(activity::ActivityScheduled);
    /// The expected end of an activity was moved.
    ActivityEndMoved(activity::ActivityEndMoved);
    /// Attendance of a month was posted on the act's day.
    Attendance(Box<activity::AttendancePosted>);
    /// A first WTW 2 plan was signed on the act's day.
    PlanSigned(plan::PlanSigned);
    /// An amended WTW 2 plan was signed on the act's day (CalWIN How-To 302).
    PlanAmended(plan::PlanAmended);
    /// The participant asked for another assignment.
    ReassignmentAsked(plan::ReassignmentRequested);
    /// A request for an exemption was received (CW 2186A).
    ExemptionAsked(plan::ExemptionRequested);
    /// A request for an exemption was decided (CW 2186B).
    ExemptionAnswered(plan::ExemptionDecided);
    /// An exemption was granted.
    ExemptionStarted(plan::ExemptionStarted);
    /// The participant was contacted about the end of the exemption.
    ExemptionReviewed(plan::ExemptionReviewed);
    /// The exemption ended with the act's day.
    ExemptionEnded(plan::ExemptionEnded);
    /// Good cause was found for a period.
    GoodCauseFound(plan::GoodCauseFound);
    /// Good cause ended with the act's day.
    GoodCauseEnded(plan::GoodCauseEnded);
    /// The registration status was changed on the act's day.
    Registration(plan::RegistrationChanged);
    /// A supportive service was authorized, issued, denied or discontinued.
    SupportiveService(service::ServiceActionTaken);
    /// A referral was asked for.
    ReferralAsked(service::ReferralRequested);
    /// A referral that was asked for was made.
    ReferralMade(service::ReferralMade);
    /// A referral ended.
    ReferralClosed(service::ReferralClosed);
    /// A notice of action was sent.
    NoticeSent(service::NoticeSent);
    /// A notice of action that is not needed was deleted.
    NoticeDeleted(service::NoticeDeleted);
    /// A document was received.
    DocumentReceived(service::DocumentReceived);
    /// A document was sent to imaging.
    DocumentImaged(service::DocumentImaged);
    /// Time on aid was reviewed.
    TimeOnAidReviewed(service::TimeOnAidReviewed);
    /// A step of closing the case was taken.
    Closing(closing::ClosingStepTaken);
    /// Form 50-20e went to the supervisor.
    ClosingSubmitted(closing::RoutingFormSubmitted);
    /// The supervisor reviewed the case that is to be closed.
    ClosingReviewed(closing::RoutingFormReviewed);
    /// The supervisor sent form 50-20e back.
    ClosingReturned(closing::RoutingFormReturned);
    /// The supervisor approved form 50-20e, and it went on to the Clerk II.
    ClosingApproved(closing::RoutingFormApproved);
    /// The Clerk II routed the case to its closed-files bank.
    CaseRouted(closing::CaseRouted);
    /// A newly assigned case was found acceptable (EC duty 1).
    CaseAccepted(duty::CaseAccepted);
    /// A newly assigned case was returned to its sender (EC duty 1).
    CaseReturned(duty::CaseReturned);
    /// A duty was done that leaves no other trace in the record.
    DutyDone(duty::DutyPerformed);
    /// The State drew the case to measure the work participation rate (EC duty 23; handbook 42-7.24).
    DrawnForWpr(duty::WprDrawReported);
    /// An alert was sent to another worker.
    AlertRaised(duty::AlertRaised);
    /// Two rows of the county's household are about one person.
    MembersMerged(Box<household::MembersMerged>);
    /// Two members of the household who are much alike are two people.
    MembersToldApart(Box<household::MembersToldApart>);
    /// A notice of non-compliance was issued on the act's day (CalWIN How-To 202).
    NoncomplianceStarted(noncompliance::NoncomplianceStarted);
    /// The appointment of a non-compliance was set.
    AppointmentSet(noncompliance::AppointmentSet);
    /// The appointment was moved at the participant's request.
    Rescheduled(noncompliance::AppointmentMoved);
    /// The cause was determined (CalWIN How-To 203).
    CauseDetermined(noncompliance::CauseDetermined);
    /// A compliance plan was agreed (CalWIN How-To 206).
    CompliancePlan(noncompliance::CompliancePlanAgreed);
    /// The result of a compliance plan was recorded (CalWIN How-To 206A).
    CompliancePlanResult(noncompliance::CompliancePlanEnded);
    /// A state hearing about the non-compliance or its sanction was asked for, or decided.
    HearingRecorded(noncompliance::HearingRecorded);
    /// The non-compliance was rescinded.
    NoncomplianceRescinded(noncompliance::NoncomplianceRescinded);
    /// A worker reviewed the reasons against a sanction.
    SanctionReasons(sanction::SanctionReasonsReviewed);
    /// A sanction was asked for (CalWIN How-To 204).
    SanctionRequested(sanction::SanctionRequested);
    /// The supervisor sent the request for a sanction back to the EC.
    SanctionReturned(sanction::SanctionRequestReturned);
    /// The supervisor approved a sanction on the act's day, and it is imposed.
    SanctionImposed(sanction::SanctionImposed);
    /// The eligibility worker was notified of the sanction (form 42-6).
    HandedOff(sanction::SanctionHandedOff);
    /// The participant asked to stop the sanction (WTW 31; CalWIN How-To 234).
    CureRequested(sanction::CureRequested);
    /// The cure plan was signed (WTW 29).
    CurePlanSigned(sanction::CurePlanSigned);
    /// The cure ended, completed or not.
    CureEnded(sanction::CureEnded);
    /// The participant was found to meet the federal rate, which cures a sanction without a plan.
    FederalRateFound(sanction::FederalRateFound);
    /// Aid was restored after a cure.
    AidRestored(sanction::AidRestored);
    /// Form 7045 went to the social-work unit (7045 CW; San Francisco handbook 75-9).
    SocialWorkReferred(Box<social_work::SocialWorkReferred>);
    /// A referral to social work was withdrawn before it was accepted.
    SocialWorkWithdrawn(social_work::SocialWorkWithdrawn);
    /// The social-work unit sent form 7045 back.
    SocialWorkReturned(social_work::SocialWorkReturned);
    /// A referral to social work was accepted and assigned, or the case went to another social worker.
    SocialWorkAssigned(Box<social_work::SocialWorkAssigned>);
    /// The folder of a social-work case went to the social worker.
    SocialWorkFolder(social_work::SocialWorkFolder);
    /// A social-work case was discussed with the referring worker.
    SocialWorkDiscussed(social_work::SocialWorkDiscussed);
    /// The client was told of the referral to social work.
    SocialWorkInformed(social_work::SocialWorkInformed);
    /// A social worker was in touch with the client, or tried.
    SocialWorkContact(social_work::SocialWorkContact);
    /// A social worker took the client in.
    SocialWorkIntake(social_work::SocialWorkIntake);
    /// A social worker handed in a progress report (7046 CW).
    SocialWorkReport(Box<social_work::SocialWorkReport>);
    /// A progress report went on to the referring worker.
    SocialWorkReportForwarded(social_work::SocialWorkReportForwarded);
    /// A progress report went back to the social worker.
    SocialWorkReportReturned(social_work::SocialWorkReportReturned);
    /// The referring worker read a progress report.
    SocialWorkRead(social_work::SocialWorkRead);
    /// A social-work case was given a status.
    SocialWorkStatus(social_work::SocialWorkStatus);
    /// The last letter to a client who was not reached went out.
    SocialWorkFinalLetter(social_work::SocialWorkFinalLetter);
    /// The three talked about closing a social-work case.
    SocialWorkTalk(social_work::SocialWorkTalk);
    /// A social-work case was closed.
    SocialWorkClosed(social_work::SocialWorkClosed);
    /// Somebody came to the worker on duty about the case (San Francisco handbook 75-9, I and III.C).
    DutyContact(duty_log::DutyContact);
    /// A case was found to be common with child welfare (Santa Clara Common-Place 4DFCS-CMS/12DFCS_DEBS).
    CommonCaseFound(common_case::CommonCaseFound);
    /// The supervisor of the unit reviewed a proposed common case.
    CommonCaseReviewed(common_case::CommonCaseReviewed);
    /// The liaison or an analyst answered whether it is a common case.
    CommonCaseVerified(common_case::CommonCaseVerified);
    /// The Partnership EC Supervisor decided on a common case.
    CommonCaseDecided(common_case::CommonCaseDecided);
    /// The EC made a common case ready for its transfer.
    TransferPrepared(common_case::TransferPrepared);
    /// The supervisor sent a common case to the Control Clerk.
    TransferSent(common_case::TransferSent);
    /// A common case was assigned.
    CaseAssigned(common_case::CaseAssigned);
    /// The planning meeting with the social worker of the child-welfare case was held.
    PlanningHeld(common_case::PlanningHeld);
    /// A service of child welfare was recorded or brought up to date.
    DfcsRecorded(Box<common_case::DfcsRecorded>);
    /// Child welfare has ended for the family.
    DfcsEnded(common_case::DfcsEnded);
    /// The child-welfare case was confirmed to be open.
    CommonCaseConfirmed(common_case::CommonCaseConfirmed);
    /// A common case was handed back to an office of the employment program.
    CaseHandedBack(common_case::CaseHandedBack);
    /// A common case was closed.
    CommonCaseClosed(common_case::CommonCaseClosed);
    /// A common case was dropped before the Partnership EC had it.
    CommonCaseDropped(common_case::CommonCaseDropped);
    /// A sanctioned parent was listed for outreach (Santa Clara Common-Place 4DFCS-CMS/12DFCS_DEBS).
    OutreachListed(outreach::OutreachListed);
    /// The listing of a parent went to the Partnership Lead.
    OutreachForwarded(outreach::OutreachForwarded);
    /// The lead tried to reach the parent.
    OutreachTried(outreach::OutreachTried);
    /// The outreach to a parent ended.
    OutreachEnded(outreach::OutreachEnded);
    /// A case was found to be linked with child welfare (San Francisco handbook 75-9, V).
    LinkedCaseFound(conference::LinkedCaseFound);
    /// A linked case was considered for a conference.
    LinkageConsidered(conference::LinkageConsidered);
    /// A conference was called.
    ConferenceCalled(conference::ConferenceCalled);
    /// A seat of a conference was given to somebody.
    ConferenceSeat(conference::ConferenceSeat);
    /// A conference was held.
    ConferenceHeld(conference::ConferenceHeld);
    /// The minutes of a conference were written.
    ConferenceMinuted(conference::ConferenceMinuted);
    /// A conference was canceled.
    ConferenceCanceled(conference::ConferenceCanceled);
    /// The participant set a goal (County Case Flow, Goal Setting Tools).
    GoalSet(Box<goals::GoalSet>);
    /// A goal was reached.
    GoalReached(goals::GoalReached);
    /// A goal was let go.
    GoalLetGo(goals::GoalLetGo);
    /// The participant agreed to have a goal in the WTW 2 plan.
    GoalInPlan(goals::GoalInPlan);
    /// The participant withdrew a goal.
    GoalWithdrawn(goals::GoalWithdrawn);
    /// Worker and participant talked about a goal.
    GoalReviewed(Box<goals::GoalReviewed>);
    /// A goal was changed.
    GoalRevised(goals::GoalRevised);
    /// A step was added to a goal.
    StepAdded(Box<goals::StepAdded>);
    /// A step was begun.
    StepStarted(goals::StepStarted);
    /// A step was done.
    StepDone(goals::StepDone);
    /// A step was dropped.
    StepDropped(goals::StepDropped);
    /// A step was moved to another day.
    StepMoved(goals::StepMoved);
    /// Something was noted that may get in the way of a goal.
    PotholeNoted(goals::PotholeNoted);
    /// Something that may get in the way of a goal happened.
    PotholeMet(goals::PotholeMet);
    /// A road map was made.
    RoadMapMade(goal_tools::RoadMapMade);
    /// The quality-of-life index was filled in.
    QolRead(Box<goal_tools::QolRead>);
    /// The life map was filled in.
    CalmapRead(Box<goal_tools::CalmapRead>);
    /// The participant withdrew a reading.
    ReadingWithdrawn(goal_tools::ReadingWithdrawn);
    /// A goal tool was shown and explained.
    ToolIntroduced(goal_tools::ToolIntroduced);
    /// A goal tool was offered and not used.
    ToolOffered(goal_tools::ToolOffered);
    /// The goal tools are for the participant.
    GoalToolsStarted(goal_tools::GoalToolsStarted);
    /// The goal tools are no longer for the participant.
    GoalToolsEnded(goal_tools::GoalToolsEnded);
    /// A resource was given to the participant.
    ResourceGiven(goal_tools::ResourceGiven);
}

impl ActKind {
    /// Returns the id of the act, as data and commands name it: `noncompliance_started`.
    pub fn id(&self) -> &'static str {
        ActId::from(self).id()
    }

    /// Returns the ids of all acts.
    pub const fn ids() -> &'static [&'static str] {
        <Self as strum::VariantNames>::VARIANTS
    }
}

impl ActId {
    /// Returns the id as data and commands name it: `noncompliance_started`.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

impl CaseFacts {
    /// Returns the facts with those that `act` adds; `source` is the entry of the act.
    pub fn with_act(mut self, act: &Act, source: &Source) -> Self {
        self.apply_act(act, source);
        self
    }

    /// Adds the facts of `act`; `source` is the entry of the act.
    pub fn apply_act(&mut self, act: &Act, source: &Source) {
        let person = self.present_number(act.person);
        self.entries.push(ActEntry { act: act.kind.id(), person, on: act.on, source: source.clone() });
        act.kind.payload().apply_to(self, &apply_act::Provenance { person, on: act.on, source });
    }
}
