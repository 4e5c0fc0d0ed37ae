//! Clocks that the handbook gives in hours. A due day is a civil day: 24 hours are one day, 48 hours are two.

use chrono::NaiveDate;

use crate::domain::facts::Source;
use crate::policy::Param;
use crate::policy::param::{Days, ParamValue as _};
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::view::View;

/// The end of a clock of hours.
pub(super) struct HourClock {
    /// The day from which it is counted.
    start: NaiveDate,
    /// The days that are counted.
    days: Days,
    /// The day on which the hours end.
    pub literal: NaiveDate,
    /// The day that counts as its end: the next working day where policy says so.
    pub due: NaiveDate,
}

impl HourClock {
    /// Counts the days of `rule` from `start`.
    pub fn new(view: &View, start: NaiveDate, rule: &Param<Days>) -> Self {
        let literal = start + rule.value;
        let rolls = view.policy.social_work_rolls.as_ref().is_some_and(|rolls| rolls.value.0);
        let due = if rolls { view.policy.calendar.working_day_from(literal) } else { literal };
        Self { start, days: rule.value, literal, due }
    }

    /// Adds the due day and, where the hours end on a closed day, both days and the doubt which of them counts.
    pub fn add_to(&self, view: &View, finding: Finding) -> Finding {
        let finding = finding.due_on(self.due).late_after_due(view.on);
        let Some(rolls) = view.policy.social_work_rolls.as_ref() else { return finding };
        let open = view.policy.calendar.working_day_from(self.literal);
        if open == self.literal {
            return finding;
        }
        let finding = finding.with_ground("counted", self.both_days(open), &Source::Stated).under_policy(rolls);
        if rolls.can_decide() {
            return finding;
        }
        let doubt = "whether the hours wait for the next working day: the handbook says hours, and nothing of \
                     weekends and holidays; {} or {}";
        finding.cannot_tell(Message::new(doubt, vec![self.literal.into(), open.into()]))
    }

    fn both_days(&self, open: NaiveDate) -> Message {
        let days = self.days.to_policy_value().to_string();
        message!("{} after {} is {}; the office works again on {}", days, self.start, self.literal, open)
    }
}
