//! Exemptions and requests for one, good cause and months of aid that are recorded for the case as a whole and for nobody in it. The rules ask
//! the entries of a person, so that nothing adverse about anybody is sure while such an entry may be about them.

use chrono::NaiveDate;

use super::exemption;
use super::finding::Finding;
use super::message::{DateStyle, Message, Value, message};
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;

/// The id of the reason that an entry of the case names nobody.
pub(super) const NAMES_NOBODY: &str = "entry_names_nobody";

/// Notes on each finding that may cost the family something that an entry names nobody, and may be about the participant.
/// Hours that are not met note it with the month itself.
pub(super) fn note_doubts(view: &View, findings: &mut [Finding]) {
    let entries = entries_of_case(view);
    for entry in &entries {
        let text = entry.to_text(DateStyle::Iso);
        let is_said = |finding: &Finding| {
            finding.cannot_tell.iter().any(|doubt| doubt.to_text(DateStyle::Iso).contains(text.as_str()))
        };
        for finding in findings.iter_mut().filter(|finding| finding.rule.is_adverse() && !is_said(finding)) {
            finding.cannot_tell.push(message!("whether {}", entry.clone()));
        }
    }
}

/// Returns the entries of the case as a whole that begin by the day of the view. Each reads well after "whether".
pub(super) fn entries_of_case(view: &View) -> Vec<Message> {
    entries_between(view, NaiveDate::MIN, view.on)
}

/// Returns the entries of the case as a whole that hold on a day of the month.
pub(super) fn entries_in_month(view: &View, month: Month) -> Vec<Message> {
    entries_between(view, month.first_day(), month.last_day().min(view.on))
}

fn entries_between(view: &View, first: NaiveDate, last: NaiveDate) -> Vec<Message> {
    let facts = view.facts;
    let of_case = |person: PersonNumber| person == PersonNumber::CASE;
    let overlaps = |from: NaiveDate, until: Option<NaiveDate>| from <= last && until.is_none_or(|until| first <= until);
    let period = |from, until| Value::Period { from, until };
    let exemptions = facts.exemptions.iter().filter(|entry| of_case(entry.person) && overlaps(entry.from, entry.until));
    let exemptions = exemptions.map(|entry| {
        message!(
            "the exemption recorded for the case as a whole, {}, is the participant's: it names nobody",
            period(entry.from, entry.until)
        )
    });
    let causes = facts.good_causes.iter().filter(|entry| of_case(entry.person) && overlaps(entry.from, entry.until));
    let causes = causes.map(|entry| {
        message!(
            "the good cause recorded for the case as a whole, {}, is the participant's: it names nobody",
            period(entry.from, entry.until)
        )
    });
    let months = facts.aid_months.iter().filter(|entry| of_case(entry.person));
    let months = months.filter(|entry| overlaps(entry.month.first_day(), Some(entry.month.last_day()))).map(|entry| {
        message!(
            "the month {}, recorded for the case as a whole as {}, is the participant's: it names nobody",
            entry.month,
            entry.was.title()
        )
    });
    let open = exemption::open_request(view, PersonNumber::CASE, last.min(view.on));
    let request = open.map(|received| {
        message!(
            "the request for an exemption of {}, recorded for the case as a whole and not answered, is the participant's: it \
             names nobody",
            received
        )
    });
    let mut entries: Vec<Message> = exemptions.chain(causes).chain(months).chain(request).collect();
    entries.sort_unstable();
    entries.dedup();
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rule_id::RuleId;

    #[test]
    fn hours_that_are_not_met_note_entries_with_their_month() {
        assert!(!RuleId::HoursNotMet.is_adverse(), "note_doubts leaves them to the row of the month");
        let mut findings = [Finding::new(RuleId::HoursNotMet, PersonNumber(1), "short")];
        let facts = serde_json::from_value(
            serde_json::json!({ "exemptions": [{ "person": 0, "reason": "disability", "from": "2026-01-01" }] }),
        );
        let facts = facts.unwrap();
        let policies = crate::policy::Policies::builtin();
        let view = View::new(&facts, policies, "2026-11-19".parse().unwrap());
        note_doubts(&view, &mut findings);
        assert!(findings[0].cannot_tell.is_empty());
        assert_eq!(entries_in_month(&view, "2026-10".parse().unwrap()).len(), 1);
        assert_eq!(entries_in_month(&view, "2025-10".parse().unwrap()).len(), 0);
    }
}
