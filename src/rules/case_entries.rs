//! Exemptions, good cause and months of aid that are recorded for the case as a whole and for nobody in it. The rules ask
//! the entries of a person, so that nothing adverse about anybody is sure while such an entry may be about them.

use super::finding::Finding;
use super::message::{Message, Value, message};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::PersonNumber;

/// Notes on each finding that may cost the family something that an entry names nobody, and may be about the participant.
pub(super) fn note_doubts(view: &View, findings: &mut [Finding]) {
    let doubts = doubts_of_entries(view);
    let is_adverse = |rule: RuleId| rule.is_adverse() || rule == RuleId::HoursNotMet;
    for finding in findings.iter_mut().filter(|finding| is_adverse(finding.rule)) {
        finding.cannot_tell.extend(doubts.iter().cloned());
    }
}

/// Returns the doubts about the entries of the case as a whole that begin by the day of the view.
fn doubts_of_entries(view: &View) -> Vec<Message> {
    let facts = view.facts;
    let of_case = |person: PersonNumber| person == PersonNumber::CASE;
    let period = |from, until| Value::Period { from, until };
    let exemptions =
        facts.exemptions.iter().filter(|entry| of_case(entry.person) && entry.from <= view.on).map(|entry| {
            message!(
                "whose exemption is recorded for the case as a whole, {}: it names nobody",
                period(entry.from, entry.until)
            )
        });
    let causes = facts.good_causes.iter().filter(|entry| of_case(entry.person) && entry.from <= view.on).map(|entry| {
        message!(
            "whose good cause is recorded for the case as a whole, {}: it names nobody",
            period(entry.from, entry.until)
        )
    });
    let months = facts.aid_months.iter().filter(|entry| of_case(entry.person) && entry.month.first_day() <= view.on);
    let months = months.map(|entry| {
        message!("whose month of aid {} is, recorded for the case as a whole as {}", entry.month, entry.was.title())
    });
    let mut doubts: Vec<Message> = exemptions.chain(causes).chain(months).collect();
    doubts.sort_unstable();
    doubts.dedup();
    doubts
}
