//! `caseload word`: the worker's own words, which the spelling check knows besides its dictionary.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};

use super::context::CliContext;
use super::output::{self, TextTable, json_object};

#[derive(Debug, Args)]
pub(super) struct WordArgs {
    #[command(subcommand)]
    pub(super) what: WordCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum WordCommand {
    /// List the words of one's own
    List,
    /// Keep a word, so that spelling is checked by it
    Keep {
        /// The word
        word: String,
    },
    /// Forget a word
    Forget {
        /// The word
        word: String,
    },
}

pub(super) fn run(context: &CliContext, args: WordArgs) -> anyhow::Result<ExitCode> {
    match args.what {
        WordCommand::List => list_words(context),
        WordCommand::Keep { word } => save_word(context, &word),
        WordCommand::Forget { word } => forget_word(context, &word),
    }
}

fn list_words(context: &CliContext) -> anyhow::Result<ExitCode> {
    let words = context.open_home()?.own_words()?;
    if context.wants_json() {
        return output::print_json(&words);
    }
    let mut table = TextTable::new(["Word"]);
    for word in words {
        table.push([word]);
    }
    table.print("No words of your own.")
}

fn save_word(context: &CliContext, word: &str) -> anyhow::Result<ExitCode> {
    let word = word.trim();
    if word.is_empty() || word.contains(char::is_whitespace) {
        bail!("A word has no blanks.");
    }
    context.open_home()?.add_word(word)?;
    if context.wants_json() {
        return output::print_json(&json_object([("word", word.into())]));
    }
    output::print_line(&format!("Kept: {word}"))
}

fn forget_word(context: &CliContext, word: &str) -> anyhow::Result<ExitCode> {
    if !context.open_home()?.remove_word(word)? {
        bail!("{word:?} is no word of your own.");
    }
    if context.wants_json() {
        return output::print_json(&json_object([("word", word.into())]));
    }
    output::print_line(&format!("Forgotten: {word}"))
}
