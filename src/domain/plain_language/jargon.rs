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
    /// The words; each may be a phrase of several words.
    pub words: Vec<String>,
}
