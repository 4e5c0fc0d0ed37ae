//! `caseload why`: why a case is on a list, from the same findings as the list.

use std::process::ExitCode;

use anyhow::bail;
use serde::Serialize;

use super::access::{self, Channel};
use super::context::CliContext;
use super::{cli, output};
use crate::desk::Caseload;
use crate::domain::sanitize::quoted;
use crate::domain::{dates, sanitize};
use crate::present::explanation::{RuleIds, plain_lines};
use crate::rules::finding::Finding;
use crate::store::{Refusal, StoreError};

/// A finding in JSON, with whose decision on the case nobody of the office countersigned (docs/json.md).
#[derive(Serialize)]
struct FindingJson<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    notes: &'a [String],
}

pub(super) fn run(context: &CliContext, args: &cli::WhyArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let as_of = context.typed_day_or_today(args.as_of.as_deref())?;
    let caseload = Caseload::evaluate(&store, as_of)?;
    let Some(case) = caseload.case(&args.case) else {
        return Err(StoreError::from(Refusal::UnknownCase(args.case.clone())).into());
    };
    let asked = |finding: &&Finding| args.rule.as_ref().is_none_or(|rule| *rule == finding.rule.id());
    let findings: Vec<_> = case.evaluation.findings.iter().filter(asked).collect();
    if let Some(rule) = args.rule.as_ref().filter(|_| findings.is_empty()) {
        let found: Vec<_> = case.evaluation.findings.iter().map(|finding| finding.rule.id()).collect();
        let as_of = dates::format_long_date(as_of);
        bail!(
            "The rule {rule} found nothing on case {} as of {as_of}. Found: {}.",
            args.case,
            join_rules(&found),
            rule = quoted(rule)
        );
    }
    access::record_access(&mut store, Channel::from_context(context), Some(&args.case), "why the case is on a list")?;
    let notes = caseload.uncountersigned_notes(&[&args.case]);
    if context.wants_json() {
        let with_notes = |finding| FindingJson { finding, notes: &notes };
        return output::print_json(&findings.into_iter().map(with_notes).collect::<Vec<_>>());
    }
    if findings.is_empty() {
        output::print_line("Nothing is due on this case.")?;
    }
    let ids = if args.ids { RuleIds::Shown } else { RuleIds::Hidden };
    for finding in findings {
        for line in plain_lines(finding, ids) {
            output::print_line(&sanitize::sanitize_line(&line))?;
        }
        output::print_line("")?;
    }
    for note in notes {
        output::print_data_line(&note)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn join_rules(rules: &[&str]) -> String {
    if rules.is_empty() { "nothing".to_owned() } else { rules.join(", ") }
}
