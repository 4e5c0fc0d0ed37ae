//! The parameters of policy, and the set of them that is in force on a day.

use chrono::NaiveDate;
use serde::Deserialize;

use super::param::{
    AnyOf, Applicability, Characters, Count, DayOfMonth, Days, Dollars, MonthSpan, Months, Param, Weeks, WorkingDays,
    Years,
};
pub use super::param_summary::{ParamSummary, StatuteChange};
use super::param_summary::{change_of_statute, summarize_param};
use super::parameter_macro::parameters;
use crate::domain::codes::{BarrierReferral, SearchActivity};
use crate::domain::facts::common_case::DfcsServiceKind;
use crate::domain::facts::outreach::OutreachChannel;
use crate::domain::goal_words::{GoalToolsFor, ToolMoment};
use crate::domain::hours::Hours;
use crate::domain::partner_state::{MatchPriority, PartnerModule, ReportState};
use crate::domain::status::RegistrationStatus;

parameters! {
    // The ES109 and monitoring
    /// Days after a discontinuance within which the closing is to be finished.
    closing_period: Days,
    /// A discontinued case is held to the end of the month of discontinuance.
    closing_to_month_end: Applicability,
    /// Age of an activity's newest status or attendance up to which it counts as updated.
    activity_update: Days,
    /// Scheduled hours of concurrent activities that still fit in a day.
    activity_day_hours: Hours,
    /// Scheduled hours of concurrent activities that still fit in a week.
    activity_week_hours: Hours,
    /// Days before an activity's expected end at which its end is announced.
    activity_end_ahead: Days,
    /// Months within which a participant is to be contacted once.
    contact_every: Months,
    /// Registration statuses of the participants to whom the monthly contact is owed.
    contact_statuses: AnyOf<RegistrationStatus>,
    /// Last days of a month in which a contact not yet made becomes pressing.
    contact_pressing: Days,
    /// Working days after the contact within which it is entered; later is a late entry.
    late_entry: WorkingDays,
    /// The most characters of a comment, of an amendment and of another text that a worker writes.
    comment_characters: Characters,

    // Hours of participation
    /// Age below which a child lowers the hours.
    young_child: Years,
    /// Weekly hours of one adult with a child below that age.
    hours_young_child: Hours,
    /// Weekly hours of one adult without such a child.
    hours_no_young_child: Hours,
    /// Weekly hours of two parents together.
    hours_two_parents: Hours,
    /// Weekly hours where the unit is only a pregnant person.
    hours_pregnant_only: Hours,
    /// Weekly hours where the unit is only a pregnant person whose 24-month clock has run out.
    hours_pregnant_only_after_clock: Hours,
    /// The most weekly hours that a minor owes.
    hours_minor: Hours,
    /// Two adults, one of whom is disabled, owe the hours of one adult.
    disabled_parent_as_one_adult: Applicability,
    /// The age from which somebody is an adult.
    adult_age: Years,
    /// The birthday at which Cal-Learn ends.
    cal_learn_until: Years,
    /// The birthday up to which a parent without a diploma is asked for no more than school.
    school_until: Years,
    /// The birthday up to which school counts as participation in the federal view.
    federal_school_until: Years,
    /// Whether months in which somebody is eligible for Cal-Learn are left out of the count.
    cal_learn_months: Applicability,
    /// Whether any pregnancy exempts on the participant's statement.
    pregnancy_exempts: Applicability,
    /// The age from which nobody is asked whether they are pregnant.
    pregnancy_asked_under: Years,
    /// Working days after the request within which the medical verification of a pregnancy follows.
    pregnancy_verification: WorkingDays,
    /// Weeks in a month, to turn hours of a month into a weekly average.
    weeks_in_month: Weeks,
    /// Divide by the whole weeks (seven-day spans) of the month instead of by `weeks_in_month`.
    whole_weeks: Applicability,
    /// Whether the weekdays of the month are a reading of its weeks, beside `weeks_in_month`.
    average_by_days: Applicability,

    // The federal view
    /// Excused hours of unpaid activities that count in a month.
    federal_excused_month: Hours,
    /// Excused hours of unpaid activities that count in the preceding months of `federal_excused_span`.
    federal_excused_year: Hours,
    /// The span over which `federal_excused_year` is counted.
    federal_excused_span: Months,
    /// Holidays of unpaid activities that count in the preceding months of `federal_excused_span`.
    federal_holidays: Days,
    /// Hours of a holiday, where the schedule of the activity does not say.
    federal_holiday_hours: Hours,
    /// Weeks of job search and job readiness that count in the preceding months of `job_search_span`.
    job_search_weeks: Weeks,
    /// The same in a State that is needy or has high unemployment.
    job_search_weeks_needy: Weeks,
    /// Weeks of job search and job readiness that count without a break.
    job_search_running_weeks: Weeks,
    /// The span over which `job_search_weeks` are counted.
    job_search_span: Months,
    /// Hours of a week of job search.
    job_search_week: Hours,
    /// Hours of a week of job search of a single parent with a child below the young age.
    job_search_week_young_child: Hours,
    /// Weekly hours of a family, federal view.
    federal_hours: Hours,
    /// The core hours within `federal_hours`.
    federal_core_hours: Hours,
    /// Weekly hours of a single parent with a child below the young age, federal view.
    federal_hours_young_child: Hours,
    /// Weekly hours of two parents together, federal view.
    federal_hours_two_parents: Hours,
    /// The core hours within `federal_hours_two_parents`.
    federal_core_two_parents: Hours,
    /// Weekly hours of two parents who get federally funded child care.
    federal_hours_two_parents_child_care: Hours,
    /// The core hours within `federal_hours_two_parents_child_care`.
    federal_core_two_parents_child_care: Hours,
    /// Lifetime months of vocational education that count as core.
    vocational_lifetime: Months,
    /// Months for which documented hours of employment may be projected.
    employment_projection: Months,

    // Attendance
    /// Day of the next month by which the attendance form is due.
    attendance_due: DayOfMonth,
    /// Day of the next month on which a missing form asks for a cause determination.
    attendance_missing: DayOfMonth,
    /// Working day of the next month by which hours are keyed.
    attendance_keyed: WorkingDays,
    /// Months before the present one for which attendance may still be posted here.
    attendance_back: Months,

    // Non-compliance and sanction
    /// Days of the cause-determination period; day 1 is the day after the notice is issued.
    good_cause_period: Days,
    /// Days before the last day of the period from which the period is near its end.
    good_cause_approaching: Days,
    /// Days after the notice from which an appointment is proposed, so that there is time left to move it once.
    appointment_proposed: Days,
    /// Times an appointment may be rescheduled within the period.
    reschedules: Count,
    /// Days after the notice before which no sanction may take effect.
    sanction_earliest: Days,
    /// Aid ends with a month: a sanction begins on the first of a month.
    sanction_first_of_month: Applicability,
    /// Days before an adverse action by which its notice goes out, so that it is timely.
    timely_notice: Days,
    /// An approved sanction is lifted where a reason against it arises before its first day.
    lift_before_first_day: Applicability,
    /// Working days within which the eligibility worker is notified of a sanction.
    sanction_handoff: WorkingDays,
    /// A volunteer is never sanctioned.
    volunteer_guard: Applicability,
    /// Nobody who was exempt when the failure happened is sanctioned.
    exempt_guard: Applicability,
    /// Nobody is sanctioned for a failure with good cause.
    good_cause_guard: Applicability,
    /// The referrals that point to a condition which may be good cause.
    good_cause_referrals: AnyOf<BarrierReferral>,
    /// Homelessness may be good cause.
    good_cause_homeless: Applicability,
    /// Nobody who meets the minimum hours, or whose unit does, is sanctioned.
    hours_met_guard: Applicability,
    /// Only somebody who is aided in the unit can be sanctioned.
    unit_guard: Applicability,
    /// A sanction waits while a hearing that was asked for in time is open.
    hearing_guard: Applicability,
    /// Nobody is sanctioned for job search to which they did not agree.
    job_search_guard: Applicability,
    /// The kinds of activity that are required only where the participant agreed to them.
    needs_agreement: AnyOf<SearchActivity>,
    /// The second parent is sent a notice at the start.
    second_parent_notice: Applicability,
    /// A failed compliance plan asks for no further compliance process.
    failed_plan_no_process: Applicability,
    /// The reasons of the sanction gate that hold at all times.
    sanction_gate: Applicability,
    /// No sanction where child care was not available.
    child_care_guard: Applicability,
    /// No sanction while a transportation payment is being assessed.
    transport_guard: Applicability,
    /// Days from program entry in which nobody is sanctioned.
    new_participant_guard: Days,
    /// Days to get a cure plan signed after it is asked for.
    cure_plan: Days,
    /// Longest cure, in days.
    cure_longest: Days,
    /// Aid is restored on the first of the month after an ordinary cure.
    restored_next_month: Applicability,
    /// Aid is restored on the first of the month after the participant's contact to end the sanction.
    restored_after_contact: Applicability,
    /// Aid is restored on the first of the month after meeting the federal rate is discovered.
    restored_after_federal_rate: Applicability,
    /// Aid of somebody who becomes exempt during a sanction is restored once the exemption is proved.
    restored_after_exemption: Applicability,

    // Exemptions and good cause
    /// Days before an exemption's end by which the participant is contacted.
    exemption_contact: Days,
    /// Months from which an exemption goes to a central worker.
    exemption_central: Months,
    /// Days the eligibility worker has to act on an exemption request.
    exemption_request: Days,
    /// Days after which a request without an answer goes from supervisor to supervisor.
    exemption_escalation: Days,
    /// The EC may decide on an exemption; where this does not apply, the eligibility worker does.
    exemption_decided_by_ec: Applicability,
    /// There is no partial exemption.
    no_partial_exemption: Applicability,
    /// Days of good cause after which an exemption is to be considered.
    good_cause_review: Days,
    /// The time-on-aid clock keeps ticking in good cause.
    good_cause_ticks: Applicability,

    // Time on aid
    /// Months of aid an adult may have.
    time_limit: Months,
    /// Months of federally funded aid an adult may have.
    federal_time_limit: Months,
    /// Months on the 24-month clock.
    clock_24: Months,
    /// Counted months after which the notice duty begins.
    time_notice_after: Months,
    /// Counted month by whose end the notice is to be given.
    time_notice_by: Months,
    /// The span of months in which aid counts.
    time_counted: MonthSpan,
    /// The span of months in which federally funded aid counts.
    federal_counted: MonthSpan,
    /// The months that a waiver leaves out of the CalWORKs count.
    time_waived: MonthSpan,
    /// The waiver holds for an adult with fewer counted months than this.
    time_waived_under: Months,
    /// The waiver holds for an adult with fewer federal months than this.
    time_waived_under_federal: Months,
    /// The smallest grant of a month that is paid out, in dollars.
    smallest_grant: Dollars,
    /// Whether a month without a basic grant counts for federally funded aid.
    zero_grant_federal: Applicability,
    /// Months before the limit at which a review is due.
    time_review_ahead: Months,

    // The plan
    /// Days within which a plan is due.
    plan_due: Days,
    /// Days within which job search must have begun for the plan to wait for its end.
    plan_job_search: Days,
    /// The kinds of activity that may come before the plan; since July 2026 the participant must agree to them.
    plan_after: AnyOf<SearchActivity>,
    /// Working days after signing in which changes may be asked for.
    plan_changes: WorkingDays,
    /// Days from the beginning of the initial training in which reassignment may be asked for.
    plan_reassignment: Days,
    /// Times reassignment may be asked for.
    plan_reassignments: Count,
    /// Days after which an appraisal and plan that are not done ask for an appointment.
    plan_appointment: Days,

    // Services, referrals, notices, documents
    /// Supportive services that an activity needs are authorized for the current month.
    services_monthly: Applicability,
    /// Days within which a claim is reimbursed.
    services_reimbursed: Days,
    /// Days before the activity by which transport and ancillary payments are issued.
    services_ahead: Days,
    /// Payments for transport go out before the activity starts.
    services_before_start: Applicability,
    /// Services of a sanctioned participant are ended, with notice.
    services_end_in_sanction: Applicability,
    /// A notice of action is sent on approval, denial, change and end.
    services_notice: Applicability,
    /// Working days within which a referral is made after it is asked for.
    referral_made: WorkingDays,
    /// Day of the month after which a referral registers on the first of the next month.
    referral_late_after: DayOfMonth,
    /// Working days within which a needed notice of action is sent.
    notice_sent: WorkingDays,
    /// Working days within which a document is imaged.
    document_imaged: WorkingDays,

    // Social work
    /// The parts of the work with partners that the county has.
    partner_modules: AnyOf<PartnerModule>,
    /// Working days within which the unit decides on a referral.
    social_work_accept: WorkingDays,
    /// Days from assignment within which the social worker receives the folder.
    social_work_file: Days,
    /// Days from having the folder within which the social worker discusses the case with the referring worker.
    social_work_discuss: Days,
    /// Working days after the discussion within which the referring worker tells the client.
    social_work_inform: WorkingDays,
    /// Days from discussing the case within which the client is contacted.
    social_work_contact: Days,
    /// Days after an unanswered message within which a home visit follows.
    social_work_visit: Days,
    /// Hours that end on a closed day end on the next working day.
    social_work_rolls: Applicability,
    /// Months between progress reports.
    social_work_report: Months,
    /// Months between progress reports while a case is Inactive.
    social_work_report_inactive: Months,
    /// What meets the due day of a progress report.
    social_work_report_by: AnyOf<ReportState>,
    /// Months without contact after which the last letter may go out.
    social_work_final: Months,
    /// Months without contact after which the last letter is late.
    social_work_final_latest: Months,
    /// Days that the last letter waits for an answer.
    social_work_reply: Days,
    /// Working days after that within which the three talk.
    social_work_talk: WorkingDays,
    /// Working days after the talk within which the case is closed.
    social_work_close: WorkingDays,
    /// Refusals after which a client has refused repeatedly.
    social_work_refusals: Count,
    /// Days after the newest status of an Inactive case at which the supervisor looks at it.
    social_work_inactive_review: Days,
    /// Working days after the closing within which the closing report is passed on.
    social_work_closing_report: WorkingDays,
    /// Working days after the end of aid within which the case is closed, or goes on.
    social_work_aid_ended: WorkingDays,
    /// Whether nobody is sanctioned while a social worker has the case.
    social_work_blocks_sanction: Applicability,
    /// Whether a contact of the social worker is the month's contact too.
    partner_contact_counts: Applicability,
    /// Working days within which somebody comes back to an entry of the duty log.
    duty_followup: WorkingDays,

    // Common cases
    /// Working days within which the supervisor of the unit decides on a proposed common case.
    common_case_review: WorkingDays,
    /// Working days within which the liaison answers.
    common_case_verify: WorkingDays,
    /// Working days within which an analyst answers on a sensitive case.
    common_case_analyst: WorkingDays,
    /// Working days within which the Partnership EC Supervisor decides.
    common_case_decide: WorkingDays,
    /// The services of child welfare that make a case a common case.
    common_case_services: AnyOf<DfcsServiceKind>,
    /// The services that the data match takes.
    common_case_match: AnyOf<DfcsServiceKind>,
    /// Working days within which the EC makes an accepted case ready.
    transfer_prepare: WorkingDays,
    /// Working days within which the supervisor sends it on.
    transfer_send: WorkingDays,
    /// Working days within which it is assigned.
    case_assign: WorkingDays,
    /// Working days from the assignment within which the planning meeting is held.
    planning_meeting: WorkingDays,
    /// Days from the removal to the hearing, where its day is not known.
    planning_before_court: Days,
    /// Working days before the hearing by which the meeting is held.
    planning_court_eve: WorkingDays,
    /// Working days after the meeting within which the plan is amended.
    plan_integration: WorkingDays,
    /// Months of reunification services from the reunification plan.
    fr_services: Months,
    /// Days of reunification services from the removal, by another reading.
    fr_services_removal: Days,
    /// Days ahead at which the end of reunification services or of their cash aid is announced.
    fr_review_ahead: Days,
    /// A discontinued case stays with its EC while reunification services run.
    fr_services_keep: Applicability,
    /// Nobody is sanctioned while there are reunification services and no grant.
    fr_sanction_guard: Applicability,
    /// Full months of cash aid during reunification.
    fr_cash: Months,
    /// Working days after the end of child welfare within which the case is handed back or closed.
    hand_back: WorkingDays,
    /// Months after which the liaison asks again whether the child-welfare case is open.
    common_case_recheck: Months,
    /// Months after which the caseload is matched with child welfare again.
    match_every: Months,
    /// Which families come first in the match and in decisions.
    match_order: AnyOf<MatchPriority>,
    /// Days after an assignment during which a listing may still name the worker before.
    case_assign_listed: Days,

    // Linkages
    /// Working days within which a linked case is considered.
    linkage_consider: WorkingDays,
    /// Days before the conference by which everybody is invited.
    conference_invite: Days,
    /// Working days before the conference by which the seat of the social worker is filled.
    conference_rep: WorkingDays,
    /// Working days after the day of the conference within which it is recorded.
    conference_held: WorkingDays,
    /// Working days within which the minutes are written.
    conference_minutes: WorkingDays,

    // Sanction outreach
    /// Working days within which a listed parent is forwarded to the Partnership Lead.
    outreach_forward: WorkingDays,
    /// Working days from there to the first try.
    outreach_first: WorkingDays,
    /// Days from an unanswered try to the next one, and from the last one to the decision.
    outreach_again: Days,
    /// Tries before somebody decides.
    outreach_tries: Count,
    /// Working days from the answer of a parent who wants to take part to the request for a cure.
    outreach_cure: WorkingDays,
    /// The channels of the procedure.
    outreach_channels: AnyOf<OutreachChannel>,

    // Goals
    /// Whom reviews of goals and offers of goal tools are for.
    goal_tools: AnyOf<GoalToolsFor>,
    /// The most open goals of a person that are not remarked.
    goals_open: Count,
    /// Goals on one sheet of a road map.
    goals_on_a_sheet: Count,
    /// Days from one talk about a goal to the next.
    goal_review: Days,
    /// Days ahead at which a goal's day is shown.
    goal_ahead: Days,
    /// Days from a moment within which a tool is offered.
    tool_moment: Days,
    /// Days from a moment after which the tool is no longer asked for.
    tool_moment_lapse: Days,
    /// Days before a moment from which any use or offer of the tool counts for it.
    tool_moment_early: Days,
    /// Days before a moment from which a quality-of-life index counts for it.
    qol_recent: Days,
    /// Answers of the quality-of-life index that make a number.
    qol_answers: Count,
    /// Months from one life map to the next.
    calmap_every: Months,
    /// Days after a reached goal within which the life map is filled in again.
    calmap_after_goal: Days,
    /// The moment at which the life map is filled in first.
    calmap_baseline: AnyOf<ToolMoment>,
    /// The most areas of a life map on which somebody wants to work.
    calmap_want: Count,
    /// Days between two activities of different kinds that make a transition.
    transition_gap: Days,
    /// The steps with which a goal needs a road map.
    road_map_steps: Count,
    /// Days after which a resource of the map is marked as not checked.
    resource_check: Days,

    // Supervision
    /// Case reviews a supervisor makes for each counselor in a month.
    supervisor_reviews: Count,
}
