//! The chooser of saved views.

use super::{Chooser, ChooserAction, ChooserItem};
use crate::store::SavedView;

/// What stands where no view is saved.
pub const NO_VIEWS: &str = "No view is saved. Filter a list with / or f; v saves it as a view.";

impl Chooser {
    /// Lists saved views, each with its list and what filters it; the last item saves what filters the list now, if
    /// anything does.
    pub fn for_views<'a>(views: impl Iterator<Item = &'a SavedView>, now: Option<SavedView>) -> Self {
        let item = |view: &SavedView| ChooserItem {
            title: view.name.clone().into(),
            doc: describe_view(view).into(),
            key: view.key.clone().unwrap_or_default().into(),
            choice: ChooserAction::View(view.clone()),
        };
        let save = |view: SavedView| ChooserItem {
            title: "save this one …".into(),
            doc: describe_view(&view).into(),
            key: "".into(),
            choice: ChooserAction::NameView(view),
        };
        let items: Vec<_> = views.map(item).chain(now.map(save)).collect();
        if items.is_empty() {
            return Self::new("Saved views", items).with_empty_text(NO_VIEWS).with_line_hint("");
        }
        Self::new("Saved views", items)
    }
}

/// Returns what a view shows: its list, and what filters it.
pub fn describe_view(view: &SavedView) -> String {
    let text = Some(&view.text).filter(|text| !text.is_empty()).map(|text| format!("\"{text}\""));
    let by: Vec<_> = text.into_iter().chain(view.facets.values().flatten().cloned()).collect();
    format!("{}: {}", view.list, by.join(", "))
}
