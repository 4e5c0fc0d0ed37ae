//! The dictionary of the work: abbreviations, words of feeling or blame, words that tell of domestic abuse.

use serde::Deserialize;

/// The words that are remarked: `assets/catalog/jargon.toml`.
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
    /// Words that tell of domestic abuse.
    pub domestic_abuse: AbuseWords,
}

/// An abbreviation of the work.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abbreviation {
    /// As it is written.
    pub short: String,
    /// What it stands for.
    pub means: String,
    /// Whether it is one in capitals alone, because it is a word or a name otherwise.
    #[serde(default)]
    pub capitals: bool,
}

/// Words of feeling or blame that the same advice answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgmentalWords {
    /// The words, each possibly several.
    pub words: Vec<String>,
    /// What to do instead.
    pub instead: String,
}

/// Words that tell of domestic abuse.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbuseWords {
    /// The words, each possibly several.
    pub words: Vec<String>,
}
