//! What proves the items of the closing route.

use chrono::NaiveDate;

use super::proof::{Evidence, ground};
use super::view::View;
use crate::domain::facts::{ClosingStep, RoutingForm, Signed, Source};

impl View<'_> {
    /// The step as it was taken for the discontinuance that the case is in.
    pub(super) fn closing_taken(&self, step: ClosingStep) -> Evidence {
        let since = self.aid()?.since;
        let mut taken = self.record.facts.closing.iter();
        let taken = taken.rfind(|done| done.step == step && done.on >= since && done.stands(self.on))?;
        Some(vec![ground(step.title(), &taken.on, &taken.source)])
    }

    /// A day of the newest form 50-20e, and where the form goes.
    pub(super) fn routing_form<'f>(
        &'f self,
        what: &str,
        step: impl Fn(&'f RoutingForm) -> Option<(NaiveDate, &'f Source)>,
    ) -> Evidence {
        let since = self.aid()?.since;
        let mut forms = self.record.facts.routing_forms.iter();
        let form = forms.rfind(|form| form.submitted >= since && form.submitted <= self.on)?;
        let (on, source) = step(form).filter(|(on, _)| *on <= self.on)?;
        Some(vec![ground(what, &on, source), ground("closed files of", &form.office, &form.source)])
    }
}

/// When and where a step of the supervisor was taken.
pub(super) fn signed(step: Option<&Signed>) -> Option<(NaiveDate, &Source)> {
    step.map(|step| (step.on, &step.source))
}
