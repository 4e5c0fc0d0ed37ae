//! Any sequence of the acts of the closing route by anybody: a form is approved only after the review, a case is routed
//! only after the approval, and two forms never wait at once.

use proptest::prelude::*;
use strum::VariantArray as _;

use super::*;
use crate::domain::facts::ClosingStep;

const ROLES: [Role; 3] = [Role::EC, Role::SUPERVISOR, Role::CLERK];

/// Returns the act of the route with this number.
fn whole(which: usize, on: NaiveDate) -> Act {
    let act = |kind: &str, answers: &[(&str, &str)]| Act {
        person: PersonNumber::CASE,
        ..act(kind, &on.to_string(), answers)
    };
    let step = |step| act("closing", &[("step", step)]);
    match which {
        0 => step("status_verified"),
        1 => step("activities_ended"),
        2 => step("services_ended"),
        3 => act("closing", &[("step", "commented"), ("comment", "2026-10-01")]),
        4 => step("registration_closed"),
        5 => act("closing_submitted", &[("reason", "words"), ("office", "Hayward")]),
        6 => act("closing_reviewed", &[]),
        7 => act("closing_approved", &[]),
        8 => act("case_routed", &[("bank", "P999")]),
        9 => act("closing_returned", &[("reason", "words")]),
        _ => act("closing_returned", &[("reason", "words"), ("again", "commented")]),
    }
}

/// Random steps: the number of the act, the role (3 for the role whose act it is), and the days since the step before.
fn steps() -> impl Strategy<Value = Vec<(usize, usize, i64)>> {
    prop::collection::vec((0..11_usize, 0..4_usize, -2..3_i64), 20..120)
}

proptest! {
    #[test]
    fn the_route_is_never_left(steps in steps()) {
        let mut facts: CaseFacts = toml::from_str(
            "aid = [{ status = 'discontinued', since = '2026-09-01' }]
             people = [{ person = 1, registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] }]
             contacts = [{ person = 1, on = '2026-10-01', reached = true, source = { entry = 1, author = 'V1A3' } }]",
        ).unwrap();
        let (mut on, mut entry) = (day("2026-10-15"), 0);
        for (which, role, days) in steps {
            on = (on + chrono::TimeDelta::days(days)).max(day("2026-10-02"));
            let act = whole(which, on);
            // One of four is by the role whose act it is; the others are by any role.
            let role = ROLES.get(role).copied().unwrap_or(match which { 0..=5 => Role::EC, 8 => Role::CLERK, _ => Role::SUPERVISOR });
            if considered_by(role, &facts, &act, "2027-12-31").is_err() {
                continue;
            }
            let tables = &Policies::builtin().in_force_on(on).tables;
            prop_assert!(tables.may_record(role, act.kind.id()));
            entry += 1;
            facts.apply_act(&act, &Source::Entry { entry: Seq(entry), author: "V1A3".parse().unwrap() });
            in_order(&facts)?;
        }
    }
}

fn in_order(facts: &CaseFacts) -> Result<(), TestCaseError> {
    for form in &facts.routing_forms {
        let (reviewed, approved) = (form.reviewed.as_ref(), form.approved.as_ref());
        prop_assert!(reviewed.is_none_or(|reviewed| reviewed.on >= form.submitted));
        prop_assert!(approved.is_none_or(|approved| reviewed.is_some_and(|reviewed| reviewed.on <= approved.on)));
        prop_assert!(form.routed.as_ref().is_none_or(|routed| approved.is_some_and(|one| one.on <= routed.on)));
        prop_assert!(approved.is_none() || form.returned.is_none(), "approved or returned");
    }
    let waiting = facts.routing_forms.iter().filter(|form| form.returned.is_none()).count();
    prop_assert!(waiting <= 1, "one form at a time");
    for step in ClosingStep::VARIANTS.iter().copied() {
        let stands = facts.closing.iter().filter(|done| done.step == step && done.reopened.is_none()).count();
        prop_assert!(stands <= 1, "{step:?} is taken once");
    }
    Ok(())
}
