//! Today: everything that is due, one line for each item, in groups ordered by what a missed day costs, then by day.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::alerts::{short_text_before_note, text_after_note};
use super::{Alert, Caseload, EvaluatedCase, TodayGroup};
use crate::domain::alert::{AlertKey, AlertOrigin};
use crate::domain::category::Severity;
use crate::domain::name::PersonName;
use crate::domain::role::Role;
use crate::domain::{CaseNumber, PersonNumber};
use crate::policy::act_forms::ActForms;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;
use crate::store::{Draft, DraftTarget};

/// The origin of an item in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TodayOrigin {
    /// An item that a rule found.
    Finding(Box<Finding>),
    /// An alert of the system of record or of another worker.
    Alert,
    /// A comment, an amendment or an act that was begun and not filed.
    Draft {
        /// What the draft is to become.
        of: DraftTarget,
        /// The moment at which it was saved last, in milliseconds since 1970, UTC.
        saved_ms: u64,
    },
    /// A step that a rule found and that waits for another desk.
    Waiting(Box<Finding>),
}

/// One thing to do, a draft that was not filed, or what waits for another desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TodayItem {
    /// The group in which the list shows the item.
    pub group: TodayGroup,
    /// What a missed date costs.
    pub severity: Severity,
    /// The due date, if there is one.
    pub due: Option<NaiveDate>,
    /// The case.
    pub case: CaseNumber,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The name of the participant, or of the case.
    pub name: PersonName,
    /// What there is to do.
    pub says: Message,
    /// The note on what was done with the item: `skipped Thu 11/19, no answer`.
    pub note: Option<Message>,
    /// The key under which its disposition is recorded; a draft and what waits for another desk have none.
    pub alert: Option<AlertKey>,
    /// Why the item is in the list.
    pub origin: TodayOrigin,
}

impl TodayItem {
    /// Returns the text of the item, after the note on what was done with it.
    pub fn list_text(&self) -> Message {
        text_after_note(self.note.clone(), self.says.clone())
    }

    /// Returns the text in the few columns of a narrow list of `on`: what there is to do, then what was done with it in a
    /// word; `None` if the text has no short form.
    pub fn short_text(&self, on: NaiveDate) -> Option<String> {
        if let TodayOrigin::Waiting(found) = &self.origin {
            let who = found.who.map_or("another desk", Role::title);
            return Some(format!("{who}: {}", short_text_before_note(&found.says, None, on)?));
        }
        short_text_before_note(&self.says, self.note.as_ref(), on)
    }

    /// Compares two items for the order of the list: by group, then by day.
    pub fn compare(&self, other: &Self) -> Ordering {
        today_sort_key(self).cmp(&today_sort_key(other))
    }
}

impl Caseload {
    /// Returns everything that is due or open on the as-of day.
    pub fn today_items(&self) -> Vec<TodayItem> {
        let drafts = self.drafts.iter().filter_map(|draft| self.draft_item(draft));
        let cases = self.listed_cases().flat_map(|(_, case)| self.alert_items(case));
        let mut items: Vec<_> = cases.chain(self.loose_reminder_items(None)).chain(drafts).collect();
        self.group_desk_items(&mut items);
        items.extend(self.listed_cases().flat_map(|(_, case)| self.waiting_items(case)));
        items.sort_by(TodayItem::compare);
        items
    }

    /// Returns the items of one case, its drafts and what waits for another desk last.
    pub fn today_items_of(&self, case: &CaseNumber) -> Vec<TodayItem> {
        let drafts = self.drafts.iter().filter(|draft| draft.case == *case);
        let listed = self.case(case).filter(|_| self.is_listed(case));
        let mut items = listed.map(|case| self.alert_items(case)).unwrap_or_default();
        items.extend(self.loose_reminder_items(Some(case)));
        items.extend(drafts.filter_map(|draft| self.draft_item(draft)));
        self.group_desk_items(&mut items);
        items.extend(listed.map(|case| self.waiting_items(case)).unwrap_or_default());
        items
    }

    /// Puts what the desk of the worker's own role lists into a group of its own: among the items of the ECs whose cases the
    /// role works on, it would not be found.
    fn group_desk_items(&self, items: &mut [TodayItem]) {
        let role = self.worker.role;
        if role.desk_sections().is_empty() || items.is_empty() {
            return;
        }
        let rows = self.queue_rows_of(role);
        let listed: BTreeSet<_> = rows.iter().filter_map(|row| Some((&row.case, row.person, row.rule?))).collect();
        for item in items {
            let TodayOrigin::Finding(finding) = &item.origin else { continue };
            if listed.contains(&(&item.case, item.person, finding.rule)) {
                item.group = TodayGroup::Desk;
            }
        }
    }

    fn alert_items(&self, case: &EvaluatedCase) -> Vec<TodayItem> {
        case.open_alerts(self.as_of).filter_map(|alert| alert_item(case, alert, self.as_of)).collect()
    }

    /// Returns the reminders that are due and on no case of the lists, or only those under this case number.
    fn loose_reminder_items(&self, case: Option<&CaseNumber>) -> Vec<TodayItem> {
        let loose = self.loose_reminders().filter(|alert| case.is_none_or(|case| alert.case == *case));
        let due = loose.filter(|alert| alert.due.is_none_or(|due| due <= self.as_of));
        due.map(|alert| new_item(alert, None, self.reminder_name(alert), self.as_of)).collect()
    }

    fn draft_item(&self, draft: &Draft) -> Option<TodayItem> {
        let case = self.case(&draft.case)?;
        let elsewhere = self.left_caseload_reason(&draft.case).map(|why| message!("; the case is {}", why));
        let elsewhere = elsewhere.unwrap_or_else(|| "".into());
        let (person, says) = match &draft.target {
            DraftTarget::Comment => (PersonNumber::CASE, message!("A comment was dictated and not filed{}", elsewhere)),
            DraftTarget::CommentWith(person) => {
                (*person, message!("A comment was dictated and not filed{}", elsewhere))
            }
            DraftTarget::Amendment(_) => {
                (PersonNumber::CASE, message!("An amendment was written and not filed{}", elsewhere))
            }
            DraftTarget::Act(act, person) => {
                let form = ActForms::builtin().form_for_act(act);
                let title = form.map_or_else(|| act.replace('_', " "), |form| form.title.clone());
                (*person, message!("An act was started ({}) and not filed{}", title, elsewhere))
            }
        };
        Some(TodayItem {
            group: TodayGroup::Draft,
            severity: Severity::Record,
            due: Some(self.as_of),
            case: draft.case.clone(),
            person,
            name: case.person_name(person),
            says,
            note: None,
            alert: None,
            origin: TodayOrigin::Draft { of: draft.target.clone(), saved_ms: draft.saved_ms },
        })
    }
}

/// Returns an alert as an item; `None` for an alert of the system of record or of a worker that is due later, because
/// it does not ask for anything yet.
fn alert_item(case: &EvaluatedCase, alert: &Alert, today: NaiveDate) -> Option<TodayItem> {
    let finding = match &alert.origin {
        AlertOrigin::County(_) | AlertOrigin::Sent(_) | AlertOrigin::Review(_) | AlertOrigin::Own(_)
            if alert.due.is_some_and(|due| due > today) =>
        {
            return None;
        }
        _ => case.alert_finding(alert),
    };
    Some(new_item(alert, finding, case.person_name(alert.person), today))
}

fn new_item(alert: &Alert, finding: Option<&Finding>, name: PersonName, today: NaiveDate) -> TodayItem {
    let written = if matches!(alert.origin, AlertOrigin::Own(_)) { TodayGroup::Reminder } else { TodayGroup::Alert };
    TodayItem {
        group: finding.map_or(written, TodayGroup::for_finding),
        severity: finding.map_or(Severity::Record, |finding| finding.severity),
        due: alert.due,
        case: alert.case.clone(),
        person: alert.person,
        name,
        says: alert.text.clone(),
        note: alert.note(today),
        alert: Some(alert.key.clone()),
        origin: finding.map_or(TodayOrigin::Alert, |finding| TodayOrigin::Finding(Box::new(finding.clone()))),
    }
}

fn today_sort_key(item: &TodayItem) -> impl Ord + '_ {
    let due = item.due.unwrap_or(NaiveDate::MAX);
    // Who the parents are decides what everything else of the case means.
    let asks_who = matches!(&item.origin, TodayOrigin::Finding(finding) if finding.rule == RuleId::SamePerson);
    (item.group, !asks_who, due, item.severity, &item.case, item.person, &item.note, &item.says)
}
