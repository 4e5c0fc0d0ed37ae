//! The rules: one case, and a county's caseload, on one core.
#![expect(clippy::expect_used, reason = "a bench that finds no facts has nothing to measure")]

use std::path::Path;

use caseload::domain::CaseFacts;
use caseload::policy::Policies;
use caseload::rules::{Evaluation, evaluate_case};
use chrono::NaiveDate;
use divan::{Bencher, black_box};

/// The example of docs/facts.md: a parent with a child, an activity, attendance, a plan and a running notice.
fn a_case() -> CaseFacts {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/facts.md");
    let text = std::fs::read_to_string(docs).expect("docs/facts.md is there");
    let example = text.split("```json").nth(1).and_then(|rest| rest.split("```").next()).expect("it holds an example");
    serde_json::from_str(example).expect("the example is facts")
}

fn policies() -> &'static Policies {
    Policies::builtin()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 19).expect("a day")
}

#[divan::bench]
fn one_case(bencher: Bencher) {
    let (facts, policies) = (a_case(), policies());
    bencher.bench(|| evaluate_case(black_box(&facts), policies, day()));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn twenty_thousand_cases(bencher: Bencher) {
    let (facts, policies) = (vec![a_case(); 20_000], policies());
    bencher.bench(|| -> usize { facts.iter().map(|facts| count(&evaluate_case(facts, policies, day()))).sum() });
}

fn count(evaluation: &Evaluation) -> usize {
    evaluation.findings.len()
}
