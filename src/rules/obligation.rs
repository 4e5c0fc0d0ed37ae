//! Who owes: whether a person must take part on a day or in a month, and the fact that decides.
//!
//! Every rule that asks hours, a plan, an activity or a contact of somebody asks here first, so that an exemption, good
//! cause, a sanction or a place outside the unit is answered once and in the same way for all of them.
//!
//! Sources: WIC 11320.3(b) and (f), 11322.8, 11327.5(b) and (c).

mod doubt;

use chrono::NaiveDate;
use serde::Serialize;

pub use self::doubt::is_in_cal_learn;

use super::exemption;
use super::finding::Ground;
use super::household;
use super::message::{Message, Value, message};
use super::shown_exemption::{self, birthdays_that_exempt};
use super::view::{Participant, View};
use crate::domain::PersonNumber;
use crate::domain::codes::Relation;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, AidMonthStatus, Exemption, GoodCause, Person};
use crate::domain::status::RegistrationStatus;

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
    doubt: Option<Message>,
    /// Whether participation is required, or the registration begins, on a later day only.
    begins_later: bool,
    /// The day.
    pub on: NaiveDate,
}

impl Obligation<'_> {
    /// Returns whether the person owes hours of participation on the day.
    pub fn hours(&self) -> Owed {
        if !matches!(self.standing, Standing::MustTakePart | Standing::Unknown) {
            return Owed::No;
        }
        if let Some(doubt) = self.good_cause_doubt(self.on) {
            return Owed::CannotTell(doubt);
        }
        match (self.standing, &self.doubt) {
            _ if self.is_excused() => Owed::No,
            (_, Some(doubt)) => Owed::CannotTell(doubt.clone()),
            (Standing::Unknown, None) => Owed::CannotTell("the registration status".into()),
            _ => Owed::Yes,
        }
    }

    /// Returns whether good cause excuses the person from all hours of the day. Good cause of which the record knows
    /// only a share excuses that share and no more.
    fn is_excused(&self) -> bool {
        self.good_cause.is_some_and(GoodCause::excuses_all_hours)
    }

    /// Returns why good cause leaves it open how many hours are owed: it excuses a share of them, or its expected end has
    /// passed and nothing says whether it ended.
    fn good_cause_doubt(&self, on: NaiveDate) -> Option<Message> {
        let cause = self.good_cause?;
        if let Some(share) = cause.excused_share.filter(|_| !cause.excuses_all_hours()) {
            return Some(message!(
                "good cause excuses {} percent of the hours; how the rest is counted",
                u32::from(share)
            ));
        }
        let expected = cause.expected_until.filter(|expected| cause.until.is_none() && *expected < on)?;
        Some(message!("whether good cause still holds: it was expected to end on {}", expected))
    }
}

/// Returns what `person` owes on the day of the view.
pub fn obligation_on<'a>(view: &View<'a>, person: &'a Person) -> Obligation<'a> {
    let obligation = obligation_before_limit(view, person);
    let asked = matches!(obligation.standing, Standing::MustTakePart | Standing::Unknown);
    if !asked || obligation.doubt.is_some() {
        return obligation;
    }
    Obligation { doubt: doubt::limit_doubt(view, person), ..obligation }
}

/// Returns what `person` owes on the day of the view, without a look at the months of aid. Whether another adult extends
/// aid beyond the limit asks here, so that the limit does not ask for itself.
pub(super) fn obligation_before_limit<'a>(view: &View<'a>, person: &'a Person) -> Obligation<'a> {
    let Some(number) = person.person else {
        let standing = Standing::Unknown;
        return Obligation {
            standing,
            because: Vec::new(),
            good_cause: None,
            doubt: None,
            begins_later: false,
            on: view.on,
        };
    };
    let registration = view.registration_of(number);
    let good_cause = good_cause_on(view, number);
    let status_grounds = || {
        let participant = registration.map(|registration| Participant { person, number, registration });
        participant.map(|participant| participant.status_ground()).into_iter().collect()
    };
    let on = view.on;
    let decided =
        |standing, because| Obligation { standing, because, good_cause, doubt: None, begins_later: false, on };
    if let Some(ground) = end_of_aid(view, person) {
        return decided(Standing::Closed, vec![ground]);
    }
    if household::is_outside_unit(view, person) {
        let ground = Ground::new("in the assistance unit", "no", &person.source);
        return decided(Standing::OutsideUnit, vec![ground]);
    }
    let standing = match registration.map(|registration| registration.status) {
        Some(RegistrationStatus::Closed) => Standing::Closed,
        Some(RegistrationStatus::Ineligible) => Standing::OutsideUnit,
        Some(RegistrationStatus::Sanction) => Standing::Sanctioned,
        Some(RegistrationStatus::Exempt) => Standing::Exempt,
        Some(RegistrationStatus::RegisteredVoluntary) => Standing::Volunteers,
        Some(
            RegistrationStatus::RegisteredMandatory
            | RegistrationStatus::NonCompliance
            | RegistrationStatus::CuringSanction,
        ) => Standing::MustTakePart,
        None => Standing::Unknown,
    };
    if !matches!(standing, Standing::MustTakePart | Standing::Unknown) {
        return decided(standing, status_grounds());
    }
    // An exemption that is recorded excuses whatever the county's status still says.
    if let Some(exemption) = exemption::longest_exemption(view, number) {
        return decided(Standing::Exempt, vec![exemption_ground(view, exemption)]);
    }
    let later = not_required_yet(view, person);
    let begins_later = later.is_some();
    let doubt = doubt_about(view, person).or(later);
    Obligation { standing, because: status_grounds(), good_cause, doubt, begins_later, on }
}

/// Returns the fact that the case, or this person alone, gets no aid on the day.
fn end_of_aid(view: &View, person: &Person) -> Option<Ground> {
    if let Some(aid) = view.discontinuance() {
        return Some(Ground::new("aid discontinued", aid.since, &aid.source));
    }
    let ended = person.aid_ended.filter(|_| household::is_aid_ended(view, person))?;
    Some(Ground::new("aid of the person ended", ended, &person.source))
}

/// Returns why it is not sure that the person must take part on the day already: participation is required, or the
/// person registered, from a later day on.
fn not_required_yet(view: &View, person: &Person) -> Option<Message> {
    if let Some(required) = person.participation_required.filter(|required| view.on < *required) {
        return Some(message!("whether hours are owed before {}, when participation became required", required));
    }
    if let Some(entered) = person.entered_program.filter(|entered| view.on < *entered) {
        return Some(message!("whether hours are owed before {}, the entry into the program", entered));
    }
    let known = person.registration.iter().any(|registration| registration.since <= view.on);
    let first = person.registration.iter().map(|registration| registration.since).min().filter(|_| !known)?;
    Some(message!("whether hours are owed before {}, the first day with a registration status", first))
}

/// Returns the exemption as a ground.
pub fn exemption_ground(view: &View, exemption: &Exemption) -> Ground {
    let period = Value::Period { from: exemption.from, until: exemption.until };
    let value = message!("{} {}", exemption::reason_title(view, exemption).to_owned(), period);
    Ground::new("exemption", value, &exemption.source)
}

/// Returns the good cause of `person` that holds on the day of the view; if there are several, the one that
/// excuses all hours, then the one that lasts longest. Good cause without a last day holds until something says that it
/// ended.
pub fn good_cause_on<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a GoodCause> {
    let holds = |cause: &&GoodCause| cause.from <= view.on && cause.until.is_none_or(|until| view.on <= until);
    let theirs = view.facts.good_causes.iter().filter(|cause| cause.person == person);
    theirs.filter(holds).max_by_key(|cause| (cause.excuses_all_hours(), cause.until.is_none(), cause.until, cause.from))
}

/// Returns why it is not sure that somebody who must take part owes hours: a minor, whose hours depend on school (Santa
/// Clara CWES 16), or an age, a disability or a pregnancy that may exempt although no exemption is recorded.
fn doubt_about(view: &View, person: &Person) -> Option<Message> {
    if is_minor(view, person) {
        return Some(minor_doubt(person));
    }
    if let Some(doubt) = doubt::cal_learn_doubt(view, person) {
        return Some(doubt);
    }
    let mut doubts = shown_exemption::reasons_shown(view, person).map(shown_exemption::ShownReason::doubt).peekable();
    doubts.peek().is_some().then(|| Message::join(doubts, "; "))
}

/// Returns whether the person is a minor on the day. A child whose birth date is not known is taken as one.
pub fn is_minor(view: &View, person: &Person) -> bool {
    adult_birthday(view, person).map_or(person.relation == Relation::Child, |adult| view.on < adult)
}

/// Returns what school decides about the hours of a minor. The sources disagree, whether school is completed or not.
fn minor_doubt(person: &Person) -> Message {
    match (person.cal_learn, person.school_completed) {
        (Some(true), _) => "the hours of a minor in Cal-Learn: school counts as hours of participation".into(),
        (_, Some(true)) => {
            "the hours of a minor who completed high school: the full hours by one source, at most 20 by another".into()
        }
        (_, Some(false)) => {
            "the hours of a minor who has not completed high school: none by one source, at most 20 by another".into()
        }
        (_, None) => "the hours of a minor: none until high school is completed by one source, at most 20 by another; \
                      whether school is completed is not recorded"
            .into(),
    }
}

/// Returns the day from which the person is an adult; `None` if the birth date is not known.
fn adult_birthday(view: &View, person: &Person) -> Option<NaiveDate> {
    Some(household::birthday_at_age(person.birth_date?, view.policy.adult_age.as_ref()?.value))
}

/// How much of a month a person owes hours for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MonthOwed {
    /// Hours are owed on every day of the month.
    Whole,
    /// Hours are owed on some days of the month only; the text names why.
    Part(Message),
    /// No hours are owed on any day of the month.
    No(Message),
    /// A fact is missing, or the sources do not agree; the text names what decides.
    CannotTell(Message),
}

/// Days of a month on which a person owes the same.
struct OwedSpan {
    first: NaiveDate,
    last: NaiveDate,
    owed: Owed,
    /// Whether participation is required on a later day only.
    begins_later: bool,
    /// Why no hours are owed, where none are.
    reason: Option<Message>,
}

/// Returns for how much of `month` the person owes hours. Each day is judged by the facts and the policy of that day; a
/// month that is not over is judged up to the day of the view. A record of the month of aid as a whole takes precedence
/// over the days.
pub fn hours_owed_in(view: &View, person: &Person, month: Month) -> MonthOwed {
    if let Some(reason) = recorded_reason(view, person, month) {
        return MonthOwed::No(reason);
    }
    let spans = owed_spans(view, person, month);
    let has = |wanted: fn(&Owed) -> bool| spans.iter().any(|span| wanted(&span.owed));
    let (some, none) = (has(|owed| *owed == Owed::Yes), has(|owed| *owed == Owed::No));
    let doubt = has(|owed| matches!(owed, Owed::CannotTell(_)));
    // Where nothing is owed from the day on which participation is required, the days before it leave nothing open.
    if none && spans.iter().all(|span| span.owed == Owed::No || (span.begins_later && span.owed != Owed::Yes)) {
        return MonthOwed::No(join_reasons(&spans));
    }
    match (some, none, doubt) {
        (true, false, false) => MonthOwed::Whole,
        (false, false, true) => MonthOwed::CannotTell(join_reasons(&spans)),
        _ => MonthOwed::Part(join_reasons(&spans)),
    }
}

/// Returns the first and last days of the spans of `month` in which the person owes hours: those that are sure, or where
/// none is sure, those that may be; of these, not the days before participation is required, if there are others.
pub fn days_owed_in(view: &View, person: &Person, month: Month) -> Vec<(NaiveDate, NaiveDate)> {
    let spans = owed_spans(view, person, month);
    let surest = spans.iter().map(OwedSpan::surety).max().unwrap_or(Surety::NotOwed);
    let owes = |span: &&OwedSpan| span.surety() == surest && surest > Surety::NotOwed;
    spans.iter().filter(owes).map(|span| (span.first, span.last)).collect()
}

/// How sure it is that hours are owed on the days of a span, the least sure first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Surety {
    NotOwed,
    /// Nobody can tell, and participation is required on a later day only.
    BeforeParticipation,
    Unsure,
    Owed,
}

impl OwedSpan {
    const fn surety(&self) -> Surety {
        match self.owed {
            Owed::Yes => Surety::Owed,
            Owed::CannotTell(_) if !self.begins_later => Surety::Unsure,
            Owed::CannotTell(_) => Surety::BeforeParticipation,
            Owed::No => Surety::NotOwed,
        }
    }
}

/// Returns what the person owes on the first day of `month` and on every day of it on which that may change; a month that
/// is not over is looked at up to the day of the view.
pub(super) fn obligations_in<'a>(view: &View<'a>, person: &'a Person, month: Month) -> Vec<Obligation<'a>> {
    let last = month.last_day().min(view.on).max(month.first_day());
    let days = days_of_change(view, person, month.first_day(), last);
    days.into_iter().map(|day| obligation_on(&View::new(view.facts, view.policies, day), person)).collect()
}

fn join_reasons(spans: &[OwedSpan]) -> Message {
    let mut reasons: Vec<Message> = Vec::new();
    for span in spans {
        let reason = match &span.owed {
            Owed::Yes => None,
            Owed::No => span.reason.clone(),
            Owed::CannotTell(doubt) => Some(doubt.clone()),
        };
        reasons.extend(reason.filter(|reason| !reasons.contains(reason)));
    }
    Message::join(reasons, ", ")
}

/// Returns the month in spans of days on which the person owes the same. The last span of a month that is not over runs
/// to the end of the month.
fn owed_spans(view: &View, person: &Person, month: Month) -> Vec<OwedSpan> {
    let mut spans: Vec<OwedSpan> = Vec::new();
    for obligation in obligations_in(view, person, month) {
        let day = obligation.on;
        let owed = obligation.hours();
        let reason = (owed == Owed::No).then(|| no_hours_text(&obligation));
        if let (Some(before), Some(end)) = (spans.last_mut(), day.pred_opt()) {
            before.last = end;
        }
        spans.push(OwedSpan {
            first: day,
            last: month.last_day(),
            owed,
            begins_later: obligation.begins_later,
            reason,
        });
    }
    spans
}

/// Returns why no hours were owed in `month` by what the record says of the month of aid: exempt, sanctioned, excused for
/// good cause, on leave, or not aided.
fn recorded_reason(view: &View, person: &Person, month: Month) -> Option<Message> {
    let theirs = |aid: &&AidMonth| Some(aid.person) == person.person && aid.month == month;
    let found = view.facts.aid_months.iter().filter(theirs).filter_map(|aid| {
        let reason = match aid.was {
            AidMonthStatus::Exempt => "exempt",
            AidMonthStatus::Sanctioned => "sanctioned",
            AidMonthStatus::GoodCause if aid.excuses_all_hours() => "excused for good cause",
            AidMonthStatus::PaidFamilyLeave => "on Paid Family Leave",
            AidMonthStatus::Unaided => "not aided",
            AidMonthStatus::OtherState => "aided by another state",
            _ => return None,
        };
        Some((aid.was, reason))
    });
    // Of several reasons the one that comes first in the list of statuses is named, whatever the order of the facts.
    let (_, reason) = found.min_by_key(|(was, _)| *was)?;
    Some(message!("{} in {} by the record of the months on aid", reason, month))
}

/// Returns the reason why no hours are owed on the day of the obligation.
pub(super) fn no_hours_text(obligation: &Obligation) -> Message {
    match obligation.standing {
        Standing::Exempt => "exempt".into(),
        Standing::Volunteers => "a volunteer".into(),
        Standing::Sanctioned => "sanctioned".into(),
        Standing::OutsideUnit => "outside the assistance unit".into(),
        Standing::Closed => "no longer on aid".into(),
        Standing::MustTakePart | Standing::Unknown => "excused for good cause".into(),
    }
}

/// Returns the days from `first` to `last` on which what the person owes may change: the first day and every day on
/// which a status, an exemption, good cause, a place in the unit or an age begins or ends.
pub(super) fn days_of_change(view: &View, person: &Person, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    let number = person.person.unwrap_or(PersonNumber::CASE);
    let exemptions = view.facts.exemptions.iter().filter(|exemption| exemption.person == number);
    let causes = view.facts.good_causes.iter().filter(|cause| cause.person == number);
    let mut days: Vec<NaiveDate> = std::iter::once(first)
        .chain(person.registration.iter().map(|registration| registration.since))
        .chain(exemptions.flat_map(|exemption| exemption_days(view, exemption)))
        .chain(causes.flat_map(good_cause_days))
        .chain(household::days_of_change(person))
        .chain(adult_birthday(view, person))
        .chain(birthdays_that_exempt(view, person))
        .chain(doubt::cal_learn_end(view, person))
        .chain(person.participation_required)
        .chain(person.entered_program)
        .chain(view.facts.aid.iter().map(|aid| aid.since))
        .chain(view.policies.change_days())
        .filter(|day| (first..=last).contains(day))
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Returns the first day of an exemption and the day after its last.
pub(super) fn exemption_days(view: &View, exemption: &Exemption) -> impl Iterator<Item = NaiveDate> + use<> {
    [Some(exemption.from), day_after(exemption::last_day(view, exemption))].into_iter().flatten()
}

/// Returns the first day of good cause and the days after its last and its expected last day.
pub(super) fn good_cause_days(cause: &GoodCause) -> impl Iterator<Item = NaiveDate> + use<> {
    [Some(cause.from), day_after(cause.until), day_after(cause.expected_until)].into_iter().flatten()
}

fn day_after(day: Option<NaiveDate>) -> Option<NaiveDate> {
    day?.succ_opt()
}
