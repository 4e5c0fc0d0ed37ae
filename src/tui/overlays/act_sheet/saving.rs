//! Saves what is typed in the form of an act, and restores it.

use chrono::NaiveDate;

use super::saved_sheet::SavedActSheet;
use super::{ActAnswer, ActSheet};

impl ActSheet {
    /// What was typed, as a draft keeps it.
    pub fn to_saved(&self) -> SavedActSheet {
        let day = self.answers.first().map(|day| day.lasting_text(self.today)).unwrap_or_default();
        let typed = self.answers.iter().filter(|answer| answer.is_typed());
        let named = typed.filter_map(|answer| Some((answer.field?.name.clone(), answer.lasting_text(self.today))));
        SavedActSheet { day, answers: named.collect(), at: self.field_index }
    }

    /// Whether anything was typed that a draft would keep.
    pub fn is_worth_keeping(&self) -> bool {
        self.answers.iter().any(ActAnswer::is_typed)
    }

    /// Another day began: what was typed goes on meaning the day that it meant.
    pub fn turn_day(&mut self, today: NaiveDate) {
        if today == self.today {
            return;
        }
        for answer in self.answers.iter_mut().filter(|answer| answer.asks_for_day()) {
            let meant = answer.lasting_text(self.today);
            answer.set_content(&meant);
        }
        self.today = today;
    }

    /// Puts back what a draft kept that was saved at `saved_ms`. The next letter goes on with what stands in the line.
    pub fn restore_saved(&mut self, saved: &SavedActSheet, saved_ms: u64) {
        for answer in &mut self.answers {
            let kept = match answer.field {
                None => Some(&saved.day).filter(|day| **day != self.today.to_string()),
                Some(field) => saved.answers.get(&field.name),
            };
            if let Some(kept) = kept {
                answer.set_content(kept);
            }
        }
        self.go_to_field(saved.at);
        self.restored_from_ms = Some(saved_ms);
    }
}

impl ActAnswer {
    /// Whether it was typed or chosen, and is not as it was filled in.
    fn is_typed(&self) -> bool {
        self.line.content() != self.prefilled
    }

    /// What is typed, with a date written out.
    fn lasting_text(&self, today: NaiveDate) -> String {
        let day = self.typed_day(today).filter(|_| self.asks_for_day());
        day.map_or_else(|| self.line.content().to_owned(), |day| day.to_string())
    }
}
