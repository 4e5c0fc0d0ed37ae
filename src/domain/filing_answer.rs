//! What a worker answers where the program doubts a text or a value, and what such a text is called.

use super::code_words::code_words;
use super::ids::WorkerNumber;

code_words! {
    /// An answer of the worker to a doubt of the program. It is kept with the comment or the amendment in the log.
    pub enum FilingAnswer {
        /// The comment has words of domestic abuse and tells no facts of it.
        NotAbuse = "not_abuse" => "no domestic-abuse facts",
        /// Digits that could be a Social Security number are none.
        NotSsn = "not_ssn" => "not a Social Security number",
        /// An unlikely number or day in an act is meant.
        MeantSo = "meant_so" => "unusual answer confirmed",
        /// The comment has words of child welfare and tells no facts of such a case.
        NotChildWelfare = "not_child_welfare" => "no facts of a child-welfare case",
    }
}

/// What the worker said to the questions that are asked before something is recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confirmations {
    /// The other EC for whom the worker means to record on a case.
    pub for_ec: Option<WorkerNumber>,
    /// The answers to doubts about a text.
    pub wording: Vec<FilingAnswer>,
}

impl Confirmations {
    /// Returns these answers and `others`, which count where both name an EC.
    #[must_use]
    pub fn merge(&self, others: Self) -> Self {
        let wording = self.wording.iter().copied().chain(others.wording).collect();
        Self { for_ec: others.for_ec.or_else(|| self.for_ec.clone()), wording }
    }
}

/// A text that is to be recorded, with what it is called in a sentence, such as "purpose".
pub type NamedText<'a> = (&'static str, &'a str);
