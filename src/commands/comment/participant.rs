//! With whom a contact was: where several people take part in a case, nobody is assumed.

use anyhow::bail;

use crate::commands::context::CliContext;
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::view::{Participant, View};
use crate::store::Store;

/// The participant who is meant where the case names nobody who takes part.
const FIRST: PersonNumber = PersonNumber(1);

/// Returns the participant of a comment: the one who was named, or the only one who takes part in the case.
///
/// # Errors
/// Nobody was named, and several people take part.
pub(super) fn choose_participant(
    context: &CliContext,
    store: &Store,
    case: &CaseNumber,
    named: Option<PersonNumber>,
) -> anyhow::Result<PersonNumber> {
    // An unknown case is refused when the comment is recorded.
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
            bail!(
                "Not filed. Several people take part in case {case}: {people}. Say with whom the contact was: --person \
                 NUMBER, or --person 0 for the case as a whole."
            )
        }
    }
}
