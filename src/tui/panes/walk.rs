//! A walk through a list, one case per screen: the items of the case and their reasons, what the worker can do, and how
//! many cases are left. On narrow screens, clocks and last contacts are below the page; on wide screens they are beside
//! it.

mod commands;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

pub use commands::WalkRequest;

use super::side_pane::{self, SidePane};
use super::{Subject, explanation};
use crate::desk::{EvaluatedCase, ItemCounts, WalkItem, WalkStop};
use crate::domain::PersonNumber;
use crate::domain::walk::WalkProgress;
use crate::present::explanation::LABEL;
use crate::rules::message::DateStyle;
use crate::tui::store_thread::Snapshot;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::choice::Step;
use crate::tui::widgets::panel::{Panel, draw_lines};
use crate::tui::wording;

/// A walk in progress.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// The cases that are left, in the order of the list.
    pub stops: Vec<WalkStop>,
    /// The index of the stop on the screen.
    pub index: usize,
    /// The first line shown.
    pub top: usize,
}

impl Walk {
    /// Returns the stop on the screen.
    pub fn current_stop(&self) -> Option<&WalkStop> {
        self.stops.get(self.index)
    }

    /// Sets the stops that are left. The case on the screen stays there with its scroll position; if it is passed, the
    /// one after it takes its place.
    pub fn set_stops(&mut self, stops: Vec<WalkStop>) {
        // A stop that is left with items about the case as a whole is still that of its participant.
        let whole = PersonNumber::CASE;
        let is_same = |a: &WalkStop, b: &WalkStop| {
            a.case == b.case && (a.person == b.person || a.person == whole || b.person == whole)
        };
        let before = self.current_stop();
        let same = stops.iter().position(|stop| before.is_some_and(|before| is_same(before, stop)));
        if same.is_none() {
            self.top = 0;
        }
        // The last stop was passed: those that were left as they are come again from the first on.
        let in_its_place = if self.index < stops.len() { self.index } else { 0 };
        self.index = same.unwrap_or(in_its_place);
        self.stops = stops;
    }

    /// Shows the stop of a case and participant. Returns whether there is one.
    pub fn go_to(&mut self, Subject { case, person }: &Subject) -> bool {
        let is_of = |stop: &WalkStop| stop.case == *case && stop.person == *person;
        let found = self.stops.iter().position(is_of);
        let found = found.or_else(|| self.stops.iter().position(|stop| stop.case == *case));
        self.index = found.unwrap_or(self.index);
        found.is_some()
    }

    /// Shows the next stop or the one before. Returns whether there is one.
    fn step(&mut self, step: Step) -> bool {
        let index = match step {
            Step::Next => self.index.checked_add(1),
            Step::Previous => self.index.checked_sub(1),
        };
        let Some(index) = index.filter(|index| *index < self.stops.len()) else { return false };
        self.index = index;
        self.top = 0;
        true
    }
}

impl Subject {
    /// Returns the case and participant of a stop.
    pub fn from_stop(stop: &WalkStop) -> Self {
        Self { case: stop.case.clone(), person: stop.person }
    }
}

/// The values that drawing a walk needs.
pub struct WalkView<'a> {
    /// The caseload.
    pub snapshot: &'a Snapshot,
    /// The walk in progress.
    pub walk: &'a Walk,
    /// The progress of the walk.
    pub progress: &'a WalkProgress,
    /// Whether clocks and contacts are beside the page instead of below it.
    pub has_side_pane: bool,
    /// Whether the keys act on the page.
    pub active: bool,
    /// The theme of the screen.
    pub theme: &'a Theme,
}

/// The lines of a contact below the page.
const LINES_OF_A_CONTACT: usize = 1;
/// The columns of the frame around a title and a note.
const FRAME: usize = 6;

impl WalkView<'_> {
    /// Draws the page of the case and returns where its text begins.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let inside = Panel::text_area(area, 1);
        let lines = self.page_lines(inside.width.into());
        let hidden = lines.len().saturating_sub(self.walk.top + usize::from(inside.height));
        let below = if hidden > 0 { format!("; {hidden} more below") } else { String::new() };
        let counts = self.left_counts();
        let left = format!("{} left", counts.short_summary());
        let least = format!("{} left", wording::count_with_noun(counts.items, "item"));
        let title = self.title(usize::from(area.width).saturating_sub(text::display_width(&least) + FRAME));
        // The list and the case come before how much is left, and that before how much of the page is below.
        let notes = [format!("{left}{below}"), left, least];
        let room = usize::from(area.width).saturating_sub(text::display_width(&title) + FRAME);
        let note = notes.into_iter().find(|note| text::display_width(note) <= room).unwrap_or_default();
        (&Panel { title: &title, note: &note, active: self.active, theme: self.theme }).render(area, buffer);
        draw_lines(lines.into_iter().skip(self.walk.top), inside, buffer);
        inside.as_position()
    }

    /// Returns the title, with the case where no side pane names it, in the longest form that fits into `columns`. The case
    /// is named whole; the unit and the list give way.
    fn title(&self, columns: usize) -> String {
        let place = (self.walk.index + 1).min(self.walk.stops.len());
        let (list, people) = (self.progress.title(), self.walk.stops.len());
        let stop = self.walk.current_stop().filter(|_| !self.has_side_pane);
        let case = stop.map(|stop| format!("   {}", side_pane::case_title(self.snapshot, &Subject::from_stop(stop))));
        let case = case.unwrap_or_default();
        let short = format!("Walk: {place} of {people}{case}");
        let counted = wording::count_with_noun(people, "person");
        let forms = [
            format!("Walk of {list}: {place} of {counted}{case}"),
            format!("Walk of {list}: {place} of {people}{case}"),
            format!("Walk: {place} of {counted}{case}"),
        ];
        forms.into_iter().find(|form| text::display_width(form) <= columns).unwrap_or(short)
    }

    /// Returns the lines of the page.
    pub fn page_lines(&self, columns: usize) -> Vec<Line<'static>> {
        let stop = self.walk.current_stop();
        let Some((stop, case)) = stop.and_then(|stop| Some((stop, self.snapshot.caseload.case(&stop.case)?))) else {
            return self.end_lines(columns);
        };
        let page = WalkPage { view: self, stop, case, columns };
        page.page_lines()
    }

    fn end_lines(&self, columns: usize) -> Vec<Line<'static>> {
        let list = self.progress.title();
        let end = format!("Nothing is left on this walk of {list}. Esc goes back to the list.");
        let put_off =
            wording::note_with_set_aside(String::new(), self.snapshot.caseload.put_off_counts(self.progress.list));
        let put_off = if put_off.is_empty() { put_off } else { format!("Put off in the list: {put_off}.") };
        let drafts = match self.snapshot.caseload.drafts().len() {
            0 => String::new(),
            count => format!("Not filed: {}; Today shows them.", wording::count_with_noun(count, "draft")),
        };
        let sentences =
            [end, self.outcomes_text(), put_off, drafts].into_iter().filter(|sentence| !sentence.is_empty());
        let style = self.theme.style(StyleRole::Text);
        sentences
            .flat_map(|sentence| text::wrap_text(&sentence, columns))
            .map(|line| Line::styled(line, style))
            .collect()
    }

    /// Returns what is left of the walk.
    fn left_counts(&self) -> ItemCounts {
        ItemCounts::from_stops(&self.walk.stops, self.snapshot.caseload.as_of())
    }

    /// Returns what was done with the cases that were passed: `3 done   1 skipped`; empty if none was.
    fn outcomes_text(&self) -> String {
        let outcomes = self.progress.outcome_counts(self.snapshot.caseload.as_of());
        let outcomes = outcomes.into_iter().map(|(count, word)| format!("{count} {word}"));
        outcomes.collect::<Vec<_>>().join("   ")
    }
}

/// The page of one case of the walk.
struct WalkPage<'a> {
    view: &'a WalkView<'a>,
    stop: &'a WalkStop,
    case: &'a EvaluatedCase,
    columns: usize,
}

impl WalkPage<'_> {
    fn page_lines(&self) -> Vec<Line<'static>> {
        let theme = self.view.theme;
        let outcomes = self.view.outcomes_text();
        let mut lines = match outcomes.as_str() {
            "" => Vec::new(),
            outcomes => vec![Line::styled(outcomes.to_owned(), theme.style(StyleRole::Label)), Line::default()],
        };
        let (first, others) =
            self.stop.items.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
        lines.extend(self.note_lines(first));
        lines.extend(first.map(|item| self.reason_lines(item)).unwrap_or_default());
        lines.extend(first.and_then(|item| self.next_act_lines(item)).unwrap_or_default());
        lines.extend(self.draft_lines());
        if !others.is_empty() {
            lines.extend(self.with_heading("Also", others.iter().flat_map(|item| self.brief_lines(item)).collect()));
        }
        if !self.view.has_side_pane {
            lines.extend(self.context_lines());
        }
        lines
    }

    /// Returns the note on what was done with the item before: `skipped Thu 11/19, no answer`.
    fn note_lines(&self, item: Option<&WalkItem>) -> Vec<Line<'static>> {
        let on = self.view.snapshot.caseload.as_of();
        let note = item.and_then(|item| item.alert.note(on)).map(|note| note.to_text(DateStyle::Near(on)));
        note.map(|note| self.labeled_lines("Before", &note, StyleRole::Near)).unwrap_or_default()
    }

    fn reason_lines(&self, item: &WalkItem) -> Vec<Line<'static>> {
        let page = self.why_page();
        match &item.finding {
            Some(finding) if self.view.has_side_pane => page.finding_lines(finding),
            Some(finding) => page.brief_finding_lines(finding),
            None => page.alert_lines(&item.alert, &self.case.record),
        }
    }

    fn why_page(&self) -> explanation::ExplanationPage<'_> {
        explanation::ExplanationPage {
            on: self.view.snapshot.caseload.as_of(),
            columns: self.columns,
            theme: self.view.theme,
        }
    }

    /// Returns the acts that the finding proposes, the first one with its key.
    fn next_act_lines(&self, item: &WalkItem) -> Option<Vec<Line<'static>>> {
        let (first, others) = item.finding.as_ref()?.next.split_first()?;
        let mut lines = self.labeled_lines("Next", wording::proposal_text(*first), StyleRole::Header);
        for other in others {
            lines.extend(self.labeled_lines("or", wording::proposal_text(*other), StyleRole::Text));
        }
        Some(lines)
    }

    fn draft_lines(&self) -> Vec<Line<'static>> {
        let has_draft = self.view.snapshot.caseload.drafts().iter().any(|draft| draft.case == self.stop.case);
        let text = "a comment was dictated and not filed; d continues it";
        if has_draft { self.labeled_lines("Draft", text, StyleRole::Near) } else { Vec::new() }
    }

    fn brief_lines(&self, item: &WalkItem) -> Vec<Line<'static>> {
        let on = self.view.snapshot.caseload.as_of();
        if let Some(finding) = &item.finding {
            return self.why_page().short_finding_lines(finding);
        }
        let (due, role) = wording::due_label(item.alert.due, on);
        let line = format!("{due:<11} {}", item.alert.list_text(on).to_text(DateStyle::Near(on)));
        let style = self.view.theme.style(role);
        text::wrap_text(&line, self.columns).into_iter().map(|line| Line::styled(line, style)).collect()
    }

    /// Returns the clocks and the last contacts.
    fn context_lines(&self) -> Vec<Line<'static>> {
        let subject = Subject::from_stop(self.stop);
        let (snapshot, theme, columns) = (self.view.snapshot, self.view.theme, self.columns);
        let side = SidePane {
            snapshot,
            subject: &subject,
            finding: None,
            alert: None,
            shows_contacts: false,
            theme,
            columns,
            is_card: false,
        };
        let contacts = side_pane::recent_contact_lines(snapshot, &subject, columns, LINES_OF_A_CONTACT, theme);
        let clocks = side.clock_lines(self.case);
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
