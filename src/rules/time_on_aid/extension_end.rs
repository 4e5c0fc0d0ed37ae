//! The end of an extension: until when a reason extends aid beyond the months that are used up. Aid ends with it, and the
//! family is told before.
//!
//! Sources: WIC 11454; Santa Clara, Extenders.

use chrono::NaiveDate;

use super::extension::{AidExtension, aid_extension};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::rules::exemption;
use crate::rules::message::{Message, message};
use crate::rules::view::View;

/// Returns the days on which an extension may begin or end, ascending.
fn turning_days(view: &View) -> Vec<NaiveDate> {
    let after = |day: Option<NaiveDate>| day.and_then(|day| day.succ_opt());
    let by_exemption = view.facts.exemptions.iter().flat_map(|known| {
        let ends = [after(exemption::last_day(view, known)), after(known.proof_until)];
        [Some(known.from), known.extends_from].into_iter().chain(ends).flatten()
    });
    let by_unit = view.facts.people.iter().flat_map(|person| {
        [person.in_unit_from, after(person.in_unit_until), after(person.aid_ended)].into_iter().flatten()
    });
    let mut days: Vec<NaiveDate> = by_exemption.chain(by_unit).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Returns whether a reason surely extends aid of `person` on the day.
pub(super) fn is_extended_on(view: &View, person: PersonNumber, day: NaiveDate) -> bool {
    matches!(aid_extension(&View::new(view.facts, view.policies, day), person), AidExtension::Extends)
}

/// Returns the last day on which a reason that extends aid of `person` today still does; `None` where the record holds no
/// end.
pub(super) fn last_day_of_extension(view: &View, person: PersonNumber) -> Option<NaiveDate> {
    let later = turning_days(view).into_iter().filter(|day| view.on < *day);
    later.into_iter().find(|day| !is_extended_on(view, person, *day)).and_then(|day| day.pred_opt())
}

/// Returns the last day before today on which a reason extended aid of `person` beyond `limit`, the last day of the months;
/// `None` if none did, or if one still does.
pub(super) fn extended_until(view: &View, person: PersonNumber, limit: NaiveDate) -> Option<NaiveDate> {
    let past = turning_days(view).into_iter().filter(|day| limit < *day && *day <= view.on);
    let ended = past.filter_map(|day| day.pred_opt()).filter(|last| is_extended_on(view, person, *last));
    let last = ended.max()?;
    (!is_extended_on(view, person, view.on)).then_some(last)
}

/// Returns the doubt about the last day of aid, where the reason that extends it ends within a month.
pub(super) fn doubt_of_last_day(last: NaiveDate) -> Option<Message> {
    let month = Month::from_date(last);
    (month.last_day() != last).then(|| {
        message!(
            "on which day aid ends: the reason that extends it ends on {}, and aid ends with a month, on {}",
            last,
            month.last_day()
        )
    })
}
