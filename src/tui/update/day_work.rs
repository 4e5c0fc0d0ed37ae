//! Shows what the worker did on a day.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use crate::desk::{WorkEntry, work_summary};
use crate::domain::dates;
use crate::rules::message::DateStyle;
use crate::store::LoggedEntry;
use crate::tui::overlays::Overlay;
use crate::tui::screen_context::ScreenContext;
use crate::tui::state::workspace::Workspace;
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::read_page::TextPage;

/// The columns of a time, a case number and the gaps after them.
const INDENT: usize = 16;

/// Shows the work of a day as a page: the counts, then one entry after the other.
pub(super) fn show_page(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    day: NaiveDate,
    entries: &[LoggedEntry],
) {
    let work = workspace.snapshot.caseload.day_work(entries);
    let (columns, theme) = (screen.page_columns(), screen.theme);
    let mut lines = vec![Line::styled(work_summary(&work), theme.style(StyleRole::Heading)), Line::default()];
    for entry in &work {
        let case = entry.case.as_ref().map(ToString::to_string).unwrap_or_default();
        let head = format!("{}  {}", entry.at.format("%H:%M"), text::align_left(&case, INDENT - 8));
        let says = text::wrap_text(&text::one_line(&entry_text(entry, day)), columns.saturating_sub(INDENT));
        let heads = std::iter::once(head).chain(std::iter::repeat(String::new()));
        lines.extend(heads.zip(says).map(|(head, says)| {
            let head = Span::styled(text::align_left(&head, INDENT), theme.style(StyleRole::Label));
            Line::from(vec![head, Span::raw(says)])
        }));
    }
    let title = format!("What I did   {}", dates::format_long_date(day));
    workspace.open_overlay(Overlay::TextPage(TextPage::new(title, lines)));
}

fn entry_text(entry: &WorkEntry, day: NaiveDate) -> String {
    let name = entry.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
    format!("{name}{}: {}", entry.kind.title(), entry.says.to_text(DateStyle::Near(day)))
}
