//! How the comment form is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{DictateField, DictateForm, ListAnswer, MissingMarks, PersonAnswer};
use crate::domain::comment::CommentElement;
use crate::domain::dates;
use crate::domain::plain_language::{Remark, RemarkKind};
use crate::rules::message::DateStyle;
use crate::tui::panes::side_pane;
use crate::tui::store_thread::Snapshot;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::panel::{Panel, draw_lines};
use crate::tui::wording;

const LABEL: u16 = 11;
/// What stands after the choices of a field that has none.
const MISSING: &str = " missing";
/// The columns for a date in words or for what is missing, on the right of a line.
const NOTE: u16 = 24;
/// The lines under the form: a heading and the last three contacts of the case, in one line each or, on a tall screen,
/// in three.
const CONTACT_LINES: (u16, u16) = (4, 10);
/// The lines of the fields without those of the results.
const FIELD_LINES: u16 = 7;
/// The lines for results and contacts below which a screen counts as low: the results have all of them.
const LOW: u16 = 7;
/// The lines of remarks on a low screen, with their heading.
const LOW_REMARK_LINES: u16 = 2;
/// The height from which a screen counts as tall.
const TALL: u16 = 28;

/// The comment form with everything that drawing it needs.
pub struct DictateView<'a> {
    /// The comment form.
    pub form: &'a DictateForm,
    /// The caseload.
    pub snapshot: &'a Snapshot,
    /// Whether the keys act on the form.
    pub active: bool,
    /// Whether the comment is being filed.
    pub is_filing: bool,
    /// The theme of the screen.
    pub theme: &'a Theme,
}

impl DictateView<'_> {
    /// Draws the form and returns where the caret is.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let verb = self.form.revision.map_or("Dictate", |revision| revision.kind.title());
        let title = format!("{verb}   {}", side_pane::case_title(self.snapshot, &self.form.subject));
        let elsewhere = self.snapshot.caseload.left_caseload_reason(&self.form.subject.case);
        let note = match (self.is_filing, self.form.is_protected(), elsewhere) {
            (true, ..) => "filing…".to_owned(),
            (_, true, _) => "PROTECTED: hidden until revealed".to_owned(),
            (_, false, Some(why)) => why.to_text(DateStyle::Near(self.snapshot.today)),
            (_, false, None) => String::new(),
        };
        (&Panel { title: &title, note: &note, active: self.active, theme: self.theme }).render(area, buffer);
        let remarks = self.form.listed_remarks();
        let contact_lines = match Panel::inner_area(area).height.saturating_sub(FIELD_LINES) {
            0..LOW if remarks.is_empty() => 0,
            0..LOW => LOW_REMARK_LINES,
            _ if area.height < TALL => CONTACT_LINES.0,
            _ => CONTACT_LINES.1,
        };
        let rows = [1, 1, 1, 1, 1].map(Constraint::Length).into_iter();
        let rows = rows.chain([Constraint::Min(1)]).chain([1, 1, contact_lines].map(Constraint::Length));
        let [date, kind, with, reached, purpose, results, forms, documents, contacts] =
            Layout::vertical(rows).areas(Panel::inner_area(area));
        let carets = [
            (DictateField::Date, self.draw_date(date, buffer)),
            (DictateField::Type, self.draw_choices(DictateField::Type, &self.type_choices(), kind, buffer)),
            (
                DictateField::Participant,
                self.draw_choices(DictateField::Participant, &self.person_choices(), with, buffer),
            ),
            (DictateField::Reached, self.draw_choices(DictateField::Reached, &self.reached_choices(), reached, buffer)),
            (DictateField::Purpose, self.draw_line(DictateField::Purpose, &self.form.purpose, "", purpose, buffer)),
            (DictateField::Results, self.draw_results(results, buffer)),
            (DictateField::Forms, self.draw_answer(DictateField::Forms, &self.form.forms, forms, buffer)),
            (
                DictateField::Documents,
                self.draw_answer(DictateField::Documents, &self.form.documents, documents, buffer),
            ),
        ];
        if contact_lines == 0 {
            // Nothing stands below the form on a low screen.
        } else if remarks.is_empty() {
            self.draw_contacts(contacts, buffer);
        } else {
            self.draw_remarks(&remarks, contacts, buffer);
        }
        let here = carets.into_iter().find(|(field, _)| *field == self.form.field);
        here.map_or(area.as_position(), |(_, caret)| caret)
    }

    fn has_focus(&self, field: DictateField) -> bool {
        self.form.field == field && self.active
    }

    fn is_missing(&self, field: DictateField) -> bool {
        self.form.missing_marks == MissingMarks::Shown && self.form.missing_fields().contains(&field)
    }

    /// Draws the label of a field and returns where its content goes.
    fn draw_label(&self, field: DictateField, area: Rect, buffer: &mut Buffer) -> Rect {
        let [label, content] = Layout::horizontal([Constraint::Length(LABEL), Constraint::Fill(1)]).areas(area);
        let role = if self.is_missing(field) {
            StyleRole::Missing
        } else if self.has_focus(field) {
            StyleRole::LabelActive
        } else {
            StyleRole::Label
        };
        let label = Rect { x: label.x + 1, width: label.width.saturating_sub(2), height: 1, ..label };
        Line::styled(field.title(), self.theme.style(role)).render(label, buffer);
        content
    }

    fn draw_date(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let date = self.form.parsed_date();
        let understood = match date {
            Some(date) if date > self.form.today => format!("{}: not yet", dates::format_long_date(date)),
            Some(date) => dates::format_long_date(date),
            None => "not a date".to_owned(),
        };
        self.draw_line(DictateField::Date, &self.form.date, &understood, area, buffer)
    }

    fn draw_line(
        &self,
        field: DictateField,
        line: &LineInput,
        note: &str,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Position {
        let content = self.draw_label(field, area, buffer);
        let note = if self.is_missing(field) && note.is_empty() { "missing" } else { note };
        let note_width = if note.is_empty() { 0 } else { NOTE };
        let [place, beside] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(note_width)]).areas(content);
        let replaces = self.has_focus(field) && self.form.replaces_on_typing && !line.content().is_empty();
        if self.has_focus(field) {
            line.draw(place, buffer, self.theme.style(StyleRole::Text));
        } else {
            // Without the caret, a text is read from its beginning.
            let shown = text::cut_to_width(line.content(), place.width.into()).into_owned();
            Line::styled(shown, self.theme.style(StyleRole::Text)).render(place, buffer);
        }
        if replaces {
            let width = u16::try_from(text::display_width(line.content())).unwrap_or(place.width).min(place.width);
            buffer.set_style(Rect { width, ..place }, self.theme.style(StyleRole::SelectedAway));
        }
        let role = if self.is_missing(field) { StyleRole::Missing } else { StyleRole::Good };
        Line::styled(text::align_right(note, note_width.into()), self.theme.style(role)).render(beside, buffer);
        line.caret_position(place)
    }

    fn draw_answer(&self, field: DictateField, answered: &ListAnswer, area: Rect, buffer: &mut Buffer) -> Position {
        if answered.is_none() && answered.input_line().content().is_empty() {
            let content = self.draw_label(field, area, buffer);
            Line::from(Span::styled("none", self.theme.style(StyleRole::Chosen))).render(content, buffer);
            return content.as_position();
        }
        let note = if answered.is_answered() { "" } else { "Ctrl-N = none" };
        let note = if self.is_missing(field) { "missing, Ctrl-N: none" } else { note };
        self.draw_line(field, answered.input_line(), note, area, buffer)
    }

    fn type_choices(&self) -> Vec<ChoiceLabel> {
        let chosen = self.form.contact_type.as_ref();
        let types = self.form.choices.types.iter();
        types
            .map(|choice| ChoiceLabel {
                short: choice.short.clone(),
                ..ChoiceLabel::new(&choice.title, choice.key, Some(&choice.kind) == chosen)
            })
            .collect()
    }

    fn person_choices(&self) -> Vec<ChoiceLabel> {
        let chosen = self.form.subject.person;
        let people = self.form.choices.people.iter();
        people
            .map(|(number, name)| {
                let key = char::from_digit(number.0.into(), 10).unwrap_or('?');
                let is_chosen = *number == chosen && self.form.person_answer == PersonAnswer::Given;
                // Of two parents, the first names tell them apart.
                let first = name.split_once(", ").map_or(name.as_str(), |(_, first)| first);
                ChoiceLabel {
                    short: format!("{number} {first}"),
                    ..ChoiceLabel::new(&format!("{number} {name}"), key, is_chosen)
                }
            })
            .collect()
    }

    fn reached_choices(&self) -> Vec<ChoiceLabel> {
        vec![
            ChoiceLabel::new("Reached", 'r', self.form.reached == Some(true)),
            ChoiceLabel::new("Attempted", 'a', self.form.reached == Some(false)),
        ]
    }

    fn draw_choices(&self, field: DictateField, choices: &[ChoiceLabel], area: Rect, buffer: &mut Buffer) -> Position {
        let content = self.draw_label(field, area, buffer);
        let mut spans = Vec::new();
        let mut caret = content.x;
        let mut along = 0;
        // A choice has a column on either side.
        let width: usize = choices.iter().map(|choice| text::display_width(&choice.title) + 2).sum();
        let missing = if self.is_missing(field) { MISSING } else { "" };
        let is_short = width + missing.len() > usize::from(content.width);
        for choice in choices {
            let set = choice.to_spans(if is_short { &choice.short } else { &choice.title }, self.theme);
            if choice.chosen {
                caret = content.x + along;
            }
            along += u16::try_from(set.iter().map(Span::width).sum::<usize>()).unwrap_or(0);
            spans.extend(set);
        }
        spans.push(Span::styled(missing, self.theme.style(StyleRole::Missing)));
        Line::from(spans).render(content, buffer);
        Position::new(caret.min(content.right().saturating_sub(1)), content.y)
    }

    fn draw_results(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let content = self.draw_label(DictateField::Results, area, buffer);
        if self.is_missing(DictateField::Results) {
            let under = Rect { x: area.x + 1, y: area.y + 1, width: LABEL.saturating_sub(2), height: 1 };
            Line::styled("missing", self.theme.style(StyleRole::Missing)).render(under, buffer);
        }
        self.form.results.render(content, buffer);
        self.form.results.style_spans(
            &self.form.remarked_spans(),
            content,
            buffer,
            self.theme.style(StyleRole::Remarked),
        );
        self.form.results.caret_position(content)
    }

    /// Draws the heading of the part under the form and returns where its lines go.
    fn draw_section_heading(&self, heading: &str, area: Rect, buffer: &mut Buffer) -> Rect {
        let [place, lines] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        let rule = format!("─ {heading} {}", "─".repeat(area.width.into()));
        Line::styled(
            text::cut_to_width(&rule, area.width.into()).replace('…', "─"),
            self.theme.style(StyleRole::Frame),
        )
        .render(place, buffer);
        Rect { x: lines.x + 1, width: lines.width.saturating_sub(2), ..lines }
    }

    /// Draws the remarks on the wording. They never block filing; what does is said in the heading.
    fn draw_remarks(&self, remarks: &[&(CommentElement, Remark)], area: Rect, buffer: &mut Buffer) {
        let remarked = wording::count_with_noun(remarks.len(), "remark");
        let heading = format!("Plain words: {remarked}; {}", self.form.filing_outlook());
        let lines = self.draw_section_heading(&heading, area, buffer);
        for (place, (element, remark)) in lines.rows().zip(remarks) {
            let key = self.remark_keys(remark);
            let line = format!("{}: {}", element.title(), text::one_line(&remark.says));
            let room = usize::from(place.width).saturating_sub(text::display_width(&key));
            let line = Span::styled(text::cut_to_width(&line, room).into_owned(), self.theme.style(StyleRole::Text));
            Line::from(vec![line, Span::styled(key, self.theme.style(StyleRole::Key))]).render(place, buffer);
        }
    }

    /// Returns the keys that act on a remark.
    fn remark_keys(&self, remark: &Remark) -> String {
        // Equal remarks are listed once, although there may be several.
        let is_this =
            |acted_on: Option<&(CommentElement, Remark)>| acted_on.is_some_and(|(_, other)| other.says == remark.says);
        let protects = matches!(remark.kind, RemarkKind::DomesticAbuse | RemarkKind::ChildWelfare)
            .then(|| "  Ctrl-T protects".to_owned());
        let corrects = match &remark.expansion {
            Some(expansion) if is_this(self.form.remark_to_correct()) => Some(match remark.kind {
                RemarkKind::Spelling => format!("  Ctrl-O {expansion}"),
                _ => "  Ctrl-O writes it out".to_owned(),
            }),
            _ => None,
        };
        let keeps = is_this(self.form.remark_to_keep()).then(|| "  Ctrl-B keep".to_owned());
        protects.into_iter().chain(corrects).chain(keeps).collect()
    }

    fn draw_contacts(&self, area: Rect, buffer: &mut Buffer) {
        let lines = self.draw_section_heading("Last contacts", area, buffer);
        let each = usize::from(lines.height / 3).max(1);
        let contacts =
            side_pane::recent_contact_lines(self.snapshot, &self.form.subject, lines.width.into(), each, self.theme);
        draw_lines(contacts, lines, buffer);
    }
}

/// The label of a choice: the selected one in brackets, with its letter marked.
struct ChoiceLabel {
    title: String,
    /// The title where there is little room.
    short: String,
    key: char,
    chosen: bool,
}

impl ChoiceLabel {
    fn new(title: &str, key: char, chosen: bool) -> Self {
        let title = text::cut_to_width(title, 26).into_owned();
        Self { short: title.clone(), title, key, chosen }
    }

    fn to_spans(&self, title: &str, theme: &Theme) -> Vec<Span<'static>> {
        let (open, close) = if self.chosen { ("[", "]") } else { (" ", " ") };
        let role = if self.chosen { StyleRole::Chosen } else { StyleRole::Text };
        let letter = title.char_indices().find(|(_, c)| c.eq_ignore_ascii_case(&self.key));
        let (index, length) = letter.map_or((0, 0), |(index, c)| (index, c.len_utf8()));
        let (before, rest) = title.split_at(index);
        let (letter, after) = rest.split_at(length);
        vec![
            Span::raw(open),
            Span::styled(before.to_owned(), theme.style(role)),
            Span::styled(letter.to_owned(), theme.style(role).patch(theme.style(StyleRole::Key))),
            Span::styled(after.to_owned(), theme.style(role)),
            Span::raw(close),
        ]
    }
}
