//! Converts the act sheet to and from its draft.

use chrono::NaiveDate;

use super::saved_sheet::SavedActSheet;
use super::{ActAnswer, ActSheet};
use crate::domain::dates;

impl ActSheet {
    /// Returns what was typed, as a draft keeps it.
    pub fn to_saved(&self) -> SavedActSheet {
        let day = self.answers.first().map(|day| day.lasting_text(self.today)).unwrap_or_default();
        let typed = self.answers.iter().filter(|answer| answer.is_typed());
        let answers = typed.filter_map(|answer| Some((answer.draft_key()?, answer.lasting_text(self.today))));
        SavedActSheet { day, answers: answers.collect(), at: self.field_index }
    }

    /// Returns whether anything was typed that a draft would keep.
    pub fn is_worth_keeping(&self) -> bool {
        self.answers.iter().any(ActAnswer::is_typed)
    }

    /// Moves the sheet to a new civil day. Typed dates keep the day that they meant.
    pub fn turn_day(&mut self, today: NaiveDate) {
        if today == self.today {
            return;
        }
        for answer in self.answers.iter_mut().filter(|answer| answer.asks_for_day()) {
            let text = answer.lasting_text(self.today);
            answer.set_answer(&text);
        }
        self.today = today;
    }

    /// Restores the content of a draft that was saved at `saved_ms`. The next character continues the content of the
    /// line.
    pub fn restore_saved(&mut self, saved: &SavedActSheet, saved_ms: u64) {
        for answer in &mut self.answers {
            let content = match answer.field {
                None => (saved.day != self.today.to_string()).then_some(&saved.day),
                Some(_) => answer.draft_key().and_then(|key| saved.answers.get(&key)),
            };
            if let Some(content) = content {
                answer.set_answer(content);
            }
        }
        self.go_to_field(saved.at);
        self.restored_from_ms = Some(saved_ms);
    }
}

impl ActAnswer {
    /// Returns whether the answer was typed or chosen, and differs from what it was filled in with.
    fn is_typed(&self) -> bool {
        self.line.content() != self.prefilled
    }

    /// Returns the typed text, with a date or month in ISO form.
    fn lasting_text(&self, today: NaiveDate) -> String {
        let typed = self.line.content();
        let date = if self.asks_for_day() {
            self.typed_day(today).map(|day| day.to_string())
        } else if self.asks_for_month() {
            dates::parse_typed_month(typed).ok().map(|month| month.to_string())
        } else {
            None
        };
        date.unwrap_or_else(|| typed.to_owned())
    }
}
