//! Finds rows and comments, and orders lists.

use strum::VariantArray as _;

use super::{comments, drafts, navigation};
use crate::store::SavedView;
use crate::tui::command::{KeyContext, Pane, SearchCommand};
use crate::tui::keymap::Key;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::{Chooser, ChooserAction};
use crate::tui::overlays::search::SearchOverlay;
use crate::tui::panes::facets::{FacetChoice, FacetKind};
use crate::tui::panes::filterable_list::FilterableList;
use crate::tui::saved_views;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::{Side, Workspace};
use crate::tui::store_thread::Job;
use crate::tui::widgets::choice::Step;

pub(super) fn run_command(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    command: SearchCommand,
) -> SideEffects {
    match command {
        SearchCommand::Find => {
            workspace.side = Side::List;
            workspace.set_filter("");
            workspace.overlay = Overlay::Find;
        }
        SearchCommand::Facets => open_facets(workspace),
        SearchCommand::Views => open_views(workspace, screen),
        SearchCommand::Comments => return open_search(workspace),
        SearchCommand::Keep => workspace.overlay = Overlay::None,
        SearchCommand::Clear => {
            workspace.set_filter("");
            workspace.overlay = Overlay::None;
        }
        SearchCommand::Order => {
            let message = order_by_next_column(workspace);
            workspace.show_message(message);
        }
        SearchCommand::Fold => fold_group(workspace),
        SearchCommand::Reverse => {
            let message = reverse_order(workspace);
            workspace.show_message(message);
        }
        SearchCommand::CategoryAfter => workspace.action.step_category(Step::Next),
        SearchCommand::CategoryBefore => workspace.action.step_category(Step::Previous),
    }
    Vec::new()
}

/// Orders the list that is shown by its next column. Returns a sentence that says so.
fn order_by_next_column(workspace: &mut Workspace) -> String {
    if workspace.pane == Pane::Cases {
        return workspace.cases.order_by_next_column();
    }
    workspace.current_list_mut().map(FilterableList::order_by_next_column).unwrap_or_default()
}

/// Folds the group of the selected row into its heading, or unfolds it, and says so.
pub(super) fn fold_group(workspace: &mut Workspace) {
    let folded = workspace.current_list_mut().and_then(FilterableList::toggle_fold);
    workspace.show_message(match folded {
        Some((title, true)) => format!("{title}: folded, the count stays. Enter unfolds it."),
        Some((title, false)) => format!("{title} is unfolded."),
        None => "Nothing folds here: the list has no groups, or is filtered.".to_owned(),
    });
}

/// Turns the order of the list that is shown around. Returns a sentence that says so.
fn reverse_order(workspace: &mut Workspace) -> String {
    if workspace.pane == Pane::Cases {
        return workspace.cases.reverse_order();
    }
    workspace.current_list_mut().map(FilterableList::turn_order).unwrap_or_default()
}

/// Lists the saved views, and offers to save what filters the list now.
fn open_views(workspace: &mut Workspace, screen: &ScreenContext<'_>) {
    let views = saved_views::usable_views(&screen.settings.views);
    let chooser = Chooser::for_views(views, workspace.current_view());
    workspace.open_overlay(Overlay::Chooser(chooser));
}

/// Shows a saved view: its list, filtered as the view says.
pub(super) fn show_view(workspace: &mut Workspace, view: &SavedView) {
    let Some(pane) = saved_views::pane_of_view(view) else { return };
    let _ = navigation::go_to_pane(workspace, pane);
    workspace.index_facets();
    workspace.set_filter(&view.text);
    workspace.set_facets(FacetChoice::from_stored(&view.facets));
}

/// Lists what the list that is shown can be filtered by.
fn open_facets(workspace: &mut Workspace) {
    workspace.side = Side::List;
    workspace.index_facets();
    let chooser = workspace.current_list().map(|list| Chooser::for_facets(workspace.pane.title(), list));
    if let Some(chooser) = chooser {
        workspace.open_overlay(Overlay::Chooser(chooser));
    }
}

/// Filters the list that is shown by a value, or no longer.
pub(super) fn toggle_facet(workspace: &mut Workspace, kind: FacetKind, value: &str) {
    let Some(mut facets) = workspace.current_list().map(|list| list.facets().clone()) else { return };
    facets.toggle(kind, value);
    workspace.set_facets(facets);
}

/// Chooses the selected value of the facets, and leaves the list open to choose more. Other lists take one choice.
pub(super) fn mark_choice(workspace: &mut Workspace) {
    let Overlay::Chooser(chooser) = &workspace.overlay else { return };
    let Some(ChooserAction::Facet(kind, value)) = chooser.selected_item().map(|item| item.choice.clone()) else {
        workspace.show_message("Enter chooses here.");
        return;
    };
    let cursor = chooser.cursor;
    toggle_facet(workspace, kind, &value);
    let again = workspace.current_list().map(|list| Chooser::for_facets(workspace.pane.title(), list));
    if let Some(mut again) = again {
        again.cursor = cursor;
        again.select(&ChooserAction::Facet(kind, value));
        workspace.overlay = Overlay::Chooser(again);
    }
}

impl Model {
    /// Shows the saved view that has a key, where a list is shown. Returns whether there is one.
    pub(super) fn show_view_of_key(&mut self, key: Key, context: KeyContext) -> bool {
        let is_list = Pane::VARIANTS.iter().any(|pane| pane.key_context() == Some(context));
        let has_key = |view: &&SavedView| view.key.as_ref().is_some_and(|of| of.parse() == Ok(key));
        let view = saved_views::usable_views(&self.settings.views).find(has_key).cloned();
        let Some(view) = view.filter(|_| is_list) else { return false };
        if let Some(open) = self.workspace_mut() {
            show_view(open, &view);
        }
        true
    }

    /// Returns whether the search over all comments is open.
    pub fn shows_search(&self) -> bool {
        self.workspace().is_some_and(|open| matches!(open.overlay, Overlay::Search(_)))
    }
}

/// Opens the search over all comments.
fn open_search(workspace: &mut Workspace) -> SideEffects {
    let mut effects = drafts::save_drafts(workspace);
    workspace.open_overlay(Overlay::Search(SearchOverlay::default()));
    effects.extend(send_query(workspace));
    effects
}

/// Sends the query that is typed in the search, if it is open and the query was not sent yet.
pub(super) fn send_query(workspace: &mut Workspace) -> SideEffects {
    let Overlay::Search(search) = &mut workspace.overlay else { return Vec::new() };
    let generation = workspace.search_generation + 1;
    let Some(text) = search.take_query(generation) else { return Vec::new() };
    workspace.search_generation = generation;
    store_job(Job::Search { text, generation })
}

/// Opens the folder of the case at the comment that is selected in the search; without a selected comment, the search
/// stays open.
pub(super) fn accept_hit(workspace: &mut Workspace, screen: &ScreenContext<'_>, search: SearchOverlay) -> SideEffects {
    let Some(comment) = search.selected_hit().map(|hit| hit.comment.comment.clone()) else {
        workspace.open_overlay(Overlay::Search(search));
        return Vec::new();
    };
    comments::open_comment(workspace, screen, comment.case, comment.person, comment.id)
}
