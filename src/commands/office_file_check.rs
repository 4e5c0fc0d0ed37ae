//! What is wrong with the files that an office adds: catalogs, layouts and posting templates of the machine and the
//! home.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::import::{LayoutError, Layouts};
use crate::platform;
use crate::policy::catalog::Catalog;
use crate::posting::PostingTemplates;
use crate::store::Home;
use crate::store::office_files::toml_file_names;

/// A problem in a configuration file (docs/json.md).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ConfigProblem {
    file: String,
    /// The line, from 1; null where the problem is in no one line.
    line: Option<usize>,
    says: String,
}

impl ConfigProblem {
    pub(super) fn new(file: &Path, line: Option<usize>, says: impl Into<String>) -> Self {
        Self { file: file.display().to_string(), line, says: says.into() }
    }

    /// Returns the problem in a sentence.
    pub(super) fn sentence(&self) -> String {
        // Most errors name their file and line themselves.
        let line = self.line.map_or_else(String::new, |line| format!(", line {line}"));
        let Self { file, says, .. } = self;
        if says.contains(file.as_str()) { says.clone() } else { format!("{file}{line}: {says}") }
    }
}

/// Returns every problem of the catalogs, layouts and posting templates of the machine and the home.
pub(super) fn office_file_problems(home: &Home) -> Vec<ConfigProblem> {
    let in_all = |folders: Vec<PathBuf>, check: &FileCheck<'_>| {
        folders.iter().flat_map(|folder| file_problems(folder, check)).collect::<Vec<_>>()
    };
    let machine = home.machine_folder().filter(|folder| platform::is_there(folder) && !folder.is_dir());
    let not_a_folder = "it is not a folder: nothing that the machine sets for its homes is in force";
    let mut problems: Vec<_> = machine.map(|file| ConfigProblem::new(file, None, not_a_folder)).into_iter().collect();
    problems.extend(in_all(home.all_catalog_folders(), &|name, text| {
        Catalog::builtin().clone().add_file(name, text).map_err(|error| (Some(error.line()), error.reason().to_owned()))
    }));
    problems.extend(layout_problems(&home.all_layout_folders()));
    problems.extend(in_all(home.all_posting_folders(), &|_name, text| PostingTemplates::check_template(text)));
    problems
}

/// What checks the text of a file, by its name: the line and what is wrong.
type FileCheck<'a> = dyn Fn(&str, &str) -> Result<(), (Option<usize>, String)> + 'a;

/// Returns the files of a folder of the office.
pub(super) fn files_of(folder: &Path) -> Vec<PathBuf> {
    // A folder that cannot be read is a problem of its own, told below.
    toml_file_names(folder).unwrap_or_default().into_iter().map(|name| folder.join(name)).collect()
}

/// Checks each file of a folder by itself, so that one problem does not hide the next.
fn file_problems(folder: &Path, check: &FileCheck<'_>) -> Vec<ConfigProblem> {
    let names = match toml_file_names(folder) {
        Ok(names) => names,
        Err(error) => {
            return vec![ConfigProblem::new(folder, None, error.to_string())];
        }
    };
    let problem = |name: String| {
        let path = folder.join(&name);
        let text = match platform::read_settings_file(&path) {
            Ok(text) => text,
            Err(error) => return Some(ConfigProblem::new(&path, None, unreadable(&error))),
        };
        let (line, says) = check(&name, &text).err()?;
        Some(ConfigProblem::new(&path, line, says))
    };
    names.into_iter().filter_map(problem).collect()
}

/// Returns what is said of a file that is left out because it cannot be read.
fn unreadable(error: &io::Error) -> String {
    format!("it cannot be read: {}", platform::io_reason(error))
}

fn layout_problems(folders: &[PathBuf]) -> Vec<ConfigProblem> {
    let check =
        |name: &str, text: &str| Layouts::check_file(name, text).map_err(|error| (Some(error.line), error.reason));
    let problems: Vec<_> = folders.iter().flat_map(|folder| file_problems(folder, &check)).collect();
    if !problems.is_empty() || folders.iter().all(|folder| files_of(folder).is_empty()) {
        return problems;
    }
    // What only all files together show: two with the same id.
    let in_folder = |folder: &PathBuf| {
        let together = [Layouts::for_extracts(), Layouts::for_matching()].map(|layouts| layouts.with_own(folder).err());
        let problem =
            |error: LayoutError| ConfigProblem::new(&folder.join(&error.file), Some(error.line), error.reason);
        together.into_iter().flatten().map(problem).collect::<Vec<_>>()
    };
    folders.iter().flat_map(in_folder).collect()
}
