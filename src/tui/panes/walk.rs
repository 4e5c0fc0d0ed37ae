//! A walk through a list, one case a screen: what the list asks for and why, what can be done about it, and how many
//! cases are left. At eighty columns clocks and last contacts are below it, else beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::side_pane::{self, SidePane};
use super::{Subject, explanation};
use crate::desk::{EvaluatedCase, WalkItem, WalkStop};
use crate::domain::walk::WalkProgress;
use crate::tui::store_thread::Snapshot;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::panel::Panel;
use crate::tui::wording;

/// A walk that is going on.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// The remaining stops, the one on the screen first.
    pub stops: Vec<WalkStop>,
    /// The first line shown.
    pub top: usize,
    /// Whether what was done with the case is on its way into the record.
    pub stepping: bool,
}

impl Walk {
    /// The stop on the screen.
    pub fn current_stop(&self) -> Option<&WalkStop> {
        self.stops.first()
    }

    /// Takes the remaining stops. A stop that stays on the screen stays where it was scrolled.
    pub fn set_stops(&mut self, stops: Vec<WalkStop>) {
        let same = |one: &WalkStop, other: &WalkStop| one.case == other.case && one.person == other.person;
        if !self.stops.first().zip(stops.first()).is_some_and(|(before, now)| same(before, now)) {
            self.top = 0;
        }
        self.stops = stops;
    }
}

impl Subject {
    /// The subject of a stop.
    pub fn from_stop(stop: &WalkStop) -> Self {
        Self { case: stop.case.clone(), person: stop.person }
    }
}

/// What drawing a walk needs.
pub struct WalkView<'a> {
    /// The newest snapshot of the caseload.
    pub snapshot: &'a Snapshot,
    /// The walk.
    pub walk: &'a Walk,
    /// The progress of the walk.
    pub progress: &'a WalkProgress,
    /// Whether clocks and contacts are in the side pane.
    pub has_side_pane: bool,
    /// Whether the keys act on it.
    pub active: bool,
    /// The theme.
    pub theme: &'a Theme,
}

const LABEL: usize = 12;
/// How many lines each contact takes if the contacts are below the case.
const LINES_OF_A_CONTACT: usize = 1;

impl WalkView<'_> {
    /// Draws the case. Returns the position at which its page begins.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let inside = Panel::inner_area(area);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let lines = self.page_lines(inside.width.into());
        let below = lines.len().saturating_sub(self.walk.top + usize::from(inside.height));
        let below = if below > 0 { format!("{below} more below, ") } else { String::new() };
        let note = format!("{below}{} left", self.walk.stops.len());
        (&Panel { title: &self.title(), note: &note, active: self.active, theme: self.theme }).render(area, buffer);
        for (place, line) in inside.rows().zip(lines.into_iter().skip(self.walk.top)) {
            line.render(place, buffer);
        }
        inside.as_position()
    }

    fn title(&self) -> String {
        let case = self.walk.current_stop().map(|stop| side_pane::case_title(self.snapshot, &Subject::from_stop(stop)));
        format!("Walk: {}   {}", self.progress.list.title(), case.unwrap_or_default())
    }

    /// The lines, top to bottom.
    pub fn page_lines(&self, columns: usize) -> Vec<Line<'static>> {
        let stop = self.walk.current_stop();
        let Some((stop, case)) = stop.and_then(|stop| Some((stop, self.snapshot.caseload.case(&stop.case)?))) else {
            return self.end_lines(columns);
        };
        let page = WalkPage { view: self, stop, case, columns };
        page.page_lines()
    }

    fn end_lines(&self, columns: usize) -> Vec<Line<'static>> {
        let list = self.progress.list.title();
        let end = format!("Nothing is left on this walk of {list}. Esc goes back to the list.");
        let put_off =
            wording::note_with_set_aside(String::new(), self.snapshot.caseload.put_off_counts(self.progress.list));
        let put_off = if put_off.is_empty() { put_off } else { format!("Put off in the list: {put_off}.") };
        let drafts = match self.snapshot.caseload.drafts().len() {
            0 => String::new(),
            count => format!("Not filed: {}; Today shows them.", wording::count_with_noun(count, "draft")),
        };
        let content = [end, self.tally_text(), put_off, drafts].into_iter().filter(|line| !line.is_empty());
        let style = self.theme.style(StyleRole::Text);
        content.flat_map(|line| text::wrap_text(&line, columns)).map(|line| Line::styled(line, style)).collect()
    }

    /// `7 left   3 done   1 skipped`.
    fn tally_text(&self) -> String {
        let passed = self.progress.outcome_counts(self.snapshot.caseload.as_of());
        let passed = passed.into_iter().map(|(count, word)| format!("{count} {word}"));
        let parts = std::iter::once(format!("{} left", self.walk.stops.len())).chain(passed);
        parts.collect::<Vec<_>>().join("   ")
    }
}

/// The page of one case.
struct WalkPage<'a> {
    view: &'a WalkView<'a>,
    stop: &'a WalkStop,
    case: &'a EvaluatedCase,
    columns: usize,
}

impl WalkPage<'_> {
    fn page_lines(&self) -> Vec<Line<'static>> {
        let theme = self.view.theme;
        let mut lines = vec![Line::styled(self.view.tally_text(), theme.style(StyleRole::Label)), Line::default()];
        let (first, others) =
            self.stop.items.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
        lines.extend(self.note_lines(first));
        lines.extend(first.map(|ask| self.reason_lines(ask)).unwrap_or_default());
        lines.extend(first.and_then(|ask| self.next_act_lines(ask)).unwrap_or_default());
        lines.extend(self.draft_lines());
        if !others.is_empty() {
            lines.extend(self.with_heading("Also", others.iter().flat_map(|ask| self.brief_lines(ask)).collect()));
        }
        if !self.view.has_side_pane {
            lines.extend(self.context_lines());
        }
        lines
    }

    /// What was done with the item before: `skipped Thu 19 Nov, no answer`.
    fn note_lines(&self, ask: Option<&WalkItem>) -> Vec<Line<'static>> {
        let on = self.view.snapshot.caseload.as_of();
        let note = ask.and_then(|ask| ask.alert.disposition.as_ref()).map(|disposition| disposition.list_note(on));
        note.map(|note| self.labeled_lines("Before", &note, StyleRole::Near)).unwrap_or_default()
    }

    fn reason_lines(&self, ask: &WalkItem) -> Vec<Line<'static>> {
        let page = self.why_page();
        match &ask.finding {
            Some(finding) if self.view.has_side_pane => page.finding_lines(finding),
            Some(finding) => page.brief_finding_lines(finding),
            None => page.alert_lines(&ask.alert, &self.case.record),
        }
    }

    fn why_page(&self) -> explanation::ExplanationPage<'_> {
        explanation::ExplanationPage {
            on: self.view.snapshot.caseload.as_of(),
            columns: self.columns,
            theme: self.view.theme,
        }
    }

    /// The proposed act, and what else can be done.
    fn next_act_lines(&self, ask: &WalkItem) -> Option<Vec<Line<'static>>> {
        let (first, others) = ask.finding.as_ref()?.next.split_first()?;
        let mut lines = self.labeled_lines("Next", wording::proposal_text(*first), StyleRole::Header);
        for other in others {
            lines.extend(self.labeled_lines("or", wording::proposal_text(*other), StyleRole::Text));
        }
        Some(lines)
    }

    fn draft_lines(&self) -> Vec<Line<'static>> {
        let has_draft = self.view.snapshot.caseload.drafts().iter().any(|draft| draft.case == self.stop.case);
        let content = "a comment is dictated and not filed; d goes on with it";
        if has_draft { self.labeled_lines("Draft", content, StyleRole::Near) } else { Vec::new() }
    }

    fn brief_lines(&self, ask: &WalkItem) -> Vec<Line<'static>> {
        let on = self.view.snapshot.caseload.as_of();
        if let Some(finding) = &ask.finding {
            return self.why_page().short_finding_lines(finding);
        }
        let (due, role) = wording::due_label(ask.alert.due, on);
        let content = format!("{due:<11} {}", ask.alert.list_text(on));
        let style = self.view.theme.style(role);
        text::wrap_text(&content, self.columns).into_iter().map(|line| Line::styled(line, style)).collect()
    }

    /// The clocks and the last contacts.
    fn context_lines(&self) -> Vec<Line<'static>> {
        let subject = Subject::from_stop(self.stop);
        let (snapshot, theme, columns) = (self.view.snapshot, self.view.theme, self.columns);
        let beside =
            SidePane { snapshot, subject: &subject, finding: None, alert: None, shows_contacts: false, theme, columns };
        let contacts = side_pane::recent_contact_lines(snapshot, &subject, columns, LINES_OF_A_CONTACT, theme);
        let clocks = beside.clock_lines(self.case);
        std::iter::once(Line::default()).chain(clocks).chain(self.with_heading("Last contacts", contacts)).collect()
    }

    fn labeled_lines(&self, label: &'static str, content: &str, role: StyleRole) -> Vec<Line<'static>> {
        let wrapped = text::wrap_text(content, self.columns.saturating_sub(LABEL));
        let labels = std::iter::once(label).chain(std::iter::repeat(""));
        let (label_style, style) = (self.view.theme.style(StyleRole::Label), self.view.theme.style(role));
        let line = |(label, content): (&str, String)| {
            Line::from(vec![Span::styled(text::align_left(label, LABEL), label_style), Span::styled(content, style)])
        };
        labels.zip(wrapped).map(line).collect()
    }

    fn with_heading(&self, heading: &'static str, lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
        let heading = Line::styled(heading, self.view.theme.style(StyleRole::Heading));
        std::iter::once(heading).chain(lines).collect()
    }
}
