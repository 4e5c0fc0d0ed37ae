//! Which months of aid count against the limits, and why (WIC 11454, 11454.5).
//!
//! A month is judged by the policy of its last day and by the months before it, never by what holds today.

use super::child_support::untick_reimbursed;
use super::childhood::{AdultSince, as_child_verdict};
use super::judged_months::{JudgedMonths, MonthVerdict};
use super::record_doubts::doubt_of_month;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, AidMonthStatus, Exemption, Funding, Overpayment};
use crate::policy::param::{MonthSpan, Months};
use crate::policy::tables::{ClockEffect, ExemptionReason, ZeroGrantReason};
use crate::policy::{Param, Policy};
use crate::rules::exemption;
use crate::rules::message::{Message, message};
use crate::rules::shown_exemption::stopping_reason;
use crate::rules::view::View;

/// Judges the months of a participant up to the day of the view.
pub fn judge_months(view: &View, person: PersonNumber) -> JudgedMonths {
    let until = Month::from_date(view.on);
    let theirs = view.facts.aid_months.iter().filter(|row| row.person == person && row.month <= until);
    let mut rows: Vec<&AidMonth> = theirs.collect();
    rows.sort_by_key(|row| (row.month, row.was, &row.reason));
    let mut judge = MonthJudge {
        view,
        person,
        adult: view.find_person(person).map(|person| AdultSince::from_facts(view, person)),
        counted: 0,
        counted_federal: 0,
    };
    let mut judged = JudgedMonths::default();
    for rows in rows.chunk_by(|a, b| a.month == b.month) {
        judged.months.extend(judge.judge(rows));
    }
    judged.cannot_tell_federal.extend(zero_grant_conflict(view, &rows));
    judged.cannot_tell_federal.extend(judge.adult.iter().flat_map(|adult| adult.doubts_of_head(&rows)));
    judged.support = untick_reimbursed(view, person, &rows, &mut judged);
    judged
}

/// Judges months in their order: a waiver asks how many months were counted before.
struct MonthJudge<'a> {
    view: &'a View<'a>,
    person: PersonNumber,
    adult: Option<AdultSince>,
    counted: u32,
    counted_federal: u32,
}

impl MonthJudge<'_> {
    fn judge(&mut self, rows: &[&AidMonth]) -> Option<MonthVerdict> {
        let month = rows.first()?.month;
        let policy = self.view.policies.in_force_on(month.last_day());
        let reasoned: Vec<AidMonth> = rows.iter().map(|row| self.with_recorded_reason(policy, row)).collect();
        let verdict = self.verdict(policy, month, &reasoned.iter().collect::<Vec<_>>());
        self.counted += u32::from(verdict.counts);
        self.counted_federal += u32::from(verdict.counts_federal);
        Some(verdict)
    }

    fn verdict(&self, policy: &Policy, month: Month, rows: &[&AidMonth]) -> MonthVerdict {
        let verdict = judge_entries(policy, month, rows);
        let in_span = |span: &Option<Param<MonthSpan>>| span.as_ref().is_some_and(|span| span.value.contains(month));
        let verdict =
            MonthVerdict { counts_federal: verdict.counts_federal && in_span(&policy.federal_counted), ..verdict };
        let as_child = self.adult.as_ref().and_then(|adult| adult.childhood_verdict(rows, &verdict));
        if !in_span(&policy.time_counted) {
            // Federally funded aid is older, and its months are judged all the same.
            let judged = as_child.or_else(|| as_child_verdict(rows, &verdict)).unwrap_or(verdict);
            return MonthVerdict { counts: false, why: "before the months that count".into(), unsure: false, ..judged };
        }
        let judged = as_child.or_else(|| self.waiver_verdict(policy, month, &verdict));
        let judged = judged.or_else(|| self.exemption_verdict(policy, rows, &verdict));
        let judged = judged.or_else(|| as_child_verdict(rows, &verdict));
        let judged = judged.or_else(|| self.teen_verdict(rows, &verdict));
        let judged = judged.or_else(|| self.shown_verdict(rows, &verdict));
        let judged = judged.or_else(|| self.doubted_verdict(policy, rows, &verdict)).unwrap_or(verdict);
        decided_verdict(rows, judged)
    }

    /// Returns the row with the reason of the exemption that is recorded for the month, where the row says that the month
    /// was exempt and not why. Any that stops the clock decides; one that does not must hold in the whole month.
    fn with_recorded_reason(&self, policy: &Policy, row: &AidMonth) -> AidMonth {
        if row.was != AidMonthStatus::Exempt || row.reason.is_some() {
            return row.clone();
        }
        let known: Vec<(&Exemption, Option<&ExemptionReason>)> = self
            .exemptions_in(row.month)
            .map(|exemption| (exemption, policy.tables.exemption_reason(&exemption.reason)))
            .collect();
        let stopping = known
            .iter()
            .filter_map(|(_, reason)| reason.filter(|reason| reason.calworks == ClockEffect::Stops))
            .max_by_key(|reason| (reason.certainty.can_decide(), &reason.id));
        let whole = |exemption: &Exemption| {
            let (first, last) = (row.month.first_day(), row.month.last_day());
            exemption.from <= first && exemption::last_day(self.view, exemption).is_none_or(|end| last <= end)
        };
        let decided = known.iter().all(|(exemption, reason)| reason.is_some() && whole(exemption));
        let other = known.iter().filter_map(|(_, reason)| *reason).min_by_key(|reason| &reason.id);
        let reason = stopping.or(other.filter(|_| decided)).map(|reason| reason.id.clone());
        AidMonth { reason, ..row.clone() }
    }

    /// Returns the exemptions that are recorded for a day of the month up to the day of the view.
    fn exemptions_in(&self, month: Month) -> impl Iterator<Item = &Exemption> {
        let (view, person) = (self.view, self.person);
        view.facts.exemptions.iter().filter(move |exemption| {
            exemption.person == person
                && exemption.from <= month.last_day().min(view.on)
                && exemption::last_day(view, exemption).is_none_or(|last| month.first_day() <= last)
        })
    }

    /// A month that counts by its entry, and in which an exemption that stops the clock is recorded as well, does not
    /// count for sure.
    fn exemption_verdict(&self, policy: &Policy, rows: &[&AidMonth], verdict: &MonthVerdict) -> Option<MonthVerdict> {
        let stops = |exemption: &Exemption| {
            let reason = policy.tables.exemption_reason(&exemption.reason);
            reason.is_some_and(|reason| reason.calworks == ClockEffect::Stops)
        };
        let exempt = verdict.counts && self.exemptions_in(verdict.month).any(stops);
        exempt.then(|| MonthVerdict {
            why: message!("{}, and an exemption that stops the clock is recorded for it", recorded_words(rows)),
            unsure: true,
            ..verdict.clone()
        })
    }

    /// A month that counts does not count for sure where an age or a disability that stops the clock is known for a day of
    /// it, whether or not an exemption is recorded (WIC 11454.5(a)(1)).
    fn shown_verdict(&self, rows: &[&AidMonth], verdict: &MonthVerdict) -> Option<MonthVerdict> {
        let month = verdict.month;
        let person = self.view.find_person(self.person).filter(|_| verdict.counts)?;
        let then = View::new(self.view.facts, self.view.policies, month.last_day().min(self.view.on));
        let shown = stopping_reason(&then, person, month.first_day())?;
        let why = message!("{}; {}", recorded_words(rows), shown.text());
        Some(MonthVerdict { why, unsure: true, ..verdict.clone() })
    }

    /// A month in which the participant was under the age at which Cal-Learn ends does not count for sure: months of somebody
    /// who is eligible for Cal-Learn, in it or exempt from it do not count, and nobody has recorded since when the participant
    /// has a diploma.
    fn teen_verdict(&self, rows: &[&AidMonth], verdict: &MonthVerdict) -> Option<MonthVerdict> {
        let counts_for_sure = verdict.counts && !verdict.unsure;
        let end = self.adult.as_ref()?.cal_learn_end.filter(|end| counts_for_sure && verdict.month < *end)?;
        let why = message!(
            "{}; the participant was under 19 until {}, and a month of a parent under 19 without a diploma does not \
             count",
            recorded_words(rows),
            end
        );
        Some(MonthVerdict { why, unsure: true, ..verdict.clone() })
    }

    /// A month that counts does not count for sure where the rest of the record speaks against it.
    fn doubted_verdict(&self, policy: &Policy, rows: &[&AidMonth], verdict: &MonthVerdict) -> Option<MonthVerdict> {
        let doubt = verdict.counts.then(|| doubt_of_month(self.view, policy, self.person, verdict.month)).flatten()?;
        let why = message!("{}; {}", recorded_words(rows), doubt);
        Some(MonthVerdict { why, unsure: true, ..verdict.clone() })
    }

    /// A waiver leaves out a month for an adult who has few enough months counted before it (ACL 21-82). The federal
    /// clock keeps ticking.
    fn waiver_verdict(&self, policy: &Policy, month: Month, verdict: &MonthVerdict) -> Option<MonthVerdict> {
        let waived = policy.time_waived.as_ref().filter(|span| verdict.counts && span.value.contains(month))?;
        let below =
            |limit: &Option<Param<Months>>, counted: u32| limit.as_ref().is_none_or(|limit| counted < limit.value.0);
        if !below(&policy.time_waived_under, self.counted) {
            return None;
        }
        // Which months were federally funded is not recorded, so the federal count never makes a month count for sure.
        let sure = waived.can_decide() && below(&policy.time_waived_under_federal, self.counted_federal);
        let why = if sure {
            "left out by a waiver"
        } else {
            "left out by a waiver, unless 60 months of federally funded aid were used up before it"
        };
        Some(MonthVerdict { counts: false, why: why.into(), unsure: !sure, ..verdict.clone() })
    }
}

/// Applies the decision of another county or of a hearing on whether the month counts. One that counts a month against
/// what the facts of the month say is not sure.
fn decided_verdict(rows: &[&AidMonth], judged: MonthVerdict) -> MonthVerdict {
    let decided = rows.iter().filter(|row| row.counted.is_some()).min_by_key(|row| (row.counted, &row.decided_by));
    let Some((row, counts)) = decided.and_then(|row| Some((row, row.counted?))) else { return judged };
    let by = row.decided_by.clone().unwrap_or_else(|| "a decision".to_owned());
    if !counts {
        let why = message!("{}: the month does not count", by);
        MonthVerdict { counts: false, unsure: false, why, ..judged }
    } else if judged.counts {
        MonthVerdict { unsure: false, why: message!("{}: the month counts", by), ..judged }
    } else {
        let why = message!("{}: the month counts; by its facts it does not ({})", by, judged.why);
        MonthVerdict { counts: true, unsure: true, why, ..judged }
    }
}

/// Returns what the entries call the month.
fn recorded_words(rows: &[&AidMonth]) -> &'static str {
    let exempt = rows.iter().any(|row| row.was == AidMonthStatus::Exempt);
    if exempt { "recorded as exempt" } else { "recorded as aided" }
}

/// Judges the rows of a month. The month does not count if anything in it stops the clock; not for sure where the rows
/// contradict each other.
fn judge_entries(policy: &Policy, month: Month, rows: &[&AidMonth]) -> MonthVerdict {
    let effects: Vec<MonthEffect> =
        rows.iter().map(|row| apply_overpayment(policy, row, month_effect(policy, row))).collect();
    let contradiction = contradiction_text(rows, &effects);
    // Only federal money counts toward the federal limit; entries that name both leave it open.
    let is_state = |row: &&&AidMonth| row.funding == Some(Funding::State);
    let (state, named) =
        (rows.iter().filter(is_state).count(), rows.iter().filter(|row| row.funding.is_some()).count());
    let state_only = state > 0 && state == named;
    let counts_federal = !state_only && effects.iter().all(|effect| effect.tanf != ClockEffect::Stops);
    let by_code = named == 0 && rows.iter().any(|row| is_state_by_code(policy, row));
    let is_open = state > 0 || by_code || effects.iter().any(|effect| effect.tanf == ClockEffect::Unknown);
    let unsure_federal = counts_federal && is_open;
    let first = effects
        .into_iter()
        .max_by_key(|effect| (effect.calworks == ClockEffect::Stops, effect.unsure, effect.why.clone()));
    let first = first.unwrap_or_else(|| unknown_effect("nothing is recorded of it"));
    MonthVerdict {
        month,
        counts: first.calworks != ClockEffect::Stops,
        counts_federal,
        unsure: first.unsure || first.calworks == ClockEffect::Unknown || contradiction.is_some(),
        unsure_federal: unsure_federal || (contradiction.is_some() && !state_only),
        why: contradiction.unwrap_or(first.why),
    }
}

/// Returns whether the aid code of the row says that the State alone paid the month.
fn is_state_by_code(policy: &Policy, row: &AidMonth) -> bool {
    let known = row.aid_code.as_deref().and_then(|code| policy.tables.aid_code(code, row.month));
    known.is_some_and(|known| known.funding == Funding::State)
}

/// Says that two rows of a month contradict each other: both say what the month was, and only one of them counts it.
fn contradiction_text(rows: &[&AidMonth], effects: &[MonthEffect]) -> Option<Message> {
    use AidMonthStatus::{Aided, Exempt, Sanctioned, Unaided, ZeroGrant};
    let says_what_it_was = |row: &AidMonth| matches!(row.was, Aided | Exempt | Sanctioned | Unaided | ZeroGrant);
    let repaid = |row: &AidMonth| row.overpayment == Some(Overpayment::Repaid);
    let said = rows.iter().zip(effects).filter(|(row, _)| says_what_it_was(row) && !repaid(row));
    let (stops, counts): (Vec<_>, Vec<_>) = said.partition(|(_, effect)| effect.calworks == ClockEffect::Stops);
    // Two exemptions do not contradict each other: any that stops the clock stops it (WIC 11454.5(a)(1)).
    let is_pair = |stops: &AidMonth, counts: &AidMonth| stops.was != Exempt || counts.was != Exempt;
    let mut pairs = stops.iter().flat_map(|stops| counts.iter().map(move |counts| (stops, counts)));
    let ((stops, stopping), (counts, counting)) = pairs.find(|((stops, _), (counts, _))| is_pair(stops, counts))?;
    if stops.was == counts.was {
        return Some(message!(
            "recorded twice as {}, once so that it counts ({}) and once so that it does not ({})",
            counts.was.title(),
            counting.why.clone(),
            stopping.why.clone()
        ));
    }
    Some(message!("recorded as {} and as {}, which contradict each other", counts.was.title(), stops.was.title()))
}

/// The effect of a row of a month on the two clocks, the reason in words, and whether it is uncertain.
struct MonthEffect {
    calworks: ClockEffect,
    tanf: ClockEffect,
    why: Message,
    unsure: bool,
}

fn unknown_effect(why: &'static str) -> MonthEffect {
    MonthEffect { calworks: ClockEffect::Unknown, tanf: ClockEffect::Unknown, why: why.into(), unsure: true }
}

/// Applies what became of the overpayment of a month: one that was repaid in full takes the month out of the count
/// whatever the month was, as a row that says so does; one that was repaid in part leaves open whether the rest was.
fn apply_overpayment(policy: &Policy, row: &AidMonth, effect: MonthEffect) -> MonthEffect {
    if effect.calworks == ClockEffect::Stops {
        return effect;
    }
    match row.overpayment {
        Some(Overpayment::Repaid) => {
            let tanf = effect.tanf;
            let repaid = event_effect(policy, AidMonthStatus::OverpaymentRepaid);
            // A month that does not count for federal aid anyway stays out.
            MonthEffect { tanf: if tanf == ClockEffect::Stops { tanf } else { repaid.tanf }, ..repaid }
        }
        Some(Overpayment::PartlyRepaid) => MonthEffect {
            why: "an overpayment that was repaid in part: once all of it is repaid the month does not count".into(),
            unsure: true,
            ..effect
        },
        Some(Overpayment::Open) | None => effect,
    }
}

fn month_effect(policy: &Policy, row: &AidMonth) -> MonthEffect {
    if row.was == AidMonthStatus::Exempt {
        return exempt_effect(policy, row);
    }
    if is_zero_grant(policy, row) {
        return zero_grant_effect(policy, row);
    }
    let Some(event) = policy.tables.month_event(row.was) else { return event_effect(policy, row.was) };
    if let Some(since) = event.in_force_from.filter(|since| row.month.last_day() < *since) {
        let why = message!("{} before {}, when it began to stop the clock", &event.title, since);
        return MonthEffect { why, ..event_effect(policy, AidMonthStatus::Aided) };
    }
    let effect = event_effect(policy, row.was);
    if row.recouped == Some(true) && effect.calworks == ClockEffect::Ticks {
        let why = message!(
            "{}, and the payment is recouped: no source found says whether the month still counts",
            effect.why
        );
        return MonthEffect { why, unsure: true, ..effect };
    }
    let is_settled = row.excused_share.zip(event.disputed_from_percent).is_some_and(|(share, from)| share < from);
    MonthEffect { unsure: effect.unsure && !is_settled, ..effect }
}

fn event_effect(policy: &Policy, was: AidMonthStatus) -> MonthEffect {
    match policy.tables.month_event(was) {
        Some(event) => MonthEffect {
            calworks: event.calworks,
            tanf: event.tanf,
            why: (&event.title).into(),
            unsure: !event.certainty.can_decide(),
        },
        None => unknown_effect("no source says what it does"),
    }
}

fn exempt_effect(policy: &Policy, row: &AidMonth) -> MonthEffect {
    let Some(reason) = row.reason.as_deref().and_then(|reason| policy.tables.exemption_reason(reason)) else {
        return unknown_effect("exempt, for a reason that is not known");
    };
    MonthEffect {
        calworks: reason.calworks,
        tanf: reason.tanf,
        why: message!("exempt: {}", &reason.title),
        unsure: !reason.certainty.can_decide(),
    }
}

/// Returns whether no grant was paid in the month, or one so small that it is not paid out (ACIN I-53-20).
fn is_zero_grant(policy: &Policy, row: &AidMonth) -> bool {
    let small = policy.smallest_grant.as_ref().map_or(0, |least| least.value.0);
    let aided = row.was == AidMonthStatus::Aided && row.grant.is_some_and(|grant| grant < small);
    row.was == AidMonthStatus::ZeroGrant || aided
}

/// Judges a month without a grant by the reason for it (ACIN I-53-20, I-67-22): the reasons of the table that the text
/// names must agree, unless one of them decides alone.
fn zero_grant_effect(policy: &Policy, row: &AidMonth) -> MonthEffect {
    let named = named_reasons(policy, row);
    let decisive = named.iter().find(|reason| reason.decides).copied();
    let agreed = named.first().copied().filter(|first| named.iter().all(|other| other.calworks == first.calworks));
    match decisive.or(agreed) {
        Some(reason) => MonthEffect {
            calworks: reason.calworks,
            tanf: reason.tanf,
            why: message!("no grant: {}", &reason.title),
            unsure: !reason.certainty.can_decide(),
        },
        None if named.is_empty() => MonthEffect { why: unknown_reason_text(policy, row), ..unknown_effect("") },
        None => MonthEffect {
            why: "no grant; one of its reasons would count the month and another would not".into(),
            ..unknown_effect("")
        },
    }
}

fn unknown_reason_text(policy: &Policy, row: &AidMonth) -> Message {
    let small = row.grant.filter(|grant| *grant > 0).zip(policy.smallest_grant.as_ref());
    let paid = match small {
        Some((grant, least)) => {
            message!(
                "a grant of ${}, and one under ${} is not paid out, for a reason that is not known",
                grant,
                least.value.0
            )
        }
        None => "no grant, and the reason is not known".into(),
    };
    message!(
        "{}: because of income the month does not count, because of recoupment, a penalty or homeless assistance it \
         does",
        paid
    )
}

fn named_reasons<'a>(policy: &'a Policy, row: &AidMonth) -> Vec<&'a ZeroGrantReason> {
    let Some(text) = row.reason.as_deref().map(str::to_lowercase) else { return Vec::new() };
    policy.tables.zero_grant_reasons.iter().filter(|reason| reason.is_named_in(&text)).collect()
}

/// Names the conflict about months without a grant on the federal clock.
fn zero_grant_conflict(view: &View, rows: &[&AidMonth]) -> Option<Message> {
    let rule = view.policy.zero_grant_federal.as_ref().filter(|rule| !rule.can_decide())?;
    let without = rows.iter().filter(|row| {
        let policy = view.policies.in_force_on(row.month.last_day());
        is_zero_grant(policy, row) && row.month >= Month::from_date(rule.in_force_from)
    });
    let without = without.count();
    (without > 0).then(|| {
        message!(
            "whether months without a grant ({} of them) count for federally funded aid: not by ACIN I-67-22; by Santa Clara and \
             Los Angeles they do for the unemployed with services",
            without
        )
    })
}
