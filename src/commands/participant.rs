//! Whom a comment, an act or an annotation is about: where several people take part in a case, nobody is assumed.

use anyhow::bail;

use crate::commands::context::CliContext;
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::view::{Participant, View};
use crate::store::Store;

/// The participant who is meant where the case names nobody who takes part.
const FIRST: PersonNumber = PersonNumber(1);

/// What is recorded about somebody.
#[derive(Debug, Clone, Copy)]
pub(super) enum RecordKind {
    Comment,
    Act,
    Annotation,
    Copy,
}

impl RecordKind {
    /// Returns the sentence that asks whom it is about, after the one that names those who take part.
    const fn question(self) -> &'static str {
        match self {
            Self::Comment => "Say who the contact was with: --person NUMBER, or --person 0 for the case as a whole.",
            Self::Act => "Say who the act is about: --person NUMBER.",
            Self::Copy => "Say whose copy it is: --person NUMBER.",
            Self::Annotation => "Say whose row it is about: --person NUMBER.",
        }
    }
}

/// Returns the participant whom something is recorded about: the one who was named, or the only one who takes part in the
/// case.
///
/// # Errors
/// Nobody was named, and several people take part.
pub(super) fn choose_participant(
    context: &CliContext,
    store: &Store,
    case: &CaseNumber,
    named: Option<PersonNumber>,
    recorded: RecordKind,
) -> anyhow::Result<PersonNumber> {
    // An unknown case is refused when it is recorded.
    let Some(record) = store.case_record(case)?.filter(|_| named.is_none()) else { return Ok(named.unwrap_or(FIRST)) };
    let view = View::new(&record.facts, store.policies(), context.today());
    let participants: Vec<_> = view.participants().collect();
    match participants.as_slice() {
        [] => Ok(FIRST),
        [only] => Ok(only.number),
        several => {
            let describe = |participant: &Participant<'_>| {
                let name = participant.person.name.as_ref().map(|name| format!(" is {name}")).unwrap_or_default();
                format!("{}{name}", participant.number)
            };
            let people = several.iter().map(describe).collect::<Vec<_>>().join("; ");
            let question = recorded.question();
            bail!("Nothing is recorded. Several people take part in case {case}: {people}. {question}")
        }
    }
}
