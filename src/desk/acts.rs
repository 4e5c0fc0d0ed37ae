//! Acts before they are recorded: what an act would do to its case, the lists and the checklist.

use chrono::NaiveDate;
use serde::Serialize;

use super::checklist::ItemState;
use super::{Caseload, EvaluatedCase};
use crate::domain::act::Act;
use crate::domain::category::Category;
use crate::domain::checklist::ItemId;
use crate::domain::dates::Month;
use crate::domain::facts::{CaseFacts, Source};
use crate::domain::proposal::Proposal;
use crate::domain::role::Role;
use crate::domain::role_holder::acting_roles;
use crate::domain::{CaseNumber, PersonNumber, Seq};
use crate::policy::act_forms::{ActField, ActFieldKind, ActForm, ActForms, Prefill};
use crate::present;
use crate::rules::acts::defaults;
use crate::rules::acts::{self, ActAuthor, ActRefusal, Consequences, partner_acts};
use crate::rules::clock::ClockId;
use crate::rules::finding::Finding;
use crate::rules::message::Message;
use crate::rules::view::View;
use crate::store::CaseRecord;

/// What an act would change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ActPreview {
    /// The changes of facts, findings and clocks.
    #[serde(flatten)]
    pub consequences: Consequences,
    /// The items of the month's checklists that the act proves.
    pub proves: Vec<ProvenItem>,
    /// What is unlikely in the answers, and is asked about before the act is recorded, each as a sentence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    /// What is remarked on the answers and keeps nothing from being recorded, each as a sentence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// The proposed results of the comment about the act, if the record can word them; a blank is written `{reason}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<Message>,
}

/// A checklist item that an act proves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProvenItem {
    /// The item's id.
    pub item: ItemId,
    /// What the item asks.
    pub words: String,
}

impl ActPreview {
    /// Returns whether the act would change anything that is worth a line.
    pub const fn changes_anything(&self) -> bool {
        !self.consequences.is_empty() || !self.proves.is_empty()
    }

    /// Returns what is asked about, and what the act would change, one line for each.
    pub fn summary_lines(&self) -> Vec<String> {
        let proven = self.proves.iter().map(|item| format!("checks off: {}", item.words));
        let asked = self.asked.iter().map(|says| format!("asked before it is recorded: {says}"));
        let remarked = self.remarks.iter().map(|says| format!("check: {says}"));
        let lines = present::consequences::summary_lines(&self.consequences).into_iter();
        asked.chain(remarked).chain(lines).chain(proven).collect()
    }
}

/// Returns whether a worker of this role has to fill a field.
fn needs_text(field: &ActField, role: Role) -> bool {
    !field.optional || role.is_among(&field.needed_of)
}

/// Returns whether an answer comes from the record alone: where it is empty, the record has no such notice or form.
fn is_read_from_record(field: &ActField) -> bool {
    (field.kind == ActFieldKind::Notice && !field.optional) || field.default == Prefill::BankOfTheForm
}

/// Returns whether something about `found` belongs to a row about `person`; everything does to one about the whole case.
fn is_on(found: PersonNumber, person: PersonNumber) -> bool {
    let whole = PersonNumber::CASE;
    person == whole || found == person || found == whole
}

/// Returns what a clock that may end in a sanction, or ends one, asks for; nothing for any other clock.
const fn next_of_clock(clock: ClockId) -> &'static [Proposal] {
    match clock {
        ClockId::GoodCausePeriod => &[Proposal::RecordDetermination, Proposal::RequestSanction],
        ClockId::CompliancePlan => &[Proposal::RecordPlanResult],
        ClockId::Cure => &[Proposal::Cure],
        _ => &[],
    }
}

impl Caseload {
    /// Returns what `act` would do to its case as of the caseload's day.
    ///
    /// # Errors
    /// [`ActRefusal`] if a rule or the record forbids the act, or the case is not in the caseload.
    pub fn preview_act(&self, case: &CaseNumber, act: &Act) -> Result<ActPreview, ActRefusal> {
        let known = self.case(case).ok_or_else(|| ActRefusal::for_unknown_case(case))?;
        acts::check_decision(act, &self.worker, &self.role_holders)?;
        let by = ActAuthor { worker: &self.worker, holders: &self.role_holders };
        let consequences = acts::preview_act(&known.record.facts, &self.policies, act, &by, self.as_of)?;
        let source = Source::Entry { entry: Seq(u64::MAX), author: self.worker.number.clone() };
        let facts = known.record.facts.clone().with_act(act, &source);
        let comment = acts::comment::suggested_results(&View::new(&facts, &self.policies, act.on), act);
        let asked = acts::unlikely_answers(&known.record.facts, &self.policies, act, self.as_of)?;
        let then = View::new(&known.record.facts, &self.policies, act.on);
        let mut remarks = acts::closed_day_remarks(&then, act);
        remarks.extend(acts::outreach_remarks(&then, act));
        Ok(ActPreview {
            asked,
            remarks,
            consequences,
            proves: self.newly_proven_items(known, facts, Month::from_date(act.on)),
            comment,
        })
    }

    /// Returns the proposed results of the comment about a recorded act; `None` if the record cannot word them.
    pub fn comment_after_act(&self, case: &CaseNumber, act: &Act) -> Option<Message> {
        let evaluated = self.case(case)?;
        acts::comment::suggested_results(&View::new(&evaluated.record.facts, &self.policies, act.on), act)
    }

    /// Returns the items of the month's checklists that the case proves with these facts and did not prove before.
    fn newly_proven_items(&self, case: &EvaluatedCase, facts: CaseFacts, month: Month) -> Vec<ProvenItem> {
        let record = CaseRecord { facts, ..case.record.clone() };
        let after = EvaluatedCase::new(record, &self.policies, self.as_of);
        let items = |case: &EvaluatedCase| {
            let components = self.all_components(case, month);
            components.into_iter().flat_map(|component| component.items).collect::<Vec<_>>()
        };
        let proven = |state: &ItemState| matches!(state, ItemState::Proven { .. });
        let before = items(case);
        let was_proven = |id: &ItemId| before.iter().any(|item| item.id == *id && proven(&item.state));
        let now = items(&after).into_iter().filter(|item| proven(&item.state) && !was_proven(&item.id));
        now.map(|item| ProvenItem { item: item.id, words: item.words }).collect()
    }

    /// Returns the forms of the acts that the worker's role may record, each with whether it is proposed. A form is
    /// proposed if a clock or a finding of the case asks for its act and the act is possible now. Proposed forms come
    /// first: those of the clocks that lead to a sanction, then those of `first` and of the other findings. Only clocks
    /// and findings on the participant and on the case as a whole count, or those on everybody if `person` is the case
    /// as a whole.
    pub fn proposed_forms(
        &self,
        case: &CaseNumber,
        person: PersonNumber,
        first: Option<&Finding>,
    ) -> Vec<(&'static ActForm, bool)> {
        let clocks = self.case(case).into_iter().flat_map(|case| &case.evaluation.clocks);
        let clocks = clocks.filter(|clock| is_on(clock.person, person)).flat_map(|clock| next_of_clock(clock.id));
        // A row on goals is no duty, so that what its clocks ask for is not what it was chosen for.
        let on_goals =
            first.filter(|found| found.category == Category::Goals).into_iter().flat_map(|found| &found.next);
        let before = on_goals.chain(clocks).copied();
        let proposals: Vec<_> = before.chain(self.finding_proposals(case, person, first)).collect();
        self.ranked_forms(case, person, &proposals)
    }

    /// Returns what `first` and the findings of the case ask for, in their order.
    fn finding_proposals<'a>(
        &'a self,
        case: &CaseNumber,
        person: PersonNumber,
        first: Option<&'a Finding>,
    ) -> impl Iterator<Item = Proposal> + use<'a> {
        let findings = self.case(case).into_iter().flat_map(|case| &case.evaluation.findings);
        let findings = findings.filter(move |found| is_on(found.person, person));
        first.into_iter().chain(findings).flat_map(|finding| &finding.next).copied()
    }

    /// Returns the forms that the worker's role may record, those that answer the proposals first.
    fn ranked_forms(
        &self,
        case: &CaseNumber,
        person: PersonNumber,
        proposals: &[Proposal],
    ) -> Vec<(&'static ActForm, bool)> {
        let forms = ActForms::builtin();
        let acting = self.acting_roles();
        let rank = |form: &ActForm| proposals.iter().position(|proposal| form.answers.contains(proposal));
        let mut ranked: Vec<_> = forms
            .iter()
            .filter(|form| acting.iter().any(|role| self.can_record_form(*role, form)) && self.has_module(form))
            .map(|form| {
                let rank = rank(form);
                // No finding asks for an act of another role, so such an act is proposed whenever it is possible.
                let answers = rank.is_some() || !self.can_record_form(Role::EC, form);
                (answers && self.can_file_now(case, form, person), rank, form)
            })
            .collect();
        ranked.sort_by_key(|(possible, rank, _)| (!possible, rank.unwrap_or(usize::MAX)));
        ranked.into_iter().map(|(possible, _, form)| (form, possible)).collect()
    }

    /// Returns the form of the act that the finding proposes first: one that can be filed now, or else one whose form
    /// says what it still needs. `None` if no form answers the finding.
    pub fn form_that_clears(&self, finding: &Finding) -> Option<&'static ActForm> {
        let proposals: Vec<_> = self.finding_proposals(&finding.case, finding.person, Some(finding)).collect();
        let forms = self.ranked_forms(&finding.case, finding.person, &proposals);
        let answers = |form: &ActForm| finding.next.iter().any(|proposal| form.answers.contains(proposal));
        let possible = forms.iter().find(|(form, possible)| *possible && answers(form));
        possible.or_else(|| forms.iter().find(|(form, _)| answers(form))).map(|(form, _)| *form)
    }

    /// Returns the roles as which the worker may record: their own, and those of the home that nobody has.
    pub fn acting_roles(&self) -> Vec<Role> {
        acting_roles(self.worker.role, &self.role_holders)
    }

    /// Returns whether the county has the part of the work that the act belongs to.
    fn has_module(&self, form: &ActForm) -> bool {
        partner_acts::is_offered(self.policies.in_force_on(self.as_of), form.act.id())
    }

    /// Returns whether a role may record the act.
    fn can_record_form(&self, role: Role, form: &ActForm) -> bool {
        self.policies.in_force_on(self.as_of).tables.may_record(role, form.act.id())
    }

    /// Returns whether the act can be recorded now and would change something if its form is filled with the answers that
    /// are tried: the first choice where one is required, and some text where a text is required. A form with another
    /// field that only the worker can fill counts as possible.
    fn can_file_now(&self, case: &CaseNumber, form: &ActForm, person: PersonNumber) -> bool {
        let person = if form.case_as_a_whole { PersonNumber::CASE } else { self.resolve_participant(case, person) };
        let mut answers = self.trial_answers(case, form, person);
        let mut has_words = false;
        for (field, (_, answer)) in form.fields.iter().zip(&mut answers) {
            if answer.is_empty() && matches!(field.kind, ActFieldKind::Choice | ActFieldKind::Choices) {
                *answer = field.choices.first().map(|choice| choice.value.clone()).unwrap_or_default();
            } else if answer.is_empty() && field.kind == ActFieldKind::YesNo {
                "yes".clone_into(answer);
            } else if answer.is_empty() && field.kind == ActFieldKind::Text && needs_text(field, self.worker.role) {
                "…".clone_into(answer);
                has_words = true;
            } else if answer.is_empty() && is_read_from_record(field) {
                return false;
            }
        }
        let Ok(kind) = form.parse_act(&answers, self.as_of) else { return true };
        // The effect of a text is unknown until the worker has written it.
        let preview = self.preview_act(case, &Act { person, on: self.as_of, kind });
        // What is recorded on goals changes no duty, and which goal is meant is known only in the form.
        let is_on_goals = form.purpose == "goals";
        preview.is_ok_and(|preview| has_words || is_on_goals || preview.changes_anything())
    }

    /// Returns the default answers of the form of an act on a day.
    pub fn default_answers(
        &self,
        case: &CaseNumber,
        form: &ActForm,
        person: PersonNumber,
        on: NaiveDate,
    ) -> Vec<(String, String)> {
        let Some(known) = self.case(case) else { return Vec::new() };
        let view_on = |day| View::new(&known.record.facts, &self.policies, day);
        let (now, then) = (view_on(self.as_of), view_on(on));
        let mut filled = defaults::default_answers_of_day(form, &now, &then, person, &self.worker);
        for (field, (_, answer)) in form.fields.iter().zip(&mut filled) {
            if field.default == Prefill::OpenNewCasePoints {
                *answer = self.open_new_case_points(known).join("; ");
            }
        }
        filled
    }

    /// Returns the answers that are tried to tell whether the act of a form is possible.
    fn trial_answers(&self, case: &CaseNumber, form: &ActForm, person: PersonNumber) -> Vec<(String, String)> {
        let Some(known) = self.case(case) else { return Vec::new() };
        let view = View::new(&known.record.facts, &self.policies, self.as_of);
        defaults::trial_answers(form, &view, person, &self.worker)
    }

    /// Returns the participant that an act on the case is about: the one named, or the first if nobody is named.
    pub fn resolve_participant(&self, case: &CaseNumber, named: PersonNumber) -> PersonNumber {
        let facts = self.case(case).map(|known| &known.record.facts);
        let first = facts.and_then(|facts| {
            View::new(facts, &self.policies, self.as_of).participants().map(|known| known.number).min()
        });
        if named == PersonNumber::CASE { first.unwrap_or(named) } else { named }
    }
}
