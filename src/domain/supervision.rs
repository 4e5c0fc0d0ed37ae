//! What a supervisor records about the work itself: reviews of cases and conferences. It stands apart from the cases:
//! no narrative and no timeline of a case holds it, because a client may read those.
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

/// Names the way in which cases are drawn. Another way gets another name.
const DRAWN_BY: &str = "caseload-review-draw-1";

/// Something that a supervisor recorded.
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

/// The cases of one EC that are to be reviewed in a month. Who has the seed, the month, the EC's number and the numbers
/// of the cases can draw them again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDraw {
    /// The month that the reviews are for.
    pub month: Month,
    /// The EC.
    pub ec: WorkerNumber,
    /// The day of the draw.
    pub on: NaiveDate,
    /// The seed.
    pub seed: u64,
    /// How many cases there were to draw from.
    pub of: usize,
    /// The cases, in the order in which they were drawn.
    pub cases: Vec<CaseNumber>,
}

impl ReviewDraw {
    /// Draws `count` of the cases. Each case has a lot: the SHA-256 of the seed, the month, the EC and its number; the
    /// lowest lots are drawn. So the order of the cases does not matter, and one more case moves no other's lot.
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
        let of = lots.len();
        let cases = lots.into_iter().take(count).map(|(_, case)| case).collect();
        Self { month, ec: ec.clone(), on, seed, of, cases }
    }
}

fn case_lot(month: Month, ec: &WorkerNumber, seed: u64, case: &CaseNumber) -> [u8; 32] {
    let mut told = String::new();
    // Writing to a text never fails.
    let _never = write!(told, "{DRAWN_BY} {seed} {month} {ec} {case}");
    Sha256::digest(told).into()
}

/// A case as a supervisor found it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReview {
    /// The month that the review is for.
    pub month: Month,
    /// The EC of the case.
    pub ec: WorkerNumber,
    /// The case.
    pub case: CaseNumber,
    /// The day of the review.
    pub on: NaiveDate,
    /// The points of the review's checklist, each scored.
    pub points: Vec<ReviewPoint>,
    /// What is to be said besides; may be empty.
    pub remark: String,
}

/// A point of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPoint {
    /// The item of the review's checklist.
    pub item: ItemId,
    /// How it was found.
    pub score: ReviewScore,
}

code_words! {
    /// How a point was found.
    pub enum ReviewScore {
        /// As it should be.
        Met = "met" => "met",
        /// Not as it should be.
        NotMet = "not_met" => "not met",
        /// It does not concern the case.
        NotApplicable = "not_applicable" => "n/a",
    }
}

impl CaseReview {
    /// How many points have the score.
    pub fn count_points(&self, score: ReviewScore) -> usize {
        self.points.iter().filter(|point| point.score == score).count()
    }

    /// The result: `9 of 12 points met`. Points that do not concern the case do not count.
    pub fn result_text(&self) -> String {
        let (met, not_met) = (self.count_points(ReviewScore::Met), self.count_points(ReviewScore::NotMet));
        format!("{met} of {} points met", met + not_met)
    }
}

/// A conference of the supervisor with an EC: about unengaged cases, or to help with one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conference {
    /// The EC.
    pub with: WorkerNumber,
    /// When.
    pub on: NaiveDate,
    /// The cases that were talked over.
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

    fn drawn(seed: u64, month: &str, ec: &str, of: &[CaseNumber]) -> ReviewDraw {
        let on = "2026-11-02".parse().unwrap();
        ReviewDraw::from_cases(month.parse().unwrap(), &ec.parse().unwrap(), on, seed, of.iter(), 4)
    }

    #[test]
    fn the_same_seed_draws_the_same_cases_in_whatever_order_they_come() {
        let all = cases(&["0012345", "07B45228", "12B10077", "3A44", "35B44268", "06B32751", "0052445", "0099001"]);
        let draw = drawn(7, "2026-11", "V1A3", &all);
        let turned: Vec<_> = all.iter().rev().cloned().collect();
        assert_eq!(draw, drawn(7, "2026-11", "V1A3", &turned));
        assert_eq!((draw.cases.len(), draw.of), (4, 8));
        let distinct: std::collections::BTreeSet<_> = draw.cases.iter().collect();
        assert_eq!(distinct.len(), 4, "no case twice");
        for other in
            [drawn(8, "2026-11", "V1A3", &all), drawn(7, "2026-12", "V1A3", &all), drawn(7, "2026-11", "V1B2", &all)]
        {
            assert_ne!(other.cases, draw.cases);
        }
        let without: Vec<_> = all.iter().filter(|case| !draw.cases.contains(case)).cloned().collect();
        let fewer: Vec<_> = without.iter().take(1).chain(&draw.cases).cloned().collect();
        assert_eq!(drawn(7, "2026-11", "V1A3", &fewer).cases, draw.cases, "a lot does not depend on the other cases");
        assert_eq!(drawn(7, "2026-11", "V1A3", &all[..2]).cases.len(), 2, "no more than there are");
    }

    #[test]
    fn every_case_has_the_same_chance() {
        let all: Vec<CaseNumber> = (0..40).map(|number| format!("00{number:05}").parse().unwrap()).collect();
        let mut times = std::collections::BTreeMap::<CaseNumber, u32>::new();
        for seed in 0..2_000 {
            drawn(seed, "2026-11", "V1A3", &all)
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
    }
}
