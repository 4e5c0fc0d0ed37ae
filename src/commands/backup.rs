//! `caseload backup`, and the backup of the day after a command that recorded something.

use std::io::{self, Write as _};
use std::process::ExitCode;

use super::context::Context;
use super::output::{self, object};
use crate::store::{Store, backups};

pub(super) fn run(context: &Context, list: bool) -> anyhow::Result<ExitCode> {
    if list { listed(context) } else { made(context) }
}

fn made(context: &Context) -> anyhow::Result<ExitCode> {
    let backup = context.open()?.back_up()?;
    let path = backup.path.display().to_string();
    if context.json() {
        return output::json(&object([("backup", path.into()), ("entries", backup.entries.into())]));
    }
    output::line(&format!("Backed up and proven: {} entries in {path}", backup.entries))
}

/// The names of backups tell nothing that is to be kept, so no passphrase is asked for.
fn listed(context: &Context) -> anyhow::Result<ExitCode> {
    let backups = backups(&context.home()?)?;
    if context.json() {
        let rows = backups.iter().map(|backup| {
            let at = backup.at.to_string();
            object([
                ("backup", backup.path.display().to_string().into()),
                ("at", at.into()),
                ("entries", backup.entries.into()),
            ])
        });
        return output::json(&rows.collect::<Vec<_>>());
    }
    let mut table = output::Table::new(["made", "entries", "file"]);
    for backup in backups {
        let at = backup.at.format("%a %-d %b %Y %H:%M").to_string();
        table.push([at, backup.entries.to_string(), backup.path.display().to_string()]);
    }
    table.print("No backups.")
}

/// Makes the backup of the day, if it is due. What was recorded stands, whether that succeeds or not.
pub(super) fn after_recording(store: &Store) {
    if let Err(error) = store.back_up_if_due(false) {
        // Standard error may be gone; there is nobody left to tell then.
        let _unheard = writeln!(io::stderr(), "caseload: The backup of today failed: {error}");
    }
}
