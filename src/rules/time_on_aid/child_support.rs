//! Child support that pays aid back: a month that it reimburses in full does not count (WIC 11454.5(a)(3)).

use super::judged_months::{JudgedMonths, SupportRecord};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::AidMonth;
use crate::rules::message::message;
use crate::rules::view::View;

/// Applies child support, which reimburses months in order, oldest first, or from the month that the child support agency
/// names (ACL 18-123). It unticks each month whose grant it covers in full. What is left does not pass a month that it does
/// not cover or whose grant is not known.
pub(super) fn untick_reimbursed(
    view: &View,
    person: PersonNumber,
    rows: &[&AidMonth],
    judged: &mut JudgedMonths,
) -> SupportRecord {
    let collected = view.facts.child_support.iter().filter(|support| support.person == person && support.on <= view.on);
    let mut waiting: Vec<(Option<Month>, u32)> =
        collected.map(|support| (support.from_month, support.amount)).filter(|(_, amount)| *amount > 0).collect();
    if waiting.is_empty() {
        return SupportRecord::Unrecorded;
    }
    if rows.is_empty() {
        return SupportRecord::Open("the months and their grants are not recorded".into());
    }
    let grant_of = |month: Month| rows.iter().filter(|row| row.month == month).filter_map(|row| row.grant).max();
    let skipped =
        judged.months.iter().any(|month| !month.counts && grant_of(month.month).is_some_and(|grant| grant > 0));
    let mut record = SupportRecord::Decides;
    let mut left = 0;
    for month in judged.months.iter_mut().filter(|month| month.counts) {
        let begins = |(from, _): &mut (Option<Month>, u32)| from.is_none_or(|from| from <= month.month);
        left += waiting.extract_if(.., begins).map(|(_, amount)| amount).sum::<u32>();
        if left == 0 {
            continue;
        }
        let Some(grant) = grant_of(month.month) else {
            judged.cannot_tell.push(message!(
                "how far child support pays back the months: the grant of {} is not recorded; it reimburses the \
                 oldest months first, so that month and the later ones may \
                 not count",
                month.month
            ));
            record = SupportRecord::Open(message!("the grant of {} is not recorded", month.month));
            break;
        };
        match left.checked_sub(grant).filter(|_| grant > 0) {
            Some(rest) => {
                left = rest;
                // Whatever else may stop the clock in the month, it does not count.
                (month.counts, month.unsure) = (false, false);
                month.why = "reimbursed by child support".into();
            }
            None => left = 0,
        }
    }
    if skipped {
        judged.cannot_tell.push(
            "whether child support first reimburses months that do not count anyway: Napa reads the manual so, no other \
             source was found; taken as only the months that count"
                .into(),
        );
        record = SupportRecord::Open("whether it first pays back months that do not count anyway".into());
    }
    record
}
