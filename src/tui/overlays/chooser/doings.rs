//! What was recorded: what the worker did today, and the comments that are not posted.

use super::{Chooser, ChooserAction, ChooserItem};
use crate::domain::restoration::Restoration;
use crate::domain::{Change, PersonNumber, Seq};
use crate::platform::time_of_day;
use crate::store::{FiledComment, LoggedEntry};
use crate::tui::panes::folder::{describe_change, describe_entry};
use crate::tui::store_thread::Snapshot;
use crate::tui::wording;

impl Chooser {
    /// Lists comments that are not copied to the system of record.
    pub fn for_unposted(comments: &[FiledComment], snapshot: &Snapshot) -> Self {
        let item = |filed: &FiledComment| {
            let comment = &filed.comment;
            let name = snapshot.caseload.case(&comment.case).map(|case| case.person_name(comment.person).to_string());
            let heading = wording::comment_heading(comment, snapshot.caseload.policies(), snapshot.today);
            ChooserItem {
                title: name.unwrap_or_default().into(),
                doc: format!("{heading}: {}", comment.purpose()).into(),
                key: comment.case.to_string().into(),
                choice: ChooserAction::OpenComment(comment.case.clone(), comment.person, comment.id),
            }
        };
        Self::new("Not posted: Enter opens one, and P there marks it", comments.iter().map(item).collect())
    }

    /// Lists what the worker did today, the newest first.
    pub fn for_doings(doings: &[LoggedEntry], snapshot: &Snapshot) -> Self {
        let undone =
            |seq: Seq| doings.iter().any(|known| matches!(known.change, Change::Undone { entry, .. } if entry == seq));
        let says = |logged: &LoggedEntry| match &logged.change {
            change if undone(logged.entry.seq) => format!("(undone) {}", describe_change(change)),
            _ => describe_entry(logged, doings),
        };
        let item = |logged: &LoggedEntry| {
            let name = name_of_doing(doings, logged, snapshot).unwrap_or_default();
            ChooserItem {
                title: name.into(),
                doc: says(logged).into(),
                key: time_of_day(logged.entry.hlc.millis()).into(),
                choice: doing_choice(&logged.change),
            }
        };
        let title = format!("Recorded today: {}", doings.len());
        Self::new(&title, doings.iter().map(item).collect())
    }
}

/// Returns the name of whom something done today is about, as its row in a list has it: what was undone is about the
/// same participant as its undoing, whenever it was done, and an alert says whose it is.
fn name_of_doing(doings: &[LoggedEntry], logged: &LoggedEntry, snapshot: &Snapshot) -> Option<String> {
    let done = match &logged.change {
        Change::Undone { entry, .. } => doings.iter().find(|known| known.entry.seq == *entry).unwrap_or(logged),
        _ => logged,
    };
    let case = snapshot.caseload.case(done.change.case()?)?;
    let person = match &done.change {
        Change::AlertDisposed { alert, .. } => case.find_alert(alert).map(|alert| alert.person),
        Change::Undone { restores: Some(restored), .. } => match restored.as_ref() {
            Restoration::Disposition { alert, .. } => case.find_alert(alert).map(|alert| alert.person),
            _ => done.person(),
        },
        _ => done.person(),
    };
    Some(case.person_name(person.unwrap_or(PersonNumber::CASE)).to_string())
}

/// Returns what choosing something done today does: it shows the history of the case, what undoing an import would do, or
/// the rejected rows.
fn doing_choice(change: &Change) -> ChooserAction {
    match (change.case(), change) {
        (Some(case), _) => ChooserAction::OpenHistory(case.clone()),
        (None, Change::ExtractRead(extract)) => ChooserAction::UndoImportOf(extract.id),
        (None, Change::RejectedRowDismissed(_)) => ChooserAction::RejectedRows,
        (None, _) => ChooserAction::GoBack,
    }
}
