//! The count of a participant's months: from the months recorded one by one, and from the county's own count.

use super::judged_months::{JudgedMonths, MonthVerdict};
use super::months::judge_months;
use crate::domain::dates::Month;
use crate::domain::facts::MonthsOnAidCount;
use crate::rules::finding::Ground;
use crate::rules::message::{Message, message};
use crate::rules::view::{Participant, View, stated_ground};

/// The count of a participant's months that the rules use, and the facts that support it.
pub struct MonthCount {
    /// The number of months counted: the lower one where two counts differ, so that nothing adverse rests on the higher.
    pub months: u16,
    /// The number of months that count for sure: those for which no source and no fact is missing.
    pub sure: u16,
    /// The highest number of months that anybody counts. A notice that the family must get depends on it.
    pub at_most: u16,
    /// The last month of the count, included.
    pub through: Month,
    /// The facts that support the count.
    pub grounds: Vec<Ground>,
    /// The facts that are missing or in conflict, so that the count may be wrong.
    pub cannot_tell: Vec<Message>,
}

/// Counts the months of a participant from the monthly rows and from the county's count. If the two differ both are
/// shown, and neither is called the right one.
pub fn count_months(view: &View, participant: &Participant) -> Option<MonthCount> {
    count_judged(view, participant, &judge_months(view, participant.number))
}

pub(super) fn count_judged(view: &View, participant: &Participant, judged: &JudgedMonths) -> Option<MonthCount> {
    let county = newest_county_count(view, participant).map(|count| count_from_county(view, count));
    match (own_count(judged), county) {
        (Some(own), Some(county)) if own.months != county.months => Some(differing_counts(own, county)),
        (Some(own), _) => Some(own),
        (None, county) => county,
    }
}

fn differing_counts(own: MonthCount, county: MonthCount) -> MonthCount {
    let note = message!(
        "which count is right: the county counts {} months, the months recorded give {}; review the time on aid",
        county.months,
        own.months
    );
    let (at_most, sure) = (own.at_most.max(county.at_most), own.sure.min(county.sure));
    let (mut lower, higher) = if own.months < county.months { (own, county) } else { (county, own) };
    lower.grounds.extend(higher.grounds);
    lower.cannot_tell.extend(higher.cannot_tell);
    lower.cannot_tell.push(note);
    MonthCount { sure, at_most, ..lower }
}

/// Returns the county's count. A count that is older than last month says so.
fn count_from_county(view: &View, count: &MonthsOnAidCount) -> MonthCount {
    let ground =
        Ground::new("months counted by the county", message!("{} on {}", count.months, count.on), &count.source);
    let through = Month::from_date(count.on);
    let old = through < Month::from_date(view.on).previous();
    let cannot_tell =
        old.then(|| message!("the months since {}: the county's count is older", through)).into_iter().collect();
    let months = count.months;
    MonthCount { months, sure: months, at_most: months, through, grounds: vec![ground], cannot_tell }
}

fn own_count(judged: &JudgedMonths) -> Option<MonthCount> {
    let JudgedMonths { months, cannot_tell, .. } = judged;
    let mut cannot_tell = cannot_tell.clone();
    let through = months.last()?.month;
    let count = |holds: fn(&MonthVerdict) -> bool| {
        u16::try_from(months.iter().filter(|month| holds(month)).count()).unwrap_or(u16::MAX)
    };
    let counted = count(|month| month.counts);
    let sure = count(|month| month.counts && !month.unsure);
    let at_most = count(|month| month.counts || month.unsure);
    let ground =
        stated_ground("months that count", message!("{} of {} recorded through {}", counted, months.len(), through));
    if sure != at_most {
        let mut reasons: Vec<&Message> = months.iter().filter(|month| month.unsure).map(|month| &month.why).collect();
        reasons.sort_unstable();
        reasons.dedup();
        cannot_tell.push(message!(
            "whether {} of the months count: {} if none does, {} if all do ({})",
            at_most - sure,
            sure,
            at_most,
            Message::join(reasons.into_iter().cloned(), "; ")
        ));
    }
    Some(MonthCount { months: counted, sure, at_most, through, grounds: vec![ground], cannot_tell })
}

/// Returns the county's newest count of a participant's months by the day.
pub fn newest_county_count<'a>(view: &View<'a>, participant: &Participant<'a>) -> Option<&'a MonthsOnAidCount> {
    let known = participant.person.months_on_aid.iter().filter(|count| count.on <= view.on);
    known.max_by_key(|count| (count.on, count.months))
}
