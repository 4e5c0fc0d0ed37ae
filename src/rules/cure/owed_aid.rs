//! Aid that is due to a sanctioned participant for another reason than a cure: an exemption since the sanction began, or hours
//! that are met. It stays due until the restoration is recorded, or the sanction is over by the status and the eligibility
//! worker is notified: that the exemption or the month is past, or that the status has changed, gives nothing back.
//!
//! Sources: Santa Clara CWES handbook, chapter 2; CDSS guidance of January 2021, as summarized.

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, AidMonthStatus, Exemption, Noncompliance, Person};
use crate::domain::hours::Hours;
use crate::domain::proposal::Proposal;
use crate::rules::finding::Finding;
use crate::rules::hours::{hours_with_sanctioned, posted_attendance};
use crate::rules::message::{Message, Value, message};
use crate::rules::obligation::{days_of_change, exemption_ground};
use crate::rules::rule_id::RuleId;
use crate::rules::sanction_start::{self, OpenSanction, open_sanctions};
use crate::rules::shown_exemption::{ShownReason, reasons_shown};
use crate::rules::unit_months::is_parent;
use crate::rules::view::View;
use crate::rules::{exemption, gate, lifting, monthly_hours};

/// Finds sanctioned participants who are exempt, were exempt at some time of the sanction, or may be or have been by the facts
/// of the person: the sanction counts, and aid is restored once the exemption is proved.
pub fn exempt_in_sanction_findings(view: &View) -> impl Iterator<Item = Finding> {
    open_sanctions(view).filter(|sanction| !is_reported(view, sanction)).filter_map(|sanction| {
        let rule = view.policy.restored_after_exemption.as_ref().filter(|rule| rule.value.0)?;
        let begins_in_it = |from: NaiveDate| sanction.left.is_none_or(|left| from <= left);
        let now = exemption::exemptions_of(view, sanction.participant.number);
        let in_it = now.filter(|exemption| begins_in_it(exemption.from));
        let found = match in_it.max_by_key(|exemption| exemption::length_order(exemption)) {
            Some(exemption) => exempt_now(view, &sanction, exemption),
            None => exempt_before(view, &sanction).or_else(|| {
                // What only may be is not asked of a sanction that is over by the status.
                let goes_on = sanction.left.is_none();
                goes_on.then(|| maybe_exempt_now(view, &sanction).or_else(|| maybe_exempt_before(view, &sanction)))?
            }),
        };
        let finding = found?
            .under_policy(rule)
            .cannot_tell("from which day aid is restored: the source requires proof of the exemption and gives no day")
            .with_proposals([Proposal::ReviewExemption, Proposal::Contact]);
        Some(finding)
    })
}

/// Notes on each finding that aid is to be restored to somebody that another one names another day: what ends the sanction first
/// counts, and neither is read alone.
pub fn note_other_restorations(findings: &mut [Finding]) {
    let to_restore = |finding: &Finding| finding.rule == RuleId::AidToRestore;
    let known: Vec<(PersonNumber, Option<NaiveDate>, Message)> = findings
        .iter()
        .filter(|finding| to_restore(finding))
        .map(|finding| (finding.person, finding.due, finding.says.clone()))
        .collect();
    for finding in findings.iter_mut().filter(|finding| to_restore(finding)) {
        let others = known.iter().filter(|(person, due, _)| *person == finding.person && *due != finding.due);
        let first = others.filter_map(|(_, due, says)| Some(((*due)?, says))).min();
        if let Some((due, says)) = first {
            finding.cannot_tell.push(message!(
                "from which day aid is restored: there is another reason to restore it, from {} on ({})",
                due,
                says.clone()
            ));
        }
    }
}

/// Returns whether the status no longer shows the sanction, or never did, and the eligibility worker was notified since: the
/// worker restores aid, and nobody records it here.
fn is_reported(view: &View, sanction: &OpenSanction) -> bool {
    let since = sanction.left.unwrap_or(sanction.since);
    let handed_off = |step: &Noncompliance| step.sanction.as_ref().and_then(|sanction| sanction.handed_off);
    let is_told = |step: &Noncompliance| {
        let mut told = step.told.iter().filter(|told| since <= **told && **told <= view.on);
        told.any(|told| handed_off(step) != Some(*told))
    };
    // Where only a former status shows the sanction, any notice of the participant may be its own.
    let theirs = |step: &&Noncompliance| step.person == sanction.participant.number;
    match sanction.unshown {
        Some(step) => is_told(step),
        None => !sanction.is_shown() && view.facts.noncompliance.iter().filter(theirs).any(is_told),
    }
}

/// Finds that an exemption of the day applies. Where the sanction is to be rescinded for an exemption from before it, that is
/// said once.
fn exempt_now(view: &View, sanction: &OpenSanction, exemption: &Exemption) -> Option<Finding> {
    if lifting::is_to_be_rescinded_for(view, sanction.participant.number, gate::EXEMPTION) {
        return None;
    }
    // Which of two comes first that begin on one day is asked where the sanction may be rescinded for it.
    if !sanction.is_shown() && exemption.from == sanction.since {
        return None;
    }
    let says = message!(
        "the participant has been exempt since {}{}; aid must be restored once the exemption is proved",
        exemption.from,
        state_text(sanction)
    );
    Some(still_sanctioned(sanction, says, exemption.from).with_grounds([exemption_ground(view, exemption)]))
}

/// Finds that a recorded exemption applied in the sanction and is over, and aid was never restored for it; of several, the
/// first.
fn exempt_before(view: &View, sanction: &OpenSanction) -> Option<Finding> {
    let (since, left) = (sanction.since, sanction.left);
    let theirs = view.facts.exemptions.iter().filter(|exemption| exemption.person == sanction.participant.number);
    let over = theirs.filter_map(|exemption| Some((exemption, exemption::last_day(view, exemption)?)));
    let within = over.filter(|(exemption, last)| exemption.from <= *last && since <= *last && *last < view.on);
    let within = within.filter(|(exemption, _)| left.is_none_or(|left| exemption.from <= left));
    let owed = within.filter(|(exemption, _)| !is_restored_since(view, sanction, exemption.from.max(since)));
    let (exemption, last) = owed.min_by_key(|(exemption, last)| (exemption.from, *last, &exemption.reason))?;
    if exemption.from < since && lifting::is_to_be_rescinded_for(view, sanction.participant.number, gate::EXEMPTION) {
        return None;
    }
    let says = message!(
        "the participant was exempt {}{}; aid must be restored once the exemption is proved, although it is over",
        Value::Period { from: exemption.from, until: Some(last) },
        state_text(sanction)
    );
    let finding = still_sanctioned(sanction, says, exemption.from).with_grounds([exemption_ground(view, exemption)]);
    Some(until_restored(sanction, finding).cannot_tell(
        "for how long aid is restored: by one reading the sanction is over, by the other it goes on after the exemption; no \
         source says",
    ))
}

/// Finds that the participant may be exempt on the day by the facts of the person. Where the sanction is to be rescinded for an
/// exemption from before it, that is said once.
fn maybe_exempt_now(view: &View, sanction: &OpenSanction) -> Option<Finding> {
    if lifting::is_to_be_rescinded_for(view, sanction.participant.number, gate::EXEMPTION) {
        return None;
    }
    let outgrown = exemption::outgrown_doubt(view, sanction.participant.number);
    let shown = reasons_shown(view, sanction.participant.person).map(ShownReason::doubt);
    let mut doubts = outgrown.into_iter().chain(shown).peekable();
    doubts.peek()?;
    let says = "the participant is sanctioned, and may be exempt; aid must be restored once an exemption is proved";
    Some(doubts.fold(still_sanctioned(sanction, says.into(), view.on), Finding::cannot_tell))
}

/// Finds that the participant may have been exempt on an earlier day of the sanction, by the facts of the person or by the
/// record of a month, and no longer is. Where the sanction is to be rescinded for an exemption from before it, that is said
/// once.
fn maybe_exempt_before(view: &View, sanction: &OpenSanction) -> Option<Finding> {
    if lifting::is_to_be_rescinded_for(view, sanction.participant.number, gate::EXEMPTION) {
        return None;
    }
    let since = sanction.since;
    let days = days_of_change(view, sanction.participant.person, since, view.on);
    let shown = days.into_iter().find_map(|day| {
        let then = View::new(view.facts, view.policies, day);
        let doubt = reasons_shown(&then, sanction.participant.person).next()?.doubt();
        (!is_restored_since(view, sanction, day)).then_some((day, doubt))
    });
    let (day, doubt) = shown.or_else(|| exempt_month(view, sanction, since))?;
    let says = message!(
        "the participant is sanctioned, and may have been exempt on {}; aid must be restored once an exemption is proved",
        day
    );
    Some(until_restored(sanction, still_sanctioned(sanction, says, day)).cannot_tell(doubt))
}

/// Returns the first month of the sanction that the record of the months on aid calls exempt, by its first day in the sanction.
fn exempt_month(view: &View, sanction: &OpenSanction, since: NaiveDate) -> Option<(NaiveDate, Message)> {
    let span = Month::from_date(since)..=Month::from_date(view.on);
    let exempt = |aid: &&AidMonth| {
        aid.person == sanction.participant.number && aid.was == AidMonthStatus::Exempt && span.contains(&aid.month)
    };
    let months = view.facts.aid_months.iter().filter(exempt).map(|aid| aid.month);
    let owed = months.filter(|month| !is_restored_since(view, sanction, month.first_day().max(since)));
    let month = owed.min()?;
    let doubt = message!("whether the participant was exempt in {}: the record of the months on aid says so", month);
    Some((month.first_day().max(since), doubt))
}

/// Finds sanctioned participants who met the hours in a month of the sanction, or in the last one before it: meeting them
/// ends a non-compliance, with or without a plan. The first such month counts. Where a sanction is to be rescinded for the
/// hours before it, that is said once.
pub fn hours_met_in_sanction_findings(view: &View) -> impl Iterator<Item = Finding> {
    open_sanctions(view).filter(|sanction| !is_reported(view, sanction)).filter_map(|sanction| {
        let since = Month::from_date(sanction.since);
        let left = sanction.left.map(Month::from_date);
        let mut months: Vec<Month> = posted_attendance(view).map(|row| row.month).collect();
        months.retain(|month| since <= *month && *month < Month::from_date(view.on));
        months.retain(|month| left.is_none_or(|left| *month <= left));
        months.sort_unstable();
        months.dedup();
        let owed = |month: &Month| !is_restored_since(view, &sanction, month.last_day());
        let met = |month| hours_met_in_finding(view, &sanction, month);
        let person = sanction.participant.number;
        let before = || met(since.previous()).filter(|_| sanction.is_shown());
        months
            .into_iter()
            .filter(owed)
            .find_map(met)
            .or_else(|| before().filter(|_| !lifting::is_to_be_rescinded_for(view, person, gate::HOURS_MET)))
    })
}

fn hours_met_in_finding(view: &View, sanction: &OpenSanction, month: Month) -> Option<Finding> {
    let rule = view.policies.in_force_on(month.last_day()).hours_met_guard.as_ref().filter(|rule| rule.value.0)?;
    let (average, owed) = monthly_hours::hours_of_parents(view, month)?;
    // Where the unit owes no hours, nothing says how many the sanctioned parent would have to attend.
    if owed == Hours::ZERO || average < owed {
        return None;
    }
    let with_both = hours_with_both(view, sanction.participant.person, month, owed).filter(|both| average < *both);
    let says = if let Some(both) = with_both {
        message!(
            "{}, and whether the hours of {} were met is open: the parents attended {} hours a week, and {} or {} are \
             required; aid may have to be restored",
            still_text(sanction),
            month,
            average,
            owed,
            both
        )
    } else {
        message!(
            "{}, and the hours of {} were met: {} hours a week, and {} are required; aid must be restored",
            still_text(sanction),
            month,
            average,
            owed
        )
    };
    let finding = still_sanctioned(sanction, says, month.next().first_day())
        .under_policy(rule)
        .cannot_tell(
            "from which day aid is restored: the source says that these hours end the sanction and gives no day",
        )
        .with_proposals([Proposal::RestoreAid, Proposal::Contact]);
    Some(match doubt_of_unit(view, sanction.participant.person, month, owed) {
        Some(doubt) => finding.cannot_tell(doubt),
        None => finding,
    })
}

/// Returns the doubt about the hours that end the sanction of one of two parents: no source says whether they are those of
/// the unit, which the sanction leaves without that parent, or those that both would owe.
fn doubt_of_unit(view: &View, sanctioned: &Person, month: Month, owed: Hours) -> Option<Message> {
    let with = hours_with_both(view, sanctioned, month, owed)?;
    Some(message!(
        "how many hours a week end the sanction: the unit owes {} without the sanctioned parent, and {} with both",
        owed,
        with
    ))
}

/// Returns the hours a week that both parents would owe in the month, where the sanctioned one is one of two.
fn hours_with_both(view: &View, sanctioned: &Person, month: Month, owed: Hours) -> Option<Hours> {
    let then = View::new(view.facts, view.policies, month.last_day().min(view.on));
    is_parent(sanctioned).then_some(())?;
    hours_with_sanctioned(&then, sanctioned, owed)
}

/// Returns whether aid was restored on the day or since, so that what made it due has its answer.
fn is_restored_since(view: &View, sanction: &OpenSanction, day: NaiveDate) -> bool {
    sanction_start::is_given_back(view, sanction.participant.number, day)
}

/// Returns that the sanction goes on, or that nothing on record ends it where the status does not show it.
fn still_text(sanction: &OpenSanction) -> Message {
    if sanction.is_shown() {
        return "still sanctioned".into();
    }
    message!("nothing on record ends the sanction that began on {}", sanction.since)
}

/// Returns the same after what the participant is or was.
fn state_text(sanction: &OpenSanction) -> Message {
    if sanction.is_shown() {
        return " and is still sanctioned".into();
    }
    message!(", and nothing on record ends the sanction that began on {}", sanction.since)
}

/// Returns a finding that aid must be restored to a sanctioned participant for another reason than a cure, since a day. A status
/// that is corrected within the sanction moves no day. A status that does not show the sanction does not say that aid is paid.
fn still_sanctioned(sanction: &OpenSanction, says: Message, since: NaiveDate) -> Finding {
    let finding = Finding::new(RuleId::AidToRestore, sanction.participant.number, says)
        .due_on(since.max(sanction.since))
        .with_grounds([sanction.participant.status_ground()])
        .clears_when("the registration status is no longer that of a sanction")
        .if_nothing("The family stays without aid although there is no longer any reason to withhold it.");
    if sanction.is_shown() {
        return finding;
    }
    let status = sanction.participant.registration;
    finding
        .with_grounds([sanction.ground()])
        .clears_when("the restoration of aid or the rescission is recorded, or the eligibility worker is notified")
        .cannot_tell(message!(
            "whether aid is withheld: the status has been {} since {}, and no restoration of aid is recorded",
            status.status.title(),
            status.since
        ))
}

/// Says that the record of the restoration clears a finding about a sanction that the status shows as well.
fn until_restored(sanction: &OpenSanction, finding: Finding) -> Finding {
    if !sanction.is_shown() {
        return finding;
    }
    finding
        .clears_when("the restoration of aid is recorded, or the registration status is no longer that of a sanction")
}
