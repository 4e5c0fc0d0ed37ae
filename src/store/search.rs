//! Full-text search over the filed comments and their amendments, the newest first.
//!
//! The index is a table of the record like the others: the apply step writes it, a replay of the log makes it anew,
//! and `verify` compares the two, so that a search cannot silently miss or invent a comment. A protected comment
//! never enters it.

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::{FiledComment, Store, StoreError, comments, log};
use crate::domain::amendment::Amendment;
use crate::domain::comment::Comment;
use crate::domain::search::{CommentQuery, SearchTerm};
use crate::domain::{Entry, Seq};

/// Words of the snippet around a hit.
const SNIPPET_WORDS: u8 = 16;
/// Characters shown of a comment that was not looked for by words.
const BEGINNING: u8 = 100;
/// What SQLite puts around a hit: control characters, which no sane text holds.
const HIT_BEGINS: char = '\u{2}';
const HIT_ENDS: char = '\u{3}';

/// A comment that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// The comment.
    pub comment: FiledComment,
    /// Where in its texts the terms stand; its beginning where the query has none.
    pub snippet: Vec<SnippetPart>,
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SnippetPart {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// Some of the comments found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchPage {
    /// The comments, the newest filed first.
    pub hits: Vec<SearchHit>,
    /// Where the next page begins; nothing on the last one.
    pub next: Option<Seq>,
}

impl Store {
    /// The newest comments that the query finds, at most `most`; `before` is the `next` of the page before.
    pub fn search_comments(
        &self,
        query: &CommentQuery,
        before: Option<Seq>,
        most: u32,
    ) -> Result<SearchPage, StoreError> {
        let (statement, values) = build_statement(query, before, most);
        let mut statement = self.connection.prepare_cached(&statement)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut page = SearchPage::default();
        while let Some(row) = rows.next()? {
            let entry = log::read_seq(row, 0)?;
            // One row more than asked for tells that there is another page.
            if page.hits.len() >= most as usize {
                page.next = page.hits.last().map(|hit| hit.comment.entry);
                break;
            }
            let snippet = parse_snippet(&row.get::<_, String>(1)?);
            let found = comments::comment_of_entry(&self.connection, entry)?;
            page.hits.extend(found.map(|comment| SearchHit { comment, snippet }));
        }
        Ok(page)
    }
}

/// Conditions under which a comment is found, and their values. Nothing that was typed is part of a condition.
#[derive(Default)]
struct SearchConditions {
    clauses: Vec<String>,
    values: Vec<Value>,
}

impl SearchConditions {
    /// Adds a condition on a value, which `?` stands for.
    fn add_condition(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.clauses.push(condition.replace('?', &format!("?{}", self.values.len())));
    }

    fn add_filters(&mut self, query: &CommentQuery) {
        if let Some(case) = &query.case {
            self.add_condition("comment.case_no = ?", case.clone());
        }
        if let Some(author) = &query.author {
            self.add_condition("comment.author = ?", author.clone());
        }
        if let Some(contact_type) = &query.contact_type {
            self.add_condition("substr(comment.contact_type, 1, length(?)) = ?", contact_type.clone());
        }
        if let Some(from) = query.from {
            self.add_condition("comment.on_day >= ?", from.to_string());
        }
        if let Some(to) = query.to {
            self.add_condition("comment.on_day <= ?", to.to_string());
        }
        self.add_entry_bounds();
    }

    /// Begins at the newest comment that the conditions leave and ends at the oldest, so that a common word is not
    /// looked up in all that lie outside.
    fn add_entry_bounds(&mut self) {
        if self.clauses.is_empty() {
            return;
        }
        let left = self.clauses.join(" AND ");
        for (comparison, order) in [("<=", "DESC"), (">=", "ASC")] {
            self.clauses.push(format!(
                "comment_search.rowid {comparison} (SELECT entry FROM comment WHERE {left} ORDER BY entry {order} LIMIT 1)"
            ));
        }
    }

    fn where_clause(&self) -> String {
        if self.clauses.is_empty() { "true".to_owned() } else { self.clauses.join(" AND ") }
    }
}

/// The statement of a query and its values.
fn build_statement(query: &CommentQuery, before: Option<Seq>, most: u32) -> (String, Vec<Value>) {
    let mut conditions = SearchConditions::default();
    conditions.add_filters(query);
    if let Some(before) = before {
        conditions.add_condition("comment_search.rowid < ?", log::seq_to_sql(before));
    }
    let shown = if query.terms.is_empty() {
        format!("substr(comment_search.purpose || ': ' || comment_search.results, 1, {BEGINNING})")
    } else {
        conditions.add_condition("comment_search MATCH ?", match_expression(&query.terms));
        format!("snippet(comment_search, -1, '{HIT_BEGINS}', '{HIT_ENDS}', '…', {SNIPPET_WORDS})")
    };
    let statement = format!(
        "SELECT comment_search.rowid, {shown} FROM comment_search CROSS JOIN comment INDEXED BY comment_narrowing
         ON comment.entry = comment_search.rowid
         WHERE {} ORDER BY comment_search.rowid DESC LIMIT {}",
        conditions.where_clause(),
        u64::from(most) + 1
    );
    (statement, conditions.values)
}

/// The terms as FTS5 takes them: every one a string, so that nothing in it is an operator.
fn match_expression(terms: &[SearchTerm]) -> String {
    let quoted = |term: &SearchTerm| {
        let words = term.words.replace('"', "\"\"");
        format!("\"{words}\"{}", if term.is_prefix { " *" } else { "" })
    };
    terms.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

fn parse_snippet(text: &str) -> Vec<SnippetPart> {
    let mut snips = Vec::new();
    for (index, run) in text.split(HIT_BEGINS).enumerate() {
        let (hit, rest) = if index == 0 { ("", run) } else { run.split_once(HIT_ENDS).unwrap_or(("", run)) };
        for (text, hit) in [(hit, true), (rest, false)] {
            if !text.is_empty() {
                snips.push(SnippetPart { text: text.to_owned(), hit });
            }
        }
    }
    snips
}

/// Takes a filed comment into the index.
pub(super) fn index_comment(record: &Connection, entry: &Entry, comment: &Comment) -> Result<(), StoreError> {
    if comment.protected {
        return Ok(());
    }
    record
        .prepare_cached(
            "INSERT INTO comment_search (rowid, purpose, results, forms, documents, amendments)
             VALUES (?1, ?2, ?3, ?4, ?5, '')",
        )?
        .execute(params![
            log::seq_to_sql(entry.seq),
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
