//! The lines of a closing: the EC's steps, and form 50-20e on its way to the closed files.

use std::borrow::Cow;

use super::sections::{SectionPage, format_day};
use crate::domain::facts::{RoutingForm, SupervisorSignature};
use crate::tui::theme::StyleRole;

impl SectionPage<'_> {
    /// Adds the closing steps that were taken and the forms 50-20e, the newest first.
    pub(super) fn add_closing(&mut self) {
        let facts = self.case.record.facts.clone();
        if facts.closing.is_empty() && facts.routing_forms.is_empty() {
            return;
        }
        self.push_text("Closing", StyleRole::Heading);
        for form in facts.routing_forms.iter().rev() {
            self.add_routing_form(form);
        }
        for done in facts.closing.iter().rev() {
            let again = done.reopened.map(|on| format!("; sent back {}", format_day(on))).unwrap_or_default();
            let comment = done.comment.map(|on| format!(", comment of {}", format_day(on))).unwrap_or_default();
            let what = format!("{}{comment}{again}", done.step.title());
            self.push_dated_line(&format_day(done.on), &what, &done.source);
        }
    }

    fn add_routing_form(&mut self, form: &RoutingForm) {
        let content = format!("form 50-20e for {}: {}", form.office, form.reason);
        self.push_dated_line(&format_day(form.submitted), &content, &form.source);
        let signed = |step: &Option<SupervisorSignature>, what: &'static str| {
            step.as_ref().map(|step| (step.on, Cow::Borrowed(what), step.source.clone()))
        };
        let returned = form.returned.as_ref();
        let routed = form.routed.as_ref();
        let steps = [
            signed(&form.reviewed, "reviewed by the supervisor"),
            returned.map(|step| (step.on, format!("sent back: {}", step.reason).into(), step.source.clone())),
            signed(&form.approved, "approved"),
            routed.map(|step| (step.on, format!("routed to {}", step.bank).into(), step.source.clone())),
        ];
        for (on, what, source) in steps.into_iter().flatten() {
            self.push_dated_line(&format!("  {}", format_day(on)), &what, &source);
        }
    }
}
