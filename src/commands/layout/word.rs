//! `caseload layout word`: shows what words of the county mean, and saves or removes some.

use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::kept_text::ensure_no_ssn;
use crate::commands::context::CliContext;
use crate::commands::output;
use crate::domain::count_with_noun;
use crate::domain::sanitize::quoted;
use crate::import::Layouts;
use crate::import::county_words::{CountyWord, CountyWords};
use crate::paper::DocumentCell;

pub(super) fn run(context: &CliContext, words: &[CountyWord], remove: bool) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    let folder = home.layouts_folder();
    let mut kept = CountyWords::load(&folder)?;
    if words.is_empty() {
        return print_words(context, &kept);
    }
    if remove {
        for CountyWord { field, word, .. } in words {
            if !kept.remove(*field, word) {
                bail!("{word} has not been explained for {field}.", word = quoted(word));
            }
        }
    } else {
        let layouts = Layouts::for_extracts().with_folders(&home.all_layout_folders())?;
        for word in words {
            ensure_no_ssn(&word.word)?;
            // A word that was explained here before may get another meaning.
            if !kept.remove(word.field, &word.word) {
                layouts.check_word(word)?;
            }
            kept.insert(word.clone());
        }
    }
    kept.save(&folder).context("The words cannot be written")?;
    if context.wants_json() {
        return print_words(context, &kept);
    }
    let done = if remove { "Forgot" } else { "Kept" };
    output::print_line(&format!("{done} {}.", count_with_noun(words.len(), "word")))
}

fn print_words(context: &CliContext, words: &CountyWords) -> anyhow::Result<ExitCode> {
    if context.wants_json() {
        let json = |word: &CountyWord| {
            serde_json::json!({
                "field": word.field, "word": word.word, "code": word.code,
            })
        };
        return output::print_json(&words.iter().map(json).collect::<Vec<_>>());
    }
    let row = |word: &CountyWord| {
        [word.field.id().to_owned(), word.word.clone(), word.code.clone()].map(DocumentCell::from_words)
    };
    output::print_table(["column", "word", "code"], words.iter().map(row), "No county words have been explained yet.")
}
