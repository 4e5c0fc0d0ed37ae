//! `caseload import`: reads county extracts, the case listing first, each in one transaction.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use chrono::NaiveDate;
use serde::Serialize;
use strum::VariantArray as _;

use super::context::Context;
use super::{cli, output};
use crate::domain::Change;
use crate::domain::change::{Counts, Extract};
use crate::domain::extract::ExtractKind;
use crate::domain::ids::RowId;
use crate::exchange::{self, KnownFacts, Layouts, ReadExtract, Reconciled};
use crate::store::Store;

pub(super) fn run(context: &Context, args: &cli::Import) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let layouts = Layouts::bundled()?.with_own(&store.home().layouts())?;
    let (files, unreadable) = read_all(&args.files, &layouts, args.layout.as_deref());
    let mut known = known(&store)?;
    let mut reports = Vec::new();
    let mut refused = Vec::new();
    for read in files {
        if let Some(newer) = newer_run(&store, &read, args.force)? {
            refused.push(stale(&read, newer));
            continue;
        }
        let Ok(reconciled) = exchange::reconcile(&read, &known);
        if !args.dry_run {
            record(&mut store, &read, &reconciled)?;
        }
        known.add_all(&reconciled);
        reports.push(Report::of(&read, &reconciled));
    }
    print(context, &reports, args.dry_run)?;
    complain(unreadable.iter().map(ToString::to_string).chain(refused))
}

/// Reads every file, in the order in which kinds build on each other. A file that cannot be read stops no other.
fn read_all(
    files: &[PathBuf],
    layouts: &Layouts,
    forced: Option<&str>,
) -> (Vec<ReadExtract>, Vec<exchange::ReadError>) {
    let (mut read, mut unreadable) = (Vec::new(), Vec::new());
    for file in files {
        match exchange::read_extract(file, layouts, forced) {
            Ok(extract) => read.push(extract),
            Err(error) => unreadable.push(error),
        }
    }
    read.sort_by_key(|extract| extract.kind);
    (read, unreadable)
}

/// What the record holds of the county's facts.
fn known(store: &Store) -> anyhow::Result<KnownFacts> {
    let mut known = KnownFacts::default();
    for kind in ExtractKind::VARIANTS {
        store.county_facts(*kind)?.into_iter().for_each(|fact| known.add(fact));
    }
    Ok(known)
}

/// The day of a newer extract of the same kind that was read before.
fn newer_run(store: &Store, read: &ReadExtract, force: bool) -> anyhow::Result<Option<NaiveDate>> {
    let newest = if force { None } else { store.newest_run(read.kind)? };
    Ok(newest.zip(read.run).filter(|(newest, run)| newest > run).map(|(newest, _)| newest))
}

fn stale(read: &ReadExtract, newer: NaiveDate) -> String {
    format!(
        "{} is older than the {} of {newer} that was read before. Nothing of it was read; --force reads it all the same.",
        read.file,
        read.kind.title(),
    )
}

fn record(store: &mut Store, read: &ReadExtract, reconciled: &Reconciled) -> anyhow::Result<()> {
    let extract = Extract {
        id: store.new_row_id(),
        file: read.file.clone(),
        sha256: read.sha256.clone(),
        kind: read.kind,
        run: read.run,
        read_on: store.clock().today(),
        counts: reconciled.counts,
    };
    let id = extract.id;
    let changes = std::iter::once(Change::ExtractRead(extract)).chain(imported(id, reconciled));
    store.record_all(changes.collect())?;
    Ok(())
}

fn imported(extract: RowId, reconciled: &Reconciled) -> impl Iterator<Item = Change> {
    reconciled.cases.iter().map(move |case| Change::FactsImported {
        extract,
        case: case.case.clone(),
        facts: case.differences.iter().map(|difference| difference.now.clone()).collect(),
    })
}

/// How one file was read. `read` is the sum of the five that follow it.
#[derive(Serialize)]
struct Report {
    file: String,
    kind: ExtractKind,
    layout: String,
    encoding: String,
    run: Option<NaiveDate>,
    read: u32,
    new: u32,
    changed: u32,
    unchanged: u32,
    duplicate: u32,
    rejected: Vec<RejectedRow>,
}

#[derive(Serialize)]
struct RejectedRow {
    row: u32,
    reason: String,
}

impl Report {
    fn of(extract: &ReadExtract, reconciled: &Reconciled) -> Self {
        let Counts { read, new, changed, unchanged, duplicate, rejected: _ } = reconciled.counts;
        let rejected = reconciled.rejected.iter().map(|one| RejectedRow { row: one.row, reason: one.reason.clone() });
        Self {
            file: extract.file.clone(),
            kind: extract.kind,
            layout: extract.layout.clone(),
            encoding: extract.encoding.title().to_owned(),
            run: extract.run,
            read,
            new,
            changed,
            unchanged,
            duplicate,
            rejected: rejected.collect(),
        }
    }
}

fn print(context: &Context, reports: &[Report], dry_run: bool) -> anyhow::Result<()> {
    if context.json() {
        output::json(&reports)?;
        return Ok(());
    }
    for report in reports {
        output::line(&summary(report))?;
        for rejected in &report.rejected {
            output::line(&format!("  row {}: {}", rejected.row, rejected.reason))?;
        }
    }
    if dry_run {
        output::line("Nothing was changed: this was a dry run.")?;
    }
    Ok(())
}

fn summary(report: &Report) -> String {
    format!(
        "{} ({}, {}): {} read = {} new + {} changed + {} unchanged + {} duplicate + {} rejected",
        report.file,
        report.kind.title(),
        report.encoding,
        report.read,
        report.new,
        report.changed,
        report.unchanged,
        report.duplicate,
        report.rejected.len(),
    )
}

/// Files that could not be read make the command fail; rejected rows do not.
fn complain(complaints: impl Iterator<Item = String>) -> anyhow::Result<ExitCode> {
    let complaints: Vec<_> = complaints.collect();
    let Some((last, others)) = complaints.split_last() else { return Ok(ExitCode::SUCCESS) };
    for complaint in others {
        writeln!(io::stderr(), "caseload: {complaint}")?;
    }
    Err(anyhow!("{last}"))
}
