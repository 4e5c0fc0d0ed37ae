//! The starter set of phrases that is built into the program.

use std::sync::LazyLock;

use serde::Deserialize;

use super::catalog::{self, CatalogError};
use crate::domain::phrase::Phrase;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseFile {
    phrase: Vec<StarterPhrase>,
}

/// A phrase in the file, with the event that it narrates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StarterPhrase {
    word: String,
    title: String,
    #[serde(rename = "event")]
    _event: String,
    text: String,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads the file")]
static BUILTIN: LazyLock<Vec<Phrase>> = LazyLock::new(|| read_phrases().expect("assets/catalog/phrases.toml is good"));

/// Returns the phrases of `assets/catalog/phrases.toml`. The file is read on the first call.
pub fn builtin_phrases() -> &'static [Phrase] {
    &BUILTIN
}

fn read_phrases() -> Result<Vec<Phrase>, CatalogError> {
    let file: PhraseFile = catalog::parse_toml("phrases.toml", include_str!("../../assets/catalog/phrases.toml"))?;
    let phrase = |StarterPhrase { word, title, text, .. }| Phrase { word, title, text };
    Ok(file.phrase.into_iter().map(phrase).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::builtin_phrases;
    use crate::domain::phrase::{Phrase, PhraseContext};
    use crate::domain::plain_language::{DictionaryAnswer, RemarkKind, find_remarks};
    use crate::policy::jargon;

    #[test]
    fn there_are_forty_phrases_each_with_its_own_word() {
        let words: BTreeSet<_> = builtin_phrases().iter().map(|phrase| &phrase.word).collect();
        assert_eq!((words.len(), builtin_phrases().len()), (40, 40));
        assert!(builtin_phrases().iter().all(|one| Phrase::new(&one.word, &one.title, &one.text).as_ref() == Ok(one)));
    }

    #[test]
    fn starter_phrases_are_in_plain_words() {
        let context = PhraseContext { name: Some("Linh".into()), today: "2026-11-19".parse().unwrap() };
        for phrase in builtin_phrases() {
            let text = phrase.expand(&context).text;
            let remarks: Vec<_> = find_remarks(&text, jargon::builtin_jargon(), &mut |_| DictionaryAnswer::Known)
                .into_iter()
                .filter(|remark| remark.kind != RemarkKind::Blank)
                .collect();
            assert_eq!(remarks, [], "{text}");
        }
    }
}
