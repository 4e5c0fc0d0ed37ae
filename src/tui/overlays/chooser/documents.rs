//! The choosers of documents, and of what is done with many rows at once.

use std::borrow::Cow;

use strum::VariantArray as _;

use super::{Chooser, ChooserAction, ChooserItem};
use crate::domain::count_with_noun;
use crate::paper::{DocumentKind, DocumentName};
use crate::rules::message::DateStyle;
use crate::tui::overlays::prompt::MarkedQuestion;

impl Chooser {
    /// Lists documents to print, each once with names and once redacted.
    pub fn for_documents(documents: &[DocumentKind]) -> Self {
        let item = |document: &DocumentKind, redacted: bool| {
            let subject =
                document.case().map_or_else(|| Cow::Borrowed("the caseload"), |case| format!("case {case}").into());
            let names = if redacted { "redacted: initials only" } else { "with names" };
            ChooserItem {
                title: document.title().to_text(DateStyle::Long).into(),
                doc: format!("{subject}, {names}").into(),
                key: Cow::default(),
                choice: ChooserAction::Print(document.clone(), redacted),
            }
        };
        let items = documents.iter().flat_map(|document| [item(document, false), item(document, true)]);
        Self::new("Print to a file; the export is recorded", items.collect())
    }

    /// Lists the documents that can be printed of each marked case.
    pub fn for_documents_of_marked(cases: usize) -> Self {
        let of = format!("each of {}", count_with_noun(cases, "marked case"));
        let item = |name: DocumentName, redacted: bool| {
            let names = if redacted { "redacted: initials only" } else { "with names" };
            ChooserItem {
                title: name.entry().print_help.into(),
                doc: format!("{of}, {names}").into(),
                key: Cow::default(),
                choice: ChooserAction::PrintMarked(name, redacted),
            }
        };
        let of_case = DocumentName::VARIANTS.iter().copied().filter(|name| name.entry().for_case.is_some());
        let items = of_case.flat_map(|name| [item(name, false), item(name, true)]);
        Self::new("Print of each marked case, a file for each; the exports are recorded", items.collect())
    }

    /// Lists what can be recorded for all marked rows at once.
    pub fn for_marked(rows: usize) -> Self {
        let item = |title: &'static str, doc: &'static str, question| ChooserItem {
            title: title.into(),
            doc: doc.into(),
            key: Cow::default(),
            choice: ChooserAction::AskMarked(question),
        };
        let items = vec![
            item("post attendance", "the same hours for each, last month", MarkedQuestion::Attendance),
            item("remind", "a reminder for yourself on each", MarkedQuestion::Remind),
            item("annotate", "a note added to the annotation of each", MarkedQuestion::Annotate),
        ];
        Self::new(&format!("For {}", count_with_noun(rows, "marked row")), items)
    }
}
