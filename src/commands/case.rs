//! `caseload case show`: a case at a glance, in sentences; `caseload case open`: a case that no extract names yet.

use std::process::ExitCode;

use super::access::{self, Channel};
use super::cli::{CaseArgs, CaseCommand};
use super::context::CliContext;
use super::output;
use crate::desk::Caseload;
use crate::domain::opened_case::OpenedCase;
use crate::domain::{CaseNumber, Change};
use crate::rules::message::DateStyle;
use crate::store::{Refusal, StoreError};

pub(super) fn run(context: &CliContext, args: CaseArgs) -> anyhow::Result<ExitCode> {
    match args.command {
        CaseCommand::Show { case, plain, as_of } => show_case(context, &case, plain, as_of.as_deref()),
        CaseCommand::Open { case, name, language, phone, why } => {
            open_case(context, OpenedCase { case, name: name.into(), language, phone, why })
        }
    }
}

fn open_case(context: &CliContext, opened: OpenedCase) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let (case, name) = (opened.case.clone(), opened.name.clone());
    store.record(Change::CaseOpened(opened))?;
    output::print_line(&format!("Case {case}, {name}, is open. The client is participant 1."))
}

fn show_case(context: &CliContext, case: &CaseNumber, plain: bool, as_of: Option<&str>) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let as_of = context.typed_day_or_today(as_of)?;
    let caseload = Caseload::evaluate(&store, as_of)?;
    let Some(glance) = caseload.case_glance(case) else {
        return Err(StoreError::from(Refusal::UnknownCase(case.clone())).into());
    };
    access::record_access(&mut store, Channel::from_context(context), Some(case), "the case at a glance")?;
    if context.wants_json() {
        return output::print_json(&glance);
    }
    output::print_data_line(&format!("Case {case}, {}.", glance.name))?;
    for note in &glance.notes {
        output::print_data_line(note)?;
    }
    for group in glance.sentences() {
        let heading = group.heading.to_text(DateStyle::Long);
        if plain {
            output::print_data_line(&format!("{heading}."))?;
        } else {
            output::print_line("")?;
            output::print_data_line(&heading)?;
        }
        let indent = if plain { "" } else { "  " };
        for sentence in group.sentences {
            output::print_data_line(&format!("{indent}{}", sentence.to_text(DateStyle::Long)))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
