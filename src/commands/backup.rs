//! `caseload backup`, and the backup of the day after a command that recorded something.

use std::io::{self, Write as _};
use std::process::ExitCode;

use super::context::CliContext;
use super::output::{self, json_object};
use crate::store::{BackupOccasion, Store, list_backups};

pub(super) fn run(context: &CliContext, list: bool) -> anyhow::Result<ExitCode> {
    if list { print_backups(context) } else { make_backup(context) }
}

fn make_backup(context: &CliContext) -> anyhow::Result<ExitCode> {
    let backup = context.open_home()?.back_up()?;
    let path = backup.path.display().to_string();
    if context.wants_json() {
        return output::print_json(&json_object([("backup", path.into()), ("entries", backup.entries.into())]));
    }
    output::print_line(&format!("Backed up and proven: {} entries in {path}", backup.entries))
}

/// The names of backups tell nothing that is to be kept, so no passphrase is asked for.
fn print_backups(context: &CliContext) -> anyhow::Result<ExitCode> {
    let backups = list_backups(&context.home()?)?;
    if context.wants_json() {
        let rows = backups.iter().map(|backup| {
            let at = backup.made_at.to_string();
            json_object([
                ("backup", backup.path.display().to_string().into()),
                ("at", at.into()),
                ("entries", backup.entries.into()),
            ])
        });
        return output::print_json(&rows.collect::<Vec<_>>());
    }
    let mut table = output::TextTable::new(["made", "entries", "file"]);
    for backup in backups {
        let at = backup.made_at.format("%a %-d %b %Y %H:%M").to_string();
        table.push([at, backup.entries.to_string(), backup.path.display().to_string()]);
    }
    table.print("No backups.")
}

/// Makes the backup of the day, if it is due. What was recorded stands, whether that succeeds or not.
pub(super) fn back_up_after_recording(store: &Store) {
    if let Err(error) = store.back_up_if_due(BackupOccasion::DuringWork) {
        // Standard error may be gone; there is nobody left to tell then.
        let _unheard = writeln!(io::stderr(), "caseload: The backup of today failed: {error}");
    }
}
