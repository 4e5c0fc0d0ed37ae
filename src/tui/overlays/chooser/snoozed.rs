//! The list of what is snoozed, from which a row is woken.

use super::{Chooser, ChooserAction, ChooserItem};
use crate::desk::Alert;
use crate::domain::alert::Disposition;
use crate::domain::dates;
use crate::rules::message::DateStyle;
use crate::tui::store_thread::Snapshot;
use crate::tui::wording;

impl Chooser {
    /// Lists the snoozed alerts by the day on which they come back.
    pub fn for_snoozed(snapshot: &Snapshot) -> Self {
        let on = snapshot.caseload.as_of();
        let item = |alert: &Alert| {
            let name = snapshot.caseload.alert_name(&alert.case, alert.person);
            let until = match &alert.disposition {
                Some(Disposition::Snoozed { until }) => dates::format_date(*until, on),
                _ => String::new(),
            };
            ChooserItem {
                title: format!("{} {name}", wording::case_label(&alert.case)).into(),
                doc: alert.text.to_text(DateStyle::Near(on)).into(),
                key: until.into(),
                choice: ChooserAction::Wake(Box::new(alert.clone())),
            }
        };
        Self::new("Snoozed until: Enter wakes one", snapshot.caseload.snoozed_alerts().into_iter().map(item).collect())
    }
}
