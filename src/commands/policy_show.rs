//! `caseload policy show`: prints the policy in force on a day.

use std::io::Write;

use chrono::NaiveDate;
use serde_json::json;

use crate::domain::dates::format_long_date;
use crate::policy::Policies;
use crate::present::finding::policy_value_text;
use crate::present::office_policy::office_policy_note;
use crate::present::parameter_titles::parameter_title;

/// The policy to show.
pub(super) struct PolicyRequest<'a> {
    /// The day on which the policy is in force.
    pub on: NaiveDate,
    /// The policies.
    pub policies: &'a Policies,
    /// Whether to print the names of the parameters too.
    pub ids: bool,
    /// Whether to print JSON instead of text.
    pub json: bool,
}

/// Prints every parameter in force, with its source and certainty.
///
/// # Errors
/// Fails if the output cannot be written.
pub(super) fn run(args: &PolicyRequest, out: &mut dyn Write) -> anyhow::Result<()> {
    let policies = args.policies;
    let parameters = policies.in_force_on(args.on).summaries();
    if args.json {
        let value = json!({ "county": policies.county(), "on": args.on, "parameters": parameters });
        serde_json::to_writer_pretty(&mut *out, &value)?;
        writeln!(out)?;
        return Ok(out.flush()?);
    }
    writeln!(out, "Policy of {} in force on {}", policies.county(), format_long_date(args.on))?;
    if let Some(office) = policies.office() {
        writeln!(out, "{}", office_policy_note(office))?;
    }
    for parameter in parameters {
        let until = parameter.until.map_or_else(String::new, |until| format!(" until {}", format_long_date(until)));
        let (value, from) = (policy_value_text(&parameter.value), format_long_date(parameter.in_force_from));
        writeln!(out, "\n{}: {value}, from {from}{until}", parameter_title(parameter.parameter))?;
        if args.ids {
            writeln!(out, "  {} in policy.toml", parameter.parameter)?;
        }
        writeln!(out, "  {} ({})", parameter.source, parameter.certainty.id())?;
        if let Some(words) = parameter.words {
            writeln!(out, "  {words}")?;
        }
    }
    Ok(())
}
