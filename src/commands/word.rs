//! `caseload word`: the worker's own words, which the spelling check knows besides its dictionary.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};

use super::context::Context;
use super::output::{self, Table, object};

#[derive(Debug, Args)]
pub(super) struct Word {
    #[command(subcommand)]
    pub(super) what: WordWhat,
}

#[derive(Debug, Subcommand)]
pub(super) enum WordWhat {
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

pub(super) fn run(context: &Context, args: Word) -> anyhow::Result<ExitCode> {
    match args.what {
        WordWhat::List => list(context),
        WordWhat::Keep { word } => keep(context, &word),
        WordWhat::Forget { word } => forget(context, &word),
    }
}

fn list(context: &Context) -> anyhow::Result<ExitCode> {
    let words = context.open()?.own_words()?;
    if context.json() {
        return output::json(&words);
    }
    let mut table = Table::new(["Word"]);
    for word in words {
        table.push([word]);
    }
    table.print("No words of your own.")
}

fn keep(context: &Context, word: &str) -> anyhow::Result<ExitCode> {
    let word = word.trim();
    if word.is_empty() || word.contains(char::is_whitespace) {
        bail!("A word has no blanks.");
    }
    context.open()?.keep_word(word)?;
    if context.json() {
        return output::json(&object([("word", word.into())]));
    }
    output::line(&format!("Kept: {word}"))
}

fn forget(context: &Context, word: &str) -> anyhow::Result<ExitCode> {
    if !context.open()?.forget_word(word)? {
        bail!("{word:?} is no word of your own.");
    }
    if context.json() {
        return output::json(&object([("word", word.into())]));
    }
    output::line(&format!("Forgotten: {word}"))
}
