//! Who is a minor on a day, and what that leaves open about the hours: the sources disagree on school.

use chrono::NaiveDate;

use crate::domain::codes::Relation;
use crate::domain::facts::Person;
use crate::rules::household;
use crate::rules::message::{Message, message};
use crate::rules::view::View;

/// Returns whether the person is a minor on the day. A child whose birth date is not known is taken as one.
pub fn is_minor(view: &View, person: &Person) -> bool {
    adult_birthday(view, person).map_or(person.relation == Relation::Child, |adult| view.on < adult)
}

/// Returns the doubt about somebody of whom the birth date is missing and the school is recorded, as it is of minors.
pub(super) fn age_doubt(person: &Person) -> Option<Message> {
    let may_be_minor = person.birth_date.is_none() && person.school_completed.is_some();
    may_be_minor.then(|| {
        message!(
            "whether the participant is a minor: the birth date is not recorded, and school is; {}",
            minor_doubt(person)
        )
    })
}

/// Returns what school decides about the hours of a minor. The sources disagree, whether school is completed or not.
pub fn minor_doubt(person: &Person) -> Message {
    match (person.cal_learn, person.school_completed) {
        (Some(true), _) => {
            "whether hours are owed: the participant, a minor, is in Cal-Learn, which takes the place of Welfare-to-Work"
                .into()
        },
        (_, Some(true)) => {
            "how many hours a minor who completed high school owes: the full hours by one source, at most 20 by another"
                .into()
        }
        (_, Some(false)) => {
            "how many hours a minor who has not completed high school owes: none by one source, at most 20 by another"
                .into()
        }
        (_, None) => {
            "how many hours a minor owes: none until high school is completed by one source, at most 20 by another; \
                      whether school is completed is not recorded"
                .into()
        }
    }
}

/// Returns the day from which the person is an adult; `None` if the birth date is not known.
pub fn adult_birthday(view: &View, person: &Person) -> Option<NaiveDate> {
    Some(household::birthday_at_age(person.birth_date?, view.policy.adult_age.as_ref()?.value))
}
