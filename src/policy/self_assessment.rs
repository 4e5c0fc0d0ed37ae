//! The sections and answers of the county's self-assessment (`assets/goals/self_assessment.toml`).

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use serde::Deserialize;

use super::param::Certainty;

/// A section of the self-assessment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentSection {
    /// The id: `case_flow`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The page or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SelfAssessment {
    answers: Vec<String>,
    section: Vec<AssessmentSection>,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads the file")]
static FILE: LazyLock<SelfAssessment> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/goals/self_assessment.toml")).expect("the self-assessment is readable")
});

/// The answers, from the lowest to the highest.
pub const ANSWERS: RangeInclusive<u8> = 1..=5;

/// Returns the sections in their order.
pub fn assessment_sections() -> &'static [AssessmentSection] {
    &FILE.section
}

/// Returns whether there is a section of this id.
pub fn is_section(id: &str) -> bool {
    FILE.section.iter().any(|section| section.id == id)
}

/// Returns an answer in words: `4, in most of the work`.
pub fn answer_words(answer: u8) -> String {
    let words = usize::from(answer).checked_sub(1).and_then(|place| FILE.answers.get(place));
    words.map_or_else(|| answer.to_string(), |words| format!("{answer}, {words}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_has_words_and_every_section_a_title() {
        assert!(ANSWERS.map(answer_words).all(|words| words.len() > 3));
        assert_eq!(FILE.answers.len(), ANSWERS.count());
        assert!(assessment_sections().iter().all(|section| !section.title.is_empty() && !section.source.is_empty()));
    }
}
