//! The starter set of phrases that is built into the program.

use std::sync::LazyLock;

use serde::Deserialize;

use super::catalogue::{self, CatalogueError};
use crate::domain::phrase::Phrase;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    phrase: Vec<Starter>,
}

/// A phrase as the file has it: with the event that it narrates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Starter {
    word: String,
    title: String,
    #[serde(rename = "event")]
    _event: String,
    text: String,
}

static BUILTIN: LazyLock<Result<Vec<Phrase>, CatalogueError>> = LazyLock::new(|| {
    let read: Phrases = catalogue::read("phrases.toml", include_str!("../../assets/catalogue/phrases.toml"))?;
    let phrase = |Starter { word, title, text, .. }| Phrase { word, title, text };
    Ok(read.phrase.into_iter().map(phrase).collect())
});

/// The phrases of `assets/catalogue/phrases.toml`. Read once.
///
/// # Errors
/// The file that was built in cannot be used; a test excludes it.
pub fn builtin() -> Result<&'static [Phrase], CatalogueError> {
    BUILTIN.as_deref().map_err(Clone::clone)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::builtin;
    use crate::domain::phrase::{Given, Phrase};
    use crate::domain::plain_words::{RemarkKind, Spelt, remarks};
    use crate::policy::jargon;

    #[test]
    fn there_are_forty_each_under_its_own_word() {
        let words: BTreeSet<_> = builtin().unwrap().iter().map(|phrase| &phrase.word).collect();
        assert_eq!((words.len(), builtin().unwrap().len()), (40, 40));
        assert!(builtin().unwrap().iter().all(|one| Phrase::own(&one.word, &one.title, &one.text).as_ref() == Ok(one)));
    }

    #[test]
    fn they_are_in_plain_words_themselves() {
        let given = Given { name: Some("Linh".into()), today: "2026-11-19".parse().unwrap() };
        for phrase in builtin().unwrap() {
            let text = phrase.expanded(&given).text;
            let told: Vec<_> = remarks(&text, jargon::builtin().unwrap(), &mut |_| Spelt::Known)
                .into_iter()
                .filter(|remark| remark.kind != RemarkKind::Blank)
                .collect();
            assert_eq!(told, [], "{text}");
        }
    }
}
