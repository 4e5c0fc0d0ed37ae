//! A filed comment in full: what was dictated, and below it its amendments, in order.

use ratatui::text::Line;

use super::history;
use crate::domain::comment::CommentView;
use crate::domain::dates;
use crate::store::{FiledAmendment, FiledComment};
use crate::tui::store_thread::Snapshot;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::wording;

/// Returns the lines of a filed comment, without protected text.
pub fn comment_lines(filed: &FiledComment, snapshot: &Snapshot, theme: &Theme, columns: usize) -> Vec<Line<'static>> {
    let comment = &filed.comment;
    let caseload = &snapshot.caseload;
    let mut page = CommentLines { theme, columns, lines: Vec::new() };
    let head = wording::comment_heading(comment, caseload.policies(), caseload.as_of());
    let name =
        caseload.case(&comment.case).map(|case| case.person_name(comment.person).to_string()).unwrap_or_default();
    let error = if filed.is_in_error() { "ENTERED IN ERROR  " } else { "" };
    page.push_text(&format!("{error}{head}; {name}"), StyleRole::Header);
    page.push_elements(comment);
    let posted = match filed.posted {
        Some(on) if filed.to_post => format!("posted {}, an amendment is not", dates::format_long_date(on)),
        Some(on) => format!("posted {}", dates::format_long_date(on)),
        None if filed.to_post => "not posted".to_owned(),
        None => "no posting needed".to_owned(),
    };
    let entered = history::format_moment(filed.entered_ms);
    page.push_text(&format!("Entered {entered} by {}, {posted}", filed.author), StyleRole::Quiet);
    if let Some(original) = &filed.original {
        let head = wording::comment_heading(original, caseload.policies(), caseload.as_of());
        page.push_text(&format!("FILED AS  {head}: {}", original.purpose()), StyleRole::Heading);
        page.push_text(original.results(), StyleRole::Quiet);
    }
    filed.amendments.iter().for_each(|amended| page.push_amendment(amended));
    page.lines
}

struct CommentLines<'a> {
    theme: &'a Theme,
    columns: usize,
    lines: Vec<Line<'static>>,
}

impl CommentLines<'_> {
    /// Adds purpose, results, forms and documents, or how a protected comment is read.
    fn push_elements(&mut self, comment: &CommentView) {
        if comment.is_hidden() {
            return self.push_text("Kept apart. V shows it, with your reason.", StyleRole::Text);
        }
        self.push_text(&format!("Purpose: {}", comment.purpose()), StyleRole::Text);
        self.push_text(comment.results(), StyleRole::Text);
        let answered = |what: &[String]| if what.is_empty() { "none".to_owned() } else { what.join(", ") };
        let rest = format!("Forms: {}   Documents: {}", answered(comment.forms()), answered(comment.documents()));
        self.push_text(&rest, StyleRole::Text);
    }

    fn push_amendment(&mut self, filed: &FiledAmendment) {
        let amendment = &filed.amendment;
        let entered = history::format_moment(filed.entered_ms);
        let kind = amendment.kind.title().to_uppercase();
        self.push_text(&format!("{kind}  {entered} by {}", filed.author), StyleRole::Heading);
        self.push_text(&format!("Because: {}", amendment.reason()), StyleRole::Text);
        if !amendment.text().is_empty() {
            self.push_text(amendment.text(), StyleRole::Text);
        }
    }

    fn push_text(&mut self, content: &str, role: StyleRole) {
        let style = self.theme.style(role);
        self.lines.extend(text::wrap_text(content, self.columns).into_iter().map(|line| Line::styled(line, style)));
    }
}
