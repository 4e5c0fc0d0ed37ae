//! `caseload evaluate`: evaluates a file of facts without a database.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use chrono::NaiveDate;

use super::context::load_policies;
use crate::domain::CaseFacts;
use crate::present::evaluation::evaluation_lines;
use crate::rules::evaluate_case;
use crate::rules::impossible_facts::find_impossible_fact;
use crate::rules::message::DateStyle;

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
    let facts = read_facts(args.facts, args.as_of)?;
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

/// Reads facts, and refuses those that no case can have: a mistyped year would be judged like any other.
fn read_facts(path: &Path, as_of: NaiveDate) -> anyhow::Result<CaseFacts> {
    let file: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).with_context(|| format!("{} cannot be read", path.display()))?)
    };
    let mut bounded = BufReader::new(file.take(MAX_BYTES));
    let mut text = String::new();
    let read = bounded.read_to_string(&mut text);
    ensure!(bounded.get_ref().limit() > 0, "{} is too long to be the facts of a case", path.display());
    read.with_context(|| format!("{} cannot be read", path.display()))?;
    let not_facts = || format!("{} is not a file of facts", path.display());
    let facts = serde_json::from_str(&text).with_context(not_facts)?;
    let impossible = find_impossible_fact(&serde_json::from_str(&text).with_context(not_facts)?, as_of);
    match impossible {
        Some(says) => bail!("{}: {} Correct the file.", path.display(), says.to_text(DateStyle::Long)),
        None => Ok(facts),
    }
}
