//! A case at a glance: one timeline over two years for every adult of the case, the next dates with what to do, the
//! last contacts, what is open, and what the county says otherwise. It is worked out here from facts and findings; the
//! screen draws it, and commands and paper say it in sentences.

mod differences;
mod lanes;
mod partners;
mod sentences;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Serialize;

pub use lanes::{LaneKind, LaneMark, LaneSpan, MONTHS_SHOWN, MarkKind, SpanKind, TimeLane};

pub use sentences::SentenceGroup;

use self::lanes::MONTHS_BEFORE;
use super::{Alert, Caseload, EvaluatedCase, ItemCounts};
use crate::domain::alert::AlertOrigin;
use crate::domain::codes::Relation;
use crate::domain::comment::ContactType;
use crate::domain::dates::Month;
use crate::domain::facts::{Contact, Person};
use crate::domain::hours::Hours;
use crate::domain::name::PersonName;
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::domain::{CaseNumber, PersonNumber};
use crate::policy::Policies;
use crate::rules::clock::{Clock, ClockId};
use crate::rules::contacts_made;
use crate::rules::goals::duty_day;
use crate::rules::household::birthday_at_age;
use crate::rules::message::{DateStyle, Message, message};
use crate::rules::view::{View, registration_order};

/// How many of the next dates are shown.
const NEXT_STEPS: usize = 3;

/// A case at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseGlance {
    /// The case.
    pub case: CaseNumber,
    /// The name of the case.
    pub name: PersonName,
    /// The as-of day.
    pub as_of: NaiveDate,
    /// The first month of the timeline.
    pub first: Month,
    /// The last month of the timeline, included.
    pub last: Month,
    /// Every parent, and everybody who is registered, by number.
    pub adults: Vec<AdultGlance>,
    /// The children, the youngest first.
    pub children: Vec<ChildGlance>,
    /// The next dates with what to do: overdue ones first, then the earliest.
    pub next: Vec<NextStep>,
    /// How much there is to do on the case.
    pub open: ItemCounts,
    /// The alerts of the county and of coworkers that are open.
    pub alerts: Vec<Message>,
    /// The worker's own reminders that are open, by day.
    pub reminders: Vec<ReminderGlance>,
    /// What the county says otherwise than the record, or than it said before.
    pub differences: Vec<Message>,
    /// The cells of the county's newest rows that could not be read, each with the value that stands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Message>,
    /// How the work with partners stands, as far as the worker may see it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<Message>,
    /// Whose decision on the case nobody of the office countersigned, in a sentence each.
    pub notes: Vec<String>,
}

/// A parent or another registered person of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdultGlance {
    /// The number in the case; `None` where none is known.
    pub person: Option<PersonNumber>,
    /// The name; `None` where none is known.
    pub name: Option<PersonName>,
    /// The relation to the case.
    pub relation: Relation,
    /// The age in years on the as-of day.
    pub age: Option<u32>,
    /// The language in which the person speaks.
    pub language: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The registration status on the as-of day, and its first day.
    pub registration: Option<(RegistrationStatus, NaiveDate)>,
    /// The registration statuses that the county reported before and that a newer listing contradicts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registration_reported_before: Vec<(RegistrationStatus, NaiveDate)>,
    /// The months on aid that were used, and the limit.
    pub months_on_aid: Option<(i64, i64)>,
    /// The weekly average of the newest month with attendance, and the hours owed a week.
    pub hours: Option<(Hours, Hours)>,
    /// The last contact in which the person was reached.
    pub last_reached: Option<ContactGlance>,
    /// The last contact that was not made, if it is later: an attempt, or one in a way that does not count.
    pub last_attempt: Option<ContactGlance>,
    /// What is drawn over the timeline; a lane without anything in it is left out.
    pub lanes: Vec<TimeLane>,
    /// The hours of the months with posted attendance.
    pub months: Vec<HoursGlance>,
}

/// A contact or an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactGlance {
    /// The day.
    pub on: NaiveDate,
    /// The type; `None` where only the county reports the contact.
    pub contact_type: Option<ContactType>,
    /// Whether the person was reached; in what does not count, in a way that does not.
    pub reached: bool,
}

/// The hours of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct HoursGlance {
    /// The month.
    pub month: Month,
    /// The weekly average of what was attended.
    pub average: Hours,
    /// The hours owed a week.
    pub owed: Hours,
}

/// A child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChildGlance {
    /// The name, if it is known.
    pub name: Option<PersonName>,
    /// The age in years on the as-of day; `None` where no date of birth is known.
    pub age: Option<u32>,
    /// The sixth birthday, if it lies ahead.
    pub turns_six: Option<NaiveDate>,
}

/// A reminder that the worker wrote for themselves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ReminderGlance {
    /// Its day.
    pub on: NaiveDate,
    /// Its words.
    pub says: Message,
}

/// A date that comes next, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextStep {
    /// The day; it may have passed.
    pub on: NaiveDate,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// What is due or ends.
    pub says: Message,
    /// What the worker may do about it; `None` for a date that only passes.
    pub to_do: Option<Proposal>,
}

impl Caseload {
    /// Returns a case at a glance; `None` if the case is not in the caseload.
    pub fn case_glance(&self, case: &CaseNumber) -> Option<CaseGlance> {
        let notes = self.uncountersigned_notes(&[case]);
        Some(CaseGlance { notes, ..self.case(case)?.glance(self.policies(), self.as_of()) })
    }
}

impl EvaluatedCase {
    /// Returns the case at a glance on the day on which it was evaluated, without notes on who decided: a case alone
    /// does not know the workers.
    pub fn glance(&self, policies: &Policies, as_of: NaiveDate) -> CaseGlance {
        let view = View::new(&self.record.facts, policies, as_of);
        GlanceBuilder { case: self, view }.glance()
    }
}

struct GlanceBuilder<'a> {
    case: &'a EvaluatedCase,
    view: View<'a>,
}

impl GlanceBuilder<'_> {
    fn glance(&self) -> CaseGlance {
        let first = Month::from_date(self.view.on).months_before(MONTHS_BEFORE);
        let facts = self.view.facts;
        let mut adults: Vec<_> = facts.people.iter().filter(|person| is_adult(person)).collect();
        adults.sort_by_key(|person| (person.person.is_none(), person.person, person.relation));
        let mut children: Vec<_> =
            facts.people.iter().filter(|person| !is_adult(person)).map(|person| self.child(person)).collect();
        children.sort_by_key(|child| (child.age.is_none(), child.age));
        let mut adults: Vec<_> = adults.into_iter().map(|person| self.adult(person, first)).collect();
        self.add_unlisted_people(&mut adults, first);
        let on = self.view.on;
        let open = self.case.open_alerts(on).filter(|alert| !alert.is_on_goals());
        CaseGlance {
            case: facts.case.clone(),
            name: self.case.case_name(),
            as_of: on,
            first,
            last: first.months_after(MONTHS_SHOWN - 1),
            adults,
            children,
            next: self.next_steps(),
            open: ItemCounts::from_items(open.map(|alert| (&alert.case, alert.due)), on),
            alerts: self.foreign_alerts(),
            reminders: self.reminders(),
            differences: self.differences(),
            unread: self.unread(),
            partners: partners::partner_lines(&self.view),
            notes: Vec::new(),
        }
    }

    fn adult(&self, person: &Person, first: Month) -> AdultGlance {
        let number = person.person;
        let on = self.view.on;
        let known = person.registration.iter().filter(|known| known.since <= on);
        let registration = known.max_by_key(|known| registration_order(known));
        let before = person.registration_reported_before.iter();
        let clock = number.and_then(|number| self.clock(ClockId::TimeOnAid, number));
        let contact = |made| number.and_then(|number| self.last_contact(number, made));
        let last_reached = contact(true);
        let is_later = |attempt: &ContactGlance| last_reached.as_ref().is_none_or(|made| attempt.on > made.on);
        AdultGlance {
            person: number,
            name: person.name.clone(),
            relation: person.relation,
            age: person.birth_date.and_then(|born| on.years_since(born)),
            language: person.language.clone(),
            phone: person.phone.clone(),
            registration: registration.map(|known| (known.status, known.since)),
            registration_reported_before: before.map(|before| (before.status, before.since)).collect(),
            months_on_aid: clock.and_then(|clock| clock.used.zip(clock.of)),
            hours: number.and_then(|number| self.case.latest_hours(number)),
            last_attempt: contact(false).filter(is_later),
            last_reached,
            lanes: lanes::person_lanes(&self.view, &self.case.evaluation, person, first),
            months: number.map(|number| self.months(number, first)).unwrap_or_default(),
        }
    }

    /// Adds lanes for people who have facts but are not listed in the household, so that a case with only activities is
    /// not shown as empty.
    fn add_unlisted_people(&self, adults: &mut Vec<AdultGlance>, first: Month) {
        let facts = self.view.facts;
        let named = facts.people.iter().filter_map(|person| person.person);
        let known: Vec<PersonNumber> = named.chain([PersonNumber::CASE]).collect();
        let activities = facts.activities.iter().map(|activity| activity.person);
        let notices = facts.noncompliance.iter().map(|step| step.person);
        let contacts = facts.contacts.iter().map(|contact| contact.person);
        let exemptions = facts.exemptions.iter().map(|exemption| exemption.person);
        let mut others: Vec<_> = activities.chain(notices).chain(contacts).chain(exemptions).collect();
        others.sort_unstable();
        others.dedup();
        for other in others.into_iter().filter(|other| !known.contains(other)) {
            let person = Person { person: Some(other), relation: Relation::Other, ..Person::default() };
            adults.push(self.adult(&person, first));
        }
    }

    fn child(&self, person: &Person) -> ChildGlance {
        let born = person.birth_date;
        let young = self.view.policy.young_child.as_ref();
        let sixth = born.zip(young).map(|(born, young)| birthday_at_age(born, young.value));
        ChildGlance {
            name: person.name.clone(),
            age: born.and_then(|born| self.view.on.years_since(born)),
            turns_six: sixth.filter(|day| *day > self.view.on),
        }
    }

    fn clock(&self, id: ClockId, person: PersonNumber) -> Option<&Clock> {
        let clocks = &self.case.evaluation.clocks;
        clocks.iter().find(|clock| clock.id == id && (clock.person == person || clock.person == PersonNumber::CASE))
    }

    fn last_contact(&self, person: PersonNumber, made: bool) -> Option<ContactGlance> {
        let alone = self.view.participants().nth(1).is_none();
        let is_theirs =
            |contact: &&Contact| contact.person == person || (alone && contact.person == PersonNumber::CASE);
        let known = self.view.facts.contacts.iter().filter(|contact| contact.on <= self.view.on);
        let newest =
            known.filter(|contact| contacts_made::counts_as_made(&self.view, contact) == made).filter(is_theirs);
        // Of two on a day, the one of which more is known.
        let newest = newest.max_by_key(|contact| (contact.on, contact.contact_type.is_some()))?;
        Some(ContactGlance { on: newest.on, contact_type: newest.contact_type.clone(), reached: newest.reached })
    }

    fn months(&self, person: PersonNumber, first: Month) -> Vec<HoursGlance> {
        let shown = self.case.hours_by_month(person).into_iter().filter(|hours| hours.month >= first);
        shown
            .map(|hours| HoursGlance { month: hours.month, average: hours.weekly_average, owed: hours.required.weekly })
            .collect()
    }

    /// Returns the open alerts that no rule raised.
    fn foreign_alerts(&self) -> Vec<Message> {
        let is_foreign =
            |alert: &&Alert| self.case.alert_finding(alert).is_none() && !matches!(alert.origin, AlertOrigin::Own(_));
        let open = self.case.open_alerts(self.view.on).filter(is_foreign);
        open.map(|alert| match alert.due {
            Some(due) => message!("{}, due {}", Message::from_text(alert.text.to_text(DateStyle::Long)), due),
            None => Message::from_text(alert.text.to_text(DateStyle::Long)),
        })
        .collect()
    }

    /// Returns the worker's own reminders that are open, by day.
    fn reminders(&self) -> Vec<ReminderGlance> {
        let on = self.view.on;
        let own = self.case.open_alerts(on).filter(|alert| matches!(alert.origin, AlertOrigin::Own(_)));
        let mut own: Vec<_> =
            own.filter_map(|alert| Some(ReminderGlance { on: alert.due?, says: alert.list_text(on) })).collect();
        own.sort();
        own
    }

    /// Returns the next dates: of what the rules find, what is open and due, overdue or not; then the ends that come
    /// without anything to do yet.
    fn next_steps(&self) -> Vec<NextStep> {
        let on = self.view.on;
        let open = self.case.open_alerts(on).filter_map(|alert| self.case.alert_finding(alert));
        let found = open.filter_map(|finding| {
            let to_do = finding.next.first().copied();
            Some(NextStep {
                on: duty_day(finding)?,
                person: finding.person,
                says: crate::present::finding::finding_line(finding),
                to_do,
            })
        });
        let mut steps: Vec<NextStep> = found.collect();
        let is_shown =
            |steps: &[NextStep], day, person| steps.iter().any(|step| step.on == day && step.person == person);
        for clock in self.case.evaluation.clocks.iter().filter(|clock| is_own_date(clock.id)) {
            if let Some(day) = clock.due.filter(|due| *due >= on)
                && !is_shown(&steps, day, clock.person)
            {
                let says = message!("{}: {}", clock.title(), clock.says.clone());
                steps.push(NextStep { on: day, person: clock.person, says, to_do: None });
            }
        }
        for activity in self.view.facts.activities.iter().filter(|activity| !self.view.has_ended(activity)) {
            if let Some(day) = activity.expected_end.filter(|end| *end >= on)
                && !is_shown(&steps, day, activity.person)
            {
                let says = message!("{} ends", &activity.kind);
                steps.push(NextStep { on: day, person: activity.person, says, to_do: None });
            }
        }
        steps.sort_by_key(|step| (step.on, step.to_do.is_none(), step.person));
        steps.truncate(NEXT_STEPS);
        steps
    }
}

/// Returns whether the end of a clock is a date of its own. A contact that is made and a limit of months are shown
/// where contacts and months are shown.
const fn is_own_date(clock: ClockId) -> bool {
    match clock {
        ClockId::GoodCausePeriod
        | ClockId::CompliancePlan
        | ClockId::Cure
        | ClockId::PlanDue
        | ClockId::PlanReassignment
        | ClockId::Exemption
        | ClockId::ChildTurnsSix
        | ClockId::CallBack
        | ClockId::FinalLetterReply
        | ClockId::NextReport => true,
        ClockId::Contact
        | ClockId::PlanChanges
        | ClockId::TimeOnAid
        | ClockId::FederalTime
        | ClockId::Clock24
        | ClockId::Unreached => false,
    }
}

/// Returns whether somebody is shown with a timeline: a parent, or anybody who is registered.
fn is_adult(person: &Person) -> bool {
    matches!(person.relation, Relation::Parent | Relation::SecondParent) || !person.registration.is_empty()
}
