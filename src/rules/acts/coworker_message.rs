//! Texts to copy for another worker: the hand-off of a non-compliance to the eligibility worker (form 42-6), form
//! 50-20e on its way to the closed files, a newly assigned case that is returned, and an alert.

use chrono::NaiveDate;

use serde::{Serialize, Serializer};
use strum::VariantArray as _;

use crate::domain::PersonNumber;
use crate::domain::act::duty::{AlertRaised, CaseReturned};
use crate::domain::act::{Act, ActKind};
use crate::domain::dates;
use crate::domain::facts::{CaseFacts, ClosingStep, Noncompliance};
use crate::domain::role::Role;
use crate::domain::status::{ActivityStatus, AidStatus};
use crate::policy::Policies;
use crate::rules::closing;
use crate::rules::gate::earliest_day;
use crate::rules::message::{DateStyle, Message, Value, message};
use crate::rules::view::View;

/// A text for another worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoworkerMessage {
    /// The form that the text replaces.
    pub form: &'static str,
    /// The recipient.
    pub to: String,
    /// The lines of the text. They are for people, so their dates are written for people in JSON too.
    #[serde(serialize_with = "serialize_long_dates")]
    pub lines: Vec<Message>,
}

impl CoworkerMessage {
    /// Returns the lines with their dates written for people.
    pub fn text_lines(&self) -> impl Iterator<Item = String> + '_ {
        self.lines.iter().map(|line| line.to_text(DateStyle::Long))
    }
}

/// Returns the text that goes with an act, if there is one.
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

/// Writes the return of a newly assigned case for the worker who sent it (handbook 42-7.39).
fn returned_case_message(facts: &CaseFacts, what: &CaseReturned) -> CoworkerMessage {
    let named = facts.name.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let lines = vec![
        message!(
            "Case {}{}: returned, not acceptable as transferred (handbook 42-7.38, Newly Assigned WTW Case)",
            facts.case.to_string(),
            named
        ),
        message!("Missing: {}", &what.missing),
    ];
    CoworkerMessage { form: "Returned case", to: format!("worker {}", what.to), lines }
}

/// Writes an alert for another worker.
fn alert_message(view: &View<'_>, act: &Act, what: &AlertRaised) -> CoworkerMessage {
    let due = what.due.map(|due| message!("Answer by {}", due));
    let lines =
        [message!("Case {}, {}", view.facts.case.to_string(), participant_name(view, act.person)), (&what.text).into()];
    CoworkerMessage { form: "Alert", to: format!("worker {}", what.to), lines: lines.into_iter().chain(due).collect() }
}

/// Returns the participant's name, or the participant's number if the name is not known.
pub(super) fn participant_name(view: &View<'_>, person: PersonNumber) -> String {
    let named = view.find_person(person).and_then(|known| known.name.as_ref());
    named.map_or_else(|| format!("participant {person}"), ToString::to_string)
}

/// Writes the hand-off with its five facts: the reason, the notice, the appointment, the last of the 20 days, and the
/// date of the sanction.
pub fn handoff_message(view: &View<'_>, person: PersonNumber, notice: NaiveDate) -> Option<CoworkerMessage> {
    let step = view.facts.noncompliance.iter().find(|step| step.person == person && step.notice_issued == notice)?;
    let lines = vec![
        message!(
            "Case {}, {}: non-compliance in Welfare-to-Work",
            view.facts.case.to_string(),
            participant_name(view, person)
        ),
        message!("1. Reason: {}", reason_text(view, step)),
        message!("2. Notice sent: {}", step.notice_issued),
        message!("3. Appointment: {}", appointment_text(view, step)),
        message!("4. Last of the 20 days: {}", last_day_text(view, step)),
        message!("5. Sanction: {}", sanction_text(view, step)),
    ];
    Some(CoworkerMessage { form: "42-6", to: "eligibility worker".to_owned(), lines })
}

/// Writes form 50-20e as it goes to the supervisor, back to the EC, or on to the Clerk II.
fn routing_form_message(view: &View<'_>, kind: &ActKind) -> Option<CoworkerMessage> {
    let form = view.facts.routing_forms.last()?;
    let aid = view.aid_status().filter(|aid| aid.status == AidStatus::Discontinued);
    let since = aid.map_or_else(
        || "aid is not discontinued".into(),
        |aid| message!("{} ({} days)", aid.since, dates::days_between(aid.since, view.on)),
    );
    let named = view.facts.name.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let mut lines = vec![
        message!("Case {}{}: to the closed files", view.facts.case.to_string(), named),
        message!("1. Aid discontinued: {}", since),
        message!("2. Reason: {}", &form.reason),
        message!("3. Done: {}", steps_taken_text(view)),
        message!("4. Route to: {}", closing::bank_text(view, &form.office).unwrap_or_else(|| form.office.clone())),
        message!("5. Submitted to the EC Supervisor: {}", form.submitted),
    ];
    let to = match kind {
        ActKind::ClosingReturned(_) => {
            let returned = form.returned.as_ref()?;
            lines.push(message!("6. Returned on {}: {}", returned.on, &returned.reason));
            Role::EC
        }
        ActKind::ClosingApproved(_) => {
            lines.push(message!("6. Approved: {}", form.approved.as_ref()?.on));
            Role::CLERK
        }
        _ => Role::SUPERVISOR,
    };
    Some(CoworkerMessage { form: "50-20e", to: to.title().to_owned(), lines })
}

/// Lists the EC's steps with their days; a step that is not done is marked as open.
fn steps_taken_text(view: &View<'_>) -> Message {
    let steps = ClosingStep::VARIANTS.iter().copied().filter(|step| *step != ClosingStep::RoutingFormSent);
    let steps = steps.map(|step| {
        if let Some(taken) = closing::recorded_step(view, step) {
            message!("{} {}", step.title(), taken.on)
        } else {
            message!("{} OPEN", step.title())
        }
    });
    Message::join(steps, "; ")
}

fn reason_text(view: &View<'_>, step: &Noncompliance) -> Message {
    let failed = Value::day_or(step.failed_on, "the day is not recorded");
    let non_compliant = view.activities_of(step.person).find(|activity| {
        let mut statuses = activity.statuses.iter();
        statuses.any(|set| set.status == ActivityStatus::NonCompliant && set.on == step.notice_issued)
    });
    if let Some(activity) = non_compliant {
        message!("did not take part in {}, {}", &activity.kind, failed)
    } else {
        message!("did not take part as planned, {}", failed)
    }
}

fn appointment_text(view: &View<'_>, step: &Noncompliance) -> Message {
    let moved = step.rescheduled.iter().filter(|moved| moved.on <= view.on).max_by_key(|moved| (moved.on, moved.to));
    match (moved, step.appointment) {
        (Some(moved), _) => {
            message!("{}, moved on {}", moved.to, moved.on)
        }
        (None, Some(day)) => message!("{}", day),
        (None, None) => "none is recorded".into(),
    }
}

fn last_day_text(view: &View<'_>, step: &Noncompliance) -> Message {
    let period = view.policy.good_cause_period.as_ref();
    period.map_or_else(|| "not known".into(), |period| message!("{}", step.notice_issued + period.value))
}

fn sanction_text(view: &View<'_>, step: &Noncompliance) -> Message {
    match (&step.sanction, earliest_day(view, step)) {
        (Some(sanction), _) => message!("from {}", sanction.from),
        (None, Some(day)) => message!("none yet; not before {}", day),
        (None, None) => "none yet".into(),
    }
}

fn serialize_long_dates<S: Serializer>(lines: &[Message], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(lines.iter().map(|line| line.to_text(DateStyle::Long)))
}
