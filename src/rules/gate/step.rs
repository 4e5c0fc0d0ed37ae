//! A non-compliance as the reasons against a sanction look at it, with the days that count, and the first days of a
//! sanction.

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{
    AidMonth, AidMonthStatus, CauseOutcome, DatedRegistration, Exemption, Noncompliance, Notice, Person,
};
use crate::domain::status::RegistrationStatus;
use crate::policy::Param;
use crate::policy::param::Applicability;
use crate::rules::exemption;
use crate::rules::message::{Message, message};
use crate::rules::noncompliance::{NoncomplianceStage, noncompliance_stage};
use crate::rules::view::{View, registration_order};

/// A non-compliance with what the reasons against a sanction ask of it.
pub(super) struct FailedStep<'a> {
    /// The case on the day of the decision.
    pub view: View<'a>,
    /// The non-compliance.
    pub step: &'a Noncompliance,
    /// The participant, if the facts hold them.
    pub person: Option<&'a Person>,
    /// The case on the day of the failure, or on the day before the notice if the day of the failure is not known.
    pub failure: View<'a>,
}

impl<'a> FailedStep<'a> {
    /// Creates the step as it is seen on the day of the view.
    pub fn new(view: &View<'a>, step: &'a Noncompliance) -> Self {
        let before_notice = step.notice_issued.pred_opt().unwrap_or(step.notice_issued);
        let failed_on = step.failed_on.unwrap_or(before_notice);
        Self {
            view: *view,
            step,
            person: view.find_person(step.person),
            failure: View::new(view.facts, view.policies, failed_on),
        }
    }

    /// Returns the case on another day.
    pub fn view_on(&self, day: NaiveDate) -> View<'a> {
        View::new(self.view.facts, self.view.policies, day)
    }

    /// Returns the days on which the failure may have happened: its day, or those from the month before the notice to
    /// the day before it.
    pub fn failure_days(&self) -> (NaiveDate, NaiveDate) {
        let last = self.failure.on;
        let first = || Month::from_date(last).previous().first_day();
        (self.step.failed_on.unwrap_or_else(first), last)
    }

    /// Returns the day on which the failure is looked at in words; where its day is not recorded and no earlier one is looked
    /// at, it is the last on which it may have happened.
    pub fn failure_day_text(&self) -> Message {
        if self.step.failed_on.is_none() && Some(self.failure.on) == self.step.notice_issued.pred_opt() {
            return message!("{}, the last day on which the failure may have happened", self.failure.on);
        }
        message!("{}", self.failure.on)
    }

    /// Returns the registration status on the day of the failure. If that day is not known, it is the status before the
    /// non-compliance that led to the notice.
    pub fn status_at_failure(&self) -> Option<RegistrationStatus> {
        let then = self.failure.registration_of(self.step.person)?;
        if self.step.failed_on.is_some() || then.status != RegistrationStatus::NonCompliance {
            return Some(then.status);
        }
        let before = View::new(self.view.facts, self.view.policies, then.since.pred_opt()?);
        Some(before.registration_of(self.step.person).map_or(then.status, |before| before.status))
    }

    /// Returns the day since which the participant is no longer the volunteer that they were on one of the days on which
    /// the failure may have happened; `None` if the day of the failure is known.
    pub fn volunteer_until(&self) -> Option<NaiveDate> {
        let (first, last) = self.failure_days();
        let mut history: Vec<_> = self.person?.registration.iter().filter(|known| known.since <= last).collect();
        history.sort_by_key(|known| registration_order(known));
        let was_volunteer = |before: &DatedRegistration| before.status == RegistrationStatus::RegisteredVoluntary;
        let pairs = history.iter().zip(history.iter().skip(1));
        let next = pairs.filter(|(before, _)| was_volunteer(before)).map(|(_, after)| after.since);
        next.filter(|since| self.step.failed_on.is_none() && first < *since).max()
    }

    /// Returns the end of a pregnancy on one of the days on which the failure may have happened; `None` if the day of the
    /// failure is known.
    pub fn pregnancy_ended_between(&self, first: NaiveDate, last: NaiveDate) -> Option<NaiveDate> {
        let ended = self.person?.pregnancy_ended.filter(|_| self.step.failed_on.is_none())?;
        (first <= ended && ended <= last).then_some(ended)
    }

    /// Returns the participant's exemption that holds on any day from `first` to `last`, both included; the newest of
    /// several. One that begins after the day of the decision is not known yet.
    pub fn newest_exemption(&self, first: NaiveDate, last: NaiveDate) -> Option<&'a Exemption> {
        let (person, last) = (self.step.person, last.min(self.view.on));
        let ends_before =
            |exemption: &Exemption| exemption::last_day(&self.view, exemption).is_some_and(|end| end < first);
        let theirs = self.view.facts.exemptions.iter().filter(|exemption| exemption.person == person);
        theirs
            .filter(|exemption| exemption.from <= last && !ends_before(exemption))
            .max_by_key(|exemption| (exemption.from, exemption.until, &exemption.reason))
    }

    /// Returns the record of the month of the failure, if it says `was`.
    pub fn aid_month_of_failure(&self, was: AidMonthStatus) -> Option<&'a AidMonth> {
        let month = Month::from_date(self.failure.on);
        let theirs = self.view.facts.aid_months.iter().filter(|aid| aid.person == self.step.person);
        theirs.filter(|aid| aid.month == month && aid.was == was).max_by_key(|aid| aid.excuses_all_hours())
    }

    /// Returns the newest record of a month after the failure, up to the day of the decision, that says one of `was`.
    pub fn aid_month_since_failure(&self, was: &[AidMonthStatus]) -> Option<&'a AidMonth> {
        let (failed, now) = (Month::from_date(self.failure.on), Month::from_date(self.view.on));
        let theirs = self.view.facts.aid_months.iter().filter(|aid| aid.person == self.step.person);
        let since = theirs.filter(|aid| failed < aid.month && aid.month <= now && was.contains(&aid.was));
        since.max_by_key(|aid| (aid.month, aid.excuses_all_hours(), aid.was))
    }

    /// Returns the first and last day of a compliance plan that failed, or that is over without a result.
    pub fn plan_days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let (step, on) = (self.step, self.view.on);
        let result = step.plan_result.as_ref().filter(|result| result.on <= on);
        let last = match result {
            Some(result) if result.completed => return None,
            Some(result) => step.plan_end.map_or(result.on, |end| end.min(result.on)),
            None => step.plan_end.filter(|end| *end <= on)?,
        };
        let agreed = step.determination.as_ref().filter(|known| known.outcome == CauseOutcome::CompliancePlan);
        let first = agreed.map_or(step.notice_issued, |known| known.on);
        (first <= last).then_some((first, last))
    }

    /// Returns the days from the approval of a sanction to the day of the decision, while the sanction has not begun.
    pub fn days_since_approval(&self) -> Option<(NaiveDate, NaiveDate)> {
        let approved = self.step.sanction.as_ref()?.approved.filter(|approved| *approved <= self.view.on)?;
        Some((approved, self.view.on))
    }
}

/// Returns the first day on which a sanction may take effect: the number of calendar days after the notice that policy
/// sets, and after a failed plan not before its result.
pub fn earliest_day(view: &View, step: &Noncompliance) -> Option<NaiveDate> {
    let days = view.policy.sanction_earliest.as_ref()?;
    let by_notice = step.notice_issued + days.value;
    match noncompliance_stage(step, view.on) {
        NoncomplianceStage::PlanFailed(result) => Some(by_notice.max(result.on)),
        _ => Some(by_notice),
    }
}

/// Returns the first of a month from which aid may be lowered by a sanction: not before its earliest day, and after a
/// failed plan not before a timely notice of it (NA 817) takes effect. A notice that was not sent yet is counted from
/// the day of the view. While no sanction is recorded, a first day that has passed is passed for good: none may begin in
/// the past.
pub fn first_of_month(view: &View, step: &Noncompliance) -> Option<NaiveDate> {
    let first = first_of_month_by_notices(view, step)?;
    if step.sanction.is_some() || view.on <= first {
        return Some(first);
    }
    Some(first_on_or_after(view.on))
}

/// Returns the first of a month from which aid may be lowered by the days of the notices alone, also where it has passed.
pub(super) fn first_of_month_by_notices(view: &View, step: &Noncompliance) -> Option<NaiveDate> {
    view.policy.sanction_first_of_month.as_ref().filter(|rule| rule.value.0)?;
    let earliest = earliest_day(view, step)?;
    let notice_takes_effect = notice_of_failed_plan(view, step);
    let day = notice_takes_effect.map_or(earliest, |day| day.max(earliest));
    Some(first_on_or_after(day))
}

/// Returns the first of a month that is the day or the next one after it.
fn first_on_or_after(day: NaiveDate) -> NaiveDate {
    let month = Month::from_date(day);
    if month.first_day() == day { day } else { month.next().first_day() }
}

/// Returns the day from which a timely notice of a failed plan takes effect; `None` if no plan failed.
fn notice_of_failed_plan(view: &View, step: &Noncompliance) -> Option<NaiveDate> {
    if !matches!(noncompliance_stage(step, view.on), NoncomplianceStage::PlanFailed(_)) {
        return None;
    }
    if let Some(effective) = step.sanction_notice_effective {
        return Some(effective);
    }
    let timely = view.policy.timely_notice.as_ref()?;
    let sent = sent_notice(view, step).unwrap_or(view.on);
    Some(sent + timely.value)
}

/// Returns the day on which the notice of the sanction (NA 817) was sent, by the day of the view; of several that are
/// listed, the first since the notice of action.
pub fn sent_notice(view: &View, step: &Noncompliance) -> Option<NaiveDate> {
    let form = |notice: &&Notice| {
        notice.person == step.person && [Some(notice.kind.as_str()), notice.form.as_deref()].contains(&Some("NA 817"))
    };
    let result = step.plan_result.as_ref().filter(|result| result.on <= view.on);
    let since = result.map_or(step.notice_issued, |result| result.on);
    let listed = view.facts.notices.iter().filter(form).filter_map(|notice| notice.sent);
    let sent = step.sanction_notice.or_else(|| listed.filter(|sent| since <= *sent).min());
    sent.filter(|sent| *sent <= view.on)
}

/// Returns the first possible day of a sanction for every non-compliance that is not over.
pub fn earliest_days<'a>(view: &View<'a>) -> impl Iterator<Item = (PersonNumber, NaiveDate)> + use<'a> {
    let view = *view;
    let open = view.facts.noncompliance.iter().filter(move |step| {
        !matches!(
            noncompliance_stage(step, view.on),
            NoncomplianceStage::NotYet | NoncomplianceStage::Over | NoncomplianceStage::Sanctioned
        )
    });
    open.filter_map(move |step| Some((step.person, earliest_day(&view, step)?)))
}

/// Returns the rule if it applies.
pub(super) fn in_force(rule: Option<&Param<Applicability>>) -> Option<&Param<Applicability>> {
    rule.filter(|rule| rule.value.0)
}
