//! The people of a household, with their registration and the county's counts of months on aid.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::codes::Relation;
use crate::domain::dates;
use crate::domain::ids::PersonNumber;
use crate::domain::likeness::{have_same_words, is_plainly_same};
use crate::domain::name::PersonName;
use crate::domain::status::RegistrationStatus;

/// A person of the household.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Person {
    /// The number in the case; extracts often give none for children.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonNumber>,
    /// The name of the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<PersonName>,
    /// The person's relation to the case.
    pub relation: Relation,
    /// The date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// Whether the person is in the assistance unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_unit: Option<bool>,
    /// The first day on which the person is in the unit, where `in_unit` is true; missing where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_unit_from: Option<NaiveDate>,
    /// The last day on which the person is in the unit, included, where `in_unit` is true; missing if it is unknown or
    /// still goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_unit_until: Option<NaiveDate>,
    /// Whether the person is disabled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// The first day of the disability, where `disabled` is true; missing where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled_from: Option<NaiveDate>,
    /// The last day of the disability, included, where `disabled` is true; missing if it is not known or still goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled_until: Option<NaiveDate>,
    /// Whether the person is pregnant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pregnant: Option<bool>,
    /// The first day on which the pregnancy is known to have existed, where `pregnant` is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pregnant_since: Option<NaiveDate>,
    /// The day on which the birth is expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_date: Option<NaiveDate>,
    /// The last day of the pregnancy, included: the birth or another end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pregnancy_ended: Option<NaiveDate>,
    /// The last day for which aid was paid for this person, included, where it ended for the person and not for the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aid_ended: Option<NaiveDate>,
    /// Whether the person has completed high school or its equivalent; the hours of somebody of 16 or 17 depend on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_completed: Option<bool>,
    /// Whether the person is in Cal-Learn, whose school counts as hours of participation (WIC 11331).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cal_learn: Option<bool>,
    /// Whether the person is or was a head of household, or married to one; federally funded months of somebody below 18
    /// years then count (45 CFR 264.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head_of_household: Option<bool>,
    /// The first day on which the person heads the household, where `head_of_household` is true; missing where it is not
    /// known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head_of_household_from: Option<NaiveDate>,
    /// The last day on which the person heads the household, included, where `head_of_household` is true; missing if it is
    /// unknown or still goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head_of_household_until: Option<NaiveDate>,
    /// Whether the person is homeless and has no telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub homeless_without_phone: Option<bool>,
    /// The day on which eligibility was determined or participation became required. The time for the plan runs from
    /// this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participation_required: Option<NaiveDate>,
    /// The day of entry into the program.
    #[serde(rename = "entered_programme", skip_serializing_if = "Option::is_none")]
    pub entered_program: Option<NaiveDate>,
    /// The language in which the person speaks and reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The history of the registration status.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registration: Vec<DatedRegistration>,
    /// The registration statuses that the county reported before and that a newer listing contradicts; no rule reads
    /// them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registration_reported_before: Vec<DatedRegistration>,
    /// The county's own counts of months on aid, each with the day on which it was read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub months_on_aid: Vec<MonthsOnAidCount>,
    /// What else the county lists this person as: rows that a worker found to be about the same person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_listings: Vec<OtherListing>,
    /// The first day on which an extract named the person as it does now; missing where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_listed: Option<NaiveDate>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl Person {
    /// The months that a pregnancy lasts.
    pub const MONTHS_OF_PREGNANCY: u32 = 9;

    /// Returns whether the county lists the person under this name and date of birth, and under this number where one is
    /// given.
    pub fn is_listed_as(&self, listing: &MemberListing) -> bool {
        (self.name.as_ref(), self.birth_date) == (Some(&listing.name), Some(listing.birth_date))
            && (listing.person.is_none() || self.person == listing.person)
    }

    /// Returns the name and the date of birth, if both are known, with the number.
    pub fn listing(&self) -> Option<MemberListing> {
        Some(MemberListing { name: self.name.clone()?, birth_date: self.birth_date?, person: self.person })
    }
}

/// The name and the date of birth by which the county lists a member of a household, and the number if there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MemberListing {
    /// The name, as the county writes it.
    pub name: PersonName,
    /// The date of birth.
    pub birth_date: NaiveDate,
    /// The number in the case, where the county gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonNumber>,
}

impl MemberListing {
    /// Returns the member in words: `Vu, Mai, born Fri 01/05/1990, person 2`.
    pub fn describe(&self) -> String {
        let number = self.person.map(|number| format!(", person {number}")).unwrap_or_default();
        format!("{}, born {}{number}", self.name, dates::format_long_date(self.birth_date))
    }

    /// Returns whether an answer that names this member is about the county's row `row`: by the number, where both have
    /// one and the row is plainly about the same person, whatever the county has corrected since; else by the name and the
    /// date of birth.
    fn is_answer_about(&self, row: &Self) -> bool {
        let (mine, theirs) = ((&self.name, self.birth_date), (&row.name, row.birth_date));
        match (self.person, row.person) {
            (Some(number), Some(other)) => number == other && is_plainly_same(mine, theirs),
            (Some(_), None) => false,
            (None, _) => mine == theirs,
        }
    }

    /// Returns whether an answer about two members is about these two rows of the county.
    pub fn is_pair_about(answer: [&Self; 2], rows: [&Self; 2]) -> bool {
        let [first, second] = answer;
        let [one, other] = rows;
        (first.is_answer_about(one) && second.is_answer_about(other))
            || (first.is_answer_about(other) && second.is_answer_about(one))
    }

    /// Returns whether the two have one name, in whatever spelling, and one date of birth.
    fn is_exactly_like(&self, other: &Self) -> bool {
        self.birth_date == other.birth_date && have_same_words(&self.name, &other.name)
    }

    /// Returns the member as an answer of a form names it: `Vu, Mai @ 1990-01-05 #2`.
    pub fn to_answer(&self) -> String {
        let number = self.person.map(|number| format!(" #{number}")).unwrap_or_default();
        format!("{} @ {}{number}", self.name, self.birth_date)
    }
}

/// Another row of the county about the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OtherListing {
    /// The name and the date of birth of the other row.
    pub listing: MemberListing,
    /// The source of the other row.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
    /// The entry in which a worker says that it is the same person.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub decided: Source,
}

/// Two members of a household who are much alike, and of whom a worker says that they are two people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PeopleToldApart {
    /// One of the two.
    pub first: MemberListing,
    /// The other.
    pub second: MemberListing,
    /// The entry of the log that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl PeopleToldApart {
    /// Returns whether the answer still holds for two rows of the county: they are those that it was about, and the county
    /// has not made them exactly alike since.
    pub fn answers_for(&self, a: &MemberListing, b: &MemberListing) -> bool {
        let is_news = a.is_exactly_like(b) && !self.first.is_exactly_like(&self.second);
        MemberListing::is_pair_about([&self.first, &self.second], [a, b]) && !is_news
    }
}

/// A registration status and its first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DatedRegistration {
    /// The registration status.
    pub status: RegistrationStatus,
    /// The first day of the status.
    pub since: NaiveDate,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A count of months on aid by the county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MonthsOnAidCount {
    /// The number of months counted.
    pub months: u16,
    /// The day of the count.
    pub on: NaiveDate,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
