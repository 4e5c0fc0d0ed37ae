//! A round of telephone calls: one person on the screen with the number large, what is due and the last contacts. A key
//! opens the comment with what it already says.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use super::overlay_context::OverlayContext;
use crate::domain::PersonNumber;
use crate::domain::facts::Person;
use crate::rules::message::DateStyle;
use crate::tui::layout;
use crate::tui::panes::{Subject, side_pane};
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::choice::Step;
use crate::tui::widgets::large_number;
use crate::tui::widgets::panel::{Panel, draw_line, draw_lines};
use crate::tui::wording;

/// The lines of what is due.
const DUE_LINES: usize = 4;
/// The height of the screen from which the number is large.
const LARGE_FROM: u16 = 20;
/// The lines of each of the last contacts.
const CONTACT_LINES: usize = 2;

/// A round of telephone calls.
#[derive(Debug, Clone)]
pub struct CallRound {
    stops: Vec<Subject>,
    index: usize,
    /// How many comments the round led to.
    pub filed: usize,
    /// The person about whom the last comment was filed, by place.
    filed_at: Option<usize>,
}

impl CallRound {
    /// Begins a round with these people, each once; `None` if there are none.
    pub fn new(people: impl IntoIterator<Item = Subject>) -> Option<Self> {
        let mut stops: Vec<Subject> = Vec::new();
        for subject in people {
            if !stops.contains(&subject) {
                stops.push(subject);
            }
        }
        (!stops.is_empty()).then_some(Self { stops, index: 0, filed: 0, filed_at: None })
    }

    /// Returns the person who is on the screen.
    pub fn current(&self) -> Option<&Subject> {
        self.stops.get(self.index)
    }

    /// Begins at a person, if the round has that person.
    pub fn start_at(&mut self, subject: &Subject) {
        self.index = self.stops.iter().position(|stop| stop == subject).unwrap_or(self.index);
    }

    /// Notes that a comment about the person on the screen was filed.
    pub fn note_filed(&mut self) {
        self.filed += 1;
        self.filed_at = Some(self.index);
    }

    /// Goes back to the person whose comment was filed last, because it is written again.
    pub fn go_back_to_filed(&mut self) {
        if let Some(index) = self.filed_at.take() {
            self.index = index;
            self.filed = self.filed.saturating_sub(1);
        }
    }

    /// Goes to the next or the previous person. Returns whether there is one.
    pub fn step(&mut self, step: Step) -> bool {
        let next = match step {
            Step::Next => self.index.checked_add(1),
            Step::Previous => self.index.checked_sub(1),
        };
        let next = next.filter(|next| *next < self.stops.len());
        self.index = next.unwrap_or(self.index);
        next.is_some()
    }

    /// Draws the person over the panes of a screen. Returns the position at which the number begins.
    pub fn draw(&self, context: &OverlayContext<'_>, screen: Rect, buffer: &mut Buffer) -> Position {
        let theme = context.theme;
        let framed = layout::overlay_area(screen.as_size());
        let people = wording::count_with_noun(self.stops.len(), "person");
        let note = format!("{} of {people}, {} filed", self.index + 1, self.filed);
        let Some(subject) = self.current() else { return framed.as_position() };
        let title = format!("Call   {}", side_pane::case_title(context.snapshot, subject));
        Panel { title: &title, note: &note, active: true, theme }.draw_over(framed, buffer);
        let inside = Panel::text_area(framed, 2);
        // On a low screen the room is for what is due and the last contacts; the number is written small.
        let number = if screen.height < LARGE_FROM { 1 } else { large_number::LINES + 1 };
        let parts = [Constraint::Length(number), Constraint::Fill(1)];
        let [number, about] = Layout::vertical(parts).areas(inside);
        draw_number(phone(context, subject), theme, number, buffer);
        draw_lines(about_lines(context, subject, about.width.into()), about, buffer);
        number.as_position()
    }
}

fn find_person<'a>(context: &OverlayContext<'a>, subject: &Subject) -> Option<&'a Person> {
    let people = &context.snapshot.caseload.case(&subject.case)?.record.facts.people;
    people.iter().find(|person| person.person == Some(subject.person))
}

fn phone<'a>(context: &OverlayContext<'a>, subject: &Subject) -> Option<&'a str> {
    find_person(context, subject)?.phone.as_deref().filter(|phone| !phone.trim().is_empty())
}

fn draw_number(phone: Option<&str>, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let role = if phone.is_some() { StyleRole::Heading } else { StyleRole::Near };
    let large = phone
        .map(large_number::large_lines)
        .filter(|lines| lines.len() < usize::from(area.height))
        .filter(|lines| lines.iter().all(|line| text::display_width(line) <= usize::from(area.width)));
    let lines = match (large, phone) {
        (Some(large), _) => large,
        (None, Some(_)) => Vec::new(),
        (None, None) => vec!["The county's reports have no telephone number.".to_owned()],
    };
    draw_lines(lines.into_iter().map(|line| Line::styled(line, theme.style(role))), area, buffer);
    if let (Some(phone), Some(last)) = (phone, area.rows().next_back()) {
        // The number once more as it is written, for copying and for screen readers.
        draw_line(Line::styled(phone.to_owned(), theme.style(StyleRole::Text)), last, buffer);
    }
}

/// Returns who the person is, what is due, and the last contacts.
fn about_lines(context: &OverlayContext<'_>, subject: &Subject, columns: usize) -> Vec<Line<'static>> {
    let (snapshot, theme) = (context.snapshot, context.theme);
    let person = find_person(context, subject);
    let language = person.and_then(|person| person.language.clone());
    let language = language.unwrap_or_else(|| "language not recorded".to_owned());
    let role = person.map(|person| person.relation.title()).unwrap_or_default();
    let mut lines = vec![
        Line::default(),
        Line::from(vec![Span::styled(language, theme.style(StyleRole::Heading)), Span::raw(format!("   {role}"))]),
        Line::default(),
    ];
    let on = snapshot.caseload.as_of();
    let findings = snapshot.caseload.case(&subject.case).into_iter().flat_map(|case| &case.evaluation.findings);
    let theirs = findings.filter(|found| found.person == subject.person || found.person == PersonNumber::CASE);
    let mut due: Vec<_> = theirs.map(|found| (found.severity, found.due, &found.says)).collect();
    due.sort_unstable();
    let shown = due.iter().take(DUE_LINES).map(|(_, _, says)| says.to_text(DateStyle::Near(on)));
    lines.extend(shown.flat_map(|says| text::wrap_hanging(&says, columns)).map(Line::from));
    if due.is_empty() {
        lines.push(Line::styled("Nothing is due for this person.", theme.style(StyleRole::Quiet)));
    } else if due.len() > DUE_LINES {
        let more = format!("… and {} more", due.len() - DUE_LINES);
        lines.push(Line::styled(more, theme.style(StyleRole::Quiet)));
    }
    lines.push(Line::default());
    lines.push(Line::styled("Last contacts", theme.style(StyleRole::Heading)));
    lines.extend(side_pane::recent_contact_lines(snapshot, subject, columns, CONTACT_LINES, theme));
    lines
}
