//! The roles of the unit, which `assets/roles.toml` lists.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;

/// The role of a worker in the unit: the id of a row of `assets/roles.toml`.
///
/// The id is the stored form, so no row may change its id once a log holds it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role(&'static str);

/// A word that names no role.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UnknownRole {
    /// Where ids are written, as in data and commands.
    #[error("“{0}” is not a role. The roles are: {roles}.", roles = Role::list_ids())]
    Id(String),
    /// Where the titles are shown.
    #[error("“{0}” is not one of these roles.")]
    Title(String),
}

/// What the table says of a role.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleRow {
    id: String,
    title: String,
    with_article: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    fallback: Option<String>,
    #[serde(default)]
    carries_cases: bool,
    #[serde(default)]
    of_partners: bool,
    #[serde(default)]
    desk: Vec<String>,
    source: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the file"))]
    certainty: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleTable {
    role: Vec<RoleRow>,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads the file")]
static TABLE: LazyLock<RoleTable> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/roles.toml")).expect("assets/roles.toml is good"));

impl Role {
    /// The Employment Counselor (handbook 42-7.38, section III).
    pub const EC: Self = Self("ec");
    /// The Employment Counselor Supervisor.
    pub const SUPERVISOR: Self = Self("supervisor");
    /// The Clerk II.
    pub const CLERK: Self = Self("clerk");
    /// The social worker (San Francisco handbook 75-9).
    pub const SOCIAL_WORKER: Self = Self("social_worker");
    /// The Social Work Supervisor (San Francisco handbook 75-9).
    pub const SW_SUPERVISOR: Self = Self("sw_supervisor");
    /// The Partnership EC (Santa Clara Common-Place `12DFCS_DEBS/02`).
    pub const PARTNERSHIP_EC: Self = Self("partnership_ec");
    /// The analyst of the child-welfare department (Santa Clara Common-Place `12DFCS_DEBS/02`).
    pub const ANALYST: Self = Self("analyst");
    /// The liaison of the child-welfare department (Santa Clara Common-Place `12DFCS_DEBS/02`).
    pub const LIAISON: Self = Self("liaison");
    /// The Control Clerk (Santa Clara Common-Place `12DFCS_DEBS/02`).
    pub const CONTROL_CLERK: Self = Self("control_clerk");
    /// The Partnership Lead (Santa Clara Common-Place `12DFCS_DEBS/02`).
    pub const PARTNERSHIP_LEAD: Self = Self("partnership_lead");
    /// The Partnership EC Supervisor (Santa Clara Common-Place `12DFCS_DEBS/02`).
    pub const PARTNERSHIP_SUPERVISOR: Self = Self("partnership_supervisor");

    /// Returns every role, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.role.iter().map(|row| Self(&row.id))
    }

    /// Returns the roles that the program has work for, in the order of the table.
    pub fn with_work() -> impl Iterator<Item = Self> {
        Self::all().filter(|role| role.has_work())
    }

    /// Returns the ids of the roles that the program has work for, in a list: `ec, supervisor, clerk`.
    pub fn list_ids() -> String {
        Self::with_work().map(Self::id).collect::<Vec<_>>().join(", ")
    }

    /// Returns the id that data, commands and the log hold for the role.
    pub const fn id(self) -> &'static str {
        self.0
    }

    /// Returns the title under which screens and printouts show the role.
    pub fn title(self) -> &'static str {
        self.row().map_or(self.0, |row| &row.title)
    }

    /// Returns the title with its article, for a sentence: `an EC`.
    pub fn with_article(self) -> &'static str {
        self.row().map_or(self.0, |row| &row.with_article)
    }

    /// Returns whether this is the other role or includes it, so that the acts of the other are its own too.
    pub fn includes(self, other: Self) -> bool {
        self == other
            || self
                .row()
                .is_some_and(|row| row.also.iter().filter_map(|id| Self::find(id)).any(|also| also.includes(other)))
    }

    /// Returns whether this role is one of `roles` or includes one of them.
    pub fn is_among(self, roles: &[Self]) -> bool {
        roles.iter().any(|role| self.includes(*role))
    }

    /// Returns whether one of `roles` is this role or includes it.
    pub fn is_carried_by(self, roles: &[Self]) -> bool {
        roles.iter().any(|role| role.includes(self))
    }

    /// Returns the role that records a step of this one where nobody in the home has it.
    pub fn fallback(self) -> Option<Self> {
        self.row()?.fallback.as_deref().and_then(Self::find)
    }

    /// Returns whether the program has work for the role: cases of its own or a desk.
    pub fn has_work(self) -> bool {
        self.carries_cases() || !self.desk_sections().is_empty()
    }

    /// Returns whether cases are listed under workers of the role.
    pub fn carries_cases(self) -> bool {
        self.row().is_some_and(|row| row.carries_cases)
    }

    /// Returns whether the role is one of the work with partners: social work, child welfare, or what goes between them.
    pub fn is_of_partners(self) -> bool {
        self.row().is_some_and(|row| row.of_partners)
    }

    /// Returns the ids of the sections of the role's queue, the most pressing first; none if the role has no queue.
    pub fn desk_sections(self) -> &'static [String] {
        self.row().map_or(&[], |row| &row.desk)
    }

    /// Returns the handbook section that says what the role does.
    pub fn source(self) -> &'static str {
        self.row().map_or("", |row| &row.source)
    }

    fn row(self) -> Option<&'static RoleRow> {
        TABLE.role.iter().find(|row| row.id == self.0)
    }

    fn find(id: &str) -> Option<Self> {
        Self::all().find(|role| role.0.eq_ignore_ascii_case(id))
    }
}

impl fmt::Debug for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::find(text.trim()).ok_or_else(|| UnknownRole::Id(text.trim().to_owned()))
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids are in logs: none may go or change, new ones may be added.
    #[test]
    fn the_ids_of_the_roles_stay_as_they_are() {
        assert!(Role::list_ids().starts_with("ec, supervisor, clerk"), "{}", Role::list_ids());
        assert_eq!("Supervisor".parse(), Ok(Role::SUPERVISOR));
        assert_eq!(serde_json::to_string(&Role::CLERK).unwrap(), "\"clerk\"");
        assert_eq!(serde_json::from_str::<Role>("\"clerk\"").unwrap(), Role::CLERK);
        let unknown = "boss".parse::<Role>().unwrap_err().to_string();
        assert_eq!(unknown, format!("“boss” is not a role. The roles are: {}.", Role::list_ids()));
    }

    #[test]
    fn the_table_names_only_known_roles_and_says_where_each_comes_from() {
        for row in &TABLE.role {
            let named = row.also.iter().chain(&row.fallback);
            assert!(named.clone().all(|id| Role::find(id).is_some()), "{}: {:?}", row.id, row.also);
            assert!(!row.source.is_empty() && !row.certainty.is_empty(), "{}", row.id);
            assert_eq!(TABLE.role.iter().filter(|other| other.id == row.id).count(), 1, "{}", row.id);
        }
    }

    #[test]
    fn a_role_includes_others_in_turn() {
        let included = |role: &str| {
            let role: Role = role.parse().unwrap();
            Role::all().filter(|other| role.includes(*other)).map(Role::id).collect::<Vec<_>>()
        };
        assert_eq!(included("partnership_lead"), ["ec", "partnership_ec", "partnership_lead"]);
        assert_eq!(included("sw_supervisor"), ["social_worker", "sw_supervisor", "linkages_coordinator"]);
        assert_eq!(included("liaison"), ["liaison"]);
        assert!(Role::SW_SUPERVISOR.is_among(&[Role::EC, Role::SW_SUPERVISOR]) && !Role::EC.is_among(&[Role::CLERK]));
    }

    #[test]
    fn no_role_includes_itself_through_another() {
        let circle = |role: Role| {
            let row = role.row().unwrap();
            row.also.iter().filter_map(|id| Role::find(id)).any(|also| also.includes(role))
        };
        assert_eq!(Role::all().find(|role| circle(*role)), None);
    }

    #[test]
    fn an_ec_carries_cases_and_a_clerk_has_a_queue_without_any() {
        assert!(Role::EC.carries_cases() && !Role::CLERK.carries_cases());
        let without = Role::all().find(|role| !role.carries_cases() && role.desk_sections().is_empty());
        assert!(without.is_some_and(|role| !role.has_work()), "{without:?}");
        assert!(Role::SW_SUPERVISOR.is_among(&[Role::SW_SUPERVISOR]));
        let worker: Role = "social_worker".parse().unwrap();
        assert!(worker.is_carried_by(&[Role::SW_SUPERVISOR]) && !Role::SW_SUPERVISOR.is_carried_by(&[worker]));
    }
}
