//! Prints a document into a file. The store thread does it, so that the screen stays responsive.

use std::path::{Path, PathBuf};

use super::protocol::StoreAnswer;
use crate::desk::Caseload;
use crate::paper::{self, DocumentKind, FileFormat, PrintStamp};
use crate::platform::IfExists;
use crate::store::{Store, StoreError};

/// Writes a document into a new file and returns the message for the worker. The export is recorded before the file is
/// written: a record of an export that then fails is better than an export without a record.
pub(super) fn print_document(
    store: &mut Store,
    caseload: &Caseload,
    what: &DocumentKind,
    redacted: bool,
    file: &Path,
) -> Result<StoreAnswer, StoreError> {
    let Some(format) = FileFormat::from_path(file) else {
        return Ok(StoreAnswer::Failed(FileFormat::ENDINGS.to_owned()));
    };
    let stamp = PrintStamp { by: store.worker().clone(), on: store.clock().today(), practice: store.is_practice() };
    let document = paper::build_document(what, caseload, store, stamp)?;
    let document = if redacted { document.redact() } else { document };
    let rendered = match paper::render_document(&document, format) {
        Ok(rendered) => rendered,
        Err(error) => return Ok(StoreAnswer::Failed(error.to_string())),
    };
    let path = expand_home_folder(file);
    if let Err(error) = paper::ensure_new_file(&path) {
        return Ok(StoreAnswer::Failed(error.to_string()));
    }
    store.record(paper::export_entry(&document, format))?;
    if let Err(error) = paper::save_file(&path, &rendered.bytes, IfExists::Refuse) {
        return Ok(StoreAnswer::Failed(error.to_string()));
    }
    let unprintable = rendered.unprintable.warning_text().map(|sentence| format!(" {sentence}")).unwrap_or_default();
    Ok(StoreAnswer::Recorded(format!("Saved to {}: {}.{unprintable}", file.display(), document.title_text())))
}

/// Returns the path with `~` replaced by the user's home folder, as in a shell.
fn expand_home_folder(file: &Path) -> PathBuf {
    match (file.strip_prefix("~"), directories::UserDirs::new()) {
        (Ok(below), Some(user)) => user.home_dir().join(below),
        _ => file.to_owned(),
    }
}
