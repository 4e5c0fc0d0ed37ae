//! The reasons for which a month that falls short may not be short: each is looked at by itself, and what nobody has
//! recorded either way is kept apart from what the record does not hold.
//!
//! Source: WIC 11320.3(b) and (f), 11322.8, 11327.5(b) and (c).

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, AidMonthStatus, Attendance, Person};
use crate::domain::hours::Hours;
use crate::domain::status::RegistrationStatus;
use crate::rules::average::{self, AverageBy};
use crate::rules::determined_cause;
use crate::rules::exemption;
use crate::rules::hours::{self, posted_attendance};
use crate::rules::household;
use crate::rules::message::{Message, message};
use crate::rules::monthly_hours::MonthlyHours;
use crate::rules::obligation::{self, Obligation, Standing};
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::shown_exemption::ShownReason;
use crate::rules::view::View;
use crate::rules::{case_entries, owing_doubts, same_person, shown_exemption, unposted};

/// Somebody whose hours are short, with what the record holds of the month.
struct Owing<'a> {
    /// The case on the last day of the month, or on the day of the view in a month that is not over.
    view: View<'a>,
    /// The case on the day of the view.
    today: View<'a>,
    month: Month,
    person: &'a Person,
    /// Whether good cause was determined for a failure of the month, or for one that may have been in it.
    may_have_determined_cause: bool,
    /// What the person owes on every day of the month on which that may change.
    days: Vec<Obligation<'a>>,
    /// What the record of the months on aid says of the month.
    recorded: Vec<&'a AidMonth>,
}

/// What the record holds about one person. The order is that in which the answers of two parents count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Found,
    /// What is recorded does not decide.
    Open,
    Unrecorded,
    Absent,
}

impl Held {
    /// Returns what is known of a fact that may be recorded as holding, as not holding, or not at all.
    const fn from_known(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::Found,
            Some(false) => Self::Absent,
            None => Self::Unrecorded,
        }
    }
}

/// A reason that depends on one person, and how it is looked for.
struct PersonalReason {
    id: &'static str,
    /// What the person was, after the words for the person.
    says: &'static str,
    /// What was found where the record does not hold the reason for anybody who owes the hours.
    absent: &'static str,
    find: fn(&Owing) -> Held,
}

/// The reasons that depend on one person.
const PERSONAL: &[PersonalReason] = &[
    PersonalReason {
        id: "exempt",
        says: "was exempt on a day of the month",
        absent: "no exemption is recorded in the month",
        find: |person| person.find_exempt(),
    },
    PersonalReason {
        id: "volunteer",
        says: "was a volunteer on a day of the month",
        absent: "no time as a volunteer is recorded in the month",
        find: |person| person.find_volunteer(),
    },
    PersonalReason {
        id: "good_cause",
        says: "had good cause on a day of the month",
        absent: "no good cause is recorded in the month",
        find: |person| person.find_good_cause(),
    },
    PersonalReason {
        id: "sanctioned",
        says: "was sanctioned on a day of the month",
        absent: "no sanction is recorded in the month",
        find: |person| person.find_sanctioned(),
    },
    PersonalReason {
        id: "outside_unit",
        says: "was outside the unit on a day of the month",
        absent: "no day of the month outside the unit is recorded",
        find: |person| person.find_outside_unit(),
    },
    PersonalReason {
        id: "not_aided",
        says: "was without aid on a day of the month",
        absent: "no day of the month without aid is recorded",
        find: |person| person.find_not_aided(),
    },
    PersonalReason {
        id: "pregnant",
        says: "was pregnant in the month",
        absent: "no pregnancy is recorded in the month",
        find: |person| person.find_pregnant(),
    },
    PersonalReason {
        id: "minor",
        says: "was a minor in the month",
        absent: "the hours are those of an adult, by the birth date",
        find: |person| person.find_minor(),
    },
    PersonalReason {
        id: "cal_learn",
        says: "was in Cal-Learn in the month",
        absent: "no time in Cal-Learn is recorded in the month",
        find: |person| person.find_cal_learn(),
    },
    PersonalReason {
        id: "in_school",
        says: "was under 20 without a high school diploma, and owed school in the place of hours",
        absent: "school does not take the place of the hours: 20 or older, or high school is completed",
        find: |person| person.find_in_school(),
    },
    PersonalReason {
        id: "disabled",
        says: "was disabled in the month",
        absent: "no disability is recorded in the month",
        find: |person| person.find_disabled(),
    },
];

/// Returns every reason for which a month that falls short may not be short, with the result of looking for it.
pub(super) fn shortfall_reasons(view: &View, of: &MonthlyHours) -> Vec<ReasonAgainst> {
    let Some(under) = of.required.under.first() else { return Vec::new() };
    let owing = people_owing(view, of.person, of.month);
    let personal = PERSONAL.iter().map(|reason| (reason.id, answer_for_person(reason, &owing)));
    let all = personal
        .chain(hours_answers(of))
        .chain([
            ("schedule_attended", schedule_answer(view, of, &owing)),
            ("other_parent", other_parent_answer(view, of)),
            ("other_activity", other_activity_answer(view, of, &owing)),
        ])
        .chain(record_answers(view, of));
    all.map(|(id, answer)| ReasonAgainst::under(id, answer, under.clone())).collect()
}

/// Returns every reason that lies in the participant for which something asked in `month` may not have been owed, with the
/// result of looking for it.
pub(in crate::rules) fn personal_reasons(view: &View, person: PersonNumber, month: Month) -> Vec<ReasonAgainst> {
    let Some(rule) = view.policy.exempt_guard.as_ref() else { return Vec::new() };
    let owing = people_owing(view, person, month);
    PERSONAL.iter().map(|reason| ReasonAgainst::new(reason.id, answer_for_person(reason, &owing), rule)).collect()
}

/// Returns what is open because of how the record is kept: entries that name nobody, and somebody who may be listed twice.
fn record_answers(view: &View, of: &MonthlyHours) -> impl Iterator<Item = (&'static str, Answer)> {
    let entries = case_entries::entries_in_month(view, of.month);
    let entries = (!entries.is_empty()).then(|| Answer::CannotTell(Message::join(entries, "; ")));
    let twice = same_person::likely_adults(view).find(|pair| pair.concerns(of.person)).map(|pair| pair.clause());
    let entries = entries.map(|answer| (case_entries::NAMES_NOBODY, answer));
    entries.into_iter().chain(twice.map(|clause| (same_person::LISTED_TWICE, Answer::CannotTell(clause))))
}

/// Returns those who owe the hours: the participant, or the parents who share them.
fn people_owing<'a>(view: &View<'a>, person: PersonNumber, month: Month) -> Vec<Owing<'a>> {
    let then = View::new(view.facts, view.policies, month.last_day().min(view.on));
    let people = owing_doubts::people_owing(view, person, month);
    people
        .into_iter()
        .map(|person| Owing {
            view: then,
            today: *view,
            month,
            person,
            may_have_determined_cause: person
                .person
                .and_then(|number| determined_cause::doubt_of_determined_cause(view, number, month))
                .is_some(),
            days: obligation::obligations_in(view, person, month),
            recorded: recorded_months(view, person, month),
        })
        .collect()
}

fn recorded_months<'a>(view: &View<'a>, person: &Person, month: Month) -> Vec<&'a AidMonth> {
    let months = view.facts.aid_months.iter();
    months.filter(|aid| Some(aid.person) == person.person && aid.month == month).collect()
}

/// Returns what the record holds of a reason for any of those who owe the hours; of two, whom it concerns.
fn answer_for_person(reason: &PersonalReason, owing: &[Owing]) -> Answer {
    let looked = owing.iter().map(|owing| ((reason.find)(owing), owing.person));
    let Some((held, person)) = looked.min_by_key(|(held, person)| (*held, person.person)) else {
        return Answer::Unrecorded(message!("the participant {}", reason.says));
    };
    let whose = || {
        let alone = owing.len() == 1;
        if alone {
            message!("the participant {}", reason.says)
        } else {
            message!("{}, {}", hours::adult_label(person), reason.says)
        }
    };
    match held {
        Held::Found => Answer::MayHold(whose()),
        Held::Open => Answer::CannotTell(whose()),
        Held::Unrecorded => Answer::Unrecorded(whose()),
        Held::Absent => Answer::Absent(reason.absent.into()),
    }
}

impl Owing<'_> {
    fn is_recorded(&self, was: &[AidMonthStatus]) -> bool {
        self.recorded.iter().any(|aid| was.contains(&aid.was))
    }

    /// Returns whether the person has the standing on a day, or the month is recorded as one of these. Without a
    /// registration status nobody knows.
    fn has_standing(&self, standing: Standing, was: &[AidMonthStatus]) -> Held {
        let has = |wanted| self.days.iter().any(|day| day.standing == wanted);
        if has(standing) || self.is_recorded(was) {
            Held::Found
        } else if has(Standing::Unknown) {
            Held::Unrecorded
        } else {
            Held::Absent
        }
    }

    fn find_exempt(&self) -> Held {
        let held = self.has_standing(Standing::Exempt, &[AidMonthStatus::Exempt]);
        // An age or an infant that exempts, and that no exemption names, is open and not absent.
        let shown = || self.days.iter().any(|day| self.is_exempt_by_facts(day.on));
        let requested = || exemption::doubt_of_open_request(&self.today, self.person, self.month).is_some();
        if held == Held::Absent && (self.days.iter().any(|day| self.is_exempt_by_record(day.on)) || requested()) {
            return Held::Open;
        }
        if held == Held::Absent && shown() { Held::Unrecorded } else { held }
    }

    /// Returns whether the record holds an exemption on the day that an age has ended.
    fn is_exempt_by_record(&self, day: NaiveDate) -> bool {
        let then = View::new(self.view.facts, self.view.policies, day);
        self.person.person.is_some_and(|number| exemption::outgrown_exemption(&then, number).is_some())
    }

    fn is_exempt_by_facts(&self, day: NaiveDate) -> bool {
        let then = View::new(self.view.facts, self.view.policies, day);
        let mut shown = shown_exemption::reasons_shown(&then, self.person);
        shown.any(|shown| !matches!(shown, ShownReason::Disability(_) | ShownReason::Pregnancy(_)))
    }

    fn find_volunteer(&self) -> Held {
        self.has_standing(Standing::Volunteers, &[])
    }

    fn find_sanctioned(&self) -> Held {
        // A sanction that is being cured goes on until the cure is done.
        let curing = |day: &Obligation| {
            let then = View::new(self.view.facts, self.view.policies, day.on);
            self.person.person.is_some_and(|number| then.has_status(number, RegistrationStatus::CuringSanction))
        };
        if self.days.iter().any(curing) {
            return Held::Found;
        }
        self.has_standing(Standing::Sanctioned, &[AidMonthStatus::Sanctioned])
    }

    fn find_good_cause(&self) -> Held {
        let causes = [AidMonthStatus::GoodCause, AidMonthStatus::PaidFamilyLeave];
        let found = self.days.iter().any(|day| day.good_cause.is_some()) || self.is_recorded(&causes);
        let is_open = || {
            self.may_have_determined_cause
                || owing_doubts::good_cause_signs(&self.today, self.person, self.month).next().is_some()
                || owing_doubts::missing_service(&self.today, self.person, self.month).is_some()
        };
        match (found, is_open()) {
            (true, _) => Held::Found,
            (false, true) => Held::Open,
            (false, false) => Held::Absent,
        }
    }

    fn find_outside_unit(&self) -> Held {
        let outside = self.days.iter().any(|day| day.standing == Standing::OutsideUnit);
        Held::from_known(if outside { Some(true) } else { self.person.in_unit.map(|_| false) })
    }

    fn find_not_aided(&self) -> Held {
        let unaided = [AidMonthStatus::Unaided, AidMonthStatus::OtherState];
        let closed = self.days.iter().any(|day| day.standing == Standing::Closed) || self.is_recorded(&unaided);
        Held::from_known(if closed { Some(true) } else { self.view.aid_status().map(|_| false) })
    }

    fn find_pregnant(&self) -> Held {
        let on = |day: &Obligation| View::new(self.view.facts, self.view.policies, day.on);
        let was = |day: &Obligation| household::is_pregnant(&on(day), self.person) == Some(true);
        let known = household::is_pregnant(&self.view, self.person);
        if self.days.iter().any(|day| household::birth_to_come(&on(day), self.person).is_some()) {
            return Held::Open;
        }
        Held::from_known(if self.days.iter().any(was) { Some(true) } else { known })
    }

    fn find_minor(&self) -> Held {
        let first =
            View::new(self.view.facts, self.view.policies, self.days.first().map_or(self.view.on, |day| day.on));
        let minor = obligation::is_minor(&first, self.person);
        Held::from_known(if minor { Some(true) } else { self.person.birth_date.map(|_| false) })
    }

    fn find_cal_learn(&self) -> Held {
        let first = self.days.first().map_or(self.view.on, |day| day.on);
        let young = View::new(self.view.facts, self.view.policies, first);
        if obligation::is_in_cal_learn(&young, self.person) {
            return Held::Found;
        }
        let may_be_young = self.person.birth_date.is_none() || obligation::may_owe_school(&young, self.person);
        let open = self.person.cal_learn.is_none() && may_be_young;
        if open { Held::Unrecorded } else { Held::Absent }
    }

    fn find_in_school(&self) -> Held {
        let first = self.days.first().map_or(self.view.on, |day| day.on);
        let young = View::new(self.view.facts, self.view.policies, first);
        match self.person.school_completed {
            Some(true) => Held::Absent,
            _ if self.person.birth_date.is_none() => Held::Unrecorded,
            _ if !obligation::may_owe_school(&young, self.person) => Held::Absent,
            Some(false) => Held::Open,
            None => Held::Unrecorded,
        }
    }

    fn find_disabled(&self) -> Held {
        let called = household::is_called_disabled(&self.view, self.person);
        let held = Held::from_known(if hours::is_disabled(&self.view, self.person) { Some(true) } else { called });
        // A disability that ended in the month may have been good cause, or have exempted for that part.
        let ended = self.person.disabled_until.filter(|_| self.person.disabled == Some(true));
        let had_begun = self.person.disabled_from.is_none_or(|from| from <= self.month.last_day());
        let in_month = had_begun && ended.is_some_and(|ended| self.month.first_day() <= ended);
        if held == Held::Absent && in_month { Held::Open } else { held }
    }
}

/// Returns the answers that lie in the hours themselves.
fn hours_answers(of: &MonthlyHours) -> impl IntoIterator<Item = (&'static str, Answer)> {
    let counted = |hours: Hours, says: &'static str, found: &'static str| {
        if hours > Hours::ZERO { Answer::CannotTell(says.into()) } else { Answer::Absent(found.into()) }
    };
    let by_part = of.averages.iter().any(|reading| reading.by == AverageBy::PartOfMonth);
    let part = if by_part {
        Answer::CannotTell("hours are owed for only part of the month".into())
    } else {
        Answer::Absent("hours are owed for the whole month".into())
    };
    [
        ("excused_hours", counted(of.excused, "excused hours change what is owed", "no excused hours are posted")),
        ("holiday_hours", counted(of.holiday, "holiday hours change what is owed", "no holiday hours are posted")),
        ("part_of_month", part),
    ]
}

/// Returns whether everything that was scheduled was attended, or may have been where the schedule is that of a week only.
fn schedule_answer(view: &View, of: &MonthlyHours, owing: &[Owing]) -> Answer {
    let theirs = |person: PersonNumber| owing.iter().any(|owing| owing.person.person == Some(person));
    let rows: Vec<&Attendance> =
        posted_attendance(view).filter(|row| row.month == of.month && theirs(row.person)).collect();
    let then = View::new(view.facts, view.policies, of.month.last_day().min(view.on));
    let scheduled = average::scheduled_in_month(&then, &rows, of.month);
    let reaches = |all: Option<Hours>| all.is_some_and(|all| all > Hours::ZERO && of.attended + of.holiday >= all);
    let says: Message = "everything that was scheduled was attended".into();
    if reaches(scheduled.hours) {
        Answer::MayHold(says)
    } else if reaches(scheduled.fewest) {
        Answer::CannotTell(says)
    } else if of.averages.iter().any(|reading| reading.by == AverageBy::ScheduledWeeks) {
        Answer::Absent("less was attended than was scheduled".into())
    } else {
        Answer::Unrecorded(says)
    }
}

/// Returns whether hours of another activity may count: one that ran in the month and of which nothing is posted.
fn other_activity_answer(view: &View, of: &MonthlyHours, owing: &[Owing]) -> Answer {
    let mut people: Vec<&Person> = owing.iter().map(|owing| owing.person).collect();
    people.retain(|person| unposted::has_posted(view, person, of.month));
    people.sort_by_key(|person| person.person);
    match unposted::first_unposted_activity(view, &people, of.month) {
        Some(activity) => Answer::Unrecorded(message!(
            "another activity has hours too; attendance is not posted for {} in {}",
            activity,
            of.month
        )),
        None => Answer::Absent("no activity of the month lacks its attendance".into()),
    }
}

/// Returns whether the hours of the other parent may meet the requirement: those that are posted count already, and where
/// none are nobody knows.
fn other_parent_answer(view: &View, of: &MonthlyHours) -> Answer {
    let then = View::new(view.facts, view.policies, of.month.last_day().min(view.on));
    let posted =
        |person: &Person| posted_attendance(view).any(|row| row.month == of.month && Some(row.person) == person.person);
    let others = || household::adults(&then).filter(|adult| adult.person != Some(of.person));
    let several = others().nth(usize::from(of.person == PersonNumber::CASE)).is_some();
    let mut without: Vec<&Person> = others().filter(|adult| several && !posted(adult)).collect();
    without.sort_by_key(|adult| adult.person);
    if let Some(adult) = without.first() {
        return Answer::Unrecorded(message!(
            "{} has hours too; none are posted for {}",
            hours::adult_label(adult),
            of.month
        ));
    }
    Answer::Absent(
        if several { "the hours of both parents are counted" } else { "no other parent is in the unit" }.into(),
    )
}
