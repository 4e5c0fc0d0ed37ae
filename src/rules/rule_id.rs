//! The ids of the rules, each with its category and the cost of a missed date.

use serde::{Serialize, Serializer};

use crate::domain::category::{Category, Severity};

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident => $category:ident, $severity:ident;)*) => {
        /// A rule.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
        )]
        #[strum(serialize_all = "snake_case")]
        pub enum RuleId {
            $($(#[$doc])* $name,)*
        }

        impl RuleId {
            /// Returns the category of the rule's findings.
            pub const fn category(self) -> Category {
                match self { $(Self::$name => Category::$category,)* }
            }

            /// Returns the cost of a missed date, unless a finding sets another.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

rules! {
    /// Aid is discontinued and the closing is not finished.
    Discontinued => Discontinued, Record;
    /// A participant who takes part has no current activity.
    NoCurrentActivity => NoCurrentActivity, Duty;
    /// In or near the last days of the 20-day period.
    GoodCausePeriod => GoodCause20Day, Aid;
    /// A current activity that nobody has updated.
    NoActivityUpdate => NoActivityUpdate, Record;
    /// A non-compliance without a determination, or a compliance plan without a result.
    OverdueNoncompliance => OverdueNoncompliance, Aid;
    /// The month's contact is not made.
    MonthlyContact => Contact, Notice;
    /// The average of last month falls short of the required hours.
    HoursNotMet => Attendance, Duty;
    /// Attendance of last month is due.
    AttendanceDue => Attendance, Notice;
    /// Attendance of last month is missing.
    AttendanceMissing => Attendance, Duty;
    /// Attendance was handed in and is not keyed.
    AttendanceNotKeyed => Attendance, Record;
    /// Projected hours of employment are to be verified again.
    EmploymentUnverified => Attendance, Record;
    /// An activity has reached its end and is not ended.
    ActivityEndReached => Activity, Record;
    /// An activity ends soon.
    ActivityEnding => Activity, Notice;
    /// Activities ask for more than a day or a week holds, or meet at the same time.
    ActivitiesOverlap => Activity, Duty;
    /// A participant is sanctioned, and an activity is still open.
    ActivityOpenInSanction => Activity, Record;
    /// The appointment lies after the period, or none is recorded while it runs.
    AppointmentOutsidePeriod => Sanction, Aid;
    /// The appointment was moved more often than the statute allows.
    RescheduledAgain => Sanction, Notice;
    /// A sanction may be requested, unless a reason applies against it.
    SanctionRequest => Sanction, Aid;
    /// A sanction begins before its earliest day.
    SanctionTooEarly => Sanction, Aid;
    /// An approved sanction is to be withdrawn before it begins.
    SanctionToLift => Sanction, Aid;
    /// An approved sanction begins in the middle of a month.
    SanctionMidMonth => Sanction, Record;
    /// A sanction is not handed off to the eligibility worker.
    SanctionHandoff => Sanction, Duty;
    /// A non-compliance of a participant who may never be sanctioned.
    NeverSanctioned => Sanction, Aid;
    /// A compliance plan runs although a reason stands against a sanction.
    PlanNotOwed => Sanction, Aid;
    /// A non-compliance is open although the hours of a month since the failure were met.
    HoursEndNoncompliance => Sanction, Aid;
    /// A cure plan is not signed.
    CurePlan => Sanction, Duty;
    /// The time of a cure is over without a result.
    CureEnded => Sanction, Aid;
    /// A sanction is cured, and aid is not restored.
    AidToRestore => Sanction, Aid;
    /// An exemption ends soon, and the participant was not contacted.
    ExemptionEnding => Exemption, Duty;
    /// An exemption has ended, and the status is still Exempt.
    ExemptionEnded => Exemption, Duty;
    /// A participant is exempt, and no exemption, or no end of one, is recorded.
    ExemptionUnrecorded => Exemption, Record;
    /// An exemption whose reason does not fit the facts.
    ExemptionDoubtful => Exemption, Record;
    /// A request for an exemption waits for an answer.
    ExemptionRequest => Exemption, Notice;
    /// An exemption long enough for a central worker.
    ExemptionCentral => Exemption, Notice;
    /// Good cause has lasted so long that an exemption may apply.
    GoodCauseLong => Exemption, Duty;
    /// The months of aid are used up.
    TimeLimitReached => TimeOnAid, Aid;
    /// The months of aid are soon used up.
    TimeLimitNear => TimeOnAid, Notice;
    /// The notice of months left is due.
    TimeNotice => TimeOnAid, Duty;
    /// No plan is signed.
    PlanDue => Plan, Notice;
    /// Appraisal and plan are not done in time; an appointment is to be set.
    PlanAppointment => Plan, Notice;
    /// The plan is to be amended.
    AmendmentNeeded => Plan, Duty;
    /// Another assignment was requested beyond the grace period.
    ReassignmentNotOwed => Plan, Notice;
    /// A service is not authorized for the month.
    // The id is stored with alerts, so it keeps its first spelling.
    #[strum(serialize = "service_unauthorised")]
    ServiceUnauthorized => SupportiveServices, Duty;
    /// A claim or a request for a service is not paid.
    ServiceUnpaid => SupportiveServices, Notice;
    /// A service is authorized past the beginning of a sanction.
    ServiceInSanction => SupportiveServices, Record;
    /// A notice of action is not sent.
    NoticeNotSent => Notice, Duty;
    /// A document is not imaged.
    DocumentNotImaged => Document, Notice;
    /// A referral is not made.
    ReferralNotMade => Referral, Notice;
    /// A referral into the program is to be registered.
    ReferralRegistration => Referral, Record;
    /// The county's extracts differ from what was recorded here.
    CountyDiffers => Difference, Record;
    /// The registration status does not follow from the non-compliances on record.
    StatusDiffers => Difference, Record;
    /// Two members of the household may be the same person.
    SamePerson => Difference, Record;
    /// The supervisor's reviews of the month.
    SupervisorReviews => Supervision, Notice;
    /// A referral to social work waits for a decision.
    SocialWorkAccept => SocialWork, Notice;
    /// The social worker does not have the folder.
    SocialWorkFolder => SocialWork, Notice;
    /// The case is not discussed with the referring worker.
    SocialWorkDiscuss => SocialWork, Notice;
    /// The client does not know of the referral.
    SocialWorkInform => SocialWork, Notice;
    /// The social worker has not contacted the client.
    SocialWorkContact => SocialWork, Notice;
    /// A message is unanswered, and a home visit follows.
    SocialWorkVisit => SocialWork, Notice;
    /// A progress report is due.
    SocialWorkReport => SocialWork, Notice;
    /// A progress report waits for the supervisor.
    SocialWorkReportReview => SocialWork, Notice;
    /// The last letter may go out, or is late.
    SocialWorkFinal => SocialWork, Notice;
    /// The last letter is unanswered, and the talk about closing follows.
    SocialWorkTalk => SocialWork, Notice;
    /// The talk said that the case may be closed.
    SocialWorkClose => SocialWork, Notice;
    /// The supervisor looks at an Inactive case.
    SocialWorkInactive => SocialWork, Notice;
    /// The report on the closing is due.
    SocialWorkClosingReport => SocialWork, Notice;
    /// Aid has ended, and the social-work case goes on.
    SocialWorkAidEnded => SocialWork, Notice;
    /// The referring worker has not read a progress report.
    SocialWorkRead => SocialWork, Notice;
    /// The unit sent a referral back, and the referring worker has not answered.
    SocialWorkAskedBack => SocialWork, Notice;
    /// The worker on duty said to follow up.
    DutyFollowup => SocialWork, Notice;
    /// A proposed common case waits for the supervisor of the unit.
    CommonCaseReview => CommonCase, Notice;
    /// A common case waits for the liaison's answer.
    CommonCaseVerify => CommonCase, Notice;
    /// A sensitive common case waits for an analyst's answer.
    CommonCaseAnalyst => CommonCase, Notice;
    /// A common case waits for the Partnership EC Supervisor.
    CommonCaseDecide => CommonCase, Notice;
    /// An accepted case is to be made ready for its transfer.
    TransferPrepare => CommonCase, Notice;
    /// A case that is ready is to be sent on.
    TransferSend => CommonCase, Notice;
    /// A case that was sent is to be assigned.
    CaseAssign => CommonCase, Notice;
    /// The planning meeting is due.
    PlanningMeeting => CommonCase, Notice;
    /// The plan is to be amended after the planning meeting.
    PlanIntegration => CommonCase, Notice;
    /// Reunification services end soon, or are to be extended.
    FrReview => CommonCase, Notice;
    /// Cash aid during reunification ends.
    FrCashEnd => CommonCase, Aid;
    /// Child welfare has ended, and the case goes back.
    HandBack => CommonCase, Notice;
    /// Child welfare and the employment program have ended, and the common case is closed.
    CommonCaseClose => CommonCase, Notice;
    /// Whether the child-welfare case is still open is to be asked again.
    CommonCaseRecheck => CommonCase, Notice;
    /// A parent who is listed for outreach is not with the lead.
    OutreachForward => Outreach, Notice;
    /// Nobody has tried to reach a listed parent.
    OutreachFirst => Outreach, Notice;
    /// A try was not answered, and another follows.
    OutreachAgain => Outreach, Notice;
    /// No try was answered, and somebody decides.
    OutreachDecide => Outreach, Notice;
    /// A parent wants to take part, and no cure is asked for.
    OutreachCure => Outreach, Aid;
    /// A linked case is not considered.
    LinkageConsider => Linkages, Notice;
    /// Somebody whose seat must be filled is not invited.
    ConferenceInvite => Linkages, Notice;
    /// Nobody is named for the seat of the social worker.
    ConferenceRep => Linkages, Notice;
    /// The day of a conference has passed, and nobody has recorded it.
    ConferenceHeld => Linkages, Notice;
    /// The minutes of a conference are not written.
    ConferenceMinutes => Linkages, Notice;
    /// Some time has passed since the last talk about a goal.
    GoalReviewDue => Goals, Notice;
    /// The day hoped for is near or has passed.
    GoalTargetReached => Goals, Notice;
    /// The day of a step has come.
    StepDue => Goals, Notice;
    /// A moment at which a goal tool is offered.
    ToolMoment => Goals, Notice;
    /// A goal was reached, and no life map shows what changed.
    CalmapAfterGoal => Goals, Notice;
    /// The last life map is some months old.
    CalmapUpdate => Goals, Notice;
    /// A non-compliance of somebody who has a road map.
    RoadMapInNoncompliance => Goals, Notice;
    /// More goals are open than fit on a sheet.
    GoalsOverThree => Goals, Notice;
}

impl RuleId {
    /// Returns whether acting on a finding of the rule may cost somebody aid, services, an exemption or a right. Such a
    /// finding notes as a doubt each policy under it whose source is not sure.
    ///
    /// Hours that are not met and doubtful exemptions are not among these: they note their doubts themselves.
    pub const fn is_adverse(self) -> bool {
        matches!(
            self,
            Self::Discontinued
                | Self::GoodCausePeriod
                | Self::OverdueNoncompliance
                | Self::AttendanceMissing
                | Self::ActivityOpenInSanction
                | Self::RescheduledAgain
                | Self::SanctionRequest
                | Self::SanctionHandoff
                | Self::CureEnded
                | Self::ExemptionEnded
                | Self::TimeLimitReached
                | Self::TimeLimitNear
                | Self::ReassignmentNotOwed
                | Self::ServiceInSanction
        )
    }

    /// Returns the id of the rule in data and JSON: `good_cause_period`.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
