//! From a row's cells to what the county says in it, or the reasons why it cannot be used.

use crate::domain::extract::{
    ActivityStatusRow, AlertRow, AttendanceRow, CountyFact, ExemptionRow, ExtractKind, HouseholdMember, ListedActivity,
    ListedParticipant, NoncomplianceRow,
};
use crate::domain::name::PersonName;

use super::cells::{Cells, Refused};
use super::field::Field;
use super::recognise::Fit;
use super::table::TableRow;
use super::values::{
    case_number, code, date, month, monthly_hours, months, person_number, text, weekly_hours, worker_number, yes_no,
};

/// The fact that a row states.
///
/// # Errors
/// Why it cannot be used: the fields' names and values in plain words, one reason after the other.
pub fn read(row: &TableRow, fit: &Fit<'_>) -> Result<CountyFact, Refused> {
    let mut cells = Cells::of(row, fit);
    let fact = match fit.layout.kind {
        ExtractKind::Listing => listed(&mut cells),
        ExtractKind::Household => household_member(&mut cells),
        ExtractKind::ActivityHistory => activity_status(&mut cells),
        ExtractKind::Attendance => attendance(&mut cells),
        ExtractKind::Noncompliance => noncompliance(&mut cells),
        ExtractKind::Exemptions => exemption(&mut cells),
        ExtractKind::Alerts => alert(&mut cells),
        // Such a list is matched with the caseload; a layout of it never reads an extract.
        ExtractKind::ChildWelfare => None,
    };
    match (fact, cells.problems()) {
        (Some(fact), None) => Ok(fact),
        (_, problems) => Err(problems.unwrap_or_else(|| Refused::new("it cannot be read", "Correct it."))),
    }
}

fn listed(cells: &mut Cells<'_>) -> Option<CountyFact> {
    let case = cells.needed(Field::Case, case_number);
    let person = cells.needed(Field::Person, person_number);
    let name = name(cells);
    let case_name = cells.optional(Field::CaseName, text).map(PersonName::from);
    let birth_date = cells.needed(Field::BirthDate, date);
    let registration = cells.needed(Field::Registration, code);
    let registration_since = cells.needed(Field::RegistrationSince, date);
    let aid = cells.needed(Field::Aid, code);
    let aid_since = cells.needed(Field::AidSince, date);
    let language = cells.optional(Field::Language, text);
    let phone = cells.optional(Field::Phone, text);
    let activity = listed_activity(cells);
    let last_contact = cells.optional(Field::LastContact, date);
    let plan_signed = cells.optional(Field::PlanSigned, date);
    let months_on_aid = cells.optional(Field::MonthsOnAid, months);
    let assigned = cells.optional(Field::Assigned, date);
    let worker = cells.optional(Field::Worker, worker_number);
    let name = name?;
    Some(CountyFact::Listed(ListedParticipant {
        case: case?,
        // A listing without the case's name: the participant's stands in.
        case_name: case_name.unwrap_or_else(|| name.clone()),
        name,
        person: person?,
        birth_date: birth_date?,
        registration: registration?,
        registration_since: registration_since?,
        aid: aid?,
        aid_since: aid_since?,
        language,
        phone,
        activity,
        last_contact,
        plan_signed,
        months_on_aid,
        assigned,
        worker,
    }))
}

/// The activity that the listing calls current. Nothing may be said of an activity that has no name.
fn listed_activity(cells: &mut Cells<'_>) -> Option<ListedActivity> {
    let kind = cells.optional(Field::Activity, text);
    let status = cells.optional(Field::ActivityStatus, code);
    let start = cells.optional(Field::ActivityStart, date);
    let expected_end = cells.optional(Field::ActivityEnd, date);
    let weekly_hours = cells.optional(Field::WeeklyHours, weekly_hours);
    if kind.is_none() && (status.is_some() || start.is_some() || expected_end.is_some()) {
        cells.object("no activity, although its status or its dates are given");
    }
    Some(ListedActivity { kind: kind?, status, start, expected_end, weekly_hours })
}

fn household_member(cells: &mut Cells<'_>) -> Option<CountyFact> {
    let case = cells.needed(Field::Case, case_number);
    let name = name(cells);
    let birth_date = cells.needed(Field::BirthDate, date);
    let relation = cells.needed(Field::Relation, code);
    let in_unit = cells.needed(Field::InUnit, yes_no);
    let disabled = cells.optional(Field::Disabled, yes_no);
    Some(CountyFact::HouseholdMember(HouseholdMember {
        case: case?,
        name: name?,
        birth_date: birth_date?,
        relation: relation?,
        in_unit: in_unit?,
        disabled: disabled.unwrap_or_default(),
    }))
}

fn activity_status(cells: &mut Cells<'_>) -> Option<CountyFact> {
    let case = cells.needed(Field::Case, case_number);
    let person = cells.needed(Field::Person, person_number);
    let kind = cells.needed(Field::Activity, text);
    let provider = cells.optional(Field::Provider, text);
    let weekly_hours = cells.optional(Field::WeeklyHours, weekly_hours);
    let start = cells.needed(Field::ActivityStart, date);
    let expected_end = cells.optional(Field::ActivityEnd, date);
    let status = cells.needed(Field::ActivityStatus, code);
    let on = cells.needed(Field::StatusDate, date);
    Some(CountyFact::ActivityStatus(ActivityStatusRow {
        case: case?,
        person: person?,
        kind: kind?,
        provider,
        weekly_hours,
        start: start?,
        expected_end,
        status: status?,
        on: on?,
    }))
}

fn attendance(cells: &mut Cells<'_>) -> Option<CountyFact> {
    let case = cells.needed(Field::Case, case_number);
    let person = cells.needed(Field::Person, person_number);
    let kind = cells.needed(Field::Activity, text);
    let start = cells.needed(Field::ActivityStart, date);
    let month = cells.needed(Field::Month, month);
    let attended = cells.needed(Field::Attended, monthly_hours);
    let excused = cells.optional(Field::Excused, monthly_hours);
    let unexcused = cells.optional(Field::Unexcused, monthly_hours);
    let holiday = cells.optional(Field::Holiday, monthly_hours);
    let verified_by = cells.optional(Field::VerifiedBy, text);
    let posted = cells.optional(Field::Posted, date);
    Some(CountyFact::Attendance(AttendanceRow {
        case: case?,
        person: person?,
        kind: kind?,
        start: start?,
        month: month?,
        attended: attended?,
        excused: excused.unwrap_or_default(),
        unexcused: unexcused.unwrap_or_default(),
        holiday: holiday.unwrap_or_default(),
        verified_by,
        posted,
    }))
}

fn noncompliance(cells: &mut Cells<'_>) -> Option<CountyFact> {
    let case = cells.needed(Field::Case, case_number);
    let person = cells.needed(Field::Person, person_number);
    let notice_issued = cells.needed(Field::NoticeIssued, date);
    let appointment = cells.optional(Field::Appointment, date);
    let outcome = cells.optional(Field::Outcome, code);
    let outcome_on = cells.optional(Field::OutcomeDate, date);
    let plan_end = cells.optional(Field::PlanEnd, date);
    // A determination counts from its day on: one without a day, or a day without one, would stop a clock or not by
    // chance.
    let (said, day) = (cells.shown(Field::Outcome), cells.shown(Field::OutcomeDate));
    if !said.is_empty() && day.is_empty() {
        cells.object(&format!("outcome {said} has no date of the outcome"));
    }
    if !day.is_empty() && said.is_empty() {
        cells.object(&format!("date of the outcome {day} has no outcome"));
    }
    Some(CountyFact::Noncompliance(NoncomplianceRow {
        case: case?,
        person: person?,
        notice_issued: notice_issued?,
        appointment,
        outcome,
        outcome_on,
        plan_end,
    }))
}

fn exemption(cells: &mut Cells<'_>) -> Option<CountyFact> {
    let case = cells.needed(Field::Case, case_number);
    let person = cells.needed(Field::Person, person_number);
    let reason = cells.needed(Field::Reason, code);
    let from = cells.needed(Field::From, date);
    let until = cells.optional(Field::Until, date);
    Some(CountyFact::Exemption(ExemptionRow { case: case?, person: person?, reason: reason?, from: from?, until }))
}

fn alert(cells: &mut Cells<'_>) -> Option<CountyFact> {
    let case = cells.needed(Field::Case, case_number);
    let raised = cells.needed(Field::Raised, date);
    let due = cells.optional(Field::Due, date);
    let words = cells.needed(Field::Text, text);
    let origin = cells.optional(Field::Origin, text);
    Some(CountyFact::Alert(AlertRow {
        case: case?,
        raised: raised?,
        due,
        text: words?,
        // A list that does not say who raised an alert is the system's own.
        origin: origin.unwrap_or_else(|| "county".to_owned()),
    }))
}

/// The name of a person: in one column as `Last, First`, or in two.
pub(super) fn name(cells: &mut Cells<'_>) -> Option<PersonName> {
    if cells.has_column(Field::Name) {
        return cells.needed(Field::Name, text).map(PersonName::from);
    }
    let last = cells.needed(Field::LastName, text);
    let first = cells.optional(Field::FirstName, text);
    Some(PersonName { last: last?, first: first.unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::layout::Layouts;
    use super::super::recognise::recognise;
    use super::super::table::Table;
    use super::*;

    /// Reads the second row of `text` by the layout that its header has.
    fn second_row(text: &str) -> Result<CountyFact, Refused> {
        let layouts = Layouts::bundled().unwrap();
        let tables = [Table::Text { text, delimiter: b',' }];
        let fit = recognise(&tables, &layouts, None).unwrap().fits.remove(0);
        read(&tables[0].rows().nth(1).unwrap(), &fit)
    }

    const NONCOMPLIANCE: &str = "Case,Person,NA 840 Issued,Appointment,Outcome,Outcome Date,Compliance Plan End\n";
    const ATTENDANCE: &str = "Case,Person,Activity,Start,Month,Hours attended,Source\n";

    #[rstest]
    #[case(NONCOMPLIANCE, ",1,10/06/2026,,,,", "no case number")]
    #[case(NONCOMPLIANCE, "1B1,1,10/06/2026,,Good Cause,,", "outcome Good Cause has no date of the outcome")]
    #[case(NONCOMPLIANCE, "1B1,1,10/06/2026,,,10/09/2026,", "date of the outcome 10/09/2026 has no outcome")]
    #[case(NONCOMPLIANCE, "1B1,1,10/06/2026,,Maybe,10/09/2026,", "outcome Maybe is not known")]
    #[case(NONCOMPLIANCE, "1B1,1,10/06/2026,,,,,,x", "9 cells below a header of 7")]
    #[case(NONCOMPLIANCE, "931-73-9690,1,10/06/2026,,,,", "case number ***-**-**** is not a case number")]
    #[case(
        NONCOMPLIANCE,
        "1B1,999,13/06/2026,,,,",
        "person number 999 is not a person number; \
            date of the notice 13/06/2026 is not a date (mm/dd/yyyy)"
    )]
    #[case(ATTENDANCE, "1B1,1,Job Club,2026-01-01,2026-13,12,", "month 2026-13 is not a month")]
    #[case(ATTENDANCE, "1B1,1,Job Club,2026-01-01,2026-10,-5,", "hours -5 is not a number from 0 to 744")]
    #[case(ATTENDANCE, "1B1,1,Job Club,2026-01-01,2026-10,\u{1b}[2J,", "hours �[2J is not a number")]
    fn a_row_is_refused_with_the_field_and_the_value(#[case] header: &str, #[case] row: &str, #[case] reason: &str) {
        let refused = second_row(&format!("{header}{row}\n")).unwrap_err().reason;
        assert!(refused.contains(reason), "{refused}");
    }

    #[test]
    fn blanks_and_words_for_blanks_are_nothing() {
        let row = format!("{NONCOMPLIANCE}52445,01,10/6/2026,N/A,,00/00/0000\n");
        let Ok(CountyFact::Noncompliance(read)) = second_row(&row) else { panic!("a row that is read") };
        assert_eq!(read.case.as_str(), "0052445");
        assert_eq!((read.appointment, read.outcome, read.outcome_on, read.plan_end), (None, None, None, None));
    }

    #[test]
    fn a_social_security_number_in_a_text_is_never_kept() {
        let row = "Alert Date,Case,Alert\n10/19/2026,1B1,call about 931-73-9690\n";
        let Ok(CountyFact::Alert(read)) = second_row(row) else { panic!("a row that is read") };
        assert_eq!((read.text.as_str(), read.origin.as_str()), ("call about ***-**-****", "county"));
    }

    #[test]
    fn a_household_name_has_its_two_columns() {
        let row = "Case,Last,First,DOB,Relation,In AU,Disabled\n1B1,la,André,05/23/2000,PARENT,y,\n";
        let Ok(CountyFact::HouseholdMember(read)) = second_row(row) else { panic!("a row that is read") };
        assert_eq!(read.name.to_string(), "la, André");
        assert!(read.in_unit && !read.disabled);
    }
}
