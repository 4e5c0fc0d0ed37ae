//! The comment that an act asks for, as far as the record can word it: the closing comment of the EC and of the Clerk II.
//! What only the worker knows is a blank, `{reason}`, as in a phrase.

use crate::domain::act::{Act, ActKind};
use crate::domain::dates;
use crate::domain::facts::{ClosingStep, RoutingForm};
use crate::rules::closing;
use crate::rules::view::View;

/// The results to be dictated after an act; `view` are the facts with the act. Nothing where none are to be.
pub fn of(view: &View<'_>, act: &Act) -> Option<String> {
    match &act.kind {
        ActKind::Closing(what) if what.step == ClosingStep::Commented => Some(why_it_closes(view, "{reason}")),
        ActKind::ClosingSubmitted(what) => {
            let bank = bank(view, &what.office)?;
            let sent = format!("Form 50-20e went to the EC Supervisor on {} for {bank}.", dates::long(act.on));
            Some(format!("{} {sent}", why_it_closes(view, &what.reason)))
        }
        ActKind::CaseRouted(_) => routed(view, view.facts.routing_forms.last()?),
        _ => None,
    }
}

/// What the record says of the closing, and the reason.
fn why_it_closes(view: &View<'_>, reason: &str) -> String {
    let since = view.discontinued().map(|aid| format!("Aid was discontinued on {}", dates::long(aid.since)));
    let steps = [ClosingStep::ActivitiesEnded, ClosingStep::ServicesEnded, ClosingStep::RegistrationClosed];
    let done = steps.into_iter().filter_map(|step| {
        let taken = closing::taken(view, step)?;
        Some(format!(" {}: {}.", capital(step.title()), dates::long(taken.on)))
    });
    let reason = reason.trim().trim_end_matches('.');
    let first = format!("{}; the Employment Services case closes. Reason: {reason}.", since.unwrap_or_default());
    std::iter::once(first).chain(done).collect()
}

fn routed(view: &View<'_>, form: &RoutingForm) -> Option<String> {
    let (approved, routed) = (form.approved.as_ref()?, form.routed.as_ref()?);
    let bank = bank(view, &form.office)?;
    Some(format!(
        "Form 50-20e, approved by the EC Supervisor on {}, was received. The case was routed to {bank} on {}.",
        dates::long(approved.on),
        dates::long(routed.on),
    ))
}

/// `closed-files bank V999 (Eastmont)`.
pub(super) fn bank(view: &View<'_>, office: &str) -> Option<String> {
    let known = view.policy.tables.bank_of(office)?;
    Some(format!("closed-files bank {} ({})", known.bank, known.office))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
