//! The choosers of county files, imported extracts and rejected rows.

use std::borrow::Cow;
use std::path::Path;

use chrono::NaiveDate;

use super::{Chooser, ChooserAction, ChooserItem};
use crate::store::ImportedExtract;
use crate::tui::store_thread::{ExtractFolder, ImportSelection, RejectedExtractRow};
use crate::tui::wording::{self, count_with_noun};

/// The bytes of a kilobyte in lists of files.
const KILO: u64 = 1_000;

impl Chooser {
    /// Lists what is in a folder: all its extracts at once, each alone, the folders in it and the one above.
    pub fn for_folder(folder: &ExtractFolder) -> Self {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let item = |title: Cow<'static, str>, doc: Cow<'static, str>, choice| ChooserItem {
            title,
            doc,
            key: Cow::default(),
            choice,
        };
        let mut items = Vec::new();
        if folder.files.len() > 1 {
            let all = folder.files.iter().map(|(path, _)| path.clone()).collect();
            let title = format!("All {}", count_with_noun(folder.files.len(), "file"));
            items.push(item(title.into(), "the case listing first".into(), ChooserAction::Preview(all)));
        }
        items.extend(folder.files.iter().map(|(path, bytes)| {
            item(
                name(path).into(),
                format!("{} kB", bytes.div_ceil(KILO)).into(),
                ChooserAction::Preview(vec![path.clone()]),
            )
        }));
        let inside = |path: &Path| ChooserAction::InspectPath(path.to_string_lossy().into_owned());
        items.extend(
            folder.folders.iter().map(|path| item(format!("{}/", name(path)).into(), "folder".into(), inside(path))),
        );
        if let Some(above) = folder.path.parent() {
            items.push(item("../".into(), "the folder above".into(), inside(above)));
        }
        let path = folder.path.to_string_lossy().into_owned();
        items.push(item("Another path…".into(), "typed".into(), ChooserAction::AskForPath(path.clone())));
        Self::new(&format!("Extracts in {path}"), items)
            .with_line_hint("Letters narrow the list; a path that begins with / or ~ is opened.")
            .with_empty_text("Nothing here matches. Enter opens a path that begins with / or ~.")
    }

    /// Asks which of several sheets of one kind is read.
    pub fn for_sheets(selection: &ImportSelection, sheets: &[String]) -> Self {
        let item = |sheet: &String| ChooserItem {
            title: sheet.clone().into(),
            doc: "read this sheet alone".into(),
            key: Cow::default(),
            choice: ChooserAction::PreviewSheet(ImportSelection { sheet: Some(sheet.clone()), ..selection.clone() }),
        };
        Self::new("Several sheets of one kind. Read:", sheets.iter().map(item).collect())
    }

    /// Returns the path that was typed in the list of a folder and that no item is: it begins as paths do.
    pub fn typed_path(&self) -> Option<&str> {
        let typed = self.line.content().trim();
        let is_path = typed.starts_with(['/', '~', '\\']) || typed.get(1..3).is_some_and(|part| part == ":\\");
        let lists_folder = self.items.iter().any(|item| matches!(item.choice, ChooserAction::AskForPath(_)));
        Some(typed).filter(|_| is_path && lists_folder)
    }

    /// Lists the extracts that were read, in the order of `extracts`.
    pub fn for_extracts(extracts: Vec<ImportedExtract>, today: NaiveDate) -> Self {
        let heading =
            format!("{} read; Enter shows one, to undo its import", count_with_noun(extracts.len(), "extract"));
        let item = |imported: ImportedExtract| {
            let (extract, counts) = (&imported.extract, imported.extract.counts);
            let run = extract.run.map(|run| format!(" of {}", wording::short_date(run, today))).unwrap_or_default();
            let state = if imported.is_undone { "UNDONE. " } else { "" };
            ChooserItem {
                title: extract.file.clone().into(),
                doc: format!(
                    "{state}{:>6} read, {:>5} rejected, {}{run}",
                    counts.read,
                    counts.rejected,
                    extract.kind.title()
                )
                .into(),
                key: wording::short_date(extract.read_on, today).into(),
                choice: ChooserAction::Extract(Box::new(imported)),
            }
        };
        Self::new(&heading, extracts.into_iter().map(item).collect())
    }

    /// Lists the rejected rows that wait to be corrected, then those that were dismissed.
    pub fn for_rejected_rows(rejected: Vec<RejectedExtractRow>) -> Self {
        let dismissed = rejected.iter().filter(|rejected| rejected.row.dismissed.is_some()).count();
        let waiting = count_with_noun(rejected.len() - dismissed, "rejected row");
        let heading = match dismissed {
            0 => format!("{waiting} to correct"),
            some => format!("{waiting} to correct, {some} dismissed"),
        };
        let item = |rejected: RejectedExtractRow| ChooserItem {
            title: format!("Row {} of {}", rejected.row.row, rejected.extract.file).into(),
            doc: match &rejected.row.dismissed {
                Some(why) => format!("dismissed: {why}. {}", rejected.row.reason).into(),
                None => rejected.row.reason.clone().into(),
            },
            key: Cow::default(),
            choice: ChooserAction::EditRow(Box::new(rejected)),
        };
        Self::new(&heading, rejected.into_iter().map(item).collect())
    }
}
