//! A filed comment in full: what was dictated, and beside it, in order, everything that was said about it later.

use ratatui::text::Line;

use super::history;
use crate::domain::dates;
use crate::store::{FiledAmendment, FiledComment};
use crate::tui::jobs::Laid;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::words;

/// The lines of a filed comment, as far as it may be shown.
pub fn in_full(filed: &FiledComment, laid: &Laid, theme: &Theme, columns: usize) -> Vec<Line<'static>> {
    let comment = &filed.comment;
    let desk = &laid.desk;
    let mut page = Wrapped { theme, columns, lines: Vec::new() };
    let head = words::comment_head(comment, desk.policies(), desk.as_of());
    let name = desk.case(&comment.case).map(|case| case.name_of(comment.person).to_string()).unwrap_or_default();
    let error = if filed.in_error() { "ENTERED IN ERROR  " } else { "" };
    page.say(&format!("{error}{head}; {name}"), Role::Header);
    page.say(&format!("Purpose: {}", comment.purpose()), Role::Text);
    page.say(comment.results(), Role::Text);
    let answered = |what: &[String]| if what.is_empty() { "none".to_owned() } else { what.join(", ") };
    let rest = format!("Forms: {}   Documents: {}", answered(comment.forms()), answered(comment.documents()));
    page.say(&rest, Role::Text);
    let posted = match filed.posted {
        Some(on) if filed.to_post => format!("posted {}, an amendment is not", dates::long(on)),
        Some(on) => format!("posted {}", dates::long(on)),
        None if filed.to_post => "not posted".to_owned(),
        None => "not to be posted".to_owned(),
    };
    let entered = history::moment(filed.entered_ms);
    page.say(&format!("Entered {entered} by {}, entry {}, {posted}", filed.author, filed.entry), Role::Quiet);
    filed.amendments.iter().for_each(|amended| page.amendment(amended));
    page.lines
}

struct Wrapped<'a> {
    theme: &'a Theme,
    columns: usize,
    lines: Vec<Line<'static>>,
}

impl Wrapped<'_> {
    fn amendment(&mut self, filed: &FiledAmendment) {
        let amendment = &filed.amendment;
        let entered = history::moment(filed.entered_ms);
        let kind = amendment.kind.title().to_uppercase();
        self.say(&format!("{kind}  {entered} by {}, entry {}", filed.author, filed.entry), Role::Heading);
        self.say(&format!("Because: {}", amendment.reason()), Role::Text);
        if !amendment.text().is_empty() {
            self.say(amendment.text(), Role::Text);
        }
    }

    fn say(&mut self, said: &str, role: Role) {
        let style = self.theme.style(role);
        self.lines.extend(text::wrapped(said, self.columns).into_iter().map(|line| Line::styled(line, style)));
    }
}
