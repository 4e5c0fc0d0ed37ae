//! The first page of the folder: the case at a glance, with its adults side by side, the timeline, the next dates
//! and what is open.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use crate::desk::{AdultGlance, CaseGlance, ContactGlance, NextStep, ReminderGlance};
use crate::domain::PersonNumber;
use crate::domain::hours::Hours;
use crate::domain::proposal::Proposal;
use crate::present::labels::{contact_outcome, contact_type_text};
use crate::rules::message::{DateStyle, Message, message};
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::timeline::Timeline;
use crate::tui::wording;

/// The columns from which on what belongs together stands side by side.
const WIDE: usize = 96;
/// The columns between two blocks.
const GAP: usize = 2;
/// The columns of a day before what is due.
const DUE: usize = 12;
/// The most alerts and differences that are listed.
const MAX_LISTED: usize = 4;

/// The page of a case.
pub(super) struct Overview<'a> {
    /// The case at a glance.
    pub(super) glance: &'a CaseGlance,
    /// How many drafts the case has.
    pub(super) drafts: usize,
    /// The columns of the page.
    pub(super) columns: usize,
    /// The theme.
    pub(super) theme: &'a Theme,
}

type Lines = Vec<Line<'static>>;

impl Overview<'_> {
    /// Returns the lines of the page.
    pub(super) fn lines(&self) -> Lines {
        let notes = self.glance.notes.iter();
        let mut lines: Lines = notes.flat_map(|note| self.wrap(&text::one_line(note), StyleRole::Near)).collect();
        lines.extend(self.people_lines());
        lines.push(Line::default());
        lines.extend(self.time_lines());
        lines.push(Line::default());
        lines.extend(self.work_lines());
        lines
    }

    /// Returns each adult with what is known of them, side by side if there is room, and the children below.
    fn people_lines(&self) -> Lines {
        let adults = &self.glance.adults;
        let mut lines: Lines = match adults.as_slice() {
            [] => self.wrap("Nobody is recorded. The household and listing extracts fill this.", StyleRole::Quiet),
            [one] => self.adult_lines(one, self.columns),
            several if self.columns >= WIDE => {
                let width = block_width(self.columns, 2);
                let pairs = several.chunks(2).flat_map(|pair| {
                    let blocks = pair.iter().map(|adult| self.adult_lines(adult, width)).collect();
                    set_side_by_side(blocks, width)
                });
                pairs.collect()
            }
            several => several.iter().flat_map(|adult| self.adult_lines(adult, self.columns)).collect(),
        };
        let children: Vec<String> = self
            .glance
            .children
            .iter()
            .map(|child| {
                let name = child.name.as_ref().map_or_else(|| "name not known".to_owned(), ToString::to_string);
                let age = child.age.map_or_else(|| "age not known".to_owned(), |age| age.to_string());
                let six = child.turns_six.map(|day| format!(", six on {}", self.day(day))).unwrap_or_default();
                format!("{name} ({age}{six})")
            })
            .collect();
        if !children.is_empty() {
            lines.extend(self.wrap(&format!("Children: {}", children.join(", ")), StyleRole::Text));
        }
        lines
    }

    fn adult_lines(&self, adult: &AdultGlance, columns: usize) -> Lines {
        let name = adult.name.as_ref().map_or_else(|| "Name not known".to_owned(), ToString::to_string);
        let age = adult.age.map(|age| format!(", {age}")).unwrap_or_default();
        let who = format!("{}{age}", adult.relation.title());
        let parts = [Some(who), adult.language.clone(), adult.phone.clone()].into_iter().flatten();
        let status = adult.registration.map_or_else(
            || "no registration status is recorded".to_owned(),
            |(status, since)| format!("{} since {}", status.title(), self.day(since)),
        );
        let months = adult.months_on_aid.map(|(used, of)| format!("{used} of {of} months on aid"));
        let hours = adult.hours.map(|(average, owed)| {
            if owed == Hours::ZERO {
                format!("{average} hours a week, none owed")
            } else {
                format!("{average} of {owed} hours a week")
            }
        });
        let contact = adult.last_reached.as_ref().map_or_else(
            || "no contact on record".to_owned(),
            |contact| format!("reached {}", self.contact_text(contact)),
        );
        let attempt = adult.last_attempt.as_ref().map(|contact| {
            let outcome = contact_outcome(contact.reached, false);
            format!("{outcome} {}", self.contact_text(contact))
        });
        let name = text::cut_to_width(&name, columns).into_owned();
        let parts = parts.collect::<Vec<_>>().join(" · ");
        let is_one_line = text::display_width(&name) + text::display_width(&parts) + 2 <= columns;
        let (beside, below) = if is_one_line { (format!("  {parts}"), String::new()) } else { (String::new(), parts) };
        let style = self.theme.style(StyleRole::Header);
        let mut lines = vec![Line::from(vec![Span::styled(name, style), Span::raw(beside)])];
        if !below.is_empty() {
            lines.extend(wrapped_lines(&below, columns));
        }
        let facts = std::iter::once(status).chain(months).chain(hours).chain([contact]).chain(attempt);
        let facts = facts.collect::<Vec<_>>().join(" · ");
        lines.extend(text::wrap_text(&facts, columns).into_iter().map(Line::raw));
        lines
    }

    fn contact_text(&self, contact: &ContactGlance) -> String {
        let by = contact.contact_type.as_ref().map_or_else(|| "per county".to_owned(), contact_type_text);
        format!("{}, {by}", self.day(contact.on))
    }

    /// Returns the timeline: one axis, and under it the lanes of each adult.
    fn time_lines(&self) -> Lines {
        let lines = Timeline::new(self.glance, self.columns, self.theme).lines();
        if lines.is_empty() {
            return self.wrap("Nothing with a date is recorded in these two years.", StyleRole::Quiet);
        }
        lines
    }

    fn work_lines(&self) -> Lines {
        if self.columns < WIDE {
            return [self.next_lines(self.columns), vec![Line::default()], self.open_lines(self.columns)].concat();
        }
        let width = block_width(self.columns, 2);
        set_side_by_side(vec![self.next_lines(width), self.open_lines(width)], width)
    }

    fn next_lines(&self, columns: usize) -> Lines {
        let mut lines = vec![self.heading("Next dates")];
        if self.glance.next.is_empty() {
            lines.push(Line::styled("Nothing is due.", self.theme.style(StyleRole::Quiet)));
        }
        lines.extend(self.glance.next.iter().flat_map(|step| self.step_lines(step, columns)));
        lines
    }

    /// Returns a date with what is due, whose it is if there are several adults, and the key that does it.
    fn step_lines(&self, step: &NextStep, columns: usize) -> Lines {
        let (due, role) = wording::due_label(Some(step.on), self.glance.as_of);
        let adults = &self.glance.adults;
        let who = adults.iter().find(|adult| adult.person == Some(step.person) && step.person != PersonNumber::CASE);
        let who = who.filter(|_| adults.len() > 1).and_then(|adult| adult.name.as_ref());
        let who = who.map(|name| format!("{}: ", name.first)).unwrap_or_default();
        let key = match step.to_do {
            Some(Proposal::Contact) => "  [d]",
            Some(_) => "  [a]",
            None => "",
        };
        let says = format!("{who}{}{key}", step.says.to_text(DateStyle::Near(self.glance.as_of)));
        let wrapped = text::wrap_text(&says, columns.saturating_sub(DUE));
        let labels = std::iter::once(due.as_str()).chain(std::iter::repeat(""));
        let line = |(due, says): (&str, String)| {
            Line::from(vec![
                Span::styled(text::align_left(due, DUE), self.theme.style(role)),
                Span::styled(says, self.theme.style(StyleRole::Text)),
            ])
        };
        labels.zip(wrapped).map(line).collect()
    }

    fn open_lines(&self, columns: usize) -> Lines {
        let mut lines = vec![self.heading("Open")];
        let items = match self.glance.open.items {
            0 => "no item to do".to_owned(),
            _ => format!(
                "{}, {} overdue",
                wording::count_with_noun(self.glance.open.items, "item"),
                self.glance.open.overdue
            ),
        };
        let drafts = match self.drafts {
            0 => String::new(),
            some => format!(" · {} not filed (5)", wording::count_with_noun(some, "draft")),
        };
        lines.extend(wrapped_lines(&format!("{items}{drafts}"), columns));
        lines.extend(self.list_lines("County alert", &self.glance.alerts, columns));
        let on = self.glance.as_of;
        let reminder =
            |own: &ReminderGlance| message!("{}: {}", wording::due_label(Some(own.on), on).0, own.says.clone());
        let own: Vec<_> = self.glance.reminders.iter().map(reminder).collect();
        lines.extend(self.list_lines("Reminder", &own, columns));
        lines.extend(self.list_lines("Different", &self.glance.differences, columns));
        lines.extend(self.list_lines("Partners", &self.glance.partners, columns));
        lines.extend(self.list_lines("Not read", &self.glance.unread, columns));
        lines
    }

    fn list_lines(&self, label: &str, messages: &[Message], columns: usize) -> Lines {
        let style = DateStyle::Near(self.glance.as_of);
        let shown = messages.iter().take(MAX_LISTED);
        let mut lines: Lines =
            shown.flat_map(|message| wrapped_lines(&format!("{label}: {}", message.to_text(style)), columns)).collect();
        let more = messages.len().saturating_sub(MAX_LISTED);
        if more > 0 {
            lines.push(Line::styled(format!("… {more} more"), self.theme.style(StyleRole::Quiet)));
        }
        lines
    }

    fn heading(&self, title: &'static str) -> Line<'static> {
        Line::styled(title, self.theme.style(StyleRole::Heading))
    }

    fn day(&self, day: NaiveDate) -> String {
        wording::short_date(day, self.glance.as_of)
    }

    fn wrap(&self, content: &str, role: StyleRole) -> Lines {
        let style = self.theme.style(role);
        text::wrap_text(content, self.columns).into_iter().map(|line| Line::styled(line, style)).collect()
    }
}

fn wrapped_lines(content: &str, columns: usize) -> impl Iterator<Item = Line<'static>> + use<> {
    text::wrap_text(&text::one_line(content), columns).into_iter().map(Line::raw)
}

/// Returns the columns of each of several blocks that stand side by side.
const fn block_width(columns: usize, blocks: usize) -> usize {
    (columns + GAP) / blocks - GAP
}

/// Returns the lines of several blocks, side by side, each in `width` columns.
fn set_side_by_side(blocks: Vec<Lines>, width: usize) -> Lines {
    let height = blocks.iter().map(Vec::len).max().unwrap_or(0);
    let mut blocks: Vec<_> = blocks.into_iter().map(Vec::into_iter).collect();
    let mut lines = Vec::with_capacity(height);
    for _ in 0..height {
        let mut spans = Vec::new();
        for block in &mut blocks {
            let line = block.next().unwrap_or_default();
            let content: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
            let fill = (width + GAP).saturating_sub(text::display_width(&content));
            let style = line.style;
            spans.extend(line.spans.into_iter().map(|span| Span { style: style.patch(span.style), ..span }));
            spans.push(Span::raw(" ".repeat(fill)));
        }
        lines.push(Line::from(spans));
    }
    lines
}

#[cfg(test)]
mod tests;
