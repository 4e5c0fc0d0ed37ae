//! Extracts read from inside the screen, by the same way as the command: what a file would bring is told first, and
//! nothing is kept until the worker says so.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::copying::expanded;
use super::keeper::Open;
use super::{Answer, Tell};
use crate::domain::change::Extract;
use crate::domain::rejected::RejectedHeader;
use crate::exchange::checked::check;
use crate::exchange::guess::guess;
use crate::exchange::reading::{Files, Keeping, Read};
use crate::exchange::rejects::sheet::Sheet;
use crate::exchange::{Layouts, Progress, ReadFault, open, open_text};
use crate::store::{Absent, ReadBefore, RejectedRow, StoreError, TakingBack};

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

/// Stops a reading that is under way.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks it to stop. Nothing of the file that is being read is kept.
    pub fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn asked(&self) -> ControlFlow<()> {
        if self.0.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Files to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Whether an extract is read although it is older than one of its kind that was read before.
    pub older_too: bool,
}

impl Chosen {
    /// Files of which none is read that is older than what was read before.
    pub const fn only_newer(files: Vec<PathBuf>) -> Self {
        Self { files, older_too: false }
    }
}

/// What is asked about extracts.
#[derive(Debug, Clone)]
pub enum ImportJob {
    /// What there is in a folder, or that it is a file; nothing for where files usually lie.
    LookAt(Option<String>),
    /// What files would bring.
    Preview(Chosen, Stop),
    /// Read them.
    ReadIn(Chosen, Stop),
    /// Keep a proposed layout, and tell what its file would bring.
    KeepLayout(Box<Proposal>, Stop),
    /// The rejected rows that wait to be mended.
    Rejected,
    /// Read a rejected row again with these cells.
    Mend(Box<Rejected>, Vec<String>),
    /// What the newest extracts no longer name.
    NotNamed,
    /// The extracts that were read.
    ReadBefore,
    /// What taking an extract back would do.
    TakingBack(Box<ReadBefore>),
    /// Take an extract back, for this reason.
    TakeBack(Box<ReadBefore>, String),
}

impl ImportJob {
    /// What stops it, where it can be stopped.
    pub const fn stop(&self) -> Option<&Stop> {
        match self {
            Self::Preview(_, stop) | Self::ReadIn(_, stop) | Self::KeepLayout(_, stop) => Some(stop),
            Self::LookAt(_)
            | Self::Rejected
            | Self::Mend(..)
            | Self::NotNamed
            | Self::ReadBefore
            | Self::TakingBack(_)
            | Self::TakeBack(..) => None,
        }
    }
}

/// What is answered about extracts.
#[derive(Debug, Clone)]
pub enum ImportAnswer {
    /// What there is in a folder.
    Folder(Folder),
    /// It is a file.
    File(PathBuf),
    /// How far a reading is.
    Progress(String),
    /// What files would bring, and what is not read of them.
    Previewed(Chosen, Read, Vec<String>),
    /// A layout for a file that fits none.
    Proposed(Box<Proposal>),
    /// What files brought, and what is not read of them.
    ReadIn(Read, Vec<String>),
    /// The rejected rows that wait to be mended.
    Rejected(Vec<Rejected>),
    /// A row was mended and read; how.
    Mended(String),
    /// A row cannot be used as it was mended; why.
    NotMended(String),
    /// What the newest extracts no longer name, by case.
    NotNamed(Vec<Absent>),
    /// The extracts that were read, the newest first.
    ReadBefore(Vec<ReadBefore>),
    /// What taking an extract back would do.
    TakingBack(Box<ReadBefore>, Box<TakingBack>),
    /// An extract was taken back.
    TakenBack(Box<ReadBefore>),
}

/// A folder with what it holds that may be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// The folders in it, by name.
    pub folders: Vec<PathBuf>,
    /// The files in it that can be extracts, by name, each with its size in bytes.
    pub files: Vec<(PathBuf, u64)>,
}

/// A layout that was worked out for a file that fits none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The file.
    pub file: PathBuf,
    /// The layout's file in the folder of the home.
    pub to: PathBuf,
    /// The layout as it would be kept.
    pub layout: String,
    /// What the file seems to hold, and how its first rows would read.
    pub says: Vec<String>,
    /// Whether it can be used as it is.
    pub usable: bool,
}

/// A row that could not be used, with what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The extract.
    pub extract: Extract,
    /// The header above it.
    pub header: RejectedHeader,
    /// The row.
    pub row: RejectedRow,
}

impl Open {
    pub(super) fn import(&mut self, job: ImportJob, tell: &Tell) -> Result<Vec<Answer>, StoreError> {
        let answer = match job {
            ImportJob::LookAt(path) => return Ok(vec![look_at(path.as_deref())]),
            ImportJob::Preview(chosen, stop) => self.preview(chosen, &stop, tell)?,
            ImportJob::ReadIn(chosen, stop) => return self.read_in(&chosen, &stop, tell),
            ImportJob::KeepLayout(proposal, stop) => {
                if let Err(error) = kept(&proposal) {
                    let to = proposal.to.display();
                    return Ok(vec![Answer::Failed(format!("{to} cannot be written: {error}."))]);
                }
                self.preview(Chosen::only_newer(vec![proposal.file]), &stop, tell)?
            }
            ImportJob::Rejected => Ok(ImportAnswer::Rejected(self.rejected()?)),
            ImportJob::Mend(rejected, cells) => return self.mend(&rejected, cells),
            ImportJob::NotNamed => Ok(ImportAnswer::NotNamed(self.store.absent(MOST)?)),
            ImportJob::ReadBefore => Ok(ImportAnswer::ReadBefore(self.store.extracts(NEWEST)?)),
            ImportJob::TakingBack(read) => {
                let taking_back = self.store.taking_back(read.extract.id, MOST)?;
                Ok(ImportAnswer::TakingBack(read, Box::new(taking_back)))
            }
            ImportJob::TakeBack(read, reason) => {
                self.store.take_back(read.extract.id, reason)?;
                self.lay_whole()?;
                return Ok(vec![Answer::Laid(self.laid()), Answer::Import(ImportAnswer::TakenBack(read))]);
            }
        };
        Ok(vec![answer.map_or_else(Answer::Failed, Answer::Import)])
    }

    fn layouts(&self) -> Result<Layouts, String> {
        let all = Layouts::bundled().and_then(|bundled| bundled.with_own(&self.store.home().layouts()));
        all.map_err(|flawed| flawed.to_string())
    }

    fn preview(
        &mut self,
        chosen: Chosen,
        stop: &Stop,
        tell: &Tell,
    ) -> Result<Result<ImportAnswer, String>, StoreError> {
        let layouts = match self.layouts() {
            Ok(layouts) => layouts,
            Err(flawed) => return Ok(Err(flawed)),
        };
        let files = Files::open(&chosen.files, &layouts, None);
        if let ([path], [alone]) = (chosen.files.as_slice(), files.unreadable.as_slice())
            && matches!(alone.fault, ReadFault::Unrecognised { .. })
        {
            let proposed = proposal(path, &self.store.home().layouts(), &layouts);
            return Ok(proposed.map(|proposal| ImportAnswer::Proposed(Box::new(proposal))));
        }
        let read = files.read(&mut self.store, Keeping::Preview, chosen.older_too, &mut watch(stop, tell))?;
        let notes = files.notes;
        Ok(Ok(ImportAnswer::Previewed(chosen, read, notes)))
    }

    fn read_in(&mut self, chosen: &Chosen, stop: &Stop, tell: &Tell) -> Result<Vec<Answer>, StoreError> {
        let layouts = match self.layouts() {
            Ok(layouts) => layouts,
            Err(flawed) => return Ok(vec![Answer::Failed(flawed)]),
        };
        let files = Files::open(&chosen.files, &layouts, None);
        let read = files.read(&mut self.store, Keeping::Keep, chosen.older_too, &mut watch(stop, tell))?;
        self.lay_whole()?;
        Ok(vec![Answer::Laid(self.laid()), Answer::Import(ImportAnswer::ReadIn(read, files.notes))])
    }

    fn rejected(&self) -> Result<Vec<Rejected>, StoreError> {
        let mut all = Vec::new();
        for read in self.store.extracts(NEWEST)?.into_iter().filter(|read| read.waiting > 0 && !read.taken_back) {
            let Some(header) = self.store.rejected_header(read.extract.id)? else { continue };
            let room = u32::try_from(MOST_REJECTED.saturating_sub(all.len())).unwrap_or(0);
            let rows = self.store.rejected(read.extract.id, 0, room)?;
            let extract = &read.extract;
            let whole = |row| Rejected { extract: extract.clone(), header: header.clone(), row };
            all.extend(rows.into_iter().map(whole));
        }
        Ok(all)
    }

    /// Reads a row again. It is tried first: one that still cannot be used stays as it was.
    fn mend(&mut self, rejected: &Rejected, cells: Vec<String>) -> Result<Vec<Answer>, StoreError> {
        let again = self.layouts().and_then(|layouts| {
            let mut sheet = Sheet::of(&rejected.extract, &rejected.header, &layouts);
            sheet.push(&RejectedRow { cells, ..rejected.row.clone() });
            let text = sheet.text().map_err(|error| error.to_string())?;
            Ok((layouts, text))
        });
        let (layouts, text) = match again {
            Ok(again) => again,
            Err(flawed) => return Ok(vec![Answer::Failed(flawed)]),
        };
        let name = format!("{} (row {} mended)", rejected.extract.file, rejected.row.row);
        let mut files = Files::default();
        match open_text(&name, text, &layouts, Some(&rejected.header.layout)) {
            Ok(file) => files.parts = file.parts,
            Err(error) => return Ok(vec![Answer::Import(ImportAnswer::NotMended(error.to_string()))]),
        }
        let mut unwatched = |_: &str, _| ControlFlow::Continue(());
        let tried = files.read(&mut self.store, Keeping::Preview, true, &mut unwatched)?;
        if let Some(refused) = refusal(&tried) {
            return Ok(vec![Answer::Import(ImportAnswer::NotMended(refused))]);
        }
        let read = files.read(&mut self.store, Keeping::Keep, true, &mut unwatched)?;
        self.lay_whole()?;
        let said = read.reports.first().map(crate::exchange::report::Report::summary).unwrap_or_default();
        Ok(vec![Answer::Laid(self.laid()), Answer::Import(ImportAnswer::Mended(said))])
    }
}

fn refusal(tried: &Read) -> Option<String> {
    let rejected = tried.reports.iter().flat_map(|report| &report.rejected).next();
    rejected.map(|one| format!("{}. {}", one.reason, one.suggestion)).or_else(|| tried.complaints.first().cloned())
}

/// Tells how far it is, ten times a second at most, and whether it is to go on.
fn watch<'t>(stop: &'t Stop, tell: &'t Tell) -> impl FnMut(&str, Progress) -> ControlFlow<()> + 't {
    let mut last: Option<Instant> = None;
    move |file, progress| {
        if last.is_none_or(|last| last.elapsed() >= BETWEEN) {
            last = Some(Instant::now());
            let said = match progress {
                Progress::Reading(rows) => format!("{file}: {rows} rows read"),
                Progress::Comparing(rows, of) => format!("{file}: {rows} of {of} rows compared"),
            };
            tell(Answer::Import(ImportAnswer::Progress(said)));
        }
        stop.asked()
    }
}

/// A file, or a folder with what can be read in it.
fn look_at(path: Option<&str>) -> Answer {
    let path = path.map_or_else(usual_folder, expanded);
    if path.is_file() {
        return Answer::Import(ImportAnswer::File(path));
    }
    match folder(&path) {
        Ok(folder) => Answer::Import(ImportAnswer::Folder(folder)),
        Err(error) => Answer::Failed(format!("{} cannot be read: {error}.", path.display())),
    }
}

/// Where files from elsewhere lie: the folder of downloads, else the worker's own.
fn usual_folder() -> PathBuf {
    let downloads = directories::UserDirs::new().and_then(|folders| folders.download_dir().map(Path::to_owned));
    downloads.filter(|folder| folder.is_dir()).unwrap_or_else(|| expanded("~/"))
}

fn folder(path: &Path) -> std::io::Result<Folder> {
    let mut folder = Folder { path: fs::canonicalize(path)?, ..Folder::default() };
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
fn proposal(file: &Path, own: &Path, layouts: &Layouts) -> Result<Proposal, String> {
    let guessed = guess(file, layouts, None).map_err(|error| error.to_string())?;
    let name = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let shown = file.file_name().unwrap_or_default().to_string_lossy();
    let kind = guessed.kind.title();
    let (first, read) = if guessed.missing.is_empty() {
        (format!("{shown} fits no layout. It seems to hold the {kind}."), as_read(file, &guessed.layout))
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
    Ok(Proposal { file: file.to_owned(), to, layout: guessed.layout, says, usable })
}

/// The columns and the first rows of a file as a layout reads them.
fn as_read(file: &Path, layout: &str) -> Result<Vec<String>, String> {
    let alone = Layouts::default().with("proposal", layout).map_err(|flawed| flawed.to_string())?;
    let opened = open(file, &alone, None).map_err(|error| error.to_string())?;
    let mut says = Vec::new();
    for part in &opened.parts {
        let checked = check(part, SHOWN).map_err(|error| error.to_string())?;
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

fn kept(proposal: &Proposal) -> std::io::Result<()> {
    if let Some(folder) = proposal.to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::OpenOptions::new().write(true).create_new(true).open(&proposal.to)?;
    fs::write(&proposal.to, &proposal.layout)
}
