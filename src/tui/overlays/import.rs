//! Extracts being read from inside the screen: how far it is, what they would bring, a row being mended.

use std::path::PathBuf;

use super::ReadPage;
use crate::store::ReadBefore;
use crate::tui::command::{Context, Edit};
use crate::tui::jobs::{Chosen, Proposal, Rejected, Stop};
use crate::tui::widgets::line_input::LineInput;

/// A reading that is under way.
#[derive(Debug, Clone)]
pub struct Importing {
    /// Stops it.
    pub stop: Stop,
    /// How far it is.
    pub said: String,
    /// Whether the files are only looked at.
    pub looks: bool,
}

/// What files would bring, or the layout that is proposed for one.
#[derive(Debug, Clone)]
pub struct Preview {
    /// What is told.
    pub page: ReadPage,
    /// What accepting it does.
    pub then: Then,
}

/// What accepting a preview does.
#[derive(Debug, Clone)]
pub enum Then {
    /// The files are read.
    ReadIn(Chosen),
    /// It is asked whether extracts are read that are older than what was read before.
    AskAboutOlder(Chosen, String),
    /// The layout is kept, and its file looked at by it.
    KeepLayout(Box<Proposal>),
    /// It is told what reading these older extracts nevertheless would do.
    TellOfOlder(Vec<PathBuf>),
}

impl Preview {
    /// What the keys act on.
    pub const fn context(&self) -> Context {
        match self.then {
            Then::TellOfOlder(_) => Context::Older,
            Then::ReadIn(_) | Then::AskAboutOlder(..) | Then::KeepLayout(_) => Context::Preview,
        }
    }
}

/// An extract that was read, with what taking it back would do.
#[derive(Debug, Clone)]
pub struct Extract {
    /// What is told.
    pub page: ReadPage,
    /// The extract.
    pub read: Box<ReadBefore>,
}

/// A rejected row while it is mended.
#[derive(Debug, Clone)]
pub struct Mending {
    /// The row.
    pub rejected: Box<Rejected>,
    /// Why it cannot be used.
    pub reason: String,
    /// Its cells.
    pub cells: Vec<LineInput>,
    /// The cell that has the keys.
    pub at: usize,
    /// Whether it is on its way into the record.
    pub reading: bool,
}

impl Mending {
    /// The row as it stands; the keys are on the cell that the reason names.
    pub fn of(rejected: Rejected) -> Self {
        let width = rejected.header.cells.len();
        let blank = String::new();
        let cells = (0..width).map(|at| LineInput::holding(rejected.row.cells.get(at).unwrap_or(&blank)));
        let reason = format!("{}. {}", rejected.row.reason, rejected.row.suggestion);
        let named = |cell: &str| if rejected.row.reason.contains(cell) { cell.len() } else { 0 };
        let told = rejected.row.cells.iter().take(width).map(|cell| named(cell.trim())).enumerate();
        // A short cell may stand in the reason by chance: the longest is meant.
        let at = told.rev().max_by_key(|(_, length)| *length).map_or(0, |(at, _)| at);
        Self { cells: cells.collect(), reason, at, reading: false, rejected: Box::new(rejected) }
    }

    /// Goes to the next cell or the one before, round and round.
    pub fn step(&mut self, forward: bool) {
        let len = self.cells.len();
        let step = if forward { 1 } else { len.saturating_sub(1) };
        self.at = (self.at + step).checked_rem(len).unwrap_or(0);
    }

    /// The cell that has the keys.
    pub fn cell_mut(&mut self) -> Option<&mut LineInput> {
        self.cells.get_mut(self.at).filter(|_| !self.reading)
    }

    /// Edits the cell or moves the caret in it.
    pub fn edit(&mut self, what: Edit) {
        self.cell_mut().into_iter().for_each(|cell| cell.edit(what));
    }

    /// The cells as they stand.
    pub fn contents(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.content().to_owned()).collect()
    }

    /// Whether a cell is another than the file has.
    pub fn is_changed(&self) -> bool {
        let none = String::new();
        let there = self.rejected.row.cells.iter().chain(std::iter::repeat(&none));
        self.cells.iter().zip(there).any(|(cell, there)| cell.content() != LineInput::holding(there).content())
    }

    /// Puts the cells back as they were left.
    pub fn restore(&mut self, cells: &[String]) {
        self.cells.iter_mut().zip(cells).for_each(|(cell, left)| *cell = LineInput::holding(left));
    }
}
