//! `caseload alert`: marks an alert as done, snoozes it to a day, or skips or refuses it with a reason. An alert is
//! never deleted.

use std::process::ExitCode;

use anyhow::bail;

use super::cli::{self, AlertCommand};
use super::context::CliContext;
use super::output::{self, json_object};
use crate::desk::Caseload;
use crate::domain::alert::{AlertKey, Disposition};
use crate::domain::{Change, dates};

pub(super) fn run(context: &CliContext, args: cli::AlertArgs) -> anyhow::Result<ExitCode> {
    let today = context.today();
    let (alert, disposition, outcome) = match args.command {
        AlertCommand::Done { alert } => (alert, Disposition::Done, "Done".to_owned()),
        AlertCommand::Snooze { alert, until } => {
            let until = dates::parse_typed_date(&until, today, dates::DateSide::Future)?;
            (alert, Disposition::Snoozed { until }, format!("Put off until {}", dates::format_long_date(until)))
        }
        AlertCommand::Skip { alert, reason } => {
            (alert, Disposition::Skipped { on: today, reason }, "Skipped".to_owned())
        }
        AlertCommand::Refuse { alert, reason } => (alert, Disposition::Refused { reason }, "Refused".to_owned()),
    };
    let key = AlertKey(alert);
    let mut store = context.open_home()?;
    let desk = Caseload::evaluate(&store, today)?;
    let found = desk.cases().flat_map(|(_, case)| &case.alerts).find(|alert| alert.key == key);
    let Some(alert) = found.cloned() else { bail!("There is no alert {key}. To see the alerts: caseload list alerts") };
    store.record(Change::AlertDisposed { alert: key, case: alert.case, text: alert.text.clone(), disposition })?;
    if context.wants_json() {
        let fields = [("alert", alert.key.to_string().into()), ("disposition", outcome.into())];
        return output::print_json(&json_object(fields));
    }
    output::print_data_line(&format!("{outcome}: {}", alert.text))
}
