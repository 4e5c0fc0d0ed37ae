//! `caseload checklist`: form 42-126 or a procedure of a case and month, with the evidence, and marks by hand.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;

use super::access::{self, Form};
use super::cli;
use super::context::Context;
use super::output;
use crate::desk::Desk;
use crate::desk::checklist::{Checklist, Component, ItemState, ItemView};
use crate::domain::checklist::{ItemId, Mark};
use crate::domain::dates::Month;
use crate::domain::plain;
use crate::domain::{CaseNumber, Change};
use crate::store::{Refusal, Store, StoreError};

pub(super) fn run(context: &Context, args: &cli::Checklist) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let as_of = args.as_of.unwrap_or_else(|| context.today());
    let asked =
        Asked { as_of, month: args.of.month.unwrap_or_else(|| Month::of(as_of)), form: args.of.form.as_deref() };
    let month = asked.month;
    if let Some((item, mark)) = mark(args) {
        let known = components(&store, &args.case, asked)?;
        if !known.iter().flat_map(|component| &component.items).any(|known| known.id == item) {
            bail!("The checklist has no item {item}.");
        }
        store.record(Change::ChecklistItemMarked { case: args.case.clone(), month, item, mark })?;
    }
    let components = components(&store, &args.case, asked)?;
    let what = format!("the checklist of {month}");
    access::account(&mut store, Form::of(context), Some(&args.case), what)?;
    told(context, &components)
}

/// Prints components with their items.
pub(super) fn told(context: &Context, components: &[Component]) -> anyhow::Result<ExitCode> {
    if context.json() {
        return output::json(&components);
    }
    components.iter().try_for_each(print)?;
    Ok(ExitCode::SUCCESS)
}

fn mark(args: &cli::Checklist) -> Option<(ItemId, Mark)> {
    let ticked = args.tick.clone().map(|item| (ItemId(item), Mark::Ticked));
    let cleared = args.clear.clone().map(|item| (ItemId(item), Mark::Cleared));
    let why = args.why.clone().unwrap_or_default();
    let not_applicable = args.not_applicable.clone().map(|item| (ItemId(item), Mark::NotApplicable { why }));
    ticked.or(cleared).or(not_applicable)
}

/// Which checklist, of which month, as of which day.
#[derive(Clone, Copy)]
struct Asked<'a> {
    form: Option<&'a str>,
    month: Month,
    as_of: NaiveDate,
}

fn components(store: &Store, case: &CaseNumber, asked: Asked<'_>) -> anyhow::Result<Vec<Component>> {
    let desk = Desk::lay(store, asked.as_of)?;
    if desk.case(case).is_none() {
        return Err(StoreError::from(Refusal::UnknownCase(case.clone())).into());
    }
    let form = named(&desk, asked.form)?;
    Ok(desk.checklist_of(&form, case, &store.comments(case, u32::MAX)?, asked.month))
}

/// The checklist with this name, form 42-126 where none is named; an unknown name is answered with those there are.
pub(super) fn named(desk: &Desk, name: Option<&str>) -> anyhow::Result<Arc<Checklist>> {
    let Some(name) = name else { return Ok(Arc::clone(desk.forms().case_management())) };
    let known = desk.forms().named(name).cloned();
    known.with_context(|| {
        let names: Vec<_> = desk.forms().all().map(|form| form.name.as_str()).collect();
        format!("There is no checklist {name:?}. There are: {}.", names.join(", "))
    })
}

fn print(component: &Component) -> anyhow::Result<()> {
    output::line(&component.title)?;
    component.items.iter().try_for_each(|item| output::line(&item_line(item)).map(drop))
}

fn item_line(item: &ItemView) -> String {
    let (sign, note) = stands(&item.state);
    let note = if note.is_empty() { note } else { format!("  ({note})") };
    let before =
        item.last_month.as_ref().map(|state| format!("  last month: {}", stands(state).0.trim_end().to_lowercase()));
    plain::shown(&format!("  {sign}  {}  [{}]{note}{}", item.words, item.id, before.unwrap_or_default()))
}

/// The state in a word, all of one width, and what there is to say of it.
fn stands(state: &ItemState) -> (&'static str, String) {
    match state {
        ItemState::Proven { evidence } => {
            let grounds: Vec<_> = evidence.iter().map(|ground| format!("{} {}", ground.fact, ground.value)).collect();
            ("proven ", grounds.join("; "))
        }
        ItemState::ByHand => ("by hand", String::new()),
        ItemState::NotApplicable { why } => ("n/a    ", why.clone()),
        ItemState::Open => ("OPEN   ", String::new()),
    }
}
