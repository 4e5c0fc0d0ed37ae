//! `caseload alert`: an alert is done, put off to a day, or refused with a reason; never dropped.

use std::process::ExitCode;

use anyhow::bail;

use super::cli::{self, AlertWhat};
use super::context::Context;
use super::output::{self, object};
use crate::desk::Desk;
use crate::domain::alert::{AlertKey, Disposition};
use crate::domain::{Change, dates};

pub(super) fn run(context: &Context, args: cli::Alert) -> anyhow::Result<ExitCode> {
    let today = context.today();
    let (alert, disposition, said) = match args.what {
        AlertWhat::Done { alert } => (alert, Disposition::Done, "Done".to_owned()),
        AlertWhat::Snooze { alert, until } => {
            let until = dates::spoken(&until, today, true)?;
            (alert, Disposition::Snoozed { until }, format!("Put off until {}", dates::long(until)))
        }
        AlertWhat::Skip { alert, reason } => (alert, Disposition::Skipped { on: today, reason }, "Skipped".to_owned()),
        AlertWhat::Refuse { alert, reason } => (alert, Disposition::Refused { reason }, "Refused".to_owned()),
    };
    let key = AlertKey(alert);
    let mut store = context.open()?;
    let desk = Desk::lay(&store, today)?;
    let found = desk.cases().flat_map(|(_, case)| &case.alerts).find(|alert| alert.key == key);
    let Some(alert) = found.cloned() else { bail!("There is no alert {key}. See: caseload list alerts") };
    store.record(Change::AlertDisposed { alert: key, case: alert.case, text: alert.text.clone(), disposition })?;
    if context.json() {
        return output::json(&object([("alert", alert.key.to_string().into()), ("disposition", said.into())]));
    }
    output::line(&format!("{said}: {}", crate::domain::plain::shown(&alert.text)))
}
