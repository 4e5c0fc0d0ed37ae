//! Narrows a list to what is typed. Whoever types a word means that word: letters that only stand somewhere in the same
//! order are matched where nothing else does.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::Chooser;
use crate::domain::name::fold_for_search;
use crate::tui::widgets::cursor::Cursor;

impl Chooser {
    /// Filters the list by what is typed, best match first.
    pub fn apply_filter(&mut self) {
        let typed = self.line.content();
        self.cursor = Cursor::default();
        self.is_chosen = false;
        self.shown = if typed.trim().is_empty() {
            (0..self.items.len()).collect()
        } else if self.lists_commands() {
            self.named_commands(typed)
        } else {
            let by_words = self.items_with_words(typed);
            if by_words.is_empty() { self.items_with_letters(typed) } else { by_words }
        };
        if self.keeps_order && !typed.trim().is_empty() {
            let typed = fold_for_search(typed);
            let begins = |index: &usize| {
                self.items.get(*index).is_some_and(|item| fold_for_search(&item.title).starts_with(typed.trim()))
            };
            self.cursor.index = self.shown.iter().position(begins).unwrap_or(0);
        }
    }

    /// Returns the heading of the group in which an item of the whole list stands.
    pub(super) fn heading_of(&self, index: usize) -> Option<&str> {
        self.headings.range(..=index).next_back().map(|(_, heading)| heading.as_str())
    }

    /// Returns the items of which each typed word begins a word: those with all of them in the title first, then those of
    /// whose heading or description some are.
    fn items_with_words(&self, typed: &str) -> Vec<usize> {
        let typed = fold_for_search(typed);
        let words: Vec<&str> = typed.split_whitespace().collect();
        let has_all = |text: &str| {
            let text = fold_for_search(text);
            let begins = |word: &&str| text.split_whitespace().any(|part| begins_with(part, word));
            words.iter().all(begins)
        };
        let mut found: Vec<(bool, usize)> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| {
                let heading = self.heading_of(index).unwrap_or_default();
                let is_title = has_all(&item.title);
                let is_found = is_title || has_all(&format!("{heading} {} {} {}", item.key, item.title, item.doc));
                is_found.then_some((!is_title && !self.keeps_order, index))
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, index)| index).collect()
    }

    /// Returns the items in which the typed letters stand in this order, the most alike first.
    fn items_with_letters(&self, typed: &str) -> Vec<usize> {
        let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
        let (mut matcher, mut buffer) = (Matcher::new(Config::DEFAULT), Vec::new());
        let mut scored: Vec<_> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| {
                let haystack = format!("{} {}", item.title, item.doc);
                let whole = pattern.score(Utf32Str::new(&haystack, &mut buffer), &mut matcher)?;
                let title = pattern.score(Utf32Str::new(&item.title, &mut buffer), &mut matcher);
                Some((Reverse((title.unwrap_or(0), whole)), index))
            })
            .collect();
        scored.sort_unstable();
        scored.into_iter().map(|(_, index)| index).collect()
    }
}

/// Returns whether a word begins with the typed one, whatever signs stand before it.
fn begins_with(word: &str, typed: &str) -> bool {
    word.starts_with(typed) || word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(typed)
}
