//! `caseload goals`: the goals of a case, as pictures or in sentences. What is kept apart is counted and not shown.

use std::process::ExitCode;

use super::access::{self, Channel};
use super::cli::GoalsArgs;
use super::context::CliContext;
use super::output;
use crate::desk::Caseload;
use crate::posting::skill_lines;
use crate::present::goal_page::{PageRole, PictureStyle, goal_page};
use crate::rules::goals::goal_state::{goals_of, people_with_goals};
use crate::rules::view::View;
use crate::store::{Refusal, StoreError};

/// The columns of the pictures.
const COLUMNS: usize = 78;

pub(super) fn run(context: &CliContext, args: &GoalsArgs) -> anyhow::Result<ExitCode> {
    let (case, plain) = (&args.case, args.plain);
    let mut store = context.open_home()?;
    let as_of = context.typed_day_or_today(args.as_of.as_deref())?;
    let caseload = Caseload::evaluate(&store, as_of)?;
    let known = caseload.case(case).ok_or_else(|| StoreError::from(Refusal::UnknownCase(case.clone())))?;
    access::record_access(&mut store, Channel::from_context(context), Some(case), "the goals of the case")?;
    let view = View::new(&known.record.facts, caseload.policies(), as_of);
    if args.skills {
        return print_skills(&view);
    }
    let style = if plain || context.wants_json() { PictureStyle::Sentences } else { PictureStyle::Drawn(COLUMNS) };
    let pages: Vec<_> = people_with_goals(&view)
        .into_iter()
        .map(|person| (known.person_name(person), goal_page(&view, person, &known.evaluation.findings, style)))
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    if context.wants_json() {
        let people = pages.iter().map(|(name, lines)| {
            let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
            serde_json::json!({ "name": name.to_string(), "lines": lines })
        });
        return output::print_json(&people.collect::<Vec<_>>());
    }
    if pages.is_empty() {
        return output::print_line("No goal is recorded.");
    }
    for (name, lines) in pages {
        output::print_data_line(&name.to_string())?;
        for line in lines {
            let indent = if line.role == PageRole::Heading || plain { "" } else { "  " };
            output::print_data_line(&format!("{indent}{}", line.text))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a block for each goal, as the Skills page of the system of record takes it.
fn print_skills(view: &View<'_>) -> anyhow::Result<ExitCode> {
    for person in people_with_goals(view) {
        for goal in goals_of(view, person) {
            for line in skill_lines(&goal) {
                output::print_data_line(&line)?;
            }
            output::print_line("")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
