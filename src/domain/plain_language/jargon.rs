//! The dictionary of the work: abbreviations, words of feeling or blame, and words that point to domestic abuse or to child
//! welfare.

use std::sync::OnceLock;

use serde::Deserialize;

use super::remark::RemarkKind;
use super::watched_phrases::{Watched, WatchedPhrases};

const ABUSE: &str = "domestic-abuse facts: make it a protected comment";
const CHILD_WELFARE: &str = "facts of child welfare: make it a protected comment";

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
    /// Words that point to domestic abuse, by language.
    pub domestic_abuse: Vec<AbuseWords>,
    /// Words that point to a child-welfare case, by language.
    pub child_welfare: Vec<AbuseWords>,
    /// The phrases of these lists as a text is searched for them, made when the first text is.
    #[serde(skip)]
    watched: OnceLock<WatchedPhrases>,
}

impl Jargon {
    /// Returns the phrases for which a text is searched.
    pub(super) fn watched_phrases(&self) -> &WatchedPhrases {
        self.watched.get_or_init(|| {
            let guarded = self.abuse_phrases().chain(self.child_welfare_phrases());
            WatchedPhrases::new(guarded.chain(self.judging_phrases()))
        })
    }

    fn abuse_phrases(&self) -> impl Iterator<Item = (String, Watched)> {
        let remark = || Watched::Remark(RemarkKind::DomesticAbuse, ABUSE.to_owned());
        self.domestic_abuse.iter().flat_map(move |words| {
            let found = words.phrases().into_iter().map(move |phrase| (phrase, remark()));
            found.chain(words.except.iter().map(|phrase| (phrase.clone(), Watched::NoAbuse)))
        })
    }

    fn child_welfare_phrases(&self) -> impl Iterator<Item = (String, Watched)> {
        let remark = || Watched::Remark(RemarkKind::ChildWelfare, CHILD_WELFARE.to_owned());
        let phrases = self.child_welfare.iter().flat_map(AbuseWords::phrases);
        phrases.map(move |phrase| (phrase, remark()))
    }

    fn judging_phrases(&self) -> impl Iterator<Item = (String, Watched)> {
        self.judging.iter().flat_map(|judging| {
            let remark = |words: &String| Watched::Remark(RemarkKind::Judging, format!("{words}: {}", judging.instead));
            judging.words.iter().map(move |words| (words.clone(), remark(words)))
        })
    }
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

/// Words of one language that point to domestic abuse, or to a child-welfare case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbuseWords {
    /// The language: `en`.
    pub language: String,
    /// The words; each may be a phrase of several words. A word that ends in `*` stands for all that begin so.
    pub words: Vec<String>,
    /// Words that point to abuse only together, such as what somebody does and to whom.
    #[serde(default)]
    pub pairs: Vec<WordPairs>,
    /// Phrases that begin like one of these and mean something else.
    #[serde(default)]
    pub except: Vec<String>,
}

/// Words each of which points to abuse with each of others right after it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordPairs {
    /// The words that come first.
    pub first: Vec<String>,
    /// The words that follow.
    pub then: Vec<String>,
}

impl AbuseWords {
    /// Returns every phrase that points to abuse.
    pub fn phrases(&self) -> Vec<String> {
        let pairs = self.pairs.iter().flat_map(|pairs| {
            pairs.first.iter().flat_map(|one| pairs.then.iter().map(move |other| format!("{one} {other}")))
        });
        self.words.iter().cloned().chain(pairs).collect()
    }
}
