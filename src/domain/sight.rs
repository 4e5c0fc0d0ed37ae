//! Who sees what of that which partners know of a family: `assets/sight.toml`.
//!
//! One question for every outlet. What a worker does not see is taken out of the facts before any list, print or answer is
//! made of them.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::code_words::code_words;
use super::facts::common_case::{Decided, FoundBy, VerifyOutcome};
use super::facts::{CaseFacts, CommonCase, Difference};
use super::ids::WorkerNumber;
use super::role::Role;

code_words! {
    /// A class of what partners know of a family.
    pub enum SightClass {
        /// That the case is common or linked, and its states.
        PartnerFlag = "partner_flag",
        /// The services of child welfare, with their days and their worker.
        DfcsDetail = "dfcs_detail",
        /// The number of the child-welfare case.
        DfcsReference = "dfcs_reference",
        /// That the child-welfare case is sensitive, so that an analyst answers.
        SensitiveMark = "sensitive_mark",
        /// Everything of a sensitive child-welfare case.
        Sensitive = "sensitive",
        /// The contacts, the intake and the unsent reports of social work.
        SocialWorkDetail = "social_work_detail",
        /// The kinds of referral and the reasons that are confidential by themselves.
        ConfidentialReason = "confidential_reason",
        /// The texts of the comments of others.
        CommentText = "comment_text",
    }
}

/// What the table says of a class.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SightRow {
    class: SightClass,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the file"))]
    title: String,
    roles: Vec<Role>,
    #[serde(default)]
    assigned: Vec<Role>,
    #[serde(default)]
    of_record: Vec<Role>,
    #[serde(default)]
    after_end: Option<Vec<Role>>,
    instead: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the file"))]
    source: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the file"))]
    certainty: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SightTable {
    sight: Vec<SightRow>,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads the file")]
static TABLE: LazyLock<SightTable> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/sight.toml")).expect("assets/sight.toml is good"));

impl SightClass {
    /// Returns what everybody reads who does not see the class; empty if they read nothing.
    pub fn words_instead(self) -> &'static str {
        self.row().map_or("", |row| &row.instead)
    }

    /// Returns whether one of the roles sees the class of every case.
    pub fn is_seen_by(self, roles: &[Role]) -> bool {
        self.row().is_some_and(|row| roles.iter().any(|role| role.is_among(&row.roles)))
    }

    fn row(self) -> Option<&'static SightRow> {
        TABLE.sight.iter().find(|row| row.class == self)
    }
}

/// Somebody who looks at cases.
#[derive(Debug, Clone, Copy)]
pub struct Viewer<'a> {
    /// The number of the worker.
    pub number: &'a WorkerNumber,
    /// The roles as which the worker acts.
    pub roles: &'a [Role],
}

/// What a worker sees of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each class of the table")]
pub struct CaseSight {
    /// That the case is common or linked.
    pub flag: bool,
    /// The services of child welfare.
    pub detail: bool,
    /// The number of the child-welfare case.
    pub reference: bool,
    /// That an analyst answers.
    pub sensitive_mark: bool,
    /// Whether the child-welfare case is sensitive, and the worker sees it: each opening is recorded with a reason.
    pub is_sensitive: bool,
    /// The contacts, the intake and the unsent reports of social work.
    pub social_work: bool,
    /// Whether something of child welfare is hidden from the worker.
    pub hides_services: bool,
    /// The kinds of referral and the reasons that are confidential by themselves.
    pub confidential: bool,
}

impl Default for CaseSight {
    /// The program itself sees everything.
    fn default() -> Self {
        Self {
            flag: true,
            detail: true,
            reference: true,
            sensitive_mark: true,
            is_sensitive: false,
            social_work: true,
            hides_services: false,
            confidential: true,
        }
    }
}

impl Viewer<'_> {
    /// Returns what the worker sees of a case that is listed under `ec`.
    pub fn sight_of(&self, facts: &CaseFacts, ec: Option<&WorkerNumber>) -> CaseSight {
        let newest = newest_round(facts);
        let is_assigned = newest.is_some_and(|case| self.is_assigned(case));
        let is_over = newest.is_some_and(is_over);
        let is_sensitive = newest.is_some_and(is_sensitive);
        let sees = |class| self.sees(class, is_assigned, self.is_of_record(ec), is_over);
        let flag = sees(SightClass::PartnerFlag);
        let may_open = !is_sensitive || sees(SightClass::Sensitive);
        let detail = flag && may_open && sees(SightClass::DfcsDetail);
        CaseSight {
            flag,
            detail,
            reference: detail && sees(SightClass::DfcsReference),
            sensitive_mark: sees(SightClass::SensitiveMark) || (is_sensitive && may_open),
            is_sensitive: is_sensitive && detail,
            social_work: sees(SightClass::SocialWorkDetail),
            hides_services: !detail && !facts.dfcs.is_empty(),
            confidential: self.sees_confidential(ec),
        }
    }

    /// Returns whether the worker sees that a case under `ec` is common or linked, whatever its state.
    pub fn sees_flag(&self, ec: Option<&WorkerNumber>) -> bool {
        self.sees(SightClass::PartnerFlag, false, self.is_of_record(ec), false)
    }

    /// Returns whether the worker sees what is confidential by itself in a case under `ec`.
    pub fn sees_confidential(&self, ec: Option<&WorkerNumber>) -> bool {
        self.sees(SightClass::ConfidentialReason, false, self.is_of_record(ec), false)
    }

    fn is_of_record(&self, ec: Option<&WorkerNumber>) -> bool {
        ec.is_none_or(|ec| ec == self.number)
    }

    fn is_assigned(&self, case: &CommonCase) -> bool {
        let to = case.assigned.as_ref().and_then(|assigned| assigned.to.as_ref());
        case.assigned.is_some() && to.is_none_or(|to| to == self.number)
    }

    fn sees(&self, class: SightClass, is_assigned: bool, is_of_record: bool, is_over: bool) -> bool {
        let Some(row) = class.row() else { return false };
        let among = |roles: &[Role]| self.roles.iter().any(|role| role.is_among(roles));
        let still = row.after_end.as_ref().is_none_or(|roles| !is_over || among(roles));
        let now = among(&row.roles) || (is_assigned && among(&row.assigned)) || (is_of_record && among(&row.of_record));
        now && still
    }
}

fn newest_round(facts: &CaseFacts) -> Option<&CommonCase> {
    facts.common_cases.iter().max_by_key(|case| (case.found.on, case.source.record_order()))
}

const fn is_over(case: &CommonCase) -> bool {
    case.handed_back.is_some() || case.returned.is_some() || case.closed.is_some() || case.dropped.is_some()
}

fn is_sensitive(case: &CommonCase) -> bool {
    let passed_on = case.verified.as_ref().is_some_and(|answer| answer.outcome == VerifyOutcome::ToAnalyst);
    case.sensitive.unwrap_or(passed_on)
}

impl CaseSight {
    /// Takes out of the facts what the worker does not see of child welfare.
    pub fn hide_from(&self, facts: &mut CaseFacts) {
        if !self.flag {
            facts.common_cases.clear();
            facts.dfcs.clear();
            facts.outreach.clear();
            facts.conferences.clear();
            facts.alerts_sent.retain(|alert| !alert.of_conference);
            facts.differences.retain(|difference| difference.what != Difference::LISTED_WORKER);
            return;
        }
        if !self.detail {
            facts.dfcs.clear();
            for case in &mut facts.common_cases {
                hide_answers(case, self.sensitive_mark);
            }
            for known in &mut facts.conferences {
                known.minutes.iter_mut().for_each(|minutes| minutes.plan = None);
                hide_reason(&mut known.considered);
            }
        }
        if !self.reference {
            facts.dfcs.iter_mut().for_each(|service| service.reference = None);
        }
    }

    /// Returns the same without what is recorded when it is opened: the services of a sensitive case.
    #[must_use]
    pub const fn without_sensitive(self) -> Self {
        if self.is_sensitive { Self { detail: false, reference: false, hides_services: true, ..self } } else { self }
    }
}

/// Keeps the states and days of a round, and nothing of how it became known or why it was answered so.
fn hide_answers(case: &mut CommonCase, sees_mark: bool) {
    let straight = straight_answer(case);
    case.verified = case.verified.take().or(straight);
    case.found.how = None;
    if !sees_mark {
        case.sensitive = None;
        case.verified = case.verified.take().filter(|answer| answer.outcome != VerifyOutcome::ToAnalyst);
    }
    hide_reason(&mut case.reviewed);
    hide_reason(&mut case.verified);
    hide_reason(&mut case.decided);
    if let Some(dropped) = &mut case.dropped {
        dropped.reason = None;
    }
}

fn hide_reason<T>(decided: &mut Option<Decided<T>>) {
    if let Some(decided) = decided {
        decided.reason = None;
    }
}

/// Returns the answer that is in how a round was found: what the liaison or the match finds needs no other.
fn straight_answer(case: &CommonCase) -> Option<Decided<VerifyOutcome>> {
    let told = matches!(case.found.how, Some(FoundBy::Liaison | FoundBy::Match)) && case.proposed != Some(true);
    let is_straight = told && case.reviewed.is_none() && case.asked.is_none();
    let on: NaiveDate = case.found.on;
    is_straight.then_some(Decided { on, outcome: VerifyOutcome::Common, reason: None })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use strum::VariantArray as _;

    use super::*;

    fn facts(sensitive: bool, end: &str) -> CaseFacts {
        let text = format!(
            "case = '14B51159'
             common_cases = [{{ found = {{ on = '2026-11-05', how = 'court' }}, sensitive = {sensitive},
                verified = {{ on = '2026-11-09', outcome = 'common' }}, assigned = {{ on = '2026-11-30', to = 'P100' }}{end} }}]
             dfcs = [{{ service = 'fr', from = '2026-08-14', court_on = '2026-12-10', worker = 'Sentinel', reference = 'R1' }}]"
        );
        toml::from_str(&text).unwrap()
    }

    fn sight(role: &str, number: &str, ec: &str, facts: &CaseFacts) -> CaseSight {
        let (number, ec): (WorkerNumber, WorkerNumber) = (number.parse().unwrap(), ec.parse().unwrap());
        let roles = [role.parse().unwrap()];
        Viewer { number: &number, roles: &roles }.sight_of(facts, Some(&ec))
    }

    /// Who sees which referral is confidential in a case that is listed under V1A3.
    #[rstest]
    #[case::clerk("clerk", "K100", false)]
    #[case::ec_of_record("ec", "V1A3", true)]
    #[case::another_ec("ec", "V1B2", false)]
    #[case::supervisor("supervisor", "V1S5", true)]
    #[case::social_worker("social_worker", "S100", false)]
    fn a_confidential_reason_is_seen_by_those_who_work_the_case(
        #[case] role: &str,
        #[case] number: &str,
        #[case] sees: bool,
    ) {
        assert_eq!(sight(role, number, "V1A3", &facts(false, "")).confidential, sees);
    }

    #[test]
    fn the_table_has_every_class_with_its_source() {
        for class in SightClass::VARIANTS {
            let row = class.row().unwrap_or_else(|| panic!("{class:?}"));
            assert!(!row.title.is_empty() && !row.source.is_empty() && !row.certainty.is_empty(), "{class:?}");
        }
        assert_eq!(TABLE.sight.len(), SightClass::VARIANTS.len(), "each once");
        assert_eq!(SightClass::Sensitive.words_instead(), "an analyst answers this one");
    }

    /// Who sees the flag, the services and the number of a case that is assigned to P100 and listed under V1A3.
    #[rstest]
    #[case::clerk("clerk", "K100", [false, false, false])]
    #[case::unit_clerk("unit_clerk", "K200", [false, false, false])]
    #[case::ec_of_record("ec", "V1A3", [true, false, false])]
    #[case::another_ec("ec", "V1B2", [false, false, false])]
    #[case::supervisor("supervisor", "V1S5", [true, false, false])]
    #[case::control_clerk("control_clerk", "C100", [true, false, false])]
    #[case::partnership_ec("partnership_ec", "P100", [true, true, false])]
    #[case::another_partnership_ec("partnership_ec", "P200", [true, false, false])]
    #[case::partnership_supervisor("partnership_supervisor", "P300", [true, true, false])]
    #[case::liaison("liaison", "L100", [true, true, true])]
    #[case::analyst("analyst", "A100", [true, true, true])]
    fn a_worker_sees_what_the_table_says(#[case] role: &str, #[case] number: &str, #[case] sees: [bool; 3]) {
        let sight = sight(role, number, "V1A3", &facts(false, ""));
        assert_eq!([sight.flag, sight.detail, sight.reference], sees);
    }

    #[rstest]
    #[case::liaison("liaison", "L100", false)]
    #[case::another_partnership_ec("partnership_ec", "P200", false)]
    #[case::partnership_ec("partnership_ec", "P100", true)]
    #[case::partnership_supervisor("partnership_supervisor", "P300", true)]
    #[case::analyst("analyst", "A100", true)]
    fn a_sensitive_case_is_seen_by_those_with_a_need(#[case] role: &str, #[case] number: &str, #[case] sees: bool) {
        let mut hidden = facts(true, "");
        let sight = sight(role, number, "V1A3", &hidden);
        assert_eq!((sight.detail, sight.is_sensitive), (sees, sees));
        sight.without_sensitive().hide_from(&mut hidden);
        assert!(hidden.dfcs.is_empty() && hidden.common_cases.len() == 1, "until it is opened with a reason");
    }

    #[test]
    fn after_the_return_only_analyst_and_partnership_supervisor_see_the_services() {
        let over = facts(false, ", handed_back = { on = '2026-12-20' }");
        let sees = |role: &str, number: &str| sight(role, number, "V1A3", &over).detail;
        assert_eq!([sees("analyst", "A100"), sees("partnership_supervisor", "P300")], [true, true]);
        assert_eq!([sees("liaison", "L100"), sees("partnership_ec", "P100")], [false, false]);
    }

    #[test]
    fn who_sees_states_only_sees_neither_reason_nor_court() {
        let mut shown = facts(true, "");
        sight("ec", "V1A3", "V1A3", &shown).hide_from(&mut shown);
        let text = serde_json::to_string(&shown).unwrap();
        assert!(shown.common_cases.len() == 1 && shown.dfcs.is_empty());
        for word in ["court", "sensitive", "Sentinel", "R1", "fr"] {
            assert!(!text.contains(&format!("\"{word}\"")), "{word}: {text}");
        }
    }
}
