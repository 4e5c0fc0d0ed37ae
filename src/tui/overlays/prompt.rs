//! A question on the last line, such as a date or a reason, with its answer as far as it is typed.

mod answer;
mod question;

use std::borrow::Cow;
use std::time::Instant;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget as _};

pub use answer::PromptOutcome;
pub use question::{MarkedQuestion, PromptQuestion, WalkQuestion};

use answer::TypedAnswer;

use crate::domain::CaseNumber;
use crate::tui::state::pending_input::PendingInput;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::message_line::draw_message;
use crate::tui::widgets::text_sink::{TextInput, TextSink};

/// The minimum columns for an answer; a hint that would leave fewer is shown above the question.
const ANSWER_ROOM: usize = 16;

/// What is said of a reason that was typed before and not given.
const LEFT_BEFORE: &str = "typed before; typing replaces it, End goes on with it";

/// A question with its answer as far as it is typed.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What is asked.
    pub question: PromptQuestion,
    /// The answer as it is typed.
    pub line: LineInput,
    /// What was wrong with the last answer.
    pub error: Option<Cow<'static, str>>,
    /// The key under which an unfinished answer is kept: the question and its subject in one line. `None` if the answer
    /// is a date or a file, which is not kept.
    pub identity: Option<String>,
    /// The text that the answer started from.
    offered: String,
    /// Whether the next character replaces the text that was offered.
    replaces_on_typing: bool,
}

impl Prompt {
    /// Creates a question with an answer to start from.
    pub fn new(question: PromptQuestion, content: &str) -> Self {
        let replaces_on_typing = question.offers_whole_answer() && !content.is_empty();
        Self {
            question,
            line: LineInput::with_text(content),
            error: None,
            identity: None,
            offered: content.to_owned(),
            replaces_on_typing,
        }
    }

    /// Returns the same question, asked on the row of a case.
    #[must_use]
    pub fn with_row(self, row: Option<&CaseNumber>) -> Self {
        let subject = self.question.identity_subject(row);
        Self { identity: subject.map(|subject| format!("{} {subject}", self.question())), ..self }
    }

    /// Offers the unfinished answer to the same question again. A reason is a new one each time, so that typing replaces it; a
    /// longer text goes on where it ended.
    pub fn offer_unfinished(&mut self, text: &str) {
        self.line = LineInput::with_text(text);
        self.replaces_on_typing = self.question.asks_for_reason();
    }

    /// Returns whether the answer differs from the text that was offered.
    pub fn is_typed(&self) -> bool {
        let typed = self.line.content();
        !typed.trim().is_empty() && typed != self.offered
    }

    /// Returns the same question after its answer failed: it says why, and the answer stays to be corrected.
    pub fn with_error(question: PromptQuestion, typed: &str, error: String) -> Self {
        Self { error: Some(error.into()), replaces_on_typing: false, ..Self::new(question, typed) }
    }

    /// Returns the words of the question.
    pub const fn question(&self) -> &'static str {
        self.question.text()
    }

    /// Returns what is wrong with the answer, what it means, or what may be typed.
    pub fn answer_hint(&self, today: NaiveDate) -> Cow<'static, str> {
        let is_left_before = self.replaces_on_typing && self.question.asks_for_reason();
        let hint = || if is_left_before { LEFT_BEFORE.into() } else { self.question.hint(self.line.content(), today) };
        self.error.clone().unwrap_or_else(hint)
    }

    /// Accepts the answer and returns what it does; `None` if something is wrong with it, which the prompt then shows.
    pub fn accept_answer(&mut self, today: NaiveDate) -> Option<PromptOutcome> {
        match TypedAnswer::new(self.line.content(), today).outcome(&self.question) {
            Ok(outcome) => Some(outcome),
            Err(error) => {
                self.error = Some(error);
                None
            }
        }
    }

    /// Returns the answer to keep if the question is left now; `None` if nothing of the worker's own is typed.
    pub fn pending_input(&self) -> Option<PendingInput> {
        if !self.is_typed() {
            return None;
        }
        let asked = self.identity.clone()?;
        Some(PendingInput::Answer { asked, text: self.line.content().to_owned() })
    }

    /// Draws question, answer and hint on the line of messages. Returns the position of the caret.
    pub fn draw(&self, today: NaiveDate, theme: &Theme, line: Rect, buffer: &mut Buffer) -> Position {
        let question = format!("{}: ", self.question());
        let hint = self.answer_hint(today);
        let role = if self.error.is_some() { StyleRole::Error } else { StyleRole::Good };
        let (ask, mut note) = (text::display_width(&question), text::display_width(&hint) + 1);
        if ask + ANSWER_ROOM + note > usize::from(line.width) && line.y > 0 {
            // The whole line, so that nothing of a frame stands beside the note.
            let above = Rect { x: 0, y: line.y - 1, width: buffer.area.width, height: 1 };
            Clear.render(above, buffer);
            buffer.set_style(above, theme.style(StyleRole::Text));
            draw_message(&hint, role, theme, Rect { y: line.y - 1, ..line }, buffer);
            note = 0;
        }
        let [ask, note] = [ask, note].map(|width| Constraint::Length(u16::try_from(width).unwrap_or(0)));
        let [ask, answer, note] = Layout::horizontal([ask, Constraint::Fill(1), note]).areas(line);
        Line::styled(question, theme.style(StyleRole::Heading)).render(ask, buffer);
        self.line.draw(answer, buffer, theme.style(StyleRole::Text));
        Line::styled(format!(" {hint}"), theme.style(role)).render(note, buffer);
        self.line.caret_position(answer)
    }
}

impl TextSink for Prompt {
    fn apply_input(&mut self, input: TextInput<'_>, now: Instant) {
        if matches!(input, TextInput::Char(_)) {
            self.error = None;
        }
        let replaces = std::mem::take(&mut self.replaces_on_typing);
        if replaces && matches!(input, TextInput::Char(_) | TextInput::Paste(_)) {
            self.line = LineInput::default();
        }
        self.line.apply_input(input, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_that_was_left_before_is_replaced_by_typing() {
        let mut prompt = Prompt::new(PromptQuestion::OnWalk(WalkQuestion::Skip), "");
        prompt.offer_unfinished("later");
        assert_eq!(prompt.line.content(), "later");
        assert!(prompt.answer_hint("2026-11-19".parse().unwrap()).contains("typing replaces it"));
        for letter in "he said".chars() {
            prompt.apply_input(TextInput::Char(letter), Instant::now());
        }
        assert_eq!(prompt.line.content(), "he said");
    }

    #[test]
    fn enter_alone_snoozes_until_the_next_day_of_the_working_week() {
        let friday: NaiveDate = "2026-11-20".parse().unwrap();
        let mut prompt = Prompt::new(PromptQuestion::OnWalk(WalkQuestion::Snooze), "");
        assert!(prompt.answer_hint(friday).contains("Enter: Mon 11/23/2026"), "{}", prompt.answer_hint(friday));
        assert!(prompt.accept_answer(friday).is_some() && prompt.error.is_none());
    }
}
