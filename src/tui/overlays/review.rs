//! The review of a case by the supervisor: its points with what the record shows, each to be scored.

mod commands;
mod draw;

use ratatui::layout::Size;

pub use commands::ReviewOutcome;

use crate::desk::Caseload;
use crate::desk::checklist::{ComponentView, ItemState, ItemView};
use crate::desk::review::proposed_score;
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::domain::supervision::{ReviewPoint, ReviewScore};
use crate::present::finding::facts_text;
use crate::tui::command::Motion;
use crate::tui::layout;
use crate::tui::state::pending_input::PendingInput;
use crate::tui::widgets::cursor::Cursor;

/// The review of a case while it is scored.
#[derive(Debug, Clone)]
pub struct ReviewSheet {
    /// The case that is reviewed.
    pub case: CaseNumber,
    /// The month that the review is for.
    pub month: Month,
    /// The selected point and the first one shown.
    pub cursor: Cursor,
    /// Whether a point was scored by hand.
    pub is_begun: bool,
    points: Vec<ScoredPoint>,
}

/// A point with its score, once it has one.
#[derive(Debug, Clone)]
pub struct ScoredPoint {
    /// The checklist item with what the record shows.
    pub item: ItemView,
    /// The score; `None` until the point has one.
    pub score: Option<ReviewScore>,
}

impl ReviewSheet {
    /// Opens the review of a case with the scores of the unfinished review `begun`, or else with those that were
    /// recorded for the month.
    pub fn open(
        case: CaseNumber,
        month: Month,
        components: Vec<ComponentView>,
        begun: Option<Vec<ReviewPoint>>,
        caseload: &Caseload,
    ) -> Self {
        let is_begun = begun.is_some();
        let recorded = || caseload.case_review(month, &case).map(|review| review.points.clone());
        let before = begun.or_else(recorded).unwrap_or_default();
        Self { is_begun, ..Self::new(case, month, components, &before) }
    }

    /// Creates the review. Each point has its score from `before`, or else the one that the record proposes.
    fn new(case: CaseNumber, month: Month, components: Vec<ComponentView>, before: &[ReviewPoint]) -> Self {
        let known = |item: &ItemView| before.iter().find(|point| point.item == item.id).map(|point| point.score);
        let items = components.into_iter().flat_map(|component| component.items);
        let points =
            items.map(|item| ScoredPoint { score: known(&item).or_else(|| proposed_score(&item.state)), item });
        let mut sheet = Self { case, month, cursor: Cursor::default(), is_begun: false, points: points.collect() };
        sheet.go_to_unscored();
        sheet
    }

    /// Returns all points.
    pub fn points(&self) -> &[ScoredPoint] {
        &self.points
    }

    /// Returns the points that have a score.
    pub fn scored_points(&self) -> Vec<ReviewPoint> {
        let scored = |point: &ScoredPoint| Some(ReviewPoint { item: point.item.id.clone(), score: point.score? });
        self.points.iter().filter_map(scored).collect()
    }

    /// Returns how many points have no score.
    pub fn unscored_count(&self) -> usize {
        self.points.iter().filter(|point| point.score.is_none()).count()
    }

    /// Moves among the points on a terminal of `size`.
    pub fn move_cursor(&mut self, motion: Motion, size: Size) {
        self.cursor.move_by(motion, self.points.len(), points_per_page(size));
    }

    /// Keeps the selected point on a terminal of `size`.
    pub fn clamp_scroll(&mut self, size: Size) {
        self.cursor.clamp_scroll(self.points.len(), points_per_page(size));
    }

    /// Scores the selected point and goes to the next.
    fn score_point(&mut self, score: ReviewScore) {
        self.is_begun = true;
        if let Some(point) = self.points.get_mut(self.cursor.index) {
            point.score = Some(score);
        }
        self.cursor.index = (self.cursor.index + 1).min(self.points.len().saturating_sub(1));
    }

    /// Goes to the first point without a score, if there is one.
    fn go_to_unscored(&mut self) {
        self.cursor.index = self.points.iter().position(|point| point.score.is_none()).unwrap_or(self.cursor.index);
    }

    /// Returns the scores to keep if the review is left now; `None` if nothing was scored by hand.
    pub fn pending_input(&self) -> Option<PendingInput> {
        self.is_begun.then(|| PendingInput::Review {
            case: self.case.clone(),
            month: self.month,
            points: self.scored_points(),
        })
    }
}

fn points_per_page(size: Size) -> usize {
    layout::review_points_per_page(layout::overlay_area(size))
}

impl ScoredPoint {
    /// Returns what the record shows about the selected point: its evidence, or that there is none.
    pub fn record_text(&self) -> String {
        match &self.item.state {
            ItemState::Proven { evidence } => facts_text(evidence),
            ItemState::NotApplicable { why } => why.clone(),
            ItemState::ByHand | ItemState::Open => "the record does not show it".to_owned(),
        }
    }
}
