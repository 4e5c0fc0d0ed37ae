//! The desk of supervisor and Clerk II: cases drawn and reviewed, conferences held.

use std::collections::BTreeSet;

use super::Effects;
use crate::desk::DeskSection;
use crate::desk::checklist::Component;
use crate::domain::dates::Month;
use crate::domain::supervision::{Point, Score};
use crate::domain::{CaseNumber, WorkerNumber};
use crate::tui::command::DeskKey;
use crate::tui::jobs::Job;
use crate::tui::model::{Effect, Model};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::{Asked, Prompt};
use crate::tui::overlays::review::ReviewSheet;
use crate::tui::unfinished::{self, Unfinished};
use crate::tui::workspace::Workspace;

impl Model {
    pub(super) fn desk_key(&mut self, key: DeskKey) -> Effects {
        if self.has_no_own_desk() || self.refused_on_another_day() {
            return Vec::new();
        }
        match key {
            DeskKey::Draw => return self.draw_reviews(),
            DeskKey::Review => return self.prepare_review(),
            DeskKey::Conference => self.ask_about_conference(),
            DeskKey::Score(score) => self.score(score),
            DeskKey::File => self.ask_for_remark(),
        }
        Vec::new()
    }

    /// Whether the worker's role has no desk of its own; if so, says whose it is.
    pub(super) fn has_no_own_desk(&mut self) -> bool {
        let has_none = !self.has_own_desk();
        if has_none {
            self.refuse("The desk is for EC Supervisor and Clerk II; the lists of an EC are the others.");
        }
        has_none
    }

    /// Whether the worker's role has a desk of its own.
    pub(super) fn has_own_desk(&self) -> bool {
        self.open().is_some_and(|open| open.laid.desk.has_own_desk())
    }

    fn draw_reviews(&self) -> Effects {
        let month = self.open().map(|open| Month::of(open.laid.today));
        month.map(|month| Effect::Store(Job::DrawReviews(month))).into_iter().collect()
    }

    /// Has the store read what the review of the row's case is to show.
    fn prepare_review(&mut self) -> Effects {
        let Some(open) = self.open() else { return Vec::new() };
        let Some(row) = open.desk.selected() else { return Vec::new() };
        let month = Month::of(open.laid.today);
        if !open.laid.desk.draws(month).any(|draw| draw.cases.contains(&row.case)) {
            self.refuse(format!("The case is not among those drawn for {month}. D draws them."));
            return Vec::new();
        }
        vec![Effect::Store(Job::ReviewPoints(row.case.clone(), month))]
    }

    /// The points of a review are there: it can be scored.
    pub(super) fn open_review(&mut self, case: CaseNumber, month: Month, components: Vec<Component>) {
        let Some(open) = self.open_mut() else { return };
        let begun = open.begun_review(month, &case);
        let is_begun = begun.is_some();
        let before = begun.or_else(|| open.laid.desk.review(month, &case).map(|review| review.points.clone()));
        let mut sheet = ReviewSheet::new(case, month, components, &before.unwrap_or_default());
        sheet.is_begun = is_begun;
        self.cover(Overlay::Review(Box::new(sheet)));
    }

    fn score(&mut self, score: Score) {
        if let Some(Overlay::Review(sheet)) = self.open_mut().map(|open| &mut open.overlay) {
            sheet.score(score);
        }
    }

    /// Asks what is to be said besides, once every point is scored; the answer records the review.
    fn ask_for_remark(&mut self) {
        let Some(open) = self.open_mut() else { return };
        let Overlay::Review(sheet) = &mut open.overlay else { return };
        let before = open.laid.desk.review(sheet.month, &sheet.case).map(|review| review.remark.clone());
        match open.laid.desk.reviewed(&sheet.case, sheet.month, sheet.scored(), String::new()) {
            Ok(review) => self.ask(Prompt::new(Asked::ReviewRemark(Box::new(review)), &before.unwrap_or_default())),
            Err(unscored) => {
                sheet.go_to_open();
                self.refuse(unscored.to_string());
            }
        }
    }

    fn ask_about_conference(&mut self) {
        let Some(open) = self.open() else { return };
        let Some(row) = open.desk.selected() else { return };
        let Some(ec) = row.ec.clone() else {
            return self.refuse("No listing names the EC of this case.");
        };
        let cases =
            if row.section == DeskSection::Unengaged { open.unengaged_with(&ec) } else { vec![row.case.clone()] };
        let asked = Asked::Conference { with: ec, cases, on: open.laid.today };
        self.ask(Prompt::new(asked, ""));
    }
}

impl Workspace {
    /// Takes the scores of a review that was begun and left, if one was.
    pub(super) fn begun_review(&mut self, of: Month, on: &CaseNumber) -> Option<Vec<Point>> {
        let same =
            |begun: &Unfinished| matches!(begun, Unfinished::Review { case, month, .. } if (case, month) == (on, &of));
        match unfinished::take(&mut self.unfinished, same) {
            Some(Unfinished::Review { points, .. }) => Some(points),
            _ => None,
        }
    }

    /// The unengaged cases of an EC, each once.
    fn unengaged_with(&self, ec: &WorkerNumber) -> Vec<CaseNumber> {
        let rows = self.desk.all().iter();
        let theirs = rows.filter(|row| row.section == DeskSection::Unengaged && row.ec.as_ref() == Some(ec));
        let cases: BTreeSet<_> = theirs.map(|row| row.case.clone()).collect();
        cases.into_iter().collect()
    }
}
