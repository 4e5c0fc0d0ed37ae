//! The words that remarks point out, as they are built into the program.

use std::sync::LazyLock;

use super::catalog::{self, CatalogError};
use crate::domain::plain_language::Jargon;

static BUILTIN: LazyLock<Result<Jargon, CatalogError>> =
    LazyLock::new(|| catalog::parse_toml("jargon.toml", include_str!("../../assets/catalog/jargon.toml")));

/// The dictionary of `assets/catalog/jargon.toml`. Read once.
///
/// # Errors
/// The file that was built in cannot be used; a test excludes it.
pub fn builtin_jargon() -> Result<&'static Jargon, CatalogError> {
    BUILTIN.as_ref().map_err(Clone::clone)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_word_is_listed_once_and_every_abbreviation_means_something() {
        let jargon = super::builtin_jargon().unwrap();
        let shorts: BTreeSet<_> = jargon.abbreviations.iter().map(|one| &one.short).collect();
        assert_eq!(shorts.len(), jargon.abbreviations.len());
        assert!(jargon.abbreviations.iter().all(|one| one.means.len() > one.short.len()));
        assert!(jargon.known.iter().all(|known| !shorts.contains(known)));
        let judging: Vec<_> = jargon.judging.iter().flat_map(|one| &one.words).collect();
        assert_eq!(judging.iter().collect::<BTreeSet<_>>().len(), judging.len());
    }
}
