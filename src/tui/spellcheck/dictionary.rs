//! The Hunspell dictionaries of the machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, WINDOWS_1252};

/// Where systems keep Hunspell's dictionaries.
const FOLDERS: [&str; 5] = [
    "/usr/share/hunspell",
    "/usr/share/myspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/Library/Spelling",
];
/// The environment variable whose folders are searched first, as in Hunspell.
const MORE_FOLDERS: &str = "DICPATH";
/// The dictionary that is used if the machine's language has none.
const FALLBACK: &str = "en_US";
/// The setting that turns the check off.
const OFF: &str = "off";

/// Whether spelling is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpellcheckStatus {
    /// Spelling is checked with the dictionary of this name.
    Found(String),
    /// This machine has no dictionary.
    NotFound,
    /// The settings turn the check off.
    Off,
}

/// A dictionary that was read.
pub struct Speller(spellbook::Dictionary);

impl Speller {
    /// Reads a dictionary from its two texts; `None` if they are not a dictionary.
    pub fn from_texts(affixes: &str, words: &str) -> Option<Self> {
        spellbook::Dictionary::new(affixes, words).ok().map(Self)
    }

    /// Returns whether the dictionary has a word.
    pub fn knows_word(&self, word: &str) -> bool {
        self.0.check(word)
    }

    /// Returns the dictionary's suggestions for a misspelled word, the most likely first.
    pub fn suggestions(&self, word: &str) -> Vec<String> {
        let mut near = Vec::new();
        self.0.suggest(word, &mut near);
        near
    }
}

/// Returns the dictionary that is `wanted`, that of the machine's language, or that of American English.
pub(super) fn load_speller(wanted: Option<&str>) -> (Option<Speller>, SpellcheckStatus) {
    if wanted == Some(OFF) {
        return (None, SpellcheckStatus::Off);
    }
    let folders = dictionary_folders(env::var_os(MORE_FOLDERS).as_deref());
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let language = variable("LC_ALL").or_else(|| variable("LANG"));
    let names = dictionary_names(wanted, language.as_deref());
    let found = names.iter().find_map(|name| {
        folders.iter().find_map(|folder| read_dictionary(folder, name).map(|speller| (speller, name)))
    });
    match found {
        Some((speller, name)) => (Some(speller), SpellcheckStatus::Found(name.clone())),
        None => (None, SpellcheckStatus::NotFound),
    }
}

/// Returns whether the check is turned off by this name, or a folder has both files of the dictionary.
pub(super) fn is_available(name: &str) -> bool {
    let has_both =
        |folder: &PathBuf| ["aff", "dic"].iter().all(|ending| folder.join(name).with_extension(ending).is_file());
    name == OFF || dictionary_folders(env::var_os(MORE_FOLDERS).as_deref()).iter().any(has_both)
}

fn dictionary_folders(more: Option<&std::ffi::OsStr>) -> Vec<PathBuf> {
    let more = more.into_iter().flat_map(|paths| env::split_paths(paths).collect::<Vec<_>>());
    more.chain(FOLDERS.map(PathBuf::from)).collect()
}

/// Returns the names to try, in order. A language such as `en_US.UTF-8` is the dictionary `en_US`.
fn dictionary_names(wanted: Option<&str>, language: Option<&str>) -> Vec<String> {
    if let Some(wanted) = wanted {
        return vec![wanted.to_owned()];
    }
    let language = language.and_then(|language| language.split(['.', '@']).next());
    let spoken = language.filter(|language| !language.is_empty() && !matches!(*language, "C" | "POSIX"));
    spoken.into_iter().chain([FALLBACK]).map(str::to_owned).collect()
}

fn read_dictionary(folder: &Path, name: &str) -> Option<Speller> {
    let affixes = fs::read(folder.join(name).with_extension("aff")).ok()?;
    let words = fs::read(folder.join(name).with_extension("dic")).ok()?;
    let encoding = affix_encoding(&affixes);
    Speller::from_texts(&encoding.decode(&affixes).0, &encoding.decode(&words).0)
}

/// Returns the encoding of both files, which the affix file names.
fn affix_encoding(affixes: &[u8]) -> &'static Encoding {
    let named = affixes.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(b"SET "));
    named.and_then(|label| Encoding::for_label(label.trim_ascii())).unwrap_or(WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_the_machine_goes_before_american_english_and_a_setting_before_both() {
        assert_eq!(dictionary_names(None, Some("es_US.UTF-8")), ["es_US", "en_US"]);
        assert_eq!(dictionary_names(None, Some("C.UTF-8")), ["en_US"]);
        assert_eq!(dictionary_names(Some("en_GB"), Some("es_US.UTF-8")), ["en_GB"]);
    }

    #[test]
    fn a_dictionary_is_read_in_its_own_encoding() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("es.aff"), b"SET ISO8859-1\n").unwrap();
        fs::write(folder.path().join("es.dic"), b"1\nni\xf1o\n").unwrap();
        let speller = read_dictionary(folder.path(), "es").unwrap();
        assert!(speller.knows_word("ni\u{f1}o") && !speller.knows_word("nino"));
        assert!(read_dictionary(folder.path(), "fr").is_none());
    }
}
