//! The month calendar: everything that is due, by day.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Caseload, EvaluatedCase, is_overdue};
use crate::domain::alert::{AlertKey, AlertOrigin};
use crate::domain::category::Category;
use crate::domain::code_words::code_words;
use crate::domain::dates::Month;
use crate::domain::name::PersonName;
use crate::domain::{CaseNumber, PersonNumber};
use crate::present::finding::finding_line;
use crate::rules::clock::{Clock, ClockId};
use crate::rules::finding::Finding;
use crate::rules::goals::duty_day;
use crate::rules::message::{Message, message};
use crate::rules::{self, Evaluation};

code_words! {
    /// The kind of thing that is due on a day, in the words of the calendar.
    pub enum DueKind {
        /// The 20-day period or a compliance plan ends, or a step of sanction or cure is due.
        Noncompliance = "noncompliance" => "Non-compliance",
        /// The monthly contact.
        Contact = "contact" => "Contact",
        /// Attendance of the previous month.
        Attendance = "attendance" => "Attendance",
        /// A plan is due, or a time in it ends.
        Plan = "plan" => "Plan",
        /// An activity ends, or is to be brought up to date.
        Activity = "activity" => "Activity",
        /// An exemption ends or is to be reviewed.
        Exemption = "exemption" => "Exemption",
        /// A limit of time on aid.
        TimeOnAid = "time_on_aid" => "Time on aid",
        /// A report or a referral.
        Report = "report" => "Report",
        /// A supportive service, a notice or a document.
        Service = "service" => "Service, notice",
        /// A closing.
        Closing = "closing" => "Closing",
        /// An alert of the system of record or of another worker.
        Alert = "alert" => "Alert",
        /// What the worker wrote down to be reminded of.
        Reminder = "reminder" => "Reminder",
        /// An appointment about a non-compliance. It is a date, not a duty, so it is never overdue.
        Appointment = "appointment" => "Appointment",
        /// A participant's own goal, or a goal tool to offer.
        Goal = "goal" => "Goal",
    }
}

impl DueKind {
    /// Returns the kind in at most ten columns, for narrow lists.
    pub const fn short_title(self) -> &'static str {
        match self {
            Self::Noncompliance => "Non-comp.",
            Self::TimeOnAid => "On aid",
            Self::Service => "Service",
            Self::Appointment => "Appointm.",
            other => other.title(),
        }
    }

    const fn for_category(category: Category) -> Self {
        match category {
            Category::Discontinued => Self::Closing,
            Category::GoodCause20Day | Category::OverdueNoncompliance | Category::Sanction => Self::Noncompliance,
            Category::NoCurrentActivity | Category::NoActivityUpdate | Category::Activity => Self::Activity,
            Category::Contact => Self::Contact,
            Category::Attendance => Self::Attendance,
            Category::Plan => Self::Plan,
            Category::Exemption => Self::Exemption,
            Category::TimeOnAid => Self::TimeOnAid,
            Category::Referral
            | Category::Supervision
            | Category::SocialWork
            | Category::CommonCase
            | Category::Outreach
            | Category::Linkages => Self::Report,
            Category::Goals => Self::Goal,
            Category::SupportiveServices | Category::Notice | Category::Document => Self::Service,
            Category::Difference => Self::Alert,
        }
    }

    const fn for_clock(clock: ClockId) -> Self {
        match clock {
            ClockId::GoodCausePeriod | ClockId::CompliancePlan | ClockId::Cure => Self::Noncompliance,
            ClockId::Contact => Self::Contact,
            ClockId::PlanDue | ClockId::PlanChanges | ClockId::PlanReassignment => Self::Plan,
            ClockId::Exemption | ClockId::ChildTurnsSix => Self::Exemption,
            ClockId::TimeOnAid | ClockId::FederalTime | ClockId::Clock24 => Self::TimeOnAid,
            ClockId::CallBack | ClockId::FinalLetterReply | ClockId::Unreached | ClockId::NextReport => Self::Report,
        }
    }
}

/// One thing that is due on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DueItem {
    /// The day.
    pub day: NaiveDate,
    /// The kind of thing.
    pub kind: DueKind,
    /// The case.
    pub case: CaseNumber,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The name of the participant, or of the case for the case as a whole.
    pub name: PersonName,
    /// What is due.
    pub says: Message,
    /// Whether the day has passed and the thing is still open; see [`is_overdue`].
    pub late: bool,
    /// The key of the alert or the own reminder; `None` for what no alert says.
    pub alert: Option<AlertKey>,
}

impl Caseload {
    /// Returns everything due in `month`, by day, as of the as-of day: findings, ends of clocks, and the county's
    /// alerts. In the month of the as-of day, overdue items of earlier months come first.
    ///
    /// A later month is evaluated as of its first day, an earlier one as of its last.
    pub fn due_items(&self, month: Month) -> Vec<DueItem> {
        let cases = self.listed_cases().flat_map(|(_, case)| self.case_due_items(case, month));
        let mut items: Vec<_> = cases.chain(self.loose_due_items(None, month)).collect();
        items.sort();
        items
    }

    /// Returns what is due in `month` on one case.
    pub fn due_items_of(&self, case: &CaseNumber, month: Month) -> Vec<DueItem> {
        let listed = self.case(case).filter(|_| self.is_listed(case));
        let mut items = listed.map(|case| self.case_due_items(case, month)).unwrap_or_default();
        items.extend(self.loose_due_items(Some(case), month));
        items
    }

    /// Returns the reminders of the month on no case of the lists, or only those under this case number.
    fn loose_due_items(&self, case: Option<&CaseNumber>, month: Month) -> Vec<DueItem> {
        let on = self.as_of.clamp(month.first_day(), month.last_day());
        let loose = self.loose_reminders().filter(|alert| case.is_none_or(|case| alert.case == *case));
        let items = loose.filter_map(|alert| {
            let (day, kind) = (alert.due?, DueKind::Reminder);
            let (name, says) = (self.reminder_name(alert), alert.list_text(on));
            let late = is_overdue(Some(day), on);
            let (case, key) = (alert.case.clone(), Some(alert.key.clone()));
            Some(DueItem { day, kind, case, person: alert.person, name, says, late, alert: key })
        });
        items.filter(|item| month.contains(item.day) || (on == self.as_of && item.late)).collect()
    }

    fn case_due_items(&self, case: &EvaluatedCase, month: Month) -> Vec<DueItem> {
        let on = self.as_of.clamp(month.first_day(), month.last_day());
        let other_day;
        let evaluation = if on == self.as_of {
            &case.evaluation
        } else {
            other_day = rules::evaluate_case(&case.record.facts, &self.policies, on);
            &other_day
        };
        let mut items = self.evaluation_due_items(case, evaluation, on);
        items.extend(appointments(case, on));
        let alerts = case.open_alerts(on).filter(|alert| !matches!(alert.origin, AlertOrigin::Rule(_)));
        items.extend(alerts.filter_map(|alert| {
            let own = matches!(alert.origin, AlertOrigin::Own(_));
            let kind = if own { DueKind::Reminder } else { DueKind::Alert };
            let item = new_due_item(case, alert.person, kind, alert.due?, alert.list_text(on), on);
            Some(DueItem { alert: Some(alert.key.clone()), ..item })
        }));
        items.retain(|item| month.contains(item.day) || (on == self.as_of && item.late));
        items
    }

    /// Returns the findings with a due date, and the ends of clocks that are not already shown by a finding of the same
    /// kind, person and day. What waits for somebody else is not in it.
    fn evaluation_due_items(&self, case: &EvaluatedCase, evaluation: &Evaluation, on: NaiveDate) -> Vec<DueItem> {
        let own = evaluation.findings.iter().filter(|finding| self.lists_finding(case, finding));
        let mut items: Vec<DueItem> = own.filter_map(|finding| finding_due_item(case, finding, on)).collect();
        let shown: BTreeSet<_> = items.iter().map(|item| (item.kind, item.person, item.day)).collect();
        let seen = evaluation.clocks.iter().filter(|clock| self.shows_clock(clock.id));
        let ends = seen.filter_map(|clock| clock_due_item(case, clock, on));
        items.extend(ends.filter(|item| !shown.contains(&(item.kind, item.person, item.day))));
        items
    }
}

/// Returns the appointments of non-compliances that were not rescinded, as known on `on`.
fn appointments(case: &EvaluatedCase, on: NaiveDate) -> impl Iterator<Item = DueItem> {
    let steps = case.record.facts.noncompliance.iter().filter(|step| step.rescinded.is_none());
    steps.filter_map(move |step| {
        let says = "appointment about the non-compliance".into();
        let item = new_due_item(case, step.person, DueKind::Appointment, step.appointment_on(on)?, says, on);
        Some(DueItem { late: false, ..item })
    })
}

fn finding_due_item(case: &EvaluatedCase, finding: &Finding, on: NaiveDate) -> Option<DueItem> {
    let kind = DueKind::for_category(finding.category);
    let item = new_due_item(case, finding.person, kind, finding.due?, finding_line(finding), on);
    Some(DueItem { late: is_overdue(duty_day(finding), on), ..item })
}

/// Returns the end of a clock that has not ended yet. If a clock that has ended asks for something, a rule reports it.
fn clock_due_item(case: &EvaluatedCase, clock: &Clock, on: NaiveDate) -> Option<DueItem> {
    let kind = DueKind::for_clock(clock.id);
    let day = clock.due.filter(|due| *due >= on)?;
    let says = message!("{}: {}", clock.title(), clock.says.clone());
    Some(new_due_item(case, clock.person, kind, day, says, on))
}

fn new_due_item(
    case: &EvaluatedCase,
    person: PersonNumber,
    kind: DueKind,
    day: NaiveDate,
    says: Message,
    on: NaiveDate,
) -> DueItem {
    let number = case.record.facts.case.clone();
    let late = is_overdue(Some(day), on);
    DueItem { day, kind, case: number, person, name: case.person_name(person), says, late, alert: None }
}

#[cfg(test)]
mod tests {
    use super::DueKind;
    use crate::domain::code_words::pins::assert_ids;

    #[test]
    fn the_ids_of_the_kinds_stay_as_they_are() {
        assert_ids::<DueKind>(
            "noncompliance contact attendance plan activity exemption time_on_aid report service closing alert reminder appointment goal",
        );
    }
}
