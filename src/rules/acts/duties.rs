//! What forbids the acts of the monthly duties: activities, attendance, plan, exemptions, services.

use super::Refused;
use crate::domain::act::activity::{Attended, EndMoved, Scheduled, StatusSet};
use crate::domain::act::plan::{ExemptionStarted, GoodCauseFound};
use crate::domain::act::service::{DocumentImaged, NoticeDeleted, ServiceDone};
use crate::domain::act::{Act, ActivityRef};
use crate::domain::dates::{self, Month};
use crate::domain::facts::Activity;
use crate::domain::hours::Hours;
use crate::domain::status::ActivityStatus;
use crate::rules::view::View;
use crate::rules::{exemption, plan};

fn activity<'a>(view: &View<'a>, act: &Act, named: &ActivityRef) -> Result<&'a Activity, Refused> {
    let mut theirs = view.activities(act.person);
    let found = theirs.find(|one| one.kind == named.kind && one.start == named.start);
    found.ok_or_else(|| Refused::plain(format!("There is no activity {} from {}.", named.kind, named.start)))
}

pub(super) fn status_set(view: &View<'_>, act: &Act, what: &StatusSet) -> Result<(), Refused> {
    activity(view, act, &what.activity)?;
    if what.status == ActivityStatus::BecameEmployed && what.employment.is_none() {
        return Err(Refused::plain("Became Employed wants the employment: say who employs the participant."));
    }
    Ok(())
}

pub(super) fn scheduled(view: &View<'_>, act: &Act, what: &Scheduled) -> Result<(), Refused> {
    if view.activities(act.person).any(|one| one.kind == what.kind && one.start == what.start) {
        return Err(Refused::plain(format!("{} from {} is on record already.", what.kind, what.start)));
    }
    if what.expected_end.is_some_and(|end| end < what.start) {
        return Err(Refused::plain("The activity ends before it begins."));
    }
    Ok(())
}

pub(super) fn end_moved(view: &View<'_>, act: &Act, what: &EndMoved) -> Result<(), Refused> {
    let activity = activity(view, act, &what.activity)?;
    if let Some(status) = view.latest_status(activity).filter(|_| view.has_ended(activity)) {
        let says = format!("{} has ended: {} on {}.", activity.kind, status.status.title(), dates::long(status.on));
        return Err(Refused::plain(says));
    }
    if what.expected_end < activity.start {
        return Err(Refused::plain("The activity ends before it begins."));
    }
    Ok(())
}

pub(super) fn attended(view: &View<'_>, act: &Act, what: &Attended) -> Result<(), Refused> {
    let activity = activity(view, act, &what.activity)?;
    if what.month.first_day() > act.on {
        return Err(Refused::plain(format!("{} has not begun.", what.month)));
    }
    if what.month < Month::of(activity.start) {
        return Err(Refused::plain(format!("{} began on {}.", activity.kind, dates::long(activity.start))));
    }
    let month = what.month.next().first_day().signed_duration_since(what.month.first_day());
    let most = u32::try_from(month.num_hours()).map_or(Hours::ZERO, Hours::whole);
    let told: Hours = [what.attended, what.excused, what.unexcused, what.holiday].into_iter().sum();
    if told > most {
        return Err(Refused::plain(format!("{told} hours are more than {} holds.", what.month)));
    }
    Ok(())
}

pub(super) fn plan_signed(view: &View<'_>, act: &Act) -> Result<(), Refused> {
    match plan::newest_signed(view, act.person) {
        Some(known) => {
            let says = format!("A plan was signed on {}; amend it.", dates::long(known.signed));
            Err(Refused::plain(says))
        }
        None => Ok(()),
    }
}

pub(super) fn plan_amended(view: &View<'_>, act: &Act) -> Result<(), Refused> {
    match plan::newest_signed(view, act.person) {
        Some(_) => Ok(()),
        None => Err(Refused::plain("No plan is signed that could be amended.")),
    }
}

pub(super) fn exemption_answered(view: &View<'_>, act: &Act) -> Result<(), Refused> {
    let mut waiting = view.facts.exemption_requests.iter();
    let open = waiting.any(|one| one.person == act.person && one.answered.is_none() && one.received <= act.on);
    if open { Ok(()) } else { Err(Refused::plain("No request for an exemption waits for an answer.")) }
}

pub(super) fn exemption_started(view: &View<'_>, act: &Act, what: &ExemptionStarted) -> Result<(), Refused> {
    if what.until.is_some_and(|until| until < what.from) {
        return Err(Refused::plain("The exemption ends before it begins."));
    }
    match exemption::current(view, act.person) {
        Some(one) => Err(Refused::plain(format!("Exempt since {} already.", dates::long(one.from)))),
        None => Ok(()),
    }
}

pub(super) fn exempt(view: &View<'_>, act: &Act) -> Result<(), Refused> {
    match exemption::current(view, act.person) {
        Some(_) => Ok(()),
        None => Err(Refused::plain("No exemption is in force on that day.")),
    }
}

pub(super) fn good_cause_found(what: &GoodCauseFound) -> Result<(), Refused> {
    if what.until.is_some_and(|until| until < what.from) {
        return Err(Refused::plain("Good cause ends before it begins."));
    }
    Ok(())
}

pub(super) fn good_cause_ended(view: &View<'_>, act: &Act) -> Result<(), Refused> {
    let mut theirs = view.facts.good_causes.iter().filter(|one| one.person == act.person && one.from <= act.on);
    let runs = theirs.any(|one| one.until.is_none_or(|until| until > act.on));
    if runs { Ok(()) } else { Err(Refused::plain("No good cause runs on that day.")) }
}

pub(super) fn service_done(what: &ServiceDone) -> Result<(), Refused> {
    if what.until.is_some_and(|until| until < what.from) {
        return Err(Refused::plain("The service ends before it begins."));
    }
    Ok(())
}

pub(super) fn notice_deleted(view: &View<'_>, act: &Act, what: &NoticeDeleted) -> Result<(), Refused> {
    let mut theirs = view.facts.notices.iter();
    let waits = theirs.any(|one| one.person == act.person && one.kind == what.kind && one.sent.is_none());
    if waits { Ok(()) } else { Err(Refused::plain(format!("No {} waits to be sent.", what.kind))) }
}

pub(super) fn document_imaged(view: &View<'_>, act: &Act, what: &DocumentImaged) -> Result<(), Refused> {
    let mut theirs = view.facts.documents.iter();
    let waits = theirs.any(|one| one.person == act.person && one.kind == what.kind && one.imaged.is_none());
    if waits { Ok(()) } else { Err(Refused::plain(format!("No {} waits to be imaged.", what.kind))) }
}
