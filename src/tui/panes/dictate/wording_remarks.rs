//! Remarks on the wording, listed and underlined while the comment is dictated. They never block the worker, and no key
//! waits for them: the spelling checker runs on a thread of its own, and until it has checked the newest text, its last
//! remarks move along with what is typed.

use std::ops::Range;
use std::sync::Arc;
use std::time::Instant;

use super::{DictateField, DictateForm};
use crate::domain::comment::CommentElement;
use crate::domain::plain_language::{DictionaryAnswer, Remark, RemarkKind, find_draft_remarks};
use crate::policy::jargon;
use crate::tui::spellcheck::{SpellcheckRequest, SpellcheckResult};

impl DictateForm {
    /// Returns the remarks on the wording, in the order of the form.
    pub fn remarks(&self) -> &[(CommentElement, Remark)] {
        &self.remarks.found
    }

    /// Moves the remarks along with a change of the form, and requests another check.
    pub(super) fn shift_remarks(&mut self) {
        let (length, caret) = (self.results.len(), self.results.caret_byte());
        let remarks = &mut self.remarks;
        let deleted = caret..caret + remarks.length.saturating_sub(length);
        let start = caret.saturating_sub(length.saturating_sub(remarks.length));
        let end = if deleted.is_empty() { start } else { deleted.end };
        let moved = |span: &Range<usize>| {
            if span.end <= start {
                return Some(span.clone());
            }
            let shift = |byte: usize| (byte + length).checked_sub(remarks.length);
            if span.start >= end { Some(shift(span.start)?..shift(span.end)?) } else { None }
        };
        let found = std::mem::take(&mut remarks.found).into_iter();
        remarks.found = found
            .filter_map(|(element, remark)| match element {
                CommentElement::Results => Some((element, Remark { span: moved(&remark.span)?, ..remark })),
                _ => Some((element, remark)),
            })
            .collect();
        remarks.length = length;
        self.request_reading();
    }

    /// Requests another check of the form.
    pub fn request_reading(&mut self) {
        self.remarks.version += 1;
        self.remarks.needs_reading = true;
    }

    /// Returns the request to check the form, if the form changed since the last one; `own` are the worker's own words.
    pub fn take_reading_request(&mut self, own: &Arc<[String]>) -> Option<SpellcheckRequest> {
        if !std::mem::take(&mut self.remarks.needs_reading) {
            return None;
        }
        Some(SpellcheckRequest {
            case: self.subject.case.clone(),
            version: self.remarks.version,
            draft: self.comment_draft(),
            own: Arc::clone(own),
            names: Arc::clone(&self.remarks.names),
        })
    }

    /// Shows what the check found, unless the form changed meanwhile.
    pub fn apply_spellcheck(&mut self, result: SpellcheckResult) {
        if result.case == self.subject.case && result.version == self.remarks.version {
            self.remarks.found = result.remarks;
            self.remarks.read_version = result.version;
        }
    }

    /// Returns the remarks to list: the most serious first, equal ones once. The word that is being written is left
    /// out.
    pub fn listed_remarks(&self) -> Vec<&(CommentElement, Remark)> {
        let mut listed: Vec<&(CommentElement, Remark)> = Vec::new();
        for entry in self.remarks().iter().filter(|(element, remark)| !self.is_being_written(*element, remark)) {
            if !listed.iter().any(|(_, other)| other.says == entry.1.says) {
                listed.push(entry);
            }
        }
        listed.sort_by_key(|(_, remark)| remark.kind);
        listed
    }

    /// Returns the spans of the narrative that have a remark, in bytes.
    pub fn remarked_spans(&self) -> Vec<Range<usize>> {
        let on_results = self.remarks().iter().filter(|(element, _)| *element == CommentElement::Results);
        on_results
            .filter(|(element, remark)| !self.is_being_written(*element, remark))
            .map(|(_, remark)| remark.span.clone())
            .collect()
    }

    /// Returns whether the caret is at the end of a word that is not in the dictionary: it may still become one that
    /// is.
    fn is_being_written(&self, element: CommentElement, remark: &Remark) -> bool {
        remark.kind == RemarkKind::Spelling
            && element == CommentElement::Results
            && self.field == DictateField::Results
            && self.results.caret_byte() == remark.span.end
    }

    /// Returns the `wanted` remark that a key would act on: the one under the caret, or else the first one listed.
    fn remark_to_act_on(&self, wanted: fn(&Remark) -> bool) -> Option<&(CommentElement, Remark)> {
        let caret = self.results.caret_byte();
        let is_at_caret = |(element, remark): &(CommentElement, Remark)| {
            *element == CommentElement::Results
                && self.field == DictateField::Results
                && (remark.span.start..=remark.span.end).contains(&caret)
        };
        let at_caret = self.remarks().iter().filter(|entry| wanted(&entry.1)).find(|entry| is_at_caret(entry));
        at_caret.or_else(|| self.listed_remarks().into_iter().find(|entry| wanted(&entry.1)))
    }

    /// Returns the remark whose word a key would keep as the worker's own.
    pub fn remark_to_keep(&self) -> Option<&(CommentElement, Remark)> {
        self.remark_to_act_on(|remark| remark.kind == RemarkKind::Spelling)
    }

    /// Returns the remark that a key would correct: one that knows a replacement.
    pub fn remark_to_correct(&self) -> Option<&(CommentElement, Remark)> {
        self.remark_to_act_on(|remark| remark.expansion.is_some())
    }

    /// Returns the word that a key would keep as the worker's own.
    pub(super) fn misspelled_word(&self) -> Option<String> {
        let (element, remark) = self.remark_to_keep()?;
        let text = match element {
            CommentElement::Purpose => self.purpose.content().to_owned(),
            _ => self.results.content(),
        };
        text.get(remark.span.clone()).map(str::to_owned)
    }

    /// Writes out an abbreviation, or corrects a misspelled word from the dictionary. Returns whether there was
    /// something to correct.
    pub(super) fn apply_correction(&mut self, now: Instant) -> bool {
        if self.remarks.read_version != self.remarks.version {
            let draft = self.comment_draft();
            self.remarks.found = find_draft_remarks(&draft, jargon::builtin_jargon(), &mut |_| DictionaryAnswer::Known);
        }
        let correction = self
            .remark_to_correct()
            .and_then(|(element, remark)| Some((*element, remark.span.clone(), remark.expansion.clone()?)));
        let Some((element, span, expansion)) = correction else { return false };
        if element == CommentElement::Results {
            self.go_to_field(DictateField::Results);
            self.results.replace_span(&span, &expansion);
        } else {
            let mut purpose = self.purpose.content().to_owned();
            if purpose.get(span.clone()).is_some() {
                purpose.replace_range(span, &expansion);
            }
            self.purpose = crate::tui::widgets::line_input::LineInput::with_text(&purpose);
        }
        self.note_change(now);
        true
    }

    /// Returns whether the comment is to be protected.
    pub const fn is_protected(&self) -> bool {
        self.protected
    }

    /// Protects the comment, or removes the protection. Returns whether the comment is protected now.
    pub(super) fn toggle_protected(&mut self, now: Instant) -> bool {
        self.protected = !self.protected;
        self.note_change(now);
        self.protected
    }

    /// Returns whether the comment states facts of domestic abuse or of child welfare and is not protected.
    pub fn should_be_protected(&self) -> bool {
        self.guarded_facts().is_some()
    }

    /// Returns which facts of the comment should be protected; `None` if it has none, or is protected.
    pub fn guarded_facts(&self) -> Option<&'static str> {
        self.remarks().iter().find_map(|(_, remark)| match remark.kind {
            RemarkKind::DomesticAbuse => Some("domestic-abuse facts"),
            RemarkKind::ChildWelfare => Some("facts of child welfare"),
            _ => None,
        })
    }
}
