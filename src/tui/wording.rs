//! Dates, sources and categories in the few words that lists have room for.

use chrono::{Datelike as _, NaiveDate};

use super::theme::StyleRole;
use crate::desk::PutOffCounts;
use crate::domain::codes::Relation;
use crate::domain::comment::CommentView;
use crate::domain::dates::{self, days_between};
use crate::domain::facts::Source;
use crate::policy::Policies;
use crate::rules::finding::{Category, Proposal};

/// A due date beside a day: `3 d late`, `today`, `Sun 22 Nov`, and what it is for the eye.
pub fn due_label(due: Option<NaiveDate>, on: NaiveDate) -> (String, StyleRole) {
    const NEAR_DAYS: i64 = 7;
    let Some(due) = due else { return (String::new(), StyleRole::Text) };
    match days_between(on, due) {
        0 => ("today".to_owned(), StyleRole::Bad),
        days if days < 0 => (format!("{} d late", -days), StyleRole::Bad),
        days => (short_date(due, on), if days <= NEAR_DAYS { StyleRole::Near } else { StyleRole::Text }),
    }
}

/// A date in at most eleven columns: `Sun 22 Nov`, in another year `22 Nov 2027`.
pub fn short_date(date: NaiveDate, on: NaiveDate) -> String {
    if date.year() == on.year() { dates::format_date(date, on) } else { date.format("%-d %b %Y").to_string() }
}

/// Where a fact comes from; empty where it is only stated.
pub fn source_text(source: &Source) -> String {
    source.to_string()
}

/// A category of findings in at most [`KIND`] columns.
pub const fn category_label(category: Category) -> &'static str {
    match category {
        Category::Discontinued => "closing",
        Category::NoCurrentActivity => "no activity",
        Category::GoodCause20Day => "20-day",
        Category::NoActivityUpdate => "no update",
        Category::OverdueNoncompliance => "overdue NC",
        Category::Contact => "contact",
        Category::Attendance => "attendance",
        Category::Activity => "activity",
        Category::Plan => "plan",
        Category::Exemption => "exemption",
        Category::Sanction => "sanction",
        Category::TimeOnAid => "time on aid",
        Category::SupportiveServices => "services",
        Category::Referral => "referral",
        Category::Notice => "notice",
        Category::Document => "documents",
        Category::Difference => "county",
        Category::Supervision => "review",
    }
}

/// The columns that the longest kind takes.
pub const KIND: usize = 11;

/// What a person is to the case, in a narrow column.
pub const fn relation_label(relation: Relation) -> &'static str {
    match relation {
        Relation::Parent => "1st",
        Relation::SecondParent => "2nd",
        Relation::Child => "chd",
        Relation::Other => "oth",
    }
}

/// A type of contact as screens show it.
pub fn contact_type_title(id: &str, policies: &Policies, on: NaiveDate) -> String {
    policies.in_force_on(on).contact_type(id).map_or_else(|| id.to_owned(), |known| known.title.clone())
}

/// The head of a filed comment: `Thu 15 Oct, telephone, reached`.
pub fn comment_heading(comment: &CommentView, policies: &Policies, on: NaiveDate) -> String {
    let kind = contact_type_title(&comment.contact_type.0, policies, on).to_lowercase();
    let outcome = if comment.reached { "reached" } else { "attempted" };
    let late = if comment.late { ", late entry" } else { "" };
    format!("{}, {kind}, {outcome}{late}", short_date(comment.on, on))
}

/// A frame's note with what is put off beside it: `31 left, 2 skipped, 1 snoozed`.
pub fn note_with_set_aside(note: String, aside: PutOffCounts) -> String {
    let put_off = [(aside.skipped, "skipped"), (aside.snoozed, "snoozed")];
    let put_off = put_off.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    let parts = std::iter::once(note).filter(|note| !note.is_empty()).chain(put_off);
    parts.collect::<Vec<_>>().join(", ")
}

/// What may be done about a finding, in words of the work.
pub const fn proposal_text(act: Proposal) -> &'static str {
    match act {
        Proposal::Contact => "contact the participant and dictate the contact",
        Proposal::RecordDetermination => "record the determination of cause",
        Proposal::Reschedule => "reschedule the appointment, once",
        Proposal::RecordPlanResult => "record the result of the compliance plan",
        Proposal::RequestSanction => "ask for a sanction",
        Proposal::Cure => "start or end a cure",
        Proposal::ScheduleActivity => "schedule an activity",
        Proposal::SetActivityStatus => "give the activity a status, or end it",
        Proposal::PostAttendance => "post attendance",
        Proposal::AmendPlan => "write or amend the plan",
        Proposal::ReviewExemption => "review or end the exemption",
        Proposal::ReviewTimeOnAid => "review time on aid",
        Proposal::Close => "close the case, step by step",
        Proposal::SupportiveService => "authorize, issue, deny or discontinue a supportive service",
        Proposal::Refer => "make or follow up a referral",
        Proposal::SendNotice => "send or delete a notice of action",
        Proposal::ImageDocument => "image the document",
        Proposal::Review => "review the case",
    }
}

/// A count with its noun: `1 draft`, `3 drafts`.
pub fn count_with_noun(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_due_date_is_said_in_the_words_that_matter() {
        let on = day("2026-11-19");
        assert_eq!(due_label(Some(day("2026-11-16")), on), ("3 d late".into(), StyleRole::Bad));
        assert_eq!(due_label(Some(on), on), ("today".into(), StyleRole::Bad));
        assert_eq!(due_label(Some(day("2026-11-22")), on), ("Sun 22 Nov".into(), StyleRole::Near));
        assert_eq!(due_label(Some(day("2027-01-05")), on), ("5 Jan 2027".into(), StyleRole::Text));
    }
}
