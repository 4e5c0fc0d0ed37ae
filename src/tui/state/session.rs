//! The session: the pane, row and form that the worker is on. It is stored in the encrypted database when the screen is
//! locked, because nothing may stay in memory, and is restored after unlocking. It is also stored while the worker
//! works, in case the program ends unexpectedly.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::VariantArray as _;

use super::pending_input::PendingInput;
use super::tour::TourPhase;
use super::workspace::{Side, Workspace};
use crate::domain::category::Category;
use crate::domain::checklist::ItemId;
use crate::domain::dates::Month;
use crate::domain::{CaseNumber, PersonNumber, RowId};
use crate::tui::command::{FolderSection, Pane, ScreenCommand};
use crate::tui::panes::filtered_list::Selection;
use crate::tui::panes::month::MonthSelection;
use crate::tui::store_thread::ExitKind;
use crate::tui::theme::Theme;

/// The session as it is stored. A version that does not know a field ignores it: the worker then starts at the top of
/// the pane. The names of the fields are stored and must not change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionState {
    /// The day of the lists; `None` for today.
    pub as_of: Option<NaiveDate>,
    /// The theme, by its id.
    pub(in crate::tui) theme: String,
    /// The pane, by the id of the command that goes there.
    pub(in crate::tui) pane: String,
    /// The list to which the back key leads.
    pub(in crate::tui) list_pane: String,
    /// Whether the side pane has the focus.
    pub(in crate::tui) beside: bool,
    pub(in crate::tui) today: Selection,
    pub(in crate::tui) cases: Selection,
    pub(in crate::tui) action: Selection,
    pub(in crate::tui) alerts: Selection,
    pub(in crate::tui) in_month: MonthSelection,
    pub(in crate::tui) caseload: Selection,
    /// The index of the order of Cases, and whether it is reversed.
    pub(in crate::tui) order: (usize, bool),
    pub(in crate::tui) category: Option<Category>,
    /// The case that checklist and folder show.
    pub(in crate::tui) subject: Option<(CaseNumber, PersonNumber)>,
    /// The section of the folder, by the id of its command.
    pub(in crate::tui) section: String,
    pub(in crate::tui) comment: Option<RowId>,
    pub(in crate::tui) month: Option<Month>,
    pub(in crate::tui) item: Option<ItemId>,
    pub(in crate::tui) form: Option<OpenCommentForm>,
    /// The form of an act that was open.
    pub(in crate::tui) acting: Option<OpenActForm>,
    /// The comment whose amendment was being written.
    pub(in crate::tui) amending: Option<RowId>,
    /// The participant of that comment.
    pub(in crate::tui) amending_for: Option<PersonNumber>,
    /// Input in overlays that was typed or scored and not recorded.
    pub(in crate::tui) unfinished: Vec<PendingInput>,
    /// The task of the tour to go on with; empty if there is none.
    pub(in crate::tui) tour: String,
    /// Whether the tour was on the screen.
    pub(in crate::tui) shows_tour: bool,
    /// How the session ended.
    pub left: ExitKind,
}

/// The comment form that was open, as the session stores it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::tui) struct OpenCommentForm {
    pub(in crate::tui) case: CaseNumber,
    pub(in crate::tui) person: PersonNumber,
    /// The pane to go back to, by the id of its command.
    pub(in crate::tui) from: String,
    /// The title of the field that had the focus.
    pub(in crate::tui) field: String,
}

/// The form of an act that was open, as the session stores it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::tui) struct OpenActForm {
    /// The id of its form.
    pub(in crate::tui) act: String,
    pub(in crate::tui) case: CaseNumber,
    pub(in crate::tui) person: PersonNumber,
    /// The index of the line that had the focus; the first is 0.
    pub(in crate::tui) at: usize,
}

fn command_id(command: ScreenCommand) -> String {
    command.table_entry().map(|entry| entry.id.to_owned()).unwrap_or_default()
}

/// Returns the pane to which the command with this id leads; Today if there is none, as for a walk.
pub(in crate::tui) fn pane_from_id(id: &str) -> Pane {
    Pane::VARIANTS.iter().copied().find(|pane| command_id(ScreenCommand::Go(*pane)) == id).unwrap_or(Pane::Today)
}

/// Returns the section of the folder to which the command with this id leads; the overview if there is none.
pub(in crate::tui) fn section_from_id(id: &str) -> FolderSection {
    FolderSection::VARIANTS
        .iter()
        .copied()
        .find(|section| command_id(ScreenCommand::Section(*section)) == id)
        .unwrap_or(FolderSection::Overview)
}

impl SessionState {
    /// Returns the session of an open caseload, as it is stored when the screen is locked.
    pub fn from_workspace(workspace: &Workspace, theme: &Theme) -> Self {
        let form = workspace.dictate.as_ref();
        Self {
            as_of: workspace.is_another_day().then(|| workspace.snapshot.caseload.as_of()),
            theme: theme.name().id().to_owned(),
            pane: command_id(ScreenCommand::Go(workspace.pane)),
            list_pane: command_id(ScreenCommand::Go(workspace.list_pane)),
            beside: workspace.side == Side::Beside,
            today: workspace.today.selection(),
            cases: workspace.cases.list.selection(),
            action: workspace.action.list.selection(),
            alerts: workspace.alerts.selection(),
            in_month: workspace.month.selection(),
            caseload: workspace.queue.list.selection(),
            order: workspace.cases.sort_order(),
            category: workspace.action.chosen_category(),
            subject: workspace.subject.clone().map(|subject| (subject.case, subject.person)),
            section: command_id(ScreenCommand::Section(workspace.folder.section)),
            comment: workspace
                .case_details
                .as_ref()
                .and_then(|read| Some(workspace.folder.selected_comment(read)?.comment.id)),
            month: Some(workspace.checklist.month),
            item: workspace.checklist.selected_item().map(|item| item.id.clone()),
            form: form.map(|form| OpenCommentForm {
                case: form.subject.case.clone(),
                person: form.subject.person,
                from: command_id(ScreenCommand::Go(form.from)),
                field: form.field.title().to_owned(),
            }),
            acting: workspace.act_sheet.as_ref().map(|sheet| OpenActForm {
                act: sheet.form.act.id().to_owned(),
                case: sheet.subject.case.clone(),
                person: sheet.subject.person,
                at: sheet.field_index,
            }),
            amending: workspace.amend.as_ref().map(|form| form.comment),
            amending_for: workspace.amend.as_ref().map(|form| form.subject.person),
            unfinished: workspace.all_pending_inputs(),
            tour: workspace.tour.to_stored(),
            shows_tour: workspace.tour.phase == TourPhase::On,
            left: ExitKind::Locked,
        }
    }

    /// Returns the session as it is stored while the worker works. Forms are left out, because their drafts are newer
    /// and are offered instead.
    pub fn for_autosave(workspace: &Workspace, theme: &Theme) -> Self {
        let session = Self::from_workspace(workspace, theme);
        let pane = session.form.as_ref().map_or(session.pane, |form| form.from.clone());
        Self { pane, form: None, acting: None, amending: None, left: ExitKind::OnTheWay, ..session }
    }

    /// Returns what is stored of a session when the worker quits.
    pub fn for_quit(workspace: &Workspace) -> Self {
        let (unfinished, tour) = (workspace.all_pending_inputs(), workspace.tour.to_stored());
        Self { unfinished, tour, left: ExitKind::Quit, ..Self::default() }
    }

    /// Returns the session as a text for the store.
    pub fn to_body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the session from the text that the store kept; `None` if it cannot be read.
    pub fn from_body(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok()
    }
}
