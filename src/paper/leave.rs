//! A document leaves the home: what is recorded about it, and its file, which its owner alone may read.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use super::document::Document;
use super::write::Form;
use crate::domain::Change;
use crate::domain::access::Access;

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// A file of that name is there.
    #[error("There is a file {0} already. Choose another name; the command takes --replace.")]
    Exists(String),
    /// It cannot be written.
    #[error("{file} cannot be written: {error}")]
    Failed {
        /// The file.
        file: String,
        /// Why.
        error: io::Error,
    },
}

/// What is recorded before a document leaves: which, in which form, whether with names. The file's name is not
/// recorded; it may name somebody.
pub fn leaving(document: &Document, form: Form) -> Change {
    let held = match (document.redacted, document.holds_names()) {
        (true, _) => "redacted",
        (false, true) => "with names",
        (false, false) => "without names",
    };
    let rows = document.row_count();
    let what = format!("{} as {}, {held}, {rows} rows", document.title, form.name());
    Change::Accessed { case: document.case.clone(), access: Access::Exported(what) }
}

/// Writes a file that nobody else may read; one that is there only where it is to be replaced.
///
/// # Errors
/// See [`SaveError`]. A file that was begun is taken away again.
pub fn save(path: &Path, bytes: &[u8], replace: bool) -> Result<(), SaveError> {
    let name = || path.display().to_string();
    let failed = |error| SaveError::Failed { file: name(), error };
    let mut file = opened(path, replace).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => SaveError::Exists(name()),
        _ => failed(error),
    })?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| {
        // Half a list is worse than none; that it cannot be taken away changes nothing about the error.
        let _stays = std::fs::remove_file(path);
        failed(error)
    })
}

fn opened(path: &Path, replace: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true);
    if replace {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_not_lost_by_mistake() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        save(&path, b"one", false).unwrap();
        assert!(matches!(save(&path, b"two", false), Err(SaveError::Exists(_))));
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        save(&path, b"two", true).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
