//! Finds blanks of a phrase that were not filled in.

use super::remark::{Remark, RemarkKind, new_remark};

/// The greatest length of a blank.
const LONGEST: usize = 60;

pub(super) fn find_blanks(text: &str) -> Vec<Remark> {
    let opened = text.match_indices('{');
    opened.filter_map(|(start, _)| leading_blank(text.get(start..)?).map(|blank| blank_remark(start, blank))).collect()
}

/// Returns the blank at the beginning of a text, with its braces.
fn leading_blank(text: &str) -> Option<&str> {
    let (inside, _) = text.strip_prefix('{')?.split_once('}')?;
    let fits = !inside.is_empty() && inside.len() <= LONGEST && !inside.contains(['{', '\n']);
    if fits { text.get(..inside.len() + 2) } else { None }
}

fn blank_remark(start: usize, blank: &str) -> Remark {
    new_remark(start, blank.len(), RemarkKind::Blank, format!("{blank}: fill it in or take it out"), None)
}
