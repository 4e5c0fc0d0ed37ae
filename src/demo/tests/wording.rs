//! No text that a person reads has a date, a month or a name in the form of data.

use super::*;
use crate::present::date_forms::{has_data_date, has_internal_name};
use crate::present::{clock, evaluation, explanation};
use crate::rules::Evaluation;
use crate::rules::message::DateStyle;

/// Returns everything that the screen, the commands and paper say of an evaluation. The name of a file may have a date
/// in it.
fn texts(case: &CaseNumber, evaluation: &Evaluation, as_of: NaiveDate) -> Vec<String> {
    let mut texts = Vec::new();
    for style in [DateStyle::Long, DateStyle::Near(as_of)] {
        texts.extend(evaluation.findings.iter().map(|finding| finding.says.to_text(style)));
        texts.extend(evaluation.clocks.iter().map(|one| clock::clock_text(one, style)));
        texts.extend(evaluation.next_dates.iter().map(|next| next.what.to_text(style)));
    }
    let explained = evaluation.findings.iter().map(|one| explanation::plain_lines(one, explanation::RuleIds::Hidden));
    texts.extend(explained.flatten());
    texts.extend(evaluation::evaluation_lines(case, evaluation, as_of));
    texts
}

#[test]
fn no_text_for_people_has_a_date_or_a_name_of_data() {
    let as_of = day("2026-11-19");
    let folder = tempfile::tempdir().unwrap();
    let caseload = evaluate_practice(folder.path(), 60, as_of);
    for days in [0, 20, 45, 120] {
        let on = as_of + chrono::TimeDelta::days(days);
        let mut count = 0;
        for (number, case) in caseload.cases() {
            let evaluation = crate::rules::evaluate_case(&case.record.facts, caseload.policies(), on);
            for text in texts(number, &evaluation, on) {
                assert!(!has_data_date(&text), "{text}");
                // The file that states a fact is named as the county names it.
                let own = text.split_whitespace().filter(|word| !word.contains("practice_"));
                assert!(!has_internal_name(&own.collect::<Vec<_>>().join(" ")), "{text}");
                count += 1;
            }
        }
        assert!(count > 500, "{count} texts on {on}");
    }
}
