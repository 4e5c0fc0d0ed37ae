//! `caseload doctor`: examines the home, says what it found and what to do.

use std::process::ExitCode;

use serde::Serialize;

use super::context::Context;
use super::output;
use crate::store::{Examined, Finding, Home, Store, examine_home, examine_store};

/// Something does not hold: README lists the code.
const BROKEN: u8 = 20;

pub(super) fn run(context: &Context, rebuild: bool) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    home.must_be_whole()?;
    let mut findings = examine_home(&home);
    let opened = context.open();
    match opened {
        Ok(mut store) => examine(&mut store, rebuild, &mut findings)?,
        Err(error) if rebuild => return Err(error),
        Err(error) => match error.downcast() {
            Ok(error) => findings.push(Finding::of_error("database", &error)),
            Err(error) => return Err(error),
        },
    }
    report(context, &home, &findings)
}

fn examine(store: &mut Store, rebuild: bool, findings: &mut Vec<Finding>) -> anyhow::Result<()> {
    if rebuild {
        store.rebuild()?;
        findings.push(Finding::fine("rebuild", "The tables were made anew from the log."));
    }
    findings.extend(examine_store(store)?);
    Ok(())
}

fn report(context: &Context, home: &Home, findings: &[Finding]) -> anyhow::Result<ExitCode> {
    let broken = findings.iter().any(|finding| finding.state == Examined::Broken);
    if context.json() {
        output::json(&Report { home: home.folder().display().to_string(), broken, findings })?;
    } else {
        for finding in findings {
            output::line(&format!("{:7}  {:11}  {}", finding.state.word(), finding.what, finding.sentence))?;
        }
    }
    Ok(if broken { ExitCode::from(BROKEN) } else { ExitCode::SUCCESS })
}

#[derive(Serialize)]
struct Report<'a> {
    home: String,
    broken: bool,
    findings: &'a [Finding],
}
