//! Checks of the acts on members of a household who are alike.

use super::act_refusal::ActRefusal;
use crate::domain::act::household::{MembersMerged, MembersToldApart};
use crate::domain::codes::Relation;
use crate::domain::facts::{MemberListing, Person};
use crate::rules::message::message;
use crate::rules::view::View;

/// Refuses a merger of a row with itself, of a child with an adult, and one that would leave out a person whom the county
/// gives a number.
pub(super) fn check_merged(view: &View<'_>, merged: &MembersMerged) -> Result<(), ActRefusal> {
    let kept = find_member(view, &merged.keep)?;
    let left_out = find_member(view, &merged.leave_out)?;
    refuse_same(&merged.keep, &merged.leave_out)?;
    let is_child = |person: &Person| person.relation == Relation::Child;
    if kept.relation != left_out.relation && (is_child(kept) || is_child(left_out)) {
        return Err(ActRefusal::from_message(message!(
            "{} is listed as a {} and {} as a {}: these are two people.",
            merged.keep.name.to_string(),
            kept.relation.title(),
            merged.leave_out.name.to_string(),
            left_out.relation.title()
        )));
    }
    match left_out.person {
        None => Ok(()),
        Some(number) => Err(ActRefusal::from_message(message!(
            "The county gives {} the number {}. Keep that row, or have the county correct it.",
            merged.leave_out.name.to_string(),
            number
        ))),
    }
}

/// Refuses to tell a row apart from itself.
pub(super) fn check_told_apart(view: &View<'_>, apart: &MembersToldApart) -> Result<(), ActRefusal> {
    find_member(view, &apart.first)?;
    find_member(view, &apart.second)?;
    refuse_same(&apart.first, &apart.second)
}

fn find_member<'a>(view: &View<'a>, listing: &MemberListing) -> Result<&'a Person, ActRefusal> {
    let member = view.facts.people.iter().find(|person| person.is_listed_as(listing));
    member.ok_or_else(|| {
        let name = listing.name.to_string();
        ActRefusal::from_message(message!("The household has no member {}, born {}.", name, listing.birth_date))
    })
}

fn refuse_same(a: &MemberListing, b: &MemberListing) -> Result<(), ActRefusal> {
    if a == b { Err(ActRefusal::from_message("Both answers name the same row.")) } else { Ok(()) }
}
