//! `caseload backup`: makes a backup, or lists the backups.

use std::process::ExitCode;

use super::context::CliContext;
use super::output::{self, json_object};
use crate::domain::count_with_noun;
use crate::paper::DocumentCell;
use crate::present::dates::moment_text;
use crate::store::{Backup, list_backups};

pub(super) fn run(context: &CliContext, list: bool) -> anyhow::Result<ExitCode> {
    if list { print_backups(context) } else { make_backup(context) }
}

fn make_backup(context: &CliContext) -> anyhow::Result<ExitCode> {
    let backup = context.open_record()?.back_up()?;
    let path = backup.path.display().to_string();
    if context.wants_json() {
        return output::print_json(&json_object([("backup", path.into()), ("entries", backup.entries.into())]));
    }
    output::print_line(&format!("Backed up and verified: {} in {path}", count_with_noun(backup.entries, "entry")))
}

/// Prints the backups without asking for the passphrase: their names hold nothing confidential.
fn print_backups(context: &CliContext) -> anyhow::Result<ExitCode> {
    let backups = list_backups(&context.home()?)?;
    if context.wants_json() {
        let rows = backups.iter().map(|backup| {
            json_object([
                ("backup", backup.path.display().to_string().into()),
                ("at", backup.made_at.to_string().into()),
                ("entries", backup.entries.into()),
            ])
        });
        return output::print_json(&rows.collect::<Vec<_>>());
    }
    let row = |backup: Backup| {
        let made = moment_text(backup.made_at);
        [
            DocumentCell::from_display(&made),
            DocumentCell::from_display(&backup.entries),
            DocumentCell::from_display(&backup.path.display()),
        ]
    };
    output::print_table(["made", "entries", "file"], backups.into_iter().map(row), "No backups.")
}
