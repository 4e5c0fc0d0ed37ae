//! Extracts read from inside the screen, by the same way as the command: what a file would bring is told first, and
//! nothing is kept until the worker says so.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::copy_out::expand_home_path;
use super::import_protocol::{
    CancelToken, ExtractFolder, ImportAnswer, ImportJob, ImportSelection, ProposedLayout, RejectedExtractRow,
};
use super::protocol::{SnapshotChange, StoreAnswer};
use super::worker::{AnswerCallback, OpenStore};
use crate::import::guess::guess_layout;
use crate::import::import_files::{ExtractFiles, ImportMode, ImportSummary};
use crate::import::part_check::check_part;
use crate::import::rejected_rows::correction_sheet::CorrectionSheet;
use crate::import::{ImportProgress, Layouts, ReadFault, open_extract, open_in_memory};
use crate::platform::{self, IfExists};
use crate::store::{RejectedRow, StoreError};

/// How often it is told how far a reading is.
const BETWEEN: Duration = Duration::from_millis(100);
/// The endings of files that can be extracts.
const ENDINGS: [&str; 4] = ["csv", "txt", "tsv", "xlsx"];
/// The most rejected rows that are offered to be mended.
const MOST_REJECTED: usize = 500;
/// The newest extracts among which those are looked for.
const NEWEST: u32 = 1_000;
/// Rows of a proposed layout that are shown as they read.
const SHOWN: usize = 5;
/// The most facts that a list shows.
const MOST: u32 = 10_000;

impl OpenStore {
    pub(super) fn run_import_job(
        &mut self,
        job: ImportJob,
        tell: &AnswerCallback,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let answer = match job {
            ImportJob::InspectPath(path) => return Ok(vec![inspect_path(path.as_deref())]),
            ImportJob::Preview(chosen, stop) => self.preview_import(chosen, &stop, tell)?,
            ImportJob::Import(chosen, stop) => return self.import_files(&chosen, &stop, tell),
            ImportJob::KeepLayout(proposal, stop) => {
                if let Err(error) = save_layout(&proposal) {
                    let to = proposal.layout_path.display();
                    return Ok(vec![StoreAnswer::Failed(format!("{to} cannot be written: {error}."))]);
                }
                self.preview_import(ImportSelection::with_newer_only(vec![proposal.file]), &stop, tell)?
            }
            ImportJob::Rejected => Ok(ImportAnswer::Rejected(self.rejected_rows()?)),
            ImportJob::ReimportRow(rejected, cells) => return self.reimport_row(&rejected, cells),
            ImportJob::MissingFacts => Ok(ImportAnswer::MissingFacts(self.store.missing_facts(MOST)?)),
            ImportJob::ImportedExtracts => Ok(ImportAnswer::ImportedExtracts(self.store.imported_extracts(NEWEST)?)),
            ImportJob::PreviewUndo(read) => {
                let taking_back = self.store.preview_import_undo(read.extract.id, MOST)?;
                Ok(ImportAnswer::UndoPreview(read, Box::new(taking_back)))
            }
            ImportJob::Undo(read, reason) => {
                self.store.undo_import(read.extract.id, reason)?;
                self.reevaluate_all()?;
                return Ok(vec![
                    self.snapshot(SnapshotChange::Everything),
                    StoreAnswer::Import(ImportAnswer::Undone(read)),
                ]);
            }
        };
        Ok(vec![answer.map_or_else(StoreAnswer::Failed, StoreAnswer::Import)])
    }

    fn load_layouts(&self) -> Result<Layouts, String> {
        let all = Layouts::for_extracts().with_own(&self.store.home().layouts_folder());
        all.map_err(|flawed| flawed.to_string())
    }

    fn preview_import(
        &mut self,
        chosen: ImportSelection,
        stop: &CancelToken,
        tell: &AnswerCallback,
    ) -> Result<Result<ImportAnswer, String>, StoreError> {
        let layouts = match self.load_layouts() {
            Ok(layouts) => layouts,
            Err(flawed) => return Ok(Err(flawed)),
        };
        let files = ExtractFiles::open_all(&chosen.files, &layouts, None);
        if let ([path], [alone]) = (chosen.files.as_slice(), files.unreadable.as_slice())
            && matches!(alone.fault, ReadFault::Unrecognized { .. })
        {
            let proposed = propose_layout(path, &self.store.home().layouts_folder(), &layouts);
            return Ok(proposed.map(|proposal| ImportAnswer::ProposedLayout(Box::new(proposal))));
        }
        let read = files.import_all(
            &mut self.store,
            ImportMode::Preview,
            chosen.includes_older,
            &mut progress_watcher(stop, tell),
        )?;
        let notes = files.notes;
        Ok(Ok(ImportAnswer::Preview(chosen, read, notes)))
    }

    fn import_files(
        &mut self,
        chosen: &ImportSelection,
        stop: &CancelToken,
        tell: &AnswerCallback,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let layouts = match self.load_layouts() {
            Ok(layouts) => layouts,
            Err(flawed) => return Ok(vec![StoreAnswer::Failed(flawed)]),
        };
        let files = ExtractFiles::open_all(&chosen.files, &layouts, None);
        let read = files.import_all(
            &mut self.store,
            ImportMode::Keep,
            chosen.includes_older,
            &mut progress_watcher(stop, tell),
        )?;
        self.reevaluate_all()?;
        Ok(vec![
            self.snapshot(SnapshotChange::Everything),
            StoreAnswer::Import(ImportAnswer::Imported(read, files.notes)),
        ])
    }

    fn rejected_rows(&self) -> Result<Vec<RejectedExtractRow>, StoreError> {
        let mut all = Vec::new();
        for read in self.store.imported_extracts(NEWEST)?.into_iter().filter(|read| read.waiting > 0 && !read.is_undone)
        {
            let Some(header) = self.store.rejected_header(read.extract.id)? else { continue };
            let room = u32::try_from(MOST_REJECTED.saturating_sub(all.len())).unwrap_or(0);
            let rows = self.store.rejected_rows(read.extract.id, 0, room)?;
            let extract = &read.extract;
            let whole = |row| RejectedExtractRow { extract: extract.clone(), header: header.clone(), row };
            all.extend(rows.into_iter().map(whole));
        }
        Ok(all)
    }

    /// Reads a row again. It is tried first: one that still cannot be used stays as it was.
    fn reimport_row(
        &mut self,
        rejected: &RejectedExtractRow,
        cells: Vec<String>,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let again = self.load_layouts().and_then(|layouts| {
            let mut sheet = CorrectionSheet::for_extract(&rejected.extract, &rejected.header, &layouts);
            sheet.push(&RejectedRow { cells, ..rejected.row.clone() });
            let text = sheet.to_csv_bytes().map_err(|error| error.to_string())?;
            Ok((layouts, text))
        });
        let (layouts, text) = match again {
            Ok(again) => again,
            Err(flawed) => return Ok(vec![StoreAnswer::Failed(flawed)]),
        };
        let name = format!("{} (row {} mended)", rejected.extract.file, rejected.row.row);
        let mut files = ExtractFiles::default();
        match open_in_memory(&name, text, &layouts, Some(&rejected.header.layout)) {
            Ok(file) => files.parts = file.parts,
            Err(error) => return Ok(vec![StoreAnswer::Import(ImportAnswer::RowStillRejected(error.to_string()))]),
        }
        let mut unwatched = |_: &str, _| ControlFlow::Continue(());
        let tried = files.import_all(&mut self.store, ImportMode::Preview, true, &mut unwatched)?;
        if let Some(refused) = first_rejection(&tried) {
            return Ok(vec![StoreAnswer::Import(ImportAnswer::RowStillRejected(refused))]);
        }
        let read = files.import_all(&mut self.store, ImportMode::Keep, true, &mut unwatched)?;
        self.reevaluate_all()?;
        let said = read.reports.first().map(crate::import::report::ImportReport::summary_line).unwrap_or_default();
        Ok(vec![self.snapshot(SnapshotChange::Everything), StoreAnswer::Import(ImportAnswer::RowReimported(said))])
    }
}

fn first_rejection(tried: &ImportSummary) -> Option<String> {
    let rejected = tried.reports.iter().flat_map(|report| &report.rejected).next();
    rejected.map(|one| format!("{}. {}", one.reason, one.suggestion)).or_else(|| tried.complaints.first().cloned())
}

/// Tells how far it is, ten times a second at most, and whether it is to go on.
fn progress_watcher<'t>(
    stop: &'t CancelToken,
    tell: &'t AnswerCallback,
) -> impl FnMut(&str, ImportProgress) -> ControlFlow<()> + 't {
    let mut last: Option<Instant> = None;
    move |file, progress| {
        if last.is_none_or(|last| last.elapsed() >= BETWEEN) {
            last = Some(Instant::now());
            let said = match progress {
                ImportProgress::Reading(rows) => format!("{file}: {rows} rows read"),
                ImportProgress::Comparing(rows, of) => format!("{file}: {rows} of {of} rows compared"),
            };
            tell(StoreAnswer::Import(ImportAnswer::Progress(said)));
        }
        stop.control_flow()
    }
}

/// A file, or a folder with what can be read in it.
fn inspect_path(path: Option<&str>) -> StoreAnswer {
    let path = path.map_or_else(default_folder, expand_home_path);
    if path.is_file() {
        return StoreAnswer::Import(ImportAnswer::File(path));
    }
    match read_folder(&path) {
        Ok(folder) => StoreAnswer::Import(ImportAnswer::Folder(folder)),
        Err(error) => StoreAnswer::Failed(format!("{} cannot be read: {error}.", path.display())),
    }
}

/// Where files from elsewhere lie: the folder of downloads, else the worker's own.
fn default_folder() -> PathBuf {
    let downloads = directories::UserDirs::new().and_then(|folders| folders.download_dir().map(Path::to_owned));
    downloads.filter(|folder| folder.is_dir()).unwrap_or_else(|| expand_home_path("~/"))
}

fn read_folder(path: &Path) -> std::io::Result<ExtractFolder> {
    let mut folder = ExtractFolder { path: fs::canonicalize(path)?, ..ExtractFolder::default() };
    for entry in fs::read_dir(&folder.path)? {
        let entry = entry?;
        let (path, hidden) = (entry.path(), entry.file_name().to_string_lossy().starts_with('.'));
        // What a link leads to counts; one that leads nowhere is left away.
        let Ok(found) = fs::metadata(&path) else { continue };
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if found.is_dir() && !hidden {
            folder.folders.push(path);
        } else if found.is_file() && !hidden && ENDINGS.contains(&ending.as_str()) {
            folder.files.push((path, found.len()));
        }
    }
    folder.folders.sort();
    folder.files.sort();
    Ok(folder)
}

/// Works out a layout for a file that fits none, and how its first rows would read by it.
fn propose_layout(file: &Path, own: &Path, layouts: &Layouts) -> Result<ProposedLayout, String> {
    let guessed = guess_layout(file, layouts, None).map_err(|error| error.to_string())?;
    let name = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let shown = file.file_name().unwrap_or_default().to_string_lossy();
    let kind = guessed.kind.title();
    let (first, read) = if guessed.missing.is_empty() {
        (format!("{shown} fits no layout. It seems to hold the {kind}."), layout_preview_lines(file, &guessed.layout))
    } else {
        let missing: Vec<&str> = guessed.missing.iter().map(|field| field.id()).collect();
        let lacking = format!("It is most like the {kind}, but no column seems to hold: {}.", missing.join(", "));
        (format!("{shown} fits no layout."), Err(lacking))
    };
    let usable = read.is_ok();
    let mut says = vec![first];
    says.extend(read.unwrap_or_else(|why| {
        let by_hand = format!(
            "On the command line `caseload layout guess {shown} --to mine.toml` writes down what was found, to be \
             finished by hand; docs/layouts.md says how."
        );
        vec![why, by_hand]
    }));
    let to = own.join(format!("{name}.toml"));
    Ok(ProposedLayout { file: file.to_owned(), layout_path: to, layout: guessed.layout, lines: says, usable })
}

/// The columns and the first rows of a file as a layout reads them.
fn layout_preview_lines(file: &Path, layout: &str) -> Result<Vec<String>, String> {
    let alone = Layouts::default().with_layout("proposal", layout).map_err(|flawed| flawed.to_string())?;
    let opened = open_extract(file, &alone, None).map_err(|error| error.to_string())?;
    let mut says = Vec::new();
    for part in &opened.parts {
        let checked = check_part(part, SHOWN).map_err(|error| error.to_string())?;
        says.extend(checked.columns.iter().map(|(field, header)| format!("  {header} = {}", field.label())));
        if !checked.unread.is_empty() {
            says.push(format!("Not read: {}", checked.unread.join(", ")));
        }
        says.push("The first rows would read:".to_owned());
        for (row, read) in &checked.first {
            let said = read.as_ref().map_or_else(|why| format!("rejected: {why}"), Clone::clone);
            says.push(format!("  row {row}: {said}"));
        }
        says.push(format!("{} of {} rows can be used.", checked.rows.1, checked.rows.0));
    }
    Ok(says)
}

fn save_layout(proposal: &ProposedLayout) -> std::io::Result<()> {
    if let Some(folder) = proposal.layout_path.parent() {
        platform::create_private_folder(folder)?;
    }
    platform::write_private_file(&proposal.layout_path, IfExists::Refuse, proposal.layout.as_bytes())
}
