//! Full-text search over the filed comments and their amendments, the newest first.
//!
//! The index is a table of the record like the others: the apply step writes it, a replay of the log rebuilds it, and
//! `verify` compares the two, so that a search cannot silently miss or invent a comment. A protected comment is never
//! in the index.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};

use super::snippet::{self, SnippetPart};
use super::{FiledComment, Store, StoreError, codec, comments, log};
use crate::domain::amendment::Amendment;
use crate::domain::comment::Comment;
use crate::domain::dates::digits_for_letters;
use crate::domain::search::{CommentQuery, SearchTerm, other_spellings, space_unspaced};
use crate::domain::{Hlc, RowId, Seq};

/// How many texts of a comment are in the index as they were written. The other spellings of their names, which follow
/// them there, are found and never shown.
const WRITTEN_TEXTS: usize = 5;

/// A comment that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// The comment, without its text if that is protected.
    pub comment: FiledComment,
    /// The part of its texts around the terms; its beginning if the query has no terms.
    pub snippet: Vec<SnippetPart>,
}

/// One page of the comments that a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchPage {
    /// The comments, the last filed first.
    pub hits: Vec<SearchHit>,
    /// The last comment of this page, after which the next one begins; `None` on the last page.
    pub next: Option<RowId>,
}

impl Store {
    /// Returns one page of at most `most` comments that the query finds, the last filed first. `before` is the `next`
    /// of the page before; `None` asks for the first page.
    pub fn search_comments(
        &self,
        query: &CommentQuery,
        before: Option<RowId>,
        most: u32,
    ) -> Result<SearchPage, StoreError> {
        if query.is_signs_alone {
            return Ok(SearchPage::default());
        }
        let (statement, values) = build_statement(query, before, most);
        let mut statement = self.connection.prepare_cached(&statement)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut page = SearchPage::default();
        while let Some(row) = rows.next()? {
            let place = row.get(0)?;
            // One row more than asked for shows that there is another page.
            if page.hits.len() >= most as usize {
                page.next = page.hits.last().map(|hit| hit.comment.comment.id);
                break;
            }
            let texts = (1..=WRITTEN_TEXTS).map(|column| row.get(column)).collect::<rusqlite::Result<Vec<String>>>()?;
            let snippet = match texts.as_slice() {
                [purpose, results, ..] if query.terms.is_empty() => {
                    snippet::beginning(&format!("{purpose}: {results}"))
                }
                texts => snippet::around_terms(texts, &query.terms),
            };
            let found = comments::comment_at(&self.connection, place)?;
            let is_seen = |filed: &FiledComment| self.sees_comments() || filed.author == self.worker().number;
            if let Some(comment) = found.filter(is_seen) {
                page.hits.push(SearchHit { comment, snippet });
            }
        }
        Ok(page)
    }

    /// Returns the first comment that this home filed with the entry `entry` or a later one; `None` if there is none. A
    /// page before it shows what was filed before that entry.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn comment_filed_from(&self, entry: Seq) -> Result<Option<RowId>, StoreError> {
        let query = "SELECT id FROM comment WHERE station = ?1 AND entry >= ?2 ORDER BY entry LIMIT 1";
        let values = params![self.station.0, log::seq_to_sql(entry)];
        Ok(self.connection.prepare_cached(query)?.query_row(values, |row| row.get(0).map(RowId)).optional()?)
    }
}

/// The conditions of a query in SQL, and their values. Typed text is only in the values, never in a condition.
#[derive(Default)]
struct SearchConditions {
    clauses: Vec<String>,
    values: Vec<Value>,
}

impl SearchConditions {
    /// Adds a condition on a value, whose place in the condition is `?`.
    fn add_condition(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.clauses.push(condition.replace('?', &format!("?{}", self.values.len())));
    }

    fn add_filters(&mut self, query: &CommentQuery) {
        if let Some(case) = &query.case {
            // A letter that is mistaken for a digit finds the case all the same.
            let meant = digits_for_letters(case);
            self.values.extend([case.clone().into(), meant.into()]);
            let count = self.values.len();
            self.clauses.push(format!("comment.case_no IN (?{}, ?{count})", count.saturating_sub(1)));
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
        self.add_place_bounds();
    }

    /// Limits the search to the places between those of the newest and the oldest comment that fulfill the conditions so far,
    /// so that a common word is not looked up in all others.
    fn add_place_bounds(&mut self) {
        if self.clauses.is_empty() {
            return;
        }
        let conditions = self.clauses.join(" AND ");
        for (comparison, order) in [("<=", "DESC"), (">=", "ASC")] {
            self.clauses.push(format!(
                "comment_search.rowid {comparison} (SELECT search_row FROM comment WHERE {conditions} ORDER BY search_row {order} LIMIT 1)"
            ));
        }
    }

    fn where_clause(&self) -> String {
        if self.clauses.is_empty() { "true".to_owned() } else { self.clauses.join(" AND ") }
    }
}

/// Returns the SQL statement of a query and its values.
fn build_statement(query: &CommentQuery, before: Option<RowId>, most: u32) -> (String, Vec<Value>) {
    let mut conditions = SearchConditions::default();
    conditions.add_filters(query);
    if let Some(before) = before {
        let place = "comment_search.rowid < (SELECT search_row FROM comment WHERE id = ?)";
        conditions.add_condition(place, before.0.as_bytes().to_vec());
    }
    if !query.terms.is_empty() {
        conditions.add_condition("comment_search MATCH ?", match_expression(&query.terms));
    }
    let statement = format!(
        "SELECT comment_search.rowid, purpose, results, forms, documents, amendments, spellings FROM comment_search CROSS JOIN comment INDEXED BY comment_narrowing
         ON comment.search_row = comment_search.rowid
         WHERE {} ORDER BY comment_search.rowid DESC LIMIT {}",
        conditions.where_clause(),
        u64::from(most) + 1
    );
    (statement, conditions.values)
}

/// Returns the terms as an FTS5 expression, each with its spellings. Each spelling is quoted, so that nothing in it is an operator.
fn match_expression(terms: &[SearchTerm]) -> String {
    let quote = |term: &SearchTerm| {
        let end = if term.is_prefix { " *" } else { "" };
        let spelling = |words: String| format!("\"{}\"{end}", space_unspaced(&words).replace('"', "\"\""));
        format!("({})", term.spellings().into_iter().map(spelling).collect::<Vec<_>>().join(" OR "))
    };
    terms.iter().map(quote).collect::<Vec<_>>().join(" AND ")
}

/// How many bits of a place tell comments of one moment apart: more stations than ever exchange entries.
const BITS_OF_ONE_MOMENT: u32 = 5;

/// Gives a new comment its place in the index, by the time of its entry. Comments that several stations filed at the same
/// moment stand in the order of their ids, so that the places are the same in whatever order they arrive.
pub(super) fn place_comment(record: &Connection, id: RowId, filed: Hlc) -> Result<(), StoreError> {
    let first = filed.0.cast_signed() << BITS_OF_ONE_MOMENT;
    let query = "SELECT id FROM comment WHERE search_row BETWEEN ?1 AND ?2";
    let mut statement = record.prepare_cached(query)?;
    let others = statement.query_map([first, first | ((1 << BITS_OF_ONE_MOMENT) - 1)], |row| row.get(0).map(RowId))?;
    let others = others.collect::<rusqlite::Result<Vec<_>>>()?;
    others.iter().try_for_each(|other| unindex_comment(record, *other))?;
    let mut all: Vec<RowId> = others.iter().copied().chain([id]).collect();
    all.sort_unstable();
    let mut place = record.prepare_cached("UPDATE comment SET search_row = ?2 WHERE id = ?1")?;
    for (rank, id) in (first..).zip(&all) {
        place.execute(params![id.0, rank])?;
    }
    others.iter().try_for_each(|other| reindex_comment(record, *other))
}

/// Writes what the index has of a comment again, from the comment and its amendments that have arrived, in the order in
/// which they were made. A protected comment has no row there, and neither has one that has not arrived.
pub(super) fn reindex_comment(record: &Connection, id: RowId) -> Result<(), StoreError> {
    unindex_comment(record, id)?;
    let query = "SELECT search_row, body FROM comment WHERE id = ?1 AND protected = 0";
    let mut statement = record.prepare_cached(query)?;
    let found = statement.query_row([id.0], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?))).optional()?;
    let Some((place, body)) = found else { return Ok(()) };
    index_comment(record, place, &codec::decode(&body)?)?;
    let query = "SELECT body FROM amendment WHERE comment = ?1 ORDER BY entered, entry, id";
    let mut statement = record.prepare_cached(query)?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        index_amendment(record, place, &codec::decode(&row.get::<_, Vec<u8>>(0)?)?)?;
    }
    Ok(())
}

/// Adds a filed comment to the index, in its place.
fn index_comment(record: &Connection, place: i64, comment: &Comment) -> Result<(), StoreError> {
    let (forms, documents) = (comment.forms.join("\n"), comment.documents.join("\n"));
    // The texts are joined in the same way as in the migration that added the column, so that both give the same row.
    let texts = [comment.purpose.as_str(), &comment.results, &forms, &documents, ""].join("\n");
    record
        .prepare_cached(
            "INSERT INTO comment_search (rowid, purpose, results, forms, documents, amendments, spellings)
             VALUES (?1, ?2, ?3, ?4, ?5, '', ?6)",
        )?
        .execute(params![place, comment.purpose, comment.results, forms, documents, other_spellings(&texts)])?;
    Ok(())
}

/// Takes a comment out of the index, with its amendments.
fn unindex_comment(record: &Connection, comment: RowId) -> Result<(), StoreError> {
    record
        .prepare_cached("DELETE FROM comment_search WHERE rowid = (SELECT search_row FROM comment WHERE id = ?1)")?
        .execute([comment.0])?;
    Ok(())
}

/// Adds an amendment to the index, in the row of its comment.
fn index_amendment(record: &Connection, place: i64, amendment: &Amendment) -> Result<(), StoreError> {
    if amendment.protected {
        return Ok(());
    }
    record
        .prepare_cached(
            "UPDATE comment_search
             SET amendments = amendments || ?2 || char(10) || ?3 || char(10), spellings = spellings || ?4
             WHERE rowid = ?1",
        )?
        .execute(params![
            place,
            amendment.reason,
            amendment.text,
            other_spellings(&format!("{}\n{}\n", amendment.reason, amendment.text))
        ])?;
    Ok(())
}
