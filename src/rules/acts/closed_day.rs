//! Days of an act on which the office is closed: a failure or an appointment is seldom on one, so a preview remarks it.

use chrono::{Datelike as _, NaiveDate};
use serde_json::Value;

use crate::domain::act::Act;
use crate::domain::dates;
use crate::policy::act_forms::ActForms;
use crate::rules::view::View;

/// Returns a sentence for each day in the act that is usually a working day and is none.
pub fn closed_day_remarks(view: &View<'_>, act: &Act) -> Vec<String> {
    let Some(form) = ActForms::builtin().form_for_act(act.kind.id()) else { return Vec::new() };
    let Ok(Value::Object(answers)) = serde_json::to_value(&act.kind) else { return Vec::new() };
    let fields = form.fields.iter().filter(|field| field.on_open_day);
    let remark = |(label, day): (&str, NaiveDate)| {
        let reason = closed_reason(view, day)?;
        Some(format!("{label} {}: the office is closed on that day ({reason}).", dates::format_long_date(day)))
    };
    let days = fields.filter_map(|field| {
        let day = answers.get(&field.name)?.as_str()?.parse().ok()?;
        Some((field.label.as_str(), day))
    });
    days.filter_map(remark).collect()
}

/// Returns why the office is closed on a day: the holiday or the day of the weekend; `None` if it is open.
fn closed_reason(view: &View<'_>, day: NaiveDate) -> Option<String> {
    let calendar = &view.policy.calendar;
    if calendar.is_working_day(day) {
        return None;
    }
    let holiday = calendar.holiday_on(day).map(str::to_owned);
    Some(
        holiday.unwrap_or_else(|| if day.weekday() == chrono::Weekday::Sun { "Sunday" } else { "Saturday" }.to_owned()),
    )
}
