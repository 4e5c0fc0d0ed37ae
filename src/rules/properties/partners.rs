//! Random facts of work that crosses desks: referrals to social work, common cases, services of child welfare.

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use strum::VariantArray as _;

use super::{cases, judge, near, one_of, unique};
use crate::domain::PersonNumber;
use crate::domain::category::{Category, Severity};
use crate::domain::facts::common_case::*;
use crate::domain::facts::social_work::*;
use crate::domain::facts::*;
use crate::domain::status::AidStatus;
use crate::policy::Policies;
use crate::rules::finding::Finding;
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;
use chrono::NaiveDate;

fn rarely<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    weighted(0.15, value)
}

fn flag() -> impl Strategy<Value = Option<bool>> {
    weighted(0.15, any::<bool>())
}

fn unit_contact() -> impl Strategy<Value = UnitContact> {
    let outcome = one_of(ContactOutcome::VARIANTS);
    (near(), one_of(ContactWay::VARIANTS), outcome).prop_map(|(on, how, outcome)| UnitContact {
        on,
        at: None,
        how,
        outcome,
        next: None,
    })
}

/// A referral to social work, with steps in any order: what a unit records late is recorded all the same.
pub(super) fn social_work() -> impl Strategy<Value = SocialWork> {
    let steps = (of(near()), of(near()), of(near()), rarely(near()), rarely(near()));
    let contacts = vec(unit_contact(), 0..4);
    let statuses = vec((one_of(UnitStatus::VARIANTS), near()), 0..2);
    let reports = vec((near(), rarely(near()), of(near())), 0..3);
    let end = (rarely(near()), rarely((near(), one_of(TalkOutcome::VARIANTS))), rarely(near()));
    (steps, flag(), flag(), contacts, statuses, reports, end).prop_map(
        |(steps, client_told, phone, contacts, statuses, reports, (letter, talk, closed))| {
            let (assigned, folder, discussed, informed, intake) = steps;
            let reports = reports.into_iter().map(|(submitted, returned, forwarded)| ProgressReport {
                submitted,
                answers: None,
                status: UnitStatus::Open,
                returned: returned.map(|on| ReportReturn { on, reason: None }).into_iter().collect(),
                forwarded,
                read: None,
            });
            let statuses = statuses.into_iter().map(|(to, on)| DatedUnitStatus { to, on, reason: None });
            let letter = letter.map(|on| FinalLetter { on, channel: None, reply_by: None });
            SocialWork {
                client_told,
                phone,
                assigned: assigned.map(StepDay::from),
                file_received: folder.map(StepDay::from),
                discussed: discussed.map(StepDay::from),
                informed: informed.map(StepDay::from),
                intake: intake.map(StepDay::from),
                contacts,
                statuses: statuses.collect(),
                reports: reports.collect(),
                final_letter: letter.into_iter().collect(),
                talk: talk.map(|(on, outcome)| ClosingTalk { on, outcome, with: None }).into_iter().collect(),
                closing: closed.map(|on| UnitCaseClosing { on, reason: None }),
                ..SocialWork::default()
            }
        },
    )
}

/// A common case with what is decided of it.
pub(super) fn common_case() -> impl Strategy<Value = CommonCase> {
    let days = (of(near()), of(near()), of(near()), of(near()), rarely(near()));
    (near(), days, flag(), flag(), rarely((near(), one_of(Integration::VARIANTS)))).prop_map(
        |(on, (verified, decided, sent, assigned, ending), sensitive, banked, meeting)| {
            let json = serde_json::json!({ "found": { "on": on } });
            let found: CommonCase = serde_json::from_value(json).unwrap();
            CommonCase {
                sensitive,
                banked,
                verified: verified.map(|on| Decided { on, outcome: VerifyOutcome::Common, reason: None }),
                decided: decided.map(|on| Decided { on, outcome: DecideOutcome::Accept, reason: None }),
                sent,
                assigned: assigned.map(|on| CaseAssignment { on, to: None, banked: None }),
                meetings: meeting.map(|(on, integration)| PlanningMeeting { on, integration }).into_iter().collect(),
                ending,
                ..found
            }
        },
    )
}

/// A service of child welfare.
pub(super) fn dfcs() -> impl Strategy<Value = DfcsService> {
    let days = (of(near()), of(near()), rarely(near()), rarely(near()));
    (one_of(DfcsServiceKind::VARIANTS), near(), rarely(near()), flag(), days).prop_map(
        |(service, from, until, in_custody, (fr_plan_on, cash_from, court_on, removed_on))| {
            let json = serde_json::json!({ "service": service, "from": from });
            let known: DfcsService = serde_json::from_value(json).unwrap();
            DfcsService { until, in_custody, removed_on, fr_plan_on, cash_from, court_on, ..known }
        },
    )
}

prop_compose! {
    /// A family with work that crosses desks, and little else. The fields that distinguish facts of one kind are distinct,
    /// as `docs/facts.md` says.
    fn partner_facts()(
        works in vec((near(), social_work()), 0..3),
        cases in vec(common_case(), 0..3),
        services in vec(dfcs(), 0..3),
        aid in rarely((one_of(AidStatus::VARIANTS), near())),
        signed in vec(near(), 0..2),
        orientation in of(near()),
    ) -> CaseFacts {
        let referrals = unique(works, |(requested, _)| *requested).into_iter().map(|(requested, work)| {
            let json = serde_json::json!({ "person": 1, "kind": "social work", "requested": requested });
            Referral { social_work: Some(work), ..serde_json::from_value(json).unwrap() }
        });
        let orientation = orientation.map(|on| {
            let json = serde_json::json!({
                "person": 1, "kind": "Orientation", "start": on, "statuses": [{ "status": "completed", "on": on }],
            });
            serde_json::from_value(json).unwrap()
        });
        let plans = signed.into_iter().map(|on| Plan::minimal(PersonNumber(1), on, Source::Stated));
        CaseFacts {
            referrals: referrals.collect(),
            common_cases: unique(cases, |case| case.found.on),
            dfcs: services,
            aid: aid.map(|(status, since)| DatedAidStatus { status, since, source: Source::Stated }).into_iter().collect(),
            activities: orientation.into_iter().collect(),
            plans: plans.collect(),
            ..CaseFacts::default()
        }
    }
}

/// Returns the same facts with every list reversed.
fn reverse_partner_lists(facts: &CaseFacts) -> CaseFacts {
    let mut facts = facts.clone();
    facts.referrals.reverse();
    for work in facts.referrals.iter_mut().filter_map(|referral| referral.social_work.as_mut()) {
        work.contacts.reverse();
        work.statuses.reverse();
        work.reports.reverse();
    }
    facts.common_cases.reverse();
    facts.dfcs.reverse();
    facts.plans.reverse();
    facts
}

/// Returns the findings on work that crosses desks.
fn partner_findings(facts: &CaseFacts, on: NaiveDate) -> Vec<Finding> {
    let is_partners = |finding: &Finding| matches!(finding.category, Category::SocialWork | Category::CommonCase);
    judge(facts, on).findings.into_iter().filter(is_partners).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_order_of_partner_facts_does_not_matter(facts in partner_facts(), on in near()) {
        prop_assert_eq!(judge(&facts, on), judge(&reverse_partner_lists(&facts), on));
    }

    #[test]
    fn what_is_dated_later_is_not_known_to_partners(
        facts in partner_facts(), on in near(), contact in unit_contact(), service in dfcs(), case in common_case()
    ) {
        let tomorrow = on.succ_opt().unwrap();
        let mut more = facts.clone();
        for work in more.referrals.iter_mut().filter_map(|referral| referral.social_work.as_mut()) {
            work.contacts.push(UnitContact { on: contact.on.max(tomorrow), ..contact.clone() });
            work.final_letter.push(FinalLetter { on: tomorrow, channel: None, reply_by: None });
            work.talk.push(ClosingTalk { on: tomorrow, outcome: TalkOutcome::Close, with: None });
            work.statuses.push(DatedUnitStatus { to: UnitStatus::Inactive, on: tomorrow, reason: None });
        }
        more.dfcs.push(DfcsService { from: service.from.max(tomorrow), ..service });
        let found = Discovery { on: case.found.on.max(tomorrow), how: None };
        more.common_cases.push(CommonCase { found, ..case });
        prop_assert_eq!(partner_findings(&facts, on), partner_findings(&more, on));
    }

    #[test]
    fn every_partner_finding_names_who_acts_its_grounds_and_its_end(facts in partner_facts(), on in near()) {
        let found = partner_findings(&facts, on);
        for finding in &found {
            prop_assert!(finding.who.is_some(), "{}", finding.rule.id());
            prop_assert!(!finding.because.is_empty() && !finding.under.is_empty(), "{}", finding.rule.id());
            prop_assert!(!finding.clears_when.is_empty() && !finding.if_nothing.is_empty() && !finding.next.is_empty());
            let late = finding.due.is_some_and(|due| on > due);
            let expected = if late { Severity::Duty } else { Severity::Notice };
            prop_assert!(finding.severity == expected || finding.severity == Severity::Aid, "{}", finding.rule.id());
        }
        // One finding, one alert: no two of a case have the same key.
        let mut keys: Vec<_> = found.iter().filter(|one| one.category == Category::SocialWork).map(Finding::alert_key).collect();
        let all = keys.len();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), all);
    }

    #[test]
    fn every_running_case_owes_a_report(facts in partner_facts(), on in near()) {
        let view = View::new(&facts, Policies::builtin(), on);
        let cases = crate::rules::social_work::unit_cases(&view);
        let owing = cases.iter().filter(|case| case.is_running() && case.accepted().is_some()).count();
        let found = partner_findings(&facts, on);
        let reports = found.iter().filter(|finding| finding.rule == RuleId::SocialWorkReport).count();
        prop_assert_eq!(reports, owing);
    }
}
