//! Tests that docs/layouts.md is true.

use strum::VariantArray as _;

use super::*;
use crate::domain::extract::CountyFact;

const DESCRIPTION: &str = include_str!("../../../docs/layouts.md");

/// Returns the first block of `language` in docs/layouts.md.
fn documented(language: &str) -> String {
    let (_, block) = DESCRIPTION.split_once(&format!("```{language}\n")).unwrap();
    block.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_example_of_the_description_reads_as_it_says() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("lakeside.toml"), documented("toml")).unwrap();
    std::fs::write(home.path().join("waivers.csv"), documented("csv")).unwrap();
    let layouts = Layouts::for_extracts().with_own(home.path()).unwrap();
    let file = open_extract(&home.path().join("waivers.csv"), &layouts, None).unwrap();
    assert_eq!((file.parts[0].layout_id(), file.parts[0].run), ("lakeside_waivers", "2026-11-19".parse().ok()));
    let rows = file.parts[0].collect_rows().unwrap();
    let facts: Vec<_> = rows.iter().map(|row| (row.row, row.outcome.clone().unwrap())).collect();
    let [(4, CountyFact::Exemption(first)), (5, CountyFact::Exemption(second))] = facts.as_slice() else {
        panic!("{facts:?}")
    };
    assert_eq!(
        (first.case.as_str(), first.reason.as_str(), first.until),
        ("0052445", "disability", "2026-12-31".parse().ok())
    );
    assert_eq!((second.reason.as_str(), second.from.to_string().as_str()), ("child_0_23_months", "2026-11-15"));
}

#[test]
fn the_description_has_every_field_and_form_of_dates() {
    for field in field::ExtractField::VARIANTS {
        assert!(DESCRIPTION.contains(&format!("`{field}`")), "{field}");
    }
    for form in date_form::CellDateForm::VARIANTS {
        assert!(DESCRIPTION.contains(&format!("`{}`", form.name())), "{}", form.name());
    }
}
