//! What a life map or a quality-of-life index says, and what changed since another one. No sum and no mean is ever made of the
//! levels of a life map.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::PersonNumber;
use crate::domain::facts::excusals::ALL_PERCENT;
use crate::domain::facts::goals::Reading;
use crate::domain::goal_words::GoalTool;
use crate::policy::Policy;
use crate::rules::view::View;

/// The number of a quality-of-life index, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QolScore {
    /// The number from 0 to 100, over so many answers.
    Score {
        /// The number.
        score: u32,
        /// How many answers it rests on.
        answers: usize,
    },
    /// There are too few answers for a number.
    TooFew {
        /// How many there are.
        answers: usize,
        /// How many items there are.
        items: usize,
        /// How many are needed.
        needed: u32,
    },
}

/// What changed between two quality-of-life indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QolChange {
    /// There is no earlier one.
    First,
    /// The earlier one is of another version of the sheet, so they are not compared.
    OtherVersion,
    /// Both over the answers that they have in common; the numbers are those that are shown.
    Compared {
        /// The earlier one.
        before: QolScore,
        /// The later one.
        now: QolScore,
    },
}

impl QolChange {
    /// Returns the difference of the numbers that are shown.
    pub fn difference(self) -> Option<i64> {
        match self {
            Self::Compared {
                before: QolScore::Score { score: before, .. },
                now: QolScore::Score { score: now, .. },
            } => Some(i64::from(now) - i64::from(before)),
            _ => None,
        }
    }
}

/// An area of a life map, before and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaChange {
    /// The area.
    pub area: String,
    /// The level before; `None` if it was not filled in.
    pub before: Option<u8>,
    /// The level now; `None` if it was not filled in.
    pub now: Option<u8>,
    /// Whether the participant wants to work on it.
    pub wanted: bool,
}

/// How many areas went up, stayed or went down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AreaCounts {
    /// Areas whose level is higher.
    pub up: usize,
    /// Areas whose level is the same.
    pub same: usize,
    /// Areas whose level is lower.
    pub down: usize,
    /// Areas that were filled in before and not now.
    pub not_filled_now: usize,
    /// Areas that are filled in for the first time.
    pub new: usize,
}

/// Returns the readings of a tool that may be shown, the earliest first: neither kept apart nor withdrawn.
pub fn shown_readings<'a>(view: &View<'a>, person: PersonNumber, tool: GoalTool) -> Vec<&'a Reading> {
    let is_shown = |reading: &&Reading| {
        (reading.person, reading.tool) == (person, tool)
            && reading.on <= view.on
            && !reading.protected
            && reading.withdrawn.is_none_or(|withdrawn| withdrawn > view.on)
    };
    let mut shown: Vec<&Reading> = view.facts.readings.iter().filter(is_shown).collect();
    shown.sort_by_key(|reading| (reading.on, reading.source.record_order()));
    shown
}

/// Returns the number of the answers of a quality-of-life index.
pub fn qol_score(policy: &Policy, answers: &BTreeMap<String, u8>) -> Option<QolScore> {
    let items: BTreeSet<&str> = policy.tables.goals.qol_items.iter().map(|item| item.id.as_str()).collect();
    let known = answers.iter().filter(|(item, _)| items.contains(item.as_str()));
    score_of(policy, &known.map(|(_, value)| *value).collect::<Vec<u8>>())
}

fn score_of(policy: &Policy, answers: &[u8]) -> Option<QolScore> {
    let needed = policy.qol_answers.as_ref()?.value.0;
    let levels = u32::try_from(policy.tables.goals.levels.len()).ok()?;
    let count = u32::try_from(answers.len()).ok()?;
    let span = levels.checked_sub(1)?.checked_mul(count)?;
    if count < needed || span == 0 {
        let items = policy.tables.goals.qol_items.len();
        return Some(QolScore::TooFew { answers: answers.len(), items, needed });
    }
    let sum: u32 = answers.iter().map(|answer| u32::from(*answer)).sum();
    let above = sum.saturating_sub(count) * ALL_PERCENT;
    // Half of a point is rounded up.
    let score = (above + above + span) / (span + span);
    Some(QolScore::Score { score, answers: answers.len() })
}

/// Compares two quality-of-life indexes over the answers that both have.
pub fn compare_qol(policy: &Policy, before: Option<&Reading>, now: &Reading) -> Option<QolChange> {
    let Some(before) = before else { return Some(QolChange::First) };
    if before.version != now.version {
        return Some(QolChange::OtherVersion);
    }
    let common: Vec<&String> = now.answers.keys().filter(|item| before.answers.contains_key(*item)).collect();
    let score = |reading: &Reading| {
        let answers: Vec<u8> = common.iter().filter_map(|item| reading.answers.get(*item)).copied().collect();
        score_of(policy, &answers)
    };
    Some(QolChange::Compared { before: score(before)?, now: score(now)? })
}

/// Compares two life maps, what goes well first: by the level now, then in the order of the sheet; what is not filled in now
/// comes last. Areas that are on no sheet are left out.
pub fn compare_life_maps(policy: &Policy, before: Option<&Reading>, now: &Reading) -> Vec<AreaChange> {
    let tables = &policy.tables.goals;
    let is_on_sheet = |area: &str| tables.life_area(area).is_none_or(|row| !row.apart);
    let levels_before = before.map(|reading| &reading.levels);
    let areas: BTreeSet<&String> = levels_before.into_iter().chain([&now.levels]).flat_map(BTreeMap::keys).collect();
    let mut changes: Vec<AreaChange> = areas
        .into_iter()
        .filter(|area| is_on_sheet(area))
        .map(|area| AreaChange {
            area: area.clone(),
            before: levels_before.and_then(|levels| levels.get(area)).copied(),
            now: now.levels.get(area).copied(),
            wanted: now.want.contains(area),
        })
        .collect();
    changes.sort_by_key(|change| (Reverse(change.now), tables.area_place(&change.area), change.area.clone()));
    changes
}

/// Counts how many areas went up, stayed or went down.
pub fn count_changes(changes: &[AreaChange]) -> AreaCounts {
    let mut counts = AreaCounts::default();
    for change in changes {
        match (change.before, change.now) {
            (Some(before), Some(now)) if before < now => counts.up += 1,
            (Some(before), Some(now)) if before > now => counts.down += 1,
            (Some(_), Some(_)) => counts.same += 1,
            (Some(_), None) => counts.not_filled_now += 1,
            (None, _) => counts.new += 1,
        }
    }
    counts
}
