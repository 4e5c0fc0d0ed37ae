//! A row of the household: one of its members, as the county knows them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::codes::Relation;
use crate::domain::dates::{serialize_iso_date, serialize_optional_iso_date};
use crate::domain::ids::CaseNumber;
use crate::domain::name::PersonName;

/// A member of the household.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdMember {
    /// The number of the case.
    pub case: CaseNumber,
    /// The name of the person.
    pub name: PersonName,
    /// The date of birth.
    #[serde(serialize_with = "serialize_iso_date")]
    pub birth_date: NaiveDate,
    /// The person's relation to the case.
    pub relation: Relation,
    /// Whether the person is in the assistance unit.
    pub in_unit: bool,
    /// Whether the county calls the person disabled.
    pub disabled: bool,
    /// The first day on which the person is in the unit.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub in_unit_from: Option<NaiveDate>,
    /// The last day on which the person is in the unit, included.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub in_unit_until: Option<NaiveDate>,
    /// The first day of the disability.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub disabled_from: Option<NaiveDate>,
    /// The last day of the disability, included.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub disabled_until: Option<NaiveDate>,
    /// Whether the county calls the person pregnant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pregnant: Option<bool>,
    /// The day on which the birth is expected.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub due_date: Option<NaiveDate>,
    /// The last day of the pregnancy, included.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub pregnancy_ended: Option<NaiveDate>,
    /// The last day for which aid was paid for this person alone, included.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub aid_ended: Option<NaiveDate>,
    /// Whether the county calls the person homeless.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub homeless: Option<bool>,
    /// Whether the person has completed high school or its equivalent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_completed: Option<bool>,
    /// Whether the person is in Cal-Learn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cal_learn: Option<bool>,
    /// Whether the person is a head of household.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head_of_household: Option<bool>,
    /// The first day on which the person heads the household.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub head_of_household_from: Option<NaiveDate>,
    /// The last day on which the person heads the household, included.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub head_of_household_until: Option<NaiveDate>,
}
