//! A supportive service that came too late: it was needed on a day, and was approved, authorized or paid only after it. A
//! service that is missing, or that is not advanced, is good cause, and what is approved and paid later does not bring the
//! day back.
//!
//! Source: MPP 42-713.21, 42-750; Alameda handbook 42-7.38, sections II and III.

use chrono::NaiveDate;

use super::average::weekdays_between;
use super::kind_words;
use super::message::{Message, message};
use super::recognized_kinds::{has_day_of_payment, is_transport};
use super::view::View;
use crate::domain::dates::Month;
use crate::domain::facts::{Service, ServicePayment};

/// A service that came after the day on which it was needed.
pub(super) struct LateService<'a> {
    service: &'a Service,
    /// The day on which it was needed.
    day: NaiveDate,
    came: Came,
}

/// When a late service came.
#[derive(Clone, Copy)]
enum Came {
    /// It was approved only then.
    Approved(NaiveDate),
    /// It was authorized by a decision of then, and no approval is recorded by itself.
    Authorized(NaiveDate),
    /// The newest decision is of then, of a service that is older than the month or that the decision may have ended: an
    /// earlier decision may have authorized it.
    MayBeAuthorized(NaiveDate),
    /// The days for which it is authorized begin only then.
    Begins(NaiveDate),
    /// It was approved in time, and the payment that was to go ahead was made only then.
    Paid(NaiveDate),
    /// The newest payment was made then, of a need that is older than the month: an earlier payment may have gone out.
    MayBePaid(NaiveDate),
    /// It was approved or authorized, and the payment that was to go ahead was never made.
    NotPaid,
    /// Transportation was paid back only then, although it is to be paid before the activity.
    PaidBack(NaiveDate),
}

/// Returns the day on which the service was approved: that of the approval, or where periods are authorized and no approval is
/// recorded by itself, that of the decision.
pub(super) fn approval_day(service: &Service) -> Option<NaiveDate> {
    service.approved.or_else(|| service.decided.filter(|_| !service.authorized.is_empty()))
}

impl<'a> LateService<'a> {
    /// Looks at a service that is needed on `day`; `None` if nothing on record by the day of the view says that it came late.
    pub(super) fn find(view: &View<'a>, service: &'a Service, day: NaiveDate) -> Option<Self> {
        let came = came_late(view, service, day)?;
        Some(Self { service, day, came })
    }

    /// Returns the service.
    pub(super) const fn service(&self) -> &'a Service {
        self.service
    }

    /// Returns whether the record itself shows that the service was not there on the day.
    pub(super) const fn is_sure(&self) -> bool {
        !matches!(self.came, Came::MayBeAuthorized(_) | Came::MayBePaid(_) | Came::PaidBack(_))
    }

    /// Returns whether the service was never paid.
    pub(super) const fn is_unpaid(&self) -> bool {
        matches!(self.came, Came::NotPaid)
    }

    /// Returns in words when the service came, of the day or the time on which it was needed. It reads well after `whether`
    /// where it is not sure.
    pub(super) fn text(&self, needed: Message) -> Message {
        let kind = kind_words::service_words(&self.service.kind);
        match (self.came, self.service.paid) {
            (Came::Approved(approved), Some(paid)) if approved <= paid => {
                message!("{} was needed {}, and was approved only on {} and paid on {}", kind, needed, approved, paid)
            }
            (Came::Approved(approved), _) => {
                message!("{} was needed {}, and was approved only on {}", kind, needed, approved)
            }
            (Came::Authorized(decided), Some(paid)) if decided <= paid => {
                message!("{} was needed {}, and was authorized only on {} and paid on {}", kind, needed, decided, paid)
            }
            (Came::Authorized(decided), _) => {
                message!("{} was needed {}, and was authorized only on {}", kind, needed, decided)
            }
            (Came::MayBeAuthorized(decided), _) => message!(
                "{} was needed {}, and was authorized only on {}: an earlier decision may have been made",
                kind,
                needed,
                decided
            ),
            (Came::Begins(from), _) => {
                message!("{} was needed {}, and was authorized only from {}", kind, needed, from)
            }
            (Came::Paid(paid), _) if paid == self.day => {
                message!("{} was needed {}, and was paid only on that day", kind, needed)
            }
            (Came::Paid(paid), _) => message!("{} was needed {}, and was paid only on {}", kind, needed, paid),
            (Came::MayBePaid(paid), _) => message!(
                "{} was needed {}; the newest payment on record is of {}, and an earlier one may have been made",
                kind,
                needed,
                paid
            ),
            (Came::NotPaid, _) => message!("{} was needed {}, and has not been paid", kind, needed),
            (Came::PaidBack(paid), _) => message!(
                "the participant could not pay ahead for {}, which was needed {} and was paid back only on {}",
                kind,
                needed,
                paid
            ),
        }
    }
}

fn came_late(view: &View, service: &Service, day: NaiveDate) -> Option<Came> {
    let was_running = service.authorized.iter().any(|period| period.until.is_some_and(|until| until < day));
    let is_new = !was_running && service.supplement != Some(true);
    // What came on the day itself came late for a need that is older.
    let is_after = |known: NaiveDate| day < known || (day == known && service.needed.from < day);
    let after = |known: Option<NaiveDate>| known.filter(|known| is_after(*known) && *known <= view.on);
    let first_of_month = Month::from_date(day).first_day();
    if let Some(approved) = after(service.approved).filter(|_| is_new) {
        return Some(Came::Approved(approved));
    }
    let was_there = service.paid.is_some_and(|paid| paid <= day);
    let decided = || after(approval_day(service)).filter(|_| service.approved.is_none() && is_new && !was_there);
    if let Some(decided) = decided() {
        let is_older = service.needed.from < first_of_month;
        let may_be_end = service.authorized.iter().any(|period| period.until.is_some_and(|until| until <= decided));
        return Some(if is_older || may_be_end { Came::MayBeAuthorized(decided) } else { Came::Authorized(decided) });
    }
    if let Some(from) = first_authorized_after(service, day).filter(|_| is_new && !was_there) {
        return Some(Came::Begins(from));
    }
    let is_ahead = is_paid_ahead(view, service, day);
    if is_ahead == Some(true) && service.paid.is_none_or(|paid| view.on < paid) {
        let by_now = |known: Option<NaiveDate>| known.is_some_and(|known| known <= view.on);
        let is_granted = by_now(approval_day(service)) || (by_now(service.requested) && !service.authorized.is_empty());
        return is_granted.then_some(Came::NotPaid);
    }
    let paid_on_day = |paid: NaiveDate| is_ahead == Some(true) && paid == day && service.needed.from == day;
    let paid = service.paid.filter(|paid| (is_after(*paid) || paid_on_day(*paid)) && *paid <= view.on)?;
    let is_older = service.needed.from < first_of_month;
    match is_ahead? {
        true if is_older => Some(Came::MayBePaid(paid)),
        true => Some(Came::Paid(paid)),
        // What is paid back for every month says nothing about a month before the newest one.
        false => (!is_older).then_some(Came::PaidBack(paid)),
    }
}

/// Returns the first day for which the service is authorized, if none covers the day and a weekday lies between.
fn first_authorized_after(service: &Service, day: NaiveDate) -> Option<NaiveDate> {
    let from = service.authorized.iter().map(|period| period.from).min().filter(|from| day < *from)?;
    (weekdays_between(day, from.pred_opt()?) > 0).then_some(from)
}

/// Returns whether the service is to be paid before it is needed: by the record, or as transportation and ancillary services
/// are. Of transportation that is paid back although it is to be paid ahead, that it is not; `None` where no payment is owed
/// ahead.
fn is_paid_ahead(view: &View, service: &Service, day: NaiveDate) -> Option<bool> {
    match service.payment {
        Some(ServicePayment::Advance) => Some(true),
        Some(ServicePayment::Reimbursement) => {
            let then = view.policies.in_force_on(day);
            let ahead = then.services_before_start.as_ref().filter(|rule| rule.value.0);
            ahead.filter(|_| is_transport(view.policy, service)).map(|_| false)
        }
        None => has_day_of_payment(view.policy, service).then_some(true),
    }
}
