//! Choosing files of the county, and rejected rows of them.

use std::path::Path;

use chrono::NaiveDate;

use super::{Choice, Chooser, Item};
use crate::store::ReadBefore;
use crate::tui::jobs::{Folder, Rejected};
use crate::tui::words::{self, counted};

/// Bytes of a kilobyte, as file lists count.
const KILO: u64 = 1_000;

impl Chooser {
    /// What lies in a folder: all its extracts at once, each alone, the folders in it and the one above.
    pub fn folder(folder: &Folder) -> Self {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let item = |title: String, doc: String, choice| Item { title, doc, key: String::new(), choice };
        let mut items = Vec::new();
        if folder.files.len() > 1 {
            let all = folder.files.iter().map(|(path, _)| path.clone()).collect();
            let title = format!("All {}", counted(folder.files.len(), "file"));
            items.push(item(title, "the case listing first".to_owned(), Choice::Preview(all)));
        }
        items.extend(folder.files.iter().map(|(path, bytes)| {
            item(name(path), format!("{} kB", bytes.div_ceil(KILO)), Choice::Preview(vec![path.clone()]))
        }));
        let inside = |path: &Path| Choice::LookAt(path.to_string_lossy().into_owned());
        items.extend(folder.folders.iter().map(|path| item(format!("{}/", name(path)), "folder".into(), inside(path))));
        if let Some(above) = folder.path.parent() {
            items.push(item("../".to_owned(), "the folder above".to_owned(), inside(above)));
        }
        let path = folder.path.to_string_lossy().into_owned();
        items.push(item("Another path…".to_owned(), "typed".to_owned(), Choice::NamePath(path.clone())));
        Self::new(&format!("Extracts in {path}"), items)
    }

    /// The extracts that were read, the newest first.
    pub fn read_before(extracts: Vec<ReadBefore>, today: NaiveDate) -> Self {
        let heading = format!("{} read; Enter shows one, to take it back", counted(extracts.len(), "extract"));
        let item = |read: ReadBefore| {
            let (extract, counts) = (&read.extract, read.extract.counts);
            let run = extract.run.map(|run| format!(" of {}", words::short(run, today))).unwrap_or_default();
            let state = if read.taken_back { "TAKEN BACK. " } else { "" };
            Item {
                title: extract.file.clone(),
                doc: format!(
                    "{state}{:>6} read, {:>5} rejected, {}{run}",
                    counts.read,
                    counts.rejected,
                    extract.kind.title()
                ),
                key: words::short(extract.read_on, today),
                choice: Choice::Extract(Box::new(read)),
            }
        };
        Self::new(&heading, extracts.into_iter().map(item).collect())
    }

    /// The rejected rows that wait to be mended.
    pub fn rejected(rejected: Vec<Rejected>) -> Self {
        let heading = format!("{} to mend", counted(rejected.len(), "rejected row"));
        let item = |rejected: Rejected| Item {
            title: format!("Row {} of {}", rejected.row.row, rejected.extract.file),
            doc: rejected.row.reason.clone(),
            key: String::new(),
            choice: Choice::Mend(Box::new(rejected)),
        };
        Self::new(&heading, rejected.into_iter().map(item).collect())
    }
}
