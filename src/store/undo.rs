//! Undoes what a worker did on a case, the newest first: acts, what was done with alerts, annotations and marks on the
//! checklist. The log keeps what was done and its undoing.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::recorder::Recorder;
use super::{LoggedEntry, Refusal, Store, StoreError, codec, log, whose};
use crate::domain::checklist::ItemMark;
use crate::domain::import_issues::RowDismissal;
use crate::domain::restoration::Restoration;
use crate::domain::{CaseNumber, Change, Entry, PersonNumber, Seq};

/// The kinds of entries that are somebody's doing, and not what a file brought along.
const DOINGS: [&str; 13] = [
    "acted",
    "undone",
    "alert_disposed",
    "case_annotated",
    "reminder_saved",
    "checklist_item_marked",
    "comment_filed",
    "comment_amended",
    "comment_posted",
    "extract_read",
    "extract_taken_back",
    "rejected_row_dismissed",
    "supervised",
];

/// The kinds of entries that are undone on their case, as a list of SQL.
const ON_CASE: &str = "('acted', 'alert_disposed', 'case_annotated', 'reminder_saved', 'checklist_item_marked', \
                       'comment_posted')";

/// A recorded action that has not been undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doing {
    /// The entry of the log, without its body.
    pub entry: Entry,
    /// The case.
    pub case: CaseNumber,
    /// The change.
    pub change: Change,
    /// The participant whom the change is about through a comment or through what it undoes, if there is one.
    pub indirect_person: Option<PersonNumber>,
}

impl Doing {
    fn new(record: &Connection, entry: Entry, change: Change) -> Result<Self, StoreError> {
        let indirect_person = whose::indirect_person(record, &entry, &change)?;
        let case = change.case().cloned().unwrap_or_default();
        Ok(Self { entry: Entry { body: Vec::new(), ..entry }, case, change, indirect_person })
    }

    /// Returns the participant that it was done for; `None` if it is about the case or only names an alert.
    pub fn person(&self) -> Option<PersonNumber> {
        whose::person_of(&self.change, self.indirect_person)
    }
}

impl Store {
    /// Returns the newest thing done on a case that stands and that this worker may see and undo; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the log cannot be read.
    pub fn newest_doing(&self, case: &CaseNumber) -> Result<Option<Doing>, StoreError> {
        let standing = standing_doings(&self.connection, case)?;
        for doing in standing.into_iter().rev().filter(|doing| self.may_undo(doing)) {
            if self.sees_doing(&doing)? {
                return Ok(Some(doing));
            }
        }
        Ok(None)
    }

    /// Returns the newest thing that this worker did after entry `after`, on any case, that stands; `None` if there is
    /// none.
    ///
    /// # Errors
    /// Fails if the log cannot be read.
    pub fn newest_doing_after(&self, after: Seq) -> Result<Option<Doing>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT case_no, max(seq) AS newest FROM entry WHERE station = ?1 AND seq > ?2 AND case_no IS NOT NULL
             AND kind IN {ON_CASE} GROUP BY case_no ORDER BY newest DESC"
        ))?;
        let rows = statement.query_map(params![self.station.0, log::seq_to_sql(after)], |row| {
            log::parse_id::<CaseNumber>(row.get::<_, String>(0)?, 0)
        })?;
        let mut newest: Option<Doing> = None;
        for case in rows {
            let doing = self.newest_doing(&case?)?.filter(|doing| doing.entry.seq > after);
            let is_newer = |doing: &Doing| newest.as_ref().is_none_or(|known| known.entry.seq < doing.entry.seq);
            newest = doing.filter(is_newer).or(newest);
        }
        Ok(newest)
    }

    /// Records changes, all or none, and returns each as something done.
    ///
    /// # Errors
    /// As for [`Store::record_all`].
    pub fn record_doings(&mut self, changes: Vec<Change>) -> Result<Vec<Doing>, StoreError> {
        let entries = self.record_all(changes.clone())?;
        let recorded = entries.into_iter().zip(changes);
        recorded.map(|(entry, change)| Doing::new(&self.connection, entry, change)).collect()
    }

    /// Undoes recorded actions, all or none, and restores the value before each. Among several, those that were already
    /// undone are skipped. Returns what was undone.
    ///
    /// # Errors
    /// Fails with a [`Refusal`] if the only one does not stand anymore, or if this worker may not undo one of them.
    pub fn undo_doings(&mut self, mut doings: Vec<Doing>) -> Result<Vec<Doing>, StoreError> {
        let is_one = doings.len() == 1;
        let mut changes = Vec::new();
        let mut undone = Vec::new();
        // The newest first, so that each finds what stood before it.
        while let Some(doing) = doings.pop() {
            let standing = standing_doings(&self.connection, &doing.case)?;
            if !is_one && !standing.iter().any(|known| known.entry.seq == doing.entry.seq) {
                continue;
            }
            let restores = restoration_of(&doing, &standing).map(Box::new);
            changes.push(Change::Undone { case: doing.case.clone(), entry: doing.entry.seq, restores });
            undone.push(doing);
        }
        self.record_all(changes)?;
        undone.reverse();
        Ok(undone)
    }

    /// Returns whether the worker may undo something: an act by its own rule, anything else if they did it.
    fn may_undo(&self, doing: &Doing) -> bool {
        matches!(doing.change, Change::Acted { .. }) || doing.entry.author == self.worker.number
    }

    /// Returns the newest thing that this worker did after entry `after` and that is about no case: an import, or a rejected
    /// row that was dismissed or waits again. Those in `settled` are left out.
    ///
    /// # Errors
    /// Fails if the log cannot be read.
    pub fn newest_caseless_doing(&self, after: Seq, settled: &BTreeSet<Seq>) -> Result<Option<Doing>, StoreError> {
        let query = format!(
            "SELECT {} FROM entry WHERE station = ?1 AND seq > ?2 AND author = ?3
             AND kind IN ('extract_read', 'rejected_row_dismissed') ORDER BY seq DESC",
            log::COLUMNS
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let author = self.worker.number.as_str();
        let entries = statement.query_map(params![self.station.0, log::seq_to_sql(after), author], log::read_entry)?;
        for entry in entries {
            let entry = entry?;
            if !settled.contains(&entry.seq) {
                let change = codec::decode(&entry.body)?;
                let entry = Entry { body: Vec::new(), ..entry };
                return Ok(Some(Doing { entry, case: CaseNumber::default(), change, indirect_person: None }));
            }
        }
        Ok(None)
    }

    /// Returns the reason for which a row with these cells had been dismissed before an entry; `None` if it had not been.
    ///
    /// # Errors
    /// Fails if the log cannot be read.
    pub fn former_dismissal(&self, before: &Entry, row: &RowDismissal) -> Result<Option<String>, StoreError> {
        let query = format!(
            "SELECT {} FROM entry WHERE kind = 'rejected_row_dismissed' ORDER BY hlc, station, seq",
            log::COLUMNS
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut former = None;
        for entry in statement.query_map([], log::read_entry)? {
            let entry = entry?;
            if (entry.station, entry.seq) == (before.station, before.seq) {
                break;
            }
            if let Change::RejectedRowDismissed(known) = codec::decode(&entry.body)?
                && (known.kind, &known.cells) == (row.kind, &row.cells)
            {
                former = known.reason;
            }
        }
        Ok(former)
    }

    /// Returns what this worker recorded today, the newest first. Protected texts are hidden.
    ///
    /// # Errors
    /// Fails if the log cannot be read.
    pub fn doings_of_today(&self) -> Result<Vec<LoggedEntry>, StoreError> {
        let mut doings = self.entries_of_day(self.clock.today())?;
        doings.retain(|logged| DOINGS.contains(&logged.entry.kind.as_str()));
        doings.reverse();
        Ok(doings)
    }

    /// Returns the number of the newest entry of this station.
    ///
    /// # Errors
    /// Fails if the log cannot be read.
    pub fn newest_entry(&self) -> Result<Seq, StoreError> {
        Ok(Seq(log::read_head(&self.connection, self.station)?.entry_count()))
    }
}

/// Returns what was done on a case and stands, in the order of the log.
fn standing_doings(record: &Connection, case: &CaseNumber) -> Result<Vec<Doing>, StoreError> {
    let query = format!(
        "SELECT {} FROM entry WHERE case_no = ?1 AND (kind = 'undone' OR kind IN {ON_CASE}) ORDER BY seq",
        log::COLUMNS
    );
    let mut statement = record.prepare_cached(&query)?;
    let entries = statement.query_map([case.as_str()], log::read_entry)?;
    let mut standing: Vec<Doing> = Vec::new();
    for entry in entries {
        let entry = entry?;
        match codec::decode(&entry.body)? {
            Change::Undone { entry: undone, .. } => standing.retain(|doing| doing.entry.seq != undone),
            change => {
                standing.push(Doing::new(record, entry, change)?);
            }
        }
    }
    Ok(standing)
}

/// Returns what stands again once `doing` is undone, given everything that stands; `None` for an act.
fn restoration_of(doing: &Doing, standing: &[Doing]) -> Option<Restoration> {
    let before = || standing.iter().rev().filter(|known| known.entry.seq < doing.entry.seq).map(|known| &known.change);
    match &doing.change {
        Change::AlertDisposed { alert, .. } => {
            let disposition = before().find_map(|change| match change {
                Change::AlertDisposed { alert: other, disposition, .. } if other == alert => Some(disposition.clone()),
                _ => None,
            });
            Some(Restoration::Disposition { alert: alert.clone(), disposition })
        }
        Change::CaseAnnotated { person, .. } => {
            let text = before().find_map(|change| match change {
                Change::CaseAnnotated { person: other, text, .. } if other == person => Some(text.clone()),
                _ => None,
            });
            Some(Restoration::Annotation { person: *person, text: text.unwrap_or_default() })
        }
        Change::ReminderSaved(saved) => {
            let former = before().find_map(|change| match change {
                Change::ReminderSaved(other) if other.id == saved.id => Some(Box::new(other.clone())),
                _ => None,
            });
            Some(Restoration::Reminder { id: saved.id, former })
        }
        Change::ChecklistItemMarked { month, item, .. } => {
            let mark = before().find_map(|change| match change {
                Change::ChecklistItemMarked { month: of, item: other, mark, .. } if (of, other) == (month, item) => {
                    Some(mark.clone())
                }
                _ => None,
            });
            Some(Restoration::Mark { month: *month, item: item.clone(), mark: mark.unwrap_or(ItemMark::Cleared) })
        }
        Change::CommentPosted { comment, .. } => Some(Restoration::Posting { comment: *comment }),
        _ => None,
    }
}

/// Refuses to undo a change that does not stand, that somebody else made, or that something newer replaced; what stands
/// again must be what stood before it.
pub(super) fn ensure_can_restore(
    record: &Connection,
    by: &Recorder<'_>,
    case: &CaseNumber,
    entry: Seq,
    restored: &Restoration,
) -> Result<(), StoreError> {
    let standing = standing_doings(record, case)?;
    let Some(doing) = standing.iter().find(|doing| doing.entry.seq == entry) else {
        return Err(Refusal::NothingToUndo(case.clone()).into());
    };
    let is_same_target = |later: &&Doing| match (restoration_of(later, &standing), restored) {
        (Some(Restoration::Disposition { alert: a, .. }), Restoration::Disposition { alert: b, .. }) => a == *b,
        (Some(Restoration::Annotation { person: a, .. }), Restoration::Annotation { person: b, .. }) => a == *b,
        (Some(Restoration::Reminder { id: a, .. }), Restoration::Reminder { id: b, .. })
        | (Some(Restoration::Posting { comment: a }), Restoration::Posting { comment: b }) => a == *b,
        (Some(Restoration::Mark { month: a, item: i, .. }), Restoration::Mark { month: b, item: j, .. }) => {
            (a, &i) == (*b, j)
        }
        _ => false,
    };
    let is_replaced = standing.iter().filter(|later| later.entry.seq > entry).any(|later| is_same_target(&later));
    let stands = doing.entry.author == by.worker.number && restoration_of(doing, &standing).as_ref() == Some(restored);
    if stands && !is_replaced { Ok(()) } else { Err(Refusal::NotTheNewest(case.clone()).into()) }
}
