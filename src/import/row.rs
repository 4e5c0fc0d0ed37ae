//! Reads a row's cells as a fact of the county, or collects the reasons why the row cannot be used.

mod activity;
mod aid;
mod attendance;
mod household;
mod noncompliance;

use crate::domain::extract::{AlertRow, CountyFact, ExtractKind, ListedActivity, ListedParticipant};
use crate::domain::name::PersonName;

use super::cell::TableRow;
use super::field::ExtractField;
use super::left_out::LeftOutCell;
use super::recognize::LayoutFit;
use super::row_reader::{RejectionReason, RowReader};
use super::values::{
    parse_case_number, parse_code, parse_contact, parse_date, parse_month_count, parse_person_number, parse_text,
    parse_words, parse_worker_number,
};
use super::word_tally::CellWord;

/// Why the status and the dates of an activity are left out that the row does not name.
const WITHOUT_ACTIVITY: &str = "is given without an activity";

/// What a row states, or the reasons why it cannot be used.
pub struct RowReading {
    /// The fact; or why the row cannot be used: the labels and values of the fields in plain words, one reason after the
    /// other.
    pub outcome: Result<CountyFact, RejectionReason>,
    /// The words of the row that the layout does not have.
    pub words: Vec<CellWord>,
    /// The cells that could not be read and are left out of the fact.
    pub left_out: Vec<LeftOutCell>,
}

/// Reads the fact that a row states.
pub fn read_row(row: &TableRow, fit: &LayoutFit<'_>) -> RowReading {
    let mut cells = RowReader::new(row, fit);
    let fact = match fit.layout.kind {
        ExtractKind::Listing => read_listed(&mut cells),
        ExtractKind::Household => household::read_household_member(&mut cells),
        ExtractKind::ActivityHistory => activity::read_activity_status(&mut cells),
        ExtractKind::Attendance => attendance::read_attendance(&mut cells),
        ExtractKind::Noncompliance => noncompliance::read_noncompliance(&mut cells),
        ExtractKind::Exemptions => aid::read_exemption(&mut cells),
        ExtractKind::AidMonths => aid::read_aid_month(&mut cells),
        ExtractKind::Alerts => read_alert(&mut cells),
        // Such a list is matched with the caseload; its layout never reads an extract.
        ExtractKind::ChildWelfare => None,
    };
    let (words, left_out) = (cells.take_words(), cells.take_left_out());
    let outcome = match (fact, cells.into_rejection()) {
        (Some(fact), None) => Ok(fact),
        (_, rejection) => Err(rejection.unwrap_or_else(|| RejectionReason::new("it cannot be read", "Correct it."))),
    };
    // Of a row that cannot be used, nothing is left out: it is corrected as a whole.
    let left_out = if outcome.is_ok() { left_out } else { Vec::new() };
    RowReading { outcome, words, left_out }
}

fn read_listed(cells: &mut RowReader<'_>) -> Option<CountyFact> {
    let case = cells.read_required(ExtractField::Case, parse_case_number);
    cells.doubt_case_number();
    let person = cells.read_required(ExtractField::Person, parse_person_number);
    let name = cells.read_name();
    let case_name = cells.read_optional(ExtractField::CaseName, parse_text).map(PersonName::from);
    let birth_date = cells.read_required(ExtractField::BirthDate, parse_date);
    let registration = cells.read_required(ExtractField::Registration, parse_code);
    let registration_since = cells.read_required(ExtractField::RegistrationSince, parse_date);
    let aid = cells.read_required(ExtractField::Aid, parse_code);
    let aid_since = cells.read_required(ExtractField::AidSince, parse_date);
    let language = cells.read_if_clear(ExtractField::Language, parse_contact);
    let phone = cells.read_if_clear(ExtractField::Phone, parse_contact);
    let activity = read_listed_activity(cells);
    let last_contact = cells.read_if_clear(ExtractField::LastContact, parse_date);
    let plan_signed = cells.read_if_clear(ExtractField::PlanSigned, parse_date);
    let months_on_aid = cells.read_if_clear(ExtractField::MonthsOnAid, parse_month_count);
    let assigned = cells.read_if_clear(ExtractField::Assigned, parse_date);
    let worker = cells.read_if_clear(ExtractField::Worker, parse_worker_number);
    let name = name?;
    Some(CountyFact::Listed(ListedParticipant {
        case: case?,
        // A listing without the case's name: the participant's name serves for it.
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

/// Reads the activity that the listing calls current. A status that is not known leaves an activity whose status is not
/// known; a status or dates without an activity are left out.
fn read_listed_activity(cells: &mut RowReader<'_>) -> Option<ListedActivity> {
    let kind = cells.read_if_clear(ExtractField::Activity, parse_words);
    let status = cells.read_if_clear(ExtractField::ActivityStatus, parse_code);
    let start = cells.read_if_clear(ExtractField::ActivityStart, parse_date);
    let expected_end = cells.read_if_clear(ExtractField::ActivityEnd, parse_date);
    let weekly_hours = cells.read_weekly_hours();
    let is_nameless = kind.is_none();
    let status = cells.keep_unless(is_nameless, ExtractField::ActivityStatus, status, WITHOUT_ACTIVITY);
    let start = cells.keep_unless(is_nameless, ExtractField::ActivityStart, start, WITHOUT_ACTIVITY);
    let expected_end = cells.keep_unless(is_nameless, ExtractField::ActivityEnd, expected_end, WITHOUT_ACTIVITY);
    Some(ListedActivity { kind: kind?, status, start, expected_end, weekly_hours })
}

fn read_alert(cells: &mut RowReader<'_>) -> Option<CountyFact> {
    let case = cells.read_required(ExtractField::Case, parse_case_number);
    let raised = cells.read_required(ExtractField::Raised, parse_date);
    let due = cells.read_if_clear(ExtractField::Due, parse_date);
    let text = cells.read_required(ExtractField::Text, parse_text);
    let origin = cells.read_if_clear(ExtractField::Origin, parse_words);
    Some(CountyFact::Alert(AlertRow {
        case: case?,
        raised: raised?,
        due,
        text: text?,
        // If the list does not say who raised an alert, the county's system did.
        origin: origin.unwrap_or_else(|| "county".to_owned()),
    }))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::layouts::Layouts;
    use super::super::recognize::recognize_layouts;
    use super::super::table::Table;
    use super::*;

    /// Reads the second row of `text` by the layout that fits its header.
    fn second_row(text: &str) -> Result<CountyFact, RejectionReason> {
        let layouts = Layouts::for_extracts();
        let tables = [Table::Text { text, delimiter: b',' }];
        let fit = recognize_layouts(&tables, layouts, None).unwrap().fits.remove(0);
        read_row(&tables[0].iter_rows().nth(1).unwrap(), &fit).outcome
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
    fn a_row_is_rejected_with_the_field_and_the_value(#[case] header: &str, #[case] row: &str, #[case] reason: &str) {
        let rejected = second_row(&format!("{header}{row}\n")).unwrap_err().reason;
        assert!(rejected.contains(reason), "{rejected}");
    }

    #[test]
    fn blanks_and_words_for_blanks_are_no_values() {
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
