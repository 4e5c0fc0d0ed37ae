//! A document written into a file: on the store's thread, so that the screen stays awake.

use std::path::{Path, PathBuf};

use super::protocol::StoreAnswer;
use crate::desk::Caseload;
use crate::paper::{self, DocumentKind, FileFormat, PrintStamp};
use crate::platform::IfExists;
use crate::store::{Store, StoreError};

/// Writes the document into the file and answers what is to be said. That it leaves the home is recorded first.
pub(super) fn print_document(
    store: &mut Store,
    desk: &Caseload,
    what: &DocumentKind,
    redacted: bool,
    file: &Path,
) -> Result<StoreAnswer, StoreError> {
    let Some(form) = FileFormat::from_path(file) else {
        return Ok(StoreAnswer::Failed(FileFormat::ENDINGS.to_owned()));
    };
    let printed = PrintStamp { by: store.worker().clone(), on: store.clock().today(), practice: store.is_practice() };
    let document = paper::build_document(what, desk, store, printed)?;
    let document = if redacted { document.redact() } else { document };
    let written = match paper::render_document(&document, form) {
        Ok(written) => written,
        Err(error) => return Ok(StoreAnswer::Failed(error.to_string())),
    };
    let path = expand_home_folder(file);
    if let Err(error) = paper::ensure_new_file(&path) {
        return Ok(StoreAnswer::Failed(error.to_string()));
    }
    store.record(paper::export_entry(&document, form))?;
    if let Err(error) = paper::save_file(&path, &written.bytes, IfExists::Refuse) {
        return Ok(StoreAnswer::Failed(error.to_string()));
    }
    let unprintable = written.unprintable.warning_text().map(|sentence| format!(" {sentence}")).unwrap_or_default();
    Ok(StoreAnswer::Recorded(format!("{} is in {}.{unprintable}", document.title, file.display())))
}

/// `~` is the user's own folder, as in a shell.
fn expand_home_folder(file: &Path) -> PathBuf {
    let below = file.strip_prefix("~").ok().zip(directories::UserDirs::new());
    below.map_or_else(|| file.to_owned(), |(rest, user)| user.home_dir().join(rest))
}
