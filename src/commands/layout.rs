//! `caseload layout`: proposes a layout for an unknown file, and says how far a layout carries. It needs no passphrase:
//! nothing of the record is looked at.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use serde::Serialize;

use super::context::Context;
use super::{cli, output};
use crate::domain::extract::ExtractKind;
use crate::domain::plain;
use crate::exchange::checked::{Checked, check};
use crate::exchange::field::Field;
use crate::exchange::guess::{Guess, guess};
use crate::exchange::{self, Layouts, Part};

/// Rows that are shown as they read.
const SHOWN: usize = 5;

pub(super) fn run(context: &Context, args: &cli::Layout) -> anyhow::Result<ExitCode> {
    match &args.what {
        cli::LayoutWhat::Guess { file, kind, to } => propose(context, file, *kind, to.as_deref()),
        cli::LayoutWhat::Check { file, layout } if file.extension().is_some_and(|ending| ending == "toml") => {
            check_layout(context, file, layout.is_some())
        }
        cli::LayoutWhat::Check { file, layout } => check_file(context, file, layout.as_deref()),
        cli::LayoutWhat::List => list(context),
    }
}

/// The layouts that the program brings and those of the home, where there is one.
fn layouts(context: &Context) -> anyhow::Result<Layouts> {
    Ok(Layouts::bundled()?.with_own(&context.home()?.layouts())?)
}

/// The proposal goes to standard output or to a file; how it reads to standard error, because it has names in it.
fn propose(context: &Context, file: &Path, kind: Option<ExtractKind>, to: Option<&Path>) -> anyhow::Result<ExitCode> {
    let Guess { layout, kind, missing } = guess(file, &layouts(context)?, kind)?;
    if context.json() {
        let missing = missing.iter().map(|field| field.id()).collect::<Vec<_>>();
        return output::json(&serde_json::json!({ "kind": kind.id(), "layout": layout, "missing": missing }));
    }
    match to {
        Some(to) => std::fs::write(to, &layout).with_context(|| format!("{} cannot be written", to.display()))?,
        None => write!(io::stdout(), "{layout}")?,
    }
    let mut told = io::stderr();
    match Layouts::default().with("proposal.toml", &layout) {
        Ok(alone) => {
            writeln!(told, "\nThe first rows would read:")?;
            for part in exchange::open(file, &alone, None)?.parts {
                print_rows(&mut told, &check(&part, SHOWN)?)?;
            }
        }
        Err(error) => writeln!(told, "\nIt cannot be used yet: line {}: {}", error.line, error.reason)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn check_layout(context: &Context, file: &Path, named_too: bool) -> anyhow::Result<ExitCode> {
    if named_too {
        return Err(anyhow!("Name a file of the county to check it by a layout; a layout is checked alone."));
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let layouts = Layouts::default().with(&name, &text)?;
    let layout = layouts.iter().next().context("The file holds no layout.")?;
    if context.json() {
        return output::json(&serde_json::json!({ "id": layout.id, "kind": layout.kind.id(), "title": layout.title }));
    }
    output::line(&plain::shown(&format!(
        "{name} is a layout of {} columns for the {}, with the id {}. Check a file of the county by it: caseload layout check FILE",
        layout.columns.len(),
        layout.kind.title(),
        layout.id,
    )))
}

fn check_file(context: &Context, file: &Path, layout: Option<&str>) -> anyhow::Result<ExitCode> {
    let mut layouts = layouts(context)?;
    // A layout that is being written may lie anywhere.
    let path = layout.map(PathBuf::from).filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    if let Some(path) = &path {
        let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        layouts = Layouts::default().with(&path.to_string_lossy(), &text)?;
    }
    let forced = layout.filter(|_| path.is_none());
    let opened = exchange::open(file, &layouts, forced)?;
    let mut all = Vec::new();
    for part in &opened.parts {
        let checked = check(part, SHOWN)?;
        if !context.json() {
            print(part, &checked)?;
        }
        all.push(Report::of(part, checked));
    }
    if context.json() {
        return output::json(&all);
    }
    for sheet in &opened.passed_over {
        output::line(&format!("Sheet {sheet:?} fits no layout and would not be read."))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print(part: &Part<'_>, checked: &Checked) -> anyhow::Result<()> {
    let sheet = part.sheet().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
    let run = part.run.map_or_else(|| "no day of the run is said".to_owned(), |run| format!("run on {run}"));
    let say = |text: String| output::line(&plain::shown(&text)).map(drop);
    say(format!("{}{sheet}: {} by layout {}, {run}", part.file, part.kind().title(), part.layout()))?;
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
    let lacking: Vec<&str> = checked.lacking.iter().map(|field| field.id()).collect();
    if !lacking.is_empty() {
        say(format!("In the layout and not in the file: {}", lacking.join(", ")))?;
    }
    print_rows(&mut io::stdout(), checked)
}

fn print_rows(out: &mut impl io::Write, checked: &Checked) -> anyhow::Result<()> {
    for (row, read) in &checked.first {
        let said = match read {
            Ok(said) => said.clone(),
            Err(reason) => format!("rejected: {reason}"),
        };
        writeln!(out, "  row {row}: {}", plain::shown(&said))?;
    }
    writeln!(out, "{} of {} rows can be used.", checked.rows.1, checked.rows.0)?;
    for (reason, count, first) in &checked.reasons {
        writeln!(out, "  {count} rejected, the first is row {first}: {}", plain::shown(reason))?;
    }
    Ok(())
}

fn list(context: &Context) -> anyhow::Result<ExitCode> {
    let layouts = layouts(context)?;
    let mut table = output::Table::new(["id", "kind", "whose", "title"]);
    for layout in layouts.iter() {
        let whose = if layout.own { "own" } else { "brought" };
        table.push([layout.id.clone(), layout.kind.id().to_owned(), whose.to_owned(), layout.title.clone()]);
    }
    table.print("No layouts.")
}

/// How a part of a file reads, as JSON.
#[derive(Serialize)]
struct Report {
    file: String,
    sheet: Option<String>,
    layout: String,
    kind: ExtractKind,
    encoding: String,
    run: Option<chrono::NaiveDate>,
    header_row: u32,
    columns: Vec<Column>,
    unread: Vec<String>,
    lacking: Vec<&'static str>,
    read: u32,
    usable: u32,
    reasons: Vec<Refusals>,
}

#[derive(Serialize)]
struct Column {
    field: &'static str,
    header: String,
    dates: Vec<&'static str>,
}

#[derive(Serialize)]
struct Refusals {
    reason: String,
    rows: u32,
    first: u32,
}

impl Report {
    fn of(part: &Part<'_>, checked: Checked) -> Self {
        let dates = |field| checked.dates.iter().find(|(of, _)| *of == field).map(|(_, forms)| forms.clone());
        let column = |(field, header): &(Field, String)| Column {
            field: field.id(),
            header: header.clone(),
            dates: dates(*field).unwrap_or_default(),
        };
        Self {
            file: part.file.clone(),
            sheet: part.sheet(),
            layout: part.layout().to_owned(),
            kind: part.kind(),
            encoding: part.encoding().title().to_owned(),
            run: part.run,
            header_row: checked.header_row,
            columns: checked.columns.iter().map(column).collect(),
            lacking: checked.lacking.iter().map(|field| field.id()).collect(),
            read: checked.rows.0,
            usable: checked.rows.1,
            unread: checked.unread,
            reasons: checked
                .reasons
                .into_iter()
                .map(|(reason, rows, first)| Refusals { reason, rows, first })
                .collect(),
        }
    }
}
