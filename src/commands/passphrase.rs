//! Reads passphrases from the keyboard or from a file, never from an argument or the environment.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use secrecy::SecretString;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{filtered, prompt};
use crate::domain::worker::Worker;
use crate::platform::{self, HiddenTyping};
use crate::store::ensure_strong_passphrase;

/// The largest number of bytes that are read as a passphrase, so that a file without a line end is not read endlessly.
const MAX_BYTES: u64 = 4096;

/// How often an empty answer is asked again, so that a terminal that answers nothing is not asked endlessly.
const MAX_EMPTY_ANSWERS: u32 = 3;

const UNREADABLE: &str = "The passphrase could not be read";

/// Nothing was typed as a passphrase.
#[derive(Debug, Error)]
#[error("The passphrase is empty.")]
struct EmptyPassphrase;

/// Reads the first line of the file, or of standard input for `-`.
pub(super) fn from_file(file: &Path) -> anyhow::Result<SecretString> {
    if file.as_os_str() == "-" {
        return read_first_line(io::stdin()).context("The passphrase could not be read from standard input");
    }
    let opened = File::open(file).with_context(|| format!("The passphrase file {} cannot be read", file.display()))?;
    warn_if_open_to_others(file)?;
    read_first_line(opened).with_context(|| format!("The passphrase file {} cannot be used", file.display()))
}

/// Reads the words of a key: everything in the file, or on standard input for `-`.
pub(super) fn words_from_file(file: &Path) -> anyhow::Result<SecretString> {
    let mut words = Zeroizing::new(String::new());
    let read = if file.as_os_str() == "-" {
        io::stdin().take(MAX_BYTES).read_to_string(&mut words)
    } else {
        warn_if_open_to_others(file)?;
        File::open(file).and_then(|opened| opened.take(MAX_BYTES).read_to_string(&mut words))
    };
    read.with_context(|| format!("The words in {} cannot be read", file.display()))?;
    Ok(SecretString::from(words.as_str().to_owned()))
}

/// Warns that others on this machine can read a file that holds a secret. It is read anyway: a script that worked
/// yesterday must not keep a worker from the record today.
fn warn_if_open_to_others(file: &Path) -> io::Result<()> {
    // A pipe of the shell has permissions that say nothing.
    let is_file = file.metadata().is_ok_and(|found| found.is_file());
    if is_file && platform::is_open_to_others(file) == Some(true) {
        let shown = file.display();
        writeln!(
            filtered::text_errors(),
            "caseload: Others on this machine can read {shown}. Make it private: chmod 600"
        )?;
    }
    Ok(())
}

fn read_first_line(source: impl Read) -> anyhow::Result<SecretString> {
    let mut line = Zeroizing::new(String::new());
    BufReader::new(source.take(MAX_BYTES)).read_line(&mut line)?;
    // Some editors put a byte-order mark in front; no keyboard types one.
    let words = line.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
    ensure!(!words.is_empty(), "its first line is empty");
    Ok(SecretString::from(words.to_owned()))
}

/// Asks for the passphrase on the terminal, without showing it.
pub(super) fn prompt_passphrase(prompt: &str) -> anyhow::Result<SecretString> {
    ask_passphrase(&hide_typing()?, prompt)
}

fn hide_typing() -> anyhow::Result<HiddenTyping> {
    if !prompt::can_ask() {
        bail!("There is no terminal to prompt for the passphrase. Name a file with --passphrase-file FILE.");
    }
    HiddenTyping::start().context(UNREADABLE)
}

fn ask_passphrase(typing: &HiddenTyping, question: &str) -> anyhow::Result<SecretString> {
    let words = typing.ask(question).context(UNREADABLE)?;
    ensure!(!words.is_empty(), EmptyPassphrase);
    Ok(SecretString::from(words))
}

/// Returns a new passphrase: the first line of the file, or the answer to a prompt. It must be hard to guess for
/// somebody who knows the worker; in a practice home, which has nothing to guard, for nobody.
pub(super) fn obtain_new_passphrase(file: Option<&Path>, worker: Option<&Worker>) -> anyhow::Result<SecretString> {
    file.map_or_else(|| prompt_new_passphrase(worker), from_file)
}

/// Asks for a new passphrase twice, and again after each slip. It is judged before it is repeated.
///
/// # Errors
/// Fails if there is no terminal, or nothing is typed several times.
pub(super) fn prompt_new_passphrase(worker: Option<&Worker>) -> anyhow::Result<SecretString> {
    let chosen = choose_passphrase(worker);
    if chosen.is_err() {
        // What was typed ahead was meant for the question. The shell would show it.
        platform::drop_typed_ahead();
    }
    chosen
}

fn choose_passphrase(worker: Option<&Worker>) -> anyhow::Result<SecretString> {
    use secrecy::ExposeSecret as _;
    let typing = hide_typing()?;
    let mut empty_answers = 0;
    loop {
        let first = match ask_passphrase(&typing, "New passphrase: ") {
            Ok(first) => first,
            Err(error) => match error.downcast::<EmptyPassphrase>() {
                Ok(empty) if empty_answers < MAX_EMPTY_ANSWERS => {
                    empty_answers += 1;
                    prompt::tell(&empty.to_string())?;
                    continue;
                }
                Ok(empty) => return Err(empty.into()),
                Err(error) => return Err(error),
            },
        };
        if let Some(Err(weak)) = worker.map(|worker| ensure_strong_passphrase(&first, worker)) {
            prompt::tell(&weak.to_string())?;
            continue;
        }
        let second = typing.ask("Repeat the new passphrase: ").context(UNREADABLE)?;
        if *first.expose_secret() == second {
            return Ok(first);
        }
        prompt::tell("The two passphrases differ. Type the same one twice.")?;
    }
}
