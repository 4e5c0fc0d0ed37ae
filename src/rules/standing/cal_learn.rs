//! What Cal-Learn leaves open about the hours of the day.

use chrono::NaiveDate;

use crate::domain::facts::Person;
use crate::rules::household;
use crate::rules::message::Message;
use crate::rules::view::View;

/// Returns whether the person is in Cal-Learn on the day: so it is recorded, and the person has not reached the age at which
/// it ends. Somebody whose birth date is not known may not have.
pub fn is_in_cal_learn(view: &View, person: &Person) -> bool {
    person.cal_learn == Some(true) && cal_learn_end(view, person).is_none_or(|end| view.on < end)
}

/// Returns the birthday at which Cal-Learn ends; `None` if the birth date is not known.
pub fn cal_learn_end(view: &View, person: &Person) -> Option<NaiveDate> {
    Some(household::birthday_at_age(person.birth_date?, view.policy.cal_learn_until.as_ref()?.value))
}

/// Returns what Cal-Learn leaves open about the hours of an adult who is in it. For a minor, school is named as well.
pub(super) fn cal_learn_doubt(view: &View, person: &Person) -> Option<Message> {
    is_in_cal_learn(view, person).then(|| {
        "how many hours an adult in Cal-Learn owes: none but school by one reading, since Cal-Learn takes the place of \
         Welfare-to-Work until the nineteenth birthday; the full hours by another"
            .into()
    })
}
