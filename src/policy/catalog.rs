//! The catalogs that the pickers of the comment form offer: forms, documents, purposes of contact.
//!
//! They are data (`assets/catalog/`), built into the program; an office adds its own in the `catalogue` folder of
//! its home.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A catalog file that cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
#[error("The catalog {file}: {source}")]
pub struct CatalogError {
    /// The file.
    file: String,
    /// What is wrong, with line and column.
    source: Box<toml::de::Error>,
}

/// What the pickers offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalog {
    /// Forms, the most used first.
    pub forms: Vec<CatalogForm>,
    /// Documents that are handed in.
    pub documents: Vec<CatalogDocument>,
    /// Purposes of a contact.
    pub purposes: Vec<ContactPurpose>,
}

/// A form that is completed, sent or received.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogForm {
    /// Its number, as printed: `WTW 2`.
    pub number: String,
    /// What it is.
    pub name: String,
    /// The occasion on which it is used.
    pub when: String,
    /// Whose form it is.
    #[serde(rename = "use", default)]
    pub issuer: Issuer,
    /// Where it is named.
    #[serde(default)]
    pub source: String,
}

/// Whose form it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Issuer {
    /// The State's: every county has it.
    State,
    /// This county's own.
    #[default]
    County,
    /// Another county's own; it is seen in transferred cases.
    OtherCounty,
}

/// A document that is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogDocument {
    /// Its id.
    pub id: String,
    /// What a comment calls it.
    pub name: String,
    /// What it is usually taken for.
    pub verifies: DocumentPurpose,
    /// Where it is named.
    #[serde(default)]
    pub source: String,
}

/// What a document is usually taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentPurpose {
    /// Attendance and progress.
    Attendance,
    /// Employment, its hours and pay.
    Employment,
    /// A ground for an exemption.
    Exemption,
    /// A ground for good cause.
    GoodCause,
    /// Who somebody is and where they live.
    Identity,
    /// A supportive service that was used.
    Services,
    /// What goes into a plan.
    Plan,
}

/// A purpose of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactPurpose {
    /// Its id.
    pub id: String,
    /// What the comment says.
    pub words: String,
    /// The ids of the categories of findings that it answers.
    #[serde(default)]
    pub answers: Vec<String>,
    /// Words of a county's alert that it answers, in lower case.
    #[serde(default)]
    pub alerts: Vec<String>,
    /// The numbers of the forms usually completed on such a contact.
    #[serde(default)]
    pub forms: Vec<String>,
}

/// The files that are built in; each holds one kind.
const BUILTIN: [(&str, &str); 3] = [
    ("forms.toml", include_str!("../../assets/catalog/forms.toml")),
    ("documents.toml", include_str!("../../assets/catalog/documents.toml")),
    ("purposes.toml", include_str!("../../assets/catalog/purposes.toml")),
];

/// A catalog as a file has it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CatalogFile {
    form: Vec<CatalogForm>,
    document: Vec<CatalogDocument>,
    purpose: Vec<ContactPurpose>,
}

impl Catalog {
    /// The catalog that is built into the program.
    pub fn builtin() -> Result<Self, CatalogError> {
        let mut catalog = Self { forms: Vec::new(), documents: Vec::new(), purposes: Vec::new() };
        BUILTIN.iter().try_for_each(|(file, text)| catalog.add_file(file, text))?;
        Ok(catalog)
    }

    /// Puts what a file holds before what is there. What has the number or the id of something that is there takes its
    /// place.
    ///
    /// # Errors
    /// The text is no catalog.
    pub fn add_file(&mut self, file: &str, text: &str) -> Result<(), CatalogError> {
        let written: CatalogFile = parse_toml(file, text)?;
        prepend_replacing(&mut self.forms, written.form, |one, other| one.number.eq_ignore_ascii_case(&other.number));
        prepend_replacing(&mut self.documents, written.document, |one, other| one.id == other.id);
        prepend_replacing(&mut self.purposes, written.purpose, |one, other| one.id == other.id);
        Ok(())
    }

    /// The form with this number, whatever its letters' case.
    pub fn form_by_number(&self, number: &str) -> Option<&CatalogForm> {
        self.forms.iter().find(|form| form.number.eq_ignore_ascii_case(number))
    }

    /// The purpose to propose for a finding of this category.
    pub fn purpose_for_category(&self, category: &str) -> Option<&ContactPurpose> {
        self.purposes.iter().find(|purpose| purpose.answers.iter().any(|answered| answered == category))
    }

    /// The purpose to propose for an alert that says `text`.
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
    toml::from_str(text).map_err(|source| CatalogError { file: file.to_owned(), source: Box::new(source) })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;
    use strum::VariantArray;

    use super::*;
    use crate::rules::category::Category;

    fn catalog() -> Catalog {
        Catalog::builtin().unwrap()
    }

    #[test]
    fn nothing_is_listed_twice() {
        let catalog = catalog();
        let forms: BTreeSet<_> = catalog.forms.iter().map(|form| &form.number).collect();
        let documents: BTreeSet<_> = catalog.documents.iter().map(|document| &document.id).collect();
        let purposes: BTreeSet<_> = catalog.purposes.iter().map(|purpose| &purpose.id).collect();
        assert_eq!(forms.len(), catalog.forms.len());
        assert_eq!(documents.len(), catalog.documents.len());
        assert_eq!(purposes.len(), catalog.purposes.len());
    }

    #[test]
    fn every_category_has_one_purpose_and_every_answer_is_a_category() {
        let catalog = catalog();
        for category in Category::VARIANTS {
            let purpose = catalog.purpose_for_category(category.id());
            let answers = purpose.is_some_and(|purpose| purpose.answers.iter().any(|answer| answer == category.id()));
            assert!(answers, "{}", category.id());
        }
        let answers: Vec<_> = catalog.purposes.iter().flat_map(|purpose| &purpose.answers).collect();
        assert_eq!(answers.len(), Category::VARIANTS.len());
        assert!(answers.iter().all(|id| id.parse::<Category>().is_ok()));
    }

    #[test]
    fn a_purpose_proposes_forms_that_exist() {
        let catalog = catalog();
        for purpose in &catalog.purposes {
            assert!(purpose.forms.iter().all(|number| catalog.form_by_number(number).is_some()), "{}", purpose.id);
        }
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
        assert_eq!(catalog().purpose_for_alert(alert).unwrap().id, purpose);
    }
}
