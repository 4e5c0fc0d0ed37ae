//! A list to choose from by typing: the commands by name, the keys that act here, the catalog of a field, and more.

mod commands;
mod documents;
mod doings;
mod draw;
mod extracts;
mod facets;
mod filing;
mod glossary;
mod item_widths;
mod layout;
mod narrowing;
mod snoozed;
mod views;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use strum::VariantArray as _;

use crate::desk::checklist::{Checklist, CompletenessRow};
use crate::desk::{Alert, ItemCounts};
use crate::domain::amendment::AmendmentKind;
use crate::domain::dates;
use crate::domain::filing_answer::FilingAnswer;
use crate::domain::phrase::Phrase;
use crate::domain::walk::WalkProgress;
use crate::domain::{CaseNumber, PersonNumber, RowId};
use crate::paper::{DocumentKind, DocumentName};
use crate::policy::act_forms::ActForm;
use crate::policy::catalog::{Catalog, CatalogForm};
use crate::store::{FiledComment, ImportedExtract, SavedView, reopen_minutes};
use crate::tui::command::{EditCommand, ScreenCommand};
use crate::tui::overlays::prompt::MarkedQuestion;
use crate::tui::overlays::setting_choice::SettingChoice;
use crate::tui::overlays::word_map::WordMap;
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::DictateField;
use crate::tui::panes::facets::FacetKind;
use crate::tui::store_thread::{ImportSelection, RejectedExtractRow};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::text_sink::{TextInput, TextSink};
use crate::tui::wording;
use item_widths::ItemWidths;
pub use views::{NO_VIEWS, describe_view};

/// What choosing an item does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChooserAction {
    /// Performs a command.
    Do(ScreenCommand),
    /// Writes a text into the field of the comment form.
    InsertText(String),
    /// Opens the folder of a case at one of its comments.
    OpenComment(CaseNumber, PersonNumber, RowId),
    /// Amends a comment of a case.
    Amend(Subject, RowId, AmendmentKind),
    /// Opens a comment that was filed a moment ago, to be written again.
    Reopen(CaseNumber, RowId),
    /// Writes the phrase with this word into the narrative.
    Phrase(String),
    /// Prints a document; the flag says whether it is redacted.
    Print(DocumentKind, bool),
    /// Prints a document of each marked case; the flag says whether it is redacted.
    PrintMarked(DocumentName, bool),
    /// Asks what is done with the marked rows.
    AskMarked(MarkedQuestion),
    /// Begins a walk.
    BeginWalk(WalkProgress),
    /// Continues a walk that was stopped.
    ContinueWalk(WalkProgress),
    /// Shows the checklist with this name.
    Checklist(String),
    /// Shows the checklist of a case.
    ChecklistOf(CaseNumber),
    /// Opens the folder of a case at its history.
    OpenHistory(CaseNumber),
    /// Shows what undoing the import of an extract would do.
    UndoImportOf(RowId),
    /// Lists the rejected rows.
    RejectedRows,
    /// Opens the form of an act.
    Act(&'static ActForm),
    /// Opens the form of an act for a participant.
    ActFor(&'static ActForm, Subject),
    /// Lists the importable files of a folder.
    InspectPath(String),
    /// Previews what importing files would change.
    Preview(Vec<PathBuf>),
    /// Previews what importing one sheet of a file would change.
    PreviewSheet(ImportSelection),
    /// Asks for a path, starting from this folder.
    AskForPath(String),
    /// Corrects a rejected row.
    EditRow(Box<RejectedExtractRow>),
    /// Shows an extract that was read.
    Extract(Box<ImportedExtract>),
    /// Lists what the unknown word at this index may mean.
    ExplainWord(usize),
    /// Sets the code that the unknown word at this index means; `None` if it stays unknown.
    WordMeans(usize, Option<String>),
    /// Saves the chosen meanings, and previews the files again.
    KeepWords,
    /// Files what the form holds.
    File(FilingChoice),
    /// Goes back to the form.
    GoBack,
    /// Filters the list below by a value, or no longer.
    Facet(FacetKind, String),
    /// Shows the whole list below again.
    WholeList,
    /// Changes something on the settings page.
    Setting(SettingChoice),
    /// Shows a saved view.
    View(SavedView),
    /// Wakes a snoozed alert.
    Wake(Box<Alert>),
    /// Asks for the name under which what filters the list is saved.
    NameView(SavedView),
}

/// How a text is filed about whose wording there was a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilingChoice {
    /// Protected.
    Protected,
    /// As it is, with the worker's answer.
    Answered(FilingAnswer),
}

/// The form whose text is to be filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilingForm {
    /// A new comment.
    Comment,
    /// An amendment of a filed comment.
    Amendment,
}

/// An item of the list.
#[derive(Debug, Clone)]
pub struct ChooserItem {
    /// The name of the item.
    pub title: Cow<'static, str>,
    /// One line that describes the item.
    pub doc: Cow<'static, str>,
    /// The text on the left: the keys of a command, a case number, a date.
    pub key: Cow<'static, str>,
    /// What choosing the item does.
    pub choice: ChooserAction,
}

/// A list to choose from.
#[derive(Debug, Clone)]
pub struct Chooser {
    /// The title of the frame.
    pub title: String,
    /// What is typed to filter the list.
    pub line: LineInput,
    /// The selected item and the first one shown.
    pub cursor: Cursor,
    items: Vec<ChooserItem>,
    /// The indexes of the items that pass the filter, best match first.
    shown: Vec<usize>,
    /// The headings of groups, by the index of the item that they stand above. A filtered list has none, because it is
    /// ordered by how well it matches, unless it keeps its order.
    headings: BTreeMap<usize, String>,
    /// Whether a filtered list keeps its order and its headings.
    keeps_order: bool,
    /// The widths of the widest texts of the items.
    widths: ItemWidths,
    /// The unknown words of a preview, if the list is about them.
    pub words: Option<Box<WordMap>>,
    /// Whether the arrows chose the selected item since something was typed.
    is_chosen: bool,
    /// Whether the list stays in the lower half of the screen, so that what it changes is seen above.
    is_low: bool,
    /// What is said where the list has no item.
    empty_text: &'static str,
    /// What the line says while nothing is typed.
    line_hint: &'static str,
}

impl Chooser {
    fn new(title: &str, items: Vec<ChooserItem>) -> Self {
        let shown = (0..items.len()).collect();
        Self {
            title: title.to_owned(),
            line: LineInput::default(),
            cursor: Cursor::default(),
            widths: ItemWidths::measure(
                items.iter().map(|item| [item.key.as_ref(), item.title.as_ref(), item.doc.as_ref()]),
            ),
            items,
            shown,
            headings: BTreeMap::new(),
            keeps_order: false,
            words: None,
            is_chosen: false,
            is_low: false,
            empty_text: "Nothing matches what you typed.",
            line_hint: "Letters narrow the list; Up and Down move in it.",
        }
    }

    /// Creates the list of the settings page, with a heading above each of some items.
    pub(super) fn for_settings(
        title: &str,
        items: Vec<ChooserItem>,
        headings: impl IntoIterator<Item = (usize, String)>,
    ) -> Self {
        Self { keeps_order: true, ..Self::new(title, items).with_headings(headings) }
    }

    /// Returns the list in the lower half of the screen.
    pub(super) fn in_lower_half(self) -> Self {
        Self { is_low: true, ..self }
    }

    /// Returns the list with what is said where it has no item.
    pub(super) fn with_empty_text(self, empty_text: &'static str) -> Self {
        Self { empty_text, ..self }
    }

    /// Returns the list with what its line says while nothing is typed.
    pub(super) fn with_line_hint(self, line_hint: &'static str) -> Self {
        Self { line_hint, ..self }
    }

    /// Returns the list as the same one is filtered and selected that it takes the place of.
    pub(super) fn in_place_of(self, other: &Self) -> Self {
        let mut list = Self { line: other.line.clone(), ..self };
        list.apply_filter();
        Self { cursor: other.cursor, is_chosen: other.is_chosen, ..list }
    }

    /// Returns the list with a heading above each of some items.
    fn with_headings(self, headings: impl IntoIterator<Item = (usize, String)>) -> Self {
        Self { headings: headings.into_iter().collect(), ..self }
    }

    /// Lists what the catalog offers for a field of the comment form; `None` if it has nothing for the field.
    pub fn for_catalog(catalog: &Catalog, field: DictateField) -> Option<Self> {
        let item = |title: &str, doc: &str| ChooserItem {
            title: title.to_owned().into(),
            doc: doc.to_owned().into(),
            key: Cow::default(),
            choice: ChooserAction::InsertText(title.to_owned()),
        };
        match field {
            DictateField::Purpose => {
                let items = catalog.purposes.iter().map(|purpose| item(&purpose.words, &purpose.forms.join(", ")));
                Some(Self::new("Purpose", items.collect()))
            }
            DictateField::Forms => {
                let items = catalog.forms.iter().map(|form| item(&form.number, &described_form(form)));
                Some(Self::new("Forms", items.collect()))
            }
            DictateField::Documents => {
                let items = catalog.documents.iter().map(|document| item(&document.name, ""));
                Some(Self::new("Documents", items.collect()))
            }
            _ => None,
        }
    }

    /// Lists the worker's phrases in the order of `phrases`.
    pub fn for_phrases(phrases: &[Phrase]) -> Self {
        let item = |phrase: &Phrase| ChooserItem {
            title: phrase.title.clone().into(),
            doc: Cow::default(),
            key: format!(";{}", phrase.word).into(),
            choice: ChooserAction::Phrase(phrase.word.clone()),
        };
        Self::new("Phrases", phrases.iter().map(item).collect())
    }

    /// Lists the forms of the acts in the order of `forms`, in two groups: those that the findings propose, as the flag
    /// says, come first.
    pub fn for_acts(forms: Vec<(&'static ActForm, bool)>) -> Self {
        let proposed = forms.iter().filter(|(_, proposed)| *proposed).count();
        let headings = [(0, "Next on this case"), (proposed, if proposed == 0 { "Acts" } else { "Every other act" })];
        let headings = headings.map(|(index, heading)| (index, heading.to_owned()));
        let item = |(form, _): (&'static ActForm, bool)| ChooserItem {
            title: form.title.as_str().into(),
            doc: form.says.as_str().into(),
            key: Cow::default(),
            choice: ChooserAction::Act(form),
        };
        Self::new("Act", forms.into_iter().map(item).collect()).with_headings(headings)
    }

    /// Asks for which participant of a case an act is.
    pub fn for_participants(
        form: &'static ActForm,
        case: &CaseNumber,
        participants: Vec<(PersonNumber, String)>,
    ) -> Self {
        let item = |(person, name): (PersonNumber, String)| ChooserItem {
            title: name.into(),
            doc: Cow::default(),
            key: person.to_string().into(),
            choice: ChooserAction::ActFor(form, Subject { case: case.clone(), person }),
        };
        Self::new(&format!("For whom: {}", form.title), participants.into_iter().map(item).collect())
    }

    /// Lists the ways to amend a comment.
    pub fn for_amendments(filed: &FiledComment) -> Self {
        let comment = &filed.comment;
        let item = |kind: &AmendmentKind| ChooserItem {
            title: kind.title().into(),
            doc: amendment_hint(*kind).into(),
            key: Cow::default(),
            choice: ChooserAction::Amend(
                Subject { case: comment.case.clone(), person: comment.person },
                comment.id,
                *kind,
            ),
        };
        let reopen = ChooserItem {
            title: "reopen".into(),
            doc: format!("Write it again: within {} minutes, while it is not posted.", reopen_minutes()).into(),
            key: Cow::default(),
            choice: ChooserAction::Reopen(comment.case.clone(), comment.id),
        };
        let reopen = (filed.posted.is_none() && filed.amendments.is_empty()).then_some(reopen);
        let items = AmendmentKind::VARIANTS.iter().map(item).chain(reopen);
        Self::new("The original is kept. Add:", items.collect())
    }

    /// Offers to continue the stopped walk, of which `left` is left, or to begin a `new` one.
    pub fn for_walks(stopped: &WalkProgress, left: ItemCounts, new: WalkProgress) -> Self {
        let outcomes: Vec<_> =
            stopped.outcome_counts(new.begun).iter().map(|(count, word)| format!(", {count} {word}")).collect();
        let begun = dates::format_date(stopped.begun, new.begun);
        let progress = format!("{} of {begun}: {} left{}", stopped.title(), left.short_summary(), outcomes.concat());
        let item = |title: String, doc: String, choice| ChooserItem {
            title: title.into(),
            doc: doc.into(),
            key: Cow::default(),
            choice,
        };
        let items = vec![
            item(
                format!("Continue, {} left", left.short_summary()),
                progress,
                ChooserAction::ContinueWalk(stopped.clone()),
            ),
            item("Start over".into(), format!("{} from its start", new.title()), ChooserAction::BeginWalk(new)),
        ];
        Self::new("A walk was stopped", items)
    }

    /// Lists the checklists.
    pub fn for_checklists(forms: &[Arc<Checklist>]) -> Self {
        let item = |form: &Arc<Checklist>| ChooserItem {
            title: form.name.clone().into(),
            doc: format!("{}, {}", form.title, wording::count_with_noun(form.item_count(), "point")).into(),
            key: Cow::default(),
            choice: ChooserAction::Checklist(form.name.clone()),
        };
        Self::new("Checklist", forms.iter().map(item).collect())
    }

    /// Lists the cases with how much of a checklist is settled and open.
    pub fn for_completeness(heading: &str, rows: &[CompletenessRow]) -> Self {
        let item = |row: &CompletenessRow| ChooserItem {
            title: row.name.to_string().into(),
            doc: format!("{} open, {} settled   {}", row.open, row.settled, row.open_components_text()).into(),
            key: row.case.to_string().into(),
            choice: ChooserAction::ChecklistOf(row.case.clone()),
        };
        Self::new(heading, rows.iter().map(item).collect())
    }

    /// Returns the item at an index among those shown.
    pub fn get(&self, index: usize) -> Option<&ChooserItem> {
        self.items.get(*self.shown.get(index)?)
    }

    /// Returns the selected item.
    pub fn selected_item(&self) -> Option<&ChooserItem> {
        self.get(self.cursor.index)
    }

    /// Returns how many items are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Returns whether no item passes the filter.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }
}

impl TextSink for Chooser {
    fn apply_input(&mut self, input: TextInput<'_>, now: Instant) {
        // With nothing typed, Home and End have no line to go along; they go to the first and the last item.
        match input {
            TextInput::Edit(EditCommand::LineStart) if self.line.content().is_empty() => self.cursor.index = 0,
            TextInput::Edit(EditCommand::LineEnd) if self.line.content().is_empty() => {
                self.cursor.index = self.len().saturating_sub(1);
            }
            input => {
                self.line.apply_input(input, now);
                self.apply_filter();
            }
        }
    }
}

fn described_form(form: &CatalogForm) -> String {
    let texts = [&form.name, &form.when].into_iter().filter(|text| !text.is_empty());
    texts.map(String::as_str).collect::<Vec<_>>().join(". ")
}

const fn amendment_hint(kind: AmendmentKind) -> &'static str {
    match kind {
        AmendmentKind::Addendum => "Adds what was learned later.",
        AmendmentKind::Correction => {
            "Corrects the date, type, person, outcome or text, and so what the comment proves."
        }
        AmendmentKind::LateEntry => "Adds what was left out about the contact itself.",
        AmendmentKind::EnteredInError => "It was filed by mistake; it will no longer count as proof.",
        AmendmentKind::Protected => "It holds domestic-abuse facts: hidden from now on, for good.",
    }
}
