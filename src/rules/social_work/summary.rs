//! What lists and papers say of a social-work case: its state, its days, and what comes next.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::reports::ReportGrid;
use super::unit_case::{UnitCase, unit_cases};
use super::unreached::{reply_day, standing_letter, talk_after_letter, unreached_since};
use crate::domain::facts::{Referral, SocialWork};
use crate::domain::partner_state::UnitCaseState;
use crate::domain::{PersonNumber, WorkerNumber};
use crate::rules::view::View;

/// A social-work case in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCaseSummary<'a> {
    /// The referral.
    pub referral: &'a Referral,
    /// The steps.
    pub work: &'a SocialWork,
    /// Which referral to social work of the person it is, where there are several.
    pub ordinal: Option<u32>,
    /// The state.
    pub state: UnitCaseState,
    /// The day on which form 7045 went to the unit last.
    pub sent: NaiveDate,
    /// The day of the acceptance.
    pub accepted: Option<NaiveDate>,
    /// The day of the last contact or attempt.
    pub last_contact: Option<NaiveDate>,
    /// The day since which the client has not been reached, while the case is open.
    pub unreached_since: Option<NaiveDate>,
    /// The oldest due day of a progress report that is owed, or the next one.
    pub next_report: Option<NaiveDate>,
    /// The day on which a last letter went out and the day by which it is to be answered, while the time runs.
    pub reply_awaited: Option<(NaiveDate, NaiveDate)>,
    /// The days from the day of the view on for which contacts are agreed, the next one first.
    pub agreed: Vec<NaiveDate>,
    /// The day of the closing.
    pub closed: Option<NaiveDate>,
}

impl UnitCaseSummary<'_> {
    /// Returns the person.
    pub const fn person(&self) -> PersonNumber {
        self.referral.person
    }

    /// Returns the social worker who has the case.
    pub const fn worker(&self) -> Option<&WorkerNumber> {
        self.work.worker.as_ref()
    }
}

/// Returns every social-work case that was begun by the day of the view.
pub fn summarize_unit_cases<'a>(view: &View<'a>) -> Vec<UnitCaseSummary<'a>> {
    unit_cases(view).iter().map(summarize).collect()
}

fn agreed_days(case: &UnitCase<'_>) -> Vec<NaiveDate> {
    let days = case.contacts.iter().filter_map(|contact| contact.next);
    days.filter(|day| *day >= case.view.on).collect::<BTreeSet<_>>().into_iter().collect()
}

fn summarize<'a>(case: &UnitCase<'a>) -> UnitCaseSummary<'a> {
    let running = || Some(case).filter(|case| case.is_running());
    let on = case.view.on;
    let letter = running().and_then(standing_letter);
    let reply = letter.filter(|letter| talk_after_letter(case, letter).is_none());
    let reply = reply.and_then(|letter| Some((letter.on, reply_day(case, letter)?)));
    UnitCaseSummary {
        referral: case.referral,
        work: case.work,
        ordinal: case.ordinal,
        state: case.state(),
        sent: case.last_sent(),
        accepted: case.accepted(),
        last_contact: case.contacts.last().map(|contact| contact.on),
        unreached_since: case.is_open().then(|| unreached_since(case)).flatten().map(|unreached| unreached.since),
        next_report: running().and_then(ReportGrid::new).and_then(|grid| grid.open_days().first().copied()),
        reply_awaited: reply.filter(|(_, last)| on <= *last),
        agreed: running().map(agreed_days).unwrap_or_default(),
        closed: case.closed(),
    }
}
