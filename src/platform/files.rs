//! Private files and folders: for their owner alone, whole or not there, and kept through a power cut.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::system;

/// The ending of a private file that is being written. A file that a killed process left behind still has it.
const UNFINISHED: &str = ".unfinished";

/// What is done if a file of that name exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfExists {
    /// Keep it, and write nothing.
    Refuse,
    /// Put the new one in its place. The old one stays whole until the new one is.
    Replace,
}

/// Writes a file that nobody but its owner may read, whole or not at all: into the same folder under another name, then
/// flushed, then renamed. When this returns, content and name are on the disk.
///
/// Where the name to be replaced is a link, what it leads to is replaced; a device or a pipe is written to as it is.
///
/// # Errors
/// [`ErrorKind::AlreadyExists`] if there is a file and it is to be kept; otherwise the disk's error. Nothing is left
/// behind then.
pub fn write_private_file(path: &Path, if_exists: IfExists, content: &[u8]) -> io::Result<()> {
    let target = match fs::canonicalize(path) {
        Ok(existing) if if_exists == IfExists::Replace && existing.is_file() => existing,
        Ok(device) if if_exists == IfExists::Replace => return fs::write(device, content),
        _ => path.to_owned(),
    };
    if if_exists == IfExists::Refuse && target.symlink_metadata().is_ok() {
        // Known before anything is written. A file that appears from here on is kept by the rename.
        return Err(io::Error::new(ErrorKind::AlreadyExists, "a file with this name already exists and was kept"));
    }
    let mut unfinished = create_unfinished_file(&target)?;
    unfinished.as_file_mut().write_all(content)?;
    unfinished.as_file().sync_all()?;
    match if_exists {
        IfExists::Refuse => finish_new_file(unfinished, &target)?,
        IfExists::Replace => unfinished.persist(&target).map(drop)?,
    }
    match sync_parent_folder(&target) {
        // A share or a memory stick that cannot flush a folder at all: there is nothing more to be done.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        flushed => flushed,
    }
}

/// Creates the file that becomes `target`. It is removed when it is dropped.
fn create_unfinished_file(target: &Path) -> io::Result<NamedTempFile> {
    let mut prefix = target.file_name().ok_or(ErrorKind::InvalidInput)?.to_owned();
    prefix.push(".");
    let mut system_error = None;
    let unfinished = Builder::new().prefix(&prefix).suffix(UNFINISHED).make_in(parent_folder(target), |path| {
        let opened = system::private_file_options().create_new(true).open(path);
        opened.inspect_err(|error| system_error = error.raw_os_error())
    });
    // The error as the system gave it: the library adds a name to it that nobody asked for.
    unfinished.map_err(|error| system_error.map_or(error, io::Error::from_raw_os_error))
}

/// Gives a new file its name, unless there is one of that name.
fn finish_new_file(unfinished: NamedTempFile, target: &Path) -> io::Result<()> {
    match unfinished.persist_noclobber(target) {
        Ok(_) => Ok(()),
        // A share or a memory stick that has neither links nor renames that refuse to replace.
        Err(failed) if failed.error.kind() != ErrorKind::AlreadyExists && target.symlink_metadata().is_err() => {
            failed.file.persist(target)?;
            Ok(())
        }
        Err(failed) => Err(failed.error),
    }
}

/// The most bytes of a file of settings: far more than anybody writes by hand.
const MAX_BYTES_OF_SETTINGS: u64 = 4 << 20;

/// Reads a text file that somebody wrote by hand, such as settings. A pipe or a device is refused before it is opened:
/// it may never end, or never begin.
///
/// # Errors
/// It cannot be read, is not a file, is not text, or is too long.
pub fn read_settings_file(path: &Path) -> io::Result<String> {
    ensure_is_file(path)?;
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES_OF_SETTINGS + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES_OF_SETTINGS {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "it is too long"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count() + 1;
        let says = format!("line {line} is not text in UTF-8: save the file as UTF-8");
        io::Error::new(ErrorKind::InvalidData, says)
    })
}

/// Returns whether something stands at a path, even a link that leads nowhere: somebody put it there, and it is to be
/// named when it cannot be read.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The most bytes of a small file of the program's own, such as the key file: many times what 64 ways into a home take.
const MAX_BYTES_OF_OWN_FILE: u64 = 1 << 20;

/// Reads a small file of the program's own whole. A pipe or a device that somebody put in its place is refused before
/// it is opened.
///
/// # Errors
/// It cannot be read, is not a file, or is too long.
pub fn read_small_file(path: &Path) -> io::Result<Vec<u8>> {
    ensure_is_file(path)?;
    let mut content = Vec::new();
    File::open(path)?.take(MAX_BYTES_OF_OWN_FILE + 1).read_to_end(&mut content)?;
    if content.len() as u64 > MAX_BYTES_OF_OWN_FILE {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "it is too long"));
    }
    Ok(content)
}

/// Makes sure that a path leads to a file, and not to a pipe, a device or a folder.
///
/// # Errors
/// It does not, or there is nothing.
pub fn ensure_is_file(path: &Path) -> io::Result<()> {
    let found = fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound if is_there(path) => io::Error::new(ErrorKind::NotFound, "it is a link that leads nowhere"),
        _ => error,
    })?;
    let kind = if found.is_file() {
        return Ok(());
    } else if found.is_dir() {
        "it is a folder where a file is needed"
    } else {
        "it is not a file"
    };
    Err(io::Error::new(ErrorKind::InvalidInput, kind))
}

/// Removes the files in a folder that a killed process began with [`write_private_file`] and did not finish. No
/// other process may be writing to the folder.
///
/// # Errors
/// The folder cannot be read.
pub fn remove_unfinished_files(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(UNFINISHED) {
            // One that cannot be removed does no harm, and is tried again the next time.
            let _ = fs::remove_file(path);
        }
    }
    Ok(())
}

/// Opens a private file for reading and writing, and creates it if it is not there.
///
/// # Errors
/// The file cannot be opened or created.
pub fn open_private_file(path: &Path) -> io::Result<File> {
    system::private_file_options().create(true).truncate(false).open(path)
}

/// Creates a private folder, and the folders above it, if they are not there.
///
/// # Errors
/// The folder cannot be created, or belongs to somebody else.
pub fn create_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    system::restrict_to_owner(folder)
}

/// Renames a file within its folder so that the new name lasts through a power cut.
///
/// # Errors
/// The file cannot be renamed, or its folder cannot be flushed.
pub fn rename_durably(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_parent_folder(to)
}

/// Flushes the folder that a file is in, so that the name of the file lasts through a power cut.
///
/// # Errors
/// The folder cannot be flushed.
pub fn sync_parent_folder(path: &Path) -> io::Result<()> {
    system::sync_folder(&parent_folder(path))
}

/// Returns the folder that a path is in; the current one for a bare name.
fn parent_folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        Some(_) => PathBuf::from("."),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform;

    fn names_in(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn a_private_file_is_written_whole_and_kept_or_replaced_as_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write_private_file(&path, IfExists::Refuse, b"one").unwrap();
        let refused = write_private_file(&path, IfExists::Refuse, b"two").unwrap_err();
        assert_eq!((refused.kind(), fs::read(&path).unwrap()), (ErrorKind::AlreadyExists, b"one".to_vec()));
        platform::open_to_others(&path).unwrap();
        write_private_file(&path, IfExists::Replace, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_ne!(platform::is_open_to_others(&path), Some(true));
        assert_eq!(names_in(folder.path()), ["a.csv"], "nothing is left beside it");
    }

    #[test]
    fn a_failed_write_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let in_the_way = folder.path().join("a");
        fs::create_dir(&in_the_way).unwrap();
        assert!(write_private_file(&in_the_way, IfExists::Replace, b"x").is_err());
        assert!(write_private_file(&in_the_way, IfExists::Refuse, b"x").is_err());
        assert!(write_private_file(&folder.path().join("b/c"), IfExists::Replace, b"x").is_err());
        assert_eq!(names_in(folder.path()), ["a"]);
    }

    #[test]
    fn settings_are_read_from_a_file_of_reasonable_length_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::write(&path, "a = 1").unwrap();
        assert_eq!(read_settings_file(&path).unwrap(), "a = 1");
        fs::write(&path, vec![b'#'; 5_000_000]).unwrap();
        assert_eq!(read_settings_file(&path).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert!(read_settings_file(folder.path()).is_err());
        assert_eq!(read_settings_file(&folder.path().join("b")).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn the_target_of_a_link_is_replaced_and_the_link_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "one").unwrap();
        platform::create_link(&real, &link).unwrap();
        write_private_file(&link, IfExists::Replace, b"two").unwrap();
        assert_eq!(fs::read(&real).unwrap(), b"two");
        assert!(link.symlink_metadata().unwrap().is_symlink());
    }

    #[test]
    fn what_a_killed_process_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let (_file, left) = create_unfinished_file(&folder.path().join("caseload.keys")).unwrap().keep().unwrap();
        fs::write(folder.path().join("caseload.keys"), "whole").unwrap();
        assert!(left.exists());
        remove_unfinished_files(folder.path()).unwrap();
        assert_eq!(names_in(folder.path()), ["caseload.keys"]);
    }
}
