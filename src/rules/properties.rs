//! Properties that hold for any facts.

mod against;
mod due;
mod family;
mod helpful;
mod lists;
mod partners;
mod record;
mod step;
mod wall;

use crate::domain::proposal::Proposal;
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::finding::{Finding, ReasonState};
use super::rule_id::RuleId;
use super::*;
use crate::domain::PersonNumber;
use crate::domain::codes::Relation;
use crate::domain::dates::Month;
use crate::domain::facts::*;
use crate::domain::hours::Hours;
use crate::domain::status::*;
use crate::policy::Policies;
use strum::VariantArray as _;

/// Days around the turns of policy in 2026 and around a year's end.
fn day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..500).prop_map(|days| NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(days))
}

fn person() -> impl Strategy<Value = PersonNumber> {
    (1_u8..=2).prop_map(PersonNumber)
}

/// A day near one on which the family is looked at, before it or after it.
fn near() -> impl Strategy<Value = NaiveDate> {
    (0_u64..240).prop_map(|days| NaiveDate::from_ymd_opt(2026, 6, 15).unwrap() + Days::new(days))
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

fn registrations() -> impl Strategy<Value = Vec<DatedRegistration>> {
    vec((one_of(RegistrationStatus::VARIANTS), day()), 1..3).prop_map(|given| {
        given.into_iter().map(|(status, since)| DatedRegistration { status, since, source: Source::Stated }).collect()
    })
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    let adults = (registrations(), registrations(), any::<bool>(), vec(0_u16..70, 0..2));
    (adults, vec(day(), 0..3)).prop_map(|((first, second, two, months), births)| {
        let counted = months.into_iter().map(|months| MonthsOnAidCount {
            months,
            on: NaiveDate::from_ymd_opt(2026, 3, 1).unwrap(),
            source: Source::Stated,
        });
        let parent = Person {
            person: Some(PersonNumber(1)),
            registration: first,
            months_on_aid: counted.collect(),
            ..Person::default()
        };
        let other = Person {
            person: Some(PersonNumber(2)),
            relation: Relation::SecondParent,
            registration: second,
            ..Person::default()
        };
        let children = births.into_iter().enumerate().map(|(age, birth)| Person {
            relation: Relation::Child,
            birth_date: birth.checked_sub_months(chrono::Months::new(12 * u32::try_from(age + 5).unwrap())),
            ..Person::default()
        });
        std::iter::once(parent).chain(two.then_some(other)).chain(children).collect()
    })
}

fn kind() -> impl Strategy<Value = String> {
    one_of(&["Job Club", "Vocational Education", "Work Experience", "Employment"]).prop_map(str::to_owned)
}

fn activity() -> impl Strategy<Value = Activity> {
    let statuses = vec((one_of(ActivityStatus::VARIANTS), day()), 0..4);
    (person(), kind(), day(), of(day()), 0_u32..40, statuses).prop_map(|(person, kind, start, end, hours, statuses)| {
        let statuses = statuses
            .into_iter()
            .map(|(status, on)| DatedActivityStatus { status, on, source: Source::Stated })
            .collect();
        let json = serde_json::json!({ "person": person, "kind": kind, "start": start });
        let bare: Activity = serde_json::from_value(json).unwrap();
        Activity { expected_end: end, weekly_hours: Some(Hours::from_whole(hours)), statuses, ..bare }
    })
}

fn attendance() -> impl Strategy<Value = Attendance> {
    (person(), kind(), day(), day(), 0_u32..180, 0_u32..30, of(day())).prop_map(|(person, kind, start, month, attended, excused, posted)| {
        let json = serde_json::json!({ "person": person, "kind": kind, "start": start, "month": Month::from_date(month), "attended": attended, "excused": excused });
        Attendance { posted, ..serde_json::from_value(json).unwrap() }
    })
}

fn noncompliance() -> impl Strategy<Value = Noncompliance> {
    let determination = of((day(), one_of(CauseOutcome::VARIANTS)));
    (person(), day(), of(day()), determination, of(day())).prop_map(
        |(person, issued, appointment, determination, plan_end)| {
            let json = serde_json::json!({ "person": person, "notice_issued": issued });
            let determination = determination.map(|(on, outcome)| Determination { on, outcome });
            Noncompliance { appointment, determination, plan_end, ..serde_json::from_value(json).unwrap() }
        },
    )
}

fn contact() -> impl Strategy<Value = Contact> {
    (0_u8..=2, day(), any::<bool>()).prop_map(|(person, on, reached)| Contact {
        person: PersonNumber(person),
        on,
        contact_type: None,
        reached,
        source: Source::Stated,
    })
}

fn exemption() -> impl Strategy<Value = Exemption> {
    let reason = one_of(&["disability", "child_0_23_months", "age_60", "Pregnancy"]);
    (person(), reason, day(), of(day())).prop_map(|(person, reason, from, until)| {
        let json = serde_json::json!({ "person": person, "reason": reason, "from": from });
        Exemption { until, ..serde_json::from_value(json).unwrap() }
    })
}

fn aid_month() -> impl Strategy<Value = AidMonth> {
    (person(), day(), one_of(AidMonthStatus::VARIANTS), of(100_u32..900)).prop_map(|(person, month, was, grant)| {
        AidMonth { grant, ..AidMonth::minimal(person, Month::from_date(month), was, Source::Stated) }
    })
}

prop_compose! {
    fn facts()(
        people in people(),
        activities in vec(activity(), 0..4),
        attendance in vec(attendance(), 0..6),
        noncompliance in vec(noncompliance(), 0..3),
        contacts in vec(contact(), 0..5),
        exemptions in vec(exemption(), 0..3),
        aid_months in vec(aid_month(), 0..6),
        signed in vec((person(), day()), 0..3),
    ) -> CaseFacts {
        // The fields that distinguish facts of one kind, as docs/facts.md says.
        let activities = unique(activities, |activity| (activity.person, activity.kind.clone(), activity.start));
        let attendance = unique(attendance, |row| (row.person, row.kind.clone(), row.start, row.month));
        let noncompliance = unique(noncompliance, |step| (step.person, step.notice_issued));
        let plans = signed.into_iter().map(|(person, signed)| serde_json::from_value(serde_json::json!({ "person": person, "signed": signed })).unwrap());
        CaseFacts { people, activities, attendance, noncompliance, contacts, exemptions, aid_months, plans: plans.collect(), ..CaseFacts::default() }
    }
}

fn unique<T, K: Ord>(items: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut seen = std::collections::BTreeSet::new();
    items.into_iter().filter(|item| seen.insert(key(item))).collect()
}

/// Returns the same facts with each list reversed.
fn reverse_lists(facts: &CaseFacts) -> CaseFacts {
    let mut facts = facts.clone();
    facts.people.reverse();
    facts.people.iter_mut().for_each(|person| person.registration.reverse());
    facts.activities.reverse();
    facts.activities.iter_mut().for_each(|activity| activity.statuses.reverse());
    facts.attendance.reverse();
    facts.noncompliance.reverse();
    facts.contacts.reverse();
    facts.exemptions.reverse();
    facts.aid_months.reverse();
    facts.plans.reverse();
    facts
}

fn judge(facts: &CaseFacts, on: NaiveDate) -> Evaluation {
    evaluate_case(facts, Policies::builtin(), on)
}

/// The number of random families of each property: `CASELOAD_FAMILIES`. The check tries 256, CI 100,000.
fn cases() -> ProptestConfig {
    let families = std::env::var("CASELOAD_FAMILIES").ok().and_then(|number| number.parse().ok());
    ProptestConfig { cases: families.unwrap_or(256), ..ProptestConfig::default() }
}

/// Returns whether a finding has no open question, and no reason that applies against it.
fn is_sure(finding: &Finding) -> bool {
    finding.cannot_tell.is_empty() && finding.reasons_against.iter().all(|reason| reason.state != ReasonState::Blocks)
}

proptest! {
    #[test]
    fn the_order_of_facts_does_not_matter(facts in facts(), on in day()) {
        prop_assert_eq!(judge(&facts, on), judge(&reverse_lists(&facts), on));
    }

    #[test]
    fn an_unrelated_fact_changes_nothing(facts in facts(), on in day(), activity in activity(), contact in contact()) {
        let stranger = PersonNumber(9);
        let mut more = facts.clone();
        more.activities.push(Activity { person: stranger, ..activity });
        more.contacts.push(Contact { person: stranger, ..contact });
        prop_assert_eq!(judge(&facts, on), judge(&more, on));
    }

    #[test]
    fn what_is_dated_later_is_not_known_yet(facts in facts(), on in day(), later in noncompliance(), contact in contact()) {
        let mut more = facts.clone();
        let tomorrow = on.succ_opt().unwrap();
        more.noncompliance.push(Noncompliance { notice_issued: later.notice_issued.max(tomorrow), ..later });
        more.contacts.push(Contact { on: contact.on.max(tomorrow), ..contact });
        prop_assert_eq!(judge(&facts, on), judge(&more, on));
    }

    #[test]
    fn a_period_changes_only_at_its_boundaries(step in noncompliance(), on in day()) {
        let facts = CaseFacts { noncompliance: vec![step.clone()], ..CaseFacts::default() };
        let rules = |on| -> Vec<_> { judge(&facts, on).findings.into_iter().map(|finding| finding.rule).collect() };
        let tomorrow = on.succ_opt().unwrap();
        let number = crate::domain::dates::days_between(step.notice_issued, tomorrow);
        let after_plan = step.plan_end.and_then(|end| end.succ_opt());
        let recorded = [Some(step.notice_issued), step.determination.as_ref().map(|determination| determination.on), after_plan];
        // Day 15 begins the warning, day 21 the overdue; the rest is what was recorded on the day itself.
        let boundary = [15, 21].contains(&number) || recorded.contains(&Some(tomorrow));
        prop_assert!(boundary || rules(on) == rules(tomorrow), "day {number}");
    }

    #[test]
    fn a_participant_is_in_one_es109_activity_category_at_most(facts in facts(), on in day()) {
        let findings = judge(&facts, on).findings;
        for person in [PersonNumber(1), PersonNumber(2)] {
            let rules = findings.iter().filter(|finding| finding.person == person).filter(|finding| {
                [RuleId::NoCurrentActivity, RuleId::NoActivityUpdate].contains(&finding.rule)
            });
            prop_assert!(rules.count() <= 1);
        }
    }

    #[test]
    fn no_shortfall_is_sure_in_an_excused_month(facts in facts(), on in day(), exempt in any::<bool>()) {
        let last = Month::from_date(on).previous();
        let mut more = facts.clone();
        for person in [PersonNumber(1), PersonNumber(2)] {
            if exempt {
                let json = serde_json::json!({ "person": person, "reason": "disability", "from": last.first_day(), "until": last.last_day() });
                more.exemptions.push(serde_json::from_value(json).unwrap());
            } else {
                more.good_causes.push(GoodCause::minimal(person, last.first_day(), Some(last.last_day()), Source::Stated));
            }
        }
        for finding in judge(&more, on).findings.iter().filter(|finding| finding.rule == RuleId::HoursNotMet) {
            prop_assert!(!finding.cannot_tell.is_empty());
            let known = more.people.iter().any(|one| one.person == Some(finding.person));
            prop_assert!(!known, "person {}", finding.person);
        }
    }

    #[test]
    fn no_shortfall_is_sure_after_full_scheduled_attendance(facts in facts(), on in day(), hours in 1_u32..60) {
        let mut more = facts.clone();
        for row in &mut more.attendance {
            row.attended = Hours::from_whole(hours);
            row.scheduled = Some(Hours::from_whole(hours));
        }
        for finding in judge(&more, on).findings.iter().filter(|finding| finding.rule == RuleId::HoursNotMet) {
            prop_assert!(!finding.cannot_tell.is_empty());
        }
    }

    #[test]
    fn every_finding_has_grounds_and_says_what_clears_it(facts in facts(), on in day()) {
        for finding in judge(&facts, on).findings {
            prop_assert!(!finding.because.is_empty() || !finding.cannot_tell.is_empty(), "{}", finding.rule.id());
            prop_assert!(!finding.clears_when.is_empty() && !finding.if_nothing.is_empty() && !finding.next.is_empty());
        }
    }

    #[test]
    fn recorded_good_cause_and_exemptions_stand_against_every_sanction(facts in facts(), on in day(), exempt in any::<bool>()) {
        let mut more = facts.clone();
        let from = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        for person in [PersonNumber(1), PersonNumber(2)] {
            if exempt {
                more.exemptions.push(Exemption::minimal(person, "disability".to_owned(), from, None, Source::Stated));
            } else {
                more.good_causes.push(GoodCause::minimal(person, from, None, Source::Stated));
            }
        }
        let after = judge(&more, on);
        prop_assert!(after.gates.iter().all(gate::Gate::is_blocked));
        for finding in &after.findings {
            prop_assert!(!finding.next.contains(&Proposal::RequestSanction), "{:?}", finding.says);
        }
        // A fact that helps does not remove a reason that applied before.
        for before in judge(&facts, on).gates.iter().filter(|gate| gate.is_blocked()) {
            let same = |gate: &&gate::Gate| (gate.person, gate.notice_issued) == (before.person, before.notice_issued);
            prop_assert!(after.gates.iter().find(same).is_some_and(gate::Gate::is_blocked));
        }
    }

    #[test]
    fn a_sanction_with_a_reason_against_it_is_withdrawn_before_it_begins(step in noncompliance(), cause in any::<bool>()) {
        let approved = step.notice_issued + Days::new(31);
        let from = approved + Days::new(20);
        let sanction = Sanction { from, approved: Some(approved), handed_off: None };
        let no_cause = Determination { on: step.notice_issued + Days::new(19), outcome: CauseOutcome::NoGoodCause };
        // An appointment outside the 20 days stands against a sanction as well.
        let appointment = Some(step.notice_issued + Days::new(10));
        let step = Noncompliance {
            appointment,
            rescheduled: Vec::new(),
            determination: Some(no_cause),
            plan_end: None,
            sanction: Some(sanction),
            ..step
        };
        let good_causes = cause.then(|| GoodCause::minimal(step.person, approved, None, Source::Stated)).into_iter().collect();
        let facts = CaseFacts { noncompliance: vec![step], good_causes, ..CaseFacts::default() };
        let rules = |on: NaiveDate| -> Vec<RuleId> { judge(&facts, on).findings.iter().map(|finding| finding.rule).collect() };
        let eve = rules(from.pred_opt().unwrap());
        // A reason that may apply asks for another look; only a sure one withdraws the sanction.
        let is_blocked = |finding: &Finding| finding.reasons_against.iter().any(|reason| reason.state == ReasonState::Blocks);
        let on_eve = judge(&facts, from.pred_opt().unwrap()).findings;
        let mut lifted = on_eve.iter().filter(|finding| finding.rule == RuleId::SanctionToLift);
        prop_assert_eq!(lifted.any(is_blocked), cause);
        prop_assert_eq!(eve.contains(&RuleId::SanctionHandoff), !cause);
        prop_assert!(!rules(from).contains(&RuleId::SanctionToLift));
    }
}
