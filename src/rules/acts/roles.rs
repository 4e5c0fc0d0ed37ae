//! Who may record an act: the roles are data (`assets/policy/roles.toml`).

use super::act_refusal::ActRefusal;
use crate::domain::worker::Worker;
use crate::policy::Policy;

/// Refuses an act that belongs to another role, and names that role.
pub(super) fn check_role(policy: &Policy, act: &str, by: &Worker) -> Result<(), ActRefusal> {
    if policy.tables.may_record(by.role, act) {
        return Ok(());
    }
    let row = policy.tables.act_role(act);
    let whose = row.map_or_else(|| "nobody's".to_owned(), |row| format!("for {} to record", row.role_titles()));
    let source = row.map(|row| format!(" ({})", row.source)).unwrap_or_default();
    Err(ActRefusal::from_message(format!("This is {whose}; {} is {}{source}.", by.number, by.role.title())))
}
