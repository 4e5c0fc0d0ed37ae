//! `caseload word`: the worker's own words, which the spelling check knows in addition to its dictionary.

use crate::domain::sanitize::quoted;
use crate::paper::DocumentCell;
use std::process::ExitCode;

use anyhow::bail;

use super::cli::{WordArgs, WordCommand};
use super::context::CliContext;
use super::output::{self, json_object};

pub(super) fn run(context: &CliContext, args: WordArgs) -> anyhow::Result<ExitCode> {
    match args.command {
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
    output::print_table(
        ["Word"],
        words.into_iter().map(|word| [DocumentCell::from_words(word)]),
        "No words of your own.",
    )
}

fn save_word(context: &CliContext, word: &str) -> anyhow::Result<ExitCode> {
    let word = word.trim();
    if word.is_empty() || word.contains(char::is_whitespace) {
        bail!("A word cannot be empty or contain spaces.");
    }
    context.open_home()?.add_word(word)?;
    if context.wants_json() {
        return output::print_json(&json_object([("word", word.into())]));
    }
    output::print_line(&format!("Saved: {word}"))
}

fn forget_word(context: &CliContext, word: &str) -> anyhow::Result<ExitCode> {
    if !context.open_home()?.remove_word(word)? {
        bail!("{} is not one of your own words.", quoted(word));
    }
    if context.wants_json() {
        return output::print_json(&json_object([("word", word.into())]));
    }
    output::print_line(&format!("Removed: {word}"))
}
