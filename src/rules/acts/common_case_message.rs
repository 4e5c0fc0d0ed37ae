//! Texts to copy that go with the steps of a common case and of an outreach. A text says number and initials and nothing of
//! the child-welfare case; one to a parent has no word of child welfare or of a sanction.
//!
//! Source: Santa Clara Common-Place 4DFCS-CMS/12DFCS_DEBS/02.

use super::coworker_message::{CoworkerMessage, participant_name};
use crate::domain::act::common_case::{CommonCaseDecided, CommonCaseReviewed, CommonCaseVerified};
use crate::domain::act::outreach::OutreachTried;
use crate::domain::act::{Act, ActKind};
use crate::domain::facts::common_case::{DecideOutcome, ReviewOutcome, VerifyOutcome};
use crate::domain::facts::outreach::OutreachChannel;
use crate::domain::role::Role;
use crate::rules::common_case::newest_common_case;
use crate::rules::message::{Message, message};
use crate::rules::view::View;

const COMMON_CASE: &str = "Common case";
const OUTREACH: &str = "Outreach";
const UNIT_SUPERVISOR: &str = "Unit Supervisor";
const CASE_MANAGER: &str = "EC of the case";

/// The text to a parent. It may be read by others of the household.
pub(super) const OUTREACH_TEXT: &str = "Your employment services worker has news that may help your family. Please call ______ (office: ______) this week.";

/// Returns the text that goes with a step of a common case or an outreach, if there is one. The view holds the facts with
/// the act.
pub(super) fn message_for_common_case(view: &View<'_>, act: &Act, kind: &ActKind) -> Option<CoworkerMessage> {
    match kind {
        ActKind::CommonCaseFound(found) => {
            let told = message!("1. How it became known: {}", found.how.title());
            let (to, says) = match found.confirmed {
                Some(true) => (partnership_supervisor(), message!("found to be a common case on {}", act.on)),
                _ => (UNIT_SUPERVISOR.to_owned(), message!("may be a common case, found on {}", act.on)),
            };
            Some(about_case(view, to, says, vec![told]))
        }
        ActKind::CommonCaseReviewed(what) => message_after_review(view, act, what),
        ActKind::CommonCaseVerified(what) => Some(message_with_answer(view, act, what)),
        ActKind::CommonCaseDecided(what) => Some(message_with_decision(view, act, what)),
        ActKind::TransferPrepared(what) => {
            let told = if what.client_told { "yes" } else { "no" };
            let lines = vec![message!("1. Client told that the Partnership EC will call: {}", told)];
            let says = message!("ready on {} for its transfer to the Partnership EC", act.on);
            Some(about_case(view, UNIT_SUPERVISOR.to_owned(), says, lines))
        }
        ActKind::TransferSent(_) => {
            let says = message!("transfer to the Partnership EC, sent on {}", act.on);
            Some(about_case(view, Role::CONTROL_CLERK.title().to_owned(), says, Vec::new()))
        }
        ActKind::CaseAssigned(what) => {
            Some(about_case(view, format!("worker {}", what.to), message!("assigned to you on {}", act.on), Vec::new()))
        }
        ActKind::CaseHandedBack(what) => {
            let says = message!("handed back to {} on {}: please assign an EC", what.office.clone(), act.on);
            let meeting = newest_common_case(view)?.case.meetings.iter().map(|held| held.on).max();
            let meeting = meeting.map(|on| message!("1. Last planning meeting: {}", on));
            Some(about_case(view, format!("{} office", what.office), says, meeting.into_iter().collect()))
        }
        ActKind::DfcsRecorded(what) if what.service.is_reunification() => {
            let says = Message::from("set the alert of six months within five days (AB 429)");
            Some(about_case(view, "Eligibility Worker".to_owned(), says, Vec::new()))
        }
        ActKind::ConferenceCalled(what) => {
            let place = what.place.clone().unwrap_or_else(|| "______".to_owned());
            let says = message!("you are invited to a conference on {} in {}", what.on_day, place);
            let head = message!("Case {}: {}", view.facts.case.to_string(), says);
            // A provider knows the case by its number alone until a release is on file.
            Some(CoworkerMessage { form: "Conference", to: "members of the team".to_owned(), lines: vec![head] })
        }
        ActKind::OutreachForwarded(what) => {
            let to = what.to.as_ref().map_or_else(lead, |worker| format!("worker {worker}"));
            let (number, name) = (view.facts.case.to_string(), participant_name(view, act.person));
            let lines = vec![message!("Case {}, {}: outreach, forwarded on {}", number, name, act.on)];
            Some(CoworkerMessage { form: OUTREACH, to, lines })
        }
        ActKind::OutreachTried(what) => message_to_parent(what),
        _ => None,
    }
}

fn about_case(view: &View<'_>, to: String, says: Message, more: Vec<Message>) -> CoworkerMessage {
    let initials = view.facts.name.as_ref().map(|name| format!(", {}", name.initials())).unwrap_or_default();
    let head = message!("Case {}{}: {}", view.facts.case.to_string(), initials, says);
    CoworkerMessage { form: COMMON_CASE, to, lines: std::iter::once(head).chain(more).collect() }
}

fn partnership_supervisor() -> String {
    Role::PARTNERSHIP_SUPERVISOR.title().to_owned()
}

fn lead() -> String {
    Role::PARTNERSHIP_LEAD.title().to_owned()
}

fn message_after_review(view: &View<'_>, act: &Act, what: &CommonCaseReviewed) -> Option<CoworkerMessage> {
    match what.outcome {
        ReviewOutcome::Ask => {
            let how = newest_common_case(view)?.case.found.how.map_or("not said", |how| how.title());
            let lines = vec![message!("1. How it became known: {}", how)];
            let says = message!("is it a common case? Asked on {}", act.on);
            Some(about_case(view, "CommonCase mailbox".to_owned(), says, lines))
        }
        ReviewOutcome::Drop => {
            Some(about_case(view, CASE_MANAGER.to_owned(), message!("not pursued, {}", act.on), Vec::new()))
        }
    }
}

fn message_with_answer(view: &View<'_>, act: &Act, what: &CommonCaseVerified) -> CoworkerMessage {
    let (to, says) = match what.outcome {
        VerifyOutcome::Common => {
            (format!("{CASE_MANAGER} and {}", partnership_supervisor()), message!("a common case, {}", act.on))
        }
        VerifyOutcome::NotCommon => (CASE_MANAGER.to_owned(), message!("not a common case, {}", act.on)),
        VerifyOutcome::ToAnalyst => (Role::ANALYST.title().to_owned(), message!("please answer this one, {}", act.on)),
    };
    about_case(view, to, says, Vec::new())
}

fn message_with_decision(view: &View<'_>, act: &Act, what: &CommonCaseDecided) -> CoworkerMessage {
    let (to, says) = match what.outcome {
        DecideOutcome::Accept => {
            let to = format!("{UNIT_SUPERVISOR}, {} and {}", Role::ANALYST.title(), Role::LIAISON.title());
            (to, message!("accepted on {}: please transfer the case to the Partnership EC", act.on))
        }
        DecideOutcome::Decline => {
            (format!("{CASE_MANAGER} and {UNIT_SUPERVISOR}"), message!("not accepted, {}: the case stays", act.on))
        }
    };
    about_case(view, to, says, Vec::new())
}

/// Returns the text to the parent, where the channel takes one.
fn message_to_parent(what: &OutreachTried) -> Option<CoworkerMessage> {
    let writes = matches!(what.channel, OutreachChannel::Text | OutreachChannel::Email | OutreachChannel::Letter);
    let lines = vec![OUTREACH_TEXT.into()];
    writes.then(|| CoworkerMessage { form: OUTREACH, to: "parent".to_owned(), lines })
}
