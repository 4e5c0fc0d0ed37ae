//! Whose money paid a month: only federal money counts toward the federal limit.

use std::collections::BTreeMap;

use super::judged_months::JudgedMonths;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, Funding};
use crate::policy::tables::AidCode;
use crate::rules::message::{Message, message};
use crate::rules::view::{Participant, View};

/// Says of how many months that count for federally funded aid the record does not name the money, or names both, and what
/// the aid codes of these months say.
pub(super) fn doubts_of_funding(view: &View, participant: &Participant, judged: &JudgedMonths) -> Vec<Message> {
    let is_open = |month: &Month| {
        let fundings = || rows_of(view, participant.number, *month).filter_map(|row| row.funding);
        fundings().all(|funding| funding != Funding::Federal) || fundings().any(|funding| funding == Funding::State)
    };
    let counted: Vec<Month> =
        judged.months.iter().filter(|month| month.counts_federal).map(|month| month.month).collect();
    let open: Vec<Month> = counted.iter().copied().filter(is_open).collect();
    let is_recorded = judged
        .months
        .iter()
        .any(|month| rows_of(view, participant.number, month.month).any(|row| row.funding.is_some()));
    let all = match (is_recorded, open.len()) {
        (false, _) => Some("whether the aid of each month was federally funded".into()),
        (true, 0) => None,
        (true, open) => Some(message!("whether the aid was federally funded in {} of the months that count", open)),
    };
    all.into_iter().chain(words_of_codes(view, participant.number, &open)).collect()
}

fn rows_of<'a>(view: &View<'a>, person: PersonNumber, month: Month) -> impl Iterator<Item = &'a AidMonth> + use<'a> {
    view.facts.aid_months.iter().filter(move |row| row.person == person && row.month == month)
}

/// Returns what the aid codes of the months whose money is open say of it, in the order of the codes.
fn words_of_codes(view: &View, person: PersonNumber, open: &[Month]) -> Vec<Message> {
    let mut known: BTreeMap<&str, (&AidCode, usize)> = BTreeMap::new();
    for month in open {
        let policy = view.policies.in_force_on(month.last_day());
        let mut codes = rows_of(view, person, *month).filter(|row| row.funding.is_none());
        let row = codes.find_map(|row| policy.tables.aid_code(row.aid_code.as_deref()?, *month));
        if let Some(row) = row {
            known.entry(&row.code).or_insert((row, 0)).1 += 1;
        }
    }
    let words = known.into_values().map(|(row, months)| {
        let paid = match row.funding {
            Funding::Federal => "federal money paid them",
            Funding::State => "the State alone paid them, and they do not count",
        };
        message!(
            "whose money paid {} of these months: they have aid code {}; by {} {}",
            months,
            &row.code,
            &row.source,
            paid
        )
    });
    words.collect()
}
