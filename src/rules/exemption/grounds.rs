//! The other grounds for which somebody may be exempt, looked at before anybody says that an exemption is over or doubtful.
//!
//! Sources: WIC 11320.3(b); SB 65, ACL 22-55.

use super::reason_citation;
use crate::domain::facts::{Exemption, Person};
use crate::policy::tables::ExemptionReason;
use crate::rules::finding::{Citation, Finding};
use crate::rules::household;
use crate::rules::message::{Message, message};
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::shown_exemption::{ShownReason, reasons_shown};
use crate::rules::view::View;

/// Looks for other grounds of the person and adds them to a finding about `exemption`: those that the record shows to the
/// doubts as well.
pub(super) fn note_other_grounds(view: &View, exemption: &Exemption, finding: Finding) -> Finding {
    let Some(person) = view.find_person(exemption.person) else { return finding };
    let row = |reason: &ExemptionReason| reason_citation(reason, exemption);
    let by_table = |id: &str| view.policy.tables.exemption_reason(id).map(row);
    let pregnancy = view.policy.pregnancy_exempts.as_ref().map(Citation::from);
    let request = view.policy.exemption_request.as_ref().map(Citation::from);
    let looked = [
        ("age", age_answer(view, person), by_table("age_60")),
        ("disability", disability_answer(view, person), by_table("disability")),
        ("infant", infant_answer(view, person), by_table("child_under_6_months")),
        ("pregnant", pregnancy_answer(view, person), pregnancy.or_else(|| by_table("pregnancy"))),
        ("request_open", request_answer(view, exemption), request),
        (
            "other_exemption",
            other_exemption_answer(view, exemption),
            view.policy.exempt_guard.as_ref().map(Citation::from),
        ),
    ];
    looked.into_iter().fold(finding, |finding, (id, answer, citation)| {
        let Some(citation) = citation else { return finding };
        let finding = match &answer {
            Answer::MayHold(says) => finding.cannot_tell(message!(
                "whether the participant is exempt for another \
                reason: {}",
                says.clone()
            )),
            _ => finding,
        };
        finding.with_reasons([ReasonAgainst::under(id, answer, citation)])
    })
}

fn find_shown(view: &View, person: &Person, wanted: fn(&ShownReason) -> bool) -> Option<Message> {
    reasons_shown(view, person).find(wanted).map(ShownReason::text)
}

/// Answers that the record may hold the ground, does not hold it, or that nobody has recorded the fact that decides.
fn answer(held: Option<Message>, is_recorded: bool, says: &'static str, found: &'static str) -> Answer {
    match held {
        Some(held) => Answer::MayHold(held),
        None if is_recorded => Answer::Absent(found.into()),
        None => Answer::Unrecorded(says.into()),
    }
}

fn age_answer(view: &View, person: &Person) -> Answer {
    let found = find_shown(view, person, |shown| matches!(shown, ShownReason::Age(_)));
    answer(found, person.birth_date.is_some(), "the participant is exempt by age", "no age exempts the participant")
}

fn disability_answer(view: &View, person: &Person) -> Answer {
    let found = find_shown(view, person, |shown| matches!(shown, ShownReason::Disability(_)));
    answer(
        found,
        person.disabled.is_some(),
        "the participant is disabled",
        "no disability of 30 days or more is recorded",
    )
}

fn infant_answer(view: &View, person: &Person) -> Answer {
    let found =
        find_shown(view, person, |shown| matches!(shown, ShownReason::Infant(..) | ShownReason::UnrecordedBirth(_)));
    let births_known = household::children(view).all(|child| child.birth_date.is_some());
    answer(
        found,
        births_known,
        "the participant cares for a child of a few months",
        "no child of a few months exempts the participant",
    )
}

fn pregnancy_answer(view: &View, person: &Person) -> Answer {
    let found = find_shown(view, person, |shown| matches!(shown, ShownReason::Pregnancy(_)));
    answer(
        found,
        household::is_pregnant(view, person).is_some(),
        "the participant is pregnant",
        "the participant is not pregnant",
    )
}

fn request_answer(view: &View, exemption: &Exemption) -> Answer {
    let theirs = view.facts.exemption_requests.iter().filter(|request| request.person == exemption.person);
    let open = theirs
        .filter(|request| request.received <= view.on && request.answered.is_none_or(|answered| view.on < answered));
    let found = open.map(|request| request.received).max();
    answer(
        found.map(|day| message!("a request from {} has not been answered", day)),
        true,
        "a request has not been answered",
        "no request waits for an answer",
    )
}

fn other_exemption_answer(view: &View, exemption: &Exemption) -> Answer {
    let others = super::exemptions_of(view, exemption.person).filter(|other| *other != exemption);
    let other = others.max_by_key(|other| (other.from, &other.reason));
    let found =
        other.map(|other| message!("{} from {} is recorded", super::reason_title(view, other).to_owned(), other.from));
    answer(found, true, "another exemption is recorded", "no other exemption is recorded")
}
