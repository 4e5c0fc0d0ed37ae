//! `caseload search`: the comments that hold the words asked for, the newest first.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use serde::Serialize;

use super::access::{self, Form};
use super::cli;
use super::comment::CommentLine;
use super::context::Context;
use super::output;
use crate::domain::search::Query;
use crate::domain::{Seq, plain};
use crate::store::{Hit, Page, Snip};

/// A page of what was found, as JSON gives it.
#[derive(Serialize)]
struct PageLine {
    hits: Vec<HitLine>,
    next: Option<Seq>,
}

/// A comment that was found, as JSON gives it.
#[derive(Serialize)]
struct HitLine {
    comment: CommentLine,
    snippet: Vec<Snip>,
}

pub(super) fn run(context: &Context, args: &cli::Search) -> anyhow::Result<ExitCode> {
    let query = Query::parse(&args.query.join(" "), context.today())?;
    let mut store = context.open()?;
    let page = store.search(&query, args.before.map(Seq), args.most)?;
    // Not what was searched for, which may be a name.
    access::account(
        &mut store,
        Form::of(context),
        None,
        format!("{} comments that were searched for", page.hits.len()),
    )?;
    if context.json() {
        return output::json(&line(&page));
    }
    if page.hits.is_empty() {
        return output::line("No comment holds that.");
    }
    let marked = std::io::stdout().is_terminal();
    page.hits.iter().try_for_each(|hit| output::line(&in_short(hit, marked)).map(drop))?;
    match page.next {
        Some(next) => output::line(&format!("There are more: --before {next}")),
        None => Ok(ExitCode::SUCCESS),
    }
}

fn line(page: &Page) -> PageLine {
    let hit = |hit: &Hit| HitLine { comment: CommentLine::of(&hit.comment), snippet: hit.snippet.clone() };
    PageLine { hits: page.hits.iter().map(hit).collect(), next: page.next }
}

fn in_short(hit: &Hit, marked: bool) -> String {
    let comment = &hit.comment.comment;
    let error = if hit.comment.in_error() { "  ENTERED IN ERROR" } else { "" };
    format!(
        "{}  {}  {}  {}  {}{error}\n    {}",
        comment.on,
        comment.case,
        plain::shown(&comment.contact_type.0),
        hit.comment.author,
        comment.id,
        hit.snippet.iter().map(|snip| snipped(snip, marked)).collect::<String>(),
    )
}

/// The hit is underlined on a terminal and stands between square brackets elsewhere.
fn snipped(snip: &Snip, marked: bool) -> String {
    let text = plain::shown(&snip.text.replace('\n', " "));
    match (snip.hit, marked) {
        (false, _) => text,
        (true, true) => format!("\u{1b}[4m{text}\u{1b}[24m"),
        (true, false) => format!("[{text}]"),
    }
}
