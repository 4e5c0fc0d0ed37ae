//! `caseload stats`: prints what filing a comment costs in keys and in time, so that what is claimed about it can be
//! checked.

use std::process::ExitCode;

use super::context::CliContext;
use super::output;
use crate::domain::filing_metrics::Distribution;
use crate::paper::DocumentCell;

pub(super) fn run(context: &CliContext) -> anyhow::Result<ExitCode> {
    let efforts = context.open_home()?.filing_efforts()?;
    if context.wants_json() {
        return output::print_json(&efforts);
    }
    if efforts.comments == 0 {
        return output::print_line("No comments have been dictated on the screen yet.");
    }
    output::print_line(&format!("Comments dictated on the screen: {}", efforts.comments))?;
    let cell = |number| DocumentCell::from_display(&number);
    let row = |what: &'static str, Distribution { median, nine_of_ten, most }: Distribution| {
        [DocumentCell::from_words(what), cell(median), cell(nine_of_ten), cell(most)]
    };
    let rows = [
        row("keys outside the narrative", efforts.keys),
        row("keys in the narrative", efforts.narrative_keys),
        row("seconds", efforts.seconds),
    ];
    output::print_table(["A comment costs", "Median", "90th percentile", "Most"], rows, "")
}
