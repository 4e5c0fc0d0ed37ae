//! A list to choose from by typing: every action by name, the keys that act here, the catalog of a field.

mod extracts;

use std::path::PathBuf;
use std::sync::Arc;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher};

use strum::VariantArray as _;

use crate::desk::checklist::{Checklist, Checklists, CompletenessRow};
use crate::domain::amendment::AmendmentKind;
use crate::domain::comment::CommentView;
use crate::domain::dates;
use crate::domain::phrase::Phrase;
use crate::domain::walk::WalkProgress;
use crate::domain::{CaseNumber, PersonNumber, RowId};
use crate::paper::DocumentKind;
use crate::policy::act_forms::ActForm;
use crate::policy::catalog::Catalog;
use crate::store::{FiledComment, ImportedExtract};
use crate::tui::command::{CommandCategory, CommandEntry, KeyContext, ScreenCommand, TABLE};
use crate::tui::keymap::{KeySequence, Keymap};
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::DictateField;
use crate::tui::store_thread::{RejectedExtractRow, Snapshot};
use crate::tui::text;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::wording;

/// What choosing an item does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChooserAction {
    /// Does a command.
    Do(ScreenCommand),
    /// Writes a text into the field of the form.
    InsertText(String),
    /// Opens the folder of a case at one of its comments.
    OpenComment(CaseNumber, PersonNumber, RowId),
    /// Amends a comment of a case.
    Amend(Subject, RowId, AmendmentKind),
    /// Puts the phrase with this word into the narrative.
    Phrase(String),
    /// Prints a document, redacted or not.
    Print(DocumentKind, bool),
    /// Walks from a place, and whether the walk begins there.
    Walk(WalkProgress, bool),
    /// Shows the checklist with this name.
    Checklist(String),
    /// Shows the checklist of a case.
    ChecklistOf(CaseNumber),
    /// Opens the form of an act.
    Act(&'static ActForm),
    /// Looks into a folder.
    InspectPath(String),
    /// Tells what files would bring.
    Preview(Vec<PathBuf>),
    /// Asks for a path, from this folder on.
    AskForPath(String),
    /// Mends a rejected row.
    EditRow(Box<RejectedExtractRow>),
    /// Tells of an extract that was read.
    Extract(Box<ImportedExtract>),
}

/// Something to choose.
#[derive(Debug, Clone)]
pub struct ChooserItem {
    /// Its name.
    pub title: String,
    /// What it is, in a line.
    pub doc: String,
    /// What stands on the left: its keys.
    pub key: String,
    /// What it does.
    pub choice: ChooserAction,
}

/// A list to choose from.
#[derive(Debug, Clone)]
pub struct Chooser {
    /// The frame's title.
    pub title: String,
    /// What is typed to narrow it.
    pub line: LineInput,
    /// Where one stands.
    pub cursor: Cursor,
    items: Vec<ChooserItem>,
    shown: Vec<usize>,
}

impl Chooser {
    fn new(title: &str, items: Vec<ChooserItem>) -> Self {
        let shown = (0..items.len()).collect();
        Self { title: title.to_owned(), line: LineInput::default(), cursor: Cursor::default(), items, shown }
    }

    /// Columns that the titles take, so that none is cut without need.
    pub fn title_columns(&self) -> usize {
        self.items.iter().map(|item| text::display_width(&item.title)).max().unwrap_or(0)
    }

    /// Every action that can be done in `context`, by its name; those of the desk where the worker has one.
    pub fn for_palette(keymap: &Keymap, context: KeyContext, own_desk: bool) -> Self {
        let shown = |entry: &CommandEntry| {
            entry.category != CommandCategory::Write && (own_desk || !entry.command.is_queue_command())
        };
        Self::new("Every action", command_items(keymap, context, shown))
    }

    /// The keys that act in `context`; those of the desk where the worker has one.
    pub fn for_keys(keymap: &Keymap, context: KeyContext, own_desk: bool) -> Self {
        let shown = |entry: &CommandEntry| own_desk || !entry.command.is_queue_command();
        Self::new("Keys that act here", command_items(keymap, context, shown))
    }

    /// What the catalog offers for a field of the form.
    pub fn for_catalog(catalog: &Catalog, field: DictateField) -> Option<Self> {
        let item = |title: &str, doc: &str| ChooserItem {
            title: title.to_owned(),
            doc: doc.to_owned(),
            key: String::new(),
            choice: ChooserAction::InsertText(title.to_owned()),
        };
        match field {
            DictateField::Purpose => {
                let items = catalog.purposes.iter().map(|purpose| item(&purpose.words, &purpose.forms.join(", ")));
                Some(Self::new("Purpose", items.collect()))
            }
            DictateField::Forms => {
                let said = |name: &str, when: &str| format!("{name}. {when}");
                let items = catalog.forms.iter().map(|form| item(&form.number, &said(&form.name, &form.when)));
                Some(Self::new("Forms", items.collect()))
            }
            DictateField::Documents => {
                let items = catalog.documents.iter().map(|document| item(&document.name, ""));
                Some(Self::new("Documents", items.collect()))
            }
            _ => None,
        }
    }

    /// The worker's phrases, as they are ranked.
    pub fn for_phrases(phrases: &[Phrase]) -> Self {
        let item = |phrase: &Phrase| ChooserItem {
            title: phrase.title.clone(),
            doc: String::new(),
            key: format!(";{}", phrase.word),
            choice: ChooserAction::Phrase(phrase.word.clone()),
        };
        Self::new("Phrases", phrases.iter().map(item).collect())
    }

    /// The forms of the acts, as they are ranked; those that are proposed say so.
    pub fn for_acts(forms: Vec<(&'static ActForm, bool)>) -> Self {
        let item = |(form, proposed): (&'static ActForm, bool)| ChooserItem {
            title: form.title.clone(),
            doc: form.says.clone(),
            key: (if proposed { "proposed" } else { "" }).to_owned(),
            choice: ChooserAction::Act(form),
        };
        Self::new("Act", forms.into_iter().map(item).collect())
    }

    /// The ways to amend a comment.
    pub fn for_amendments(comment: &CommentView) -> Self {
        let item = |kind: &AmendmentKind| ChooserItem {
            title: kind.title().to_owned(),
            doc: amendment_hint(*kind).to_owned(),
            key: String::new(),
            choice: ChooserAction::Amend(
                Subject { case: comment.case.clone(), person: comment.person },
                comment.id,
                *kind,
            ),
        };
        Self::new("The comment stays as it is; beside it stands", AmendmentKind::VARIANTS.iter().map(item).collect())
    }

    /// Documents to print, each with names and redacted.
    pub fn for_documents(documents: &[DocumentKind]) -> Self {
        let item = |what: &DocumentKind, redacted: bool| {
            let of = what.case().map_or_else(|| "the caseload".to_owned(), |case| format!("case {case}"));
            let how = if redacted { "redacted: initials only" } else { "with names" };
            ChooserItem {
                title: what.title(),
                doc: format!("{of}, {how}"),
                key: String::new(),
                choice: ChooserAction::Print(what.clone(), redacted),
            }
        };
        let both = documents.iter().flat_map(|what| [item(what, false), item(what, true)]);
        Self::new("Print into a file; that it leaves the home is recorded", both.collect())
    }

    /// Comments that are not copied to the system of record.
    pub fn for_unposted(comments: &[FiledComment], laid: &Snapshot) -> Self {
        let item = |filed: &FiledComment| {
            let comment = &filed.comment;
            let name = laid.caseload.case(&comment.case).map(|case| case.person_name(comment.person).to_string());
            let head = wording::comment_heading(comment, laid.caseload.policies(), laid.today);
            ChooserItem {
                title: name.unwrap_or_default(),
                doc: format!("{head}: {}", comment.purpose()),
                key: comment.case.to_string(),
                choice: ChooserAction::OpenComment(comment.case.clone(), comment.person, comment.id),
            }
        };
        Self::new("Not posted: Enter opens it, P there marks it", comments.iter().map(item).collect())
    }

    /// To go on with the walk that was stopped, or to begin a new one.
    pub fn for_walks(stopped: &WalkProgress, left: usize, new: WalkProgress) -> Self {
        let passed: Vec<_> =
            stopped.outcome_counts(new.begun).iter().map(|(count, word)| format!(", {count} {word}")).collect();
        let begun = dates::format_date(stopped.begun, new.begun);
        let go_on = format!("{} of {begun}: {left} left{}", stopped.list.title(), passed.concat());
        let item = |title: String, doc: String, choice| ChooserItem { title, doc, key: String::new(), choice };
        let items = vec![
            item(format!("Go on, {left} left"), go_on, ChooserAction::Walk(stopped.clone(), false)),
            item("Begin anew".into(), format!("{} from its start", new.list.title()), ChooserAction::Walk(new, true)),
        ];
        Self::new("A walk was stopped", items)
    }

    /// The checklists there are.
    pub fn for_checklists(forms: &Checklists) -> Self {
        let item = |form: &Arc<Checklist>| ChooserItem {
            title: form.name.clone(),
            doc: format!("{}, {}", form.title, wording::count_with_noun(form.item_count(), "point")),
            key: String::new(),
            choice: ChooserAction::Checklist(form.name.clone()),
        };
        Self::new("Checklist", forms.all_checklists().map(item).collect())
    }

    /// The cases with what is settled and open on a checklist.
    pub fn for_completeness(heading: &str, rows: &[CompletenessRow]) -> Self {
        let item = |row: &CompletenessRow| ChooserItem {
            title: row.name.to_string(),
            doc: format!("{} open, {} settled   {}", row.open, row.settled, row.open_components_text()),
            key: row.case.to_string(),
            choice: ChooserAction::ChecklistOf(row.case.clone()),
        };
        Self::new(heading, rows.iter().map(item).collect())
    }

    /// Narrows the list to what fits what is typed, the best first.
    pub fn apply_filter(&mut self) {
        let typed = self.line.content();
        self.cursor = Cursor::default();
        if typed.trim().is_empty() {
            self.shown = (0..self.items.len()).collect();
            return;
        }
        let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<_> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(at, item)| {
                let hay = format!("{} {}", item.title, item.doc);
                let whole = pattern.score(nucleo_matcher::Utf32Str::new(&hay, &mut buffer), &mut matcher)?;
                let title = pattern.score(nucleo_matcher::Utf32Str::new(&item.title, &mut buffer), &mut matcher);
                Some((std::cmp::Reverse((title.unwrap_or(0), whole)), at))
            })
            .collect();
        scored.sort_unstable();
        self.shown = scored.into_iter().map(|(_, at)| at).collect();
    }

    /// The item at a place among those shown.
    pub fn get(&self, at: usize) -> Option<&ChooserItem> {
        self.items.get(*self.shown.get(at)?)
    }

    /// What is chosen.
    pub fn selected_item(&self) -> Option<&ChooserItem> {
        self.get(self.cursor.index)
    }

    /// How many are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether nothing fits.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }
}

const fn amendment_hint(kind: AmendmentKind) -> &'static str {
    match kind {
        AmendmentKind::Addendum => "More was learned since.",
        AmendmentKind::Correction => "Something in it is wrong; this says what is right.",
        AmendmentKind::LateEntry => "Something of the contact itself was left out.",
        AmendmentKind::EnteredInError => "It should not be there: it proves nothing any more.",
    }
}

fn command_items(keymap: &Keymap, context: KeyContext, shown: impl Fn(&CommandEntry) -> bool) -> Vec<ChooserItem> {
    let mut entries: Vec<_> = TABLE.iter().filter(|entry| entry.contexts.contains(context) && shown(entry)).collect();
    entries.sort_by_key(|entry| entry.category);
    let item = |entry: &&CommandEntry| {
        let acts = |keys: &&KeySequence| {
            keymap.match_keys(context, &keys.0) == crate::tui::keymap::KeyMatch::Command(entry.command)
        };
        let keys: Vec<_> = keymap.keys_for(entry.command).filter(acts).map(KeySequence::to_string).collect();
        ChooserItem {
            title: entry.title.to_owned(),
            doc: entry.doc.to_owned(),
            key: keys.join(" "),
            choice: ChooserAction::Do(entry.command),
        }
    };
    entries.iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_found_by_its_name_where_it_acts() {
        let keymap = Keymap::default_keys();
        for context in KeyContext::VARIANTS {
            let listed = Chooser::for_keys(&keymap, *context, true);
            let acting = TABLE.iter().filter(|entry| entry.contexts.contains(*context));
            for entry in acting {
                let found = listed.items.iter().any(|item| item.choice == ChooserAction::Do(entry.command));
                assert!(found, "{context:?} {}", entry.id);
            }
        }
        let mut palette = Chooser::for_palette(&keymap, KeyContext::Cases, false);
        palette.line = LineInput::with_text("annot");
        palette.apply_filter();
        assert_eq!(palette.selected_item().map(|item| item.title.as_str()), Some("annotate"));
    }
}
