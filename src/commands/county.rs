//! `caseload county`: the county's map of resources and its self-assessment of readiness. Both are about no case.

use std::process::ExitCode;

use anyhow::bail;
use chrono::NaiveDate;
use serde_json::Value;

use super::cli::{AssessmentArgs, CountyArgs, CountyCommand, ResourceArgs};
use super::context::CliContext;
use super::output::{self, json_object};
use crate::desk::short_id;
use crate::domain::county_tool::{
    AnsweredOn, AssessedSection, CountyToolEntry, CountyToolStep, MappedResource, Resource, answers_to,
    mapped_resources,
};
use crate::domain::dates::{DateSide, format_long_date, parse_typed_date};
use crate::domain::filing_answer::Confirmations;
use crate::domain::{Change, RowId};
use crate::paper::DocumentCell;
use crate::policy::self_assessment::{AssessmentSection, answer_words, assessment_sections};
use crate::store::Store;

pub(super) fn run(context: &CliContext, args: CountyArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    store.set_answers(Confirmations { for_ec: None, wording: args.answers.to_answers() });
    match args.command {
        CountyCommand::Resources { kind } => list_resources(context, &store, kind.as_deref()),
        CountyCommand::AddResource(args) => add_resource(context, &mut store, *args),
        CountyCommand::CheckResource { id } => {
            let step = CountyToolStep::ResourceChecked(find_resource(context, &store, &id)?);
            record(context, &mut store, step, "Checked.")
        }
        CountyCommand::DropResource { id } => {
            let step = CountyToolStep::ResourceDropped(find_resource(context, &store, &id)?);
            record(context, &mut store, step, "Taken off the map.")
        }
        CountyCommand::Assessment(args) => assess(context, &mut store, *args),
    }
}

fn record(context: &CliContext, store: &mut Store, step: CountyToolStep, done: &str) -> anyhow::Result<ExitCode> {
    let entry = CountyToolEntry { id: store.new_row_id(), on: context.today(), step };
    store.record(Change::CountyTool(entry))?;
    output::print_done(context, done)
}

fn add_resource(context: &CliContext, store: &mut Store, args: ResourceArgs) -> anyhow::Result<ExitCode> {
    let resource = Resource {
        name: args.name,
        kind: args.kind,
        provider: args.provider,
        place: args.place,
        hours: args.hours,
        languages: args.languages,
        access: args.access,
        cost: args.cost,
        phone: args.phone,
        region: args.region,
    };
    record(context, store, CountyToolStep::ResourceAdded(Box::new(resource)), "On the map.")
}

/// Returns the resource whose id ends so.
fn find_resource(context: &CliContext, store: &Store, end: &str) -> anyhow::Result<RowId> {
    let entries = store.county_tool_entries()?;
    let mapped = mapped_resources(&entries, context.today()).into_iter();
    let named: Vec<RowId> = mapped.map(|one| one.id).filter(|id| short_id(*id) == end.trim()).collect();
    match named.as_slice() {
        [only] => Ok(*only),
        [] => bail!("There is no resource {end} on the map. To see them: caseload county resources"),
        _ => bail!("Several resources end in {end}."),
    }
}

fn list_resources(context: &CliContext, store: &Store, kind: Option<&str>) -> anyhow::Result<ExitCode> {
    let entries = store.county_tool_entries()?;
    let today = context.today();
    let policy = store.policies().in_force_on(today);
    let oldest = policy.resource_check.as_ref().map(|within| today - within.value);
    let mut mapped = mapped_resources(&entries, today);
    mapped.retain(|one| kind.is_none_or(|kind| one.resource.kind == kind));
    let is_old = |one: &MappedResource<'_>| oldest.is_some_and(|oldest| one.checked < oldest);
    if context.wants_json() {
        let rows = mapped.iter().map(|one| resource_json(one, is_old(one))).collect::<Vec<_>>();
        return output::print_json(&rows);
    }
    let row = |one: MappedResource<'_>| {
        let note = if is_old(&one) { "check it" } else { "" };
        let text = |text: &Option<String>| DocumentCell::from_words(text.clone().unwrap_or_default());
        [
            DocumentCell::from_words(short_id(one.id)),
            DocumentCell::from_words(policy.tables.goals.area_title(&one.resource.kind).to_owned()),
            DocumentCell::from_words(one.resource.name.clone()),
            text(&one.resource.place),
            text(&one.resource.phone),
            text(&one.resource.access),
            DocumentCell::Day(one.checked),
            DocumentCell::from_words(note),
        ]
    };
    let headings = ["Id", "For", "Name", "Where", "Phone", "How to get in", "Checked", ""];
    output::print_table(headings, mapped.into_iter().map(row), "No resource is on the map.")
}

fn resource_json(one: &MappedResource<'_>, is_old: bool) -> Value {
    let known = one.resource;
    json_object([
        ("id", short_id(one.id).into()),
        ("name", known.name.clone().into()),
        ("kind", known.kind.clone().into()),
        ("provider", known.provider.clone().into()),
        ("place", known.place.clone().into()),
        ("hours", known.hours.clone().into()),
        ("languages", known.languages.clone().into()),
        ("access", known.access.clone().into()),
        ("cost", known.cost.clone().into()),
        ("phone", known.phone.clone().into()),
        ("region", known.region.clone().into()),
        ("checked", one.checked.to_string().into()),
        ("to_check", is_old.into()),
    ])
}

fn assess(context: &CliContext, store: &mut Store, args: AssessmentArgs) -> anyhow::Result<ExitCode> {
    let (Some(section), Some(answer)) = (args.section, args.answer) else { return show_assessment(context, store) };
    let due = args.due.map(|due| parse_typed_date(&due, context.today(), DateSide::Future)).transpose()?;
    let answer =
        AssessedSection { section, answer, evidence: args.evidence, action: args.action, owner: args.owner, due };
    record(context, store, CountyToolStep::Assessed(Box::new(answer)), "Answered.")
}

fn show_assessment(context: &CliContext, store: &Store) -> anyhow::Result<ExitCode> {
    let entries = store.county_tool_entries()?;
    let today = context.today();
    let sections = assessment_sections().iter().map(|section| (section, answers_to(&entries, &section.id, today)));
    if context.wants_json() {
        let rows = sections.map(|(section, answers)| section_json(section, answers)).collect::<Vec<_>>();
        return output::print_json(&rows);
    }
    for (section, answers) in sections {
        output::print_data_line(&section_line(section, answers, today))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn section_line(
    section: &AssessmentSection,
    answers: Option<(AnsweredOn<'_>, AnsweredOn<'_>)>,
    today: NaiveDate,
) -> String {
    let Some((first, now)) = answers else { return format!("{} ({}): no answer", section.title, section.id) };
    let before = if first.on == now.on {
        String::new()
    } else {
        format!("; before {} {}", answer_words(first.answer.answer), format_long_date(first.on))
    };
    let mut line =
        format!("{}: {}, {}{before}", section.title, answer_words(now.answer.answer), format_long_date(now.on));
    let known = now.answer;
    line.extend(known.evidence.iter().map(|evidence| format!("; shown by: {evidence}")));
    line.extend(known.action.iter().map(|action| format!("; to do: {action}")));
    line.extend(known.owner.iter().map(|owner| format!(", {owner}")));
    line.extend(known.due.iter().map(|due| {
        let late = if *due < today { ", late" } else { "" };
        format!(", by {}{late}", format_long_date(*due))
    }));
    line
}

fn section_json(section: &AssessmentSection, answers: Option<(AnsweredOn<'_>, AnsweredOn<'_>)>) -> Value {
    let day = |on: NaiveDate| Value::from(on.to_string());
    let first = answers.map(|(first, _)| first);
    let now = answers.map(|(_, now)| now);
    json_object([
        ("section", section.id.clone().into()),
        ("title", section.title.clone().into()),
        ("answer", now.map(|now| now.answer.answer).into()),
        ("on", now.map_or(Value::Null, |now| day(now.on))),
        ("first_answer", first.map(|first| first.answer.answer).into()),
        ("first_on", first.map_or(Value::Null, |first| day(first.on))),
        ("evidence", now.and_then(|now| now.answer.evidence.clone()).into()),
        ("action", now.and_then(|now| now.answer.action.clone()).into()),
        ("owner", now.and_then(|now| now.answer.owner.clone()).into()),
        ("due", now.and_then(|now| now.answer.due).map_or(Value::Null, day)),
    ])
}
