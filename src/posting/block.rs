//! The copy-out block: a comment with its amendments in the shape in which it is pasted into the system of record, with
//! width and length checked.

use serde::Serialize;

use super::template::{EntryType, PostingTemplate};
use super::wrapping;
use crate::domain::amendment::AmendmentText;
use crate::domain::comment::Narrative;
use crate::domain::{PersonNumber, RowId, dates, sanitize};
use crate::platform::local_time;
use crate::policy::Policy;
use crate::policy::catalog::Catalog;
use crate::store::{FiledAmendment, FiledComment};

/// One entry to paste.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostingBlock {
    /// The comment or the amendment in the entry.
    pub of: RowId,
    /// The type of entry to choose on the screen, if the screen has types.
    pub entry_type: Option<String>,
    /// The number of the part, from 1.
    pub part: usize,
    /// The number of parts.
    pub parts: usize,
    /// The text, without a final line end.
    pub text: String,
}

/// Which entries of a comment are copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostingScope {
    /// The entries that are not posted yet: the comment with its amendments, or later amendments alone.
    ToPost,
    /// The comment with all its amendments.
    All,
}

/// Why a comment cannot be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostingError {
    /// The comment is protected and its text is hidden.
    #[error("The comment is protected. Reveal it first; that is recorded.")]
    Protected,
}

/// What the fields of a template need besides the comment.
#[derive(Debug, Clone, Copy)]
pub struct PostingContext<'a> {
    /// The policy, which has the titles of the types of contact.
    pub policy: &'a Policy,
    /// The catalog, which has the purposes of contacts.
    pub catalog: &'a Catalog,
    /// Whether a worker of a partner role wrote the comment on a common case.
    pub of_common_case: bool,
}

impl PostingTemplate {
    /// Builds the entries to paste for a comment, in order.
    ///
    /// # Errors
    /// The comment is protected and was not revealed.
    pub fn build_blocks(
        &self,
        filed: &FiledComment,
        scope: PostingScope,
        context: PostingContext<'_>,
    ) -> Result<Vec<PostingBlock>, PostingError> {
        let narrative = filed.comment.narrative.as_visible().ok_or(PostingError::Protected)?;
        let entry_type = self.entry_type(&narrative.purpose, context).map(|known| known.name.clone());
        let short = if context.of_common_case { self.short_of_common_case.as_str() } else { "" };
        let is_due = |posted: bool| scope == PostingScope::All || !posted;
        let mut blocks = Vec::new();
        if is_due(filed.posted.is_some()) {
            let text = fill_template(&self.comment, &comment_fields(filed, narrative, context.policy, short));
            blocks.extend(self.split_entry(filed.comment.id, entry_type.as_ref(), &text));
        }
        let posted = filed.amendments.iter().filter(|filed| filed.amendment.kind.is_to_be_posted());
        for amendment in posted.filter(|amendment| is_due(amendment.posted.is_some())) {
            let words = amendment.amendment.words.as_visible().ok_or(PostingError::Protected)?;
            let text = fill_template(&self.amendment, &amendment_fields(filed, amendment, words));
            blocks.extend(self.split_entry(amendment.amendment.id, entry_type.as_ref(), &text));
        }
        Ok(blocks)
    }

    /// Returns the type of entry for a purpose; none if the screen has no types.
    fn entry_type(&self, purpose: &str, context: PostingContext<'_>) -> Option<&EntryType> {
        let of_common_case = || self.entry_types.iter().find(|kind| kind.common_case);
        if let Some(kind) = of_common_case().filter(|_| context.of_common_case) {
            return Some(kind);
        }
        let known = context.catalog.purposes.iter().find(|known| known.words.eq_ignore_ascii_case(purpose.trim()));
        let named = |kind: &&EntryType| known.is_some_and(|known| kind.purposes.contains(&known.id));
        self.entry_types.iter().find(named).or_else(|| self.entry_types.iter().find(|kind| kind.default))
    }

    /// Splits the text of an entry into blocks that fit the screen's field.
    fn split_entry(&self, of: RowId, entry_type: Option<&String>, text: &str) -> Vec<PostingBlock> {
        let parts = wrapping::split_into_parts(&sanitize::sanitize_lines(text), self.width, self.length);
        let count = parts.len();
        let block = |(part, text)| PostingBlock { of, entry_type: entry_type.cloned(), part, parts: count, text };
        (1..).zip(parts).map(block).collect()
    }
}

/// Fills the fields of a template. A value is never taken for a field itself.
fn fill_template(template: &str, fields: &[(&str, String)]) -> String {
    let mut text = String::new();
    for (index, run) in template.split(['{', '}']).enumerate() {
        // Every second run is between braces; `template` has checked that it names a field.
        let value = fields.iter().find(|(name, _)| index % 2 == 1 && *name == run);
        text.push_str(value.map_or(run, |(_, value)| value));
    }
    text.trim().to_owned()
}

fn comment_fields(
    filed: &FiledComment,
    narrative: &Narrative,
    policy: &Policy,
    short: &str,
) -> Vec<(&'static str, String)> {
    let comment = &filed.comment;
    let id = &comment.contact_type.0;
    let person = if comment.person == PersonNumber::CASE {
        "the case as a whole".to_owned()
    } else {
        comment.person.to_string()
    };
    vec![
        ("short", short.to_owned()),
        ("date", dates::format_long_date(comment.on)),
        ("type", policy.contact_type(id).map_or_else(|| id.clone(), |known| known.title.clone())),
        ("outcome", if comment.reached { "reached" } else { "attempted, not reached" }.to_owned()),
        ("late", if comment.late { ", late entry" } else { "" }.to_owned()),
        ("person", person),
        ("purpose", narrative.purpose.clone()),
        ("results", narrative.results.clone()),
        ("forms", join_or_none(&narrative.forms)),
        ("documents", join_or_none(&narrative.documents)),
        ("entered", format_day(filed.entered_ms)),
        ("author", filed.author.to_string()),
    ]
}

fn amendment_fields(
    filed: &FiledComment,
    amendment: &FiledAmendment,
    words: &AmendmentText,
) -> Vec<(&'static str, String)> {
    vec![
        ("date", dates::format_long_date(filed.comment.on)),
        ("kind", amendment.amendment.kind.title().to_owned()),
        ("reason", words.reason.clone()),
        ("text", words.text.clone()),
        ("entered", format_day(amendment.entered_ms)),
        ("author", amendment.author.to_string()),
    ]
}

fn join_or_none(named: &[String]) -> String {
    if named.is_empty() { "none".to_owned() } else { named.join(", ") }
}

fn format_day(ms: u64) -> String {
    dates::format_long_date(local_time(ms).date_naive())
}
