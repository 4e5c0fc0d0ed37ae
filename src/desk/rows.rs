//! The rows of the case listing (ES108) and of the action-required list (ES109).

use std::cmp::Ordering;

use chrono::NaiveDate;
use serde::Serialize;

use super::alerts::{disposition_note, short_text_before_note, text_after_note};
use super::{Alert, Caseload, EvaluatedCase};
use crate::domain::alert::Disposition;
use crate::domain::category::Category;
use crate::domain::codes::Relation;
use crate::domain::hours::Hours;
use crate::domain::name::PersonName;
use crate::domain::status::{ActivityStatus, AidStatus, RegistrationStatus};
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::Evaluation;
use crate::rules::clock::{Clock, ClockId};
use crate::rules::finding::Finding;
use crate::rules::goals::duty_day;
use crate::rules::message::Message;
use crate::rules::view::{Participant, View};

/// A row of the ES108: one participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseRow {
    /// The case.
    pub case: CaseNumber,
    /// The participant's number.
    pub person: PersonNumber,
    /// The participant's name.
    pub name: PersonName,
    /// The participant's relation to the case.
    pub relation: Relation,
    /// The registration status.
    pub registration: RegistrationStatus,
    /// The first day of the registration status, which may lie ahead.
    pub registration_since: NaiveDate,
    /// The aid status of the case.
    pub aid: Option<AidStatus>,
    /// The current activity; the newest if there are several.
    pub activity: Option<CurrentActivity>,
    /// The weekly average of the newest month with attendance, and the required hours.
    pub hours: Option<(Hours, Hours)>,
    /// The date of the last contact made.
    pub last_contact: Option<NaiveDate>,
    /// The next due day, and what is due then.
    pub next_due: Option<(NaiveDate, Message)>,
    /// The date on which the newest plan was signed.
    pub plan_signed: Option<NaiveDate>,
    /// The date by which the first plan is due, if none is signed.
    pub plan_due: Option<NaiveDate>,
    /// The months on aid that were used.
    pub months_used: Option<i64>,
    /// The limit of months on aid.
    pub months_limit: Option<i64>,
    /// The language in which the participant speaks and is written to.
    pub language: Option<String>,
    /// The number of alerts open on the case.
    pub alerts_open: usize,
    /// How work with partners stands, as far as the worker may see it.
    pub partner: Option<String>,
    /// The worker's annotation of the row.
    pub annotation: Option<String>,
    /// Whether the ES109 names the participant or the case.
    pub action_required: bool,
}

/// The activity that a row shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurrentActivity {
    /// The kind of activity, in the county's words.
    pub kind: String,
    /// The newest status of the activity.
    pub status: Option<ActivityStatus>,
}

/// A row of the ES109: a finding of one of its five categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionRow {
    /// The name of the participant, or of the case for the case as a whole.
    pub name: PersonName,
    /// The finding.
    pub finding: Finding,
    /// What the worker did with the finding, if anything. The row stays until the county's facts clear it.
    pub disposition: Option<Disposition>,
}

impl ActionRow {
    /// Returns the note that a list of `day` shows of what was done with the row, if anything.
    pub fn note(&self, day: NaiveDate) -> Option<Message> {
        self.disposition.as_ref().map(|done| disposition_note(done, day))
    }

    /// Returns the text of the row in a list of `day`, after the note on what was done with it.
    pub fn list_text(&self, day: NaiveDate) -> Message {
        text_after_note(self.note(day), self.finding.says.clone())
    }

    /// Returns the text in the few columns of a narrow list of `day`, with the note after it; `None` if it has no short form.
    pub fn short_text(&self, day: NaiveDate) -> Option<String> {
        short_text_before_note(&self.finding.says, self.note(day).as_ref(), day)
    }

    /// Compares two rows for the order of the list: by category, then by due day.
    pub fn compare(&self, other: &Self) -> Ordering {
        action_sort_key(self).cmp(&action_sort_key(other))
    }
}

impl Caseload {
    /// Returns the case listing (ES108), by case number and participant.
    pub fn case_rows(&self) -> Vec<CaseRow> {
        self.listed_cases().flat_map(|(_, case)| self.participant_rows(case)).collect()
    }

    /// Returns the action-required list (ES109): by category, then by due date.
    pub fn action_rows(&self) -> Vec<ActionRow> {
        let mut rows: Vec<_> = self.listed_cases().flat_map(|(_, case)| case_action_rows(case)).collect();
        rows.sort_by(ActionRow::compare);
        rows
    }

    /// Returns the rows of one case in the case listing.
    pub fn case_rows_of(&self, case: &CaseNumber) -> Vec<CaseRow> {
        self.case(case).map(|case| self.participant_rows(case)).unwrap_or_default()
    }

    /// Returns the rows of one case in the action-required list.
    pub fn action_rows_of(&self, case: &CaseNumber) -> Vec<ActionRow> {
        self.case(case).map(case_action_rows).unwrap_or_default()
    }

    /// Returns the open alerts of one case.
    pub fn alert_rows_of(&self, case: &CaseNumber) -> Vec<Alert> {
        let mut alerts: Vec<_> =
            self.case(case).map(|case| case.open_alerts(self.as_of).cloned().collect()).unwrap_or_default();
        if !self.is_listed(case) {
            alerts = self.loose_reminders().filter(|alert| alert.case == *case).cloned().collect();
        }
        alerts
    }

    /// Returns every alert that is open, the most overdue first; those without a due date last.
    pub fn alert_rows(&self) -> Vec<Alert> {
        let mut alerts: Vec<_> =
            self.listed_cases().flat_map(|(_, case)| case.open_alerts(self.as_of)).cloned().collect();
        alerts.extend(self.loose_reminders().cloned());
        alerts.sort_by(compare_alerts);
        alerts
    }

    fn participant_rows(&self, case: &EvaluatedCase) -> Vec<CaseRow> {
        let view = View::new(&case.record.facts, &self.policies, self.as_of);
        let shown = view.participants().chain(view.future_participants());
        shown.map(|participant| self.case_row(case, &view, participant)).collect()
    }

    fn case_row(&self, case: &EvaluatedCase, view: &View<'_>, participant: Participant<'_>) -> CaseRow {
        let person = participant.number;
        let clock = |id| person_clock(&case.evaluation.clocks, id, person);
        let findings = &case.evaluation.findings;
        CaseRow {
            case: case.record.facts.case.clone(),
            person,
            name: case.person_name(person),
            relation: participant.person.relation,
            registration: participant.registration.status,
            registration_since: participant.registration.since,
            aid: view.aid_status().map(|aid| aid.status),
            activity: current_activity(view, person),
            hours: case.latest_hours(person),
            last_contact: last_contact(view, person),
            next_due: self.next_due(&case.evaluation, person),
            plan_signed: newest_plan_date(view, person),
            plan_due: clock(ClockId::PlanDue).and_then(|clock| clock.due),
            months_used: clock(ClockId::TimeOnAid).and_then(|clock| clock.used),
            months_limit: clock(ClockId::TimeOnAid).and_then(|clock| clock.of),
            language: participant.person.language.clone(),
            alerts_open: case.open_alerts(self.as_of).count(),
            partner: self.partner_mark(case, person),
            annotation: case.record.annotations.get(&person).filter(|text| !text.is_empty()).cloned(),
            action_required: findings
                .iter()
                .any(|found| Category::ES109.contains(&found.category) && is_about_person(found.person, person)),
        }
    }
}

impl Caseload {
    /// Returns the finding of the worker's own that is due first, overdue ones included; if there is none, the next end of a
    /// clock.
    fn next_due(&self, evaluation: &Evaluation, person: PersonNumber) -> Option<(NaiveDate, Message)> {
        let own = evaluation.findings.iter().filter(|found| !self.waits_for_another(found));
        let found = own.filter(|found| is_about_person(found.person, person));
        let coming = evaluation.next_dates.iter().filter(|next| is_about_person(next.person, person));
        let due = found.filter_map(|found| Some((duty_day(found)?, &found.says))).min();
        let (day, says) = due.or_else(|| coming.map(|next| (next.date, &next.what)).min())?;
        Some((day, says.clone()))
    }
}

fn case_action_rows(case: &EvaluatedCase) -> Vec<ActionRow> {
    let findings = case.evaluation.findings.iter().filter(|finding| Category::ES109.contains(&finding.category));
    findings.map(|finding| action_row(case, finding)).collect()
}

fn action_row(case: &EvaluatedCase, finding: &Finding) -> ActionRow {
    let disposition = case.record.dispositions.get(&finding.alert_key()).cloned();
    ActionRow { name: case.person_name(finding.person), finding: finding.clone(), disposition }
}

fn action_sort_key(row: &ActionRow) -> impl Ord + '_ {
    let finding = &row.finding;
    (finding.category, finding.due.unwrap_or(NaiveDate::MAX), &finding.case, finding.person)
}

/// Compares two alerts for the order of the list: the most overdue first, those without a due day last.
pub fn compare_alerts(a: &Alert, b: &Alert) -> Ordering {
    alert_sort_key(a).cmp(&alert_sort_key(b))
}

fn alert_sort_key(alert: &Alert) -> impl Ord + '_ {
    (alert.due.unwrap_or(NaiveDate::MAX), &alert.case, alert.person, &alert.text)
}

/// Returns whether an item about `subject` concerns `person`: the subject is that person or the case as a whole.
fn is_about_person(subject: PersonNumber, person: PersonNumber) -> bool {
    subject == person || subject == PersonNumber::CASE
}

fn person_clock(clocks: &[Clock], id: ClockId, person: PersonNumber) -> Option<&Clock> {
    clocks.iter().find(|clock| clock.id == id && is_about_person(clock.person, person))
}

fn current_activity(view: &View<'_>, person: PersonNumber) -> Option<CurrentActivity> {
    let newest = view.current_activities(person).max_by_key(|activity| activity.start)?;
    Some(CurrentActivity { kind: newest.kind.clone(), status: view.latest_status(newest).map(|latest| latest.status) })
}

fn last_contact(view: &View<'_>, person: PersonNumber) -> Option<NaiveDate> {
    let made = view.facts.contacts.iter().filter(|contact| contact.reached && contact.on <= view.on);
    made.filter(|contact| is_about_person(contact.person, person)).map(|contact| contact.on).max()
}

fn newest_plan_date(view: &View<'_>, person: PersonNumber) -> Option<NaiveDate> {
    let signed = view.facts.plans.iter().filter(|plan| plan.person == person && plan.signed <= view.on);
    signed.map(|plan| plan.signed).max()
}
