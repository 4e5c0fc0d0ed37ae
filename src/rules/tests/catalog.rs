//! The catalog of purposes against the categories of findings.

use strum::VariantArray as _;

use crate::policy::catalog::Catalog;
use crate::rules::category::Category;

#[test]
fn every_category_has_one_purpose_and_every_answer_is_a_category() {
    let catalog = Catalog::builtin();
    for category in Category::VARIANTS {
        let purpose = catalog.purpose_for_category(category.id());
        let answers = purpose.is_some_and(|purpose| purpose.answers.iter().any(|answer| answer == category.id()));
        assert!(answers, "{}", category.id());
    }
    let answers: Vec<_> = catalog.purposes.iter().flat_map(|purpose| &purpose.answers).collect();
    assert_eq!(answers.len(), Category::VARIANTS.len());
    assert!(answers.iter().all(|id| id.parse::<Category>().is_ok()));
}
