//! The comment that an act asks for, as far as the record can word it: the closing comment of the EC and of the Clerk
//! II. A fact that only the worker knows is a blank, `{reason}`, as in a phrase.

use super::goal_comments;
use crate::domain::act::{Act, ActKind};
use crate::domain::facts::{ClosingStep, RoutingForm};
use crate::domain::wording::capitalize_first;
use crate::rules::closing;
use crate::rules::message::{Message, message};
use crate::rules::view::View;

/// Returns the suggested results for the comment on an act; `None` if the act needs no comment. `view` holds the facts
/// with the act.
pub fn suggested_results(view: &View<'_>, act: &Act) -> Option<Message> {
    match &act.kind {
        ActKind::ClosingSubmitted(what) => {
            let bank = closing::bank_text(view, &what.office)?;
            let sent = message!("Form 50-20e went to the EC Supervisor on {} for {}.", act.on, bank);
            Some(message!("{} {}", closing_text(view, &what.reason), sent))
        }
        ActKind::GoalReviewed(what) => goal_comments::review_text(view, act, what),
        ActKind::CaseRouted(_) => routing_text(view, view.facts.routing_forms.last()?),
        _ => None,
    }
}

/// Writes the text of the closing from the record, with the reason.
pub(super) fn closing_text(view: &View<'_>, reason: &str) -> Message {
    let steps = [ClosingStep::ActivitiesEnded, ClosingStep::ServicesEnded, ClosingStep::RegistrationClosed];
    let done = steps.into_iter().filter_map(|step| {
        let taken = closing::recorded_step(view, step)?;
        Some(message!("{}: {}.", capitalize_first(step.title()), taken.on))
    });
    let reason = reason.trim().trim_end_matches('.').to_owned();
    let first = if let Some(aid) = view.discontinuance() {
        message!("Aid was discontinued on {}; the Employment Services case closes. Reason: {}.", aid.since, reason)
    } else {
        message!("The Employment Services case closes. Reason: {}.", reason)
    };
    Message::join(std::iter::once(first).chain(done), " ")
}

fn routing_text(view: &View<'_>, form: &RoutingForm) -> Option<Message> {
    let (approved, routed) = (form.approved.as_ref()?, form.routed.as_ref()?);
    let bank = closing::bank_text(view, &form.office)?;
    Some(message!(
        "Form 50-20e, approved by the EC Supervisor on {}, was received. The case was routed to {} on {}.",
        approved.on,
        bank,
        routed.on
    ))
}
