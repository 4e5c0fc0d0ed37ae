//! How the work with partners stands, in a line for each: states and days, no text of anybody.

use crate::rules::common_case::summarize_common_case;
use crate::rules::linkages::newest_conference;
use crate::rules::message::{Message, message};
use crate::rules::outreach::newest_outreaches;
use crate::rules::social_work::{UnitCaseSummary, summarize_unit_cases};
use crate::rules::view::View;

/// Returns a line for the newest social-work case of each person, the common case, and each outreach.
pub(super) fn partner_lines(view: &View<'_>) -> Vec<Message> {
    let units = summarize_unit_cases(view);
    let is_newest =
        |at: usize, unit: &UnitCaseSummary<'_>| units.iter().skip(at + 1).all(|later| later.person() != unit.person());
    let newest = units.iter().enumerate().filter(|(at, unit)| is_newest(*at, unit));
    let mut lines: Vec<Message> = newest.map(|(_, unit)| unit_line(unit)).collect();
    lines.extend(summarize_common_case(view).map(|common| {
        let worker = common.worker.map(|worker| format!(", {worker}")).unwrap_or_default();
        message!("Common case: {} since {}{}", common.state.title(), common.since, worker)
    }));
    lines.extend(newest_conference(view).map(|known| {
        let day = known.called_for();
        if let Some(day) = day {
            message!("Conference: {}, on {}", known.state().title(), day)
        } else {
            message!("Conference: {}", known.state().title())
        }
    }));
    lines.extend(newest_outreaches(view).iter().map(|outreach| {
        let (person, tries) = (outreach.outreach.person, outreach.try_count());
        message!("Outreach, participant {}: {}, {} tries", person, outreach.state().title(), tries)
    }));
    lines
}

fn unit_line(unit: &UnitCaseSummary<'_>) -> Message {
    let worker = unit.worker().map(|worker| format!(", {worker}")).unwrap_or_default();
    let since = unit.closed.or(unit.accepted).unwrap_or(unit.sent);
    let line = message!("Social work: {} since {}{}", unit.state.title(), since, worker);
    match unit.next_report {
        Some(due) => message!("{}, next report {}", line, due),
        None => line,
    }
}
