//! Blanks of a phrase that were not filled in.

use super::remark::{Remark, RemarkKind, new_remark};

/// Longer than any blank.
const LONGEST: usize = 60;

pub(super) fn find_blanks(text: &str) -> Vec<Remark> {
    let opened = text.match_indices('{');
    opened.filter_map(|(at, _)| leading_blank(text.get(at..)?).map(|blank| blank_remark(at, blank))).collect()
}

/// The blank that a text begins with, braces included.
fn leading_blank(text: &str) -> Option<&str> {
    let (inside, _) = text.strip_prefix('{')?.split_once('}')?;
    let fits = !inside.is_empty() && inside.len() <= LONGEST && !inside.contains(['{', '\n']);
    text.get(..inside.len() + 2).filter(|_| fits)
}

fn blank_remark(at: usize, blank: &str) -> Remark {
    new_remark(at, blank.len(), RemarkKind::Blank, format!("{blank}: fill it in or take it out"), None)
}
