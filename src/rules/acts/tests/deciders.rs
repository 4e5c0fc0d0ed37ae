//! Who records a decision of the supervisor: the supervisor who works in the home, or whoever says who decided.

use rstest::rstest;

use super::*;
use crate::domain::role_holder::RoleHolder;

fn holder(number: &str, role: Role, is_in_office: bool) -> RoleHolder {
    let worker = Worker { number: number.parse().unwrap(), name: "P. Nguyen".to_owned(), ..worker(role) };
    let given_by = worker.number.clone();
    RoleHolder {
        worker,
        role,
        is_in_office,
        given_by,
        given_on: day("2026-01-05"),
        is_countersigned: true,
        by_key_of: None,
    }
}

const SUPERVISED: &[(&str, Role, bool)] = &[("V1S1", Role::SUPERVISOR, true)];
const FORMERLY: &[(&str, Role, bool)] = &[("V1S1", Role::SUPERVISOR, false)];
const SIGNED: &[(&str, &str)] = &[NOTICE, ("from", "2026-12-02"), ("approved_by", "P. Nguyen")];
const UNSIGNED: &[(&str, &str)] = &[NOTICE, ("from", "2026-12-02")];

#[rstest]
#[case::the_supervisor(Role::SUPERVISOR, SUPERVISED, UNSIGNED, "")]
#[case::in_place_of_the_supervisor(Role::EC, SUPERVISED, SIGNED, "works in this home: V1S1 (P. Nguyen) records it")]
#[case::after_the_supervisor_left(Role::EC, FORMERLY, SIGNED, "V1S1 (P. Nguyen) was EC Supervisor here")]
#[case::where_none_ever_was(Role::EC, &[], SIGNED, "")]
#[case::beside_an_ec(Role::EC, &[("V1A4", Role::EC, true)], SIGNED, "")]
#[case::without_a_name(Role::EC, &[], UNSIGNED, "say who approved it")]
fn a_sanction_is_imposed_by_the_supervisor_or_in_the_name_of_one(
    #[case] by: Role,
    #[case] holders: &[(&str, Role, bool)],
    #[case] answers: &[(&str, &str)],
    #[case] says: &str,
) {
    let holders: Vec<RoleHolder> =
        holders.iter().map(|(number, role, is_in_office)| holder(number, *role, *is_in_office)).collect();
    let imposed = act("sanction_imposed", "2026-11-24", answers);
    let refused = check_decision(&imposed, &worker(by), &holders).err().map(|refused| refused.to_string());
    let refused = refused.unwrap_or_default();
    assert!(refused.contains(says) && refused.is_empty() == says.is_empty(), "{refused:?}, not {says:?}");
}

/// What no other role decides needs no name.
#[test]
fn an_act_of_the_ec_is_nobody_else_s_decision() {
    let requested = act("cure_requested", "2026-11-19", &[]);
    assert_eq!(check_decision(&requested, &worker(Role::EC), &[holder("V1S1", Role::SUPERVISOR, true)]), Ok(()));
}
