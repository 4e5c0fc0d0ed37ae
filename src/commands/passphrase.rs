//! Reads passphrases from the keyboard or from a file, never from an argument or the environment.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use secrecy::SecretString;
use zeroize::Zeroizing;

use super::{filtered, prompt};
use crate::platform;

/// The largest number of bytes that are read as a passphrase, so that a file without a line end is not read endlessly.
const MAX_BYTES: u64 = 4096;

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
    if !prompt::can_ask() {
        bail!("There is no terminal to prompt for the passphrase. Name a file with --passphrase-file FILE.");
    }
    let words = rpassword::prompt_password(prompt).context("The passphrase could not be read")?;
    ensure!(!words.is_empty(), "The passphrase is empty.");
    Ok(SecretString::from(words))
}

/// Returns a new passphrase: the first line of the file, or the answer to a prompt.
pub(super) fn obtain_new_passphrase(file: Option<&Path>) -> anyhow::Result<SecretString> {
    file.map_or_else(prompt_new_passphrase, from_file)
}

/// Asks for a new passphrase twice.
pub(super) fn prompt_new_passphrase() -> anyhow::Result<SecretString> {
    use secrecy::ExposeSecret as _;
    let first = prompt_passphrase("New passphrase: ")?;
    let second = prompt_passphrase("Repeat the new passphrase: ")?;
    ensure!(first.expose_secret() == second.expose_secret(), "The two passphrases differ. Nothing was changed.");
    Ok(first)
}
