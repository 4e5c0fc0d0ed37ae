//! Code tables: which statuses end an activity, which contacts count, what each exemption does, what each kind of
//! activity is, which role may record which act, where closed files go, and what makes a case unengaged.

use chrono::NaiveDate;
use serde::Deserialize;

use super::goal_tables::GoalTables;
use super::month_tables::optional_date;
pub use super::month_tables::{AidCode, ClockEffect, MonthEvent, ZeroGrantReason};
use super::param::{Certainty, weaken_elsewhere};
use super::partner_tables::PartnerTables;
use super::rows::add_unknown;
pub use super::service_kinds::{ServiceKind, ServiceKindId};
use crate::domain::code_words::code_words;
use crate::domain::dates::Month;
use crate::domain::facts::AidMonthStatus;
use crate::domain::facts::social_work::ContactWay;
use crate::domain::role::Role;
use crate::domain::shared_text::SharedText;
use crate::domain::status::{ActivityStatus, RegistrationStatus};
use crate::domain::transitions::{TransitionRow, TransitionTable};

/// The name in the table of roles for every act that it does not list.
const ANY_OTHER: &str = "any other";

/// The name in the table of roles for what supervisors record.
pub const SUPERVISION: &str = "supervision";

/// The name in the table of roles for opening a case by hand.
pub const CASE_OPENED: &str = "case_opened";

/// The name in the table of roles for deciding on a row of a match.
pub const MATCH_DECIDED: &str = "match_decided";

/// Returns whether the table of roles has a row for a name that is no act.
pub fn is_beside_acts(name: &str) -> bool {
    [ANY_OTHER, SUPERVISION, CASE_OPENED, MATCH_DECIDED].contains(&name)
}

/// The code tables of the policy.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// The effect of each activity status on the activity.
    pub activity_statuses: Vec<ActivityStatusInfo>,
    /// The types of contact.
    pub contact_types: Vec<ContactTypeInfo>,
    /// The reasons for exemption.
    pub exemption_reasons: Vec<ExemptionReason>,
    /// The kinds of activity.
    pub activity_kinds: Vec<ActivityKind>,
    /// The kinds of supportive service that rules ask for.
    pub service_kinds: Vec<ServiceKind>,
    /// The events that may happen in a month of aid.
    pub month_events: Vec<MonthEvent>,
    /// The reasons for a month without a grant.
    pub zero_grant_reasons: Vec<ZeroGrantReason>,
    /// Whose money the aid code of a month says that it was.
    pub aid_codes: Vec<AidCode>,
    /// Which registration status may follow which.
    pub registration_steps: TransitionTable<RegistrationStatus>,
    /// Which status of an activity may follow which.
    pub activity_steps: TransitionTable<ActivityStatus>,
    /// The tables of the work that crosses desks.
    pub partners: PartnerTables,
    /// The tables of the goal tools.
    pub goals: GoalTables,
    /// Which roles may record which act.
    pub act_roles: Vec<ActRole>,
    /// Which roles may do what in a home that several workers share.
    pub home_duties: Vec<HomeDutyRoles>,
    /// The closed-files bank of each office.
    pub closed_banks: Vec<ClosedBank>,
    /// The rules whose findings make a case unengaged.
    pub unengaged_rules: Vec<UnengagedRule>,
}

/// The statuses that may follow one, as the file has them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TransitionInfo<S> {
    from: S,
    to: Vec<S>,
    source: String,
    /// How sure the source is. It decides nothing: a step that is not in the table cannot be recorded.
    #[serde(rename = "certainty")]
    _certainty: Certainty,
}

impl<S> From<TransitionInfo<S>> for TransitionRow<S> {
    fn from(info: TransitionInfo<S>) -> Self {
        Self { from: info.from, to: info.to, source: info.source }
    }
}

/// The effect of a status on an activity.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityStatusInfo {
    /// The status.
    pub status: ActivityStatus,
    /// Whether the status ends the activity.
    pub ends: bool,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// A type of contact.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactTypeInfo {
    /// The id of the type of contact: `telephone`.
    pub id: String,
    /// The title on screens.
    pub title: String,
    /// The title where there is little room; the title if none is given.
    #[serde(default)]
    pub short: Option<String>,
    /// The letter that picks the type in the dictation form.
    pub key: char,
    /// The way of a contact of a social-work case that a comment of this type by its social worker is; `None` if it is none.
    #[serde(default)]
    pub unit_way: Option<ContactWay>,
    /// Whether a contact of this type counts as the month's contact, provided that the participant was reached.
    pub counts: bool,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

code_words! {
    /// Whether a reason is closed to somebody.
    pub enum Restriction {
        /// The reason is closed.
        Barred = "barred",
        /// No source settles it.
        Unknown = "unknown",
    }
}

/// A reason for exemption.
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExemptionReason {
    /// The id of the reason: `child_0_23_months`.
    pub id: String,
    /// The title on screens.
    pub title: String,
    /// The words of counties for the reason.
    #[serde(default)]
    pub words: Vec<String>,
    /// The effect of an exempt month on the 60-month clock of CalWORKs.
    pub calworks: ClockEffect,
    /// The effect of an exempt month on the 60-month clock of TANF.
    pub tanf: ClockEffect,
    /// Whether the exemption extends aid beyond the limit.
    pub extends: bool,
    /// The condition under which the exemption extends aid, where it does so only under a condition.
    #[serde(default)]
    pub extends_where: Option<String>,
    /// The proofs that show the condition to be met, as exemptions name them.
    #[serde(default)]
    pub extending_proofs: Vec<String>,
    /// The age of the child, in months, at which the exemption ends; the day after it where `child_or_less`.
    #[serde(default)]
    pub child_under_months: Option<u32>,
    /// The age of the child, in weeks, at which the exemption ends; the day after it where `child_or_less`.
    #[serde(default)]
    pub child_under_weeks: Option<u32>,
    /// Whether a child of exactly this age is still young enough: six months *or less*.
    #[serde(default)]
    pub child_or_less: bool,
    /// The participant's age, in years, at which the exemption begins.
    #[serde(default)]
    pub from_age: Option<u32>,
    /// The participant's age, in years, at which the exemption ends.
    #[serde(default)]
    pub under_age: Option<u32>,
    /// Whether the exemption is granted only once.
    #[serde(default)]
    pub once: bool,
    /// The fewest days that the reason must be expected to last.
    #[serde(default)]
    pub least_days: Option<u32>,
    /// Whether the reason is for somebody who is not the parent of the child.
    #[serde(default)]
    pub not_for_parents: bool,
    /// Whether the reason is closed to a second parent for the same child; `None` if it is open.
    #[serde(default)]
    pub one_parent: Option<Restriction>,
    /// Whether the reason is closed to the second parent of a sanctioned parent; `None` if it is open.
    #[serde(default)]
    pub beside_sanctioned_parent: Option<Restriction>,
    /// Whether the reason extends its holder's aid even if another adult of the unit has no reason.
    #[serde(default)]
    pub keeps_its_holder: bool,
    /// The first day on which the reason is in force, where it came later than the program.
    #[serde(default, deserialize_with = "optional_date")]
    pub in_force_from: Option<NaiveDate>,
    /// The statute, letter, handbook section or office that says so.
    pub source: SharedText,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// A kind of activity.
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityKind {
    /// The id of the kind of activity: `vocational_education`.
    pub id: String,
    /// The words of counties for the kind.
    pub words: Vec<String>,
    /// Whether the kind is core in the federal view; `None` where that depends on more than the kind.
    #[serde(default)]
    pub core: Option<bool>,
    /// Whether hours are paid; excused absences of unpaid activities are capped in the federal view.
    #[serde(default)]
    pub paid: bool,
    /// Whether months of the kind are counted over a lifetime in the federal view.
    #[serde(default)]
    pub lifetime_months: bool,
    /// Whether the kind is training or education, whose beginning starts the time for reassignment.
    #[serde(default)]
    pub training: bool,
    /// Whether the kind is job search or job readiness, which counts for a limited number of weeks in the federal view.
    #[serde(default)]
    pub job_search: bool,
    /// Whether the kind is treatment.
    #[serde(default)]
    pub treatment: bool,
    /// Whether the grant divided by the minimum wage limits the hours of the kind.
    #[serde(default)]
    pub hours_capped: bool,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// The roles that may record an act.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActRole {
    /// The id of the act: `closing_approved`; `any other` for the acts that are not listed, `supervision` for what a
    /// supervisor records apart from the cases.
    pub act: String,
    /// The roles that may record it.
    pub roles: Vec<Role>,
    /// The role that decides, where others may record what it decided: they may only while nobody of it works in the
    /// home, and they say who decided.
    #[serde(default)]
    pub decided_by: Option<Role>,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
    /// The counties whose own practice this is; empty where it holds in every county.
    #[serde(default)]
    pub of_counties: Vec<String>,
}

/// The roles that may do something in a home that several workers share.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeDutyRoles {
    /// The id of what they may do: `workers`, `keys`, `restore`, `reveal`.
    pub duty: String,
    /// What they may do, as it completes a sentence: `restore the home from a backup, or salvage it`.
    pub title: String,
    /// The roles that may do it.
    pub roles: Vec<Role>,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// The closed-files bank of an office.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosedBank {
    /// The name of the office, as its workers write it.
    pub office: String,
    /// The number of the bank.
    pub bank: String,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// A rule whose findings make a case unengaged.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnengagedRule {
    /// The id of the rule: `no_current_activity`.
    pub rule: String,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

impl Tables {
    /// Returns these codes and those of `others` that they do not replace.
    pub(super) fn with_fallback(mut self, others: Self) -> Self {
        add_unknown(&mut self.activity_statuses, others.activity_statuses, |info| info.status);
        add_unknown(&mut self.contact_types, others.contact_types, |info| info.id.clone());
        add_unknown(&mut self.exemption_reasons, others.exemption_reasons, |reason| reason.id.clone());
        add_unknown(&mut self.activity_kinds, others.activity_kinds, |kind| kind.id.clone());
        add_unknown(&mut self.service_kinds, others.service_kinds, |kind| kind.id);
        add_unknown(&mut self.month_events, others.month_events, |event| event.id);
        add_unknown(&mut self.zero_grant_reasons, others.zero_grant_reasons, |reason| reason.id.clone());
        add_unknown(&mut self.aid_codes, others.aid_codes, |row| (row.code.clone(), row.from));
        add_unknown(&mut self.act_roles, others.act_roles, |role| role.act.clone());
        add_unknown(&mut self.home_duties, others.home_duties, |duty| duty.duty.clone());
        add_unknown(&mut self.closed_banks, others.closed_banks, |bank| bank.office.clone());
        add_unknown(&mut self.unengaged_rules, others.unengaged_rules, |rule| rule.rule.clone());
        self.partners = self.partners.with_fallback(others.partners);
        self.goals = self.goals.with_fallback(others.goals);
        self.registration_steps = self.registration_steps.with_fallback(others.registration_steps);
        self.activity_steps = self.activity_steps.with_fallback(others.activity_steps);
        self
    }

    /// Weakens the rows that are the practice of other counties than `county`: there they are assumptions, and their
    /// sources say so.
    pub(super) fn adapt_to_county(&mut self, county: &str) {
        for row in &mut self.act_roles {
            if let Some(source) = weaken_elsewhere(&row.of_counties, county, &mut row.certainty, &row.source) {
                row.source = source;
            }
        }
    }

    /// Returns whether `status` ends an activity. A status that is not in the table does not.
    pub fn ends_activity(&self, status: ActivityStatus) -> bool {
        self.activity_statuses.iter().any(|info| info.status == status && info.ends)
    }

    /// Returns the type of contact with this id.
    pub fn contact_type(&self, id: &str) -> Option<&ContactTypeInfo> {
        self.contact_types.iter().find(|info| info.id == id)
    }

    /// Returns the reason for exemption with this id or with this word of a county.
    pub fn exemption_reason(&self, text: &str) -> Option<&ExemptionReason> {
        find_row(&self.exemption_reasons, text, |reason| (&reason.id, &reason.words))
    }

    /// Returns the kind of activity with this id or with this word of a county.
    pub fn activity_kind(&self, text: &str) -> Option<&ActivityKind> {
        find_row(&self.activity_kinds, text, |kind| (&kind.id, &kind.words))
    }

    /// Returns the kinds that the name of a service names; none of an ancillary service.
    pub fn service_kinds_of(&self, name: &str) -> impl Iterator<Item = &ServiceKind> {
        let name = name.to_lowercase();
        self.service_kinds.iter().filter(move |kind| kind.is_named_in(&name))
    }

    /// Returns the effects of a month in which the event `id` happened.
    pub fn month_event(&self, id: AidMonthStatus) -> Option<&MonthEvent> {
        self.month_events.iter().find(|event| event.id == id)
    }

    /// Returns the row of the aid code in the month.
    pub fn aid_code(&self, code: &str, month: Month) -> Option<&AidCode> {
        self.aid_codes.iter().find(|row| row.code == code.trim() && row.holds_in(month))
    }

    /// Returns the row that says who may record the act.
    pub fn act_role(&self, act: &str) -> Option<&ActRole> {
        let row = |name: &str| self.act_roles.iter().find(|row| row.act == name);
        row(act).or_else(|| row(ANY_OTHER))
    }

    /// Returns the roles that may record the act, by the state machines or by the table of acts, with the source.
    pub fn recording_roles(&self, act: &str) -> Option<(Vec<Role>, &str)> {
        let by_table = || self.act_role(act).map(|row| (row.roles.clone(), row.source.as_str()));
        self.partners.step_roles(act).or_else(by_table)
    }

    /// Returns whether a role may record the act.
    pub fn may_record(&self, role: Role, act: &str) -> bool {
        self.recording_roles(act).is_some_and(|(roles, _)| role.is_among(&roles))
    }

    /// Returns the row that says who may do this in a home.
    pub fn home_duty(&self, duty: &str) -> Option<&HomeDutyRoles> {
        self.home_duties.iter().find(|row| row.duty == duty)
    }

    /// Returns the closed-files bank of an office, by its name in upper or lower case.
    pub fn bank_of_office(&self, office: &str) -> Option<&ClosedBank> {
        self.closed_banks.iter().find(|bank| bank.office.eq_ignore_ascii_case(office.trim()))
    }

    /// Returns the closed-files bank with this number.
    pub fn bank_by_number(&self, number: &str) -> Option<&ClosedBank> {
        self.closed_banks.iter().find(|bank| bank.bank.eq_ignore_ascii_case(number.trim()))
    }
}

impl HomeDutyRoles {
    /// Returns the roles in a sentence: `an EC or an EC Supervisor`.
    pub fn role_titles(&self) -> String {
        join_titles(&self.roles)
    }
}

/// Returns the roles in a sentence: `an EC or an EC Supervisor`.
pub fn join_titles(roles: &[Role]) -> String {
    let titles: Vec<_> = roles.iter().map(|role| role.with_article()).collect();
    titles.join(" or ")
}

/// Returns the row with this id, else the first with this word of a county, in upper or lower case.
fn find_row<'a, R>(rows: &'a [R], text: &str, names: impl Fn(&R) -> (&String, &Vec<String>)) -> Option<&'a R> {
    let word = text.trim();
    let has_word = |row: &&R| names(row).1.iter().any(|known| known.eq_ignore_ascii_case(word));
    rows.iter().find(|row| names(row).0 == text).or_else(|| rows.iter().find(has_word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::ActKind;
    use crate::policy::Policies;

    fn tables() -> std::sync::Arc<Tables> {
        std::sync::Arc::clone(&Policies::builtin().in_force_on("2026-11-19".parse().unwrap()).tables)
    }

    #[test]
    fn every_row_names_an_act_and_every_act_has_a_role() {
        let tables = tables();
        let known = |act: &str| ActKind::ids().contains(&act) || is_beside_acts(act);
        assert!(tables.act_roles.iter().all(|row| known(&row.act) && !row.roles.is_empty()), "{:?}", tables.act_roles);
        assert!(ActKind::ids().iter().all(|act| tables.act_role(act).is_some()));
    }

    #[test]
    fn each_listed_office_has_its_bank_and_any_other_has_none() {
        let tables = tables();
        let bank = |office| tables.bank_of_office(office).map(|bank| bank.bank.as_str());
        assert_eq!(
            (bank("Hayward"), bank("eastmont"), bank("North Oakland"), bank("Fremont")),
            (Some("P999"), Some("V999"), Some("N999"), None)
        );
        assert_eq!(tables.bank_by_number("p999").map(|bank| bank.office.as_str()), Some("Hayward"));
    }
}
