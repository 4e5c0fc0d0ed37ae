//! The chooser of what a list is filtered by.

use super::{Chooser, ChooserAction, ChooserItem};
use crate::tui::panes::facets::FacetCount;
use crate::tui::panes::filtered_list::FilterableList;
use crate::tui::wording::count_with_noun;

impl Chooser {
    /// Lists what the rows of a list have in common, each value with how many rows would be left. What filters the list
    /// already is marked.
    pub fn for_facets(pane: &str, list: &dyn FilterableList) -> Self {
        let counts = list.facet_counts();
        let hidden = list.total_count().saturating_sub(list.len());
        let whole = (hidden > 0).then(|| ChooserItem {
            title: "the whole list".into(),
            doc: format!("shows the {} again that {} hidden", count_with_noun(hidden, "row"), is_or_are(hidden)).into(),
            key: "".into(),
            choice: ChooserAction::WholeList,
        });
        let before = usize::from(whole.is_some());
        let mut headings = Vec::new();
        let mut kind_before = None;
        for (index, count) in counts.iter().enumerate() {
            if kind_before != Some(count.kind) {
                headings.push((index + before, count.kind.title().to_owned()));
            }
            kind_before = Some(count.kind);
        }
        let item = |count: FacetCount| ChooserItem {
            key: if list.facets().contains(count.kind, &count.value) { "[x]" } else { "[ ]" }.into(),
            doc: count_with_noun(count.rows, "row").into(),
            title: count.value.clone().into(),
            choice: ChooserAction::Facet(count.kind, count.value),
        };
        let items = whole.into_iter().chain(counts.into_iter().map(item)).collect();
        let title = format!("Filter {pane}: Enter chooses, Tab chooses more");
        Self::new(&title, items).with_headings(headings)
    }

    /// Selects the item that does this, if there is one.
    pub fn select(&mut self, choice: &ChooserAction) {
        let found = (0..self.len()).find(|at| self.get(*at).is_some_and(|item| item.choice == *choice));
        self.cursor.index = found.unwrap_or(0);
    }
}

const fn is_or_are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
