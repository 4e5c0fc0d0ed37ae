//! A walk through a list, one case a screen: what the list asks for and why, what may be done about it, and how many
//! cases are left. At eighty columns clocks and last contacts stand below, else beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::Subject;
use super::beside::{self, Beside};
use crate::desk::{Ask, CaseOnDesk, Stop};
use crate::domain::walk::WalkPlace;
use crate::tui::jobs::Laid;
use crate::tui::overlays::why;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::panel::Panel;
use crate::tui::words;

/// A walk that is on.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// The cases that are left, the one on the screen first.
    pub stops: Vec<Stop>,
    /// The first line shown.
    pub top: usize,
    /// Whether what was done with the case is on its way into the record.
    pub stepping: bool,
}

impl Walk {
    /// The case on the screen.
    pub fn current(&self) -> Option<&Stop> {
        self.stops.first()
    }

    /// Takes what is left.
    pub fn set(&mut self, stops: Vec<Stop>) {
        let same = |one: &Stop, other: &Stop| one.case == other.case && one.person == other.person;
        if !self.stops.first().zip(stops.first()).is_some_and(|(before, now)| same(before, now)) {
            self.top = 0;
        }
        self.stops = stops;
    }
}

impl Subject {
    /// The subject of a stop.
    pub fn at(stop: &Stop) -> Self {
        Self { case: stop.case.clone(), person: stop.person }
    }
}

/// What drawing a walk needs.
pub struct WalkView<'a> {
    /// The desk.
    pub laid: &'a Laid,
    /// The walk.
    pub walk: &'a Walk,
    /// How far it has come.
    pub place: &'a WalkPlace,
    /// Whether clocks and contacts stand beside it.
    pub beside: bool,
    /// Whether the keys act on it.
    pub active: bool,
    /// The theme.
    pub theme: &'a Theme,
}

const LABEL: usize = 12;
/// A contact's lines where the contacts stand below.
const LINES_OF_A_CONTACT: usize = 1;

impl WalkView<'_> {
    /// Draws the case; answers where its page begins.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let inside = Panel::inside(area);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let lines = self.lines(inside.width.into());
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
        let case = self.walk.current().map(|stop| beside::title(self.laid, &Subject::at(stop)));
        format!("Walk: {}   {}", self.place.list.title(), case.unwrap_or_default())
    }

    /// The lines, top to bottom.
    pub fn lines(&self, columns: usize) -> Vec<Line<'static>> {
        let stop = self.walk.current();
        let Some((stop, case)) = stop.and_then(|stop| Some((stop, self.laid.desk.case(&stop.case)?))) else {
            return self.at_the_end(columns);
        };
        let page = Page { view: self, stop, case, columns };
        page.lines()
    }

    fn at_the_end(&self, columns: usize) -> Vec<Line<'static>> {
        let list = self.place.list.title();
        let end = format!("Nothing is left on this walk of {list}. Esc goes back to the list.");
        let put_off = words::left(String::new(), self.laid.desk.aside(self.place.list));
        let put_off = if put_off.is_empty() { put_off } else { format!("Put off in the list: {put_off}.") };
        let drafts = match self.laid.desk.drafts().len() {
            0 => String::new(),
            count => format!("Not filed: {}; Today shows them.", words::counted(count, "draft")),
        };
        let said = [end, self.tally(), put_off, drafts].into_iter().filter(|line| !line.is_empty());
        let style = self.theme.style(Role::Text);
        said.flat_map(|line| text::wrapped(&line, columns)).map(|line| Line::styled(line, style)).collect()
    }

    /// `7 left   3 done   1 skipped`.
    fn tally(&self) -> String {
        let passed = self.place.tally(self.laid.desk.as_of());
        let passed = passed.into_iter().map(|(count, word)| format!("{count} {word}"));
        let parts = std::iter::once(format!("{} left", self.walk.stops.len())).chain(passed);
        parts.collect::<Vec<_>>().join("   ")
    }
}

/// The page of one case.
struct Page<'a> {
    view: &'a WalkView<'a>,
    stop: &'a Stop,
    case: &'a CaseOnDesk,
    columns: usize,
}

impl Page<'_> {
    fn lines(&self) -> Vec<Line<'static>> {
        let theme = self.view.theme;
        let mut lines = vec![Line::styled(self.view.tally(), theme.style(Role::Label)), Line::default()];
        let (first, others) = self.stop.asks.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
        lines.extend(self.noted(first));
        lines.extend(first.map(|ask| self.why(ask)).unwrap_or_default());
        lines.extend(first.and_then(|ask| self.proposed(ask)).unwrap_or_default());
        lines.extend(self.draft());
        if !others.is_empty() {
            lines.extend(self.under("Also", others.iter().flat_map(|ask| self.in_short(ask)).collect()));
        }
        if !self.view.beside {
            lines.extend(self.below());
        }
        lines
    }

    /// What was done with it before: `skipped Thu 19 Nov, no answer`.
    fn noted(&self, ask: Option<&Ask>) -> Vec<Line<'static>> {
        let on = self.view.laid.desk.as_of();
        let note = ask.and_then(|ask| ask.alert.disposition.as_ref()).map(|disposition| disposition.note(on));
        note.map(|note| self.labelled("Before", &note, Role::Near)).unwrap_or_default()
    }

    fn why(&self, ask: &Ask) -> Vec<Line<'static>> {
        let page = self.why_page();
        match &ask.finding {
            Some(finding) if self.view.beside => page.full(finding),
            Some(finding) => page.brief(finding),
            None => page.alert(&ask.alert, &self.case.record),
        }
    }

    fn why_page(&self) -> why::Page<'_> {
        why::Page { on: self.view.laid.desk.as_of(), columns: self.columns, theme: self.view.theme }
    }

    /// The proposed act, and what else may be done.
    fn proposed(&self, ask: &Ask) -> Option<Vec<Line<'static>>> {
        let (first, others) = ask.finding.as_ref()?.next.split_first()?;
        let mut lines = self.labelled("Next", words::act(*first), Role::Header);
        for other in others {
            lines.extend(self.labelled("or", words::act(*other), Role::Text));
        }
        Some(lines)
    }

    fn draft(&self) -> Vec<Line<'static>> {
        let has_draft = self.view.laid.desk.drafts().iter().any(|draft| draft.case == self.stop.case);
        let said = "a comment is dictated and not filed; d goes on with it";
        if has_draft { self.labelled("Draft", said, Role::Near) } else { Vec::new() }
    }

    fn in_short(&self, ask: &Ask) -> Vec<Line<'static>> {
        let on = self.view.laid.desk.as_of();
        if let Some(finding) = &ask.finding {
            return self.why_page().line(finding);
        }
        let (due, role) = words::due(ask.alert.due, on);
        let said = format!("{due:<11} {}", ask.alert.says(on));
        let style = self.view.theme.style(role);
        text::wrapped(&said, self.columns).into_iter().map(|line| Line::styled(line, style)).collect()
    }

    /// The clocks and the last contacts.
    fn below(&self) -> Vec<Line<'static>> {
        let subject = Subject::at(self.stop);
        let (laid, theme, columns) = (self.view.laid, self.view.theme, self.columns);
        let beside = Beside { laid, subject: &subject, finding: None, alert: None, contacts: false, theme, columns };
        let contacts = beside::last_contacts(laid, &subject, columns, LINES_OF_A_CONTACT, theme);
        let clocks = beside.clocks(self.case);
        std::iter::once(Line::default()).chain(clocks).chain(self.under("Last contacts", contacts)).collect()
    }

    fn labelled(&self, label: &'static str, said: &str, role: Role) -> Vec<Line<'static>> {
        let wrapped = text::wrapped(said, self.columns.saturating_sub(LABEL));
        let labels = std::iter::once(label).chain(std::iter::repeat(""));
        let (label_style, style) = (self.view.theme.style(Role::Label), self.view.theme.style(role));
        let line = |(label, said): (&str, String)| {
            Line::from(vec![Span::styled(text::left(label, LABEL), label_style), Span::styled(said, style)])
        };
        labels.zip(wrapped).map(line).collect()
    }

    fn under(&self, heading: &'static str, lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
        let heading = Line::styled(heading, self.view.theme.style(Role::Heading));
        std::iter::once(heading).chain(lines).collect()
    }
}
