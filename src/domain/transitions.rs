//! A state machine as a table: which status may follow which. A step that the table does not hold cannot be made.

use std::fmt;

/// Which statuses may follow one, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitionRow<S> {
    /// The status that stands.
    pub from: S,
    /// Those that may follow it.
    pub to: Vec<S>,
    /// Who says so.
    pub source: String,
}

/// A state machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitionTable<S> {
    table: Vec<TransitionRow<S>>,
}

/// A step from one status to another that the machine allows. Only the machine makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition<S> {
    from: S,
    to: S,
}

/// A step that the machine does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{to} does not follow {from} ({source_of_it}).")]
pub struct TransitionError {
    /// The status that stands, as screens show it.
    pub from: &'static str,
    /// The status that was to follow.
    pub to: &'static str,
    /// Who says what may follow.
    pub source_of_it: String,
}

/// A status with the name that screens show.
pub trait StatusTitle: Copy + Eq {
    /// As screens show it.
    fn title(self) -> &'static str;
}

impl<S> Default for TransitionTable<S> {
    fn default() -> Self {
        Self { table: Vec::new() }
    }
}

impl<S: StatusTitle> TransitionTable<S> {
    /// The machine with one more row. A row for the same status adds to what may follow it.
    pub fn add_row(&mut self, following: TransitionRow<S>) {
        self.table.push(following);
    }

    /// The machine with the rows of `others` for those statuses that it has no row for.
    pub fn with_fallback(mut self, others: Self) -> Self {
        let known: Vec<S> = self.table.iter().map(|following| following.from).collect();
        self.table.extend(others.table.into_iter().filter(|following| !known.contains(&following.from)));
        self
    }

    /// The step from `from` to `to`.
    ///
    /// # Errors
    /// [`Impossible`] where the table does not let `to` follow `from`.
    pub fn find_transition(&self, from: S, to: S) -> Result<Transition<S>, TransitionError> {
        let mut of_it = self.table.iter().filter(|following| following.from == from);
        if of_it.clone().any(|following| following.to.contains(&to)) {
            return Ok(Transition { from, to });
        }
        let source_of_it =
            of_it.next().map_or_else(|| "no source lets any follow".to_owned(), |row| row.source.clone());
        Err(TransitionError { from: from.title(), to: to.title(), source_of_it })
    }

    /// The statuses that may follow `from`, in the table's order.
    pub fn next_statuses(&self, from: S) -> impl Iterator<Item = S> {
        self.table
            .iter()
            .filter(move |following| following.from == from)
            .flat_map(|following| following.to.iter().copied())
    }
}

impl<S: Copy> Transition<S> {
    /// The status that stands.
    pub const fn from_status(self) -> S {
        self.from
    }

    /// The status that follows.
    pub const fn to_status(self) -> S {
        self.to
    }
}

impl<S: StatusTitle> fmt::Display for Transition<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from.title(), self.to.title())
    }
}
