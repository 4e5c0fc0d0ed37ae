//! Templates: the shapes of entries in systems of record. They are data: two are built in (`assets/posting/`), and an
//! office adds or replaces some in the `posting` folder of its home. `assets/posting/calsaws_journal.toml` explains the
//! fields.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::store::office_files::{UnreadableFile, read_toml_files};

/// The shape of an entry in a system of record.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostingTemplate {
    /// The id by which settings and `--template` name the template.
    pub id: String,
    /// The name of the template for people.
    pub title: String,
    /// Where the shape comes from.
    pub source: String,
    /// Whether the source is certain, or an office must check it.
    pub certainty: crate::policy::Certainty,
    /// The most columns of a line; 0 leaves lines as they are.
    pub width: usize,
    /// The most characters of one entry, in which a line end counts as two.
    pub length: usize,
    /// The entry of a comment, with its fields in braces.
    pub comment: String,
    /// The entry of an amendment, with its fields in braces.
    pub amendment: String,
    /// What `{short}` is in the comment of a partner role on a common case; it is empty in every other comment.
    #[serde(default)]
    pub short_of_common_case: String,
    /// The types of entry that the screen offers; empty if it has none.
    #[serde(default, rename = "entry_type")]
    pub entry_types: Vec<EntryType>,
}

/// A type of entry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryType {
    /// The name of the type on the screen.
    pub name: String,
    /// The ids of the purposes of contacts that are entered under this type.
    #[serde(default)]
    pub purposes: Vec<String>,
    /// Whether the type takes the purposes that no type names.
    #[serde(default)]
    pub default: bool,
    /// Whether the type takes the comments of partner roles on common cases.
    #[serde(default)]
    pub common_case: bool,
}

/// Why a template cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// A file of the office cannot be read.
    #[error(transparent)]
    Unreadable(#[from] UnreadableFile),
    /// A file is not a usable template.
    #[error("The posting template {file} cannot be used: {reason}")]
    Flawed {
        /// The file's name.
        file: String,
        /// What is wrong with the template.
        reason: String,
    },
}

/// The templates that a worker can choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingTemplates {
    templates: Vec<PostingTemplate>,
}

/// The built-in templates. The first one is used if none is named.
const BUILTIN_FILES: [&str; 2] = [
    include_str!("../../assets/posting/calsaws_journal.toml"),
    include_str!("../../assets/posting/calwin_comments.toml"),
];

#[expect(clippy::expect_used, reason = "the templates are built in, and a test parses each of them")]
static BUILTIN: LazyLock<PostingTemplates> = LazyLock::new(|| {
    let templates = BUILTIN_FILES.iter().map(|text| parse_template(text));
    PostingTemplates { templates: templates.collect::<Result<_, _>>().expect("every built-in template can be used") }
});

/// The shortest length that an entry may have: a shorter one has no room for a comment.
const MIN_LENGTH: usize = 100;
const COMMENT_FIELDS: [&str; 12] = [
    "short",
    "date",
    "type",
    "outcome",
    "late",
    "person",
    "purpose",
    "results",
    "forms",
    "documents",
    "entered",
    "author",
];
const AMENDMENT_FIELDS: [&str; 6] = ["date", "kind", "reason", "text", "entered", "author"];
/// The fields that the entry of a comment must not leave out.
const NEEDED_OF_COMMENT: [&str; 6] = ["date", "type", "purpose", "results", "forms", "documents"];
const NEEDED_OF_AMENDMENT: [&str; 3] = ["kind", "reason", "text"];

impl PostingTemplates {
    /// Returns the built-in templates.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Returns these templates with the office's own: every `.toml` file of `folder`, which need not exist. An own
    /// template replaces one with the same id.
    ///
    /// # Errors
    /// The first file that cannot be read or used.
    pub fn with_own(&self, folder: &Path) -> Result<Self, TemplateError> {
        let mut templates = self.templates.clone();
        for (file, text) in read_toml_files(folder)? {
            let own = parse_template(&text).map_err(|reason| TemplateError::Flawed { file, reason })?;
            match templates.iter_mut().find(|known| known.id == own.id) {
                Some(known) => *known = own,
                None => templates.push(own),
            }
        }
        Ok(Self { templates })
    }

    /// Returns the same with those of several folders, each of which replaces templates of those before it.
    ///
    /// # Errors
    /// As for [`Self::with_own`].
    pub fn with_folders(&self, folders: &[PathBuf]) -> Result<Self, TemplateError> {
        folders.iter().try_fold(self.clone(), |templates, folder| templates.with_own(folder))
    }

    /// Checks the text of a template.
    ///
    /// # Errors
    /// The line, if it is in one, and what is wrong with it.
    pub fn check_template(text: &str) -> Result<(), (Option<usize>, String)> {
        let line_of = |error: toml::de::Error| Some(text.get(..error.span()?.start)?.matches('\n').count() + 1);
        let line = toml::from_str::<PostingTemplate>(text).err().and_then(line_of);
        parse_template(text).map(drop).map_err(|reason| (line, reason))
    }

    /// Returns the template with the id, or the first one if no id is given.
    pub fn get(&self, id: Option<&str>) -> Option<&PostingTemplate> {
        match id {
            Some(id) => self.templates.iter().find(|template| template.id == id),
            None => self.templates.first(),
        }
    }

    /// Iterates over all templates.
    pub fn iter(&self) -> impl Iterator<Item = &PostingTemplate> {
        self.templates.iter()
    }
}

fn parse_template(text: &str) -> Result<PostingTemplate, String> {
    let template: PostingTemplate = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    if template.length < MIN_LENGTH {
        return Err(format!(
            "`length` is {}, which has no room for an entry; the minimum is {MIN_LENGTH}",
            template.length
        ));
    }
    let mut usual = template.entry_types.iter().filter(|kind| !kind.common_case).peekable();
    if usual.peek().is_some() && !usual.any(|kind| kind.default) {
        return Err("no type of entry is the default".to_owned());
    }
    check_fields(&template.comment, &COMMENT_FIELDS, &NEEDED_OF_COMMENT)?;
    check_fields(&template.amendment, &AMENDMENT_FIELDS, &NEEDED_OF_AMENDMENT)?;
    Ok(template)
}

/// Checks that the text of a template names only known fields, and all that are needed.
fn check_fields(text: &str, known: &[&str], needed: &[&str]) -> Result<(), String> {
    if text.matches('{').count() != text.matches('}').count() {
        return Err("a brace has no counterpart".to_owned());
    }
    let named: Vec<&str> = text.split(['{', '}']).skip(1).step_by(2).collect();
    if let Some(unknown) = named.iter().find(|name| !known.contains(name)) {
        return Err(format!("{{{unknown}}} is not a field; the fields are {}", known.join(", ")));
    }
    match needed.iter().find(|name| !named.contains(name)) {
        Some(missing) => Err(format!("{{{missing}}} is missing")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use std::fs;

    use super::*;
    use crate::policy::catalog::Catalog;

    /// Proves that the built-in templates can be parsed: the static that holds them relies on it.
    #[test]
    fn the_builtin_templates_parse_and_name_existing_purposes() {
        let catalog = Catalog::builtin();
        let templates = PostingTemplates::builtin();
        assert_eq!(templates.get(None).unwrap().id, "calsaws_journal");
        assert_eq!(templates.get(None).unwrap().entry_types.len(), 10);
        for kind in templates.iter().flat_map(|template| &template.entry_types) {
            for purpose in &kind.purposes {
                assert!(catalog.purposes.iter().any(|known| known.id == *purpose), "{purpose}");
            }
        }
    }

    #[rstest]
    #[case::unknown("{results}", "{outcomes}", "{outcomes} is not a field")]
    #[case::missing("{documents}", "", "{documents} is missing")]
    #[case::brace("{results}", "{results", "a brace has no counterpart")]
    #[case::length("length = 1000", "length = 20", "has no room")]
    fn a_flawed_template_is_refused_with_the_reason(#[case] from: &str, #[case] to: &str, #[case] wanted: &str) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine.toml"), BUILTIN_FILES[1].replace(from, to)).unwrap();
        let error = PostingTemplates::builtin().with_own(folder.path()).unwrap_err().to_string();
        assert!(error.contains("mine.toml") && error.contains(wanted), "{error}");
    }

    #[test]
    fn an_offices_template_replaces_a_builtin_one() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine.toml"), BUILTIN_FILES[1].replace("width = 72", "width = 60")).unwrap();
        let templates = PostingTemplates::builtin().with_own(folder.path()).unwrap();
        assert_eq!((templates.iter().count(), templates.get(Some("calwin_comments")).unwrap().width), (2, 60));
    }
}
