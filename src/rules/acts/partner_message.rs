//! Texts to copy that go with the steps of a social-work case: form 7045 CW to the unit and back, the assignment, and the
//! progress report (7046 CW) on its way. No text says what a contact was about.

use super::coworker_message::{CoworkerMessage, participant_name};
use crate::domain::WorkerNumber;
use crate::domain::act::social_work::{SocialWorkAssigned, SocialWorkReferred};
use crate::domain::act::{Act, ActKind};
use crate::domain::role::Role;
use crate::rules::message::{Message, message};
use crate::rules::social_work::{UnitCase, newest_unit_case, reason_titles};
use crate::rules::view::View;

const REFERRAL: &str = "7045 CW";
const REPORT: &str = "7046 CW";

/// Returns the text that goes with a step of a social-work case, if there is one. The view holds the facts with the act.
pub(super) fn message_for_step(view: &View<'_>, act: &Act, kind: &ActKind) -> Option<CoworkerMessage> {
    let case = newest_unit_case(view, act.person)?;
    let head = |says: Message| {
        let (number, name) = (view.facts.case.to_string(), participant_name(view, act.person));
        message!("Case {}, {}: {}", number, name, says)
    };
    let (form, to, says, more) = match kind {
        ActKind::SocialWorkReferred(what) => {
            let says = message!("referred to social work on {}", act.on);
            (REFERRAL, unit_supervisor(), says, referral_lines(what))
        }
        ActKind::SocialWorkReturned(what) => {
            let says = message!("the 7045 is returned on {}", act.on);
            (REFERRAL, referring_worker(&case), says, vec![message!("Missing: {}", &what.reason)])
        }
        ActKind::SocialWorkAssigned(what) => {
            let says = message!("social work is assigned to {} on {}", what.worker.to_string(), act.on);
            (REFERRAL, format!("worker {}", what.worker), says, assignment_lines(&case, what))
        }
        ActKind::SocialWorkReport(_) => {
            let says = message!("a progress report was handed in on {}, to be reviewed", act.on);
            (REPORT, unit_supervisor(), says, Vec::new())
        }
        ActKind::SocialWorkReportForwarded(_) => {
            let says = message!("a progress report of the social worker, passed on on {}", act.on);
            (REPORT, referring_worker(&case), says, vec![message!("Status: {}", case.state().title())])
        }
        ActKind::SocialWorkReportReturned(what) => {
            let says = message!("the progress report is returned on {}", act.on);
            (REPORT, social_worker(&case), says, vec![message!("Reason: {}", &what.reason)])
        }
        _ => return None,
    };
    let lines = std::iter::once(head(says)).chain(more).collect();
    Some(CoworkerMessage { form, to, lines })
}

fn referral_lines(what: &SocialWorkReferred) -> Vec<Message> {
    let told = what.client_told.map_or("not said", |told| if told { "yes" } else { "no" });
    let asked = what.asked.as_deref().unwrap_or("not said");
    vec![
        message!("1. Reasons: {}", reason_titles(&what.reasons)),
        message!("2. Already tried: {}", &what.tried),
        message!("3. Asked for: {}", asked.to_owned()),
        message!("4. Client told of the referral: {}", told),
    ]
}

fn assignment_lines(case: &UnitCase<'_>, what: &SocialWorkAssigned) -> Vec<Message> {
    let mut lines = vec![message!("Referred by: {}", referring_worker(case))];
    lines.extend(case.accepted().map(|accepted| message!("Accepted: {}", accepted)));
    lines.extend(what.at.map(|at| message!("Assigned at: {}", at.format("%H:%M").to_string())));
    lines
}

fn unit_supervisor() -> String {
    Role::SW_SUPERVISOR.title().to_owned()
}

fn referring_worker(case: &UnitCase<'_>) -> String {
    worker_or(case.referral.by.as_ref(), "the referring worker")
}

fn social_worker(case: &UnitCase<'_>) -> String {
    worker_or(case.work.worker.as_ref(), Role::SOCIAL_WORKER.title())
}

fn worker_or(worker: Option<&WorkerNumber>, otherwise: &str) -> String {
    worker.map_or_else(|| otherwise.to_owned(), |worker| format!("worker {worker}"))
}
