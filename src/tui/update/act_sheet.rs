//! Chooses, opens, saves, files and leaves the act sheet, and undoes acts.

use super::leaving::Leaving;
use crate::domain::act::Act;
use crate::domain::category::Category;
use crate::domain::filing_answer::Confirmations;
use crate::domain::{CaseNumber, PersonNumber};
use crate::platform::time_of_day;
use crate::policy::act_forms::{ActForm, ActForms};
use crate::rules::acts::CoworkerMessage;
use crate::rules::finding::Finding;
use crate::rules::message::DateStyle;
use crate::tui::command::ActFormCommand;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::act_sheet::{ActOutcome, ActSheet, LastAct};
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::FormChoices;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::Job;
use crate::tui::widgets::read_page::TextPage;

/// Lists the acts, first those that the finding of the row and the findings of the case propose.
pub(super) fn choose_act(workspace: &mut Workspace) {
    if workspace.refuse_on_another_day() {
        return;
    }
    let Some(selected) = workspace.selected_row() else { return };
    let forms =
        workspace.snapshot.caseload.proposed_forms(&selected.subject.case, selected.subject.person, selected.finding);
    let chooser = Chooser::for_acts(forms);
    workspace.open_overlay(Overlay::Chooser(chooser));
}

/// Opens the act sheet for the case of the selected row. A sheet that was left opens as it was left. If the row is about
/// the case as a whole and the case has two participants, asks for whom the act is.
pub(super) fn open_on_row(workspace: &mut Workspace, form: &'static ActForm) {
    let Some(selected) = workspace.selected_row() else { return };
    let (subject, goal) = (selected.subject, selected.finding.and_then(goal_of_finding));
    let choices = FormChoices::for_case(&workspace.snapshot.caseload, &subject.case);
    if !form.case_as_a_whole && choices.participant_of_row(subject.person).is_none() {
        let participants = choices.people.into_iter().filter(|(number, _)| *number != PersonNumber::CASE);
        let chooser = Chooser::for_participants(form, &subject.case, participants.collect());
        return workspace.open_overlay(Overlay::Chooser(chooser));
    }
    open_for(workspace, form, subject);
    let caseload = &workspace.snapshot.caseload;
    if let Some((sheet, goal)) = workspace.act_sheet.as_mut().zip(goal) {
        sheet.fill_in_goal(goal, caseload);
    }
}

/// Returns the number of the goal that a finding is about; `None` if it is about none.
fn goal_of_finding(finding: &Finding) -> Option<u16> {
    let number = finding.ordinal.filter(|_| finding.category == Category::Goals)?;
    u16::try_from(number).ok()
}

/// Opens the act sheet for a participant.
pub(super) fn open_for(workspace: &mut Workspace, form: &'static ActForm, subject: Subject) {
    open_form(workspace, form, subject);
    continue_draft(workspace);
}

/// Says that a sheet was restored, and how to discard its content.
pub(super) fn continue_draft(workspace: &mut Workspace) {
    let restored_from = workspace.act_sheet.as_mut().and_then(|sheet| sheet.restored_from_ms.take());
    if let Some(saved_ms) = restored_from {
        workspace.show_message(format!("Restored as you left it at {}. Ctrl-D discards it.", time_of_day(saved_ms)));
    }
}

fn open_form(workspace: &mut Workspace, form: &'static ActForm, subject: Subject) {
    let (caseload, today) = (&workspace.snapshot.caseload, workspace.snapshot.today);
    let left = workspace.left_act_sheet.take().filter(|left| left.is_for(form, &subject, caseload));
    let mut sheet = left.unwrap_or_else(|| Box::new(ActSheet::with_draft(form, subject, caseload, today)));
    sheet.recheck_act(caseload);
    workspace.act_sheet = Some(sheet);
}

/// Opens the form of an act from its draft. `act` is the id of the act.
pub(super) fn resume_form(workspace: &mut Workspace, subject: Subject, act: &str) {
    match ActForms::builtin().form_for_act(act) {
        Some(form) => open_form(workspace, form, subject),
        None => workspace.show_refusal(format!("There is no form {act} here; its draft is kept.")),
    }
}

/// Routes a command to the form.
pub(super) fn run_command(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    command: ActFormCommand,
) -> SideEffects {
    if command == ActFormCommand::File && workspace.refuse_on_another_day() {
        return Vec::new();
    }
    let caseload = &workspace.snapshot.caseload;
    let outcome = workspace.act_sheet.as_mut().and_then(|sheet| sheet.update(command, caseload, screen.now));
    outcome.map(|outcome| carry_out(workspace, outcome)).unwrap_or_default()
}

fn carry_out(workspace: &mut Workspace, outcome: ActOutcome) -> SideEffects {
    match outcome {
        ActOutcome::File(job) => return store_job(job),
        ActOutcome::AskToFile { question, job } => {
            let question = Confirmation::for_doubted_job(&question, Confirmations::default(), job);
            workspace.open_overlay(Overlay::Confirm(question));
        }
        ActOutcome::AskToDiscard => {
            if let Some(sheet) = &workspace.act_sheet {
                let question = Confirmation::for_discarding(sheet.subject.case.clone(), sheet.draft_key());
                workspace.open_overlay(Overlay::Confirm(question));
            }
        }
        ActOutcome::Message(message) => workspace.show_message(message),
        ActOutcome::Refusal(refusal) => workspace.show_refusal(refusal),
    }
    Vec::new()
}

/// Saves unsaved text of the sheet. A sheet that is being left is saved in any case, so that the lists show its draft.
pub(super) fn save_draft(workspace: &mut Workspace, leaving: Leaving) -> SideEffects {
    let Some(sheet) = &mut workspace.act_sheet else { return Vec::new() };
    if !sheet.start_save() && leaving == Leaving::No {
        return Vec::new();
    }
    let body = sheet.is_worth_keeping().then(|| sheet.to_saved().to_body());
    let (case, of) = (sheet.subject.case.clone(), sheet.draft_key());
    store_job(Job::SaveDraft { case, of, body, leaving: leaving == Leaving::Yes })
}

/// Leaves the form, if one is open; what is typed stays as a draft.
pub(super) fn close_form(workspace: &mut Workspace) -> SideEffects {
    let effects = save_draft(workspace, Leaving::Yes);
    if let Some(sheet) = workspace.act_sheet.take()
        && sheet.is_worth_keeping()
    {
        workspace.left_act_sheet = Some(sheet);
        workspace.show_message("Your text is kept as a draft; the same act on the case continues it.");
    }
    effects
}

/// Closes the form once its act is in the record; a text for another worker is shown to be copied.
pub(super) fn handle_recorded(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    case: CaseNumber,
    act: &Act,
    message: Option<CoworkerMessage>,
) {
    let forms = ActForms::builtin();
    workspace.act_sheet = None;
    let comment = workspace.snapshot.caseload.comment_after_act(&case, act);
    let comment = comment.map(|comment| comment.to_text(DateStyle::Long));
    (workspace.discarded_draft, workspace.last_filed) = (None, None);
    if let Some(message) = message {
        let title = format!("{} for the {}: to copy", message.form, message.to);
        let lines: Vec<_> = message.text_lines().collect();
        let text = lines.join("\n");
        let page = TextPage::from_lines(title, &lines, screen.page_columns());
        workspace.overlay = Overlay::TextPage(TextPage { copy: Some(text), ..page });
    }
    let name = workspace.snapshot.caseload.case(&case).map(|known| known.person_name(act.person).to_string());
    let (line, name) = (forms.act_line(act), name.unwrap_or_default());
    workspace.filed_on = Some(Subject { case: case.clone(), person: act.person });
    workspace.last_act = forms.form_for_act(act.kind.id()).map(|form| LastAct { case, form, comment });
    // Of a title that begins with a verb of recording, the rest says what was recorded.
    let line = ["record ", "note "].into_iter().find_map(|verb| line.strip_prefix(verb)).unwrap_or(&line);
    workspace.show_message(format!("Recorded: {line}, for {name}. u undoes it, d dictates it."));
}
