//! What forbids an act from the gate of a sanction to its cure.

use chrono::NaiveDate;

use super::Refused;
use super::noncompliance::step;
use crate::domain::PersonNumber;
use crate::domain::act::Act;
use crate::domain::act::sanction::{CurePlanSigned, HandedOff, Imposed, ReasonsLookedAt, RequestReturned, Requested};
use crate::domain::dates;
use crate::domain::facts::Cure;
use crate::domain::status::RegistrationStatus;
use crate::rules::noncompliance::{Stage, stage};
use crate::rules::sanction::{Blocker, BlockerState, gate_of};
use crate::rules::view::View;

pub(super) fn reasons(view: &View<'_>, act: &Act, what: &ReasonsLookedAt) -> Result<(), Refused> {
    match stage(step(view, act.person, what.notice)?, view.on) {
        Stage::NotYet | Stage::Over | Stage::Sanctioned => {
            Err(Refused::plain("No sanction can be asked for on this notice."))
        }
        _ => Ok(()),
    }
}

pub(super) fn requested(view: &View<'_>, act: &Act, what: &Requested) -> Result<(), Refused> {
    let step = step(view, act.person, what.notice)?;
    if let Some(day) = step.sanction_requested {
        return Err(Refused::plain(format!("The sanction was asked for on {}.", dates::long(day))));
    }
    if let Some(returned) = step.sanction_returned.iter().find(|returned| view.on < returned.on) {
        let says = format!("The request was sent back on {}; it is made again since.", dates::long(returned.on));
        return Err(Refused::plain(says));
    }
    through_the_gate(view, act.person, what.notice)
}

/// Names each reason that stands against the sanction, and each that nobody has looked at.
fn through_the_gate(view: &View<'_>, person: PersonNumber, notice: NaiveDate) -> Result<(), Refused> {
    let Some(gate) = gate_of(view, person, notice) else {
        let says = "No sanction can be asked for: the cause is open and its period not over, or the matter is settled.";
        return Err(Refused {
            says: says.to_owned(),
            under: view.policy.good_cause_period.iter().map(Into::into).collect(),
        });
    };
    let of_state = |state| gate.blockers.iter().filter(move |blocker| blocker.state == state);
    let standing: Vec<&Blocker> = of_state(BlockerState::Blocks).collect();
    if !standing.is_empty() {
        return Err(named("Against the sanction stands", &standing));
    }
    // What only the record could tell is shown as unknown and left to the worker; what a worker looks at is not.
    let unlooked: Vec<&Blocker> = of_state(BlockerState::CannotTell).filter(|one| is_looked_at(&one.id)).collect();
    if unlooked.is_empty() { Ok(()) } else { Err(named("Look first whether", &unlooked)) }
}

/// The reasons that the act of looking at them answers.
fn is_looked_at(id: &str) -> bool {
    !matches!(id, "time_limit_reached" | "new_participant")
}

fn named(begins: &str, blockers: &[&Blocker]) -> Refused {
    let says: Vec<_> = blockers.iter().map(|blocker| blocker.says.as_str()).collect();
    Refused {
        says: format!("{begins}: {}.", says.join("; ")),
        under: blockers.iter().map(|blocker| blocker.under.clone()).collect(),
    }
}

/// Only a request that waits for the supervisor is sent back.
pub(super) fn returned(view: &View<'_>, act: &Act, what: &RequestReturned) -> Result<(), Refused> {
    let step = step(view, act.person, what.notice)?;
    if let Some(sanction) = &step.sanction {
        return Err(Refused::plain(format!("A sanction is recorded from {} on.", dates::long(sanction.from))));
    }
    match step.sanction_requested.filter(|day| *day <= act.on) {
        Some(_) => Ok(()),
        None => Err(Refused::plain("No request for a sanction waits for the supervisor.")),
    }
}

pub(super) fn imposed(view: &View<'_>, act: &Act, what: &Imposed) -> Result<(), Refused> {
    let step = step(view, act.person, what.notice)?;
    if let Some(sanction) = &step.sanction {
        return Err(Refused::plain(format!("A sanction is recorded from {} on.", dates::long(sanction.from))));
    }
    if step.sanction_requested.is_none_or(|day| day > act.on) {
        return Err(Refused::plain("No sanction was asked for; request it first."));
    }
    through_the_gate(view, act.person, what.notice)?;
    let earliest = view.policy.sanction_earliest.as_ref();
    match earliest.filter(|days| what.from < what.notice + days.value) {
        Some(days) => {
            let first = dates::long(what.notice + days.value);
            Err(Refused::under(format!("A sanction takes effect on {first} at the earliest."), days))
        }
        None => Ok(()),
    }
}

pub(super) fn handed_off(view: &View<'_>, act: &Act, what: &HandedOff) -> Result<(), Refused> {
    match stage(step(view, act.person, what.notice)?, view.on) {
        Stage::NotYet | Stage::Over => Err(Refused::plain("The non-compliance is over; there is nothing to hand off.")),
        _ => Ok(()),
    }
}

/// The newest cure of the participant that was asked for by the day.
fn newest_cure<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Cure> {
    let theirs = view.facts.cures.iter().filter(|cure| cure.person == person && cure.requested <= view.on);
    theirs.max_by_key(|cure| cure.requested)
}

fn is_open(cure: &Cure) -> bool {
    cure.completed.is_none() && cure.failed.is_none() && cure.federal_rate_found.is_none()
}

fn open_cure<'a>(view: &View<'a>, person: PersonNumber) -> Result<&'a Cure, Refused> {
    let open = newest_cure(view, person).filter(|cure| is_open(cure));
    open.ok_or_else(|| Refused::plain("No cure runs; start it first."))
}

fn must_be_sanctioned(view: &View<'_>, person: PersonNumber) -> Result<(), Refused> {
    let sanctioned = [RegistrationStatus::Sanction, RegistrationStatus::CuringSanction];
    if sanctioned.iter().any(|status| view.is(person, *status)) {
        return Ok(());
    }
    let stands = view.registration(person).map_or("not known", |registration| registration.status.title());
    Err(Refused::plain(format!("The participant is not sanctioned; the registration status is {stands}.")))
}

pub(super) fn cure_requested(view: &View<'_>, act: &Act) -> Result<(), Refused> {
    must_be_sanctioned(view, act.person)?;
    match newest_cure(view, act.person).filter(|cure| is_open(cure)) {
        Some(cure) => Err(Refused::plain(format!("A cure runs since {}.", dates::long(cure.requested)))),
        None => Ok(()),
    }
}

pub(super) fn cure_plan_signed(view: &View<'_>, act: &Act, what: &CurePlanSigned) -> Result<(), Refused> {
    let cure = open_cure(view, act.person)?;
    if let Some(day) = cure.plan_signed {
        return Err(Refused::plain(format!("The cure plan was signed on {}.", dates::long(day))));
    }
    if what.until < act.on {
        return Err(Refused::plain("The cure ends before it begins."));
    }
    let longest = view.policy.cure_longest.as_ref();
    match longest.filter(|days| what.until > act.on + days.value) {
        Some(days) => {
            let last = dates::long(act.on + days.value);
            Err(Refused::under(format!("A cure ends on {last} at the latest."), days))
        }
        None => Ok(()),
    }
}

pub(super) fn cure_ended(view: &View<'_>, act: &Act) -> Result<(), Refused> {
    if open_cure(view, act.person)?.plan_signed.is_none() {
        return Err(Refused::plain("The cure plan is not signed yet."));
    }
    Ok(())
}

pub(super) fn federal_rate_found(view: &View<'_>, act: &Act) -> Result<(), Refused> {
    must_be_sanctioned(view, act.person)
}

pub(super) fn aid_restored(view: &View<'_>, act: &Act) -> Result<(), Refused> {
    let cure = newest_cure(view, act.person);
    let cured = cure.filter(|cure| cure.completed.is_some() || cure.federal_rate_found.is_some());
    match cured {
        None => Err(Refused::plain("No cure is completed; aid is restored after one.")),
        Some(cure) => match cure.restored {
            Some(day) => Err(Refused::plain(format!("Aid was restored on {}.", dates::long(day)))),
            None => Ok(()),
        },
    }
}
