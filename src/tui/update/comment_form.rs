//! Opens, saves, files and leaves the comment form.

use super::{act_sheet, amendment, draft_keys};
use crate::domain::{CaseNumber, PersonNumber};
use crate::store::{DraftTarget, FiledComment};
use crate::tui::command::{CommentFormCommand, Pane};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::{Chooser, FilingChoice, FilingForm};
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{
    CommentProposal, DictateField, DictateForm, DictateStart, FormOutcome, RevisionKind, SavedComment,
};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::{DiscardedDraft, Side, Workspace};
use crate::tui::store_thread::Job;

/// Opens the form about a participant: the one that is open, one that was left, one from a draft, or a new one.
pub(super) fn open_form(workspace: &mut Workspace, subject: Subject, proposal: CommentProposal) -> SideEffects {
    let found = draft_keys::find_form(workspace, &subject);
    open_found_form(workspace, subject, proposal, found)
}

/// Opens the form that a draft was saved from.
pub(super) fn resume_form(workspace: &mut Workspace, case: CaseNumber, target: &DraftTarget) -> SideEffects {
    let subject = Subject { case, person: PersonNumber::CASE };
    open_found_form(workspace, subject, CommentProposal::default(), Some(target.clone()))
}

fn open_found_form(
    workspace: &mut Workspace,
    subject: Subject,
    proposal: CommentProposal,
    found: Option<DraftTarget>,
) -> SideEffects {
    let mut effects = Vec::new();
    let is_open = |form: &DictateForm| form.subject.case == subject.case && Some(&form.draft_key) == found.as_ref();
    if workspace.dictate.as_ref().is_some_and(|form| !is_open(form)) {
        effects.extend(put_away(workspace));
    }
    let (from, person) = (workspace.pane, subject.person);
    let left = found.clone().and_then(|key| workspace.left_forms.remove(&(subject.case.clone(), key)));
    let mut form = match workspace.dictate.take().or(left) {
        Some(form) => form,
        None => start_form(workspace, subject, proposal, found),
    };
    form.from = from;
    let about = form.subject.clone();
    workspace.dictate = Some(form);
    workspace.pane = Pane::Dictate;
    workspace.side = Side::List;
    if let Some(warning) = other_person_warning(workspace, &about, person) {
        workspace.show_refusal(warning);
    }
    show_spelling_notice(workspace);
    effects
}

/// Returns the warning that the draft of a case is about another participant than the row; `None` if it is not.
fn other_person_warning(workspace: &Workspace, about: &Subject, wanted: PersonNumber) -> Option<String> {
    let whole = PersonNumber::CASE;
    if about.person == wanted || about.person == whole || wanted == whole {
        return None;
    }
    let case = workspace.snapshot.caseload.case(&about.case)?;
    let (about, wanted) = (case.person_name(about.person), case.person_name(wanted));
    Some(format!("This draft is about {about}, not {wanted}. File it, or Ctrl-D discards it."))
}

/// Creates the form about a participant, from the draft `found` if there is one.
fn start_form(
    workspace: &mut Workspace,
    subject: Subject,
    proposal: CommentProposal,
    found: Option<DraftTarget>,
) -> DictateForm {
    let case = subject.case.clone();
    let draft_key = found.unwrap_or_else(|| draft_keys::new_key(workspace, &subject));
    let start = DictateStart {
        id: workspace.row_ids.new_row_id(),
        subject,
        proposal,
        today: workspace.snapshot.today,
        from: workspace.pane,
        draft_key: draft_key.clone(),
    };
    let caseload = &workspace.snapshot.caseload;
    match caseload.find_draft(&case, &draft_key) {
        Some(draft) => DictateForm::from_saved(start, SavedComment::from_body(&draft.body), draft.saved_ms, caseload),
        None => DictateForm::new(start, caseload),
    }
}

/// Opens the form over a filed comment. A draft about the participant comes first: each has one form.
pub(super) fn open_revision(workspace: &mut Workspace, filed: &FiledComment, kind: RevisionKind) -> SideEffects {
    let subject = Subject { case: filed.comment.case.clone(), person: filed.comment.person };
    if draft_keys::find_form(workspace, &subject).is_some() {
        let case = &subject.case;
        workspace.show_refusal(format!("A draft on {case} is open. d shows it: file it, or Ctrl-D discards it."));
        return Vec::new();
    }
    let start = DictateStart {
        id: workspace.row_ids.new_row_id(),
        draft_key: draft_keys::new_key(workspace, &subject),
        subject,
        proposal: CommentProposal::default(),
        today: workspace.snapshot.today,
        from: workspace.pane,
    };
    let mut effects = put_away(workspace);
    effects.extend(act_sheet::close_form(workspace));
    let mut form =
        DictateForm::from_saved(start, SavedComment::from_filed(filed, kind), 0, &workspace.snapshot.caseload);
    form.restored_from_ms = None;
    workspace.dictate = Some(form);
    workspace.pane = Pane::Dictate;
    workspace.side = Side::List;
    workspace.show_message(match kind {
        RevisionKind::Correction => "Change what is wrong. Ctrl-S files the correction; the original is kept.",
        RevisionKind::Reopened => "Reopened. Ctrl-S files it again; Esc keeps the draft, Ctrl-D discards it.",
    });
    effects
}

/// Shows once that spelling is not checked, unless there is another message.
fn show_spelling_notice(workspace: &mut Workspace) {
    let is_restored = workspace.dictate.as_ref().is_none_or(|form| form.restored_from_ms.is_some());
    if workspace.status_message.is_none() && !is_restored && std::mem::take(&mut workspace.lacks_dictionary) {
        workspace
            .show_message("Spelling is not checked: no Hunspell dictionary, such as hunspell-en-us, is installed.");
    }
}

/// Routes a command to the form. While an act sheet lies over the form, no command of the form acts.
pub(super) fn run_command(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    command: CommentFormCommand,
) -> SideEffects {
    if workspace.act_sheet.is_some() {
        return Vec::new();
    }
    if matches!(command, CommentFormCommand::File | CommentFormCommand::FileNext) && workspace.refuse_on_another_day() {
        return Vec::new();
    }
    if matches!(command, CommentFormCommand::File | CommentFormCommand::FileNext)
        && let Some(characters) = workspace.dictate.as_ref().map(|form| form.comment_draft().character_count())
        && workspace.refuse_long_text(characters)
    {
        return Vec::new();
    }
    let phrases = &workspace.snapshot.phrases;
    let outcome = workspace.dictate.as_mut().and_then(|form| form.update(command, phrases, screen.now));
    outcome.map(|outcome| carry_out(workspace, screen, outcome)).unwrap_or_default()
}

fn carry_out(workspace: &mut Workspace, screen: &ScreenContext<'_>, outcome: FormOutcome) -> SideEffects {
    match outcome {
        FormOutcome::Job(job) => return store_job(job),
        FormOutcome::Leave => return leave_form(workspace),
        FormOutcome::AskToDiscard => {
            if let Some(form) = &workspace.dictate {
                let question = Confirmation::for_discarding(form.subject.case.clone(), form.draft_key.clone());
                workspace.open_overlay(Overlay::Confirm(question));
            }
        }
        FormOutcome::Pick(field) => open_picker(workspace, screen, field),
        FormOutcome::AskPhraseWord(text) => workspace.ask_question(Prompt::new(PromptQuestion::PhraseWord(text), "")),
        FormOutcome::AskWhyCorrected { case, comment, draft, of } => {
            workspace.ask_question(Prompt::new(PromptQuestion::CorrectBecause { case, comment, draft, of }, ""));
        }
        FormOutcome::Message(message) => workspace.show_message(message),
        FormOutcome::Refusal(refusal) => workspace.show_refusal(refusal),
        FormOutcome::AskFiling(obstacle) => {
            workspace.open_overlay(Overlay::Chooser(Chooser::for_filing(&obstacle, FilingForm::Comment)));
        }
    }
    Vec::new()
}

/// Files what the open form holds as the worker chose: protected, or with an answer to what was doubted.
pub(super) fn file_as_chosen(workspace: &mut Workspace, screen: &ScreenContext<'_>, how: FilingChoice) -> SideEffects {
    if let FilingChoice::Answered(answer) = how
        && workspace.amend.is_some()
    {
        return amendment::file_with_answer(workspace, answer);
    }
    let outcome = workspace.dictate.as_mut().map(|form| match how {
        FilingChoice::Protected => form.file_protected(screen.now),
        FilingChoice::Answered(answer) => form.file_with_answer(answer, screen.now),
    });
    outcome.map(|outcome| carry_out(workspace, screen, outcome)).unwrap_or_default()
}

/// Offers what the catalog has for a field, or the phrases for the results.
fn open_picker(workspace: &mut Workspace, screen: &ScreenContext<'_>, field: DictateField) {
    let chooser = match field {
        DictateField::Results => Some(Chooser::for_phrases(&workspace.snapshot.phrases)),
        _ => Chooser::for_catalog(screen.catalog, field),
    };
    match chooser {
        Some(chooser) => workspace.open_overlay(Overlay::Chooser(chooser)),
        None => workspace.show_message("Purpose, results, forms and documents have a catalog to pick from."),
    }
}

/// Inserts the phrase of a word into the narrative, and counts its use.
pub(super) fn use_phrase(workspace: &mut Workspace, screen: &ScreenContext<'_>, word: &str) -> SideEffects {
    let phrase = workspace.snapshot.phrases.iter().find(|phrase| phrase.word == word);
    let Some((phrase, form)) = phrase.zip(workspace.dictate.as_mut()) else { return Vec::new() };
    store_job(form.use_phrase(phrase, screen.now))
}

/// Saves what is typed in the form and not saved yet.
pub(super) fn save_draft(workspace: &mut Workspace) -> SideEffects {
    let Some(mut form) = workspace.dictate.take() else { return Vec::new() };
    let effects = if form.start_save() { save_jobs(workspace, &mut form, false) } else { Vec::new() };
    workspace.dictate = Some(form);
    effects
}

/// Returns the jobs that save the form. Where another participant was chosen since the last time, the draft of the former
/// one is discarded once that of the new one is saved.
fn save_jobs(workspace: &Workspace, form: &mut DictateForm, leaving: bool) -> SideEffects {
    let former = draft_keys::follow_person(workspace, form);
    let case = form.subject.case.clone();
    let body = Some(form.to_saved().to_body());
    let mut effects = store_job(Job::SaveDraft { case: case.clone(), of: form.draft_key.clone(), body, leaving });
    effects.extend(
        former.into_iter().flat_map(|of| store_job(Job::SaveDraft { case: case.clone(), of, body: None, leaving })),
    );
    effects
}

/// Closes the form, and keeps its draft if anything was typed.
fn put_away(workspace: &mut Workspace) -> SideEffects {
    let Some(mut form) = workspace.dictate.take() else { return Vec::new() };
    form.start_save();
    if !form.is_worth_keeping() {
        return Vec::new();
    }
    let effects = save_jobs(workspace, &mut form, true);
    workspace.left_forms.insert((form.subject.case.clone(), form.draft_key.clone()), form);
    effects
}

/// Shows the pane from which a form was opened.
fn show_origin(workspace: &mut Workspace, from: Pane) {
    workspace.pane = if from == Pane::Dictate { workspace.list_pane } else { from };
}

fn leave_form(workspace: &mut Workspace) -> SideEffects {
    let Some((case, from)) = workspace.dictate.as_ref().map(|form| (form.subject.case.clone(), form.from)) else {
        return Vec::new();
    };
    let was_reopened = workspace.dictate.as_ref().is_some_and(is_reopened);
    let effects = put_away(workspace);
    show_origin(workspace, from);
    workspace.resume_calls(false);
    if was_reopened {
        workspace.show_message(format!("{case} stays as it was filed, and your draft is kept; u or d continues it."));
        workspace.last_filed = Some(case);
    } else if !effects.is_empty() {
        workspace.show_message(format!("The draft of {case} is kept; d on the case continues it."));
    }
    effects
}

fn is_reopened(form: &DictateForm) -> bool {
    form.revision.is_some_and(|revision| revision.kind == RevisionKind::Reopened)
}

/// Goes on with the reopened comment of a case whose form was left; `None` if there is none.
pub(super) fn continue_reopened(workspace: &mut Workspace, case: &CaseNumber) -> Option<SideEffects> {
    let reopened = |((of, _), form): &(&(CaseNumber, DraftTarget), &DictateForm)| of == case && is_reopened(form);
    let key = workspace.left_forms.iter().find(reopened)?.0.1.clone();
    Some(resume_form(workspace, case.clone(), &key))
}

/// Removes the form of a draft after its comment was filed or the draft discarded.
pub(super) fn remove_form(workspace: &mut Workspace, case: &CaseNumber, of: &DraftTarget) -> Option<DictateForm> {
    workspace.left_forms.remove(&(case.clone(), of.clone()));
    let form = workspace.dictate.take_if(|form| form.subject.case == *case && form.draft_key == *of)?;
    show_origin(workspace, form.from);
    Some(form)
}

/// Discards a draft with the form that it belongs to. Undo brings it back.
pub(super) fn discard_draft(workspace: &mut Workspace, case: CaseNumber, draft_key: DraftTarget) -> SideEffects {
    let sheet = workspace.act_sheet.take_if(|sheet| sheet.subject.case == case && sheet.draft_key() == draft_key);
    let mut body = sheet.map(|sheet| sheet.to_saved().to_body());
    if draft_key.is_comment() {
        body = remove_form(workspace, &case, &draft_key).map(|form| form.to_saved().to_body());
    }
    workspace.discarded_draft = body.map(|body| DiscardedDraft { case: case.clone(), target: draft_key.clone(), body });
    workspace.show_message(format!("The draft of {case} is discarded. u brings it back."));
    store_job(Job::SaveDraft { case, of: draft_key, body: None, leaving: true })
}
