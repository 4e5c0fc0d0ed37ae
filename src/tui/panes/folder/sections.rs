//! The lines of each section of a case's folder.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use super::{Held, history, in_full};
use crate::desk::CaseOnDesk;
use crate::domain::PersonNumber;
use crate::domain::dates;
use crate::domain::facts::{Activity, Attendance, Noncompliance, Person, Source};
use crate::tui::command::Section;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::bar;
use crate::tui::words;

/// The line on which each comment begins.
pub fn comment_starts(held: &Held<'_>, columns: usize) -> Vec<usize> {
    let comments = held.read.map(|read| read.comments.as_slice()).unwrap_or_default();
    let mut next = 0;
    let starts = comments.iter().map(|filed| {
        let start = next;
        // An empty line parts two comments.
        next += in_full(filed, held.laid, held.theme, columns.saturating_sub(2)).len() + 1;
        start
    });
    starts.collect()
}

/// The lines of a section; `selected` is the comment that is.
pub fn lines(section: Section, held: &Held<'_>, selected: usize, columns: usize) -> Vec<Line<'static>> {
    let Some(case) = held.laid.desk.case(&held.subject.case) else { return Vec::new() };
    let mut page = Page { case, held, selected, columns, lines: Vec::new() };
    page.fill(section);
    if page.lines.is_empty() {
        page.say(nothing(section), Role::Quiet);
    }
    page.lines
}

const fn nothing(section: Section) -> &'static str {
    match section {
        Section::People => "Nobody is recorded. The household extract fills this.",
        Section::Registration => "No status is recorded. The case listing fills this.",
        Section::Activities => "No activity is recorded. The activity history extract fills this.",
        Section::Attendance => "No attendance is recorded. The attendance extract fills this.",
        Section::Noncompliance => "No non-compliance is recorded. The non-compliance extract fills this.",
        Section::Exemptions => "No exemption is recorded. The exemptions extract fills this.",
        Section::Plans => "No plan is recorded. The case listing fills this.",
        Section::Services => "No service and no referral is recorded. a records one.",
        Section::Papers => "No notice and no document is recorded. a records one.",
        Section::Comments => "No comment is filed yet. d dictates one.",
        Section::History => "Nothing is recorded yet.",
    }
}

pub(super) struct Page<'a> {
    pub(super) case: &'a CaseOnDesk,
    held: &'a Held<'a>,
    /// Which comment is selected.
    selected: usize,
    columns: usize,
    lines: Vec<Line<'static>>,
}

impl Page<'_> {
    fn fill(&mut self, section: Section) {
        let facts = &self.case.record.facts;
        match section {
            Section::People => facts.people.iter().for_each(|person| self.person(person)),
            Section::Registration => self.registration(),
            Section::Activities => {
                facts.activities.iter().rev().for_each(|activity| self.activity(activity));
                self.differences();
            }
            Section::Attendance => {
                self.hours();
                facts.attendance.iter().rev().for_each(|month| self.attendance(month));
                self.differences();
            }
            Section::Noncompliance => {
                facts.cures.iter().rev().for_each(|cure| self.cure(cure));
                facts.noncompliance.iter().rev().for_each(|step| self.noncompliance(step));
                self.differences();
            }
            Section::Services => {
                facts.services.iter().rev().for_each(|service| self.service(service));
                facts.referrals.iter().rev().for_each(|referral| self.referral(referral));
            }
            Section::Papers => {
                facts.notices.iter().rev().for_each(|notice| self.notice(notice));
                facts.documents.iter().rev().for_each(|document| self.document(document));
                facts.alerts_sent.iter().rev().for_each(|sent| self.alert_sent(sent));
            }
            Section::Exemptions => self.exemptions(),
            Section::Plans => {
                self.plans();
                facts.wpr_draws.iter().rev().for_each(|draw| self.wpr_draw(draw));
                facts.duties.iter().rev().for_each(|duty| self.duty(duty));
            }
            Section::Comments => self.comments(),
            Section::History => self.history(),
        }
    }

    fn theme(&self) -> &Theme {
        self.held.theme
    }

    pub(super) fn say(&mut self, said: &str, role: Role) {
        let style = self.theme().style(role);
        self.lines.extend(text::wrapped(said, self.columns).into_iter().map(|line| Line::styled(line, style)));
    }

    /// A line with a date before it and its source after it, where there is room.
    pub(super) fn dated(&mut self, date: &str, said: &str, source: &Source) {
        let from = words::source(source);
        let room = self.columns.saturating_sub(DATE + 1);
        let said = text::wrapped(&text::one_line(said), room);
        let fits = said.last().is_some_and(|last| text::width(last) + text::width(&from) + 2 <= room);
        let from = if fits && !from.is_empty() { format!("  {from}") } else { String::new() };
        let dates = std::iter::once(date).chain(std::iter::repeat(""));
        let mut lines: Vec<_> =
            dates.zip(said).map(|(date, said)| Line::from(format!("{} {said}", text::left(date, DATE)))).collect();
        let style = self.theme().style(Role::Quiet);
        lines.last_mut().into_iter().for_each(|last| last.push_span(Span::styled(from.clone(), style)));
        self.lines.extend(lines);
    }

    pub(super) fn name(&self, person: PersonNumber) -> String {
        text::cut(&self.case.name_of(person).to_string(), NAME).into_owned()
    }

    fn person(&mut self, person: &Person) {
        let number = person.person.map_or_else(|| " ".to_owned(), |number| number.to_string());
        let name = person.name.as_ref().map_or_else(|| "name not known".to_owned(), ToString::to_string);
        self.say(&format!("{number} {name}, {}", person.relation.title()), Role::Header);
        let born = person.birth_date.map(|date| format!("born {}", dates::long(date)));
        let flags = [
            (person.in_unit == Some(false), "not in the assistance unit"),
            (person.disabled == Some(true), "disabled"),
            (person.pregnant == Some(true), "pregnant"),
        ];
        let flags = flags.into_iter().filter(|(set, _)| *set).map(|(_, flag)| flag.to_owned());
        let parts: Vec<_> =
            [born, person.language.clone(), person.phone.clone()].into_iter().flatten().chain(flags).collect();
        self.say(&format!("  {}", parts.join("   ")), Role::Text);
        if let Some(since) = person.registration.last() {
            self.dated(&day(since.since), since.status.title(), &since.source);
        }
        for counted in person.months_on_aid.iter().rev().take(1) {
            self.dated(
                &day(counted.on),
                &format!("{} months on aid, counted by the county", counted.months),
                &counted.source,
            );
        }
    }

    fn registration(&mut self) {
        let facts = &self.case.record.facts;
        for aid in facts.aid.iter().rev() {
            self.dated(&day(aid.since), &format!("aid {}", aid.status.title().to_lowercase()), &aid.source);
        }
        for review in facts.new_case_reviews.iter().rev() {
            self.new_case_review(review);
        }
        for person in facts.people.iter().filter(|person| !person.registration.is_empty()) {
            let name = person.name.as_ref().map(ToString::to_string).unwrap_or_default();
            self.say(&name, Role::Heading);
            for since in person.registration.iter().rev() {
                self.dated(&day(since.since), since.status.title(), &since.source);
            }
        }
        self.closing();
    }

    fn activity(&mut self, activity: &Activity) {
        let hours = activity.weekly_hours.map(|hours| format!(", {hours} hours a week")).unwrap_or_default();
        let provider = activity.provider.as_ref().map(|provider| format!(", {provider}")).unwrap_or_default();
        let until = activity.expected_end.map(|end| format!(" to {}", day(end))).unwrap_or_default();
        let name = self.name(activity.person);
        let head = format!("{}{provider}{hours}; {}{until}; {name}", activity.kind, day(activity.start));
        self.say(&head, Role::Header);
        for status in activity.statuses.iter().rev() {
            self.dated(&format!("  {}", day(status.on)), status.status.title(), &status.source);
        }
    }

    /// A bar for each month: the weekly average of the hours attended, of those that are owed.
    fn hours(&mut self) {
        let mut months: Vec<_> = self.case.evaluation.hours.iter().collect();
        months.sort_by_key(|hours| (std::cmp::Reverse(hours.month), hours.person));
        for hours in months {
            let (average, owed) = (hours.weekly_average, hours.required.weekly);
            let (full, empty) = bar::parts(average.hundredths().into(), owed.hundredths().into(), HOURS_BAR);
            let whose =
                if hours.person == PersonNumber::CASE { "both parents".to_owned() } else { self.name(hours.person) };
            let role = if hours.met { Role::Good } else { Role::Near };
            self.lines.push(Line::from(vec![
                Span::raw(text::left(&hours.month.to_string(), DATE + 1)),
                Span::styled(full, self.theme().style(role)),
                Span::styled(empty, self.theme().style(Role::Quiet)),
                Span::raw(format!(" {average} of {owed} hours a week, {whose}")),
            ]));
        }
    }

    fn attendance(&mut self, month: &Attendance) {
        let parts = [
            (month.attended, "attended"),
            (month.excused, "excused"),
            (month.unexcused, "unexcused"),
            (month.holiday, "holiday"),
        ];
        let hours: Vec<_> = parts
            .iter()
            .filter(|(hours, what)| *what == "attended" || hours.hundredths() > 0)
            .map(|(hours, what)| format!("{hours} {what}"))
            .collect();
        let name = self.name(month.person);
        self.dated(&month.month.to_string(), &format!("{}, {name}: {}", month.kind, hours.join(", ")), &month.source);
    }

    fn noncompliance(&mut self, step: &Noncompliance) {
        let name = self.name(step.person);
        self.dated(&day(step.notice_issued), &format!("{name}: notice of action issued"), &step.source);
        let outcome = step
            .determination
            .as_ref()
            .map(|determined| (determined.on, determined.outcome.title().to_owned(), "determination"));
        let result = step.plan_result.as_ref().map(|result| {
            let what = if result.completed { "completed" } else { "not completed" };
            (result.on, format!("compliance plan {what}"), "result of the compliance plan")
        });
        let appointment = step.appointment.map(|on| (on, "appointment".to_owned(), "appointment"));
        let plan_end = step.plan_end.map(|on| (on, "compliance plan ends".to_owned(), "end of the compliance plan"));
        for (on, what, slot) in [appointment, outcome, plan_end, result].into_iter().flatten() {
            self.dated(&format!("  {}", day(on)), &what, step.recorded.get(slot).unwrap_or(&Source::Stated));
        }
        self.sanction(step);
    }

    fn exemptions(&mut self) {
        let on = self.held.laid.desk.as_of();
        let reasons = &self.held.laid.desk.policies().on(on).tables.exemption_reasons;
        for exemption in self.case.record.facts.exemptions.iter().rev() {
            let known = reasons.iter().find(|reason| reason.id == exemption.reason);
            let reason = known.map_or(exemption.reason.as_str(), |reason| reason.title.as_str());
            let until =
                exemption.until.map_or_else(|| "no end recorded".to_owned(), |end| format!("until {}", day(end)));
            let name = self.name(exemption.person);
            self.dated(&day(exemption.from), &format!("{name}: {reason}, {until}"), &exemption.source);
        }
    }

    fn plans(&mut self) {
        for plan in self.case.record.facts.plans.iter().rev() {
            let what = if plan.amends { "WTW 2 plan amended" } else { "WTW 2 plan signed" };
            let name = self.name(plan.person);
            self.dated(&day(plan.signed), &format!("{what}, {name}"), &plan.source);
        }
    }

    fn comments(&mut self) {
        let Some(read) = self.held.read else { return };
        for (at, filed) in read.comments.iter().enumerate() {
            let mut lines = in_full(filed, self.held.laid, self.held.theme, self.columns.saturating_sub(2));
            for (down, line) in lines.iter_mut().enumerate() {
                let pointer = if down == 0 && at == self.selected { "▸ " } else { "  " };
                line.spans.insert(0, Span::raw(pointer));
            }
            self.lines.extend(lines);
            self.lines.push(Line::default());
        }
    }

    fn history(&mut self) {
        let Some(read) = self.held.read else { return };
        for logged in &read.timeline {
            let said = history::said(&logged.change);
            let entry = &logged.entry;
            self.lines.push(Line::from(vec![
                Span::raw(history::moment(entry.hlc.millis())),
                Span::styled(format!("  {:>5} {:<6} ", entry.seq, entry.author), self.held.theme.style(Role::Quiet)),
                Span::raw(text::cut(&text::one_line(&said), self.columns.saturating_sub(HISTORY)).into_owned()),
            ]));
        }
    }
}

/// `  19 Nov 2026`: what belongs to the line above stands in by two.
const DATE: usize = 13;
const HOURS_BAR: usize = 15;
const NAME: usize = 24;
/// The columns before a change's words in the history.
const HISTORY: usize = 31;

pub(super) fn day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}
