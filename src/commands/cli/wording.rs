//! The arguments of `caseload phrase` and `caseload word`, which manage the worker's own phrases and words.

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct PhraseArgs {
    #[command(subcommand)]
    pub(crate) command: PhraseCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PhraseCommand {
    /// List the phrases, the most used first
    List,
    /// Save a phrase of your own; it replaces one with the same word
    Keep {
        /// What is typed after the semicolon
        word: String,
        /// The text; {name}, {date}, {date+10}, {one|other} and {any blank} are fields
        text: String,
        /// The title that the picker shows
        #[arg(long)]
        title: Option<String>,
    },
    /// Remove a phrase of your own; a built-in phrase with the same word comes back
    Forget {
        /// What is typed after the semicolon
        word: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct WordArgs {
    #[command(subcommand)]
    pub(crate) command: WordCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum WordCommand {
    /// List your own words
    List,
    /// Save a word, so that the spelling check knows it
    Keep {
        /// The word
        word: String,
    },
    /// Remove one of your own words
    Forget {
        /// The word
        word: String,
    },
}
