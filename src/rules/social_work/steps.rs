//! The steps of a social-work case beside contacts, reports and letters: acceptance, folder, discussion, the word to the
//! client, Inactive, and the end of aid.
//!
//! A later step clears the earlier ones: whoever does not use the program must not leave somebody else late for ever.
//!
//! Source: San Francisco handbook 75-9, III and IV.

use chrono::NaiveDate;

use super::contacts;
use super::hour_clock::HourClock;
use super::step_finding::step_finding;
use super::unit_case::UnitCase;
use crate::domain::PersonNumber;
use crate::domain::act::ActId;
use crate::domain::facts::StepDay;
use crate::domain::facts::social_work::UnitStatus;
use crate::domain::partner_state::UnitCaseState;
use crate::domain::proposal::Proposal;
use crate::policy::act_forms::ActForms;
use crate::rules::finding::{Finding, Ground};
use crate::rules::gate;
use crate::rules::message::{Message, Value, message};
use crate::rules::noncompliance;
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

/// Finds a referral on which the unit has not decided. A client in the period of a notice is named with the day of it.
pub(super) fn accept_finding(case: &UnitCase) -> Option<Finding> {
    let (view, rule) = (&case.view, case.view.policy.social_work_accept.as_ref()?);
    if case.state() != UnitCaseState::Submitted {
        return None;
    }
    let sent = case.last_sent();
    let from = case.referral.by.as_ref().map_or_else(
        || Message::from("a referral to social work (7045 CW) waits for a decision"),
        |worker| message!("the 7045 from {} waits for a decision", worker.to_string()),
    );
    let period = notice_text(view, case.referral.person);
    let says = period.as_ref().map_or_else(|| from.clone(), |period| message!("{}: {}", from.clone(), period.clone()));
    let finding = step_finding(case, RuleId::SocialWorkAccept, says, rule)
        .due_on(view.policy.calendar.add_working_days(sent, rule.value))
        .late_after_due(view.on)
        .with_ground("7045 sent", sent, case.source_of(&[ActId::SocialWorkReferred], sent))
        .with_grounds(referral_grounds(case))
        .clears_when("the referral is accepted and assigned, or sent back");
    Some(finding)
}

/// Returns the day of the notice's period in which the client is, with the first day of a sanction.
pub fn notice_text(view: &View, person: PersonNumber) -> Option<Message> {
    let theirs = noncompliance::steps_with_counted_period(view).filter(|step| step.person == person);
    let step = theirs.min_by_key(|step| step.notice_issued)?;
    let period = view.policy.good_cause_period.as_ref()?;
    let day = noncompliance::day_of_period(step, view).day;
    let text = message!("pre-sanction, day {} of {}", day, period.value.0);
    Some(match gate::earliest_day(view, step) {
        Some(earliest) => message!("{}, no sanction before {}", text, earliest),
        None => text,
    })
}

fn referral_grounds(case: &UnitCase) -> impl Iterator<Item = Ground> {
    let reasons = (!case.work.reasons.is_empty()).then(|| Message::from_text(reason_titles(&case.work.reasons)));
    let reasons = reasons.map(|reasons| Ground::new("reasons", Value::Message(reasons), &case.referral.source));
    let by = case.referral.by.as_ref();
    let by = by.map(|worker| Ground::new("referred by", worker.to_string(), &case.referral.source));
    reasons.into_iter().chain(by)
}

/// Returns the reasons of a referral in the words of its form.
pub fn reason_titles(reasons: &[String]) -> String {
    let form = ActForms::builtin().form_for_act(ActId::SocialWorkReferred.id());
    form.map(|form| form.choice_titles("reasons", reasons)).unwrap_or_default().join("; ")
}

/// Returns whether a step after the folder was done since the case was last assigned. `folder` says whether the folder
/// itself counts.
fn is_done_since_assigned(case: &UnitCase, steps: &[Option<StepDay>]) -> bool {
    let since = case.assigned().unwrap_or(NaiveDate::MIN);
    let done = |step: &Option<StepDay>| case.known(*step).is_some_and(|day| since <= day);
    steps.iter().any(done) || contacts::counting_contacts(case).any(|contact| since <= contact.on)
}

/// Finds an assigned case whose folder is not with the social worker.
pub(super) fn folder_finding(case: &UnitCase) -> Option<Finding> {
    let (view, work) = (&case.view, case.work);
    let rule = view.policy.social_work_file.as_ref()?;
    let assigned = work.assigned.filter(|day| day.on <= view.on)?;
    if !case.is_running() || is_done_since_assigned(case, &[work.file_received, work.discussed, work.intake]) {
        return None;
    }
    let clock = HourClock::new(view, assigned.on, rule);
    let time = assigned.time_text();
    let says = match &time {
        Some(time) if clock.due == clock.literal => {
            message!("the folder is not with the social worker yet: it is to be there on {} by {}", clock.due, time)
        }
        _ => "the folder is not with the social worker yet".into(),
    };
    let on = time.map_or(Value::Day(assigned.on), |time| message!("{} at {}", assigned.on, time).into());
    let finding = step_finding(case, RuleId::SocialWorkFolder, says, rule)
        .with_ground("assigned", on, case.source_of(&[ActId::SocialWorkAssigned], assigned.on))
        .clears_when("the folder is handed over, or a later step is recorded");
    Some(clock.add_to(view, finding))
}

/// Finds a case that the social worker has not discussed with the referring worker.
pub(super) fn discuss_finding(case: &UnitCase) -> Option<Finding> {
    let (view, work) = (&case.view, case.work);
    let rule = view.policy.social_work_discuss.as_ref()?;
    let folder = case.known(work.file_received).filter(|day| case.assigned().is_none_or(|since| since <= *day))?;
    if !case.is_running() || is_done_since_assigned(case, &[work.discussed, work.intake]) {
        return None;
    }
    let says = "the case is not discussed with the referring worker yet";
    let finding = step_finding(case, RuleId::SocialWorkDiscuss, says, rule)
        .with_ground("folder received", folder, case.source_of(&[ActId::SocialWorkFolder], folder))
        .with_grounds(referral_grounds(case))
        .clears_when("the discussion or a later step is recorded");
    Some(HourClock::new(view, folder, rule).add_to(view, finding))
}

/// Finds a client whom the referring worker has not told of the referral. The social worker's call comes after it.
pub(super) fn inform_finding(case: &UnitCase) -> Option<Finding> {
    let (view, work) = (&case.view, case.work);
    let rule = view.policy.social_work_inform.as_ref()?;
    let discussed = case.discussed()?;
    let knows = case.known(work.informed).is_some() || case.first_reached().is_some();
    if !case.is_running() || work.client_told != Some(false) || knows {
        return None;
    }
    let says = case.referral.by.as_ref().map_or_else(
        || Message::from("the client does not know of the referral yet"),
        |worker| message!("the client does not know of the referral yet: {} tells the client", worker.to_string()),
    );
    let finding = step_finding(case, RuleId::SocialWorkInform, says, rule)
        .due_on(view.policy.calendar.add_working_days(discussed, rule.value))
        .late_after_due(view.on)
        .with_ground("discussed", discussed, case.source_of(&[ActId::SocialWorkDiscussed], discussed))
        .with_ground("client told of the referral", "no", case.source_of(&[ActId::SocialWorkDiscussed], discussed))
        .clears_when("the client is told, or reached")
        .with_proposals([Proposal::Contact]);
    Some(finding)
}

/// Finds an Inactive case that the supervisor has not looked at.
pub(super) fn inactive_finding(case: &UnitCase) -> Option<Finding> {
    let (view, rule) = (&case.view, case.view.policy.social_work_inactive_review.as_ref()?);
    let newest = (case.state() == UnitCaseState::Inactive).then(|| case.newest_status()).flatten()?;
    let finding =
        step_finding(case, RuleId::SocialWorkInactive, "the case is Inactive: look whether it still is", rule)
            .due_on(newest + rule.value)
            .late_after_due(view.on)
            .with_ground("newest status", newest, case.source_of(&[ActId::SocialWorkStatus], newest))
            .cannot_tell("what Inactive means: the handbook names the status and does not define it")
            .clears_when("a status is recorded: Open, or Inactive again with a reason");
    Some(finding)
}

/// Finds a case that goes on after aid has ended, and of which nobody has said that it is to.
pub(super) fn aid_ended_finding(case: &UnitCase) -> Option<Finding> {
    let (view, rule) = (&case.view, case.view.policy.social_work_aid_ended.as_ref()?);
    let aid = view.discontinuance().filter(|_| case.is_running())?;
    let said = case.work.statuses.iter().any(|status| {
        status.to == UnitStatus::Open && aid.since <= status.on && status.on <= view.on && status.reason.is_some()
    });
    if said {
        return None;
    }
    let says = "aid has ended: say whether the case is closed or goes on (post-aid, PAES)";
    let finding = step_finding(case, RuleId::SocialWorkAidEnded, says, rule)
        .due_on(view.policy.calendar.add_working_days(aid.since, rule.value))
        .late_after_due(view.on)
        .with_ground("aid discontinued", aid.since, &aid.source)
        .clears_when("the case is closed, or its status is set to Open with the reason why it goes on");
    Some(finding)
}

/// Finds a referral that the unit sent back: the referring worker completes it and sends it again, or withdraws it.
pub(super) fn asked_back_finding(case: &UnitCase) -> Option<Finding> {
    let rule = case.view.policy.social_work_accept.as_ref()?;
    if case.state() != UnitCaseState::Returned {
        return None;
    }
    let sent = case.work.rounds.iter().filter(|round| round.sent <= case.view.on).max_by_key(|round| round.sent)?;
    let returned = sent.returned?;
    let says = message!("the 7045 was sent back on {}: complete it and send it again, or withdraw it", returned);
    let finding = step_finding(case, RuleId::SocialWorkAskedBack, says, rule);
    let finding = finding.with_ground("sent back", returned, case.source_of(&[ActId::SocialWorkReturned], returned));
    Some(finding.clears_when("form 7045 is sent again, or withdrawn"))
}
