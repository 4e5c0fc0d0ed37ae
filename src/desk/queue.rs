//! The queue of a desk: the sections of the worker's roles, and each thing that waits in it once.

use std::collections::BTreeMap;

use super::{Caseload, QueueRow, QueueSection};
use crate::domain::role::Role;

impl Caseload {
    /// Returns what waits for the worker's role, the most urgent first. The queue of an EC is empty: an EC works from
    /// the other lists.
    pub fn queue_rows(&self) -> Vec<QueueRow> {
        self.rows_of_sections(&self.queue_sections())
    }

    /// Returns the part of the queue that belongs to one of the worker's roles.
    pub fn queue_rows_of(&self, role: Role) -> Vec<QueueRow> {
        let mut sections = self.queue_sections();
        sections.retain(|section| role.desk_sections().iter().any(|id| id == section.id()));
        self.rows_of_sections(&sections)
    }

    /// Returns the rows of the sections. What a rule found and two roles list is shown once, where the first of them has it.
    fn rows_of_sections(&self, sections: &[QueueSection]) -> Vec<QueueRow> {
        let mut rows: Vec<QueueRow> = sections.iter().flat_map(|section| self.section_rows(*section)).collect();
        let mut shown_in = BTreeMap::new();
        rows.retain(|row| {
            let Some(rule) = row.rule else { return true };
            let what = (row.case.clone(), row.person, rule.id(), row.due);
            *shown_in.entry(what).or_insert(row.section) == row.section
        });
        rows
    }

    /// Returns the sections of the worker's queue: those of the role, and those of every other role that it includes or in
    /// whose place it records because nobody of the home has that role.
    fn queue_sections(&self) -> Vec<QueueSection> {
        let own = self.worker().role;
        if !self.has_queue() {
            return Vec::new();
        }
        let ids = std::iter::once(own).chain(self.acting_roles()).flat_map(Role::desk_sections);
        let mut sections: Vec<QueueSection> = Vec::new();
        for section in ids.filter_map(|id| id.parse().ok()) {
            if !sections.contains(&section) {
                sections.push(section);
            }
        }
        sections
    }
}
