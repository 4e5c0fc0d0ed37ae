//! A text on the command line that may come from standard input instead.

use std::io::{self, Read as _};

use anyhow::{Context as _, ensure};

/// How much of standard input is read: far more than any text may have. The record says how much that is.
const MAX_BYTES: u64 = 4 << 20;

/// Returns the text of an argument; `-` reads it from standard input, a missing argument is an empty text.
pub(super) fn read_text_argument(argument: Option<String>) -> anyhow::Result<String> {
    match argument.as_deref() {
        Some("-") => {
            let mut text = Vec::new();
            io::stdin().take(MAX_BYTES + 1).read_to_end(&mut text).context("Standard input could not be read")?;
            ensure!(text.len() as u64 <= MAX_BYTES, "Standard input is too long for a comment. Nothing was filed.");
            String::from_utf8(text).context("Standard input is not text")
        }
        _ => Ok(argument.unwrap_or_default()),
    }
}
