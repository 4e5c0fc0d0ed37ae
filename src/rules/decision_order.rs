//! The order of what was decided about a failure: first the notice, then the determination of cause, then the end of its
//! period, then the approval of a sanction and its first day. Where the record shows another order, a day may be mistyped, or
//! something was decided before anybody looked at good cause; both readings are said.
//!
//! Source: WIC 11327.4(a)(1), (b)(1).

use chrono::NaiveDate;

use super::contacts_made;
use super::listed_notice;
use super::message::{Message, message};
use super::noncompliance::{begun_sanction, last_day_of_period, pending_sanction};
use super::view::View;
use crate::domain::facts::{CauseOutcome, Noncompliance, Sanction};

/// Returns what is out of order in the decisions about the failure, by the day of the view, apart from an approval in the
/// period of the notice. Each reads well after "whether".
pub(super) fn doubts_of_order(view: &View, step: &Noncompliance) -> Vec<Message> {
    let sanction = sanction_on_record(view, step);
    let late = sanction.and_then(|sanction| late_determination(view, step, sanction));
    let approval = sanction.and_then(|sanction| late_approval(view, step, sanction));
    [early_determination(view, step), early_request(view, step), late, approval].into_iter().flatten().collect()
}

/// Returns the same doubts, that the sanction was approved in the period of the notice, and that it begins too early by an
/// NA 840 of another day.
pub(super) fn doubts_of_sanction(view: &View, step: &Noncompliance) -> Vec<Message> {
    let sanction = sanction_on_record(view, step);
    let in_period = sanction.and_then(|sanction| early_approval(view, step, sanction));
    let by_notice = sanction.and_then(|sanction| listed_notice::doubt_of_sanction(view, step, sanction));
    doubts_of_order(view, step).into_iter().chain(in_period).chain(by_notice).collect()
}

/// Returns the sanction, approved or in progress, whose decisions are out of order.
pub(super) fn sanction_out_of_order<'a>(view: &View, step: &'a Noncompliance) -> Option<&'a Sanction> {
    sanction_on_record(view, step).filter(|_| !doubts_of_sanction(view, step).is_empty())
}

fn sanction_on_record<'a>(view: &View, step: &'a Noncompliance) -> Option<&'a Sanction> {
    begun_sanction(view, step).or_else(|| pending_sanction(view, step)).filter(|_| step.notice_issued <= view.on)
}

/// Returns the doubt about a determination that the record dates before the notice.
fn early_determination(view: &View, step: &Noncompliance) -> Option<Message> {
    let determination = step.determination.as_ref().filter(|determination| determination.on <= view.on)?;
    (determination.on < step.notice_issued && is_adverse(determination.outcome)).then(|| {
        message!(
            "the determination of {} belongs to the notice of {}, which came later: if not, nobody has looked at \
             good cause since the notice, and there can be no sanction; if its day is a typing error, its outcome \
             decides",
            determination.on,
            step.notice_issued
        )
    })
}

/// Returns the doubt about a request for a sanction that was made before the steps that must come first: the notice, the
/// determination of cause, the end of the good-cause period, or the result of a compliance plan in its place.
fn early_request(view: &View, step: &Noncompliance) -> Option<Message> {
    let requested = step.sanction_requested.filter(|requested| *requested <= view.on)?;
    let about = |what: &'static str, day: NaiveDate| {
        message!(
            "the request of {} may stand: it is recorded before {} {}. If the day is right, nobody could decide yet, and it is \
             made again; if it is a typing error, the request stands",
            requested,
            what,
            day
        )
    };
    if requested < step.notice_issued {
        return Some(about("the notice of action of", step.notice_issued));
    }
    if let Some(result) = step.plan_result.as_ref().filter(|result| !result.completed && result.on <= view.on) {
        return (requested < result.on).then(|| about("the compliance plan failed, on", result.on));
    }
    let determined = step.determination.as_ref().filter(|found| found.on <= view.on && is_adverse(found.outcome));
    if let Some(found) = determined.filter(|found| requested < found.on) {
        return Some(about("the determination of cause of", found.on));
    }
    // On its last day, what can be said by then is said, and a request may be made.
    let last = last_day_of_period(view, step).filter(|last| requested < *last && *last < view.on)?;
    Some(about("the end of the good-cause period, on", last))
}

/// Returns the doubt about a sanction that was approved after its first day, or after it was handed off, or before it was
/// requested.
fn late_approval(view: &View, step: &Noncompliance, sanction: &Sanction) -> Option<Message> {
    let approved = sanction.approved.filter(|approved| *approved <= view.on)?;
    if sanction.from < approved {
        return Some(message!(
            "the sanction may stand: it began on {}, and was approved later, on {}. If the days are right, aid was taken before \
             anybody approved it, and it is rescinded back to its first day; if one is a typing error, the sanction stands",
            sanction.from,
            approved
        ));
    }
    if let Some(handed_off) = sanction.handed_off.filter(|day| *day < approved) {
        return Some(message!(
            "the sanction may stand: it was handed off on {}, and approved later, on {}; one of the days may be a typing error",
            handed_off,
            approved
        ));
    }
    let requested = step.sanction_requested.filter(|requested| approved < *requested && *requested <= view.on)?;
    Some(message!(
        "the sanction may stand: it was approved on {}, and requested later, on {}; one of the days may be a typing error",
        approved,
        requested
    ))
}

/// Returns the doubt about a sanction that was approved before the determination, or began before it or on its day.
fn late_determination(view: &View, step: &Noncompliance, sanction: &Sanction) -> Option<Message> {
    let determined = step.determination.as_ref().filter(|determination| determination.on <= view.on)?;
    let approved = sanction.approved.filter(|approved| *approved <= view.on);
    let first = approved.map_or(sanction.from, |approved| approved.min(sanction.from));
    let is_late = first < determined.on || sanction.from == determined.on;
    (is_late && is_adverse(determined.outcome)).then(|| {
        message!(
            "the sanction may stand: it was approved or began on {}, and good cause was looked at later, on {}. If \
             the days are right, it is withdrawn, or rescinded back to its first day; if one is a typing error, the \
             determination decides",
            first,
            determined.on
        )
    })
}

/// Returns the doubt about a sanction that was approved before the end of the period. After a failed compliance plan the
/// period says nothing.
fn early_approval(view: &View, step: &Noncompliance, sanction: &Sanction) -> Option<Message> {
    let approved = sanction.approved.filter(|approved| *approved <= view.on && step.plan_result.is_none())?;
    let last = last_day_of_period(view, step).filter(|last| approved <= *last)?;
    Some(message!(
        "the sanction may stand: it was approved on {}, and good cause could be shown or a compliance plan agreed until {}. \
         If the day is right, it is withdrawn, or rescinded back to its first day; if it is a typing error, the sanction stands",
        approved,
        last
    ))
}

/// Returns the doubt about "no good cause" that was determined on the day of the notice, or before the appointment, when the
/// record holds no contact since the notice: the participant was not heard.
pub(super) fn unheard_determination(view: &View, step: &Noncompliance) -> Option<Message> {
    let found = step.determination.as_ref().filter(|found| found.on <= view.on)?;
    let first = step.notice_issued.succ_opt()?;
    let is_heard = step.plan_end.is_some()
        || step.plan_result.is_some()
        || contacts_made::made_within(view, step.person, first, found.on).is_some();
    if found.outcome != CauseOutcome::NoGoodCause || found.on < step.notice_issued || is_heard {
        return None;
    }
    if let Some(appointment) = step.appointment_on(found.on).filter(|day| found.on < *day) {
        return Some(message!(
            "the determination of {} may stand: it was made before the appointment on {}, and no contact since the \
             notice is recorded",
            found.on,
            appointment
        ));
    }
    (found.on == step.notice_issued).then(|| {
        message!(
            "the determination of {} may stand: it was made on the day of the notice, and no contact since then is \
             recorded",
            found.on
        )
    })
}

/// Returns whether a sanction may follow the outcome. What was decided in the participant's favor speaks for itself.
const fn is_adverse(outcome: CauseOutcome) -> bool {
    matches!(outcome, CauseOutcome::NoGoodCause | CauseOutcome::CompliancePlan)
}
