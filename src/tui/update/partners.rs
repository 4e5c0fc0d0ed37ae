//! Carries out the commands of work with partners: a match with child welfare, a case that is opened by hand, and entries of the
//! duty log.

use chrono::NaiveDate;

use crate::domain::dates::format_long_date;
use crate::domain::facts::DfcsService;
use crate::domain::match_decision::MatchAnswer;
use crate::domain::sight::SightClass;
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::acts::partner_acts::is_offered;
use crate::tui::command::{Pane, PartnerCommand};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::match_sheet::MatchSheet;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::panes::{Subject, side_pane};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::{Job, MatchedList};
use crate::tui::widgets::read_page::TextPage;

/// The act by which it is known whether a county has common cases.
const COMMON_CASES: &str = "common_case_found";

pub(super) fn run_command(workspace: &mut Workspace, command: PartnerCommand) -> SideEffects {
    if workspace.refuse_on_another_day() {
        return Vec::new();
    }
    match command {
        PartnerCommand::Match => ask_for_list(workspace),
        PartnerCommand::Decide(answer) => return decide(workspace, answer),
        PartnerCommand::OpenCase => workspace.ask_question(Prompt::new(PromptQuestion::OpenCase, "")),
        PartnerCommand::DutyNote => ask_for_duty_note(workspace),
    }
    Vec::new()
}

fn has_part(workspace: &Workspace, act: &str) -> bool {
    let caseload = &workspace.snapshot.caseload;
    is_offered(caseload.policies().in_force_on(caseload.as_of()), act)
}

fn ask_for_list(workspace: &mut Workspace) {
    if has_part(workspace, COMMON_CASES) {
        workspace.ask_question(Prompt::new(PromptQuestion::MatchList, ""));
    } else {
        workspace.show_refusal("Common cases are not switched on in this county: nothing of a match could be decided.");
    }
}

fn ask_for_duty_note(workspace: &mut Workspace) {
    if !workspace.snapshot.caseload.keeps_duty_log() {
        workspace.show_refusal("The duty log is for the social-work unit.");
        return;
    }
    let follows = workspace.queue.list.selected_row().filter(|_| workspace.pane == Pane::Queue);
    let follows = follows.and_then(|row| row.duty_note);
    let id = workspace.row_ids.new_row_id();
    workspace.ask_question(Prompt::new(PromptQuestion::DutyNote { id, follows }, ""));
}

fn decide(workspace: &mut Workspace, answer: MatchAnswer) -> SideEffects {
    let Overlay::Match(sheet) = &workspace.overlay else { return Vec::new() };
    match sheet.decide(answer) {
        Ok(job) => store_job(job),
        Err(refusal) => {
            workspace.show_refusal(refusal);
            Vec::new()
        }
    }
}

/// Shows a list as it is matched now, at the row that was selected.
pub(super) fn show_match(workspace: &mut Workspace, matched: MatchedList) {
    workspace.sent_answer = None;
    let says = matched.says.clone();
    let before = match &workspace.overlay {
        Overlay::Match(sheet) => Some(sheet.clone()),
        _ => None,
    };
    let sheet = MatchSheet::from_matched(matched, before.as_deref());
    if before.is_some() {
        workspace.overlay = Overlay::Match(Box::new(sheet));
    } else {
        workspace.open_overlay(Overlay::Match(Box::new(sheet)));
    }
    if let Some(says) = says {
        workspace.show_message(says);
    }
}

/// Opens the services of child welfare on the case shown, after asking why where the child-welfare case is sensitive.
pub(super) fn open_services(workspace: &mut Workspace) -> SideEffects {
    let Some(case) = workspace.subject.as_ref().map(|subject| subject.case.clone()) else { return Vec::new() };
    let Some(known) = workspace.snapshot.caseload.case(&case) else { return Vec::new() };
    if known.record.sight.hides_services {
        workspace.show_refusal(SightClass::DfcsDetail.words_instead());
        return Vec::new();
    }
    if known.record.sight.is_sensitive {
        workspace.ask_question(Prompt::new(PromptQuestion::OpenServices(case), ""));
        return Vec::new();
    }
    store_job(Job::OpenServices { case, reason: None })
}

/// Shows the services until the page is closed.
pub(super) fn show_services(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    case: CaseNumber,
    services: &[DfcsService],
) {
    workspace.sent_answer = None;
    let subject = Subject { case, person: PersonNumber::CASE };
    let title = format!("Opened, and recorded   {}", side_pane::case_title(&workspace.snapshot, &subject));
    let lines: Vec<String> = services.iter().flat_map(service_lines).collect();
    workspace.open_overlay(Overlay::TextPage(TextPage::from_lines(title, &lines, screen.page_columns())));
}

fn service_lines(service: &DfcsService) -> Vec<String> {
    let day = |what: &str, on: Option<NaiveDate>| on.map(|on| format!("  {what}: {}", format_long_date(on)));
    let yes_no =
        |what: &str, known: Option<bool>| known.map(|yes| format!("  {what}: {}", if yes { "yes" } else { "no" }));
    let text = |what: &str, known: &Option<String>| known.as_ref().map(|known| format!("  {what}: {known}"));
    let head = format!("{} since {}", service.service.title(), format_long_date(service.from));
    let known = [
        day("until", service.until),
        yes_no("a child is in custody", service.in_custody),
        day("removed on", service.removed_on),
        yes_no("all children are removed", service.all_removed),
        day("reunification plan of", service.fr_plan_on),
        day("extended on", service.fr_extended_on),
        yes_no("cash aid goes on", service.cash_aid),
        day("cash aid from", service.cash_from),
        day("court hearing", service.court_on),
        text("social worker", &service.worker),
        text("their case", &service.reference),
    ];
    std::iter::once(head).chain(known.into_iter().flatten()).collect()
}
