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

/// A phrase as the file has it: with the event that it narrates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StarterPhrase {
    word: String,
    title: String,
    #[serde(rename = "event")]
    _event: String,
    text: String,
}

static BUILTIN: LazyLock<Result<Vec<Phrase>, CatalogError>> = LazyLock::new(|| {
    let read: PhraseFile = catalog::parse_toml("phrases.toml", include_str!("../../assets/catalog/phrases.toml"))?;
    let phrase = |StarterPhrase { word, title, text, .. }| Phrase { word, title, text };
    Ok(read.phrase.into_iter().map(phrase).collect())
});

/// The phrases of `assets/catalog/phrases.toml`. Read once.
///
/// # Errors
/// The file that was built in cannot be used; a test excludes it.
pub fn builtin_phrases() -> Result<&'static [Phrase], CatalogError> {
    BUILTIN.as_deref().map_err(Clone::clone)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::builtin_phrases;
    use crate::domain::phrase::{Phrase, PhraseContext};
    use crate::domain::plain_language::{DictionaryAnswer, RemarkKind, find_remarks};
    use crate::policy::jargon;

    #[test]
    fn there_are_forty_each_under_its_own_word() {
        let words: BTreeSet<_> = builtin_phrases().unwrap().iter().map(|phrase| &phrase.word).collect();
        assert_eq!((words.len(), builtin_phrases().unwrap().len()), (40, 40));
        assert!(
            builtin_phrases()
                .unwrap()
                .iter()
                .all(|one| Phrase::new(&one.word, &one.title, &one.text).as_ref() == Ok(one))
        );
    }

    #[test]
    fn they_are_in_plain_words_themselves() {
        let given = PhraseContext { name: Some("Linh".into()), today: "2026-11-19".parse().unwrap() };
        for phrase in builtin_phrases().unwrap() {
            let text = phrase.expand(&given).text;
            let told: Vec<_> = find_remarks(&text, jargon::builtin_jargon().unwrap(), &mut |_| DictionaryAnswer::Known)
                .into_iter()
                .filter(|remark| remark.kind != RemarkKind::Blank)
                .collect();
            assert_eq!(told, [], "{text}");
        }
    }
}
