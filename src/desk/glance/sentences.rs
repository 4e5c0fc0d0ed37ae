//! A case at a glance in sentences, for those who listen to the screen or read it on paper. Everything that the picture
//! shows is said, the oldest first.

use chrono::NaiveDate;

use super::{AdultGlance, CaseGlance, ChildGlance, ContactGlance, LaneSpan, NextStep, TimeLane};
use crate::domain::PersonNumber;
use crate::domain::hours::Hours;
use crate::domain::name::PersonName;
use crate::domain::wording::capitalize_first;
use crate::present::labels::{contact_outcome, contact_type_text, proposal_text};
use crate::rules::message::{Message, Value, message};

/// Sentences under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceGroup {
    /// The heading: a name, or what the sentences are about.
    pub heading: Message,
    /// The sentences.
    pub sentences: Vec<Message>,
}

impl CaseGlance {
    /// Returns the case in sentences: what comes next and what is open first, then each adult with the timeline.
    pub fn sentences(&self) -> Vec<SentenceGroup> {
        let next = if self.next.is_empty() {
            vec!["Nothing is due.".into()]
        } else {
            self.next.iter().map(|step| self.step_sentence(step)).collect()
        };
        let mut groups = vec![
            SentenceGroup { heading: "Next".into(), sentences: next },
            SentenceGroup { heading: "Open".into(), sentences: self.open_sentences() },
        ];
        groups.extend(self.adults.iter().map(|adult| self.adult_sentences(adult)));
        if self.adults.is_empty() {
            let sentences = vec!["Nobody is recorded. The household and listing extracts fill this.".into()];
            groups.push(SentenceGroup { heading: "People".into(), sentences });
        }
        let children: Vec<Message> = self.children.iter().map(child_sentence).collect();
        if !children.is_empty() {
            groups.push(SentenceGroup { heading: "Children".into(), sentences: children });
        }
        groups
    }

    fn open_sentences(&self) -> Vec<Message> {
        let overdue = match self.open.overdue {
            0 => Message::from("none is overdue"),
            late => message!("{} overdue", count(late)),
        };
        let items = match self.open.items {
            0 => "No item is open.".into(),
            1 => message!("1 item is open; {}.", overdue),
            items => message!("{} items are open; {}.", count(items), overdue),
        };
        let alerts = self.alerts.iter().map(|alert| message!("Alert: {}.", alert.clone()));
        let own = self.reminders.iter().map(|own| message!("Your reminder, {}: {}.", own.on, own.says.clone()));
        let differences = match self.differences.as_slice() {
            [] => vec!["The county reports no different values.".into()],
            some => some.iter().map(|difference| message!("Different: {}.", difference.clone())).collect(),
        };
        let partners = self.partners.iter().map(|line| message!("{}.", line.clone()));
        let unread = self.unread.iter().map(|cell| message!("Not read: {}.", cell.clone()));
        std::iter::once(items).chain(alerts).chain(own).chain(differences).chain(unread).chain(partners).collect()
    }

    fn step_sentence(&self, step: &NextStep) -> Message {
        let late = match step.on < self.as_of {
            true => message!("Overdue since {}", step.on),
            false if step.on == self.as_of => message!("Today, {}", step.on),
            false => message!("{}", step.on),
        };
        let who = self.adults.iter().filter(|_| step.person != PersonNumber::CASE && self.adults.len() > 1);
        let who = who.filter(|adult| adult.person == Some(step.person)).find_map(|adult| adult.name.clone());
        let who = who.map_or_else(|| Message::from(""), |name| message!(" ({})", Message::from_text(name.to_string())));
        let says = step.says.clone();
        if let Some(act) = step.to_do {
            return message!("{}{}: {}. To do: {}.", late, who, says, proposal_text(act));
        }
        message!("{}{}: {}.", late, who, says)
    }

    fn adult_sentences(&self, adult: &AdultGlance) -> SentenceGroup {
        let name = written_name(adult.name.as_ref());
        let number = adult.person.map(|number| message!(", person {}", number.to_string()));
        let number = number.unwrap_or_else(|| "".into());
        let heading = message!("{}, {}{}", name, adult.relation.title(), number);
        let mut sentences = adult_facts(adult);
        sentences.extend(adult.lanes.iter().flat_map(|lane| self.lane_sentences(lane)));
        sentences.extend(
            adult
                .months
                .iter()
                .map(|hours| message!("{}: {}.", hours.month, weekly_hours_text(hours.average, hours.owed))),
        );
        sentences.extend(contact_sentences(adult));
        SentenceGroup { heading, sentences }
    }

    fn lane_sentences(&self, lane: &TimeLane) -> Vec<Message> {
        let spans = lane.spans.iter().map(|span| (span.from, self.span_sentence(lane, span)));
        let marks = lane
            .marks
            .iter()
            .map(|mark| (mark.on, message!("{}, {}: {}.", lane.kind.title(), mark.on, mark.says.clone())));
        let mut dated: Vec<(NaiveDate, Message)> = spans.chain(marks).collect();
        dated.sort_by_key(|(on, _)| *on);
        dated.into_iter().map(|(_, sentence)| sentence).collect()
    }

    fn span_sentence(&self, lane: &TimeLane, span: &LaneSpan) -> Message {
        let kind = lane.kind.title();
        let says = span.says.clone();
        match span.until {
            Some(until) if until == span.from => message!("{}, {}: {}.", kind, span.from, says),
            Some(until) if until < self.as_of => message!("{}, {} to {}: {}.", kind, span.from, until, says),
            Some(until) => message!("{}, since {}, until {}: {}.", kind, span.from, until, says),
            None if span.from > self.as_of => message!("{}, from {} on: {}.", kind, span.from, says),
            None => message!("{}, since {}: {}.", kind, span.from, says),
        }
    }
}

/// Returns a name, which redaction leaves out.
fn written_name(name: Option<&PersonName>) -> Message {
    name.map_or_else(|| "Name not known".into(), |name| Message::from_text(name.to_string()))
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Returns what is known of a person that has no place on a timeline.
fn adult_facts(adult: &AdultGlance) -> Vec<Message> {
    let age = adult.age.map(|age| message!("Age {}.", i64::from(age)));
    let speaks = adult.language.as_ref().map(|language| message!("Speaks {}.", language));
    let phone = adult.phone.as_ref().map(|phone| message!("Telephone {}.", Message::from_text(phone.clone())));
    let status = match adult.registration {
        Some((status, since)) => message!("{} since {}.", status.title(), since),
        None => "No registration status is recorded.".into(),
    };
    let before = adult.registration_reported_before.iter().map(|(status, since)| {
        message!(
            "The county reported before, and its newest listing no longer does: {} since {}.",
            status.title(),
            *since
        )
    });
    let months = adult.months_on_aid.map(|(used, of)| message!("{} of {} months on aid are used.", used, of));
    let hours =
        adult.hours.map(|(average, owed)| message!("{} in the newest month.", weekly_hours_text(average, owed)));
    let known = [age, speaks, phone, Some(status)].into_iter().flatten();
    known.chain(before).chain([months, hours].into_iter().flatten()).collect()
}

/// Returns the hours of a week beside those owed; where none are owed, nobody reads of a number of hours.
fn weekly_hours_text(average: Hours, owed: Hours) -> Message {
    if owed == Hours::ZERO {
        message!("{} hours a week, and none are owed", average)
    } else {
        message!("{} of {} hours a week", average, owed)
    }
}

fn contact_sentences(adult: &AdultGlance) -> Vec<Message> {
    let how = |contact: &ContactGlance| {
        let by = contact.contact_type.as_ref().map_or_else(|| "as the county reports".to_owned(), contact_type_text);
        message!("{}, {}", contact.on, by)
    };
    let reached = match &adult.last_reached {
        Some(contact) => message!("Reached last: {}.", how(contact)),
        None => "No contact with this person is on record.".into(),
    };
    let attempt = adult.last_attempt.as_ref().map(|contact| {
        let outcome = capitalize_first(contact_outcome(contact.reached, false));
        message!("{} since: {}.", outcome, how(contact))
    });
    std::iter::once(reached).chain(attempt).collect()
}

fn child_sentence(child: &ChildGlance) -> Message {
    let name = written_name(child.name.as_ref());
    let age =
        child.age.map_or(Value::from("date of birth not known"), |age| Value::from(message!("age {}", i64::from(age))));
    if let Some(day) = child.turns_six {
        return message!("{}, {}; six on {}.", name, age, day);
    }
    message!("{}, {}.", name, age)
}
