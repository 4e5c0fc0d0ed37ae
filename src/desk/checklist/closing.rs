//! What proves the items of the closing route.

use chrono::NaiveDate;

use super::case_month::CaseMonth;
use super::evidence::{Evidence, new_ground};
use crate::domain::facts::{ClosingStep, RoutingForm, Source, SupervisorSignature};

impl CaseMonth<'_> {
    /// The step as it was taken for the discontinuance that the case is in.
    pub(super) fn closing_step_evidence(&self, step: ClosingStep) -> Evidence {
        let since = self.aid_status()?.since;
        let mut taken = self.record.facts.closing.iter();
        let taken =
            taken.rfind(|done| done.step == step && done.on >= since && done.is_in_effect_on(self.state_day))?;
        Some(vec![new_ground(step.title(), &taken.on, &taken.source)])
    }

    /// A day of the newest form 50-20e, and where the form goes.
    pub(super) fn routing_form_evidence<'f>(
        &'f self,
        what: &str,
        step: impl Fn(&'f RoutingForm) -> Option<(NaiveDate, &'f Source)>,
    ) -> Evidence {
        let since = self.aid_status()?.since;
        let mut forms = self.record.facts.routing_forms.iter();
        let form = forms.rfind(|form| form.submitted >= since && form.submitted <= self.state_day)?;
        let (on, source) = step(form).filter(|(on, _)| *on <= self.state_day)?;
        Some(vec![new_ground(what, &on, source), new_ground("closed files of", &form.office, &form.source)])
    }
}

/// When and where a step of the supervisor was taken.
pub(super) fn signature_source(step: Option<&SupervisorSignature>) -> Option<(NaiveDate, &Source)> {
    step.map(|step| (step.on, &step.source))
}
