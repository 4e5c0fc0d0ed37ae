//! Layouts: which column of a county's file is which fact, and how its words, dates and numbers are to be read.
//! They are data: the program brings its own (`assets/layouts/`), an office adds or replaces some in the `layouts`
//! folder of its home. `docs/layouts.md` describes the form.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::domain::extract::ExtractKind;

use super::date_form::DateForm;
use super::field::ExtractField;
use super::layout_file;
use super::pattern::Pattern;

/// A layout that cannot be used, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct LayoutError {
    /// The layout's file.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

/// How one form of file is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Its name, for `--layout`.
    pub id: String,
    /// What a file of this form holds.
    pub kind: ExtractKind,
    /// What it is, in a sentence.
    pub title: String,
    /// Whether it is the office's own, and so goes before one that the program brings.
    pub own: bool,
    /// The columns that are read.
    pub columns: Vec<LayoutColumn>,
    /// The only sheets of a workbook that it reads; all where none is given.
    pub(super) sheet: Option<Pattern>,
    /// Total, page and title lines among or below the rows.
    pub(super) skip: Vec<Pattern>,
    /// Headers of columns that are never read, whatever they hold.
    pub(super) never: Vec<Pattern>,
    /// Words before the date on which the county ran the report.
    pub(super) run_date: Vec<String>,
    /// The forms of dates where a column says nothing else.
    pub(super) dates: Vec<DateForm>,
    /// Texts that mean an empty cell, lower case.
    pub(super) blank: Vec<String>,
}

/// A column of a layout.
#[derive(Debug, Clone, PartialEq)]
pub struct LayoutColumn {
    /// The field that it holds.
    pub field: ExtractField,
    /// The headers that it may have, the first before the others; bare of case, accents, spaces and punctuation.
    pub names: Vec<String>,
    /// Whether a file without it is of another form.
    pub required: bool,
    /// The forms of its dates.
    pub dates: Vec<DateForm>,
    /// The first year that a year of two digits can mean.
    pub years_from: i32,
    /// The county's words, bare, and ours. An empty word says what an empty cell means.
    pub codes: HashMap<String, String>,
    /// How many characters a number that lost its leading zeros has in full; 0 where nothing is padded.
    pub pad: usize,
}

impl Layout {
    /// The column that holds `field`, if the layout has one.
    pub fn column_for(&self, field: ExtractField) -> Option<&LayoutColumn> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// The first of the words before the day of the report.
    pub fn run_date_label(&self) -> Option<&str> {
        self.run_date.first().map(String::as_str)
    }

    /// Whether `text` means an empty cell.
    pub(super) fn is_blank_text(&self, text: &str) -> bool {
        // Asked of every cell of a file, most of which have no accents.
        let is_ascii = text.is_ascii();
        let lower = || text.chars().flat_map(char::to_lowercase);
        let same = |blank: &String| if is_ascii { blank.eq_ignore_ascii_case(text) } else { blank.chars().eq(lower()) };
        text.is_empty() || self.blank.iter().any(same)
    }
}

/// All layouts that files are read by: those of extracts, or those of lists to be matched.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layouts {
    layouts: Vec<Layout>,
    /// Whether they are for lists to be matched, of which nothing is taken into the record.
    for_matching: bool,
}

macro_rules! bundled {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../assets/layouts/", $name)))),+]
    };
}

const BUNDLED: [(&str, &str); 7] = bundled![
    "listing.toml",
    "household.toml",
    "activity_history.toml",
    "attendance.toml",
    "noncompliance.toml",
    "exemptions.toml",
    "alerts.toml",
];

const CHILD_WELFARE: &str = include_str!("../../assets/layouts/child_welfare.toml");

impl Layouts {
    /// The layouts that the program brings for extracts.
    ///
    /// # Errors
    /// None in a program that passed its tests: they read every bundled layout.
    pub fn load_bundled() -> Result<Self, LayoutError> {
        let layouts = BUNDLED.iter().map(|(name, text)| layout_file::parse_layout(name, text, false));
        Ok(Self { layouts: layouts.collect::<Result<_, _>>()?, for_matching: false })
    }

    /// The layouts that the program brings for lists to be matched with the caseload.
    ///
    /// # Errors
    /// None in a program that passed its tests.
    pub fn load_for_matching() -> Result<Self, LayoutError> {
        let layout = layout_file::parse_layout("child_welfare.toml", CHILD_WELFARE, false)?;
        Ok(Self { layouts: vec![layout], for_matching: true })
    }

    /// Adds the office's own layouts: every `.toml` file of `folder`, which need not exist. One with the id of a
    /// bundled layout takes its place.
    ///
    /// # Errors
    /// The first file that cannot be read or used, with its line.
    pub fn with_own(mut self, folder: &Path) -> Result<Self, LayoutError> {
        for (name, text) in read_layout_files(folder)? {
            let own = layout_file::parse_layout(&name, &text, true)?;
            if (own.kind == ExtractKind::ChildWelfare) != self.for_matching {
                continue;
            }
            if let Some(twin) = self.layouts.iter().find(|layout| layout.own && layout.id == own.id) {
                let reason = format!("another file of the folder has the id {:?} too", twin.id);
                return Err(LayoutError { file: name, line: 1, reason });
            }
            self.layouts.retain(|layout| layout.id != own.id);
            self.layouts.push(own);
        }
        Ok(self)
    }

    /// Adds the own layout `text` of the file `name`, in place of one with its id.
    ///
    /// # Errors
    /// It cannot be used; with its line.
    pub fn with_layout(mut self, name: &str, text: &str) -> Result<Self, LayoutError> {
        let own = layout_file::parse_layout(name, text, true)?;
        self.layouts.retain(|layout| layout.id != own.id);
        self.layouts.push(own);
        Ok(self)
    }

    /// All layouts.
    pub fn iter(&self) -> impl Iterator<Item = &Layout> {
        self.layouts.iter()
    }

    /// The layout with the id `id`.
    pub fn get(&self, id: &str) -> Option<&Layout> {
        self.layouts.iter().find(|layout| layout.id == id)
    }
}

/// Name and text of every layout in `folder`, by name.
fn read_layout_files(folder: &Path) -> Result<Vec<(String, String)>, LayoutError> {
    let fault = |path: &Path, error: std::io::Error| LayoutError {
        file: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        line: 1,
        reason: format!("cannot be read: {error}"),
    };
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| fault(folder, error))? {
        let path = entry.map_err(|error| fault(folder, error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).map_err(|error| fault(&path, error))?;
            files.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text));
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;

    #[test]
    fn there_is_a_bundled_layout_for_every_kind() {
        let layouts = Layouts::load_bundled().unwrap();
        assert!(Layouts::load_for_matching().unwrap().get(ExtractKind::ChildWelfare.id()).is_some());
        for kind in ExtractKind::VARIANTS.iter().filter(|kind| **kind != ExtractKind::ChildWelfare) {
            assert_eq!(layouts.get(kind.id()).map(|layout| layout.kind), Some(*kind));
        }
    }

    #[test]
    fn every_reason_for_exemption_is_one_of_the_policy() {
        let policy = include_str!("../../assets/policy/exemptions.toml");
        let layouts = Layouts::load_bundled().unwrap();
        for id in layouts.get("exemptions").unwrap().column_for(ExtractField::Reason).unwrap().codes.values() {
            assert!(policy.contains(&format!("id = {id:?}\n")), "{id}");
        }
    }

    #[test]
    fn an_own_layout_takes_the_place_of_the_bundled_one() {
        let folder = tempfile::tempdir().unwrap();
        let exemptions = include_str!("../../assets/layouts/exemptions.toml");
        fs::write(folder.path().join("ours.toml"), exemptions).unwrap();
        fs::write(folder.path().join("notes.txt"), "no layout").unwrap();
        let layouts = Layouts::load_bundled().unwrap().with_own(folder.path()).unwrap();
        assert_eq!(layouts.iter().filter(|layout| layout.kind == ExtractKind::Exemptions).count(), 1);
        assert!(layouts.get("exemptions").unwrap().own);

        fs::write(folder.path().join("twice.toml"), exemptions).unwrap();
        let error = Layouts::load_bundled().unwrap().with_own(folder.path()).unwrap_err();
        assert_eq!(error.file, "twice.toml");
    }

    #[test]
    fn an_office_without_own_layouts_has_the_bundled_ones() {
        let bundled = Layouts::load_bundled().unwrap();
        assert_eq!(bundled.clone().with_own(Path::new("nowhere/layouts")), Ok(bundled));
    }
}
