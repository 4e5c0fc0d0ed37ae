//! `caseload restore`: says what a restoration would lose, asks, and restores.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::context::Context;
use super::output::{self, object};
use super::{audit, cli};
use crate::store::{Home, Loss, Opener, Restorable, Store, StoreError, backups};

/// Entries that are shown one by one; of more the last ones.
const SHOWN: usize = 20;

pub(super) fn run(context: &Context, args: cli::Restore) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    let path = chosen(&home, args.file)?;
    let opener = Opener::Passphrase(context.passphrase()?);
    let backup = Restorable::open(&path, &opener)?;
    say_what_is_lost(&backup, context.store(&opener))?;
    if !args.yes && !is_confirmed()? {
        return output::line("Nothing was changed.");
    }
    let policies = Context::policies(&home)?;
    let entries = backup.entries();
    let (store, aside) = backup.put_back(home, &opener, context.clock(), policies)?;
    told(context, &store, entries, &aside.display().to_string())
}

fn chosen(home: &Home, file: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    match file {
        Some(file) => Ok(file),
        None => backups(home)?.into_iter().next().map(|newest| newest.path).context("There is no backup in this home."),
    }
}

fn say_what_is_lost(backup: &Restorable, now: anyhow::Result<Store>) -> anyhow::Result<()> {
    let store = match now {
        Ok(store) => store,
        Err(error) if is_in_use(&error) => return Err(error),
        Err(error) => {
            say(&format!(
                "The home cannot be opened now, so what it holds beyond the backup cannot be said. ({error})"
            ))?;
            return say(&format!("The backup holds {} entries.", backup.entries()));
        }
    };
    match backup.loss(&store)? {
        Loss::Everything => {
            say("The backup is of another record, or of another past of this one: all of the record would be replaced.")
        }
        Loss::Entries(entries) if entries.is_empty() => {
            say("Nothing would be lost: nothing was recorded since the backup.")
        }
        Loss::Entries(entries) => {
            say(&format!("These would be lost, {} entries made since the backup:", entries.len()))?;
            let skipped = entries.len().saturating_sub(SHOWN);
            if skipped > 0 {
                say(&format!("  … {skipped} more"))?;
            }
            entries.iter().skip(skipped).try_for_each(|entry| say(&format!("  {}", audit::sentence(entry))))
        }
    }
}

fn is_in_use(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(StoreError::AlreadyOpen))
}

/// To standard error: the answer of the command is what was done.
fn say(line: &str) -> anyhow::Result<()> {
    Ok(writeln!(io::stderr(), "{line}")?)
}

fn is_confirmed() -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() {
        bail!("Nothing was changed. To restore without being asked, add --yes.");
    }
    write!(io::stderr(), "Restore? What the home holds now is laid aside, not deleted. (yes/no) ")?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("yes"))
}

fn told(context: &Context, store: &Store, entries: u64, aside: &str) -> anyhow::Result<ExitCode> {
    if context.json() {
        return output::json(&object([("entries", entries.into()), ("laid_aside", aside.into())]));
    }
    let home = store.home().folder().display();
    output::line(&format!("Restored {entries} entries in {home}. What was there before is in {aside}."))
}
