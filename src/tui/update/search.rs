//! Finds rows and comments, and orders lists.

use super::{comments, drafts};
use crate::tui::command::{Pane, SearchCommand};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::search::SearchOverlay;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::{Side, Workspace};
use crate::tui::store_thread::Job;

pub(super) fn run_command(open: &mut Workspace, command: SearchCommand) -> SideEffects {
    match command {
        SearchCommand::Find => {
            open.side = Side::List;
            open.set_filter("");
            open.overlay = Overlay::Find;
        }
        SearchCommand::Comments => return open_search(open),
        SearchCommand::Keep => open.overlay = Overlay::None,
        SearchCommand::Clear => {
            open.set_filter("");
            open.overlay = Overlay::None;
        }
        SearchCommand::Order => {
            let message = order_by_next_column(open);
            open.show_message(message);
        }
        SearchCommand::Reverse => {
            let message = reverse_order(open);
            open.show_message(message);
        }
        SearchCommand::CategoryAfter => open.action.step_category(true),
        SearchCommand::CategoryBefore => open.action.step_category(false),
    }
    Vec::new()
}

/// Orders the list that is shown by its next column. Returns a sentence that says so.
fn order_by_next_column(open: &mut Workspace) -> String {
    let order = match open.pane {
        Pane::Today => open.today.choose_next_order(),
        Pane::Action => open.action.list.choose_next_order(),
        Pane::Alerts => open.alerts.choose_next_order(),
        _ => return open.cases.order_by_next_column(),
    };
    format!("Each group is ordered by {}.", order.title())
}

/// Turns the order of the list that is shown around. Returns a sentence that says so.
fn reverse_order(open: &mut Workspace) -> String {
    let (reversed, order) = match open.pane {
        Pane::Today => (open.today.reverse_order(), open.today.order()),
        Pane::Action => (open.action.list.reverse_order(), open.action.list.order()),
        Pane::Alerts => (open.alerts.reverse_order(), open.alerts.order()),
        _ => return open.cases.reverse_order(),
    };
    format!("Each group is ordered by {}{}.", order.title(), if reversed { ", reversed" } else { "" })
}

impl Model {
    /// Returns whether the search over all comments is open.
    pub fn shows_search(&self) -> bool {
        self.workspace().is_some_and(|open| matches!(open.overlay, Overlay::Search(_)))
    }
}

/// Opens the search over all comments.
fn open_search(open: &mut Workspace) -> SideEffects {
    let mut effects = drafts::save_drafts(open);
    open.open_overlay(Overlay::Search(SearchOverlay::default()));
    effects.extend(send_query(open));
    effects
}

/// Sends the query that is typed in the search, if it is open and the query was not sent yet.
pub(super) fn send_query(open: &mut Workspace) -> SideEffects {
    let Overlay::Search(search) = &mut open.overlay else { return Vec::new() };
    let generation = open.search_generation + 1;
    let Some(text) = search.take_query(generation) else { return Vec::new() };
    open.search_generation = generation;
    store_job(Job::Search { text, generation })
}

/// Opens the folder of the case at the comment that is selected in the search; without a selected comment, the search
/// stays open.
pub(super) fn accept_hit(open: &mut Workspace, screen: &ScreenContext<'_>, search: SearchOverlay) -> SideEffects {
    let Some(comment) = search.selected_hit().map(|hit| hit.comment.comment.clone()) else {
        open.open_overlay(Overlay::Search(search));
        return Vec::new();
    };
    comments::open_comment(open, screen, comment.case, comment.person, comment.id)
}
