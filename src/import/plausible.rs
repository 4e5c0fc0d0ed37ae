//! Refuses rows with dates and counts that cannot be true: births after today, years before there was such a program, ends
//! before their beginnings; and leaves such cells out that the row does not need. A wrong digit in such a date changes who owes what.

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::field::ExtractField as F;
use super::left_out::{ENDS_BEFORE, LeftOutCell, LeftOutReason};
use super::row_reader::RejectionReason;
use super::values::Problem;
use crate::domain::dates::{self, Month};
use crate::domain::extract::{CountyFact, ListedParticipant};
use crate::domain::hours::Hours;
use crate::domain::status::ActivityStatus;
use crate::policy::act_forms::{AnswerBounds, DatedEvent};

/// The hours of a day.
const HOURS_PER_DAY: u32 = 24;

/// The number of months in a year.
const MONTHS_PER_YEAR: i32 = 12;

/// Where a date can lie.
#[derive(Debug, Clone, Copy)]
enum Range {
    /// A birth: not after today.
    Birth,
    /// Something of the program that has happened: not after today.
    Past,
    /// Something that is dated ahead: at most a year from today.
    Status,
    /// An end that is expected.
    End,
    /// Aid, which somebody may have had before there was this program: at most a year from today.
    Aid,
    /// A month of time on aid: at most a year from today.
    CountedMonth,
}

/// Returns the fact if all its dates and counts can be true on the day `today`.
///
/// # Errors
/// Names the first value that cannot be true.
pub fn check_plausible(fact: CountyFact, today: NaiveDate) -> Result<CountyFact, RejectionReason> {
    match implausible_value(&fact, today) {
        Some(reason) => Err(RejectionReason::new(reason, "Correct the value.")),
        None => Ok(fact),
    }
}

/// Takes out of a row the optional values that cannot be true on the day `today`, and returns their cells, so that the rest of
/// the row counts: a day after today, an end before its beginning, a day before the birth. It is the same as for a cell that
/// cannot be read: the value that an earlier extract reported stands.
pub fn leave_out_implausible(fact: &mut CountyFact, today: NaiveDate) -> Vec<LeftOutCell> {
    let mut left_out = Vec::new();
    match fact {
        CountyFact::Listed(row) => {
            let born = (row.birth_date, "is before the date of birth");
            let mut check = |field, day: &mut Option<NaiveDate>, range, first| {
                left_out.extend(take_implausible(field, day, (range, today), first));
            };
            check(F::LastContact, &mut row.last_contact, Range::Past, Some(born));
            check(F::PlanSigned, &mut row.plan_signed, Range::Past, Some(born));
            check(F::Assigned, &mut row.assigned, Range::Past, Some(born));
            if let Some(activity) = &mut row.activity {
                check(F::ActivityStart, &mut activity.start, Range::Status, Some(born));
                let start = activity.start.and_then(day_before).map(|start| (start, ENDS_BEFORE));
                check(F::ActivityEnd, &mut activity.expected_end, Range::End, start);
            }
            let lived = months_lived(row.birth_date, today);
            if let Some(months) = row.months_on_aid.take_if(|months| i32::from(*months) > lived) {
                left_out.push(unread_cell(
                    F::MonthsOnAid,
                    months.to_string(),
                    "are more months than the person has lived",
                ));
            }
        }
        CountyFact::ActivityStatus(row) => {
            let start = day_before(row.start).map(|start| (start, ENDS_BEFORE));
            left_out.extend(take_implausible(F::ActivityEnd, &mut row.expected_end, (Range::End, today), start));
        }
        CountyFact::Attendance(row) => {
            let first = Some((row.month.first_day(), "is before the month"));
            left_out.extend(take_implausible(F::Posted, &mut row.posted, (Range::Past, today), first));
        }
        CountyFact::Alert(row) => {
            left_out.extend(take_implausible(F::Due, &mut row.due, (Range::End, today), None));
        }
        CountyFact::HouseholdMember(_)
        | CountyFact::Noncompliance(_)
        | CountyFact::Exemption(_)
        | CountyFact::AidMonth(_) => {}
    }
    left_out
}

/// Takes a day that cannot be true, or that is before `first`, and returns its cell.
fn take_implausible(
    field: F,
    day: &mut Option<NaiveDate>,
    (range, today): (Range, NaiveDate),
    first: Option<(NaiveDate, &'static str)>,
) -> Option<LeftOutCell> {
    let date = (*day)?;
    let is_early = first.filter(|(first, _)| date < *first).map(|(_, why)| Problem::from(why));
    let problem = complaint_about(date, range, today).map(Problem::from).or(is_early)?;
    *day = None;
    Some(unread_cell(field, dates::format_compact_date(date), problem))
}

fn unread_cell(field: F, text: String, problem: impl Into<Problem>) -> LeftOutCell {
    LeftOutCell { field, text, problem: problem.into(), reason: LeftOutReason::Unread }
}

/// Returns the day before a first day: an end on it is an empty period and no mistake.
fn day_before(day: NaiveDate) -> Option<NaiveDate> {
    day.pred_opt()
}

fn implausible_value(fact: &CountyFact, today: NaiveDate) -> Option<String> {
    let wrong = dated_fields(fact).into_iter().find_map(|(title, date, range)| {
        let complaint = complaint_about(date, range, today)?;
        Some(format!("{title} {} {complaint}", dates::format_long_date(date)))
    });
    wrong.or_else(|| out_of_order(fact)).or_else(|| impossible_count(fact, today))
}

fn dated_fields(fact: &CountyFact) -> Vec<(&'static str, NaiveDate, Range)> {
    let mut fields = Vec::new();
    let mut add = |title, date: Option<NaiveDate>, range| fields.extend(date.map(|date| (title, date, range)));
    match fact {
        CountyFact::Listed(row) => {
            add("date of birth", Some(row.birth_date), Range::Birth);
            add("date of the registration status", Some(row.registration_since), Range::Status);
            add("date of the aid status", Some(row.aid_since), Range::Aid);
        }
        CountyFact::HouseholdMember(row) => add("date of birth", Some(row.birth_date), Range::Birth),
        CountyFact::ActivityStatus(row) => {
            add("start of the activity", Some(row.start), Range::Status);
            add("date of the status", Some(row.on), Range::Status);
        }
        CountyFact::Attendance(row) => {
            add("start of the activity", Some(row.start), Range::Status);
            add("month", Some(row.month.first_day()), Range::Past);
        }
        CountyFact::Noncompliance(row) => {
            add("date of the notice", Some(row.notice_issued), Range::Past);
            add("appointment", row.appointment, Range::Status);
            add("date of the outcome", row.outcome_on, Range::Past);
            add("end of the compliance plan", row.plan_end, Range::End);
        }
        CountyFact::Exemption(row) => {
            add("start of the exemption", Some(row.from), Range::Status);
            // An exemption for age or for a disability that stays has no end, which some counties write as a far day.
        }
        CountyFact::AidMonth(row) => add("month", Some(row.month.first_day()), Range::CountedMonth),
        CountyFact::Alert(row) => {
            add("date of the alert", Some(row.raised), Range::Past);
        }
    }
    fields
}

/// Says what is wrong with a date, if anything is.
fn complaint_about(date: NaiveDate, range: Range, today: NaiveDate) -> Option<String> {
    let bounds = AnswerBounds::builtin();
    let (event, ahead) = match range {
        Range::Birth => (DatedEvent::Birth, 0),
        Range::Past => (DatedEvent::Program, 0),
        Range::Status => (DatedEvent::Program, bounds.extract.status_ahead_months),
        Range::End => (DatedEvent::Program, bounds.extract.end_ahead_months),
        Range::Aid => (DatedEvent::Aid, bounds.extract.status_ahead_months),
        Range::CountedMonth => (DatedEvent::CountedMonth, bounds.extract.status_ahead_months),
    };
    let latest = today.checked_add_months(Months::new(ahead))?;
    if date > latest {
        let today = dates::format_long_date(today);
        return Some(match ahead / 12 {
            0 => format!("is after today, {today}"),
            1 => format!("is more than a year after today, {today}"),
            years => format!("is more than {years} years after today, {today}"),
        });
    }
    let earliest = bounds.earliest(event)?;
    let first = earliest.first_day(today);
    (date < first).then(|| format!("is before {} ({})", dates::format_long_date(first), earliest.reason()))
}

/// Returns why the birth of somebody who is alive cannot be on this day; `None` if it can.
pub fn implausible_birth(birth: NaiveDate, today: NaiveDate) -> Option<String> {
    let complaint = complaint_about(birth, Range::Birth, today)?;
    Some(format!("date of birth {} {complaint}", dates::format_long_date(birth)))
}

/// Returns what is wrong if an end is before its beginning, or an event before the birth. An end on the day before the
/// beginning is an empty period and no mistake.
fn out_of_order(fact: &CountyFact) -> Option<String> {
    let born = |birth: NaiveDate, title: &str, date: Option<NaiveDate>| {
        date.filter(|date| *date < birth)
            .map(|date| format!("{title} {} is before the date of birth", dates::format_long_date(date)))
    };
    let ended = |start: Option<NaiveDate>, end: Option<NaiveDate>| {
        let (start, end) = (start?, end?);
        let is_before = end < start.checked_sub_days(Days::new(1))?;
        is_before
            .then(|| format!("end {} is before start {}", dates::format_long_date(end), dates::format_long_date(start)))
    };
    match fact {
        CountyFact::Listed(row) => {
            born(row.birth_date, "date of the registration status", Some(row.registration_since))
                .or_else(|| born(row.birth_date, "date of the aid status", Some(row.aid_since)))
        }
        CountyFact::ActivityStatus(row) => {
            let says = "of a status that follows the start, {}";
            let is_early = is_after_start(row.status) && row.on < row.start;
            is_early.then(|| {
                let day = says.replace("{}", &dates::format_long_date(row.start));
                format!("date {} {day}, is before it", dates::format_long_date(row.on))
            })
        }
        CountyFact::Attendance(row) => {
            let is_early = row.month < Month::from_date(row.start);
            is_early.then(|| {
                let (month, start) = (dates::format_month(row.month), dates::format_long_date(row.start));
                format!("month {month} is before the start of the activity, {start}")
            })
        }
        CountyFact::Exemption(row) => ended(Some(row.from), row.until),
        CountyFact::Noncompliance(row) => {
            let days = [
                ("date of the outcome", row.outcome_on),
                ("appointment", row.appointment),
                ("end of the compliance plan", row.plan_end),
            ];
            let early = days.into_iter().filter_map(|(title, day)| Some((title, day?)));
            let (title, day) = early.into_iter().find(|(_, day)| *day < row.notice_issued)?;
            Some(format!("{title} {} is before the notice", dates::format_long_date(day)))
        }
        _ => None,
    }
}

/// Returns whether the status can only be given from the first day of the activity on.
const fn is_after_start(status: ActivityStatus) -> bool {
    matches!(status, ActivityStatus::FirstDayAttendance | ActivityStatus::Completed | ActivityStatus::EndBeforeExpected)
}

/// Says which count is higher than the month or the person's life allows, and who is too old or too young to take part.
fn impossible_count(fact: &CountyFact, today: NaiveDate) -> Option<String> {
    match fact {
        CountyFact::Listed(row) => impossible_age(row, today),
        CountyFact::Attendance(row) => {
            let named = [
                ("attended", row.attended),
                ("excused", row.excused),
                ("unexcused", row.unexcused),
                ("holiday", row.holiday),
            ];
            let beyond = |(field, hours): (&str, Hours)| {
                let because = AnswerBounds::builtin().for_number(field)?.impossible_because(hours.into())?;
                Some(format!("{field} hours cannot be {hours} ({})", because.trim_end_matches('.')))
            };
            let all: Hours = named.iter().map(|(_, hours)| *hours).sum();
            let most = HOURS_PER_DAY * row.month.last_day().day();
            let sum = || format!("{all} hours are more than the month has, {most}");
            named.into_iter().find_map(beyond).or_else(|| (Hours::from_whole(most) < all).then(sum))
        }
        _ => None,
    }
}

fn impossible_age(row: &ListedParticipant, today: NaiveDate) -> Option<String> {
    let age = today.years_since(row.birth_date).unwrap_or_default();
    let bounds = &AnswerBounds::builtin().extract;
    if !(bounds.youngest_participant..=bounds.oldest_participant).contains(&age) {
        return Some(format!("a participant who is {age} years old cannot be right"));
    }
    None
}

/// Returns in how many months, the first and the last included, somebody has lived.
fn months_lived(birth: NaiveDate, today: NaiveDate) -> i32 {
    let number = |date: NaiveDate| date.year() * MONTHS_PER_YEAR + i32::try_from(date.month()).unwrap_or(0);
    number(today) - number(birth) + 1
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::layouts::Layouts;
    use super::super::recognize::recognize_layouts;
    use super::super::row::read_row;
    use super::super::table::Table;
    use super::*;

    const LISTING: &str =
        "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt,Last Contact,Plan Signed,Months on Aid\n";
    const EXEMPTIONS: &str = "Case,Person,Reason,From,Until\n";
    const ACTIVITIES: &str = "Case,Person,Activity,Start,Expected End,Status,Status Date\n";
    const ATTENDANCE: &str = "Case,Person,Activity,Start,Month,Attended,Excused,Unexcused,Holiday,Posted\n";
    const NONCOMPLIANCE: &str = "Case,Person,Notice Issued,Appointment,Outcome,Outcome Date,Plan End\n";
    const HOUSEHOLD: &str = "Case,Member,Person,Birth Date,Relation,In AU\n";
    const AID_MONTHS: &str = "Case,Person,Aid Month,Month Status\n";
    const ALERTS: &str = "Alert Date,Case Number,Alert\n";

    /// Checks the second row of `text` on November 28, 2026.
    fn check_row(text: &str) -> Result<CountyFact, String> {
        let tables = [Table::Text { text, delimiter: b',' }];
        let fit = recognize_layouts(&tables, Layouts::for_extracts(), None).unwrap().fits.remove(0);
        let fact = read_row(&tables[0].iter_rows().nth(1).unwrap(), &fit).outcome.map_err(|fault| fault.reason)?;
        check_plausible(fact, NaiveDate::from_ymd_opt(2026, 11, 28).unwrap()).map_err(|fault| fault.reason)
    }

    #[rstest]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/2062,Exempt,1/1/2026,Active,1/1/2026,,,", "date of birth")]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1990,Exempt,1/1/2062,Active,1/1/2026,,,", "more than a year after today")]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/2020,Exempt,1/1/2019,Active,1/1/2026,,,", "before the date of birth")]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/2021,Exempt,1/1/2026,Active,1/1/2026,,,", "a participant who is 5 years old")]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1901,Exempt,1/1/2026,Active,1/1/2026,,,", "Nobody alive is older")]
    #[case(ACTIVITIES, "1B1,1,Job Search,10/1/2026,12/1/2026,Completed,9/20/2026", "is before it")]
    #[case(ATTENDANCE, "1B1,1,Job Search,8/1/2026,2026-10,490,240,15,0,11/5/2026", "more than the month has, 744")]
    #[case(
        ATTENDANCE,
        "1B1,1,Job Search,8/1/2026,2026-10,497,0,0,0,11/5/2026",
        "attended hours cannot be 497 (Nobody takes part"
    )]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1990,Exempt,1/1/2026,Active,1/1/1900,,,", "is before Wed 08/14/1935")]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1990,Exempt,1/1/2026,Active,1/1/1950,,,", "before the date of birth")]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1990,Exempt,1/1/1970,Active,1/1/2026,,,", "is before Thu 09/26/1985")]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1899,Exempt,1/1/2026,Active,1/1/2026,,,", "Nobody alive is older")]
    #[case(HOUSEHOLD, "1B1,\"A, B\",1,1/5/1905,Child,Y", "Nobody alive is older")]
    #[case(AID_MONTHS, "1B1,1,1995-11,Aided", "counted from December 1996 on")]
    #[case(EXEMPTIONS, "1B1,1,Disability,1/1/1970,", "is before Thu 09/26/1985")]
    #[case(ATTENDANCE, "1B1,1,Job Search,10/1/2026,2026-01,70,0,0,0,11/5/2026", "before the start of the activity")]
    #[case(NONCOMPLIANCE, "1B1,1,10/6/2026,9/21/2026,,,", "appointment Mon 09/21/2026 is before the notice")]
    #[case(NONCOMPLIANCE, "1B1,1,10/6/2026,,Compliance Plan,10/20/2026,1/1/2026", "is before the notice")]
    #[case(EXEMPTIONS, "1B1,1,Disability,1/1/2026,1/1/2025", "is before start")]
    #[case(ALERTS, "12/24/2026,1B1,Call", "date of the alert")]
    fn implausible_values_are_refused(#[case] header: &str, #[case] row: &str, #[case] reason: &str) {
        let refused = check_row(&format!("{header}{row}\n")).unwrap_err();
        assert!(refused.contains(reason), "{refused}");
    }

    #[rstest]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1990,Exempt,1/1/2026,Active,1/1/2026,11/29/2026,,", "is after today")]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1990,Exempt,1/1/2026,Active,1/1/2026,1/5/2062,,", "is after today")]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1990,Exempt,1/1/2026,Active,1/1/2026,1/1/1989,,", "before the date of birth")]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1990,Exempt,1/1/2026,Active,1/1/2026,,12/1/2026,", "is after today")]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1990,Exempt,1/1/2026,Active,1/1/2026,,,600", "more months than")]
    #[case(ACTIVITIES, "1B1,1,Job Search,10/1/2026,9/1/2026,Scheduled,9/20/2026", "before the first day")]
    #[case(ACTIVITIES, "1B1,1,Job Search,10/1/2026,9/1/2062,Scheduled,9/20/2026", "years after today")]
    #[case(ATTENDANCE, "1B1,1,Job Search,8/1/2026,2026-10,70,0,0,0,11/5/2025", "is before the month")]
    #[case(ATTENDANCE, "1B1,1,Job Search,8/1/2026,2026-10,70,0,0,0,12/5/2026", "is after today")]
    #[case("Alert Date,Case Number,Alert,Due\n", "11/24/2026,1B1,Call,1/1/2062", "years after today")]
    fn an_optional_cell_that_cannot_be_true_is_left_out(
        #[case] header: &str,
        #[case] row: &str,
        #[case] problem: &str,
    ) {
        let text = format!("{header}{row}\n");
        let tables = [Table::Text { text: &text, delimiter: b',' }];
        let fit = recognize_layouts(&tables, Layouts::for_extracts(), None).unwrap().fits.remove(0);
        let mut fact = read_row(&tables[0].iter_rows().nth(1).unwrap(), &fit).outcome.unwrap();
        let today = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        let left_out = leave_out_implausible(&mut fact, today);
        assert_eq!(left_out.len(), 1, "{left_out:?}");
        assert!(left_out[0].problem.contains(problem), "{left_out:?}");
        check_plausible(fact, today).unwrap();
    }

    #[rstest]
    #[case(LISTING, "1B1,\"A, B\",1,1/5/1990,Exempt,12/1/2026,Active,1/1/1992,11/28/2026,11/1/2026,60")]
    #[case(ACTIVITIES, "1B1,1,Job Search,10/1/2026,12/1/2026,Scheduled,9/20/2026")]
    #[case(ATTENDANCE, "1B1,1,Job Search,10/1/2026,2026-10,496,0,0,0,10/1/2026")]
    #[case(NONCOMPLIANCE, "1B1,1,10/6/2026,10/6/2026,,,")]
    #[case(EXEMPTIONS, "1B1,1,Disability,1/1/2026,12/31/2040")]
    #[case(EXEMPTIONS, "1B1,1,Disability,1/1/2026,")]
    fn plausible_values_are_read(#[case] header: &str, #[case] row: &str) {
        check_row(&format!("{header}{row}\n")).unwrap();
    }
}
