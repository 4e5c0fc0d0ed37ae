//! What leaves the home: asked for once where it holds names, recorded, then written.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::context::Context;
use super::output::{self, object};
use crate::desk::Desk;
use crate::domain::Change;
use crate::domain::access::Access;
use crate::paper::{self, Document, Form, Printed, What, Written};
use crate::store::{Settings, Store};

/// A document on its way out.
pub(super) struct Leaving<'a> {
    pub(super) document: &'a Document,
    pub(super) form: Form,
    /// Not to be asked.
    pub(super) yes: bool,
    /// What the record says of it; the document's own words where nothing is given.
    pub(super) said: Option<String>,
}

/// Where it goes.
pub(super) enum Target {
    StandardOutput,
    File { path: PathBuf, replace: bool },
}

impl Target {
    /// The file, where one was named.
    pub(super) fn of(out: Option<&Path>, replace: bool) -> Self {
        out.map_or(Self::StandardOutput, |path| Self::File { path: path.to_owned(), replace })
    }
}

/// The form that was named, or that of the file; text for the eye.
pub(super) fn form(named: Option<Form>, out: Option<&Path>, json: bool) -> anyhow::Result<Form> {
    match (named, out) {
        (Some(form), _) => Ok(form),
        (None, Some(path)) => Form::of_file(path).context(format!("{} Or say --form.", Form::ENDINGS)),
        (None, None) if json => Ok(Form::Json),
        (None, None) => Ok(Form::Text),
    }
}

/// Who prints, and when.
pub(super) fn printed(context: &Context, store: &Store) -> Printed {
    Printed { by: store.worker().clone(), on: context.today(), practice: store.is_practice() }
}

/// The document, printed by the worker whose home it is.
pub(super) fn document(
    context: &Context,
    store: &Store,
    desk: &Desk,
    what: &What,
    redacted: bool,
) -> anyhow::Result<Document> {
    let document = paper::made(what, desk, store, printed(context, store))?;
    Ok(if redacted { document.redact() } else { document })
}

/// Writes the document to its target, after asking and recording that it leaves.
pub(super) fn leave(
    context: &Context,
    store: &mut Store,
    leaving: &Leaving<'_>,
    target: &Target,
) -> anyhow::Result<ExitCode> {
    let document = leaving.document;
    // Whether it can be written is known before anything is asked or recorded.
    let written = paper::write(document, leaving.form)?;
    if let Target::File { path, replace: false } = target {
        paper::free(path)?;
    }
    let to_terminal = matches!(target, Target::StandardOutput) && io::stdout().is_terminal();
    if document.holds_names() && !leaving.yes && !to_terminal && !Settings::of(store.home())?.export_without_asking {
        must_be_meant(document)?;
    }
    store.record(match &leaving.said {
        Some(what) => Change::Accessed { case: None, access: Access::Exported(what.clone()) },
        None => paper::leaving(document, leaving.form),
    })?;
    match target {
        Target::StandardOutput => io::stdout().lock().write_all(&written.bytes)?,
        Target::File { path, replace } => paper::save(path, &written.bytes, *replace)?,
    }
    said(context, document, target, &written)
}

fn must_be_meant(document: &Document) -> anyhow::Result<()> {
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
fn said(context: &Context, document: &Document, target: &Target, written: &Written) -> anyhow::Result<ExitCode> {
    if let Some(sentence) = written.unprintable.sentence() {
        writeln!(io::stderr(), "caseload: {sentence}")?;
    }
    let Target::File { path, .. } = target else { return Ok(ExitCode::SUCCESS) };
    if context.json() {
        let unprintable: Vec<String> = written.unprintable.0.iter().map(ToString::to_string).collect();
        return output::json(&object([
            ("file", path.display().to_string().into()),
            ("rows", document.row_count().into()),
            ("redacted", document.redacted.into()),
            ("unprintable", unprintable.into()),
        ]));
    }
    output::line(&format!("{} is in {}.", document.title, path.display()))
}
