//! What supervisors recorded about the work itself, and what of it the record takes.

use rusqlite::{Connection, OptionalExtension as _};
use serde::de::DeserializeOwned;

use super::check::By;
use super::{Refusal, Store, StoreError, codec, queries};
use crate::domain::dates::Month;
use crate::domain::supervision::{CaseReview, Conference, Draw, Supervised};
use crate::domain::{CaseNumber, WorkerNumber};
use crate::rules;

/// The act under which the roles' table has what is recorded on the supervisor's desk (`assets/policy/roles.toml`).
pub const SUPERVISION: &str = "supervision";

/// Everything that supervisors recorded about the work itself, each list in the order of the log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Supervision {
    /// The draws of cases to review.
    pub draws: Vec<Draw>,
    /// The newest review of each case and month.
    pub reviews: Vec<CaseReview>,
    /// The conferences.
    pub conferences: Vec<Conference>,
}

impl Store {
    /// Everything that supervisors recorded about the work itself; nothing for a role that has no part in it.
    pub fn supervision(&self) -> Result<Supervision, StoreError> {
        let policy = self.policies.on(self.clock.today());
        if !policy.tables.may_record(self.worker.role, SUPERVISION) {
            return Ok(Supervision::default());
        }
        Ok(Supervision {
            draws: all(&self.connection, "SELECT body FROM review_draw ORDER BY entry")?,
            reviews: all(&self.connection, "SELECT body FROM case_review ORDER BY entry")?,
            conferences: all(&self.connection, "SELECT body FROM conference ORDER BY entry")?,
        })
    }
}

fn all<T: DeserializeOwned>(record: &Connection, query: &str) -> Result<Vec<T>, StoreError> {
    let mut statement = record.prepare_cached(query)?;
    let bodies = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    bodies.iter().map(|body| codec::decode(body)).collect()
}

/// Refuses what another role is to record, and what does not fit the record.
pub(super) fn stands(record: &Connection, by: &By<'_>, supervised: &Supervised) -> Result<(), StoreError> {
    rules::acts::role_refusal(by.policies, SUPERVISION, by.worker, by.today).map_err(Refusal::Forbidden)?;
    match supervised {
        Supervised::ReviewsDrawn(drawn) => draw_stands(record, by, drawn),
        Supervised::CaseReviewed(review) => review_stands(record, by, review),
        Supervised::ConferenceHeld(conference) => conference_stands(record, by, conference),
    }
}

/// A month is drawn once: nobody draws again until the cases please.
fn draw_stands(record: &Connection, by: &By<'_>, drawn: &Draw) -> Result<(), StoreError> {
    if drawn.month > Month::of(by.today) {
        return Err(Refusal::NotAMonthYet(drawn.month).into());
    }
    if draw(record, drawn.month, &drawn.ec)?.is_some() {
        return Err(Refusal::DrawnAlready { month: drawn.month, ec: drawn.ec.clone() }.into());
    }
    drawn.cases.iter().try_for_each(|case| known_case(record, case))
}

fn review_stands(record: &Connection, by: &By<'_>, review: &CaseReview) -> Result<(), StoreError> {
    if review.on > by.today {
        return Err(Refusal::FutureContact(review.on).into());
    }
    let drawn = draw(record, review.month, &review.ec)?;
    if drawn.is_some_and(|drawn| drawn.cases.contains(&review.case)) {
        return Ok(());
    }
    Err(Refusal::NotDrawn { month: review.month, case: review.case.clone() }.into())
}

fn conference_stands(record: &Connection, by: &By<'_>, conference: &Conference) -> Result<(), StoreError> {
    if conference.on > by.today {
        return Err(Refusal::FutureContact(conference.on).into());
    }
    if conference.said.trim().is_empty() {
        return Err(Refusal::MissingElement("results").into());
    }
    conference.cases.iter().try_for_each(|case| known_case(record, case))
}

fn known_case(record: &Connection, case: &CaseNumber) -> Result<(), StoreError> {
    if queries::has_case(record, case)? { Ok(()) } else { Err(Refusal::UnknownCase(case.clone()).into()) }
}

/// The draw of the month for the EC, if there is one.
fn draw(record: &Connection, month: Month, ec: &WorkerNumber) -> Result<Option<Draw>, StoreError> {
    let body: Option<Vec<u8>> = record
        .prepare_cached("SELECT body FROM review_draw WHERE month = ?1 AND ec = ?2")?
        .query_row([month.to_string().as_str(), ec.as_str()], |row| row.get(0))
        .optional()?;
    body.map(|body| codec::decode(&body)).transpose()
}
