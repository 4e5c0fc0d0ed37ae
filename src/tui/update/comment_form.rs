//! Opens, saves, files and leaves the comment form.

use super::{act_sheet, amendment};
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

/// Opens the form of a case: the one that is open, one that was left, one from a draft, or a new one.
pub(super) fn open_form(open: &mut Workspace, subject: Subject, proposal: CommentProposal) -> SideEffects {
    let mut effects = Vec::new();
    if open.dictate.as_ref().is_some_and(|form| form.subject.case != subject.case) {
        effects.extend(put_away(open));
    }
    let (from, person) = (open.pane, subject.person);
    let left = open.left_forms.remove(&subject.case);
    let mut form = match open.dictate.take().or(left) {
        Some(form) => form,
        None => start_form(open, subject, proposal),
    };
    form.from = from;
    let about = form.subject.clone();
    open.dictate = Some(form);
    open.pane = Pane::Dictate;
    open.side = Side::List;
    if let Some(warning) = other_person_warning(open, &about, person) {
        open.show_refusal(warning);
    }
    show_spelling_notice(open);
    effects
}

/// Returns the warning that the draft of a case is about another participant than the row; `None` if it is not.
fn other_person_warning(open: &Workspace, about: &Subject, wanted: PersonNumber) -> Option<String> {
    let whole = PersonNumber::CASE;
    if about.person == wanted || about.person == whole || wanted == whole {
        return None;
    }
    let case = open.snapshot.caseload.case(&about.case)?;
    let (about, wanted) = (case.person_name(about.person), case.person_name(wanted));
    Some(format!("This draft is about {about}, not {wanted}. File it, or Ctrl-D discards it."))
}

/// Creates the form of a case, from its draft if there is one.
fn start_form(open: &mut Workspace, subject: Subject, proposal: CommentProposal) -> DictateForm {
    let case = subject.case.clone();
    let start =
        DictateStart { id: open.row_ids.new_row_id(), subject, proposal, today: open.snapshot.today, from: open.pane };
    let caseload = &open.snapshot.caseload;
    match caseload.find_draft(&case, &DraftTarget::Comment) {
        Some(draft) => DictateForm::from_saved(start, SavedComment::from_body(&draft.body), draft.saved_ms, caseload),
        None => DictateForm::new(start, caseload),
    }
}

/// Opens the form over a filed comment. A draft on the case comes first: there is one form for each case.
pub(super) fn open_revision(open: &mut Workspace, filed: &FiledComment, kind: RevisionKind) -> SideEffects {
    let (case, person) = (filed.comment.case.clone(), filed.comment.person);
    let is_taken = open.dictate.as_ref().is_some_and(|form| form.subject.case == case)
        || open.left_forms.contains_key(&case)
        || open.snapshot.caseload.find_draft(&case, &DraftTarget::Comment).is_some();
    if is_taken {
        open.show_refusal(format!("A draft on {case} is open. d shows it: file it, or Ctrl-D discards it."));
        return Vec::new();
    }
    let start = DictateStart {
        id: open.row_ids.new_row_id(),
        subject: Subject { case, person },
        proposal: CommentProposal::default(),
        today: open.snapshot.today,
        from: open.pane,
    };
    let mut effects = put_away(open);
    effects.extend(act_sheet::close_form(open));
    let mut form = DictateForm::from_saved(start, SavedComment::from_filed(filed, kind), 0, &open.snapshot.caseload);
    form.restored_from_ms = None;
    open.dictate = Some(form);
    open.pane = Pane::Dictate;
    open.side = Side::List;
    open.show_message(match kind {
        RevisionKind::Correction => "Change what is wrong. Ctrl-S files the correction; the original is kept.",
        RevisionKind::Reopened => "Reopened. Ctrl-S files it again; Esc and Ctrl-D leave it as it was filed.",
    });
    effects
}

/// Shows once that spelling is not checked, unless there is another message.
fn show_spelling_notice(open: &mut Workspace) {
    let is_restored = open.dictate.as_ref().is_none_or(|form| form.restored_from_ms.is_some());
    if open.status_message.is_none() && !is_restored && std::mem::take(&mut open.lacks_dictionary) {
        open.show_message("Spelling is not checked: no Hunspell dictionary, such as hunspell-en-us, is installed.");
    }
}

/// Routes a command to the form. While an act sheet lies over the form, no command of the form acts.
pub(super) fn run_command(
    open: &mut Workspace,
    screen: &ScreenContext<'_>,
    command: CommentFormCommand,
) -> SideEffects {
    if open.act_sheet.is_some() {
        return Vec::new();
    }
    if matches!(command, CommentFormCommand::File | CommentFormCommand::FileNext) && open.refuse_on_another_day() {
        return Vec::new();
    }
    if matches!(command, CommentFormCommand::File | CommentFormCommand::FileNext)
        && let Some(characters) = open.dictate.as_ref().map(|form| form.comment_draft().character_count())
        && open.refuse_long_text(characters)
    {
        return Vec::new();
    }
    let phrases = &open.snapshot.phrases;
    let outcome = open.dictate.as_mut().and_then(|form| form.update(command, phrases, screen.now));
    outcome.map(|outcome| carry_out(open, screen, outcome)).unwrap_or_default()
}

fn carry_out(open: &mut Workspace, screen: &ScreenContext<'_>, outcome: FormOutcome) -> SideEffects {
    match outcome {
        FormOutcome::Job(job) => return store_job(job),
        FormOutcome::Leave => return leave_form(open),
        FormOutcome::AskToDiscard => {
            if let Some(form) = &open.dictate {
                let question = Confirmation::for_discarding(form.subject.case.clone(), DraftTarget::Comment);
                open.open_overlay(Overlay::Confirm(question));
            }
        }
        FormOutcome::Pick(field) => open_picker(open, screen, field),
        FormOutcome::AskPhraseWord(text) => open.ask_question(Prompt::new(PromptQuestion::PhraseWord(text), "")),
        FormOutcome::AskWhyCorrected { case, comment, draft } => {
            open.ask_question(Prompt::new(PromptQuestion::CorrectBecause { case, comment, draft }, ""));
        }
        FormOutcome::Message(message) => open.show_message(message),
        FormOutcome::Refusal(refusal) => open.show_refusal(refusal),
        FormOutcome::AskFiling(obstacle) => {
            open.open_overlay(Overlay::Chooser(Chooser::for_filing(&obstacle, FilingForm::Comment)));
        }
    }
    Vec::new()
}

/// Files what the open form holds as the worker chose: protected, or with an answer to what was doubted.
pub(super) fn file_as_chosen(open: &mut Workspace, screen: &ScreenContext<'_>, how: FilingChoice) -> SideEffects {
    if let FilingChoice::Answered(answer) = how
        && open.amend.is_some()
    {
        return amendment::file_with_answer(open, answer);
    }
    let outcome = open.dictate.as_mut().map(|form| match how {
        FilingChoice::Protected => form.file_protected(screen.now),
        FilingChoice::Answered(answer) => form.file_with_answer(answer, screen.now),
    });
    outcome.map(|outcome| carry_out(open, screen, outcome)).unwrap_or_default()
}

/// Offers what the catalog has for a field, or the phrases for the results.
fn open_picker(open: &mut Workspace, screen: &ScreenContext<'_>, field: DictateField) {
    let chooser = match field {
        DictateField::Results => Some(Chooser::for_phrases(&open.snapshot.phrases)),
        _ => Chooser::for_catalog(screen.catalog, field),
    };
    match chooser {
        Some(chooser) => open.open_overlay(Overlay::Chooser(chooser)),
        None => open.show_message("Purpose, results, forms and documents have a catalog to pick from."),
    }
}

/// Inserts the phrase of a word into the narrative, and counts its use.
pub(super) fn use_phrase(open: &mut Workspace, screen: &ScreenContext<'_>, word: &str) -> SideEffects {
    let phrase = open.snapshot.phrases.iter().find(|phrase| phrase.word == word);
    let Some((phrase, form)) = phrase.zip(open.dictate.as_mut()) else { return Vec::new() };
    store_job(form.use_phrase(phrase, screen.now))
}

/// Saves what is typed in the form and not saved yet.
pub(super) fn save_draft(open: &mut Workspace) -> SideEffects {
    let Some(form) = &mut open.dictate else { return Vec::new() };
    if form.start_save() { store_job(save_job(form, false)) } else { Vec::new() }
}

fn save_job(form: &DictateForm, leaving: bool) -> Job {
    let (case, body) = (form.subject.case.clone(), Some(form.to_saved().to_body()));
    Job::SaveDraft { case, of: DraftTarget::Comment, body, leaving }
}

/// Closes the form, and keeps its draft if anything was typed.
fn put_away(open: &mut Workspace) -> SideEffects {
    let Some(mut form) = open.dictate.take() else { return Vec::new() };
    form.start_save();
    if !form.is_worth_keeping() {
        return Vec::new();
    }
    let effects = store_job(save_job(&form, true));
    open.left_forms.insert(form.subject.case.clone(), form);
    effects
}

/// Shows the pane from which a form was opened.
fn show_origin(open: &mut Workspace, from: Pane) {
    open.pane = if from == Pane::Dictate { open.list_pane } else { from };
}

fn leave_form(open: &mut Workspace) -> SideEffects {
    let Some((case, from)) = open.dictate.as_ref().map(|form| (form.subject.case.clone(), form.from)) else {
        return Vec::new();
    };
    let effects = put_away(open);
    show_origin(open, from);
    open.resume_calls(false);
    if !effects.is_empty() {
        open.show_message(format!("The draft of {case} is kept; d on the case continues it."));
    }
    effects
}

/// Removes the form of a case after its comment was filed or its draft discarded.
pub(super) fn remove_form(open: &mut Workspace, case: &CaseNumber) -> Option<DictateForm> {
    open.left_forms.remove(case);
    let form = open.dictate.take_if(|form| form.subject.case == *case)?;
    show_origin(open, form.from);
    Some(form)
}

/// Discards a draft with the form that it belongs to. Undo brings it back.
pub(super) fn discard_draft(open: &mut Workspace, case: CaseNumber, draft_key: DraftTarget) -> SideEffects {
    let sheet = open.act_sheet.take_if(|sheet| sheet.subject.case == case && sheet.draft_key() == draft_key);
    let mut body = sheet.map(|sheet| sheet.to_saved().to_body());
    if draft_key == DraftTarget::Comment {
        body = remove_form(open, &case).map(|form| form.to_saved().to_body());
    }
    open.discarded_draft = body.map(|body| DiscardedDraft { case: case.clone(), target: draft_key.clone(), body });
    open.show_message(format!("The draft of {case} is discarded. u brings it back."));
    store_job(Job::SaveDraft { case, of: draft_key, body: None, leaving: true })
}
