//! A state machine as a table: which status may follow which. A step that the table does not hold cannot be made.

use std::fmt;

/// Which statuses may follow one, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following<S> {
    /// The status that stands.
    pub from: S,
    /// Those that may follow it.
    pub to: Vec<S>,
    /// Who says so.
    pub source: String,
}

/// A state machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine<S> {
    table: Vec<Following<S>>,
}

/// A step from one status to another that the machine allows. Only the machine makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<S> {
    from: S,
    to: S,
}

/// A step that the machine does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{to} does not follow {from} ({source_of_it}).")]
pub struct Impossible {
    /// The status that stands, as screens show it.
    pub from: &'static str,
    /// The status that was to follow.
    pub to: &'static str,
    /// Who says what may follow.
    pub source_of_it: String,
}

/// A status with the name that screens show.
pub trait Titled: Copy + Eq {
    /// As screens show it.
    fn title(self) -> &'static str;
}

impl<S> Default for Machine<S> {
    fn default() -> Self {
        Self { table: Vec::new() }
    }
}

impl<S: Titled> Machine<S> {
    /// The machine with one more row. A row for the same status adds to what may follow it.
    pub fn add(&mut self, following: Following<S>) {
        self.table.push(following);
    }

    /// The machine with the rows of `others` for those statuses that it has no row for.
    pub fn over(mut self, others: Self) -> Self {
        let known: Vec<S> = self.table.iter().map(|following| following.from).collect();
        self.table.extend(others.table.into_iter().filter(|following| !known.contains(&following.from)));
        self
    }

    /// The step from `from` to `to`.
    ///
    /// # Errors
    /// [`Impossible`] where the table does not let `to` follow `from`.
    pub fn step(&self, from: S, to: S) -> Result<Step<S>, Impossible> {
        let mut of_it = self.table.iter().filter(|following| following.from == from);
        if of_it.clone().any(|following| following.to.contains(&to)) {
            return Ok(Step { from, to });
        }
        let source_of_it =
            of_it.next().map_or_else(|| "no source lets any follow".to_owned(), |row| row.source.clone());
        Err(Impossible { from: from.title(), to: to.title(), source_of_it })
    }

    /// The statuses that may follow `from`, in the table's order.
    pub fn following(&self, from: S) -> impl Iterator<Item = S> {
        self.table
            .iter()
            .filter(move |following| following.from == from)
            .flat_map(|following| following.to.iter().copied())
    }
}

impl<S: Copy> Step<S> {
    /// The status that stands.
    pub const fn from(self) -> S {
        self.from
    }

    /// The status that follows.
    pub const fn to(self) -> S {
        self.to
    }
}

impl<S: Titled> fmt::Display for Step<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from.title(), self.to.title())
    }
}
