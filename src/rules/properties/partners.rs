//! Random facts of work that crosses desks: referrals to social work, common cases, services of child welfare.

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use strum::VariantArray as _;

use super::{near, one_of};
use crate::domain::facts::common_case::*;
use crate::domain::facts::social_work::*;
use crate::domain::facts::*;

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
            DfcsService { until, in_custody, fr_plan_on, cash_from, court_on, removed_on, ..known }
        },
    )
}
