//! Whether aid goes on beyond the limit (WIC 11454; ACIN I-14-20; Santa Clara, Extenders).

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{Exemption, Person};
use crate::domain::status::RegistrationStatus;
use crate::policy::tables::ExemptionReason;
use crate::rules::exemption;
use crate::rules::good_cause_signs;
use crate::rules::hours::adult_label;
use crate::rules::household;
use crate::rules::message::{Message, message};
use crate::rules::shown_exemption::{ShownReason, age_that_exempts, reasons_shown};
use crate::rules::standing::{Standing, obligation_before_limit};
use crate::rules::view::View;

/// Whether a reason extends a person's aid beyond the limit.
pub(super) enum AidExtension {
    /// No reason extends aid, or another adult of the unit has none.
    No,
    /// Every adult of the unit has a reason.
    Extends,
    /// A fact is missing, or sources do not agree.
    CannotTell(Message),
}

/// Whether one adult has a reason of their own.
enum OwnReason<'a> {
    None,
    /// The reason holds only under a condition that nobody has recorded.
    Conditional(&'a ExemptionReason),
    /// The condition is proved, and nobody has recorded until when.
    Proved(&'a ExemptionReason, &'a str),
    /// The reason extends aid from a later day on.
    Later(&'a ExemptionReason, NaiveDate),
    /// The facts show the reason, and no exemption is recorded for it.
    Unrecorded(&'a ExemptionReason),
    /// The condition was proved until a day that has passed.
    Lapsed(&'a ExemptionReason, NaiveDate),
    /// The record says that the reason does not extend aid, which it does without a condition.
    Denied(&'a ExemptionReason),
    /// The record says that the reason does not extend aid, and holds the proof that it does.
    Contradicted(&'a ExemptionReason, &'a str),
    Holds,
}

/// Returns whether aid of `person` is extended. Every adult of the unit must have a reason of their own; those of
/// children, of other relatives and of people outside the unit extend nothing. A waiver for domestic abuse is in
/// dispute: by ACIN I-14-20 it extends its holder's aid, whether or not the other adult has a reason.
pub(super) fn aid_extension<'a>(view: &View<'a>, person: PersonNumber) -> AidExtension {
    let own = own_reason(view, person);
    let (unknown, members): (Vec<&Person>, Vec<&Person>) = household::adults(view)
        .filter(|adult| adult.person != Some(person) && is_on_aid(view, adult))
        .partition(|adult| adult.in_unit.is_none());
    let reason_of = |adult: &&'a Person| adult.person.map_or(OwnReason::None, |number| own_reason(view, number));
    let others: Vec<OwnReason> = members.iter().map(reason_of).collect();
    let without_reason = unknown.iter().find(|adult| matches!(reason_of(adult), OwnReason::None));
    match own {
        OwnReason::None => AidExtension::No,
        // Where a member of the unit has none, it does not matter who else is in it.
        OwnReason::Holds
            if !others.iter().any(|other| matches!(other, OwnReason::None)) && without_reason.is_some() =>
        {
            without_reason.map_or(AidExtension::No, |adult| AidExtension::CannotTell(unknown_member_text(adult)))
        }
        // Where another adult has none it does not matter whether the condition of an own reason is met.
        _ if others.iter().any(|other| matches!(other, OwnReason::None)) => extension_by_waiver(view, person),
        OwnReason::Conditional(_)
        | OwnReason::Proved(..)
        | OwnReason::Lapsed(..)
        | OwnReason::Contradicted(..)
        | OwnReason::Denied(_)
        | OwnReason::Later(..)
        | OwnReason::Unrecorded(_) => unsure_text(&own).map_or(AidExtension::No, AidExtension::CannotTell),
        OwnReason::Holds => match others.iter().find_map(unsure_text) {
            Some(what) if !has_waiver(view, person) => AidExtension::CannotTell(what),
            Some(_) => extension_by_waiver(view, person),
            None => unknown
                .iter()
                .find_map(|adult| unsure_text(&reason_of(adult)))
                .map_or(AidExtension::Extends, AidExtension::CannotTell),
        },
    }
}

/// Returns whether aid of `person` goes on once the months are used up. A reason that begins on the first day without aid,
/// a request for an exemption without an answer, and a sign of abuse or of another condition that may exempt leave it open.
pub(super) fn extension_at_limit(view: &View, person: PersonNumber, last_day: NaiveDate) -> AidExtension {
    let extension = extension_after(view, person, last_day);
    let open = |what: Option<Message>| {
        let all: Vec<Message> = what.into_iter().chain(open_extensions(view, person)).collect();
        if all.is_empty() { AidExtension::No } else { AidExtension::CannotTell(Message::join(all, "; ")) }
    };
    match extension {
        AidExtension::Extends => AidExtension::Extends,
        AidExtension::CannotTell(what) => open(Some(what)),
        AidExtension::No => open(None),
    }
}

/// Returns whether aid of `person` goes on after `last_day` by a reason of today or of the first day without aid.
pub(super) fn extension_after(view: &View, person: PersonNumber, last_day: NaiveDate) -> AidExtension {
    let today = aid_extension(view, person);
    let Some(first) = last_day.succ_opt().filter(|first| view.on < *first && matches!(today, AidExtension::No)) else {
        return today;
    };
    match aid_extension(&View::new(view.facts, view.policies, first), person) {
        AidExtension::No => AidExtension::No,
        AidExtension::Extends => AidExtension::CannotTell(message!(
            "whether aid ends at the limit: a reason that extends it applies on {}, the first day without aid",
            first
        )),
        AidExtension::CannotTell(what) => {
            AidExtension::CannotTell(message!("{} (as of {}, the first day without aid)", what, first))
        }
    }
}

/// Returns what may extend aid once somebody decides it: a request for an exemption, an open referral, or good cause for
/// domestic abuse. What it is for is not named: it may be confidential.
fn open_extensions(view: &View, person: PersonNumber) -> Vec<Message> {
    let Some(adult) = view.find_person(person) else { return Vec::new() };
    let request = exemption::doubt_of_open_request(view, adult, Month::from_date(view.on));
    let request = request.map(|request| message!("{}; an exemption may extend aid or stop the clock", request));
    let referral = good_cause_signs::open_barrier(view, adult, view.on).map(|requested| {
        message!("whether aid is extended: a referral of {} is for a condition that may extend it", requested)
    });
    let cause = good_cause_signs::cause_for_barrier(view, person).map(|from| {
        message!("whether aid is extended: good cause since {} is for a condition that may extend it", from)
    });
    [request, referral, cause, unknown_exemption_text(view, adult, person)].into_iter().flatten().collect()
}

/// Returns the doubt about an adult whose registration status is exempt by no exemption on record: the reason may extend aid.
fn unknown_exemption_text(view: &View, adult: &Person, person: PersonNumber) -> Option<Message> {
    let status = view.registration_of(person).filter(|status| status.status == RegistrationStatus::Exempt)?;
    let is_shown = exemption::exemptions_of(view, person).next().is_some() || age_that_exempts(view, adult).is_some();
    if let Some(outgrown) = exemption::outgrown_exemption(view, person).filter(|_| !is_shown) {
        return Some(message!(
            "whether aid is extended: the registration status is exempt since {}, and the exemption on record does not reach the \
             day ({}); whether another reason applies is not recorded",
            status.since,
            exemption::outgrown_text(view, outgrown)
        ));
    }
    (!is_shown).then(|| {
        message!(
            "whether aid is extended: the registration status is exempt since {}, and the reason, which decides it, is not \
             recorded",
            status.since
        )
    })
}

fn unknown_member_text(adult: &Person) -> Message {
    message!(
        "whether aid is extended: every adult of the unit must have a reason, and whether {} is in the unit is not \
         recorded; membership is assumed",
        adult_label(adult)
    )
}

/// Returns why it is not sure whether the reason of an adult extends aid; `None` if it is.
fn unsure_text(own: &OwnReason) -> Option<Message> {
    match own {
        OwnReason::Conditional(reason) => {
            let condition = reason.extends_where.clone().unwrap_or_default();
            let says = "whether aid is extended: {} extends it only where {}; that is not recorded, so no extension is assumed";
            Some(Message::new(says, vec![(&reason.title).into(), condition.into()]))
        }
        OwnReason::Proved(reason, proof) => Some(message!(
            "whether aid is extended: {} extends it as long as {} is received, and the last day of that is not recorded",
            &reason.title,
            (*proof).to_owned()
        )),
        OwnReason::Later(reason, from) => Some(message!(
            "whether aid is extended already: {} extends it from {} on; until then no extension is assumed",
            &reason.title,
            *from
        )),
        OwnReason::Lapsed(reason, until) => Some(message!(
            "whether aid is still extended: {} extends it only while its proof holds, and that ended on {}; no extension is \
             assumed",
            &reason.title,
            *until
        )),
        OwnReason::Contradicted(reason, proof) => Some(message!(
            "whether aid is extended: the record says that {} does not extend it, and also that {} is received, with which it \
             does; no extension is assumed",
            &reason.title,
            (*proof).to_owned()
        )),
        OwnReason::Denied(reason) => Some(message!(
            "whether aid is extended: the record says that {} does not extend it, and by the rules it does without a \
             condition; no extension is assumed",
            &reason.title
        )),
        OwnReason::Unrecorded(reason) => Some(unrecorded_text(reason)),
        OwnReason::None | OwnReason::Holds => None,
    }
}

fn unrecorded_text(reason: &ExemptionReason) -> Message {
    if let Some(condition) = &reason.extends_where {
        message!(
            "whether aid is extended: {} extends it only where {}, and no exemption is recorded for it; no extension is \
             assumed",
            &reason.title,
            condition
        )
    } else {
        message!(
            "whether aid is extended: {} extends it, and no exemption is recorded for it; no extension is assumed",
            &reason.title
        )
    }
}

fn own_reason<'a>(view: &View<'a>, person: PersonNumber) -> OwnReason<'a> {
    let known = view.find_person(person);
    // What the birth date proves does not wait for its form, and no other exemption takes it away.
    if known.and_then(|known| age_that_exempts(view, known)).is_some_and(|(reason, _)| reason.extends) {
        return OwnReason::Holds;
    }
    let recorded: Vec<OwnReason> = extending_exemptions(view, person)
        .filter_map(|(exemption, reason)| recorded_reason(view, exemption, reason))
        .collect();
    if let Some(surest) = recorded.into_iter().min_by(|a, b| a.rank().cmp(&b.rank())) {
        return surest;
    }
    let mut shown = known.into_iter().flat_map(|known| reasons_shown(view, known)).filter_map(ShownReason::reason);
    shown.find(|reason| reason.extends).map_or(OwnReason::None, OwnReason::Unrecorded)
}

/// Returns what a recorded exemption for a reason that extends aid says on the day; `None` if its condition is not met.
fn recorded_reason<'a>(view: &View, exemption: &'a Exemption, reason: &'a ExemptionReason) -> Option<OwnReason<'a>> {
    match exemption.extends_aid {
        Some(true) => {
            let later = exemption.extends_from.filter(|from| view.on < *from);
            let lapsed = exemption.proof_until.filter(|until| *until < view.on && reason.extends_where.is_some());
            let lapsed = lapsed.map(|until| OwnReason::Lapsed(reason, until));
            Some(later.map(|from| OwnReason::Later(reason, from)).or(lapsed).unwrap_or(OwnReason::Holds))
        }
        Some(false) if reason.extends_where.is_none() => Some(OwnReason::Denied(reason)),
        Some(false) => extending_proof(exemption, reason)
            .filter(|_| exemption.proof_until.is_none_or(|until| view.on <= until))
            .map(|proof| OwnReason::Contradicted(reason, proof)),
        None if reason.extends_where.is_none() => Some(OwnReason::Holds),
        None => Some(proved_reason(view, exemption, reason)),
    }
}

/// Returns the proof of the exemption, if it is one with which the reason extends aid.
fn extending_proof<'a>(exemption: &'a Exemption, reason: &ExemptionReason) -> Option<&'a str> {
    let extends = |proof: &&str| reason.extending_proofs.iter().any(|known| known.eq_ignore_ascii_case(proof.trim()));
    exemption.proof.as_deref().filter(extends)
}

/// Returns whether the proof of an exemption shows that its condition is met on the day.
fn proved_reason<'a>(view: &View, exemption: &'a Exemption, reason: &'a ExemptionReason) -> OwnReason<'a> {
    match (extending_proof(exemption, reason), exemption.proof_until) {
        (Some(_), Some(until)) if view.on <= until => OwnReason::Holds,
        (Some(_), Some(until)) => OwnReason::Lapsed(reason, until),
        (Some(proof), None) => OwnReason::Proved(reason, proof),
        _ => OwnReason::Conditional(reason),
    }
}

impl OwnReason<'_> {
    /// Returns the order in which several reasons of one adult count: the surest first, then the one that policy names
    /// first, whatever the order of the facts.
    fn rank(&self) -> (Sureness, &str) {
        match self {
            Self::Holds => (Sureness::Holds, ""),
            Self::Proved(reason, _) => (Sureness::Proved, &reason.id),
            Self::Conditional(reason) => (Sureness::Conditional, &reason.id),
            Self::Contradicted(reason, _) | Self::Denied(reason) => (Sureness::Contradicted, &reason.id),
            Self::Lapsed(reason, _) => (Sureness::Lapsed, &reason.id),
            Self::Later(reason, _) => (Sureness::Later, &reason.id),
            Self::Unrecorded(reason) => (Sureness::Unrecorded, &reason.id),
            Self::None => (Sureness::None, ""),
        }
    }
}

/// How sure an own reason is, the surest first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    Holds,
    Proved,
    Contradicted,
    Conditional,
    Lapsed,
    Later,
    Unrecorded,
    None,
}

fn extending_exemptions<'a>(
    view: &View<'a>,
    person: PersonNumber,
) -> impl Iterator<Item = (&'a Exemption, &'a ExemptionReason)> + use<'a> {
    let tables = &view.policy.tables;
    exemption::exemptions_of(view, person)
        .filter_map(|exemption| Some((exemption, tables.exemption_reason(&exemption.reason)?)))
        .filter(|(_, reason)| reason.extends)
}

fn has_waiver(view: &View, person: PersonNumber) -> bool {
    extending_exemptions(view, person)
        .any(|(exemption, reason)| reason.keeps_its_holder && exemption.extends_aid != Some(false))
}

/// Answers for a person who has a reason while another adult has none.
fn extension_by_waiver(view: &View, person: PersonNumber) -> AidExtension {
    if has_waiver(view, person) {
        AidExtension::CannotTell(
            "whether the domestic abuse waiver extends aid while the other parent has no reason: by ACIN I-14-20 it does for \
             its holder; Santa Clara lists abuse among the conditions that all parents must meet"
                .into(),
        )
    } else {
        AidExtension::No
    }
}

/// Returns whether an adult is aided in the unit: one who is sanctioned, closed, ineligible or outside it is not.
fn is_on_aid(view: &View, adult: &Person) -> bool {
    let standing = obligation_before_limit(view, adult).standing;
    !matches!(standing, Standing::Sanctioned | Standing::OutsideUnit | Standing::Closed)
}
