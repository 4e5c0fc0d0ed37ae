//! Aid that is due to a sanctioned participant for another reason than a cure: an exemption since the sanction began, or hours
//! that are met. It stays due until the restoration is recorded or the sanction is over by the status: that the exemption or
//! the month is past gives nothing back.
//!
//! Sources: Santa Clara CWES handbook, chapter 2; CDSS guidance of January 2021, as summarized.

use chrono::NaiveDate;

use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, AidMonthStatus, Exemption, Person};
use crate::domain::hours::Hours;
use crate::domain::proposal::Proposal;
use crate::rules::finding::Finding;
use crate::rules::hours::{hours_with_sanctioned, posted_attendance};
use crate::rules::message::{Message, Value, message};
use crate::rules::obligation::{days_of_change, exemption_ground};
use crate::rules::rule_id::RuleId;
use crate::rules::sanction_start::{is_sanctioned, sanctioned_since};
use crate::rules::shown_exemption::{ShownReason, reasons_shown};
use crate::rules::unit_months::is_parent;
use crate::rules::view::{Participant, View};
use crate::rules::{exemption, gate, lifting, monthly_hours};

/// Finds sanctioned participants who are exempt, were exempt at some time of the sanction, or may be or have been by the facts
/// of the person: the sanction counts, and aid is restored once the exemption is proved.
pub fn exempt_in_sanction_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.participants().filter(is_sanctioned).filter_map(|participant| {
        let rule = view.policy.restored_after_exemption.as_ref().filter(|rule| rule.value.0)?;
        let found = match exemption::longest_exemption(view, participant.number) {
            Some(exemption) => exempt_now(view, &participant, exemption),
            None => exempt_before(view, &participant)
                .or_else(|| maybe_exempt_now(view, &participant))
                .or_else(|| maybe_exempt_before(view, &participant)),
        };
        let finding = found?
            .under_policy(rule)
            .cannot_tell("from which day aid is restored: the source requires proof of the exemption and gives no day")
            .with_proposals([Proposal::ReviewExemption, Proposal::Contact]);
        Some(finding)
    })
}

/// Finds that an exemption of the day applies. Where the sanction is to be rescinded for an exemption from before it, that is
/// said once.
fn exempt_now(view: &View, participant: &Participant, exemption: &Exemption) -> Option<Finding> {
    if lifting::is_to_be_rescinded_for(view, participant.number, gate::EXEMPTION) {
        return None;
    }
    let says = "the participant has been exempt since {} and is still sanctioned; aid must be restored once \
                the exemption is proved";
    let says = Message::new(says, vec![exemption.from.into()]);
    Some(still_sanctioned(view, participant, says, exemption.from).with_grounds([exemption_ground(view, exemption)]))
}

/// Finds that a recorded exemption applied in the sanction and is over, and aid was never restored for it; of several, the
/// first.
fn exempt_before(view: &View, participant: &Participant) -> Option<Finding> {
    let since = sanctioned_since(view, participant);
    let theirs = view.facts.exemptions.iter().filter(|exemption| exemption.person == participant.number);
    let over = theirs.filter_map(|exemption| Some((exemption, exemption::last_day(view, exemption)?)));
    let within = over.filter(|(exemption, last)| exemption.from <= *last && since <= *last && *last < view.on);
    let owed = within.filter(|(exemption, _)| !is_restored_since(view, participant, exemption.from.max(since)));
    let (exemption, last) = owed.min_by_key(|(exemption, last)| (exemption.from, *last, &exemption.reason))?;
    if exemption.from < since && lifting::is_to_be_rescinded_for(view, participant.number, gate::EXEMPTION) {
        return None;
    }
    let says = message!(
        "the participant was exempt {} and is still sanctioned; aid must be restored once the exemption is proved, \
         although it is over",
        Value::Period { from: exemption.from, until: Some(last) }
    );
    let finding =
        still_sanctioned(view, participant, says, exemption.from).with_grounds([exemption_ground(view, exemption)]);
    Some(until_restored(finding).cannot_tell(
        "for how long aid is restored: by one reading the sanction is over, by the other it goes on after the exemption; no \
         source says",
    ))
}

/// Finds that the participant may be exempt on the day by the facts of the person. Where the sanction is to be rescinded for an
/// exemption from before it, that is said once.
fn maybe_exempt_now(view: &View, participant: &Participant) -> Option<Finding> {
    if lifting::is_to_be_rescinded_for(view, participant.number, gate::EXEMPTION) {
        return None;
    }
    let outgrown = exemption::outgrown_doubt(view, participant.number);
    let shown = reasons_shown(view, participant.person).map(ShownReason::doubt);
    let mut doubts = outgrown.into_iter().chain(shown).peekable();
    doubts.peek()?;
    let says = "the participant is sanctioned, and may be exempt; aid must be restored once an exemption is proved";
    Some(doubts.fold(still_sanctioned(view, participant, says.into(), view.on), Finding::cannot_tell))
}

/// Finds that the participant may have been exempt on an earlier day of the sanction, by the facts of the person or by the
/// record of a month, and no longer is. Where the sanction is to be rescinded for an exemption from before it, that is said
/// once.
fn maybe_exempt_before(view: &View, participant: &Participant) -> Option<Finding> {
    if lifting::is_to_be_rescinded_for(view, participant.number, gate::EXEMPTION) {
        return None;
    }
    let since = sanctioned_since(view, participant);
    let days = days_of_change(view, participant.person, since, view.on);
    let shown = days.into_iter().find_map(|day| {
        let then = View::new(view.facts, view.policies, day);
        let doubt = reasons_shown(&then, participant.person).next()?.doubt();
        (!is_restored_since(view, participant, day)).then_some((day, doubt))
    });
    let (day, doubt) = shown.or_else(|| exempt_month(view, participant, since))?;
    let says = message!(
        "the participant is sanctioned, and may have been exempt on {}; aid must be restored once an exemption is proved",
        day
    );
    Some(until_restored(still_sanctioned(view, participant, says, day)).cannot_tell(doubt))
}

/// Returns the first month of the sanction that the record of the months on aid calls exempt, by its first day in the sanction.
fn exempt_month(view: &View, participant: &Participant, since: NaiveDate) -> Option<(NaiveDate, Message)> {
    let span = Month::from_date(since)..=Month::from_date(view.on);
    let exempt = |aid: &&AidMonth| {
        aid.person == participant.number && aid.was == AidMonthStatus::Exempt && span.contains(&aid.month)
    };
    let months = view.facts.aid_months.iter().filter(exempt).map(|aid| aid.month);
    let owed = months.filter(|month| !is_restored_since(view, participant, month.first_day().max(since)));
    let month = owed.min()?;
    let doubt = message!("whether the participant was exempt in {}: the record of the months on aid says so", month);
    Some((month.first_day().max(since), doubt))
}

/// Finds sanctioned participants who met the hours in a month of the sanction, or in the last one before it: meeting them
/// ends a non-compliance, with or without a plan. The first such month counts. Where a sanction is to be rescinded for the
/// hours before it, that is said once.
pub fn hours_met_in_sanction_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.participants().filter(is_sanctioned).filter_map(move |participant| {
        let since = Month::from_date(sanctioned_since(view, &participant));
        let mut months: Vec<Month> = posted_attendance(view).map(|row| row.month).collect();
        months.retain(|month| since <= *month && *month < Month::from_date(view.on));
        months.sort_unstable();
        months.dedup();
        let owed = |month: &Month| !is_restored_since(view, &participant, month.last_day());
        let met = |month| hours_met_in_finding(view, &participant, month);
        months.into_iter().filter(owed).find_map(met).or_else(|| {
            met(since.previous())
                .filter(|_| !lifting::is_to_be_rescinded_for(view, participant.number, gate::HOURS_MET))
        })
    })
}

fn hours_met_in_finding(view: &View, participant: &Participant, month: Month) -> Option<Finding> {
    let rule = view.policies.in_force_on(month.last_day()).hours_met_guard.as_ref().filter(|rule| rule.value.0)?;
    let (average, owed) = monthly_hours::hours_of_parents(view, month)?;
    // Where the unit owes no hours, nothing says how many the sanctioned parent would have to attend.
    if owed == Hours::ZERO || average < owed {
        return None;
    }
    let with_both = hours_with_both(view, participant.person, month, owed).filter(|both| average < *both);
    let says = if let Some(both) = with_both {
        message!(
            "still sanctioned, and whether the hours of {} were met is open: the parents attended {} hours a week, and {} or {} \
             are required; aid may have to be restored",
            month,
            average,
            owed,
            both
        )
    } else {
        message!(
            "still sanctioned, and the hours of {} were met: {} hours a week, and {} are required; aid must be restored",
            month,
            average,
            owed
        )
    };
    let finding = still_sanctioned(view, participant, says, month.next().first_day())
        .under_policy(rule)
        .cannot_tell(
            "from which day aid is restored: the source says that these hours end the sanction and gives no day",
        )
        .with_proposals([Proposal::RestoreAid, Proposal::Contact]);
    Some(match doubt_of_unit(view, participant.person, month, owed) {
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
fn is_restored_since(view: &View, participant: &Participant, day: NaiveDate) -> bool {
    let theirs = view.facts.cures.iter().filter(|cure| cure.person == participant.number);
    theirs.filter_map(|cure| cure.restored).any(|restored| day <= restored && restored <= view.on)
}

/// Returns a finding that aid must be restored to a sanctioned participant for another reason than a cure, since a day. A status
/// that is corrected within the sanction moves no day.
fn still_sanctioned(view: &View, participant: &Participant, says: Message, since: NaiveDate) -> Finding {
    Finding::new(RuleId::AidToRestore, participant.number, says)
        .due_on(since.max(sanctioned_since(view, participant)))
        .with_grounds([participant.status_ground()])
        .clears_when("the registration status is no longer that of a sanction")
        .if_nothing("The family stays without aid although there is no longer any reason to withhold it.")
}

/// Says that the record of the restoration clears the finding as well.
fn until_restored(finding: Finding) -> Finding {
    finding
        .clears_when("the restoration of aid is recorded, or the registration status is no longer that of a sanction")
}
