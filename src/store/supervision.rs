//! What supervisors record about the work itself: draws of cases to review, reviews, and conferences.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _};
use serde::de::DeserializeOwned;

use super::recorder::Recorder;
use super::{Refusal, Store, StoreError, codec, log, queries};
use crate::domain::dates::Month;
use crate::domain::supervision::{CaseReview, Conference, ReviewDraw, SupervisionEvent};
use crate::domain::{CaseNumber, WorkerNumber};
use crate::policy::SUPERVISION;
use crate::rules;
use crate::rules::acts::ActAuthor;

/// Everything that supervisors recorded about the work itself. Each list is in the order of the log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SupervisionLog {
    /// The draws of cases to review, one for each month and EC.
    pub draws: Vec<ReviewDraw>,
    /// The newest review of each case and month.
    pub reviews: Vec<CaseReview>,
    /// Who drew or reviewed, each with the month.
    pub reviewers: BTreeSet<(Month, WorkerNumber)>,
    /// The conferences with ECs.
    pub conferences: Vec<Conference>,
}

impl Store {
    /// Returns whether the worker reads only part of what supervisors recorded, because nobody of the office stands behind
    /// their role yet.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn reads_only_own_supervision(&self) -> Result<bool, StoreError> {
        let policy = self.policies.in_force_on(self.clock.today());
        Ok(policy.tables.may_record(self.worker.role, SUPERVISION) && !self.is_owner_or_countersigned(&self.worker)?)
    }

    /// Returns what supervisors recorded about the work itself. A supervisor behind whom the office stands reads everything;
    /// one whom somebody else enrolled, what they recorded themselves and the conferences that were held with them. An EC reads the
    /// reviews of the own cases, and of the draws only the cases that were reviewed; everybody else nothing.
    pub fn supervision_log(&self) -> Result<SupervisionLog, StoreError> {
        let policy = self.policies.in_force_on(self.clock.today());
        if !policy.tables.may_record(self.worker.role, SUPERVISION) {
            return if self.worker.role.carries_cases() { self.own_reviews() } else { Ok(SupervisionLog::default()) };
        }
        if self.reads_only_own_supervision()? {
            return self.own_supervision();
        }
        Ok(SupervisionLog {
            draws: select_bodies(&self.connection, DRAWS, ())?,
            reviews: select_bodies(&self.connection, REVIEWS, ())?,
            reviewers: select_reviewers(&self.connection, None)?,
            conferences: select_bodies(&self.connection, "SELECT body FROM conference ORDER BY entry", ())?,
        })
    }
}

impl Store {
    /// Returns what a supervisor may read for whom nobody of the office stands: an EC who enrolls one would read through them
    /// what was said about the unit.
    fn own_supervision(&self) -> Result<SupervisionLog, StoreError> {
        let number = self.worker.number.as_str();
        let conferences = "SELECT body FROM conference WHERE author = ?1 OR ec = ?1 ORDER BY entry";
        let reviewers = select_reviewers(&self.connection, None)?;
        Ok(SupervisionLog {
            draws: select_bodies(
                &self.connection,
                "SELECT body FROM review_draw WHERE author = ?1 ORDER BY entry",
                [number],
            )?,
            reviews: select_bodies(
                &self.connection,
                "SELECT body FROM case_review WHERE author = ?1 ORDER BY entry",
                [number],
            )?,
            reviewers: reviewers.into_iter().filter(|(_, reviewer)| *reviewer == self.worker.number).collect(),
            conferences: select_bodies(&self.connection, conferences, [number])?,
        })
    }

    /// Returns what an EC may read. Which cases are still to be reviewed stays with the supervisor.
    fn own_reviews(&self) -> Result<SupervisionLog, StoreError> {
        let number = &self.worker.number;
        let mut reviews: Vec<CaseReview> = select_bodies(&self.connection, REVIEWS, ())?;
        reviews.retain(|review| review.ec == *number);
        let mut draws: Vec<ReviewDraw> = select_bodies(&self.connection, DRAWS, ())?;
        draws.retain(|draw| draw.ec == *number);
        for draw in &mut draws {
            let is_reviewed =
                |case: &CaseNumber| reviews.iter().any(|review| review.month == draw.month && review.case == *case);
            draw.cases.retain(is_reviewed);
        }
        draws.retain(|draw| !draw.cases.is_empty());
        let reviewers = select_reviewers(&self.connection, Some(&reviews))?;
        Ok(SupervisionLog { draws, reviews, reviewers, conferences: Vec::new() })
    }
}

const DRAWS: &str = "SELECT body FROM review_draw ORDER BY entry";
const REVIEWS: &str = "SELECT body FROM case_review ORDER BY entry";

/// Returns who drew or reviewed, each with the month; with `reviews`, only who made these.
fn select_reviewers(
    record: &Connection,
    reviews: Option<&[CaseReview]>,
) -> Result<BTreeSet<(Month, WorkerNumber)>, StoreError> {
    let mut statement = record.prepare_cached(
        "SELECT month, author, case_no FROM case_review UNION SELECT month, author, NULL FROM review_draw",
    )?;
    let mut rows = statement.query([])?;
    let mut reviewers = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let month: Month = log::parse_id(row.get::<_, String>(0)?, 0)?;
        let case: Option<String> = row.get(2)?;
        let is_one_of = |reviews: &[CaseReview]| {
            reviews.iter().any(|review| review.month == month && Some(review.case.as_str()) == case.as_deref())
        };
        if reviews.is_none_or(is_one_of) {
            reviewers.insert((month, log::parse_id(row.get::<_, String>(1)?, 1)?));
        }
    }
    Ok(reviewers)
}

fn select_bodies<T: DeserializeOwned>(
    record: &Connection,
    query: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<T>, StoreError> {
    let mut statement = record.prepare_cached(query)?;
    let bodies = statement.query_map(values, |row| row.get::<_, Vec<u8>>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    bodies.iter().map(|body| codec::decode(body)).collect()
}

/// Refuses what only another role may record, and what contradicts the record.
pub(super) fn check_supervision(
    record: &Connection,
    by: &Recorder<'_>,
    supervised: &SupervisionEvent,
) -> Result<(), StoreError> {
    let author = ActAuthor { worker: by.worker, holders: &[] };
    rules::acts::check_role(by.policies, SUPERVISION, &author, by.today).map_err(Refusal::Forbidden)?;
    match supervised {
        SupervisionEvent::ReviewsDrawn(drawn) => check_draw(record, by, drawn),
        SupervisionEvent::CaseReviewed(review) => check_review(record, by, review),
        SupervisionEvent::ConferenceHeld(conference) => check_conference(record, by, conference),
    }
}

/// Refuses a second draw for the same month and EC, so that nobody can draw again until the cases suit them.
fn check_draw(record: &Connection, by: &Recorder<'_>, drawn: &ReviewDraw) -> Result<(), StoreError> {
    if drawn.month > Month::from_date(by.today) {
        return Err(Refusal::FutureMonth(drawn.month).into());
    }
    if drawn.month != Month::from_date(drawn.on) {
        // The cases of an earlier month are not known anymore: those of today would be drawn for it.
        return Err(Refusal::PastMonth(drawn.month).into());
    }
    if find_draw(record, drawn.month, &drawn.ec)?.is_some() {
        return Err(Refusal::AlreadyDrawn { month: drawn.month, ec: drawn.ec.clone() }.into());
    }
    drawn.cases.iter().try_for_each(|case| queries::ensure_case_exists(record, case))
}

fn check_review(record: &Connection, by: &Recorder<'_>, review: &CaseReview) -> Result<(), StoreError> {
    if review.on > by.today {
        return Err(Refusal::FutureContact(review.on).into());
    }
    let drawn = find_draw(record, review.month, &review.ec)?;
    if drawn.is_some_and(|drawn| drawn.cases.contains(&review.case)) {
        return Ok(());
    }
    Err(Refusal::NotDrawn { month: review.month, case: review.case.clone() }.into())
}

fn check_conference(record: &Connection, by: &Recorder<'_>, conference: &Conference) -> Result<(), StoreError> {
    if conference.on > by.today {
        return Err(Refusal::FutureContact(conference.on).into());
    }
    by.ensure_since_program(conference.on)?;
    if conference.said.trim().is_empty() {
        return Err(Refusal::MissingElement("results").into());
    }
    if conference.with == by.worker.number {
        return Err(Refusal::OwnConference.into());
    }
    ensure_known_worker(record, &conference.with)?;
    conference.cases.iter().try_for_each(|case| queries::ensure_case_exists(record, case))
}

/// Refuses a worker who is neither enrolled here nor named by a listing.
fn ensure_known_worker(record: &Connection, number: &WorkerNumber) -> Result<(), StoreError> {
    let is_known =
        queries::find_worker(record, number)?.is_some() || queries::select_listed_workers(record)?.contains(number);
    if is_known { Ok(()) } else { Err(Refusal::UnknownColleague(number.clone()).into()) }
}

/// Returns the draw of the month for the EC; `None` if there is none.
fn find_draw(record: &Connection, month: Month, ec: &WorkerNumber) -> Result<Option<ReviewDraw>, StoreError> {
    let body: Option<Vec<u8>> = record
        .prepare_cached("SELECT body FROM review_draw WHERE month = ?1 AND ec = ?2")?
        .query_row([month.to_string().as_str(), ec.as_str()], |row| row.get(0))
        .optional()?;
    body.map(|body| codec::decode(&body)).transpose()
}
