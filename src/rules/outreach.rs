//! Outreach to sanctioned parents in child welfare: the list goes to the lead, the lead tries, and a parent who wants to take
//! part is helped to cure the sanction.
//!
//! Source: Santa Clara Common-Place 4DFCS-CMS/12DFCS_DEBS/02. It names steps and channels and no clock, so the days are
//! settings of the office.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::finding::Finding;
use super::message::{Message, message};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::category::Severity;
use crate::domain::facts::outreach::{Outreach, OutreachTry, TryOutcome};
use crate::domain::partner_state::OutreachState;
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::policy::Param;
use crate::policy::param::{Days, ParamValue, WorkingDays};

/// An outreach on the day of the view.
pub struct OutreachView<'a> {
    view: View<'a>,
    /// The outreach.
    pub outreach: &'a Outreach,
    tries: Vec<OutreachTry>,
}

/// Returns the newest outreach to each person.
pub fn newest_outreaches<'a>(view: &View<'a>) -> Vec<OutreachView<'a>> {
    let mut listed: Vec<&Outreach> = view.facts.outreach.iter().filter(|known| known.listed.on <= view.on).collect();
    listed.sort_by_key(|known| (known.listed.on, known.source.record_order()));
    let newest: BTreeMap<PersonNumber, &Outreach> = listed.into_iter().map(|known| (known.person, known)).collect();
    newest.into_values().map(|outreach| OutreachView::new(view, outreach)).collect()
}

/// Returns the state of the newest outreach to the person; `None` if the person was never listed.
pub(super) fn outreach_state(view: &View<'_>, person: PersonNumber) -> Option<OutreachState> {
    newest_outreaches(view).iter().find(|known| known.outreach.person == person).map(OutreachView::state)
}

/// Finds what is owed in outreach. It goes on after aid has ended; whoever is no longer sanctioned raises none.
pub(super) fn outreach_findings(view: &View) -> Vec<Finding> {
    let found = newest_outreaches(view);
    found.iter().filter_map(OutreachView::finding).collect()
}

impl<'a> OutreachView<'a> {
    fn new(view: &View<'a>, outreach: &'a Outreach) -> Self {
        let mut tries: Vec<OutreachTry> = outreach.tries.iter().filter(|tried| tried.on <= view.on).copied().collect();
        tries.sort_unstable();
        Self { view: *view, outreach, tries }
    }

    /// Returns the state.
    pub fn state(&self) -> OutreachState {
        let is_known = |day: Option<NaiveDate>| day.is_some_and(|day| day <= self.view.on);
        if is_known(self.outreach.ended.map(|end| end.on)) {
            OutreachState::Ended
        } else if !self.tries.is_empty() {
            OutreachState::Tried
        } else if is_known(self.outreach.forwarded) {
            OutreachState::Forwarded
        } else {
            OutreachState::Listed
        }
    }

    /// Returns how many tries were made.
    pub fn try_count(&self) -> usize {
        self.tries.len()
    }

    /// Returns the newest try.
    pub fn last_try(&self) -> Option<OutreachTry> {
        self.tries.last().copied()
    }

    /// Returns the newest answer of the parent.
    pub fn answer(&self) -> Option<OutreachTry> {
        self.tries.iter().rev().find(|tried| tried.outcome.is_answer()).copied()
    }

    /// Returns whether the parent is sanctioned; `None` if no status is recorded.
    pub fn is_sanctioned(&self) -> Option<bool> {
        let status = self.view.registration_of(self.outreach.person)?;
        Some(status.status == RegistrationStatus::Sanction)
    }

    fn finding(&self) -> Option<Finding> {
        if self.is_sanctioned() == Some(false) {
            return None;
        }
        let finding = match self.state() {
            OutreachState::Ended => None,
            OutreachState::Listed => self.forward_finding(),
            OutreachState::Forwarded => self.first_finding(),
            OutreachState::Tried => match self.answer() {
                None => self.next_finding(),
                Some(answer) if answer.outcome == TryOutcome::WantsTo => self.cure_finding(answer.on),
                Some(_) => None,
            },
        };
        Some(match self.is_sanctioned() {
            Some(_) => finding?,
            None => finding?.cannot_tell("whether the sanction goes on: no registration status is recorded"),
        })
    }

    fn forward_finding(&self) -> Option<Finding> {
        let rule = self.view.policy.outreach_forward.as_ref()?;
        let listed = self.outreach.listed.on;
        let finding =
            self.due_in_working_days(RuleId::OutreachForward, "a listed parent waits for the lead", rule, listed);
        let finding = finding.with_ground("listed", listed, &self.outreach.source);
        Some(finding.clears_when("the listing is forwarded").with_proposals([Proposal::OutreachForward]))
    }

    fn first_finding(&self) -> Option<Finding> {
        let rule = self.view.policy.outreach_first.as_ref()?;
        let forwarded = self.outreach.forwarded?;
        let says = "nobody has tried to reach the parent yet";
        let finding = self.due_in_working_days(RuleId::OutreachFirst, says, rule, forwarded);
        let finding = finding.with_ground("forwarded", forwarded, &self.outreach.source);
        Some(finding.clears_when("a try is recorded").with_proposals([Proposal::OutreachTry]))
    }

    /// Finds the next try; after as many as policy asks for, the decision.
    fn next_finding(&self) -> Option<Finding> {
        let policy = self.view.policy;
        let (rule, most) = (policy.outreach_again.as_ref()?, policy.outreach_tries.as_ref()?);
        let last = self.last_try()?;
        let tries =
            message!("{} of {} tries, last {} by {}", self.try_count(), most.value.0, last.on, last.channel.title());
        let enough = u32::try_from(self.try_count()).is_ok_and(|count| most.value.0 <= count);
        let (id, says, clears, next) = if enough {
            let says = message!("no try was answered ({}): end the outreach, or try once more", tries);
            (
                RuleId::OutreachDecide,
                says,
                "the outreach is ended, or another try is recorded",
                Proposal::OutreachDecide,
            )
        } else {
            let says = message!("no answer yet ({}): try again", tries);
            (RuleId::OutreachAgain, says, "another try or an answer is recorded", Proposal::OutreachTry)
        };
        let finding = self.due_in_days(id, says, rule, last.on).under_policy(most);
        let finding = finding.with_ground("last try", last.on, &self.outreach.source).clears_when(clears);
        Some(finding.with_proposals([next, Proposal::OutreachTry]))
    }

    /// Finds a parent who wants to take part and for whom nothing was begun. The family loses aid every day.
    fn cure_finding(&self, answered: NaiveDate) -> Option<Finding> {
        let rule = self.view.policy.outreach_cure.as_ref()?;
        let cures = &self.view.facts.cures;
        let is_begun = |from: NaiveDate| {
            cures.iter().any(|cure| {
                cure.person == self.outreach.person && from <= cure.requested && cure.requested <= self.view.on
            })
        };
        if is_begun(self.outreach.listed.on) {
            return None;
        }
        let says = "the parent wants to take part: begin the cure";
        let finding = self.due_in_working_days(RuleId::OutreachCure, says, rule, answered).with_severity(Severity::Aid);
        let finding = finding.with_ground("answered", answered, &self.outreach.source);
        Some(
            finding
                .clears_when("the request to stop the sanction (WTW 31) is recorded, or the outreach is ended")
                .if_nothing("The family goes on losing aid although the parent wants to take part.")
                .with_proposals([Proposal::Cure, Proposal::OutreachDecide]),
        )
    }

    fn begin<T: ParamValue>(&self, id: RuleId, says: impl Into<Message>, rule: &Param<T>) -> Finding {
        Finding::new(id, self.outreach.person, says)
            .under_policy(rule)
            .if_nothing("A parent who could lift the sanction is not asked, and the family goes on losing aid.")
    }

    fn due_in_working_days(
        &self,
        id: RuleId,
        says: impl Into<Message>,
        rule: &Param<WorkingDays>,
        from: NaiveDate,
    ) -> Finding {
        let due = self.view.policy.calendar.add_working_days(from, rule.value);
        self.begin(id, says, rule).due_on(due).late_after_due(self.view.on)
    }

    fn due_in_days(&self, id: RuleId, says: impl Into<Message>, rule: &Param<Days>, from: NaiveDate) -> Finding {
        self.begin(id, says, rule).due_on(from + rule.value).late_after_due(self.view.on)
    }
}
