//! The files that an office adds in the folders of its home: layouts of extracts, posting templates, and what the
//! pickers of the comment form offer.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::platform;
use crate::policy::catalog::{Catalog, CatalogError};

/// A file or folder of the office that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be read: {}", .path.display(), platform::io_reason(error))]
pub struct UnreadableFile {
    /// The file or folder.
    pub path: PathBuf,
    /// The operating system's error.
    pub error: io::Error,
}

/// A catalog file of the office that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OfficeCatalogError {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] UnreadableFile),
    /// The file is not a catalog.
    #[error(transparent)]
    Flawed(#[from] CatalogError),
}

/// Returns the entries that the `.toml` files of `folders` add, those of the last folder first, followed by the built-in
/// catalog. The folders need not exist. An entry of the office with the number, id or words of one below replaces it.
///
/// # Errors
/// Fails with the first file that cannot be read or used.
pub fn load_catalog(folders: &[PathBuf]) -> Result<Catalog, OfficeCatalogError> {
    let mut catalog = Catalog::builtin().clone();
    for folder in folders {
        for (name, text) in read_toml_files(folder)?.into_iter().rev() {
            catalog.add_file(&name, &text)?;
        }
    }
    Ok(catalog)
}

/// Returns the same without the files that cannot be used, and what is wrong with those: a typing error in one must not
/// keep a worker from the caseload.
pub fn load_catalog_leniently(folders: &[PathBuf]) -> (Catalog, Vec<OfficeCatalogError>) {
    let (mut catalog, mut flawed) = (Catalog::builtin().clone(), Vec::new());
    for folder in folders {
        let names = match toml_file_names(folder) {
            Ok(names) => names,
            Err(error) => {
                flawed.push(error.into());
                continue;
            }
        };
        for name in names.into_iter().rev() {
            let path = folder.join(&name);
            let read = platform::read_settings_file(&path).map_err(|error| UnreadableFile { path, error }.into());
            let added = read.and_then(|text| catalog.add_file(&name, &text).map_err(OfficeCatalogError::from));
            flawed.extend(added.err());
        }
    }
    (catalog, flawed)
}

/// Returns the names of the `.toml` files in `folder`, sorted; none if there is no such folder.
///
/// # Errors
/// The folder cannot be read.
pub fn toml_file_names(folder: &Path) -> Result<Vec<String>, UnreadableFile> {
    let unreadable = |error| UnreadableFile { path: folder.to_owned(), error };
    if !folder.exists() {
        if !platform::is_there(folder) {
            return Ok(Vec::new());
        }
        let nowhere = io::Error::new(io::ErrorKind::NotFound, "it is a link that leads nowhere");
        return Err(unreadable(nowhere));
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            names.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Returns the name and the text of each `.toml` file in `folder`, sorted by name, or nothing if there is no such
/// folder.
///
/// # Errors
/// The first file that cannot be read.
pub fn read_toml_files(folder: &Path) -> Result<Vec<(String, String)>, UnreadableFile> {
    let read = |name: String| {
        let path = folder.join(&name);
        match platform::read_settings_file(&path) {
            Ok(text) => Ok((name, text)),
            Err(error) => Err(UnreadableFile { path, error }),
        }
    };
    toml_file_names(folder)?.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_adds_and_replaces_forms_documents_and_purposes() {
        let folder = tempfile::tempdir().unwrap();
        let builtin = load_catalog(&[folder.path().join("nowhere")]).unwrap();
        assert_eq!(builtin, *Catalog::builtin());
        fs::write(folder.path().join("notes.txt"), "no catalog").unwrap();
        let own = r#"
[[form]]
number = "EO 12"
name = "Bus pass request"
when = "A bus pass is asked for"
[[form]]
number = "wtw 2"
name = "Plan, as this office prints it"
when = "A plan is made"
[[document]]
id = "bus_receipt"
name = "bus receipt"
verifies = "services"
[[purpose]]
id = "bus_pass"
words = "Bus pass"
"#;
        fs::write(folder.path().join("eastmont.toml"), own).unwrap();
        let with_own = load_catalog(&[folder.path().to_path_buf()]).unwrap();
        let first: Vec<_> = with_own.forms.iter().take(2).map(|form| form.number.as_str()).collect();
        assert_eq!(first, ["EO 12", "wtw 2"]);
        assert_eq!(with_own.form_by_number("WTW 2").unwrap().name, "Plan, as this office prints it");
        assert_eq!(with_own.forms.len(), builtin.forms.len() + 1);
        assert_eq!(
            (with_own.documents[0].name.as_str(), with_own.purposes[0].words.as_str()),
            ("bus receipt", "Bus pass")
        );
    }

    #[test]
    fn a_flawed_file_keeps_nobody_from_the_others() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.toml"), "[[form]]\nnumber = 3\n").unwrap();
        fs::write(folder.path().join("b.toml"), "[[form]]\nnumber = \"EO 12\"\nname = \"n\"\nwhen = \"w\"\n").unwrap();
        let (catalog, flawed) = load_catalog_leniently(&[folder.path().to_path_buf()]);
        assert!(catalog.form_by_number("EO 12").is_some());
        assert!(flawed.len() == 1 && flawed[0].to_string().contains("a.toml"), "{flawed:?}");
    }

    #[test]
    fn a_flawed_file_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("own.toml"), "[[form]]\nnumber = 3\n").unwrap();
        let message = load_catalog(&[folder.path().to_path_buf()]).unwrap_err().to_string();
        assert!(message.contains("own.toml") && message.contains("line 2"), "{message}");
    }
}
