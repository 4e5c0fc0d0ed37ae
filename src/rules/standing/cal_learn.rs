//! What Cal-Learn and school leave open about the hours of a young parent.
//!
//! A parent under 19 without a high school diploma goes to school in Cal-Learn in place of Welfare-to-Work, and may stay
//! until 20. Nobody of 19 or younger is asked for more than a course toward a diploma.
//!
//! Sources: WIC 11320.3(a)(2), 11331.5(a) and (b); ACL 18-40, as summarized.

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

/// Returns the day from which the person is an adult; `None` if the birth date is not known.
pub(in crate::rules) fn adult_birthday(view: &View, person: &Person) -> Option<NaiveDate> {
    Some(household::birthday_at_age(person.birth_date?, view.policy.adult_age.as_ref()?.value))
}

/// Returns whether the person is in Cal-Learn on the day: so it is recorded, and the person has not reached the age at which
/// it ends. Somebody whose birth date is not known may not have.
pub fn is_in_cal_learn(view: &View, person: &Person) -> bool {
    person.cal_learn == Some(true) && cal_learn_end(view, person).is_none_or(|end| view.on < end)
}

/// Returns the birthday at which Cal-Learn ends; `None` if the birth date is not known.
pub fn cal_learn_end(view: &View, person: &Person) -> Option<NaiveDate> {
    Some(household::birthday_at_age(person.birth_date?, view.policy.cal_learn_until.as_ref()?.value))
}

/// Returns the birthday from which a parent without a diploma may be asked for more than school; `None` if the birth date is
/// not known.
pub fn school_end(view: &View, person: &Person) -> Option<NaiveDate> {
    Some(household::birthday_at_age(person.birth_date?, view.policy.school_until.as_ref()?.value))
}

/// Returns whether the person is so young that school may take the place of hours on the day, and school is not known to be
/// completed. Somebody whose birth date is not known is not taken for one.
pub fn may_owe_school(view: &View, person: &Person) -> bool {
    person.school_completed != Some(true) && school_end(view, person).is_some_and(|end| view.on < end)
}

/// Returns what Cal-Learn or school leaves open about the hours of an adult. For a minor, school is named as well.
pub(super) fn school_doubt(view: &View, person: &Person) -> Option<Message> {
    if is_in_cal_learn(view, person) {
        return Some(
            "whether hours are owed: the participant is in Cal-Learn, which takes the place of Welfare-to-Work until the \
             nineteenth birthday"
                .into(),
        );
    }
    if is_minor(view, person) || !may_owe_school(view, person) {
        return None;
    }
    let school = match person.school_completed {
        Some(_) => "high school is not completed",
        None => "nobody has recorded whether high school is completed",
    };
    Some(if cal_learn_end(view, person).is_some_and(|end| view.on < end) {
        message!(
            "whether hours are owed: a parent under 19 without a diploma goes to school in Cal-Learn instead, and {}",
            school
        )
    } else {
        message!(
            "how many hours are owed: a parent of 19 without a diploma may stay in Cal-Learn, and is asked for no more than \
             a course toward the diploma, and {}",
            school
        )
    })
}
