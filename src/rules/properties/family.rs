//! Random families around one autumn: parents, children, and everything that may stand for or against them.

use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use strum::VariantArray as _;

use super::record::rest_of_record;
use super::{near, one_of, person, unique};
use crate::domain::PersonNumber;
use crate::domain::codes::Relation;
use crate::domain::dates::Month;
use crate::domain::facts::*;
use crate::domain::hours::Hours;
use crate::domain::status::*;

/// A family with what its record may hold. In half of them the rest of the record is empty, so that the rules are not always
/// in doubt.
pub(super) fn family() -> impl Strategy<Value = CaseFacts> {
    (family_alone(), of(rest_of_record())).prop_map(|(facts, rest)| match rest {
        Some(rest) => rest.added_to(facts),
        None => facts,
    })
}

/// The reasons for an exemption that depend on nothing but its days.
pub(super) const REASONS_BY_DAYS: &[&str] = &[
    "disability",
    "age_60",
    "care_of_household_member",
    "nonparent_caretaker",
    "pregnancy",
    "domestic_abuse",
    "indian_country",
    "unable_to_maintain_employment",
    "vista",
];
/// The other reasons, which depend on an age or on a child, and a word that policy does not know.
const OTHER_REASONS: &[&str] =
    &["under_16", "student_16_18", "child_under_6_months", "subsequent_child", "child_0_23_months", "Moon phase"];
/// The kind of the activity that a family's attendance is in.
const KIND: &str = "Vocational Education";

/// A day of the autumn on which a family is looked at.
pub(super) fn today() -> impl Strategy<Value = NaiveDate> {
    (0_u64..90).prop_map(|days| NaiveDate::from_ymd_opt(2026, 10, 1).unwrap() + Days::new(days))
}

fn birth(years: std::ops::Range<i32>) -> impl Strategy<Value = NaiveDate> {
    (years, 1_u32..=12, 1_u32..=28).prop_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

fn rarely(day: impl Strategy<Value = NaiveDate>) -> impl Strategy<Value = Option<NaiveDate>> {
    weighted(0.15, day)
}

/// Registration statuses on different days; most are of people who must take part.
fn registrations() -> impl Strategy<Value = Vec<DatedRegistration>> {
    use RegistrationStatus::{NonCompliance, RegisteredMandatory};
    let status = prop_oneof![
        3 => Just(RegisteredMandatory),
        1 => Just(NonCompliance),
        1 => one_of(RegistrationStatus::VARIANTS),
    ];
    let since = prop_oneof![birth(2024..2026), near()];
    vec((status, since), 0..4).prop_map(|given| {
        let given = unique(given, |(_, since)| *since);
        given.into_iter().map(|(status, since)| DatedRegistration { status, since, source: Source::Stated }).collect()
    })
}

fn counts() -> impl Strategy<Value = Vec<MonthsOnAidCount>> {
    let count = (50_u16..66, near()).prop_map(|(months, on)| MonthsOnAidCount { months, on, source: Source::Stated });
    vec(count, 0..2)
}

prop_compose! {
    fn adult()(
        registration in registrations(),
        months_on_aid in counts(),
        birth_date in weighted(0.7, prop_oneof![6 => birth(1970..2007), 1 => birth(1955..1970), 1 => birth(2007..2011)]),
        (in_unit, in_unit_from, in_unit_until) in (weighted(0.2, any::<bool>()), rarely(near()), rarely(near())),
        (disabled, disabled_from, disabled_until) in (weighted(0.2, any::<bool>()), rarely(near()), rarely(near())),
        (pregnant, pregnant_since, pregnancy_ended) in (weighted(0.2, any::<bool>()), rarely(near()), rarely(near())),
        (aid_ended, school_completed) in (rarely(near()), of(any::<bool>())),
        (participation_required, entered_program) in (rarely(near()), rarely(near())),
    ) -> Person {
        Person {
            birth_date, in_unit, in_unit_from, in_unit_until, disabled, disabled_from, disabled_until, pregnant,
            pregnant_since, pregnancy_ended, aid_ended, school_completed, participation_required, entered_program,
            registration, months_on_aid, ..Person::default()
        }
    }
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    let child = (of(birth(2005..2027)), weighted(0.2, any::<bool>()));
    (adult(), of(adult()), vec(child, 0..3)).prop_map(|(first, second, children)| {
        let parent = Person { person: Some(PersonNumber(1)), ..first };
        let second =
            second.map(|second| Person { person: Some(PersonNumber(2)), relation: Relation::SecondParent, ..second });
        let children = children.into_iter().map(|(birth_date, in_unit)| Person {
            relation: Relation::Child,
            birth_date,
            in_unit,
            ..Person::default()
        });
        std::iter::once(parent).chain(second).chain(children).collect()
    })
}

pub(super) fn exemption() -> impl Strategy<Value = Exemption> {
    let reason = prop_oneof![4 => one_of(REASONS_BY_DAYS), 1 => one_of(OTHER_REASONS)];
    let days = (near(), of(near()));
    (person(), reason, days, weighted(0.3, birth(2023..2027)), weighted(0.3, any::<bool>())).prop_map(
        |(person, reason, (from, until), child_born, extends_aid)| Exemption {
            child_born,
            extends_aid,
            ..Exemption::minimal(person, reason.to_owned(), from, until, Source::Stated)
        },
    )
}

pub(super) fn good_cause() -> impl Strategy<Value = GoodCause> {
    (person(), near(), of(near()), weighted(0.3, near()), weighted(0.3, 0_u8..=100)).prop_map(
        |(person, from, until, expected_until, excused_share)| GoodCause {
            expected_until,
            excused_share,
            ..GoodCause::minimal(person, from, until, Source::Stated)
        },
    )
}

fn gate_facts() -> impl Strategy<Value = GateFacts> {
    let known = || weighted(0.05, any::<bool>());
    (known(), known(), known(), known(), known(), known(), known(), known(), known()).prop_map(
        |(exempt, employed, services, notices, second, process, in_time, care, transport)| GateFacts {
            pregnant_at_failure: None,
            exemption_eligible: exempt,
            full_time_employment: employed,
            services_issued: services,
            notices_correct: notices,
            second_parent_noticed: second,
            process_followed: process,
            submitted_in_time: in_time,
            child_care_available: care,
            transport_pending: transport,
            only_missing_sar7: None,
        },
    )
}

fn sanction() -> impl Strategy<Value = Sanction> {
    (near(), of(near()), weighted(0.3, near())).prop_map(|(from, approved, handed_off)| Sanction {
        from,
        approved,
        handed_off,
    })
}

prop_compose! {
    fn noncompliance()(
        (person, notice_issued) in (person(), near()),
        failed_before in of(0_u64..40),
        determination in of((0_u64..35, prop_oneof![3 => Just(CauseOutcome::NoGoodCause), 1 => one_of(CauseOutcome::VARIANTS)])),
        (plan_end, plan_result) in (weighted(0.2, near()), weighted(0.2, (near(), any::<bool>()))),
        (requested, timely, pending, decided) in
            (weighted(0.2, near()), of(any::<bool>()), of(any::<bool>()), weighted(0.2, near())),
        (sanction, rescinded) in (weighted(0.3, sanction()), weighted(0.05, near())),
        gate in gate_facts(),
        rescheduled in vec((near(), near()), 0..2),
    ) -> Noncompliance {
        let after = |days| notice_issued + Days::new(days);
        Noncompliance {
            failed_on: failed_before.map(|days| notice_issued - Days::new(days)),
            determination: determination.map(|(days, outcome)| Determination { on: after(days), outcome }),
            plan_end,
            plan_result: plan_result.map(|(on, completed)| PlanResult { on, completed }),
            hearing_requested: requested,
            hearing_timely: timely,
            aid_paid_pending: pending,
            hearing_decided: decided,
            sanction,
            rescinded,
            gate,
            rescheduled: rescheduled.into_iter().map(|(on, to)| RescheduledAppointment { on, to }).collect(),
            ..Noncompliance::minimal(person, notice_issued, Source::Stated)
        }
    }
}

fn cure() -> impl Strategy<Value = Cure> {
    (person(), near(), of(near()), of(near()), of(near()), of(near())).prop_map(
        |(person, requested, plan_signed, until, completed, restored)| Cure {
            plan_signed,
            until,
            completed,
            restored,
            ..Cure::minimal(person, requested, Source::Stated)
        },
    )
}

fn activity() -> impl Strategy<Value = Activity> {
    (person(), near(), of(near()), of(5_u32..40), of(any::<bool>())).prop_map(|(person, start, end, hours, agreed)| {
        Activity {
            expected_end: end,
            weekly_hours: hours.map(Hours::from_whole),
            agreed,
            ..Activity::minimal(person, KIND.to_owned(), start, Source::Stated)
        }
    })
}

fn attendance() -> impl Strategy<Value = Attendance> {
    let excused = prop_oneof![2 => Just(0_u32), 1 => 1_u32..30];
    (person(), near(), near(), 0_u32..200, excused, weighted(0.3, 0_u32..180)).prop_map(
        |(person, start, month, attended, excused, scheduled)| Attendance {
            attended: Hours::from_whole(attended),
            excused: Hours::from_whole(excused),
            scheduled: scheduled.map(Hours::from_whole),
            ..Attendance::minimal(person, KIND.to_owned(), start, Month::from_date(month), Source::Stated)
        },
    )
}

/// The months of aid of a person: a row of aided months up to this autumn, and some in which something else happened.
fn months_of_aid() -> impl Strategy<Value = Vec<AidMonth>> {
    let reason =
        weighted(0.7, prop_oneof![one_of(REASONS_BY_DAYS), one_of(OTHER_REASONS), one_of(&["income", "recoupment"])]);
    let odd = (
        0_usize..70,
        one_of(AidMonthStatus::VARIANTS),
        reason,
        weighted(0.3, any::<bool>()),
        weighted(0.3, 0_u8..=100),
    );
    (
        person(),
        prop_oneof![Just(0_usize), 56_usize..66, 100_usize..150],
        near(),
        weighted(0.8, Just(600_u32)),
        vec(odd, 0..6),
    )
        .prop_map(|(person, length, last, grant, odd)| {
            let month = |back: usize| (0..back).fold(Month::from_date(last), |month, _| month.previous());
            let row = |month, was| AidMonth { grant, ..AidMonth::minimal(person, month, was, Source::Stated) };
            let aided = (0..length).map(|back| row(month(back), AidMonthStatus::Aided));
            let odd = odd.into_iter().map(|(back, was, reason, counted, excused_share)| AidMonth {
                reason: reason.map(str::to_owned),
                counted,
                excused_share,
                ..row(month(back), was)
            });
            aided.chain(odd).collect()
        })
}

fn child_support() -> impl Strategy<Value = ChildSupport> {
    (person(), near(), 0_u32..3_000).prop_map(|(person, on, amount)| ChildSupport {
        person,
        on,
        amount,
        from_month: None,
        source: Source::Stated,
    })
}

prop_compose! {
    /// A family with what decides most.
    fn family_alone()(
        people in people(),
        exemptions in vec(exemption(), 0..2),
        good_causes in vec(good_cause(), 0..2),
        noncompliance in vec(noncompliance(), 0..3),
        cures in vec(cure(), 0..2),
        activities in vec(activity(), 0..2),
        attendance in vec(attendance(), 0..4),
        aid_months in months_of_aid(),
        child_support in vec(child_support(), 0..2),
        discontinued in weighted(0.05, near()),
    ) -> CaseFacts {
        let noncompliance = unique(noncompliance, |step| (step.person, step.notice_issued));
        let attendance = unique(attendance, |row| (row.person, row.start, row.month));
        let activities = unique(activities, |activity| (activity.person, activity.start));
        let aid = discontinued.map(|since| DatedAidStatus { status: AidStatus::Discontinued, since, source: Source::Stated });
        CaseFacts {
            people, exemptions, good_causes, noncompliance, cures, activities, attendance, aid_months, child_support,
            aid: aid.into_iter().collect(), ..CaseFacts::default()
        }
    }
}
