//! Whether a step of work between desks may be recorded, and why not: one question for every act of the state machines
//! in `assets/policy/transitions.toml`.

use super::act_refusal::ActRefusal;
use super::{step_conditions, step_refusal};
use crate::domain::PersonNumber;
use crate::domain::partner_state::{
    CommonCaseState, ConferenceState, OutreachState, PartnerModule, ReportState, UnitCaseState,
};
use crate::domain::steps::{StepCondition, StepRequest, StepTable};
use crate::domain::transitions::StatusTitle;
use crate::rules::common_case::newest_common_case;
use crate::rules::linkages::newest_conference;
use crate::rules::message::message;
use crate::rules::outreach::outreach_state;
use crate::rules::social_work::{UnitCase, case_for_step, newest_unit_case};
use crate::rules::view::View;

/// The state to which a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateAfter {
    /// Of a social-work case.
    UnitCase(UnitCaseState),
    /// Of a common case.
    CommonCase(CommonCaseState),
    /// Of an outreach.
    Outreach(OutreachState),
    /// Of a conference.
    Conference(ConferenceState),
    /// Of nothing: the act stands alone.
    StandsAlone,
}

impl StateAfter {
    /// Returns the state of the same machine before a step; `None` if nothing has begun.
    pub(super) fn before(self, view: &View<'_>, person: PersonNumber) -> Option<Self> {
        match self {
            Self::UnitCase(_) => newest_unit_case(view, person).map(|case| Self::UnitCase(case.state())),
            Self::CommonCase(_) => newest_common_case(view).map(|case| Self::CommonCase(case.state())),
            Self::Conference(_) => newest_conference(view).map(|known| Self::Conference(known.state())),
            Self::Outreach(_) => outreach_state(view, person).map(Self::Outreach),
            Self::StandsAlone => Some(Self::StandsAlone),
        }
    }
}

/// Returns the state to which the step leads, if it may be recorded on the day of the view.
///
/// # Errors
/// Returns an [`ActRefusal`] that says what stands against the step, and names the handbook section or policy.
pub fn check_step(view: &View<'_>, person: PersonNumber, step: &StepRequest<'_>) -> Result<StateAfter, ActRefusal> {
    let tables = &view.policy.tables.partners;
    let Some(act) = tables.step_act(step.act) else {
        return Err(ActRefusal::from_message(message!("{} is no step of work between desks.", step.act.to_owned())));
    };
    require_module(view, act.module)?;
    if act.stands_alone {
        return Ok(StateAfter::StandsAlone);
    }
    let unit = case_for_step(view, person, step.act, step.outcome);
    let holds = |condition| step_conditions::does_hold(view, person, unit.as_ref(), condition);
    if tables.unit_case_steps.has_act(step.act) {
        let case = unit.as_ref();
        let state = case.map(UnitCase::state);
        let after = find_step(view, &tables.unit_case_steps, state, step, holds)?;
        if tables.report_steps.has_act(step.act) {
            let report = case.map_or(ReportState::Due, UnitCase::report_state);
            find_step(view, &tables.report_steps, Some(report), step, holds)?;
        }
        return Ok(StateAfter::UnitCase(after));
    }
    if tables.common_case_steps.has_act(step.act) {
        let state = newest_common_case(view).map(|case| case.state());
        return find_step(view, &tables.common_case_steps, state, step, holds).map(StateAfter::CommonCase);
    }
    if tables.conference_steps.has_act(step.act) {
        let state = newest_conference(view).map(|known| known.state());
        return find_step(view, &tables.conference_steps, state, step, holds).map(StateAfter::Conference);
    }
    if tables.outreach_steps.has_act(step.act) {
        let state = outreach_state(view, person);
        return find_step(view, &tables.outreach_steps, state, step, holds).map(StateAfter::Outreach);
    }
    Err(ActRefusal::from_message(message!("Nothing is recorded here yet about this: {}.", act.title.clone())))
}

fn find_step<S: StatusTitle>(
    view: &View<'_>,
    table: &StepTable<S>,
    from: Option<S>,
    step: &StepRequest<'_>,
    holds: impl Fn(StepCondition) -> bool,
) -> Result<S, ActRefusal> {
    let state = from.map(StatusTitle::title);
    table.find_step(from, step, holds).map_err(|refused| step_refusal::explain_refusal(view, step, state, refused))
}

/// Refuses an act of a part of the work that the county does not have.
fn require_module(view: &View<'_>, module: PartnerModule) -> Result<(), ActRefusal> {
    match view.policy.partner_modules.as_ref() {
        Some(modules) if modules.value.0.contains(&module) => Ok(()),
        Some(modules) => {
            let says = message!("Not switched on in this county: {}.", module.title());
            Err(ActRefusal::from_policy(says, modules))
        }
        None => Err(ActRefusal::from_message(message!("Not switched on in this county: {}.", module.title()))),
    }
}
