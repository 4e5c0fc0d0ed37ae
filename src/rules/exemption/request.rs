//! Requests for an exemption that wait for an answer: those on record, and the forms on which somebody asks for one or shows
//! why.
//!
//! Source: WIC 11320.3(b); Santa Clara CWES handbook, chapter 2.

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::category::Severity;
use crate::domain::dates::Month;
use crate::domain::facts::{Document, ExemptionRequest, Person, Source};
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

/// The forms on which somebody asks for an exemption, or shows why.
const FORMS: &[&str] = &["CW 2186A", "CW 61"];

/// Finds requests for an exemption without an answer.
pub fn request_findings(view: &View) -> impl Iterator<Item = Finding> {
    let open = view.facts.exemption_requests.iter().filter(|request| request.received <= view.on);
    open.filter(|request| !is_answered(request, view.on)).filter_map(|request| {
        let answer = view.policy.exemption_request.as_ref()?;
        let late = view.policy.exemption_escalation.as_ref();
        let late = late.filter(|escalate| view.on > request.received + escalate.value);
        let rule = late.unwrap_or(answer);
        let overdue = view.on > request.received + answer.value;
        let says = match late {
            Some(_) => "the request goes from supervisor to supervisor",
            None => "a request for exemption waits for an answer",
        };
        let finding = Finding::new(RuleId::ExemptionRequest, request.person, says)
            .due_on(request.received + rule.value)
            .with_severity(if overdue { Severity::Duty } else { Severity::Notice })
            .with_ground("request received (CW 2186A)", request.received, &request.source)
            .under_policy(rule)
            .clears_when("the decision (CW 2186B) is recorded")
            .if_nothing("A participant who may be exempt is held to the hours.")
            .with_proposals([Proposal::ReviewExemption]);
        let finding = note_early_answer(request, name_decider(view, finding));
        Some(if rule.can_decide() {
            finding
        } else {
            finding.cannot_tell(message!(
                "by when a request is answered in this county: the deadline is not known, and {} days are used ({})",
                rule.value.0,
                &rule.source
            ))
        })
    })
}

/// Adds who decides on an exemption in the county: the EC, the eligibility worker, or that no source says.
fn name_decider(view: &View, finding: Finding) -> Finding {
    match view.policy.exemption_decided_by_ec.as_ref() {
        Some(rule) => {
            let decider = if rule.value.0 { "the EC" } else { "the eligibility worker" };
            finding.with_ground("who decides", decider, &Source::Stated).under_policy(rule)
        }
        None => finding.cannot_tell("who decides on an exemption in this county: the EC or the eligibility worker"),
    }
}

/// Returns whether the request was answered by the day. An answer from before the request is none.
fn is_answered(request: &ExemptionRequest, on: NaiveDate) -> bool {
    request.answered.is_some_and(|day| request.received <= day && day <= on)
}

/// Notes on the finding of a request that its answer is recorded as given before it was received.
fn note_early_answer(request: &ExemptionRequest, finding: Finding) -> Finding {
    match request.answered.filter(|day| *day < request.received) {
        Some(day) => finding.cannot_tell(message!(
            "whether the request is answered: the answer is recorded on {}, before the request was received",
            day
        )),
        None => finding,
    }
}

/// Returns the day on which the first request was received that waits for an answer; `None` if none was received by `last`.
pub(in crate::rules) fn open_request(view: &View, person: PersonNumber, last: NaiveDate) -> Option<NaiveDate> {
    let waits = |request: &&ExemptionRequest| request.received <= last && !is_answered(request, view.on);
    requests_of(view, person).filter(waits).map(|request| request.received).min()
}

/// Returns the first form that was received by `last` and to which no answer is recorded. One that belongs to a request that
/// is on record waits with it. An exemption that holds then or begins later answers it, and so does a status that says whether
/// the person must take part.
pub(in crate::rules) fn unanswered_form<'a>(
    view: &View<'a>,
    person: PersonNumber,
    last: NaiveDate,
) -> Option<&'a Document> {
    let on = view.on;
    let is_answered = |form: &Document| {
        let received = form.received;
        requests_of(view, person).any(|request| request.answered.is_some_and(|day| received <= day && day <= on))
            || has_result(view, person, received)
    };
    let is_form = |form: &&Document| FORMS.iter().any(|name| form.kind.contains(name));
    let theirs = view.facts.documents.iter().filter(|form| form.person == person && form.received <= last.min(on));
    let open = theirs.filter(is_form).filter(|form| !is_answered(form));
    open.min_by_key(|form| (form.received, &form.kind)).filter(|_| open_request(view, person, on).is_none())
}

/// Returns that a request was answered since `first` and that nothing on record says how: no exemption holds then or begins
/// later, and no status since says whether the person must take part.
pub(in crate::rules) fn answer_without_result(view: &View, person: PersonNumber, first: NaiveDate) -> Option<Message> {
    answer_to_request_by(view, person, first, view.on)
}

/// Returns the same of a request that was received by `last`.
fn answer_to_request_by(view: &View, person: PersonNumber, first: NaiveDate, last: NaiveDate) -> Option<Message> {
    let on = view.on;
    let answered = requests_of(view, person).filter_map(|request| Some((request.answered?, request.received)));
    let answered = answered.filter(|(day, received)| received <= day && *received <= last);
    let open = answered.filter(|(day, received)| first <= *day && *day <= on && !has_result(view, person, *received));
    let (day, received) = open.max()?;
    Some(message!("the request from {} was answered on {}, and the answer itself is not recorded", received, day))
}

/// Returns whether something on record since the day says whether the person is exempt.
fn has_result(view: &View, person: PersonNumber, received: NaiveDate) -> bool {
    use RegistrationStatus::{Exempt, RegisteredMandatory, RegisteredVoluntary};
    let decides = [Exempt, RegisteredMandatory, RegisteredVoluntary];
    let mut statuses = view.find_person(person).into_iter().flat_map(|person| &person.registration);
    let mut exemptions = view.facts.exemptions.iter().filter(|exemption| exemption.person == person);
    exemptions.any(|exemption| {
        exemption.from <= view.on && super::last_day(view, exemption).is_none_or(|until| received <= until)
    }) || statuses.any(|known| received < known.since && known.since <= view.on && decides.contains(&known.status))
}

/// Returns that the form waits for an answer.
pub(in crate::rules) fn form_text(form: &Document) -> Message {
    message!("{} was received on {}, and no answer to it is recorded", &form.kind, form.received)
}

/// Returns the doubt about anything that is asked of somebody who asked for an exemption by the end of the month and has no
/// answer yet.
pub(in crate::rules) fn doubt_of_open_request(view: &View, person: &Person, month: Month) -> Option<Message> {
    let (number, last) = (person.person?, month.last_day().min(view.on));
    if let Some(received) = open_request(view, number, last) {
        return Some(message!("whether the participant is exempt: a request from {} has not been answered", received));
    }
    unanswered_form(view, number, last).map(|form| message!("whether the participant is exempt: {}", form_text(form)))
}

/// Returns the same doubt, and the one about a request that was answered in the month or since and whose answer is not recorded.
pub(in crate::rules) fn doubt_of_request(view: &View, person: &Person, month: Month) -> Option<Message> {
    doubt_of_open_request(view, person, month).or_else(|| {
        let last = month.last_day().min(view.on);
        let answered = answer_to_request_by(view, person.person?, month.first_day(), last)?;
        Some(message!("whether the participant is exempt: {}", answered))
    })
}

fn requests_of<'a>(view: &View<'a>, person: PersonNumber) -> impl Iterator<Item = &'a ExemptionRequest> + use<'a> {
    view.facts.exemption_requests.iter().filter(move |request| request.person == person)
}
