//! The checks for the acts of the monthly duties: activities, attendance, plan, exemptions, services.

use chrono::NaiveDate;

use super::act_refusal::ActRefusal;
use super::attendance;
use crate::domain::act::activity::{ActivityEndMoved, ActivityScheduled, ActivityStatusSet, AttendancePosted};
use crate::domain::act::plan::{ExemptionStarted, GoodCauseFound};
use crate::domain::act::service::{DocumentImaged, NoticeDeleted, ServiceAction, ServiceActionTaken};
use crate::domain::act::{Act, ActivityRef};
use crate::domain::dates::Month;
use crate::domain::facts::Activity;
use crate::domain::status::ActivityStatus;
use crate::rules::message::message;
use crate::rules::view::View;
use crate::rules::{exemption, plan};

fn require_activity<'a>(view: &View<'a>, act: &Act, named: &ActivityRef) -> Result<&'a Activity, ActRefusal> {
    let mut theirs = view.activities_of(act.person);
    let found = theirs.find(|activity| activity.kind == named.kind && activity.start == named.start);
    found
        .ok_or_else(|| ActRefusal::from_message(message!("There is no activity {} from {}.", &named.kind, named.start)))
}

pub(super) fn check_status_set(view: &View<'_>, act: &Act, what: &ActivityStatusSet) -> Result<(), ActRefusal> {
    require_activity(view, act, &what.activity)?;
    if what.status == ActivityStatus::BecameEmployed && what.employment.is_none() {
        return Err(ActRefusal::from_message(
            "The status Became Employed needs the employment: say who employs the participant.",
        ));
    }
    Ok(())
}

pub(super) fn check_scheduled(view: &View<'_>, act: &Act, what: &ActivityScheduled) -> Result<(), ActRefusal> {
    if view.activities_of(act.person).any(|activity| activity.kind == what.kind && activity.start == what.start) {
        return Err(ActRefusal::from_message(message!("{} from {} is already on record.", &what.kind, what.start)));
    }
    if what.expected_end.is_some_and(|end| end < what.start) {
        return Err(ActRefusal::from_message("The activity ends before it begins."));
    }
    Ok(())
}

pub(super) fn check_end_moved(view: &View<'_>, act: &Act, what: &ActivityEndMoved) -> Result<(), ActRefusal> {
    let activity = require_activity(view, act, &what.activity)?;
    if let Some(status) = view.final_status(activity) {
        let says = message!("{} has ended: {} on {}.", &activity.kind, status.status.title(), status.on);
        return Err(ActRefusal::from_message(says));
    }
    if what.expected_end < activity.start {
        return Err(ActRefusal::from_message("The activity ends before it begins."));
    }
    Ok(())
}

pub(super) fn check_attendance(view: &View<'_>, act: &Act, what: &AttendancePosted) -> Result<(), ActRefusal> {
    let activity = require_activity(view, act, &what.activity)?;
    check_attendance_month(view, act, activity, what.month)?;
    attendance::check_hours(activity, act.on, what)
}

/// Refuses a month in which the activity did not run, that has not begun, or that lies further back than policy allows.
fn check_attendance_month(view: &View<'_>, act: &Act, activity: &Activity, month: Month) -> Result<(), ActRefusal> {
    if month.first_day() > act.on {
        return Err(ActRefusal::from_message(message!("{} has not begun on {}.", month, act.on)));
    }
    if month < Month::from_date(activity.start) {
        let says = message!("{} is before {} began, on {}.", month, &activity.kind, activity.start);
        return Err(ActRefusal::from_message(says));
    }
    let is_after = |end: &NaiveDate| Month::from_date(*end) < month;
    match (view.final_status(activity), activity.expected_end.filter(is_after)) {
        (Some(status), _) if is_after(&status.on) => {
            let says =
                message!("{} is after {} ended: {} on {}.", month, &activity.kind, status.status.title(), status.on);
            return Err(ActRefusal::from_message(says));
        }
        (None, Some(end)) => {
            let says = message!(
                "{} is after the end of {}, {}; if it continued, move its end date first.",
                month,
                &activity.kind,
                end
            );
            return Err(ActRefusal::from_message(says));
        }
        _ => {}
    }
    let this_month = Month::from_date(act.on);
    match view.policy.attendance_back.as_ref().filter(|back| month.first_day() + back.value < this_month.first_day()) {
        Some(back) => {
            let says = message!("{} is more than {} before {}.", month, back.value.to_string(), act.on);
            Err(ActRefusal::from_policy(says, back))
        }
        None => Ok(()),
    }
}

pub(super) fn check_plan_signed(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    match plan::newest_signed_plan(view, act.person) {
        Some(known) => {
            let says = message!("A plan was signed on {}; amend it.", known.signed);
            Err(ActRefusal::from_message(says))
        }
        None => Ok(()),
    }
}

pub(super) fn check_plan_amended(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    match plan::newest_signed_plan(view, act.person) {
        Some(_) => Ok(()),
        None => Err(ActRefusal::from_message("There is no signed plan to amend.")),
    }
}

pub(super) fn check_exemption_answered(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    let mut waiting = view.facts.exemption_requests.iter();
    let open =
        waiting.any(|request| request.person == act.person && request.answered.is_none() && request.received <= act.on);
    if open { Ok(()) } else { Err(ActRefusal::from_message("No request for an exemption waits for an answer.")) }
}

pub(super) fn check_exemption_started(view: &View<'_>, act: &Act, what: &ExemptionStarted) -> Result<(), ActRefusal> {
    if what.until.is_some_and(|until| until < what.from) {
        return Err(ActRefusal::from_message("The exemption ends before it begins."));
    }
    if what.proof_until.is_some_and(|until| until < what.from) {
        return Err(ActRefusal::from_message("The proof ends before the exemption begins."));
    }
    match exemption::longest_exemption(view, act.person) {
        Some(current) => {
            Err(ActRefusal::from_message(message!("The participant has been exempt since {}.", current.from)))
        }
        None => Ok(()),
    }
}

pub(super) fn check_exempt(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    match exemption::longest_exemption(view, act.person) {
        Some(_) => Ok(()),
        None => Err(ActRefusal::from_message("No exemption is in force on that day.")),
    }
}

pub(super) fn check_good_cause_found(what: &GoodCauseFound) -> Result<(), ActRefusal> {
    if what.until.is_some_and(|until| until < what.from) {
        return Err(ActRefusal::from_message("Good cause ends before it begins."));
    }
    if what.expected_until.is_some_and(|until| until < what.from) {
        return Err(ActRefusal::from_message("Good cause is expected to end before it begins."));
    }
    if what.excuses_more_than_all_hours() {
        return Err(ActRefusal::from_message("Good cause cannot excuse more than 100 percent of the hours."));
    }
    Ok(())
}

pub(super) fn check_good_cause_ended(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    let mut theirs = view.facts.good_causes.iter().filter(|cause| cause.person == act.person && cause.from <= act.on);
    let runs = theirs.any(|cause| cause.until.is_none_or(|until| until > act.on));
    if runs { Ok(()) } else { Err(ActRefusal::from_message("No good cause is in effect on that day.")) }
}

pub(super) fn check_service_done(act: &Act, what: &ServiceActionTaken) -> Result<(), ActRefusal> {
    if what.until.is_some_and(|until| until < what.from) {
        return Err(ActRefusal::from_message("The service ends before it begins."));
    }
    if what.what == ServiceAction::BeingAssessed && what.notice_sent {
        return Err(ActRefusal::from_message(
            "While the need is being assessed, there is no decision to give notice of.",
        ));
    }
    if let Some(approved) = what.approved.filter(|approved| *approved > act.on) {
        return Err(ActRefusal::from_message(message!(
            "{} is in the future; record the approval when it is given.",
            approved
        )));
    }
    Ok(())
}

pub(super) fn check_notice_deleted(view: &View<'_>, act: &Act, what: &NoticeDeleted) -> Result<(), ActRefusal> {
    let mut theirs = view.facts.notices.iter();
    let waits = theirs.any(|notice| notice.person == act.person && notice.kind == what.kind && notice.sent.is_none());
    if waits { Ok(()) } else { Err(ActRefusal::from_message(message!("No {} waits to be sent.", &what.kind))) }
}

pub(super) fn check_document_imaged(view: &View<'_>, act: &Act, what: &DocumentImaged) -> Result<(), ActRefusal> {
    let mut theirs = view.facts.documents.iter();
    let waits =
        theirs.any(|document| document.person == act.person && document.kind == what.kind && document.imaged.is_none());
    if waits { Ok(()) } else { Err(ActRefusal::from_message(message!("No {} waits to be imaged.", &what.kind))) }
}
