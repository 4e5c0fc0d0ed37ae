//! A person's standing in Welfare-to-Work on a day, and whether hours are owed then, by the facts that decide.
//!
//! The months of aid are not looked at here: whether aid goes on beyond the limit asks for the standing of every adult, and
//! must not ask for itself. `obligation` adds what the limit leaves open.
//!
//! Sources: WIC 11320.3(b) and (f), 11322.8, 11327.5(b) and (c).

mod cal_learn;
mod minor;

use chrono::NaiveDate;
use serde::Serialize;

pub use self::cal_learn::{cal_learn_end, is_in_cal_learn, may_owe_school, school_end};
use self::minor::age_doubt;
pub use self::minor::{adult_birthday, is_minor, minor_doubt};

use super::exemption;
use super::finding::Ground;
use super::household;
use super::message::{Message, Value, message};
use super::shown_exemption::{self, age_that_exempts};
use super::status_conflict;
use super::view::{Participant, View};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonthStatus, Exemption, GoodCause, Person};
use crate::domain::status::{AidStatus, RegistrationStatus};

/// A person's standing in Welfare-to-Work on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The person must take part: registered mandatory, in non-compliance, or curing a sanction.
    MustTakePart,
    /// The person takes part as a volunteer and is exempt.
    Volunteers,
    /// The person is exempt.
    Exempt,
    /// The person is sanctioned and out of the unit for that time (WIC 11327.5(c)).
    Sanctioned,
    /// The person is not in the assistance unit, or ineligible.
    OutsideUnit,
    /// The person no longer gets aid.
    Closed,
    /// No registration status is recorded.
    Unknown,
}

/// Returns the participants who must take part or volunteer to; nobody outside the unit does.
pub fn participants_taking_part<'a>(view: &View<'a>) -> impl Iterator<Item = Participant<'a>> + use<'a> {
    let view = *view;
    view.participants().filter(move |participant| {
        participant.registration.status.is_participating() && !household::is_outside_unit(&view, participant.person)
    })
}

/// Returns the participants of whom a plan or an activity is asked: those who take part, without those whom the birth date
/// exempts and who do not volunteer (WIC 11320.3(b)).
pub fn participants_asked<'a>(view: &View<'a>) -> impl Iterator<Item = Participant<'a>> + use<'a> {
    let view = *view;
    participants_taking_part(&view).filter(move |participant| {
        let volunteers = participant.registration.status == RegistrationStatus::RegisteredVoluntary;
        volunteers || age_that_exempts(&view, participant.person).is_none()
    })
}

/// Whether something is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owed {
    /// It is owed.
    Yes,
    /// It is not owed.
    No,
    /// A fact is missing, or the sources do not agree; the text names what decides.
    CannotTell(Message),
}

/// What a person owes on a day, and by which fact.
#[derive(Debug, Clone)]
pub struct Obligation<'a> {
    /// The standing.
    pub standing: Standing,
    /// The facts that decide the standing.
    pub because: Vec<Ground>,
    /// The good cause that holds on the day.
    pub good_cause: Option<&'a GoodCause>,
    /// Why the answer is not sure, if it is not.
    pub(super) doubt: Option<Message>,
    /// Whether participation is required, or the registration begins, on a later day only.
    pub(super) begins_later: bool,
    /// The day.
    pub on: NaiveDate,
}

impl Obligation<'_> {
    /// Returns whether the person owes hours of participation on the day, and all of them.
    pub fn hours(&self) -> Owed {
        match (self.some_hours(), self.excused_share().map(excused_share_doubt)) {
            (Owed::Yes, Some(share)) => Owed::CannotTell(share),
            (Owed::CannotTell(doubt), Some(share)) => Owed::CannotTell(Message::join([doubt, share], "; ")),
            (owed, _) => owed,
        }
    }

    /// Returns whether the person owes any hours on the day: good cause for a share of them leaves the rest owed.
    pub(super) fn some_hours(&self) -> Owed {
        if !matches!(self.standing, Standing::MustTakePart | Standing::Unknown) {
            return Owed::No;
        }
        // Good cause that may have ended hides nothing else that leaves the hours open.
        if let Some(doubt) = self.doubt_of_ended_cause() {
            return Owed::CannotTell(Message::join(self.doubt.iter().cloned().chain([doubt]), "; "));
        }
        match (self.standing, &self.doubt) {
            _ if self.is_excused() => Owed::No,
            (_, Some(doubt)) => Owed::CannotTell(doubt.clone()),
            (Standing::Unknown, None) => Owed::CannotTell("what the registration status is: none is recorded".into()),
            _ => Owed::Yes,
        }
    }

    /// Returns whether good cause excuses the person from all hours of the day. Good cause of which the record knows
    /// only a share excuses that share and no more.
    fn is_excused(&self) -> bool {
        self.good_cause.is_some_and(GoodCause::excuses_all_hours)
    }

    /// Returns the share of the hours, in percent, that good cause excuses where it does not excuse them all.
    pub(super) fn excused_share(&self) -> Option<u8> {
        self.good_cause.filter(|cause| !cause.excuses_all_hours())?.excused_share
    }

    /// Returns why good cause for all hours leaves it open whether any are owed: its expected end has passed, and nothing says
    /// whether it ended.
    fn doubt_of_ended_cause(&self) -> Option<Message> {
        let cause = self.good_cause.filter(|cause| cause.excuses_all_hours())?;
        let expected = passed_expectation(cause, self.on)?;
        Some(message!("whether good cause still holds: it was expected to end on {}", expected))
    }
}

/// Returns what good cause leaves open that excuses a share of the hours, in percent.
pub(super) fn excused_share_doubt(share: u8) -> Message {
    message!(
        "how many hours are owed: good cause excuses {} percent of them, and no source says how the rest is counted",
        u32::from(share)
    )
}

/// Returns what `person` owes on the day of the view, without a look at the months of aid.
pub(super) fn obligation_before_limit<'a>(view: &View<'a>, person: &'a Person) -> Obligation<'a> {
    let recorded = recorded_obligation(view, person);
    let asked = matches!(recorded.standing, Standing::MustTakePart | Standing::Unknown);
    let Some(number) = person.person.filter(|_| asked) else { return recorded };
    let is_in_conflict = conflict_of_standing(view, number);
    let later = not_required_yet(view, person);
    let begins_later = later.is_some() && !is_in_conflict;
    let conflict = is_in_conflict.then(|| status_conflict::doubt_of_status(view, number)).flatten();
    let doubt = conflict
        .into_iter()
        .chain(doubt_about(view, person).or(later))
        .reduce(|one, other| Message::join([one, other], "; "));
    Obligation { doubt, begins_later, ..recorded }
}

/// Returns the standing of `person` on the day of the view and the facts that decide it, without a look at what leaves it
/// open.
pub(super) fn recorded_obligation<'a>(view: &View<'a>, person: &'a Person) -> Obligation<'a> {
    let good_cause = person.person.and_then(|number| good_cause_on(view, number));
    let decided =
        |standing, because| Obligation { standing, because, good_cause, doubt: None, begins_later: false, on: view.on };
    let Some(number) = person.person else { return decided(Standing::Unknown, Vec::new()) };
    let registration = view.registration_of(number);
    let status_grounds = || {
        let participant = registration.map(|registration| Participant { person, number, registration });
        participant.map(|participant| participant.status_ground()).into_iter().collect()
    };
    if let Some(ground) = end_of_aid(view, person) {
        return decided(Standing::Closed, vec![ground]);
    }
    if household::is_outside_unit(view, person) {
        let ground = Ground::new("in the assistance unit", "no", &person.source);
        return decided(Standing::OutsideUnit, vec![ground]);
    }
    let standing = match registration {
        Some(registration) if !conflict_of_standing(view, number) => standing_of(registration.status),
        _ => Standing::Unknown,
    };
    if !matches!(standing, Standing::MustTakePart | Standing::Unknown) {
        return decided(standing, status_grounds());
    }
    // An exemption that is recorded excuses whatever the county's status still says.
    if let Some(exemption) = exemption::longest_exemption(view, number) {
        return decided(Standing::Exempt, vec![exemption_ground(view, exemption)]);
    }
    // So does an age that the birth date proves.
    if let Some((reason, birth)) = age_that_exempts(view, person) {
        let says = message!("{}, born {}", &reason.title, birth);
        return decided(Standing::Exempt, vec![Ground::new("exempt by age", says, &person.source)]);
    }
    decided(standing, status_grounds())
}

/// Returns whether two statuses of one day are on record that do not give the same standing.
fn conflict_of_standing(view: &View, person: PersonNumber) -> bool {
    status_conflict::conflict_of(view, person).is_some_and(|(one, other)| standing_of(one) != standing_of(other))
}

/// Returns the standing of somebody with this registration status, whom nothing else exempts.
const fn standing_of(status: RegistrationStatus) -> Standing {
    match status {
        RegistrationStatus::Closed => Standing::Closed,
        RegistrationStatus::Ineligible => Standing::OutsideUnit,
        RegistrationStatus::Sanction => Standing::Sanctioned,
        RegistrationStatus::Exempt => Standing::Exempt,
        RegistrationStatus::RegisteredVoluntary => Standing::Volunteers,
        RegistrationStatus::RegisteredMandatory
        | RegistrationStatus::NonCompliance
        | RegistrationStatus::CuringSanction => Standing::MustTakePart,
    }
}

/// Returns the fact that the case, or this person alone, gets no aid on the day.
fn end_of_aid(view: &View, person: &Person) -> Option<Ground> {
    if let Some(aid) = view.discontinuance() {
        return Some(Ground::new("aid discontinued", aid.since, &aid.source));
    }
    let ended = person.aid_ended.filter(|_| household::is_aid_ended(view, person))?;
    Some(Ground::new("aid of the person ended", ended, &person.source))
}

/// The later day from which the person must take part by the record.
pub(super) enum LaterStart {
    /// Participation became required on the day.
    Required(NaiveDate),
    /// The person entered the program on the day.
    Entered(NaiveDate),
    /// The first registration status on record begins on the day.
    Registered(NaiveDate),
    /// The first aid status on record, which is active, begins on the day.
    Aided(NaiveDate),
}

/// Returns the later day from which participation is required, or with which the record of the person begins.
pub(super) fn later_start(view: &View, person: &Person) -> Option<LaterStart> {
    let is_later = |day: &NaiveDate| view.on < *day;
    let known = person.registration.iter().any(|registration| registration.since <= view.on);
    let first = || person.registration.iter().map(|registration| registration.since).min().filter(|_| !known);
    let required = person.participation_required.filter(is_later).map(LaterStart::Required);
    let entered = || person.entered_program.filter(is_later).map(LaterStart::Entered);
    let aided = || first_day_of_aid(view, person).filter(is_later).map(LaterStart::Aided);
    required.or_else(entered).or_else(|| first().map(LaterStart::Registered)).or_else(aided)
}

/// Returns the first day of aid on record, where the record of aid begins with it and the month of the day, or the one before
/// if aid begins within it, is not recorded as aided to the person. What an older month was says nothing about the day.
fn first_day_of_aid(view: &View, person: &Person) -> Option<NaiveDate> {
    let first = view.facts.aid.iter().map(|aid| aid.since).min()?;
    let mut begins = view.facts.aid.iter().filter(|aid| aid.since == first);
    let month = Month::from_date(view.on);
    let asked = if month.contains(first) { [month.previous(), month] } else { [month, month] };
    let is_aided = view.facts.aid_months.iter().any(|row| {
        Some(row.person) == person.person && asked.contains(&row.month) && row.was != AidMonthStatus::Unaided
    });
    (begins.all(|aid| aid.status == AidStatus::Active) && !is_aided).then_some(first)
}

/// Returns why it is not sure that the person must take part on the day already.
fn not_required_yet(view: &View, person: &Person) -> Option<Message> {
    Some(match later_start(view, person)? {
        LaterStart::Required(day) => {
            message!("whether hours are owed before {}, when participation became required", day)
        }
        LaterStart::Entered(day) => message!("whether hours are owed before {}, the entry into the program", day),
        LaterStart::Registered(day) => {
            message!("whether hours are owed before {}, the first day with a registration status", day)
        }
        LaterStart::Aided(day) => message!("whether hours are owed before {}, the first day of aid on record", day),
    })
}

/// Returns the exemption as a ground.
pub fn exemption_ground(view: &View, exemption: &Exemption) -> Ground {
    let period = Value::Period { from: exemption.from, until: exemption.until };
    let value = message!("{} {}", exemption::reason_title(view, exemption).to_owned(), period);
    Ground::new("exemption", value, &exemption.source)
}

/// Returns the good cause of `person` that holds on the day of the view; if there are several, the one that excuses most,
/// then one that surely holds, then the one that lasts longest. Good cause without a last day holds until something says
/// that it ended. One that excuses 0 percent of the hours is none.
pub fn good_cause_on<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a GoodCause> {
    let holds = |cause: &&GoodCause| cause.from <= view.on && cause.until.is_none_or(|until| view.on <= until);
    let theirs = view.facts.good_causes.iter().filter(|cause| cause.person == person);
    theirs.filter(holds).filter(|cause| cause.percent_excused() > 0).max_by_key(|cause| {
        let surely_holds = passed_expectation(cause, view.on).is_none();
        (cause.percent_excused(), surely_holds, cause.until.is_none(), cause.until, cause.from)
    })
}

/// Returns the day on which good cause was expected to end, if that day has passed and nothing says whether it ended.
fn passed_expectation(cause: &GoodCause, on: NaiveDate) -> Option<NaiveDate> {
    cause.expected_until.filter(|expected| cause.until.is_none() && *expected < on)
}

/// Returns why it is not sure that somebody who must take part owes hours: a minor, whose hours depend on school (Santa
/// Clara CWES 16), an exemption that the record holds longer than an age allows, or an age, a disability, a pregnancy or an
/// infant that may exempt although no exemption is recorded.
fn doubt_about(view: &View, person: &Person) -> Option<Message> {
    let by_school = if is_minor(view, person) {
        Some(minor_doubt(person))
    } else {
        cal_learn::school_doubt(view, person).or_else(|| age_doubt(person))
    };
    let shown = shown_exemption::reasons_shown(view, person);
    let shown = shown.filter(|shown| !shown.gives_way_to_infant(view, person));
    let shown = shown.map(shown_exemption::ShownReason::doubt);
    let outgrown = person.person.and_then(|number| exemption::outgrown_doubt(view, number));
    let reversed = person.person.into_iter().flat_map(|number| exemption::doubts_of_reversed_days(view, number));
    let unit_days = household::reversed_unit_days(person).map(|(from, until)| {
        message!(
            "whether the participant is in the unit: it is recorded from {} until {}, and the last day is before the first",
            from,
            until
        )
    });
    let reversed = unit_days.into_iter().chain(reversed);
    let mut doubts = by_school.into_iter().chain(outgrown).chain(reversed).chain(shown).peekable();
    doubts.peek().is_some().then(|| Message::join(doubts, "; "))
}
