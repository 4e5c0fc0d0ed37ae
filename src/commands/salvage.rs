//! `caseload doctor --salvage`: rebuilds a damaged database from what can be read of it, and prints what is missing.

use std::process::ExitCode;

use super::audit;
use super::configuration::UsableConfiguration;
use super::context::CliContext;
use super::output::{self, json_object};
use crate::domain::count_with_noun;
use crate::store::{Credential, LoggedEntry, SalvageReport, salvage_home};

pub(super) fn run(context: &CliContext) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    home.ensure_complete()?;
    let configuration = UsableConfiguration::for_home(&home);
    configuration.warn_unused_files()?;
    let home = configuration.prepare_home(home);
    let credential = Credential::Passphrase(context.obtain_passphrase()?);
    let (_store, salvaged) = salvage_home(home, &credential, context.clock(), configuration.policies)?;
    if context.wants_json() { print_as_json(&salvaged) } else { print_as_text(&salvaged) }
}

fn print_as_json(salvaged: &SalvageReport) -> anyhow::Result<ExitCode> {
    let sentences = |entries: &[LoggedEntry]| entries.iter().map(audit::entry_sentence).collect::<Vec<_>>();
    let refused = salvaged.refused.iter().map(|(entry, why)| format!("{}: {why}", audit::entry_sentence(entry)));
    output::print_json(&json_object([
        ("kept", salvaged.kept.into()),
        ("from_backups", salvaged.from_backups.into()),
        ("lost", serde_json::to_value(&salvaged.lost)?),
        ("anew", sentences(&salvaged.rerecorded).into()),
        ("refused", refused.collect::<Vec<_>>().into()),
        ("laid_aside", salvaged.aside.display().to_string().into()),
    ]))
}

fn print_as_text(salvaged: &SalvageReport) -> anyhow::Result<ExitCode> {
    output::print_line(&format!(
        "{} kept unchanged, {} of them from a backup. The damaged database is in {}.",
        count_with_noun(salvaged.kept, "entry"),
        salvaged.from_backups,
        salvaged.aside.display()
    ))?;
    for (first, last) in &salvaged.lost {
        let which = if first == last { format!("Entry {first} is") } else { format!("Entries {first} to {last} are") };
        output::print_line(&format!("{which} lost: not readable, and in no backup."))?;
    }
    for entry in &salvaged.rerecorded {
        output::print_line(&format!("Recorded again: {}", audit::entry_sentence(entry)))?;
    }
    for (entry, why) in &salvaged.refused {
        output::print_line(&format!("Not recorded again: {}: {why}", audit::entry_sentence(entry)))?;
    }
    output::print_line("Check the cases named here, then prove the record: caseload doctor")
}
