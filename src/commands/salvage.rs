//! `caseload doctor --salvage`: a damaged database is made anew from what can be read, and what is missing is told.

use std::process::ExitCode;

use super::audit;
use super::context::Context;
use super::output::{self, object};
use crate::store::{LoggedEntry, Opener, Salvaged, salvage};

pub(super) fn run(context: &Context) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    home.must_be_whole()?;
    let policies = Context::policies(&home)?;
    let opener = Opener::Passphrase(context.passphrase()?);
    let (_store, salvaged) = salvage(home, &opener, context.clock(), policies)?;
    if context.json() { json(&salvaged) } else { text(&salvaged) }
}

fn json(salvaged: &Salvaged) -> anyhow::Result<ExitCode> {
    let sentences = |entries: &[LoggedEntry]| entries.iter().map(audit::sentence).collect::<Vec<_>>();
    let refused = salvaged.refused.iter().map(|(entry, why)| format!("{}: {why}", audit::sentence(entry)));
    output::json(&object([
        ("kept", salvaged.kept.into()),
        ("from_backups", salvaged.from_backups.into()),
        ("lost", serde_json::to_value(&salvaged.lost)?),
        ("anew", sentences(&salvaged.anew).into()),
        ("refused", refused.collect::<Vec<_>>().into()),
        ("laid_aside", salvaged.aside.display().to_string().into()),
    ]))
}

fn text(salvaged: &Salvaged) -> anyhow::Result<ExitCode> {
    output::line(&format!(
        "{} entries are kept as they were, {} of them from a backup. What was there is in {}.",
        salvaged.kept,
        salvaged.from_backups,
        salvaged.aside.display()
    ))?;
    for (first, last) in &salvaged.lost {
        let which = if first == last { format!("Entry {first} is") } else { format!("Entries {first} to {last} are") };
        output::line(&format!("{which} lost: nothing of it can be read, and no backup holds it."))?;
    }
    for entry in &salvaged.anew {
        output::line(&format!("Recorded anew: {}", audit::sentence(entry)))?;
    }
    for (entry, why) in &salvaged.refused {
        output::line(&format!("Not recorded anew: {}: {why}", audit::sentence(entry)))?;
    }
    output::line("Look through the cases that are named, then prove the record: caseload doctor")
}
