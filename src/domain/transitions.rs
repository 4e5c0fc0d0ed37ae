//! State machines as tables: which status may follow which. A step that is not in the table cannot be made.

use std::fmt;

/// The statuses that may follow one, with the source of the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitionRow<S> {
    /// The status before the step.
    pub from: S,
    /// The statuses that may follow it.
    pub to: Vec<S>,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
}

/// A state machine as a table of transitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitionTable<S> {
    table: Vec<TransitionRow<S>>,
}

/// A step from one status to another that the table allows. Only the table can create one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition<S> {
    from: S,
    to: S,
}

/// An error for a step that the table does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{to} does not follow {from} ({source_of_it}).")]
pub struct TransitionError {
    /// The title of the status before the step.
    pub from: &'static str,
    /// The title of the status that was to follow.
    pub to: &'static str,
    /// The source that says which statuses may follow.
    pub source_of_it: String,
}

/// A status that has a title.
pub trait StatusTitle: Copy + Eq {
    /// Returns the title under which screens show the status.
    fn title(self) -> &'static str;
}

impl<S> Default for TransitionTable<S> {
    fn default() -> Self {
        Self { table: Vec::new() }
    }
}

impl<S: StatusTitle> TransitionTable<S> {
    /// Adds a row. A second row for the same status adds to what may follow it.
    pub fn add_row(&mut self, following: TransitionRow<S>) {
        self.table.push(following);
    }

    /// Returns the table with the rows of `others` for those statuses for which it has no row.
    pub fn with_fallback(mut self, others: Self) -> Self {
        let known: Vec<S> = self.table.iter().map(|following| following.from).collect();
        self.table.extend(others.table.into_iter().filter(|following| !known.contains(&following.from)));
        self
    }

    /// Returns the step from `from` to `to`.
    ///
    /// # Errors
    /// Returns a [`TransitionError`] where the table does not let `to` follow `from`.
    pub fn find_transition(&self, from: S, to: S) -> Result<Transition<S>, TransitionError> {
        let mut of_it = self.table.iter().filter(|following| following.from == from);
        if of_it.clone().any(|following| following.to.contains(&to)) {
            return Ok(Transition { from, to });
        }
        let source_of_it =
            of_it.next().map_or_else(|| "no source lets any status follow".to_owned(), |row| row.source.clone());
        Err(TransitionError { from: from.title(), to: to.title(), source_of_it })
    }

    /// Returns the statuses that may follow `from`, in the table's order.
    pub fn next_statuses(&self, from: S) -> impl Iterator<Item = S> {
        self.table
            .iter()
            .filter(move |following| following.from == from)
            .flat_map(|following| following.to.iter().copied())
    }
}

impl<S: Copy> Transition<S> {
    /// Returns the status before the step.
    pub const fn from_status(self) -> S {
        self.from
    }

    /// Returns the status after the step.
    pub const fn to_status(self) -> S {
        self.to
    }
}

impl<S: StatusTitle> fmt::Display for Transition<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from.title(), self.to.title())
    }
}
