//! What leaves the home: asked for once where it holds names, recorded, then written.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::context::CliContext;
use super::output::{self, json_object};
use crate::desk::Caseload;
use crate::domain::Change;
use crate::domain::audit_event::AuditEvent;
use crate::paper::{self, DocumentKind, FileFormat, OutputDocument, PrintStamp, RenderedDocument};
use crate::platform::IfExists;
use crate::store::{Settings, Store};

/// A document on its way out.
pub(super) struct ExportRequest<'a> {
    pub(super) document: &'a OutputDocument,
    pub(super) form: FileFormat,
    /// Not to be asked.
    pub(super) yes: bool,
    /// What the record says of it; the document's own words where nothing is given.
    pub(super) access_text: Option<String>,
}

/// Where it goes.
pub(super) enum ExportTarget {
    StandardOutput,
    File { path: PathBuf, replace: bool },
}

impl ExportTarget {
    /// The file, where one was named.
    pub(super) fn from_args(out: Option<&Path>, replace: bool) -> Self {
        out.map_or(Self::StandardOutput, |path| Self::File { path: path.to_owned(), replace })
    }
}

/// The form that was named, or that of the file; text for the eye.
pub(super) fn resolve_format(named: Option<FileFormat>, out: Option<&Path>, json: bool) -> anyhow::Result<FileFormat> {
    match (named, out) {
        (Some(form), _) => Ok(form),
        (None, Some(path)) => FileFormat::from_path(path).context(format!("{} Or say --form.", FileFormat::ENDINGS)),
        (None, None) if json => Ok(FileFormat::Json),
        (None, None) => Ok(FileFormat::Text),
    }
}

/// Who prints, and when.
pub(super) fn print_stamp(context: &CliContext, store: &Store) -> PrintStamp {
    PrintStamp { by: store.worker().clone(), on: context.today(), practice: store.is_practice() }
}

/// The document, printed by the worker whose home it is.
pub(super) fn prepare_document(
    context: &CliContext,
    store: &Store,
    desk: &Caseload,
    what: &DocumentKind,
    redacted: bool,
) -> anyhow::Result<OutputDocument> {
    let document = paper::build_document(what, desk, store, print_stamp(context, store))?;
    Ok(if redacted { document.redact() } else { document })
}

/// Writes the document to its target, after asking and recording that it leaves.
pub(super) fn export_document(
    context: &CliContext,
    store: &mut Store,
    leaving: &ExportRequest<'_>,
    target: &ExportTarget,
) -> anyhow::Result<ExitCode> {
    let document = leaving.document;
    // Whether it can be written is known before anything is asked or recorded.
    let written = paper::render_document(document, leaving.form)?;
    if let ExportTarget::File { path, replace: false } = target {
        paper::ensure_new_file(path)?;
    }
    let to_terminal = matches!(target, ExportTarget::StandardOutput) && io::stdout().is_terminal();
    if document.has_names() && !leaving.yes && !to_terminal && !Settings::for_home(store.home())?.export_without_asking
    {
        confirm_export(document)?;
    }
    store.record(match &leaving.access_text {
        Some(what) => Change::Accessed { case: None, access: AuditEvent::Exported(what.clone()) },
        None => paper::export_entry(document, leaving.form),
    })?;
    match target {
        ExportTarget::StandardOutput => io::stdout().lock().write_all(&written.bytes)?,
        ExportTarget::File { path, replace } => {
            let if_exists = if *replace { IfExists::Replace } else { IfExists::Refuse };
            paper::save_file(path, &written.bytes, if_exists)?;
        }
    }
    print_outcome(context, document, target, &written)
}

fn confirm_export(document: &OutputDocument) -> anyhow::Result<()> {
    if !io::stdin().is_terminal() {
        bail!("It holds names and leaves the home. Add --yes, or --redacted for initials. Nothing was written.");
    }
    write!(io::stderr(), "{}: it holds names and leaves the home. Write it? (yes/no) ", document.title)?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    if !answer.trim().eq_ignore_ascii_case("yes") {
        bail!("Nothing was written.");
    }
    Ok(())
}

/// Says what was written where. What went to standard output says nothing beside itself there.
fn print_outcome(
    context: &CliContext,
    document: &OutputDocument,
    target: &ExportTarget,
    written: &RenderedDocument,
) -> anyhow::Result<ExitCode> {
    if let Some(sentence) = written.unprintable.warning_text() {
        writeln!(io::stderr(), "caseload: {sentence}")?;
    }
    let ExportTarget::File { path, .. } = target else { return Ok(ExitCode::SUCCESS) };
    if context.wants_json() {
        let unprintable: Vec<String> = written.unprintable.0.iter().map(ToString::to_string).collect();
        return output::print_json(&json_object([
            ("file", path.display().to_string().into()),
            ("rows", document.row_count().into()),
            ("redacted", document.redacted.into()),
            ("unprintable", unprintable.into()),
        ]));
    }
    output::print_line(&format!("{} is in {}.", document.title, path.display()))
}
