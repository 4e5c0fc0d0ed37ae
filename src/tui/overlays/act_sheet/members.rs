//! An act about two members of a household: nobody is the other of the two.

use super::{ActAnswer, ActSheet, Choice};
use crate::desk::Caseload;
use crate::policy::act_forms::ActFieldKind;
use crate::rules::acts::defaults::{answer_alike, answer_choices};
use crate::rules::view::View;

impl ActSheet {
    /// Leaves out of the second line for a member whom the first one names. If only one other member can be meant, or only one
    /// may be the same person, the second line names that one.
    pub(super) fn offer_other_members(&mut self, caseload: &Caseload) {
        let asks_for_member =
            |answer: &&mut ActAnswer| answer.field.is_some_and(|field| field.kind == ActFieldKind::Member);
        let mut lines: Vec<&mut ActAnswer> = self.answers.iter_mut().filter(asks_for_member).collect();
        let [first, second] = lines.as_mut_slice() else { return };
        let Some(field) = second.field else { return };
        let Some(known) = caseload.case(&self.subject.case) else { return };
        let view = View::new(&known.record.facts, caseload.policies(), self.today);
        let named = first.line.content();
        let all = answer_choices(field, &view, self.subject.person);
        second.choices = all.iter().map(Choice::new).filter(|choice| choice.answer != named).collect();
        if named.is_empty() || !(second.line.content().is_empty() || second.line.content() == named) {
            return;
        }
        let only = match second.choices.as_slice() {
            [only] => Some(only.answer.clone()),
            _ => answer_alike(&view, named),
        };
        second.set_answer(&only.unwrap_or_default());
    }
}
