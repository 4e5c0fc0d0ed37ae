//! Which draft a comment form is kept in: each participant of a case has one of their own, so that two parents never share
//! a text. A draft of an earlier version names nobody; the participant is in its form then.

use crate::domain::PersonNumber;
use crate::store::DraftTarget;
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{DictateForm, FormChoices, SavedComment};
use crate::tui::state::workspace::Workspace;

/// A form or a draft of a case: where it is kept and about whom it is.
struct KnownForm {
    key: DraftTarget,
    person: PersonNumber,
}

/// Returns the key of the form about a participant: the one that is open, one that was left, or one from a draft, in this
/// order; `None` if there is none. One that names nobody yet, or a row about the case as a whole, fits everybody.
pub(super) fn find_form(workspace: &Workspace, subject: &Subject) -> Option<DraftTarget> {
    let choices = FormChoices::for_case(&workspace.snapshot.caseload, &subject.case);
    let wanted = choices.participant_of_row(subject.person).unwrap_or(PersonNumber::CASE);
    let mut known = known_forms(workspace, subject);
    let whole = PersonNumber::CASE;
    let exact = known.iter().position(|form| form.person == wanted);
    let fitting = exact.or_else(|| known.iter().position(|form| form.person == whole || wanted == whole));
    fitting.map(|at| known.swap_remove(at).key)
}

/// Returns the key for a new form. Where the participant's own is taken, by a form in which another participant was chosen
/// meanwhile, the form is kept in the draft of the case.
pub(super) fn new_key(workspace: &Workspace, subject: &Subject) -> DraftTarget {
    let choices = FormChoices::for_case(&workspace.snapshot.caseload, &subject.case);
    let person = choices.participant_of_row(subject.person).unwrap_or(PersonNumber::CASE);
    let own = DraftTarget::for_comment(person);
    if known_forms(workspace, subject).iter().any(|form| form.key == own) { DraftTarget::Comment } else { own }
}

/// Gives the form the key of the participant whom it names now, unless another form has it. Returns its former key.
pub(super) fn follow_person(workspace: &Workspace, form: &mut DictateForm) -> Option<DraftTarget> {
    let own = DraftTarget::for_comment(form.subject.person);
    if own == form.draft_key {
        return None;
    }
    let case = &form.subject.case;
    let is_left = workspace.left_forms.contains_key(&(case.clone(), own.clone()));
    let drafted = workspace.snapshot.caseload.find_draft(case, &own);
    let is_others = drafted.is_some_and(|draft| SavedComment::from_body(&draft.body).id != Some(form.id));
    (!is_left && !is_others).then(|| std::mem::replace(&mut form.draft_key, own))
}

/// Returns the forms and drafts of comments on the case: the open form, those that were left, and the drafts without a form.
fn known_forms(workspace: &Workspace, subject: &Subject) -> Vec<KnownForm> {
    let forms = workspace.dictate.iter().chain(workspace.left_forms.values());
    let mut known: Vec<_> = forms
        .filter(|form| form.subject.case == subject.case)
        .map(|form| KnownForm { key: form.draft_key.clone(), person: form.subject.person })
        .collect();
    let drafts = workspace.snapshot.caseload.drafts().iter();
    for draft in drafts.filter(|draft| draft.case == subject.case && draft.target.is_comment()) {
        if !known.iter().any(|form| form.key == draft.target) {
            let person = SavedComment::from_body(&draft.body).person;
            known.push(KnownForm { key: draft.target.clone(), person });
        }
    }
    known
}
