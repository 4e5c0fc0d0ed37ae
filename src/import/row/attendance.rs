//! Reads a month of attendance.

use crate::domain::extract::{AttendanceRow, CountyFact};
use crate::domain::hours::Hours;

use super::super::field::ExtractField as F;
use super::super::row_reader::RowReader;
use super::super::values::{
    parse_case_number, parse_corrected_month, parse_date, parse_day_count, parse_month, parse_monthly_hours,
    parse_person_number, parse_text, parse_words,
};

pub(super) fn read_attendance(cells: &mut RowReader<'_>) -> Option<CountyFact> {
    let case = cells.read_required(F::Case, parse_case_number);
    let person = cells.read_required(F::Person, parse_person_number);
    let kind = cells.read_required(F::Activity, parse_text);
    let start = cells.read_required(F::ActivityStart, parse_date);
    let parse = if cells.is_correction() { parse_corrected_month } else { parse_month };
    let month = cells.read_required(F::Month, parse);
    let attended = cells.read_required(F::Attended, parse_monthly_hours);
    let excused = cells.read_optional(F::Excused, parse_monthly_hours);
    let unexcused = cells.read_optional(F::Unexcused, parse_monthly_hours);
    let holiday = cells.read_optional(F::Holiday, parse_monthly_hours);
    let verified_by = cells.read_if_clear(F::VerifiedBy, parse_words);
    let posted = cells.read_if_clear(F::Posted, parse_date);
    let (excused, paid_absence) = read_absence(cells, excused);
    let had = [attended, excused, unexcused].into_iter().flatten().sum();
    let scheduled = read_scheduled(cells, had);
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
        paid_absence,
        holiday_days: cells.read_if_clear(F::HolidayDays, parse_day_count),
        scheduled,
        scheduled_days: cells.read_if_clear(F::ScheduledDays, parse_day_count),
        study: cells.read_if_clear(F::Study, parse_monthly_hours),
        verified_by,
        posted,
    }))
}

/// Reads the hours scheduled in the month. A number below the hours attended and missed is for a week, or wrong.
fn read_scheduled(cells: &mut RowReader<'_>, had: Hours) -> Option<Hours> {
    let scheduled = cells.read_if_clear(F::Scheduled, parse_monthly_hours);
    let is_fewer = scheduled.is_some_and(|scheduled| scheduled < had);
    cells.keep_unless(is_fewer, F::Scheduled, scheduled, "is less than the hours attended and missed in the month")
}

/// Returns the hours of excused absence, and how many of them were paid. A report has the excused hours as such, or as
/// paid and unpaid ones. Where its columns contradict each other, the excused hours stand, and what was paid of them is
/// left out.
fn read_absence(cells: &mut RowReader<'_>, excused: Option<Hours>) -> (Option<Hours>, Option<Hours>) {
    let paid = cells.read_if_clear(F::PaidAbsence, parse_monthly_hours);
    let unpaid = cells.read_if_clear(F::UnpaidAbsence, parse_monthly_hours);
    let Some(excused) = excused else {
        let sum = (paid.is_some() || unpaid.is_some()).then(|| paid.unwrap_or_default() + unpaid.unwrap_or_default());
        // Unpaid hours alone do not say that none was paid.
        return (sum, paid);
    };
    let parts = paid.unwrap_or_default() + unpaid.unwrap_or_default();
    let contradicts = parts > excused || (paid.is_some() && unpaid.is_some() && parts != excused);
    let problem = "does not agree with the excused hours";
    let paid = cells.keep_unless(contradicts, F::PaidAbsence, paid, problem);
    let unpaid = cells.keep_unless(contradicts, F::UnpaidAbsence, unpaid, problem);
    (Some(excused), paid.or_else(|| unpaid.map(|unpaid| excused - unpaid)))
}
