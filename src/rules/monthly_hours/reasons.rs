//! The reasons against a shortfall that were looked at: what the record holds, lacks, or leaves open.

use super::{HoursOwed, MonthlyHours};
use crate::domain::PersonNumber;
use crate::domain::facts::Source;
use crate::domain::hours::Hours;
use crate::rules::average::AverageBy;
use crate::rules::reason_against::{ReasonAgainst, ReasonState};

/// Returns every reason for which a month that falls short may not be short.
pub(super) fn shortfall_reasons(of: &MonthlyHours) -> Vec<ReasonAgainst> {
    let Some(under) = of.required.under.first() else { return Vec::new() };
    let reason = |id, state, unrecorded, says: &'static str| ReasonAgainst {
        id,
        says: says.into(),
        source: Source::Stated,
        state,
        unrecorded,
        under: under.clone(),
    };
    let looked_at = |id, holds: bool, says| {
        reason(id, if holds { ReasonState::CannotTell } else { ReasonState::Absent }, false, says)
    };
    let by_schedule = of.averages.iter().any(|reading| reading.by == AverageBy::ScheduledWeeks);
    let schedule = if by_schedule { ReasonState::Absent } else { ReasonState::CannotTell };
    let shared = of.person == PersonNumber::CASE;
    let other =
        if shared { "the hours of both parents meet the requirement" } else { "another parent's hours count as well" };
    vec![
        looked_at("excused_hours", of.excused > Hours::ZERO, "excused hours change what is owed"),
        looked_at("holiday_hours", of.holiday > Hours::ZERO, "holiday hours change what is owed"),
        looked_at(
            "hours_not_owed",
            of.owed == HoursOwed::CannotTell,
            "no hours are owed: exempt, a volunteer, or excused",
        ),
        looked_at("part_of_month", of.owed == HoursOwed::Part, "hours are owed for a part of the month only"),
        reason("other_parent", ReasonState::Absent, false, other),
        reason("schedule_attended", schedule, !by_schedule, "all that was scheduled was attended"),
    ]
}
