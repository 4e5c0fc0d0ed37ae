//! Workers: the owner of a home and the authors of its entries.

use serde::{Deserialize, Serialize};

use super::ids::WorkerNumber;
use super::role::Role;

/// Returns the EC whose cases are the worker's to work on without being asked: an EC's own where `has_cases` says that there
/// are any; of an EC without any, who covers for somebody, those of the owner of the home. `None` if no case is more the
/// worker's than another, as for a supervisor or a clerk.
pub fn find_own_ec<'a>(
    worker: &'a Worker,
    owner: Option<&'a WorkerNumber>,
    has_cases: impl Fn(&WorkerNumber) -> bool,
) -> Option<&'a WorkerNumber> {
    if !worker.role.carries_cases() {
        return None;
    }
    [Some(&worker.number), owner].into_iter().flatten().find(|number| has_cases(number))
}

/// A worker of the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worker {
    /// The county's worker number.
    pub number: WorkerNumber,
    /// The name that the header and the entries show.
    pub name: String,
    /// The role of the worker.
    pub role: Role,
    /// The office where the worker sits.
    pub office: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own_ec(role: Role, with_cases: &[&str]) -> Option<String> {
        let worker =
            Worker { number: "V1A3".parse().unwrap(), name: "Ana Ortiz".into(), role, office: "Gilroy".into() };
        let owner: WorkerNumber = "V1A4".parse().unwrap();
        let found = find_own_ec(&worker, Some(&owner), |number| with_cases.contains(&number.as_str()));
        found.map(|number| number.as_str().to_owned())
    }

    #[test]
    fn an_ec_works_on_own_cases_first_and_a_clerk_on_nobodys() {
        assert_eq!(own_ec(Role::EC, &["V1A3", "V1A4"]).as_deref(), Some("V1A3"));
        assert_eq!(own_ec(Role::EC, &["V1A4"]).as_deref(), Some("V1A4"), "an EC who covers for the owner");
        assert_eq!(own_ec(Role::EC, &[]), None);
        assert_eq!(own_ec(Role::CLERK, &["V1A3", "V1A4"]), None);
    }
}
