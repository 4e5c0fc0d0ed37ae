//! The queues of those who work on common cases and outreach: supervisor, liaison, analyst, Partnership EC Supervisor,
//! Control Clerk, Partnership EC and Partnership Lead. Each row comes from a finding that waits for the role.
//!
//! Source: Santa Clara Common-Place 4DFCS-CMS/12DFCS_DEBS.

use std::sync::Arc;

use chrono::Days;

use super::supervisor::{QueueRow, QueueSection, new_queue_row};
use super::{Caseload, EvaluatedCase};
use crate::domain::CaseNumber;
use crate::domain::facts::outreach::TryOutcome;
use crate::domain::partner_state::OutreachState;
use crate::domain::role::Role;
use crate::domain::sight::{CaseSight, SightClass};
use crate::rules::common_case::{CommonCaseSummary, match_rank, summarize_common_case};
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::outreach::{OutreachView, newest_outreaches};
use crate::rules::rule_id::RuleId;

/// How far ahead the liaison sees that a case is to be asked about again.
const RECHECK_AHEAD: Days = Days::new(7);

impl EvaluatedCase {
    /// Takes out of the case what cannot be judged rightly without the facts that the worker does not see, and says on
    /// whatever may cost the family something whom to ask: reunification services keep a case open and stand against a
    /// sanction (AB 429).
    pub(super) fn hide_child_welfare(&mut self) {
        let sight = self.record.sight;
        if !sight.hides_services {
            return;
        }
        self.evaluation.findings.retain(|found| !needs_services(found.rule));
        let unseen = if sight.flag { SightClass::DfcsDetail } else { SightClass::PartnerFlag };
        for found in &mut self.evaluation.findings {
            if found.rule == RuleId::CommonCaseDecide {
                found.cannot_tell.clear();
            } else if found.rule.is_adverse() || found.rule == RuleId::HoursNotMet {
                found.cannot_tell.push(unseen.words_instead().into());
            }
        }
        let kept: Vec<_> = self.evaluation.findings.iter().map(Finding::alert_key).collect();
        self.alerts.retain(|alert| alert.can_be_closed() || kept.contains(&alert.key));
    }
}

/// Returns whether a rule is about the services of child welfare, or judges by them.
const fn needs_services(rule: RuleId) -> bool {
    matches!(
        rule,
        RuleId::PlanningMeeting
            | RuleId::PlanIntegration
            | RuleId::FrReview
            | RuleId::FrCashEnd
            | RuleId::HandBack
            | RuleId::CommonCaseClose
            | RuleId::CommonCaseRecheck
    )
}

impl Caseload {
    /// Returns the caseload for what goes to others: without anything that tells that a family is in child welfare, without what
    /// only the social-work unit sees, and without the guarded areas of somebody's life.
    #[must_use]
    pub fn for_others(&self) -> Self {
        let mut caseload = Self { is_for_others: true, ..self.clone() };
        let evaluating = caseload.clone();
        let goals = &self.policies.in_force_on(self.as_of).tables.goals;
        let is_guarded = |area: &str| goals.life_area(area).is_some_and(|row| row.guarded || row.apart);
        for case in caseload.cases.values_mut() {
            let facts = &case.record.facts;
            let has_goals = !facts.goals.is_empty() || !facts.readings.is_empty();
            let has_partners = !facts.common_cases.is_empty()
                || !facts.dfcs.is_empty()
                || !facts.outreach.is_empty()
                || !facts.conferences.is_empty()
                || facts.alerts_sent.iter().any(|alert| alert.of_conference);
            if !has_goals && !has_partners {
                continue;
            }
            let mut record = case.record.clone();
            if has_partners {
                record.sight = CaseSight { flag: false, ..record.sight };
                record.sight.hide_from(&mut record.facts);
            }
            record.facts.hide_guarded_areas(is_guarded);
            *case = Arc::new(evaluating.evaluate_record(record));
        }
        caseload
    }

    /// Returns the common case of a case of the caseload, as far as the worker may see it.
    pub fn common_case<'a>(&'a self, case: &'a EvaluatedCase) -> Option<CommonCaseSummary<'a>> {
        summarize_common_case(&self.case_view(case))
    }

    /// Returns why a listing no longer names a case, if a common case was assigned to another worker.
    pub fn explain_unlisted(&self, case: &CaseNumber) -> Option<Message> {
        let known = self.case(case)?;
        let common = self.common_case(known)?;
        let to = common.worker.filter(|worker| known.record.listed_under.as_ref() != Some(worker))?;
        Some(message!(
            "it was assigned to {} on {}, and leaves the listing of the worker before",
            to.to_string(),
            common.since
        ))
    }

    /// Returns the outreach to the people of a case, as far as the worker may see it.
    pub fn outreaches<'a>(&'a self, case: &'a EvaluatedCase) -> Vec<OutreachView<'a>> {
        newest_outreaches(&self.case_view(case))
    }

    /// Returns whether the worker's lists have a finding: it waits for nobody else, and the worker sees what it is judged by.
    pub(super) fn lists_finding(&self, case: &EvaluatedCase, finding: &Finding) -> bool {
        let is_hidden = case.record.sight.hides_services && needs_services(finding.rule);
        !is_hidden && !self.waits_for_another(finding)
    }

    /// Returns the rows of a section in a case.
    pub(super) fn common_case_rows(&self, section: QueueSection, case: &EvaluatedCase) -> Vec<QueueRow> {
        let (rules, who) = section_rules(section);
        let found = case.evaluation.findings.iter().filter(|found| {
            rules.contains(&found.rule)
                && who.is_none_or(|who| found.who == Some(who))
                && !self.waits_for_another(found)
                && self.is_for_worker(found, case)
        });
        let row = |found: &Finding| {
            let row = new_queue_row(case, section, found.person, found.says.clone());
            QueueRow { due: found.due, rule: Some(found.rule), ..row }
        };
        let mut rows: Vec<QueueRow> = found.map(row).collect();
        if section == QueueSection::OutreachEnd {
            rows.extend(self.ending_rows(case));
        }
        rows
    }

    /// Returns whether a finding is the worker's: of a Partnership EC those of the own cases, of the others all.
    fn is_for_worker(&self, found: &Finding, case: &EvaluatedCase) -> bool {
        let soon = self.as_of.checked_add_days(RECHECK_AHEAD);
        match found.rule {
            RuleId::CommonCaseRecheck => found.due <= soon,
            RuleId::PlanningMeeting
            | RuleId::PlanIntegration
            | RuleId::FrReview
            | RuleId::FrCashEnd
            | RuleId::HandBack
            | RuleId::CommonCaseClose => {
                let common = self.common_case(case);
                let theirs = common.as_ref().and_then(|common| common.worker);
                // A case of somebody whom nobody here knows is everybody's to look after.
                theirs.is_none_or(|worker| *worker == self.worker.number || !self.knows_worker(worker))
            }
            _ => true,
        }
    }

    /// Returns the outreach that is to be ended, though nothing is late: the parent declined, or is no longer sanctioned.
    fn ending_rows(&self, case: &EvaluatedCase) -> Vec<QueueRow> {
        let row = |outreach: &OutreachView<'_>| {
            let declined = outreach.answer().filter(|answer| answer.outcome == TryOutcome::Declined);
            let says = match (outreach.is_sanctioned(), declined) {
                (Some(false), _) => message!("no longer sanctioned: end the outreach"),
                (_, Some(answer)) => message!("does not want to, {}: end the outreach", answer.on),
                _ => return None,
            };
            let is_over = outreach.state() == OutreachState::Ended;
            (!is_over).then(|| new_queue_row(case, QueueSection::OutreachEnd, outreach.outreach.person, says))
        };
        self.outreaches(case).iter().filter_map(row).collect()
    }

    /// Returns the place of a case in the order of decisions, which is policy: a sanction first.
    pub(super) fn decision_rank(&self, case: &CaseNumber) -> usize {
        self.case(case).map_or(usize::MAX, |known| match_rank(&self.case_view(known)))
    }
}

/// Returns the rules whose findings a section shows, and the role for which they wait where the section is about one.
fn section_rules(section: QueueSection) -> (&'static [RuleId], Option<Role>) {
    match section {
        QueueSection::CommonCaseIn => (&[RuleId::CommonCaseReview], None),
        QueueSection::TransferOut => (&[RuleId::TransferSend], None),
        QueueSection::Mailbox => (&[RuleId::CommonCaseVerify], None),
        QueueSection::Sensitive => (&[RuleId::CommonCaseAnalyst], None),
        QueueSection::Recheck => (&[RuleId::CommonCaseRecheck], None),
        QueueSection::ToDecide => (&[RuleId::CommonCaseDecide], None),
        QueueSection::BankedToAssign => (&[RuleId::CaseAssign], Some(Role::PARTNERSHIP_SUPERVISOR)),
        QueueSection::ToAssign => (&[RuleId::CaseAssign], Some(Role::CONTROL_CLERK)),
        QueueSection::Planning => (&[RuleId::PlanningMeeting], None),
        QueueSection::PlanToIntegrate => (&[RuleId::PlanIntegration], None),
        QueueSection::Reunification => (&[RuleId::FrReview, RuleId::FrCashEnd], None),
        QueueSection::ChildWelfareEnded => (&[RuleId::HandBack, RuleId::CommonCaseClose], None),
        QueueSection::ToConsider => (&[RuleId::LinkageConsider], None),
        QueueSection::ConferenceDay => (&[RuleId::ConferenceHeld], None),
        QueueSection::SeatsOpen => (&[RuleId::ConferenceInvite, RuleId::ConferenceRep], None),
        QueueSection::MinutesDue => (&[RuleId::ConferenceMinutes], None),
        QueueSection::OutreachIn => (&[RuleId::OutreachForward], None),
        QueueSection::OutreachTry => (&[RuleId::OutreachFirst, RuleId::OutreachAgain], None),
        QueueSection::OutreachCure => (&[RuleId::OutreachCure], None),
        QueueSection::OutreachEnd => (&[RuleId::OutreachDecide], None),
        _ => (&[], None),
    }
}
