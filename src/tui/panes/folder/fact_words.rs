//! Facts that only some cases have, in the words of the folder. What is not known is left out.

use chrono::NaiveDate;

use super::sections::format_day;
use crate::domain::facts::{Activity, Attendance, Exemption, GoodCause, Noncompliance, Person, Service};
use crate::domain::hours::Hours;
use crate::domain::sight::CaseSight;
use crate::policy::confidential::seen_reason;
use crate::tui::wording::count_with_noun;

/// Returns `what` with its first and last day, as far as they are known.
fn words_with_span(what: &str, from: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    match (from, until) {
        (None, None) => what.to_owned(),
        (Some(from), None) => format!("{what} from {}", format_day(from)),
        (None, Some(until)) => format!("{what} until {}", format_day(until)),
        (Some(from), Some(until)) => format!("{what} from {} to {}", format_day(from), format_day(until)),
    }
}

fn words_with_day(what: &str, day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| format!("{what} {}", format_day(day)))
}

fn yes_or_no(value: Option<bool>, yes: &str, no: &str) -> Option<String> {
    value.map(|value| (if value { yes } else { no }).to_owned())
}

fn words_where(holds: bool, words: String) -> Option<String> {
    holds.then_some(words)
}

/// Returns each of `words` after a comma; empty if there are none.
pub(super) fn comma_list(words: &[String]) -> String {
    words.iter().flat_map(|word| [", ", word]).collect()
}

/// Returns the hours a week that a plan asks for, after a comma; empty where they are not known.
pub(super) fn plan_hours(hours: Option<Hours>) -> String {
    hours.map(|hours| format!(", {hours} hours a week")).unwrap_or_default()
}

/// Returns what is known of a person: unit, disability, pregnancy, aid and school.
pub(super) fn person_words(person: &Person) -> Vec<String> {
    let in_unit = person.in_unit == Some(true) && (person.in_unit_from, person.in_unit_until) != (None, None);
    let (since, birth) = (person.pregnant_since, person.due_date);
    [
        words_where(person.in_unit == Some(false), "not in the assistance unit".to_owned()),
        words_where(in_unit, words_with_span("in the assistance unit", person.in_unit_from, person.in_unit_until)),
        words_where(
            person.disabled == Some(true),
            words_with_span("disabled", person.disabled_from, person.disabled_until),
        ),
        words_where(person.pregnant == Some(true), words_with_span("pregnant", since, person.pregnancy_ended)),
        words_with_day("birth expected", birth.filter(|_due| person.pregnancy_ended.is_none())),
        words_with_day("on aid until", person.aid_ended),
        yes_or_no(person.school_completed, "school completed", "school not completed"),
        words_where(person.cal_learn == Some(true), "in Cal-Learn".to_owned()),
        words_where(
            person.head_of_household == Some(true),
            words_with_span("head of household", person.head_of_household_from, person.head_of_household_until),
        ),
        words_where(person.homeless_without_phone == Some(true), "homeless, without a telephone".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns how an activity came about, and its school term.
pub(super) fn activity_words(activity: &Activity) -> Vec<String> {
    let term = (activity.term_from, activity.term_until);
    [
        yes_or_no(activity.agreed, "agreed to", "not agreed to"),
        words_where(activity.ordered == Some(true), "ordered".to_owned()),
        activity.assigned_by.as_ref().map(|by| format!("assigned by {by}")),
        words_where(term != (None, None), words_with_span("school term", term.0, term.1)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns the hours of a month: those attended, and other kinds if there are any.
pub(super) fn attendance_words(month: &Attendance) -> Vec<String> {
    let known = |hours: Hours| hours > Hours::ZERO;
    let paid = month.paid_absence.map(|paid| format!(" ({paid} of them paid)")).unwrap_or_default();
    let days = |days: Option<u8>| {
        days.map(|days| format!(" ({})", count_with_noun(u32::from(days), "day"))).unwrap_or_default()
    };
    [
        Some(format!("{} attended", month.attended)),
        words_where(known(month.excused), format!("{} excused{paid}", month.excused)),
        words_where(known(month.unexcused), format!("{} unexcused", month.unexcused)),
        words_where(known(month.holiday), format!("{} holiday{}", month.holiday, days(month.holiday_days))),
        month.study.map(|study| format!("{study} study")),
        month.scheduled.map(|scheduled| format!("{scheduled} scheduled{}", days(month.scheduled_days))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns what is known of a hearing that was asked for.
pub(super) fn hearing_words(step: &Noncompliance) -> String {
    let details = [
        yes_or_no(step.hearing_timely, "in time", "not in time"),
        yes_or_no(step.aid_paid_pending, "aid is paid until it is decided", "aid is not paid until it is decided"),
    ];
    let details: Vec<_> = details.into_iter().flatten().collect();
    format!("state hearing requested{}", comma_list(&details))
}

/// Returns how a service is paid, and whether it is being assessed or a supplement.
pub(super) fn service_words(service: &Service) -> Vec<String> {
    [
        words_where(service.being_assessed == Some(true), "being assessed".to_owned()),
        service.payment.map(|payment| format!("paid {}", payment.title())),
        words_where(service.supplement == Some(true), "a supplement".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns the proof of an exemption, and since when it extends aid.
pub(super) fn exemption_words(exemption: &Exemption) -> Vec<String> {
    let proof = exemption.proof.as_ref();
    let held = words_with_span(&format!("proof {}", proof.map_or("", String::as_str)), None, exemption.proof_until);
    let extends = exemption.extends_from.filter(|_from| exemption.extends_aid != Some(false));
    [words_where(proof.is_some(), held), words_with_day("extends aid from", extends)].into_iter().flatten().collect()
}

/// Returns what is known of a period of good cause: its reason, its ends, its proof and what it excuses.
pub(super) fn good_cause_words(sight: CaseSight, cause: &GoodCause) -> Vec<String> {
    [
        cause.reason.as_deref().map(|reason| seen_reason(sight, reason).to_owned()),
        words_with_day("until", cause.until),
        words_with_day("expected to end", cause.expected_until.filter(|_end| cause.until.is_none())),
        yes_or_no(cause.documented, "documented", "not documented"),
        cause.excused_share.map(|share| format!("excuses {share} percent of the hours")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read<T: serde::de::DeserializeOwned>(fact: Value) -> T {
        serde_json::from_value(fact).unwrap()
    }

    #[test]
    fn what_is_not_known_of_a_person_is_left_out() {
        assert!(person_words(&read(json!({ "in_unit": true, "relation": "parent" }))).is_empty());
        let mother = json!({
            "in_unit": true, "in_unit_from": "2026-03-01", "disabled": true, "disabled_until": "2026-06-30",
            "pregnant": true, "due_date": "2027-02-01", "school_completed": false, "homeless_without_phone": true,
        });
        let words = [
            "in the assistance unit from Sun 03/01/2026",
            "disabled until Tue 06/30/2026",
            "pregnant",
            "birth expected Mon 02/01/2027",
            "school not completed",
            "homeless, without a telephone",
        ];
        assert_eq!(person_words(&read(mother)), words);
    }

    #[test]
    fn after_the_birth_no_birth_is_expected() {
        let mother = json!({ "pregnant": true, "due_date": "2026-11-01", "pregnancy_ended": "2026-10-28" });
        assert_eq!(person_words(&read(mother)), ["pregnant until Wed 10/28/2026"]);
    }

    #[test]
    fn hours_of_attendance_say_what_was_paid_and_scheduled() {
        let month = json!({
            "person": 1, "kind": "Employment", "start": "2026-01-05", "month": "2026-10", "attended": 80,
            "excused": 8, "paid_absence": 4, "holiday": 8, "holiday_days": 1, "study": 6, "scheduled": 96,
        });
        let words = ["80 attended", "8 excused (4 of them paid)", "8 holiday (1 day)", "6 study", "96 scheduled"];
        assert_eq!(attendance_words(&read(month)), words);
    }

    #[test]
    fn good_cause_shows_when_it_ended_or_when_its_end_is_expected() {
        let mut cause: GoodCause = read(json!({
            "person": 1, "from": "2026-11-01", "reason": "no transport", "expected_until": "2026-12-15",
            "documented": true, "excused_share": 50,
        }));
        let open = ["no transport", "expected to end Tue 12/15/2026", "documented", "excuses 50 percent of the hours"];
        assert_eq!(good_cause_words(CaseSight::default(), &cause), open);
        cause.until = Some("2026-11-20".parse().unwrap());
        assert_eq!(good_cause_words(CaseSight::default(), &cause)[..2], ["no transport", "until Fri 11/20/2026"]);
    }

    #[test]
    fn a_hearing_says_whether_aid_goes_on() {
        let step = json!({
            "person": 1, "notice_issued": "2026-11-02", "hearing_requested": "2026-12-01", "hearing_timely": true,
            "aid_paid_pending": true,
        });
        assert_eq!(hearing_words(&read(step)), "state hearing requested, in time, aid is paid until it is decided");
    }
}
