//! No text that a person reads has a date or a month in the form of data.

use super::*;
use crate::present::{clock, evaluation, explanation};
use crate::rules::Evaluation;
use crate::rules::message::DateStyle;

/// Returns whether a text has a date such as `2026-11-19` or a month such as `2026-11`, which only data has. One in the
/// name of an extract stands after an underscore.
fn has_data_date(text: &str) -> bool {
    let is_form = |part: &[u8]| {
        part.iter().zip(b"0000-00").all(|(given, form)| match form {
            b'0' => given.is_ascii_digit(),
            _ => given == form,
        })
    };
    let bytes = text.as_bytes();
    let mut places = bytes.windows("2026-11".len()).enumerate();
    places
        .any(|(start, part)| is_form(part) && start.checked_sub(1).and_then(|before| bytes.get(before)) != Some(&b'_'))
}

/// Returns everything that the screen, the commands and paper say of an evaluation. The name of a file may have a date
/// in it.
fn texts(case: &CaseNumber, evaluation: &Evaluation, as_of: NaiveDate) -> Vec<String> {
    let mut texts = Vec::new();
    for style in [DateStyle::Long, DateStyle::Near(as_of)] {
        texts.extend(evaluation.findings.iter().map(|finding| finding.says.to_text(style)));
        texts.extend(evaluation.clocks.iter().map(|one| clock::clock_text(one, style)));
        texts.extend(evaluation.next_dates.iter().map(|next| next.what.to_text(style)));
    }
    texts.extend(evaluation.findings.iter().flat_map(explanation::plain_lines));
    texts.extend(evaluation::evaluation_lines(case, evaluation, as_of));
    texts
}

#[test]
fn no_text_for_people_has_a_date_of_data() {
    assert!(has_data_date("ended on 2026-11-15") && has_data_date("in 2026-10") && !has_data_date("42-7.38, 11/15"));
    let as_of = day("2026-11-19");
    let folder = tempfile::tempdir().unwrap();
    let caseload = desk(folder.path(), 60, as_of);
    for days in [0, 20, 45, 120] {
        let on = as_of + chrono::TimeDelta::days(days);
        let mut count = 0;
        for (number, case) in caseload.cases() {
            let evaluation = crate::rules::evaluate_case(&case.record.facts, caseload.policies(), on);
            for text in texts(number, &evaluation, on) {
                assert!(!has_data_date(&text), "{text}");
                count += 1;
            }
        }
        assert!(count > 500, "{count} texts on {on}");
    }
    let items = caseload.today_items().into_iter().map(|item| item.says);
    let due = caseload.due_items(crate::domain::dates::Month::from_date(as_of)).into_iter().map(|item| item.says);
    for text in items.chain(due) {
        assert!(!has_data_date(&text), "{text}");
    }
}
