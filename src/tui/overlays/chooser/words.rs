//! The choosers that explain the unknown words of an extract: one of the words, and one of the codes of a word.

use std::borrow::Cow;

use super::{Chooser, ChooserAction, ChooserItem};
use crate::domain::count_with_noun;
use crate::domain::sanitize::quoted;
use crate::import::word_tally::plain_code;
use crate::tui::overlays::import_words::WordQuestion;
use crate::tui::overlays::word_map::WordMap;
use crate::tui::text;

impl Chooser {
    /// Lists the unknown words of a preview, each with what was chosen for it. The first word without a meaning is
    /// selected; if every word has one, the item that saves them.
    pub fn for_words(map: WordMap) -> Self {
        let explained = map.words.iter().filter(|asked| asked.code.is_some()).count();
        let keep = (explained > 0).then(|| ChooserItem {
            title: "Keep and preview again".into(),
            doc: format!(
                "{explained} of {} explained, for every later extract",
                count_with_noun(map.words.len(), "word")
            )
            .into(),
            key: Cow::default(),
            choice: ChooserAction::KeepWords,
        });
        let first_open = map.words.iter().position(|asked| asked.code.is_none());
        let selected = first_open.map_or(0, |index| index + usize::from(keep.is_some()));
        let items = keep.into_iter().chain(map.words.iter().enumerate().map(word_item)).collect();
        let mut chooser = Self::new("Words that are not known: what does each mean?", items);
        chooser.cursor.index = selected;
        chooser.words = Some(Box::new(map));
        chooser
    }

    /// Lists the codes that the word at `index` may mean.
    pub fn for_meanings(map: WordMap, index: usize) -> Self {
        let asked = map.words.get(index);
        let item = |code: &String| ChooserItem {
            title: plain_code(code).into(),
            doc: Cow::default(),
            key: Cow::default(),
            choice: ChooserAction::WordMeans(index, Some(code.clone())),
        };
        let leave = ChooserItem {
            title: "not known here: its rows stay rejected".into(),
            doc: Cow::default(),
            key: Cow::default(),
            choice: ChooserAction::WordMeans(index, None),
        };
        let items = asked.into_iter().flat_map(|asked| &asked.codes).map(item).chain([leave]).collect();
        let title =
            asked.map(|asked| format!("{}: what does {} mean?", asked.header, quoted(text::one_line(&asked.word))));
        let mut chooser = Self::new(&title.unwrap_or_default(), items);
        chooser.words = Some(Box::new(map));
        chooser
    }
}

fn word_item((index, asked): (usize, &WordQuestion)) -> ChooserItem {
    let meaning = asked.code.as_ref().map_or_else(|| "Enter chooses".to_owned(), |code| plain_code(code));
    ChooserItem {
        title: asked.word.clone().into(),
        doc: format!("{}, {}: {meaning}", asked.header, count_with_noun(asked.rows, "row")).into(),
        key: Cow::default(),
        choice: ChooserAction::ExplainWord(index),
    }
}
