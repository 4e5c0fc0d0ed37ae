//! Dates, sources and categories in the few words that lists have room for.

use chrono::{Datelike as _, NaiveDate};

use super::theme::Role;
use crate::domain::comment::ShownComment;
use crate::domain::dates::{self, days_between};
use crate::domain::extract::Relation;
use crate::domain::facts::Source;
use crate::policy::Policies;
use crate::rules::finding::Category;

/// A due date beside a day: `3 d late`, `today`, `Sun 22 Nov`, and what it is for the eye.
pub fn due(due: Option<NaiveDate>, on: NaiveDate) -> (String, Role) {
    const NEAR_DAYS: i64 = 7;
    let Some(due) = due else { return (String::new(), Role::Text) };
    match days_between(on, due) {
        0 => ("today".to_owned(), Role::Bad),
        days if days < 0 => (format!("{} d late", -days), Role::Bad),
        days => (short(due, on), if days <= NEAR_DAYS { Role::Near } else { Role::Text }),
    }
}

/// A date in at most eleven columns: `Sun 22 Nov`, in another year `22 Nov 2027`.
pub fn short(date: NaiveDate, on: NaiveDate) -> String {
    if date.year() == on.year() { dates::shown(date, on) } else { date.format("%-d %b %Y").to_string() }
}

/// Where a fact comes from; empty where it is only stated.
pub fn source(source: &Source) -> String {
    match source {
        Source::Extract { file, row } => format!("{file}, row {row}"),
        Source::Entry { entry, author } => format!("entry {entry} by {author}"),
        Source::Stated => String::new(),
    }
}

/// A category of findings in at most [`KIND`] columns.
pub const fn category(category: Category) -> &'static str {
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
        Category::Supervision => "review",
    }
}

/// The columns that the longest kind takes.
pub const KIND: usize = 11;

/// What a person is to the case, in a narrow column.
pub const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Parent => "1st",
        Relation::SecondParent => "2nd",
        Relation::Child => "chd",
        Relation::Other => "oth",
    }
}

/// A type of contact as screens show it.
pub fn contact_type(id: &str, policies: &Policies, on: NaiveDate) -> String {
    policies.on(on).contact_type(id).map_or_else(|| id.to_owned(), |known| known.title.clone())
}

/// The head of a filed comment: `Thu 15 Oct, telephone, reached`.
pub fn comment_head(comment: &ShownComment, policies: &Policies, on: NaiveDate) -> String {
    let kind = contact_type(&comment.contact_type.0, policies, on).to_lowercase();
    let outcome = if comment.reached { "reached" } else { "attempted" };
    let late = if comment.late { ", late entry" } else { "" };
    format!("{}, {kind}, {outcome}{late}", short(comment.on, on))
}

/// A count with its noun: `1 draft`, `3 drafts`.
pub fn counted(count: usize, noun: &str) -> String {
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
        assert_eq!(due(Some(day("2026-11-16")), on), ("3 d late".into(), Role::Bad));
        assert_eq!(due(Some(on), on), ("today".into(), Role::Bad));
        assert_eq!(due(Some(day("2026-11-22")), on), ("Sun 22 Nov".into(), Role::Near));
        assert_eq!(due(Some(day("2027-01-05")), on), ("5 Jan 2027".into(), Role::Text));
    }
}
