//! `caseload desk`: what is waiting for the EC Supervisor and the Clerk II, and what the supervisor records about the
//! work.

mod duty;

use std::borrow::Cow;
use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use serde::Serialize;

use super::access::{self, Channel};
use super::checklist;
use super::cli::{DeskArgs, DeskCommand, ReviewArgs};
use super::comment::{PROTECTED_COMMENT, explain_refusal};
use super::context::CliContext;
use super::output;
use crate::desk::{Caseload, EvaluatedCase, QueueRow, review};
use crate::domain::checklist::ItemId;
use crate::domain::dates::{self, Month, format_long_date};
use crate::domain::filing_answer::Confirmations;
use crate::domain::name::PersonName;
use crate::domain::role::Role;
use crate::domain::supervision::{CaseReview, Conference, ReviewDraw, ReviewPoint, ReviewScore, SupervisionEvent};
use crate::domain::{CaseNumber, Change};
use crate::paper::DocumentCell;
use crate::policy::SUPERVISION;
use crate::present::dates::long_month;
use crate::rules::acts;
use crate::store::{Refusal, Store, StoreError};

pub(super) fn run(context: &CliContext, args: DeskArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let caseload = Caseload::evaluate(&store, context.today())?;
    store.set_answers(Confirmations { for_ec: None, wording: args.answers.to_answers() });
    let Some(command) = args.command else { return list_queue(context, &mut store, &caseload, args.role) };
    if let DeskCommand::Duty(args) = &command {
        return duty::enter(context, &mut store, &caseload, args);
    }
    let this_month = Month::from_date(context.today());
    if let DeskCommand::Reviews { month } = &command
        && store.worker().role.carries_cases()
    {
        return list_reviews(context, &mut store, &caseload, month.unwrap_or(this_month));
    }
    let author = acts::ActAuthor { worker: store.worker(), holders: &[] };
    let allowed = acts::check_role(store.policies(), SUPERVISION, &author, context.today());
    allowed.map_err(|refused| StoreError::from(Refusal::Forbidden(refused)))?;
    match command {
        DeskCommand::Draw { month, seed } => {
            draw_cases(context, &mut store, &caseload, month.unwrap_or(this_month), seed)
        }
        DeskCommand::Reviews { month } => list_reviews(context, &mut store, &caseload, month.unwrap_or(this_month)),
        DeskCommand::Review(args) => review_case(context, &mut store, &caseload, &args),
        DeskCommand::Conference { with, said, cases, on } => {
            let conference = Conference {
                with,
                on: dates::parse_typed_date(&on, context.today(), dates::DateSide::Past)?,
                cases,
                said,
            };
            record_conference(context, &mut store, &conference)
        }
        DeskCommand::Conferences => list_conferences(context, &mut store, &caseload),
        DeskCommand::Duty(args) => duty::enter(context, &mut store, &caseload, &args),
    }
}

fn list_queue(
    context: &CliContext,
    store: &mut Store,
    caseload: &Caseload,
    role: Option<Role>,
) -> anyhow::Result<ExitCode> {
    ensure!(
        caseload.has_queue(),
        "This list is only for roles with a queue, such as EC Supervisors and Clerks II. To see an EC's list: caseload list today"
    );
    if let Some(role) = role {
        ensure!(
            role.is_carried_by(&caseload.acting_roles()),
            "You are not {}, and you do not stand in for one.",
            role.with_article()
        );
    }
    let rows = role.map_or_else(|| caseload.queue_rows(), |role| caseload.queue_rows_of(role));
    access::record_access(store, Channel::from_context(context), None, "the queue")?;
    if context.wants_json() {
        return output::print_json(&rows);
    }
    let as_text = |row: QueueRow| {
        [
            DocumentCell::from_words(row.section.title()),
            DocumentCell::from_option(row.due, DocumentCell::Day),
            DocumentCell::Case(row.case),
            DocumentCell::Person(row.person),
            DocumentCell::Name(row.name),
            DocumentCell::from_option(row.ec, |ec| DocumentCell::from_display(&ec)),
            DocumentCell::from_words(row.says),
        ]
    };
    let headings = ["what", "due", "case", "person", "name", "EC", "says"];
    output::print_table(headings, rows.into_iter().map(as_text), "Nothing is waiting.")
}

fn draw_cases(
    context: &CliContext,
    store: &mut Store,
    caseload: &Caseload,
    month: Month,
    seed: Option<u64>,
) -> anyhow::Result<ExitCode> {
    let drawn = review::draw_reviews(store, caseload, month, seed)?;
    ensure!(
        !drawn.is_empty(),
        "The cases to review in {} are already drawn. To see them: caseload desk reviews",
        long_month(month)
    );
    if context.wants_json() {
        return output::print_json(&drawn);
    }
    drawn.iter().try_for_each(|draw| output::print_line(&draw_summary(draw)).map(drop))?;
    Ok(ExitCode::SUCCESS)
}

fn draw_summary(draw: &ReviewDraw) -> String {
    let ReviewDraw { month, ec, on, seed, of, cases } = draw;
    let cases: Vec<_> = cases.iter().map(CaseNumber::as_str).collect();
    let (month, on) = (long_month(*month), format_long_date(*on));
    format!("{month}, {ec}: drawn on {on} with seed {seed}, {} of {of} cases: {}", cases.len(), cases.join(", "))
}

/// A draw and its reviews, in JSON (docs/json.md).
#[derive(Serialize)]
struct DrawJson {
    #[serde(flatten)]
    draw: ReviewDraw,
    reviews: Vec<ReviewJson>,
    /// Who drew or reviewed in the month without being countersigned by the office.
    notes: Vec<String>,
}

/// A drawn case and its review, in JSON; the fields of the review are empty until the case is reviewed.
#[derive(Serialize)]
struct ReviewJson {
    case: CaseNumber,
    name: Option<PersonName>,
    on: Option<chrono::NaiveDate>,
    result: Option<String>,
    points: Vec<ReviewPoint>,
    remark: Option<String>,
}

fn list_reviews(
    context: &CliContext,
    store: &mut Store,
    caseload: &Caseload,
    month: Month,
) -> anyhow::Result<ExitCode> {
    access::record_access(store, Channel::from_context(context), None, "the reviews")?;
    let as_json = |case: &CaseNumber| {
        let review = caseload.case_review(month, case);
        ReviewJson {
            case: case.clone(),
            name: caseload.case(case).map(EvaluatedCase::case_name),
            on: review.map(|review| review.on),
            result: review.map(CaseReview::result_text),
            points: review.map(|review| review.points.clone()).unwrap_or_default(),
            remark: review.map(|review| review.remark.clone()),
        }
    };
    let notes = caseload.uncountersigned_review_notes(month);
    let draws: Vec<_> = caseload
        .month_draws(month)
        .map(|draw| DrawJson {
            draw: draw.clone(),
            reviews: draw.cases.iter().map(as_json).collect(),
            notes: notes.clone(),
        })
        .collect();
    if context.wants_json() {
        return output::print_json(&draws);
    }
    let only_own = store.reads_only_own_supervision()?;
    if only_own {
        output::print_line(ONLY_OWN)?;
    }
    if draws.is_empty() {
        let month = long_month(month);
        if only_own {
            return output::print_line(&format!("You have drawn no cases for {month}."));
        }
        if store.worker().role.carries_cases() {
            return output::print_line(&format!("No case of yours was reviewed for {month}."));
        }
        return output::print_line(&format!("No cases are drawn for {month}. Draw them with: caseload desk draw"));
    }
    for note in notes {
        output::print_data_line(&note)?;
    }
    for draw in draws {
        // An EC learns which cases were reviewed, and not how many are left of those that were drawn.
        output::print_line(&if store.worker().role.carries_cases() {
            let reviewed = crate::domain::count_with_noun(draw.reviews.len(), "case");
            format!("{}, {}: {reviewed} reviewed", long_month(month), draw.draw.ec)
        } else {
            draw_summary(&draw.draw)
        })?;
        for review in draw.reviews {
            let result = review.on.zip(review.result).map_or_else(
                || Cow::Borrowed("to review"),
                |(on, result)| {
                    let (on, remark) = (format_long_date(on), review.remark.unwrap_or_default());
                    format!("reviewed {on}: {result}. {remark}").into()
                },
            );
            let name = review.name.map(|name| name.to_string()).unwrap_or_default();
            output::print_data_line(&format!("  {}  {name}  {}", review.case, result.trim_end()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows the points of a review, or records the review if there are scores or a remark.
fn review_case(
    context: &CliContext,
    store: &mut Store,
    caseload: &Caseload,
    args: &ReviewArgs,
) -> anyhow::Result<ExitCode> {
    let month = args.month.unwrap_or_else(|| Month::from_date(context.today()));
    let comments = store.comments_of_case(&args.case, u32::MAX)?;
    let components = caseload.review_points(&args.case, &comments, month);
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
    for argument in &args.scores {
        let scored = parse_point(argument)?;
        points.retain(|point| point.item != scored.item);
        points.push(scored);
    }
    let review = caseload.score_review(&args.case, month, points, args.remark.clone().unwrap_or_default())?;
    let recorded = store.record(Change::Supervised(SupervisionEvent::CaseReviewed(review.clone())));
    recorded.map_err(|error| explain_refusal(error, PROTECTED_COMMENT))?;
    if context.wants_json() {
        return output::print_json(&review);
    }
    output::print_line(&format!("Reviewed: {}, {}.", review.case, review.result_text()))
}

/// Parses `POINT=SCORE`; a dash stands for an underscore.
fn parse_point(argument: &str) -> anyhow::Result<ReviewPoint> {
    let Some((item, score)) = argument.split_once('=') else {
        bail!("{argument:?} is no score. Write each score as POINT=SCORE, such as contact=met.")
    };
    let id = score.trim().to_ascii_lowercase().replace('-', "_");
    let score: ReviewScore = id
        .parse()
        .ok()
        .with_context(|| format!("{score:?} is not a score. The scores are: met, not-met, not-applicable."))?;
    Ok(ReviewPoint { item: ItemId(item.trim().replace('-', "_")), score })
}

/// What is said to a supervisor behind whom nobody of the office stands.
const ONLY_OWN: &str = "The office has not countersigned your role. Until it has, you read only the reviews and conferences that \
                        you recorded and the conferences that were held with you; there may be others.";

fn record_conference(context: &CliContext, store: &mut Store, conference: &Conference) -> anyhow::Result<ExitCode> {
    let recorded = store.record(Change::Supervised(SupervisionEvent::ConferenceHeld(conference.clone())));
    recorded.map_err(|error| explain_refusal(error, PROTECTED_COMMENT))?;
    if context.wants_json() {
        return output::print_json(conference);
    }
    output::print_line(&format!(
        "Recorded: conference with {} on {}.",
        conference.with,
        format_long_date(conference.on)
    ))
}

fn list_conferences(context: &CliContext, store: &mut Store, caseload: &Caseload) -> anyhow::Result<ExitCode> {
    access::record_access(store, Channel::from_context(context), None, "the conferences")?;
    let conferences = &caseload.supervision().conferences;
    if context.wants_json() {
        return output::print_json(conferences);
    }
    let row = |conference: &Conference| {
        let cases: Vec<_> = conference.cases.iter().map(CaseNumber::as_str).collect();
        [
            DocumentCell::Day(conference.on),
            DocumentCell::from_display(&conference.with),
            DocumentCell::from_words(cases.join(" ")),
            DocumentCell::from_free_text(conference.said.clone()),
        ]
    };
    let headings = ["on", "with", "cases", "what was agreed"];
    let only_own = store.reads_only_own_supervision()?;
    if only_own {
        output::print_line(ONLY_OWN)?;
    }
    let none = if only_own { "You have recorded no conference." } else { "No conference is recorded." };
    output::print_table(headings, conferences.iter().map(row), none)
}
