//! The queues of the social-work unit: of the social worker, the Social Work Supervisor and the Unit Clerk. Each row comes
//! from a finding that waits for the role, or from the state of a case.
//!
//! Source: San Francisco handbook 75-9.

use chrono::{Days, NaiveDate};

use super::supervisor::{QueueRow, QueueSection, new_queue_row};
use super::{Caseload, EvaluatedCase};
use crate::domain::category::Category;
use crate::domain::dates::Month;
use crate::domain::name::PersonName;
use crate::domain::partner_state::UnitCaseState;
use crate::domain::role::Role;
use crate::domain::{CaseNumber, PersonNumber, WorkerNumber, dates};
use crate::rules::clock::ClockId;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;
use crate::rules::social_work::{UnitCaseSummary, summarize_unit_cases};

/// A step of the social-work unit that is late.
#[derive(Debug, Clone, PartialEq)]
pub struct LateStep {
    /// Who has to take it: the social worker of the case, or the worker who referred it; `None` for another role.
    pub worker: Option<WorkerNumber>,
    /// How many days the step is late.
    pub days: i64,
    /// The day on which it was due.
    pub due: NaiveDate,
    /// The number of the case.
    pub case: CaseNumber,
    /// The person.
    pub person: PersonNumber,
    /// The name of the person.
    pub name: PersonName,
    /// The role for which it waits.
    pub who: Option<Role>,
    /// The step.
    pub says: Message,
}

/// How far ahead the social worker's queue shows a report that is due.
const REPORTS_AHEAD: Days = Days::new(7);

impl Caseload {
    /// Returns the social-work cases of a case of the caseload.
    pub fn unit_cases<'a>(&'a self, case: &'a EvaluatedCase) -> Vec<UnitCaseSummary<'a>> {
        summarize_unit_cases(&self.case_view(case))
    }

    /// Returns whether a finding on work between desks waits for a role that the worker does not fill. Lists of what the
    /// worker has to do leave it out: it is never late in the wrong person's list.
    pub(super) fn waits_for_another(&self, finding: &Finding) -> bool {
        matches!(
            finding.category,
            Category::SocialWork | Category::CommonCase | Category::Outreach | Category::Linkages
        ) && finding.who.is_some_and(|who| !who.is_carried_by(&self.acting_roles()))
    }

    /// Takes out of a case what only the unit sees: whether and how the client was contacted. Everybody else keeps the state,
    /// the days, the talk and the reports.
    pub(super) fn hide_unit_details(&self, case: &mut EvaluatedCase) {
        if !self.sees_unit_details() {
            case.evaluation.findings.retain(|found| !tells_of_contacts(found.rule));
            case.evaluation.clocks.retain(|clock| self.shows_clock(clock.id));
        }
    }

    /// Returns whether the worker belongs to the social-work unit, or fills a vacant place in it.
    pub fn sees_unit_details(&self) -> bool {
        !self.is_for_others && Role::SOCIAL_WORKER.is_carried_by(&self.acting_roles())
    }

    /// Returns whether the worker supervises the social-work unit, or fills that place.
    pub(super) fn supervises_unit(&self) -> bool {
        Role::SW_SUPERVISOR.is_carried_by(&self.acting_roles())
    }

    /// Returns whether the worker may see a clock: those of contacts are the unit's.
    pub(super) fn shows_clock(&self, clock: ClockId) -> bool {
        !matches!(clock, ClockId::CallBack | ClockId::Unreached) || self.sees_unit_details()
    }

    /// Returns what of the social-work unit is late in the cases of the lists, by social worker, the latest first.
    pub fn late_unit_steps(&self) -> Vec<LateStep> {
        let cases = self.listed_cases().map(|(_, case)| UnitDesk::new(self, case));
        let mut steps: Vec<LateStep> = cases.flat_map(|desk| desk.late_steps()).collect();
        steps.sort_by(|a, b| (&a.worker, a.due, &a.case, a.person).cmp(&(&b.worker, b.due, &b.case, b.person)));
        steps
    }

    /// Returns the rows of a section of the social-work unit in a case.
    pub(super) fn unit_rows_of_case(&self, section: QueueSection, case: &EvaluatedCase) -> Vec<QueueRow> {
        let desk = UnitDesk::new(self, case);
        match section {
            QueueSection::UnitLate => desk.own_findings(section, |found| desk.is_late(found)),
            QueueSection::UnitStep => {
                let mut rows = desk.own_findings(section, |found| !desk.is_late(found) && is_step(found.rule));
                rows.extend(desk.agreed_contacts());
                rows
            }
            QueueSection::NewFolder => desk.awaited_folders(),
            QueueSection::ReportDue => desk.own_findings(section, |found| {
                let last = self.as_of().checked_add_days(REPORTS_AHEAD);
                let is_near = found.rule == RuleId::SocialWorkClosingReport || found.due <= last;
                is_report(found.rule) && !desk.is_late(found) && is_near
            }),
            QueueSection::ReplyAwaited => desk.awaited_replies(),
            QueueSection::Unreached => {
                desk.own_findings(section, |found| found.rule == RuleId::SocialWorkFinal && !desk.is_late(found))
            }
            QueueSection::UnitInactive => desk.inactive_cases(),
            QueueSection::LateByWorker => desk.late_by_worker(),
            QueueSection::DutyReferral => desk.referrals_for_duty(),
            QueueSection::ReferralIn => desk.findings_of(section, &[RuleId::SocialWorkAccept]),
            QueueSection::ReportReview => desk.reports_to_review(),
            QueueSection::ClosingTalk => desk.findings_of(section, &[RuleId::SocialWorkTalk]),
            QueueSection::InactiveLook => desk.findings_of(section, &[RuleId::SocialWorkInactive]),
            QueueSection::FolderToMake => desk.findings_of(section, &[RuleId::SocialWorkFolder]),
            QueueSection::UnitClosed => desk.closed_this_month(),
            _ => Vec::new(),
        }
    }
}

/// Returns whether the findings of a rule say whether and how the client was contacted.
const fn tells_of_contacts(rule: RuleId) -> bool {
    matches!(rule, RuleId::SocialWorkContact | RuleId::SocialWorkVisit | RuleId::SocialWorkFinal | RuleId::DutyFollowup)
}

/// Returns whether the rule is about a step that the social worker takes next, other than a report or the last letter.
const fn is_step(rule: RuleId) -> bool {
    matches!(
        rule,
        RuleId::SocialWorkDiscuss
            | RuleId::SocialWorkContact
            | RuleId::SocialWorkVisit
            | RuleId::SocialWorkClose
            | RuleId::SocialWorkAidEnded
    )
}

const fn is_report(rule: RuleId) -> bool {
    matches!(rule, RuleId::SocialWorkReport | RuleId::SocialWorkClosingReport)
}

/// The social-work cases of one case of the caseload, as the unit's queues see them.
struct UnitDesk<'a> {
    caseload: &'a Caseload,
    case: &'a EvaluatedCase,
    units: Vec<UnitCaseSummary<'a>>,
}

impl<'a> UnitDesk<'a> {
    fn new(caseload: &'a Caseload, case: &'a EvaluatedCase) -> Self {
        Self { caseload, case, units: caseload.unit_cases(case) }
    }

    fn late_steps(&self) -> Vec<LateStep> {
        let late = self.findings().filter(|found| self.is_late(found));
        let step = |found: &Finding| {
            Some(LateStep {
                worker: self.worker_who_acts(found).cloned(),
                days: dates::days_between(found.due?, self.caseload.as_of()),
                due: found.due?,
                case: found.case.clone(),
                person: found.person,
                name: self.case.person_name(found.person),
                who: found.who,
                says: found.says.clone(),
            })
        };
        late.filter_map(step).collect()
    }

    fn is_late(&self, found: &Finding) -> bool {
        found.due.is_some_and(|due| due < self.caseload.as_of())
    }

    fn findings(&self) -> impl Iterator<Item = &Finding> {
        let is_step = |found: &&Finding| found.category == Category::SocialWork && found.rule != RuleId::DutyFollowup;
        self.case.evaluation.findings.iter().filter(is_step)
    }

    /// Returns the social worker of a person's newest case.
    fn worker_of(&self, person: PersonNumber) -> Option<&WorkerNumber> {
        self.units.iter().rfind(|unit| unit.person() == person)?.worker()
    }

    /// Returns who has to take the step of a finding, where that is one worker.
    fn worker_who_acts(&self, found: &Finding) -> Option<&WorkerNumber> {
        match found.who {
            Some(Role::SOCIAL_WORKER) | None => self.worker_of(found.person),
            Some(role) if role.carries_cases() => {
                self.units.iter().rfind(|unit| unit.person() == found.person)?.referral.by.as_ref()
            }
            Some(_) => None,
        }
    }

    fn is_own(&self, person: PersonNumber) -> bool {
        self.worker_of(person) == Some(&self.caseload.worker().number)
    }

    fn finding_row(&self, section: QueueSection, found: &Finding, says: Message) -> QueueRow {
        let row = new_queue_row(self.case, section, found.person, says);
        QueueRow { due: found.due, rule: Some(found.rule), ..row }
    }

    /// Returns the findings that wait for the worker as the social worker of the case.
    fn own_findings(&self, section: QueueSection, shows: impl Fn(&Finding) -> bool) -> Vec<QueueRow> {
        let own = self.findings().filter(|found| found.who == Some(Role::SOCIAL_WORKER) && self.is_own(found.person));
        own.filter(|found| shows(found)).map(|found| self.finding_row(section, found, found.says.clone())).collect()
    }

    fn findings_of(&self, section: QueueSection, rules: &[RuleId]) -> Vec<QueueRow> {
        let found = self.findings().filter(|found| rules.contains(&found.rule));
        found.map(|found| self.finding_row(section, found, found.says.clone())).collect()
    }

    fn reports_to_review(&self) -> Vec<QueueRow> {
        let is_review = |found: &&Finding| {
            found.rule == RuleId::SocialWorkReportReview
                || (found.rule == RuleId::SocialWorkClosingReport && found.who == Some(Role::SW_SUPERVISOR))
        };
        let review = self.findings().filter(is_review);
        review.map(|found| self.finding_row(QueueSection::ReportReview, found, found.says.clone())).collect()
    }

    /// Returns what is late with others, each with who has to take the step and the days.
    fn late_by_worker(&self) -> Vec<QueueRow> {
        let late = self.findings().filter(|found| found.who != Some(Role::SW_SUPERVISOR) && self.is_late(found));
        let row = |found: &Finding| {
            let who = found.who.map_or("", Role::title);
            let worker = self.worker_who_acts(found).map_or_else(|| who.to_owned(), ToString::to_string);
            let days = found.due.map_or(0, |due| dates::days_between(due, self.caseload.as_of()));
            let says = message!("{}: {} days late, {}: {}", worker, days, who.to_owned(), found.says.clone());
            self.finding_row(QueueSection::LateByWorker, found, says)
        };
        late.map(row).collect()
    }

    /// Returns the referrals that no social worker has yet, where the worker is on duty. They wait for the supervisor, so they
    /// have no day here.
    fn referrals_for_duty(&self) -> Vec<QueueRow> {
        if !self.caseload.is_on_duty() {
            return Vec::new();
        }
        let waiting = self.findings().filter(|found| found.rule == RuleId::SocialWorkAccept);
        let row = |found: &Finding| {
            let says = message!("no social worker yet: {}", found.says.clone());
            new_queue_row(self.case, QueueSection::DutyReferral, found.person, says)
        };
        waiting.map(row).collect()
    }

    /// Returns the own cases whose folder is not there yet. They wait for the Unit Clerk, so they have no day.
    fn awaited_folders(&self) -> Vec<QueueRow> {
        let waiting =
            self.findings().filter(|found| found.rule == RuleId::SocialWorkFolder && self.is_own(found.person));
        let row = |found: &Finding| {
            let who = found.who.map_or("another role", Role::title);
            let says = message!("the folder waits for the {}", who.to_owned());
            QueueRow { due: None, ..self.finding_row(QueueSection::NewFolder, found, says) }
        };
        waiting.map(row).collect()
    }

    fn own_units(&self) -> impl Iterator<Item = &UnitCaseSummary<'_>> {
        self.units.iter().filter(|unit| unit.worker() == Some(&self.caseload.worker().number))
    }

    fn unit_row(
        &self,
        section: QueueSection,
        unit: &UnitCaseSummary<'_>,
        due: Option<NaiveDate>,
        says: Message,
    ) -> QueueRow {
        QueueRow { due, ..new_queue_row(self.case, section, unit.person(), says) }
    }

    fn agreed_contacts(&self) -> Vec<QueueRow> {
        let on = self.caseload.as_of();
        let agreed = self.own_units().filter(|unit| unit.agreed.contains(&on));
        let today = Some(on);
        agreed
            .map(|unit| self.unit_row(QueueSection::UnitStep, unit, today, "a contact is agreed for today".into()))
            .collect()
    }

    fn awaited_replies(&self) -> Vec<QueueRow> {
        let row = |unit: &UnitCaseSummary<'_>| {
            let (sent, last) = unit.reply_awaited?;
            let (day, of) = (dates::days_between(sent, self.caseload.as_of()), dates::days_between(sent, last));
            let says = message!("last letter of {}: day {} of {}", sent, day, of);
            Some(self.unit_row(QueueSection::ReplyAwaited, unit, Some(last), says))
        };
        self.own_units().filter_map(row).collect()
    }

    fn inactive_cases(&self) -> Vec<QueueRow> {
        let inactive = self.own_units().filter(|unit| unit.state == UnitCaseState::Inactive);
        let row = |unit: &UnitCaseSummary<'_>| {
            let last = unit.last_contact.map_or_else(|| "no contact".into(), |on| message!("last contact {}", on));
            self.unit_row(QueueSection::UnitInactive, unit, None, message!("Inactive; {}", last))
        };
        inactive.map(row).collect()
    }

    fn closed_this_month(&self) -> Vec<QueueRow> {
        let month = Month::from_date(self.caseload.as_of());
        let row = |unit: &UnitCaseSummary<'_>| {
            let closed = unit.closed.filter(|on| Month::from_date(*on) == month)?;
            Some(self.unit_row(QueueSection::UnitClosed, unit, None, message!("closed on {}", closed)))
        };
        self.units.iter().filter_map(row).collect()
    }
}
