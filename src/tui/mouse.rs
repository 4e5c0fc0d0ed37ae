//! What the mouse does: a click, the wheel, a drag. Nothing needs it.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

/// What was done with the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button was pressed.
    Click,
    /// The mouse was moved with the left button down.
    Drag,
    /// The left button was released.
    Release,
    /// The wheel was turned away from the worker.
    WheelUp,
    /// The wheel was turned toward the worker.
    WheelDown,
}

/// What was done with the mouse, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MouseInput {
    /// What was done.
    pub action: MouseAction,
    /// The cell of the screen.
    pub at: Position,
}

impl MouseInput {
    /// Reads an event of the terminal; `None` for one that does nothing here, such as another button.
    pub const fn from_event(event: MouseEvent) -> Option<Self> {
        let action = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => MouseAction::Click,
            MouseEventKind::Drag(MouseButton::Left) => MouseAction::Drag,
            MouseEventKind::Up(MouseButton::Left) => MouseAction::Release,
            MouseEventKind::ScrollUp => MouseAction::WheelUp,
            MouseEventKind::ScrollDown => MouseAction::WheelDown,
            _ => return None,
        };
        Some(Self { action, at: Position { x: event.column, y: event.row } })
    }
}
