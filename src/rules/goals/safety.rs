//! Whether the record has a sign that somebody at home may be a danger: then it is asked whether a sheet is safe to take home. Which
//! sign it was is never said.

use super::goal_state::{count_protected, people_with_goals};
use crate::domain::codes::BarrierReferral;
use crate::rules::view::View;

/// The exemption and the activity that tell of domestic abuse, by their ids in the catalogs.
const EXEMPTION: &str = "domestic_abuse";
const SERVICES: &str = "domestic_abuse_services";
/// The word by which the reason of a good cause tells of it.
const WORD: &str = "domestic";

/// Returns whether anything on the case says that a sheet may be unsafe at home: what is kept apart of goals, or a waiver, an
/// activity, a referral or a good cause because of domestic abuse.
pub fn has_safety_flag(view: &View) -> bool {
    let (facts, tables) = (view.facts, &view.policy.tables);
    let is_waiver = |reason: &str| tables.exemption_reason(reason).is_some_and(|known| known.id == EXEMPTION);
    let is_service = |kind: &str| tables.activity_kind(kind).is_some_and(|known| known.id == SERVICES);
    let is_referral = |kind: &str| BarrierReferral::DomesticViolence.is_kind(kind);
    people_with_goals(view).into_iter().any(|person| count_protected(view, person) > 0)
        || facts.exemptions.iter().any(|exemption| is_waiver(&exemption.reason))
        || facts.activities.iter().any(|activity| is_service(&activity.kind))
        || facts.good_causes.iter().any(|cause| cause.reason.as_ref().is_some_and(|why| tells_of_abuse(why)))
        || facts.referrals.iter().any(|referral| {
            let social_work = referral.social_work.as_ref();
            is_referral(&referral.kind) || social_work.is_some_and(|work| work.safety.is_some())
        })
}

fn tells_of_abuse(reason: &str) -> bool {
    reason.to_lowercase().contains(WORD)
}
