//! Exports: a document leaves the home. If the document holds names, the worker confirms the export first. The export
//! is then recorded, and only then is the document written.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail, ensure};

use super::access::{self, Channel};
use super::cli::ListArgs;
use super::context::CliContext;
use super::filtered;
use super::output::{self, json_object};
use super::prompt;
use crate::desk::Caseload;
use crate::domain::Change;
use crate::domain::audit_event::AuditEvent;
use crate::paper::{self, DocumentKind, DocumentReader, FileFormat, OutputDocument, PrintStamp, RenderedDocument};
use crate::platform::IfExists;
use crate::store::{Settings, Store};

/// A document to export.
pub(super) struct ExportRequest<'a> {
    pub(super) document: &'a OutputDocument,
    pub(super) format: FileFormat,
    /// Whether the worker has confirmed on the command line that names may leave.
    pub(super) yes: bool,
    /// What the record says about the export; `None` for the document's own description.
    pub(super) access_text: Option<String>,
}

/// Where a document is written.
pub(super) enum ExportTarget {
    StandardOutput,
    File { path: PathBuf, replace: bool },
}

impl ExportTarget {
    /// Returns the file given on the command line, or standard output.
    pub(super) fn from_args(out: Option<&Path>, replace: bool) -> Self {
        out.map_or(Self::StandardOutput, |path| Self::File { path: path.to_owned(), replace })
    }
}

/// Returns the format given on the command line, or the format of the file's ending; for standard output JSON or text.
pub(super) fn resolve_format(named: Option<FileFormat>, out: Option<&Path>, json: bool) -> anyhow::Result<FileFormat> {
    match (named, out) {
        (Some(format), _) => Ok(format),
        (None, Some(path)) => {
            FileFormat::from_path(path).context(format!("{} Or name the format with --form.", FileFormat::ENDINGS))
        }
        (None, None) if json => Ok(FileFormat::Json),
        (None, None) => Ok(FileFormat::Text),
    }
}

/// Returns the stamp of a document: who prints it, and when.
pub(super) fn print_stamp(context: &CliContext, store: &Store) -> PrintStamp {
    PrintStamp { by: store.worker().clone(), on: context.today(), practice: store.is_practice() }
}

/// Builds a document in the name of the worker who has the home open.
pub(super) fn prepare_document(
    context: &CliContext,
    store: &Store,
    caseload: &Caseload,
    what: &DocumentKind,
    redacted: bool,
    reader: DocumentReader,
) -> anyhow::Result<OutputDocument> {
    // Who is not named could still be known by what child welfare does.
    let others = redacted.then(|| caseload.for_others());
    let shown = others.as_ref().unwrap_or(caseload);
    let document = paper::build_document_for(reader, what, shown, store, print_stamp(context, store))?;
    Ok(if redacted { document.redact() } else { document })
}

/// Writes a document to its target, after asking whether names may leave and recording the export.
pub(super) fn export_document(
    context: &CliContext,
    store: &mut Store,
    request: &ExportRequest<'_>,
    target: &ExportTarget,
) -> anyhow::Result<ExitCode> {
    let document = request.document;
    // The document is rendered first: if it cannot be rendered, the worker is not asked and nothing is recorded.
    let rendered = paper::render_document(document, request.format)?;
    if let ExportTarget::File { path, replace: false } = target {
        paper::ensure_new_file(path).map_err(|error| anyhow!("{error} With --replace the file is replaced."))?;
    }
    let to_terminal = matches!(target, ExportTarget::StandardOutput) && io::stdout().is_terminal();
    if document.has_names() && !request.yes && !to_terminal && !Settings::for_home(store.home())?.export_without_asking
    {
        confirm_export(document)?;
    }
    let leaves = match &request.access_text {
        Some(what) => Change::Accessed { case: None, access: AuditEvent::Exported(what.clone()) },
        None => paper::export_entry(document, request.format),
    };
    if to_terminal {
        access::record_reading(store, leaves)?;
    } else {
        store.record_export(leaves)?;
    }
    match target {
        ExportTarget::StandardOutput if to_terminal => filtered::text_out().write_all(&rendered.bytes)?,
        ExportTarget::StandardOutput => filtered::file_out().write_all(&rendered.bytes)?,
        ExportTarget::File { path, replace } => {
            paper::save_file(path, &rendered.bytes, if *replace { IfExists::Replace } else { IfExists::Refuse })?;
        }
    }
    print_outcome(context, document, target, &rendered)
}

/// Prints the JSON of a list that differs from the JSON of its table.
pub(super) type JsonPrinter<'a> = &'a dyn Fn(&Store) -> anyhow::Result<ExitCode>;

/// Prints a list in the format that the command line asks for, and records the export. `own_json` prints the JSON of a
/// list that differs from the JSON of its table; a redacted list always prints the JSON of its table.
pub(super) fn print_list(
    context: &CliContext,
    store: &mut Store,
    args: &ListArgs,
    document: &OutputDocument,
    own_json: Option<JsonPrinter<'_>>,
) -> anyhow::Result<ExitCode> {
    let redacted = args.export.redacted;
    let what = format!("the list {}{}", document.name, if redacted { ", redacted" } else { "" });
    if args.csv {
        let request =
            ExportRequest { document, format: FileFormat::Csv, yes: args.export.yes, access_text: Some(what) };
        return export_document(context, store, &request, &ExportTarget::StandardOutput);
    }
    access::record_access(store, Channel::from_context(context), None, what)?;
    match (own_json, document.only_table()) {
        (Some(print), _) if context.wants_json() && !redacted => print(store),
        (_, Some(table)) if context.wants_json() => output::print_json(&paper::json_rows(table)),
        _ => output::print_line(paper::render_body(document).trim_end()),
    }
}

fn confirm_export(document: &OutputDocument) -> anyhow::Result<()> {
    if !prompt::can_ask() {
        bail!(
            "This contains names and would leave the home. Add --yes to export it, or --redacted for initials. \
             Nothing was written."
        );
    }
    let question = format!("{}: this contains names and will leave the home. Export it?", document.title_text());
    ensure!(prompt::is_confirmed(&question)?, "Nothing was written.");
    Ok(())
}

/// Prints what was written to which file. An export to standard output prints nothing else there.
fn print_outcome(
    context: &CliContext,
    document: &OutputDocument,
    target: &ExportTarget,
    rendered: &RenderedDocument,
) -> anyhow::Result<ExitCode> {
    if let Some(warning) = rendered.unprintable.warning_text() {
        writeln!(filtered::text_errors(), "caseload: {warning}")?;
    }
    let ExportTarget::File { path, .. } = target else { return Ok(ExitCode::SUCCESS) };
    if context.wants_json() {
        let unprintable: Vec<String> = rendered.unprintable.0.iter().map(ToString::to_string).collect();
        return output::print_json(&json_object([
            ("file", path.display().to_string().into()),
            ("rows", document.row_count().into()),
            ("redacted", document.redacted.into()),
            ("unprintable", unprintable.into()),
        ]));
    }
    output::print_line(&format!("Saved to {}: {}.", path.display(), document.title_text()))
}
