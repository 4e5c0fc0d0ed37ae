//! The sentences that say why a step of work between desks cannot be recorded.

use super::act_refusal::ActRefusal;
use crate::domain::role::Role;
use crate::domain::steps::{StepCondition, StepRefusal, StepRequest};
use crate::rules::message::{Message, message};
use crate::rules::view::View;

/// Explains why the step cannot be recorded. `state` is the title of the state, where there is one.
pub(super) fn explain_refusal(
    view: &View<'_>,
    step: &StepRequest<'_>,
    state: Option<&'static str>,
    refused: StepRefusal<'_>,
) -> ActRefusal {
    let tables = &view.policy.tables.partners;
    let title = tables.step_title(step.act).to_owned();
    match refused {
        StepRefusal::NotFromState { possible } => {
            let is_own = |act: &str| {
                let roles = tables.step_roles(act).map(|(roles, _)| roles).unwrap_or_default();
                step.roles.iter().any(|role| role.is_among(&roles))
            };
            let own = possible.into_iter().filter(|act| is_own(act));
            let own: Vec<&str> = own.map(|act| tables.step_title(act)).collect();
            let next = if own.is_empty() { "nothing of yours".to_owned() } else { own.join("; ") };
            let when = state.map_or_else(
                || Message::from("before anything is recorded"),
                |state| message!("in the state {}", state),
            );
            ActRefusal::from_message(message!("Impossible {}: {}. Possible now: {}.", when, title, next))
        }
        StepRefusal::NotWithOutcome { possible } => {
            let given = step.outcome.unwrap_or("no outcome").to_owned();
            let says = message!("Impossible with {}: {}. Possible now: {}.", given, title, possible.join(", "));
            ActRefusal::from_message(says)
        }
        StepRefusal::NotByRole { roles, source } => {
            let roles = roles.into_iter().map(Role::title).collect::<Vec<_>>().join(", ");
            ActRefusal::from_message(message!(
                "This is for another role: {} ({}; {}).",
                title,
                roles,
                source.to_owned()
            ))
        }
        StepRefusal::Unmet { condition, source } => explain_condition(view, condition, source),
    }
}

/// Explains what does not hold.
fn explain_condition(view: &View<'_>, condition: StepCondition, source: &str) -> ActRefusal {
    let policy = view.policy;
    if let (StepCondition::EnoughRefusals, Some(rule)) = (condition, policy.social_work_refusals.as_ref()) {
        let says = message!("The client must have refused at least {}.", rule.value.to_string());
        return ActRefusal::from_policy(says, rule);
    }
    if let (StepCondition::UnreachedLongEnough, Some(rule)) = (condition, policy.social_work_final.as_ref()) {
        let says = message!("The last letter goes out after {} without contact, not before.", rule.value);
        return ActRefusal::from_policy(says, rule);
    }
    if let (StepCondition::ReplyTimeOver, Some(rule)) = (condition, policy.social_work_reply.as_ref()) {
        let says = message!("The time to answer the last letter is not over ({}).", rule.value.to_string());
        return ActRefusal::from_policy(says, rule);
    }
    let says: Message = condition_text(condition).into();
    ActRefusal::from_message(message!("{} ({})", says, source.to_owned()))
}

const fn condition_text(condition: StepCondition) -> &'static str {
    match condition {
        StepCondition::NoOtherUnitCase => "The person has a social-work case that is submitted, open or inactive.",
        StepCondition::EnoughRefusals => "The client has not refused repeatedly.",
        StepCondition::UnreachedLongEnough => "The last letter goes out after months without contact, not before.",
        StepCondition::FinalLetterSent => "No last letter waits for an answer: the last letter comes first.",
        StepCondition::ReplyTimeOver => "The time to answer the last letter is not over.",
        StepCondition::TalkSaidClose => {
            "The talk of social worker, referring worker and supervisor comes first, and has to say that the case may be \
             closed."
        }
        StepCondition::NoReportWaits => "A report waits for the supervisor already.",
        StepCondition::Sensitive => "The case is not sensitive.",
        StepCondition::NotSensitive => "Only an analyst answers this one.",
        StepCondition::OrientationCompleted => "Orientation first: nothing says that it is completed.",
        StepCondition::ProgramActive => "The employment program has ended for the family: close the common case.",
        StepCondition::ProgramOver => "The employment program goes on for the family: hand the case back.",
    }
}
