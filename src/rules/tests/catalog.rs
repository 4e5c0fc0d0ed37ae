//! The catalog of purposes against the categories of findings.

use strum::VariantArray as _;

use crate::domain::category::Category;
use crate::policy::catalog::Catalog;

#[test]
fn every_category_has_one_purpose() {
    let catalog = Catalog::builtin();
    for category in Category::VARIANTS {
        let purpose = catalog.purpose_for_category(*category);
        assert!(purpose.is_some(), "{}", category.id());
    }
    let answers = catalog.purposes.iter().flat_map(|purpose| &purpose.answers);
    assert_eq!(answers.count(), Category::VARIANTS.len());
}
