//! The reason that the participant works full time, as the review verified, or by the jobs on record.
//!
//! Source: Santa Clara CWES handbook, chapter 35; WIC 11322.8.

use super::step::FailedStep;
use crate::domain::facts::{Activity, DatedActivityStatus, Noncompliance};
use crate::domain::hours::Hours;
use crate::domain::status::ActivityStatus;
use crate::policy::Param;
use crate::policy::param::Applicability;
use crate::rules::hours;
use crate::rules::message::{Message, message};
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::recognized_kinds::is_employment;

/// The id of the reason.
pub(super) const FULL_TIME_JOB: &str = "full_time_employment";

/// Returns the reason that the participant works full time: so the review verified, or the jobs on record have the hours a
/// week that one adult owes. A job whose hours are not recorded leaves it open, whatever the review says of jobs in general.
pub(super) fn full_time_job(of: &FailedStep, gate: &Param<Applicability>) -> ReasonAgainst {
    let known = of.step.gate.full_time_employment;
    let answer = Answer::from_fact(
        known,
        "full-time employment is verified",
        "the review found no full-time employment, and no such job is on record",
    );
    let reviewed =
        ReasonAgainst::new(FULL_TIME_JOB, answer, gate).stated_by(of.step.value_source(Noncompliance::REASONS));
    let jobs: Vec<&Activity> = jobs_of(of);
    let Some(first) = jobs.first() else { return reviewed };
    let weekly: Hours = jobs.iter().filter_map(|job| job.weekly_hours).sum();
    let is_full = owed_by_one(of).is_some_and(|owed| owed <= weekly);
    let open = jobs.iter().find(|job| job.weekly_hours.is_none());
    let answer = if is_full && known.is_none() {
        let says = message!("the full-time employment is verified: {}", jobs_text(&jobs, first, weekly));
        return ReasonAgainst::new(FULL_TIME_JOB, Answer::CannotTell(says), gate).stated_by(&first.source);
    } else if is_full {
        Answer::MayHold(with_review(known, jobs_text(&jobs, first, weekly)))
    } else if let Some(open) = open {
        let says = message!(
            "the participant works full time: {} since {} is on record, and its hours a week are not recorded",
            job_words(of, open),
            begun(of, open)
        );
        Answer::CannotTell(with_review(known, says))
    } else {
        return reviewed;
    };
    ReasonAgainst::new(FULL_TIME_JOB, answer, gate).stated_by(&first.source).beside(reviewed)
}

/// Returns the jobs that the participant has on the day, the oldest first: activities of employment that go on, and those
/// that ended because the participant became employed, unless such a job is on record.
fn jobs_of<'a>(of: &FailedStep<'a>) -> Vec<&'a Activity> {
    let view = &of.view;
    let employed = |activity: &Activity| {
        view.final_status(activity).is_some_and(|latest| latest.status == ActivityStatus::BecameEmployed)
    };
    let goes_on = |job: &&Activity| {
        let runs = job.start <= view.on && job.expected_end.is_none_or(|end| view.on <= end);
        runs && (view.final_status(job).is_none() || employed(job))
    };
    let theirs = || view.activities_of(of.step.person);
    let is_job = |activity: &&Activity| is_employment(view.policy, &activity.kind);
    let mut jobs: Vec<&Activity> = theirs().filter(is_job).filter(goes_on).collect();
    if jobs.is_empty() {
        let left_job = theirs().filter(is_job).filter_map(|job| view.final_status(job)).map(|latest| latest.on).max();
        let since = |activity: &&Activity| {
            let became = view.final_status(activity).filter(|_| employed(activity));
            became.is_some_and(|latest| left_job.is_none_or(|left| left < latest.on))
        };
        jobs = theirs().filter(|activity| !is_job(activity)).filter(since).collect();
    }
    jobs.sort_by_key(|job| (job.start, &job.kind));
    jobs
}

/// Returns the hours a week of one adult; a unit of two parents owes more, and full-time work of one of them is no more.
pub(super) fn owed_by_one(of: &FailedStep) -> Option<Hours> {
    let unit = hours::required_hours(&of.view).map(|required| required.weekly);
    let one = hours::hours_of_one_adult(&of.view);
    unit.into_iter().chain(one).min()
}

fn jobs_text(jobs: &[&Activity], first: &Activity, weekly: Hours) -> Message {
    if jobs.len() == 1 {
        return message!("a job of {} hours a week since {} is on record", weekly, first.start);
    }
    message!("{} jobs with {} hours a week together are on record", jobs.len(), weekly)
}

fn job_words(of: &FailedStep, job: &Activity) -> &'static str {
    if is_employment(of.view.policy, &job.kind) { "a job" } else { "the status Became Employed" }
}

fn begun(of: &FailedStep, job: &Activity) -> chrono::NaiveDate {
    let became = of.view.final_status(job).filter(|_| !is_employment(of.view.policy, &job.kind));
    became.map_or(job.start, |latest: &DatedActivityStatus| latest.on)
}

fn with_review(known: Option<bool>, says: Message) -> Message {
    if known == Some(false) { message!("{}; the review of the reasons found none", says) } else { says }
}
