//! What a worker did on a day: every comment, act, decision about an alert and mark, in the order in which it was recorded.

use chrono::NaiveTime;
use serde::Serialize;
use strum::VariantArray as _;

use super::Caseload;
use crate::domain::act::Act;
use crate::domain::alert::Disposition;
use crate::domain::amendment::AmendmentKind;
use crate::domain::code_words::code_words;
use crate::domain::name::PersonName;
use crate::domain::{CaseNumber, Change, Seq, count_with_noun};
use crate::platform::local_time;
use crate::policy::act_forms::ActForms;
use crate::present::labels::contact_type_text;
use crate::rules::message::{Message, message};
use crate::store::LoggedEntry;

code_words! {
    /// The kind of thing that was done.
    pub enum WorkKind {
        /// A contact or an attempt was filed.
        Contact = "contact" => "contact",
        /// An act was recorded.
        Act = "act" => "act",
        /// An act was undone.
        Undone = "undone" => "act undone",
        /// A comment was amended.
        Amendment = "amendment" => "amendment",
        /// A comment was copied to the system of record.
        Posting = "posting" => "comment posted",
        /// Something was decided about an alert.
        Alert = "alert" => "alert decided",
        /// A checklist item was marked.
        Checklist = "checklist" => "checklist mark",
        /// A row was annotated.
        Annotation = "annotation" => "annotation",
        /// A county extract was imported.
        Import = "import" => "extract imported",
    }
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkEntry {
    /// The entry of the log.
    pub entry: Seq,
    /// The time of day, in the office's time zone.
    #[serde(serialize_with = "serialize_minute")]
    pub at: NaiveTime,
    /// The case; `None` for what is about no case.
    pub case: Option<CaseNumber>,
    /// The name of the case or the participant.
    pub name: Option<PersonName>,
    /// The kind of thing.
    pub kind: WorkKind,
    /// What was done.
    pub says: Message,
}

/// The serializer's form, `14:02`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn serialize_minute<S: serde::Serializer>(at: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&at.format("%H:%M"))
}

/// Returns how much of each kind was done: `7 contacts, 3 acts`; a sentence if nothing was.
pub fn work_summary(entries: &[WorkEntry]) -> String {
    let count = |kind: &WorkKind| entries.iter().filter(|entry| entry.kind == *kind).count();
    let counts = WorkKind::VARIANTS.iter().map(|kind| (count(kind), kind)).filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, kind)| count_of_kind(count, *kind)).collect();
    if counts.is_empty() { "Nothing is recorded on this day.".to_owned() } else { counts.join(", ") }
}

fn count_of_kind(count: usize, kind: WorkKind) -> String {
    match (kind, count) {
        (WorkKind::Undone, 1) => "1 act undone".to_owned(),
        (WorkKind::Undone, _) => format!("{count} acts undone"),
        (WorkKind::Posting, 1) => "1 comment posted".to_owned(),
        (WorkKind::Posting, _) => format!("{count} comments posted"),
        (WorkKind::Alert, 1) => "1 alert decided".to_owned(),
        (WorkKind::Alert, _) => format!("{count} alerts decided"),
        (WorkKind::Import, 1) => "1 extract imported".to_owned(),
        (WorkKind::Import, _) => format!("{count} extracts imported"),
        (kind, count) => count_with_noun(count, kind.title()),
    }
}

impl Caseload {
    /// Returns what these entries of the log did, as far as it is work on the caseload. That somebody looked at something is
    /// left out.
    pub fn day_work(&self, entries: &[LoggedEntry]) -> Vec<WorkEntry> {
        entries.iter().filter_map(|logged| self.work_entry(logged)).collect()
    }

    fn work_entry(&self, logged: &LoggedEntry) -> Option<WorkEntry> {
        let (kind, says) = describe(&logged.change)?;
        let case = logged.entry.case.clone();
        let person = logged.person();
        let known = case.as_ref().and_then(|case| self.case(case));
        let name = known.map(|known| person.map_or_else(|| known.case_name(), |person| known.person_name(person)));
        let at = local_time(logged.entry.hlc.millis()).time();
        Some(WorkEntry { entry: logged.entry.seq, at, case, name, kind, says })
    }
}

/// Returns what a change did; `None` if it is no work on the caseload. The entries come without protected texts.
fn describe(change: &Change) -> Option<(WorkKind, Message)> {
    Some(match change {
        Change::CommentFiled(comment) => {
            let outcome = if comment.reached { "reached" } else { "attempted" };
            let by = contact_type_text(&comment.contact_type);
            let says = if comment.protected {
                // Nobody who sees the list learns that there is more to the comment.
                message!("{}, {} on {}", by, outcome, comment.on)
            } else {
                message!("{}, {} on {}: {}", by, outcome, comment.on, Message::from_text(comment.purpose.clone()))
            };
            (WorkKind::Contact, says)
        }
        // Neither the kind of an amendment nor its reason may say that a comment is protected.
        Change::CommentAmended(amendment) if amendment.protected || amendment.kind == AmendmentKind::Protected => {
            (WorkKind::Amendment, "comment amended".into())
        }
        Change::CommentAmended(amendment) => (
            WorkKind::Amendment,
            message!("{}: {}", amendment.kind.title(), Message::from_text(amendment.reason.clone())),
        ),
        Change::CommentPosted { on, .. } => (WorkKind::Posting, message!("posted on {}", on)),
        Change::MatchDecided(decision) => {
            (WorkKind::Act, message!("match with child welfare: {}", decision.answer.title()))
        }
        Change::CaseOpened(opened) => (WorkKind::Act, message!("case opened by hand: {}", opened.why.title())),
        Change::DutyNoted(note) => {
            (WorkKind::Act, message!("duty log, {}: {}", note.visitor.title(), note.outcome.title()))
        }
        Change::CountyTool(entry) => (WorkKind::Act, entry.step.title().into()),
        Change::Acted { act, .. } => (WorkKind::Act, describe_act(act)),
        Change::Undone { .. } => (WorkKind::Undone, "what was recorded before".into()),
        Change::AlertDisposed { text, disposition, .. } => {
            let text = Message::from_text(text.clone());
            let says = match disposition {
                Disposition::Done => message!("done: {}", text),
                Disposition::Snoozed { until } => message!("snoozed until {}: {}", until, text),
                Disposition::Refused { reason } => {
                    message!("refused, {}: {}", Message::from_text(reason.clone()), text)
                }
                Disposition::Skipped { reason, .. } => {
                    message!("skipped, {}: {}", Message::from_text(reason.clone()), text)
                }
            };
            (WorkKind::Alert, says)
        }
        Change::CaseAnnotated { text, .. } if text.is_empty() => (WorkKind::Annotation, "annotation removed".into()),
        Change::CaseAnnotated { text, .. } => (WorkKind::Annotation, Message::from_text(text.clone())),
        Change::ChecklistItemMarked { month, item, .. } => {
            (WorkKind::Checklist, message!("{} of {}", item.0.replace('_', " "), *month))
        }
        Change::ExtractRead(extract) => (WorkKind::Import, message!("{}: {}", extract.kind.title(), &extract.file)),
        _ => return None,
    })
}

fn describe_act(act: &Act) -> Message {
    let form = ActForms::builtin().form_for_act(act.kind.id());
    message!("{}, on {}", form.map_or_else(|| act.kind.id().to_owned(), |form| form.title.clone()), act.on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code_words::pins::assert_ids;

    #[test]
    fn the_ids_of_the_kinds_stay_as_they_are() {
        assert_ids::<WorkKind>("contact act undone amendment posting alert checklist annotation import");
    }

    #[test]
    fn what_was_done_is_counted_by_kind() {
        let entry =
            |kind| WorkEntry { entry: Seq(1), at: NaiveTime::default(), case: None, name: None, kind, says: "".into() };
        let entries = [WorkKind::Act, WorkKind::Contact, WorkKind::Act, WorkKind::Alert].map(entry);
        assert_eq!(work_summary(&entries), "1 contact, 2 acts, 1 alert decided");
        assert_eq!(work_summary(&[]), "Nothing is recorded on this day.");
    }
}
