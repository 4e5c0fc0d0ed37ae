//! The aid that a sanction took and nothing gives back. A cure ends a sanction from then on, and the aid of the months before it
//! is owed by nothing but a rescission, which goes back to the first day.
//!
//! Source: WIC 11327.4(a)(1); Santa Clara CWES handbook, chapter 36, Curing a Sanction.

use chrono::NaiveDate;

use super::message::{Message, message};
use super::view::View;
use crate::domain::facts::{Cure, Noncompliance, Sanction};

/// The aid of a sanction that has begun and was not rescinded, as far as it was not given back.
#[derive(Clone, Copy)]
pub(super) enum WithheldAid {
    /// No restoration of aid is recorded since the sanction began.
    All,
    /// Aid was restored on the day, after a cure.
    UntilCured(NaiveDate),
}

impl WithheldAid {
    /// Looks at what was given back since the sanction began; `None` if aid was restored for another reason than a cure, or
    /// from the first day on.
    pub(super) fn find(view: &View, step: &Noncompliance, sanction: &Sanction) -> Option<Self> {
        let since = |day: &NaiveDate| sanction.from <= *day && *day <= view.on;
        let restored = |cure: &Cure| cure.restored.filter(since);
        let theirs = view.facts.cures.iter().filter(|cure| cure.person == step.person && restored(cure).is_some());
        let is_cured =
            |cure: &Cure| [cure.completed, cure.federal_rate_found].into_iter().flatten().any(|day| since(&day));
        let mut first = None;
        for cure in theirs {
            let day = restored(cure).filter(|day| is_cured(cure) && sanction.from < *day)?;
            first = Some(first.map_or(day, |first: NaiveDate| first.min(day)));
        }
        Some(first.map_or(Self::All, Self::UntilCured))
    }

    /// Returns whether aid flows again, so that no question that is only open is asked of the sanction any more.
    pub(super) const fn is_over(self) -> bool {
        matches!(self, Self::UntilCured(_))
    }

    /// Returns the doubt about the aid before a cure.
    pub(super) fn doubt(self, sanction: &Sanction) -> Option<Message> {
        match self {
            Self::All => None,
            Self::UntilCured(restored) => Some(message!(
                "whether the aid since {} was given back: aid is recorded as restored on {} after a cure, which does not go back \
                 to the first day of the sanction, and no rescission is recorded",
                sanction.from,
                restored
            )),
        }
    }
}
