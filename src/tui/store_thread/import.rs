//! Imports extracts from inside the screen, in the same way as the command: the worker sees first what a file would
//! change, and nothing is kept until the worker accepts it.

use std::collections::{BTreeMap, HashSet};
use std::convert::Infallible;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::copy_out::expand_home_path;
use super::import_protocol::{
    CancelToken, ExtractFolder, ImportAnswer, ImportJob, ImportSelection, ProposedLayout, RejectedExtractRow, RunDay,
    UndatedFile,
};
use super::protocol::StoreAnswer;
use super::snapshot::SnapshotChange;
use super::worker::OpenStore;
use crate::domain::import_issues::RowDismissal;
use crate::domain::wording::join_reason;
use crate::domain::{Change, RowId, Seq, count_with_noun};
use crate::import::county_words::{CountyWord, CountyWords, WORDS_FILE};
use crate::import::guess::{GuessRequest, guess_layout};
use crate::import::import_files::{ExtractFiles, ImportMode, ImportSummary};
use crate::import::part_check::check_part;
use crate::import::rejected_rows::correction_sheet::CorrectionSheet;
use crate::import::{ImportProgress, Layouts, ReadFault, ReadingChoice, open_extract, open_in_memory};
use crate::platform::{self, IfExists, io_reason};
use crate::store::{FactChange, RejectedRow, StoreError};

/// The number of changed rows that the screen can step through; `caseload import changes` lists all of them.
const MAX_CHANGES: u32 = 2_000;

/// The minimum time between two progress reports of an import.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(100);
/// The extensions of files that can be extracts.
const EXTRACT_EXTENSIONS: [&str; 4] = ["csv", "txt", "tsv", "xlsx"];
/// The most rejected rows that are offered for correction.
const MAX_REJECTED_ROWS: usize = 500;
/// How many of the newest imported extracts are listed and searched for rejected rows.
const NEWEST_EXTRACTS: u32 = 1_000;
/// How many rows of a file are shown as a proposed layout reads them.
const PREVIEW_ROWS: usize = 5;
/// The most facts that a list shows.
const MAX_FACTS: u32 = 10_000;

impl OpenStore {
    pub(super) fn run_import_job(
        &mut self,
        job: ImportJob,
        send_answer: &dyn Fn(StoreAnswer),
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let answer = match job {
            ImportJob::InspectPath(path) => return Ok(vec![inspect_path(path.as_deref())]),
            ImportJob::Preview(chosen, cancel) => self.preview_import(chosen, &cancel, send_answer)?,
            ImportJob::Import(chosen, cancel) => return self.import_files(&chosen, &cancel, send_answer),
            ImportJob::KeepLayout(proposal, cancel) => {
                if let Err(error) = save_layout(&proposal) {
                    let to = proposal.layout_path.display();
                    return Ok(vec![StoreAnswer::Failed(format!("{to} cannot be written: {}.", io_reason(&error)))]);
                }
                self.preview_import(ImportSelection::with_newer_only(vec![proposal.file]), &cancel, send_answer)?
            }
            ImportJob::KeepWords(chosen, words, cancel) => match self.keep_words(words) {
                Ok(()) => self.preview_import(chosen, &cancel, send_answer)?,
                Err(why) => Err(why),
            },
            ImportJob::Rejected => Ok(ImportAnswer::Rejected(self.rejected_rows()?)),
            ImportJob::Dismiss(dismissal) => Ok(ImportAnswer::RowDismissed(self.dismiss_row(*dismissal)?)),
            ImportJob::ReimportRow(rejected, cells) => return self.reimport_row(&rejected, cells),
            ImportJob::MissingFacts => Ok(ImportAnswer::MissingFacts(self.store.missing_facts(MAX_FACTS)?)),
            ImportJob::ImportedExtracts => {
                Ok(ImportAnswer::ImportedExtracts(self.store.imported_extracts(NEWEST_EXTRACTS)?))
            }
            ImportJob::PreviewUndo(read) => {
                let preview = self.store.preview_import_undo(read.extract.id, MAX_FACTS)?;
                Ok(ImportAnswer::UndoPreview(read, Box::new(preview)))
            }
            ImportJob::PreviewUndoOf(extract) => return self.preview_undo_of(extract),
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

    /// Previews the undo of an import, unless it is undone already.
    pub(super) fn preview_undo_of(&self, extract: RowId) -> Result<Vec<StoreAnswer>, StoreError> {
        let mut imported = self.store.imported_extracts(NEWEST_EXTRACTS)?.into_iter();
        let Some(read) = imported.find(|read| read.extract.id == extract && !read.is_undone) else {
            return Ok(vec![StoreAnswer::Failed("The import is undone already.".to_owned())]);
        };
        let preview = self.store.preview_import_undo(extract, MAX_FACTS)?;
        Ok(vec![StoreAnswer::Import(ImportAnswer::UndoPreview(Box::new(read), Box::new(preview)))])
    }

    fn load_layouts(&self) -> Result<Layouts, String> {
        let all = Layouts::for_extracts().with_folders(&self.store.home().all_layout_folders());
        all.map_err(|flawed| flawed.to_string())
    }

    /// Adds words to the explained words of the home.
    fn keep_words(&self, words: Vec<CountyWord>) -> Result<(), String> {
        let folder = self.store.home().layouts_folder();
        let mut kept = CountyWords::load(&folder).map_err(|flawed| flawed.to_string())?;
        for word in words {
            kept.insert(word);
        }
        kept.save(&folder)
            .map_err(|error| format!("{} cannot be written: {}.", folder.join(WORDS_FILE).display(), io_reason(&error)))
    }

    fn preview_import(
        &mut self,
        chosen: ImportSelection,
        cancel: &CancelToken,
        send_answer: &dyn Fn(StoreAnswer),
    ) -> Result<Result<ImportAnswer, String>, StoreError> {
        let layouts = match self.load_layouts() {
            Ok(layouts) => layouts,
            Err(flawed) => return Ok(Err(flawed)),
        };
        let mut files = open_selected(&chosen, &layouts);
        if let ([_], [alone]) = (chosen.files.as_slice(), files.unreadable.as_slice())
            && let ReadFault::SeveralSheets { sheets } = &alone.fault
        {
            return Ok(Ok(ImportAnswer::AsksSheet(chosen, sheets.clone())));
        }
        let today = self.store.clock().today();
        let undated = find_undated(&mut files, &chosen, today);
        if !undated.is_empty() {
            return Ok(Ok(ImportAnswer::AsksRunDays(chosen, undated)));
        }
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
            &mut progress_watcher(cancel, send_answer),
        )?;
        let notes = files.notes;
        Ok(Ok(ImportAnswer::Preview(chosen, read, notes)))
    }

    /// Returns what the last import of this session changed; in a session without one, what came on the newest day.
    pub(super) fn newest_changes(&self) -> Result<Vec<FactChange>, StoreError> {
        match self.imported_after {
            Some(entry) => self.store.changes_after(entry, MAX_CHANGES),
            None => self.store.newest_changes(MAX_CHANGES),
        }
    }

    fn import_files(
        &mut self,
        chosen: &ImportSelection,
        cancel: &CancelToken,
        send_answer: &dyn Fn(StoreAnswer),
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let layouts = match self.load_layouts() {
            Ok(layouts) => layouts,
            Err(flawed) => return Ok(vec![StoreAnswer::Failed(flawed)]),
        };
        let files = open_selected(chosen, &layouts);
        let before = self.store.imported_extracts(1)?.first().map_or(Seq(0), |newest| newest.entry);
        let read = files.import_all(
            &mut self.store,
            ImportMode::Keep,
            chosen.includes_older,
            &mut progress_watcher(cancel, send_answer),
        )?;
        self.imported_after = Some(before);
        self.reevaluate_all()?;
        Ok(vec![
            self.snapshot(SnapshotChange::Everything),
            StoreAnswer::Import(ImportAnswer::Imported(read, files.notes)),
        ])
    }

    fn rejected_rows(&self) -> Result<Vec<RejectedExtractRow>, StoreError> {
        let mut rejected = Vec::new();
        for read in self
            .store
            .imported_extracts(NEWEST_EXTRACTS)?
            .into_iter()
            .filter(|read| read.waiting + read.dismissed > 0 && !read.is_undone)
        {
            let Some(header) = self.store.rejected_header(read.extract.id)? else { continue };
            let room = u32::try_from(MAX_REJECTED_ROWS.saturating_sub(rejected.len())).unwrap_or(0);
            let rows = self.store.rejected_rows(read.extract.id, 0, room)?;
            let extract = &read.extract;
            let with_extract = |row| RejectedExtractRow { extract: extract.clone(), header: header.clone(), row };
            rejected.extend(rows.into_iter().map(with_extract));
        }
        // Those that wait come first; a row is listed once, however often the county repeats it: whoever corrects or dismisses
        // one settles all.
        rejected.sort_by_key(|rejected| rejected.row.dismissed.is_some());
        let mut seen = HashSet::new();
        rejected.retain(|rejected| seen.insert((rejected.extract.kind.id(), rejected.row.cells.clone())));
        Ok(rejected)
    }

    /// Dismisses a rejected row, or lets it wait again. Returns a sentence that says so.
    fn dismiss_row(&mut self, dismissal: RowDismissal) -> Result<String, StoreError> {
        let row = dismissal.row;
        let message = if dismissal.reason.is_some() {
            format!("Row {row} is dismissed until its cells change. u undoes it; R lists it.")
        } else {
            format!("Row {row} waits for a correction again. u undoes it.")
        };
        self.store.record(Change::RejectedRowDismissed(dismissal))?;
        self.undo_history.forget_undone();
        Ok(message)
    }

    /// Imports a corrected row. The import is previewed first: a row that still cannot be used stays as it was.
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
        let name = format!("{} (row {} corrected)", rejected.extract.file, rejected.row.row);
        let mut files = ExtractFiles::default();
        match open_in_memory(&name, text, &layouts, Some(&rejected.header.layout)) {
            Ok(file) => files.parts = file.parts,
            Err(error) => return Ok(vec![StoreAnswer::Import(ImportAnswer::RowStillRejected(error.to_string()))]),
        }
        let mut ignore_progress = |_: &str, _| ControlFlow::Continue(());
        let preview = files.import_all(&mut self.store, ImportMode::Preview, true, &mut ignore_progress)?;
        if let Some(reason) = first_rejection(&preview) {
            return Ok(vec![StoreAnswer::Import(ImportAnswer::RowStillRejected(reason))]);
        }
        let summary = files.import_all(&mut self.store, ImportMode::Keep, true, &mut ignore_progress)?;
        self.reevaluate_all()?;
        let text = summary.reports.first().map(crate::import::report::ImportReport::summary_line).unwrap_or_default();
        Ok(vec![self.snapshot(SnapshotChange::Everything), StoreAnswer::Import(ImportAnswer::RowReimported(text))])
    }
}

/// Opens the chosen files, and gives each without a day of its own the day that the worker said.
fn open_selected<'l>(chosen: &ImportSelection, layouts: &'l Layouts) -> ExtractFiles<'l> {
    let choice = ReadingChoice { layout: None, sheet: chosen.sheet.as_deref() };
    let mut files = ExtractFiles::open_all(&chosen.files, layouts, choice);
    let Ok(()) = files.ask_run_dates(|file, _changed_on| {
        Ok::<_, Infallible>(match chosen.run_days.get(file) {
            Some(RunDay::Said(day)) => Some(*day),
            Some(RunDay::LastChange) | None => None,
        })
    });
    files
}

/// Returns the files that do not say when the county ran them and that the worker was not asked about, each once.
fn find_undated(files: &mut ExtractFiles<'_>, chosen: &ImportSelection, today: NaiveDate) -> Vec<UndatedFile> {
    let mut open: BTreeMap<String, Option<NaiveDate>> = BTreeMap::new();
    let Ok(()) = files.ask_run_dates(|file, changed_on| {
        if !chosen.run_days.contains_key(file) {
            open.insert(file.to_owned(), changed_on);
        }
        Ok::<_, Infallible>(None)
    });
    let undated = |(file, changed_on): (String, Option<NaiveDate>)| {
        let offered = changed_on.filter(|day| *day <= today).unwrap_or(today);
        UndatedFile { file, offered }
    };
    open.into_iter().map(undated).collect()
}

/// Returns why the first rejected row of an import was rejected, or else the first complaint about it; `None` if there
/// is neither.
fn first_rejection(summary: &ImportSummary) -> Option<String> {
    let mut rejected = summary.reports.iter().flat_map(|report| &report.rejected);
    match rejected.next() {
        Some(row) => Some(join_reason(&row.reason, &row.suggestion)),
        None => summary.complaints.first().cloned(),
    }
}

/// Returns a callback that sends the progress of an import at most ten times a second, and says whether to continue.
fn progress_watcher<'t>(
    cancel: &'t CancelToken,
    send_answer: &'t dyn Fn(StoreAnswer),
) -> impl FnMut(&str, ImportProgress) -> ControlFlow<()> + 't {
    let mut last: Option<Instant> = None;
    move |file, progress| {
        if last.is_none_or(|last| last.elapsed() >= PROGRESS_INTERVAL) {
            last = Some(Instant::now());
            let text = match progress {
                ImportProgress::Reading(rows) => format!("{file}: {} read", count_with_noun(rows, "row")),
                ImportProgress::Comparing(rows, total) => {
                    format!("{file}: {rows} of {} compared", count_with_noun(total, "row"))
                }
            };
            send_answer(StoreAnswer::Import(ImportAnswer::Progress(text)));
        }
        cancel.control_flow()
    }
}

/// Returns the answer about a path: that it is a file, or the importable files of the folder. `None` stands for the
/// downloads folder.
fn inspect_path(path: Option<&str>) -> StoreAnswer {
    let path = path.map_or_else(default_folder, expand_home_path);
    if path.is_file() {
        return StoreAnswer::Import(ImportAnswer::File(path));
    }
    match read_folder(&path) {
        Ok(folder) => StoreAnswer::Import(ImportAnswer::Folder(folder)),
        Err(error) => StoreAnswer::Failed(format!("{} cannot be read: {}.", path.display(), io_reason(&error))),
    }
}

/// Returns the folder where downloaded files are saved, or else the user's home folder.
fn default_folder() -> PathBuf {
    let downloads = directories::UserDirs::new().and_then(|folders| folders.download_dir().map(Path::to_owned));
    downloads.filter(|folder| folder.is_dir()).unwrap_or_else(|| expand_home_path("~/"))
}

fn read_folder(path: &Path) -> std::io::Result<ExtractFolder> {
    let mut folder = ExtractFolder { path: fs::canonicalize(path)?, ..ExtractFolder::default() };
    for entry in fs::read_dir(&folder.path)? {
        let entry = entry?;
        let (path, hidden) = (entry.path(), entry.file_name().to_string_lossy().starts_with('.'));
        // A link counts as its target; a link without a target is skipped.
        let Ok(found) = fs::metadata(&path) else { continue };
        let extension =
            path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
        if found.is_dir() && !hidden {
            folder.folders.push(path);
        } else if found.is_file() && !hidden && EXTRACT_EXTENSIONS.contains(&extension.as_str()) {
            folder.files.push((path, found.len()));
        }
    }
    folder.folders.sort();
    folder.files.sort();
    Ok(folder)
}

/// Guesses a layout for a file that fits none, and shows how the layout would read its first rows.
fn propose_layout(file: &Path, own: &Path, layouts: &Layouts) -> Result<ProposedLayout, String> {
    let guessed = guess_layout(file, layouts, GuessRequest::default()).map_err(|error| error.to_string())?;
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
    let mut lines = vec![first];
    lines.extend(read.unwrap_or_else(|why| {
        let by_hand = format!(
            "On the command line, `caseload layout guess {shown} --to mine.toml` writes a first layout, which you finish \
             by hand; see docs/layouts.md."
        );
        vec![why, by_hand]
    }));
    let to = own.join(format!("{name}.toml"));
    Ok(ProposedLayout { file: file.to_owned(), layout_path: to, layout: guessed.layout, lines, usable })
}

/// Returns the columns and the first rows of a file as a layout reads them, in lines for the worker.
fn layout_preview_lines(file: &Path, layout: &str) -> Result<Vec<String>, String> {
    let alone = Layouts::default().with_layout("proposal", layout).map_err(|flawed| flawed.to_string())?;
    let opened = open_extract(file, &alone, None).map_err(|error| error.to_string())?;
    let mut lines = Vec::new();
    for part in &opened.parts {
        let checked = check_part(part, PREVIEW_ROWS).map_err(|error| error.to_string())?;
        lines.extend(checked.columns.iter().map(|(field, header)| format!("  {header} = {}", field.title())));
        if !checked.unread.is_empty() {
            lines.push(format!("Not read: {}", checked.unread.join(", ")));
        }
        lines.push("The first rows would read:".to_owned());
        for (row, read) in &checked.first {
            let text = read.as_ref().map_or_else(|why| format!("rejected: {why}"), Clone::clone);
            lines.push(format!("  row {row}: {text}"));
        }
        lines.push(format!("{} of {} can be used.", checked.rows.1, count_with_noun(checked.rows.0, "row")));
    }
    Ok(lines)
}

/// Saves a proposed layout into a new file; a file that is there already is not overwritten.
fn save_layout(proposal: &ProposedLayout) -> std::io::Result<()> {
    if let Some(folder) = proposal.layout_path.parent() {
        platform::create_private_folder(folder)?;
    }
    platform::write_private_file(&proposal.layout_path, IfExists::Refuse, proposal.layout.as_bytes())
}
