//! Columns that only add to what a row says: what they bring, and what becomes of cells that cannot be read.

use super::*;
use crate::domain::facts::{AidMonthStatus, CaseFacts, Overpayment};
use crate::domain::hours::Hours;
use crate::import::left_out::LeftOutColumn;

const CASE: &str = "1B00001";

fn facts(office: &Office) -> CaseFacts {
    office.store.case_record(&CASE.parse().unwrap()).unwrap().unwrap().facts
}

fn day(day: &str) -> Option<chrono::NaiveDate> {
    day.parse().ok()
}

/// Returns what was left out: the column, the number of cells, and the first of them.
fn left_out(read: &ImportResult) -> Vec<(&'static str, u32, &str)> {
    let shown = |column: &'_ LeftOutColumn| (column.field.id(), column.cells);
    read.outcome
        .left_out
        .iter()
        .map(|column| (shown(column).0, shown(column).1, column.shown[0].text.as_str()))
        .collect()
}

#[test]
fn a_household_says_since_when_and_until_when() {
    let mut office = Office::with_case(CASE);
    let read = office.read_text(
        "Case,Last,First,DOB,Relation,In AU,Disabled,AU From,AU End,Disability Begin,Disability End,Pregnant,Due Date,\
         Person Discontinued,Homeless\n\
         1B00001,Vu,Mai,1/5/1990,Parent,Y,Y,3/1/2026,,3/2/2026,10/31/2026,Y,2/1/2027,,N\n\
         1B00001,Vu,Lan,5/5/2015,Child,N,,3/1/2026,,,,maybe,soon,9/30/2026,\n\
         1B00001,Vu,Bao,5/5/2016,Child,Y,,9/1/2026,8/1/2026,,,,,,\n",
    );
    assert_eq!((read.counts().new, read.counts().rejected), (3, 0), "{:?}", read.reasons());
    let facts = facts(&office);
    let [mother, child, brother] = facts.people.as_slice() else { panic!("{:?}", facts.people) };
    assert_eq!((mother.in_unit_from, mother.in_unit_until), (day("2026-03-01"), None));
    assert_eq!((mother.disabled_from, mother.disabled_until), (day("2026-03-02"), day("2026-10-31")));
    assert_eq!((mother.pregnant, mother.due_date), (Some(true), day("2027-02-01")));
    assert_eq!(mother.homeless_without_phone, Some(false));
    // Lan is not in the unit, so that the first day in it says nothing; the words are not known, and the person stays.
    assert_eq!((child.in_unit, child.in_unit_from, child.pregnant, child.due_date), (Some(false), None, None, None));
    assert_eq!(child.aid_ended, day("2026-09-30"));
    assert_eq!((brother.in_unit_from, brother.in_unit_until), (day("2026-09-01"), None));
    let expected = [
        ("in_unit_from", 1, "3/1/2026"),
        ("in_unit_until", 1, "8/1/2026"),
        ("pregnant", 1, "maybe"),
        ("due_date", 1, "soon"),
    ];
    assert_eq!(left_out(&read), expected);
    // The word is offered like any other unknown word of a column.
    assert_eq!(read.outcome.words[0].unknown[0].word, "maybe");
    let lines: Vec<String> = read.outcome.left_out.iter().flat_map(LeftOutColumn::to_lines).collect();
    assert!(lines.iter().any(|line| line == "    row 3: \"soon\" is not a date (mm/dd/yyyy)"), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("Due Date: 1 cell could not be read; the rest")), "{lines:#?}");
}

#[test]
fn an_expected_birth_means_pregnant_only_while_it_is_ahead() {
    for (due, pregnant) in [("2/1/2027", Some(true)), ("2/1/2019", None)] {
        let mut office = Office::with_case(CASE);
        office.read_text(&format!(
            "Case,Last,First,DOB,Relation,In AU,Due Date\n1B00001,Vu,Mai,1/5/1990,Parent,Y,{due}\n"
        ));
        assert_eq!(facts(&office).people[0].pregnant, pregnant, "{due}");
    }
}

#[test]
fn school_cal_learn_and_agreement_come_with_the_household_and_the_activities() {
    let mut office = Office::with_case(CASE);
    let household = office.read_text(
        "Case,Last,First,DOB,Relation,In AU,HS Completed,Cal-Learn,HOH,HOH Since,HOH Until\n\
         1B00001,Vu,Mai,1/5/2009,Parent,Y,N,Y,Y,3/1/2026,9/30/2026\n\
         1B00001,Vu,Lan,5/5/2025,Child,Y,,pending,,,\n",
    );
    assert_eq!((household.counts().new, household.counts().rejected), (2, 0), "{:?}", household.reasons());
    let people = facts(&office).people;
    let known =
        |index: usize| (people[index].school_completed, people[index].cal_learn, people[index].head_of_household);
    assert_eq!(known(0), (Some(false), Some(true), Some(true)));
    let heads = (people[0].head_of_household_from, people[0].head_of_household_until);
    assert_eq!(heads, (day("2026-03-01"), day("2026-09-30")));
    assert_eq!((known(1), left_out(&household)), ((None, None, None), vec![("cal_learn", 1, "pending")]));

    let read = office.read_text(
        "Case,Person,Activity,Start,Status,Status Date,Weekly Hours,Agreed,Ordered,Term Start,Term End\n\
         1B00001,1,Job Search,7/6/2026,Scheduled,7/1/2026,much,N,Y,,\n\
         1B00001,1,Community College,8/24/2026,Scheduled,8/1/2026,12,Y,,8/24/2026,12/18/2026\n\
         1B00001,1,Job Club,9/7/2026,Scheduled,9/1/2026,,Y,Y,9/7/2026,9/1/2026\n",
    );
    assert_eq!((read.counts().new, read.counts().rejected), (3, 0), "{:?}", read.reasons());
    let facts = facts(&office);
    let [search, college, club] = facts.activities.as_slice() else { panic!("{:?}", facts.activities) };
    assert_eq!((search.agreed, search.ordered, search.weekly_hours), (Some(false), Some(true), None));
    assert_eq!((college.agreed, college.ordered), (Some(true), None));
    assert_eq!((college.term_from, college.term_until), (day("2026-08-24"), day("2026-12-18")));
    // Both agreed and ordered: it is not known which is right, and a sanction may hang on it.
    assert_eq!((club.agreed, club.ordered, club.term_until), (None, None, None));
    let fields: Vec<_> = left_out(&read).into_iter().map(|(field, ..)| field).collect();
    assert_eq!(fields, ["weekly_hours", "agreed", "ordered", "term_until"]);
}

#[test]
fn attendance_distinguishes_paid_from_unpaid_absence() {
    let mut office = Office::with_case(CASE);
    let read = office.read_text(
        "Case,Person,Activity,Start,Month,Hours Attended,Excused,Holiday,Paid Absence,Unpaid Absence,Holiday Days,\
         Scheduled Hours,Scheduled Days,Study Hours\n\
         1B00001,1,Job,1/5/2026,2026-03,80,8,8,,2,1,96,12,4\n\
         1B00001,1,Job,1/5/2026,2026-04,80,,,3,1,,,,\n\
         1B00001,1,Job,1/5/2026,2026-05,80,4,,9,,x,20,40,-1\n",
    );
    assert_eq!((read.counts().new, read.counts().rejected), (3, 0), "{:?}", read.reasons());
    let facts = facts(&office);
    let [march, april, may] = facts.attendance.as_slice() else { panic!("{:?}", facts.attendance) };
    let hours = |hours| Some(Hours::from_whole(hours));
    assert_eq!((march.paid_absence, march.holiday_days, march.study), (hours(6), Some(1), hours(4)));
    assert_eq!((march.scheduled, march.scheduled_days), (hours(96), Some(12)));
    assert_eq!((april.excused, april.paid_absence), (Hours::from_whole(4), hours(3)));
    // More paid than excused, hours of a week, a month of forty days: what contradicts the row is left out.
    assert_eq!((may.excused, may.paid_absence, may.scheduled), (Hours::from_whole(4), None, None));
    assert_eq!((may.holiday_days, may.scheduled_days, may.study), (None, None, None));
    let fields: Vec<_> = left_out(&read).into_iter().map(|(field, ..)| field).collect();
    assert_eq!(fields, ["paid_absence", "holiday_days", "scheduled", "scheduled_days", "study"]);
}

#[test]
fn a_noncompliance_brings_hearing_notices_good_cause_and_cure() {
    let mut office = Office::with_case(CASE);
    let read = office.read_text(
        "Case,Person,NA 840 Issued,Appointment,Outcome,Outcome Date,Compliance Plan End,Compliance Plan Hours,\
         Good Cause Reason,Good Cause End,Good Cause Expected End,Hearing Requested,Hearing Timely,Aid Paid Pending,\
         NA 817 Issued,NA 817 Effective,NA 841 Issued,NA 841 Effective,WTW 31,Cure Plan End,Cure Plan Hours\n\
         1B00001,1,03/02/2026,,Compliance Plan,03/12/2026,05/01/2026,20,,,,,,,,,,,,,\n\
         1B00001,1,05/04/2026,,Good Cause,05/12/2026,,,no transport,,07/01/2026,,,,,,,,,,\n\
         1B00001,1,07/06/2026,,No Good Cause,07/26/2026,,,illness,,,08/10/2026,Y,Y,08/01/2026,07/01/2026,08/02/2026,\
         09/01/2026,09/15/2026,10/15/2026,20\n\
         1B00001,1,09/07/2026,,,,,much,,,,someday,perhaps,,,,,,,,12\n",
    );
    assert_eq!((read.counts().new, read.counts().rejected), (4, 0), "{:?}", read.reasons());
    let facts = facts(&office);
    let [plan, _, refused, open] = facts.noncompliance.as_slice() else { panic!("{:?}", facts.noncompliance) };
    assert_eq!(plan.plan_weekly_hours, Some(Hours::from_whole(20)));
    assert_eq!((refused.hearing_requested, refused.hearing_timely), (day("2026-08-10"), Some(true)));
    assert_eq!((refused.aid_paid_pending, refused.sanction_notice), (Some(true), day("2026-08-01")));
    // A notice cannot take effect before it goes out.
    assert_eq!(refused.sanction_notice_effective, None);
    assert_eq!((open.plan_weekly_hours, open.hearing_requested, open.hearing_timely), (None, None, None));
    let [cause] = facts.good_causes.as_slice() else { panic!("{:?}", facts.good_causes) };
    assert_eq!(
        (cause.from, cause.until, cause.expected_until),
        ("2026-05-12".parse().unwrap(), None, day("2026-07-01"))
    );
    assert_eq!(cause.reason.as_deref(), Some("no transport"));
    let [notice] = facts.notices.as_slice() else { panic!("{:?}", facts.notices) };
    assert_eq!((notice.kind.as_str(), notice.sent, notice.effective), ("NA 841", day("2026-08-02"), day("2026-09-01")));
    let [cure] = facts.cures.as_slice() else { panic!("{:?}", facts.cures) };
    assert_eq!((cure.requested.to_string().as_str(), cure.until), ("2026-09-15", day("2026-10-15")));
    let expected = [
        ("good_cause_reason", 1, "illness"),
        ("plan_hours", 1, "much"),
        ("hearing_requested", 1, "someday"),
        ("hearing_timely", 1, "perhaps"),
        ("sanction_notice_effective", 1, "07/01/2026"),
        ("cure_hours", 1, "12"),
    ];
    assert_eq!(left_out(&read), expected);
}

#[test]
fn months_of_aid_are_a_list_of_their_own() {
    const MONTHS: &str = "Case,Pers,Aid Month,Month Status,Reason,Grant,OP Status,Fund Source,Aid Code,Paying County,Counted,\
         Child Support Amount,Child Support Date\n\
         1B00001,1,2026-01,Aided,,\"$1,024.00\",Repaid,Federal,30,,,,\n\
         1B00001,1,2026-02,Exempt,Disability,900,,,,,,,\n\
         1B00001,1,2025-03,Aided,,0,lost,Foundation,,Fresno,Y,$120,2025-05-04\n\
         1B00001,1,2025-04,Aided,,,,,,,N,$80,\n\
         1B00001,1,2025-05,Parked,,,,,,,,,\n";
    let mut office = Office::with_case(CASE);
    let read = office.read_text(MONTHS);
    // A month of unknown status is not an aided month.
    assert_eq!(read.reasons(), [(6, "status of the month Parked is not known")]);
    assert_eq!(read.counts().new, 4);
    let known = facts(&office);
    let [paid, exempt, elsewhere, here] = known.aid_months.as_slice() else { panic!("{:?}", known.aid_months) };
    assert_eq!(
        (paid.was, paid.grant, paid.overpayment),
        (AidMonthStatus::Aided, Some(1024), Some(Overpayment::Repaid))
    );
    assert_eq!((exempt.was, exempt.reason.as_deref()), (AidMonthStatus::Exempt, Some("Disability")));
    assert_eq!((elsewhere.counted, elsewhere.decided_by.as_deref()), (Some(true), Some("Fresno")));
    assert_eq!((elsewhere.overpayment, elsewhere.funding), (None, None));
    // Without another county or a hearing, the county's count is no decision.
    assert_eq!((here.counted, here.decided_by.as_deref()), (None, None));
    assert_eq!(known.child_support.len(), 1);
    assert_eq!(known.child_support[0].amount, 120);
    let expected = [("overpayment", 1, "lost"), ("funding", 1, "Foundation"), ("child_support", 1, "$80")];
    assert_eq!(left_out(&read), expected);
    // A status that the county corrects replaces the former one, and a list of some months does not lack the others.
    let again = office.read_text("Case,Pers,Aid Month,Month Status\n1B00001,1,2026-01,Exempt\n");
    assert_eq!((again.counts().changed, again.outcome.missing), (1, 0));
    let now = facts(&office).aid_months;
    assert_eq!(now.len(), 4);
    assert!(now.iter().any(|month| month.month.to_string() == "2026-01" && month.was == AidMonthStatus::Exempt));
}

#[test]
fn a_row_without_the_columns_says_nothing_about_them() {
    let mut office = Office::with_case(CASE);
    office.read_text("Case,Last,First,DOB,Relation,In AU\n1B00001,Vu,Mai,1/5/1990,Parent,Y\n");
    let person = &facts(&office).people[0];
    assert_eq!(
        (person.in_unit_from, person.pregnant, person.due_date, person.homeless_without_phone),
        (None, None, None, None)
    );
    office.read_text(
        "Case,Person,Reason,From,Verification,Verification End\n1B00001,1,Disability,1/5/2026,SDI,6/30/2026\n",
    );
    let exemption = &facts(&office).exemptions[0];
    assert_eq!((exemption.proof.as_deref(), exemption.proof_until), (Some("SDI"), day("2026-06-30")));
}

#[test]
fn a_participant_stays_in_the_listing_when_a_column_that_only_adds_cannot_be_read() {
    let mut office = Office::with_case(CASE);
    let read = office.read_text(
        "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt,Activity,Act Status,Act Start,Hrs/Wk,\
         Last Contact,WTW2 Signed,Months on Aid,Worker\n\
         1B00002,\"Vu, Lan\",1,1/5/1991,Exempt,1/1/2026,Active,1/1/2026,Job Search,Parked,1/5/2026,much,soon,yes,n,19.AS23\n\
         1B00003,\"Vu, Bao\",1,1/5/1992,Exempt,1/1/2026,Active,1/1/2026,,Closed,1/5/2026,,,,,\n\
         1B00004,\"Vu, Hoa\",1,1/5/1992,Parked,1/1/2026,Active,1/1/2026,,,,,,,,\n",
    );
    // Without a registration status nothing can be said of the participant; with it, everything else can wait.
    assert_eq!((read.counts().new, read.reasons()), (2, vec![(4, "status Parked is not known")]));
    let facts = |case: &str| office.store.case_record(&case.parse().unwrap()).unwrap().unwrap().facts;
    let (known, nameless) = (facts("1B00002"), facts("1B00003"));
    let [activity] = known.activities.as_slice() else { panic!("{:?}", known.activities) };
    assert!(activity.statuses.is_empty() && activity.weekly_hours.is_none(), "{activity:?}");
    assert!(known.contacts.is_empty() && known.plans.is_empty() && nameless.activities.is_empty());
    let fields: Vec<_> = left_out(&read).into_iter().map(|(field, cells, _)| (field, cells)).collect();
    let expected = [
        ("activity_status", 2),
        ("activity_start", 1),
        ("weekly_hours", 1),
        ("last_contact", 1),
        ("plan_signed", 1),
        ("months_on_aid", 1),
        ("worker", 1),
    ];
    assert_eq!(fields, expected);
}
