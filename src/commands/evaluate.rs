//! `caseload evaluate`: evaluates a file of facts without a database.

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
const MAX_BYTES: u64 = 32 << 20;

/// The facts to evaluate, and how to print the result.
pub(super) struct EvaluateRequest<'a> {
    /// The file of facts (docs/facts.md); `-` for standard input.
    pub facts: &'a Path,
    /// The as-of day.
    pub as_of: NaiveDate,
    /// The county whose settings apply; `None` for the default county.
    pub county: Option<&'a str>,
    /// The office's own policy file, applied over the county's settings.
    pub office: Option<&'a Path>,
    /// Whether to print JSON instead of text.
    pub json: bool,
}

/// Evaluates the facts and prints the findings.
///
/// # Errors
/// Fails if the file cannot be read or holds no facts, if the county is unknown, or if the policy file cannot be used.
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
    let mut bounded = BufReader::new(file.take(MAX_BYTES));
    let read = serde_json::from_reader(&mut bounded);
    ensure!(bounded.get_ref().limit() > 0, "{} is too long to be the facts of a case", path.display());
    read.with_context(|| format!("{} is not a file of facts", path.display()))
}
