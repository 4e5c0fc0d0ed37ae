//! The card of a case beside a list: what a worker needs before calling or writing, while going from row to row. Each thing
//! has its line and its column, whatever the case, so that the next row sends little on a slow line. What the row says
//! stands in the status line and is not said again; Tab shows the rest of the case.

use ratatui::text::{Line, Span};

use super::{SidePane, find_person, last_contact_text};
use crate::desk::EvaluatedCase;
use crate::domain::facts::Person;
use crate::present::clock::clock_text;
use crate::rules::clock::{Clock, ClockId};
use crate::rules::message::DateStyle;
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::clock_strip;

/// The columns of a telephone number.
const PHONE: usize = 16;
/// The columns of the name of a clock.
const LABEL: usize = 16;
/// The clocks that nearly every case has: the contact has a line of its own, the months on aid stand with the rest.
const USUAL_CLOCKS: [ClockId; 2] = [ClockId::Contact, ClockId::TimeOnAid];

impl SidePane<'_> {
    /// Returns the four lines of the card: how to reach the participant; the worker's own words, or else the clock that
    /// presses; the contact of the month; the last contact.
    pub(super) fn card_lines(&self, case: &EvaluatedCase) -> Vec<Line<'static>> {
        let person = find_person(case, self.subject.person);
        let clocks = self.clocks(case);
        let contact = clocks.iter().find(|clock| clock.id == ClockId::Contact);
        let annotation = case.record.annotations.get(&self.subject.person).filter(|text| !text.is_empty());
        let annotation = annotation.map(|text| self.card_line(&text::one_line(text), StyleRole::Near));
        vec![
            self.reach_line(person),
            annotation.unwrap_or_else(|| self.state_line(person, &clocks)),
            contact.map_or_else(Line::default, |clock| self.card_clock_line(clock)),
            self.card_line(&last_contact_text(self.snapshot, self.subject), StyleRole::Text),
        ]
    }

    /// Returns how the participant is reached: the telephone number and the language.
    fn reach_line(&self, person: Option<&Person>) -> Line<'static> {
        let phone = person.and_then(|person| person.phone.as_deref()).unwrap_or("no telephone");
        let language = person.and_then(|person| person.language.as_deref()).unwrap_or_default();
        self.card_line(&format!("{}{language}", text::align_left(phone, PHONE)), StyleRole::Text)
    }

    /// Returns the clock that is over or near its end, or else the registration status.
    fn state_line(&self, person: Option<&Person>, clocks: &[&Clock]) -> Line<'static> {
        let on = self.snapshot.caseload.as_of();
        let presses = |clock: &&&Clock| {
            !USUAL_CLOCKS.contains(&clock.id) && clock_strip::urgency_role(clock, on) != StyleRole::Text
        };
        if let Some(clock) = clocks.iter().find(presses) {
            return self.card_clock_line(clock);
        }
        let status = person.and_then(|person| self.status_text(person)).unwrap_or_default();
        self.card_line(&status, StyleRole::Text)
    }

    fn card_clock_line(&self, clock: &Clock) -> Line<'static> {
        let on = self.snapshot.caseload.as_of();
        let says = clock_text(clock, DateStyle::Near(on));
        let says = text::cut_to_width(&says, self.columns.saturating_sub(LABEL)).into_owned();
        Line::from(vec![
            Span::styled(text::align_left(clock.title(), LABEL), self.theme.style(StyleRole::Label)),
            Span::styled(says, self.theme.style(clock_strip::urgency_role(clock, on))),
        ])
    }

    fn card_line(&self, content: &str, role: StyleRole) -> Line<'static> {
        Line::styled(text::cut_to_width(content, self.columns).into_owned(), self.theme.style(role))
    }
}
