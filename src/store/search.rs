//! Full-text search over the filed comments and their amendments, the newest first.
//!
//! The index is a table of the record like the others: the apply step writes it, a replay of the log makes it anew,
//! and `verify` compares the two, so that a search cannot silently miss or invent a comment. A protected comment
//! never enters it.

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::{Store, StoreError, comments};
use crate::domain::amendment::Amendment;
use crate::domain::comment::Comment;
use crate::domain::search::{Query, Term};
use crate::domain::{Entry, Seq};
use crate::store::FiledComment;

/// Words of the snippet around a hit.
const SNIPPET_WORDS: u8 = 16;
/// What SQLite puts around a hit: control characters, which no sane text holds.
const HIT_BEGINS: char = '\u{2}';
const HIT_ENDS: char = '\u{3}';

/// A comment that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The comment.
    pub comment: FiledComment,
    /// Where in its texts the terms stand; its beginning where the query has none.
    pub snippet: Vec<Snip>,
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Snip {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// Some of the comments found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The comments, the newest filed first.
    pub hits: Vec<Hit>,
    /// Where the next page begins; nothing on the last one.
    pub next: Option<Seq>,
}

impl Store {
    /// The newest comments that the query finds, at most `most`; `before` is the `next` of the page before.
    pub fn search(&self, query: &Query, before: Option<Seq>, most: u32) -> Result<Page, StoreError> {
        let (statement, values) = select(query, before, most);
        let mut statement = self.connection.prepare_cached(&statement)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut page = Page::default();
        while let Some(row) = rows.next()? {
            let entry = Seq(row.get::<_, i64>(0)?.cast_unsigned());
            // One row more than asked for tells that there is another page.
            if page.hits.len() >= most as usize {
                page.next = page.hits.last().map(|hit| hit.comment.entry);
                break;
            }
            let snippet = snipped(&row.get::<_, String>(1)?);
            let found = comments::with_entry(&self.connection, entry)?;
            page.hits.extend(found.map(|comment| Hit { comment, snippet }));
        }
        Ok(page)
    }
}

/// The statement of a query and its values. Nothing that was typed is part of the statement.
fn select(query: &Query, before: Option<Seq>, most: u32) -> (String, Vec<Value>) {
    let mut conditions = vec![];
    let mut values: Vec<Value> = vec![];
    let mut asks = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(condition.replace('?', &format!("?{}", values.len())));
    };
    if !query.terms.is_empty() {
        asks("comment_search MATCH ?", matching(&query.terms).into());
    }
    if let Some(before) = before {
        asks("comment_search.rowid < ?", before.0.cast_signed().into());
    }
    let text = |value: &Option<String>| value.clone().map(Value::from);
    let day = |value: Option<chrono::NaiveDate>| value.map(|day| Value::from(day.to_string()));
    let conditions_of_comment = [
        ("comment.case_no = ?", text(&query.case)),
        ("comment.author = ?", text(&query.author)),
        ("substr(comment.contact_type, 1, length(?)) = ?", text(&query.contact_type)),
        ("comment.on_day >= ?", day(query.from)),
        ("comment.on_day <= ?", day(query.to)),
    ];
    for (condition, value) in conditions_of_comment {
        value.into_iter().for_each(|value| asks(condition, value));
    }
    let conditions = if conditions.is_empty() { "true".to_owned() } else { conditions.join(" AND ") };
    let shown = if query.terms.is_empty() {
        format!("substr(comment_search.purpose || ': ' || comment_search.results, 1, {})", u16::from(SNIPPET_WORDS) * 6)
    } else {
        format!("snippet(comment_search, -1, '{HIT_BEGINS}', '{HIT_ENDS}', '…', {SNIPPET_WORDS})")
    };
    let statement = format!(
        "SELECT comment_search.rowid, {shown} FROM comment_search JOIN comment ON comment.entry = comment_search.rowid
         WHERE {conditions} ORDER BY comment_search.rowid DESC LIMIT {}",
        u64::from(most) + 1
    );
    (statement, values)
}

/// The terms as FTS5 takes them: every one a string, so that nothing in it is an operator.
fn matching(terms: &[Term]) -> String {
    let quoted = |term: &Term| {
        let words = term.words.replace('"', "\"\"");
        format!("\"{words}\"{}", if term.is_prefix { " *" } else { "" })
    };
    terms.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

fn snipped(text: &str) -> Vec<Snip> {
    let mut snips = Vec::new();
    for (index, run) in text.split(HIT_BEGINS).enumerate() {
        let (hit, rest) = if index == 0 { ("", run) } else { run.split_once(HIT_ENDS).unwrap_or(("", run)) };
        for (text, hit) in [(hit, true), (rest, false)] {
            if !text.is_empty() {
                snips.push(Snip { text: text.to_owned(), hit });
            }
        }
    }
    snips
}

/// Takes a filed comment into the index.
pub(super) fn index(record: &Connection, entry: &Entry, comment: &Comment) -> Result<(), StoreError> {
    if comment.protected {
        return Ok(());
    }
    record
        .prepare_cached(
            "INSERT INTO comment_search (rowid, purpose, results, forms, documents, amendments)
             VALUES (?1, ?2, ?3, ?4, ?5, '')",
        )?
        .execute(params![
            entry.seq.0.cast_signed(),
            comment.purpose,
            comment.results,
            comment.forms.join("\n"),
            comment.documents.join("\n"),
        ])?;
    Ok(())
}

/// Takes an amendment into the index, under its comment.
pub(super) fn index_amendment(record: &Connection, amendment: &Amendment) -> Result<(), StoreError> {
    if amendment.protected {
        return Ok(());
    }
    record
        .prepare_cached(
            "UPDATE comment_search SET amendments = amendments || ?2 || char(10) || ?3 || char(10)
             WHERE rowid = (SELECT entry FROM comment WHERE id = ?1)",
        )?
        .execute(params![amendment.comment.0, amendment.reason, amendment.text])?;
    Ok(())
}
