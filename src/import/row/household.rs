//! Reads a member of the household.

use chrono::NaiveDate;

use crate::domain::extract::{CountyFact, HouseholdMember};

use super::super::field::ExtractField as F;
use super::super::left_out::ENDS_BEFORE;
use super::super::row_reader::RowReader;
use super::super::values::{parse_case_number, parse_code, parse_date, parse_yes_no};

pub(super) fn read_household_member(cells: &mut RowReader<'_>) -> Option<CountyFact> {
    let case = cells.read_required(F::Case, parse_case_number);
    let name = cells.read_name();
    let birth_date = cells.read_required(F::BirthDate, parse_date);
    let relation = cells.read_required(F::Relation, parse_code);
    let in_unit = cells.read_required(F::InUnit, parse_yes_no);
    let disabled = cells.read_optional(F::Disabled, parse_yes_no);
    let (in_unit_from, in_unit_until) = read_span(cells, [F::InUnitFrom, F::InUnitUntil], in_unit);
    let (disabled_from, disabled_until) = read_span(cells, [F::DisabledFrom, F::DisabledUntil], disabled);
    let pregnant = cells.read_if_clear(F::Pregnant, parse_yes_no);
    let due_date = read_where(cells, F::DueDate, pregnant);
    let pregnancy_ended = cells.read_if_clear(F::PregnancyEnded, parse_date);
    let aid_ended = cells.read_if_clear(F::AidEnded, parse_date);
    let homeless = cells.read_if_clear(F::Homeless, parse_yes_no);
    let school_completed = cells.read_if_clear(F::SchoolCompleted, parse_yes_no);
    let cal_learn = cells.read_if_clear(F::CalLearn, parse_yes_no);
    let head_of_household = cells.read_if_clear(F::HeadOfHousehold, parse_yes_no);
    let (head_of_household_from, head_of_household_until) =
        read_span(cells, [F::HeadOfHouseholdFrom, F::HeadOfHouseholdUntil], head_of_household);
    Some(CountyFact::HouseholdMember(HouseholdMember {
        case: case?,
        name: name?,
        birth_date: birth_date?,
        relation: relation?,
        in_unit: in_unit?,
        disabled: disabled.unwrap_or_default(),
        in_unit_from,
        in_unit_until,
        disabled_from,
        disabled_until,
        pregnant,
        due_date,
        pregnancy_ended,
        aid_ended,
        homeless,
        school_completed,
        cal_learn,
        head_of_household,
        head_of_household_from,
        head_of_household_until,
    }))
}

/// Reads the first and last day on which something holds. The days are left out where the row says that it does not
/// hold, for it is not clear which of the two is right; a last day before the first is left out, too.
fn read_span(
    cells: &mut RowReader<'_>,
    [first, last]: [F; 2],
    holds: Option<bool>,
) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let (from, until) = (read_where(cells, first, holds), read_where(cells, last, holds));
    let is_reversed = from.zip(until).is_some_and(|(from, until)| until < from);
    (from, cells.keep_unless(is_reversed, last, until, ENDS_BEFORE))
}

/// Reads a day of something, which is left out where the row says that it does not hold.
fn read_where(cells: &mut RowReader<'_>, field: F, holds: Option<bool>) -> Option<NaiveDate> {
    let day = cells.read_if_clear(field, parse_date);
    cells.keep_unless(holds == Some(false), field, day, "is given, although the row says no")
}
