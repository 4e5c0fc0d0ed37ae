//! Records one thing for many marked rows: attendance, reminders; and prints a document of each case. One page shows
//! what is done and who is left out and why, one question asks, one undo takes all of it back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::marks::{self, MarkedPreview, row_line};
use crate::domain::act::{Act, ActKind};
use crate::domain::dates::{self, Month};
use crate::domain::reminder::Reminder;
use crate::domain::sanitize::quoted;
use crate::domain::{CaseNumber, Change, PersonNumber, count_with_noun};
use crate::paper::DocumentName;
use crate::policy::act_forms::{ActForm, ActForms};
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::FormChoices;
use crate::tui::screen_context::ScreenContext;
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::Job;

/// The act that posts attendance, and the fields that are asked for.
const ATTENDANCE: &str = "attendance";
const ATTENDED: &str = "attended";
const VERIFIED_BY: &str = "verified_by";
/// The field with the activity, which the form fills in where there is one.
const ACTIVITY: &str = "activity";

/// Asks whether a reminder is written on each marked case and participant.
pub(super) fn ask_to_remind(workspace: &mut Workspace, screen: &ScreenContext<'_>, on: NaiveDate, text: &str) {
    let subjects = marks::marked_subjects(workspace);
    let cases: BTreeSet<_> = subjects.iter().map(|(case, _)| case.clone()).collect();
    let included = subjects.iter().map(|(case, person)| {
        row_line(
            workspace,
            &Subject { case: case.clone(), person: *person },
            &format!("{}, {text}", dates::format_long_date(on)),
        )
    });
    let preview = MarkedPreview { left_out: Vec::new(), included: included.collect() };
    let what = count_with_noun(subjects.len(), "reminder");
    let question = format!("{what} on {}?", marks::name_cases(workspace, &cases));
    let mut changes = Vec::new();
    for (case, person) in subjects {
        let id = workspace.row_ids.new_row_id();
        changes.push(Change::ReminderSaved(Reminder {
            id,
            case,
            person,
            on,
            text: text.to_owned(),
            disposition: None,
        }));
    }
    let message = format!("{what} written. u undoes it for all of them.");
    marks::ask(workspace, screen, &question, &preview, Job::RecordTogether { changes, message });
}

/// Asks whether the same hours are posted for each marked participant, in the month and the activity that the form
/// offers for each. Participants who have no activity, already have hours, or may not get any under a rule are left
/// out.
pub(super) fn ask_to_post(workspace: &mut Workspace, screen: &ScreenContext<'_>, hours: &str, by: &str) {
    let Some(form) = ActForms::builtin().form_for_act(ATTENDANCE) else { return };
    let Some(verified_by) = choice_for_words(form, by) else {
        return workspace.show_refusal(format!(
            "{by} does not verify hours. Use one of: {}.",
            choice_titles(form),
            by = quoted(by)
        ));
    };
    let mut preview = MarkedPreview { left_out: Vec::new(), included: Vec::new() };
    let mut changes = Vec::new();
    let mut seen = BTreeSet::new();
    for (case, person) in marks::marked_subjects(workspace) {
        let Some(person) = participant(workspace, &case, person) else {
            let subject = Subject { case, person };
            preview.left_out.push(row_line(workspace, &subject, "two people take part; mark the row of one"));
            continue;
        };
        if !seen.insert((case.clone(), person)) {
            continue;
        }
        let subject = Subject { case: case.clone(), person };
        match attendance_act(workspace, form, &subject, [(ATTENDED, hours), (VERIFIED_BY, &verified_by)]) {
            Ok(act) => {
                preview.included.push(row_line(workspace, &subject, &ActForms::builtin().act_line(&act)));
                changes.push(Change::Acted { case, act });
            }
            Err(why) => preview.left_out.push(row_line(workspace, &subject, &why)),
        }
    }
    if changes.is_empty() {
        let why = preview.left_out.first().cloned().unwrap_or_default();
        return workspace.show_refusal(format!("No hours can be posted for the marked rows. {why}"));
    }
    let cases: BTreeSet<_> = changes.iter().filter_map(Change::case).cloned().collect();
    let what = count_with_noun(changes.len(), "posting");
    let left = match preview.left_out.len() {
        0 => String::new(),
        left => format!(" {} left out.", count_with_noun(left, "row")),
    };
    let question = format!("{what} of {hours} hours for {}?{left}", marks::name_cases(workspace, &cases));
    let message = format!("{what} recorded. u undoes it for all of them.");
    marks::ask(workspace, screen, &question, &preview, Job::RecordTogether { changes, message });
}

/// Returns the participant that a row is about: the only one of the case, if it is about the case as a whole.
fn participant(workspace: &Workspace, case: &CaseNumber, person: PersonNumber) -> Option<PersonNumber> {
    FormChoices::for_case(&workspace.snapshot.caseload, case).participant_of_row(person)
}

/// Returns the act that posts these answers for a participant, or why it cannot be recorded.
fn attendance_act(
    workspace: &Workspace,
    form: &'static ActForm,
    subject: &Subject,
    given: [(&str, &str); 2],
) -> Result<Act, String> {
    let (caseload, today) = (&workspace.snapshot.caseload, workspace.snapshot.today);
    let mut answers = caseload.default_answers(&subject.case, form, subject.person, caseload.as_of());
    if answers.iter().any(|(name, answer)| name == ACTIVITY && answer.is_empty()) {
        return Err("no current activity, or several".to_owned());
    }
    for (name, answer) in given {
        answers.retain(|(known, _)| known != name);
        answers.push((name.to_owned(), answer.to_owned()));
    }
    let kind = form.parse_act(&answers, today).map_err(|error| error.to_string())?;
    if let ActKind::Attendance(posted) = &kind {
        let known = caseload.case(&subject.case).map(|case| case.record.facts.attendance.as_slice());
        let is_posted = known.unwrap_or_default().iter().any(|month| {
            let activity = &posted.activity;
            month.person == subject.person
                && month.month == posted.month
                && (&month.kind, month.start) == (&activity.kind, activity.start)
        });
        if is_posted {
            return Err(format!("hours of {} are posted already", dates::format_month(posted.month)));
        }
    }
    let act = Act { person: subject.person, on: today, kind };
    caseload.preview_act(&subject.case, &act).map_err(|refusal| refusal.to_string())?;
    Ok(act)
}

/// Returns the value of the only choice of what verifies hours whose title has these words.
fn choice_for_words(form: &ActForm, words: &str) -> Option<String> {
    let words = words.to_lowercase();
    let choices = form.field(VERIFIED_BY).map(|field| field.choices.as_slice()).unwrap_or_default();
    let mut fitting = choices.iter().filter(|choice| choice.title.to_lowercase().contains(&words));
    let first = fitting.next()?;
    fitting.next().is_none().then(|| first.value.clone())
}

fn choice_titles(form: &ActForm) -> String {
    let choices = form.field(VERIFIED_BY).map(|field| field.choices.as_slice()).unwrap_or_default();
    choices.iter().map(|choice| choice.title.as_str()).collect::<Vec<_>>().join(", ")
}

/// Asks whether a document of each marked case is printed, each into a file of its own.
pub(super) fn ask_to_print(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    name: DocumentName,
    redacted: bool,
    file: &Path,
) {
    let Some(document) = name.entry().for_case else { return };
    let month = Month::from_date(workspace.snapshot.caseload.as_of());
    let cases: BTreeSet<_> = marks::marked_subjects(workspace).into_iter().map(|(case, _)| case).collect();
    let files: Vec<(CaseNumber, PathBuf)> = cases.iter().map(|case| (case.clone(), file_of_case(file, case))).collect();
    let included = files.iter().map(|(case, file)| {
        row_line(workspace, &Subject { case: case.clone(), person: PersonNumber::CASE }, &file.display().to_string())
    });
    let preview = MarkedPreview { left_out: Vec::new(), included: included.collect() };
    let what = count_with_noun(files.len(), "file");
    let question = format!("{what} for {}: print? Each export is recorded.", marks::name_cases(workspace, &cases));
    let documents = files.into_iter().map(|(case, file)| (document(case, month), file)).collect();
    marks::ask(workspace, screen, &question, &preview, Job::PrintEach { documents, redacted });
}

/// Returns the name of the file of one case: the case number stands before the ending.
fn file_of_case(file: &Path, case: &CaseNumber) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let ending = file.extension().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}-{case}.{ending}"))
}
