//! State machines whose steps are acts: which act leads from which state to which, who may record it, and what must hold.
//! A step that is not in the table cannot be recorded.

use super::code_words::code_words;
use super::role::Role;
use super::transitions::StatusTitle;

code_words! {
    /// What must hold for a step, besides its state and its role. The facts decide it.
    pub enum StepCondition {
        /// The person has no other social-work case that is submitted, open or inactive.
        NoOtherUnitCase = "no_other_unit_case",
        /// The client refused as often as policy asks.
        EnoughRefusals = "enough_refusals",
        /// The client was not reached for as long as policy asks before a last letter.
        UnreachedLongEnough = "unreached_long_enough",
        /// A last letter went out, and nothing has spent it.
        FinalLetterSent = "final_letter_sent",
        /// The time to answer the last letter is over.
        ReplyTimeOver = "reply_time_over",
        /// The talk after the last letter said that the case may be closed.
        TalkSaidClose = "talk_said_close",
        /// No report waits for the supervisor.
        NoReportWaits = "no_report_waits",
        /// The child-welfare case is sensitive.
        Sensitive = "sensitive",
        /// The child-welfare case is not sensitive.
        NotSensitive = "not_sensitive",
        /// The orientation is completed.
        OrientationCompleted = "orientation_completed",
        /// The employment program goes on for the family.
        ProgramActive = "program_active",
        /// The employment program has ended for the family.
        ProgramOver = "program_over",
    }
}

/// A step of a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow<S> {
    /// The state before the step; `None` for the step that begins.
    pub from: Option<S>,
    /// The id of the act.
    pub act: String,
    /// The outcome that the act must have; `None` for an act that has none, or whose outcome changes nothing.
    pub outcome: Option<String>,
    /// The state after the step.
    pub to: S,
    /// The roles that may record it.
    pub by: Vec<Role>,
    /// What must hold.
    pub requires: Vec<StepCondition>,
    /// The handbook section or office that says so.
    pub source: String,
}

/// A state machine whose steps are acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepTable<S> {
    rows: Vec<StepRow<S>>,
}

/// A step that somebody wants to record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepRequest<'a> {
    /// The id of the act.
    pub act: &'a str,
    /// The outcome that it has, if it has one.
    pub outcome: Option<&'a str>,
    /// The roles as which the worker may record it.
    pub roles: &'a [Role],
}

/// Why a step cannot be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepRefusal<'a> {
    /// The act does not lead on from the state.
    NotFromState {
        /// The acts that do, each once.
        possible: Vec<&'a str>,
    },
    /// The act leads on, but not with this outcome.
    NotWithOutcome {
        /// The outcomes with which it does.
        possible: Vec<&'a str>,
    },
    /// Other roles record it.
    NotByRole {
        /// Those roles, each once.
        roles: Vec<Role>,
        /// The source that says so.
        source: &'a str,
    },
    /// Something does not hold.
    Unmet {
        /// What does not hold.
        condition: StepCondition,
        /// The source that asks for it.
        source: &'a str,
    },
}

impl<S> Default for StepTable<S> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<S: StatusTitle> StepTable<S> {
    /// Adds a step.
    pub fn add_row(&mut self, row: StepRow<S>) {
        self.rows.push(row);
    }

    /// Returns every step.
    pub fn rows(&self) -> &[StepRow<S>] {
        &self.rows
    }

    /// Returns the table with the steps of `others` from those states for which it has none.
    pub fn with_fallback(mut self, others: Self) -> Self {
        let known: Vec<Option<S>> = self.rows.iter().map(|row| row.from).collect();
        self.rows.extend(others.rows.into_iter().filter(|row| !known.contains(&row.from)));
        self
    }

    /// Returns the roles that the rows of an act name.
    pub fn roles_of(&self, act: &str) -> impl Iterator<Item = Role> {
        self.rows.iter().filter(move |row| row.act == act).flat_map(|row| row.by.iter().copied())
    }

    /// Returns whether an act is a step of the machine.
    pub fn has_act(&self, act: &str) -> bool {
        self.rows.iter().any(|row| row.act == act)
    }

    /// Returns the state to which the step leads from `from`. `holds` says what of the conditions holds.
    ///
    /// # Errors
    /// Returns a [`StepRefusal`] with the first thing that stands against the step.
    pub fn find_step(
        &self,
        from: Option<S>,
        step: &StepRequest<'_>,
        holds: impl Fn(StepCondition) -> bool,
    ) -> Result<S, StepRefusal<'_>> {
        let from_state = || self.rows.iter().filter(|row| row.from == from);
        let of_act: Vec<&StepRow<S>> = from_state().filter(|row| row.act == step.act).collect();
        if of_act.is_empty() {
            return Err(StepRefusal::NotFromState { possible: each_once(from_state().map(|row| row.act.as_str())) });
        }
        let has_outcome = |row: &&StepRow<S>| row.outcome.is_none() || row.outcome.as_deref() == step.outcome;
        let with_outcome: Vec<&StepRow<S>> = of_act.iter().copied().filter(has_outcome).collect();
        if with_outcome.is_empty() {
            let possible = each_once(of_act.iter().filter_map(|row| row.outcome.as_deref()));
            return Err(StepRefusal::NotWithOutcome { possible });
        }
        let may_record = |row: &&StepRow<S>| step.roles.iter().any(|role| role.is_among(&row.by));
        let by_role: Vec<&StepRow<S>> = with_outcome.iter().copied().filter(may_record).collect();
        let mut refusal = StepRefusal::NotByRole {
            roles: each_once(with_outcome.iter().flat_map(|row| row.by.iter().copied())),
            source: with_outcome.first().map_or("", |row| row.source.as_str()),
        };
        for row in by_role.into_iter().rev() {
            match row.requires.iter().find(|condition| !holds(**condition)) {
                None => return Ok(row.to),
                Some(unmet) => refusal = StepRefusal::Unmet { condition: *unmet, source: &row.source },
            }
        }
        Err(refusal)
    }
}

fn each_once<T: PartialEq>(words: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for word in words {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    once
}
