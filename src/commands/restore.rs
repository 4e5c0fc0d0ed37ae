//! `caseload restore`: prints what would be lost, asks, and restores.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, ensure};

use super::configuration::UsableConfiguration;
use super::context::CliContext;
use super::filtered;
use super::output::{self, json_object};
use super::{audit, cli, prompt};
use crate::domain::access_way::Way;
use crate::domain::count_with_noun;
use crate::store::{
    Credential, Home, RestoreLoss, RestoredConfiguration, RestoredHome, Store, StoreError, TriesBefore, VerifiedBackup,
    list_backups,
};

/// The largest number of entries that are printed one by one. If there are more, only the last ones are printed.
const SHOWN: usize = 20;

pub(super) fn run(context: &CliContext, args: cli::RestoreArgs) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    home.ensure_readable()?;
    let named = args.file.map(ensure_backup).transpose()?;
    if named.is_none() {
        ensure!(!list_backups(&home)?.is_empty(), "This home has no backup.");
    }
    let credential = Credential::Passphrase(context.obtain_passphrase()?);
    let backup = open_backup(context, &home, &credential, named)?;
    if !args.yes && !is_confirmed()? {
        return output::print_line("Nothing was changed.");
    }
    let configuration = UsableConfiguration::for_home(&home);
    let home = configuration.prepare_home(home);
    let entries = backup.entry_count();
    let restored = backup.restore_into(home, &credential, context.clock(), configuration.policies)?;
    print_restored(context, &restored, entries)
}

fn ensure_backup(file: PathBuf) -> anyhow::Result<PathBuf> {
    ensure!(file.is_file(), "There is no backup {}. To see the backups: caseload backup --list", file.display());
    Ok(file)
}

/// Opens the backup that was named, or else the newest of the home, and prints what would be lost by restoring it.
fn open_backup(
    context: &CliContext,
    home: &Home,
    credential: &Credential,
    named: Option<PathBuf>,
) -> anyhow::Result<VerifiedBackup> {
    let open = |path: &Path| VerifiedBackup::open_for_home(path, credential, home, &context.clock());
    if let Some(path) = named {
        let backup = open(&path)?;
        print_loss(&backup, context.open_record_store(credential))?;
        return Ok(backup);
    }
    let tries = TriesBefore::at(home);
    let opened = context.open_record_store(credential);
    let is_wrong =
        opened.as_ref().is_err_and(|error| matches!(error.downcast_ref(), Some(StoreError::WrongPassphrase)));
    let backups = own_backups(home, opened.as_ref().ok())?.into_iter();
    let backup = if is_wrong {
        // The home has counted this try, and the newest backup may open with an older passphrase.
        open_newest(backups.take(1), |path| VerifiedBackup::open_and_verify(path, credential))?
    } else {
        open_newest(backups.take(MOST_TRIED), open)?.keep_tries(tries)
    };
    print_loss(&backup, opened)?;
    Ok(backup)
}

/// Returns the backups of the home, the newest first. A name proves nothing: only an open home tells which are its own.
fn own_backups(home: &Home, store: Option<&Store>) -> anyhow::Result<Vec<PathBuf>> {
    let Some(store) = store else { return Ok(list_backups(home)?.into_iter().map(|backup| backup.path).collect()) };
    let newest = store.fullest_backup()?.context(
        "None of the files in the folder of backups is of this home. To see them: caseload backup --list. To restore one of \
         them anyway, name it.",
    )?;
    Ok(vec![newest.path])
}

/// Opens the newest backup that opens with the passphrase. Each that does not is named: it may be of another home.
fn open_newest(
    backups: impl Iterator<Item = PathBuf>,
    open: impl Fn(&Path) -> Result<VerifiedBackup, StoreError>,
) -> anyhow::Result<VerifiedBackup> {
    let mut first_error = None;
    for path in backups {
        match open(&path) {
            Err(error @ (StoreError::WrongPassphrase | StoreError::WrongBackupPassphrase)) => {
                print_notice(&format!("{} does not open with this passphrase and is passed over.", path.display()))?;
                first_error.get_or_insert(error);
            }
            opened => return Ok(opened?),
        }
    }
    Err(first_error.map_or_else(|| anyhow!("This home has no backup."), Into::into))
}

/// The most backups that are tried with one passphrase: each try counts as one.
const MOST_TRIED: usize = 3;

/// Prints what the home holds and the backup does not, if the home can be opened.
fn print_loss(backup: &VerifiedBackup, home: anyhow::Result<Store>) -> anyhow::Result<()> {
    let store = match home {
        Ok(store) => store,
        Err(error) if is_in_use(&error) => return Err(error),
        Err(error) => {
            print_notice(&format!(
                "The home cannot be opened now, so it is unknown what it holds beyond the backup. ({error})"
            ))?;
            return print_notice(&format!("The backup holds {}.", count_with_noun(backup.entry_count(), "entry")));
        }
    };
    match backup.loss_for(&store)? {
        RestoreLoss::Everything => print_notice(
            "The backup is from another record, or from a different history of this one. The whole record would \
             be replaced.",
        ),
        RestoreLoss::Entries(entries) if entries.is_empty() => {
            print_notice("Nothing would be lost: nothing was recorded since the backup.")
        }
        RestoreLoss::Entries(entries) => {
            print_notice(&format!("{} made since the backup would be lost:", count_with_noun(entries.len(), "entry")))?;
            let skipped = entries.len().saturating_sub(SHOWN);
            if skipped > 0 {
                print_notice(&format!("  … {skipped} more"))?;
            }
            entries
                .iter()
                .skip(skipped)
                .try_for_each(|entry| print_notice(&format!("  {}", audit::entry_sentence(entry))))
        }
    }
}

fn is_in_use(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(StoreError::AlreadyOpen))
}

/// Prints on standard error: standard output is for what the command did.
fn print_notice(line: &str) -> anyhow::Result<()> {
    Ok(writeln!(filtered::text_errors(), "{line}")?)
}

fn is_confirmed() -> anyhow::Result<bool> {
    ensure!(prompt::can_ask(), "Nothing was changed. To restore without the question, add --yes.");
    Ok(prompt::is_confirmed("Restore? What the home holds now is set aside, not deleted.")?)
}

fn print_restored(context: &CliContext, restored: &RestoredHome, entries: u64) -> anyhow::Result<ExitCode> {
    let RestoredHome { store, aside, let_in, configuration } = restored;
    let aside = aside.display().to_string();
    let let_in: Vec<_> = let_in.iter().map(Way::describe).collect();
    if context.wants_json() {
        let fields = [
            ("entries", entries.into()),
            ("laid_aside", aside.into()),
            ("let_in", let_in.into()),
            ("configuration_put_back", configuration.put_back.clone().into()),
            ("configuration_different", configuration.different.clone().into()),
        ];
        return output::print_json(&json_object(fields));
    }
    let home = store.home().folder().display();
    let restored = count_with_noun(entries, "entry");
    output::print_line(&format!("Restored {restored} in {home}. What the home held before is in {aside}."))?;
    for way in &let_in {
        output::print_data_line(&format!(
            "This access was revoked after the backup was made and works again: {way}. To revoke it: caseload worker remove, or caseload key escrow --remove"
        ))?;
    }
    print_configuration(configuration)?;
    output::print_line("If a passphrase was changed after the backup, the old one may be in effect again.")
}

/// Prints what became of the settings, policy, layouts, catalogs and posting templates in the backup.
fn print_configuration(configuration: &RestoredConfiguration) -> anyhow::Result<()> {
    let RestoredConfiguration { put_back, different } = configuration;
    if !put_back.is_empty() {
        output::print_data_line(&format!(
            "These configuration files were restored and take effect with the next command: {}",
            put_back.join(", ")
        ))?;
    }
    if !different.is_empty() {
        output::print_data_line(&format!(
            "These configuration files differ from those in the backup; the home's were kept: {}",
            different.join(", ")
        ))?;
    }
    Ok(())
}
