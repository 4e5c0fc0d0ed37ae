//! The rules: pure functions of (facts of a case, policy, as-of) that give findings, clocks and hours with their grounds.
//!
//! A rule looks at facts through [`view::View`], takes every number from policy, and gives a [`finding::Finding`] with
//! its grounds. Where a fact is missing or sources differ, the finding says so and gives the cautious reading.

pub mod activity;
pub mod acts;
pub mod attendance;
pub mod clock;
pub mod closing;
pub mod contact;
pub mod cure;
pub mod difference;
pub mod es109;
pub mod exemption;
pub mod explain;
pub mod federal;
pub mod finding;
pub mod hours;
pub mod household;
pub mod noncompliance;
pub mod plan;
pub mod referral;
pub mod rule_id;
pub mod sanction;
pub mod services;
pub mod supervision;
pub mod time_on_aid;
pub mod view;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{CaseFacts, PersonNumber};
use crate::policy::Policies;
use clock::Clock;
use finding::Finding;
use hours::MonthlyHours;
use sanction::Gate;
use view::View;

/// What the rules say of a case on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// What was found, worst and earliest first.
    pub findings: Vec<Finding>,
    /// The clocks that run.
    pub clocks: Vec<Clock>,
    /// The hours of each month for which attendance is posted.
    pub hours: Vec<MonthlyHours>,
    /// The reasons against a sanction, where one could be asked for.
    pub gates: Vec<Gate>,
    /// What comes next, earliest first, from the day on.
    pub next_dates: Vec<NextDate>,
}

/// A date that is coming.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NextDate {
    /// The day.
    pub date: NaiveDate,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// What is due or ends.
    pub what: String,
}

/// Judges a case as of a day, by the policy in force on it.
///
/// The order of the facts does not matter, and facts dated after `as_of` are not known yet. A discontinued case gives
/// its discontinued finding only: its people raise none.
pub fn evaluate_case(facts: &CaseFacts, policies: &Policies, as_of: NaiveDate) -> Evaluation {
    let view = View::new(facts, policies, as_of);
    let clocks = clock::running_clocks(&view);
    let hours = hours::monthly_hours(&view);
    let mut findings = all_findings(&view, &hours);
    for finding in &mut findings {
        finding.case.clone_from(&facts.case);
    }
    findings.sort_by(|one, other| {
        finding_order(one).cmp(&finding_order(other)).then_with(|| ground_texts(one).cmp(ground_texts(other)))
    });
    let next_dates = next_dates(&view, &findings, &clocks);
    let gates = sanction::sanction_gates(&view);
    Evaluation { findings, clocks, hours, gates, next_dates }
}

fn all_findings(view: &View, hours: &[MonthlyHours]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = supervision::review_finding(view).into_iter().collect();
    if view.discontinuance().is_some() {
        findings.extend(es109::discontinued_finding(view));
        return findings;
    }
    findings.extend(noncompliance::good_cause_period_findings(view));
    findings.extend(noncompliance::overdue_findings(view));
    findings.extend(sanction_findings(view));
    findings.extend(es109::no_current_activity_findings(view));
    findings.extend(es109::no_activity_update_findings(view));
    findings.extend(contact::monthly_findings(view));
    findings.extend(activity::end_findings(view));
    findings.extend(activity::overlap_findings(view));
    findings.extend(activity::open_in_sanction(view));
    findings.extend(attendance::due_and_missing_findings(view));
    findings.extend(attendance::not_keyed_findings(view));
    findings.extend(attendance::projected_employment_findings(view));
    findings.extend(hours::shortfall_findings(view, hours));
    findings.extend(exemption_findings(view));
    findings.extend(time_on_aid::limit_findings(view));
    findings.extend(time_on_aid::notice_findings(view));
    findings.extend(plan::unsigned_findings(view));
    findings.extend(plan::appointment_findings(view));
    findings.extend(plan::amendment_findings(view));
    findings.extend(plan::refused_reassignment_findings(view));
    findings.extend(service_findings(view));
    findings.extend(difference::difference_findings(view));
    findings
}

fn sanction_findings(view: &View) -> impl Iterator<Item = Finding> {
    sanction::appointment_findings(view)
        .chain(sanction::rescheduled_again_findings(view))
        .chain(sanction::request_findings(view))
        .chain(sanction::too_early_findings(view))
        .chain(sanction::handoff_findings(view))
        .chain(sanction::never_sanctioned_findings(view))
        .chain(cure::cure_findings(view))
}

fn exemption_findings(view: &View) -> impl Iterator<Item = Finding> {
    exemption::ending_findings(view)
        .chain(exemption::ended_findings(view))
        .chain(exemption::without_end_findings(view))
        .chain(exemption::doubtful_findings(view))
        .chain(exemption::request_findings(view))
        .chain(exemption::central_worker_findings(view))
        .chain(exemption::long_good_cause_findings(view))
}

fn service_findings(view: &View) -> impl Iterator<Item = Finding> {
    services::unauthorized_findings(view)
        .chain(services::unpaid_findings(view))
        .chain(services::service_notice_findings(view))
        .chain(services::notice_findings(view))
        .chain(services::document_findings(view))
        .chain(referral::not_made_findings(view))
        .chain(referral::registration_findings(view))
        .chain(referral::social_work_findings(view))
}

/// The order of the Today list: what a missed date costs, then the date.
fn finding_order(finding: &Finding) -> impl Ord + '_ {
    let due = finding.due.unwrap_or(NaiveDate::MAX);
    (finding.severity, due, finding.category, &finding.rule, finding.person, &finding.says)
}

/// What tells two findings apart that agree in all else.
fn ground_texts(finding: &Finding) -> impl Iterator<Item = (&str, &str)> {
    finding.because.iter().map(|ground| (ground.fact.as_str(), ground.value.as_str()))
}

fn next_dates(view: &View, findings: &[Finding], clocks: &[Clock]) -> Vec<NextDate> {
    let due = findings.iter().filter_map(|finding| {
        Some(NextDate { date: finding.due?, person: finding.person, what: finding.says.clone() })
    });
    let ends = clocks.iter().filter_map(|clock| {
        Some(NextDate { date: clock.due?, person: clock.person, what: format!("{}: {}", clock.title(), clock.says) })
    });
    let sanctions = sanction::earliest_days(view);
    let sanctions =
        sanctions.map(|(person, date)| NextDate { date, person, what: "no sanction before this day".to_owned() });
    let mut dates: Vec<_> = due.chain(ends).chain(sanctions).filter(|next| next.date >= view.on).collect();
    dates.sort();
    dates.dedup();
    dates
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
