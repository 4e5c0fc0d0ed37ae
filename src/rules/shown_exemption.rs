//! Reasons for exemption that the facts of a person show although no exemption is recorded for them: an age, a disability,
//! a pregnancy, a child of a few months.
//!
//! What a birth date proves does not wait for a form, and what the county calls a disability may be one that exempts. Every
//! rule that would ask something of the person, or count a month against them, looks here as well as at the exemptions.
//!
//! Sources: WIC 11320.3(b), 11454.5(a)(1); SB 65, ACL 22-55.

use chrono::NaiveDate;

use super::message::{Message, message};
use super::view::View;
use super::{exemption, household};
use crate::domain::codes::Relation;
use crate::domain::dates::{Month, days_between};
use crate::domain::facts::{Exemption, Person};
use crate::domain::status::RegistrationStatus;
use crate::policy::param::{Days, Years};
use crate::policy::tables::{ClockEffect, ExemptionReason, Restriction};

/// The id of the reason that a disability shows.
const DISABILITY: &str = "disability";
/// The id of the reason that a pregnancy shows.
const PREGNANCY: &str = "pregnancy";

/// The id of the reason that a child of six months or less gives its parent, once in a lifetime.
const INFANT: &str = "child_under_6_months";
/// The id of the reason that a child under two gives its parent, once in a lifetime, where the parent asks for it.
const YOUNG_CHILD: &str = "child_0_23_months";
/// The id of the reason that a later child of a few weeks gives.
const LATER_INFANT: &str = "subsequent_child";

/// A reason for exemption that the facts show and no recorded exemption names.
#[derive(Debug, Clone, Copy)]
pub(super) enum ShownReason<'a> {
    /// The birth date proves the age.
    Age(&'a ExemptionReason),
    /// The county calls the person disabled. Whether the disability exempts is for its proof to say.
    Disability(&'a ExemptionReason),
    /// A child of the unit, born on the day, is young enough for the parent who cares for it.
    Infant(&'a ExemptionReason, NaiveDate),
    /// The person is pregnant, and any pregnancy exempts on the participant's statement; with the day on which the birth was
    /// expected, once it has passed.
    Pregnancy(Option<NaiveDate>),
    /// A pregnancy ended on the day, and no child born then is on record: an infant may exempt.
    UnrecordedBirth(NaiveDate),
    /// A child is born on this later day, and no pregnancy with it is recorded.
    BirthToCome(NaiveDate),
}

impl<'a> ShownReason<'a> {
    /// Returns the row of the table for the reason; `None` for a pregnancy and an infant, which stop no clock and extend no
    /// aid.
    pub const fn reason(self) -> Option<&'a ExemptionReason> {
        match self {
            Self::Age(reason) | Self::Disability(reason) => Some(reason),
            Self::Infant(..) | Self::Pregnancy(_) | Self::UnrecordedBirth(_) | Self::BirthToCome(_) => None,
        }
    }

    /// Returns the doubt about anything that is asked of the person.
    pub fn doubt(self) -> Message {
        match self {
            Self::Age(reason) => {
                message!("whether the participant is exempt by age ({}): no exemption is recorded", &reason.title)
            }
            Self::Disability(_) => {
                "whether the disability exempts: the county lists the person as disabled, and no exemption is recorded"
                    .into()
            }
            Self::Infant(reason, born) if reason.once => message!(
                "whether the participant is exempt to care for the child born on {} ({}): no exemption is recorded, and none \
                 was used before",
                born,
                &reason.title
            ),
            Self::Infant(reason, born) => message!(
                "whether the participant is exempt to care for the child born on {} ({}): no exemption for it is \
                 recorded",
                born,
                &reason.title
            ),
            Self::UnrecordedBirth(ended) => message!(
                "whether the participant is exempt to care for an infant: a pregnancy ended on {}, and no child born then is \
                 on record",
                ended
            ),
            Self::Pregnancy(Some(due)) => {
                message!("whether the participant is exempt for a pregnancy: {}", past_due_text(due))
            }
            Self::Pregnancy(None) => {
                "whether the participant is exempt: the participant is pregnant, a statement of it is enough \
                                for an exemption, and none is recorded"
                    .into()
            }
            Self::BirthToCome(birth) => message!(
                "whether the participant is exempt for a pregnancy: a child is expected on {}, a statement of the pregnancy is \
                 enough, and neither the pregnancy nor an exemption is recorded",
                birth
            ),
        }
    }

    /// Returns whether the child is born later in the month of the view and gives its parent an exemption then: the month is
    /// judged by its days before the birth, and what is asked in them is open by the child alone.
    pub fn gives_way_to_infant(self, view: &View, person: &Person) -> bool {
        let Self::BirthToCome(birth) = self else { return false };
        let then = View::new(view.facts, view.policies, birth);
        Month::from_date(birth) == Month::from_date(view.on) && infant_shown(&then, person).is_some()
    }

    /// Returns what the facts show, and that no exemption is recorded for it.
    pub fn text(self) -> Message {
        match self {
            Self::Age(reason) => {
                message!("the birth date shows a reason, {}, and no exemption is recorded for it", &reason.title)
            }
            Self::Disability(_) => "the county lists a disability, and no exemption is recorded for it".into(),
            Self::Infant(reason, born) => message!(
                "the child born on {} may give a reason ({}), and no exemption is recorded for it",
                born,
                &reason.title
            ),
            Self::UnrecordedBirth(ended) => {
                message!("a pregnancy ended on {}, and no child born then is on record; an infant may exempt", ended)
            }
            Self::Pregnancy(Some(due)) => past_due_text(due),
            Self::Pregnancy(None) => "the participant is pregnant, and no exemption is recorded for it".into(),
            Self::BirthToCome(birth) => {
                message!(
                    "a child is expected on {}, and neither the pregnancy nor an exemption for it is recorded",
                    birth
                )
            }
        }
    }
}

/// Returns that the day on which a birth was expected has passed, and that what came of the pregnancy is to be asked.
fn past_due_text(due: NaiveDate) -> Message {
    message!("a birth was expected on {}, and neither it nor another end of the pregnancy is recorded", due)
}

/// Returns the reasons that the facts show on the day of the view.
pub(super) fn reasons_shown<'a>(view: &View<'a>, person: &'a Person) -> impl Iterator<Item = ShownReason<'a>> {
    reasons_shown_since(view, person, view.on)
}

/// Returns the reasons that the facts show on any day from `first` to the day of the view, both included, by the policy of
/// the day of the view, and that no exemption names.
fn reasons_shown_since<'a>(
    view: &View<'a>,
    person: &'a Person,
    first: NaiveDate,
) -> impl Iterator<Item = ShownReason<'a>> + use<'a> {
    let view = *view;
    let is_recorded =
        move |shown: &ShownReason| shown.reason().is_some_and(|reason| is_recorded(&view, person, reason, first));
    reasons_known_since(&view, person, first).filter(move |shown| !is_recorded(shown))
}

/// Returns the same reasons, also those that an exemption names.
fn reasons_known_since<'a>(
    view: &View<'a>,
    person: &'a Person,
    first: NaiveDate,
) -> impl Iterator<Item = ShownReason<'a>> + use<'a> {
    let view = *view;
    let by_age =
        view.policy.tables.exemption_reasons.iter().filter(move |reason| is_of_age(&view, person, reason, first));
    let disability = view.policy.tables.exemption_reason(DISABILITY);
    let disability = disability.filter(|reason| is_disabled_since(&view, person, reason, first));
    let past_due = person.due_date.filter(|due| *due < view.on);
    let pregnant = is_exempt_by_pregnancy(&view, person).then_some(ShownReason::Pregnancy(past_due));
    let to_come = exempts_pregnancy(&view).then(|| household::birth_to_come(&view, person)).flatten();
    let infant = infant_shown(&view, person);
    let birth = birth_shown(&view, person);
    by_age
        .map(ShownReason::Age)
        .chain(disability.map(ShownReason::Disability))
        .chain(infant)
        .chain(pregnant)
        .chain(to_come.map(ShownReason::BirthToCome))
        .chain(birth)
}

/// Returns the youngest child of the unit for whose care the parent may be exempt on the day of the view: one of six months
/// or less, unless the exemption was used before, or a later one of a few weeks (WIC 11320.3(b)(6)). None is open to a
/// parent while the other one has it, or is sanctioned (WIC 11327.5(c)(2)(B)).
fn infant_shown<'a>(view: &View<'a>, person: &Person) -> Option<ShownReason<'a>> {
    child_shown(view, person, &[INFANT, LATER_INFANT])
}

/// Returns the child under two for whose care the parent may ask to be exempt, once in a lifetime (SB 1041). Hours are owed
/// until the parent asks, so that it takes nothing from them; it is looked at before somebody loses aid.
pub(super) fn young_child_shown<'a>(view: &View<'a>, person: &Person) -> Option<ShownReason<'a>> {
    child_shown(view, person, &[YOUNG_CHILD])
}

/// Returns the youngest child of the unit, if it gives the parent the first open one of the reasons of these ids.
fn child_shown<'a>(view: &View<'a>, person: &Person, ids: &[&str]) -> Option<ShownReason<'a>> {
    let born = household::children(view).filter_map(|child| child.birth_date).max()?;
    household::adults(view).any(|adult| adult.person.is_some() && adult.person == person.person).then_some(())?;
    let reasons = ids.iter().filter_map(|id| view.policy.tables.exemption_reason(id));
    let young = |reason: &&ExemptionReason| exemption::outgrown_day(reason, born).is_some_and(|day| view.on < day);
    let open = |reason: &&ExemptionReason| !was_used(view, person, reason) && !is_closed(view, person, reason);
    reasons.filter(young).find(open).map(|reason| ShownReason::Infant(reason, born))
}

/// Returns that a child may have been born who is young enough for its parent's exemption and whom nobody has recorded.
fn birth_shown<'a>(view: &View<'a>, person: &Person) -> Option<ShownReason<'a>> {
    let ended = household::unrecorded_birth(view, person)?;
    let reasons = [INFANT, LATER_INFANT].into_iter().filter_map(|id| view.policy.tables.exemption_reason(id));
    let young = |reason: &&ExemptionReason| exemption::outgrown_day(reason, ended).is_some_and(|day| view.on < day);
    let open = |reason: &&ExemptionReason| !was_used(view, person, reason) && !is_closed(view, person, reason);
    reasons.filter(young).find(open).map(|_| ShownReason::UnrecordedBirth(ended))
}

/// Returns whether the person has an exemption for the reason on the day, or had one of a reason that is granted once.
fn was_used(view: &View, person: &Person, reason: &ExemptionReason) -> bool {
    has_exemption(view, person, reason, |exemption| {
        let over = exemption::last_day(view, exemption).is_some_and(|last| last < view.on);
        exemption.from <= view.on && (reason.once || !over)
    })
}

/// Returns whether another parent of the unit has the reason, or is sanctioned, so that it is closed to the person.
fn is_closed(view: &View, person: &Person, reason: &ExemptionReason) -> bool {
    household::adults(view).filter(|other| other.person != person.person).any(|other| {
        let sanctioned = other.person.is_some_and(|number| view.has_status(number, RegistrationStatus::Sanction));
        let barred = |restriction: Option<Restriction>| restriction == Some(Restriction::Barred);
        (sanctioned && barred(reason.beside_sanctioned_parent))
            || (barred(reason.one_parent) && is_recorded(view, other, reason, view.on))
    })
}

/// Returns the first shown reason that stops the CalWORKs clock on any day from `first` to the day of the view.
pub(super) fn stopping_reason<'a>(view: &View<'a>, person: &'a Person, first: NaiveDate) -> Option<ShownReason<'a>> {
    reasons_shown_since(view, person, first).find(|shown| stops_clock(*shown))
}

/// Returns why the county's count of the months up to the day of the view may be too high: a reason stops the clock by the
/// facts of the person. The count does not say which months it leaves out, whether or not an exemption is recorded.
pub(super) fn doubt_of_county_count(view: &View, person: &Person, first: NaiveDate) -> Option<Message> {
    let reason = reasons_known_since(view, person, first).find(|known| stops_clock(*known))?.reason()?;
    let says =
        "whether the county's count holds months that do not count: a reason that stops the clock is on record ({})";
    Some(Message::new(says, vec![(&reason.title).into()]))
}

fn stops_clock(shown: ShownReason) -> bool {
    shown.reason().is_some_and(|reason| reason.calworks == ClockEffect::Stops)
}

/// Returns the reason for which the person is exempt by age alone on the day, such as 60 years or older.
pub(super) fn reason_by_age<'a>(view: &View<'a>, person: &Person) -> Option<&'a ExemptionReason> {
    view.policy.tables.exemption_reasons.iter().find(|reason| is_of_age(view, person, reason, view.on))
}

/// Returns the reason for which the birth date proves that the person is exempt on the day, with the birth date.
pub(super) fn age_that_exempts<'a>(view: &View<'a>, person: &Person) -> Option<(&'a ExemptionReason, NaiveDate)> {
    reason_by_age(view, person).filter(|reason| reason.certainty.can_decide()).zip(person.birth_date)
}

/// Returns whether the person is pregnant on the day, and any pregnancy exempts (SB 65).
pub(super) fn is_exempt_by_pregnancy(view: &View, person: &Person) -> bool {
    exempts_pregnancy(view) && household::is_pregnant(view, person) == Some(true)
}

fn exempts_pregnancy(view: &View) -> bool {
    view.policy.pregnancy_exempts.as_ref().is_some_and(|rule| rule.value.0)
}

/// Returns whether the exemption is for a pregnancy.
pub(super) fn is_for_pregnancy(view: &View, exemption: &Exemption) -> bool {
    view.policy.tables.exemption_reason(&exemption.reason).is_some_and(|reason| reason.id == PREGNANCY)
}

/// Returns the days on which a child of the case is born, or is too old for the exemption that its care gives.
fn infant_days(view: &View) -> Vec<NaiveDate> {
    let reasons = [INFANT, LATER_INFANT].into_iter().filter_map(|id| view.policy.tables.exemption_reason(id));
    let reasons: Vec<&ExemptionReason> = reasons.collect();
    let children = view.facts.people.iter().filter(|person| person.relation == Relation::Child);
    let births = children.filter_map(|child| child.birth_date);
    births
        .flat_map(|born| {
            let outgrown = reasons.iter().filter_map(move |reason| exemption::outgrown_day(reason, born));
            [household::pregnancy_begin(born), born].into_iter().chain(outgrown)
        })
        .collect()
}

/// Returns the days on which a child that was born at the end of a pregnancy would be too old for its parent's exemption.
fn days_of_birth(view: &View, person: &Person) -> Vec<NaiveDate> {
    let reasons = [INFANT, LATER_INFANT].into_iter().filter_map(|id| view.policy.tables.exemption_reason(id));
    let ended = person.pregnancy_ended;
    reasons.filter_map(|reason| exemption::outgrown_day(reason, ended?)).collect()
}

/// Returns the birthdays on which an exemption by age alone, or for the care of an infant, begins or ends.
pub(super) fn birthdays_that_exempt(view: &View, person: &Person) -> impl Iterator<Item = NaiveDate> + use<> {
    let ages =
        view.policy.tables.exemption_reasons.iter().filter_map(|reason| match (reason.from_age, reason.under_age) {
            (Some(age), None) | (None, Some(age)) => Some(age),
            _ => None,
        });
    let birth = person.birth_date;
    let own = ages.filter_map(|age| Some(household::birthday_at_age(birth?, Years(age))));
    let days: Vec<NaiveDate> = own.chain(infant_days(view)).chain(days_of_birth(view, person)).collect();
    days.into_iter()
}

/// Returns whether age alone gives the person the reason on a day from `first` to the day of the view.
fn is_of_age(view: &View, person: &Person, reason: &ExemptionReason, first: NaiveDate) -> bool {
    let Some(birth) = person.birth_date else { return false };
    match (reason.from_age, reason.under_age) {
        (Some(from), None) => household::birthday_at_age(birth, Years(from)) <= view.on,
        (None, Some(under)) => first < household::birthday_at_age(birth, Years(under)),
        _ => false,
    }
}

/// Returns whether the county calls the person disabled on a day from `first` to the day of the view. A disability that is
/// known to be shorter than its reason must be expected to last is none (WIC 11320.3(b)(3)(A)).
fn is_disabled_since(view: &View, person: &Person, reason: &ExemptionReason, first: NaiveDate) -> bool {
    let (from, until) = (person.disabled_from, person.disabled_until);
    let is_reversed = from.zip(until).is_some_and(|(from, until)| until < from);
    let holds = is_reversed || (from.is_none_or(|from| from <= view.on) && until.is_none_or(|until| first <= until));
    person.disabled == Some(true) && holds && days_if_short(person, reason).is_none()
}

/// Returns the first and last day of a disability of the person that is known to be too short to exempt.
pub(super) fn short_disability(view: &View, person: &Person) -> Option<(NaiveDate, NaiveDate)> {
    let reason = view.policy.tables.exemption_reason(DISABILITY)?;
    days_if_short(person, reason).filter(|_| person.disabled == Some(true))
}

/// Returns the first and last day of the disability if they are fewer days than the reason must be expected to last.
fn days_if_short(person: &Person, reason: &ExemptionReason) -> Option<(NaiveDate, NaiveDate)> {
    let (from, until) = person.disabled_from.zip(person.disabled_until)?;
    let days = days_between(from, until) + Days::ONE.0;
    let is_short = reason.least_days.is_some_and(|least| days < i64::from(least));
    // Of days that are reversed nobody knows how many they are.
    (is_short && from <= until).then_some((from, until))
}

/// Returns whether an exemption for the reason is recorded for a day from `first` to the day of the view.
fn is_recorded(view: &View, person: &Person, reason: &ExemptionReason, first: NaiveDate) -> bool {
    has_exemption(view, person, reason, |exemption| {
        exemption.from <= view.on && exemption::last_day(view, exemption).is_none_or(|last| first <= last)
    })
}

/// Returns whether an exemption of the person for the reason is recorded that `holds`.
fn has_exemption(view: &View, person: &Person, reason: &ExemptionReason, holds: impl Fn(&Exemption) -> bool) -> bool {
    let same = |exemption: &Exemption| {
        view.policy.tables.exemption_reason(&exemption.reason).is_some_and(|known| known.id == reason.id)
    };
    let theirs = view.facts.exemptions.iter().filter(|exemption| Some(exemption.person) == person.person);
    theirs.into_iter().any(|exemption| same(exemption) && holds(exemption))
}

/// Returns the disability or the infant that the facts show on the day and no exemption names: either may exempt, and
/// somebody has to decide it.
pub(super) fn undecided_reason<'a>(view: &View<'a>, person: &'a Person) -> Option<ShownReason<'a>> {
    reasons_shown(view, person).find(|shown| match shown {
        ShownReason::Disability(_)
        | ShownReason::Infant(..)
        | ShownReason::UnrecordedBirth(_)
        | ShownReason::BirthToCome(_) => true,
        ShownReason::Age(_) | ShownReason::Pregnancy(_) => false,
    })
}
