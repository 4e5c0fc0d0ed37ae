//! The lines of a section of the folder, composed once and reused as long as nothing in them changed.

use std::sync::Arc;

use ratatui::text::{Line, Span};

use super::folder_view::FolderView;
use super::sections::{SectionLines, section_lines};
use crate::desk::EvaluatedCase;
use crate::store::{FiledComment, LoggedEntry};
use crate::tui::command::FolderSection;
use crate::tui::theme::ThemeName;

/// The mark before the first line of the selected comment.
const POINTER: &str = "▸ ";

/// The sources of the lines of a section. Pages with equal keys have equal lines: a case that was evaluated again, or
/// comments that were read again, are in a new allocation, and the key keeps the old one alive so that its address is
/// not reused.
#[derive(Debug, Clone)]
struct PageKey {
    section: FolderSection,
    columns: usize,
    theme: ThemeName,
    case: Option<Arc<EvaluatedCase>>,
    comments: Option<Arc<[FiledComment]>>,
    timeline: Option<Arc<[LoggedEntry]>>,
    /// How many drafts the case has.
    drafts: usize,
}

impl PageKey {
    fn new(section: FolderSection, view: &FolderView<'_>, columns: usize) -> Self {
        Self {
            section,
            columns,
            theme: view.theme.name(),
            case: view.snapshot.caseload.shared_case(&view.subject.case).map(Arc::clone),
            comments: view.details.map(|details| Arc::clone(&details.comments)),
            timeline: view.details.map(|details| Arc::clone(&details.timeline)),
            drafts: view.snapshot.caseload.drafts().iter().filter(|draft| draft.case == view.subject.case).count(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        (self.section, self.columns, self.theme, self.drafts)
            == (other.section, other.columns, other.theme, other.drafts)
            && is_same_allocation(self.case.as_ref(), other.case.as_ref())
            && is_same_allocation(self.comments.as_ref(), other.comments.as_ref())
            && is_same_allocation(self.timeline.as_ref(), other.timeline.as_ref())
    }
}

fn is_same_allocation<T: ?Sized>(a: Option<&Arc<T>>, b: Option<&Arc<T>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// The composed lines of a section.
#[derive(Debug, Clone)]
pub(super) struct ComposedPage {
    key: PageKey,
    content: SectionLines,
}

impl ComposedPage {
    /// Returns the page of a section: `kept` if its key is still the same, otherwise a new one.
    pub(super) fn reuse_or_compose(
        kept: Option<&Arc<Self>>,
        section: FolderSection,
        view: &FolderView<'_>,
        columns: usize,
    ) -> Arc<Self> {
        let key = PageKey::new(section, view, columns);
        match kept {
            Some(kept) if kept.key.is_same(&key) => Arc::clone(kept),
            _ => Arc::new(Self { key, content: section_lines(section, view, columns) }),
        }
    }

    /// Returns how many lines the page has.
    pub(super) fn len(&self) -> usize {
        self.content.lines.len()
    }

    /// Returns the line on which a comment begins, counted from the newest contact; `None` where no such comment is
    /// shown.
    pub(super) fn comment_start(&self, comment: usize) -> Option<usize> {
        self.content.comment_starts.get(comment).copied()
    }

    /// Returns the comment that the line belongs to; the first where no comment is shown.
    pub(super) fn comment_at(&self, line: usize) -> usize {
        self.content.comment_starts.iter().rposition(|start| *start <= line).unwrap_or(0)
    }

    /// Returns `count` lines from `top` on, with a pointer at the selected comment.
    pub(super) fn visible_lines(
        &self,
        top: usize,
        count: usize,
        selected_comment: usize,
    ) -> impl Iterator<Item = Line<'static>> + '_ {
        let pointed = self.comment_start(selected_comment);
        self.content.lines.iter().enumerate().skip(top).take(count).map(move |(index, line)| {
            let mut line = line.clone();
            if Some(index) == pointed
                && let Some(first) = line.spans.first_mut()
            {
                *first = Span::raw(POINTER);
            }
            line
        })
    }
}
