//! The closing route of a discontinued case: the steps that are open, the cases that stay with the EC, and the stage of
//! form 50-20e.
//!
//! Source: handbook 42-7.38, section II, Closed Files Bank.

use chrono::NaiveDate;
use strum::VariantArray as _;

use super::common_case::has_reunification;
use super::finding::Citation;
use super::message::{Message, message};
use super::obligation;
use super::reason_against::{Answer, ReasonAgainst};
use super::view::View;
use crate::domain::codes::Relation;
use crate::domain::dates::Month;
use crate::domain::facts::{ClosingStep, ClosingStepRecord, DatedAidStatus, GoodCause, RoutingForm};
use crate::policy::param::Days;

/// Returns why a case stays with the EC of record instead of going to the closed files; `None` if it does not stay.
pub fn reason_to_stay_with_ec(view: &View<'_>) -> Option<Message> {
    if let Some(second) = obligation::participants_taking_part(view)
        .find(|participant| participant.person.relation == Relation::SecondParent)
    {
        return Some(message!("the second parent takes part ({})", second.registration.status.title()));
    }
    let runs = |cause: &&GoodCause| cause.from <= view.on && cause.until.is_none_or(|until| view.on <= until);
    if let Some(cause) = view.facts.good_causes.iter().find(runs) {
        return Some(message!("good cause or deferral since {}", cause.from));
    }
    let keeps = view.policy.fr_services_keep.as_ref().is_some_and(|rule| rule.value.0);
    let service = has_reunification(view).filter(|_| keeps)?;
    Some(message!("reunification services run since {} (AB 429)", service.from))
}

/// Returns every reason for which a discontinued case may not have to be closed, with the result of looking for it.
pub(super) fn reasons_to_keep(view: &View<'_>) -> Vec<ReasonAgainst> {
    let second =
        obligation::participants_taking_part(view).any(|known| known.person.relation == Relation::SecondParent);
    let runs = |cause: &GoodCause| cause.from <= view.on && cause.until.is_none_or(|until| view.on <= until);
    let good_cause = view.facts.good_causes.iter().any(runs);
    let known = || view.facts.noncompliance.iter().filter_map(|step| step.gate.only_missing_sar7);
    let report = if known().any(|only| only) { Some(true) } else { known().next() };
    let says = ["aid is discontinued only for a missing SAR 7", "aid is discontinued not only for a missing SAR 7"];
    let report = match Answer::from_fact(report, says[0], says[1]) {
        Answer::Holds(says) => Answer::MayHold(says),
        other => other,
    };
    let cause = Answer::from_fact(
        Some(good_cause),
        "good cause or a deferral is running",
        "no good cause and no deferral is running",
    );
    let second = Answer::from_fact(Some(second), "the second parent takes part", "no second parent takes part");
    let reunification = Answer::from_fact(
        Some(has_reunification(view).is_some()),
        "reunification services run (AB 429)",
        "no reunification services run",
    );
    let services = &view.policy.fr_services_keep;
    let looked = [
        ("good_cause", cause, &view.policy.good_cause_guard),
        ("only_missing_sar7", report, &view.policy.sanction_gate),
        ("second_parent", second, &view.policy.unit_guard),
    ];
    // A family without child welfare is not asked about it.
    let has_services = !view.facts.dfcs.is_empty();
    let looked = looked.into_iter().chain(has_services.then_some(("reunification", reunification, services)));
    let reasons = looked.filter_map(|(id, answer, rule)| Some(ReasonAgainst::new(id, answer, rule.as_ref()?)));
    reasons.collect()
}

/// Returns the record of the step for the current discontinuance if the step counts on the day: it was done by then and
/// not sent back.
pub fn recorded_step<'a>(view: &View<'a>, step: ClosingStep) -> Option<&'a ClosingStepRecord> {
    let since = view.discontinuance()?.since;
    view.facts.closing.iter().find(|done| done.step == step && done.on >= since && done.is_in_effect_on(view.on))
}

/// Returns the closing steps that are not recorded by the day, or that were sent back.
pub fn open_steps<'a>(view: &View<'a>) -> impl Iterator<Item = ClosingStep> + use<'a> {
    let view = *view;
    ClosingStep::VARIANTS.iter().copied().filter(move |step| recorded_step(&view, *step).is_none())
}

/// Returns the days of the comments that were filed here about contacts since aid was discontinued, by the day of the view.
pub fn comments_since_discontinuance<'a>(view: &View<'a>) -> impl Iterator<Item = NaiveDate> + use<'a> {
    let view = *view;
    let since = view.discontinuance().map(|aid| aid.since);
    let comments = view.facts.contacts.iter().filter(|contact| contact.source.is_recorded());
    comments.map(|contact| contact.on).filter(move |on| since.is_some_and(|since| since <= *on) && *on <= view.on)
}

/// The day by which the closing steps of a discontinued case are done.
pub(super) struct ClosingDue {
    /// The day.
    pub on: NaiveDate,
    /// The days counted from the discontinuance; `None` where a month's end counts.
    pub days: Option<Days>,
    /// The policy that sets the day.
    pub under: Citation,
}

/// Returns the day by which the case is closed: the last of the month of discontinuance where the county holds cases to
/// it, else the end of the closing period. Only one of the two applies. Returns `None` if policy sets neither.
pub(super) fn closing_due(view: &View<'_>, aid: &DatedAidStatus) -> Option<ClosingDue> {
    if let Some(hold) = view.policy.closing_to_month_end.as_ref().filter(|hold| hold.value.0) {
        let on = Month::from_date(aid.since).last_day();
        return Some(ClosingDue { on, days: None, under: hold.into() });
    }
    let period = view.policy.closing_period.as_ref()?;
    Some(ClosingDue { on: aid.since + period.value, days: Some(period.value), under: period.into() })
}

/// The stage of a form 50-20e.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoutingFormStage {
    /// The form waits for the supervisor.
    WithSupervisor,
    /// The supervisor sent it back.
    Returned,
    /// The form is approved and waits to be routed.
    WithClerk,
    /// The case is in its closed-files bank.
    Routed,
}

impl RoutingFormStage {
    /// Returns the stage as lists show it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::WithSupervisor => "with the EC Supervisor",
            Self::Returned => "returned to the EC",
            Self::WithClerk => "with the Clerk II",
            Self::Routed => "in the closed files",
        }
    }
}

/// Returns the newest form 50-20e that was submitted by the day, and its stage on that day.
pub fn newest_routing_form<'a>(view: &View<'a>) -> Option<(&'a RoutingForm, RoutingFormStage)> {
    let form = view.facts.routing_forms.iter().rev().find(|form| form.submitted <= view.on)?;
    let by_now = |day: Option<NaiveDate>| day.is_some_and(|day| day <= view.on);
    let stage = if by_now(form.routed.as_ref().map(|routed| routed.on)) {
        RoutingFormStage::Routed
    } else if by_now(form.approved.as_ref().map(|approved| approved.on)) {
        RoutingFormStage::WithClerk
    } else if by_now(form.returned.as_ref().map(|returned| returned.on)) {
        RoutingFormStage::Returned
    } else {
        RoutingFormStage::WithSupervisor
    };
    Some((form, stage))
}

/// Returns the closed-files bank of an office as text: `closed-files bank V999 (Eastmont)`.
pub(super) fn bank_text(view: &View<'_>, office: &str) -> Option<String> {
    let known = view.policy.tables.bank_of_office(office)?;
    Some(format!("closed-files bank {} ({})", known.bank, known.office))
}
