//! `caseload desk`: what waits for supervisor and Clerk II, and what the supervisor records about the work itself.

use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use serde::Serialize;

use super::access::{self, Channel};
use super::checklist;
use super::cli_desk::{DeskArgs, DeskCommand, ReviewArgs};
use super::context::CliContext;
use super::output::{self, TextTable};
use crate::desk::{Caseload, review};
use crate::domain::checklist::ItemId;
use crate::domain::dates::{self, Month};
use crate::domain::name::PersonName;
use crate::domain::supervision::{Conference, ReviewDraw, ReviewPoint, ReviewScore, SupervisionEvent};
use crate::domain::{CaseNumber, Change, sanitize};
use crate::rules::acts;
use crate::store::{Refusal, SUPERVISION, Store, StoreError};

pub(super) fn run(context: &CliContext, args: DeskArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let desk = Caseload::evaluate(&store, context.today())?;
    let Some(what) = args.what else { return list_queue(context, &mut store, &desk) };
    let policies = store.policies();
    let allowed = acts::check_role(policies, SUPERVISION, store.worker(), context.today());
    allowed.map_err(|refused| StoreError::from(Refusal::Forbidden(refused)))?;
    let this_month = Month::from_date(context.today());
    match what {
        DeskCommand::Draw { month, seed } => draw_cases(context, &mut store, &desk, month.unwrap_or(this_month), seed),
        DeskCommand::Reviews { month } => list_reviews(context, &mut store, &desk, month.unwrap_or(this_month)),
        DeskCommand::Review(args) => review_case(context, &mut store, &desk, &args),
        DeskCommand::Conference { with, said, cases, on } => {
            let conference = Conference {
                with,
                on: dates::parse_typed_date(&on, context.today(), dates::DateSide::Past)?,
                cases,
                said,
            };
            record_conference(context, &mut store, &conference)
        }
        DeskCommand::Conferences => list_conferences(context, &mut store, &desk),
    }
}

fn list_queue(context: &CliContext, store: &mut Store, desk: &Caseload) -> anyhow::Result<ExitCode> {
    ensure!(
        desk.has_queue(),
        "This desk is for EC Supervisor and Clerk II; the lists of an EC are: caseload list today"
    );
    access::record_access(store, Channel::from_context(context), None, "the desk")?;
    let rows = desk.queue_rows();
    if context.wants_json() {
        return output::print_json(&rows);
    }
    let mut table = TextTable::new(["what", "due", "case", "person", "name", "EC", "says"]);
    for row in rows {
        table.push([
            row.section.title().to_owned(),
            row.due.map(|due| due.to_string()).unwrap_or_default(),
            row.case.to_string(),
            row.person.to_string(),
            row.name.to_string(),
            row.ec.map(|ec| ec.to_string()).unwrap_or_default(),
            row.says,
        ]);
    }
    table.print("Nothing waits.")
}

fn draw_cases(
    context: &CliContext,
    store: &mut Store,
    desk: &Caseload,
    month: Month,
    seed: Option<u64>,
) -> anyhow::Result<ExitCode> {
    let drawn = review::draw_reviews(store, desk, month, seed)?;
    ensure!(!drawn.is_empty(), "The cases to review in {month} are drawn already; see: caseload desk reviews");
    if context.wants_json() {
        return output::print_json(&drawn);
    }
    drawn.iter().try_for_each(|draw| output::print_line(&draw_summary(draw)).map(drop))?;
    Ok(ExitCode::SUCCESS)
}

fn draw_summary(draw: &ReviewDraw) -> String {
    let ReviewDraw { month, ec, on, seed, of, cases } = draw;
    let cases: Vec<_> = cases.iter().map(ToString::to_string).collect();
    format!("{month}, {ec}: drawn on {on} with seed {seed}, {} of {of} cases: {}", cases.len(), cases.join(", "))
}

/// A draw with what came of it.
#[derive(Serialize)]
struct DrawJson {
    #[serde(flatten)]
    draw: ReviewDraw,
    reviews: Vec<ReviewJson>,
}

/// A case of a draw.
#[derive(Serialize)]
struct ReviewJson {
    case: CaseNumber,
    name: Option<PersonName>,
    on: Option<chrono::NaiveDate>,
    result: Option<String>,
    points: Vec<ReviewPoint>,
    remark: Option<String>,
}

fn list_reviews(context: &CliContext, store: &mut Store, desk: &Caseload, month: Month) -> anyhow::Result<ExitCode> {
    access::record_access(store, Channel::from_context(context), None, "the reviews")?;
    let line = |case: &CaseNumber| {
        let review = desk.case_review(month, case);
        ReviewJson {
            case: case.clone(),
            name: desk.case(case).map(crate::desk::EvaluatedCase::case_name),
            on: review.map(|review| review.on),
            result: review.map(crate::domain::supervision::CaseReview::result_text),
            points: review.map(|review| review.points.clone()).unwrap_or_default(),
            remark: review.map(|review| review.remark.clone()),
        }
    };
    let draws: Vec<_> = desk
        .month_draws(month)
        .map(|draw| DrawJson { draw: draw.clone(), reviews: draw.cases.iter().map(line).collect() })
        .collect();
    if context.wants_json() {
        return output::print_json(&draws);
    }
    if draws.is_empty() {
        return output::print_line(&format!("No cases are drawn for {month}. Draw them with: caseload desk draw"));
    }
    for draw in draws {
        output::print_line(&draw_summary(&draw.draw))?;
        for review in draw.reviews {
            let result = review.on.zip(review.result).map_or_else(
                || "to review".to_owned(),
                |(on, result)| format!("reviewed {on}: {result}. {}", review.remark.unwrap_or_default()),
            );
            let name = review.name.map(|name| name.to_string()).unwrap_or_default();
            output::print_line(&sanitize::sanitize_line(&format!("  {}  {name}  {}", review.case, result.trim_end())))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows the points of a review; with scores, records it.
fn review_case(
    context: &CliContext,
    store: &mut Store,
    desk: &Caseload,
    args: &ReviewArgs,
) -> anyhow::Result<ExitCode> {
    let month = args.month.unwrap_or_else(|| Month::from_date(context.today()));
    let comments = store.comments_of_case(&args.case, u32::MAX)?;
    let components = desk.review_points(&args.case, &comments, month);
    if components.is_empty() {
        return Err(StoreError::from(Refusal::UnknownCase(args.case.clone())).into());
    }
    if args.scores.is_empty() && args.remark.is_none() {
        access::record_access(store, Channel::from_context(context), Some(&args.case), "the points of a review")?;
        return checklist::print_components(context, &components);
    }
    let items = components.iter().flat_map(|component| &component.items);
    let proposed = items
        .filter_map(|item| Some(ReviewPoint { item: item.id.clone(), score: review::proposed_score(&item.state)? }));
    let mut points: Vec<ReviewPoint> = proposed.collect();
    for given in &args.scores {
        let given = parse_point(given)?;
        points.retain(|point| point.item != given.item);
        points.push(given);
    }
    let review = desk.score_review(&args.case, month, points, args.remark.clone().unwrap_or_default())?;
    store.record(Change::Supervised(SupervisionEvent::CaseReviewed(review.clone())))?;
    if context.wants_json() {
        return output::print_json(&review);
    }
    output::print_line(&format!("Reviewed: {}, {}.", review.case, review.result_text()))
}

fn parse_point(given: &str) -> anyhow::Result<ReviewPoint> {
    let Some((item, score)) = given.split_once('=') else { bail!("{given:?} is not POINT=SCORE.") };
    let named = score.trim().to_ascii_lowercase().replace('-', "_");
    let score: ReviewScore =
        named.parse().ok().with_context(|| format!("{score:?} is no score: met, not-met or not-applicable."))?;
    Ok(ReviewPoint { item: ItemId(item.trim().replace('-', "_")), score })
}

fn record_conference(context: &CliContext, store: &mut Store, conference: &Conference) -> anyhow::Result<ExitCode> {
    store.record(Change::Supervised(SupervisionEvent::ConferenceHeld(conference.clone())))?;
    if context.wants_json() {
        return output::print_json(conference);
    }
    output::print_line(&format!("Recorded: conference with {} on {}.", conference.with, conference.on))
}

fn list_conferences(context: &CliContext, store: &mut Store, desk: &Caseload) -> anyhow::Result<ExitCode> {
    access::record_access(store, Channel::from_context(context), None, "the conferences")?;
    let held = &desk.supervision().conferences;
    if context.wants_json() {
        return output::print_json(held);
    }
    let mut table = TextTable::new(["on", "with", "cases", "what was agreed"]);
    for one in held {
        let cases: Vec<_> = one.cases.iter().map(ToString::to_string).collect();
        table.push([one.on.to_string(), one.with.to_string(), cases.join(" "), one.said.clone()]);
    }
    table.print("No conference is recorded.")
}
