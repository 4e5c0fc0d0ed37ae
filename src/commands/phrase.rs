//! `caseload phrase`: the texts that `;word` expands to.

use std::process::ExitCode;

use anyhow::bail;
use serde::Serialize;

use super::cli::{self, PhraseCommand};
use super::context::CliContext;
use super::output::{self, json_object};
use crate::domain::phrase::Phrase;
use crate::domain::sanitize::quoted;
use crate::paper::DocumentCell;

/// A phrase in JSON (docs/json.md).
#[derive(Serialize)]
struct PhraseJson {
    word: String,
    title: String,
    text: String,
    own: bool,
    uses: u64,
}

pub(super) fn run(context: &CliContext, args: cli::PhraseArgs) -> anyhow::Result<ExitCode> {
    match args.command {
        PhraseCommand::List => list_phrases(context),
        PhraseCommand::Keep { word, title, text } => save_phrase(context, &word, &title.unwrap_or_default(), &text),
        PhraseCommand::Forget { word } => forget_phrase(context, &word),
    }
}

fn list_phrases(context: &CliContext) -> anyhow::Result<ExitCode> {
    let store = context.open_home()?;
    let (own, uses) = (store.own_phrases()?, store.phrase_uses()?);
    let as_json = |phrase: Phrase| PhraseJson {
        own: own.contains(&phrase),
        uses: uses.get(&phrase.word).copied().unwrap_or_default(),
        word: phrase.word,
        title: phrase.title,
        text: phrase.text,
    };
    let phrases: Vec<_> = store.ranked_phrases()?.into_iter().map(as_json).collect();
    if context.wants_json() {
        return output::print_json(&phrases);
    }
    let row = |phrase: PhraseJson| {
        let own = if phrase.own { "own" } else { "" };
        [
            DocumentCell::from_words(format!(";{}", phrase.word)),
            DocumentCell::from_display(&phrase.uses),
            DocumentCell::from_words(own),
            DocumentCell::from_words(phrase.title),
            DocumentCell::from_words(phrase.text),
        ]
    };
    output::print_table(["Word", "Uses", "Own", "Title", "Text"], phrases.into_iter().map(row), "No phrases.")
}

fn save_phrase(context: &CliContext, word: &str, title: &str, text: &str) -> anyhow::Result<ExitCode> {
    let phrase = Phrase::new(word, title, text)?;
    context.open_home()?.save_phrase(&phrase)?;
    if context.wants_json() {
        return output::print_json(&json_object([("word", phrase.word.into())]));
    }
    output::print_line(&format!("Saved: ;{}", phrase.word))
}

fn forget_phrase(context: &CliContext, word: &str) -> anyhow::Result<ExitCode> {
    if !context.open_home()?.remove_phrase(word)? {
        bail!("There is no phrase of your own under {}.", quoted(word));
    }
    if context.wants_json() {
        return output::print_json(&json_object([("word", word.into())]));
    }
    output::print_line(&format!("Removed: ;{word}"))
}
