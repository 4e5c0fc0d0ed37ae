//! Doubts whether somebody who must take part owes anything: Cal-Learn, and months of aid that are used up.

use chrono::NaiveDate;

use crate::domain::dates::Month;
use crate::domain::facts::Person;
use crate::rules::household;
use crate::rules::message::{Message, message};
use crate::rules::time_on_aid;
use crate::rules::view::View;

/// Returns whether the person is in Cal-Learn on the day: so it is recorded, and the person has not reached the age at which
/// it ends. Somebody whose birth date is not known may not have.
pub fn is_in_cal_learn(view: &View, person: &Person) -> bool {
    person.cal_learn == Some(true) && cal_learn_end(view, person).is_none_or(|end| view.on < end)
}

/// Returns the birthday at which Cal-Learn ends; `None` if the birth date is not known.
pub(super) fn cal_learn_end(view: &View, person: &Person) -> Option<NaiveDate> {
    Some(household::birthday_at_age(person.birth_date?, view.policy.cal_learn_until.as_ref()?.value))
}

/// Returns what Cal-Learn leaves open about the hours of an adult who is in it. For a minor, school is named as well.
pub(super) fn cal_learn_doubt(view: &View, person: &Person) -> Option<Message> {
    is_in_cal_learn(view, person).then(|| {
        "the hours of an adult in Cal-Learn: none but school by one reading, since Cal-Learn takes the place of \
         Welfare-to-Work until the nineteenth birthday; the full hours by another"
            .into()
    })
}

/// Returns why aid of the person may have ended: the months counted before the month of the day have reached the limit, or
/// the county's count has. An adult whose aid has ended owes nothing (WIC 11454, 11320.3).
pub(super) fn limit_doubt(view: &View, person: &Person) -> Option<Message> {
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
            "whether aid goes on: {} months of aid are used up, or may be, and an adult whose aid has ended owes nothing",
            limit.value.0
        )
    })
}
