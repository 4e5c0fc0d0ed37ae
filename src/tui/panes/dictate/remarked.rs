//! Remarks on the wording, listed and underlined while the comment is dictated. They never stop anybody.

use std::ops::Range;
use std::time::Instant;

use super::{Dictate, Field};
use crate::domain::comment::Element;
use crate::domain::plain_words::{Remark, RemarkKind, remarks_on};
use crate::policy::jargon;

/// A longer narrative is remarked when it is filed, not with every key.
const WHILE_TYPING: usize = 32 * 1024;

impl Dictate {
    /// What is remarked on the wording, in the order of the form.
    pub fn remarks(&self) -> &[(Element, Remark)] {
        &self.remarks
    }

    /// Looks at the wording anew.
    pub(super) fn remark(&mut self) {
        let draft = self.draft();
        if draft.results.len() > WHILE_TYPING {
            self.remarks.clear();
            return;
        }
        // The words are built in; a test excludes that they cannot be read.
        self.remarks = jargon::builtin().map(|jargon| remarks_on(&draft, jargon)).unwrap_or_default();
    }

    /// Where the narrative is remarked, in bytes. The word that is being written is left alone.
    pub fn remarked(&self) -> Vec<Range<usize>> {
        let of_results = self.remarks.iter().filter(|(element, _)| *element == Element::Results);
        of_results.map(|(_, remark)| remark.span.clone()).collect()
    }

    /// Writes the first abbreviation out that is remarked; whether there is one.
    pub fn write_out(&mut self, now: Instant) -> bool {
        let first = self
            .remarks
            .iter()
            .find_map(|(element, remark)| Some((*element, remark.span.clone(), remark.expansion.clone()?)));
        let Some((element, span, expansion)) = first else { return false };
        if element == Element::Results {
            self.go(Field::Results);
            self.results.replace(&span, &expansion);
        } else {
            let mut purpose = self.purpose.content().to_owned();
            if purpose.get(span.clone()).is_some() {
                purpose.replace_range(span, &expansion);
            }
            self.purpose = crate::tui::widgets::line_input::LineInput::holding(&purpose);
        }
        self.touched(now);
        true
    }

    /// Whether the comment is to be protected.
    pub const fn is_protected(&self) -> bool {
        self.protected
    }

    /// Protects the comment, or takes the protection back; whether it is protected now.
    pub fn switch_protected(&mut self, now: Instant) -> bool {
        self.protected = !self.protected;
        self.touched(now);
        self.protected
    }

    /// Whether domestic-abuse facts are told in a comment that is open to all.
    pub fn should_be_protected(&self) -> bool {
        self.remarks.iter().any(|(_, remark)| remark.kind == RemarkKind::DomesticAbuse)
    }
}
