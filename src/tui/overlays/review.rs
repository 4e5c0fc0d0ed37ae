//! The review of a case by the supervisor: its points with what the record shows, each to be scored.

use crate::desk::checklist::{ComponentView, ItemState, ItemView};
use crate::desk::review::proposed_score;
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::domain::supervision::{ReviewPoint, ReviewScore};
use crate::present::finding::facts_text;
use crate::tui::command::Motion;
use crate::tui::widgets::cursor::Cursor;

/// The review while it is scored.
#[derive(Debug, Clone)]
pub struct ReviewSheet {
    /// The case.
    pub case: CaseNumber,
    /// The month that the review is for.
    pub month: Month,
    /// Where one stands.
    pub cursor: Cursor,
    /// Whether a point was scored by hand.
    pub is_begun: bool,
    points: Vec<ScoredPoint>,
}

/// A point with its score, once it has one.
#[derive(Debug, Clone)]
pub struct ScoredPoint {
    /// The point with what the record shows.
    pub item: ItemView,
    /// The score.
    pub score: Option<ReviewScore>,
}

impl ReviewSheet {
    /// The review at its start: scored as the record proposes, or as it was scored before.
    pub fn new(case: CaseNumber, month: Month, components: Vec<ComponentView>, before: &[ReviewPoint]) -> Self {
        let known = |item: &ItemView| before.iter().find(|point| point.item == item.id).map(|point| point.score);
        let items = components.into_iter().flat_map(|component| component.items);
        let points =
            items.map(|item| ScoredPoint { score: known(&item).or_else(|| proposed_score(&item.state)), item });
        let mut sheet = Self { case, month, cursor: Cursor::default(), is_begun: false, points: points.collect() };
        sheet.go_to_unscored();
        sheet
    }

    /// The points.
    pub fn points(&self) -> &[ScoredPoint] {
        &self.points
    }

    /// Those that have a score.
    pub fn scored_points(&self) -> Vec<ReviewPoint> {
        let scored = |point: &ScoredPoint| Some(ReviewPoint { item: point.item.id.clone(), score: point.score? });
        self.points.iter().filter_map(scored).collect()
    }

    /// How many have none.
    pub fn unscored_count(&self) -> usize {
        self.points.iter().filter(|point| point.score.is_none()).count()
    }

    /// Moves among the points; `page` of them are on the screen.
    pub fn move_cursor(&mut self, motion: Motion, page: usize) {
        self.cursor.move_by(motion, self.points.len(), page);
    }

    /// Keeps the selected point on the screen.
    pub fn clamp_scroll(&mut self, page: usize) {
        self.cursor.clamp_scroll(self.points.len(), page);
    }

    /// Scores the point and goes on to the next.
    pub fn score_point(&mut self, score: ReviewScore) {
        self.is_begun = true;
        if let Some(point) = self.points.get_mut(self.cursor.index) {
            point.score = Some(score);
        }
        self.cursor.index = (self.cursor.index + 1).min(self.points.len().saturating_sub(1));
    }

    /// Goes to the first point without a score, if one is left.
    pub fn go_to_unscored(&mut self) {
        self.cursor.index = self.points.iter().position(|point| point.score.is_none()).unwrap_or(self.cursor.index);
    }
}

impl ScoredPoint {
    /// What the record shows: the evidence, or that it shows none.
    pub fn record_text(&self) -> String {
        match &self.item.state {
            ItemState::Proven { evidence } => facts_text(evidence),
            ItemState::NotApplicable { why } => why.clone(),
            ItemState::ByHand | ItemState::Open => "the record does not show it".to_owned(),
        }
    }
}
