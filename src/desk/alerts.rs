//! The alerts of a case in one list: those of the system of record, those of the rules, and those that workers sent
//! each other.

use std::sync::Arc;

use chrono::NaiveDate;

use super::goal_alerts;
use crate::domain::alert::{AlertKey, AlertOrigin, Disposition};
use crate::domain::category::Category;
use crate::domain::extract::AlertRow;
use crate::domain::facts::SentAlert;
use crate::domain::reminder::Reminder;
use crate::domain::{CaseNumber, Change, PersonNumber, RowId};
use crate::present::finding::finding_line;
use crate::present::short_forms::short_text;
use crate::rules::Evaluation;
use crate::rules::finding::Finding;
use crate::rules::goals::duty_day;
use crate::rules::message::{DateStyle, Message, message};
use crate::rules::rule_id::RuleId;
use crate::store::{CaseRecord, Store, StoreError};

/// An alert as the lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// The key that identifies the alert.
    pub key: AlertKey,
    /// The number of the case.
    pub case: CaseNumber,
    /// The participant's number in the case; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The text of the alert.
    pub text: Message,
    /// Who or what raised the alert.
    pub origin: AlertOrigin,
    /// The day on which the alert was raised; `None` for an alert that a rule worked out.
    pub raised: Option<NaiveDate>,
    /// The day on which the alert is due.
    pub due: Option<NaiveDate>,
    /// What was done with the alert, if anything.
    pub disposition: Option<Disposition>,
    /// Whether a conference on a linked case agreed on it, so that its text tells that the family is in child welfare.
    pub of_conference: bool,
}

impl Alert {
    /// Returns whether the alert asks for something on `day`. What a rule worked out asks until a fact clears it: a
    /// mark or a refusal is only a note on it. A snooze hides an alert until its day, but never what a rule worked out on
    /// its last day or after it.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.disposition.as_ref().is_none_or(|disposed| match disposed {
            Disposition::Done | Disposition::Refused { .. } => !self.can_be_closed(),
            Disposition::Snoozed { .. } => disposed.is_open_on(day) || self.is_at_last_day(day),
            Disposition::Skipped { .. } => disposed.is_open_on(day),
        })
    }

    /// Returns whether a rule worked the alert out and its last day is `day` or has passed: nothing hides it then.
    pub fn is_at_last_day(&self, day: NaiveDate) -> bool {
        !self.can_be_closed() && self.due.is_some_and(|due| due <= day)
    }

    /// Returns whether a worker's word closes the alert: somebody wrote it, so that no fact of the record can clear it.
    pub const fn can_be_closed(&self) -> bool {
        !matches!(self.origin, AlertOrigin::Rule(_))
    }

    /// Returns whether the alert is about goals, which are no duties.
    pub fn is_on_goals(&self) -> bool {
        matches!(&self.origin, AlertOrigin::Rule(rule) if is_rule_of(rule, |category| category == Category::Goals))
    }

    /// Returns the note for a list of `day` that says what was done with the alert, if anything.
    pub fn note(&self, day: NaiveDate) -> Option<Message> {
        self.disposition.as_ref().map(|done| disposition_note(done, day))
    }

    /// Returns the text of the alert in a list of `day`: the note, then the text.
    pub fn list_text(&self, day: NaiveDate) -> Message {
        text_after_note(self.note(day), self.text.clone())
    }

    /// Returns the text in the few columns of a narrow list of `day`, with the note after it; `None` if it has no short form.
    pub fn short_text(&self, day: NaiveDate) -> Option<String> {
        short_text_before_note(&self.text, self.note(day).as_ref(), day)
    }

    /// Returns the change that records what was done with the alert. The log keeps the text of the alert, with full
    /// dates. A reminder is saved again, done or moved.
    pub fn into_disposition_change(self, disposition: Disposition) -> Change {
        let text = match self.origin {
            AlertOrigin::Own(id) => return Change::ReminderSaved(self.into_reminder(id).dispose(disposition)),
            // A participant may read the log of the case, and a review is about the work itself.
            AlertOrigin::Review(_) => "a point of a review".to_owned(),
            // Not everybody who reads the log may know that the family is in child welfare.
            AlertOrigin::Rule(ref rule) if tells_of_child_welfare(rule) => "a step of work between desks".to_owned(),
            AlertOrigin::Sent(_) if self.of_conference => "a step of work between desks".to_owned(),
            AlertOrigin::County(_) | AlertOrigin::Rule(_) | AlertOrigin::Sent(_) => self.text.to_text(DateStyle::Long),
        };
        Change::AlertDisposed { alert: self.key, case: self.case, text, disposition }
    }

    /// Returns the reminder behind the alert; `None` if it is none.
    pub fn reminder(&self) -> Option<Reminder> {
        match self.origin {
            AlertOrigin::Own(id) => Some(self.clone().into_reminder(id)),
            _ => None,
        }
    }

    fn into_reminder(self, id: RowId) -> Reminder {
        Reminder {
            id,
            case: self.case,
            person: self.person,
            // A reminder always has a day.
            on: self.due.unwrap_or_default(),
            text: self.text.to_text(DateStyle::Long),
            disposition: self.disposition,
        }
    }
}

/// Returns whether what a rule finds tells that the family is in child welfare.
fn tells_of_child_welfare(rule: &str) -> bool {
    is_rule_of(rule, Category::tells_of_child_welfare)
}

fn is_rule_of(rule: &str, is_meant: impl Fn(Category) -> bool) -> bool {
    rule.parse::<RuleId>().is_ok_and(|rule| is_meant(rule.category()))
}

/// Returns the note for a list of `day` that says what was done with an alert: `skipped Thu 11/19, no answer`.
pub fn disposition_note(disposition: &Disposition, day: NaiveDate) -> Message {
    match disposition {
        Disposition::Done => "marked done".into(),
        Disposition::Snoozed { until } if *until <= day => "woken".into(),
        Disposition::Snoozed { until } => message!("snoozed until {}", until),
        Disposition::Refused { reason } => message!("refused, {}", reason),
        Disposition::Skipped { on, reason } => message!("skipped {}, {}", on, reason),
    }
}

/// Returns the short form of a text in a list of `on`, and after it the first word of the note: `no contact this month,
/// skipped`; `None` if the text has no short form.
pub(super) fn short_text_before_note(text: &Message, note: Option<&Message>, on: NaiveDate) -> Option<String> {
    let short = short_text(text, on)?;
    let note = note.map(|note| note.to_text(DateStyle::Brief(on)));
    let word = note.as_deref().and_then(|note| note.split([' ', ',']).find(|word| !word.is_empty()));
    Some(word.map_or_else(|| short.clone(), |word| format!("{short}, {word}")))
}

/// Returns the text with the note in front, or the text alone if there is no note.
pub(super) fn text_after_note(note: Option<Message>, text: Message) -> Message {
    match note {
        Some(note) => message!("{}: {}", note, text),
        None => text,
    }
}

/// Returns every alert of the case with its disposition, those of the system of record first.
pub(super) fn case_alerts(record: &CaseRecord, evaluation: &Evaluation) -> Vec<Alert> {
    let case = &record.facts.case;
    let county = record.alerts.iter().map(|(row, _)| county_alert(case, row));
    let found = goal_alerts::single_findings(evaluation).map(finding_alert);
    let on_goals = goal_alerts::goal_lines(evaluation).into_iter().map(|(finding, text)| {
        let alert = finding_alert(finding);
        Alert { text: text.unwrap_or_else(|| alert.text.clone()), ..alert }
    });
    let amended = record.amended.iter().map(|amended| &amended.alert);
    let sent = record.facts.alerts_sent.iter().chain(amended).map(|sent| sent_alert(case, sent));
    county
        .chain(found)
        .chain(sent)
        .chain(on_goals)
        .map(|alert| Alert { disposition: record.dispositions.get(&alert.key).cloned(), ..alert })
        .collect()
}

fn county_alert(case: &CaseNumber, row: &AlertRow) -> Alert {
    Alert {
        key: AlertKey::from_county_row(row),
        case: case.clone(),
        person: PersonNumber::CASE,
        text: (&row.text).into(),
        origin: AlertOrigin::County(row.origin.clone()),
        raised: Some(row.raised),
        due: row.due,
        disposition: None,
        of_conference: false,
    }
}

fn sent_alert(case: &CaseNumber, sent: &SentAlert) -> Alert {
    Alert {
        key: AlertKey::from_sent_alert(case, sent),
        case: case.clone(),
        person: sent.person,
        text: (&sent.text).into(),
        origin: AlertOrigin::Sent(sent.to.clone()),
        raised: Some(sent.on),
        due: sent.due,
        disposition: None,
        of_conference: sent.of_conference,
    }
}

/// Reads the worker's own reminders as alerts, by day; done ones too.
pub(super) fn own_reminders(store: &Store) -> Result<Arc<[Alert]>, StoreError> {
    Ok(store.reminders()?.iter().map(reminder_alert).collect())
}

/// Returns a worker's own reminder as an alert. Its text is free text, which redaction leaves out.
fn reminder_alert(reminder: &Reminder) -> Alert {
    Alert {
        key: AlertKey::for_reminder(reminder.id),
        case: reminder.case.clone(),
        person: reminder.person,
        text: Message::from_text(reminder.text.clone()),
        origin: AlertOrigin::Own(reminder.id),
        raised: None,
        due: Some(reminder.on),
        disposition: reminder.disposition.clone(),
        of_conference: false,
    }
}

fn finding_alert(finding: &Finding) -> Alert {
    Alert {
        key: finding.alert_key(),
        case: finding.case.clone(),
        person: finding.person,
        text: finding_line(finding),
        origin: AlertOrigin::Rule(finding.rule.id().to_owned()),
        raised: None,
        due: duty_day(finding),
        disposition: None,
        of_conference: false,
    }
}
