//! `caseload stats`: what filing a comment costs in keys and in time, so that claims can be checked.

use std::process::ExitCode;

use super::context::Context;
use super::output::{self, Table};
use crate::domain::effort::Spread;

pub(super) fn run(context: &Context) -> anyhow::Result<ExitCode> {
    let efforts = context.open()?.efforts()?;
    if context.json() {
        return output::json(&efforts);
    }
    if efforts.comments == 0 {
        return output::line("No comment was dictated on the screen yet.");
    }
    output::line(&format!("Comments dictated on the screen: {}", efforts.comments))?;
    let mut table = Table::new(["A comment costs", "Half at most", "Nine of ten at most", "Dearest"]);
    let mut row = |what: &str, spread: Spread| {
        table.push([
            what.to_owned(),
            spread.median.to_string(),
            spread.nine_of_ten.to_string(),
            spread.most.to_string(),
        ]);
    };
    row("keys besides the narrative", efforts.keys);
    row("keys in the narrative", efforts.narrative_keys);
    row("seconds", efforts.seconds);
    table.print("")
}
