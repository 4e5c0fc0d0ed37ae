//! The export of a document: what is recorded about it, and its file, which only its owner may read.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use super::document::OutputDocument;
use super::write::FileFormat;
use crate::domain::Change;
use crate::domain::audit_event::AuditEvent;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// A file of that name exists.
    #[error("The file {0} exists already. Choose another name, or add --replace to the command.")]
    Exists(String),
    /// The file cannot be written.
    #[error("{file} cannot be written: {error}")]
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
    let what = format!("{} as {}, {names}, {rows} rows", document.title, format.name());
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

/// Writes a file that nobody else may read. One that is there is kept, unless it is to be replaced: then it stays whole
/// until the new one is.
///
/// # Errors
/// See [`SaveError`]. A file that was begun is taken away again.
pub fn save_file(path: &Path, bytes: &[u8], replace: bool) -> Result<(), SaveError> {
    let failed = |error| SaveError::Failed { file: path.display().to_string(), error };
    // Where a name leads elsewhere, what it leads to is replaced.
    match fs::canonicalize(path) {
        Ok(there) if replace && there.is_file() => replace_file(&there, bytes).map_err(failed),
        Ok(device) if replace => fs::write(device, bytes).map_err(failed),
        _ => create_file(path, bytes).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => SaveError::Exists(path.display().to_string()),
            _ => failed(error),
        }),
    }
}

/// Writes beside the file and takes its place.
fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_added_extension(format!("{}.new", std::process::id()));
    create_file(&beside, bytes)?;
    fs::rename(&beside, path).inspect_err(|_| discard_file(&beside))
}

/// Makes a file that is not there.
fn create_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| discard_file(path))
}

/// Half a list is worse than none; that it cannot be taken away changes nothing about the error.
fn discard_file(path: &Path) {
    let _stays = fs::remove_file(path);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_not_lost_by_mistake() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        save_file(&path, b"one", false).unwrap();
        assert!(matches!(save_file(&path, b"two", false), Err(SaveError::Exists(_))));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert!(
            matches!(ensure_new_file(&path), Err(SaveError::Exists(_)))
                && ensure_new_file(&folder.path().join("b.csv")).is_ok()
        );
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
        save_file(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
