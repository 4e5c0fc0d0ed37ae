//! Changes a comment after it was filed: a correction of all its elements, and the reopening of a comment that was filed
//! a moment ago and is not posted. The log keeps what was filed and what stands in its place.

use std::sync::LazyLock;

use rusqlite::params;
use serde::Deserialize;

use super::drafts::DraftTarget;
use super::{FiledComment, Refusal, Store, StoreError, duties, log};
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::comment::{Comment, CommentDraft};
use crate::domain::corrected_elements::CorrectedElements;
use crate::domain::{CaseNumber, Change, RowId, Seq};

const MINUTE_MS: u64 = 60_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reopening {
    minutes: u64,
}

/// Returns how many minutes a comment that is not posted can be reopened after it was filed, as
/// `assets/security/reopen.toml` says.
pub fn reopen_minutes() -> u64 {
    static MINUTES: LazyLock<u64> = LazyLock::new(|| {
        let read: Result<Reopening, _> = toml::from_str(include_str!("../../assets/security/reopen.toml"));
        // Where it cannot be read, which a test excludes, a comment is amended instead.
        read.map_or(0, |reopening| reopening.minutes)
    });
    *MINUTES
}

/// A worker's own comment, as `u` finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnComment {
    /// The comment.
    pub filed: FiledComment,
    /// The number of the entry that filed it, or that amended it last.
    pub newest_entry: Seq,
    /// Whether it can be reopened: it was filed a moment ago and is as it was filed.
    pub can_be_reopened: bool,
}

/// The reason that the log keeps for a comment that was reopened.
const REOPENED: &str = "Reopened and filed again by its author, before it was posted";

impl Store {
    /// Returns a comment to be written again: `comment`, or else the newest one that this worker filed on the case.
    ///
    /// # Errors
    /// Fails with a [`Refusal`] if it is not this worker's, is protected, posted or amended, or was filed more than
    /// [`reopen_minutes`] ago.
    pub fn comment_to_reopen(&self, case: &CaseNumber, comment: Option<RowId>) -> Result<FiledComment, StoreError> {
        let filed = if let Some(id) = comment {
            self.comment_by_id(id)?
        } else {
            let own = self.comments_of_case(case, u32::MAX)?.into_iter();
            own.filter(|filed| filed.author == self.worker.number).max_by_key(|filed| filed.entry)
        };
        let filed = filed.ok_or_else(|| Refusal::UnknownComment(case.clone()))?;
        if !self.is_fresh(filed.entered_ms) || !self.may_be_reopened(&filed) {
            return Err(Refusal::NotReopened(reopen_minutes()).into());
        }
        Ok(filed)
    }

    /// Returns the comment on a case that this worker filed or amended last, and whether it can still be reopened; `None`
    /// if they filed none.
    ///
    /// # Errors
    /// Fails if the record cannot be read.
    pub fn newest_own_comment(&self, case: &CaseNumber) -> Result<Option<OwnComment>, StoreError> {
        let own = self.comments_of_case(case, u32::MAX)?.into_iter();
        let own = own.filter(|filed| filed.author == self.worker.number).map(|filed| {
            let amended = filed.amendments.iter().map(|amendment| amendment.entry).max();
            let can_be_reopened = self.is_fresh(filed.entered_ms) && self.may_be_reopened(&filed);
            OwnComment { can_be_reopened, newest_entry: amended.max(Some(filed.entry)).unwrap_or(filed.entry), filed }
        });
        Ok(own.max_by_key(|own| own.newest_entry))
    }

    /// Returns this worker's newest comment that was filed after entry `after`, on any case; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the record cannot be read.
    pub fn newest_own_comment_after(&self, after: Seq) -> Result<Option<OwnComment>, StoreError> {
        let query = "SELECT case_no FROM entry WHERE station = ?1 AND seq > ?2 AND author = ?3 AND case_no IS NOT NULL
                     AND kind = 'comment_filed' ORDER BY seq DESC";
        let mut statement = self.connection.prepare_cached(query)?;
        let values = params![self.station.0, log::seq_to_sql(after), self.worker.number.as_str()];
        let cases = statement.query_map(values, |row| log::parse_id::<CaseNumber>(row.get::<_, String>(0)?, 0))?;
        for case in cases {
            let newest = self.newest_own_comment(&case?)?.filter(|own| own.newest_entry > after);
            if newest.is_some() {
                return Ok(newest);
            }
        }
        Ok(None)
    }

    /// Returns whether something recorded at this time stands for no longer than a moment: what is taken back then was
    /// seen at once to be wrong.
    pub fn is_fresh(&self, recorded_ms: u64) -> bool {
        self.clock.now_ms().saturating_sub(recorded_ms) <= reopen_minutes() * MINUTE_MS
    }

    fn may_be_reopened(&self, filed: &FiledComment) -> bool {
        let is_untouched = filed.posted.is_none() && filed.amendments.is_empty();
        is_untouched && filed.author == self.worker.number && !filed.comment.protected
    }

    /// Files a comment in place of one that was reopened, which is marked as entered in error, and deletes the draft
    /// `of` it: all in one transaction.
    ///
    /// # Errors
    /// Fails with a [`Refusal`] if the reopened comment was posted or amended meanwhile, or if the record forbids the
    /// new one.
    pub fn refile_comment(&mut self, reopened: RowId, comment: Comment, of: &DraftTarget) -> Result<(), StoreError> {
        let case = comment.case.clone();
        let filed = self.comment_by_id(reopened)?.ok_or_else(|| Refusal::UnknownComment(case.clone()))?;
        if !self.may_be_reopened(&filed) {
            return Err(Refusal::NotReopened(reopen_minutes()).into());
        }
        let amendment = Amendment {
            id: self.new_row_id(),
            comment: reopened,
            case: case.clone(),
            kind: AmendmentKind::EnteredInError,
            reason: REOPENED.to_owned(),
            text: String::new(),
            protected: false,
            answers: Vec::new(),
            corrected: None,
        };
        let changes = vec![Change::CommentAmended(amendment), Change::CommentFiled(comment)];
        self.record_and_delete_draft(changes, &case, of).map(drop)
    }

    /// Returns a comment with its text, to compare a correction of all its elements with it. Only who may reveal a
    /// protected comment corrects it like that.
    fn comment_to_correct(&self, id: RowId) -> Result<Option<FiledComment>, StoreError> {
        let filed = self.comment_by_id(id)?;
        if filed.as_ref().is_none_or(|filed| !filed.comment.protected) {
            return Ok(filed);
        }
        duties::ensure_may_reveal(&self.worker)?;
        self.comment_with_text(id)
    }

    /// Files a correction that gives a comment all its elements, and deletes the draft `of` it.
    ///
    /// # Errors
    /// Fails with a [`Refusal`] if nothing differs from what stands, or if the record forbids the correction.
    pub fn correct_comment(
        &mut self,
        case: &CaseNumber,
        comment: RowId,
        reason: String,
        draft: &CommentDraft,
        of: &DraftTarget,
    ) -> Result<(), StoreError> {
        let missing = StoreError::Internal("a form with something missing was filed");
        let elements = CorrectedElements::from_draft(draft).ok_or(missing)?;
        let filed = self.comment_to_correct(comment)?.ok_or_else(|| Refusal::UnknownComment(case.clone()))?;
        let before = CorrectedElements::from_view(&filed.comment).ok_or(Refusal::NothingCorrected)?;
        let text = elements.difference_text(&before);
        if text.is_empty() {
            return Err(Refusal::NothingCorrected.into());
        }
        let amendment = Amendment {
            id: self.new_row_id(),
            comment,
            case: case.clone(),
            kind: AmendmentKind::Correction,
            reason,
            text,
            protected: false,
            answers: draft.answers.clone(),
            corrected: Some(Box::new(elements)),
        };
        let changes = vec![Change::CommentAmended(amendment)];
        self.record_and_delete_draft(changes, case, of).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_time_in_which_a_comment_can_be_reopened() {
        assert!((1..60).contains(&reopen_minutes()), "{}", reopen_minutes());
    }
}
