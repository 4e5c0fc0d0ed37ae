//! What forbids the acts of the monthly duties: activities, attendance, plan, exemptions, services, closing.

use super::Refused;
use crate::domain::act::activity::{Attended, EndMoved, Scheduled, StatusSet};
use crate::domain::act::plan::{ExemptionStarted, GoodCauseFound};
use crate::domain::act::service::{Closed, DocumentImaged, NoticeDeleted, ServiceDone};
use crate::domain::act::{Act, ActivityRef};
use crate::domain::dates::{self, Month};
use crate::domain::extract::Relation;
use crate::domain::facts::{Activity, ClosingStep};
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

/// The closing route is for cases whose aid is discontinued long enough. A case whose second parent takes part, and one
/// with good cause, stays with the EC of record.
///
/// Source: handbook 42-7.38, Closed Files Bank.
pub(super) fn closed(view: &View<'_>, what: &Closed) -> Result<(), Refused> {
    let Some(aid) = view.discontinued() else {
        return Err(Refused::plain("Aid is not discontinued; the case is not closed."));
    };
    if view.facts.closing.iter().any(|done| done.step == what.step) {
        return Err(Refused::plain(format!("Done already: {}.", what.step.title())));
    }
    let remains = "the case stays with the EC of record (handbook 42-7.38)";
    if view.taking_part().any(|one| one.person.relation == Relation::SecondParent) {
        return Err(Refused::plain(format!("The second parent takes part: {remains}.")));
    }
    let deferred =
        |one: &&crate::domain::facts::GoodCause| one.from <= view.on && one.until.is_none_or(|until| view.on <= until);
    if view.facts.good_causes.iter().any(|one| deferred(&one)) {
        return Err(Refused::plain(format!("Good cause or deferral: {remains}.")));
    }
    if what.step == ClosingStep::ActivitiesEnded {
        activities_ended(view)?;
    }
    if what.step != ClosingStep::RoutingFormSent {
        return Ok(());
    }
    if let Some(period) = view.policy.closing_period.as_ref().filter(|period| view.on <= aid.since + period.value) {
        let says = format!("The route opens after {}.", dates::long(aid.since + period.value));
        return Err(Refused::under(says, period));
    }
    let is_done = |step: &ClosingStep| view.facts.closing.iter().any(|done| done.step == *step);
    let open: Vec<_> =
        ClosingStep::ALL.iter().filter(|step| **step != what.step && !is_done(step)).map(|step| step.title()).collect();
    if open.is_empty() { Ok(()) } else { Err(Refused::plain(format!("Still open: {}.", open.join(", ")))) }
}

/// Names the activities that no status has ended.
fn activities_ended(view: &View<'_>) -> Result<(), Refused> {
    let open = view.facts.activities.iter().filter(|one| one.start <= view.on && !view.has_ended(one));
    let open: Vec<_> = open.map(|one| one.kind.as_str()).collect();
    if open.is_empty() { Ok(()) } else { Err(Refused::plain(format!("No status has ended {}.", open.join(", ")))) }
}
