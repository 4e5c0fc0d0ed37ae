//! `caseload checklist`: form 42-126 of a case and month, with the evidence, and marks by hand.

use std::process::ExitCode;

use anyhow::bail;

use super::access::{self, Form};
use super::cli;
use super::context::Context;
use super::output;
use crate::desk::Desk;
use crate::desk::checklist::{Component, ItemState, ItemView};
use crate::domain::checklist::{ItemId, Mark};
use crate::domain::dates::Month;
use crate::domain::plain;
use crate::domain::{CaseNumber, Change};
use crate::store::{Refusal, Store, StoreError};

pub(super) fn run(context: &Context, args: &cli::Checklist) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let as_of = args.as_of.unwrap_or_else(|| context.today());
    let month = args.month.unwrap_or_else(|| Month::of(as_of));
    if let Some((item, mark)) = mark(args) {
        let known = components(&store, &args.case, month, as_of)?;
        if !known.iter().flat_map(|component| &component.items).any(|known| known.id == item) {
            bail!("The checklist has no item {item}.");
        }
        store.record(Change::ChecklistItemMarked { case: args.case.clone(), month, item, mark })?;
    }
    let components = components(&store, &args.case, month, as_of)?;
    let what = format!("the checklist of {month}");
    access::account(&mut store, Form::of(context), Some(&args.case), what)?;
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

fn components(
    store: &Store,
    case: &CaseNumber,
    month: Month,
    as_of: chrono::NaiveDate,
) -> anyhow::Result<Vec<Component>> {
    let desk = Desk::lay(store, as_of)?;
    if desk.case(case).is_none() {
        return Err(StoreError::from(Refusal::UnknownCase(case.clone())).into());
    }
    Ok(desk.checklist(case, &store.comments(case, u32::MAX)?, month))
}

fn print(component: &Component) -> anyhow::Result<()> {
    output::line(&component.title)?;
    component.items.iter().try_for_each(|item| output::line(&item_line(item)).map(drop))
}

fn item_line(item: &ItemView) -> String {
    let (sign, note) = match &item.state {
        ItemState::Proven { evidence } => {
            let grounds: Vec<_> = evidence.iter().map(|ground| format!("{} {}", ground.fact, ground.value)).collect();
            ("proven ", grounds.join("; "))
        }
        ItemState::ByHand => ("by hand", String::new()),
        ItemState::NotApplicable { why } => ("n/a    ", why.clone()),
        ItemState::Open => ("OPEN   ", String::new()),
    };
    let note = if note.is_empty() { note } else { format!("  ({note})") };
    plain::shown(&format!("  {sign}  {}  [{}]{note}", item.words, item.id))
}
