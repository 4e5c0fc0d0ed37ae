//! `caseload search`: the comments that hold the words asked for, the newest first.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use serde::Serialize;

use super::access::{self, Channel};
use super::cli;
use super::comment::CommentJson;
use super::context::CliContext;
use super::output;
use crate::domain::search::CommentQuery;
use crate::domain::{Seq, sanitize};
use crate::store::{SearchHit, SearchPage, SnippetPart};

/// A page of what was found, as JSON gives it.
#[derive(Serialize)]
struct SearchPageJson {
    hits: Vec<SearchHitJson>,
    next: Option<Seq>,
}

/// A comment that was found, as JSON gives it.
#[derive(Serialize)]
struct SearchHitJson {
    comment: CommentJson,
    snippet: Vec<SnippetPart>,
}

pub(super) fn run(context: &CliContext, args: &cli::SearchArgs) -> anyhow::Result<ExitCode> {
    let query = CommentQuery::parse(&args.query.join(" "), context.today())?;
    let mut store = context.open_home()?;
    let page = store.search_comments(&query, args.before.map(Seq), args.most)?;
    // Not what was searched for, which may be a name.
    access::record_access(
        &mut store,
        Channel::from_context(context),
        None,
        format!("{} comments that were searched for", page.hits.len()),
    )?;
    if context.wants_json() {
        return output::print_json(&page_json(&page));
    }
    if page.hits.is_empty() {
        return output::print_line("No comment holds that.");
    }
    let marked = std::io::stdout().is_terminal();
    page.hits.iter().try_for_each(|hit| output::print_line(&hit_text(hit, marked)).map(drop))?;
    match page.next {
        Some(next) => output::print_line(&format!("There are more: --before {next}")),
        None => Ok(ExitCode::SUCCESS),
    }
}

fn page_json(page: &SearchPage) -> SearchPageJson {
    let hit = |hit: &SearchHit| SearchHitJson {
        comment: CommentJson::from_filed(&hit.comment),
        snippet: hit.snippet.clone(),
    };
    SearchPageJson { hits: page.hits.iter().map(hit).collect(), next: page.next }
}

fn hit_text(hit: &SearchHit, marked: bool) -> String {
    let comment = &hit.comment.comment;
    let error = if hit.comment.is_in_error() { "  ENTERED IN ERROR" } else { "" };
    format!(
        "{}  {}  {}  {}  {}{error}\n    {}",
        comment.on,
        comment.case,
        sanitize::sanitize_line(&comment.contact_type.0),
        hit.comment.author,
        comment.id,
        hit.snippet.iter().map(|snip| snippet_text(snip, marked)).collect::<String>(),
    )
}

/// The hit is underlined on a terminal and stands between square brackets elsewhere.
fn snippet_text(snip: &SnippetPart, marked: bool) -> String {
    let text = sanitize::sanitize_line(&snip.text.replace('\n', " "));
    match (snip.hit, marked) {
        (false, _) => text,
        (true, true) => format!("\u{1b}[4m{text}\u{1b}[24m"),
        (true, false) => format!("[{text}]"),
    }
}
