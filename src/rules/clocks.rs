//! The clocks of a case, gathered from the rules that they belong to.

use super::clock::{Clock, ClockId, ClockUnit};
use super::contacts_made;
use super::message::message;
use super::noncompliance::{NoncomplianceStage, noncompliance_stage};
use super::view::{Participant, View};
use super::{contact, cure, exemption, gate, household, noncompliance, plan, social_work, time_on_aid};
use crate::domain::dates::Month;
use crate::domain::facts::{Noncompliance, Source};

/// Returns all clocks that run on the day. A discontinued case has only those of social work.
pub(super) fn running_clocks(view: &View) -> Vec<Clock> {
    let mut clocks = social_work::unit_case_clocks(view);
    if view.discontinuance().is_none() {
        clocks.extend(clocks_of_participation(view));
    }
    clocks.sort_by(|a, b| (a.person, a.id, a.due, &a.says).cmp(&(b.person, b.id, b.due, &b.says)));
    clocks
}

fn clocks_of_participation(view: &View) -> Vec<Clock> {
    let mut clocks: Vec<Clock> =
        noncompliance_clocks(view).chain(compliance_plan_clocks(view)).chain(cure::cure_clocks(view)).collect();
    for participant in view.participants() {
        clocks.extend(contact_clock(view, &participant));
        clocks.extend(plan::plan_clocks(view, &participant));
        clocks.extend(exemption::exemption_clock(view, &participant));
        clocks.extend(time_on_aid::time_clocks(view, &participant));
    }
    clocks.extend(household::turns_six_clock(view));
    clocks
}

fn noncompliance_clocks(view: &View) -> impl Iterator<Item = Clock> {
    noncompliance::steps_with_counted_period(view).filter_map(|step| {
        let period = view.policy.good_cause_period.as_ref()?;
        let day = noncompliance::day_of_period(step, view).day;
        let clock = Clock::new(
            ClockId::GoodCausePeriod,
            step.person,
            ClockUnit::Days,
            noncompliance::period_text(view, step, day, period),
        );
        let clock =
            clock.with_progress(day, period.value.0).due_on(step.notice_issued + period.value).under_policy(period);
        let clock = match gate::earliest_day(view, step) {
            Some(earliest) => clock.with_ground("no sanction before", earliest, &step.source),
            None => clock,
        };
        let clock = clock.with_ground("notice of action issued", step.notice_issued, &step.source);
        Some(match noncompliance::no_good_cause_ground(step, view.on) {
            Some(ground) => clock.with_ground(ground.fact, ground.value, &ground.source),
            None => clock,
        })
    })
}

/// Returns the clock of each compliance plan that is running or has no result.
fn compliance_plan_clocks(view: &View) -> impl Iterator<Item = Clock> {
    let on_plan =
        view.facts.noncompliance.iter().filter(|step| noncompliance_stage(step, view.on) == NoncomplianceStage::OnPlan);
    on_plan.filter_map(|step| {
        let agreed = step.determination.as_ref().map_or(step.notice_issued, |determination| determination.on);
        let clock =
            Clock::new(ClockId::CompliancePlan, step.person, ClockUnit::Days, message!("until {}", step.plan_end?));
        Some(clock.with_day_span(agreed, step.plan_end?, view.on).with_ground(
            "compliance plan agreed",
            agreed,
            step.value_source(Noncompliance::DETERMINATION),
        ))
    })
}

fn contact_clock(view: &View, participant: &Participant) -> Option<Clock> {
    if !contact::is_contact_owed(view, participant) {
        return None;
    }
    let every = view.policy.contact_every.as_ref()?;
    let month = Month::from_date(view.on);
    let made = contacts_made::last_contact_made(view, participant.number);
    let this_month = made.is_some_and(|contact| month.contains(contact.on));
    let due = if this_month { month.next().last_day() } else { month.last_day() };
    let says = if this_month { message!("made, next by {}", due) } else { message!("not made, due {}", due) };
    let after = made.map_or_else(|| month.previous().last_day(), |contact| contact.on);
    let clock = Clock::new(ClockId::Contact, participant.number, ClockUnit::Days, says)
        .with_day_span(after, due, view.on)
        .under_policy(every);
    Some(match made {
        Some(contact) => clock.with_ground("last contact made", contact.on, &contact.source),
        None => clock.with_ground("last contact made", "none recorded", &Source::Stated),
    })
}
