//! What a supervisor records about the work itself: reviews of cases and conferences. It is kept apart from the cases:
//! no narrative and no timeline of a case holds it, because a participant may read those.
//!
//! Source: handbook 42-7.38, section III, EC Supervisor, duties 1 to 3.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::checklist::ItemId;
use super::code_words::code_words;
use super::dates::Month;
use super::ids::{CaseNumber, WorkerNumber};
use crate::domain::count_with_noun;

/// The name of the method by which cases are drawn. Another method gets another name.
const DRAWN_BY: &str = "caseload-review-draw-1";

/// An event that a supervisor recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupervisionEvent {
    /// The cases to review were drawn.
    ReviewsDrawn(ReviewDraw),
    /// A case was reviewed.
    CaseReviewed(CaseReview),
    /// A conference with an EC was held.
    ConferenceHeld(Conference),
}

/// The cases of one EC that the supervisor reviews in a month. The seed, the month, the EC's number and the case
/// numbers are enough to repeat the draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDraw {
    /// The month of the reviews.
    pub month: Month,
    /// The worker number of the EC.
    pub ec: WorkerNumber,
    /// The day of the draw.
    pub on: NaiveDate,
    /// The seed of the draw.
    pub seed: u64,
    /// The number of cases to draw from.
    pub of: usize,
    /// The cases, in the order in which they were drawn.
    pub cases: Vec<CaseNumber>,
}

impl ReviewDraw {
    /// Draws `count` of the cases. The lot of a case is the SHA-256 of seed, month, EC and case number, and the lowest
    /// lots are drawn. So the order of the cases does not matter, and one more case does not change the lots of the
    /// others.
    pub fn from_cases<'a>(
        month: Month,
        ec: &WorkerNumber,
        on: NaiveDate,
        seed: u64,
        cases: impl Iterator<Item = &'a CaseNumber>,
        count: usize,
    ) -> Self {
        let mut lots: Vec<_> = cases.map(|case| (case_lot(month, ec, seed, case), case.clone())).collect();
        lots.sort();
        let total = lots.len();
        let cases = lots.into_iter().take(count).map(|(_, case)| case).collect();
        Self { month, ec: ec.clone(), on, seed, of: total, cases }
    }
}

fn case_lot(month: Month, ec: &WorkerNumber, seed: u64, case: &CaseNumber) -> [u8; 32] {
    let mut input = String::new();
    // Writing to a text never fails.
    let _ = write!(input, "{DRAWN_BY} {seed} {month} {ec} {case}");
    Sha256::digest(input).into()
}

/// A supervisor's review of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReview {
    /// The month of the review.
    pub month: Month,
    /// The worker number of the EC.
    pub ec: WorkerNumber,
    /// The number of the case.
    pub case: CaseNumber,
    /// The day of the review.
    pub on: NaiveDate,
    /// The points of the review's checklist, each scored.
    pub points: Vec<ReviewPoint>,
    /// A further remark; it may be empty.
    pub remark: String,
}

/// The score of a point of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPoint {
    /// The id of the item on the review's checklist.
    pub item: ItemId,
    /// The score of the point.
    pub score: ReviewScore,
}

code_words! {
    /// The score of a point.
    pub enum ReviewScore {
        /// The point is as it should be.
        Met = "met" => "met",
        /// The point is not as it should be.
        NotMet = "not_met" => "not met",
        /// The point does not concern the case.
        NotApplicable = "not_applicable" => "n/a",
    }
}

impl CaseReview {
    /// Returns the number of points with this score.
    pub fn count_points(&self, score: ReviewScore) -> usize {
        self.points.iter().filter(|point| point.score == score).count()
    }

    /// Returns the result: `9 of 12 points met`. Points that do not concern the case do not count.
    pub fn result_text(&self) -> String {
        let (met, not_met) = (self.count_points(ReviewScore::Met), self.count_points(ReviewScore::NotMet));
        format!("{met} of {} met", count_with_noun(met + not_met, "point"))
    }
}

/// A conference of the supervisor with an EC: about unengaged cases, or to help with one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conference {
    /// The worker number of the EC.
    pub with: WorkerNumber,
    /// The day on which it happened.
    pub on: NaiveDate,
    /// The cases that were discussed.
    pub cases: Vec<CaseNumber>,
    /// What was agreed.
    pub said: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(numbers: &[&str]) -> Vec<CaseNumber> {
        numbers.iter().map(|number| number.parse().unwrap()).collect()
    }

    fn draw_reviews(seed: u64, month: &str, ec: &str, of: &[CaseNumber]) -> ReviewDraw {
        let on = "2026-11-02".parse().unwrap();
        ReviewDraw::from_cases(month.parse().unwrap(), &ec.parse().unwrap(), on, seed, of.iter(), 4)
    }

    #[test]
    fn the_same_seed_draws_the_same_cases_in_whatever_order_they_come() {
        let all = cases(&["0012345", "07B45228", "12B10077", "3A44", "35B44268", "06B32751", "0052445", "0099001"]);
        let draw = draw_reviews(7, "2026-11", "V1A3", &all);
        let turned: Vec<_> = all.iter().rev().cloned().collect();
        assert_eq!(draw, draw_reviews(7, "2026-11", "V1A3", &turned));
        assert_eq!((draw.cases.len(), draw.of), (4, 8));
        let distinct: std::collections::BTreeSet<_> = draw.cases.iter().collect();
        assert_eq!(distinct.len(), 4, "no case twice");
        for other in [
            draw_reviews(8, "2026-11", "V1A3", &all),
            draw_reviews(7, "2026-12", "V1A3", &all),
            draw_reviews(7, "2026-11", "V1B2", &all),
        ] {
            assert_ne!(other.cases, draw.cases);
        }
        let without: Vec<_> = all.iter().filter(|case| !draw.cases.contains(case)).cloned().collect();
        let fewer: Vec<_> = without.iter().take(1).chain(&draw.cases).cloned().collect();
        assert_eq!(
            draw_reviews(7, "2026-11", "V1A3", &fewer).cases,
            draw.cases,
            "a lot does not depend on the other cases"
        );
        assert_eq!(draw_reviews(7, "2026-11", "V1A3", &all[..2]).cases.len(), 2, "no more than there are");
    }

    #[test]
    fn every_case_has_the_same_chance() {
        let all: Vec<CaseNumber> = (0..40).map(|number| format!("00{number:05}").parse().unwrap()).collect();
        let mut times = std::collections::BTreeMap::<CaseNumber, u32>::new();
        for seed in 0..2_000 {
            draw_reviews(seed, "2026-11", "V1A3", &all)
                .cases
                .into_iter()
                .for_each(|case| *times.entry(case).or_default() += 1);
        }
        // Each is drawn 200 times on average, with a deviation of 13.
        assert!(times.len() == 40 && times.values().all(|times| (130..270).contains(times)), "{times:?}");
    }

    #[test]
    fn points_that_do_not_concern_the_case_do_not_count() {
        let point = |item: &str, score| ReviewPoint { item: ItemId(item.to_owned()), score };
        let points =
            vec![point("a", ReviewScore::Met), point("b", ReviewScore::NotMet), point("c", ReviewScore::NotApplicable)];
        let (ec, case, on) = ("V1A3".parse().unwrap(), "3A44".parse().unwrap(), "2026-11-19".parse().unwrap());
        let review = CaseReview { month: Month::from_date(on), ec, case, on, points, remark: String::new() };
        assert_eq!(review.result_text(), "1 of 2 points met");
        let more = CaseReview { points: vec![point("d", ReviewScore::Met), point("e", ReviewScore::Met)], ..review };
        assert_eq!(more.result_text(), "2 of 2 points met");
        assert_eq!(more.count_points(ReviewScore::NotMet), 0);
    }
}
