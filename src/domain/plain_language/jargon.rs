//! The dictionary of the work: abbreviations, words of feeling or blame, and words that point to domestic abuse.

use serde::Deserialize;

/// The words that remarks look for, as `assets/catalog/jargon.toml` lists them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jargon {
    /// Abbreviations that need no explanation.
    pub known: Vec<String>,
    /// Abbreviations of the work.
    #[serde(rename = "abbreviation")]
    pub abbreviations: Vec<Abbreviation>,
    /// Words of feeling or blame.
    pub judging: Vec<JudgmentalWords>,
    /// Words that point to domestic abuse.
    pub domestic_abuse: AbuseWords,
}

/// An abbreviation of the work.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abbreviation {
    /// The written form of the abbreviation.
    pub short: String,
    /// The words that the abbreviation stands for.
    pub means: String,
    /// Whether the word is an abbreviation only in capitals, because it is also a word or a name.
    #[serde(default)]
    pub capitals: bool,
}

/// Words of feeling or blame with the same advice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgmentalWords {
    /// The words; each may be a phrase of several words.
    pub words: Vec<String>,
    /// The advice: what to write instead.
    pub instead: String,
}

/// Words that point to domestic abuse.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbuseWords {
    /// The words; each may be a phrase of several words. A word that ends in `*` stands for all that begin so.
    pub words: Vec<String>,
    /// What somebody does to somebody. It points to abuse only right before or, in Spanish, right after one of `whom`.
    pub deeds: Vec<String>,
    /// To whom it is done, in words that follow.
    pub whom: Vec<String>,
    /// What somebody does to somebody, in a language that names to whom before it.
    pub deeds_after: Vec<String>,
    /// To whom it is done, in words that come before.
    pub whom_before: Vec<String>,
    /// Phrases that begin like one of these and mean something else.
    pub except: Vec<String>,
}

impl AbuseWords {
    /// Returns every phrase that points to abuse.
    pub fn phrases(&self) -> impl Iterator<Item = String> {
        let pairs = |first: &[String], second: &[String]| {
            let joined = |one: &String| second.iter().map(|other| format!("{one} {other}")).collect::<Vec<_>>();
            first.iter().flat_map(joined).collect::<Vec<_>>()
        };
        let deeds = pairs(&self.deeds, &self.whom).into_iter().chain(pairs(&self.whom_before, &self.deeds_after));
        self.words.iter().cloned().chain(deeds)
    }
}
