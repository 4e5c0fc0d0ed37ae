//! The lanes of the timeline: what of a person's facts has a length, and what happens on a day.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::PersonNumber;
use crate::domain::code_words::code_words;
use crate::domain::dates::Month;
use crate::domain::facts::{Activity, Noncompliance, Person};
use crate::domain::status::RegistrationStatus;
use crate::present::aid_months::AidMonths;
use crate::present::labels::contact_outcome;
use crate::rules::Evaluation;
use crate::rules::clock::ClockId;
use crate::rules::contacts_made::counts_as_made;
use crate::rules::message::{Message, message};
use crate::rules::view::{View, registration_order};

/// The months before the month of the as-of day that the timeline shows.
pub(super) const MONTHS_BEFORE: u32 = 18;
/// The months of the timeline.
pub const MONTHS_SHOWN: u32 = 24;

code_words! {
    /// What a lane of the timeline shows.
    pub enum LaneKind {
        /// The registration statuses.
        Status = "status" => "Status",
        /// Plans and their amendments.
        Plan = "plan" => "Plan",
        /// Exemptions.
        Exemption = "exemption" => "Exempt",
        /// An activity.
        Activity = "activity" => "Activity",
        /// Notices, periods and sanctions.
        Noncompliance = "noncompliance" => "Notices",
        /// Contacts and attempts.
        Contact = "contact" => "Contacts",
        /// Months of aid, and the limit.
        Aid = "aid" => "On aid",
    }
}

code_words! {
    /// What lasts from a day to a day.
    pub enum SpanKind {
        /// Registered, must take part.
        Registered = "registered" => "registered",
        /// Registered as a volunteer.
        Voluntary = "voluntary" => "voluntary",
        /// Exempt.
        Exempt = "exempt" => "exempt",
        /// In the non-compliance process, or its 20-day period.
        Noncompliance = "noncompliance" => "non-compliance",
        /// Sanctioned.
        Sanction = "sanction" => "sanction",
        /// Curing a sanction.
        Curing = "curing" => "curing",
        /// Not taking part: closed or ineligible.
        Outside = "outside" => "closed",
        /// An activity.
        Activity = "activity" => "activity",
        /// Months of aid that count.
        AidCounted = "aid_counted" => "month counts",
        /// Months of aid that do not count, or of which it is not sure.
        AidNotCounted = "aid_not_counted" => "month may not count",
    }
}

code_words! {
    /// What happens on a day. Where two are in one place of a picture, the later of this list is seen.
    pub enum MarkKind {
        /// An attempt at contact.
        Attempted = "attempted" => "attempted",
        /// A contact in which the person was reached.
        Reached = "reached" => "reached",
        /// A plan or an amendment was signed.
        PlanSigned = "plan_signed" => "plan signed",
        /// An appointment.
        Appointment = "appointment" => "appointment",
        /// A notice of action was issued.
        Notice = "notice" => "notice",
        /// The last day of a period.
        LastDay = "last_day" => "last day of a period",
        /// The limit of months on aid.
        Limit = "limit" => "limit of months on aid",
        /// A sanction begins.
        SanctionStart = "sanction_start" => "sanction begins",
    }
}

/// A lane of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeLane {
    /// What the lane shows.
    pub kind: LaneKind,
    /// The words before the lane: its title, or the kind of activity.
    pub title: String,
    /// What lasts, by first day.
    pub spans: Vec<LaneSpan>,
    /// What happens on a day, by day.
    pub marks: Vec<LaneMark>,
}

/// Something that lasts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LaneSpan {
    /// What it is.
    pub kind: SpanKind,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, included; `None` if it goes on.
    pub until: Option<NaiveDate>,
    /// What it is, in words.
    pub says: Message,
}

/// Something that happens on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LaneMark {
    /// What it is.
    pub kind: MarkKind,
    /// The day.
    pub on: NaiveDate,
    /// What it is, in words.
    pub says: Message,
}

impl LaneSpan {
    fn new(kind: SpanKind, from: NaiveDate, until: Option<NaiveDate>, says: impl Into<Message>) -> Self {
        Self { kind, from, until, says: says.into() }
    }
}

impl LaneMark {
    fn new(kind: MarkKind, on: NaiveDate, says: impl Into<Message>) -> Self {
        Self { kind, on, says: says.into() }
    }
}

impl TimeLane {
    fn new(kind: LaneKind, spans: Vec<LaneSpan>, marks: Vec<LaneMark>) -> Self {
        Self { kind, title: kind.title().to_owned(), spans, marks }
    }

    /// Returns the lane with what touches the timeline, in order; `None` if nothing does.
    fn within(mut self, first: NaiveDate, last: NaiveDate) -> Option<Self> {
        self.spans.retain(|span| span.from <= last && span.until.is_none_or(|until| until >= first));
        self.marks.retain(|mark| (first..=last).contains(&mark.on));
        self.spans.sort_by_key(|span| (span.from, span.until));
        self.marks.sort_by_key(|mark| (mark.on, mark.kind));
        (!self.spans.is_empty() || !self.marks.is_empty()).then_some(self)
    }
}

/// Returns the lanes of a person with what touches the months from `first` on.
pub(super) fn person_lanes(view: &View<'_>, evaluation: &Evaluation, person: &Person, first: Month) -> Vec<TimeLane> {
    let (start, end) = (first.first_day(), first.months_after(MONTHS_SHOWN - 1).last_day());
    let mut lanes = vec![TimeLane::new(LaneKind::Status, registration_spans(person), Vec::new())];
    if let Some(number) = person.person {
        lanes.push(TimeLane::new(LaneKind::Exemption, exemption_spans(view, number), Vec::new()));
        lanes.push(TimeLane::new(LaneKind::Plan, Vec::new(), plan_marks(view, number)));
        lanes.extend(activity_lanes(view, number));
        lanes.push(noncompliance_lane(view, evaluation, number));
        lanes.push(TimeLane::new(LaneKind::Contact, Vec::new(), contact_marks(view, number)));
        lanes.push(aid_lane(view, evaluation, number));
    }
    lanes.into_iter().filter_map(|lane| lane.within(start, end)).collect()
}

/// Returns the statuses, each until the day before the next one.
fn registration_spans(person: &Person) -> Vec<LaneSpan> {
    let mut known: Vec<_> = person.registration.iter().collect();
    known.sort_by_key(|known| registration_order(known));
    let next = known.iter().skip(1).map(|next| next.since.pred_opt()).chain([None]);
    let spans = known.iter().zip(next).filter(|(known, until)| until.is_none_or(|until| until >= known.since));
    spans
        .map(|(known, until)| LaneSpan::new(span_kind(known.status), known.since, until, known.status.title()))
        .collect()
}

const fn span_kind(status: RegistrationStatus) -> SpanKind {
    match status {
        RegistrationStatus::RegisteredMandatory => SpanKind::Registered,
        RegistrationStatus::RegisteredVoluntary => SpanKind::Voluntary,
        RegistrationStatus::Exempt => SpanKind::Exempt,
        RegistrationStatus::NonCompliance => SpanKind::Noncompliance,
        RegistrationStatus::Sanction => SpanKind::Sanction,
        RegistrationStatus::CuringSanction => SpanKind::Curing,
        RegistrationStatus::Closed | RegistrationStatus::Ineligible => SpanKind::Outside,
    }
}

fn plan_marks(view: &View<'_>, person: PersonNumber) -> Vec<LaneMark> {
    let plans = view.facts.plans.iter().filter(|plan| plan.person == person);
    plans
        .map(|plan| {
            let says = if plan.amends { "WTW 2 plan amended" } else { "WTW 2 plan signed" };
            LaneMark::new(MarkKind::PlanSigned, plan.signed, says)
        })
        .collect()
}

/// The reason of an exemption is left out: it may be domestic abuse, and the picture may lie open on a desk.
fn exemption_spans(view: &View<'_>, person: PersonNumber) -> Vec<LaneSpan> {
    let exemptions = view.facts.exemptions.iter().filter(|exemption| exemption.person == person);
    exemptions.map(|known| LaneSpan::new(SpanKind::Exempt, known.from, known.until, "exemption")).collect()
}

/// Returns a lane for each activity, the newest first.
fn activity_lanes<'a>(view: &'a View<'_>, person: PersonNumber) -> impl Iterator<Item = TimeLane> + use<'a> {
    let mut activities: Vec<&Activity> = view.activities_of(person).collect();
    activities.sort_by(|a, b| (b.start, &b.kind).cmp(&(a.start, &a.kind)));
    activities.into_iter().map(move |activity| {
        let ended = view.final_status(activity);
        let until = ended.map(|status| status.on).or(activity.expected_end).map(|until| until.max(activity.start));
        let says = ended.map_or_else(
            || Message::from(&activity.kind),
            |status| message!("{}, {}", &activity.kind, status.status.title()),
        );
        let span = LaneSpan::new(SpanKind::Activity, activity.start, until, says);
        TimeLane { title: activity.kind.clone(), ..TimeLane::new(LaneKind::Activity, vec![span], Vec::new()) }
    })
}

fn noncompliance_lane(view: &View<'_>, evaluation: &Evaluation, person: PersonNumber) -> TimeLane {
    let steps: Vec<&Noncompliance> = view.facts.noncompliance.iter().filter(|step| step.person == person).collect();
    let mut marks: Vec<LaneMark> = steps.iter().flat_map(|step| noncompliance_marks(view, step)).collect();
    let periods =
        evaluation.clocks.iter().filter(|clock| clock.id == ClockId::GoodCausePeriod && clock.person == person);
    marks.extend(
        periods.filter_map(|clock| Some(LaneMark::new(MarkKind::LastDay, clock.due?, "last day of the 20-day period"))),
    );
    let spans = steps.iter().filter_map(|step| sanction_span(view, step)).collect();
    TimeLane::new(LaneKind::Noncompliance, spans, marks)
}

fn noncompliance_marks(view: &View<'_>, step: &Noncompliance) -> Vec<LaneMark> {
    let appointment = step.appointment_on(view.on);
    let outcome = step.determination.as_ref();
    let marks = [
        Some(LaneMark::new(MarkKind::Notice, step.notice_issued, "notice of action issued")),
        appointment.map(|on| LaneMark::new(MarkKind::Appointment, on, "appointment")),
        outcome.map(|known| {
            LaneMark::new(MarkKind::Notice, known.on, message!("determination: {}", known.outcome.title()))
        }),
        step.plan_end.map(|on| LaneMark::new(MarkKind::LastDay, on, "compliance plan ends")),
        step.sanction_notice.map(|on| LaneMark::new(MarkKind::Notice, on, "notice of the sanction (NA 817) sent")),
        step.sanction.as_ref().map(|known| LaneMark::new(MarkKind::SanctionStart, known.from, "sanction begins")),
    ];
    marks.into_iter().flatten().collect()
}

/// Returns the sanction of a non-compliance, until the day before aid was restored, if a cure of the same person
/// restored it.
fn sanction_span(view: &View<'_>, step: &Noncompliance) -> Option<LaneSpan> {
    let from = step.sanction.as_ref().filter(|_| step.rescinded.is_none())?.from;
    let cures = view.facts.cures.iter().filter(|cure| cure.person == step.person);
    let restored = cures.filter_map(|cure| cure.restored).filter(|restored| *restored > from).min();
    Some(LaneSpan::new(SpanKind::Sanction, from, restored.and_then(|day| day.pred_opt()), "sanction"))
}

/// Contacts of which it is not known who was contacted are shown with everybody: they may be this person's.
fn contact_marks(view: &View<'_>, person: PersonNumber) -> Vec<LaneMark> {
    let is_theirs = |with: PersonNumber| with == person || with == PersonNumber::CASE;
    let contacts = view.facts.contacts.iter().filter(|contact| contact.on <= view.on && is_theirs(contact.person));
    contacts
        .map(|contact| {
            let counts = counts_as_made(view, contact);
            let kind = if counts { MarkKind::Reached } else { MarkKind::Attempted };
            let by = contact.contact_type.as_ref().map(crate::present::labels::contact_type_text);
            let by = by.unwrap_or_else(|| "as the county reports".to_owned());
            let outcome = contact_outcome(contact.reached, counts);
            LaneMark::new(kind, contact.on, message!("{}, {}", by, outcome))
        })
        .collect()
}

fn aid_lane(view: &View<'_>, evaluation: &Evaluation, person: PersonNumber) -> TimeLane {
    let months = AidMonths::from_view(view, person);
    let spans = months.into_iter().flat_map(|months| months.spans).map(|span| {
        let kind = if span.calworks() == "counts" { SpanKind::AidCounted } else { SpanKind::AidNotCounted };
        LaneSpan::new(
            kind,
            span.first.first_day(),
            Some(span.last.last_day()),
            message!("{}: {}", &span.what, span.calworks()),
        )
    });
    let clock = evaluation.clocks.iter().find(|clock| clock.id == ClockId::TimeOnAid && clock.person == person);
    let left = clock.and_then(|clock| u32::try_from(clock.of?.checked_sub(clock.used?)?).ok());
    let limit = clock.and_then(|clock| clock.due).or_else(|| {
        let last = Month::from_date(view.on).months_after(left?);
        (left? <= MONTHS_SHOWN).then(|| last.last_day())
    });
    let marks = limit.map(|on| LaneMark::new(MarkKind::Limit, on, "limit of months on aid, if every month counts"));
    TimeLane::new(LaneKind::Aid, spans.collect(), marks.into_iter().collect())
}
