//! The names of documents on the command line.

use strum::VariantArray as _;

use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::paper::{DocumentMonths, DocumentName};

#[test]
fn a_document_has_the_name_under_which_the_command_line_offers_it() {
    let month: Month = "2026-11".parse().unwrap();
    let months = DocumentMonths { month, first: month, last: month };
    let case: CaseNumber = "12B10077".parse().unwrap();
    for name in DocumentName::VARIANTS {
        let entry = name.entry();
        let document = entry.for_caseload.map(|document| document(months));
        let sheet = entry.for_case.map(|document| document(case.clone(), month));
        assert!(document.is_some() || sheet.is_some(), "{name:?}");
        assert!(document.is_none_or(|document| document.name() == name.id() && document.case().is_none()));
        assert!(sheet.is_none_or(|sheet| sheet.name().ends_with(name.id()) && sheet.case() == Some(&case)));
    }
}
