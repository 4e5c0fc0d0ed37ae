//! Facts of which only what an extract always says is known. Everything else is unknown until somebody records it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Activity, Cure, Exemption, GateFacts, Noncompliance, Plan, Source};
use crate::domain::PersonNumber;

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
            place: None,
            sessions: Vec::new(),
            statuses: Vec::new(),
            recorded: BTreeMap::new(),
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
            plan_result: None,
            rescheduled: Vec::new(),
            failed_on: None,
            sanction_requested: None,
            sanction_returned: Vec::new(),
            gate: GateFacts::default(),
            told: Vec::new(),
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
            completed: None,
            failed: None,
            federal_rate_found: None,
            restored: None,
            source,
        }
    }
}
