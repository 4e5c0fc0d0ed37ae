//! The chooser of the words of the work: those that are on the screen first.

use std::borrow::Cow;

use super::{Chooser, ChooserAction, ChooserItem};
use crate::present::glossary::{GlossaryWord, glossary_words};

impl Chooser {
    /// Explains the words of the work. Those that occur in `on_screen` come first, and the others in the groups of the
    /// glossary.
    pub fn for_glossary(on_screen: &str) -> Self {
        let (here, others): (Vec<_>, Vec<_>) = glossary_words().iter().partition(|word| word.occurs_in(on_screen));
        let mut headings = Vec::new();
        if !here.is_empty() {
            headings.push((0, "On the screen".to_owned()));
        }
        let mut before = "";
        for (index, word) in others.iter().enumerate() {
            if word.group != before {
                headings.push((here.len() + index, word.group.clone()));
            }
            before = &word.group;
        }
        let items = here.into_iter().chain(others).map(glossary_item).collect();
        Self::new("Words of the work: type to find one", items).with_headings(headings)
    }
}

fn glossary_item(word: &'static GlossaryWord) -> ChooserItem {
    let source = if word.source.is_empty() { String::new() } else { format!("  ({})", word.source) };
    ChooserItem {
        title: word.word.as_str().into(),
        doc: format!("{}{source}", word.meaning).into(),
        key: Cow::default(),
        choice: ChooserAction::GoBack,
    }
}
