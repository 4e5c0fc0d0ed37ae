//! A supportive service that came too late: it was needed on a day, and was approved or paid only after it. A service that is
//! missing, or that is not advanced, is good cause, and what is approved and paid later does not bring the day back.
//!
//! Source: MPP 42-713.21, 42-750; Alameda handbook 42-7.38, sections II and III.

use chrono::NaiveDate;

use super::kind_words;
use super::message::{Message, message};
use super::recognized_kinds::has_day_of_payment;
use super::view::View;
use crate::domain::dates::Month;
use crate::domain::facts::{Service, ServicePayment};

/// When a service came that was needed before.
pub(super) enum LateService<'a> {
    /// It was approved only after the day.
    Approved(&'a Service, NaiveDate),
    /// It was approved in time, and the payment that was to go ahead was made only after the day.
    Paid(&'a Service, NaiveDate),
    /// The newest payment was made after the day, of a need that is older than the month: an earlier payment may have gone
    /// out.
    MayBePaid(&'a Service, NaiveDate),
}

impl<'a> LateService<'a> {
    /// Looks at a service that is needed on `day`; `None` if nothing on record by the day of the view says that it came late.
    pub(super) fn find(view: &View<'a>, service: &'a Service, day: NaiveDate) -> Option<Self> {
        let after = |known: Option<NaiveDate>| known.filter(|known| day < *known && *known <= view.on);
        let was_running = service.authorized.iter().any(|period| period.until.is_some_and(|until| until < day));
        let is_new = !was_running && service.supplement != Some(true);
        if let Some(approved) = after(service.approved).filter(|_| is_new) {
            return Some(Self::Approved(service, approved));
        }
        let paid = after(service.paid).filter(|_| is_paid_ahead(view, service))?;
        let is_older = service.needed.from < Month::from_date(day).first_day();
        Some(if is_older { Self::MayBePaid(service, paid) } else { Self::Paid(service, paid) })
    }

    /// Returns the service.
    pub(super) const fn service(&self) -> &'a Service {
        match self {
            Self::Approved(service, _) | Self::Paid(service, _) | Self::MayBePaid(service, _) => service,
        }
    }

    /// Returns whether the record itself shows that the service was not there on the day.
    pub(super) const fn is_sure(&self) -> bool {
        !matches!(self, Self::MayBePaid(..))
    }

    /// Returns in words when the service came, of the day or the month on which it was needed.
    pub(super) fn text(&self, needed: Message) -> Message {
        let kind = || kind_words::service_words(&self.service().kind);
        match self {
            Self::Approved(service, approved) => match service.paid {
                Some(paid) if *approved <= paid => message!(
                    "{} was needed {}, and was approved only on {} and paid on {}",
                    kind(),
                    needed,
                    *approved,
                    paid
                ),
                _ => message!("{} was needed {}, and was approved only on {}", kind(), needed, *approved),
            },
            Self::Paid(_, paid) => message!("{} was needed {}, and was paid only on {}", kind(), needed, *paid),
            Self::MayBePaid(_, paid) => message!(
                "{} was needed {}; the newest payment on record is of {}, and an earlier one may have been made",
                kind(),
                needed,
                *paid
            ),
        }
    }
}

/// Returns whether the service is to be paid before it is needed: by the record, or as transportation and ancillary services
/// are.
fn is_paid_ahead(view: &View, service: &Service) -> bool {
    match service.payment {
        Some(ServicePayment::Advance) => true,
        Some(ServicePayment::Reimbursement) => false,
        None => has_day_of_payment(view.policy, service),
    }
}
