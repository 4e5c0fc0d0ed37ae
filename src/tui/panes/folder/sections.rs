//! The lines of each section of a case's folder.

use std::borrow::Cow;

use ratatui::text::{Line, Span};

use super::fact_words;
use super::filed_comment::comment_lines;
use super::folder_view::FolderView;
use super::history;
use super::overview::Overview;
use crate::desk::EvaluatedCase;
use crate::domain::PersonNumber;
use crate::domain::count_with_noun;
use crate::domain::dates;
use crate::domain::facts::{Activity, Attendance, Noncompliance, Person, Source};
use crate::policy::confidential::seen_reason;
use crate::present::dates::compact_month;
use crate::present::evaluation::none_owed_text;
use crate::rules::monthly_hours::HoursOwed;
use crate::tui::command::FolderSection;
use crate::tui::panes::side_pane;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::bar;
use crate::tui::wording;

/// The words after a status that a newer extract contradicts.
const REPORTED_BEFORE: &str = ", reported before; a newer extract has another";

/// The lines of a section.
#[derive(Debug, Clone, Default)]
pub struct SectionLines {
    /// The lines, top to bottom.
    pub lines: Vec<Line<'static>>,
    /// The line on which each comment begins; empty in other sections.
    pub comment_starts: Vec<usize>,
}

/// Composes the lines of a section.
pub fn section_lines(section: FolderSection, view: &FolderView<'_>, columns: usize) -> SectionLines {
    let Some(case) = view.snapshot.caseload.case(&view.subject.case) else { return SectionLines::default() };
    let mut page = SectionPage { case, view, columns, lines: Vec::new(), comment_starts: Vec::new() };
    page.add_section(section);
    if page.lines.is_empty() {
        page.push_text(empty_section_text(section), StyleRole::Quiet);
    }
    SectionLines { lines: page.lines, comment_starts: page.comment_starts }
}

const fn empty_section_text(section: FolderSection) -> &'static str {
    match section {
        FolderSection::Overview => "Nothing is known of this case.",
        FolderSection::People => "Nobody is recorded. The household extract fills this.",
        FolderSection::Registration => "No status is recorded. The case listing fills this.",
        FolderSection::Activities => "No activity is recorded. The activity history extract fills this.",
        FolderSection::Attendance => "No attendance is recorded. The attendance extract fills this.",
        FolderSection::Noncompliance => "No non-compliance is recorded. The non-compliance extract fills this.",
        FolderSection::Exemptions => "No exemption is recorded. The exemptions extract fills this.",
        FolderSection::Plans => "No plan is recorded. The case listing fills this.",
        FolderSection::Goals => "No goal is recorded. a records one; it is the participant's, and voluntary.",
        FolderSection::Services => "No service and no referral is recorded. a records one.",
        FolderSection::Partners => "No work with partners is recorded that you may see. a records one.",
        FolderSection::Papers => "No notice and no document is recorded. a records one.",
        FolderSection::Comments => "No comment is filed yet. d dictates one.",
        FolderSection::History => "Nothing is recorded yet.",
    }
}

pub(super) struct SectionPage<'a> {
    pub(super) case: &'a EvaluatedCase,
    pub(super) view: &'a FolderView<'a>,
    columns: usize,
    lines: Vec<Line<'static>>,
    comment_starts: Vec<usize>,
}

impl SectionPage<'_> {
    fn add_section(&mut self, section: FolderSection) {
        let facts = &self.case.record.facts;
        match section {
            FolderSection::Overview => self.add_overview(),
            FolderSection::People => facts.people.iter().for_each(|person| self.add_person(person)),
            FolderSection::Registration => self.add_registration(),
            FolderSection::Activities => {
                facts.activities.iter().rev().for_each(|activity| self.add_activity(activity));
                self.add_differences();
            }
            FolderSection::Attendance => {
                self.add_hours();
                facts.attendance.iter().rev().for_each(|month| self.add_attendance(month));
                self.add_differences();
            }
            FolderSection::Noncompliance => {
                facts.cures.iter().rev().for_each(|cure| self.add_cure(cure));
                facts.noncompliance.iter().rev().for_each(|step| self.add_noncompliance(step));
                self.add_differences();
            }
            FolderSection::Services => {
                facts.services.iter().rev().for_each(|service| self.add_service(service));
                facts.referrals.iter().rev().for_each(|referral| self.add_referral(referral));
            }
            FolderSection::Partners => self.add_partners(),
            FolderSection::Papers => {
                facts.notices.iter().rev().for_each(|notice| self.add_notice(notice));
                facts.documents.iter().rev().for_each(|document| self.add_document(document));
                facts.alerts_sent.iter().rev().for_each(|sent| self.add_sent_alert(sent));
            }
            FolderSection::Exemptions => self.add_exemptions(),
            FolderSection::Plans => {
                self.add_plans();
                facts.wpr_draws.iter().rev().for_each(|draw| self.add_wpr_draw(draw));
                facts.duties.iter().rev().for_each(|duty| self.add_duty(duty));
            }
            FolderSection::Goals => self.add_goals(),
            FolderSection::Comments => self.add_comments(),
            FolderSection::History => self.add_history(),
        }
    }

    fn add_overview(&mut self) {
        let caseload = &self.view.snapshot.caseload;
        let Some(glance) = caseload.case_glance(&self.view.subject.case) else { return };
        let drafts = caseload.drafts().iter().filter(|draft| draft.case == glance.case).count();
        let overview = Overview { glance: &glance, drafts, columns: self.columns, theme: self.view.theme };
        self.lines = overview.lines();
        self.lines.extend([Line::default(), Line::styled("Last contacts", self.theme().style(StyleRole::Heading))]);
        let (view, columns) = (self.view, self.columns);
        let each = side_pane::LINES_OF_A_CONTACT;
        self.lines.extend(side_pane::recent_contact_lines(view.snapshot, view.subject, columns, each, view.theme));
    }

    fn theme(&self) -> &Theme {
        self.view.theme
    }

    pub(super) fn push_text(&mut self, content: &str, role: StyleRole) {
        let style = self.theme().style(role);
        self.lines.extend(text::wrap_text(content, self.columns).into_iter().map(|line| Line::styled(line, style)));
    }

    /// Adds a line of a picture as it is: a wrapped one would show nothing.
    pub(super) fn push_picture_line(&mut self, content: String) {
        self.lines.push(Line::raw(content));
    }

    /// Returns the columns of the page.
    pub(super) const fn columns(&self) -> usize {
        self.columns
    }

    /// Adds a date, a text and its source; if the line has no room for the source, it goes on the line below.
    pub(super) fn push_dated_line(&mut self, date: &str, content: &str, source: &Source) {
        let from = wording::source_text(source);
        let room = self.columns.saturating_sub(DATE + 1);
        let content = text::wrap_text(&text::one_line(content), room);
        let fits =
            content.last().is_some_and(|last| text::display_width(last) + text::display_width(&from) + 2 <= room);
        let (after, below) = if fits { (from, String::new()) } else { (String::new(), from) };
        let after = if after.is_empty() { after } else { format!("  {after}") };
        let dates = std::iter::once(date).chain(std::iter::repeat(""));
        let mut lines: Vec<_> = dates
            .zip(content)
            .map(|(date, content)| Line::from(format!("{} {content}", text::align_left(date, DATE))))
            .collect();
        let style = self.theme().style(StyleRole::Quiet);
        if let Some(last) = lines.last_mut() {
            last.push_span(Span::styled(after, style));
        }
        if !below.is_empty() {
            let below = text::wrap_text(&below, room).into_iter();
            lines.extend(below.map(|line| Line::styled(format!("{:1$}{line}", "", DATE + 1), style)));
        }
        self.lines.extend(lines);
    }

    pub(super) fn short_name(&self, person: PersonNumber) -> String {
        text::cut_to_width(&self.case.person_name(person).to_string(), NAME).into_owned()
    }

    fn add_person(&mut self, person: &Person) {
        let number = person.person.map_or_else(|| Cow::Borrowed(" "), |number| number.to_string().into());
        let name = person.name.as_ref().map_or_else(|| Cow::Borrowed("name not known"), |name| name.to_string().into());
        self.push_text(&format!("{number} {name}, {}", person.relation.title()), StyleRole::Header);
        let born = person.birth_date.map(|date| format!("born {}", dates::format_long_date(date)));
        let known = fact_words::person_words(person);
        let parts: Vec<_> = [born.as_deref(), person.language.as_deref(), person.phone.as_deref()]
            .into_iter()
            .flatten()
            .chain(known.iter().map(String::as_str))
            .collect();
        self.push_text(&format!("  {}", parts.join("   ")), StyleRole::Text);
        for other in &person.other_listings {
            self.push_dated_line("", &format!("also listed as {}", other.listing.describe()), &other.source);
        }
        if let Some(since) = person.registration.last() {
            self.push_dated_line(&format_day(since.since), since.status.title(), &since.source);
        }
        for counted in person.months_on_aid.iter().rev().take(1) {
            self.push_dated_line(
                &format_day(counted.on),
                &format!("{} on aid, counted by the county", count_with_noun(counted.months, "month")),
                &counted.source,
            );
        }
    }

    fn add_registration(&mut self) {
        let facts = &self.case.record.facts;
        for aid in facts.aid.iter().rev() {
            self.push_dated_line(
                &format_day(aid.since),
                &format!("aid {}", aid.status.title().to_lowercase()),
                &aid.source,
            );
        }
        for aid in facts.aid_reported_before.iter().rev() {
            let says = format!("aid {}{REPORTED_BEFORE}", aid.status.title().to_lowercase());
            self.push_dated_line(&format_day(aid.since), &says, &aid.source);
        }
        for review in facts.new_case_reviews.iter().rev() {
            self.add_new_case_review(review);
        }
        for person in facts.people.iter().filter(|person| !person.registration.is_empty()) {
            let name = person.name.as_ref().map(ToString::to_string).unwrap_or_default();
            self.push_text(&name, StyleRole::Heading);
            for since in person.registration.iter().rev() {
                self.push_dated_line(&format_day(since.since), since.status.title(), &since.source);
            }
            for since in person.registration_reported_before.iter().rev() {
                let says = format!("{}{REPORTED_BEFORE}", since.status.title());
                self.push_dated_line(&format_day(since.since), &says, &since.source);
            }
        }
        self.add_aid_months();
        self.add_closing();
    }

    fn add_activity(&mut self, activity: &Activity) {
        let hours = activity.weekly_hours.map(|hours| format!(", {hours} hours a week")).unwrap_or_default();
        let provider = activity.provider.as_ref().map(|provider| format!(", {provider}")).unwrap_or_default();
        let until = activity.expected_end.map(|end| format!(" to {}", format_day(end))).unwrap_or_default();
        let name = self.short_name(activity.person);
        let head = format!("{}{provider}{hours}; {}{until}; {name}", activity.kind, format_day(activity.start));
        self.push_text(&head, StyleRole::Header);
        let known = fact_words::activity_words(activity);
        if !known.is_empty() {
            self.push_text(&format!("  {}", known.join(", ")), StyleRole::Text);
        }
        for status in activity.statuses.iter().rev() {
            self.push_dated_line(&format!("  {}", format_day(status.on)), status.status.title(), &status.source);
        }
        for status in activity.statuses_reported_before.iter().rev() {
            let says = format!("{}{REPORTED_BEFORE}", status.status.title());
            self.push_dated_line(&format!("  {}", format_day(status.on)), &says, &status.source);
        }
    }

    /// Adds a bar for each month: the weekly average of the hours attended, out of the hours required.
    fn add_hours(&mut self) {
        let mut months: Vec<_> = self.case.evaluation.hours.iter().collect();
        months.sort_by_key(|hours| (std::cmp::Reverse(hours.month), hours.person));
        for hours in months {
            let (average, owed) = (hours.weekly_average, hours.required.weekly);
            let (full, empty) =
                bar::filled_and_empty(average.as_hundredths().into(), owed.as_hundredths().into(), HOURS_BAR);
            let whose = if hours.person == PersonNumber::CASE {
                Cow::Borrowed("both parents")
            } else {
                self.short_name(hours.person).into()
            };
            let month = Span::raw(text::align_left(&compact_month(hours.month), DATE + 1));
            if hours.owed == HoursOwed::None {
                // Without hours to reach there is nothing that a bar could show.
                let says = format!("{average} a week, {}, {whose}", none_owed_text(hours));
                self.lines.push(Line::from(vec![month, Span::raw(says)]));
                continue;
            }
            let role = if hours.met { StyleRole::Good } else { StyleRole::Near };
            self.lines.push(Line::from(vec![
                month,
                Span::styled(full, self.theme().style(role)),
                Span::styled(empty, self.theme().style(StyleRole::Quiet)),
                Span::raw(format!(" {average} of {owed} hours a week, {whose}")),
            ]));
        }
    }

    fn add_attendance(&mut self, month: &Attendance) {
        let hours = fact_words::attendance_words(month);
        let name = self.short_name(month.person);
        self.push_dated_line(
            &compact_month(month.month),
            &format!("{}, {name}: {}", month.kind, hours.join(", ")),
            &month.source,
        );
    }

    fn add_noncompliance(&mut self, step: &Noncompliance) {
        let name = self.short_name(step.person);
        self.push_dated_line(
            &format_day(step.notice_issued),
            &format!("{name}: notice of action issued"),
            &step.source,
        );
        if let Some(refused) = &step.refused_activity {
            self.push_dated_line("", &format!("refused {refused}"), &step.source);
        }
        let outcome = step
            .determination
            .as_ref()
            .map(|determined| (determined.on, Cow::Borrowed(determined.outcome.title()), "determination"));
        let result = step.plan_result.as_ref().map(|result| {
            let what = if result.completed { "completed" } else { "not completed" };
            (result.on, format!("compliance plan {what}").into(), "result of the compliance plan")
        });
        let appointment = step.appointment.map(|on| (on, "appointment".into(), "appointment"));
        let hours = fact_words::plan_hours(step.plan_weekly_hours);
        let plan_end =
            step.plan_end.map(|on| (on, format!("compliance plan ends{hours}").into(), "end of the compliance plan"));
        for (on, what, slot) in [appointment, outcome, plan_end, result].into_iter().flatten() {
            self.push_dated_line(
                &format!("  {}", format_day(on)),
                &what,
                step.recorded.get(slot).unwrap_or(&Source::Stated),
            );
        }
        self.add_sanction(step);
    }

    fn add_exemptions(&mut self) {
        let on = self.view.snapshot.caseload.as_of();
        let reasons = &self.view.snapshot.caseload.policies().in_force_on(on).tables.exemption_reasons;
        for exemption in self.case.record.facts.exemptions.iter().rev() {
            let known = reasons.iter().find(|reason| reason.id == exemption.reason);
            let reason = known.map_or(exemption.reason.as_str(), |reason| reason.title.as_str());
            let reason = seen_reason(self.case.record.sight, reason);
            let until = exemption
                .until
                .map_or(Cow::Borrowed("no end recorded"), |end| format!("until {}", format_day(end)).into());
            let name = self.short_name(exemption.person);
            let known = fact_words::comma_list(&fact_words::exemption_words(exemption));
            let what = format!("{name}: {reason}, {until}{known}");
            self.push_dated_line(&format_day(exemption.from), &what, &exemption.source);
        }
        for cause in self.case.record.facts.good_causes.iter().rev() {
            let name = self.short_name(cause.person);
            let known = fact_words::comma_list(&fact_words::good_cause_words(self.case.record.sight, cause));
            self.push_dated_line(&format_day(cause.from), &format!("{name}: good cause{known}"), &cause.source);
        }
    }

    fn add_plans(&mut self) {
        for plan in self.case.record.facts.plans.iter().rev() {
            let what = if plan.amends { "WTW 2 plan amended" } else { "WTW 2 plan signed" };
            let name = self.short_name(plan.person);
            self.push_dated_line(&format_day(plan.signed), &format!("{what}, {name}"), &plan.source);
        }
    }

    fn add_comments(&mut self) {
        let Some(read) = self.view.details else { return };
        for filed in read.comments.iter() {
            self.comment_starts.push(self.lines.len());
            let mut lines = comment_lines(filed, self.view.snapshot, self.view.theme, self.columns.saturating_sub(2));
            for line in &mut lines {
                line.spans.insert(0, Span::raw("  "));
            }
            // An empty line separates two comments.
            self.lines.extend(lines);
            self.lines.push(Line::default());
        }
    }

    fn add_history(&mut self) {
        let Some(read) = self.view.details else { return };
        for logged in read.timeline.iter() {
            let entry = &logged.entry;
            let moment = text::align_left(&history::format_moment(entry.hlc.millis()), MOMENT);
            let number = format!("  {:>5} {:<6} ", entry.seq, entry.author);
            let indent = MOMENT + text::display_width(&number);
            let content = text::one_line(&history::describe_entry(logged, &read.timeline)).into_owned();
            let mut content = text::wrap_text(&content, self.columns.saturating_sub(indent)).into_iter();
            self.lines.push(Line::from(vec![
                Span::raw(moment),
                Span::styled(number, self.view.theme.style(StyleRole::Quiet)),
                Span::raw(content.next().unwrap_or_default()),
            ]));
            self.lines.extend(content.map(|rest| Line::raw(format!("{:indent$}{rest}", ""))));
        }
    }
}

/// The width of a date, `  Thu 11/19/2026`; a line that belongs to the one above is indented by two.
const DATE: usize = 17;
const HOURS_BAR: usize = 15;
const NAME: usize = 24;
/// The width of a moment in the history, `Thu 11/19/2026 14:02`.
const MOMENT: usize = 21;

pub(super) use crate::domain::dates::format_long_date as format_day;
