//! `caseload import review`: what the newest extract of its kind no longer names. It is never deleted for that.

use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;

use super::super::{context::CliContext, output};
use crate::domain::CaseNumber;
use crate::domain::extract::ExtractKind;
use crate::store::MissingFact;

/// The most facts that are listed.
const MOST: u32 = 10_000;

pub(super) fn run(context: &CliContext) -> anyhow::Result<ExitCode> {
    let store = context.open_home()?;
    let absent: Vec<MissingFactJson> =
        store.missing_facts(MOST)?.into_iter().map(MissingFactJson::from_missing).collect();
    if context.wants_json() {
        return output::print_json(&absent);
    }
    let mut table = output::TextTable::new(["case", "kind", "last in", "of", "not in", "of", "says"]);
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
struct MissingFactJson {
    case: CaseNumber,
    kind: ExtractKind,
    said: String,
    last_file: String,
    last_told: NaiveDate,
    file: String,
    since: NaiveDate,
}

impl MissingFactJson {
    fn from_missing(absent: MissingFact) -> Self {
        Self {
            case: absent.fact.case().clone(),
            kind: absent.fact.kind(),
            said: absent.fact.describe_fields(),
            last_file: absent.last_file,
            last_told: absent.last_named_on,
            file: absent.file,
            since: absent.since,
        }
    }
}
