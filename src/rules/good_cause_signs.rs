//! Signs of good cause that nobody has determined: an open referral for a condition that may be good cause, a disability too
//! short to exempt, and homelessness without a telephone. The gate of a sanction and the hours of a month look for the same ones.
//!
//! Source: WTW 26 (good cause guide).

use chrono::NaiveDate;

use super::message::{Message, message};
use super::shown_exemption::short_disability;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::facts::{GoodCause, Person, Referral};
use crate::domain::plain_language::find_abuse_words;
use crate::policy::jargon::builtin_jargon;

/// Returns that a referral of the person for a condition that may be good cause was open on a day from `first` to the day of
/// the view; of several, the first. Its kind is not named: it may be confidential.
pub(super) fn sign_of_barrier(view: &View, person: &Person, first: NaiveDate) -> Option<Message> {
    let requested = open_barrier(view, person, first)?;
    Some(message!("a referral of {} is for a condition that may be good cause", requested))
}

/// Returns the day of the first such referral.
pub(super) fn open_barrier(view: &View, person: &Person, first: NaiveDate) -> Option<NaiveDate> {
    let rule = view.policy.good_cause_referrals.as_ref()?;
    let is_open = |referral: &&Referral| {
        Some(referral.person) == person.person
            && referral.requested <= view.on
            && referral.closed.is_none_or(|closed| first <= closed)
    };
    // Whoever does not see which referral it is is still told that it may count.
    let may_be_cause = |referral: &&Referral| {
        referral.is_of_hidden_kind() || rule.value.0.iter().any(|kind| kind.is_kind(&referral.kind))
    };
    let open = view.facts.referrals.iter().filter(is_open).filter(may_be_cause);
    open.map(|referral| referral.requested).min()
}

/// Returns the first day of good cause that holds on the day and is recorded for abuse.
pub(super) fn cause_for_barrier(view: &View, person: PersonNumber) -> Option<NaiveDate> {
    let holds = |cause: &&GoodCause| {
        cause.person == person && cause.from <= view.on && cause.until.is_none_or(|until| view.on <= until)
    };
    let is_for_abuse = |cause: &&GoodCause| {
        let reason = cause.reason.as_deref().unwrap_or_default().replace('_', " ");
        find_abuse_words(&reason, builtin_jargon()).is_some()
    };
    let causes = view.facts.good_causes.iter().filter(holds).filter(is_for_abuse);
    causes.map(|cause| cause.from).min()
}

/// Returns that the person was disabled on a day from `first` to the day of the view, for too few days to be exempt: a
/// temporary illness is an example of good cause.
pub(super) fn sign_of_illness(view: &View, person: &Person, first: NaiveDate) -> Option<Message> {
    let (from, until) = short_disability(view, person)?;
    (from <= view.on && first <= until).then(|| {
        message!(
            "the participant was disabled from {} to {}, too short for an exemption but possibly a \
             temporary illness",
            from,
            until
        )
    })
}

/// Returns that the person is homeless without a telephone.
pub(super) fn sign_of_homelessness(view: &View, person: &Person) -> Option<Message> {
    view.policy.good_cause_homeless.as_ref().filter(|rule| rule.value.0)?;
    (person.homeless_without_phone == Some(true)).then(|| "the participant is homeless and has no telephone".into())
}
