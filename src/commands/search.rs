//! `caseload search`: prints the comments that contain the given words, the newest first.

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use anyhow::{bail, ensure};
use chrono::NaiveDate;
use serde::Serialize;

use super::access::{self, Channel};
use super::cli;
use super::comment::CommentJson;
use super::context::CliContext;
use super::filtered;
use super::output;
use crate::domain::count_with_noun;
use crate::domain::dates::format_long_date;
use crate::domain::near_words::near_words_question;
use crate::domain::sanitize::quoted;
use crate::domain::search::CommentQuery;
use crate::domain::{RowId, Seq, sanitize};
use crate::present::labels::contact_type_text;
use crate::store::{SearchHit, SearchPage, SnippetPart, Store};

/// A page of hits in JSON (docs/json.md).
#[derive(Serialize)]
struct SearchPageJson {
    comments: Vec<RowId>,
    hits: Vec<SearchHitJson>,
    next: Option<RowId>,
}

/// A hit in JSON.
#[derive(Serialize)]
struct SearchHitJson {
    comment: CommentJson,
    snippet: Vec<SnippetPart>,
}

pub(super) fn run(context: &CliContext, args: &cli::SearchArgs) -> anyhow::Result<ExitCode> {
    let query = CommentQuery::parse(&args.query.join(" "), context.today())?;
    let mut store = context.open_record()?;
    refuse_unknown_type(&store, &query, context.today())?;
    let before = args.before.as_deref().map(|before| comment_before_which(&store, before)).transpose()?.flatten();
    let page = store.search_comments(&query, before, args.most)?;
    // The query is not recorded, because it may contain a name.
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
        return output::print_line(if query.is_signs_alone {
            "There is no letter or digit to search for, so that no comment is found."
        } else {
            "No comment contains these words."
        });
    }
    let is_terminal = std::io::stdout().is_terminal();
    page.hits.iter().try_for_each(|hit| print_hit(hit, is_terminal))?;
    match page.next {
        Some(next) => output::print_line(&format!("There are more. To see them, add: --before {next}")),
        None => Ok(ExitCode::SUCCESS),
    }
}

/// Refuses a contact type that does not exist, so that a search that finds nothing is not blamed on its words.
fn refuse_unknown_type(store: &Store, query: &CommentQuery, today: NaiveDate) -> anyhow::Result<()> {
    let Some(asked) = &query.contact_type else { return Ok(()) };
    let ids: Vec<&str> =
        store.policies().in_force_on(today).tables.contact_types.iter().map(|known| known.id.as_str()).collect();
    if ids.iter().any(|id| id.starts_with(asked.as_str())) {
        return Ok(());
    }
    let near = near_words_question(asked, ids.iter().copied());
    let types = ids.join(", ");
    bail!("No type of contact is called {asked}.{near} The types are: {types}.", asked = quoted(asked))
}

/// Returns the comment before which a page begins: by its id, as `next` names it, or by the number of an entry of this home.
fn comment_before_which(store: &Store, before: &str) -> anyhow::Result<Option<RowId>> {
    if let Ok(entry) = before.parse() {
        return Ok(store.comment_filed_from(Seq(entry))?);
    }
    let id: RowId = before.parse()?;
    ensure!(
        store.comment_by_id(id)?.is_some(),
        "There is no comment with the id {before}. Give --before what the page before it ended with."
    );
    Ok(Some(id))
}

fn page_json(page: &SearchPage) -> SearchPageJson {
    let hit = |hit: &SearchHit| SearchHitJson {
        comment: CommentJson::from_filed(&hit.comment),
        snippet: hit.snippet.clone(),
    };
    let comments = page.hits.iter().map(|hit| hit.comment.comment.id).collect();
    SearchPageJson { comments, hits: page.hits.iter().map(hit).collect(), next: page.next }
}

/// Prints a comment and the part that was found, with the hits underlined on a terminal and in brackets elsewhere.
fn print_hit(hit: &SearchHit, is_terminal: bool) -> anyhow::Result<()> {
    let comment = &hit.comment.comment;
    let error = if hit.comment.is_in_error() { "  ENTERED IN ERROR" } else { "" };
    let (on, kind) = (format_long_date(comment.on), contact_type_text(&comment.contact_type));
    let mut out = filtered::text_out();
    writeln!(out, "{on}  {}  {kind}  {}  {}{error}", comment.case, hit.comment.author, comment.id)?;
    write!(out, "    ")?;
    for part in &hit.snippet {
        let text = sanitize::sanitize_line(&part.text.replace('\n', " "));
        match (part.hit, is_terminal) {
            (false, _) => write!(out, "{text}")?,
            (true, true) => {
                out.write_sequence("\u{1b}[4m")?;
                write!(out, "{text}")?;
                out.write_sequence("\u{1b}[24m")?;
            }
            (true, false) => write!(out, "[{text}]")?,
        }
    }
    Ok(writeln!(out)?)
}
