//! What the worker who has the home open sees of that which partners know of a family: `assets/sight.toml`. Records and
//! entries that leave the store are asked here; the checks of changes read everything.

use rusqlite::{OptionalExtension as _, params};

use super::facts::{CaseRecord, select_case, select_cases};
use super::log::seq_to_sql;
use super::{Doing, LoggedEntry, RecordedAct, Store, StoreError, comments, duties, queries};
use crate::domain::act::ActKind;
use crate::domain::audit_event::AuditEvent;
use crate::domain::role::Role;
use crate::domain::role_holder::acting_roles;
use crate::domain::sight::{SightClass, Viewer};
use crate::domain::{CaseNumber, Change, Entry, RowId, Seq};
use crate::policy::Policies;
use crate::policy::confidential::{hide_confidential_answers, hide_confidential_referral};

impl Store {
    /// Returns a case as far as the worker may see it; `None` if it is not in the caseload.
    pub fn case_record(&self, case: &CaseNumber) -> Result<Option<CaseRecord>, StoreError> {
        let roles = self.roles_of_worker()?;
        Ok(select_case(&self.connection, case)?.map(|record| self.hide_unseen(record, &roles)))
    }

    /// Returns every case of the caseload, by case number, as far as the worker may see it.
    pub fn case_records(&self) -> Result<Vec<CaseRecord>, StoreError> {
        let roles = self.roles_of_worker()?;
        let records = select_cases(&self.connection, None)?;
        Ok(records.into_iter().map(|record| self.hide_unseen(record, &roles)).collect())
    }

    /// Returns the roles as which the worker acts.
    pub(super) fn roles_of_worker(&self) -> Result<Vec<Role>, StoreError> {
        Ok(acting_roles(self.worker().role, &self.role_holders()?))
    }

    fn hide_unseen(&self, mut record: CaseRecord, roles: &[Role]) -> CaseRecord {
        let viewer = Viewer { number: &self.worker().number, roles };
        record.sight = viewer.sight_of(&record.facts, record.listed_under.as_ref());
        let me = &self.worker().number;
        let sent = record.facts.alerts_sent.iter().filter(|alert| alert.of_conference && alert.to == *me);
        let own: Vec<_> = sent.cloned().collect();
        record.sight.hide_from(&mut record.facts);
        record.amended.retain(|amended| !amended.is_kept_apart || amended.alert.to == *me);
        if !record.sight.flag {
            // Who is asked to do something has to read it.
            record.facts.alerts_sent.extend(own);
            record.acts.retain(|recorded| !tells_of_child_welfare(recorded.act.kind.id()));
        }
        if !record.sight.confidential {
            record.facts.referrals.iter_mut().for_each(hide_confidential_referral);
            record.acts.iter_mut().for_each(|recorded| hide_confidential_answers(&mut recorded.act.kind));
        }
        record
    }

    /// Takes out of an act on a case what is confidential by itself, if the worker does not see it.
    fn hide_confidential(&self, case: &CaseNumber, act: &mut ActKind, roles: &[Role]) -> Result<(), StoreError> {
        let ec = queries::select_listed_worker(&self.connection, case)?;
        if !(Viewer { number: &self.worker().number, roles }).sees_confidential(ec.as_ref()) {
            hide_confidential_answers(act);
        }
        Ok(())
    }

    /// Returns those entries of the log that the worker may see, without what is confidential by itself.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn seen_entries(&self, entries: Vec<LoggedEntry>) -> Result<Vec<LoggedEntry>, StoreError> {
        let roles = self.roles_of_worker()?;
        let mut seen = Vec::with_capacity(entries.len());
        for mut logged in entries {
            if self.sees_entry(&logged, &roles)? {
                let is_own = logged.entry.author == self.worker().number;
                if let Change::Acted { case, act, .. } = &mut logged.change
                    && !is_own
                {
                    self.hide_confidential(case, &mut act.kind, &roles)?;
                }
                seen.push(logged);
            }
        }
        Ok(seen)
    }

    fn sees_entry(&self, logged: &LoggedEntry, roles: &[Role]) -> Result<bool, StoreError> {
        let Some(case) = logged.change.case() else { return Ok(true) };
        let is_own = logged.entry.author == self.worker().number;
        let is_comment = matches!(logged.change, Change::CommentFiled(_) | Change::CommentAmended(_));
        if !is_own && is_comment && !self.sees_comments() {
            return Ok(false);
        }
        if !is_own && !self.sees_protected() && self.tells_of_protected(&logged.change)? {
            return Ok(false);
        }
        let tells = match &logged.change {
            Change::Acted { act, .. } => tells_of_child_welfare(act.kind.id()),
            Change::Undone { entry, restores: None, .. } => {
                self.act_kind(&logged.entry, *entry)?.is_some_and(|act| tells_of_child_welfare(&act))
            }
            Change::Accessed { access: AuditEvent::ChildWelfareOpened { .. }, .. } | Change::MatchDecided(_) => true,
            _ => false,
        };
        if !tells {
            return Ok(true);
        }
        let ec = queries::select_listed_worker(&self.connection, case)?;
        Ok(Viewer { number: &self.worker().number, roles }.sees_flag(ec.as_ref()))
    }

    /// Returns whether the worker reads the comments of others: a clerk of the work with partners sees number, name and day.
    pub fn sees_comments(&self) -> bool {
        SightClass::CommentText.is_seen_by(&[self.worker().role])
    }

    /// Returns whether the worker may know which comments are protected: that there is one tells of domestic abuse.
    pub fn sees_protected(&self) -> bool {
        duties::ensure_may_reveal(self.worker()).is_ok()
    }

    /// Returns whether an entry tells that a case has a protected comment.
    fn tells_of_protected(&self, change: &Change) -> Result<bool, StoreError> {
        let id = match change {
            Change::CommentFiled(comment) => comment.id,
            Change::CommentAmended(amendment) => amendment.comment,
            Change::CommentPosted { comment, .. } => *comment,
            Change::Accessed { access: AuditEvent::Revealed { .. }, .. } => return Ok(true),
            _ => return Ok(false),
        };
        comments::is_protected(&self.connection, id)
    }

    /// Returns whether a comment is protected now, so that nothing that was said of it is named.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn is_comment_protected(&self, id: RowId) -> Result<bool, StoreError> {
        comments::is_protected(&self.connection, id)
    }

    /// Returns things that were done as the worker reads of them: without what is confidential by itself in what somebody else
    /// did. What is done again is recorded from the doings themselves.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn seen_doings(&self, mut doings: Vec<Doing>) -> Result<Vec<Doing>, StoreError> {
        let roles = self.roles_of_worker()?;
        for doing in doings.iter_mut().filter(|doing| doing.entry.author != self.worker().number) {
            if let Change::Acted { case, act, .. } = &mut doing.change {
                self.hide_confidential(case, &mut act.kind, &roles)?;
            }
        }
        Ok(doings)
    }

    /// Returns whether the worker may read of something that was done: an act of child welfare is not for everybody.
    pub(super) fn sees_doing(&self, doing: &Doing) -> Result<bool, StoreError> {
        let Change::Acted { case, act, .. } = &doing.change else { return Ok(true) };
        if doing.entry.author == self.worker().number || !tells_of_child_welfare(act.kind.id()) {
            return Ok(true);
        }
        let (roles, ec) = (self.roles_of_worker()?, queries::select_listed_worker(&self.connection, case)?);
        Ok(Viewer { number: &self.worker().number, roles: &roles }.sees_flag(ec.as_ref()))
    }

    /// Returns an act on a case as far as the worker may see it.
    pub(super) fn seen_act(&self, case: &CaseNumber, mut act: RecordedAct) -> Result<Option<RecordedAct>, StoreError> {
        let (roles, ec) = (self.roles_of_worker()?, queries::select_listed_worker(&self.connection, case)?);
        let viewer = Viewer { number: &self.worker().number, roles: &roles };
        if tells_of_child_welfare(act.act.kind.id()) && !viewer.sees_flag(ec.as_ref()) {
            return Ok(None);
        }
        if !viewer.sees_confidential(ec.as_ref()) {
            hide_confidential_answers(&mut act.act.kind);
        }
        Ok(Some(act))
    }

    /// Returns the id of the act that an entry of the same station recorded.
    fn act_kind(&self, undone_by: &Entry, act: Seq) -> Result<Option<String>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT kind FROM act WHERE station = ?1 AND entry = ?2")?;
        Ok(statement.query_row(params![undone_by.station.0, seq_to_sql(act)], |row| row.get(0)).optional()?)
    }
}

/// Returns whether an act tells that the family is in child welfare, by the tables of the program: those of a home could be
/// written by any of its workers.
pub(super) fn tells_of_child_welfare(act: &str) -> bool {
    Policies::builtin().newest_tables().is_some_and(|tables| tables.partners.tells_of_child_welfare(act))
}
