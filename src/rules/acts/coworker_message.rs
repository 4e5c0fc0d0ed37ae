//! Texts to copy for another worker: the hand-off of a non-compliance to the eligibility worker (form 42-6), form 50-20e
//! on its way to the closed files, a newly assigned case that goes back, an alert.

use chrono::NaiveDate;
use serde::Serialize;
use strum::VariantArray as _;

use super::comment;
use crate::domain::PersonNumber;
use crate::domain::act::duty::{AlertRaised, CaseReturned};
use crate::domain::act::{Act, ActKind};
use crate::domain::dates;
use crate::domain::facts::{CaseFacts, ClosingStep, Noncompliance};
use crate::domain::status::AidStatus;
use crate::domain::worker::Role;
use crate::policy::Policies;
use crate::rules::closing;
use crate::rules::sanction::earliest_day;
use crate::rules::view::View;

/// A text for another worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoworkerMessage {
    /// The form it stands for.
    pub form: String,
    /// Whom it is for.
    pub to: String,
    /// Its lines.
    pub lines: Vec<String>,
}

/// The text that goes with an act, if one does.
pub(super) fn message_for_act(
    facts: &CaseFacts,
    policies: &Policies,
    act: &Act,
    today: NaiveDate,
) -> Option<CoworkerMessage> {
    let notice = match &act.kind {
        ActKind::CaseReturned(what) => return Some(returned_case_message(facts, what)),
        ActKind::AlertRaised(what) => return Some(alert_message(&View::new(facts, policies, today), act, what)),
        ActKind::HandedOff(what) => what.notice,
        ActKind::SanctionImposed(what) => what.notice,
        ActKind::NoncomplianceStarted(_) => act.on,
        ActKind::ClosingSubmitted(_) | ActKind::ClosingReturned(_) | ActKind::ClosingApproved(_) => {
            return routing_form_message(&View::new(facts, policies, act.on), &act.kind);
        }
        _ => return None,
    };
    handoff_message(&View::new(facts, policies, today), act.person, notice)
}

/// A newly assigned case that goes back, for the worker who sent it (handbook 42-7.39).
fn returned_case_message(facts: &CaseFacts, what: &CaseReturned) -> CoworkerMessage {
    let named = facts.name.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let lines = vec![
        format!(
            "Case {}{named}: returned, not acceptable as transferred (handbook 42-7.38, Newly Assigned WTW Case)",
            facts.case
        ),
        format!("Missing: {}", what.missing),
    ];
    CoworkerMessage { form: "Returned case".to_owned(), to: format!("worker {}", what.to), lines }
}

/// An alert for another worker.
fn alert_message(view: &View<'_>, act: &Act, what: &AlertRaised) -> CoworkerMessage {
    let due = what.due.map(|due| format!("Answer by {}", dates::format_long_date(due)));
    let lines = [format!("Case {}, {}", view.facts.case, participant_name(view, act.person)), what.text.clone()];
    CoworkerMessage {
        form: "Alert".to_owned(),
        to: format!("worker {}", what.to),
        lines: lines.into_iter().chain(due).collect(),
    }
}

/// A participant by name, else by number.
fn participant_name(view: &View<'_>, person: PersonNumber) -> String {
    let named = view.find_person(person).and_then(|known| known.name.as_ref());
    named.map_or_else(|| format!("participant {person}"), ToString::to_string)
}

/// The hand-off with its five facts: the reason, the notice, the appointment, the deadline, the sanction's date.
pub fn handoff_message(view: &View<'_>, person: PersonNumber, notice: NaiveDate) -> Option<CoworkerMessage> {
    let step = view.facts.noncompliance.iter().find(|step| step.person == person && step.notice_issued == notice)?;
    let lines = vec![
        format!("Case {}, {}: non-compliance in Welfare-to-Work", view.facts.case, participant_name(view, person)),
        format!("1. Reason: {}", reason_text(view, step)),
        format!("2. Notice sent: {}", dates::format_long_date(step.notice_issued)),
        format!("3. Appointment: {}", appointment_text(view, step)),
        format!("4. 20-day deadline: {}", deadline_text(view, step)),
        format!("5. Sanction: {}", sanction_text(view, step)),
    ];
    Some(CoworkerMessage { form: "42-6".to_owned(), to: "eligibility worker".to_owned(), lines })
}

/// Form 50-20e as it goes to the supervisor, back to the EC, or on to the Clerk II.
fn routing_form_message(view: &View<'_>, kind: &ActKind) -> Option<CoworkerMessage> {
    let form = view.facts.routing_forms.last()?;
    let aid = view.aid_status().filter(|aid| aid.status == AidStatus::Discontinued);
    let since = aid.map_or_else(
        || "aid is not discontinued".to_owned(),
        |aid| format!("{} ({} days)", dates::format_long_date(aid.since), dates::days_between(aid.since, view.on)),
    );
    let named = view.facts.name.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let mut lines = vec![
        format!("Case {}{named}: to the closed files", view.facts.case),
        format!("1. Aid discontinued: {since}"),
        format!("2. Reason: {}", form.reason),
        format!("3. Done: {}", steps_taken_text(view)),
        format!("4. Route to: {}", comment::bank_text(view, &form.office).unwrap_or_else(|| form.office.clone())),
        format!("5. Submitted to the EC Supervisor: {}", dates::format_long_date(form.submitted)),
    ];
    let to = match kind {
        ActKind::ClosingReturned(_) => {
            let returned = form.returned.as_ref()?;
            lines.push(format!("6. Returned on {}: {}", dates::format_long_date(returned.on), returned.reason));
            Role::Ec
        }
        ActKind::ClosingApproved(_) => {
            lines.push(format!("6. Approved: {}", dates::format_long_date(form.approved.as_ref()?.on)));
            Role::Clerk
        }
        _ => Role::Supervisor,
    };
    Some(CoworkerMessage { form: "50-20e".to_owned(), to: to.title().to_owned(), lines })
}

/// The EC's steps with their days; a step that is not taken is named as open.
fn steps_taken_text(view: &View<'_>) -> String {
    let steps = ClosingStep::VARIANTS.iter().copied().filter(|step| *step != ClosingStep::RoutingFormSent);
    let told = steps.map(|step| match closing::recorded_step(view, step) {
        Some(taken) => format!("{} {}", step.title(), taken.on),
        None => format!("{} OPEN", step.title()),
    });
    told.collect::<Vec<_>>().join("; ")
}

fn reason_text(view: &View<'_>, step: &Noncompliance) -> String {
    let failed = step.failed_on.map_or_else(|| "the day is not recorded".to_owned(), dates::format_long_date);
    let non_compliant = view.activities_of(step.person).find(|activity| {
        let mut statuses = activity.statuses.iter();
        statuses.any(|one| {
            one.status == crate::domain::status::ActivityStatus::NonCompliant && one.on == step.notice_issued
        })
    });
    match non_compliant {
        Some(activity) => format!("did not take part in {}, {failed}", activity.kind),
        None => format!("did not take part as planned, {failed}"),
    }
}

fn appointment_text(view: &View<'_>, step: &Noncompliance) -> String {
    let moved = step.rescheduled.iter().filter(|moved| moved.on <= view.on).max_by_key(|moved| (moved.on, moved.to));
    match (moved, step.appointment) {
        (Some(moved), _) => {
            format!("{}, moved on {}", dates::format_long_date(moved.to), dates::format_long_date(moved.on))
        }
        (None, Some(day)) => dates::format_long_date(day),
        (None, None) => "none is recorded".to_owned(),
    }
}

fn deadline_text(view: &View<'_>, step: &Noncompliance) -> String {
    let period = view.policy.good_cause_period.as_ref();
    period.map_or_else(|| "not known".to_owned(), |period| dates::format_long_date(step.notice_issued + period.value))
}

fn sanction_text(view: &View<'_>, step: &Noncompliance) -> String {
    match (&step.sanction, earliest_day(view, step)) {
        (Some(sanction), _) => format!("from {}", dates::format_long_date(sanction.from)),
        (None, Some(day)) => format!("none yet; not before {}", dates::format_long_date(day)),
        (None, None) => "none yet".to_owned(),
    }
}
