//! How far a checklist is settled over the whole caseload: one row a case.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Checklist, ComponentView, ItemState, ItemView};
use crate::desk::Caseload;
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::domain::name::PersonName;
use crate::store::{Store, StoreError};

/// A case with what is settled and open on its checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompletenessRow {
    /// The case.
    pub case: CaseNumber,
    /// Its name.
    pub name: PersonName,
    /// The checklist.
    pub form: String,
    /// The month.
    pub month: Month,
    /// Items that are proven, ticked by hand or not applicable.
    pub settled: usize,
    /// Items that are not.
    pub open: usize,
    /// The same for each component, in the order of the form.
    pub components: Vec<ComponentCount>,
}

/// What is settled and open in a component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComponentCount {
    /// The component.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Items that are proven, ticked by hand or not applicable.
    pub settled: usize,
    /// Items that are not.
    pub open: usize,
}

impl CompletenessRow {
    /// The components with something open: `Monthly monitoring 3, Notices 2`; empty where nothing is.
    pub fn open_components_text(&self) -> String {
        let open = self.components.iter().filter(|component| component.open > 0);
        open.map(|component| format!("{} {}", component.title, component.open)).collect::<Vec<_>>().join(", ")
    }
}

impl Caseload {
    /// How far a checklist of a month is settled, case by case: those with the most open items first. A case that no
    /// item concerns is left out.
    pub fn completeness_rows(
        &self,
        store: &Store,
        form: &Checklist,
        month: Month,
    ) -> Result<Vec<CompletenessRow>, StoreError> {
        let mut rows = Vec::with_capacity(self.case_count());
        for (case, on_desk) in self.cases() {
            let components = self.evaluate_checklist(form, case, &store.comments_of_case(case, u32::MAX)?, month);
            let items = components.iter().flat_map(|component| &component.items);
            if items.clone().all(|item| matches!(item.state, ItemState::NotApplicable { .. })) {
                continue;
            }
            let (settled, open) = count_items(items);
            let components = components.iter().map(ComponentCount::from_component).collect();
            let (case, name, form) = (case.clone(), on_desk.case_name(), form.name.clone());
            rows.push(CompletenessRow { case, name, form, month, settled, open, components });
        }
        rows.sort_by(|one, other| (Reverse(one.open), &one.case).cmp(&(Reverse(other.open), &other.case)));
        Ok(rows)
    }
}

impl ComponentCount {
    fn from_component(component: &ComponentView) -> Self {
        let (settled, open) = count_items(component.items.iter());
        Self { id: component.id.clone(), title: component.title.clone(), settled, open }
    }
}

fn count_items<'a>(items: impl Iterator<Item = &'a ItemView>) -> (usize, usize) {
    items.fold(
        (0, 0),
        |(settled, open), item| {
            if item.state.is_settled() { (settled + 1, open) } else { (settled, open + 1) }
        },
    )
}
