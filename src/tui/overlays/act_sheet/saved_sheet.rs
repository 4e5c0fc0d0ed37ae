//! The form of an act as a draft keeps it: what was typed or chosen, and not what was worked out. Where the record says
//! more by the time the form is opened again, the rest is worked out from that.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ActAnswer, ActSheet};

/// What the day of an act is at first: today.
pub(super) const TODAY: &str = "t";

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedActSheet {
    /// The act's day: the date that was meant when it was saved, or the words that name none yet.
    pub day: String,
    /// The answers that differ from what was worked out, by the names of their fields. A date is written out, because
    /// tomorrow `+7` is another day.
    pub answers: BTreeMap<String, String>,
    /// The line that had the keys; the day is 0.
    pub at: usize,
}

impl SavedActSheet {
    /// As the store keeps it.
    pub fn to_body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what the store kept.
    pub fn from_body(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_default()
    }
}

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
