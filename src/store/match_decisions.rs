//! What was decided about rows of lists from child welfare, and the digest by which a row is known again.

use chrono::NaiveDate;
use hmac::{Hmac, Mac as _};
use rusqlite::Connection;
use sha2::Sha256;

use super::recorder::Recorder;
use super::{Refusal, Store, StoreError, codec, log, queries, role_holders};
use crate::domain::WorkerNumber;
use crate::domain::match_decision::MatchDecision;
use crate::domain::name::{PersonName, fold_for_search};
use crate::policy::MATCH_DECIDED;
use crate::rules::acts::partner_acts::is_offered;
use crate::rules::acts::{ActAuthor, check_role};

impl Store {
    /// Returns the digest of a listed name and date of birth. Its key is the hash of the home's first entry, so that it is the
    /// same in every month and says nothing outside the home.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn match_digest(&self, name: &PersonName, birth_date: NaiveDate) -> Result<String, StoreError> {
        let key: Vec<u8> = self
            .connection
            .prepare_cached("SELECT hash FROM entry ORDER BY hlc, station LIMIT 1")?
            .query_row([], |row| row.get(0))?;
        let mut digest = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key)
            .map_err(|_error| StoreError::Internal("a hash has an impossible length"))?;
        digest.update(format!("match|{}|{birth_date}", fold_for_search(&name.to_string())).as_bytes());
        Ok(hex::encode(digest.finalize().into_bytes()))
    }

    /// Returns every decision about a row, with who made it.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn match_decisions(&self) -> Result<Vec<(MatchDecision, WorkerNumber)>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT body, author FROM match_decision ORDER BY case_no, person, digest")?;
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, Vec<u8>>(0)?, log::parse_id(row.get::<_, String>(1)?, 1)?)))?;
        rows.map(|row| row.map_err(StoreError::from).and_then(|(body, author)| Ok((codec::decode(&body)?, author))))
            .collect()
    }
}

/// Refuses a decision about a case that is not in the caseload, in a county without common cases, or by a role that does not
/// decide.
pub(super) fn check_decision(
    record: &Connection,
    by: &Recorder<'_>,
    decision: &MatchDecision,
) -> Result<(), StoreError> {
    queries::ensure_case_exists(record, &decision.case)?;
    let policy = by.policies.in_force_on(by.today);
    if !is_offered(policy, "common_case_found") {
        return Err(Refusal::NoCommonCases.into());
    }
    let holders = role_holders::select_role_holders(record, by.named_keys)?;
    let author = ActAuthor { worker: by.worker, holders: &holders };
    check_role(by.policies, MATCH_DECIDED, &author, by.today).map_err(Refusal::Forbidden)?;
    Ok(())
}
