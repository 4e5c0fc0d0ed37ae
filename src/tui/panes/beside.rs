//! The case beside the list: its clocks, why the selected row is here, the last contacts.

use ratatui::text::{Line, Span};

use super::Subject;
use crate::desk::CaseOnDesk;
use crate::domain::PersonNumber;
use crate::domain::alert::Alert;
use crate::domain::extract::Relation;
use crate::domain::facts::Person;
use crate::rules::clock::Clock;
use crate::rules::finding::Finding;
use crate::store::FiledComment;
use crate::tui::jobs::Laid;
use crate::tui::overlays::why;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::clock_strip;
use crate::tui::words;

/// What stands beside the list.
pub struct Beside<'a> {
    /// The desk.
    pub laid: &'a Laid,
    /// The selected row's case and participant.
    pub subject: &'a Subject,
    /// The finding behind the selected row, if one.
    pub finding: Option<&'a Finding>,
    /// The alert in the selected row, if one.
    pub alert: Option<&'a Alert>,
    /// Whether the last contacts belong to it.
    pub contacts: bool,
    /// The theme.
    pub theme: &'a Theme,
    /// The columns there are.
    pub columns: usize,
}

/// The title of the frame beside the list.
pub fn title(laid: &Laid, subject: &Subject) -> String {
    let name = laid.desk.case(&subject.case).map(|case| case.name_of(subject.person).to_string());
    format!("{}  {}", subject.case, name.unwrap_or_default())
}

impl Beside<'_> {
    /// The lines, top to bottom.
    pub fn lines(&self) -> Vec<Line<'static>> {
        let Some(case) = self.laid.desk.case(&self.subject.case) else { return Vec::new() };
        let mut lines = self.head(case);
        let clocks = self.clocks(case);
        if !clocks.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(clocks);
        lines.extend(self.why(case));
        lines.extend(self.annotation(case));
        if self.contacts {
            lines.extend(self.last_contacts());
        }
        lines
    }

    fn head(&self, case: &CaseOnDesk) -> Vec<Line<'static>> {
        let person = person(case, self.subject.person);
        let on = self.laid.desk.as_of();
        let since = person.and_then(|person| person.registration.iter().rfind(|since| since.since <= on));
        let status = since.map(|since| format!("{} since {}", since.status.title(), words::short(since.since, on)));
        let language = person.and_then(|person| person.language.clone());
        let phone = person.and_then(|person| person.phone.clone());
        let parts = [status, Some(household(case)), language, phone];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        set_together(parts, self.columns).iter().flat_map(|line| self.wrapped(line, Role::Text)).collect()
    }

    /// The clocks of the participant and of the case as a whole.
    pub fn clocks(&self, case: &CaseOnDesk) -> Vec<Line<'static>> {
        let on = self.laid.desk.as_of();
        let person = self.subject.person;
        let concerns = |clock: &&Clock| person == PersonNumber::CASE || clock.person == person || clock.person.0 == 0;
        let clocks = case.evaluation.clocks.iter().filter(concerns);
        clocks.flat_map(|clock| clock_strip::lines(clock, on, self.columns, self.theme)).collect()
    }

    fn why(&self, case: &CaseOnDesk) -> Vec<Line<'static>> {
        let page = why::Page { on: self.laid.desk.as_of(), columns: self.columns, theme: self.theme };
        if let Some(finding) = self.finding {
            return self.under("Why", page.brief(finding));
        }
        if let Some(alert) = self.alert {
            return self.under("Alert", page.alert(alert, &case.record));
        }
        let person = self.subject.person;
        let concerns = |finding: &&Finding| person.0 == 0 || finding.person == person || finding.person.0 == 0;
        let found = case.evaluation.findings.iter().filter(concerns);
        let lines: Vec<_> = found.flat_map(|finding| page.line(finding)).collect();
        if lines.is_empty() { Vec::new() } else { self.under("Asks for", lines) }
    }

    fn annotation(&self, case: &CaseOnDesk) -> Vec<Line<'static>> {
        let annotation = case.record.annotations.get(&self.subject.person).filter(|text| !text.is_empty());
        annotation.map(|text| self.under("Annotation", self.wrapped(text, Role::Text))).unwrap_or_default()
    }

    fn last_contacts(&self) -> Vec<Line<'static>> {
        let contacts = last_contacts(self.laid, self.subject, self.columns, LINES_OF_A_CONTACT, self.theme);
        self.under("Last contacts", contacts)
    }

    fn under(&self, heading: &'static str, lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
        let heading = Line::from(Span::styled(heading, self.theme.style(Role::Heading)));
        [Line::default(), heading].into_iter().chain(lines).collect()
    }

    fn wrapped(&self, said: &str, role: Role) -> Vec<Line<'static>> {
        let style = self.theme.style(role);
        text::wrapped(said, self.columns).into_iter().map(|line| Line::styled(line, style)).collect()
    }
}

const LINES_OF_A_CONTACT: usize = 3;

/// The last contacts of a case, the newest first, each in a few lines.
pub fn last_contacts(
    laid: &Laid,
    subject: &Subject,
    columns: usize,
    lines_each: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let contacts = laid.contacts.get(&subject.case).filter(|contacts| !contacts.is_empty());
    let Some(contacts) = contacts else {
        return vec![Line::styled("None is filed here yet.", theme.style(Role::Quiet))];
    };
    contacts.iter().flat_map(|filed| contact(filed, laid, columns, lines_each, theme)).collect()
}

fn contact(filed: &FiledComment, laid: &Laid, columns: usize, lines_each: usize, theme: &Theme) -> Vec<Line<'static>> {
    let comment = &filed.comment;
    let head = words::comment_head(comment, laid.desk.policies(), laid.desk.as_of());
    let head = format!("{head}: {}", comment.purpose());
    let results = text::one_line(comment.results());
    if lines_each == 1 {
        let room = columns.saturating_sub(text::width(&head) + 2);
        let rest = format!("  {}", text::cut(&results, room));
        return vec![Line::from(vec![Span::styled(head, theme.style(Role::Label)), Span::raw(rest)])];
    }
    let mut lines = vec![Line::styled(text::cut(&head, columns).into_owned(), theme.style(Role::Label))];
    let wrapped = text::wrapped(&results, columns);
    let shown = lines_each - 1;
    let cut = wrapped.len() > shown;
    for (at, line) in wrapped.into_iter().take(shown).enumerate() {
        let last_of_more = cut && at + 1 == shown;
        let line = if last_of_more { text::cut(&format!("{line} …"), columns).into_owned() } else { line };
        lines.push(Line::styled(line, theme.style(Role::Text)));
    }
    lines
}

/// Parts set side by side, as many in a line as there is room for.
fn set_together(parts: impl Iterator<Item = String>, columns: usize) -> Vec<String> {
    const GAP: &str = "   ";
    parts.fold(Vec::new(), |mut lines: Vec<String>, part| {
        match lines.last_mut() {
            Some(line) if text::width(line) + GAP.len() + text::width(&part) <= columns => {
                line.push_str(GAP);
                line.push_str(&part);
            }
            _ => lines.push(part),
        }
        lines
    })
}

/// The participant, or the first one for the case as a whole.
fn person(case: &CaseOnDesk, number: PersonNumber) -> Option<&Person> {
    let people = &case.record.facts.people;
    let named = people.iter().find(|person| person.person == Some(number));
    named.or_else(|| people.iter().find(|person| !person.registration.is_empty()))
}

/// `2 parents, 3 children`.
fn household(case: &CaseOnDesk) -> String {
    let people = &case.record.facts.people;
    let count = |wanted: &[Relation]| people.iter().filter(|person| wanted.contains(&person.relation)).count();
    let parents = count(&[Relation::Parent, Relation::SecondParent]);
    let children = match count(&[Relation::Child]) {
        0 => String::new(),
        1 => ", 1 child".to_owned(),
        more => format!(", {more} children"),
    };
    format!("{}{children}", words::counted(parents, "parent"))
}
