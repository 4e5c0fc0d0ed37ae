//! A practice caseload of invented people, distributed like a county's: from 60 cases on, every category of the ES109,
//! every status and every clock occurs.
//!
//! The profiles of the cases are data (`assets/demo/`). The same number of cases, seed and day give the same caseload
//! on every machine.

mod activity;
mod comments;
mod data;
mod desk_work;
mod dice;
mod fill;
mod household;
mod partner_work;
mod role_play;
mod rows;
mod worker_changes;
mod working_days;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::comment::Comment;
use crate::domain::extract::CountyFact;
use crate::domain::{CaseNumber, Change, WorkerNumber};
use data::{CaseProfile, DemoData};
pub use desk_work::{divide_among_ecs, fill_desk};
use dice::Dice;
pub use fill::fill_home;
use household::DemoHousehold;
pub use partner_work::fill_partner_work;

/// A practice caseload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeCaseload {
    /// The facts that the county's extracts would report, those of the listing first.
    pub facts: Vec<CountyFact>,
    /// The comments of the last year, the oldest first.
    pub comments: Vec<Comment>,
    /// The other changes by the worker: comments posted, rows annotated, checklist items ticked.
    pub changes: Vec<Change>,
}

/// Draws a practice caseload of `cases` cases that are assigned to `worker`, as of the day `as_of`.
pub fn generate_caseload(cases: usize, seed: u64, as_of: NaiveDate, worker: &WorkerNumber) -> PracticeCaseload {
    let data = DemoData::builtin();
    let mut dice = Dice::new(seed);
    let profiles = choose_profiles(&data.profiles, cases, &mut dice);
    let numbers = draw_case_numbers(cases, &mut dice);
    let households: Vec<DemoHousehold> = numbers
        .into_iter()
        .zip(profiles)
        .map(|(number, profile)| DemoHousehold::from_profile(number, profile, data, as_of, &mut dice))
        .collect();
    let mut facts: Vec<_> =
        households.iter().flat_map(|household| rows::county_facts(household, as_of, worker)).collect();
    facts.sort_by_key(CountyFact::kind);
    let mut comments: Vec<_> = households
        .iter()
        .flat_map(|household| comments::draw_comments(household, &data.words, as_of, &mut dice))
        .collect();
    comments.sort_by_key(|comment| (comment.on, comment.id));
    let changes = worker_changes::draw_changes(&households, &comments, &data.words, as_of, &mut dice);
    PracticeCaseload { facts, comments, changes }
}

/// Chooses every profile once, as far as there are cases, then more by their shares; in random order.
fn choose_profiles<'a>(profiles: &'a [CaseProfile], cases: usize, dice: &mut Dice) -> Vec<&'a CaseProfile> {
    let mut chosen: Vec<&CaseProfile> = profiles.iter().take(cases).collect();
    let lots: Vec<&CaseProfile> =
        profiles.iter().flat_map(|profile| std::iter::repeat_n(profile, profile.share)).collect();
    while chosen.len() < cases {
        match dice.pick_one(&lots) {
            Some(profile) => chosen.push(profile),
            None => break,
        }
    }
    dice.shuffle(&mut chosen);
    chosen
}

/// Draws case numbers that all differ, in the county's two forms: `12B10077` and `0052445`.
fn draw_case_numbers(cases: usize, dice: &mut Dice) -> Vec<CaseNumber> {
    let mut taken = BTreeSet::new();
    let mut numbers = Vec::with_capacity(cases);
    while numbers.len() < cases {
        let text = if dice.happens_in_percent(15) {
            format!("{:07}", dice.number_between(20_000, 99_999))
        } else {
            format!("{:02}B{:05}", dice.number_between(1, 39), dice.number_between(10_000, 99_999))
        };
        // Seven or eight letters and digits always parse as a case number.
        if let Ok(number) = text.parse::<CaseNumber>()
            && taken.insert(number.clone())
        {
            numbers.push(number);
        }
    }
    numbers
}

#[cfg(test)]
mod tests;
