//! The lists of commands: every action by name, and the keys that act here. A command is found by its names only, and
//! is run only if somebody named it or chose it with the arrows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{Chooser, ChooserAction, ChooserItem};
use crate::domain::sanitize::quoted;
use crate::tui::command::{CommandAccess, CommandCategory, CommandEntry, CommandPurpose, KeyContext, TABLE};
use crate::tui::keymap::{KeyMatch, KeySequence, Keymap};

/// What the mouse does, in the list of keys.
const MOUSE: [(&str, &str); 3] = [
    ("wheel", "Scrolls what is under it."),
    ("click", "Selects a row, an item or a tab, a second click opens it; dragged, the divider moves."),
    ("with Shift", "Leaves the mouse to the terminal, which then selects text."),
];

/// How many commands a refusal names as the closest.
const CLOSEST: usize = 3;

impl Chooser {
    /// Lists the commands that act in `context`, by name; `access` says which of those of a desk are included.
    pub fn for_palette(keymap: &Keymap, context: KeyContext, access: CommandAccess) -> Self {
        let shown = |entry: &CommandEntry| entry.category != CommandCategory::Write && entry.command.is_open_to(access);
        Self::new("Every action", command_items(keymap, context, shown))
    }

    /// Lists the keys that act in `context`, grouped by what a worker wants to do; `access` says which of those of a
    /// desk are included.
    pub fn for_keys(keymap: &Keymap, context: KeyContext, access: CommandAccess) -> Self {
        let shown = |entry: &CommandEntry| entry.command.is_open_to(access);
        let mut items = command_items(keymap, context, shown);
        items.sort_by_key(command_purpose);
        let mut headings = BTreeMap::new();
        let mut before = None;
        for (index, item) in items.iter().enumerate() {
            let purpose = command_purpose(item);
            if let Some(purpose) = purpose.filter(|_| purpose != before) {
                headings.insert(index, purpose.title().to_owned());
            }
            before = purpose;
        }
        headings.insert(items.len(), "Mouse".to_owned());
        items.extend(MOUSE.map(|(title, doc)| ChooserItem {
            title: title.into(),
            doc: doc.into(),
            key: Cow::default(),
            choice: ChooserAction::GoBack,
        }));
        Self::new("Keys that act here", items).with_headings(headings)
    }

    /// Returns whether nothing is typed that filters the list.
    pub fn has_no_filter(&self) -> bool {
        self.line.content().is_empty()
    }

    /// Returns whether the list is one of commands.
    pub fn lists_commands(&self) -> bool {
        matches!(self.items.first(), Some(ChooserItem { choice: ChooserAction::Do(_), .. }))
    }

    /// Returns the indexes of the commands that have the typed text as a name or as the beginnings of words of a name:
    /// those whose title it is first, then those whose other names it is; of each, those that need their whole name last.
    /// What is no command, but stands in the list, comes after them.
    pub(super) fn named_commands(&self, typed: &str) -> Vec<usize> {
        let typed = typed.trim().to_lowercase();
        let mut named: Vec<_> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| {
                let entry = entry_of(item)?;
                let places = entry
                    .names()
                    .enumerate()
                    .filter_map(|(place, name)| Some((place > 0, likeness(&name, &typed)?, place)));
                let (is_other_name, likeness, place) = places.min()?;
                Some(((is_other_name, likeness, likeness > 0 && entry.needs_whole_name(), place), index))
            })
            .collect();
        named.sort_unstable();
        let is_other = |item: &ChooserItem| {
            entry_of(item).is_none() && likeness(&format!("mouse {}", item.title).to_lowercase(), &typed).is_some()
        };
        let others = self.items.iter().enumerate().filter(|(_, item)| is_other(item)).map(|(index, _)| index);
        named.into_iter().map(|(_, index)| index).chain(others).collect()
    }

    /// Returns why Enter runs nothing now, if it must not: no command has the typed name, nothing is named or chosen, or
    /// the command records something and is not named in full.
    pub fn refusal_to_run(&self) -> Option<String> {
        if !self.lists_commands() {
            let is_nothing = self.selected_item().is_none() && self.typed_path().is_none();
            return is_nothing.then(|| self.empty_text.to_owned());
        }
        let typed = self.line.content().trim().to_lowercase();
        let Some(selected) = self.selected_item() else { return Some(self.closest_commands(&typed)) };
        let entry = entry_of(selected)?;
        if self.is_chosen {
            return None;
        }
        if typed.is_empty() {
            return Some("Type the name of a command, or choose one with the arrows.".to_owned());
        }
        let is_named = entry.names().any(|name| name == typed);
        (entry.needs_whole_name() && !is_named).then(|| {
            format!(
                "{} records or ends something: type its whole name, or choose it with the arrows.",
                quoted(entry.title)
            )
        })
    }

    fn closest_commands(&self, typed: &str) -> String {
        let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
        let (mut matcher, mut buffer) = (Matcher::new(Config::DEFAULT), Vec::new());
        let mut likely: Vec<_> = self
            .items
            .iter()
            .filter_map(|item| {
                let names: Vec<_> = entry_of(item)?.names().collect();
                let best = names.iter().filter_map(|name| {
                    let fuzzy = pattern.score(Utf32Str::new(name, &mut buffer), &mut matcher);
                    let shared = name.chars().zip(typed.chars()).take_while(|(a, b)| a == b).count();
                    fuzzy.or_else(|| u32::try_from(shared).ok().filter(|shared| *shared > 0))
                });
                Some((best.max()?, &item.title))
            })
            .collect();
        likely.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let mut closest: Vec<&Cow<'static, str>> = Vec::new();
        for (_, title) in likely {
            if !closest.contains(&title) && closest.len() < CLOSEST {
                closest.push(title);
            }
        }
        let closest: Vec<_> = closest.into_iter().map(Cow::as_ref).collect();
        if closest.is_empty() {
            "No such command. Erase what you typed to see all.".to_owned()
        } else {
            format!("No such command. Closest: {}.", closest.join(", "))
        }
    }
}

/// Returns how a name is like the typed text: 0 for the name itself, 1 if it begins with the text, 2 if each typed word
/// begins a word of it; `None` if it is not.
fn likeness(name: &str, typed: &str) -> Option<u8> {
    let mut words = typed.split_whitespace();
    let begins = |word: &str| name.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word));
    match name {
        _ if name == typed => Some(0),
        _ if name.starts_with(typed) => Some(1),
        _ if words.all(begins) => Some(2),
        _ => None,
    }
}

fn command_purpose(item: &ChooserItem) -> Option<CommandPurpose> {
    match &item.choice {
        ChooserAction::Do(command) => Some(command.purpose()),
        _ => None,
    }
}

fn entry_of(item: &ChooserItem) -> Option<&'static CommandEntry> {
    match &item.choice {
        ChooserAction::Do(command) => command.table_entry(),
        _ => None,
    }
}

fn command_items(keymap: &Keymap, context: KeyContext, shown: impl Fn(&CommandEntry) -> bool) -> Vec<ChooserItem> {
    let mut entries: Vec<_> = TABLE.iter().filter(|entry| entry.contexts.contains(context) && shown(entry)).collect();
    entries.sort_by_key(|entry| entry.category);
    let item = |entry: &&CommandEntry| {
        let acts = |keys: &&KeySequence| keymap.match_keys(context, &keys.0) == KeyMatch::Command(entry.command);
        let keys: Vec<_> = keymap.keys_for(entry.command).filter(acts).map(KeySequence::to_string).collect();
        ChooserItem {
            title: entry.title.into(),
            doc: entry.doc.into(),
            key: keys.join(" ").into(),
            choice: ChooserAction::Do(entry.command),
        }
    };
    entries.iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::QueueAccess;
    use crate::tui::widgets::line_input::LineInput;

    fn filter_palette(text: &str) -> Chooser {
        let mut palette = Chooser::for_palette(Keymap::default_keys(), KeyContext::Today, CommandAccess::BASIC);
        palette.line = LineInput::with_text(text);
        palette.apply_filter();
        palette
    }

    fn selected_label(palette: &Chooser) -> &str {
        palette.selected_item().map_or("", |item| &item.title)
    }

    #[test]
    fn every_action_is_found_by_its_name_where_it_acts() {
        use strum::VariantArray as _;
        let keymap = Keymap::default_keys();
        for context in KeyContext::VARIANTS {
            let listed = Chooser::for_keys(
                keymap,
                *context,
                CommandAccess { queue: QueueAccess::Supervision, keeps_duty_log: true },
            );
            let acting = TABLE.iter().filter(|entry| entry.contexts.contains(*context));
            for entry in acting {
                let found = listed.items.iter().any(|item| item.choice == ChooserAction::Do(entry.command));
                assert!(found, "{context:?} {}", entry.id);
            }
        }
        assert_eq!(selected_label(&filter_palette("annot")), "annotate");
    }

    #[test]
    fn a_command_is_found_by_its_names_and_never_by_its_description() {
        assert_eq!(
            (selected_label(&filter_palette("narrow")), filter_palette("narrow").refusal_to_run()),
            ("find", None)
        );
        assert_eq!((selected_label(&filter_palette("undo")), filter_palette("undo").refusal_to_run()), ("undo", None));
        let none = filter_palette("asks before");
        assert!(none.is_empty() && none.refusal_to_run().unwrap().starts_with("No such command."));
        let misspelled = filter_palette("checkl1st").refusal_to_run().unwrap();
        assert!(misspelled.contains("Closest: ") && misspelled.contains("checklist"), "{misspelled}");
    }

    #[test]
    fn the_title_of_a_command_comes_before_other_names_of_others() {
        let titles = |text: &str| {
            let palette = filter_palette(text);
            (0..palette.len()).filter_map(|at| Some(palette.get(at)?.title.to_string())).collect::<Vec<_>>()
        };
        assert_eq!(titles("reject"), ["rejected rows", "refuse"]);
        assert_eq!(titles("rej"), ["rejected rows", "refuse"]);
        assert_eq!(titles("rows")[0], "rejected rows");
        assert_eq!(titles("sort")[0], "order");
    }

    #[test]
    fn what_records_something_is_never_run_by_a_part_of_its_name_or_by_none() {
        let part = filter_palette("und");
        assert_eq!(selected_label(&part), "undo");
        assert!(part.refusal_to_run().unwrap().contains("whole name"));
        assert!(filter_palette("").refusal_to_run().is_some());
        let mut chosen = filter_palette("und");
        let size = ratatui::layout::Size::new(80, 24);
        chosen.move_cursor(crate::tui::command::Motion::Down, size);
        chosen.move_cursor(crate::tui::command::Motion::Up, size);
        assert_eq!(chosen.refusal_to_run(), None);
    }
}
