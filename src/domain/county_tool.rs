//! The county's own goal tools, which are about no case: the map of resources and the self-assessment of readiness.
//!
//! Source: County Case Flow names both and shows neither; fields and sections are ours.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::RowId;

/// An entry of a county tool. What a tool shows is worked out from all of its entries, whatever their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountyToolEntry {
    /// The id of the entry.
    pub id: RowId,
    /// The day.
    pub on: NaiveDate,
    /// What was recorded.
    pub step: CountyToolStep,
}

/// What was recorded with a county tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountyToolStep {
    /// A resource was put on the map. The entry's id is its own.
    ResourceAdded(Box<Resource>),
    /// Somebody made sure that a resource is as the map says.
    ResourceChecked(RowId),
    /// A resource is no longer there.
    ResourceDropped(RowId),
    /// A section of the self-assessment was answered.
    Assessed(Box<AssessedSection>),
}

/// A resource to which a participant may be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// Its name.
    pub name: String,
    /// The area of life that it helps with, or `emergency`.
    pub kind: String,
    /// Who runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// The languages spoken there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<String>,
    /// How somebody gets in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<String>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<String>,
    /// Its telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The region of the county.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

/// An answer to a section of the self-assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessedSection {
    /// The section, by its id.
    pub section: String,
    /// The answer, from 1.
    pub answer: u8,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The day by which it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
}

impl CountyToolStep {
    /// Returns the texts that somebody typed.
    pub fn texts(&self) -> Vec<&str> {
        let texts: Vec<&Option<String>> = match self {
            Self::ResourceAdded(one) => {
                let optional = [
                    &one.provider,
                    &one.place,
                    &one.hours,
                    &one.languages,
                    &one.access,
                    &one.cost,
                    &one.phone,
                    &one.region,
                ];
                return std::iter::once(&one.name).chain(optional.into_iter().flatten()).map(String::as_str).collect();
            }
            Self::Assessed(one) => vec![&one.evidence, &one.action, &one.owner],
            Self::ResourceChecked(_) | Self::ResourceDropped(_) => Vec::new(),
        };
        texts.into_iter().flatten().map(String::as_str).collect()
    }

    /// Returns what was recorded, without any of its texts.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::ResourceAdded(_) => "resource put on the map",
            Self::ResourceChecked(_) => "resource checked",
            Self::ResourceDropped(_) => "resource taken off the map",
            Self::Assessed(_) => "self-assessment answered",
        }
    }
}

/// A resource of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MappedResource<'a> {
    /// Its id.
    pub id: RowId,
    /// What is known of it.
    pub resource: &'a Resource,
    /// The newest day on which somebody made sure of it.
    pub checked: NaiveDate,
}

/// Returns the resources that are on the map on a day, by kind and name.
pub fn mapped_resources(entries: &[CountyToolEntry], day: NaiveDate) -> Vec<MappedResource<'_>> {
    let until_then = || entries.iter().filter(move |entry| entry.on <= day);
    let is_dropped = |id| until_then().any(|entry| entry.step == CountyToolStep::ResourceDropped(id));
    let checked = |id| until_then().filter(move |entry| entry.step == CountyToolStep::ResourceChecked(id));
    let mut mapped: Vec<MappedResource<'_>> = until_then()
        .filter(|entry| !is_dropped(entry.id))
        .filter_map(|entry| match &entry.step {
            CountyToolStep::ResourceAdded(resource) => {
                let checked = checked(entry.id).map(|check| check.on).max().unwrap_or(entry.on).max(entry.on);
                Some(MappedResource { id: entry.id, resource, checked })
            }
            _ => None,
        })
        .collect();
    mapped.sort_by_key(|one| (&one.resource.kind, &one.resource.name, one.id));
    mapped
}

/// Returns the first and the newest answer to a section up to a day: the second reading shows what changed.
pub fn answers_to<'a>(
    entries: &'a [CountyToolEntry],
    section: &str,
    day: NaiveDate,
) -> Option<(AnsweredOn<'a>, AnsweredOn<'a>)> {
    let answers = entries.iter().filter(|entry| entry.on <= day).filter_map(|entry| match &entry.step {
        CountyToolStep::Assessed(answer) if answer.section == section => {
            Some(((entry.on, entry.id), AnsweredOn { on: entry.on, answer }))
        }
        _ => None,
    });
    let mut answers: Vec<_> = answers.collect();
    answers.sort_by_key(|(order, _)| *order);
    let (first, last) = (answers.first()?.1, answers.last()?.1);
    Some((first, last))
}

/// An answer with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnsweredOn<'a> {
    /// The day.
    pub on: NaiveDate,
    /// The answer.
    pub answer: &'a AssessedSection,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn entry(id: u128, on: &str, step: CountyToolStep) -> CountyToolEntry {
        CountyToolEntry { id: RowId(Uuid::from_u128(id)), on: on.parse().unwrap(), step }
    }

    fn resource(name: &str) -> CountyToolStep {
        let none = || None;
        CountyToolStep::ResourceAdded(Box::new(Resource {
            name: name.to_owned(),
            kind: "food".to_owned(),
            provider: none(),
            place: none(),
            hours: none(),
            languages: none(),
            access: none(),
            cost: none(),
            phone: none(),
            region: none(),
        }))
    }

    #[test]
    fn the_map_shows_what_is_there_and_when_it_was_checked() {
        let first = RowId(Uuid::from_u128(1));
        let entries = [
            entry(4, "2026-11-20", CountyToolStep::ResourceDropped(RowId(Uuid::from_u128(2)))),
            entry(3, "2026-11-15", CountyToolStep::ResourceChecked(first)),
            entry(2, "2026-10-05", resource("closed pantry")),
            entry(1, "2026-10-05", resource("pantry")),
        ];
        let names = |day: &str| -> Vec<(String, String)> {
            let mapped = mapped_resources(&entries, day.parse().unwrap());
            mapped.into_iter().map(|one| (one.resource.name.clone(), one.checked.to_string())).collect()
        };
        assert_eq!(names("2026-10-04"), []);
        assert_eq!(names("2026-11-19").len(), 2);
        assert_eq!(names("2026-11-24"), [("pantry".to_owned(), "2026-11-15".to_owned())]);
    }

    #[test]
    fn a_section_shows_its_first_and_its_newest_answer() {
        let answer = |answer| {
            let section = "engagement".to_owned();
            CountyToolStep::Assessed(Box::new(AssessedSection {
                section,
                answer,
                evidence: None,
                action: None,
                owner: None,
                due: None,
            }))
        };
        let entries = [entry(2, "2026-11-12", answer(4)), entry(1, "2026-10-05", answer(2))];
        let (first, newest) = answers_to(&entries, "engagement", "2026-11-24".parse().unwrap()).unwrap();
        assert_eq!((first.answer.answer, newest.answer.answer), (2, 4));
        assert!(answers_to(&entries, "staff", "2026-11-24".parse().unwrap()).is_none());
    }
}
