//! What keeps a text from being recorded: a Social Security number, a blank or the word of a phrase that was left in a
//! comment, and words of domestic abuse in a comment that everybody on the case may read.

use super::filing_answer::{FilingAnswer, NamedText};
use super::plain_language::{
    Jargon, find_abuse_words, find_child_welfare_words, find_joined_abuse, find_unfilled_blank,
};
use super::{sanitize, ssn};

/// Why a text is not recorded as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilingObstacle {
    /// The text has a Social Security number. The number itself is not named, so that no message shows it.
    #[error(
        "Not recorded: there {} in the {part}. Social Security numbers are never stored here, nor parts of them: remove it.",
        if *is_certain { "is a Social Security number" } else { "are digits that could be a Social Security number" }
    )]
    Ssn {
        /// What the text is called.
        part: &'static str,
        /// Whether its form or the words before it leave no doubt. Otherwise the worker may answer that it is none.
        is_certain: bool,
    },
    /// The text has a blank of a phrase.
    #[error("Not filed yet: the blank {blank} is still in the {part}. Fill it in or delete it.")]
    Blank {
        /// What the text is called.
        part: &'static str,
        /// The blank, with its braces.
        blank: String,
    },
    /// The text has the word of a phrase that was not written out.
    #[error(
        "Not filed yet: {word} in the {part} was not written out. If the semicolon does not start a phrase, put a space after it."
    )]
    PhraseWord {
        /// What the text is called.
        part: &'static str,
        /// The word, with its semicolon.
        word: String,
    },
    /// A comment that is not protected has words of domestic abuse.
    #[error(
        "Not filed yet: \"{words}\" in the {part} may describe domestic abuse. Protect the comment, or confirm that they do not."
    )]
    Abuse {
        /// What the text is called.
        part: &'static str,
        /// The words.
        words: String,
    },
    /// A comment that is not protected has words of child welfare.
    #[error(
        "Not filed yet: \"{words}\" in the {part} may tell of a child-welfare case. Protect the comment, or confirm that they do not."
    )]
    ChildWelfare {
        /// What the text is called.
        part: &'static str,
        /// The words.
        words: String,
    },
    /// A text that cannot be protected has words of domestic abuse.
    #[error(
        "Not recorded: \"{words}\" in the {part} may describe domestic abuse, and the {part} cannot be protected. Use a protected comment, or confirm that they do not."
    )]
    OpenAbuse {
        /// What the text is called.
        part: &'static str,
        /// The words.
        words: String,
    },
    /// A text that cannot be protected has words of child welfare.
    #[error(
        "Not recorded: \"{words}\" in the {part} may tell of a child-welfare case, and the {part} cannot be protected. Use a protected comment, or confirm that they do not."
    )]
    OpenChildWelfare {
        /// What the text is called.
        part: &'static str,
        /// The words.
        words: String,
    },
    /// A text outside of comments has words of domestic abuse.
    #[error(
        "Not saved: \"{words}\" in the {part} may describe domestic abuse. It belongs in a protected comment alone."
    )]
    KeptAbuse {
        /// What the text is called.
        part: &'static str,
        /// The words.
        words: String,
    },
    /// A number or a day in an act is unlikely.
    #[error("Not recorded: {says} Check it, or confirm that it is correct.")]
    Unlikely {
        /// What is unlikely, as a sentence.
        says: String,
    },
}

impl FilingObstacle {
    /// Returns what the text is called in which the obstacle is.
    pub const fn part(&self) -> &'static str {
        match self {
            Self::Ssn { part, .. }
            | Self::Blank { part, .. }
            | Self::PhraseWord { part, .. }
            | Self::Abuse { part, .. }
            | Self::ChildWelfare { part, .. }
            | Self::OpenAbuse { part, .. }
            | Self::OpenChildWelfare { part, .. }
            | Self::KeptAbuse { part, .. } => part,
            Self::Unlikely { .. } => "act",
        }
    }

    /// Returns the answer with which the worker can still file; `None` if there is none.
    pub const fn answer(&self) -> Option<FilingAnswer> {
        match self {
            Self::Ssn { is_certain: false, .. } => Some(FilingAnswer::NotSsn),
            Self::Abuse { .. } | Self::OpenAbuse { .. } => Some(FilingAnswer::NotAbuse),
            Self::ChildWelfare { .. } | Self::OpenChildWelfare { .. } => Some(FilingAnswer::NotChildWelfare),
            Self::Unlikely { .. } => Some(FilingAnswer::MeantSo),
            Self::Ssn { is_certain: true, .. }
            | Self::Blank { .. }
            | Self::PhraseWord { .. }
            | Self::KeptAbuse { .. } => None,
        }
    }
}

/// Returns the first Social Security number in the texts. The answer [`FilingAnswer::NotSsn`] lets digits pass that are
/// only perhaps one.
pub fn find_ssn_obstacle(texts: &[NamedText<'_>], answers: &[FilingAnswer]) -> Option<FilingObstacle> {
    let is_none = answers.contains(&FilingAnswer::NotSsn);
    texts.iter().find_map(|(part, text)| {
        let found = ssn::find_numbers(text).into_iter().filter(|number| number.is_certain || !is_none);
        found
            .max_by_key(|number| number.is_certain)
            .map(|number| FilingObstacle::Ssn { part, is_certain: number.is_certain })
    })
}

/// Returns the first reason for which texts that nobody can protect are not recorded as they are: annotations, reminders,
/// reasons, the duty log, what is typed into an act. It asks what is asked about a comment.
pub fn find_open_obstacle(
    texts: &[NamedText<'_>],
    answers: &[FilingAnswer],
    jargon: &Jargon,
) -> Option<FilingObstacle> {
    let first_words = |asked: FilingAnswer, find: for<'a> fn(&'a str, &Jargon) -> Option<&'a str>| {
        let mut texts = texts.iter().filter(|_| !answers.contains(&asked));
        texts.find_map(|(part, text)| Some((*part, sanitize::sanitize_line(find(text, jargon)?))))
    };
    find_ssn_obstacle(texts, answers)
        .or_else(|| {
            let (part, words) = first_words(FilingAnswer::NotAbuse, find_abuse_words)?;
            Some(FilingObstacle::OpenAbuse { part, words })
        })
        .or_else(|| {
            let (part, words) = first_words(FilingAnswer::NotChildWelfare, find_child_welfare_words)?;
            Some(FilingObstacle::OpenChildWelfare { part, words })
        })
}

/// Returns what keeps texts from being kept outside of comments: a Social Security number or words of domestic abuse, also
/// where the blanks between the words were left out. No answer lets them pass.
pub fn find_kept_obstacle(texts: &[NamedText<'_>], jargon: &Jargon) -> Option<FilingObstacle> {
    find_ssn_obstacle(texts, &[]).or_else(|| {
        texts.iter().find_map(|(part, text)| {
            let words = find_abuse_words(text, jargon).or_else(|| find_joined_abuse(text, jargon));
            words.map(|words| FilingObstacle::KeptAbuse { part, words: sanitize::sanitize_line(words) })
        })
    })
}

/// Returns the first reason for which a comment or an amendment with these texts is not filed as it is, the most serious
/// kind first.
pub fn find_filing_obstacle(
    texts: &[NamedText<'_>],
    is_protected: bool,
    answers: &[FilingAnswer],
    jargon: &Jargon,
) -> Option<FilingObstacle> {
    let blank = |(part, text): &NamedText<'_>| {
        find_unfilled_blank(text).map(|blank| FilingObstacle::Blank { part, blank: blank.to_owned() })
    };
    let phrase_word = |(part, text): &NamedText<'_>| {
        find_phrase_word(text).map(|word| FilingObstacle::PhraseWord { part, word: word.to_owned() })
    };
    let may_tell_abuse = !is_protected && !answers.contains(&FilingAnswer::NotAbuse);
    let abuse = |(part, text): &NamedText<'_>| {
        find_abuse_words(text, jargon)
            .map(|words| FilingObstacle::Abuse { part, words: sanitize::sanitize_line(words) })
    };
    let may_tell_of_children = !is_protected && !answers.contains(&FilingAnswer::NotChildWelfare);
    let child_welfare = |(part, text): &NamedText<'_>| {
        let words = find_child_welfare_words(text, jargon)?;
        Some(FilingObstacle::ChildWelfare { part, words: sanitize::sanitize_line(words) })
    };
    find_ssn_obstacle(texts, answers)
        .or_else(|| texts.iter().find_map(blank))
        .or_else(|| texts.iter().find_map(phrase_word))
        .or_else(|| texts.iter().filter(|_| may_tell_abuse).find_map(abuse))
        .or_else(|| texts.iter().filter(|_| may_tell_of_children).find_map(child_welfare))
}

/// Returns the first `;word` of a text: a semicolon that nothing but a blank or a sign precedes and a letter or digit
/// follows. Nobody writes a sentence so.
fn find_phrase_word(text: &str) -> Option<&str> {
    text.match_indices(';').find_map(|(start, _)| {
        let (before, from) = text.split_at_checked(start)?;
        let is_separate = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let end = from.char_indices().skip(1).find(|(_, c)| !c.is_alphanumeric()).map_or(from.len(), |(end, _)| end);
        from.get(..end).filter(|word| is_separate && word.len() > 1)
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn obstacle(text: &str, is_protected: bool, answers: &[FilingAnswer]) -> Option<FilingObstacle> {
        let jargon = crate::policy::jargon::builtin_jargon();
        find_filing_obstacle(&[("purpose", "Monthly contact"), ("results", text)], is_protected, answers, jargon)
    }

    #[rstest]
    #[case("her SSN 900-45-6789", true)]
    #[case("900 45 6789", true)]
    #[case("ssn 900456789", true)]
    #[case("confirmation 900456789", false)]
    #[case("confirmation 900456789, then 900-45-6789", true)]
    fn a_number_is_refused_and_only_a_doubtful_one_can_be_none(#[case] text: &str, #[case] is_certain: bool) {
        let found = obstacle(text, true, &[]).unwrap();
        assert_eq!(found, FilingObstacle::Ssn { part: "results", is_certain });
        assert!(!found.to_string().contains("6789"), "{found}");
        assert_eq!(obstacle(text, true, &[FilingAnswer::NotSsn]).is_none(), !is_certain);
    }

    #[rstest]
    #[case("Next step: {next step} by Friday", Some("{next step}"))]
    #[case(";lm", Some(";lm"))]
    #[case("Called.\n;voicemail, then wrote", Some(";voicemail"))]
    #[case("called; left a message;then wrote", None)]
    #[case("set { of two", None)]
    fn what_a_phrase_left_is_named(#[case] text: &str, #[case] left: Option<&str>) {
        let found =
            obstacle(text, true, &[FilingAnswer::NotAbuse, FilingAnswer::NotSsn]).map(|found| found.to_string());
        assert_eq!(found.is_some(), left.is_some(), "{found:?}");
        assert!(left.is_none_or(|left| found.unwrap().contains(left)));
    }

    #[test]
    fn words_of_abuse_want_protection_or_an_answer() {
        let text = "He hits her when he drinks";
        assert_eq!(obstacle(text, false, &[]).unwrap().answer(), Some(FilingAnswer::NotAbuse));
        assert_eq!(obstacle(text, true, &[]), None);
        assert_eq!(obstacle(text, false, &[FilingAnswer::NotAbuse]), None);
        assert!(obstacle(text, false, &[FilingAnswer::NotSsn]).is_some());
    }

    #[rstest]
    #[case("The CPS worker asked for the plan", true)]
    #[case("The children were removed on Friday", true)]
    #[case("detention hearing is on Monday", true)]
    #[case("a WIC 300 petition was filed", true)]
    #[case("Los servicios de protección infantil llamaron", true)]
    #[case("The petition for her green card is pending", false)]
    #[case("Removal of the tattoo is scheduled", false)]
    #[case("Owes 300 for rent", false)]
    #[case("Foster placement of Leo is on Monday", true)]
    #[case("Child care was approved", false)]
    fn words_of_child_welfare_want_protection_or_an_answer(#[case] text: &str, #[case] asks: bool) {
        let found = obstacle(text, false, &[]).and_then(|found| found.answer());
        assert_eq!(found, asks.then_some(FilingAnswer::NotChildWelfare));
        assert_eq!(obstacle(text, true, &[]), None);
        assert_eq!(obstacle(text, false, &[FilingAnswer::NotChildWelfare]), None);
        let open =
            |answers| find_open_obstacle(&[("annotation", text)], answers, crate::policy::jargon::builtin_jargon());
        assert_eq!(open(&[]).and_then(|found| found.answer()), found, "a text that nobody can protect");
        assert_eq!(open(&[FilingAnswer::NotChildWelfare]), None);
    }
}
