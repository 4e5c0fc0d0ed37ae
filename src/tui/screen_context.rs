//! The values that handling a command may read besides the open caseload.

use std::time::Instant;

use ratatui::layout::Size;

use super::command::ScreenCommand;
use super::keymap::Keymap;
use super::theme::Theme;
use crate::policy::catalog::Catalog;
use crate::store::Settings;

/// The maximum columns of a page of text; longer lines are hard to read.
const WIDEST_PAGE: usize = 100;

/// The screen around the open caseload, at one moment.
#[derive(Clone, Copy)]
pub struct ScreenContext<'a> {
    /// The size of the terminal.
    pub size: Size,
    /// The theme.
    pub theme: &'a Theme,
    /// The bindings of keys.
    pub keymap: &'a Keymap,
    /// The catalog of purposes, forms and documents that pickers offer.
    pub catalog: &'a Catalog,
    /// The settings of the office.
    pub settings: &'a Settings,
    /// The moment at which the message came.
    pub now: Instant,
}

impl ScreenContext<'_> {
    /// Returns how many columns the text of a page to read has.
    pub fn page_columns(&self) -> usize {
        usize::from(self.size.width).saturating_sub(8).min(WIDEST_PAGE)
    }

    /// Returns the first key of a command as the screen shows it; empty if the command has none.
    pub fn key_of(&self, command: ScreenCommand) -> String {
        self.keymap.keys_for(command).next().map(ToString::to_string).unwrap_or_default()
    }
}
