//! `caseload policy show`: the rule set in force on a day.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::json;

use super::context::load_policies;

/// What is to be shown.
pub(super) struct PolicyRequest<'a> {
    /// The day.
    pub on: NaiveDate,
    /// The county; the default county where none is named.
    pub county: Option<&'a str>,
    /// The office's own policy file, laid over the county's.
    pub office: Option<&'a Path>,
    /// As JSON instead of plain text.
    pub json: bool,
}

/// Shows every parameter in force, with its source and certainty.
///
/// # Errors
/// An unknown county, a policy file that cannot be used.
pub(super) fn run(args: &PolicyRequest, out: &mut dyn Write) -> anyhow::Result<()> {
    let policies = load_policies(args.county, args.office)?;
    let shown = policies.in_force_on(args.on).summaries();
    if args.json {
        let value = json!({ "county": policies.county(), "on": args.on, "parameters": shown });
        serde_json::to_writer_pretty(&mut *out, &value)?;
        writeln!(out)?;
        return Ok(());
    }
    writeln!(out, "Policy of {} in force on {}", policies.county(), args.on)?;
    for parameter in shown {
        let until = parameter.until.map_or_else(String::new, |until| format!(" until {until}"));
        writeln!(out, "\n{} = {}, from {}{until}", parameter.parameter, parameter.value, parameter.in_force_from)?;
        writeln!(out, "  {} ({})", parameter.source, parameter.certainty.id())?;
        if let Some(words) = parameter.words {
            writeln!(out, "  {words}")?;
        }
    }
    Ok(())
}
