//! How an office shares its work: which role may record which act, where closed files go, what an unengaged case is.

use serde::Deserialize;

use super::param::Certainty;
use super::tables::Tables;
use crate::domain::worker::Role;

/// What stands in the table for every act that it does not name.
const ANY_OTHER: &str = "any other";

/// Which roles may record an act.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActRole {
    /// The act: `closing_approved`; `any other` for those that are not named, `supervision` for what is recorded on the
    /// supervisor's desk apart from the cases.
    pub act: String,
    /// The roles.
    pub roles: Vec<Role>,
    /// Who says so.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
}

/// The closed-files bank of an office.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosedBank {
    /// The office, as its workers write it.
    pub office: String,
    /// The bank's number.
    pub bank: String,
    /// Who says so.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A rule whose findings make a case an unengaged one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnengagedRule {
    /// The rule's id: `no_current_activity`.
    pub rule: String,
    /// Who says so.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
}

impl Tables {
    /// The row that says who may record the act.
    pub fn act_role(&self, act: &str) -> Option<&ActRole> {
        let row = |name: &str| self.act_roles.iter().find(|row| row.act == name);
        row(act).or_else(|| row(ANY_OTHER))
    }

    /// Whether a role may record the act.
    pub fn may_record(&self, role: Role, act: &str) -> bool {
        self.act_role(act).is_some_and(|row| row.roles.contains(&role))
    }

    /// The closed-files bank of an office, by its name in any case.
    pub fn bank_of_office(&self, office: &str) -> Option<&ClosedBank> {
        self.closed_banks.iter().find(|bank| bank.office.eq_ignore_ascii_case(office.trim()))
    }

    /// A closed-files bank by its number.
    pub fn bank_by_number(&self, number: &str) -> Option<&ClosedBank> {
        self.closed_banks.iter().find(|bank| bank.bank.eq_ignore_ascii_case(number.trim()))
    }
}

impl ActRole {
    /// The roles as a sentence names them: `EC or EC Supervisor`.
    pub fn role_titles(&self) -> String {
        let titles: Vec<_> = self.roles.iter().map(|role| role.title()).collect();
        titles.join(" or ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::ActKind;
    use crate::policy::Policies;

    fn tables() -> std::sync::Arc<Tables> {
        std::sync::Arc::clone(&Policies::builtin().unwrap().in_force_on("2026-11-19".parse().unwrap()).tables)
    }

    #[test]
    fn every_row_names_an_act_that_there_is_and_every_act_has_somebody() {
        let tables = tables();
        let known = |act: &str| ActKind::ids().contains(&act) || [ANY_OTHER, "supervision"].contains(&act);
        assert!(tables.act_roles.iter().all(|row| known(&row.act) && !row.roles.is_empty()), "{:?}", tables.act_roles);
        assert!(ActKind::ids().iter().all(|act| tables.act_role(act).is_some()));
    }

    #[test]
    fn each_office_has_its_bank_and_another_has_none() {
        let tables = tables();
        let bank = |office| tables.bank_of_office(office).map(|bank| bank.bank.as_str());
        assert_eq!(
            (bank("Hayward"), bank("eastmont"), bank("North Oakland"), bank("Fremont")),
            (Some("P999"), Some("V999"), Some("N999"), None)
        );
        assert_eq!(tables.bank_by_number("p999").map(|bank| bank.office.as_str()), Some("Hayward"));
    }
}
