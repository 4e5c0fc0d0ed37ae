//! `caseload desk`: what waits for supervisor and Clerk II, and what the supervisor records about the work itself.

use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use serde::Serialize;

use super::access::{self, Form};
use super::checklist;
use super::cli_desk::{DeskArgs, DeskWhat, ReviewArgs};
use super::context::Context;
use super::output::{self, Table};
use crate::desk::{Desk, review};
use crate::domain::checklist::ItemId;
use crate::domain::dates::{self, Month};
use crate::domain::name::PersonName;
use crate::domain::supervision::{Conference, Draw, Point, Score, Supervised};
use crate::domain::{CaseNumber, Change, plain};
use crate::rules::acts;
use crate::store::{Refusal, SUPERVISION, Store, StoreError};

pub(super) fn run(context: &Context, args: DeskArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let desk = Desk::lay(&store, context.today())?;
    let Some(what) = args.what else { return rows(context, &mut store, &desk) };
    let policies = store.policies();
    let allowed = acts::role_refusal(policies, SUPERVISION, store.worker(), context.today());
    allowed.map_err(|refused| StoreError::from(Refusal::Forbidden(refused)))?;
    let this_month = Month::of(context.today());
    match what {
        DeskWhat::Draw { month, seed } => draw(context, &mut store, &desk, month.unwrap_or(this_month), seed),
        DeskWhat::Reviews { month } => reviews(context, &mut store, &desk, month.unwrap_or(this_month)),
        DeskWhat::Review(args) => reviewed(context, &mut store, &desk, &args),
        DeskWhat::Conference { with, said, cases, on } => {
            let conference = Conference { with, on: dates::spoken(&on, context.today(), false)?, cases, said };
            held(context, &mut store, &conference)
        }
        DeskWhat::Conferences => conferences(context, &mut store, &desk),
    }
}

fn rows(context: &Context, store: &mut Store, desk: &Desk) -> anyhow::Result<ExitCode> {
    ensure!(
        desk.has_own_desk(),
        "This desk is for EC Supervisor and Clerk II; the lists of an EC are: caseload list today"
    );
    access::account(store, Form::of(context), None, "the desk")?;
    let rows = desk.desk_rows();
    if context.json() {
        return output::json(&rows);
    }
    let mut table = Table::new(["what", "due", "case", "person", "name", "EC", "says"]);
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

fn draw(
    context: &Context,
    store: &mut Store,
    desk: &Desk,
    month: Month,
    seed: Option<u64>,
) -> anyhow::Result<ExitCode> {
    let drawn = review::draw(store, desk, month, seed)?;
    ensure!(!drawn.is_empty(), "The cases to review in {month} are drawn already; see: caseload desk reviews");
    if context.json() {
        return output::json(&drawn);
    }
    drawn.iter().try_for_each(|draw| output::line(&drawn_line(draw)).map(drop))?;
    Ok(ExitCode::SUCCESS)
}

fn drawn_line(draw: &Draw) -> String {
    let Draw { month, ec, on, seed, of, cases } = draw;
    let cases: Vec<_> = cases.iter().map(ToString::to_string).collect();
    format!("{month}, {ec}: drawn on {on} with seed {seed}, {} of {of} cases: {}", cases.len(), cases.join(", "))
}

/// A draw with what came of it.
#[derive(Serialize)]
struct DrawLine {
    #[serde(flatten)]
    draw: Draw,
    reviews: Vec<ReviewLine>,
}

/// A case of a draw.
#[derive(Serialize)]
struct ReviewLine {
    case: CaseNumber,
    name: Option<PersonName>,
    on: Option<chrono::NaiveDate>,
    result: Option<String>,
    points: Vec<Point>,
    remark: Option<String>,
}

fn reviews(context: &Context, store: &mut Store, desk: &Desk, month: Month) -> anyhow::Result<ExitCode> {
    access::account(store, Form::of(context), None, "the reviews")?;
    let line = |case: &CaseNumber| {
        let review = desk.review(month, case);
        ReviewLine {
            case: case.clone(),
            name: desk.case(case).map(crate::desk::CaseOnDesk::name),
            on: review.map(|review| review.on),
            result: review.map(crate::domain::supervision::CaseReview::result),
            points: review.map(|review| review.points.clone()).unwrap_or_default(),
            remark: review.map(|review| review.remark.clone()),
        }
    };
    let draws: Vec<_> = desk
        .draws(month)
        .map(|draw| DrawLine { draw: draw.clone(), reviews: draw.cases.iter().map(line).collect() })
        .collect();
    if context.json() {
        return output::json(&draws);
    }
    if draws.is_empty() {
        return output::line(&format!("No cases are drawn for {month}. Draw them with: caseload desk draw"));
    }
    for draw in draws {
        output::line(&drawn_line(&draw.draw))?;
        for review in draw.reviews {
            let result = review.on.zip(review.result).map_or_else(
                || "to review".to_owned(),
                |(on, result)| format!("reviewed {on}: {result}. {}", review.remark.unwrap_or_default()),
            );
            let name = review.name.map(|name| name.to_string()).unwrap_or_default();
            output::line(&plain::shown(&format!("  {}  {name}  {}", review.case, result.trim_end())))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows the points of a review; with scores, records it.
fn reviewed(context: &Context, store: &mut Store, desk: &Desk, args: &ReviewArgs) -> anyhow::Result<ExitCode> {
    let month = args.month.unwrap_or_else(|| Month::of(context.today()));
    let comments = store.comments(&args.case, u32::MAX)?;
    let components = desk.review_points(&args.case, &comments, month);
    if components.is_empty() {
        return Err(StoreError::from(Refusal::UnknownCase(args.case.clone())).into());
    }
    if args.scores.is_empty() && args.remark.is_none() {
        access::account(store, Form::of(context), Some(&args.case), "the points of a review")?;
        return checklist::told(context, &components);
    }
    let items = components.iter().flat_map(|component| &component.items);
    let proposed =
        items.filter_map(|item| Some(Point { item: item.id.clone(), score: review::proposed(&item.state)? }));
    let mut points: Vec<Point> = proposed.collect();
    for given in &args.scores {
        let given = point(given)?;
        points.retain(|point| point.item != given.item);
        points.push(given);
    }
    let review = desk.reviewed(&args.case, month, points, args.remark.clone().unwrap_or_default())?;
    store.record(Change::Supervised(Supervised::CaseReviewed(review.clone())))?;
    if context.json() {
        return output::json(&review);
    }
    output::line(&format!("Reviewed: {}, {}.", review.case, review.result()))
}

fn point(given: &str) -> anyhow::Result<Point> {
    let Some((item, score)) = given.split_once('=') else { bail!("{given:?} is not POINT=SCORE.") };
    let named = score.trim().to_ascii_lowercase().replace('-', "_");
    let score: Score =
        named.parse().ok().with_context(|| format!("{score:?} is no score: met, not-met or not-applicable."))?;
    Ok(Point { item: ItemId(item.trim().replace('-', "_")), score })
}

fn held(context: &Context, store: &mut Store, conference: &Conference) -> anyhow::Result<ExitCode> {
    store.record(Change::Supervised(Supervised::ConferenceHeld(conference.clone())))?;
    if context.json() {
        return output::json(conference);
    }
    output::line(&format!("Recorded: conference with {} on {}.", conference.with, conference.on))
}

fn conferences(context: &Context, store: &mut Store, desk: &Desk) -> anyhow::Result<ExitCode> {
    access::account(store, Form::of(context), None, "the conferences")?;
    let held = &desk.supervision().conferences;
    if context.json() {
        return output::json(held);
    }
    let mut table = Table::new(["on", "with", "cases", "what was agreed"]);
    for one in held {
        let cases: Vec<_> = one.cases.iter().map(ToString::to_string).collect();
        table.push([one.on.to_string(), one.with.to_string(), cases.join(" "), one.said.clone()]);
    }
    table.print("No conference is recorded.")
}
