//! The evaluation of a case by all rules as of a day.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::Clock;
use super::finding::Finding;
use super::gate::{self, Gate};
use super::message::{DateStyle, Message, message};
use super::monthly_hours::{self, MonthlyHours};
use super::rule_id::RuleId;
use super::view::View;
use super::{
    activity, attendance, case_entries, clocks, common_case, contact, cure, difference, es109, exemption, goals,
    good_cause_period, lifting, linkages, noncompliance_end, outreach, overdue, plan, plan_not_owed, referral,
    rescission, same_person, sanction, sanction_end, services, shortfall, social_work, status_conflict, status_differs,
    supervision, time_on_aid,
};
use crate::domain::category::Category;
use crate::domain::{CaseFacts, PersonNumber};
use crate::policy::Policies;

/// The result of all rules for a case on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Evaluation {
    /// The findings, worst and earliest first.
    pub findings: Vec<Finding>,
    /// The clocks that run.
    pub clocks: Vec<Clock>,
    /// The hours of each month for which attendance is posted.
    pub hours: Vec<MonthlyHours>,
    /// The reasons against a sanction, where one could be asked for.
    pub gates: Vec<Gate>,
    /// The dates that come next, from the day on, earliest first.
    pub next_dates: Vec<NextDate>,
}

/// An upcoming date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NextDate {
    /// The day.
    pub date: NaiveDate,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The event: what is due or ends.
    pub what: Message,
}

/// Evaluates a case as of a day, by the policy in force on that day.
///
/// The order of the facts does not matter, and facts dated after `as_of` are ignored. A discontinued case has only its
/// discontinued finding, the sanctions that are to be withdrawn because they have not begun, and what is owed in work
/// between desks; its people have no other, unless only a SAR 7 is missing.
pub fn evaluate_case(facts: &CaseFacts, policies: &Policies, as_of: NaiveDate) -> Evaluation {
    let view = View::new(facts, policies, as_of);
    let clocks = clocks::running_clocks(&view);
    let hours = monthly_hours::monthly_hours(&view);
    let view = view.with_hours(&hours);
    let mut findings = all_findings(&view, &hours);
    same_person::note_doubts(&view, &mut findings);
    case_entries::note_doubts(&view, &mut findings);
    status_conflict::note_doubts(&view, &mut findings);
    cure::note_other_restorations(&mut findings);
    let roles = &view.policy.tables.partners;
    for finding in &mut findings {
        finding.case.clone_from(&facts.case);
        finding.who = finding.who.or_else(|| roles.rule_role(finding.rule.id()));
        finding.note_unsure_policy();
    }
    findings.sort_by(|a, b| finding_order(a).cmp(&finding_order(b)).then_with(|| ground_order(a).cmp(ground_order(b))));
    let next_dates = next_dates(&view, &findings, &clocks);
    let gates = gate::sanction_gates(&view);
    Evaluation { findings, clocks, hours, gates, next_dates }
}

fn all_findings(view: &View, hours: &[MonthlyHours]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = supervision::review_finding(view).into_iter().collect();
    if let Some(aid) = view.discontinuance() {
        findings.extend(es109::discontinued_finding(view));
        let lifted = lifting::pending_to_lift_findings(view);
        findings.extend(lifted.filter(|finding| !is_only_without_report(view, finding)));
        findings.extend(findings_of_taken_aid(view, aid.since));
        findings.extend(findings_without_report(view));
        findings.extend(partner_findings(view));
        return findings;
    }
    findings.extend(es109::contradicting_aid_finding(view));
    findings.extend(status_conflict::contradicting_findings(view));
    findings.extend(good_cause_period::good_cause_period_findings(view));
    findings.extend(overdue::overdue_findings(view));
    findings.extend(sanction_findings(view));
    findings.extend(es109::no_current_activity_findings(view));
    findings.extend(es109::no_activity_update_findings(view));
    findings.extend(contact::monthly_findings(view));
    findings.extend(activity::end_findings(view));
    findings.extend(activity::overlap_findings(view));
    findings.extend(activity::open_in_sanction_findings(view));
    findings.extend(attendance::due_and_missing_findings(view));
    findings.extend(attendance::not_keyed_findings(view));
    findings.extend(attendance::projected_employment_findings(view));
    findings.extend(shortfall::shortfall_findings(view, hours));
    findings.extend(exemption_findings(view));
    findings.extend(time_on_aid::time_findings(view));
    findings.extend(plan::unsigned_findings(view));
    findings.extend(plan::appointment_findings(view));
    findings.extend(plan::amendment_findings(view));
    findings.extend(plan::refused_reassignment_findings(view));
    findings.extend(service_findings(view));
    findings.extend(difference::difference_findings(view));
    findings.extend(status_differs::status_findings(view));
    findings.extend(same_person::same_person_findings(view));
    findings.extend(partner_findings(view));
    findings.extend(goals::goal_findings(view));
    findings
}

/// Returns what a sanction took before aid was discontinued and is to be given back: that aid has ended since gives nothing
/// back.
fn findings_of_taken_aid(view: &View, discontinued: NaiveDate) -> Vec<Finding> {
    let of_cures = cure::cure_findings(view).filter(|finding| finding.rule == RuleId::AidToRestore);
    let all = lifting::begun_to_rescind_findings(view)
        .chain(rescission::untold_rescission_findings(view))
        .chain(of_cures)
        .chain(cure::exempt_in_sanction_findings(view))
        .chain(cure::hours_met_in_sanction_findings(view));
    let is_owed = |finding: &Finding| finding.due.is_some_and(|due| due < discontinued);
    all.filter(|finding| is_owed(finding) && !is_only_without_report(view, finding)).collect()
}

/// Returns what is owed in work that crosses desks. It goes on after aid has ended.
fn partner_findings(view: &View) -> Vec<Finding> {
    let mut findings = social_work::social_work_findings(view);
    findings.extend(common_case::common_case_findings(view));
    findings.extend(outreach::outreach_findings(view));
    findings.extend(linkages::linkage_findings(view));
    findings
}

/// Returns what goes on about the non-compliances of a case whose aid is discontinued only for a missing SAR 7, as a worker
/// found: that is no reason against a sanction (Santa Clara CWES 35), and the report may still come.
fn findings_without_report(view: &View) -> Vec<Finding> {
    let all = good_cause_period::good_cause_period_findings(view)
        .chain(overdue::overdue_findings(view))
        .chain(sanction_findings(view));
    let doubt =
        "whether aid begins again: it is discontinued only for a missing SAR 7, and nothing is taken before it does";
    all.filter(|finding| is_only_without_report(view, finding)).map(|finding| finding.cannot_tell(doubt)).collect()
}

fn is_only_without_report(view: &View, finding: &Finding) -> bool {
    let mut theirs = view.facts.noncompliance.iter().filter(|step| step.person == finding.person);
    theirs.any(|step| step.gate.only_missing_sar7 == Some(true))
}

fn sanction_findings(view: &View) -> impl Iterator<Item = Finding> {
    sanction::appointment_findings(view)
        .chain(sanction::rescheduled_again_findings(view))
        .chain(sanction::request_findings(view))
        .chain(sanction::too_early_findings(view))
        .chain(sanction::early_status_findings(view))
        .chain(lifting::to_lift_findings(view))
        .chain(lifting::mid_month_findings(view))
        .chain(sanction::handoff_findings(view))
        .chain(rescission::untold_rescission_findings(view))
        .chain(sanction::never_sanctioned_findings(view))
        .chain(plan_not_owed::not_owed_findings(view))
        .chain(noncompliance_end::ended_by_hours_findings(view))
        .chain(cure::cure_findings(view).map(|finding| sanction_end::note_on_ended_cure(view, finding)))
        .chain(cure::exempt_in_sanction_findings(view))
        .chain(cure::hours_met_in_sanction_findings(view))
        .map(|finding| time_on_aid::note_used_up_months(view, finding))
}

fn exemption_findings(view: &View) -> impl Iterator<Item = Finding> {
    exemption::ending_findings(view)
        .chain(exemption::ended_findings(view))
        .chain(exemption::without_end_findings(view))
        .chain(exemption::doubtful_findings(view))
        .chain(exemption::outgrown_findings(view))
        .chain(exemption::reversed_findings(view))
        .chain(exemption::unrecorded_findings(view))
        .chain(exemption::unverified_findings(view))
        .chain(exemption::request_findings(view))
        .chain(exemption::central_worker_findings(view))
        .chain(exemption::long_good_cause_findings(view))
        .map(|finding| time_on_aid::note_end_of_aid(view, finding))
}

fn service_findings(view: &View) -> impl Iterator<Item = Finding> {
    services::unauthorized_findings(view)
        .chain(services::unpaid_findings(view))
        .chain(services::in_sanction_findings(view))
        .chain(services::service_notice_findings(view))
        .chain(services::notice_findings(view))
        .chain(services::document_findings(view))
        .chain(referral::not_made_findings(view))
        .chain(referral::registration_findings(view))
}

/// Returns the sort key of the Today list: first the cost of a missed date, then the date. The participant's own goals come after
/// everything that costs somebody something.
fn finding_order(finding: &Finding) -> impl Ord + '_ {
    let due = finding.due.unwrap_or(NaiveDate::MAX);
    (
        finding.category == Category::Goals,
        finding.severity,
        due,
        finding.category,
        finding.rule.id(),
        finding.person,
        &finding.says,
    )
}

/// Returns the sort key of two findings that are otherwise equal.
fn ground_order(finding: &Finding) -> impl Iterator<Item = impl Ord> {
    finding.because.iter().map(|ground| (&ground.fact, ground.value.to_text(DateStyle::Iso)))
}

fn next_dates(view: &View, findings: &[Finding], clocks: &[Clock]) -> Vec<NextDate> {
    let is_to_come = |date: &NaiveDate| view.on <= *date;
    let due = findings.iter().filter_map(|finding| {
        let date = finding.due.filter(is_to_come)?;
        Some(NextDate { date, person: finding.person, what: finding.says.clone() })
    });
    let ends = clocks.iter().filter_map(|clock| {
        let date = clock.due.filter(is_to_come)?;
        Some(NextDate { date, person: clock.person, what: message!("{}: {}", clock.title(), clock.says.clone()) })
    });
    let sanctions = gate::earliest_days(view).filter(|(_, date)| is_to_come(date));
    let sanctions =
        sanctions.map(|(person, date)| NextDate { date, person, what: "no sanction before this day".into() });
    let mut dates: Vec<_> = due.chain(ends).chain(sanctions).collect();
    dates.sort();
    dates.dedup_by(|a, b| (a.date, a.person) == (b.date, b.person) && a.what.compare_texts(&b.what).is_eq());
    dates
}
