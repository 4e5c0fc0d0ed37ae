//! `caseload evaluate`: judges a file of facts without any database.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use anyhow::Context as _;
use chrono::NaiveDate;

use super::context::load_policies;
use crate::domain::CaseFacts;
use crate::rules::clock::Clock;
use crate::rules::explain::explain_finding;
use crate::rules::hours::MonthlyHours;
use crate::rules::sanction::{BlockerState, Gate};
use crate::rules::{Evaluation, evaluate_case};

/// What is to be judged, and how it is to be told.
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

/// Judges the facts and tells what was found.
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
        return Ok(());
    }
    write_text(&facts, &evaluation, args.as_of, out)
}

fn read_facts(path: &Path) -> anyhow::Result<CaseFacts> {
    let file: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).with_context(|| format!("cannot read {}", path.display()))?)
    };
    serde_json::from_reader(BufReader::new(file)).with_context(|| format!("{} is not a file of facts", path.display()))
}

fn write_text(facts: &CaseFacts, evaluation: &Evaluation, as_of: NaiveDate, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "Case {} as of {as_of}", facts.case)?;
    if evaluation.findings.is_empty() {
        writeln!(out, "\nNothing is due.")?;
    }
    for finding in &evaluation.findings {
        writeln!(out)?;
        for line in explain_finding(finding).to_lines() {
            writeln!(out, "{line}")?;
        }
    }
    write_section(out, "Clocks", &evaluation.clocks, clock_line)?;
    write_section(out, "Hours", &evaluation.hours, hours_line)?;
    write_section(out, "Reasons against a sanction", &evaluation.gates, gate_lines)?;
    write_section(out, "Next dates", &evaluation.next_dates, |next| format!("  {}  {}", next.date, next.what))
}

fn write_section<T>(out: &mut dyn Write, title: &str, items: &[T], line: impl Fn(&T) -> String) -> anyhow::Result<()> {
    if !items.is_empty() {
        writeln!(out, "\n{title}")?;
    }
    items.iter().try_for_each(|item| Ok(writeln!(out, "{}", line(item))?))
}

fn clock_line(clock: &Clock) -> String {
    let due = clock.due.map_or_else(String::new, |due| format!(", last day {due}"));
    let unsure = if clock.cannot_tell.is_empty() {
        String::new()
    } else {
        format!(" (cannot tell {})", clock.cannot_tell.join("; "))
    };
    format!("  {}: {}{due}{unsure}", clock.title(), clock.says)
}

fn hours_line(hours: &MonthlyHours) -> String {
    let who = if hours.person.0 == 0 { "both parents".to_owned() } else { format!("person {}", hours.person) };
    let met = if hours.met { "met" } else { "short" };
    let federal = &hours.federal;
    format!(
        "  {} {who}: {} of {} hours a week, {met}; federal view {} of {}, core {} of {}",
        hours.month,
        hours.weekly_average,
        hours.required.weekly,
        federal.weekly_average,
        federal.required,
        federal.core_average,
        federal.core_required
    )
}

fn gate_lines(gate: &Gate) -> String {
    let head = format!("  person {}, notice of {}", gate.person, gate.notice_issued);
    let blockers = gate.blockers.iter().map(|blocker| {
        let state = match blocker.state {
            BlockerState::Blocks => "stands",
            BlockerState::Warns => "look first",
            BlockerState::CannotTell => "cannot tell",
        };
        format!("    {state}: {}", blocker.says)
    });
    std::iter::once(head).chain(blockers).collect::<Vec<_>>().join("\n")
}
