//! Progress reports (7046 CW): the days on which they are due, which report answers which day, the supervisor's review, and
//! the report on the closing.
//!
//! Source: San Francisco handbook 75-9, IV.F, whose text and example contradict each other.

use chrono::NaiveDate;

use super::step_finding::step_finding;
use super::unit_case::{UnitCase, newest_unit_case};
use crate::domain::PersonNumber;
use crate::domain::act::ActId;
use crate::domain::facts::Source;
use crate::domain::facts::social_work::{ProgressReport, UnitStatus};
use crate::domain::partner_state::{ReportState, UnitCaseState};
use crate::domain::role::Role;
use crate::policy::param::Months;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

const TEXT_AND_EXAMPLE: &str = "whether reports are monthly or every three months: the handbook says both";

/// The due days of a case: the day of its acceptance in each month, counted from the acceptance itself.
pub(super) struct ReportGrid<'b, 'a> {
    case: &'b UnitCase<'a>,
    accepted: NaiveDate,
    every: u32,
    inactive: u32,
}

impl<'b, 'a> ReportGrid<'b, 'a> {
    pub fn new(case: &'b UnitCase<'a>) -> Option<Self> {
        let every = case.view.policy.social_work_report.as_ref()?.value.0;
        let inactive = case.view.policy.social_work_report_inactive.as_ref().map_or(1, |months| months.value.0.max(1));
        let accepted = case.accepted()?;
        (every > 0).then_some(Self { case, accepted, every, inactive })
    }

    fn day(&self, number: u32) -> NaiveDate {
        self.accepted + Months(number.saturating_mul(self.every))
    }

    /// Returns whether a report is owed on the due day: by the status on that day, or by today's on a day to come.
    fn is_owed(&self, number: u32) -> bool {
        match self.case.status_on(self.day(number).min(self.case.view.on)) {
            UnitStatus::Open => true,
            UnitStatus::Inactive => number.saturating_mul(self.every).is_multiple_of(self.inactive),
            UnitStatus::Closed => false,
        }
    }

    /// Returns the numbers of the due days on which a report is owed, from `first` on.
    fn owed_from(&self, first: u32) -> impl Iterator<Item = u32> {
        let horizon = self.last_by(self.case.view.on).saturating_add(self.inactive).saturating_add(1);
        (first..=horizon.max(first.saturating_add(self.inactive))).filter(|number| self.is_owed(*number))
    }

    /// Returns the number of the newest due day up to `day`.
    fn last_by(&self, day: NaiveDate) -> u32 {
        let numbers = std::iter::successors(Some(1_u32), |number| number.checked_add(1));
        let passed = numbers.take_while(|number| self.day(*number) <= day && self.day(*number) < NaiveDate::MAX);
        passed.last().unwrap_or(0)
    }

    /// Returns the due day that a report answers, when all up to `done` are answered: the newest that is open on the day of
    /// the report, else the next. The report may name another one.
    fn answered_by(&self, report: &ProgressReport, done: u32) -> u32 {
        let named = report.answers.map(|answers| self.last_by(answers)).filter(|number| *number > 0);
        let last = self.last_by(report.submitted);
        let open = || (done.saturating_add(1)..=last).rfind(|number| self.is_owed(*number));
        let next = || self.owed_from(done.saturating_add(1)).next().unwrap_or(done);
        named.or_else(open).unwrap_or_else(next)
    }

    /// Returns each standing report with the number of the due day that it answers.
    fn answers(&self) -> Vec<(&'a ProgressReport, u32)> {
        let mut done = 0;
        let reports = self.case.standing_reports().filter(|report| report.status != UnitStatus::Closed);
        let answers = reports.map(|report| {
            let number = self.answered_by(report, done);
            done = done.max(number);
            (report, number)
        });
        answers.collect()
    }

    /// Returns the due days on which a report is owed and not handed in: those that have passed, or else the next.
    pub fn open_days(&self) -> Vec<NaiveDate> {
        let done = self.answers().iter().map(|(_, number)| *number).max().unwrap_or(0);
        let on = self.case.view.on;
        let open = self.owed_from(done.saturating_add(1)).map(|number| self.day(number));
        let open: Vec<NaiveDate> = open.collect();
        let passed = open.iter().filter(|day| **day <= on).count();
        open.into_iter().take(passed.max(1)).collect()
    }

    /// Returns the due days that a later report closed although none was handed in for them.
    fn unfiled_days(&self) -> Vec<NaiveDate> {
        let answered: Vec<u32> = self.answers().into_iter().map(|(_, number)| number).collect();
        let done = answered.iter().copied().max().unwrap_or(0);
        let unfiled = (1..done).filter(|number| self.is_owed(*number) && !answered.contains(number));
        unfiled.map(|number| self.day(number)).collect()
    }
}

/// Returns the newest due day on which a report of the person's case is owed, or else the next one.
pub(in crate::rules) fn next_report_day(view: &View, person: PersonNumber) -> Option<NaiveDate> {
    let case = newest_unit_case(view, person).filter(UnitCase::is_running)?;
    ReportGrid::new(&case)?.open_days().last().copied()
}

/// Finds the progress report that is due next, or those that are owed.
pub(super) fn report_finding(case: &UnitCase) -> Option<Finding> {
    let (view, rule) = (&case.view, case.view.policy.social_work_report.as_ref()?);
    let grid = ReportGrid::new(case).filter(|_| case.is_running())?;
    let open = grid.open_days();
    let due = *open.first()?;
    let says = if open.len() > 1 {
        message!("{} progress reports (7046 CW) are owed, the oldest since {}", open.len(), due)
    } else {
        "a progress report (7046 CW) is due".into()
    };
    let mut finding = step_finding(case, RuleId::SocialWorkReport, says, rule)
        .due_on(due)
        .late_after_due(view.on)
        .with_ground("accepted", grid.accepted, case.source_of(&[ActId::SocialWorkAssigned], grid.accepted))
        .clears_when("the report is handed in");
    if let Some(assigned) = case.assigned().filter(|assigned| *assigned != grid.accepted) {
        finding = finding.with_ground("assigned", assigned, case.source_of(&[ActId::SocialWorkAssigned], assigned));
    }
    if !view.policy.calendar.is_working_day(due) {
        let closed = message!("{}: the office is closed; hand it in before", due);
        finding = finding.with_ground("the due day does not move", closed, &Source::Stated);
    }
    let unfiled = grid.unfiled_days();
    if !unfiled.is_empty() {
        let days = Message::join(unfiled.into_iter().map(|day| message!("{}", day)), ", ");
        finding = finding.with_ground("not filed", days, &case.referral.source);
    }
    if !rule.can_decide() {
        let taken = if rule.value == Months(1) { "monthly".into() } else { message!("every {}", rule.value) };
        finding = finding.cannot_tell(message!("{}; taken as {}", TEXT_AND_EXAMPLE, taken));
    }
    Some(note_inactive(case, finding))
}

/// Notes on a report of an Inactive case how its due day was found.
fn note_inactive(case: &UnitCase, finding: Finding) -> Finding {
    let rule = case.view.policy.social_work_report_inactive.as_ref();
    match rule.filter(|_| case.state() == UnitCaseState::Inactive) {
        Some(rule) => finding
            .under_policy(rule)
            .cannot_tell("what Inactive means: the handbook does not define it; taken as a report every third month"),
        None => finding,
    }
}

/// Finds a report that waits for the supervisor. Only what is passed on meets the due day, unless policy says otherwise.
pub(super) fn review_finding(case: &UnitCase) -> Option<Finding> {
    let (view, rule) = (&case.view, case.view.policy.social_work_report_by.as_ref()?);
    let waiting = |report: &&ProgressReport| is_waiting(report, view.on) && report.status != UnitStatus::Closed;
    let report = case.standing_reports().find(waiting)?;
    let grid = ReportGrid::new(case);
    let answers = grid.as_ref().and_then(|grid| {
        let (_, number) = grid.answers().into_iter().find(|(known, _)| std::ptr::eq(*known, report))?;
        Some(grid.day(number))
    });
    let mut finding =
        step_finding(case, RuleId::SocialWorkReportReview, "a progress report waits for the supervisor's review", rule)
            .with_ground("handed in", report.submitted, case.source_of(&[ActId::SocialWorkReport], report.submitted))
            .clears_when("the report is passed to the referring worker, or sent back");
    if let Some(day) = answers {
        finding = finding.with_ground(
            "answers the due day",
            day,
            case.source_of(&[ActId::SocialWorkReport], report.submitted),
        );
    }
    if rule.value.0.contains(&ReportState::Forwarded) {
        let due = answers.map_or(report.submitted, |day| day.max(report.submitted));
        finding = finding.due_on(due).late_after_due(view.on);
    }
    if !rule.can_decide() {
        finding = finding.cannot_tell(
            "whether the due day counts when the report is handed in or when it is passed on: taken as passed on",
        );
    }
    Some(finding)
}

fn is_waiting(report: &ProgressReport, on: NaiveDate) -> bool {
    report.forwarded.is_none_or(|forwarded| forwarded > on)
}

/// Finds a closed case whose referring worker has no report on the closing. Once it is handed in, it waits for the
/// supervisor.
pub(super) fn closing_report_finding(case: &UnitCase) -> Option<Finding> {
    let (view, rule) = (&case.view, case.view.policy.social_work_closing_report.as_ref()?);
    let closed = case.work.closing.as_ref().map(|closing| closing.on).filter(|on| *on <= view.on)?;
    let last = case.standing_reports().filter(|report| report.status == UnitStatus::Closed);
    let mut reports = last.peekable();
    let is_handed_in = reports.peek().is_some();
    if reports.any(|report| !is_waiting(report, view.on)) {
        return None;
    }
    let says = if is_handed_in {
        "the report on the closing waits for the supervisor's review"
    } else {
        "the report on the closing is due"
    };
    let finding = step_finding(case, RuleId::SocialWorkClosingReport, says, rule)
        .due_on(view.policy.calendar.add_working_days(closed, rule.value))
        .late_after_due(view.on)
        .with_ground("closed", closed, case.source_of(&[ActId::SocialWorkClosed, ActId::SocialWorkStatus], closed))
        .clears_when("the report on the closing is passed to the referring worker");
    Some(if is_handed_in { finding.waits_for(Role::SW_SUPERVISOR) } else { finding })
}

/// Finds a report that the referring worker has and has not read. The handbook names no day for it.
pub(super) fn unread_finding(case: &UnitCase) -> Option<Finding> {
    let (view, rule) = (&case.view, case.view.policy.social_work_report_by.as_ref()?);
    let by_now = |day: Option<NaiveDate>| day.filter(|day| *day <= view.on);
    let unread =
        case.standing_reports().find(|report| by_now(report.forwarded).is_some() && by_now(report.read).is_none());
    let forwarded = by_now(unread?.forwarded)?;
    let says = message!("a progress report (7046 CW) of {} is to be read", forwarded);
    let finding = step_finding(case, RuleId::SocialWorkRead, says, rule);
    Some(
        finding
            .with_ground("passed on", forwarded, case.source_of(&[ActId::SocialWorkReportForwarded], forwarded))
            .clears_when("the report is marked as read"),
    )
}
