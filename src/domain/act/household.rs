//! Acts on the members of a household whom the county lists twice.

use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::facts::{CaseFacts, MemberListing, OtherListing, PeopleToldApart};

/// Two rows of the county are about one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersMerged {
    /// The row that is right.
    pub keep: MemberListing,
    /// The row that is about the same person and is wrong.
    pub leave_out: MemberListing,
}

/// Records that two similar household members are different people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersToldApart {
    /// One of the two.
    pub first: MemberListing,
    /// The other.
    pub second: MemberListing,
}

impl MembersMerged {
    /// Returns whether the two rows have a number each, so that one number leads to the other from then on, whatever was
    /// recorded under it before or after.
    pub fn has_two_numbers(&self) -> bool {
        self.keep.person.is_some() && self.leave_out.person.is_some() && self.keep.person != self.leave_out.person
    }
}

impl ApplyAct for MembersMerged {
    /// Keeps the wrong row beside the right one. Where a later extract no longer lists one of the two, or gives the
    /// wrong row a number of its own, the county has answered the question, and nothing is done.
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if self.has_two_numbers() {
            facts.join_numbers(&self.keep, &self.leave_out, by.source);
            return;
        }
        let is_left_out = |listing: &MemberListing| *listing == self.leave_out && *listing != self.keep;
        let is_there = facts.people.iter().any(|person| person.is_listed_as(&self.keep));
        let index = facts
            .people
            .iter()
            .position(|person| person.person.is_none() && person.listing().as_ref().is_some_and(is_left_out));
        let Some(index) = index.filter(|_| is_there) else { return };
        let other = facts.people.remove(index);
        let listing =
            OtherListing { listing: self.leave_out.clone(), source: other.source, decided: by.source.clone() };
        if let Some(kept) = facts.people.iter_mut().find(|person| person.is_listed_as(&self.keep)) {
            kept.other_listings.extend(other.other_listings);
            kept.other_listings.push(listing);
        }
    }
}

impl ApplyAct for MembersToldApart {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.people_told_apart.push(PeopleToldApart {
            first: self.first.clone(),
            second: self.second.clone(),
            source: by.source.clone(),
        });
    }
}
