//! The catalogs behind the pickers of the comment form: forms, documents, purposes of contact.
//!
//! They are data (`assets/catalog/`), built into the program; an office adds its own in the `catalogue` folder of its
//! home.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::category::Category;
use crate::domain::proposal::Proposal;

/// An error in a catalog file.
#[derive(Debug, Clone, thiserror::Error)]
#[error("The catalog {file}, line {line}: {reason}")]
pub struct CatalogError {
    /// The name of the file.
    file: String,
    /// The line of the error, from 1.
    line: usize,
    /// What is wrong, in one line.
    reason: String,
}

impl CatalogError {
    /// Returns the line of the error in the text of the file, from 1.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// Returns what is wrong, in one line.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// The forms, documents and purposes that the pickers offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalog {
    /// The forms, the most used first.
    pub forms: Vec<CatalogForm>,
    /// The documents that participants hand in.
    pub documents: Vec<CatalogDocument>,
    /// The purposes of a contact.
    pub purposes: Vec<ContactPurpose>,
}

/// A form that is completed, sent or received.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogForm {
    /// The number of the form, as printed: `WTW 2`.
    pub number: String,
    /// The name of the form.
    pub name: String,
    /// The occasion on which it is used.
    pub when: String,
    /// The issuer of the form.
    #[serde(rename = "use", default)]
    pub issuer: Issuer,
    /// The document in which the form is named.
    #[serde(default)]
    pub source: String,
}

/// The issuer of a form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Issuer {
    /// The State; every county has the form.
    State,
    /// This county.
    #[default]
    County,
    /// Another county; its forms are seen in transferred cases.
    OtherCounty,
}

/// A document that participants hand in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogDocument {
    /// The id of the document.
    pub id: String,
    /// The name in a comment.
    pub name: String,
    /// The usual purpose of the document; `None` for one of a worker's own.
    #[serde(default)]
    pub verifies: Option<DocumentPurpose>,
    /// The source in which the document is named.
    #[serde(default)]
    pub source: String,
}

/// The usual purpose of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentPurpose {
    /// The document verifies attendance and progress.
    Attendance,
    /// The document verifies employment, hours and pay.
    Employment,
    /// The document supports an exemption.
    Exemption,
    /// The document supports good cause.
    GoodCause,
    /// The document shows who somebody is and where they live.
    Identity,
    /// The document shows that a supportive service was used.
    Services,
    /// The document goes into a plan.
    Plan,
}

/// A purpose of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactPurpose {
    /// The id of the purpose.
    pub id: String,
    /// The words in the comment.
    pub words: String,
    /// The categories of findings that the purpose answers.
    #[serde(default)]
    pub answers: Vec<Category>,
    /// The acts that a difference from the county's record proposes where the purpose answers it: such a difference may be
    /// about anything, and what is to be done says about what.
    #[serde(default)]
    pub differences: Vec<Proposal>,
    /// The words of county alerts that the purpose answers, in lower case.
    #[serde(default)]
    pub alerts: Vec<String>,
    /// The numbers of the forms usually completed on such a contact.
    #[serde(default)]
    pub forms: Vec<String>,
}

/// The built-in files; each holds one kind.
const FILES: [(&str, &str); 3] = [
    ("forms.toml", include_str!("../../assets/catalog/forms.toml")),
    ("documents.toml", include_str!("../../assets/catalog/documents.toml")),
    ("purposes.toml", include_str!("../../assets/catalog/purposes.toml")),
];

#[expect(clippy::expect_used, reason = "built into the program, and a test reads every file")]
static BUILTIN: LazyLock<Catalog> =
    LazyLock::new(|| Catalog::read_files().expect("the files of assets/catalog are good"));

/// The contents of a catalog file.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CatalogFile {
    form: Vec<CatalogForm>,
    document: Vec<CatalogDocument>,
    purpose: Vec<ContactPurpose>,
}

impl Catalog {
    /// Returns the catalog that is built into the program. The files are read on the first call.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    fn read_files() -> Result<Self, CatalogError> {
        let mut catalog = Self { forms: Vec::new(), documents: Vec::new(), purposes: Vec::new() };
        FILES.iter().try_for_each(|(file, text)| catalog.add_file(file, text))?;
        Ok(catalog)
    }

    /// Adds the entries of a file before those that are there. An entry replaces one with the same number or id.
    ///
    /// # Errors
    /// The text is not a catalog.
    pub fn add_file(&mut self, file: &str, text: &str) -> Result<(), CatalogError> {
        let written: CatalogFile = parse_toml(file, text)?;
        prepend_replacing(&mut self.forms, written.form, |a, b| a.number.eq_ignore_ascii_case(&b.number));
        prepend_replacing(&mut self.documents, written.document, |a, b| a.id == b.id);
        prepend_replacing(&mut self.purposes, written.purpose, |a, b| a.id == b.id);
        Ok(())
    }

    /// Returns the catalog with entries of a worker's own, each in its words. What the catalog has already is not listed
    /// twice.
    #[must_use]
    pub fn with_own_entries(&self, purposes: &[String], forms: &[String], documents: &[String]) -> Self {
        let purpose = |words: &String| ContactPurpose {
            id: words.clone(),
            words: words.clone(),
            answers: Vec::new(),
            differences: Vec::new(),
            alerts: Vec::new(),
            forms: Vec::new(),
        };
        let form = |number: &String| CatalogForm {
            number: number.clone(),
            name: String::new(),
            when: String::new(),
            issuer: Issuer::County,
            source: String::new(),
        };
        let document = |name: &String| CatalogDocument {
            id: name.clone(),
            name: name.clone(),
            verifies: None,
            source: String::new(),
        };
        let has_purpose = |words: &&String| self.purposes.iter().any(|known| known.words.eq_ignore_ascii_case(words));
        let has_form = |number: &&String| self.form_by_number(number).is_some();
        let has_document = |name: &&String| self.documents.iter().any(|known| known.name.eq_ignore_ascii_case(name));
        let own_purposes = purposes.iter().filter(|words| !has_purpose(words)).map(purpose);
        let own_forms = forms.iter().filter(|number| !has_form(number)).map(form);
        let own_documents = documents.iter().filter(|name| !has_document(name)).map(document);
        Self {
            // The first purpose is proposed where no other fits, so that own ones come last.
            purposes: self.purposes.iter().cloned().chain(own_purposes).collect(),
            forms: own_forms.chain(self.forms.iter().cloned()).collect(),
            documents: own_documents.chain(self.documents.iter().cloned()).collect(),
        }
    }

    /// Returns the form with this number, in upper or lower case.
    pub fn form_by_number(&self, number: &str) -> Option<&CatalogForm> {
        self.forms.iter().find(|form| form.number.eq_ignore_ascii_case(number))
    }

    /// Returns the purpose to propose for a finding of this category.
    pub fn purpose_for_category(&self, category: Category) -> Option<&ContactPurpose> {
        self.purposes.iter().find(|purpose| purpose.answers.contains(&category))
    }

    /// Returns the purpose to propose for a finding of this category that proposes these acts.
    pub fn purpose_for_finding(&self, category: Category, acts: &[Proposal]) -> Option<&ContactPurpose> {
        let acts = if category == Category::Difference { acts } else { &[] };
        let by_act = acts.iter().find_map(|act| self.purposes.iter().find(|purpose| purpose.differences.contains(act)));
        by_act.or_else(|| self.purpose_for_category(category))
    }

    /// Returns the purpose to propose for an alert that says `text`.
    pub fn purpose_for_alert(&self, text: &str) -> Option<&ContactPurpose> {
        let text = text.to_lowercase();
        self.purposes.iter().find(|purpose| purpose.alerts.iter().any(|words| text.contains(words.as_str())))
    }
}

fn prepend_replacing<T>(kept: &mut Vec<T>, mut written: Vec<T>, same: impl Fn(&T, &T) -> bool) {
    kept.retain(|known| !written.iter().any(|one| same(one, known)));
    written.append(kept);
    *kept = written;
}

pub(super) fn parse_toml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, CatalogError> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
        // A list of problems has no room for several lines.
        let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        let written = text.lines().nth(line - 1).unwrap_or_default().trim();
        let reason = if written.is_empty() { message } else { format!("{message} ({written})") };
        CatalogError { file: file.to_owned(), line, reason }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;

    #[test]
    fn nothing_is_listed_twice() {
        let catalog = Catalog::builtin();
        let forms: BTreeSet<_> = catalog.forms.iter().map(|form| &form.number).collect();
        let documents: BTreeSet<_> = catalog.documents.iter().map(|document| &document.id).collect();
        let purposes: BTreeSet<_> = catalog.purposes.iter().map(|purpose| &purpose.id).collect();
        assert_eq!(forms.len(), catalog.forms.len());
        assert_eq!(documents.len(), catalog.documents.len());
        assert_eq!(purposes.len(), catalog.purposes.len());
    }

    #[test]
    fn a_purpose_proposes_forms_that_exist() {
        let catalog = Catalog::builtin();
        for purpose in &catalog.purposes {
            assert!(purpose.forms.iter().all(|number| catalog.form_by_number(number).is_some()), "{}", purpose.id);
        }
    }

    /// An office's file replaces what it names, keeps the rest, and comes first.
    #[test]
    fn an_entry_of_an_office_replaces_the_one_with_its_id() {
        let mut catalog = Catalog::builtin().clone();
        let (documents, purposes) = (catalog.documents.len(), catalog.purposes.len());
        let (document, purpose) = (catalog.documents[1].id.clone(), catalog.purposes[1].id.clone());
        let text = format!(
            "[[document]]\nid = '{document}'\nname = 'Ours'\nverifies = 'plan'\n[[purpose]]\nid = '{purpose}'\nwords = 'ours'"
        );
        catalog.add_file("office.toml", &text).unwrap();
        assert_eq!((catalog.documents.len(), catalog.purposes.len()), (documents, purposes));
        assert_eq!((&catalog.documents[0].id, &catalog.purposes[0].id), (&document, &purpose));
        assert_eq!(catalog.documents.iter().filter(|known| known.id == document).count(), 1);
        assert_eq!(catalog.purposes.iter().filter(|known| known.id == purpose).count(), 1);
    }

    #[rstest]
    #[case("Pending action on case", "schedule_activity")]
    #[case("Barrier review due", "referral")]
    #[case("Individual discontinued from assistance", "closing")]
    #[case("New exemption entered", "exemption_review")]
    #[case("Attendance not entered", "attendance")]
    #[case("Activity end date reached", "activity_update")]
    #[case("User-to-user: please call, address changed", "change_reported")]
    fn an_alert_proposes_its_purpose(#[case] alert: &str, #[case] purpose: &str) {
        assert_eq!(Catalog::builtin().purpose_for_alert(alert).unwrap().id, purpose);
    }
}
