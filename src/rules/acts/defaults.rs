//! The default answers of a form, worked out from the facts.

use chrono::NaiveDate;

pub use super::answer_choice::AnswerChoice;
use super::goal_defaults;
use crate::domain::PersonNumber;
use crate::domain::act::ActivityRef;
use crate::domain::dates::Month;
use crate::domain::facts::{Activity, ClosingStep, Document, MemberListing, Noncompliance, Person};
use crate::domain::goal_words::GoalTool;
use crate::domain::worker::Worker;
use crate::policy::act_forms::{ActField, ActFieldKind, ActForm, Prefill};
use crate::policy::param::WorkingDays;
use crate::rules::closing;
use crate::rules::gate::{earliest_day, first_of_month};
use crate::rules::noncompliance::{NoncomplianceStage, last_day_of_period, noncompliance_stage};
use crate::rules::same_person;
use crate::rules::social_work;
use crate::rules::view::View;

/// Returns the default answer of each field, in the order of the form; empty if no default can be worked out.
pub fn default_answers(form: &ActForm, view: &View<'_>, person: PersonNumber, by: &Worker) -> Vec<(String, String)> {
    default_answers_of_day(form, view, view, person, by)
}

/// Returns the default answers for an act of another day: what hangs on that day is worked out from `then`, and what only
/// makes sense today, such as the day of an appointment, from `now`.
pub fn default_answers_of_day(
    form: &ActForm,
    now: &View<'_>,
    then: &View<'_>,
    person: PersonNumber,
    by: &Worker,
) -> Vec<(String, String)> {
    let filled = |field: &ActField| {
        let view = if field.default.is_of_act_day() { then } else { now };
        prefilled_answer(field.default, view, person, by).unwrap_or_default()
    };
    form.fields.iter().map(|field| (field.name.clone(), filled(field))).collect()
}

/// Returns the default answers, and in the fields that only the worker can answer what is tried there to tell whether the
/// act is possible. No form shows these answers and nothing records them.
pub fn trial_answers(form: &ActForm, view: &View<'_>, person: PersonNumber, by: &Worker) -> Vec<(String, String)> {
    let tried = |field: &ActField| match field.trial {
        Prefill::Empty => prefilled_answer(field.default, view, person, by).unwrap_or_default(),
        trial => prefilled_answer(trial, view, person, by).unwrap_or_default(),
    };
    form.fields.iter().map(|field| (field.name.clone(), tried(field))).collect()
}

fn prefilled_answer(prefill: Prefill, view: &View<'_>, person: PersonNumber, by: &Worker) -> Option<String> {
    match prefill {
        Prefill::Empty | Prefill::OpenNewCasePoints => None,
        Prefill::Today => Some(view.on.to_string()),
        Prefill::Yesterday => view.on.pred_opt().map(day_text),
        Prefill::NewestNotice => newest_notice(view, person).map(|step| day_text(step.notice_issued)),
        Prefill::AppointmentDay => appointment_day(view, newest_open_notice(view, person)).map(day_text),
        Prefill::RescheduledDay => rescheduled_day(view, newest_notice(view, person)?).map(day_text),
        Prefill::EarliestSanction => Some(day_text(first_sanction_day(view, newest_notice(view, person)?)?)),
        Prefill::LongestCure => Some(day_text(view.on + view.policy.cure_longest.as_ref()?.value)),
        Prefill::CurrentActivity => current_activity(view, person).map(|activity| activity_choice(activity).answer()),
        Prefill::LastMonth => Some(Month::from_date(view.on).previous().to_string()),
        Prefill::NextMonth => Some(Month::from_date(view.on).next().to_string()),
        Prefill::Zero => Some("0".to_owned()),
        Prefill::WaitingDocument => {
            let waiting = |document: &&Document| document.person == person && document.imaged.is_none();
            only_one(view.facts.documents.iter().filter(waiting)).map(|document| document.kind.clone())
        }
        Prefill::OpenClosingStep => {
            let open = closing::open_steps(view).find(|step| *step != ClosingStep::RoutingFormSent)?;
            Some(open.id().to_owned())
        }
        Prefill::ClosingComment => only_closing_comment(view).map(day_text),
        Prefill::OfficeOfTheWorker => view.policy.tables.bank_of_office(&by.office).map(|known| known.office.clone()),
        Prefill::ReportDay => social_work::next_report_day(view, person).map(day_text),
        Prefill::UnitStatus => social_work::unit_status(view, person).map(|status| status.id().to_owned()),
        Prefill::ReplyDay => Some(day_text(view.on + view.policy.social_work_reply.as_ref()?.value)),
        Prefill::NextGoal | Prefill::OldestGoal | Prefill::NewestGoal | Prefill::OpenStep => {
            goal_defaults::goal_answer(prefill, view, person).map(|number| number.to_string())
        }
        Prefill::QolVersion => goal_defaults::version_text(view, GoalTool::Qol),
        Prefill::CalmapVersion => goal_defaults::version_text(view, GoalTool::Calmap),
        Prefill::BankOfTheForm => {
            let (form, _) = closing::newest_routing_form(view)?;
            view.policy.tables.bank_of_office(&form.office).map(|known| known.bank.clone())
        }
    }
}

/// Returns the possible answers of a field: its choices, or the participant's notices or activities. A field that is
/// typed in has none.
pub fn answer_choices(field: &ActField, view: &View<'_>, person: PersonNumber) -> Vec<AnswerChoice> {
    let words = |words: &mut dyn Iterator<Item = &str>| words.map(|word| AnswerChoice::Word(word.to_owned())).collect();
    match field.kind {
        ActFieldKind::Choice => field.choices.iter().cloned().map(AnswerChoice::Listed).collect(),
        ActFieldKind::YesNo => words(&mut ["yes", "no"].into_iter()),
        ActFieldKind::Notice => {
            let steps = view.facts.noncompliance.iter().filter(|step| step.person == person);
            let mut days: Vec<_> = steps.map(|step| step.notice_issued).collect();
            days.sort_unstable();
            days.into_iter().rev().map(AnswerChoice::Notice).collect()
        }
        ActFieldKind::Activity => {
            let mut theirs: Vec<_> = view.activities_of(person).collect();
            theirs.sort_by_key(|activity| (!view.is_current(activity), std::cmp::Reverse(activity.start)));
            theirs.into_iter().map(activity_choice).collect()
        }
        ActFieldKind::Member => member_choices(view),
        ActFieldKind::Office => words(&mut view.policy.tables.closed_banks.iter().map(|known| known.office.as_str())),
        ActFieldKind::Goal | ActFieldKind::Step | ActFieldKind::LifeArea | ActFieldKind::Moment => {
            goal_defaults::goal_choices(field.kind, view, person)
        }
        ActFieldKind::Bank => words(&mut view.policy.tables.closed_banks.iter().map(|known| known.bank.as_str())),
        _ => Vec::new(),
    }
}

/// Returns the answer that names the only member who may be the same person as the one that `answer` names; `None` if there
/// is none, or more than one.
pub fn answer_alike(view: &View<'_>, answer: &str) -> Option<String> {
    let is_named = |person: &Person| person.listing().is_some_and(|listing| listing.to_answer() == answer);
    let alike = same_person::likely_pairs(view).filter_map(|pair| match (is_named(pair.kept), is_named(pair.other)) {
        (true, false) => pair.other.listing(),
        (false, true) => pair.kept.listing(),
        _ => None,
    });
    only_one(alike).map(|listing| listing.to_answer())
}

/// Returns the members of the household, those first who may be one person.
fn member_choices(view: &View<'_>) -> Vec<AnswerChoice> {
    let alike = same_person::likely_pairs(view).flat_map(|pair| [pair.kept, pair.other]);
    let mut listed: Vec<MemberListing> = Vec::new();
    for member in alike.chain(&view.facts.people).filter_map(Person::listing) {
        if !listed.contains(&member) {
            listed.push(member);
        }
    }
    listed.into_iter().map(AnswerChoice::Member).collect()
}

fn activity_choice(activity: &Activity) -> AnswerChoice {
    AnswerChoice::Activity(ActivityRef { kind: activity.kind.clone(), start: activity.start })
}

/// Returns the first day of a sanction that is proposed: the first of a month where policy says that aid ends with one,
/// and never a day in the past.
fn first_sanction_day(view: &View<'_>, step: &Noncompliance) -> Option<NaiveDate> {
    let Some(first) = first_of_month(view, step) else { return Some(earliest_day(view, step)?.max(view.on)) };
    let month = Month::from_date(view.on);
    let coming = if month.first_day() == view.on { view.on } else { month.next().first_day() };
    Some(first.max(coming))
}

/// Returns the day of the comments since aid was discontinued, where all are of one day. Of several days only the worker
/// knows which comment says why the case closes: the facts hold no text of a comment.
fn only_closing_comment(view: &View<'_>) -> Option<NaiveDate> {
    let first = closing::comments_since_discontinuance(view).min()?;
    closing::comments_since_discontinuance(view).all(|day| day == first).then_some(first)
}

fn day_text(day: NaiveDate) -> String {
    day.to_string()
}

/// Returns the participant's current activity; `None` if there are several, of which only the worker knows the right one.
fn current_activity<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Activity> {
    only_one(view.current_activities(person))
}

fn only_one<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// Returns the newest notice of the participant. A non-compliance that is not over comes before one that is.
fn newest_notice<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Noncompliance> {
    let issued = view.facts.noncompliance.iter().filter(|step| step.person == person && step.notice_issued <= view.on);
    issued.max_by_key(|step| (noncompliance_stage(step, view.on) != NoncomplianceStage::Over, step.notice_issued))
}

/// Returns the participant's newest notice if its cause is still undetermined: the appointment is for that notice. A
/// notice that is about to be issued has no appointment yet.
fn newest_open_notice<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Noncompliance> {
    newest_notice(view, person).filter(|step| noncompliance_stage(step, view.on) == NoncomplianceStage::Undetermined)
}

/// Returns the first working day after the days that policy reserves, so that there is time to move the appointment
/// once. The day is never in the past.
fn appointment_day(view: &View<'_>, step: Option<&Noncompliance>) -> Option<NaiveDate> {
    let wait = view.policy.appointment_proposed.as_ref()?.value;
    let notice = step.map_or(view.on, |step| step.notice_issued);
    Some(view.policy.calendar.add_working_days((notice + wait).max(view.on), WorkingDays(1)))
}

/// Returns the day that is proposed for a moved appointment: the last working day of the notice's period that is
/// not in the past, or else the next working day, today included.
fn rescheduled_day(view: &View<'_>, step: &Noncompliance) -> Option<NaiveDate> {
    let last = last_day_of_period(view, step)?;
    let is_working_day = |day: &NaiveDate| view.policy.calendar.is_working_day(*day);
    let in_period = view.on.iter_days().take_while(|day| *day <= last).filter(is_working_day);
    in_period.last().or_else(|| view.on.iter_days().find(is_working_day))
}
