//! The words of the work, what they mean and where each comes from: the first part of `docs/glossary.md`, which is built
//! into the program, so that the screen and the page never differ.

use std::sync::LazyLock;

/// The page.
const PAGE: &str = include_str!("../../docs/glossary.md");
/// The heading of the part with the words of the work.
const FIRST_PART: &str = "## Words of the work";

static WORDS: LazyLock<Vec<GlossaryWord>> = LazyLock::new(|| parse_words(PAGE));

/// A word of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryWord {
    /// The word, with its abbreviation or its other forms after a comma.
    pub word: String,
    /// What it means.
    pub meaning: String,
    /// Where it comes from; empty for a word that is common in the field.
    pub source: String,
    /// The heading under which the page has it.
    pub group: String,
}

impl GlossaryWord {
    /// Returns each form of the word alone: `EC` and `Employment Counselor`.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.word.split(", ").map(str::trim).filter(|form| !form.is_empty())
    }

    /// Returns whether a text has the word, as whole words. Capitals do not count, except in an abbreviation.
    pub fn occurs_in(&self, text: &str) -> bool {
        self.forms().any(|form| {
            let is_abbreviation = form.chars().all(|c| !c.is_lowercase());
            if is_abbreviation { has_words(text, form) } else { has_words(&text.to_lowercase(), &form.to_lowercase()) }
        })
    }
}

/// Returns the words of the work, in the order of the page.
pub fn glossary_words() -> &'static [GlossaryWord] {
    &WORDS
}

/// Returns whether `text` has `words` and neither a letter nor a digit before or after; a plural `s` may follow.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(start, found)| {
        let (before, after) =
            (text.get(..start).unwrap_or_default(), text.get(start + found.len()..).unwrap_or_default());
        let after = after.strip_prefix('s').unwrap_or(after);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

fn parse_words(page: &str) -> Vec<GlossaryWord> {
    let mut words = Vec::new();
    let mut group = String::new();
    let part = page.lines().skip_while(|line| *line != FIRST_PART).skip(1).take_while(|line| !line.starts_with("## "));
    for line in part {
        if let Some(heading) = line.strip_prefix("### ") {
            heading.clone_into(&mut group);
        }
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        if let [word, meaning, source] = cells.as_slice()
            && !matches!(*word, "word" | "---")
        {
            let source = if *source == "–" { "" } else { source };
            let word = GlossaryWord {
                word: (*word).to_owned(),
                meaning: (*meaning).to_owned(),
                source: source.to_owned(),
                group: group.clone(),
            };
            words.push(word);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(word: &str) -> &'static GlossaryWord {
        glossary_words().iter().find(|known| known.forms().any(|form| form == word)).unwrap()
    }

    #[test]
    fn every_word_of_the_work_is_read_with_its_meaning_and_group() {
        let words = glossary_words();
        let rows = PAGE.split("## Words of the code").next().unwrap().lines().filter(|line| line.starts_with("| "));
        let headings = words.iter().map(|word| &word.group).collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!(words.len(), rows.count() - headings, "one heading row in each table");
        assert!(words.iter().all(|word| !word.meaning.is_empty() && !word.group.is_empty()));
        assert_eq!(find("NA 840").source, "WIC 11327.4(b)(1)");
        assert_eq!(find("Worker number").source, "");
    }

    #[test]
    fn a_word_is_found_whole() {
        assert!(find("Exemption").occurs_in("Exemptions end soon"));
        assert!(find("Bank").occurs_in("the bank of the office"));
        assert!(!find("Bank").occurs_in("banking"));
        assert!(find("Employment Counselor").occurs_in("EC V1A3"));
        assert!(!find("Employment Counselor").occurs_in("second parent"));
    }
}
