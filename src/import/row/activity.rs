//! Reads a status that an activity was given.

use chrono::NaiveDate;

use crate::domain::extract::{ActivityStatusRow, CountyFact};

use super::super::field::ExtractField as F;
use super::super::left_out::ENDS_BEFORE;
use super::super::row_reader::RowReader;
use super::super::values::{
    parse_case_number, parse_code, parse_date, parse_person_number, parse_text, parse_words, parse_yes_no,
};

pub(super) fn read_activity_status(cells: &mut RowReader<'_>) -> Option<CountyFact> {
    let case = cells.read_required(F::Case, parse_case_number);
    let person = cells.read_required(F::Person, parse_person_number);
    let kind = cells.read_required(F::Activity, parse_text);
    let provider = cells.read_if_clear(F::Provider, parse_words);
    let weekly_hours = cells.read_weekly_hours();
    let start = cells.read_required(F::ActivityStart, parse_date);
    let expected_end = cells.read_if_clear(F::ActivityEnd, parse_date);
    let status = cells.read_required(F::ActivityStatus, parse_code);
    let on = cells.read_required(F::StatusDate, parse_date);
    let (agreed, ordered) = read_agreement(cells);
    let (term_from, term_until) = read_term(cells);
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
        agreed,
        ordered,
        term_from,
        term_until,
    }))
}

/// Reads whether the participant agreed to the activity and whether it was ordered. Where a row says both, it is not
/// known which is right, and a sanction may hang on it (ACL 26-32).
fn read_agreement(cells: &mut RowReader<'_>) -> (Option<bool>, Option<bool>) {
    let agreed = cells.read_if_clear(F::Agreed, parse_yes_no);
    let ordered = cells.read_if_clear(F::Ordered, parse_yes_no);
    let is_both = agreed == Some(true) && ordered == Some(true);
    let agreed = cells.keep_unless(is_both, F::Agreed, agreed, "contradicts that the activity was ordered");
    let ordered = cells.keep_unless(is_both, F::Ordered, ordered, "contradicts that the participant agreed");
    (agreed, ordered)
}

fn read_term(cells: &mut RowReader<'_>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let from = cells.read_if_clear(F::TermFrom, parse_date);
    let until = cells.read_if_clear(F::TermUntil, parse_date);
    let is_reversed = from.zip(until).is_some_and(|(from, until)| until < from);
    (from, cells.keep_unless(is_reversed, F::TermUntil, until, ENDS_BEFORE))
}
