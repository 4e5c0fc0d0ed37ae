//! Blanks of a phrase that were not filled in.

use super::{Remark, RemarkKind, remark};

/// Longer than any blank.
const LONGEST: usize = 60;

pub(super) fn found(text: &str) -> Vec<Remark> {
    let opened = text.match_indices('{');
    opened.filter_map(|(at, _)| blank(text.get(at..)?).map(|blank| of(at, blank))).collect()
}

/// The blank that a text begins with, braces included.
fn blank(text: &str) -> Option<&str> {
    let (inside, _) = text.strip_prefix('{')?.split_once('}')?;
    let fits = !inside.is_empty() && inside.len() <= LONGEST && !inside.contains(['{', '\n']);
    text.get(..inside.len() + 2).filter(|_| fits)
}

fn of(at: usize, blank: &str) -> Remark {
    remark(at, blank.len(), RemarkKind::Blank, format!("{blank}: fill it in or take it out"), None)
}
