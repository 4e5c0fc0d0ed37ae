//! Who owes: whether a person must take part on a day or in a month, and the fact that decides.
//!
//! Every rule that asks hours, a plan, an activity or a contact of somebody asks here first, so that an exemption, good
//! cause, a sanction or a place outside the unit is answered once and in the same way for all of them.
//!
//! Sources: WIC 11320.3(b) and (f), 11322.8, 11327.5(b) and (c).

use chrono::NaiveDate;

pub use super::standing::{
    Obligation, Owed, Standing, exemption_ground, good_cause_on, is_in_cal_learn, is_minor, may_owe_school,
    minor_doubt, participants_asked, participants_taking_part,
};

use super::exemption;
use super::household;
use super::message::{DateStyle, Message, message};
use super::shown_exemption::birthdays_that_exempt;
use super::standing::{adult_birthday, cal_learn_end, excused_share_doubt, obligation_before_limit, school_end};
use super::time_on_aid;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, AidMonthStatus, Exemption, GoodCause, Person};

/// Returns what `person` owes on the day of the view.
pub fn obligation_on<'a>(view: &View<'a>, person: &'a Person) -> Obligation<'a> {
    let obligation = obligation_before_limit(view, person);
    let asked = matches!(obligation.standing, Standing::MustTakePart | Standing::Unknown);
    if !asked || obligation.doubt.is_some() {
        return obligation;
    }
    Obligation { doubt: limit_doubt(view, person), ..obligation }
}

/// Returns why aid of the person may have ended: the months counted before the month of the day have reached the limit, or
/// the county's count has. An adult whose aid has ended owes nothing (WIC 11454, 11320.3).
fn limit_doubt(view: &View, person: &Person) -> Option<Message> {
    let number = person.person?;
    let limit = view.policy.time_limit.as_ref()?;
    let month = Month::from_date(view.on);
    let rows = view.facts.aid_months.iter().filter(|row| row.person == number && row.month < month).count();
    let known = person.months_on_aid.iter().filter(|count| count.on <= view.on);
    let county = known.map(|count| u32::from(count.months)).max().unwrap_or(0);
    let reached = |months: u32| limit.value.0 <= months;
    if !reached(u32::try_from(rows).unwrap_or(u32::MAX)) && !reached(county) {
        return None;
    }
    // A month on record for the month of the day itself is still aided; the county's count may be of the month before.
    let eve = View::new(view.facts, view.policies, month.first_day().pred_opt()?);
    let used_up = [Some(eve), reached(county).then_some(*view)];
    let used_up = used_up.iter().flatten().any(|view| time_on_aid::may_be_timed_out(view, number));
    used_up.then(|| {
        message!(
            "whether aid continues: {} months of aid are or may be used up, and an adult whose aid has ended owes no hours",
            limit.value.0
        )
    })
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
    /// How sure it is that any hours are owed.
    surety: Surety,
    /// Whether participation is required on a later day only.
    begins_later: bool,
    /// Why no hours are owed, where none are.
    reason: Option<Message>,
}

/// Returns for how much of `month` the person owes hours. Each day is judged by the facts and the policy of that day; a
/// month that is not over is judged up to the day of the view. A record of the month of aid as a whole takes precedence
/// over the days.
pub fn hours_owed_in(view: &View, person: &Person, month: Month) -> MonthOwed {
    if let Some(reason) = reason_recorded_for_month(view, person, month) {
        return MonthOwed::No(reason);
    }
    let share = share_recorded_for_month(view, person, month);
    let spans = owed_spans(view, person, month);
    let has = |wanted: fn(&Owed) -> bool| spans.iter().any(|span| wanted(&span.owed));
    let (some, none) = (has(|owed| *owed == Owed::Yes), has(|owed| *owed == Owed::No));
    let doubt = has(|owed| matches!(owed, Owed::CannotTell(_)));
    // Where nothing is owed from the day on which participation is required, the days before it leave nothing open.
    if none && spans.iter().all(|span| span.owed == Owed::No || (span.begins_later && span.owed != Owed::Yes)) {
        return MonthOwed::No(join_reasons(&spans));
    }
    // Good cause for a share of the hours on some days leaves hours owed on all of them.
    let is_owed_throughout = spans.iter().all(|span| span.surety == Surety::Owed);
    match (some, none, doubt) {
        _ if is_owed_throughout && doubt => MonthOwed::CannotTell(with_share(join_reasons(&spans), share)),
        (true, false, false) => share.map_or(MonthOwed::Whole, MonthOwed::CannotTell),
        (false, false, true) => MonthOwed::CannotTell(with_share(join_reasons(&spans), share)),
        _ => MonthOwed::Part(join_part_reasons(&spans, share)),
    }
}

/// Returns what good cause leaves open where the record of the month says that it excuses a share of the hours only.
fn share_recorded_for_month(view: &View, person: &Person, month: Month) -> Option<Message> {
    let theirs = |aid: &&AidMonth| Some(aid.person) == person.person && aid.month == month;
    let excused = view.facts.aid_months.iter().filter(theirs).filter(|aid| aid.was == AidMonthStatus::GoodCause);
    let share = excused.filter(|aid| !aid.excuses_all_hours()).filter_map(|aid| aid.excused_share).max();
    share.filter(|share| *share > 0).map(excused_share_doubt)
}

fn with_share(reasons: Message, share: Option<Message>) -> Message {
    Message::join(std::iter::once(reasons).chain(share), "; ")
}

/// Returns the first and last days of the spans of `month` in which the person owes hours: those that are sure, or where
/// none is sure, those that may be; of these, not the days before participation is required, if there are others. Good cause
/// for a share of the hours takes none of these days away.
pub fn days_owed_in(view: &View, person: &Person, month: Month) -> Vec<(NaiveDate, NaiveDate)> {
    let spans = owed_spans(view, person, month);
    let surest = spans.iter().map(|span| span.surety).max().unwrap_or(Surety::NotOwed);
    let owes = |span: &&OwedSpan| span.surety == surest && surest > Surety::NotOwed;
    spans.iter().filter(owes).map(|span| (span.first, span.last)).collect()
}

/// How sure it is that any hours are owed on the days of a span, the least sure first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Surety {
    NotOwed,
    /// Nobody can tell, and participation is required on a later day only.
    BeforeParticipation,
    Unsure,
    Owed,
}

impl Surety {
    fn from_obligation(obligation: &Obligation) -> Self {
        match obligation.some_hours() {
            Owed::Yes => Self::Owed,
            Owed::CannotTell(_) if !obligation.begins_later => Self::Unsure,
            Owed::CannotTell(_) => Self::BeforeParticipation,
            Owed::No => Self::NotOwed,
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

/// Says what is open, after words that make it a clause of its own: `it is not known whether …`.
pub(super) fn not_known_text(doubt: Message) -> Message {
    message!("it is not known {}", doubt)
}

/// Joins why hours are owed in a part of the month only: what is open is said as such.
fn join_part_reasons(spans: &[OwedSpan], share: Option<Message>) -> Message {
    let reasons = join_spans(spans, |doubt| not_known_text(doubt.clone()));
    Message::join(std::iter::once(reasons).chain(share.map(not_known_text)), "; ")
}

fn join_reasons(spans: &[OwedSpan]) -> Message {
    join_spans(spans, Message::clone)
}

fn join_spans(spans: &[OwedSpan], say_open: impl Fn(&Message) -> Message) -> Message {
    let mut reasons: Vec<Message> = Vec::new();
    for span in spans {
        let reason = match &span.owed {
            Owed::Yes => None,
            Owed::No => span.reason.clone(),
            Owed::CannotTell(doubt) => Some(say_open(doubt)),
        };
        reasons.extend(reason.filter(|reason| !reasons.contains(reason)));
    }
    // A reason that another one of the month holds as well is said once.
    let texts: Vec<String> = reasons.iter().map(|reason| reason.to_text(DateStyle::Iso)).collect();
    let is_said_elsewhere = |text: &String| texts.iter().any(|other| other != text && other.contains(text.as_str()));
    let once =
        reasons.iter().zip(&texts).filter(|(_, text)| !is_said_elsewhere(text)).map(|(reason, _)| reason.clone());
    Message::join(once, "; ")
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
            surety: Surety::from_obligation(&obligation),
            begins_later: obligation.begins_later,
            reason,
        });
    }
    spans
}

/// Returns why no hours were owed in `month` by what the record says of the month of aid: exempt, sanctioned, excused for
/// good cause, on leave, or not aided.
pub(super) fn reason_recorded_for_month(view: &View, person: &Person, month: Month) -> Option<Message> {
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
        .chain(cal_learn_end(view, person))
        .chain(school_end(view, person))
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

/// Returns the first day of an exemption, the day after its last, and the day after its recorded end.
pub(super) fn exemption_days(view: &View, exemption: &Exemption) -> impl Iterator<Item = NaiveDate> + use<> {
    let last = exemption::last_day(view, exemption);
    let reversed = exemption.until.filter(|until| *until < exemption.from);
    let after_reversed = reversed.and(day_after(Some(exemption.from)));
    [Some(exemption.from), day_after(last), day_after(exemption.until), reversed, after_reversed].into_iter().flatten()
}

/// Returns the first day of good cause and the days after its last and its expected last day.
pub(super) fn good_cause_days(cause: &GoodCause) -> impl Iterator<Item = NaiveDate> + use<> {
    let reversed = cause.until.filter(|until| *until < cause.from);
    let after_reversed = reversed.and(day_after(Some(cause.from)));
    let ends = [day_after(cause.until), day_after(cause.expected_until), reversed, after_reversed];
    std::iter::once(cause.from).chain(ends.into_iter().flatten())
}

fn day_after(day: Option<NaiveDate>) -> Option<NaiveDate> {
    day?.succ_opt()
}
