//! The export of a document: what is recorded about it, and its file, which only its owner may read.

use std::io;
use std::path::Path;

use super::document::OutputDocument;
use super::write::FileFormat;
use crate::domain::Change;
use crate::domain::audit_event::AuditEvent;
use crate::domain::count_with_noun;
use crate::platform::{self, IfExists};

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// A file of that name exists.
    #[error("The file {0} already exists, so it was not written. Choose another name.")]
    Exists(String),
    /// The file cannot be written.
    #[error("{file} cannot be written: {}", platform::io_reason(error))]
    Failed {
        /// The file's path.
        file: String,
        /// The reason.
        error: io::Error,
    },
}

/// Returns the change that records an export: the document, its format, and whether it holds names. The file's name is
/// not recorded, because it may name somebody.
pub fn export_entry(document: &OutputDocument, format: FileFormat) -> Change {
    let names = match (document.redacted, document.has_names()) {
        (true, _) => "redacted",
        (false, true) => "with names",
        (false, false) => "without names",
    };
    let rows = document.row_count();
    let what = format!("{} as {}, {names}, {}", document.title_text(), format.name(), count_with_noun(rows, "row"));
    Change::Accessed { case: document.case.clone(), access: AuditEvent::Exported(what) }
}

/// Refuses the name of a file that exists. Call this before the export is recorded, so that the record holds no export
/// that did not happen.
///
/// # Errors
/// [`SaveError::Exists`] if the file exists.
pub fn ensure_new_file(path: &Path) -> Result<(), SaveError> {
    if path.exists() { Err(SaveError::Exists(path.display().to_string())) } else { Ok(()) }
}

/// Writes a file that nobody but its owner may read. It is there whole or not at all.
///
/// # Errors
/// [`SaveError::Exists`] if there is a file of that name and it is to be kept; otherwise [`SaveError::Failed`].
pub fn save_file(path: &Path, bytes: &[u8], if_exists: IfExists) -> Result<(), SaveError> {
    let file = || path.display().to_string();
    platform::write_private_file(path, if_exists, bytes).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => SaveError::Exists(file()),
        _ => SaveError::Failed { file: file(), error },
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_is_there_is_not_lost_by_mistake() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        save_file(&path, b"one", IfExists::Refuse).unwrap();
        assert!(matches!(save_file(&path, b"two", IfExists::Refuse), Err(SaveError::Exists(_))));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert!(
            matches!(ensure_new_file(&path), Err(SaveError::Exists(_)))
                && ensure_new_file(&folder.path().join("b.csv")).is_ok()
        );
        save_file(&path, b"two", IfExists::Replace).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }
}
