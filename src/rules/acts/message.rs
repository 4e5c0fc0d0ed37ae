//! Texts to copy for another worker: the hand-off of a non-compliance to the eligibility worker (form 42-6), a newly
//! assigned case that goes back, an alert.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::PersonNumber;
use crate::domain::act::duty::{AlertRaised, CaseReturned};
use crate::domain::act::{Act, ActKind};
use crate::domain::dates;
use crate::domain::facts::{CaseFacts, Noncompliance};
use crate::policy::Policies;
use crate::rules::view::View;

/// A text for another worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The form it stands for.
    pub form: String,
    /// Whom it is for.
    pub to: String,
    /// Its lines.
    pub lines: Vec<String>,
}

/// The text that goes with an act, if one does.
pub(super) fn of(facts: &CaseFacts, policies: &Policies, act: &Act, today: NaiveDate) -> Option<Message> {
    let notice = match &act.kind {
        ActKind::CaseReturned(what) => return Some(returned(facts, what)),
        ActKind::AlertRaised(what) => return Some(alert(&View::new(facts, policies, today), act, what)),
        ActKind::HandedOff(what) => what.notice,
        ActKind::SanctionImposed(what) => what.notice,
        ActKind::NoncomplianceStarted(_) => act.on,
        _ => return None,
    };
    handoff(&View::new(facts, policies, today), act.person, notice)
}

/// A newly assigned case that goes back, for the worker who sent it (handbook 42-7.39).
fn returned(facts: &CaseFacts, what: &CaseReturned) -> Message {
    let named = facts.name.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let lines = vec![
        format!(
            "Case {}{named}: returned, not acceptable as transferred (handbook 42-7.38, Newly Assigned WTW Case)",
            facts.case
        ),
        format!("Missing: {}", what.missing),
    ];
    Message { form: "Returned case".to_owned(), to: format!("worker {}", what.to), lines }
}

/// An alert for another worker.
fn alert(view: &View<'_>, act: &Act, what: &AlertRaised) -> Message {
    let due = what.due.map(|due| format!("Answer by {}", dates::long(due)));
    let lines = [format!("Case {}, {}", view.facts.case, who(view, act.person)), what.text.clone()];
    Message {
        form: "Alert".to_owned(),
        to: format!("worker {}", what.to),
        lines: lines.into_iter().chain(due).collect(),
    }
}

/// A participant by name, else by number.
fn who(view: &View<'_>, person: PersonNumber) -> String {
    let named = view.person(person).and_then(|known| known.name.as_ref());
    named.map_or_else(|| format!("participant {person}"), ToString::to_string)
}

/// The hand-off with its five facts: the reason, the notice, the appointment, the deadline, the sanction's date.
pub fn handoff(view: &View<'_>, person: PersonNumber, notice: NaiveDate) -> Option<Message> {
    let step = view.facts.noncompliance.iter().find(|step| step.person == person && step.notice_issued == notice)?;
    let lines = vec![
        format!("Case {}, {}: non-compliance in Welfare-to-Work", view.facts.case, who(view, person)),
        format!("1. Reason: {}", reason(view, step)),
        format!("2. Notice sent: {}", dates::long(step.notice_issued)),
        format!("3. Appointment: {}", appointment(view, step)),
        format!("4. 20-day deadline: {}", deadline(view, step)),
        format!("5. Sanction: {}", sanction(view, step)),
    ];
    Some(Message { form: "42-6".to_owned(), to: "eligibility worker".to_owned(), lines })
}

fn reason(view: &View<'_>, step: &Noncompliance) -> String {
    let failed = step.failed_on.map_or_else(|| "the day is not recorded".to_owned(), dates::long);
    let non_compliant = view.activities(step.person).find(|activity| {
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

fn appointment(view: &View<'_>, step: &Noncompliance) -> String {
    let moved = step.rescheduled.iter().filter(|moved| moved.on <= view.on).max_by_key(|moved| (moved.on, moved.to));
    match (moved, step.appointment) {
        (Some(moved), _) => format!("{}, moved on {}", dates::long(moved.to), dates::long(moved.on)),
        (None, Some(day)) => dates::long(day),
        (None, None) => "none is recorded".to_owned(),
    }
}

fn deadline(view: &View<'_>, step: &Noncompliance) -> String {
    let period = view.policy.good_cause_period.as_ref();
    period.map_or_else(|| "not known".to_owned(), |period| dates::long(step.notice_issued + period.value))
}

fn sanction(view: &View<'_>, step: &Noncompliance) -> String {
    let earliest = view.policy.sanction_earliest.as_ref().map(|days| step.notice_issued + days.value);
    match (&step.sanction, earliest) {
        (Some(sanction), _) => format!("from {}", dates::long(sanction.from)),
        (None, Some(day)) => format!("none yet; not before {}", dates::long(day)),
        (None, None) => "none yet".to_owned(),
    }
}
