//! Describes log entries, each in a sentence.

use crate::desk::checklist::Checklists;
use crate::domain::Change;
use crate::domain::alert::Disposition;
use crate::domain::checklist::ItemMark;
use crate::domain::dates;
use crate::domain::reminder::Reminder;
use crate::domain::restoration::Restoration;
use crate::platform::local_time;
use crate::policy::act_forms::ActForms;
use crate::present::dates::moment_text;
use crate::store::LoggedEntry;
use crate::tui::wording::count_with_noun;

/// Describes a change in one sentence.
pub fn describe_change(change: &Change) -> String {
    match change {
        Change::WorkerEnrolled { worker, .. } => format!("{} was enrolled in this home", worker.name),
        Change::WorkerChanged { worker, .. } => format!("{} is {} from now on", worker.name, worker.role.title()),
        Change::ExtractRead(extract) => format!("{} read: {}", extract.kind.title(), extract.file),
        Change::ExtractTakenBack { reason, .. } => format!("the import of an extract was undone: {reason}"),
        Change::RowsRejected { rows, .. } => format!("{} could not be used", count_with_noun(rows.len(), "row")),
        Change::RejectedRowsKept { rows, .. } => format!("{} kept for correction", count_with_noun(rows.len(), "row")),
        Change::RowsMended { rows, .. } => format!("{} corrected", count_with_noun(rows.len(), "row")),
        Change::RejectedRowDismissed(dismissal) => match &dismissal.reason {
            Some(reason) => format!("rejected row {} dismissed: {reason}", dismissal.row),
            None => format!("rejected row {} waits again", dismissal.row),
        },
        Change::FactsAbsent { gone, back, .. } => {
            format!(
                "{} missing from the extract, {} in it again",
                count_with_noun(gone.len(), "fact"),
                count_with_noun(back.len(), "fact")
            )
        }
        Change::FactsImported { facts, .. } => {
            let kinds: Vec<_> = facts.iter().map(|imported| imported.fact.kind().title()).collect();
            let first = kinds.first().copied().unwrap_or("facts");
            format!("{} read from the county's {first}", count_with_noun(facts.len(), "row"))
        }
        Change::CommentFiled(comment) => format!("comment filed: {}", comment.purpose),
        Change::CommentAmended(amendment) => {
            format!("comment amended, {}: {}", amendment.kind.title(), amendment.reason)
        }
        Change::CommentPosted { on, .. } => format!("comment posted on {}", dates::format_long_date(*on)),
        Change::AlertDisposed { text, disposition, .. } => format!("{text}: {}", describe_disposition(disposition)),
        Change::CaseAnnotated { text, .. } if text.is_empty() => "annotation removed".to_owned(),
        Change::CaseAnnotated { text, .. } => format!("annotated: {text}"),
        Change::ReminderSaved(reminder) => describe_reminder(reminder),
        Change::MatchDecided(decision) => format!("match with child welfare: {}", decision.answer.title()),
        Change::CaseOpened(opened) => format!("case opened by hand: {}", opened.why.title()),
        Change::Acted { act, .. } => ActForms::builtin().act_line(act),
        Change::Undone { restores: None, .. } => "undone: an act".to_owned(),
        Change::Undone { restores: Some(restored), .. } => format!("undone: {}", restored_what(restored)),
        Change::ChecklistItemMarked { month, item, mark, .. } => {
            let words = Checklists::builtin().item_words(item);
            format!("checklist of {}, {}: {words}", dates::format_month(*month), describe_mark(mark))
        }
        // These changes are about no case, so no timeline shows them.
        Change::DutyNoted(_) => "duty log".to_owned(),
        Change::CountyTool(entry) => entry.step.title().to_owned(),
        Change::Supervised(_) => "supervision".to_owned(),
        Change::ConfigurationChanged(_) => "configuration".to_owned(),
        Change::Accessed { access, .. } => access.message(),
    }
}

/// Describes an entry among others: of an undoing, what it undid, where that is one of them.
pub fn describe_entry(logged: &LoggedEntry, all: &[LoggedEntry]) -> String {
    let undone = match &logged.change {
        Change::Undone { entry, .. } => {
            all.iter().find(|known| known.entry.seq == *entry && known.entry.station == logged.entry.station)
        }
        _ => None,
    };
    undone
        .map_or_else(|| describe_change(&logged.change), |known| format!("undone: {}", describe_change(&known.change)))
}

/// Returns what kind of change was undone when this stands again.
const fn restored_what(restored: &Restoration) -> &'static str {
    match restored {
        Restoration::Disposition { .. } => "what was done with an alert",
        Restoration::Annotation { .. } => "an annotation",
        Restoration::Reminder { .. } => "a personal reminder",
        Restoration::Mark { .. } => "a mark on the checklist",
        Restoration::Posting { .. } => "a comment marked as posted",
    }
}

/// Returns what became of a reminder, without its text: a participant may read the history of the case.
fn describe_reminder(reminder: &Reminder) -> String {
    let done = reminder.disposition.as_ref().map(|done| match done {
        Disposition::Done => ", marked done".to_owned(),
        Disposition::Snoozed { until } => format!(", snoozed until {}", dates::format_long_date(*until)),
        Disposition::Refused { .. } => ", dropped".to_owned(),
        Disposition::Skipped { .. } => ", skipped".to_owned(),
    });
    format!("personal reminder for {}{}", dates::format_long_date(reminder.on), done.unwrap_or_default())
}

fn describe_disposition(disposition: &Disposition) -> String {
    match disposition {
        Disposition::Done => "marked done".to_owned(),
        Disposition::Snoozed { until } => format!("snoozed until {}", dates::format_long_date(*until)),
        Disposition::Refused { reason } => format!("refused: {reason}"),
        Disposition::Skipped { reason, .. } => format!("skipped: {reason}"),
    }
}

fn describe_mark(mark: &ItemMark) -> String {
    match mark {
        ItemMark::Ticked => "ticked".to_owned(),
        ItemMark::NotApplicable { why } => format!("not applicable, {why}"),
        ItemMark::Cleared => "mark removed".to_owned(),
    }
}

/// Formats a moment of the record in the office's time zone: `Thu 11/19/2026 14:02`.
pub fn format_moment(ms: u64) -> String {
    moment_text(local_time(ms).naive_local())
}
