//! The care of a member of the household who is listed as disabled: it may exempt whoever gives it, stop the clock and extend
//! aid, and nobody is asked about it by a form.
//!
//! Source: WIC 11320.3(b)(4), 11454.5(a)(1).

use super::exemption;
use super::household;
use super::message::Message;
use super::shown_exemption::short_disability;
use super::view::View;
use crate::domain::codes::Relation;
use crate::domain::facts::{Exemption, Person};

/// The id of the reason that the care of a member of the household gives.
const CARE: &str = "care_of_household_member";

/// Returns that a member of the household is listed as disabled and that nothing on record says who cares for them; `None` if an
/// exemption for that care is recorded on the day, whoever has it.
pub(super) fn care_shown(view: &View, person: &Person) -> Option<Message> {
    let needs_care = |member: &&Person| {
        // A disability of a parent is asked about as that parent's own.
        let is_parent = matches!(member.relation, Relation::Parent | Relation::SecondParent);
        !is_parent
            && household::is_called_disabled(view, member) == Some(true)
            && short_disability(view, member).is_none()
            && !std::ptr::eq(*member, person)
            && member.in_unit_until.is_none_or(|until| view.on <= until)
    };
    let member = view.facts.people.iter().find(needs_care)?;
    let is_for_care = |exemption: &&Exemption| {
        let reason = view.policy.tables.exemption_reason(&exemption.reason);
        reason.is_some_and(|reason| reason.id == CARE)
            && exemption.from <= view.on
            && exemption::last_day(view, exemption).is_none_or(|last| view.on <= last)
    };
    if view.facts.exemptions.iter().any(|exemption| is_for_care(&exemption)) {
        return None;
    }
    Some(if member.relation == Relation::Child {
        "a child is listed as disabled, and whether the participant cares for the child is not recorded".into()
    } else {
        "another member of the household is listed as disabled, and whether the participant cares for them is not recorded".into()
    })
}
