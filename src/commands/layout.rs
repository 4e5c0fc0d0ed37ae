//! `caseload layout`: proposes a layout for an unknown file, and checks how well a layout reads a file. It needs no
//! passphrase, because it reads nothing from the record. `layout word` saves what words of the county mean.

mod kept_text;
mod word;

use std::borrow::Cow;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use serde::Serialize;

use super::context::CliContext;
use super::filtered;
use super::{cli, output};
use crate::domain::count_with_noun;
use crate::domain::extract::ExtractKind;
use crate::domain::sanitize::quoted;
use crate::domain::{dates, sanitize};
use crate::import::field::ExtractField;
use crate::import::guess::{GuessRequest, LayoutGuess, guess_layout};
use crate::import::left_out::LeftOutColumn;
use crate::import::part_check::{PartCheck, check_part};
use crate::import::{self, ExtractPart, Layout, Layouts};
use crate::paper::DocumentCell;
use crate::platform::{self, IfExists};

/// The number of rows that are shown as they would be read.
const SAMPLE_ROWS: usize = 5;

pub(super) fn run(context: &CliContext, args: &cli::LayoutArgs) -> anyhow::Result<ExitCode> {
    match &args.command {
        cli::LayoutCommand::Guess { file, kind, sheet, to } => {
            let request = GuessRequest { kind: *kind, sheet: sheet.as_deref() };
            propose_layout(context, file, request, to.as_deref())
        }
        cli::LayoutCommand::Word { words, remove } => word::run(context, words, *remove),
        cli::LayoutCommand::Check { file, layout: None } if is_layout_file(file) => check_layout(context, file),
        cli::LayoutCommand::Check { file, .. } if is_layout_file(file) => {
            bail!("{} is a layout itself. To check a layout, name it alone.", file.display())
        }
        cli::LayoutCommand::Check { file, layout } => check_file(context, file, layout.as_deref()),
        cli::LayoutCommand::List => list_layouts(context),
    }
}

fn is_layout_file(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml")
}

/// Loads the bundled layouts and those of the home, if there is one.
fn load_layouts(context: &CliContext) -> anyhow::Result<Layouts> {
    Ok(Layouts::for_extracts().with_folders(&context.home()?.all_layout_folders())?)
}

/// Writes the proposed layout to standard output or to a file. The first rows go to standard error, because they hold
/// names.
fn propose_layout(
    context: &CliContext,
    file: &Path,
    request: GuessRequest<'_>,
    to: Option<&Path>,
) -> anyhow::Result<ExitCode> {
    let LayoutGuess { layout, kind, missing } = guess_layout(file, &load_layouts(context)?, request)?;
    kept_text::ensure_no_ssn(&layout)?;
    if context.wants_json() {
        let missing = missing.iter().map(|field| field.id()).collect::<Vec<_>>();
        return output::print_json(&serde_json::json!({ "kind": kind.id(), "layout": layout, "missing": missing }));
    }
    match to {
        Some(to) => platform::write_private_file(to, IfExists::Refuse, layout.as_bytes())
            .with_context(|| format!("{} cannot be written", to.display()))?,
        None => write!(filtered::text_out(), "{layout}")?,
    }
    let mut errors = filtered::text_errors();
    match Layouts::default().with_layout("proposal.toml", &layout) {
        Ok(layouts) => {
            writeln!(errors, "\nThe first rows would be read as:")?;
            for part in import::open_extract(file, &layouts, None)?.parts {
                print_rows(&mut errors, &check_part(&part, SAMPLE_ROWS)?)?;
            }
        }
        Err(error) => writeln!(errors, "\nThis layout cannot be used yet: line {}: {}", error.line, error.reason)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn check_layout(context: &CliContext, file: &Path) -> anyhow::Result<ExitCode> {
    let text = platform::read_settings_file(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let layouts = Layouts::default().with_layout(&name, &text)?;
    let layout = layouts.iter().next().context("The file holds no layout.")?;
    if context.wants_json() {
        return output::print_json(
            &serde_json::json!({ "id": layout.id, "kind": layout.kind.id(), "title": layout.title }),
        );
    }
    output::print_data_line(&format!(
        "{name} is a layout of {} columns for the {}, with the id {}. To check a county \
         file with it: caseload layout check FILE --layout {name}",
        layout.columns.len(),
        layout.kind.title(),
        layout.id,
    ))
}

fn check_file(context: &CliContext, file: &Path, layout: Option<&str>) -> anyhow::Result<ExitCode> {
    let mut layouts = load_layouts(context)?;
    // A layout that somebody is still writing may be in any folder.
    let own_file = layout.map(Path::new).filter(|path| is_layout_file(path));
    if let Some(path) = own_file {
        let text = platform::read_settings_file(path).with_context(|| format!("{} cannot be read", path.display()))?;
        layouts = Layouts::default().with_layout(&path.to_string_lossy(), &text)?;
    }
    let forced = if own_file.is_some() { None } else { layout };
    let opened = import::open_extract(file, &layouts, forced)?;
    let mut checks = Vec::new();
    for part in &opened.parts {
        let checked = check_part(part, SAMPLE_ROWS)?;
        if !context.wants_json() {
            print_check(part, &checked)?;
        }
        checks.push(LayoutCheckJson::from_check(part, checked));
    }
    if context.wants_json() {
        return output::print_json(&checks);
    }
    for sheet in &opened.skipped_sheets {
        output::print_line(&format!("Sheet {} fits no layout and would not be read.", quoted(sheet)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print_check(part: &ExtractPart<'_>, checked: &PartCheck) -> anyhow::Result<()> {
    let sheet = part.sheet_name().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
    let run = part
        .run
        .map_or_else(|| "no run date given".to_owned(), |run| format!("run on {}", dates::format_long_date(run)));
    let print = |text: String| output::print_data_line(&text).map(drop);
    print(format!("{}{sheet}: {} with layout {}, {run}", part.file, part.kind().title(), part.layout_id()))?;
    let name = checked.sample_name.as_ref().map(|name| format!(", such as {name}")).unwrap_or_default();
    print(format!("Characters: {}{name}", part.encoding().title()))?;
    print(format!("Header in row {}:", checked.header_row))?;
    for (field, header) in &checked.columns {
        let dates = checked.dates.iter().find(|(known, _)| known == field);
        let dates = dates.map(|(_, forms)| format!(" ({})", forms.join(", "))).unwrap_or_default();
        print(format!("  {header} = {field}{dates}"))?;
    }
    if !checked.unread.is_empty() {
        print(format!("Not read: {}", checked.unread.join(", ")))?;
    }
    let missing: Vec<&str> = checked.missing.iter().map(|field| field.id()).collect();
    if !missing.is_empty() {
        print(format!("In the layout but not in the file: {}", missing.join(", ")))?;
    }
    print_rows(&mut filtered::text_out(), checked)
}

fn print_rows(out: &mut impl io::Write, checked: &PartCheck) -> anyhow::Result<()> {
    for (row, read) in &checked.first {
        let text = match read {
            Ok(text) => text.clone(),
            Err(reason) => format!("rejected: {reason}"),
        };
        writeln!(out, "  row {row}: {}", sanitize::sanitize_line(&text))?;
    }
    writeln!(out, "{} of {} can be used.", checked.rows.1, count_with_noun(checked.rows.0, "row"))?;
    for (reason, count, first) in &checked.reasons {
        writeln!(out, "  {count} rejected, the first in row {first}: {}", sanitize::sanitize_line(reason))?;
    }
    for line in checked.left_out.iter().flat_map(LeftOutColumn::to_lines) {
        writeln!(out, "{}", sanitize::sanitize_line(&line))?;
    }
    Ok(())
}

fn list_layouts(context: &CliContext) -> anyhow::Result<ExitCode> {
    let layouts = load_layouts(context)?;
    let row = |layout: &Layout| {
        let origin = if layout.own { "own" } else { "built in" };
        [layout.id.clone().into(), layout.kind.id().into(), Cow::Borrowed(origin), layout.title.clone().into()]
            .map(DocumentCell::from_words)
    };
    output::print_table(["id", "kind", "origin", "title"], layouts.iter().map(row), "No layouts.")
}

/// How a layout reads a part of a file, in JSON (docs/json.md).
#[derive(Serialize)]
struct LayoutCheckJson {
    file: String,
    sheet: Option<String>,
    layout: String,
    kind: ExtractKind,
    encoding: String,
    run: Option<chrono::NaiveDate>,
    header_row: u32,
    columns: Vec<ColumnJson>,
    unread: Vec<String>,
    lacking: Vec<&'static str>,
    read: u32,
    usable: u32,
    reasons: Vec<RejectReasonJson>,
    left_out: Vec<LeftOutColumn>,
}

/// A column of the file and the field it is read as, in JSON.
#[derive(Serialize)]
struct ColumnJson {
    field: &'static str,
    header: String,
    dates: Vec<&'static str>,
}

/// A reason for which rows are rejected, with the number of rows and the first of them, in JSON.
#[derive(Serialize)]
struct RejectReasonJson {
    reason: String,
    rows: u32,
    first: u32,
}

impl LayoutCheckJson {
    fn from_check(part: &ExtractPart<'_>, checked: PartCheck) -> Self {
        let dates = |field| checked.dates.iter().find(|(known, _)| *known == field).map(|(_, forms)| forms.clone());
        let column = |(field, header): &(ExtractField, String)| ColumnJson {
            field: field.id(),
            header: header.clone(),
            dates: dates(*field).unwrap_or_default(),
        };
        Self {
            file: part.file.clone(),
            sheet: part.sheet_name(),
            layout: part.layout_id().to_owned(),
            kind: part.kind(),
            encoding: part.encoding().title().to_owned(),
            run: part.run,
            header_row: checked.header_row,
            columns: checked.columns.iter().map(column).collect(),
            lacking: checked.missing.iter().map(|field| field.id()).collect(),
            read: checked.rows.0,
            usable: checked.rows.1,
            unread: checked.unread,
            reasons: checked
                .reasons
                .into_iter()
                .map(|(reason, rows, first)| RejectReasonJson { reason, rows, first })
                .collect(),
            left_out: checked.left_out,
        }
    }
}
