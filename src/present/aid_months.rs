//! The months of aid of a participant in words: how many count, and what happened in which months.

use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, ChildSupport, Overpayment, Source};
use crate::present::dates::compact_month;
use crate::rules::message::DateStyle;
use crate::rules::time_on_aid::{MonthVerdict, judge_months};
use crate::rules::view::View;

/// The months of aid of a participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AidMonths {
    /// The participant.
    pub person: PersonNumber,
    /// The number of months that count by the rules; a month that no source decides counts.
    pub counted: usize,
    /// The number of months that count for sure.
    pub sure: usize,
    /// The highest number of months that may count.
    pub at_most: usize,
    /// The number of months that count for federally funded aid.
    pub federal: usize,
    /// The number of months that are recorded.
    pub recorded: usize,
    /// The limit, in months, if one is in force.
    pub limit: Option<u32>,
    /// Consecutive months of which the same is known, the newest first.
    pub spans: Vec<AidMonthSpan>,
    /// The child support that was collected for the participant's months, the newest first.
    pub child_support: Vec<ChildSupport>,
}

/// Consecutive months of which the same is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AidMonthSpan {
    /// The first month.
    pub first: Month,
    /// The last month, included.
    pub last: Month,
    /// The number of months.
    pub months: usize,
    /// What happened in them: `aided`, or several things.
    pub what: String,
    /// What became of an overpayment.
    pub overpayment: Option<Overpayment>,
    /// What else is known: grant, funding, aid code, the county that paid.
    pub details: Vec<String>,
    /// The source of the first month.
    pub source: Source,
    verdict: MonthVerdict,
}

impl AidMonthSpan {
    /// Returns whether the months count for CalWORKs.
    pub const fn calworks(&self) -> &'static str {
        count_words(self.verdict.counts, self.verdict.unsure)
    }

    /// Returns whether the months count for federally funded aid.
    pub const fn federal(&self) -> &'static str {
        count_words(self.verdict.counts_federal, self.verdict.unsure_federal)
    }

    /// Returns everything about the months after the first, with the reason why they count or do not.
    pub fn to_line(&self) -> String {
        let until = match self.months {
            1 => String::new(),
            months => format!("to {}, {months} months: ", compact_month(self.last)),
        };
        let federal = match self.federal() {
            same if same == self.calworks() => String::new(),
            other => format!("; federal: {other}"),
        };
        let why = self.verdict.why.to_text(DateStyle::Long);
        let overpayment = self.overpayment.map(|overpayment| format!("overpayment {}", overpayment.title()));
        let details: String =
            overpayment.iter().chain(&self.details).flat_map(|detail| ["; ", detail.as_str()]).collect();
        let what = if why.eq_ignore_ascii_case(&self.what) { String::new() } else { format!("{}; ", self.what) };
        format!("{until}{what}{}: {why}{federal}{details}", self.calworks())
    }
}

const fn count_words(counts: bool, unsure: bool) -> &'static str {
    match (counts, unsure) {
        (_, true) => "not sure whether it counts",
        (true, false) => "counts",
        (false, false) => "does not count",
    }
}

impl AidMonths {
    /// Returns the months of aid of a participant by the day of the view; `None` if neither a month nor child support is
    /// recorded.
    pub fn from_view(view: &View<'_>, person: PersonNumber) -> Option<Self> {
        let judged = judge_months(view, person).months;
        let mut support: Vec<ChildSupport> = view
            .facts
            .child_support
            .iter()
            .filter(|paid| paid.person == person && paid.on <= view.on)
            .cloned()
            .collect();
        support.sort_by_key(|paid| std::cmp::Reverse(paid.on));
        if judged.is_empty() && support.is_empty() {
            return None;
        }
        let count = |holds: fn(&MonthVerdict) -> bool| judged.iter().filter(|month| holds(month)).count();
        Some(Self {
            person,
            counted: count(|month| month.counts),
            sure: count(|month| month.counts && !month.unsure),
            at_most: count(|month| month.counts || month.unsure),
            federal: count(|month| month.counts_federal),
            recorded: judged.len(),
            limit: view.policy.time_limit.as_ref().map(|limit| limit.value.0),
            spans: spans_of_months(view, person, &judged),
            child_support: support,
        })
    }

    /// Returns how many months count, in a sentence.
    pub fn summary(&self) -> String {
        let Self { counted, sure, at_most, federal, recorded, .. } = self;
        let limit = self.limit.map(|limit| format!(" of {limit}")).unwrap_or_default();
        let open = if sure == at_most { String::new() } else { format!(" ({sure} for sure, at most {at_most})") };
        format!("{counted}{limit} months counted{open}, of {recorded} recorded; federally funded aid: {federal}")
    }
}

fn spans_of_months(view: &View<'_>, person: PersonNumber, judged: &[MonthVerdict]) -> Vec<AidMonthSpan> {
    let mut spans: Vec<AidMonthSpan> = Vec::new();
    for verdict in judged {
        let entries = view.facts.aid_months.iter().filter(|row| row.person == person && row.month == verdict.month);
        let next = span_of_month(verdict, &entries.collect::<Vec<_>>());
        match spans.last_mut().filter(|last| last.continues_with(&next)) {
            Some(last) => {
                last.last = next.last;
                last.months += 1;
            }
            None => spans.push(next),
        }
    }
    spans.reverse();
    spans
}

fn span_of_month(verdict: &MonthVerdict, entries: &[&AidMonth]) -> AidMonthSpan {
    let mut what: Vec<&str> = entries.iter().map(|row| row.was.title()).collect();
    what.sort_unstable();
    what.dedup();
    AidMonthSpan {
        first: verdict.month,
        last: verdict.month,
        months: 1,
        what: what.join(", "),
        overpayment: entries.iter().find_map(|row| row.overpayment),
        details: entries.iter().flat_map(|row| month_details(row)).collect(),
        source: entries.first().map(|row| row.source.clone()).unwrap_or_default(),
        verdict: verdict.clone(),
    }
}

fn month_details(row: &AidMonth) -> Vec<String> {
    [
        row.grant.map(|grant| format!("grant ${grant}")),
        row.funding.map(|funding| format!("{} money", funding.title())),
        row.aid_code.as_ref().map(|code| format!("aid code {code}")),
        row.county.as_ref().map(|county| format!("paid by {county}")),
        row.recouped.filter(|recouped| *recouped).map(|_recouped| "recouped".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl AidMonthSpan {
    /// Returns whether `next` is the month after the span, and the same is known of it.
    fn continues_with(&self, next: &Self) -> bool {
        let verdict = MonthVerdict { month: self.verdict.month, ..next.verdict.clone() };
        self.last.next() == next.first
            && self.verdict == verdict
            && self.what == next.what
            && self.overpayment == next.overpayment
            && self.details == next.details
    }
}

/// Returns what is known of child support that was collected.
pub fn child_support_line(paid: &ChildSupport) -> String {
    let from = paid.from_month.map(|month| format!(", from {} on", compact_month(month))).unwrap_or_default();
    format!("child support of ${} collected to reimburse aid{from}", paid.amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::facts::CaseFacts;
    use crate::policy::Policies;

    fn facts() -> CaseFacts {
        toml::from_str(
            "aid = [{ status = 'active', since = '2025-01-01' }]
             people = [{ person = 1, birth_date = '1990-01-05' }]
             aid_months = [
                { person = 1, month = '2025-03', was = 'aided', grant = 900, overpayment = 'partly_repaid' },
                { person = 1, month = '2025-01', was = 'aided' },
                { person = 1, month = '2025-02', was = 'aided' },
                { person = 1, month = '2025-04', was = 'exempt', reason = 'disability' },
                { person = 1, month = '2025-06', was = 'aided', county = 'Fresno', counted = true, decided_by = 'Fresno' },
                { person = 1, month = '2025-07', was = 'zero_grant' },
                { person = 2, month = '2025-07', was = 'aided' },
             ]
             child_support = [{ person = 1, on = '2025-08-03', amount = 120 }]",
        )
        .unwrap()
    }

    #[test]
    fn months_of_which_the_same_is_known_are_one_line() {
        let facts = facts();
        let view = View::new(&facts, Policies::builtin(), "2026-11-19".parse().unwrap());
        let months = AidMonths::from_view(&view, PersonNumber(1)).unwrap();
        let spans: Vec<_> =
            months.spans.iter().map(|span| (span.first.to_string(), span.months, span.calworks())).collect();
        let expected = [
            ("2025-07", 1, "not sure whether it counts"),
            ("2025-06", 1, "counts"),
            ("2025-04", 1, "does not count"),
            ("2025-03", 1, "not sure whether it counts"),
            ("2025-01", 2, "counts"),
        ];
        assert_eq!(spans, expected.map(|(month, months, counts)| (month.to_owned(), months, counts)));
        assert_eq!((months.counted, months.sure, months.at_most, months.recorded), (5, 3, 5, 6));
        assert!(months.summary().starts_with("5 of 60 months counted (3 for sure, at most 5), of 6 recorded"));
        let line = months.spans[3].to_line();
        assert!(line.contains("overpayment repaid in part; grant $900"), "{line}");
        assert!(months.spans[1].to_line().contains("Fresno: the month counts"), "{}", months.spans[1].to_line());
        assert!(months.spans[4].to_line().starts_with("to Feb 2025, 2 months: "), "{}", months.spans[4].to_line());
        assert_eq!(child_support_line(&months.child_support[0]), "child support of $120 collected to reimburse aid");
    }

    #[test]
    fn a_day_before_the_months_knows_none_of_them() {
        let facts = facts();
        let view = View::new(&facts, Policies::builtin(), "2024-11-19".parse().unwrap());
        assert_eq!(AidMonths::from_view(&view, PersonNumber(1)), None);
    }
}
