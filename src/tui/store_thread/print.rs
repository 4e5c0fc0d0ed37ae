//! Prints a document into a file. A thread beside the store thread makes it; the store thread records and writes it.

use std::path::{Path, PathBuf};

use super::print_types::{PrintRequest, RenderedPrint};
use super::protocol::StoreAnswer;
use crate::desk::Caseload;
use crate::paper::{self, FileFormat, PrintStamp};
use crate::platform::IfExists;
use crate::store::{Store, StoreError};

/// Makes a document and renders it. What the worker has to know if it cannot be printed is the inner error.
pub(super) fn render(
    store: &Store,
    caseload: &Caseload,
    request: &PrintRequest,
) -> Result<Result<RenderedPrint, String>, StoreError> {
    let file = &request.file;
    let Some(format) = FileFormat::from_path(file) else { return Ok(Err(FileFormat::ENDINGS.to_owned())) };
    let path = expand_home_folder(file);
    if let Err(error) = paper::ensure_new_file(&path) {
        return Ok(Err(error.to_string()));
    }
    let stamp = PrintStamp { by: store.worker().clone(), on: store.clock().today(), practice: store.is_practice() };
    // Who is not named could still be known by what child welfare does.
    let others = request.redacted.then(|| caseload.for_others());
    let document = paper::build_document(&request.what, others.as_ref().unwrap_or(caseload), store, stamp)?;
    let document = if request.redacted { document.redact() } else { document };
    let rendered = match paper::render_document(&document, format) {
        Ok(rendered) => rendered,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let unprintable = rendered.unprintable.warning_text().map(|sentence| format!(" {sentence}")).unwrap_or_default();
    Ok(Ok(RenderedPrint {
        path,
        bytes: rendered.bytes,
        export: paper::export_entry(&document, format),
        message: format!("Saved to {}: {}.{unprintable}", file.display(), document.title_text()),
    }))
}

/// Writes a document into a new file and returns the message for the worker. The export is recorded before the file is
/// written: a record of an export that then fails is better than an export without a record.
pub(super) fn save(store: &mut Store, rendered: RenderedPrint) -> Result<StoreAnswer, StoreError> {
    let RenderedPrint { path, bytes, export, message } = rendered;
    if let Err(error) = paper::ensure_new_file(&path) {
        return Ok(StoreAnswer::Failed(error.to_string()));
    }
    store.record_export(export)?;
    if let Err(error) = paper::save_file(&path, &bytes, IfExists::Refuse) {
        return Ok(StoreAnswer::Failed(error.to_string()));
    }
    Ok(StoreAnswer::Recorded(message))
}

/// Returns the path with `~` replaced by the user's home folder, as in a shell.
pub(super) fn expand_home_folder(file: &Path) -> PathBuf {
    match (file.strip_prefix("~"), directories::UserDirs::new()) {
        (Ok(below), Some(user)) => user.home_dir().join(below),
        _ => file.to_owned(),
    }
}
