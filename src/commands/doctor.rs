//! `caseload doctor`: examines the home and prints what it found and what to do about it.

use std::process::ExitCode;

use serde::Serialize;

use super::configuration::UsableConfiguration;
use super::context::CliContext;
use super::exit_code::BROKEN;
use super::output;
use crate::store::{HealthFinding, HealthState, Home, Store, examine_home, examine_store};

pub(super) fn run(context: &CliContext, rebuild: bool) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    home.ensure_complete()?;
    let mut findings = examine_home(&home);
    let configuration = UsableConfiguration::for_home(&home);
    findings.extend(
        configuration.unused_files().iter().map(|reason| HealthFinding::new_attention("files", reason.as_str())),
    );
    match context.open_record() {
        Ok(mut store) => collect_findings(&mut store, rebuild, &mut findings)?,
        Err(error) if rebuild => return Err(error),
        Err(error) => match error.downcast() {
            Ok(error) => findings.push(HealthFinding::from_error("database", &error)),
            Err(error) => return Err(error),
        },
    }
    report_findings(context, &home, &findings)
}

fn collect_findings(store: &mut Store, rebuild: bool, findings: &mut Vec<HealthFinding>) -> anyhow::Result<()> {
    if rebuild {
        store.rebuild_tables()?;
        findings.push(HealthFinding::new_fine("rebuild", "The tables were rebuilt from the log."));
    }
    findings.extend(examine_store(store)?);
    Ok(())
}

fn report_findings(context: &CliContext, home: &Home, findings: &[HealthFinding]) -> anyhow::Result<ExitCode> {
    let broken = findings.iter().any(|finding| finding.state == HealthState::Broken);
    if context.wants_json() {
        output::print_json(&DoctorJson { home: home.folder().display().to_string(), broken, findings })?;
    } else {
        for finding in findings {
            output::print_line(&format!("{:7}  {:11}  {}", finding.state.label(), finding.what, finding.sentence))?;
        }
    }
    Ok(if broken { ExitCode::from(BROKEN) } else { ExitCode::SUCCESS })
}

/// The findings in JSON (docs/json.md).
#[derive(Serialize)]
struct DoctorJson<'a> {
    home: String,
    broken: bool,
    findings: &'a [HealthFinding],
}
