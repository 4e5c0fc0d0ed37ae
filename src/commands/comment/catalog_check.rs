//! Refuses forms and documents that no catalog lists: a typing error would stand in the record and prove nothing.

use anyhow::bail;

use crate::domain::comment::CommentDraft;
use crate::domain::sanitize::quoted;
use crate::policy::catalog::Catalog;
use crate::store::Home;
use crate::store::office_files;

/// Refuses a draft with a form or a document that neither the program's catalog nor the office's lists.
///
/// # Errors
/// Names the first one that is not listed, with those that look like it.
pub(super) fn ensure_listed(home: &Home, draft: &CommentDraft) -> anyhow::Result<()> {
    // A file of the office that cannot be used was told when the home was opened.
    let (catalog, _told) = office_files::load_catalog_leniently(&home.all_catalog_folders());
    for form in draft.forms.iter().flatten() {
        if catalog.form_by_number(form).is_none() && !catalog.forms.iter().any(|known| is_same(&known.name, form)) {
            bail!(message("form", form, &alike(form, catalog.forms.iter().map(|known| known.number.as_str()))));
        }
    }
    for document in draft.documents.iter().flatten() {
        if !is_document(&catalog, document) {
            let names = catalog.documents.iter().map(|known| known.name.as_str());
            bail!(message("document", document, &alike(document, names)));
        }
    }
    Ok(())
}

fn is_document(catalog: &Catalog, document: &str) -> bool {
    catalog.documents.iter().any(|known| is_same(&known.id, document) || is_same(&known.name, document))
}

fn is_same(known: &str, written: &str) -> bool {
    known.eq_ignore_ascii_case(written.trim())
}

/// How many entries of the catalog are named as what may be meant.
const MAX_ALIKE: usize = 5;

/// Returns entries that share a word with what was written.
fn alike<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let folded = written.to_lowercase();
    let words: Vec<&str> = folded.split_whitespace().filter(|word| word.chars().count() > 1).collect();
    let shares_word = |known: &&str| known.to_lowercase().split_whitespace().any(|word| words.contains(&word));
    known.filter(shares_word).take(MAX_ALIKE).collect()
}

fn message(what: &str, written: &str, alike: &[&str]) -> String {
    let near =
        if alike.is_empty() { String::new() } else { format!(" Did you mean one of these: {}?", alike.join(", ")) };
    format!(
        "Not filed. The catalog lists no {what} {written}.{near} To file it anyway, add --unlisted; an office adds \
         its own in the folder catalogue of the home.",
        written = quoted(written)
    )
}
