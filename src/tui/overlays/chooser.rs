//! A list to choose from by typing: every action by name, the keys that act here, the catalogue of a field.

mod extracts;

use std::path::PathBuf;
use std::sync::Arc;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher};

use strum::VariantArray as _;

use crate::desk::checklist::{Checklist, CompletenessRow, Forms};
use crate::domain::amendment::AmendmentKind;
use crate::domain::comment::ShownComment;
use crate::domain::dates;
use crate::domain::phrase::Phrase;
use crate::domain::walk::WalkPlace;
use crate::domain::{CaseNumber, PersonNumber, RowId};
use crate::paper::What;
use crate::policy::act_forms::ActForm;
use crate::policy::catalogue::Catalogue;
use crate::store::{FiledComment, ReadBefore};
use crate::tui::command::{Category, Command, Context, Entry, TABLE};
use crate::tui::jobs::{Laid, Rejected};
use crate::tui::keymap::{Keymap, Keys};
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::Field;
use crate::tui::text;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::words;

/// What choosing an item does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Does a command.
    Do(Command),
    /// Writes a text into the field of the form.
    Write(String),
    /// Opens the folder of a case at one of its comments.
    OpenComment(CaseNumber, PersonNumber, RowId),
    /// Amends a comment of a case.
    Amend(Subject, RowId, AmendmentKind),
    /// Puts the phrase with this word into the narrative.
    Phrase(String),
    /// Prints a document, redacted or not.
    Print(What, bool),
    /// Walks from a place, and whether the walk begins there.
    Walk(WalkPlace, bool),
    /// Shows the checklist with this name.
    Sheet(String),
    /// Shows the checklist of a case.
    ChecklistOf(CaseNumber),
    /// Opens the form of an act.
    Act(&'static ActForm),
    /// Looks into a folder.
    LookAt(String),
    /// Tells what files would bring.
    Preview(Vec<PathBuf>),
    /// Asks for a path, from this folder on.
    NamePath(String),
    /// Mends a rejected row.
    Mend(Box<Rejected>),
    /// Tells of an extract that was read.
    Extract(Box<ReadBefore>),
}

/// Something to choose.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its name.
    pub title: String,
    /// What it is, in a line.
    pub doc: String,
    /// What stands on the left: its keys.
    pub key: String,
    /// What it does.
    pub choice: Choice,
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
    items: Vec<Item>,
    shown: Vec<usize>,
}

impl Chooser {
    fn new(title: &str, items: Vec<Item>) -> Self {
        let shown = (0..items.len()).collect();
        Self { title: title.to_owned(), line: LineInput::default(), cursor: Cursor::default(), items, shown }
    }

    /// Columns that the titles take, so that none is cut without need.
    pub fn title_columns(&self) -> usize {
        self.items.iter().map(|item| text::width(&item.title)).max().unwrap_or(0)
    }

    /// Every action that can be done in `context`, by its name; those of the desk where the worker has one.
    pub fn palette(keymap: &Keymap, context: Context, own_desk: bool) -> Self {
        let shown = |entry: &Entry| entry.category != Category::Write && (own_desk || !entry.command.is_of_the_desk());
        Self::new("Every action", actions(keymap, context, shown))
    }

    /// The keys that act in `context`; those of the desk where the worker has one.
    pub fn keys(keymap: &Keymap, context: Context, own_desk: bool) -> Self {
        let shown = |entry: &Entry| own_desk || !entry.command.is_of_the_desk();
        Self::new("Keys that act here", actions(keymap, context, shown))
    }

    /// What the catalogue offers for a field of the form.
    pub fn catalogue(catalogue: &Catalogue, field: Field) -> Option<Self> {
        let item = |title: &str, doc: &str| Item {
            title: title.to_owned(),
            doc: doc.to_owned(),
            key: String::new(),
            choice: Choice::Write(title.to_owned()),
        };
        match field {
            Field::Purpose => {
                let items = catalogue.purposes.iter().map(|purpose| item(&purpose.words, &purpose.forms.join(", ")));
                Some(Self::new("Purpose", items.collect()))
            }
            Field::Forms => {
                let said = |name: &str, when: &str| format!("{name}. {when}");
                let items = catalogue.forms.iter().map(|form| item(&form.number, &said(&form.name, &form.when)));
                Some(Self::new("Forms", items.collect()))
            }
            Field::Documents => {
                let items = catalogue.documents.iter().map(|document| item(&document.name, ""));
                Some(Self::new("Documents", items.collect()))
            }
            _ => None,
        }
    }

    /// The worker's phrases, as they are ranked.
    pub fn phrases(phrases: &[Phrase]) -> Self {
        let item = |phrase: &Phrase| Item {
            title: phrase.title.clone(),
            doc: String::new(),
            key: format!(";{}", phrase.word),
            choice: Choice::Phrase(phrase.word.clone()),
        };
        Self::new("Phrases", phrases.iter().map(item).collect())
    }

    /// The forms of the acts, as they are ranked; those that are proposed say so.
    pub fn acts(forms: Vec<(&'static ActForm, bool)>) -> Self {
        let item = |(form, proposed): (&'static ActForm, bool)| Item {
            title: form.title.clone(),
            doc: form.says.clone(),
            key: (if proposed { "proposed" } else { "" }).to_owned(),
            choice: Choice::Act(form),
        };
        Self::new("Act", forms.into_iter().map(item).collect())
    }

    /// The ways to amend a comment.
    pub fn amendments(comment: &ShownComment) -> Self {
        let item = |kind: &AmendmentKind| Item {
            title: kind.title().to_owned(),
            doc: amends(*kind).to_owned(),
            key: String::new(),
            choice: Choice::Amend(Subject { case: comment.case.clone(), person: comment.person }, comment.id, *kind),
        };
        Self::new("The comment stays as it is; beside it stands", AmendmentKind::VARIANTS.iter().map(item).collect())
    }

    /// Documents to print, each with names and redacted.
    pub fn documents(documents: &[What]) -> Self {
        let item = |what: &What, redacted: bool| {
            let of = what.case().map_or_else(|| "the caseload".to_owned(), |case| format!("case {case}"));
            let how = if redacted { "redacted: initials only" } else { "with names" };
            Item {
                title: what.title(),
                doc: format!("{of}, {how}"),
                key: String::new(),
                choice: Choice::Print(what.clone(), redacted),
            }
        };
        let both = documents.iter().flat_map(|what| [item(what, false), item(what, true)]);
        Self::new("Print into a file; that it leaves the home is recorded", both.collect())
    }

    /// Comments that are not copied to the system of record.
    pub fn unposted(comments: &[FiledComment], laid: &Laid) -> Self {
        let item = |filed: &FiledComment| {
            let comment = &filed.comment;
            let name = laid.desk.case(&comment.case).map(|case| case.name_of(comment.person).to_string());
            let head = words::comment_head(comment, laid.desk.policies(), laid.today);
            Item {
                title: name.unwrap_or_default(),
                doc: format!("{head}: {}", comment.purpose()),
                key: comment.case.to_string(),
                choice: Choice::OpenComment(comment.case.clone(), comment.person, comment.id),
            }
        };
        Self::new("Not posted: Enter opens it, P there marks it", comments.iter().map(item).collect())
    }

    /// To go on with the walk that was stopped, or to begin a new one.
    pub fn walks(stopped: &WalkPlace, left: usize, new: WalkPlace) -> Self {
        let passed: Vec<_> = stopped.tally(new.begun).iter().map(|(count, word)| format!(", {count} {word}")).collect();
        let begun = dates::shown(stopped.begun, new.begun);
        let go_on = format!("{} of {begun}: {left} left{}", stopped.list.title(), passed.concat());
        let item = |title: String, doc: String, choice| Item { title, doc, key: String::new(), choice };
        let items = vec![
            item(format!("Go on, {left} left"), go_on, Choice::Walk(stopped.clone(), false)),
            item("Begin anew".into(), format!("{} from its start", new.list.title()), Choice::Walk(new, true)),
        ];
        Self::new("A walk was stopped", items)
    }

    /// The checklists there are.
    pub fn sheets(forms: &Forms) -> Self {
        let item = |form: &Arc<Checklist>| Item {
            title: form.name.clone(),
            doc: format!("{}, {}", form.title, words::counted(form.points(), "point")),
            key: String::new(),
            choice: Choice::Sheet(form.name.clone()),
        };
        Self::new("Checklist", forms.all().map(item).collect())
    }

    /// The cases with what is settled and open on a checklist.
    pub fn completeness(heading: &str, rows: &[CompletenessRow]) -> Self {
        let item = |row: &CompletenessRow| Item {
            title: row.name.to_string(),
            doc: format!("{} open, {} settled   {}", row.open, row.settled, row.open_in()),
            key: row.case.to_string(),
            choice: Choice::ChecklistOf(row.case.clone()),
        };
        Self::new(heading, rows.iter().map(item).collect())
    }

    /// Narrows the list to what fits what is typed, the best first.
    pub fn narrow(&mut self) {
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
    pub fn get(&self, at: usize) -> Option<&Item> {
        self.items.get(*self.shown.get(at)?)
    }

    /// What is chosen.
    pub fn chosen(&self) -> Option<&Item> {
        self.get(self.cursor.at)
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

const fn amends(kind: AmendmentKind) -> &'static str {
    match kind {
        AmendmentKind::Addendum => "More was learnt since.",
        AmendmentKind::Correction => "Something in it is wrong; this says what is right.",
        AmendmentKind::LateEntry => "Something of the contact itself was left out.",
        AmendmentKind::EnteredInError => "It should not be there: it proves nothing any more.",
    }
}

fn actions(keymap: &Keymap, context: Context, shown: impl Fn(&Entry) -> bool) -> Vec<Item> {
    let mut entries: Vec<_> = TABLE.iter().filter(|entry| entry.when.holds(context) && shown(entry)).collect();
    entries.sort_by_key(|entry| entry.category);
    let item = |entry: &&Entry| {
        let acts = |keys: &&Keys| keymap.find(context, &keys.0) == crate::tui::keymap::Found::Command(entry.command);
        let keys: Vec<_> = keymap.keys_of(entry.command).filter(acts).map(Keys::to_string).collect();
        Item {
            title: entry.title.to_owned(),
            doc: entry.doc.to_owned(),
            key: keys.join(" "),
            choice: Choice::Do(entry.command),
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
        for context in Context::VARIANTS {
            let listed = Chooser::keys(&keymap, *context, true);
            let acting = TABLE.iter().filter(|entry| entry.when.holds(*context));
            for entry in acting {
                let found = listed.items.iter().any(|item| item.choice == Choice::Do(entry.command));
                assert!(found, "{context:?} {}", entry.id);
            }
        }
        let mut palette = Chooser::palette(&keymap, Context::Cases, false);
        palette.line = LineInput::holding("annot");
        palette.narrow();
        assert_eq!(palette.chosen().map(|item| item.title.as_str()), Some("annotate"));
    }
}
