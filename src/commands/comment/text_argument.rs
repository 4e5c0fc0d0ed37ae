//! A text on the command line that may come from standard input instead.

use std::io;

use anyhow::Context as _;

/// Returns the text of an argument; `-` reads it from standard input, a missing argument is an empty text.
pub(super) fn read_text_argument(argument: Option<String>) -> anyhow::Result<String> {
    match argument.as_deref() {
        Some("-") => io::read_to_string(io::stdin()).context("Standard input could not be read"),
        _ => Ok(argument.unwrap_or_default()),
    }
}
