//! The layouts by which files are read: the built-in ones of `assets/layouts/`, and those that an office adds or
//! replaces in the `layouts` folder of its home.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::domain::extract::ExtractKind;
use crate::domain::sanitize::quoted;
use crate::platform;
use crate::store::office_files::{UnreadableFile, read_toml_files};

use super::county_words::{CountyWord, CountyWords, WORDS_FILE, WordError};
use super::layout::{Layout, LayoutError};
use super::layout_file::parse_layout;
use super::layout_words::find_word_code;
use super::pattern::comparison_key;

/// The layouts that one command may choose from: those of extracts, or those of lists to be matched.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layouts {
    layouts: Vec<Layout>,
    purpose: LayoutPurpose,
}

/// What becomes of the rows that a layout reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum LayoutPurpose {
    /// The rows of an extract are recorded.
    #[default]
    Import,
    /// The rows of a child-welfare list are matched with the caseload, and none is recorded.
    Matching,
}

macro_rules! layout_files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../assets/layouts/", $name)))),+]
    };
}

const EXTRACT_FILES: [(&str, &str); 8] = layout_files![
    "listing.toml",
    "household.toml",
    "activity_history.toml",
    "attendance.toml",
    "noncompliance.toml",
    "exemptions.toml",
    "aid_months.toml",
    "alerts.toml",
];
const MATCHING_FILES: [(&str, &str); 1] = layout_files!["child_welfare.toml"];

static FOR_EXTRACTS: LazyLock<Layouts> = LazyLock::new(|| parse_builtin(&EXTRACT_FILES, LayoutPurpose::Import));
static FOR_MATCHING: LazyLock<Layouts> = LazyLock::new(|| parse_builtin(&MATCHING_FILES, LayoutPurpose::Matching));

#[expect(clippy::expect_used, reason = "the files are built in, and a test parses each of them")]
fn parse_builtin(files: &[(&str, &str)], purpose: LayoutPurpose) -> Layouts {
    let layouts = files.iter().map(|(name, text)| parse_layout(name, text));
    Layouts { layouts: layouts.collect::<Result<_, _>>().expect("every built-in layout can be used"), purpose }
}

fn parse_own(name: &str, text: &str) -> Result<Layout, LayoutError> {
    Ok(Layout { own: true, ..parse_layout(name, text)? })
}

impl Layouts {
    /// Returns the built-in layouts by which extracts are read.
    pub fn for_extracts() -> &'static Self {
        &FOR_EXTRACTS
    }

    /// Returns the built-in layouts of lists that are matched with the caseload.
    pub fn for_matching() -> &'static Self {
        &FOR_MATCHING
    }

    /// Returns these layouts with the office's own: every `.toml` file of `folder` that has the same purpose, and the
    /// words that the office has explained. The folder need not exist. An own layout replaces a built-in one with the
    /// same id.
    ///
    /// # Errors
    /// The first file that cannot be read or used, with its line; or the second of two files with the same id.
    pub fn with_own(&self, folder: &Path) -> Result<Self, LayoutError> {
        let mut all = self.clone();
        let mut read: Vec<String> = Vec::new();
        for (name, text) in read_toml_files(folder)?.into_iter().filter(|(name, _)| name != WORDS_FILE) {
            let own = parse_own(&name, &text)?;
            if LayoutPurpose::for_kind(own.kind) != self.purpose {
                continue;
            }
            if read.contains(&own.id) {
                let reason = format!("another file of the folder has the id {} too", quoted(&own.id));
                return Err(LayoutError { file: name, line: 1, reason });
            }
            read.push(own.id.clone());
            all.replace(own);
        }
        all.add_words(&CountyWords::load(folder)?);
        Ok(all)
    }

    /// Returns the same with those of several folders, each of which replaces layouts of those before it.
    ///
    /// # Errors
    /// As for [`Self::with_own`].
    pub fn with_folders(&self, folders: &[PathBuf]) -> Result<Self, LayoutError> {
        folders.iter().try_fold(self.clone(), |layouts, folder| layouts.with_own(folder))
    }

    /// Checks a file of an office's `layouts` folder: a layout, or the words that the office has explained.
    ///
    /// # Errors
    /// The file cannot be used; the error has its line.
    pub fn check_file(name: &str, text: &str) -> Result<(), LayoutError> {
        if name == WORDS_FILE { CountyWords::parse(text).map(drop) } else { parse_own(name, text).map(drop) }
    }

    /// Adds what an office's words mean to every column of their field. A word that a layout has keeps its meaning there.
    pub fn add_words(&mut self, words: &CountyWords) {
        for CountyWord { field, word, code } in words.iter() {
            let columns = self.layouts.iter_mut().flat_map(|layout| &mut layout.columns);
            for column in columns.filter(|column| column.field == *field) {
                column.codes.entry(comparison_key(word)).or_insert_with(|| code.clone());
            }
        }
    }

    /// Refuses a word that a layout reads as another code: the layout's meaning would stay in force.
    ///
    /// # Errors
    /// The word with its code and layout.
    pub fn check_word(&self, word: &CountyWord) -> Result<(), WordError> {
        for layout in &self.layouts {
            let code = layout.column_for(word.field).and_then(|column| find_word_code(column, &word.word));
            if let Some(code) = code.filter(|code| *code != word.code) {
                let (word, code) = (word.word.clone(), code.to_owned());
                return Err(WordError::Known { word, code, layout: layout.id.clone() });
            }
        }
        Ok(())
    }

    /// Returns these layouts with the own layout `text` of the file `name`, which replaces one with the same id.
    ///
    /// # Errors
    /// The layout cannot be used; the error has its line.
    pub fn with_layout(mut self, name: &str, text: &str) -> Result<Self, LayoutError> {
        self.replace(parse_own(name, text)?);
        Ok(self)
    }

    fn replace(&mut self, own: Layout) {
        self.layouts.retain(|layout| layout.id != own.id);
        self.layouts.push(own);
    }

    /// Iterates over all layouts.
    pub fn iter(&self) -> impl Iterator<Item = &Layout> {
        self.layouts.iter()
    }

    /// Returns the layout with the id `id`.
    pub fn get(&self, id: &str) -> Option<&Layout> {
        self.layouts.iter().find(|layout| layout.id == id)
    }
}

impl LayoutPurpose {
    fn for_kind(kind: ExtractKind) -> Self {
        if kind == ExtractKind::ChildWelfare { Self::Matching } else { Self::Import }
    }
}

impl From<UnreadableFile> for LayoutError {
    fn from(UnreadableFile { path, error }: UnreadableFile) -> Self {
        Self {
            file: path.display().to_string(),
            line: 0,
            reason: format!("it cannot be read: {}", platform::io_reason(&error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use strum::VariantArray as _;

    use super::super::field::ExtractField;
    use super::*;

    /// Proves that the built-in layouts can be parsed: the statics that hold them rely on it.
    #[test]
    fn there_is_a_builtin_layout_for_every_kind() {
        let layouts = Layouts::for_extracts();
        assert!(Layouts::for_matching().get(ExtractKind::ChildWelfare.id()).is_some());
        for kind in ExtractKind::VARIANTS.iter().filter(|kind| **kind != ExtractKind::ChildWelfare) {
            assert_eq!(layouts.get(kind.id()).map(|layout| layout.kind), Some(*kind));
        }
    }

    #[test]
    fn every_reason_for_exemption_is_one_of_the_policy() {
        let policy = include_str!("../../assets/policy/exemptions.toml");
        let layouts = Layouts::for_extracts();
        for id in layouts.get("exemptions").unwrap().column_for(ExtractField::Reason).unwrap().codes.values() {
            assert!(policy.contains(&format!("id = {id:?}\n")), "{id}");
        }
    }

    #[test]
    fn an_own_layout_replaces_the_builtin_one() {
        let folder = tempfile::tempdir().unwrap();
        let exemptions = include_str!("../../assets/layouts/exemptions.toml");
        fs::write(folder.path().join("ours.toml"), exemptions).unwrap();
        fs::write(folder.path().join("notes.txt"), "no layout").unwrap();
        let layouts = Layouts::for_extracts().with_own(folder.path()).unwrap();
        assert_eq!(layouts.iter().filter(|layout| layout.kind == ExtractKind::Exemptions).count(), 1);
        assert!(layouts.get("exemptions").unwrap().own);

        fs::write(folder.path().join("twice.toml"), exemptions).unwrap();
        let error = Layouts::for_extracts().with_own(folder.path()).unwrap_err();
        assert_eq!(error.file, "twice.toml");
    }

    #[test]
    fn words_of_the_office_hold_for_every_layout_that_has_none_for_them() {
        let folder = tempfile::tempdir().unwrap();
        let mut words = CountyWords::default();
        for text in ["activity_status:Waitlisted=scheduled", "outcome:GC=resolved"] {
            words.insert(text.parse().unwrap());
        }
        words.save(folder.path()).unwrap();
        let layouts = Layouts::for_extracts().with_own(folder.path()).unwrap();
        let code = |layout: &str, field, word| {
            find_word_code(layouts.get(layout).unwrap().column_for(field).unwrap(), word).map(str::to_owned)
        };
        for layout in ["listing", "activity_history"] {
            let scheduled = Some("scheduled".to_owned());
            assert_eq!(code(layout, ExtractField::ActivityStatus, "WAITLISTED"), scheduled);
        }
        assert_eq!(code("noncompliance", ExtractField::Outcome, "GC"), Some("good_cause".to_owned()));
        let refused = Layouts::for_extracts().check_word(&"outcome:gc=resolved".parse().unwrap()).unwrap_err();
        assert!(refused.to_string().contains("already means good_cause in the layout noncompliance"), "{refused}");
    }

    #[test]
    fn an_office_without_own_layouts_has_the_builtin_ones() {
        let builtin = Layouts::for_extracts();
        assert_eq!(builtin.with_own(Path::new("nowhere/layouts")).as_ref(), Ok(builtin));
    }
}
