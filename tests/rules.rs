//! The golden cases in `tests/rules/*.toml`: facts, a day, and what the rules must find, in both directions.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use caseload::domain::CaseFacts;
use caseload::domain::category::Category;
use caseload::policy::param::PolicyValue;
use caseload::policy::{ParamSummary, Policies};
use caseload::present::short_forms::{SHORT_WIDTH, short_text};
use caseload::rules::finding::{Finding, ReasonState};
use caseload::rules::message::DateStyle;
use caseload::rules::rule_id::RuleId;
use caseload::rules::{Evaluation, evaluate_case};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use strum::VariantArray;

/// A file of cases about some rules.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Golden {
    /// The rules whose findings are compared; others are not looked at.
    #[serde(default)]
    about: Vec<String>,
    /// Statute, handbook or letter.
    source: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Why it must be so, in words.
    why: String,
    /// Where this case differs from the file's source.
    #[serde(default)]
    source: Option<String>,
    as_of: toml::value::Datetime,
    #[serde(default)]
    county: Option<String>,
    /// An office's own policy file, laid over the county's.
    #[serde(default)]
    policy: Option<String>,
    facts: toml::Value,
    /// Exactly these findings, in any order. Each names what must be equal.
    #[serde(default)]
    expect: Vec<toml::Value>,
    /// Among the clocks, hours and gates there are these, and none that `no_clocks` names.
    #[serde(default)]
    clocks: Vec<toml::Value>,
    #[serde(default)]
    no_clocks: Vec<String>,
    #[serde(default)]
    hours: Vec<toml::Value>,
    /// Months of which no hours are worked out.
    #[serde(default)]
    no_hours: Vec<String>,
    #[serde(default)]
    blockers: Option<Vec<toml::Value>>,
    /// Exactly these dates to come, in order.
    #[serde(default)]
    next_dates: Option<Vec<toml::Value>>,
}

/// Reasons that ask for facts that most cases leave out, a birth date, aid, a pregnancy, a plan, what was missed:
/// where nobody has recorded them, a case names them only if they are its point.
const MOSTLY_LEFT_OUT: &[&str] =
    &["aid_discontinued", "exempt_at_failure", "job_search_not_agreed", "minor", "not_in_plan"];

/// Every file, with its name.
fn golden() -> Vec<(String, Golden)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = files.into_iter().map(|file| {
        let (name, text) = (file.display().to_string(), fs::read_to_string(&file).unwrap());
        let golden = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, golden)
    });
    read.collect()
}

#[test]
fn golden_cases_hold() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (file, golden) in golden() {
        for case in &golden.case {
            count += 1;
            if let Err(problem) = check(&golden, case) {
                wrong.push(format!("{file}: {} ({})\n{problem}", case.why, case.as_of));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} golden cases do not hold:\n\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(count >= 150, "there are {count} golden cases");
}

#[test]
fn every_rule_is_held_to_cases_that_find_it_and_cases_that_do_not() {
    let golden = golden();
    for rule in RuleId::VARIANTS.iter().map(|rule| rule.id()) {
        let about: Vec<&Case> = golden
            .iter()
            .filter(|(_, golden)| golden.about.iter().any(|about| about == rule))
            .flat_map(|(_, golden)| &golden.case)
            .collect();
        let finds = |case: &&&Case| case.expect.iter().any(|expect| expect["rule"].as_str() == Some(rule));
        let found = about.iter().filter(finds).count();
        assert!(found > 0 && found < about.len(), "{rule}: {found} of {} cases expect it", about.len());
    }
}

/// Returns the policies of a case: its county's, and its office's own file.
fn policies_of(case: &Case) -> Policies {
    match (case.county.as_deref(), &case.policy) {
        (county, Some(text)) => Policies::with_office(county, "policy.toml", text).unwrap(),
        (Some(county), None) => Policies::with_overlay(county).unwrap(),
        (None, None) => Policies::builtin().clone(),
    }
}

fn check(golden: &Golden, case: &Case) -> Result<(), String> {
    assert!(!golden.source.is_empty() && case.source.as_deref() != Some(""), "every case has a source");
    let facts: CaseFacts = serde_json::from_value(json(&case.facts)).map_err(|error| error.to_string())?;
    let evaluation = evaluate_case(&facts, &policies_of(case), case.as_of.to_string().parse().unwrap());
    let about = |finding: &&Finding| golden.about.iter().any(|rule| rule == finding.rule.id());
    let found: Vec<Value> = evaluation.findings.iter().filter(about).map(told).collect();
    let expected: Vec<Value> = case.expect.iter().map(json).collect();
    let same =
        found.len() == expected.len() && expected.iter().all(|wanted| found.iter().any(|got| holds(wanted, got)));
    if !same {
        return Err(format!("expected {expected:#?}\nfound {found:#?}"));
    }
    rest(case, &evaluation)
}

fn rest(case: &Case, evaluation: &Evaluation) -> Result<(), String> {
    let clocks: Vec<Value> = evaluation.clocks.iter().map(|clock| serde_json::to_value(clock).unwrap()).collect();
    let hours: Vec<Value> = evaluation.hours.iter().map(|hours| serde_json::to_value(hours).unwrap()).collect();
    for (wanted, got) in [(&case.clocks, &clocks), (&case.hours, &hours)] {
        if let Some(missing) = wanted.iter().map(json).find(|wanted| !got.iter().any(|got| holds(wanted, got))) {
            return Err(format!("expected {missing:#?}\namong {got:#?}"));
        }
    }
    if let Some(id) = case.no_clocks.iter().find(|id| clocks.iter().any(|clock| clock["id"] == **id)) {
        return Err(format!("there is a clock {id}"));
    }
    if let Some(month) = case.no_hours.iter().find(|month| hours.iter().any(|hours| hours["month"] == **month)) {
        return Err(format!("there are hours of {month}"));
    }
    dates(case, evaluation)?;
    let Some(blockers) = &case.blockers else { return Ok(()) };
    let named = |id: &str| blockers.iter().any(|wanted| wanted.get("id").and_then(toml::Value::as_str) == Some(id));
    let got: Vec<Value> = evaluation
        .gates
        .iter()
        .flat_map(|gate| &gate.blockers)
        .filter(|blocker| !(blocker.unrecorded && MOSTLY_LEFT_OUT.contains(&blocker.id) && !named(blocker.id)))
        .map(|blocker| serde_json::to_value(blocker).unwrap())
        .collect();
    let same = got.len() == blockers.len()
        && blockers.iter().map(json).all(|wanted| got.iter().any(|got| holds(&wanted, got)));
    if same { Ok(()) } else { Err(format!("expected blockers {blockers:#?}\nfound {got:#?}")) }
}

fn dates(case: &Case, evaluation: &Evaluation) -> Result<(), String> {
    let Some(wanted) = &case.next_dates else { return Ok(()) };
    let got = serde_json::to_value(&evaluation.next_dates).unwrap();
    let wanted: Vec<Value> = wanted.iter().map(json).collect();
    if got == Value::from(wanted.clone()) { Ok(()) } else { Err(format!("expected {wanted:#?}\nfound {got:#?}")) }
}

/// The finding, with the number of its day beside it and whether it could tell.
fn told(finding: &Finding) -> Value {
    let mut value = serde_json::to_value(finding).unwrap();
    value["day"] = finding.counted.as_ref().map(|count| count.day).into();
    value["tells"] = finding.cannot_tell.is_empty().into();
    value
}

/// Whether `got` has all that `wanted` names. Of a list of grounds each that is wanted must be there; a list of words
/// must be the same.
fn holds(wanted: &Value, got: &Value) -> bool {
    match wanted {
        Value::Object(keys) => keys.iter().all(|(key, value)| holds(value, &got[key])),
        Value::Array(items) if items.iter().any(Value::is_object) => {
            let among = |item: &Value| got.as_array().is_some_and(|got| got.iter().any(|one| holds(item, one)));
            items.iter().all(among)
        }
        Value::Number(number) => number.as_f64() == got.as_f64(),
        other => other == got,
    }
}

/// TOML as JSON, a date as its text.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.iter().map(json).collect(),
        toml::Value::Table(keys) => keys.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
        other => serde_json::to_value(other).unwrap(),
    }
}

/// The rules whose findings may cost a family aid, services, an exemption or a right.
const ADVERSE: [&str; 17] = [
    "discontinued",
    "good_cause_period",
    "overdue_noncompliance",
    "hours_not_met",
    "attendance_missing",
    "activity_open_in_sanction",
    "rescheduled_again",
    "sanction_request",
    "sanction_handoff",
    "cure_ended",
    "exemption_ended",
    "exemption_doubtful",
    "time_limit_reached",
    "time_limit_near",
    "reassignment_not_owed",
    "service_in_sanction",
    "exemption_unrecorded",
];

/// Returns the adverse findings that are sure although policy that may not decide is under them. What a reason against
/// the finding cites speaks for the family. Hours are short by every reading of the average or in doubt, so a divisor
/// alone decides nothing; the row of an exemption is cited for its clocks.
fn sure_without_a_source(evaluation: &Evaluation) -> Vec<String> {
    let adverse = evaluation.findings.iter().filter(|finding| ADVERSE.contains(&finding.rule.id()));
    let sure = adverse.filter(|finding| finding.cannot_tell.is_empty());
    sure.flat_map(|finding| {
        let against = |name: &str| finding.reasons_against.iter().any(|reason| reason.under.parameter == name);
        let unsure = finding.under.iter().filter(|citation| !citation.certainty.can_decide());
        let decides_nothing = |name: &str| {
            ["weeks_in_month", "whole_weeks"].contains(&name)
                || finding.rule == RuleId::ExemptionDoubtful && name.starts_with("exemption_reason.")
        };
        let deciding =
            unsure.filter(move |citation| !against(&citation.parameter) && !decides_nothing(&citation.parameter));
        deciding.map(|citation| format!("{} under {}: {}", finding.rule.id(), citation.parameter, citation.source))
    })
    .collect()
}

/// Returns the facts of every golden case with its day.
fn facts_of_all() -> Vec<(String, CaseFacts, NaiveDate)> {
    let cases = golden().into_iter().flat_map(|(_, golden)| golden.case);
    let read = cases.map(|case| {
        let facts = serde_json::from_value(json(&case.facts)).unwrap();
        (case.why, facts, case.as_of.to_string().parse().unwrap())
    });
    read.collect()
}

#[test]
fn in_no_county_is_an_adverse_finding_sure_without_a_sure_source() {
    let all = facts_of_all();
    for county in Policies::counties() {
        let policies = Policies::with_overlay(&county).unwrap();
        for (why, facts, on) in &all {
            let wrong = sure_without_a_source(&evaluate_case(facts, &policies, *on));
            assert!(wrong.is_empty(), "{county}, {why}: {wrong:#?}");
        }
    }
}

#[test]
fn no_rule_is_sure_where_every_figure_comes_from_a_summary() {
    let day: NaiveDate = "2026-11-19".parse().unwrap();
    let mut adverse = 0;
    let all = facts_of_all();
    for county in Policies::counties() {
        let known = Policies::with_overlay(&county).unwrap();
        let office = known.in_force_on(day).summaries().iter().map(as_a_summary).collect::<Vec<_>>().join("\n");
        let office = format!("[[set]]\nin_force_from = 1990-01-01\n{office}");
        let policies = Policies::with_office(Some(&county), "policy.toml", &office).unwrap();
        for (why, facts, on) in &all {
            let evaluation = evaluate_case(facts, &policies, *on);
            let wrong = sure_without_a_source(&evaluation);
            assert!(wrong.is_empty(), "{county}, {why}: {wrong:#?}");
            adverse += evaluation.findings.iter().filter(|finding| ADVERSE.contains(&finding.rule.id())).count();
        }
    }
    assert!(adverse > 1000, "only {adverse} adverse findings were looked at");
}

#[test]
fn every_reason_and_every_doubt_says_something() {
    for (why, facts, on) in facts_of_all() {
        for finding in evaluate_case(&facts, Policies::builtin(), on).findings {
            let reasons = finding.reasons_against.iter().map(|reason| &reason.says);
            let silent = finding.cannot_tell.iter().chain(reasons).any(|says| says.to_text(DateStyle::Iso).is_empty());
            assert!(!silent, "{why}: {}", finding.rule.id());
        }
    }
}

/// A reason against an adverse finding that a rule must look at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableReason {
    id: String,
    /// The statute, letter or handbook that gives it.
    source: String,
    /// When it can arise, where it cannot always.
    #[serde(default)]
    only_where: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonGroup {
    rules: Vec<String>,
    reasons: Vec<TableReason>,
}

/// Returns the table of reasons: for each rule, those that it must look at.
fn table_of_reasons() -> Vec<ReasonGroup> {
    #[derive(Deserialize)]
    struct Table {
        group: Vec<ReasonGroup>,
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reasons_against.toml");
    toml::from_str::<Table>(&fs::read_to_string(path).unwrap()).unwrap().group
}

/// Returns whether acting on a finding of the rule may cost somebody aid, services, an exemption or a right.
fn is_adverse(rule: RuleId) -> bool {
    rule.is_adverse() || matches!(rule, RuleId::HoursNotMet | RuleId::ExemptionDoubtful)
}

#[test]
fn every_adverse_rule_has_its_reasons_in_the_table() {
    let table = table_of_reasons();
    for rule in RuleId::VARIANTS.iter().filter(|rule| is_adverse(**rule)) {
        let listed = table.iter().any(|group| group.rules.iter().any(|named| named == rule.id()));
        assert!(listed, "{} is adverse, and tests/fixtures/reasons_against.toml names no reason against it", rule.id());
    }
    for group in &table {
        for named in &group.rules {
            let rule = RuleId::VARIANTS.iter().find(|rule| rule.id() == named);
            assert!(rule.is_some_and(|rule| is_adverse(*rule)), "{named} is no adverse rule");
        }
        for reason in &group.reasons {
            assert!(!reason.source.is_empty() && reason.only_where.as_deref() != Some(""), "{}", reason.id);
        }
    }
}

/// Both lists of `why`, what was looked at and found absent and what nobody has recorded, come from the table: no adverse
/// finding leaves out a reason that can arise, and none names one that the table does not have.
#[test]
fn why_names_every_reason_of_the_table_on_every_adverse_finding() {
    let table = table_of_reasons();
    let mut seen: Vec<(String, bool)> = Vec::new();
    let mut looked_at = 0;
    for (why, facts, on) in facts_of_all() {
        let evaluation = evaluate_case(&facts, Policies::builtin(), on);
        for found in evaluation.findings.iter().flat_map(|finding| &finding.reasons_against) {
            seen.push((found.id.to_owned(), found.state == ReasonState::Absent));
        }
        for finding in evaluation.findings.iter().filter(|finding| is_adverse(finding.rule)) {
            looked_at += 1;
            let rule = finding.rule.id();
            let groups = table.iter().filter(|group| group.rules.iter().any(|named| named == rule));
            let wanted: Vec<&TableReason> = groups.flat_map(|group| &group.reasons).collect();
            for reason in &wanted {
                let found = finding.reasons_against.iter().find(|found| found.id == reason.id);
                assert!(found.is_some() || reason.only_where.is_some(), "{why}: {rule} does not look at {}", reason.id);
            }
            for found in &finding.reasons_against {
                let listed = wanted.iter().any(|reason| reason.id == found.id);
                assert!(listed, "{why}: the table has no {} for {rule}", found.id);
            }
        }
    }
    // Some reasons count only where an office says so.
    let of_an_office = golden().into_iter().flat_map(|(_, golden)| golden.case).filter(|case| case.policy.is_some());
    for case in of_an_office {
        let facts: CaseFacts = serde_json::from_value(json(&case.facts)).unwrap();
        let evaluation = evaluate_case(&facts, &policies_of(&case), case.as_of.to_string().parse().unwrap());
        let reasons = evaluation.findings.iter().flat_map(|finding| &finding.reasons_against);
        seen.extend(reasons.map(|found| (found.id.to_owned(), found.state == ReasonState::Absent)));
    }
    assert!(looked_at > 500, "only {looked_at} adverse findings were looked at");
    // What only an office asks for is held by the cases that bring its file.
    let by_office = golden().into_iter().flat_map(|(_, golden)| golden.case).filter(|case| case.policy.is_some());
    for case in by_office {
        let facts: CaseFacts = serde_json::from_value(json(&case.facts)).unwrap();
        let evaluation = evaluate_case(&facts, &policies_of(&case), case.as_of.to_string().parse().unwrap());
        let found = evaluation.findings.iter().flat_map(|finding| &finding.reasons_against);
        seen.extend(found.map(|found| (found.id.to_owned(), found.state == ReasonState::Absent)));
    }
    for reason in table.iter().flat_map(|group| &group.reasons) {
        let held = seen.iter().any(|(id, absent)| *id == reason.id && !absent);
        assert!(held, "no golden case holds {}", reason.id);
    }
}

/// Returns the parameter as an office's file would have it from a summary.
fn as_a_summary(param: &ParamSummary) -> String {
    let value = match &param.value {
        PolicyValue::Days(value) => format!("days = {}", value.0),
        PolicyValue::WorkingDays(value) => format!("working_days = {}", value.0),
        PolicyValue::Months(value) => format!("months = {}", value.0),
        PolicyValue::Years(value) => format!("years = {}", value.0),
        PolicyValue::Dollars(value) => format!("dollars = {}", value.0),
        PolicyValue::Count(value) => format!("count = {}", value.0),
        PolicyValue::Characters(value) => format!("characters = {}", value.0),
        PolicyValue::DayOfMonth(value) => format!("day_of_month = {}", value.0),
        PolicyValue::Hours(value) => format!("hours = {value}"),
        PolicyValue::Weeks(value) => format!("weeks = {}", f64::from(value.hundredths()) / 100.0),
        PolicyValue::Applicability(value) => format!("applies = {}", value.0),
        PolicyValue::AnyOf(words) => format!("any_of = {words:?}"),
        PolicyValue::MonthSpan(span) => format!("span = {{ from = \"{}\", until = \"{}\" }}", span.from, span.until),
        PolicyValue::Title(title) => unreachable!("{title} is no parameter"),
    };
    format!(
        "[set.rule.{}]\n{value}\nsource = \"a summary\"\ncertainty = \"secondary\"\nstatute_changed = \"AB 1 of 2026\"\n",
        param.parameter
    )
}

/// A narrow list has few columns for what decides, and cuts nothing of it.
#[test]
fn every_finding_and_every_clock_has_a_text_that_fits_a_narrow_list() {
    let mut wide = BTreeMap::new();
    for (_, facts, on) in facts_of_all() {
        let evaluation = evaluate_case(&facts, Policies::builtin(), on);
        let found = evaluation.findings.iter().map(|finding| &finding.says);
        let dates = evaluation.next_dates.iter().map(|next| &next.what);
        for says in found.chain(dates).chain(evaluation.clocks.iter().map(|clock| &clock.says)) {
            let short = short_text(says, on).unwrap_or_else(|| says.to_text(DateStyle::Near(on)));
            if short.chars().count() > SHORT_WIDTH {
                wide.insert(says.template(), short);
            }
        }
    }
    assert!(wide.is_empty(), "assets/short_forms.toml has no short form of {wide:#?}");
}

/// Goals, readings and offers of goal tools of everybody, so that every finding on goals may arise.
const GOALS_OF_EVERYBODY: &str = r#"
goal_coverage = [{ person = 1, since = 2020-01-01 }, { person = 2, since = 2020-01-01 }]
goals = [
    { person = 1, number = 1, created = 2026-01-05, target = 2026-11-20, life_area = "work", horizon = "long", steps = [{ what = "a", by = 2026-02-01 }] },
    { person = 1, number = 2, created = 2026-02-05, ended = { on = 2026-10-01, outcome = "no", reason = "no_longer_wanted" } },
    { person = 1, number = 3, created = 2026-02-05, ended = { on = 2026-10-01, outcome = "no", reason = "detour" } },
    { person = 1, number = 4, created = 2026-02-05, ended = { on = 2026-10-01, outcome = "no", reason = "changed" } },
    { person = 2, number = 1, created = 2026-01-05, ended = { on = 2026-10-01, outcome = "yes" } },
]
readings = [
    { person = 1, tool = "calmap", on = 2026-03-01, levels = { housing = 1, money = 1, work = 1, health = 1 } },
    { person = 2, tool = "calmap", on = 2026-03-01, levels = { housing = 5 } },
]
tool_uses = [{ person = 1, tool = "qol", on = 2026-10-20, outcome = "declined" }]
"#;

/// Example 6: the wall. Goals that were let go, a declined index and a life map of all ones change nothing of any case.
#[test]
fn goals_and_readings_change_no_golden_case_but_its_findings_on_goals() {
    let goals: CaseFacts = serde_json::from_value(json(&toml::from_str(GOALS_OF_EVERYBODY).unwrap())).unwrap();
    let mut on_goals = 0;
    for (why, facts, on) in facts_of_all() {
        let stripped = facts.clone().without_goals();
        let mut with = stripped.clone();
        with.goals.clone_from(&goals.goals);
        with.readings.clone_from(&goals.readings);
        with.tool_uses.clone_from(&goals.tool_uses);
        with.goal_coverage.clone_from(&goals.goal_coverage);
        let (before, after) = (evaluate(&stripped, on), evaluate(&with, on));
        let is_on_goals = |finding: &&Finding| finding.category == Category::Goals;
        on_goals += after.findings.iter().filter(is_on_goals).count();
        let others = |evaluation: &Evaluation| -> Vec<Finding> {
            evaluation.findings.iter().filter(|finding| finding.category != Category::Goals).cloned().collect()
        };
        assert_eq!(others(&before), others(&after), "{why}");
        assert_eq!(
            (&before.clocks, &before.hours, &before.gates),
            (&after.clocks, &after.hours, &after.gates),
            "{why}"
        );
    }
    assert!(on_goals > 100, "{on_goals}");
}

fn evaluate(facts: &CaseFacts, on: NaiveDate) -> Evaluation {
    evaluate_case(facts, Policies::builtin(), on)
}
