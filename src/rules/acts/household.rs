//! Checks of the acts on members of a household who are alike.

use std::ptr;

use super::act_refusal::ActRefusal;
use crate::domain::act::household::{MembersMerged, MembersToldApart};
use crate::domain::codes::Relation;
use crate::domain::facts::{MemberListing, Person};
use crate::domain::likeness::have_same_words;
use crate::rules::message::message;
use crate::rules::view::View;

/// Refuses a merger of a row with itself, of a child with an adult, and one that would keep a row without a number and leave
/// out one that has one.
pub(super) fn check_merged(view: &View<'_>, merged: &MembersMerged) -> Result<(), ActRefusal> {
    let kept = find_member(view, &merged.keep)?;
    let left_out = find_member(view, &merged.leave_out)?;
    refuse_same(kept, left_out)?;
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
    match (left_out.person, kept.person) {
        (Some(number), None) => Err(ActRefusal::from_message(message!(
            "The county gives {} the number {}. Keep that row, or have the county correct it.",
            merged.leave_out.name.to_string(),
            number
        ))),
        // The numbers say which rows are meant when the county corrects a name later.
        (Some(left), Some(kept)) if merged.leave_out.person.is_none() || merged.keep.person.is_none() => {
            let named = |listing: &MemberListing, number| MemberListing { person: Some(number), ..listing.clone() };
            Err(ActRefusal::from_message(message!(
                "The county gives both a number. Name each with it: {} and {}.",
                named(&merged.keep, kept).to_answer(),
                named(&merged.leave_out, left).to_answer()
            )))
        }
        (None, _) | (Some(_), Some(_)) => Ok(()),
    }
}

/// Refuses to tell a row apart from itself.
pub(super) fn check_told_apart(view: &View<'_>, apart: &MembersToldApart) -> Result<(), ActRefusal> {
    refuse_same(find_member(view, &apart.first)?, find_member(view, &apart.second)?)
}

fn find_member<'a>(view: &View<'a>, listing: &MemberListing) -> Result<&'a Person, ActRefusal> {
    let mut members = view.facts.people.iter().filter(|person| person.is_listed_as(listing));
    let name = || listing.name.to_string();
    let Some(member) = members.next() else { return find_respelled(view, listing) };
    let numbers: Vec<String> =
        [member].into_iter().chain(members).filter_map(|one| one.person).map(|number| format!("#{number}")).collect();
    if numbers.len() > 1 {
        let says =
            message!("{} stands under several numbers. Name the one that is meant: {}.", name(), numbers.join(" or "));
        return Err(ActRefusal::from_message(says));
    }
    Ok(member)
}

/// Returns the member whom a listing names by the number and in another spelling, such as that of the other row.
fn find_respelled<'a>(view: &View<'a>, listing: &MemberListing) -> Result<&'a Person, ActRefusal> {
    let is_meant = |person: &&Person| {
        let same = |known: MemberListing| {
            known.birth_date == listing.birth_date && have_same_words(&known.name, &listing.name)
        };
        person.listing().is_some_and(same) && (listing.person.is_none() || person.person == listing.person)
    };
    let meant: Vec<&Person> = view.facts.people.iter().filter(is_meant).collect();
    // The number says who is meant; without one only the county's spelling does.
    if let ([member], Some(_)) = (meant.as_slice(), listing.person) {
        return Ok(member);
    }
    let listed: Vec<String> =
        meant.iter().filter_map(|person| person.listing()).map(|known| known.to_answer()).collect();
    let number = listing.person.map_or_else(String::new, |number| format!(", person {number}"));
    let says =
        message!("The household has no member {}, born {}{}.", listing.name.to_string(), listing.birth_date, number);
    Err(ActRefusal::from_message(if listed.is_empty() {
        says
    } else {
        message!("{} The county writes: {}", says, listed.join(" or "))
    }))
}

fn refuse_same(a: &Person, b: &Person) -> Result<(), ActRefusal> {
    if ptr::eq(a, b) { Err(ActRefusal::from_message("Both answers name the same row.")) } else { Ok(()) }
}
