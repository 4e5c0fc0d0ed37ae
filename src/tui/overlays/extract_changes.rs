//! What the newest extracts changed: one page a case, each row with its place in the file and, field by field, the
//! old and the new value.

use ratatui::text::Line;

use crate::domain::{CaseNumber, PersonNumber};
use crate::store::FactChange;
use crate::tui::panes::{Subject, side_pane};
use crate::tui::store_thread::Snapshot;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::read_page::TextPage;

/// What the newest extracts changed.
#[derive(Debug, Clone)]
pub struct ExtractChanges {
    cases: Vec<(CaseNumber, TextPage)>,
    index: usize,
}

impl ExtractChanges {
    /// A page for each case, from changes that are ordered by case.
    pub fn from_changes(changes: &[FactChange], snapshot: &Snapshot, theme: &Theme, columns: usize) -> Self {
        let of_cases: Vec<&[FactChange]> = changes.chunk_by(|one, other| one.now.case() == other.now.case()).collect();
        let count = of_cases.len();
        let page = |(at, of_case): (usize, &&[FactChange])| {
            let case = of_case.first()?.now.case().clone();
            let subject = Subject { case: case.clone(), person: PersonNumber::CASE };
            let title = format!("Changed, {} of {count}   {}", at + 1, side_pane::case_title(snapshot, &subject));
            let lines = of_case.iter().flat_map(|change| change_lines(change, theme, columns)).collect();
            Some((case, TextPage::new(title, lines)))
        };
        Self { cases: of_cases.iter().enumerate().filter_map(page).collect(), index: 0 }
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// Goes to the next case or to the one before; the first and the last are ends.
    pub fn step_case(&mut self, forward: bool) {
        let last = self.cases.len().saturating_sub(1);
        self.index = if forward { (self.index + 1).min(last) } else { self.index.saturating_sub(1) };
    }

    /// The case that is shown.
    pub fn current_case(&self) -> Option<&CaseNumber> {
        self.cases.get(self.index).map(|(case, _)| case)
    }

    /// The page of the current case.
    pub fn current_page(&self) -> Option<&TextPage> {
        self.cases.get(self.index).map(|(_, page)| page)
    }

    /// The page of the current case, to be scrolled.
    pub fn current_page_mut(&mut self) -> Option<&mut TextPage> {
        self.cases.get_mut(self.index).map(|(_, page)| page)
    }
}

fn change_lines(change: &FactChange, theme: &Theme, columns: usize) -> Vec<Line<'static>> {
    let sheet = change.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
    let place = format!("({}{sheet}, row {})", change.file, change.row);
    let kind = change.now.kind().title();
    let mut lines = Vec::new();
    let mut tell = |content: &str, role| {
        let wrapped = text::wrap_text(content, columns).into_iter().filter(|line| !line.is_empty());
        lines.extend(wrapped.map(|line| Line::styled(line, theme.style(role))));
    };
    match &change.before {
        None => {
            tell(&format!("New: {kind} {place}"), StyleRole::Header);
            tell(&format!("  {}", change.now.describe_fields()), StyleRole::Text);
        }
        Some(before) => {
            tell(&format!("Changed: {kind} {place}"), StyleRole::Header);
            for field in change.now.differences(before) {
                let content = |value: Option<String>| value.unwrap_or_else(|| "nothing".to_owned());
                let line = format!("  {}: {} -> {}", field.field, content(field.before), content(field.now));
                tell(&line, StyleRole::Text);
            }
        }
    }
    lines.push(Line::default());
    lines
}
