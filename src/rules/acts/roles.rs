//! Who may record an act: the roles are data (`assets/policy/roles.toml`).

use super::act_refusal::ActRefusal;
use crate::domain::act::{Act, ActKind};
use crate::domain::role::Role;
use crate::domain::role_holder::{RoleHolder, acting_roles};
use crate::domain::worker::Worker;
use crate::policy::tables::join_titles;
use crate::policy::{Policies, Policy};

/// Who records an act, and who else has a role in the home.
#[derive(Debug, Clone, Copy)]
pub struct ActAuthor<'a> {
    /// The worker.
    pub worker: &'a Worker,
    /// Those who have or had a role in the home.
    pub holders: &'a [RoleHolder],
}

impl ActAuthor<'_> {
    /// Returns the roles as which the worker may record.
    pub(super) fn roles(&self) -> Vec<Role> {
        acting_roles(self.worker.role, self.holders)
    }
}

/// Refuses an act that belongs to another role, and names that role.
pub(super) fn check_role(policy: &Policy, act: &str, by: &ActAuthor<'_>) -> Result<(), ActRefusal> {
    if by.roles().into_iter().any(|role| policy.tables.may_record(role, act)) {
        return Ok(());
    }
    let row = policy.tables.recording_roles(act);
    let whose = row
        .as_ref()
        .map_or_else(|| "nobody's".to_owned(), |(roles, _)| format!("for {} to record", join_titles(roles)));
    let source = row.map(|(_, source)| format!(" ({source})")).unwrap_or_default();
    let Worker { number, role, .. } = by.worker;
    Err(ActRefusal::from_message(format!("This is {whose}; {number} is {}{source}.", role.with_article())))
}

/// Refuses an act that records another role's decision in its place, or without saying whose it was. Only the rows of the
/// program count: the office's policy lies in the home, where any of its workers could write it.
///
/// Where somebody of that role decided once, the right to record it never comes back to another role: else whoever asks for
/// a decision could take the decider away and decide alone.
pub(super) fn check_decision(act: &Act, by: &Worker, holders: &[RoleHolder]) -> Result<(), ActRefusal> {
    let row = Policies::builtin().newest_tables().and_then(|tables| tables.act_role(act.kind.id()));
    let Some((role, source)) = row.and_then(|row| Some((row.decided_by?, &row.source))) else { return Ok(()) };
    if by.role.includes(role) {
        return Ok(());
    }
    let title = role.title();
    let of_role = || holders.iter().filter(|holder| holder.role == role);
    let names =
        |holders: Vec<&RoleHolder>| holders.into_iter().map(|holder| name_of(&holder.worker)).collect::<Vec<_>>();
    let deciders = names(of_role().filter(|holder| holder.is_in_office).collect());
    if !deciders.is_empty() {
        let who = deciders.join(" or ");
        return Err(ActRefusal::from_message(format!(
            "The {title} decides this and works in this home: {who} records it ({source})."
        )));
    }
    let former = names(of_role().collect());
    if !former.is_empty() {
        let who = former.join(" and ");
        return Err(ActRefusal::from_message(format!(
            "The {title} decides this. {who} was {title} here, and the decision does not pass to another role when the {title} leaves. Enroll a successor (caseload worker add), or have the office remove the role with its key \
             (caseload worker change NUMBER --role ec --words-file FILE) ({source})."
        )));
    }
    match decider_named_in(&act.kind).map(str::trim) {
        None | Some("") => Err(ActRefusal::from_message(missing_decider(role))),
        Some(_) => Ok(()),
    }
}

fn name_of(worker: &Worker) -> String {
    format!("{} ({})", worker.number, worker.name)
}

fn missing_decider(role: Role) -> String {
    format!("The {} decides this, and none works in this home: say who approved it and on which day.", role.title())
}

/// Returns who decided, as an act says it that another role may record.
fn decider_named_in(act: &ActKind) -> Option<&str> {
    match act {
        ActKind::SanctionImposed(imposed) => imposed.approved_by.as_deref(),
        _ => None,
    }
}
