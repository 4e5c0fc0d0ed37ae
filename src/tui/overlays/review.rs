//! The review of a case by the supervisor: its points with what the record shows, each to be scored.

use crate::desk::checklist::{Component, ItemState, ItemView};
use crate::desk::review::proposed;
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::domain::supervision::{Point, Score};
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
    pub score: Option<Score>,
}

impl ReviewSheet {
    /// The review at its start: scored as the record proposes, or as it was scored before.
    pub fn new(case: CaseNumber, month: Month, components: Vec<Component>, before: &[Point]) -> Self {
        let known = |item: &ItemView| before.iter().find(|point| point.item == item.id).map(|point| point.score);
        let items = components.into_iter().flat_map(|component| component.items);
        let points = items.map(|item| ScoredPoint { score: known(&item).or_else(|| proposed(&item.state)), item });
        let mut sheet = Self { case, month, cursor: Cursor::default(), is_begun: false, points: points.collect() };
        sheet.go_to_open();
        sheet
    }

    /// The points.
    pub fn points(&self) -> &[ScoredPoint] {
        &self.points
    }

    /// Those that have a score.
    pub fn scored(&self) -> Vec<Point> {
        let scored = |point: &ScoredPoint| Some(Point { item: point.item.id.clone(), score: point.score? });
        self.points.iter().filter_map(scored).collect()
    }

    /// How many have none.
    pub fn open(&self) -> usize {
        self.points.iter().filter(|point| point.score.is_none()).count()
    }

    /// Moves among the points; `page` of them are on the screen.
    pub fn go(&mut self, motion: Motion, page: usize) {
        self.cursor.go(motion, self.points.len(), page);
    }

    /// Keeps the selected point on the screen.
    pub fn settle(&mut self, page: usize) {
        self.cursor.settle(self.points.len(), page);
    }

    /// Scores the point and goes on to the next.
    pub fn score(&mut self, score: Score) {
        self.is_begun = true;
        if let Some(point) = self.points.get_mut(self.cursor.at) {
            point.score = Some(score);
        }
        self.cursor.at = (self.cursor.at + 1).min(self.points.len().saturating_sub(1));
    }

    /// Goes to the first point without a score, if one is left.
    pub fn go_to_open(&mut self) {
        self.cursor.at = self.points.iter().position(|point| point.score.is_none()).unwrap_or(self.cursor.at);
    }
}

impl ScoredPoint {
    /// What the record shows: the evidence, or that it shows none.
    pub fn shows(&self) -> String {
        match &self.item.state {
            ItemState::Proven { evidence } => {
                let grounds: Vec<_> =
                    evidence.iter().map(|ground| format!("{} {}", ground.fact, ground.value)).collect();
                grounds.join("; ")
            }
            ItemState::NotApplicable { why } => why.clone(),
            ItemState::ByHand | ItemState::Open => "the record does not show it".to_owned(),
        }
    }
}
