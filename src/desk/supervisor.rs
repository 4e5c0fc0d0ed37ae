//! The queues of the EC Supervisor and the Clerk II: what waits for them in the whole caseload.
//!
//! Source: handbook 42-7.38, section II, EC Supervisor and Clerk II; section III, EC Supervisor duties 1 to 5.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Alert, Caseload, EvaluatedCase};
use crate::domain::alert::{AlertKey, AlertOrigin};
use crate::domain::code_words::code_words;
use crate::domain::dates::Month;
use crate::domain::facts::{Duty, DutyRecord};
use crate::domain::name::PersonName;
use crate::domain::supervision::{CaseReview, ReviewDraw};
use crate::domain::{CaseNumber, PersonNumber, RowId, WorkerNumber};
use crate::policy::SUPERVISION;
use crate::rules::closing::{self, RoutingFormStage};
use crate::rules::gate;
use crate::rules::message::{DateStyle, Message, message};
use crate::rules::noncompliance::{self, NoncomplianceStage as Step};
use crate::rules::reason_against::ReasonState;
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

code_words! {
    /// The sections of a queue, in the order of the list.
    pub enum QueueSection {
        /// A request for a sanction waits for the supervisor.
        SanctionRequest = "sanction_request" => "sanction?",
        /// Somebody sent the worker an alert.
        Alert = "alert" => "alert",
        /// Form 50-20e waits for the supervisor.
        FormIn = "form_in" => "50-20e in",
        /// The case was drawn for review this month.
        Review = "review" => "review",
        /// The State drew the case for the work participation rate; its advance review is due.
        AdvanceReviewDue = "advance_review_due" => "WPR due",
        /// A rule finds that the participant is unengaged.
        Unengaged = "unengaged" => "unengaged",
        /// The EC reviewed the case in advance for the work participation rate this month.
        AdvanceReview = "advance_review" => "WPR review",
        /// Form 50-20e went back to the EC or on to the Clerk II.
        FormOut = "form_out" => "50-20e out",
        /// Form 50-20e is approved and waits to be routed.
        ToRoute = "to_route" => "to route",
        /// The case is in its closed-files bank.
        Routed = "routed" => "routed",
        /// A step of the worker's own social-work case is late.
        UnitLate = "unit_late" => "late",
        /// A step of the worker's own social-work case comes next.
        UnitStep = "unit_step" => "to do",
        /// The folder of a case that is new to the social worker is not there yet.
        NewFolder = "new_folder" => "folder",
        /// A progress report (7046 CW) is due within days.
        ReportDue = "report_due" => "report",
        /// The last letter waits for an answer.
        ReplyAwaited = "reply_awaited" => "reply",
        /// A client was not reached for so long that the last letter may go out.
        Unreached = "unreached" => "unreached",
        /// A social-work case is Inactive.
        UnitInactive = "unit_inactive" => "inactive",
        /// Form 7045 CW waits for the Social Work Supervisor.
        ReferralIn = "referral_in" => "7045 in",
        /// Something is late with somebody of the unit.
        LateByWorker = "late_by_worker" => "late",
        /// A progress report waits for the Social Work Supervisor.
        ReportReview = "report_review" => "7046 in",
        /// The talk about closing is due.
        ClosingTalk = "closing_talk" => "talk",
        /// An Inactive case is to be looked at.
        InactiveLook = "inactive_look" => "inactive?",
        /// A folder is to be made and handed over.
        FolderToMake = "folder_to_make" => "folder",
        /// A social-work case was closed this month.
        UnitClosed = "unit_closed" => "closed",
        /// A referral has no social worker yet, and the worker is on duty.
        DutyReferral = "duty_referral" => "no worker",
        /// Who is on duty today.
        DutyRota = "duty_rota" => "on duty",
        /// How much a social worker has.
        UnitLoad = "unit_load" => "load",
        /// Somebody on duty said to follow up.
        DutyFollowUp = "duty_follow_up" => "follow up",
        /// Somebody came to the worker on duty today.
        DutyToday = "duty_today" => "duty log",
        /// A proposed common case waits for the supervisor of the unit.
        CommonCaseIn = "common_case_in" => "common?",
        /// A common case is ready to be sent to the Control Clerk.
        TransferOut = "transfer_out" => "transfer",
        /// A common case waits for the liaison's answer.
        Mailbox = "mailbox" => "mailbox",
        /// A sensitive common case waits for an analyst's answer.
        Sensitive = "sensitive" => "analyst",
        /// Whether child welfare goes on is to be asked again.
        Recheck = "recheck" => "recheck",
        /// A common case waits for the Partnership EC Supervisor.
        ToDecide = "to_decide" => "to decide",
        /// A banked common case is to be assigned.
        BankedToAssign = "banked_to_assign" => "banked",
        /// A common case that was sent or handed back is to be assigned.
        ToAssign = "to_assign" => "to assign",
        /// A planning meeting is due.
        Planning = "planning" => "meeting",
        /// The plan is to be amended after the meeting.
        PlanToIntegrate = "plan_to_integrate" => "plan",
        /// Reunification services or their cash aid end.
        Reunification = "reunification" => "FR",
        /// Child welfare has ended, and the case goes back or is closed.
        ChildWelfareEnded = "child_welfare_ended" => "ended",
        /// A linked case is to be considered.
        ToConsider = "to_consider" => "consider",
        /// The day of a conference has passed.
        ConferenceDay = "conference_day" => "conference",
        /// Seats of a conference are open.
        SeatsOpen = "seats_open" => "seats",
        /// Minutes are to be written.
        MinutesDue = "minutes_due" => "minutes",
        /// A parent who is listed for outreach is to be forwarded.
        OutreachIn = "outreach_in" => "outreach",
        /// A parent is to be tried for the first time or again.
        OutreachTry = "outreach_try" => "try",
        /// A parent wants to take part, and the cure is to begin.
        OutreachCure = "outreach_cure" => "cure",
        /// Somebody is to decide whether the outreach ends.
        OutreachEnd = "outreach_end" => "end?",
    }
}

/// A row of the queue of a supervisor or Clerk II.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QueueRow {
    /// The section that the row belongs to.
    pub section: QueueSection,
    /// The number of the case.
    pub case: CaseNumber,
    /// The participant's number in the case; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The name of the participant, or of the case where the row is about the whole case.
    pub name: PersonName,
    /// The EC of record, whose listing names the case.
    pub ec: Option<WorkerNumber>,
    /// The day on which the row is due; `None` where no day is set.
    pub due: Option<NaiveDate>,
    /// The task, or what was done.
    pub says: Message,
    /// The rule that found it, where one did: the act that clears it comes first.
    #[serde(skip)]
    pub rule: Option<RuleId>,
    /// The entry of the duty log about no case, where the row is one.
    #[serde(skip)]
    pub duty_note: Option<RowId>,
    /// The alert that somebody sent, where the row is one.
    #[serde(skip)]
    pub alert: Option<AlertKey>,
}

/// What a worker can do with the queue of the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum QueueAccess {
    /// The role has no queue.
    None,
    /// The role has a queue, and records acts on its cases.
    Queue,
    /// The role also draws cases for review, reviews them, and records conferences.
    Supervision,
}

impl Caseload {
    /// Returns whether the worker's role has a queue of its own besides the lists of the caseload.
    pub fn has_queue(&self) -> bool {
        !self.worker.role.desk_sections().is_empty()
    }

    /// Returns what the worker can do with the queue, by the table of roles.
    pub fn queue_access(&self) -> QueueAccess {
        let supervises = self.policies.in_force_on(self.as_of).tables.may_record(self.worker.role, SUPERVISION);
        match self.has_queue() {
            false => QueueAccess::None,
            true if supervises => QueueAccess::Supervision,
            true => QueueAccess::Queue,
        }
    }

    /// Returns the rows of a section, by the days on which they are due.
    pub(super) fn section_rows(&self, section: QueueSection) -> Vec<QueueRow> {
        let mut rows: Vec<QueueRow> =
            self.cases.values().flat_map(|case| self.section_rows_of_case(section, case)).collect();
        match section {
            QueueSection::DutyFollowUp | QueueSection::DutyToday => rows = self.duty_rows(section),
            QueueSection::LateByWorker => rows.extend(self.late_duty_rows()),
            QueueSection::DutyRota => rows = self.rota_rows(),
            QueueSection::UnitLoad => rows = self.load_rows(),
            _ => {}
        }
        rows.sort_by(|a, b| queue_sort_key(a).cmp(&queue_sort_key(b)));
        if section == QueueSection::ToDecide {
            rows.sort_by_cached_key(|row| self.decision_rank(&row.case));
        }
        if section == QueueSection::LateByWorker {
            // Its text begins with the worker's number.
            rows.sort_by_cached_key(|row| row.says.to_text(DateStyle::Long).split(':').next().map(str::to_owned));
        }
        rows
    }

    fn section_rows_of_case(&self, section: QueueSection, case: &EvaluatedCase) -> Vec<QueueRow> {
        match section {
            QueueSection::SanctionRequest => self.sanction_request_rows(case),
            QueueSection::Alert => self.sent_alert_rows(case),
            QueueSection::FormIn | QueueSection::FormOut | QueueSection::ToRoute | QueueSection::Routed => {
                self.routing_form_row(section, case).into_iter().collect()
            }
            QueueSection::Review => self.review_row(case).into_iter().collect(),
            QueueSection::AdvanceReviewDue => self.advance_review_due_row(case).into_iter().collect(),
            QueueSection::Unengaged => self.unengaged_rows(case),
            QueueSection::AdvanceReview => self.advance_review_rows(case),
            // These are not about single cases.
            QueueSection::DutyFollowUp | QueueSection::DutyToday | QueueSection::DutyRota | QueueSection::UnitLoad => {
                Vec::new()
            }
            QueueSection::UnitLate
            | QueueSection::UnitStep
            | QueueSection::NewFolder
            | QueueSection::ReportDue
            | QueueSection::ReplyAwaited
            | QueueSection::Unreached
            | QueueSection::UnitInactive
            | QueueSection::ReferralIn
            | QueueSection::LateByWorker
            | QueueSection::ReportReview
            | QueueSection::ClosingTalk
            | QueueSection::InactiveLook
            | QueueSection::FolderToMake
            | QueueSection::DutyReferral
            | QueueSection::UnitClosed => self.unit_rows_of_case(section, case),
            QueueSection::CommonCaseIn
            | QueueSection::TransferOut
            | QueueSection::Mailbox
            | QueueSection::Sensitive
            | QueueSection::Recheck
            | QueueSection::ToDecide
            | QueueSection::BankedToAssign
            | QueueSection::ToAssign
            | QueueSection::Planning
            | QueueSection::PlanToIntegrate
            | QueueSection::Reunification
            | QueueSection::ChildWelfareEnded
            | QueueSection::ToConsider
            | QueueSection::ConferenceDay
            | QueueSection::SeatsOpen
            | QueueSection::MinutesDue
            | QueueSection::OutreachIn
            | QueueSection::OutreachTry
            | QueueSection::OutreachCure
            | QueueSection::OutreachEnd => self.common_case_rows(section, case),
        }
    }

    pub(super) fn case_view<'a>(&'a self, case: &'a EvaluatedCase) -> View<'a> {
        View::new(&case.record.facts, &self.policies, self.as_of)
    }

    /// Returns the requests for a sanction that were made and are neither granted nor sent back.
    fn sanction_request_rows(&self, case: &EvaluatedCase) -> Vec<QueueRow> {
        let view = self.case_view(case);
        let request = |step: &crate::domain::facts::Noncompliance| {
            let asked = step.sanction_requested.filter(|day| *day <= view.on)?;
            let is_over = matches!(noncompliance::noncompliance_stage(step, view.on), Step::Over | Step::Sanctioned);
            if step.sanction.is_some() || is_over {
                return None;
            }
            let gate = gate::gate_for_notice(&view, step.person, step.notice_issued);
            let against = gate.iter().flat_map(|gate| &gate.blockers);
            let against: Vec<Message> = against
                .filter(|blocker| blocker.state == ReasonState::Blocks)
                .map(|blocker| blocker.says.clone())
                .collect();
            let against =
                if against.is_empty() { "no known reason against it".into() } else { Message::join(against, "; ") };
            let says = message!("requested on {}, notice of {}: {}", asked, step.notice_issued, against);
            let due = gate.and_then(|gate| gate.earliest);
            Some(QueueRow { due, ..new_queue_row(case, QueueSection::SanctionRequest, step.person, says) })
        };
        case.record.facts.noncompliance.iter().filter_map(request).collect()
    }

    /// Returns the open alerts that somebody sent to the worker.
    fn sent_alert_rows(&self, case: &EvaluatedCase) -> Vec<QueueRow> {
        let to_worker = |alert: &&Alert| matches!(&alert.origin, AlertOrigin::Sent(to) if *to == self.worker.number);
        let sent = case.open_alerts(self.as_of).filter(to_worker);
        sent.map(|alert| QueueRow {
            due: alert.due,
            alert: Some(alert.key.clone()),
            ..new_queue_row(case, QueueSection::Alert, alert.person, alert.list_text(self.as_of))
        })
        .collect()
    }

    /// Returns the row of the case's newest form 50-20e if its stage belongs to the section. A form that was routed in an
    /// earlier month is left out.
    fn routing_form_row(&self, section: QueueSection, case: &EvaluatedCase) -> Option<QueueRow> {
        let view = self.case_view(case);
        let (form, stage) = closing::newest_routing_form(&view)?;
        if !shows_stage(section, stage) {
            return None;
        }
        let is_old =
            form.routed.as_ref().is_some_and(|routed| Month::from_date(routed.on) < Month::from_date(self.as_of));
        if stage == RoutingFormStage::Routed && is_old {
            return None;
        }
        let bank = view.policy.tables.bank_of_office(&form.office);
        let to = bank.map_or_else(|| form.office.clone(), |known| format!("{} ({})", known.bank, known.office));
        let says = match stage {
            RoutingFormStage::WithSupervisor => message!("submitted {} for {}: {}", form.submitted, to, &form.reason),
            RoutingFormStage::Returned => {
                let returned = form.returned.as_ref()?;
                message!("returned {}: {}", returned.on, &returned.reason)
            }
            RoutingFormStage::WithClerk => {
                message!("approved {}, to be routed to {}", form.approved.as_ref()?.on, to)
            }
            RoutingFormStage::Routed => {
                let routed = form.routed.as_ref()?;
                message!("routed to {} on {}", &routed.bank, routed.on)
            }
        };
        Some(new_queue_row(case, section, PersonNumber::CASE, says))
    }

    /// Returns the row of the case if it was drawn for review in the month of the as-of day.
    fn review_row(&self, case: &EvaluatedCase) -> Option<QueueRow> {
        let month = Month::from_date(self.as_of);
        let number = &case.record.facts.case;
        let draw = self.month_draws(month).find(|draw| draw.cases.contains(number))?;
        let says = if let Some(review) = self.case_review(month, number) {
            message!("reviewed {}: {}", review.on, review.result_text())
        } else {
            message!("to review, drawn {}", draw.on)
        };
        let due = self.case_review(month, number).is_none().then(|| month.last_day());
        Some(QueueRow {
            due,
            ec: Some(draw.ec.clone()),
            ..new_queue_row(case, QueueSection::Review, PersonNumber::CASE, says)
        })
    }

    /// Returns the row of a WPR draw whose advance review the EC has not recorded (EC Supervisor duty 5).
    fn advance_review_due_row(&self, case: &EvaluatedCase) -> Option<QueueRow> {
        let draw = case.record.facts.open_wpr_draw(self.as_of, self.as_of.succ_opt()?)?;
        let says = message!("drawn for {}, known since {}; no advance review", draw.month, draw.on);
        Some(new_queue_row(case, QueueSection::AdvanceReviewDue, PersonNumber::CASE, says))
    }

    fn unengaged_rows(&self, case: &EvaluatedCase) -> Vec<QueueRow> {
        let rules = &self.policies.in_force_on(self.as_of).tables.unengaged_rules;
        let found =
            case.evaluation.findings.iter().filter(|found| rules.iter().any(|known| known.rule == found.rule.id()));
        let talked_over = self.last_conference(&case.record.facts.case);
        let unengaged = |found: &crate::rules::finding::Finding| {
            let says = match talked_over {
                Some(on) => message!("{}; conference {}", found.says.clone(), on),
                None => found.says.clone(),
            };
            let row = new_queue_row(case, QueueSection::Unengaged, found.person, says);
            QueueRow { due: found.due, rule: Some(found.rule), ..row }
        };
        found.map(unengaged).collect()
    }

    /// Returns the advance reviews of the month with their results: the supervisor makes sure that they are correct (EC
    /// Supervisor duty 5).
    fn advance_review_rows(&self, case: &EvaluatedCase) -> Vec<QueueRow> {
        let is_in_month = |done: &&DutyRecord| {
            done.duty == Duty::AdvanceReview
                && Month::from_date(done.on) == Month::from_date(self.as_of)
                && done.on <= self.as_of
        };
        let reviewed = |done: &DutyRecord| {
            let says = if let Some(note) = &done.note {
                message!("done {}: {}", done.on, note)
            } else {
                message!("done {}", done.on)
            };
            new_queue_row(case, QueueSection::AdvanceReview, done.person, says)
        };
        case.record.facts.duties.iter().filter(is_in_month).map(reviewed).collect()
    }

    /// Returns the day of the last conference in which the case was discussed.
    fn last_conference(&self, case: &CaseNumber) -> Option<NaiveDate> {
        let held =
            self.supervision.conferences.iter().filter(|held| held.cases.contains(case) && held.on <= self.as_of);
        held.map(|held| held.on).max()
    }

    /// Returns the draws of a month.
    pub fn month_draws(&self, month: Month) -> impl Iterator<Item = &ReviewDraw> {
        self.supervision.draws.iter().filter(move |draw| draw.month == month)
    }

    /// Returns the review of a case for a month.
    pub fn case_review(&self, month: Month, case: &CaseNumber) -> Option<&CaseReview> {
        self.supervision.reviews.iter().find(|review| review.month == month && review.case == *case)
    }

    /// Returns the cases of each EC whom the listings name. Cases of which no listing says whose they are belong to the EC
    /// whose home it is.
    pub fn cases_by_ec(&self) -> BTreeMap<WorkerNumber, Vec<CaseNumber>> {
        let mut by_ec = BTreeMap::<_, Vec<_>>::new();
        for (number, case) in &self.cases {
            if let Some(ec) = case.record.listed_under.as_ref().or(self.unlisted_ec.as_ref()) {
                by_ec.entry(ec.clone()).or_default().push(number.clone());
            }
        }
        by_ec
    }

    /// Returns the missing draws of a month: one for each EC without a draw, from all of the EC's cases.
    pub fn missing_draws(&self, month: Month, seed: u64) -> Vec<ReviewDraw> {
        let count = self.policies.in_force_on(self.as_of).supervisor_reviews.as_ref().map_or(0, |rule| rule.value.0);
        let count = usize::try_from(count).unwrap_or(0);
        let drawn = |ec: &WorkerNumber| self.month_draws(month).any(|draw| draw.ec == *ec);
        let open = self.cases_by_ec().into_iter().filter(|(ec, _)| !drawn(ec));
        open.map(|(ec, cases)| ReviewDraw::from_cases(month, &ec, self.as_of, seed, cases.iter(), count)).collect()
    }
}

pub(super) fn new_queue_row(
    case: &EvaluatedCase,
    section: QueueSection,
    person: PersonNumber,
    says: Message,
) -> QueueRow {
    let name = if person == PersonNumber::CASE { case.case_name() } else { case.person_name(person) };
    let (number, ec) = (case.record.facts.case.clone(), case.record.listed_under.clone());
    QueueRow { section, case: number, person, name, ec, due: None, says, rule: None, duty_note: None, alert: None }
}

/// Returns whether a section shows a form 50-20e that is at this stage.
const fn shows_stage(section: QueueSection, stage: RoutingFormStage) -> bool {
    matches!(
        (section, stage),
        (QueueSection::FormIn, RoutingFormStage::WithSupervisor)
            | (
                QueueSection::FormOut,
                RoutingFormStage::Returned | RoutingFormStage::WithClerk | RoutingFormStage::Routed
            )
            | (QueueSection::ToRoute, RoutingFormStage::WithClerk)
            | (QueueSection::Routed, RoutingFormStage::Routed)
    )
}

fn queue_sort_key(row: &QueueRow) -> impl Ord + '_ {
    (row.due.unwrap_or(NaiveDate::MAX), &row.case, row.person)
}

#[cfg(test)]
mod tests {
    use super::QueueSection;
    use crate::domain::role::Role;

    #[test]
    fn each_desk_of_the_table_of_roles_names_sections_of_the_queue() {
        let unknown = |section: &&String| section.parse::<QueueSection>().is_err();
        for role in Role::all() {
            assert_eq!(role.desk_sections().iter().find(unknown), None, "{role:?}");
        }
        let with_desk: Vec<Role> = Role::all().filter(|role| !role.desk_sections().is_empty()).collect();
        assert!(
            with_desk.contains(&Role::SUPERVISOR) && with_desk.contains(&Role::CLERK) && !with_desk.contains(&Role::EC)
        );
    }
}
