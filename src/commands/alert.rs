//! `caseload alert`: marks an alert as done, snoozes it to a day, or skips or refuses it with a reason. An alert is
//! never deleted.

use std::process::ExitCode;

use anyhow::bail;

use super::cli::{self, AlertCommand};
use super::comment::{PROTECTED_COMMENT, explain_refusal};
use super::context::CliContext;
use super::output::{self, json_object};
use super::whose_case::take_answers;
use crate::desk::Caseload;
use crate::domain::alert::{AlertKey, Disposition};
use crate::domain::dates;
use crate::rules::message::{DateStyle, Message, message};

pub(super) fn run(context: &CliContext, args: cli::AlertArgs) -> anyhow::Result<ExitCode> {
    let today = context.today();
    let (alert, disposition, outcome): (_, _, Message) = match args.command {
        AlertCommand::Done { alert } => (alert, Disposition::Done, "Done".into()),
        AlertCommand::Snooze { alert, until } => {
            let until = dates::parse_typed_date(&until, today, dates::DateSide::Future)?;
            (alert, Disposition::Snoozed { until }, message!("Put off until {}", until))
        }
        AlertCommand::Skip { alert, reason } => (alert, Disposition::Skipped { on: today, reason }, "Skipped".into()),
        AlertCommand::Refuse { alert, reason } => (alert, Disposition::Refused { reason }, "Refused".into()),
    };
    let key = AlertKey(alert);
    let mut store = context.open_home()?;
    let caseload = Caseload::evaluate(&store, today)?;
    let found = caseload.cases().flat_map(|(_, case)| &case.alerts).chain(caseload.reminders());
    let found = found.into_iter().find(|alert| alert.key == key);
    let Some(alert) = found.cloned() else { bail!("There is no alert {key}. To see the alerts: caseload list alerts") };
    if disposition == Disposition::Done && !alert.can_be_closed() {
        bail!("Only a fact clears a rule's finding; a mark does not. Record the act or the contact that it asks for.");
    }
    take_answers(&mut store, &alert.case, &args.confirmations)?;
    let recorded = store.record(alert.clone().into_disposition_change(disposition));
    recorded.map_err(|error| explain_refusal(error, PROTECTED_COMMENT))?;
    if context.wants_json() {
        let fields = [("alert", key.to_string().into()), ("disposition", serde_json::to_value(&outcome)?)];
        return output::print_json(&json_object(fields));
    }
    output::print_data_line(&message!("{}: {}", outcome, alert.text).to_text(DateStyle::Long))
}
