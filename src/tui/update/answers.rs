//! Applies the store's answers to the open caseload.

use super::{
    act_sheet, amendment, changes, checklist, comment_form, comments, day_work, import, partners, posting, queue, rows,
    undo, walk,
};
use crate::domain::{CaseNumber, PersonNumber};
use crate::store::{DraftTarget, FiledComment, LoggedEntry};
use crate::tui::command::Pane;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{AfterFiling, RevisionKind};
use crate::tui::panes::folder::{CaseDetails, Freshness};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::SideEffects;
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::StoreAnswer;

/// Applies an answer.
pub(super) fn handle_answer(workspace: &mut Workspace, screen: &ScreenContext<'_>, answer: StoreAnswer) -> SideEffects {
    match answer {
        StoreAnswer::CaseRead { case, comments, timeline } => show_case(workspace, screen, &case, comments, timeline),
        StoreAnswer::SearchResults { results, generation } => {
            if let Overlay::Search(search) = &mut workspace.overlay {
                search.accept_results(results, generation);
            }
        }
        StoreAnswer::Revealed(filed) => comments::show_revealed_comment(workspace, screen, &filed),
        StoreAnswer::ToCorrect(filed) => {
            return comment_form::open_revision(workspace, &filed, RevisionKind::Correction);
        }
        StoreAnswer::ServicesOpened(case, services) => partners::show_services(workspace, screen, case, &services),
        StoreAnswer::Matched(matched) => partners::show_match(workspace, *matched),
        StoreAnswer::Import(answer) => return import::handle_answer(workspace, screen, answer),
        StoreAnswer::Changes(all) => changes::show_changes(workspace, screen, &all),
        StoreAnswer::CopiedOut(copy_out) => return posting::show_copy_out(workspace, screen, copy_out.into()),
        StoreAnswer::NextToPost(copy_out, left) => posting::show_next_to_post(workspace, copy_out, left),
        StoreAnswer::DayWork(day, entries) => day_work::show_page(workspace, screen, day, &entries),
        StoreAnswer::Unposted(comments) => posting::show_unposted(workspace, &comments),
        StoreAnswer::ActRecorded { case, act, message } => {
            act_sheet::handle_recorded(workspace, screen, case, &act, message);
        }
        StoreAnswer::Reopened(filed) => return reopen_comment(workspace, &filed),
        StoreAnswer::AskReopen(filed) => undo::ask_to_reopen(workspace, &filed),
        StoreAnswer::Undone(doing, direction) => undo::show_result(workspace, &doing, direction),
        StoreAnswer::AskUndo(doing, direction) => undo::ask(workspace, &doing, direction),
        StoreAnswer::NothingToUndo(direction) => undo::show_nothing(workspace, direction),
        StoreAnswer::Doings(doings) => undo::show_doings(workspace, &doings),
        StoreAnswer::Recorded(message) | StoreAnswer::WalkAdvanced(message) => {
            (workspace.discarded_draft, workspace.last_filed, workspace.sent_answer) = (None, None, None);
            workspace.show_message(message);
        }
        StoreAnswer::Amended(comment, kind) => amendment::handle_recorded(workspace, comment, kind),
        StoreAnswer::Filed(case, of) => return handle_comment_filed(workspace, screen, &case, &of),
        StoreAnswer::Completeness(rows) => checklist::show_completeness(workspace, &rows),
        StoreAnswer::ReviewPoints(case, month, points) => queue::open_review(workspace, case, month, points),
        StoreAnswer::Failed(sentence) => {
            if let Some(path) = workspace.asked_path.take() {
                // The path that was typed stays, to be corrected.
                workspace.ask_question(Prompt::with_error(PromptQuestion::ReadFrom, &path, sentence));
                return Vec::new();
            }
            if let Some(mut prompt) = workspace.sent_answer.take().filter(|_| workspace.overlay.is_none()) {
                // So does what was typed for the record and is refused.
                prompt.error = Some(sentence.into());
                workspace.overlay = Overlay::Prompt(prompt);
                return Vec::new();
            }
            workspace.show_refusal(sentence);
            import::handle_failure(workspace);
        }
        StoreAnswer::AsksFirst { question, answers, job } => {
            let question = Confirmation::for_doubted_job(&question, answers, job);
            workspace.open_overlay(Overlay::Confirm(question));
        }
        // The model handles these itself, because they also concern the locked screen or the end of the program.
        StoreAnswer::WrongPassphrase { .. }
        | StoreAnswer::Unusable { .. }
        | StoreAnswer::Opened(_)
        | StoreAnswer::Snapshot(_)
        | StoreAnswer::ViewSaved(_)
        | StoreAnswer::SettingsSaved(_)
        | StoreAnswer::Finished(_) => {}
    }
    Vec::new()
}

/// Opens the form over a comment that was filed a moment ago, in a round of calls too.
fn reopen_comment(workspace: &mut Workspace, filed: &FiledComment) -> SideEffects {
    if let Some(continued) = comment_form::continue_reopened(workspace, &filed.comment.case) {
        return continued;
    }
    let effects = comment_form::open_revision(workspace, filed, RevisionKind::Reopened);
    let revises = workspace.dictate.as_ref().and_then(|form| form.revision);
    if revises.is_some_and(|revision| revision.comment == filed.comment.id)
        && matches!(workspace.overlay, Overlay::Calls(_))
    {
        workspace.leave_calls_for_reopened();
    }
    effects
}

/// Shows the details of a case, if the checklist and the folder still show that case.
fn show_case(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    case: &CaseNumber,
    comments: Vec<FiledComment>,
    timeline: Vec<LoggedEntry>,
) {
    let Some(subject) = workspace.subject.clone().filter(|subject| subject.case == *case) else { return };
    let is_another = workspace.case_details.as_ref().is_none_or(|details| details.subject.case != subject.case);
    workspace.case_details = Some(CaseDetails {
        subject,
        comments: comments.into(),
        timeline: timeline.into(),
        freshness: Freshness::Current,
    });
    workspace.fill_checklist();
    if is_another {
        workspace.checklist.select_initial_item();
    }
    comments::show_requested_comment(workspace, screen);
}

/// Closes the form after its comment was filed, and goes where the worker asked.
fn handle_comment_filed(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    case: &CaseNumber,
    of: &DraftTarget,
) -> SideEffects {
    workspace.last_act.take_if(|last| last.case == *case);
    workspace.discarded_draft = None;
    let form = comment_form::remove_form(workspace, case, of);
    let person = form.as_ref().map_or(PersonNumber::CASE, |form| form.subject.person);
    let name = workspace.snapshot.caseload.case(case).map(|evaluated| evaluated.person_name(person).to_string());
    workspace.last_filed = Some(case.clone());
    workspace.filed_on = Some(Subject { case: case.clone(), person });
    workspace.show_message(format!("Filed on {case} {}. u reopens it.", name.unwrap_or_default()));
    match form {
        Some(form) if form.from == Pane::Walk => walk::pass_dictated_case(workspace, screen, &form),
        Some(form) if form.after_filing == AfterFiling::Next => rows::dictate_next(workspace, screen, &form.row),
        _ => {
            workspace.resume_calls(true);
            Vec::new()
        }
    }
}
