//! Fields that the screen asks about choice by choice, with yes or no: the reasons against a sanction that only a worker
//! can check. One answer cannot stand for all of them then.

use super::asked_choice::AskedChoice;
use super::{ActAnswer, ActSheet, Choice, act_person};
use crate::desk::Caseload;
use crate::domain::{CaseNumber, PersonNumber, count_with_noun};
use crate::policy::act_forms::{ActField, ActFieldChoice};
use crate::rules::finding::{ReasonAgainst, ReasonState};
use crate::rules::message::DateStyle;

fn asked_line(field: &'static ActField, choice: &ActFieldChoice, reason: Option<&ReasonAgainst>) -> ActAnswer {
    let answers = ["yes", "no"].map(|word| Choice { answer: word.to_owned(), label: word.to_owned() });
    // What nobody has recorded is what the worker is asked about.
    let known = reason.filter(|reason| !reason.unrecorded).map(|reason| {
        let says = reason.says.to_text(DateStyle::Long);
        match reason.state {
            ReasonState::Blocks | ReasonState::Warns | ReasonState::Absent => format!("The record says: {says}."),
            ReasonState::CannotTell => format!("The record does not show whether {says}."),
        }
    });
    let asked = AskedChoice {
        value: choice.value.clone(),
        title: choice.title.clone(),
        known,
        source: reason.map(|reason| reason.under.source.to_string()),
    };
    ActAnswer { asked: Some(asked), ..ActAnswer::new(Some(field), "", answers.into()) }
}

impl ActSheet {
    /// Returns the answer of each field of the form, as [`crate::policy::act_forms::ActForm::parse_act`] reads it. The
    /// lines about one field make one answer: the first yes, or that none applies once each is answered no.
    ///
    /// # Errors
    /// A sentence that says which line is not answered yet.
    pub(super) fn field_answers(&self) -> Result<Vec<(String, String)>, String> {
        let mut answers: Vec<(String, String)> = Vec::new();
        for answer in &self.answers {
            let Some(field) = answer.field else { continue };
            if answer.asked.is_none() {
                answers.push((field.name.clone(), answer.line.content().to_owned()));
            } else if answers.iter().all(|(name, _)| *name != field.name) {
                answers.push((field.name.clone(), self.asked_answer(field)?));
            }
        }
        Ok(answers)
    }

    fn asked_answer(&self, field: &ActField) -> Result<String, String> {
        if let Some(applies) = self.applying(field).next() {
            return Ok(applies.value.clone());
        }
        let lines = self.answers.iter().filter(|answer| answer.field.is_some_and(|of| of.name == field.name));
        let open: Vec<_> = lines
            .filter(|line| line.line.content().is_empty())
            .filter_map(|line| Some(line.asked.as_ref()?.title.as_str()))
            .collect();
        match open.as_slice() {
            [] => Ok(field.ask_each.clone().unwrap_or_default()),
            [only] => Err(format!("Not answered yet: {only}.")),
            [first, rest @ ..] => Err(format!("Not answered yet: {first}, and {} more. y or n answers.", rest.len())),
        }
    }

    /// Returns the choices of a field that were answered yes.
    fn applying(&self, field: &ActField) -> impl Iterator<Item = &AskedChoice> {
        let lines = self.answers.iter().filter(|answer| answer.field.is_some_and(|of| of.name == field.name));
        lines.filter(|line| line.line.content() == "yes").filter_map(|line| line.asked.as_ref())
    }

    /// Returns what was answered yes and is not part of the act, because an act holds one reason; `None` if there is
    /// nothing. One reason is enough to hold a sanction up.
    pub(super) fn left_out(&self) -> Option<String> {
        let asked = self.form.fields.iter().find(|field| field.ask_each.is_some())?;
        let left: Vec<_> = self.applying(asked).skip(1).map(|choice| choice.title.as_str()).collect();
        (!left.is_empty()).then(|| format!("An act records one reason. Review again for: {}.", left.join("; ")))
    }

    /// Returns how many open questions of the finding are not among the lines, so that the number that the lists show and
    /// that of the lines agree; `None` if all are.
    pub(super) fn asked_elsewhere(&self, caseload: &Caseload) -> Option<String> {
        let field = self.form.fields.iter().find(|field| field.ask_each.is_some())?;
        let person = act_person(self.form, &self.subject, caseload);
        let reasons = caseload.reasons_against_sanction(&self.subject.case, person);
        let is_asked = |reason: &&ReasonAgainst| field.choices.iter().any(|choice| choice.value == reason.id);
        let open = reasons.iter().filter(|reason| reason.state == ReasonState::CannotTell);
        let (asked, others): (Vec<_>, Vec<_>) = open.partition(is_asked);
        let questions = count_with_noun(asked.len() + others.len(), "open question");
        (!others.is_empty()).then(|| {
            format!(
                "Of {questions}, {} are asked here. {} hang on facts that the record lacks: w on the row names them.",
                asked.len(),
                others.len()
            )
        })
    }
}

impl ActAnswer {
    /// Returns a line for each choice of a field but the one that says that none applies.
    pub(super) fn asked_lines(
        field: &'static ActField,
        case: &CaseNumber,
        person: PersonNumber,
        caseload: &Caseload,
    ) -> Vec<Self> {
        let reasons = caseload.reasons_against_sanction(case, person);
        let choices = field.choices.iter().filter(|choice| field.ask_each.as_ref() != Some(&choice.value));
        choices
            .map(|choice| asked_line(field, choice, reasons.iter().find(|reason| reason.id == choice.value)))
            .collect()
    }

    /// Returns the key under which a draft keeps the line; `None` for the day of the act.
    pub(super) fn draft_key(&self) -> Option<String> {
        let field = self.field?;
        Some(self.asked.as_ref().map_or_else(|| field.name.clone(), |asked| format!("{}.{}", field.name, asked.value)))
    }

    /// Returns what the record says and the source, or what helps to fill the line, for the line that has the keys; `None` for
    /// other lines.
    pub fn asked_note(&self) -> Option<String> {
        let Some(asked) = self.asked.as_ref() else { return self.hint.clone() };
        let parts = [asked.known.clone(), asked.source.clone()];
        let note = parts.into_iter().flatten().collect::<Vec<_>>().join("  ");
        (!note.is_empty()).then_some(note)
    }
}
