//! Questions on the terminal. They go to standard error, so that standard output holds only the answer of the command.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use super::filtered;

/// Returns whether a question can be answered: standard input is a terminal.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal()
}

/// Asks a question and returns the line that was typed, without blanks around it.
pub(super) fn ask_line(question: &str) -> io::Result<String> {
    write!(filtered::text_errors(), "{question} ")?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(answer.trim().to_owned())
}

/// Asks for confirmation. Only the whole word `yes` confirms.
pub(super) fn is_confirmed(question: &str) -> io::Result<bool> {
    Ok(ask_line(&format!("{question} (yes/no)"))?.eq_ignore_ascii_case("yes"))
}
