//! Acts on activities: scheduling, a new status, a new expected end, and the attendance of a month.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::activity_ref::ActivityRef;
use super::apply_act::{ApplyAct, Provenance, RecordedField, recorded_day};
use crate::domain::dates::{self, Month};
use crate::domain::facts::{Activity, Attendance, CaseFacts, DatedActivityStatus, Difference, RecordedValue, Source};
use crate::domain::hours::Hours;
use crate::domain::status::ActivityStatus;

/// An activity was given a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityStatusSet {
    /// The activity.
    pub activity: ActivityRef,
    /// The status that the activity was given.
    pub status: ActivityStatus,
    /// The employer, where the participant became employed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employment: Option<String>,
    /// Whether the participant agreed to the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<bool>,
    /// Whether the activity was ordered rather than agreed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered: Option<bool>,
}

/// A participant was scheduled to an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityScheduled {
    /// The kind of activity, in the county's words.
    pub kind: String,
    /// The first day of the activity.
    pub start: NaiveDate,
    /// The expected last day of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_end: Option<NaiveDate>,
    /// The scheduled hours a week.
    pub weekly_hours: Hours,
    /// The provider of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Whether the participant agreed to the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<bool>,
    /// Whether the activity was ordered rather than agreed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered: Option<bool>,
}

/// The expected end of an activity was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityEndMoved {
    /// The activity.
    pub activity: ActivityRef,
    /// The new expected last day of the activity.
    pub expected_end: NaiveDate,
}

/// Attendance of a month was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendancePosted {
    /// The activity.
    pub activity: ActivityRef,
    /// The month of the attendance.
    pub month: Month,
    /// Hours attended.
    pub attended: Hours,
    /// Hours of excused absence, not part of the hours attended.
    #[serde(default)]
    pub excused: Hours,
    /// Hours of unexcused absence.
    #[serde(default)]
    pub unexcused: Hours,
    /// Hours of holidays.
    #[serde(default)]
    pub holiday: Hours,
    /// The hours of `excused` that were paid; the others were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_absence: Option<Hours>,
    /// The number of days of `holiday`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holiday_days: Option<u32>,
    /// The hours that were scheduled in the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<Hours>,
    /// The number of days that were scheduled in the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_days: Option<u32>,
    /// Hours of study or homework, not part of the hours attended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<Hours>,
    /// The document or call that verifies the hours.
    pub verified_by: String,
}

impl ApplyAct for ActivityStatusSet {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(activity) = facts.activity_mut(&self.activity, by) {
            activity.statuses.push(DatedActivityStatus { status: self.status, on: by.on, source: by.source.clone() });
            activity.agreed = self.agreed.or(activity.agreed);
            activity.ordered = self.ordered.or(activity.ordered);
        }
    }
}

impl ApplyAct for ActivityScheduled {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let scheduled = DatedActivityStatus { status: ActivityStatus::Scheduled, on: by.on, source: by.source.clone() };
        facts.activities.push(Activity {
            provider: self.provider.clone(),
            expected_end: self.expected_end,
            weekly_hours: Some(self.weekly_hours),
            statuses: vec![scheduled],
            agreed: self.agreed,
            ordered: self.ordered,
            ..Activity::minimal(by.person, self.kind.clone(), self.start, by.source.clone())
        });
    }
}

impl ApplyAct for ActivityEndMoved {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let same = |one: &&mut Activity| {
            one.person == by.person && one.kind == self.activity.kind && one.start == self.activity.start
        };
        let CaseFacts { activities, differences, .. } = facts;
        let Some(activity) = activities.iter_mut().find(same) else { return };
        let slot = RecordedField {
            field_name: Activity::EXPECTED_END,
            source: &activity.source,
            recorded: &mut activity.recorded,
            differences,
        };
        slot.record_value(&mut activity.expected_end, self.expected_end, recorded_day, by);
    }
}

impl ApplyAct for AttendancePosted {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let ActivityRef { kind, start } = self.activity.clone();
        let posted = Attendance {
            attended: self.attended,
            excused: self.excused,
            unexcused: self.unexcused,
            holiday: self.holiday,
            paid_absence: self.paid_absence,
            holiday_days: self.holiday_days.and_then(to_day_count),
            scheduled: self.scheduled,
            scheduled_days: self.scheduled_days.and_then(to_day_count),
            study: self.study,
            verified_by: Some(self.verified_by.clone()),
            posted: Some(by.on),
            ..Attendance::minimal(by.person, kind, start, self.month, by.source.clone())
        };
        let same = |one: &&mut Attendance| {
            one.person == by.person && one.kind == posted.kind && one.start == posted.start && one.month == posted.month
        };
        let Some(known) = facts.attendance.iter_mut().find(same) else { return facts.attendance.push(posted) };
        let former = std::mem::replace(known, posted);
        known.keep_known_parts(&former);
        if !matches!(former.source, Source::Entry { .. }) && hours_text(&former) != hours_text(known) {
            facts.differences.push(Difference {
                person: by.person,
                what: format!("attendance of {}, {}", dates::format_month(self.month), self.activity.kind),
                county: hours_text(&former),
                county_source: former.source,
                here: hours_text(known),
                source: by.source.clone(),
                on: Some(by.on),
            });
        }
    }
}

/// Returns a number of days in a month; `None` if it does not fit, which the rules refuse before an act is recorded.
fn to_day_count(days: u32) -> Option<u8> {
    u8::try_from(days).ok()
}

impl Attendance {
    /// Keeps what only `former` says of the month; paid absence and holiday days only if their hours are the same.
    fn keep_known_parts(&mut self, former: &Self) {
        if self.excused == former.excused {
            self.paid_absence = self.paid_absence.or(former.paid_absence);
        }
        if self.holiday == former.holiday {
            self.holiday_days = self.holiday_days.or(former.holiday_days);
        }
        self.scheduled = self.scheduled.or(former.scheduled);
        self.scheduled_days = self.scheduled_days.or(former.scheduled_days);
        self.study = self.study.or(former.study);
    }
}

fn hours_text(attendance: &Attendance) -> RecordedValue {
    let Attendance { attended, excused, unexcused, holiday, .. } = attendance;
    RecordedValue::Text(format!("{attended} attended, {excused} excused, {unexcused} unexcused, {holiday} holiday"))
}
