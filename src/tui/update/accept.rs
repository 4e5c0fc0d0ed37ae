//! Accepts what is typed or chosen in an overlay.

use super::record::record_change;
use super::{
    act_sheet, amendment, bulk, checklist, comment_form, comments, import, marks, navigation, print, rows, search,
    walk, words,
};
use crate::domain::amendment::AmendmentKind;
use crate::domain::{PersonNumber, RowId};
use crate::tui::command::{FolderSection, ScreenCommand};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::{Chooser, ChooserAction};
use crate::tui::overlays::prompt::{Prompt, PromptOutcome, PromptQuestion};
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::RevisionKind;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::{ImportJob, ImportSelection, Job};

/// The result of accepting.
pub(super) enum Accepted {
    /// The overlay handled the key, with these effects.
    Effects(SideEffects),
    /// A command was chosen and must be performed.
    Perform(ScreenCommand),
}

impl From<SideEffects> for Accepted {
    fn from(effects: SideEffects) -> Self {
        Self::Effects(effects)
    }
}

/// Accepts the answer to a question, the selected item of a list, or the selected comment of the search.
pub(super) fn accept_input(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> Accepted {
    match std::mem::take(&mut workspace.overlay) {
        Overlay::Prompt(prompt) => accept_prompt(workspace, screen, prompt).into(),
        Overlay::Chooser(chooser) => {
            if let Some(refusal) = chooser.refusal_to_run() {
                // What was typed stays, so that it can be corrected.
                workspace.overlay = Overlay::Chooser(chooser);
                workspace.show_refusal(refusal);
                return Vec::new().into();
            }
            accept_choice(workspace, screen, &chooser)
        }
        Overlay::Search(search) => search::accept_hit(workspace, screen, search).into(),
        overlay => {
            workspace.overlay = overlay;
            Vec::new().into()
        }
    }
}

fn accept_choice(workspace: &mut Workspace, screen: &ScreenContext<'_>, chooser: &Chooser) -> Accepted {
    if let Some(path) = chooser.typed_path() {
        workspace.asked_path = Some(path.to_owned());
        return import::choose_extracts(workspace, Some(path.to_owned())).into();
    }
    let Some(action) = chooser.selected_item().map(|item| item.choice.clone()) else { return Vec::new().into() };
    let effects = match action {
        ChooserAction::Do(command) => return Accepted::Perform(command),
        ChooserAction::OpenComment(case, person, comment) => {
            comments::open_comment(workspace, screen, case, person, comment)
        }
        ChooserAction::Wake(alert) => rows::wake(workspace, *alert),
        ChooserAction::Reopen(case, comment) => store_job(Job::Reopen(case, Some(comment))),
        ChooserAction::Amend(subject, comment, AmendmentKind::Correction) => {
            correct_comment(workspace, subject, comment)
        }
        ChooserAction::Phrase(word) => comment_form::use_phrase(workspace, screen, &word),
        ChooserAction::BeginWalk(progress) => walk::begin_walk(workspace, progress),
        ChooserAction::ChecklistOf(case) => checklist::show_checklist_for(workspace, case),
        ChooserAction::OpenHistory(case) => {
            workspace.folder.show_section(FolderSection::History);
            navigation::show_folder(workspace, Subject { case, person: PersonNumber::CASE })
        }
        ChooserAction::UndoImportOf(extract) => store_job(Job::Import(ImportJob::PreviewUndoOf(extract))),
        ChooserAction::RejectedRows => store_job(Job::Import(ImportJob::Rejected)),
        ChooserAction::InspectPath(path) => import::choose_extracts(workspace, Some(path)),
        ChooserAction::PreviewSheet(selection) => import::preview_import(workspace, selection),
        ChooserAction::Preview(files) => import::preview_import(workspace, ImportSelection::with_newer_only(files)),
        ChooserAction::Extract(extract) => store_job(Job::Import(ImportJob::PreviewUndo(extract))),
        ChooserAction::File(how) => comment_form::file_as_chosen(workspace, screen, how),
        ChooserAction::ExplainWord(_) | ChooserAction::WordMeans(..) | ChooserAction::KeepWords => {
            words::accept_choice(workspace, chooser, action)
        }
        action => {
            show_choice(workspace, screen, action);
            Vec::new()
        }
    };
    effects.into()
}

/// Opens a comment to correct its elements. A protected one is revealed for that, after asking why.
fn correct_comment(workspace: &mut Workspace, subject: Subject, comment: RowId) -> SideEffects {
    match workspace.selected_comment().filter(|filed| filed.comment.id == comment) {
        Some(filed) if filed.comment.protected => {
            workspace.ask_question(Prompt::new(PromptQuestion::RevealToCorrect(subject.case, comment), ""));
            Vec::new()
        }
        Some(filed) => comment_form::open_revision(workspace, &filed, RevisionKind::Correction),
        None => {
            amendment::open_form(workspace, subject, comment, Some(AmendmentKind::Correction));
            Vec::new()
        }
    }
}

/// Performs a choice that needs only the screen.
fn show_choice(workspace: &mut Workspace, screen: &ScreenContext<'_>, action: ChooserAction) {
    match action {
        ChooserAction::InsertText(text) => {
            if let Some(form) = &mut workspace.dictate {
                form.insert_choice(&text, screen.now);
            }
        }
        ChooserAction::Amend(subject, comment, kind) => amendment::open_form(workspace, subject, comment, Some(kind)),
        ChooserAction::Act(form) => act_sheet::open_on_row(workspace, form),
        ChooserAction::ActFor(form, subject) => act_sheet::open_for(workspace, form, subject),
        ChooserAction::Print(document, redacted) => print::ask_for_file(workspace, document, redacted),
        ChooserAction::PrintMarked(name, redacted) => print::ask_for_files(workspace, name, redacted),
        ChooserAction::AskMarked(question) => {
            workspace.ask_question(Prompt::new(PromptQuestion::OnMarked(question), ""));
        }
        ChooserAction::ContinueWalk(progress) => walk::show_walk(workspace, progress),
        ChooserAction::Checklist(name) => checklist::show_checklist(workspace, &name),
        ChooserAction::AskForPath(folder) => workspace.ask_question(Prompt::new(PromptQuestion::ReadFrom, &folder)),
        ChooserAction::Facet(kind, value) => search::toggle_facet(workspace, kind, &value),
        ChooserAction::WholeList => workspace.clear_filters(),
        ChooserAction::View(view) => search::show_view(workspace, &view),
        ChooserAction::NameView(view) => {
            workspace.ask_question(Prompt::new(PromptQuestion::ViewName(Box::new(view)), ""));
        }
        ChooserAction::EditRow(rejected) => import::open_row_editor(workspace, *rejected),
        ChooserAction::Do(_)
        | ChooserAction::OpenComment(..)
        | ChooserAction::Phrase(_)
        | ChooserAction::BeginWalk(_)
        | ChooserAction::ChecklistOf(_)
        | ChooserAction::OpenHistory(_)
        | ChooserAction::UndoImportOf(_)
        | ChooserAction::RejectedRows
        | ChooserAction::Reopen(..)
        | ChooserAction::Wake(_)
        | ChooserAction::InspectPath(_)
        | ChooserAction::Preview(_)
        | ChooserAction::PreviewSheet(_)
        | ChooserAction::Extract(_)
        | ChooserAction::ExplainWord(_)
        | ChooserAction::WordMeans(..)
        | ChooserAction::KeepWords
        | ChooserAction::File(_)
        | ChooserAction::Setting(_)
        | ChooserAction::GoBack => {}
    }
}

/// Accepts the answer to a question; if something is wrong with it, the question is asked again and says so.
fn accept_prompt(workspace: &mut Workspace, screen: &ScreenContext<'_>, mut prompt: Prompt) -> SideEffects {
    let Some(outcome) = prompt.accept_answer(workspace.snapshot.today) else {
        workspace.ask_question(prompt);
        return Vec::new();
    };
    if let PromptQuestion::ReviewRemark(review) = &prompt.question {
        // The scores are recorded, so the unfinished ones are dropped.
        workspace.take_begun_review(review.month, &review.case);
    }
    let is_recorded = matches!(
        outcome,
        PromptOutcome::Change(..)
            | PromptOutcome::DisposeMarked(_)
            | PromptOutcome::AnnotateMarked(_)
            | PromptOutcome::RemindMarked(..)
            | PromptOutcome::PostMarked(..)
    ) || matches!(prompt.question, PromptQuestion::MatchList | PromptQuestion::OpenServices(_));
    workspace.sent_answer = is_recorded.then_some(prompt);
    let effects = perform_outcome(workspace, screen, outcome);
    if effects.is_empty() && !matches!(workspace.overlay, Overlay::Confirm(_)) {
        // Nothing was sent and nothing is asked: what was typed waits for the next time.
        workspace.keep_sent_answer();
    }
    effects
}

fn perform_outcome(workspace: &mut Workspace, screen: &ScreenContext<'_>, outcome: PromptOutcome) -> SideEffects {
    match outcome {
        PromptOutcome::Change(case, change, message) => record_change(workspace, case, *change, message.into_owned()),
        PromptOutcome::AsOf(day) => {
            let as_of = (day != workspace.snapshot.today).then_some(day);
            workspace.generation += 1;
            store_job(Job::EvaluateAsOf { as_of, generation: workspace.generation })
        }
        PromptOutcome::Job(job) => {
            workspace.asked_path = match &*job {
                Job::Import(ImportJob::InspectPath(Some(path))) => Some(path.clone()),
                _ => None,
            };
            store_job(*job)
        }
        PromptOutcome::AskRunDay { selection, undated, index } => {
            import::ask_run_day(workspace, selection, undated, index);
            Vec::new()
        }
        PromptOutcome::PreviewImport(selection) => import::preview_import(workspace, *selection),
        PromptOutcome::PassItem(disposition) => walk::pass_item(workspace, &disposition),
        PromptOutcome::DisposeMarked(disposition) => {
            marks::ask_to_dispose(workspace, screen, &disposition);
            Vec::new()
        }
        PromptOutcome::AnnotateMarked(text) => {
            marks::ask_to_annotate(workspace, screen, &text);
            Vec::new()
        }
        PromptOutcome::RemindMarked(on, text) => {
            bulk::ask_to_remind(workspace, screen, on, &text);
            Vec::new()
        }
        PromptOutcome::PostMarked(hours, by) => {
            bulk::ask_to_post(workspace, screen, &hours, &by);
            Vec::new()
        }
        PromptOutcome::PrintMarked(name, redacted, file) => {
            bulk::ask_to_print(workspace, screen, name, redacted, &file);
            Vec::new()
        }
    }
}
