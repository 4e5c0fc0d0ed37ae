//! Questions on the terminal. They go to standard error, so that standard output holds only the answer of the command.

use std::fmt::Display;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use anyhow::Context as _;

use super::filtered;

/// Returns whether a question can be answered: standard input is a terminal.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal()
}

/// Asks a question and returns the line that was typed, without blanks around it; it is empty if nothing more comes.
pub(super) fn ask_line(question: &str) -> io::Result<String> {
    Ok(read_answer(question)?.unwrap_or_default())
}

/// Asks a question until `understand` makes something of the answer: a slip must not cost the answers given before it.
///
/// # Errors
/// Fails if nothing more is typed, or the terminal is gone.
pub(super) fn ask_until<T, E: Display>(question: &str, understand: impl Fn(&str) -> Result<T, E>) -> anyhow::Result<T> {
    loop {
        let answer = read_answer(question)?.context("The question was not answered, so nothing was made.")?;
        match understand(&answer) {
            Ok(value) => return Ok(value),
            Err(why) => tell(&why.to_string())?,
        }
    }
}

/// Says a sentence to whoever answers questions, broken between words.
pub(super) fn tell(sentence: &str) -> io::Result<()> {
    filtered::say(sentence)
}

/// Asks a question and returns the line that was typed; `None` if nothing more comes.
fn read_answer(question: &str) -> io::Result<Option<String>> {
    write!(filtered::text_errors(), "{} ", filtered::break_for_errors(question))?;
    let mut answer = String::new();
    let is_there = io::stdin().lock().read_line(&mut answer)? > 0;
    Ok(is_there.then(|| answer.trim().to_owned()))
}

/// Asks for confirmation. Only the whole word `yes` confirms.
pub(super) fn is_confirmed(question: &str) -> io::Result<bool> {
    Ok(ask_line(&format!("{question} (yes/no)"))?.eq_ignore_ascii_case("yes"))
}
