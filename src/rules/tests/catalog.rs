//! The catalog of purposes against the categories of findings.

use strum::VariantArray as _;

use crate::domain::category::Category;
use crate::domain::proposal::Proposal;
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

/// A difference may be about anything: a cure that is not recorded is no matter of a case conference.
#[test]
fn a_difference_has_the_purpose_of_what_it_is_about() {
    let catalog = Catalog::builtin();
    let purpose = |category, acts: &[Proposal]| catalog.purpose_for_finding(category, acts).unwrap().id.as_str();
    assert_eq!(purpose(Category::Difference, &[Proposal::Cure, Proposal::Contact]), "sanction");
    assert_eq!(purpose(Category::Difference, &[Proposal::CorrectStatus, Proposal::NotifyEligibility]), "sanction");
    assert_eq!(purpose(Category::Difference, &[Proposal::CorrectStatus, Proposal::Contact]), "county_differs");
    assert_eq!(purpose(Category::Contact, &[Proposal::Cure]), "monthly_contact");
}
