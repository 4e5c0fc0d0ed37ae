//! `caseload import review`: what the newest extract of its kind no longer names. It is never deleted for that.

use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;

use super::super::{context::Context, output};
use crate::domain::CaseNumber;
use crate::domain::extract::ExtractKind;
use crate::store::Absent;

/// The most facts that are listed.
const MOST: u32 = 10_000;

pub(super) fn run(context: &Context) -> anyhow::Result<ExitCode> {
    let store = context.open()?;
    let absent: Vec<Row> = store.absent(MOST)?.into_iter().map(Row::of).collect();
    if context.json() {
        return output::json(&absent);
    }
    let mut table = output::Table::new(["case", "kind", "last in", "of", "not in", "of", "says"]);
    for row in absent {
        let kind = row.kind.title().to_owned();
        table.push([
            row.case.to_string(),
            kind,
            row.last_file,
            row.last_told.to_string(),
            row.file,
            row.since.to_string(),
            row.said,
        ]);
    }
    table.print("The newest extracts name everything that was known before.")
}

/// A fact that the newest extract of its kind does not name.
#[derive(Serialize)]
struct Row {
    case: CaseNumber,
    kind: ExtractKind,
    said: String,
    last_file: String,
    last_told: NaiveDate,
    file: String,
    since: NaiveDate,
}

impl Row {
    fn of(absent: Absent) -> Self {
        Self {
            case: absent.fact.case().clone(),
            kind: absent.fact.kind(),
            said: absent.fact.said(),
            last_file: absent.last_file,
            last_told: absent.last_told,
            file: absent.file,
            since: absent.since,
        }
    }
}
