//! Where the worker stands: kept in the encrypted database when the screen is locked, because nothing of it may stay in
//! memory, and gone back to after unlocking; kept on the way too, for the end that nobody sees coming.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::VariantArray as _;

use super::command::{Command, Pane, Section};
use super::panes::listed::Stand;
use super::panes::month::InMonth;
use super::theme::Theme;
use super::unfinished::Unfinished;
use super::workspace::{Side, Workspace};
use crate::domain::checklist::ItemId;
use crate::domain::dates::Month;
use crate::domain::{CaseNumber, PersonNumber, RowId};
use crate::rules::finding::Category;

/// Where the worker stands. What a later version does not know is left out: the worker then stands at the start of the
/// pane.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Whereabouts {
    /// The day of the lists; nothing for today.
    pub as_of: Option<NaiveDate>,
    /// The theme, by its id.
    pub(super) theme: String,
    /// The pane, by the id of the command that goes there.
    pub(super) pane: String,
    /// The list that going back leads to.
    pub(super) list_pane: String,
    /// Whether the side beside the list has the keys.
    pub(super) beside: bool,
    pub(super) today: Stand,
    pub(super) cases: Stand,
    pub(super) action: Stand,
    pub(super) alerts: Stand,
    pub(super) in_month: InMonth,
    pub(super) desk: Stand,
    /// How often the order of Cases was advanced, and whether it is turned round.
    pub(super) order: (usize, bool),
    pub(super) category: Option<Category>,
    /// The case that checklist and folder show.
    pub(super) subject: Option<(CaseNumber, PersonNumber)>,
    /// The section of the folder, by the id of its command.
    pub(super) section: String,
    pub(super) comment: Option<RowId>,
    pub(super) month: Option<Month>,
    pub(super) item: Option<ItemId>,
    pub(super) form: Option<Form>,
    /// The form of an act that was open.
    pub(super) acting: Option<Acting>,
    /// The comment whose amendment was being written.
    pub(super) amending: Option<RowId>,
    /// What was begun over the panes.
    pub(super) unfinished: Vec<Unfinished>,
    /// How she left.
    pub left: Left,
}

/// How the worker left the place that is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// The screen was locked or its terminal went: she comes back to all of it.
    #[default]
    Locked,
    /// It was kept on the way, before an end that nobody saw coming: what was typed after it is in a draft.
    OnTheWay,
    /// She quit: she begins anew.
    Quit,
}

/// The comment form that was open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Form {
    pub(super) case: CaseNumber,
    pub(super) person: PersonNumber,
    /// The pane to go back to, by the id of its command.
    pub(super) from: String,
    /// The field that had the keys, by its title.
    pub(super) field: String,
}

/// The form of an act that was open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Acting {
    /// The id of its form.
    pub(super) act: String,
    pub(super) case: CaseNumber,
    pub(super) person: PersonNumber,
    /// The line that had the keys, the first is 0.
    pub(super) at: usize,
}

fn id(command: Command) -> String {
    command.entry().map(|entry| entry.id.to_owned()).unwrap_or_default()
}

/// The pane that the command leads to; a walk has none.
pub(super) fn pane(of: &str) -> Pane {
    Pane::VARIANTS.iter().copied().find(|pane| id(Command::Go(*pane)) == of).unwrap_or(Pane::Today)
}

/// The section that the command leads to.
pub(super) fn section(of: &str) -> Section {
    Section::VARIANTS.iter().copied().find(|section| id(Command::Section(*section)) == of).unwrap_or(Section::People)
}

impl Whereabouts {
    /// Where the worker stands in an open caseload.
    pub fn of(open: &Workspace, theme: &Theme) -> Self {
        let form = open.dictate.as_ref();
        Self {
            as_of: open.is_another_day().then(|| open.laid.desk.as_of()),
            theme: theme.name().id().to_owned(),
            pane: id(Command::Go(open.pane)),
            list_pane: id(Command::Go(open.list_pane)),
            beside: open.side == Side::Beside,
            today: open.today.stands(),
            cases: open.cases.listed.stands(),
            action: open.action.listed.stands(),
            alerts: open.alerts.stands(),
            in_month: open.month.stands(),
            desk: open.desk.stands(),
            order: open.cases.ordering(),
            category: open.action.chosen(),
            subject: open.subject.clone().map(|subject| (subject.case, subject.person)),
            section: id(Command::Section(open.folder.section)),
            comment: open.read.as_ref().and_then(|read| Some(open.folder.selected_comment(read)?.comment.id)),
            month: Some(open.checklist.month),
            item: open.checklist.selected().map(|item| item.id.clone()),
            form: form.map(|form| Form {
                case: form.subject.case.clone(),
                person: form.subject.person,
                from: id(Command::Go(form.from)),
                field: form.field.title().to_owned(),
            }),
            acting: open.acting.as_ref().map(|sheet| Acting {
                act: sheet.form.act.clone(),
                case: sheet.subject.case.clone(),
                person: sheet.subject.person,
                at: sheet.at,
            }),
            amending: open.amend.as_ref().map(|form| form.comment),
            unfinished: open.all_unfinished(),
            left: Left::Locked,
        }
    }

    /// Where the worker stands among the lists. A form is not part of it: its draft knows more, and is offered.
    pub fn on_the_way(open: &Workspace, theme: &Theme) -> Self {
        let here = Self::of(open, theme);
        let pane = here.form.as_ref().map_or(here.pane, |form| form.from.clone());
        Self { pane, form: None, acting: None, amending: None, left: Left::OnTheWay, ..here }
    }

    /// What is kept of a place that is quit.
    pub fn at_the_end(open: &Workspace) -> Self {
        Self { unfinished: open.all_unfinished(), left: Left::Quit, ..Self::default() }
    }

    /// The day of the lists that are shown on coming back, where `asked` is the one that the command names.
    pub fn day(&self, asked: Option<NaiveDate>) -> Option<NaiveDate> {
        match self.left {
            Left::Locked => self.as_of,
            Left::OnTheWay => asked.or(self.as_of),
            Left::Quit => asked,
        }
    }

    /// As the store keeps it.
    pub fn body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what the store kept.
    pub fn read(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok()
    }
}
