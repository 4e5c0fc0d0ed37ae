//! The check of what somebody wrote, before it is recorded: no Social Security number is kept anywhere, and a comment is
//! filed without blanks of a phrase and without domestic-abuse facts that everybody could read.

use ciborium::Value;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::recorder::Recorder;
use super::sight::tells_of_child_welfare;
use super::{Refusal, StoreError, codec, comments, facts, reminders};
use crate::domain::alert::Disposition;
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::audit_event::AuditEvent;
use crate::domain::checklist::ItemMark;
use crate::domain::comment::{self, Comment};
use crate::domain::filing_answer::{FilingAnswer, NamedText};
use crate::domain::filing_check::{
    FilingObstacle, find_filing_obstacle, find_kept_obstacle, find_open_obstacle, find_ssn_obstacle,
};
use crate::domain::import_issues::RowDismissal;
use crate::domain::supervision::SupervisionEvent;
use crate::domain::{Act, CaseNumber, Change, sanitize};
use crate::policy::act_forms::{ActFieldKind, ActForms};
use crate::policy::jargon;
use crate::rules;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeastReason {
    least_words: usize,
    least_letters: usize,
}

/// Refuses a change whose texts cannot be recorded as they are. Returns what the log says before it: the answers of the
/// worker without which it could not be.
pub(super) fn check_wording(
    record: &Connection,
    by: &Recorder<'_>,
    change: &Change,
) -> Result<Vec<Change>, StoreError> {
    let mut used: Vec<FilingAnswer> = Vec::new();
    while let Some(obstacle) = if by.judges_wording { find_any_obstacle(record, by, change, &used)? } else { None } {
        let answer = obstacle.answer().filter(|answer| by.answers.wording.contains(answer) && !used.contains(answer));
        used.push(answer.ok_or(Refusal::Wording(obstacle))?);
    }
    let said = |answer| Change::Accessed { case: change.case().cloned(), access: AuditEvent::Answered(answer) };
    Ok(used.into_iter().map(said).collect())
}

fn find_any_obstacle(
    record: &Connection,
    by: &Recorder<'_>,
    change: &Change,
    answers: &[FilingAnswer],
) -> Result<Option<FilingObstacle>, StoreError> {
    match (find_obstacle(record, change, answers)?, change) {
        (None, Change::Acted { case, act }) => find_unlikely(record, by, (case, act), answers),
        (found, _) => Ok(found),
    }
}

/// Returns what is unlikely in the answers of an act, unless the worker said that it is meant so.
fn find_unlikely(
    record: &Connection,
    by: &Recorder<'_>,
    (case, act): (&CaseNumber, &Act),
    answers: &[FilingAnswer],
) -> Result<Option<FilingObstacle>, StoreError> {
    if answers.contains(&FilingAnswer::MeantSo) {
        return Ok(None);
    }
    // The check of the change refuses a case that is not known.
    let Some(known) = facts::select_case(record, case)? else { return Ok(None) };
    let unlikely =
        rules::acts::unlikely_answers(&known.facts, by.policies, act, by.today).map_err(Refusal::Forbidden)?;
    Ok((!unlikely.is_empty()).then(|| FilingObstacle::Unlikely { says: unlikely.join(" ") }))
}

/// Returns the first reason for which the texts of a change are not recorded as they are. `answers` are those that were given
/// apart from the change; a comment and an amendment hold their own.
pub(super) fn find_obstacle(
    record: &Connection,
    change: &Change,
    answers: &[FilingAnswer],
) -> Result<Option<FilingObstacle>, StoreError> {
    let mut answers = answers.to_vec();
    if is_about_child_welfare(change) {
        answers.push(FilingAnswer::NotChildWelfare);
    }
    let answers = answers.as_slice();
    Ok(match change {
        Change::CommentFiled(comment) => comment_obstacle(comment),
        Change::CommentAmended(amendment) => amendment_obstacle(record, amendment)?,
        Change::Acted { case, act } => match find_ssn_in("act", act, answers)? {
            None if is_kept_apart(record, case, act)? => None,
            None => {
                let typed = typed_texts(act);
                let typed: Vec<NamedText<'_>> = typed.iter().map(|text| ("act", text.as_str())).collect();
                open_obstacle(&typed, answers)
            }
            found => found,
        },
        Change::ReminderSaved(reminder) => {
            // What was asked about when it was written is not asked about again when it is moved or done.
            let texts = reminders::newly_written_texts(record, reminder)?;
            let texts: Vec<NamedText<'_>> = texts.iter().map(|text| ("reminder", text.as_str())).collect();
            open_obstacle(&texts, answers)
        }
        Change::CountyTool(entry) => {
            let texts: Vec<NamedText<'_>> = entry.step.texts().into_iter().map(|text| ("county tool", text)).collect();
            open_obstacle(&texts, answers)
        }
        Change::CaseOpened(opened) => {
            let name = opened.name.to_string();
            let texts = [("name", name.as_str()), ("telephone", opened.phone.as_deref().unwrap_or_default())];
            find_ssn_obstacle(&texts, answers)
        }
        Change::WorkerEnrolled { worker, .. } | Change::WorkerChanged { worker, .. } => {
            let texts = [("name", worker.name.as_str()), ("office", &worker.office)];
            find_kept_obstacle(&texts, jargon::builtin_jargon())
        }
        other => {
            if let Change::Accessed { access: AuditEvent::Revealed { reason: Some(reason), .. }, .. } = other {
                check_reveal_reason(reason)?;
            }
            let texts: Vec<NamedText<'_>> = free_text(other).into_iter().collect();
            open_obstacle(&texts, answers)
        }
    })
}

/// Returns the text of a change that somebody typed and nobody can protect. A comment and an amendment have texts of their
/// own, and so has an act.
fn free_text(change: &Change) -> Option<NamedText<'_>> {
    match change {
        Change::CaseAnnotated { text, .. } => Some(("annotation", text)),
        Change::AlertDisposed { disposition: Disposition::Refused { reason }, .. }
        | Change::AlertDisposed { disposition: Disposition::Skipped { reason, .. }, .. }
        | Change::ChecklistItemMarked { mark: ItemMark::NotApplicable { why: reason }, .. }
        | Change::ExtractTakenBack { reason, .. }
        | Change::RejectedRowDismissed(RowDismissal { reason: Some(reason), .. })
        | Change::Accessed { access: AuditEvent::Revealed { reason: Some(reason), .. }, .. }
        | Change::Accessed { access: AuditEvent::ChildWelfareOpened { reason: Some(reason) }, .. } => {
            Some(("reason", reason))
        }
        Change::DutyNoted(note) => Some(("duty log", &note.what)),
        Change::Supervised(SupervisionEvent::CaseReviewed(review)) => Some(("remark", &review.remark)),
        Change::Supervised(SupervisionEvent::ConferenceHeld(conference)) => Some(("note", &conference.said)),
        // What extracts hold is cleaned when it is read; what is restored was asked about when it was written; the others
        // hold no text that somebody typed.
        Change::CommentFiled(_)
        | Change::CommentAmended(_)
        | Change::Acted { .. }
        | Change::ReminderSaved(_)
        | Change::CaseOpened(_)
        | Change::CountyTool(_)
        | Change::MatchDecided(_)
        | Change::WorkerEnrolled { .. }
        | Change::WorkerChanged { .. }
        | Change::Supervised(SupervisionEvent::ReviewsDrawn(_))
        | Change::Accessed { .. }
        | Change::AlertDisposed { .. }
        | Change::ChecklistItemMarked { .. }
        | Change::ExtractRead(_)
        | Change::RowsRejected { .. }
        | Change::RejectedRowsKept { .. }
        | Change::RowsMended { .. }
        | Change::RejectedRowDismissed(_)
        | Change::FactsAbsent { .. }
        | Change::FactsImported { .. }
        | Change::CommentPosted { .. }
        | Change::ConfigurationChanged(_)
        | Change::Undone { .. } => None,
    }
}

/// Returns the first reason for which texts that nobody can protect are not recorded. Every text that somebody types goes
/// through it, so that no door asks less than another.
fn open_obstacle(texts: &[NamedText<'_>], answers: &[FilingAnswer]) -> Option<FilingObstacle> {
    find_open_obstacle(texts, answers, jargon::builtin_jargon())
}

/// Returns whether the change is about child welfare by itself. Who may not know of that sees nothing of the change.
fn is_about_child_welfare(change: &Change) -> bool {
    match change {
        Change::Acted { act, .. } => tells_of_child_welfare(act.kind.id()),
        Change::Accessed { access: AuditEvent::ChildWelfareOpened { .. }, .. } => true,
        _ => false,
    }
}

/// Returns whether what the act says of a goal is kept apart, so that it may tell of domestic abuse.
fn is_kept_apart(record: &Connection, case: &CaseNumber, act: &Act) -> Result<bool, StoreError> {
    Ok(facts::select_case(record, case)?.is_some_and(|known| act.is_kept_apart(&known.facts)))
}

/// Returns the texts of an act that somebody typed: those of the fields for a text. The others are chosen from lists.
fn typed_texts(act: &Act) -> Vec<String> {
    let form = ActForms::builtin().form_for_act(act.kind.id());
    let is_typed = |name: &str| {
        let field = form.and_then(|form| form.field(name));
        field.is_some_and(|field| field.kind == ActFieldKind::Text)
    };
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(&act.kind) else { return Vec::new() };
    let typed = fields.into_iter().filter(|(name, _)| is_typed(name));
    typed.filter_map(|(_, value)| value.as_str().map(str::to_owned)).collect()
}

/// Refuses a text that is kept outside of comments, such as the name of an office, a word of one's own or the name of a view,
/// if it has a Social Security number or words of domestic abuse. Nothing of the kind belongs there, so that no answer lets
/// it pass.
pub(super) fn ensure_plain(texts: &[NamedText<'_>]) -> Result<(), Refusal> {
    find_kept_obstacle(texts, jargon::builtin_jargon()).map_or(Ok(()), |obstacle| Err(Refusal::Wording(obstacle)))
}

/// Refuses a text beside the record that has a Social Security number.
pub(super) fn ensure_no_ssn(texts: &[NamedText<'_>]) -> Result<(), Refusal> {
    find_ssn_obstacle(texts, &[]).map_or(Ok(()), |obstacle| Err(Refusal::Wording(obstacle)))
}

fn comment_obstacle(comment: &Comment) -> Option<FilingObstacle> {
    let texts = comment::named_texts(&comment.purpose, &comment.results, &comment.forms, &comment.documents);
    find_filing_obstacle(&texts, comment.protected, &comment.answers, jargon::builtin_jargon())
}

fn amendment_obstacle(record: &Connection, amendment: &Amendment) -> Result<Option<FilingObstacle>, StoreError> {
    let is_protected = amendment.kind == AmendmentKind::Protected || comments::is_protected(record, amendment.comment)?;
    let mut texts = vec![("reason", amendment.reason.as_str()), ("text", &amendment.text)];
    if let Some(elements) = &amendment.corrected {
        let (purpose, results) = (&elements.purpose, &elements.results);
        texts.extend(comment::named_texts(purpose, results, &elements.forms, &elements.documents));
    }
    Ok(find_filing_obstacle(&texts, is_protected, &amendment.answers, jargon::builtin_jargon()))
}

/// Looks for a Social Security number in every text of a value.
fn find_ssn_in<T: Serialize>(
    part: &'static str,
    value: &T,
    answers: &[FilingAnswer],
) -> Result<Option<FilingObstacle>, StoreError> {
    // Ids are bytes in this form, so that no part of one is taken for a number.
    let value: Value = codec::decode(&codec::encode(value)?)?;
    let mut texts = Vec::new();
    collect_texts(&value, &mut texts);
    let texts: Vec<NamedText<'_>> = texts.into_iter().map(|text| (part, text)).collect();
    Ok(find_ssn_obstacle(&texts, answers))
}

fn collect_texts<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::Text(text) => texts.push(text),
        Value::Array(values) => values.iter().for_each(|value| collect_texts(value, texts)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| collect_texts(value, texts)),
        Value::Tag(_, value) => collect_texts(value, texts),
        _ => {}
    }
}

/// Refuses a reason for revealing a protected comment that has fewer words than `assets/security/reveal.toml` asks for.
///
/// # Errors
/// [`Refusal::NoReason`] or [`Refusal::BareReason`].
pub fn check_reveal_reason(reason: &str) -> Result<(), StoreError> {
    if sanitize::is_blank(reason) {
        return Err(Refusal::NoReason.into());
    }
    let least: LeastReason = toml::from_str(include_str!("../../assets/security/reveal.toml"))
        .map_err(|_error| StoreError::Internal("what a reason must be cannot be read"))?;
    let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() >= least.least_letters;
    let has_enough = reason.split_whitespace().filter(is_word).count() >= least.least_words;
    if has_enough { Ok(()) } else { Err(Refusal::BareReason(least.least_words).into()) }
}
