//! The count of a participant's months: from the months recorded one by one, and from the county's own count.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::judged_months::{JudgedMonths, MonthVerdict};
use super::months::judge_months;
use crate::domain::PersonNumber;
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
    /// The last month of the highest count, included.
    pub most_through: Month,
    /// The last month up to which every month since the count is recorded; the last month of the count where none is.
    pub recorded_through: Month,
    /// The months recorded since the county's count that come on top of it in the highest count, oldest first.
    pub on_top: Vec<Month>,
    /// The months that the highest count holds, oldest first; empty where it is the county's, which does not name them.
    pub counted: Vec<Month>,
    /// Whether the count is the county's because the months recorded plainly cover only part of the time.
    pub is_partly_recorded: bool,
    /// The facts that support the count.
    pub grounds: Vec<Ground>,
    /// The facts that are missing or in conflict, so that the count may be wrong.
    pub cannot_tell: Vec<Message>,
}

impl MonthCount {
    /// Returns whether the months reach `limit`: for sure, or by the county's count where the record covers only part of
    /// the time.
    pub fn has_reached(&self, limit: u32) -> bool {
        u32::from(self.sure) >= limit || (self.is_partly_recorded && u32::from(self.months) >= limit)
    }

    /// Notes that months are missing between the last one of the count and last month, where the count does not say so.
    pub(super) fn note_unrecorded_since(mut self, view: &View) -> Self {
        let note = message!(
            "how many months after {} count: they are not recorded, so the count may be low",
            self.recorded_through
        );
        let older = older_count_text(self.recorded_through);
        if self.recorded_through < Month::from_date(view.on).previous() && !self.cannot_tell.contains(&older) {
            self.cannot_tell.push(note);
        }
        self
    }

    /// Returns the month in which the highest count reached, or will reach, the number of months.
    pub fn month_reaching(&self, number: u32) -> Month {
        let most = u32::from(self.at_most);
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let named = place.and_then(|place| self.counted.get(place)).copied();
        let base = usize::from(self.at_most).saturating_sub(self.on_top.len());
        let on_top = place.and_then(|place| self.on_top.get(place.checked_sub(base)?)).copied();
        let newest = self.on_top.last().map_or(self.most_through, |_| self.recorded_through.max(self.most_through));
        let by_calendar = || match number.checked_sub(most) {
            Some(ahead) => newest.months_after(ahead),
            None => self.most_through.months_before(u32::try_from(base).unwrap_or(most).saturating_sub(number)),
        };
        named.or(on_top).unwrap_or_else(by_calendar)
    }

    /// Returns the last day of the month in which the count reaches the number of months, if every month from the last one
    /// recorded on counts.
    pub(super) fn day_reaching(&self, number: u32) -> NaiveDate {
        let since = u16::try_from(self.on_top.len()).unwrap_or(u16::MAX);
        let left = number.saturating_sub(u32::from(self.months.saturating_add(since)));
        let month = if since > 0 { self.month_reaching(number) } else { self.through.months_after(left) };
        month.last_day()
    }
}

/// Counts the months of a participant from the monthly rows and from the county's count. If the two differ both are
/// shown, and neither is called the right one.
pub fn count_months(view: &View, participant: &Participant) -> Option<MonthCount> {
    count_judged(view, participant, &judge_months(view, participant.number))
}

pub(super) fn count_judged(view: &View, participant: &Participant, judged: &JudgedMonths) -> Option<MonthCount> {
    let county = newest_county_count(view, participant).map(|count| count_from_county(view, participant, count));
    match (own_count(judged), county) {
        (Some(own), Some(county)) if is_partly_recorded(view, judged, &county) => {
            Some(county_beside_part(view, judged, own, county))
        }
        (Some(own), Some(county)) if own.months != county.months => Some(differing_counts(own, county)),
        (Some(own), _) => Some(own),
        (None, county) => county,
    }
}

/// Returns whether the months recorded plainly cover only part of the time: they are fewer than the county counted, and
/// the first of them is later than the first known month of aid. Where none is known, more months must be missing than
/// those before the limit in which time on aid is reviewed.
fn is_partly_recorded(view: &View, judged: &JudgedMonths, county: &MonthCount) -> bool {
    let first = judged.months.first().map(|month| month.month);
    let began = view.facts.aid.iter().map(|aid| Month::from_date(aid.since)).min();
    let missing = u32::from(county.months).saturating_sub(u32::try_from(judged.months.len()).unwrap_or(u32::MAX));
    let is_plain = || view.policy.time_review_ahead.as_ref().is_none_or(|ahead| ahead.value.0 < missing);
    missing > 0
        && (are_all_decided_out(view, judged) || first.zip(began).map_or_else(is_plain, |(first, began)| began < first))
}

/// Returns whether somebody decided of every recorded month that it does not count: such months correct the county's count,
/// and are no count themselves.
fn are_all_decided_out(view: &View, judged: &JudgedMonths) -> bool {
    let is_decided_out =
        |month: Month| view.facts.aid_months.iter().any(|row| row.month == month && row.counted == Some(false));
    !judged.months.is_empty() && judged.months.iter().all(|month| !month.counts && is_decided_out(month.month))
}

/// Returns the county's count, which the few months recorded do not replace, with both said. Months recorded since may
/// come on top of it.
fn county_beside_part(view: &View, judged: &JudgedMonths, own: MonthCount, county: MonthCount) -> MonthCount {
    let through = county.through;
    let later = judged.months.iter().filter(|month| month.month > through);
    let on_top: Vec<Month> =
        later.clone().filter(|month| month.counts || month.unsure).map(|month| month.month).collect();
    let since = u16::try_from(on_top.len()).unwrap_or(u16::MAX);
    let later_words = match since {
        0 => "none of them since the county's count".into(),
        1 => "1 month recorded since the county's count may come on top".into(),
        _ => message!("{} months recorded since the county's count may come on top", since),
    };
    let note = message!(
        "how many months count: the county counts {} through {}; the months recorded cover only part of the time and \
         come to {}, {}; review the time on aid",
        county.months,
        county.through,
        own.months,
        later_words
    );
    let mut county = county;
    for month in later {
        if month.month == county.recorded_through.next() {
            county.recorded_through = month.month;
        }
    }
    let older = older_count_text(county.through);
    county.cannot_tell.retain(|says| *says != older);
    if county.recorded_through < Month::from_date(view.on).previous() && county.recorded_through == county.through {
        county.cannot_tell.push(older);
    }
    county.on_top = on_top;
    county.sure = own.sure.min(county.sure);
    if are_all_decided_out(view, judged) {
        // Nothing adverse rests on months that the county may have counted and the record leaves out.
        let left_out = judged.months.iter().filter(|month| month.month <= through).count();
        county.months = county.months.saturating_sub(u16::try_from(left_out).unwrap_or(u16::MAX));
        county.sure = county.months;
    }
    county.at_most = county.at_most.saturating_add(since);
    county.is_partly_recorded = true;
    county.grounds.extend(own.grounds);
    county.cannot_tell.extend(own.cannot_tell);
    county.cannot_tell.push(note);
    county
}

fn differing_counts(own: MonthCount, county: MonthCount) -> MonthCount {
    let note = message!(
        "which count is right: the county counts {} months, the months recorded give {}; review the time on aid",
        county.months,
        own.months
    );
    let (at_most, sure) = (own.at_most.max(county.at_most), own.sure.min(county.sure));
    let (counted, most_through) =
        if own.at_most < county.at_most { (Vec::new(), county.through) } else { (own.counted.clone(), own.through) };
    let (mut lower, higher) = if own.months < county.months { (own, county) } else { (county, own) };
    lower.grounds.extend(higher.grounds);
    lower.cannot_tell.extend(higher.cannot_tell);
    lower.cannot_tell.push(note);
    MonthCount { sure, at_most, most_through, counted, ..lower }
}

fn older_count_text(through: Month) -> Message {
    message!("how many months after {} count: the county's count does not reach further, and may be low", through)
}

/// Returns the county's count. A count that is older than last month says so, and so does one that is lower than an earlier
/// one: months are not given back by themselves, so that one of the two is wrong or was corrected.
fn count_from_county(view: &View, participant: &Participant, count: &MonthsOnAidCount) -> MonthCount {
    let ground =
        Ground::new("months counted by the county", message!("{} on {}", count.months, count.on), &count.source);
    let through = Month::from_date(count.on);
    let old = through < Month::from_date(view.on).previous();
    let months = count.months;
    let higher = higher_count(participant, count);
    let falls = higher.map(|higher| {
        if higher.on == count.on {
            return message!(
                "which of the county's counts is right: {} months or {}, both of {}",
                months,
                higher.months,
                count.on
            );
        }
        message!(
            "which of the county's counts is right: {} months on {}, or {} on {}; a count falls only if it is corrected",
            higher.months,
            higher.on,
            months,
            count.on
        )
    });
    let other = higher.map(|higher| {
        let says = message!("{} on {}", higher.months, higher.on);
        Ground::new("months counted by the county as well", says, &higher.source)
    });
    let rises = count_that_rose_too_far(participant, count).map(|earlier| {
        message!(
            "which of the county's counts is right: {} months on {}, or {} on {}; a count rises by more than the months between \
             only if it is corrected",
            earlier.months,
            earlier.on,
            months,
            count.on
        )
    });
    let cannot_tell = old.then(|| older_count_text(through)).into_iter().chain(falls).chain(rises).collect();
    MonthCount {
        months,
        sure: months,
        at_most: higher.map_or(months, |higher| higher.months),
        through,
        most_through: through,
        recorded_through: through,
        on_top: Vec::new(),
        counted: Vec::new(),
        is_partly_recorded: false,
        grounds: std::iter::once(ground).chain(other).collect(),
        cannot_tell,
    }
}

/// Returns the highest of the county's counts that contradicts this lower one: an earlier one, or another of the same day.
pub(super) fn higher_count<'a>(
    participant: &Participant<'a>,
    count: &MonthsOnAidCount,
) -> Option<&'a MonthsOnAidCount> {
    let counts = participant.person.months_on_aid.iter();
    let earlier = counts.filter(|other| other.on <= count.on && count.months < other.months);
    let earlier = earlier.filter(|other| other.on < count.on || count_order(other) == count_order(count));
    earlier.max_by_key(|other| (other.months, other.on))
}

/// Returns an earlier count of the county that is too low for this one: more months lie between the counts than between their
/// days.
fn count_that_rose_too_far<'a>(
    participant: &Participant<'a>,
    count: &MonthsOnAidCount,
) -> Option<&'a MonthsOnAidCount> {
    // The month of a count may be in it or not.
    let is_too_low = |earlier: &&MonthsOnAidCount| {
        let risen = count.months.checked_sub(earlier.months).and_then(|risen| risen.checked_sub(1));
        let reached = risen.map(|risen| Month::from_date(earlier.on).months_after(u32::from(risen)));
        earlier.on < count.on && reached.is_some_and(|reached| Month::from_date(count.on) < reached)
    };
    participant.person.months_on_aid.iter().filter(is_too_low).max_by_key(|earlier| (earlier.on, earlier.months))
}

/// Returns how many of the months recorded one by one count, and the last of them; `None` if none is recorded.
pub fn recorded_count(view: &View, person: PersonNumber) -> Option<(u16, Month)> {
    own_count(&judge_months(view, person)).map(|count| (count.months, count.through))
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
        let reasons = Message::join(reasons.into_iter().cloned(), "; ");
        cannot_tell.push(match at_most - sure {
            1 => message!("whether 1 month counts: {} without it, {} with it ({})", sure, at_most, reasons),
            open => {
                message!("whether {} months count: {} without them, {} with them ({})", open, sure, at_most, reasons)
            }
        });
    }
    let may_count = months.iter().filter(|month| month.counts || month.unsure).map(|month| month.month).collect();
    Some(MonthCount {
        months: counted,
        sure,
        at_most,
        through,
        most_through: through,
        recorded_through: through,
        on_top: Vec::new(),
        counted: may_count,
        is_partly_recorded: false,
        grounds: vec![ground],
        cannot_tell,
    })
}

/// Returns the county's newest count of a participant's months by the day.
pub fn newest_county_count<'a>(view: &View<'a>, participant: &Participant<'a>) -> Option<&'a MonthsOnAidCount> {
    let known = participant.person.months_on_aid.iter().filter(|count| count.on <= view.on);
    known.max_by_key(|count| (count_order(count), Reverse(count.months)))
}

/// Returns the sort key of the county's counts: by day; of several of one day, what was recorded here comes later.
const fn count_order(count: &MonthsOnAidCount) -> (NaiveDate, u64) {
    (count.on, count.source.record_order())
}
