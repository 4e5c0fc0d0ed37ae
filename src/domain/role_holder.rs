//! Who holds or held which role in a home, who gave it, and whether anybody of the office stands behind that.

use chrono::NaiveDate;

use super::dates::format_long_date;
use super::ids::WorkerNumber;
use super::role::Role;
use super::worker::Worker;

/// A worker who has a role in the home, or had it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleHolder {
    /// The worker as they are now.
    pub worker: Worker,
    /// The role.
    pub role: Role,
    /// Whether the worker has the role now and can open the home.
    pub is_in_office: bool,
    /// Who gave the role.
    pub given_by: WorkerNumber,
    /// The day on which it was given.
    pub given_on: NaiveDate,
    /// Whether the office's key, or somebody who has the same role and for whom the same is true, gave the role or
    /// confirmed it. It is true, too, of the worker to whom the home belongs.
    pub is_countersigned: bool,
    /// Who put in the office's key that gave or confirmed the role, where no office stands behind that key; `None` if none
    /// did. The words stand for whoever it is.
    pub by_key_of: Option<String>,
}

/// Returns the roles as which a worker of this role may record: their own, and those that nobody of the home has and for
/// which the table of roles names theirs, directly or through another role that nobody has.
pub fn acting_roles(role: Role, holders: &[RoleHolder]) -> Vec<Role> {
    let is_held = |wanted: Role| holders.iter().any(|holder| holder.is_in_office && holder.role.includes(wanted));
    let stands_in = |wanted: Role| {
        let chain = std::iter::successors(Some(wanted), |vacant| vacant.fallback());
        let vacant = chain.clone().take_while(|step| !role.includes(*step));
        vacant.clone().all(|step| !is_held(step)) && vacant.count() < chain.count()
    };
    Role::all().filter(|wanted| role.includes(*wanted) || stands_in(*wanted)).collect()
}

impl RoleHolder {
    /// Returns whether the worker is a supervisor now for whom nobody of the office stands.
    pub fn is_alone(&self) -> bool {
        self.worker.role == self.role && self.role.includes(Role::SUPERVISOR) && !self.is_countersigned
    }

    /// Returns whether the worker is a supervisor now whom the office stands behind.
    pub fn is_countersigned_supervisor(&self) -> bool {
        self.worker.role == self.role && self.role.includes(Role::SUPERVISOR) && self.is_countersigned
    }

    /// Returns the note to show beside the decisions of a worker whose role no office key or supervisor has
    /// countersigned; `None` if it is countersigned.
    pub fn uncountersigned_note(&self) -> Option<String> {
        let (Worker { number, name, .. }, title) = (&self.worker, self.role.title());
        let (by, on) = (&self.given_by, format_long_date(self.given_on));
        let key = self.by_key_of.as_ref();
        let key = key.map_or_else(String::new, |maker| format!(" with an office's key that {maker} put in"));
        (!self.is_countersigned).then(|| {
            format!(
                "{number} ({name}) decided here as {title}. {by} gave that role on {on}{key}, and nobody of the office has \
                 confirmed it."
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn holder(role: Role, worker_role: Role, is_countersigned: bool) -> RoleHolder {
        let number = |text: &str| text.parse().unwrap();
        let worker =
            Worker { number: number("V1S5"), name: "Ng, Lan".to_owned(), role: worker_role, office: String::new() };
        RoleHolder {
            worker,
            role,
            is_in_office: true,
            given_by: number("V1S9"),
            given_on: "2026-11-19".parse().unwrap(),
            is_countersigned,
            by_key_of: None,
        }
    }

    /// A supervisor whom nobody countersigned decides alone; who was one before, or has another role, does not.
    #[rstest]
    #[case::a_supervisor(Role::SUPERVISOR, Role::SUPERVISOR, false, true)]
    #[case::countersigned(Role::SUPERVISOR, Role::SUPERVISOR, true, false)]
    #[case::no_supervisor_any_more(Role::SUPERVISOR, Role::EC, false, false)]
    #[case::another_role(Role::EC, Role::EC, false, false)]
    fn a_supervisor_is_alone_until_countersigned(
        #[case] role: Role,
        #[case] now: Role,
        #[case] is_countersigned: bool,
        #[case] is_alone: bool,
    ) {
        assert_eq!(holder(role, now, is_countersigned).is_alone(), is_alone);
    }

    #[test]
    fn a_decision_names_the_worker_whom_nobody_countersigned() {
        let note = holder(Role::SUPERVISOR, Role::SUPERVISOR, false).uncountersigned_note().unwrap();
        assert!(note.starts_with("V1S5 (Ng, Lan) decided here as "), "{note}");
        assert!(
            note.contains("V1S9 gave that role on ") && note.ends_with("nobody of the office has confirmed it."),
            "{note}"
        );
        let by_key =
            RoleHolder { by_key_of: Some("V1S5".to_owned()), ..holder(Role::SUPERVISOR, Role::SUPERVISOR, false) };
        let note = by_key.uncountersigned_note().unwrap();
        assert!(
            note.ends_with(" with an office's key that V1S5 put in, and nobody of the office has confirmed it."),
            "{note}"
        );
        assert_eq!(holder(Role::SUPERVISOR, Role::SUPERVISOR, true).uncountersigned_note(), None);
    }
}
