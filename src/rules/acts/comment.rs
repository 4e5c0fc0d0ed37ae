//! The comment that an act asks for, as far as the record can word it: the closing comment of the EC and of the Clerk II.
//! What only the worker knows is a blank, `{reason}`, as in a phrase.

use crate::domain::act::{Act, ActKind};
use crate::domain::dates;
use crate::domain::facts::{ClosingStep, RoutingForm};
use crate::rules::closing;
use crate::rules::view::View;

/// The results to be dictated after an act; `view` are the facts with the act. Nothing where none are to be.
pub fn suggested_results(view: &View<'_>, act: &Act) -> Option<String> {
    match &act.kind {
        ActKind::Closing(what) if what.step == ClosingStep::Commented => Some(closing_text(view, "{reason}")),
        ActKind::ClosingSubmitted(what) => {
            let bank = bank_text(view, &what.office)?;
            let sent =
                format!("Form 50-20e went to the EC Supervisor on {} for {bank}.", dates::format_long_date(act.on));
            Some(format!("{} {sent}", closing_text(view, &what.reason)))
        }
        ActKind::CaseRouted(_) => routing_text(view, view.facts.routing_forms.last()?),
        _ => None,
    }
}

/// What the record says of the closing, and the reason.
fn closing_text(view: &View<'_>, reason: &str) -> String {
    let since =
        view.discontinuance().map(|aid| format!("Aid was discontinued on {}", dates::format_long_date(aid.since)));
    let steps = [ClosingStep::ActivitiesEnded, ClosingStep::ServicesEnded, ClosingStep::RegistrationClosed];
    let done = steps.into_iter().filter_map(|step| {
        let taken = closing::recorded_step(view, step)?;
        Some(format!(" {}: {}.", capitalize_first(step.title()), dates::format_long_date(taken.on)))
    });
    let reason = reason.trim().trim_end_matches('.');
    let first = format!("{}; the Employment Services case closes. Reason: {reason}.", since.unwrap_or_default());
    std::iter::once(first).chain(done).collect()
}

fn routing_text(view: &View<'_>, form: &RoutingForm) -> Option<String> {
    let (approved, routed) = (form.approved.as_ref()?, form.routed.as_ref()?);
    let bank = bank_text(view, &form.office)?;
    Some(format!(
        "Form 50-20e, approved by the EC Supervisor on {}, was received. The case was routed to {bank} on {}.",
        dates::format_long_date(approved.on),
        dates::format_long_date(routed.on),
    ))
}

/// `closed-files bank V999 (Eastmont)`.
pub(super) fn bank_text(view: &View<'_>, office: &str) -> Option<String> {
    let known = view.policy.tables.bank_of_office(office)?;
    Some(format!("closed-files bank {} ({})", known.bank, known.office))
}

fn capitalize_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
