//! The built-in dictionary of words that remarks point out.

use std::sync::LazyLock;

use super::catalog;
use crate::domain::plain_language::Jargon;

#[expect(clippy::expect_used, reason = "built into the program, and a test reads the file")]
static BUILTIN: LazyLock<Jargon> = LazyLock::new(|| {
    let words = [
        include_str!("../../assets/catalog/jargon.toml"),
        include_str!("../../assets/catalog/domestic_abuse.toml"),
        include_str!("../../assets/catalog/child_welfare_words.toml"),
    ];
    catalog::parse_toml("jargon.toml", &words.concat()).expect("the words of assets/catalog are good")
});

/// Returns the dictionary of `jargon.toml`, `domestic_abuse.toml` and `child_welfare_words.toml` in `assets/catalog`. The files
/// are read on the first call.
pub fn builtin_jargon() -> &'static Jargon {
    &BUILTIN
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_word_is_listed_once_and_every_abbreviation_means_something() {
        let jargon = super::builtin_jargon();
        let shorts: BTreeSet<_> = jargon.abbreviations.iter().map(|one| &one.short).collect();
        assert_eq!(shorts.len(), jargon.abbreviations.len());
        assert!(jargon.abbreviations.iter().all(|one| one.means.len() > one.short.len()));
        assert!(jargon.known.iter().all(|known| !shorts.contains(known)));
        let judging: Vec<_> = jargon.judging.iter().flat_map(|one| &one.words).collect();
        assert_eq!(judging.iter().collect::<BTreeSet<_>>().len(), judging.len());
        for abuse in jargon.domestic_abuse.iter().chain(&jargon.child_welfare) {
            assert_eq!(abuse.words.iter().collect::<BTreeSet<_>>().len(), abuse.words.len(), "{}", abuse.language);
        }
    }
}
