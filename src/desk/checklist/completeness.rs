//! How far a checklist is settled over the whole caseload, with one row for each case.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Checklist, ComponentView, ItemState, ItemView};
use crate::desk::Caseload;
use crate::domain::dates::Month;
use crate::domain::name::PersonName;
use crate::domain::{CaseNumber, WorkerNumber};
use crate::store::{Store, StoreError};

/// A case with the numbers of settled and open items on its checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompletenessRow {
    /// The number of the case.
    pub case: CaseNumber,
    /// The EC under whom the case is listed, if the home holds the cases of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ec: Option<WorkerNumber>,
    /// The name of the case.
    pub name: PersonName,
    /// The name of the checklist.
    pub form: String,
    /// The month of the checklist.
    pub month: Month,
    /// The number of items that are proven, ticked by hand or not applicable.
    pub settled: usize,
    /// The number of items that are open.
    pub open: usize,
    /// The same numbers for each component, in the order of the form.
    pub components: Vec<ComponentCount>,
}

/// The numbers of settled and open items of a component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComponentCount {
    /// The id of the component.
    pub id: String,
    /// The heading of the component.
    pub title: String,
    /// The number of items that are proven, ticked by hand or not applicable.
    pub settled: usize,
    /// The number of items that are open.
    pub open: usize,
}

impl CompletenessRow {
    /// Returns the components with open items: `Monthly monitoring 3, Notices 2`; empty where no item is open.
    pub fn open_components_text(&self) -> String {
        let open = self.components.iter().filter(|component| component.open > 0);
        open.map(|component| format!("{} {}", component.title, component.open)).collect::<Vec<_>>().join(", ")
    }
}

impl Caseload {
    /// Returns how far a checklist of a month is settled, case by case, the cases with the most open items first.
    /// Cases that no item concerns are left out.
    pub fn completeness_rows(
        &self,
        store: &Store,
        form: &Checklist,
        month: Month,
    ) -> Result<Vec<CompletenessRow>, StoreError> {
        let has_several_ecs = self.has_several_ecs();
        let mut rows = Vec::with_capacity(self.case_count());
        for (case, evaluated) in self.listed_cases() {
            let components = self.evaluate_checklist(form, case, &store.comments_of_case(case, u32::MAX)?, month);
            let items = components.iter().flat_map(|component| &component.items);
            if items.clone().all(|item| matches!(item.state, ItemState::NotApplicable { .. })) {
                continue;
            }
            let (settled, open) = count_items(items);
            let components = components.iter().map(ComponentCount::from_component).collect();
            let ec = evaluated.record.listed_under.clone().filter(|_| has_several_ecs);
            let (case, name, form) = (case.clone(), evaluated.case_name(), form.name.clone());
            rows.push(CompletenessRow { case, ec, name, form, month, settled, open, components });
        }
        rows.sort_by(|a, b| (Reverse(a.open), &a.case).cmp(&(Reverse(b.open), &b.case)));
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
