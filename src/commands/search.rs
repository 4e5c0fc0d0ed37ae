//! `caseload search`: prints the comments that hold the words searched for, the newest first.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use serde::Serialize;

use super::access::{self, Channel};
use super::cli;
use super::comment::CommentJson;
use super::context::CliContext;
use super::output;
use crate::domain::count_with_noun;
use crate::domain::search::CommentQuery;
use crate::domain::{RowId, Seq, sanitize};
use crate::store::{SearchHit, SearchPage, SnippetPart};

/// A page of hits in JSON (docs/json.md).
#[derive(Serialize)]
struct SearchPageJson {
    comments: Vec<RowId>,
    hits: Vec<SearchHitJson>,
    next: Option<Seq>,
}

/// A hit in JSON.
#[derive(Serialize)]
struct SearchHitJson {
    comment: CommentJson,
    snippet: Vec<SnippetPart>,
}

pub(super) fn run(context: &CliContext, args: &cli::SearchArgs) -> anyhow::Result<ExitCode> {
    let query = CommentQuery::parse(&args.query.join(" "), context.today())?;
    let mut store = context.open_home()?;
    let page = store.search_comments(&query, args.before.map(Seq), args.most)?;
    // The words searched for are not recorded: they may be a name.
    access::record_access(
        &mut store,
        Channel::from_context(context),
        None,
        format!("{} found by a search", count_with_noun(page.hits.len(), "comment")),
    )?;
    if context.wants_json() {
        return output::print_json(&page_json(&page));
    }
    if page.hits.is_empty() {
        return output::print_line("No comment holds these words.");
    }
    let is_terminal = std::io::stdout().is_terminal();
    page.hits.iter().try_for_each(|hit| output::print_line(&hit_text(hit, is_terminal)).map(drop))?;
    match page.next {
        Some(next) => output::print_line(&format!("There are more. To see them, add: --before {next}")),
        None => Ok(ExitCode::SUCCESS),
    }
}

fn page_json(page: &SearchPage) -> SearchPageJson {
    let hit = |hit: &SearchHit| SearchHitJson {
        comment: CommentJson::from_filed(&hit.comment),
        snippet: hit.snippet.clone(),
    };
    let comments = page.hits.iter().map(|hit| hit.comment.comment.id).collect();
    SearchPageJson { comments, hits: page.hits.iter().map(hit).collect(), next: page.next }
}

fn hit_text(hit: &SearchHit, is_terminal: bool) -> String {
    let comment = &hit.comment.comment;
    let error = if hit.comment.is_in_error() { "  ENTERED IN ERROR" } else { "" };
    format!(
        "{}  {}  {}  {}  {}{error}\n    {}",
        comment.on,
        comment.case,
        sanitize::sanitize_line(&comment.contact_type.0),
        hit.comment.author,
        comment.id,
        hit.snippet.iter().map(|part| snippet_text(part, is_terminal)).collect::<String>(),
    )
}

/// Returns a part of a snippet. A hit is underlined on a terminal and in square brackets elsewhere.
fn snippet_text(part: &SnippetPart, is_terminal: bool) -> String {
    let text = sanitize::sanitize_line(&part.text.replace('\n', " "));
    match (part.hit, is_terminal) {
        (false, _) => text,
        (true, true) => format!("\u{1b}[4m{text}\u{1b}[24m"),
        (true, false) => format!("[{text}]"),
    }
}
