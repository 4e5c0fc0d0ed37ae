//! `caseload phrase`: the texts that `;word` expands to.

use std::process::ExitCode;

use anyhow::bail;
use serde::Serialize;

use super::cli::{self, PhraseWhat};
use super::context::Context;
use super::output::{self, Table, object};
use crate::domain::phrase::Phrase;

/// A phrase as JSON gives it.
#[derive(Serialize)]
struct PhraseLine {
    word: String,
    title: String,
    text: String,
    own: bool,
    uses: u64,
}

pub(super) fn run(context: &Context, args: cli::Phrase) -> anyhow::Result<ExitCode> {
    match args.what {
        PhraseWhat::List => list(context),
        PhraseWhat::Keep { word, title, text } => keep(context, &word, &title.unwrap_or_default(), &text),
        PhraseWhat::Forget { word } => forget(context, &word),
    }
}

fn list(context: &Context) -> anyhow::Result<ExitCode> {
    let store = context.open()?;
    let (own, uses) = (store.own_phrases()?, store.phrase_uses()?);
    let line = |phrase: Phrase| PhraseLine {
        own: own.contains(&phrase),
        uses: uses.get(&phrase.word).copied().unwrap_or_default(),
        word: phrase.word,
        title: phrase.title,
        text: phrase.text,
    };
    let lines: Vec<_> = store.phrases()?.into_iter().map(line).collect();
    if context.json() {
        return output::json(&lines);
    }
    let mut table = Table::new(["Word", "Uses", "Own", "Title", "Text"]);
    for line in lines {
        let own = if line.own { "own" } else { "" };
        table.push([format!(";{}", line.word), line.uses.to_string(), own.to_owned(), line.title, line.text]);
    }
    table.print("No phrases.")
}

fn keep(context: &Context, word: &str, title: &str, text: &str) -> anyhow::Result<ExitCode> {
    let phrase = Phrase::own(word, title, text)?;
    context.open()?.save_phrase(&phrase)?;
    if context.json() {
        return output::json(&object([("word", phrase.word.into())]));
    }
    output::line(&format!("Kept: ;{}", phrase.word))
}

fn forget(context: &Context, word: &str) -> anyhow::Result<ExitCode> {
    if !context.open()?.forget_phrase(word)? {
        bail!("There is no phrase of your own under {word:?}.");
    }
    if context.json() {
        return output::json(&object([("word", word.into())]));
    }
    output::line(&format!("Forgotten: ;{word}"))
}
