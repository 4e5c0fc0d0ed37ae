//! Handles the mouse: the wheel scrolls what is under it, a click selects a row, a tab or an item, a second click opens
//! it, and the divider between the list and the case can be dragged. The mouse never files or clears anything.

use std::time::Duration;

use ratatui::layout::{Position, Size};

use super::navigation;
use crate::tui::command::{AppCommand, Motion, Pane, RowCommand, ScreenCommand};
use crate::tui::model::Model;
use crate::tui::mouse::{MouseAction, MouseInput};
use crate::tui::overlays::Overlay;
use crate::tui::panes::action::ActionPane;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::SideEffects;
use crate::tui::state::workspace::{Side, Workspace};
use crate::tui::view::tab_at;
use crate::tui::widgets::table::HEADING_LINES;

/// The rows by which one notch of the wheel moves.
const NOTCH: usize = 3;

/// The longest time between two clicks that are one double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(500);

impl Model {
    /// Handles the mouse. While a request is in flight or the screen is locked, nothing happens.
    pub(super) fn handle_mouse(&mut self, mouse: MouseInput) -> SideEffects {
        self.note_activity();
        if self.in_flight.is_some() || self.is_quitting {
            return Vec::new();
        }
        let is_second = self.is_second_click(mouse);
        let Some((open, screen)) = self.open_parts() else { return Vec::new() };
        let command = match mouse.action {
            MouseAction::WheelUp => scroll(open, &screen, mouse.at, Motion::Up),
            MouseAction::WheelDown => scroll(open, &screen, mouse.at, Motion::Down),
            MouseAction::Click => click(open, screen.size, mouse.at, is_second),
            MouseAction::Drag => drag_divider(open, mouse.at),
            MouseAction::Release => {
                open.is_dragging = false;
                None
            }
        };
        let Some(command) = command else { return Vec::new() };
        let mut effects = self.perform_command(command);
        self.number_requests(&mut effects);
        effects
    }

    /// Returns whether this is the second click at the same place in a short time.
    fn is_second_click(&mut self, mouse: MouseInput) -> bool {
        if mouse.action != MouseAction::Click {
            return false;
        }
        let now = self.now;
        let before = self.last_click.take();
        let is_second = before.is_some_and(|(when, at)| at == mouse.at && now.duration_since(when) <= DOUBLE_CLICK);
        if !is_second {
            self.last_click = Some((now, mouse.at));
        }
        is_second
    }
}

/// Scrolls what lies on top, or the side that the mouse is over. Under a question or a form, nothing moves: it is about
/// the selected row.
fn scroll(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    at: Position,
    motion: Motion,
) -> Option<ScreenCommand> {
    for _ in 0..NOTCH {
        if workspace.overlay.scroll(motion, screen.size) {
            continue;
        }
        if !matches!(workspace.overlay, Overlay::None | Overlay::Find) || workspace.act_sheet.is_some() {
            return None;
        }
        let beside = workspace.screen_areas(screen.size).beside;
        let focused = workspace.side;
        if let Some(beside) = beside {
            workspace.side = if beside.contains(at) { Side::Beside } else { Side::List };
        }
        navigation::move_selection(workspace, screen, motion);
        workspace.side = focused;
    }
    None
}

/// Handles a click. Returns the command that it stands for, if there is one.
fn click(workspace: &mut Workspace, size: Size, at: Position, is_second: bool) -> Option<ScreenCommand> {
    if let Overlay::Chooser(chooser) = &mut workspace.overlay {
        let is_item = chooser.select_at(at, size);
        return (is_item && is_second).then_some(ScreenCommand::App(AppCommand::Accept));
    }
    if !matches!(workspace.overlay, Overlay::None | Overlay::Find) || workspace.act_sheet.is_some() {
        return None;
    }
    let areas = workspace.screen_areas(size);
    if areas.tabs.contains(at) {
        let pane = tab_at(workspace, areas.tabs.width.into(), at.x.into())?;
        return if_available_here(workspace, ScreenCommand::Go(pane));
    }
    if let Some(beside) = areas.beside {
        if at.x == beside.x && beside.contains(at) {
            workspace.is_dragging = true;
            return None;
        }
        workspace.side = if beside.contains(at) { Side::Beside } else { Side::List };
    }
    let is_row = areas.list.contains(at) && workspace.side == Side::List && select_row(workspace, size, at);
    if is_row && is_second { if_available_here(workspace, ScreenCommand::Work(RowCommand::Open)) } else { None }
}

/// Returns a command if a key could run it now.
fn if_available_here(workspace: &Workspace, command: ScreenCommand) -> Option<ScreenCommand> {
    let context = workspace.key_context();
    command.table_entry().is_some_and(|entry| entry.contexts.contains(context)).then_some(command)
}

fn drag_divider(workspace: &mut Workspace, at: Position) -> Option<ScreenCommand> {
    if workspace.is_dragging {
        workspace.list_width = Some(at.x + 1);
    }
    None
}

/// Selects the row of the list at a position. Returns whether there is one.
fn select_row(workspace: &mut Workspace, size: Size, at: Position) -> bool {
    let list = workspace.screen_areas(size).list;
    let reserved = match workspace.pane {
        Pane::Action => ActionPane::RESERVED,
        Pane::Today | Pane::Cases | Pane::Alerts | Pane::Queue => HEADING_LINES,
        Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Month | Pane::Walk => return false,
    };
    // The frame takes one line above the headings, and one below the rows.
    let Some(down) = usize::from(at.y - list.y).checked_sub(1 + reserved) else { return false };
    if at.y + 1 >= list.bottom() || !workspace.current_list_mut().is_some_and(|shown| shown.select_line(down)) {
        return false;
    }
    workspace.beside_top = 0;
    true
}
