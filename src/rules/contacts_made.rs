//! The contacts that were made with somebody, by the day of the view.

use chrono::NaiveDate;

use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::facts::Contact;

/// Returns the contacts of `person` up to the day. A contact with the case as a whole counts for them if nobody else
/// takes part.
pub(super) fn contacts_with<'a>(view: &View<'a>, person: PersonNumber) -> impl Iterator<Item = &'a Contact> + use<'a> {
    let on = view.on;
    let alone = view.participants().nth(1).is_none();
    let theirs = move |contact: &&Contact| contact.person == person || (alone && contact.person == PersonNumber::CASE);
    view.facts.contacts.iter().filter(move |contact| contact.on <= on).filter(theirs)
}

/// Returns whether contacts of this type count; `None` if the type is not in the catalog. A contact that was reported
/// only with its date counts: the county says that it was made.
pub(super) fn is_counted_type(view: &View, contact: &Contact) -> Option<bool> {
    let Some(contact_type) = &contact.contact_type else { return Some(true) };
    view.policy.contact_type(&contact_type.0).map(|info| info.counts)
}

/// Returns whether a contact is one that was made: the participant was reached, in a way that counts, and not by the social
/// worker, whose contacts are the unit's own work. A way that the catalog does not have counts.
pub fn counts_as_made(view: &View, contact: &Contact) -> bool {
    contact.reached && is_counted_type(view, contact) != Some(false) && !is_partners_alone(view, contact)
}

/// Returns whether a social worker dictated the contact, and the county does not count such contacts as the EC's (the setting
/// `partner_contact_counts`).
pub(super) fn is_partners_alone(view: &View, contact: &Contact) -> bool {
    !partner_contact_counts(view) && is_by_social_worker(view, contact)
}

/// Returns whether the county counts the contacts of a social worker as the EC's.
pub(super) fn partner_contact_counts(view: &View) -> bool {
    view.policy.partner_contact_counts.as_ref().is_some_and(|rule| rule.value.0)
}

/// Returns whether the author of a contact is of the social-work unit: the office lists the worker there, or the worker has or
/// had a social-work case of the family that somebody else referred.
fn is_by_social_worker(view: &View, contact: &Contact) -> bool {
    let Some(author) = contact.source.author() else { return false };
    let has_case = view.facts.referrals.iter().any(|referral| {
        let worker = referral.social_work.as_ref().and_then(|work| work.worker.as_ref());
        worker == Some(author) && referral.by.as_ref() != Some(author)
    });
    has_case || view.policy.tables.partners.unit.worker(author).is_some()
}

/// Returns the newest contact made with `person` up to the day.
pub fn last_contact_made<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Contact> {
    let made = contacts_with(view, person).filter(|contact| counts_as_made(view, contact));
    made.max_by_key(|contact| (contact.on, contact.contact_type.as_ref()))
}

/// Returns whether a contact with `person` was made from `first` up to the day.
pub(super) fn is_contact_made_since(view: &View, person: PersonNumber, first: NaiveDate) -> bool {
    last_contact_made(view, person).is_some_and(|contact| first <= contact.on)
}

/// Returns the newest day from `first` to `last`, both included, on which a contact with `person` was made.
pub(super) fn made_within(view: &View, person: PersonNumber, first: NaiveDate, last: NaiveDate) -> Option<NaiveDate> {
    let made = contacts_with(view, person).filter(|contact| counts_as_made(view, contact));
    made.map(|contact| contact.on).filter(|on| (first..=last).contains(on)).max()
}
