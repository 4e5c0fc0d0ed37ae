//! A fact that helps the family never makes anything worse for it.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::family::{exemption, family, good_cause, today};
use super::{cases, is_sure, judge, near, person};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::*;
use crate::domain::hours::Hours;
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::policy::Policies;
use crate::policy::tables::ClockEffect;
use crate::rules::Evaluation;
use crate::rules::finding::{Finding, ReasonAgainst, ReasonState};
use crate::rules::rule_id::RuleId;

/// A fact that helps the family.
#[derive(Debug, Clone)]
enum Help {
    /// An exemption.
    Exemption(Exemption),
    /// Good cause.
    GoodCause(GoodCause),
    /// Hours that were attended in addition to those of a row.
    Attended(usize, u32),
    /// Hours that were excused in addition to those of a row.
    Excused(usize, u32),
    /// A reason to extend aid, with its condition met.
    Extender(PersonNumber, NaiveDate),
    /// Child support that pays aid back.
    ChildSupport(PersonNumber, NaiveDate, u32),
    /// A hearing about a non-compliance, asked for in time.
    Hearing(usize, NaiveDate),
}

fn help() -> impl Strategy<Value = Help> {
    prop_oneof![
        exemption().prop_map(Help::Exemption),
        good_cause().prop_map(Help::GoodCause),
        (0_usize..4, 1_u32..120).prop_map(|(row, hours)| Help::Attended(row, hours)),
        (0_usize..4, 1_u32..120).prop_map(|(row, hours)| Help::Excused(row, hours)),
        (person(), near()).prop_map(|(person, from)| Help::Extender(person, from)),
        (person(), near(), 1_u32..3_000).prop_map(|(person, on, amount)| Help::ChildSupport(person, on, amount)),
        (0_usize..3, near()).prop_map(|(step, on)| Help::Hearing(step, on)),
    ]
}

fn with_help(facts: &CaseFacts, help: Help) -> CaseFacts {
    let mut facts = facts.clone();
    match help {
        Help::Exemption(exemption) => facts.exemptions.push(exemption),
        Help::GoodCause(cause) => facts.good_causes.push(cause),
        Help::Attended(row, hours) => {
            facts
                .attendance
                .iter_mut()
                .skip(row)
                .take(1)
                .for_each(|row| row.attended = row.attended + Hours::from_whole(hours));
        }
        Help::Excused(row, hours) => {
            facts
                .attendance
                .iter_mut()
                .skip(row)
                .take(1)
                .for_each(|row| row.excused = row.excused + Hours::from_whole(hours));
        }
        Help::Extender(person, from) => facts.exemptions.push(Exemption {
            extends_aid: Some(true),
            ..Exemption::minimal(person, "disability".to_owned(), from, None, Source::Stated)
        }),
        Help::ChildSupport(person, on, amount) => {
            facts.child_support.push(ChildSupport { person, on, amount, from_month: None, source: Source::Stated });
        }
        Help::Hearing(step, on) => {
            for step in
                facts.noncompliance.iter_mut().skip(step).take(1).filter(|step| step.hearing_requested.is_none())
            {
                (step.hearing_requested, step.hearing_timely, step.hearing_decided) = (Some(on), Some(true), None);
            }
        }
    }
    facts
}

/// What a finding takes from the family: findings of one kind about one person and one notice are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Adverse {
    /// The failure is pursued.
    NonCompliance(RuleId),
    /// The hours are not met.
    Hours,
    /// The months of aid are used up, or soon will be.
    Limit,
}

fn adverse(finding: &Finding) -> Option<Adverse> {
    match finding.rule {
        RuleId::TimeLimitReached | RuleId::TimeLimitNear => Some(Adverse::Limit),
        RuleId::HoursNotMet => Some(Adverse::Hours),
        RuleId::GoodCausePeriod
        | RuleId::OverdueNoncompliance
        | RuleId::SanctionRequest
        | RuleId::SanctionHandoff
        | RuleId::RescheduledAgain
        | RuleId::CureEnded => Some(Adverse::NonCompliance(finding.rule)),
        _ => None,
    }
}

/// Returns whether `after` is no worse for the family than `before`.
fn is_no_worse(before: &Finding, after: &Finding) -> bool {
    // Hours may pass from two parents together to one of them; it is the same family that is short.
    let kind = adverse(after);
    let same_people = before.person == after.person || kind == Some(Adverse::Hours);
    let sure = is_sure;
    // An exemption of one parent settles who owes the hours, and so ends a doubt about the other.
    let is_settled = kind == Some(Adverse::Hours);
    let asks = |finding: &Finding| finding.next.contains(&Proposal::RequestSanction);
    adverse(before) == kind
        && same_people
        && before.severity <= after.severity
        && (sure(before) || !sure(after) || is_settled || is_to_be_looked_at(&after.reasons_against))
        && (asks(before) || !asks(after) || is_to_be_looked_at(&after.reasons_against))
        && (!sure(after) || after.due.is_none_or(|due| before.due.is_some_and(|before| before <= due)))
}

/// Returns whether it is open whether the hours are met: a parent who becomes exempt changes who owes them. Or whether the
/// months are used up: a reason of the other parent may extend aid, and a sanction can take only what goes on.
fn is_to_be_looked_at(reasons: &[ReasonAgainst]) -> bool {
    let open = |reason: &ReasonAgainst| reason.state != ReasonState::Absent && !reason.unrecorded;
    reasons.iter().any(|reason| ["hours_met", "time_limit_reached"].contains(&reason.id) && open(reason))
}

/// Returns whether the help says why the record calls the person exempt, and the clock runs on: an exemption for a reason that
/// leaves it running, which begins with a status of exempt or covers a month that is exempt for no recorded reason. The law
/// counts such months (WIC 11454.5(a)(1)), so that they end a doubt; no rule can keep it.
fn names_running_reason(facts: &CaseFacts, today: NaiveDate, help: &Help) -> bool {
    let Help::Exemption(exemption) = help else { return false };
    let tables = &Policies::builtin().in_force_on(today).tables;
    if tables.exemption_reason(&exemption.reason).is_none_or(|reason| reason.calworks != ClockEffect::Ticks) {
        return false;
    }
    let begins_with_status = |registration: &DatedRegistration| {
        registration.status == RegistrationStatus::Exempt && registration.since == exemption.from
    };
    let theirs = facts.people.iter().filter(|person| person.person == Some(exemption.person));
    let covers = |month: Month| {
        exemption.from <= month.first_day() && exemption.until.is_none_or(|until| month.last_day() <= until)
    };
    let is_open = |row: &AidMonth| {
        row.person == exemption.person && row.was == AidMonthStatus::Exempt && row.reason.is_none() && covers(row.month)
    };
    theirs.into_iter().flat_map(|person| &person.registration).any(begins_with_status)
        || facts.aid_months.iter().any(is_open)
}

/// Returns the adverse findings that are new or worse.
fn worse<'a>(before: &Evaluation, after: &'a Evaluation) -> Vec<&'a Finding> {
    // Of an approved sanction the hand-off takes the place of the withdrawal where it is open whether the hours are met.
    let is_open = |finding: &Finding| {
        finding.rule == RuleId::SanctionHandoff && !is_sure(finding) && is_to_be_looked_at(&finding.reasons_against)
    };
    // Where a reason extends aid, a limit that was reached is not found, and one that is near takes nothing from anybody.
    let is_extended = |finding: &Finding| {
        finding.rule == RuleId::TimeLimitNear
            && finding
                .reasons_against
                .iter()
                .any(|reason| reason.id == "extends_aid" && reason.state == ReasonState::Blocks)
    };
    let takes = |finding: &&Finding| adverse(finding).is_some() && !is_open(finding) && !is_extended(finding);
    let adverse_after = after.findings.iter().filter(takes);
    adverse_after.filter(|after| !before.findings.iter().any(|before| is_no_worse(before, after))).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_fact_that_helps_makes_no_finding_more_severe(facts in family(), today in today(), help in help()) {
        let is_reason_named = names_running_reason(&facts, today, &help);
        let after = judge(&with_help(&facts, help), today);
        let open_gates = || after.gates.iter().filter(|gate| !gate.is_blocked() && !is_to_be_looked_at(&gate.blockers));
        // Where nothing adverse is found with the help, nothing can be worse than without it.
        if open_gates().next().is_none() && !after.findings.iter().any(|finding| adverse(finding).is_some()) {
            return Ok(());
        }
        let before = judge(&facts, today);
        let worse = worse(&before, &after);
        let worse = worse.iter().filter(|finding| adverse(finding) != Some(Adverse::Limit) || !is_reason_named);
        let worse: Vec<_> = worse.map(|finding| (finding.rule, finding.person, finding.says.clone(), finding.cannot_tell.clone())).collect();
        prop_assert!(worse.is_empty(), "{:?}", worse);
        for gate in open_gates() {
            let same = |other: &&super::super::gate::Gate| (other.person, other.notice_issued) == (gate.person, gate.notice_issued);
            let was_open = before.gates.iter().find(same).is_some_and(|gate| !gate.is_blocked());
            prop_assert!(was_open, "a gate that opens: {}", gate.notice_issued);
        }
    }
}
