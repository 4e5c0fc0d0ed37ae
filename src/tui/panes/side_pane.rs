//! The side pane: the clocks of the selected case, why its row is in the list, and the last contacts. While a list has the
//! keys, the pane shows a card of the case, which the next row changes in few places.

mod case_card;

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use super::{Subject, explanation};
use crate::desk::Alert;
use crate::desk::EvaluatedCase;
use crate::domain::PersonNumber;
use crate::domain::amendment::AmendmentKind;
use crate::domain::codes::Relation;
use crate::domain::facts::Person;
use crate::rules::clock::Clock;
use crate::rules::finding::Finding;
use crate::store::FiledComment;
use crate::tui::store_thread::Snapshot;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::clock_strip;
use crate::tui::widgets::timeline::Timeline;
use crate::tui::wording;

/// The content of the side pane.
pub struct SidePane<'a> {
    /// The newest snapshot of the caseload.
    pub snapshot: &'a Snapshot,
    /// The selected row's case and participant.
    pub subject: &'a Subject,
    /// The finding behind the selected row, if there is one.
    pub finding: Option<&'a Finding>,
    /// The alert of the selected row, if there is one.
    pub alert: Option<&'a Alert>,
    /// Whether the last contacts are shown.
    pub shows_contacts: bool,
    /// The theme.
    pub theme: &'a Theme,
    /// The width in columns.
    pub columns: usize,
    /// Whether the pane shows no more than a card of the case.
    pub is_card: bool,
}

/// Returns the title of a frame about a case: its number, and the name of the participant or the case.
pub fn case_title(snapshot: &Snapshot, subject: &Subject) -> String {
    if subject.case.stands_for_none() {
        return "Your reminder, not on a case".to_owned();
    }
    format!("{}  {}", subject.case, person_title(snapshot, subject))
}

/// Returns the name of the participant or the case, for a frame beside the row with its number.
pub fn person_title(snapshot: &Snapshot, subject: &Subject) -> String {
    if subject.case.stands_for_none() {
        return case_title(snapshot, subject);
    }
    let name = snapshot.caseload.case(&subject.case).map(|case| case.person_name(subject.person).to_string());
    name.unwrap_or_default()
}

impl SidePane<'_> {
    /// Returns the lines, top to bottom.
    pub fn pane_lines(&self) -> Vec<Line<'static>> {
        let Some(case) = self.snapshot.caseload.case(&self.subject.case) else { return Vec::new() };
        if self.is_card {
            return self.card_lines(case);
        }
        let mut lines = self.head_lines(case);
        let clocks = self.clock_lines(case);
        if !clocks.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(clocks);
        lines.extend(self.time_lines());
        lines.extend(self.reason_lines(case));
        lines.extend(self.annotation_lines(case));
        if self.shows_contacts {
            lines.extend(self.last_contact_lines());
        }
        lines
    }

    fn head_lines(&self, case: &EvaluatedCase) -> Vec<Line<'static>> {
        let person = find_person(case, self.subject.person);
        let status = person.and_then(|person| self.status_text(person));
        let language = person.and_then(|person| person.language.clone());
        let phone = person.and_then(|person| person.phone.clone());
        let parts = [status, Some(household_summary(case)), language, phone];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        text::flow_parts(parts, "   ", self.columns)
            .iter()
            .flat_map(|line| self.wrap_lines(line, StyleRole::Text))
            .collect()
    }

    /// Returns the registration status of a person, and since when it has been that.
    fn status_text(&self, person: &Person) -> Option<String> {
        let on = self.snapshot.caseload.as_of();
        let since = person.registration.iter().rfind(|since| since.since <= on)?;
        Some(format!("{} since {}", since.status.title(), wording::short_date(since.since, on)))
    }

    /// Returns the clocks of the participant and of the case as a whole: what has run out first, then what runs out next.
    fn clocks<'c>(&self, case: &'c EvaluatedCase) -> Vec<&'c Clock> {
        let on = self.snapshot.caseload.as_of();
        let person = self.subject.person;
        let concerns = |clock: &&Clock| person == PersonNumber::CASE || clock.person == person || clock.person.0 == 0;
        let mut clocks: Vec<_> = case.evaluation.clocks.iter().filter(concerns).collect();
        clocks.sort_by_key(|clock| (!clock.has_ended(on), clock.due.unwrap_or(NaiveDate::MAX)));
        clocks
    }

    /// Returns the clocks of the participant and of the case as a whole, in a line or more each.
    pub fn clock_lines(&self, case: &EvaluatedCase) -> Vec<Line<'static>> {
        let on = self.snapshot.caseload.as_of();
        self.clocks(case)
            .into_iter()
            .flat_map(|clock| clock_strip::clock_lines(clock, on, self.columns, self.theme))
            .collect()
    }

    /// Returns the time of the case as a picture, where there is room for one.
    fn time_lines(&self) -> Vec<Line<'static>> {
        let glance = self.snapshot.caseload.case_glance(&self.subject.case).filter(|_| self.columns >= PICTURE);
        let lines = glance.map(|glance| Timeline::new(&glance, self.columns, self.theme).lines()).unwrap_or_default();
        if lines.is_empty() { lines } else { std::iter::once(Line::default()).chain(lines).collect() }
    }

    fn reason_lines(&self, case: &EvaluatedCase) -> Vec<Line<'static>> {
        let page = explanation::ExplanationPage {
            on: self.snapshot.caseload.as_of(),
            columns: self.columns,
            theme: self.theme,
        };
        if let Some(finding) = self.finding {
            return self.with_heading("Why", page.brief_finding_lines(finding));
        }
        if let Some(alert) = self.alert {
            return self.with_heading("Alert", page.alert_lines(alert, &case.record));
        }
        let person = self.subject.person;
        let concerns = |finding: &&Finding| person.0 == 0 || finding.person == person || finding.person.0 == 0;
        let found = case.evaluation.findings.iter().filter(concerns);
        let lines: Vec<_> = found.flat_map(|finding| page.short_finding_lines(finding)).collect();
        if lines.is_empty() { Vec::new() } else { self.with_heading("To do", lines) }
    }

    fn annotation_lines(&self, case: &EvaluatedCase) -> Vec<Line<'static>> {
        let annotation = case.record.annotations.get(&self.subject.person).filter(|text| !text.is_empty());
        annotation
            .map(|text| self.with_heading("Annotation", self.wrap_lines(text, StyleRole::Text)))
            .unwrap_or_default()
    }

    fn last_contact_lines(&self) -> Vec<Line<'static>> {
        let contacts = recent_contact_lines(self.snapshot, self.subject, self.columns, LINES_OF_A_CONTACT, self.theme);
        self.with_heading("Last contacts", contacts)
    }

    fn with_heading(&self, heading: &'static str, lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
        let heading = Line::from(Span::styled(heading, self.theme.style(StyleRole::Heading)));
        [Line::default(), heading].into_iter().chain(lines).collect()
    }

    fn wrap_lines(&self, content: &str, role: StyleRole) -> Vec<Line<'static>> {
        let style = self.theme.style(role);
        text::wrap_text(content, self.columns).into_iter().map(|line| Line::styled(line, style)).collect()
    }
}

/// The lines of a contact: its heading and the beginning of its results.
pub const LINES_OF_A_CONTACT: usize = 3;

/// The columns from which on the pane has a picture of the case's time: two years, two columns a month.
pub const PICTURE: usize = 64;

/// Returns that no comment is filed on a case, and the newest contact that the county reports without one.
fn without_comment_text(snapshot: &Snapshot, subject: &Subject) -> String {
    let (case, on) = (snapshot.caseload.case(&subject.case), snapshot.caseload.as_of());
    let contacts = case.into_iter().flat_map(|case| &case.record.facts.contacts);
    let is_theirs = |with: PersonNumber| [with, subject.person].contains(&PersonNumber::CASE) || with == subject.person;
    let reported = contacts.filter(|contact| contact.reached && contact.on <= on && is_theirs(contact.person));
    reported.map(|contact| contact.on).max().map_or_else(
        || "No contact is filed here yet.".to_owned(),
        |day| format!("No contact is filed here yet; the county reports one on {}.", wording::short_date(day, on)),
    )
}

/// Returns the last contacts of a case, the newest first, each in a few lines.
pub fn recent_contact_lines(
    snapshot: &Snapshot,
    subject: &Subject,
    columns: usize,
    lines_each: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let contacts = snapshot.contacts.get(&subject.case).filter(|contacts| !contacts.is_empty());
    let Some(contacts) = contacts else {
        let lines = text::wrap_text(&without_comment_text(snapshot, subject), columns).into_iter();
        return lines.map(|line| Line::styled(line, theme.style(StyleRole::Quiet))).collect();
    };
    contacts.iter().flat_map(|filed| contact_lines(filed, snapshot, columns, lines_each, theme)).collect()
}

/// Returns when, how and with whom a contact was made.
fn contact_heading(filed: &FiledComment, snapshot: &Snapshot) -> String {
    let head = wording::comment_heading(&filed.comment, snapshot.caseload.policies(), snapshot.caseload.as_of());
    let with = contact_name(filed, snapshot).map(|name| format!(", {name}")).unwrap_or_default();
    format!("{head}{with}")
}

/// Returns the newest contact in a few words, or that none is filed.
fn last_contact_text(snapshot: &Snapshot, subject: &Subject) -> String {
    let newest = snapshot.contacts.get(&subject.case).and_then(|contacts| contacts.first());
    newest.map_or_else(|| without_comment_text(snapshot, subject), |filed| contact_heading(filed, snapshot))
}

fn contact_lines(
    filed: &FiledComment,
    snapshot: &Snapshot,
    columns: usize,
    lines_each: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let head = format!("{}: {}", contact_heading(filed, snapshot), filed.comment.purpose());
    let results = current_results(filed);
    let results = text::one_line(&results);
    if lines_each == 1 {
        let room = columns.saturating_sub(text::display_width(&head) + 2);
        let rest = format!("  {}", text::cut_to_width(&results, room));
        return vec![Line::from(vec![Span::styled(head, theme.style(StyleRole::Label)), Span::raw(rest)])];
    }
    let mut lines = vec![Line::styled(text::cut_to_width(&head, columns).into_owned(), theme.style(StyleRole::Label))];
    let wrapped = text::cut_to_lines(text::wrap_text(&results, columns), lines_each - 1, columns);
    lines.extend(wrapped.into_iter().map(|line| Line::styled(line, theme.style(StyleRole::Text))));
    lines
}

/// Returns the given name of the participant of a contact, if the case has several participants.
fn contact_name(filed: &FiledComment, snapshot: &Snapshot) -> Option<String> {
    let case = snapshot.caseload.case(&filed.comment.case)?;
    let participants = case.record.facts.people.iter().filter(|person| !person.registration.is_empty());
    let number = filed.comment.person;
    (participants.count() > 1 && number != PersonNumber::CASE).then(|| {
        let name = case.person_name(number);
        if name.first.is_empty() { name.last } else { name.first }
    })
}

/// Returns the current results of a contact: the text of the last correction, or a note that the comment was entered in
/// error.
fn current_results(filed: &FiledComment) -> String {
    if filed.is_in_error() {
        return "ENTERED IN ERROR".to_owned();
    }
    if filed.original.is_some() {
        return format!("corrected: {}", filed.comment.results());
    }
    let mut amendments = filed.amendments.iter().map(|filed| &filed.amendment);
    let last = amendments.rfind(|amendment| amendment.kind == AmendmentKind::Correction);
    last.map_or_else(|| filed.comment.results().to_owned(), |amendment| format!("corrected: {}", amendment.text()))
}

/// Returns the person with this number; for the case as a whole, the first person with a registration.
fn find_person(case: &EvaluatedCase, number: PersonNumber) -> Option<&Person> {
    let people = &case.record.facts.people;
    let named = people.iter().find(|person| person.person == Some(number));
    named.or_else(|| people.iter().find(|person| !person.registration.is_empty()))
}

/// Returns a summary of the household: `2 parents, 3 children`.
fn household_summary(case: &EvaluatedCase) -> String {
    let people = &case.record.facts.people;
    let count = |wanted: &[Relation]| people.iter().filter(|person| wanted.contains(&person.relation)).count();
    let parents = count(&[Relation::Parent, Relation::SecondParent]);
    let children = match count(&[Relation::Child]) {
        0 => String::new(),
        some => format!(", {}", wording::count_with_noun(some, "child")),
    };
    format!("{}{children}", wording::count_with_noun(parents, "parent"))
}
