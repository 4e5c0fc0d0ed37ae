//! Constructors of facts with only what an extract always gives. Everything else is unknown until somebody records it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Activity, AidMonth, AidMonthStatus, Attendance, Cure, Exemption, GateFacts, GoodCause, Noncompliance, Notice,
    Period, Plan, Service, Source,
};
use crate::domain::dates::Month;
use crate::domain::hours::Hours;
use crate::domain::ids::PersonNumber;

impl Activity {
    /// Creates an activity of which only its kind and first day are known.
    pub const fn minimal(person: PersonNumber, kind: String, start: NaiveDate, source: Source) -> Self {
        Self {
            person,
            kind,
            provider: None,
            start,
            expected_end: None,
            weekly_hours: None,
            core: None,
            paid: None,
            agreed: None,
            ordered: None,
            assigned_by: None,
            term_from: None,
            term_until: None,
            place: None,
            sessions: Vec::new(),
            statuses: Vec::new(),
            statuses_reported_before: Vec::new(),
            recorded: BTreeMap::new(),
            source,
        }
    }
}

impl Attendance {
    /// Creates the attendance of a month of which no hours are known.
    pub const fn minimal(person: PersonNumber, kind: String, start: NaiveDate, month: Month, source: Source) -> Self {
        Self {
            person,
            kind,
            start,
            month,
            attended: Hours::ZERO,
            excused: Hours::ZERO,
            unexcused: Hours::ZERO,
            holiday: Hours::ZERO,
            paid_absence: None,
            holiday_days: None,
            scheduled: None,
            scheduled_days: None,
            study: None,
            verified_by: None,
            posted: None,
            source,
        }
    }
}

impl Plan {
    /// Creates a first plan of which only the day of its signature is known.
    pub const fn minimal(person: PersonNumber, signed: NaiveDate, source: Source) -> Self {
        Self { person, signed, amends: false, activities: Vec::new(), source }
    }
}

impl Exemption {
    /// Creates an exemption of which only its reason and days are known.
    pub const fn minimal(
        person: PersonNumber,
        reason: String,
        from: NaiveDate,
        until: Option<NaiveDate>,
        source: Source,
    ) -> Self {
        Self {
            person,
            reason,
            from,
            until,
            child_born: None,
            contacted: None,
            partial_hours: None,
            extends_aid: None,
            extends_from: None,
            proof: None,
            proof_until: None,
            recorded: BTreeMap::new(),
            source,
        }
    }
}

impl GoodCause {
    /// Creates a period of good cause of which only its days are known.
    pub const fn minimal(person: PersonNumber, from: NaiveDate, until: Option<NaiveDate>, source: Source) -> Self {
        Self {
            person,
            from,
            until,
            reason: None,
            expected_until: None,
            documented: None,
            excused_share: None,
            recorded: BTreeMap::new(),
            source,
        }
    }
}

impl Noncompliance {
    /// Creates a non-compliance of which only the notice is known.
    pub fn minimal(person: PersonNumber, notice_issued: NaiveDate, source: Source) -> Self {
        Self {
            person,
            notice_issued,
            appointment: None,
            determination: None,
            plan_end: None,
            plan_weekly_hours: None,
            plan_result: None,
            rescheduled: Vec::new(),
            failed_on: None,
            refused_activity: None,
            sanction_requested: None,
            sanction_returned: Vec::new(),
            gate: GateFacts::default(),
            told: Vec::new(),
            hearing_requested: None,
            hearing_timely: None,
            aid_paid_pending: None,
            hearing_decided: None,
            sanction_notice: None,
            sanction_notice_effective: None,
            sanction: None,
            rescinded: None,
            recorded: BTreeMap::new(),
            source,
        }
    }
}

impl Cure {
    /// Creates a cure of which only its request is known.
    pub const fn minimal(person: PersonNumber, requested: NaiveDate, source: Source) -> Self {
        Self {
            person,
            requested,
            plan_signed: None,
            until: None,
            weekly_hours: None,
            completed: None,
            failed: None,
            federal_rate_found: None,
            restored: None,
            recorded: BTreeMap::new(),
            source,
        }
    }
}

impl AidMonth {
    /// Creates a month of aid of which only what happened in it is known.
    pub const fn minimal(person: PersonNumber, month: Month, was: AidMonthStatus, source: Source) -> Self {
        Self {
            person,
            month,
            was,
            reason: None,
            excused_share: None,
            grant: None,
            overpayment: None,
            funding: None,
            aid_code: None,
            counted: None,
            decided_by: None,
            recouped: None,
            as_child: None,
            county: None,
            source,
        }
    }
}

impl Service {
    /// Creates a service of which only the need is known.
    pub const fn minimal(person: PersonNumber, kind: String, needed: Period, source: Source) -> Self {
        Self {
            person,
            kind,
            needed,
            authorized: Vec::new(),
            requested: None,
            paid: None,
            claimed: None,
            decided: None,
            notice_sent: None,
            approved: None,
            being_assessed: None,
            payment: None,
            supplement: None,
            recorded: BTreeMap::new(),
            source,
        }
    }
}

impl Notice {
    /// Creates a notice of which only its kind is known.
    pub const fn minimal(person: PersonNumber, kind: String, source: Source) -> Self {
        Self { person, kind, needed: None, sent: None, form: None, effective: None, source }
    }
}
