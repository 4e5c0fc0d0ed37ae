//! The decisions about rows of a match: each row one by one, and nothing of the list kept but that.

use anyhow::{anyhow, bail};

use super::cli::{MatchArgs, MatchedRowName};
use super::output;
use crate::desk::Caseload;
use crate::desk::matching::{MatchMemory, MatchedRow, PersonMatch, decide_row, match_caseload};
use crate::domain::match_decision::MatchAnswer;
use crate::domain::match_list::MatchList;
use crate::store::Store;

/// Records the decisions of the command line, one after the other, and prints each.
///
/// # Errors
/// A row means nobody, or several people; or the record refuses the decision.
pub(super) fn record_decisions(
    store: &mut Store,
    list: &MatchList,
    caseload: &Caseload,
    args: &MatchArgs,
) -> anyhow::Result<()> {
    let memory = MatchMemory::from_store(store, list)?;
    let rows = match_caseload(list, caseload, &memory);
    let asked = [
        (&args.propose, MatchAnswer::Same),
        (&args.dismiss, MatchAnswer::Another),
        (&args.ask, MatchAnswer::Ask),
        (&args.pending, MatchAnswer::Pending),
    ];
    for (names, answer) in asked {
        for name in names {
            let (row, found) = find_row(&rows, name)?;
            let choice = decide_row(caseload, row, &memory, answer).map_err(|refused| anyhow!(refused))?;
            store.record_all(choice.changes)?;
            output::print_data_line(&format!("Row {}, case {}: {}.", row.listed.row, found.case, choice.says))?;
        }
    }
    Ok(())
}

fn find_row<'a>(rows: &'a [MatchedRow], name: &MatchedRowName) -> anyhow::Result<(&'a MatchedRow, &'a PersonMatch)> {
    let is_named = |found: &PersonMatch| name.case.as_ref().is_none_or(|case| *case == found.case);
    let meant: Vec<_> = rows
        .iter()
        .filter(|row| row.listed.row == name.row)
        .filter_map(|row| Some((row, row.found.as_ref().filter(|found| is_named(found))?)))
        .collect();
    match meant.as_slice() {
        [only] => Ok(*only),
        [] => bail!("Row {} means nobody in this caseload.", name.row),
        [first, ..] => bail!(
            "Row {row} may be several people. Name the case too: {row}@{case}",
            row = name.row,
            case = first.1.case
        ),
    }
}
