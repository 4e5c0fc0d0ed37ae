//! What an entry of the log says in the audit: which act with which values, which file, which worker. No text of a case
//! is in it, and nothing that is confidential by itself (`assets/security/audit.toml`).

use serde_json::{Map, Value};

use super::super::withheld::{LEFT_OUT, holds_text, is_withheld};
use crate::desk::checklist::Checklists;
use crate::domain::act::Act;
use crate::domain::alert::Disposition;
use crate::domain::change::Extract;
use crate::domain::checklist::ItemMark;
use crate::domain::comment::Comment;
use crate::domain::configuration::{Configuration, ConfigurationFile};
use crate::domain::dates::{format_long_date, format_month};
use crate::domain::filing_answer::FilingAnswer;
use crate::domain::supervision::SupervisionEvent;
use crate::domain::worker::Worker;
use crate::domain::{Change, PersonNumber, count_with_noun};
use crate::policy::act_forms::{ActField, ActFieldKind, ActForms};
use crate::policy::confidential::is_shown_text;
use crate::present::labels::contact_type_text;

/// How many digits of a hash are enough to compare it by eye.
const SHORT_HASH: usize = 8;

/// Describes a change in a few words.
pub(super) fn describe_change(change: &Change) -> String {
    match change {
        Change::Accessed { access, .. } => access.message(),
        Change::WorkerEnrolled { worker, .. } => format!("worker enrolled: {}", describe_worker(worker)),
        Change::WorkerChanged { worker, .. } => format!("worker changed: {}", describe_worker(worker)),
        Change::ExtractRead(extract) => describe_extract(extract),
        // These kinds have older names in the log.
        Change::ExtractTakenBack { extract, .. } => format!("import undone: extract {extract}"),
        Change::RowsMended { rows, .. } => format!("rows corrected: {}", count_with_noun(rows.len(), "row")),
        Change::RejectedRowDismissed(dismissal) => {
            let what = if dismissal.reason.is_some() { "dismissed" } else { "waits again" };
            format!("rejected row {what}: row {} of extract {}", dismissal.row, dismissal.extract)
        }
        Change::FactsAbsent { kind, gone, back, .. } => {
            format!("facts missing from the {}: {}, {} named again", kind.title(), gone.len(), back.len())
        }
        Change::FactsImported { extract, facts, .. } => {
            format!("facts imported: {} of extract {extract}", count_with_noun(facts.len(), "fact"))
        }
        Change::RowsRejected { rows, .. } => format!("rows rejected: {}", count_with_noun(rows.len(), "row")),
        Change::RejectedRowsKept { rows, .. } => {
            format!("rejected rows kept: {}", count_with_noun(rows.len(), "row"))
        }
        Change::CommentFiled(comment) => describe_comment(comment),
        Change::CommentAmended(amendment) => {
            let answers = describe_answers(&amendment.answers);
            format!("comment amended: {}, comment {}{answers}", amendment.kind.title(), amendment.comment)
        }
        Change::CommentPosted { comment, on, .. } => {
            format!("comment posted: {}, comment {comment}", format_long_date(*on))
        }
        Change::AlertDisposed { alert, disposition, .. } => {
            format!("alert handled: {alert} {}", describe_disposition(disposition))
        }
        Change::CaseAnnotated { person, text, .. } => {
            format!("case annotated: person {person}{}", if text.is_empty() { ", removed" } else { "" })
        }
        Change::ReminderSaved(reminder) => {
            let done = reminder.disposition.as_ref().map(|done| format!(", {}", describe_disposition(done)));
            format!("own reminder: {}{}", format_long_date(reminder.on), done.unwrap_or_default())
        }
        Change::MatchDecided(decision) => {
            format!("match decided: {}, {}", describe_person(decision.person), decision.answer.title())
        }
        Change::CaseOpened(opened) => format!("case opened by hand: {}", opened.why.title()),
        Change::DutyNoted(note) => {
            let (on, visitor) = (format_long_date(note.on), note.visitor.title());
            format!("duty log: {on}, {visitor}, {}", note.outcome.title())
        }
        Change::CountyTool(entry) => format!("{}: {}", entry.step.title(), format_long_date(entry.on)),
        Change::Acted { act, .. } => describe_act(act),
        Change::Undone { entry, restores: None, .. } => format!("undone: the act of entry {entry}"),
        Change::Undone { entry, .. } => format!("undone: the change of entry {entry}"),
        Change::ChecklistItemMarked { month, item, mark, .. } => {
            let words = Checklists::builtin().item_words(item);
            format!("checklist of {}, {}: {words}", format_month(*month), describe_mark(mark))
        }
        Change::Supervised(event) => describe_supervision(event),
        Change::ConfigurationChanged(configuration) => describe_configuration(configuration),
    }
}

fn describe_worker(worker: &Worker) -> String {
    format!("{} as {}, {}", worker.number, worker.role.title(), worker.office)
}

fn describe_extract(extract: &Extract) -> String {
    let Extract { file, kind, counts, sha256, .. } = extract;
    let (read, rejected) = (count_with_noun(counts.read, "row"), counts.rejected);
    let hash = sha256.get(..SHORT_HASH).unwrap_or_default();
    format!("extract read: {file} ({}), {read}, {rejected} rejected, SHA-256 {hash}", kind.title())
}

fn describe_comment(comment: &Comment) -> String {
    let kind = contact_type_text(&comment.contact_type);
    let protected = if comment.protected { ", protected" } else { "" };
    format!(
        "comment filed: {kind} on {}, {}, comment {}{protected}{}",
        format_long_date(comment.on),
        describe_person(comment.person),
        comment.id,
        describe_answers(&comment.answers)
    )
}

/// Describes what the worker answered to doubts of the program.
fn describe_answers(answers: &[FilingAnswer]) -> String {
    answers.iter().flat_map(|answer| [", confirmed: ", answer.title()]).collect()
}

fn describe_person(person: PersonNumber) -> String {
    if person == PersonNumber::CASE { "the case as a whole".to_owned() } else { format!("person {person}") }
}

fn describe_disposition(disposition: &Disposition) -> String {
    match disposition {
        Disposition::Done => "done".to_owned(),
        Disposition::Snoozed { until } => format!("snoozed until {}", format_long_date(*until)),
        Disposition::Refused { .. } => "refused".to_owned(),
        Disposition::Skipped { on, .. } => format!("skipped {}", format_long_date(*on)),
    }
}

const fn describe_mark(mark: &ItemMark) -> &'static str {
    match mark {
        ItemMark::Ticked => "ticked",
        ItemMark::NotApplicable { .. } => "not applicable",
        ItemMark::Cleared => "mark removed",
    }
}

fn describe_act(act: &Act) -> String {
    let form = ActForms::builtin().form_for_act(act.kind.id());
    let values = act_values(act).into_iter().map(|(name, value)| {
        let field = form.and_then(|form| form.field(&name));
        let label = field.map_or_else(|| name.replace('_', " "), |field| field.label.to_lowercase());
        let shown = if value == LEFT_OUT { LEFT_OUT.to_owned() } else { value_text(field, &value) };
        format!("{label} {shown}")
    });
    let title = form.map_or_else(|| act.kind.id().replace('_', " "), |form| form.title.clone());
    let mut parts = vec![format!("on {}", format_long_date(act.on)), describe_person(act.person)];
    parts.extend(values);
    format!("{title}: {}", parts.join(", "))
}

/// Returns the value of a field as its form shows it.
fn value_text(field: Option<&ActField>, value: &Value) -> String {
    match (field, value) {
        (Some(field), value) => field.display_value(value),
        (None, Value::String(text)) => text.clone(),
        (None, other) => other.to_string(),
    }
}

/// Returns the values of the act's fields, without those that the audit does not name.
pub(super) fn act_values(act: &Act) -> Map<String, Value> {
    let Ok(Value::Object(fields)) = serde_json::to_value(&act.kind) else { return Map::new() };
    let form = ActForms::builtin().form_for_act(act.kind.id());
    let is_text = |name: &str| {
        let field = form.and_then(|form| form.field(name));
        let is_shown = is_shown_text(name);
        let holds_words = |kind| matches!(kind, ActFieldKind::Text | ActFieldKind::Member);
        !is_shown && field.is_none_or(|field| field.protected || holds_words(field.kind))
    };
    let is_protected = |name: &str| form.and_then(|form| form.field(name)).is_some_and(|field| field.protected);
    let shown = fields.into_iter().filter(|(name, value)| name != "act" && !value.is_null());
    shown
        .map(|(name, value)| {
            let hidden = is_protected(&name) || (is_text(&name) && holds_text(&value)) || is_withheld(&value);
            (name, if hidden { LEFT_OUT.into() } else { value })
        })
        .collect()
}

fn describe_supervision(event: &SupervisionEvent) -> String {
    match event {
        SupervisionEvent::ReviewsDrawn(draw) => format!(
            "reviews drawn: {} of {}, {}, seed {}",
            count_with_noun(draw.cases.len(), "case"),
            draw.ec,
            format_month(draw.month),
            draw.seed
        ),
        SupervisionEvent::CaseReviewed(review) => {
            format!("case reviewed: a case of {}, {}", review.ec, format_month(review.month))
        }
        SupervisionEvent::ConferenceHeld(conference) => format!(
            "conference held: with {} on {}, {}",
            conference.with,
            format_long_date(conference.on),
            count_with_noun(conference.cases.len(), "case")
        ),
    }
}

fn describe_configuration(configuration: &Configuration) -> String {
    let hash = configuration.sha256();
    let hash = hash.get(..SHORT_HASH).unwrap_or_default();
    if configuration.files.is_empty() {
        return "configuration changed: no file is left".to_owned();
    }
    let files: Vec<String> = configuration.files.iter().map(ConfigurationFile::title).collect();
    let changed = match configuration.statutes_changed.as_slice() {
        [] => String::new(),
        changed => format!("; statutory values changed: {}", changed.join("; ")),
    };
    format!("configuration changed: {} ({hash}){changed}", files.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(json: &str) -> Act {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn an_act_is_named_with_its_values() {
        let imposed =
            act(r#"{"person":1,"on":"2026-12-22","act":"sanction_imposed","notice":"2026-11-18","from":"2027-01-01"}"#);
        assert_eq!(
            describe_act(&imposed),
            "record sanction: on Tue 12/22/2026, person 1, first day Fri 01/01/2027, notice of Wed 11/18/2026"
        );
    }

    #[test]
    fn what_somebody_typed_and_what_is_confidential_is_left_out() {
        let returned = act(
            r#"{"person":1,"on":"2026-12-10","act":"sanction_returned","notice":"2026-11-18","reason":"her husband"}"#,
        );
        let line = describe_act(&returned);
        assert!(
            line.contains("notice of Wed 11/18/2026") && line.contains(" …") && !line.contains("husband"),
            "{line}"
        );
        for kind in ["domestic violence", "mental health", "substance abuse"] {
            let asked = format!(r#"{{"person":1,"on":"2026-12-10","act":"referral_asked","kind":"{kind}"}}"#);
            let line = describe_act(&act(&asked));
            assert!(line.starts_with("record referral request") && !line.contains(kind), "{line}");
        }
    }
}
