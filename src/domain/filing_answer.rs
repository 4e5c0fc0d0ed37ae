//! What a worker answers where the program doubts a text, and what such a text is called.

use super::code_words::code_words;

code_words! {
    /// An answer of the worker to a doubt of the program. It is kept with the comment or the amendment in the log.
    pub enum FilingAnswer {
        /// The comment has words of domestic abuse and tells no facts of it.
        NotAbuse = "not_abuse" => "no domestic-abuse facts",
        /// Digits that could be a Social Security number are none.
        NotSsn = "not_ssn" => "no Social Security number",
    }
}

/// A text that is to be recorded, with what it is called in a sentence, such as "purpose".
pub type NamedText<'a> = (&'static str, &'a str);
