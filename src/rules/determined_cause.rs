//! Good cause that was determined for a failure, as the hours of its month look at it: it excuses the failure, and nothing
//! says how many hours of the month that is.
//!
//! Source: WIC 11320.3(f), 11327.4(a)(1).

use super::message::{Message, message};
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{CauseOutcome, Noncompliance};

/// Returns why the hours of `month` that `person` owes may be excused: good cause was determined for a failure in the month,
/// or for one that may have been in it. The hours that two parents share, of person 0, ask for both.
pub(super) fn doubt_of_determined_cause(view: &View, person: PersonNumber, month: Month) -> Option<Message> {
    let theirs = view.facts.noncompliance.iter().filter(|step| step.person == person || person == PersonNumber::CASE);
    let known = theirs.filter(|step| step.notice_issued <= view.on);
    let known = known.filter_map(|step| Some((step.determination.as_ref()?, step)));
    let cause = known.filter(|(cause, _)| cause.outcome == CauseOutcome::GoodCause && cause.on <= view.on);
    let (cause, step) = cause
        .filter(|(_, step)| may_have_failed_in(step, month))
        .min_by_key(|(cause, step)| (step.failed_on.is_none(), cause.on))?;
    let Some(failed) = step.failed_on else {
        return Some(message!(
            "whether good cause excuses hours of {}: it was determined on {}, and the day of the failure is not \
             recorded",
            month,
            cause.on
        ));
    };
    Some(message!(
        "how many hours of {} good cause excuses: it was determined on {} for the failure of {}, and the hours that it \
         excuses are not recorded",
        month,
        cause.on,
        failed
    ))
}

/// Returns whether the failure was in the month, or may have been: where its day is not recorded, it was in the month of the
/// day before the notice or in the one before that.
fn may_have_failed_in(step: &Noncompliance, month: Month) -> bool {
    if let Some(failed) = step.failed_on {
        return Month::from_date(failed) == month;
    }
    let last = Month::from_date(step.notice_issued.pred_opt().unwrap_or(step.notice_issued));
    [last, last.previous()].contains(&month)
}
