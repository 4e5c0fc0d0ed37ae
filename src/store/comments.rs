//! Filed comments as they may be shown: a protected text leaves the store only through [`Store::reveal_comment`], which
//! records that it was revealed.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{Refusal, Store, StoreError, codec, log};
use crate::domain::amendment::{Amendment, AmendmentKind, AmendmentView};
use crate::domain::audit_event::AuditEvent;
use crate::domain::comment::{Comment, CommentView};
use crate::domain::corrected_elements::CorrectedElements;
use crate::domain::{CaseNumber, Change, RowId, Seq, WorkerNumber};

/// A filed comment, and what the log knows about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledComment {
    /// The comment as it stands, without its text if that is protected.
    pub comment: CommentView,
    /// The comment as it was filed, without its text if that is protected; `None` if no correction changed it. Then
    /// `comment` is what stands in its place.
    pub original: Option<Box<CommentView>>,
    /// The amendments of the comment, in the order in which they were made.
    pub amendments: Vec<FiledAmendment>,
    /// The worker who filed the comment.
    pub author: WorkerNumber,
    /// When the comment was filed: milliseconds since 1970, UTC.
    pub entered_ms: u64,
    /// The day on which the comment was first copied to the system of record; `None` if it was not.
    pub posted: Option<NaiveDate>,
    /// Whether the comment or one of its amendments must still be posted.
    pub to_post: bool,
    /// The number of its entry in the log.
    pub entry: Seq,
}

impl FiledComment {
    /// Returns whether the comment was entered in error. Such a comment is no evidence of a contact.
    pub fn is_in_error(&self) -> bool {
        self.amendments.iter().any(|filed| filed.amendment.kind == AmendmentKind::EnteredInError)
    }
}

/// An amendment, and what the log knows about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledAmendment {
    /// The amendment, without its text if that is protected.
    pub amendment: AmendmentView,
    /// The worker who made the amendment.
    pub author: WorkerNumber,
    /// When the amendment was made: milliseconds since 1970, UTC.
    pub entered_ms: u64,
    /// The day on which the amendment was copied to the system of record; `None` if it was not.
    pub posted: Option<NaiveDate>,
    /// The number of its entry in the log.
    pub entry: Seq,
}

/// The comments that a query asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentFilter {
    /// All comments.
    All,
    /// Comments that must still be posted, or that have an amendment that must be.
    Unposted,
}

/// Whether protected texts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextVisibility {
    Redacted,
    Revealed,
}

const COMMENT: &str = "SELECT id, body, author, entered, posted, to_post, entry, protected FROM comment";
const AMENDMENT: &str =
    "SELECT body, author, entered, posted, entry FROM amendment WHERE comment = ?1 ORDER BY entered, entry";

/// Whose comments a worker sees: `:all` is whether they may reveal protected ones, `:open` whether they read those that are not
/// protected, `:own` their number.
const SEEN: &str = "((:open AND (:all OR protected = 0)) OR author = :own)";

impl Store {
    /// Returns the comments of a case, the newest contact first; at most `most`.
    pub fn comments_of_case(&self, case: &CaseNumber, most: u32) -> Result<Vec<FiledComment>, StoreError> {
        let query = format!("{COMMENT} WHERE case_no = ?1 AND {SEEN} ORDER BY on_day DESC, entry DESC LIMIT ?2")
            .replace(":all", "?3")
            .replace(":own", "?4")
            .replace(":open", "?5");
        let own = self.worker().number.as_str();
        let values = (case.as_str(), most, self.sees_protected(), own, self.sees_comments());
        select_comments(&self.connection, &query, values, TextVisibility::Redacted)
    }

    /// Returns the comments of all cases, in the order in which they were filed.
    pub fn all_comments(&self, filter: CommentFilter) -> Result<Vec<FiledComment>, StoreError> {
        let which = match filter {
            CommentFilter::All => "true",
            CommentFilter::Unposted => "to_post = 1",
        };
        let query =
            format!("{COMMENT} WHERE {which} AND {SEEN} ORDER BY entry").replace(":all", "?1").replace(":own", "?2");
        let query = query.replace(":open", "?3");
        let values = (self.sees_protected(), self.worker().number.as_str(), self.sees_comments());
        select_comments(&self.connection, &query, values, TextVisibility::Redacted)
    }

    /// Returns the comment with this id; `None` if there is none.
    pub fn comment_by_id(&self, id: RowId) -> Result<Option<FiledComment>, StoreError> {
        let found = select_by_id(&self.connection, id, TextVisibility::Redacted)?.pop();
        Ok(found.filter(|filed| self.sees_comments() || filed.author == self.worker().number))
    }

    /// Returns a comment with its text, whether or not it is protected. The caller checks that the worker may reveal it.
    pub(super) fn comment_with_text(&self, id: RowId) -> Result<Option<FiledComment>, StoreError> {
        Ok(select_by_id(&self.connection, id, TextVisibility::Revealed)?.pop())
    }

    /// Returns how many comments must still be posted, or have an amendment that must be.
    pub fn unposted_count(&self) -> Result<u32, StoreError> {
        let query = format!("SELECT count(*) FROM comment WHERE to_post = 1 AND {SEEN}")
            .replace(":all", "?1")
            .replace(":own", "?2")
            .replace(":open", "?3");
        let values = (self.sees_protected(), self.worker().number.as_str(), self.sees_comments());
        Ok(self.connection.query_row(&query, values, |row| row.get(0))?)
    }

    /// Returns a protected comment with its text. The reveal is recorded first, with the worker and the time.
    ///
    /// # Errors
    /// Fails if the case has no such comment, or if the comment is not protected.
    pub fn reveal_comment(
        &mut self,
        case: &CaseNumber,
        comment: RowId,
        reason: Option<String>,
    ) -> Result<FiledComment, StoreError> {
        self.record(Change::Accessed { case: Some(case.clone()), access: AuditEvent::Revealed { comment, reason } })?;
        let revealed = select_by_id(&self.connection, comment, TextVisibility::Revealed)?.pop();
        revealed.ok_or_else(|| Refusal::UnknownComment(case.clone()).into())
    }
}

fn select_by_id(record: &Connection, id: RowId, texts: TextVisibility) -> Result<Vec<FiledComment>, StoreError> {
    select_comments(record, &format!("{COMMENT} WHERE id = ?1"), [id.0], texts)
}

/// Returns the comment at a place of the search index, as lists show it; `None` if there is none.
pub(super) fn comment_at(record: &Connection, search_row: i64) -> Result<Option<FiledComment>, StoreError> {
    let query = format!("{COMMENT} WHERE search_row = ?1");
    Ok(select_comments(record, &query, [search_row], TextVisibility::Redacted)?.pop())
}

fn select_comments(
    record: &Connection,
    query: &str,
    values: impl rusqlite::Params,
    texts: TextVisibility,
) -> Result<Vec<FiledComment>, StoreError> {
    let mut statement = record.prepare_cached(query)?;
    let mut rows = statement.query(values)?;
    let mut comments = Vec::new();
    while let Some(row) = rows.next()? {
        comments.push(read_comment_row(record, row, texts)?);
    }
    Ok(comments)
}

fn read_comment_row(record: &Connection, row: &Row<'_>, texts: TextVisibility) -> Result<FiledComment, StoreError> {
    let protected = row.get(7)?;
    let filed = Comment { protected, ..codec::decode(&row.get::<_, Vec<u8>>(1)?)? };
    let (amendments, corrected) = select_amendments(record, RowId(row.get(0)?), protected, texts)?;
    let shown = |comment: Comment| match texts {
        TextVisibility::Redacted => comment.redact(),
        TextVisibility::Revealed => comment.reveal(),
    };
    let (comment, original) = match corrected {
        Some(elements) => (elements.into_corrected(filed.clone()), Some(Box::new(shown(filed)))),
        None => (filed, None),
    };
    Ok(FiledComment {
        amendments,
        original,
        comment: shown(comment),
        author: log::parse_id(row.get::<_, String>(2)?, 2)?,
        entered_ms: row.get::<_, i64>(3)?.cast_unsigned(),
        posted: row.get(4)?,
        to_post: row.get(5)?,
        entry: log::read_seq(row, 6)?,
    })
}

/// Returns the amendments of a comment, and the elements that the last correction of all elements gave it.
fn select_amendments(
    record: &Connection,
    comment: RowId,
    protected: bool,
    texts: TextVisibility,
) -> Result<(Vec<FiledAmendment>, Option<CorrectedElements>), StoreError> {
    let mut corrected = None;
    let mut newest = None;
    let mut statement = record.prepare_cached(AMENDMENT)?;
    let mut rows = statement.query([comment.0])?;
    let mut amendments = Vec::new();
    while let Some(row) = rows.next()? {
        // An amendment that was made before the comment was protected is as hidden as the comment.
        let amendment = Amendment { protected, ..codec::decode(&row.get::<_, Vec<u8>>(0)?)? };
        // Of two corrections of one moment, which two stations can make, every station takes the same one.
        let made = Some((row.get::<_, i64>(2)?, amendment.id));
        if let Some(elements) = amendment.corrected.as_ref().filter(|_| newest < made) {
            corrected = Some(CorrectedElements::clone(elements));
            newest = made;
        }
        amendments.push(FiledAmendment {
            amendment: match texts {
                TextVisibility::Redacted => amendment.redact(),
                TextVisibility::Revealed => amendment.reveal(),
            },
            author: log::parse_id(row.get::<_, String>(1)?, 1)?,
            entered_ms: row.get::<_, i64>(2)?.cast_unsigned(),
            posted: row.get(3)?,
            entry: log::read_seq(row, 4)?,
        });
    }
    Ok((amendments, corrected))
}

/// Returns whether a comment or an amendment with this id was filed.
pub(super) fn is_filed(record: &Connection, id: RowId) -> Result<bool, StoreError> {
    let mut statement =
        record.prepare_cached("SELECT 1 FROM comment WHERE id = ?1 UNION ALL SELECT 1 FROM amendment WHERE id = ?1")?;
    Ok(statement.exists([id.0])?)
}

/// Returns who wrote a comment; `None` if there is none.
pub(super) fn find_author(record: &Connection, id: RowId) -> Result<Option<WorkerNumber>, StoreError> {
    let mut statement = record.prepare_cached("SELECT author FROM comment WHERE id = ?1")?;
    let author = statement.query_row([id.0], |row| log::parse_id(row.get::<_, String>(0)?, 0)).optional()?;
    Ok(author)
}

/// Returns whether a comment is protected now, however it was filed.
pub(super) fn is_protected(record: &Connection, id: RowId) -> Result<bool, StoreError> {
    let mut statement = record.prepare_cached(
        "SELECT 1 FROM comment WHERE id = ?1 AND protected = 1
         UNION ALL SELECT 1 FROM protected_comment WHERE comment = ?1",
    )?;
    Ok(statement.exists([id.0])?)
}

/// Returns whether a comment of the case is protected; `None` if the case has no such comment.
pub(super) fn comment_protection(
    record: &Connection,
    id: RowId,
    case: &CaseNumber,
) -> Result<Option<bool>, StoreError> {
    let mut statement = record.prepare_cached("SELECT protected FROM comment WHERE id = ?1 AND case_no = ?2")?;
    Ok(statement.query_row(rusqlite::params![id.0, case.as_str()], |row| row.get(0)).optional()?)
}
