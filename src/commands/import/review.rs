//! `caseload import review`: lists the facts that the newest extract of their kind no longer names. No fact is deleted
//! because of that.

use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;

use crate::commands::context::CliContext;
use crate::commands::output;
use crate::desk::Caseload;
use crate::domain::CaseNumber;
use crate::domain::extract::ExtractKind;
use crate::paper::DocumentCell;
use crate::present::county_fact::fact_text;
use crate::rules::message::DateStyle;
use crate::store::MissingFact;

/// The largest number of facts that are listed.
const MOST: u32 = 10_000;

pub(super) fn run(context: &CliContext) -> anyhow::Result<ExitCode> {
    let store = context.open_home()?;
    let caseload = Caseload::evaluate(&store, context.today())?;
    let known = |missing: MissingFact| {
        let is_listed = missing.fact.kind() == ExtractKind::Listing;
        let explained = caseload.explain_unlisted(missing.fact.case()).filter(|_| is_listed);
        let explained = explained.map(|why| why.to_text(DateStyle::Long));
        MissingFactJson { explained, ..MissingFactJson::from_missing(missing) }
    };
    let missing: Vec<_> = store.missing_facts(MOST)?.into_iter().map(known).collect();
    if context.wants_json() {
        return output::print_json(&missing);
    }
    let row = |fact: MissingFactJson| {
        [
            DocumentCell::Case(fact.case),
            DocumentCell::from_words(fact.kind.title()),
            DocumentCell::from_words(fact.last_file),
            DocumentCell::Day(fact.last_told),
            DocumentCell::from_words(fact.file),
            DocumentCell::Day(fact.since),
            DocumentCell::from_words(match fact.explained {
                Some(why) => format!("{}; {why}", fact.text),
                None => fact.text,
            }),
        ]
    };
    let headings = ["case", "kind", "last in", "run", "not in", "run", "fact"];
    let empty = "Nothing is missing from the newest extracts.";
    output::print_table(headings, missing.into_iter().map(row), empty)
}

/// A missing fact in JSON (docs/json.md).
#[derive(Serialize)]
struct MissingFactJson {
    case: CaseNumber,
    kind: ExtractKind,
    said: String,
    #[serde(skip)]
    text: String,
    last_file: String,
    last_told: NaiveDate,
    file: String,
    since: NaiveDate,
    /// Why the listing no longer names the case, where that is known.
    explained: Option<String>,
}

impl MissingFactJson {
    fn from_missing(missing: MissingFact) -> Self {
        Self {
            case: missing.fact.case().clone(),
            kind: missing.fact.kind(),
            said: missing.fact.describe_fields(),
            text: fact_text(&missing.fact),
            last_file: missing.last_file,
            last_told: missing.last_named_on,
            file: missing.file,
            since: missing.since,
            explained: None,
        }
    }
}
