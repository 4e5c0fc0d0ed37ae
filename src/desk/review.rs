//! The supervisor's review of a case: its points, what the record shows about each, and the scores.

use crate::desk::checklist::{ComponentView, ItemState};
use crate::desk::{Alert, Caseload};
use crate::domain::alert::{AlertKey, AlertOrigin};
use crate::domain::dates::Month;
use crate::domain::supervision::{CaseReview, ReviewDraw, ReviewPoint, ReviewScore, SupervisionEvent};
use crate::domain::{CaseNumber, Change, PersonNumber};
use crate::present::dates::long_month;
use crate::rules::message::message;
use crate::store::{CaseRecord, FiledComment, Refusal, Store, StoreError};

/// The reason for which a review cannot be recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// The case was not drawn for the month.
    #[error("Case {0} was not drawn for {month}.", month = long_month(*.1))]
    NotDrawn(CaseNumber, Month),
    /// The point with this question has no score.
    #[error("Not scored: {0}.")]
    NotScored(String),
    /// The checklist has no point with this id.
    #[error("The review has no point {0}.")]
    NoSuchPoint(String),
}

impl Caseload {
    /// Returns the points of the review with what the record shows about each. `comments` are those of the case.
    pub fn review_points(&self, case: &CaseNumber, comments: &[FiledComment], month: Month) -> Vec<ComponentView> {
        self.evaluate_checklist(self.checklists().case_review(), case, comments, month)
    }

    /// Returns an alert for each point that a review of the case found not met, for the EC whose case it is; nobody else
    /// gets any. It is cleared when the EC marks it as done.
    pub(super) fn review_alerts(&self, record: &CaseRecord) -> Vec<Alert> {
        let own = |review: &&CaseReview| {
            review.case == record.facts.case && review.ec == self.worker.number && self.worker.role.carries_cases()
        };
        let reviews = self.supervision.reviews.iter().filter(own);
        reviews.flat_map(|review| self.not_met_alerts(review, record)).collect()
    }

    fn not_met_alerts(&self, review: &CaseReview, record: &CaseRecord) -> Vec<Alert> {
        let not_met = review.points.iter().filter(|point| point.score == ReviewScore::NotMet);
        let alert = |point: &ReviewPoint| {
            let key = AlertKey::for_review(&review.case, review.month, review.on, &point.item);
            let words = self.checklists().case_review().find_item(&point.item).map(|item| item.words.clone());
            let words = words.unwrap_or_else(|| point.item.to_string());
            Alert {
                case: review.case.clone(),
                person: PersonNumber::CASE,
                text: message!("Review of {}, not met: {}", review.month, words),
                origin: AlertOrigin::Review(review.ec.clone()),
                raised: Some(review.on),
                due: None,
                disposition: record.dispositions.get(&key).cloned(),
                of_conference: false,
                key,
            }
        };
        not_met.map(alert).collect()
    }

    /// Builds the review from the scores.
    ///
    /// # Errors
    /// Fails if the case was not drawn for the month, a point has no score, or a score belongs to no point.
    pub fn score_review(
        &self,
        case: &CaseNumber,
        month: Month,
        points: Vec<ReviewPoint>,
        remark: String,
    ) -> Result<CaseReview, ReviewError> {
        let mut draws = self.month_draws(month);
        let draw = draws.find(|draw| draw.cases.contains(case));
        let draw = draw.ok_or_else(|| ReviewError::NotDrawn(case.clone(), month))?;
        let form = self.checklists().case_review();
        if let Some(unknown) = points.iter().find(|point| form.find_item(&point.item).is_none()) {
            return Err(ReviewError::NoSuchPoint(unknown.item.to_string()));
        }
        let mut items = form.sections.iter().flat_map(|section| &section.items);
        if let Some(open) = items.find(|item| points.iter().all(|point| point.item != item.id)) {
            return Err(ReviewError::NotScored(open.words.clone()));
        }
        Ok(CaseReview { month, ec: draw.ec.clone(), case: case.clone(), on: self.as_of(), points, remark })
    }
}

/// Draws the cases to review for each EC who has no draw for the month yet, and records the draws. Without a seed, a
/// random one is used.
///
/// # Errors
/// Fails if the worker's role may not draw, the month has not begun, or no case is an EC's.
pub fn draw_reviews(
    store: &mut Store,
    caseload: &Caseload,
    month: Month,
    seed: Option<u64>,
) -> Result<Vec<ReviewDraw>, StoreError> {
    let seed = seed.unwrap_or_else(|| {
        let (_, by_chance) = store.new_row_id().0.as_u64_pair();
        by_chance % 1_000_000
    });
    if caseload.cases_by_ec().is_empty() {
        return Err(Refusal::NoCaseOfEc.into());
    }
    let draws = caseload.missing_draws(month, seed);
    let change = |draw: &ReviewDraw| Change::Supervised(SupervisionEvent::ReviewsDrawn(draw.clone()));
    store.record_all(draws.iter().map(change).collect())?;
    Ok(draws)
}

/// Returns the score that the record proposes: a proven item is met, and an item that does not concern the case does
/// not count. The supervisor judges what the record does not show.
pub const fn proposed_score(state: &ItemState) -> Option<ReviewScore> {
    match state {
        ItemState::Proven { .. } => Some(ReviewScore::Met),
        ItemState::NotApplicable { .. } => Some(ReviewScore::NotApplicable),
        ItemState::ByHand | ItemState::Open => None,
    }
}
