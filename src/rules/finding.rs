//! Findings with their grounds. The same value feeds the list row, the "why" view, the JSON output and the printout.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::message::{Message, Value, message};
use super::rule_id::RuleId;
use crate::domain::alert::AlertKey;
use crate::domain::category::{Category, Severity};
use crate::domain::dates::days_between;
use crate::domain::facts::Source;
use crate::domain::proposal::Proposal;
use crate::domain::role::Role;
use crate::domain::shared_text::SharedText;
use crate::domain::{CaseNumber, PersonNumber};
use crate::policy::Param;
use crate::policy::param::{Certainty, Days, ParamValue, PolicyValue};

/// One fact that supports a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ground {
    /// The name of the fact: `notice of action issued`.
    pub fact: Message,
    /// The value of the fact: the day October 30, 2026.
    pub value: Value,
    /// The source of the fact.
    pub source: Source,
}

/// A count of days, so that it can be shown day by day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayCount {
    /// The description of what is counted.
    pub what: &'static str,
    /// The day before day 1.
    pub after: NaiveDate,
    /// The as-of day.
    pub on: NaiveDate,
    /// The number of the as-of day: day 1 is the day after `after`.
    pub day: i64,
    /// The length of the period in days, if it has one.
    pub of: Option<i64>,
}

/// The policy that supports a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The parameter: `good_cause_period`.
    pub parameter: Cow<'static, str>,
    /// The value of the parameter: 20 days.
    pub value: PolicyValue,
    /// The first day on which this value is in force.
    pub in_force_from: NaiveDate,
    /// The statute, handbook section or letter.
    pub source: SharedText,
    /// How sure the source is.
    pub certainty: Certainty,
    /// The rule in plain words, if policy gives them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<SharedText>,
}

/// The result of looking for a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonState {
    /// The reason applies: the step may not be taken.
    Blocks,
    /// The reason applies, but it or its source is not sure enough to decide: check before the step is taken.
    Warns,
    /// The fact that would decide is missing, or the sources do not agree: find out before the step is taken.
    CannotTell,
    /// The record was looked at and does not hold the reason.
    Absent,
}

/// A reason against an adverse step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonAgainst {
    /// The id of the reason: `exemption_eligible`.
    pub id: &'static str,
    /// The reason in words, as a clause: `the months of aid are used up`; where it is absent, what was found instead:
    /// `the months of aid are not used up`.
    pub says: Message,
    /// The result of looking for the reason.
    pub state: ReasonState,
    /// Whether nobody has recorded the fact that decides, either way.
    pub unrecorded: bool,
    /// The policy that it follows.
    pub under: Citation,
    /// The entry or row that states the fact that decides, where one does; the ground of a finding cites it.
    #[serde(skip)]
    pub source: Source,
}

/// A finding of a rule on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule that finds it.
    pub rule: RuleId,
    /// The category that it belongs to.
    pub category: Category,
    /// The number of the case.
    pub case: CaseNumber,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The role that acts on the finding, by its id; `None` until all rules have run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<Role>,
    /// Which of several matters of the person it is about, counted from 1, where the person has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// The day on which the finding is due; `None` if the facts do not say.
    pub due: Option<NaiveDate>,
    /// The cost of a missed date.
    pub severity: Severity,
    /// The finding in one line: `day 20 of 20, ends today`.
    pub says: Message,
    /// The facts that support it.
    pub because: Vec<Ground>,
    /// The days that were counted, if there are any.
    pub counted: Option<DayCount>,
    /// The policy that it follows.
    pub under: Vec<Citation>,
    /// The event that clears the finding.
    pub clears_when: &'static str,
    /// The consequence of doing nothing.
    pub if_nothing: &'static str,
    /// The acts that the worker may do, the proposed act first.
    pub next: Vec<Proposal>,
    /// The facts that are missing or in conflict, if the rule cannot decide; the finding then takes the cautious
    /// reading.
    pub cannot_tell: Vec<Message>,
    /// The reasons against an adverse finding that were looked at, those that apply first; empty for other findings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons_against: Vec<ReasonAgainst>,
}

impl Finding {
    /// Returns the key of the alert that the finding becomes in the lists.
    pub fn alert_key(&self) -> AlertKey {
        AlertKey::for_rule(self.rule.id(), &self.case, self.person, self.due, self.ordinal)
    }
}

impl DayCount {
    /// Counts the days from the day after `after` to `on`: day 1 is the day after `after`.
    pub fn new(what: &'static str, after: NaiveDate, on: NaiveDate, of: Option<Days>) -> Self {
        Self { what, after, on, day: days_between(after, on), of: of.map(|days| days.0) }
    }
}

impl<T: ParamValue> From<&Param<T>> for Citation {
    fn from(param: &Param<T>) -> Self {
        Self {
            parameter: Cow::Borrowed(param.name),
            value: param.value.to_policy_value(),
            in_force_from: param.in_force_from,
            source: param.source.clone(),
            certainty: param.certainty,
            words: param.words.clone(),
        }
    }
}

impl Citation {
    /// Returns the text that says that the policy may not hold, with its source.
    fn doubt_text(&self) -> Message {
        let rule = self.words.as_ref().map_or_else(|| self.parameter.to_string(), ToString::to_string);
        message!("whether this rule applies here: \"{}\" ({})", rule, self.source.to_string())
    }
}

impl Ground {
    /// Creates a ground from a fact, its value and its source.
    pub fn new(fact: impl Into<Message>, value: impl Into<Value>, source: &Source) -> Self {
        Self { fact: fact.into(), value: value.into(), source: source.clone() }
    }
}

/// Rules build their findings with these methods, so that a rule reads like the sentence that it implements.
impl Finding {
    /// Creates a finding of `rule` on `person`. The case number is filled in after all rules have run.
    pub(super) fn new(rule: RuleId, person: PersonNumber, says: impl Into<Message>) -> Self {
        Self {
            rule,
            category: rule.category(),
            case: CaseNumber::default(),
            person,
            who: None,
            ordinal: None,
            due: None,
            severity: rule.severity(),
            says: says.into(),
            because: Vec::new(),
            counted: None,
            under: Vec::new(),
            clears_when: "",
            if_nothing: "",
            next: Vec::new(),
            cannot_tell: Vec::new(),
            reasons_against: Vec::new(),
        }
    }

    pub(super) const fn due_on(mut self, due: NaiveDate) -> Self {
        self.due = Some(due);
        self
    }

    /// Says which role acts, where it is not the one that policy names for the rule.
    pub(super) const fn waits_for(mut self, role: Role) -> Self {
        self.who = Some(role);
        self
    }

    /// Says which of several matters of the person it is about.
    pub(super) const fn about_number(mut self, ordinal: Option<u32>) -> Self {
        self.ordinal = ordinal;
        self
    }

    /// Gives the severity of a step of work between desks: a notice up to its due day and with it, a duty after it.
    pub(super) fn late_after_due(self, on: NaiveDate) -> Self {
        let late = self.due.is_some_and(|due| on > due);
        self.with_severity(if late { Severity::Duty } else { Severity::Notice })
    }

    /// Moves the due day to the day on which the duty arose, where that is later: nothing is due before it is owed.
    pub(super) fn arising_on(mut self, arose: impl IntoIterator<Item = NaiveDate>) -> Self {
        self.due = arose.into_iter().fold(self.due, |due, arose| due.map(|due| due.max(arose)));
        self
    }

    pub(super) const fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    pub(super) fn with_ground(mut self, fact: impl Into<Message>, value: impl Into<Value>, source: &Source) -> Self {
        self.because.push(Ground::new(fact, value, source));
        self
    }

    pub(super) fn with_grounds(mut self, grounds: impl IntoIterator<Item = Ground>) -> Self {
        self.because.extend(grounds);
        self
    }

    pub(super) const fn with_day_count(mut self, count: DayCount) -> Self {
        self.counted = Some(count);
        self
    }

    pub(super) fn under_policy<T: ParamValue>(mut self, param: &Param<T>) -> Self {
        self.under.push(param.into());
        self
    }

    pub(super) fn with_citation(mut self, citation: Citation) -> Self {
        self.under.push(citation);
        self
    }

    pub(super) fn with_citations(mut self, citations: impl IntoIterator<Item = Citation>) -> Self {
        self.under.extend(citations);
        self
    }

    pub(super) const fn clears_when(mut self, what: &'static str) -> Self {
        self.clears_when = what;
        self
    }

    pub(super) const fn if_nothing(mut self, what: &'static str) -> Self {
        self.if_nothing = what;
        self
    }

    pub(super) fn with_proposals(mut self, acts: impl Into<Vec<Proposal>>) -> Self {
        self.next = acts.into();
        self
    }

    pub(super) fn with_reasons(mut self, reasons: impl IntoIterator<Item = ReasonAgainst>) -> Self {
        self.reasons_against.extend(reasons);
        self.reasons_against.sort_by_key(|reason| (reason.state, reason.id));
        self
    }

    /// Notes on an adverse finding which policy under it is unsure: a summary, an assumption, another county's rule.
    /// The policy of a reason against it is left out: it speaks for the family.
    pub(super) fn note_unsure_policy(&mut self) {
        if !self.rule.is_adverse() {
            return;
        }
        let against = |citation: &Citation| {
            self.reasons_against.iter().any(|reason| reason.under.parameter == citation.parameter)
        };
        let unsure = self.under.iter().filter(|citation| !citation.certainty.can_decide() && !against(citation));
        let notes: Vec<Message> = unsure.map(Citation::doubt_text).collect();
        self.cannot_tell.extend(notes);
    }

    pub(super) fn cannot_tell(mut self, what: impl Into<Message>) -> Self {
        self.cannot_tell.push(what.into());
        self
    }
}
