//! `caseload why`: why a case is on a list, from the same findings as the list.

use std::process::ExitCode;

use anyhow::bail;

use super::access::{self, Form};
use super::context::Context;
use super::{cli, output};
use crate::desk::Desk;
use crate::domain::plain;
use crate::rules::explain::explain;
use crate::rules::finding::Finding;
use crate::store::{Refusal, StoreError};

pub(super) fn run(context: &Context, args: &cli::Why) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let as_of = args.as_of.unwrap_or_else(|| context.today());
    let desk = Desk::lay(&store, as_of)?;
    let Some(case) = desk.case(&args.case) else {
        return Err(StoreError::from(Refusal::UnknownCase(args.case.clone())).into());
    };
    let asked = |finding: &&Finding| args.rule.as_ref().is_none_or(|rule| *rule == finding.rule);
    let findings: Vec<_> = case.evaluation.findings.iter().filter(asked).collect();
    if let (true, Some(rule)) = (findings.is_empty(), &args.rule) {
        let found: Vec<_> = case.evaluation.findings.iter().map(|finding| finding.rule.as_str()).collect();
        bail!("The rule {rule:?} found nothing on case {} as of {as_of}. Found: {}.", args.case, listed(&found));
    }
    access::account(&mut store, Form::of(context), Some(&args.case), "why the case is on a list")?;
    if context.json() {
        return output::json(&findings);
    }
    if findings.is_empty() {
        return output::line("Nothing is due on this case.");
    }
    for finding in findings {
        for line in explain(finding).lines() {
            output::line(&plain::shown(&line))?;
        }
        output::line("")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn listed(rules: &[&str]) -> String {
    if rules.is_empty() { "nothing".to_owned() } else { rules.join(", ") }
}
