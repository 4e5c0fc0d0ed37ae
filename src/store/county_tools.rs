//! The entries of the county's goal tools. Everybody in the home reads them, because they are about no case and nobody's work.

use rusqlite::Connection;

use super::recorder::Recorder;
use super::{Refusal, Store, StoreError, codec, role_holders};
use crate::domain::county_tool::{AssessedSection, CountyToolEntry, CountyToolStep, Resource, mapped_resources};
use crate::domain::goal_words::EMERGENCY;
use crate::domain::sanitize;
use crate::policy::SUPERVISION;
use crate::policy::self_assessment::{ANSWERS, is_section};
use crate::rules::acts::{ActAuthor, check_role};

impl Store {
    /// Returns the entries of the county's tools, by day.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn county_tool_entries(&self) -> Result<Vec<CountyToolEntry>, StoreError> {
        select_entries(&self.connection)
    }
}

fn select_entries(record: &Connection) -> Result<Vec<CountyToolEntry>, StoreError> {
    let mut statement = record.prepare_cached("SELECT body FROM county_tool ORDER BY on_day, id")?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    rows.map(|row| codec::decode(&row?)).collect()
}

/// Refuses an entry of a day to come, a resource that is not on the map, an area or a section that there is not, and an answer to
/// the self-assessment from anybody but a supervisor.
pub(super) fn check_entry(record: &Connection, by: &Recorder<'_>, entry: &CountyToolEntry) -> Result<(), StoreError> {
    if entry.on > by.today {
        return Err(Refusal::FutureContact(entry.on).into());
    }
    by.ensure_since_program(entry.on)?;
    match &entry.step {
        CountyToolStep::ResourceAdded(resource) => check_resource(by, resource),
        CountyToolStep::ResourceChecked(id) | CountyToolStep::ResourceDropped(id) => {
            let entries = select_entries(record)?;
            let is_mapped = mapped_resources(&entries, by.today).iter().any(|one| one.id == *id);
            if is_mapped { Ok(()) } else { Err(Refusal::UnknownResource.into()) }
        }
        CountyToolStep::Assessed(answer) => check_answer(record, by, answer),
    }
}

fn check_resource(by: &Recorder<'_>, resource: &Resource) -> Result<(), StoreError> {
    let areas = &by.policies.in_force_on(by.today).tables.goals;
    if sanitize::is_blank(&resource.name) {
        return Err(Refusal::NoResourceName.into());
    }
    let is_known = resource.kind == EMERGENCY || areas.life_area(&resource.kind).is_some();
    if is_known { Ok(()) } else { Err(Refusal::UnknownResourceKind(resource.kind.clone()).into()) }
}

fn check_answer(record: &Connection, by: &Recorder<'_>, answer: &AssessedSection) -> Result<(), StoreError> {
    let holders = role_holders::select_role_holders(record, by.named_keys)?;
    let author = ActAuthor { worker: by.worker, holders: &holders };
    check_role(by.policies, SUPERVISION, &author, by.today).map_err(Refusal::Forbidden)?;
    if !is_section(&answer.section) {
        return Err(Refusal::UnknownSection(answer.section.clone()).into());
    }
    if ANSWERS.contains(&answer.answer) { Ok(()) } else { Err(Refusal::UnknownAnswer.into()) }
}
