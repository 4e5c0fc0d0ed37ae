//! `caseload evaluate`: judges a file of facts without any database.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use anyhow::{Context as _, ensure};
use chrono::NaiveDate;

use super::context::load_policies;
use crate::domain::CaseFacts;
use crate::present::evaluation::evaluation_lines;
use crate::rules::evaluate_case;

/// The most bytes of a file of facts: the greatest real case has some hundred thousand.
const MOST_BYTES: u64 = 32 << 20;

/// What is to be judged, and how the result is to be written.
pub(super) struct EvaluateRequest<'a> {
    /// The file of facts (docs/facts.md); `-` for standard input.
    pub facts: &'a Path,
    /// The day as of which is judged.
    pub as_of: NaiveDate,
    /// The county whose settings hold; the default county where none is named.
    pub county: Option<&'a str>,
    /// The office's own policy file, laid over the county's.
    pub office: Option<&'a Path>,
    /// As JSON instead of plain text.
    pub json: bool,
}

/// Judges the facts and writes what was found.
///
/// # Errors
/// A file that cannot be read or is not facts, an unknown county, a policy file that cannot be used.
pub(super) fn run(args: &EvaluateRequest, out: &mut dyn Write) -> anyhow::Result<()> {
    let facts = read_facts(args.facts)?;
    let policies = load_policies(args.county, args.office)?;
    let evaluation = evaluate_case(&facts, &policies, args.as_of);
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &evaluation)?;
        writeln!(out)?;
        return Ok(out.flush()?);
    }
    for line in evaluation_lines(&facts.case, &evaluation, args.as_of) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn read_facts(path: &Path) -> anyhow::Result<CaseFacts> {
    let file: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).with_context(|| format!("cannot read {}", path.display()))?)
    };
    let mut bounded = BufReader::new(file.take(MOST_BYTES));
    let read = serde_json::from_reader(&mut bounded);
    ensure!(bounded.get_ref().limit() > 0, "{} is too long to be the facts of a case", path.display());
    read.with_context(|| format!("{} is not a file of facts", path.display()))
}
