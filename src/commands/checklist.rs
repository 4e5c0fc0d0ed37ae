//! `caseload checklist`: form 42-126 or a procedure for a case and month, with the evidence, and marks by hand.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;

use super::access::{self, Channel};
use super::cli;
use super::comment::{PROTECTED_COMMENT, explain_refusal};
use super::context::CliContext;
use super::output;
use super::whose_case::take_answers;
use crate::desk::Caseload;
use crate::desk::checklist::{Checklist, ComponentView, ItemState, ItemView};
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::dates::{Month, format_month};
use crate::domain::sanitize;
use crate::domain::{CaseNumber, Change};
use crate::present::finding::facts_text;
use crate::store::{Refusal, Store, StoreError};

pub(super) fn run(context: &CliContext, args: &cli::ChecklistArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let as_of = context.typed_day_or_today(args.as_of.as_deref())?;
    let request = ChecklistRequest {
        as_of,
        month: args.checklist.month.unwrap_or_else(|| Month::from_date(as_of)),
        form: args.checklist.form.as_deref(),
    };
    let month = request.month;
    if let Some((item, mark)) = requested_mark(args) {
        let known = load_components(&store, &args.case, request)?;
        if !known.iter().flat_map(|component| &component.items).any(|known| known.id == item) {
            bail!("The checklist has no item {item}. Its items: caseload checklist CASE --json");
        }
        take_answers(&mut store, &args.case, &args.confirmations)?;
        let recorded = store.record(Change::ChecklistItemMarked { case: args.case.clone(), month, item, mark });
        recorded.map_err(|error| explain_refusal(error, PROTECTED_COMMENT))?;
    }
    let components = load_components(&store, &args.case, request)?;
    let what = format!("the checklist of {}", format_month(month));
    access::record_access(&mut store, Channel::from_context(context), Some(&args.case), what)?;
    print_components(context, &components)
}

/// Prints the components of a checklist with their items.
pub(super) fn print_components(context: &CliContext, components: &[ComponentView]) -> anyhow::Result<ExitCode> {
    if context.wants_json() {
        return output::print_json(&components);
    }
    components.iter().try_for_each(print_component)?;
    Ok(ExitCode::SUCCESS)
}

fn requested_mark(args: &cli::ChecklistArgs) -> Option<(ItemId, ItemMark)> {
    let ticked = args.tick.clone().map(|item| (ItemId(item), ItemMark::Ticked));
    let cleared = args.clear.clone().map(|item| (ItemId(item), ItemMark::Cleared));
    let why = args.why.clone().unwrap_or_default();
    let not_applicable = args.not_applicable.clone().map(|item| (ItemId(item), ItemMark::NotApplicable { why }));
    ticked.or(cleared).or(not_applicable)
}

/// A request for a checklist: its name (`None` for form 42-126), a month and an as-of day.
#[derive(Clone, Copy)]
struct ChecklistRequest<'a> {
    form: Option<&'a str>,
    month: Month,
    as_of: NaiveDate,
}

fn load_components(
    store: &Store,
    case: &CaseNumber,
    request: ChecklistRequest<'_>,
) -> anyhow::Result<Vec<ComponentView>> {
    let caseload = Caseload::evaluate(store, request.as_of)?;
    if caseload.case(case).is_none() {
        return Err(StoreError::from(Refusal::UnknownCase(case.clone())).into());
    }
    let form = find_checklist(&caseload, request.form)?;
    Ok(caseload.evaluate_checklist(&form, case, &store.comments_of_case(case, u32::MAX)?, request.month))
}

/// Returns the checklist with this name, or form 42-126 for `None`.
///
/// # Errors
/// Fails for an unknown name, with the names of all checklists.
pub(super) fn find_checklist(caseload: &Caseload, name: Option<&str>) -> anyhow::Result<Arc<Checklist>> {
    let Some(name) = name else { return Ok(Arc::clone(caseload.checklists().case_management())) };
    let offered = caseload.offered_checklists();
    let known = offered.iter().find(|form| form.name == name).cloned();
    known.with_context(|| {
        let names: Vec<_> = offered.iter().map(|form| form.name.as_str()).collect();
        format!("There is no checklist {name:?}. There are: {}.", names.join(", "))
    })
}

fn print_component(component: &ComponentView) -> anyhow::Result<()> {
    output::print_line(&component.title)?;
    component.items.iter().try_for_each(|item| output::print_line(&item_line(item)).map(drop))
}

fn item_line(item: &ItemView) -> String {
    let (state, note) = state_and_note(&item.state);
    let note = if note.is_empty() { note } else { format!("  ({note})") };
    let last_month = item
        .last_month
        .as_ref()
        .map(|state| format!("  last month: {}", state_and_note(state).0.trim_end().to_lowercase()));
    sanitize::sanitize_line(&format!(
        "  {state}  {}  [{}]{note}{}",
        item.words,
        item.id,
        last_month.unwrap_or_default()
    ))
}

/// Returns the state in a word, padded to the width of the longest, and a note: the evidence, or the reason why the
/// item does not apply.
fn state_and_note(state: &ItemState) -> (&'static str, String) {
    match state {
        ItemState::Proven { evidence } => ("proven ", facts_text(evidence)),
        ItemState::ByHand => ("by hand", String::new()),
        ItemState::NotApplicable { why } => ("n/a    ", why.clone()),
        ItemState::Open => ("OPEN   ", String::new()),
    }
}
