//! `caseload layout`: proposes a layout for an unknown file, and says how far a layout carries. It needs no passphrase:
//! nothing of the record is looked at.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use serde::Serialize;

use super::context::CliContext;
use super::{cli, output};
use crate::domain::extract::ExtractKind;
use crate::domain::sanitize;
use crate::import::field::ExtractField;
use crate::import::guess::{LayoutGuess, guess_layout};
use crate::import::part_check::{PartCheck, check_part};
use crate::import::{self, ExtractPart, Layouts};

/// Rows that are shown as they read.
const SHOWN: usize = 5;

pub(super) fn run(context: &CliContext, args: &cli::LayoutArgs) -> anyhow::Result<ExitCode> {
    match &args.what {
        cli::LayoutCommand::Guess { file, kind, to } => propose_layout(context, file, *kind, to.as_deref()),
        cli::LayoutCommand::Check { file, layout } if file.extension().is_some_and(|ending| ending == "toml") => {
            check_layout(context, file, layout.is_some())
        }
        cli::LayoutCommand::Check { file, layout } => check_file(context, file, layout.as_deref()),
        cli::LayoutCommand::List => list_layouts(context),
    }
}

/// The layouts that the program brings and those of the home, where there is one.
fn load_layouts(context: &CliContext) -> anyhow::Result<Layouts> {
    Ok(Layouts::for_extracts().with_own(&context.home()?.layouts_folder())?)
}

/// The proposal goes to standard output or to a file; how it reads to standard error, because it has names in it.
fn propose_layout(
    context: &CliContext,
    file: &Path,
    kind: Option<ExtractKind>,
    to: Option<&Path>,
) -> anyhow::Result<ExitCode> {
    let LayoutGuess { layout, kind, missing } = guess_layout(file, &load_layouts(context)?, kind)?;
    if context.wants_json() {
        let missing = missing.iter().map(|field| field.id()).collect::<Vec<_>>();
        return output::print_json(&serde_json::json!({ "kind": kind.id(), "layout": layout, "missing": missing }));
    }
    match to {
        Some(to) => std::fs::write(to, &layout).with_context(|| format!("{} cannot be written", to.display()))?,
        None => write!(io::stdout(), "{layout}")?,
    }
    let mut told = io::stderr();
    match Layouts::default().with_layout("proposal.toml", &layout) {
        Ok(alone) => {
            writeln!(told, "\nThe first rows would read:")?;
            for part in import::open_extract(file, &alone, None)?.parts {
                print_rows(&mut told, &check_part(&part, SHOWN)?)?;
            }
        }
        Err(error) => writeln!(told, "\nIt cannot be used yet: line {}: {}", error.line, error.reason)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn check_layout(context: &CliContext, file: &Path, named_too: bool) -> anyhow::Result<ExitCode> {
    if named_too {
        return Err(anyhow!("Name a file of the county to check it by a layout; a layout is checked alone."));
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let layouts = Layouts::default().with_layout(&name, &text)?;
    let layout = layouts.iter().next().context("The file holds no layout.")?;
    if context.wants_json() {
        return output::print_json(
            &serde_json::json!({ "id": layout.id, "kind": layout.kind.id(), "title": layout.title }),
        );
    }
    output::print_line(&sanitize::sanitize_line(&format!(
        "{name} is a layout of {} columns for the {}, with the id {}. Check a file of the county by it: caseload layout check FILE",
        layout.columns.len(),
        layout.kind.title(),
        layout.id,
    )))
}

fn check_file(context: &CliContext, file: &Path, layout: Option<&str>) -> anyhow::Result<ExitCode> {
    let mut layouts = load_layouts(context)?;
    // A layout that is being written may lie anywhere.
    let path = layout.map(PathBuf::from).filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    if let Some(path) = &path {
        let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        layouts = Layouts::default().with_layout(&path.to_string_lossy(), &text)?;
    }
    let forced = layout.filter(|_| path.is_none());
    let opened = import::open_extract(file, &layouts, forced)?;
    let mut all = Vec::new();
    for part in &opened.parts {
        let checked = check_part(part, SHOWN)?;
        if !context.wants_json() {
            print_check(part, &checked)?;
        }
        all.push(LayoutCheckJson::from_check(part, checked));
    }
    if context.wants_json() {
        return output::print_json(&all);
    }
    for sheet in &opened.skipped_sheets {
        output::print_line(&format!("Sheet {sheet:?} fits no layout and would not be read."))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print_check(part: &ExtractPart<'_>, checked: &PartCheck) -> anyhow::Result<()> {
    let sheet = part.sheet_name().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
    let run = part.run.map_or_else(|| "no day of the run is said".to_owned(), |run| format!("run on {run}"));
    let say = |text: String| output::print_line(&sanitize::sanitize_line(&text)).map(drop);
    say(format!("{}{sheet}: {} by layout {}, {run}", part.file, part.kind().title(), part.layout_id()))?;
    let name = checked.sample_name.as_ref().map(|name| format!(", such as {name}")).unwrap_or_default();
    say(format!("Characters: {}{name}", part.encoding().title()))?;
    say(format!("Header in row {}:", checked.header_row))?;
    for (field, header) in &checked.columns {
        let dates = checked.dates.iter().find(|(of, _)| of == field);
        let dates = dates.map(|(_, forms)| format!(" ({})", forms.join(", "))).unwrap_or_default();
        say(format!("  {header} = {field}{dates}"))?;
    }
    if !checked.unread.is_empty() {
        say(format!("Not read: {}", checked.unread.join(", ")))?;
    }
    let lacking: Vec<&str> = checked.missing.iter().map(|field| field.id()).collect();
    if !lacking.is_empty() {
        say(format!("In the layout and not in the file: {}", lacking.join(", ")))?;
    }
    print_rows(&mut io::stdout(), checked)
}

fn print_rows(out: &mut impl io::Write, checked: &PartCheck) -> anyhow::Result<()> {
    for (row, read) in &checked.first {
        let said = match read {
            Ok(said) => said.clone(),
            Err(reason) => format!("rejected: {reason}"),
        };
        writeln!(out, "  row {row}: {}", sanitize::sanitize_line(&said))?;
    }
    writeln!(out, "{} of {} rows can be used.", checked.rows.1, checked.rows.0)?;
    for (reason, count, first) in &checked.reasons {
        writeln!(out, "  {count} rejected, the first is row {first}: {}", sanitize::sanitize_line(reason))?;
    }
    Ok(())
}

fn list_layouts(context: &CliContext) -> anyhow::Result<ExitCode> {
    let layouts = load_layouts(context)?;
    let mut table = output::TextTable::new(["id", "kind", "whose", "title"]);
    for layout in layouts.iter() {
        let whose = if layout.own { "own" } else { "brought" };
        table.push([layout.id.clone(), layout.kind.id().to_owned(), whose.to_owned(), layout.title.clone()]);
    }
    table.print("No layouts.")
}

/// How a part of a file reads, as JSON.
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
}

#[derive(Serialize)]
struct ColumnJson {
    field: &'static str,
    header: String,
    dates: Vec<&'static str>,
}

#[derive(Serialize)]
struct RejectReasonJson {
    reason: String,
    rows: u32,
    first: u32,
}

impl LayoutCheckJson {
    fn from_check(part: &ExtractPart<'_>, checked: PartCheck) -> Self {
        let dates = |field| checked.dates.iter().find(|(of, _)| *of == field).map(|(_, forms)| forms.clone());
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
        }
    }
}
