//! A life map, a quality-of-life index and a road as pictures of plain signs and as sentences. What goes well comes first, a
//! change for the worse is said plainly, and no sum is ever made of a life map.

use crate::domain::PersonNumber;
use crate::domain::dates::{format_compact_date, format_long_date};
use crate::domain::facts::goals::Reading;
use crate::domain::goal_words::GoalTool;
use crate::policy::Policy;
use crate::policy::goal_tables::LifeLevel;
use crate::rules::goals::readings::{
    AreaChange, QolChange, QolScore, compare_life_maps, compare_qol, count_changes, qol_score, shown_readings,
};
use crate::rules::goals::road::{Road, RoadStop, StopState};
use crate::rules::view::View;

/// With which earlier reading the newest one is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Baseline {
    /// The first one.
    First,
    /// The one before.
    Previous,
}

/// The columns from one level to the next.
const LEVEL: usize = 6;
/// The columns of the name of an area or an item.
const NAME: usize = 36;
/// The circled numbers that there are.
const CIRCLED: u32 = 20;

/// The newest reading of a tool and the one that it is compared with.
#[derive(Debug, Clone, Copy)]
pub struct ReadingPair<'a> {
    /// The newest one.
    pub now: &'a Reading,
    /// The earlier one, if there is one.
    pub before: Option<&'a Reading>,
}

/// Returns the newest reading of a tool with the one that it is compared with.
pub fn newest_readings<'a>(
    view: &View<'a>,
    person: PersonNumber,
    tool: GoalTool,
    baseline: Baseline,
) -> Option<ReadingPair<'a>> {
    let shown = shown_readings(view, person, tool);
    let (now, earlier) = shown.split_last()?;
    let before = match baseline {
        Baseline::First => earlier.first(),
        Baseline::Previous => earlier.last(),
    };
    Some(ReadingPair { now, before: before.copied() })
}

/// Returns how the areas of a life map changed, in a word for each kind: `2 up, 2 same, 0 down, 1 not filled now`.
pub fn life_map_summary(policy: &Policy, pair: &ReadingPair<'_>) -> String {
    let changes = compare_life_maps(policy, pair.before, pair.now);
    let counts = count_changes(&changes);
    if pair.before.is_none() {
        return format!("first time, {} areas", changes.len());
    }
    let mut parts = vec![format!("{} up", counts.up), format!("{} same", counts.same), format!("{} down", counts.down)];
    if counts.not_filled_now > 0 {
        parts.push(format!("{} not filled now", counts.not_filled_now));
    }
    if counts.new > 0 {
        parts.push(format!("{} new", counts.new));
    }
    parts.join(", ")
}

/// Returns what became of an area.
pub fn change_text(change: &AreaChange, has_before: bool) -> String {
    match (change.before, change.now) {
        (Some(before), Some(now)) if before < now => format!("up {}", now - before),
        (Some(before), Some(now)) if before > now => format!("down {}", before - now),
        (Some(_), Some(_)) => "same".to_owned(),
        (Some(_), None) => "not filled now".to_owned(),
        (None, _) if has_before => "new".to_owned(),
        (None, _) => String::new(),
    }
}

/// Returns the life map as a picture: `o` before, `●` now, `◉` both.
pub fn life_map_lines(policy: &Policy, pair: &ReadingPair<'_>) -> Vec<String> {
    let levels = &policy.tables.goals.levels;
    let mut lines = vec![heading("My life map", pair), format!("{:NAME$}{}", "", level_numbers(levels))];
    let changes = compare_life_maps(policy, pair.before, pair.now);
    for change in &changes {
        let title = policy.tables.goals.area_title(&change.area);
        let star = if change.wanted { "  ★" } else { "" };
        let row = level_row(change, levels.len());
        lines.push(
            format!("{title:NAME$}{row}  {}{star}", change_text(change, pair.before.is_some())).trim_end().to_owned(),
        );
    }
    lines.push(life_map_summary(policy, pair));
    let names: Vec<String> = levels.iter().map(|level| format!("{} {}", level.id, level.short)).collect();
    lines.push(names.join(", "));
    lines.push("o before, ● now, ◉ both; ★ I want to work on this".to_owned());
    lines
}

fn level_numbers(levels: &[LifeLevel]) -> String {
    let numbers: Vec<String> = levels.iter().map(|level| format!("{:LEVEL$}", level.id)).collect();
    numbers.concat().trim_end().to_owned()
}

/// Returns the signs of an area in the columns of the levels, with a line from before to now.
fn level_row(change: &AreaChange, levels: usize) -> String {
    let place = |level: u8| usize::from(level).saturating_sub(1) * LEVEL;
    let (before, now) = (change.before.map(place), change.now.map(place));
    let (first, last) = (before.min(now).or(now), before.max(now));
    let is_between = |at: usize| before.is_some() && now.is_some() && first < Some(at) && Some(at) < last;
    let sign = |at: usize| match (before == Some(at), now == Some(at)) {
        (true, true) => '◉',
        (true, false) => 'o',
        (false, true) => '●',
        (false, false) if is_between(at) => '─',
        (false, false) if at.is_multiple_of(LEVEL) => '·',
        (false, false) => ' ',
    };
    (0..=levels.saturating_sub(1) * LEVEL).map(sign).collect()
}

/// Returns the life map in sentences, one for each area.
pub fn life_map_sentences(policy: &Policy, pair: &ReadingPair<'_>) -> Vec<String> {
    let mut sentences = vec![format!("{}.", heading("My life map", pair))];
    for change in compare_life_maps(policy, pair.before, pair.now) {
        let title = policy.tables.goals.area_title(&change.area);
        let now = change.now.map_or_else(|| "not filled in".to_owned(), |level| level_text(policy, level));
        let before = change.before.map(|level| format!("; before {}", level_text(policy, level))).unwrap_or_default();
        let what = change_text(&change, pair.before.is_some());
        let what = if what.is_empty() || change.now.is_none() { String::new() } else { format!(", {what}") };
        let wanted = if change.wanted { " I want to work on this." } else { "" };
        sentences.push(format!("{title}: {now}{before}{what}.{wanted}"));
    }
    sentences.push(format!("{}.", life_map_summary(policy, pair)));
    sentences
}

fn level_text(policy: &Policy, level: u8) -> String {
    let row = policy.tables.goals.levels.iter().find(|row| row.id == level.to_string());
    row.map_or_else(|| level.to_string(), |row| format!("{level}, {}", row.short))
}

fn heading(title: &str, pair: &ReadingPair<'_>) -> String {
    let before = pair.before.map(|before| format!(", before {}", format_long_date(before.on))).unwrap_or_default();
    format!("{title}, {}{before}", format_long_date(pair.now.on))
}

/// Returns the number of an index with the one before: `50 → 63 of 100, 8 answers both times`.
pub fn qol_summary(policy: &Policy, pair: &ReadingPair<'_>) -> String {
    match compare_qol(policy, pair.before, pair.now) {
        Some(QolChange::Compared {
            before: QolScore::Score { score: before, answers },
            now: QolScore::Score { score, .. },
        }) => {
            format!("{before} → {score} of 100, {answers} answers both times")
        }
        Some(QolChange::Compared { now, .. }) => score_text(Some(now)),
        Some(QolChange::OtherVersion) => {
            let now = score_text(qol_score(policy, &pair.now.answers));
            let before = pair.before.map_or_else(String::new, |before| score_text(qol_score(policy, &before.answers)));
            format!("{now}; before {before}. The sheet has another version since, so they are not compared")
        }
        Some(QolChange::First) | None => score_text(qol_score(policy, &pair.now.answers)),
    }
}

fn score_text(score: Option<QolScore>) -> String {
    match score {
        Some(QolScore::Score { score, answers }) => format!("{score} of 100, {answers} answers"),
        Some(QolScore::TooFew { answers, items, needed }) => {
            format!("too few answers for a number ({answers} of {items}; {needed} needed)")
        }
        None => "no number".to_owned(),
    }
}

/// Returns the index as bars, now beside before, and the number below.
pub fn qol_lines(policy: &Policy, pair: &ReadingPair<'_>) -> Vec<String> {
    let levels = policy.tables.goals.levels.len();
    let mut lines = vec![heading("How is it these days", pair)];
    let before = pair.before.filter(|before| before.version == pair.now.version);
    for item in &policy.tables.goals.qol_items {
        let bar = |reading: &Reading| reading.answers.get(&item.id).map(|value| bar_text(*value, levels));
        let (now, then) = (bar(pair.now), before.and_then(bar));
        if now.is_none() && then.is_none() {
            continue;
        }
        let none = || "not answered".to_owned();
        let then = before.map(|_| format!("  before {}", then.unwrap_or_else(none))).unwrap_or_default();
        lines.push(format!("{:NAME$}now {}{then}", item.title, now.unwrap_or_else(none)));
    }
    lines.push(qol_summary(policy, pair));
    lines
}

fn bar_text(value: u8, levels: usize) -> String {
    let full = usize::from(value).min(levels);
    format!("{}{} {value}", "■".repeat(full), "□".repeat(levels - full))
}

/// Returns the index in sentences, one for each item.
pub fn qol_sentences(policy: &Policy, pair: &ReadingPair<'_>) -> Vec<String> {
    let levels = policy.tables.goals.levels.len();
    let mut sentences = vec![format!("{}.", heading("How is it these days", pair))];
    let before = pair.before.filter(|before| before.version == pair.now.version);
    for item in &policy.tables.goals.qol_items {
        let value = |reading: &Reading| reading.answers.get(&item.id).copied();
        let then = before.and_then(value).map(|value| format!("; before {value}")).unwrap_or_default();
        match value(pair.now) {
            Some(now) => sentences.push(format!("{}: {now} of {levels}{then}.", item.title)),
            None if !then.is_empty() => sentences.push(format!("{}: not answered{then}.", item.title)),
            None => {}
        }
    }
    sentences.push(format!("{}.", qol_summary(policy, pair)));
    sentences
}

/// Returns a road from left to right, wrapped at `columns`; under it what may get in the way at which stop.
pub fn road_lines(road: &Road<'_>, columns: usize) -> Vec<String> {
    let mut parts = vec![format!("START {}", format_compact_date(road.start))];
    parts.extend((1..).zip(&road.stops).map(|(number, stop)| format!("{}{}", circled(number), stop_text(stop))));
    parts.push(goal_text(road));
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.chars().count() + part.chars().count() + JOIN.chars().count() <= columns => {
                line.push_str(JOIN);
                line.push_str(&part);
            }
            Some(_) => lines.push(format!("  {JOIN}{part}")),
            None => lines.push(part),
        }
    }
    for (number, stop) in (1..).zip(&road.stops) {
        lines.extend(stop.potholes.iter().map(|pothole| {
            format!("  {} ⚠ {} → {}", circled(number), words(pothole.what.as_deref()), words(pothole.detour.as_deref()))
        }));
    }
    lines.extend(
        road.goal
            .potholes()
            .filter(|pothole| pothole.step.is_none())
            .map(|pothole| format!("  ★ ⚠ {} → {}", words(pothole.what.as_deref()), words(pothole.detour.as_deref()))),
    );
    lines.extend(road.goal.goal.reward.iter().map(|reward| format!("  At the end of the road: {reward}")));
    lines
}

const JOIN: &str = " ── ";

fn circled(number: u32) -> String {
    let sign = (number <= CIRCLED).then(|| char::from_u32('①' as u32 + number - 1)).flatten();
    sign.map_or_else(|| format!("({number}) "), |sign| sign.to_string())
}

fn stop_text(stop: &RoadStop<'_>) -> String {
    let by = stop.by.filter(|_| stop.state != StopState::Done).map(|by| format!(" by {}", format_compact_date(by)));
    let moved = stop.moved_from.map(|day| format!(" ↷ [{}]", format_compact_date(day))).unwrap_or_default();
    let sign = match stop.state {
        StopState::Done => "✓",
        StopState::Now => "●",
        StopState::Ahead => "○",
    };
    format!("{}{} {sign}{moved}", words(stop.words), by.unwrap_or_default())
}

fn goal_text(road: &Road<'_>) -> String {
    let by = road.hoped_end.map(|day| format!(" by {}", format_compact_date(day))).unwrap_or_default();
    format!("★ GOAL {}: {}{by}", road.goal.goal.number, words(road.goal.goal.words.as_deref()))
}

fn words(text: Option<&str>) -> &str {
    text.unwrap_or("…")
}

/// Returns a road in sentences, one for each stop.
pub fn road_sentences(road: &Road<'_>) -> Vec<String> {
    let mut sentences = vec![format!("The road begins on {}.", format_long_date(road.start))];
    for (number, stop) in (1..).zip(&road.stops) {
        let state = match stop.state {
            StopState::Done => "done",
            StopState::Now => "now",
            StopState::Ahead => "ahead",
        };
        let by = stop.by.map(|by| format!(", by {}", format_long_date(by))).unwrap_or_default();
        let moved = stop.moved_from.map(|day| format!(", moved from {}", format_long_date(day))).unwrap_or_default();
        sentences.push(format!("Stop {number}, {state}: {}{by}{moved}.", words(stop.words)));
        sentences.extend(stop.potholes.iter().map(|pothole| {
            let (what, detour) = (words(pothole.what.as_deref()), words(pothole.detour.as_deref()));
            format!("What could get in the way of stop {number}: {what}. Then: {detour}.")
        }));
    }
    let by = road.hoped_end.map(|day| format!(", hoped for by {}", format_long_date(day))).unwrap_or_default();
    sentences.push(format!("Goal {}: {}{by}.", road.goal.goal.number, words(road.goal.goal.words.as_deref())));
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::facts::CaseFacts;
    use crate::policy::Policies;
    use crate::rules::goals::road::roads_of;

    const FACTS: &str = "
        readings = [
            { person = 1, tool = 'calmap', on = '2026-10-07', levels = { housing = 2, child_care = 3, transport = 1, work = 2, family = 4 } },
            { person = 1, tool = 'calmap', on = '2026-12-10', levels = { housing = 3, child_care = 3, transport = 3, family = 4 }, want = ['transport'] },
            { person = 1, tool = 'qol', on = '2026-10-07', answers = { q1 = 3, q2 = 2, q3 = 4, q4 = 3, q5 = 2, q6 = 4, q7 = 3, q8 = 3 } },
            { person = 1, tool = 'qol', on = '2026-12-10', answers = { q1 = 4, q2 = 3, q3 = 4, q4 = 3, q5 = 3, q6 = 4, q7 = 4, q8 = 3 } },
        ]
        goals = [
            { person = 1, number = 2, created = '2026-10-20', words = 'child care', target = '2026-12-20', potholes = [{ on = '2026-10-21', what = 'no ride', detour = 'bus 40, cousin' }] },
            { person = 1, number = 4, created = '2026-11-02', words = 'work 30 h', horizon = 'long', target = '2027-03-15', reward = 'a day at the lake',
              steps = [{ what = 'finish class', done = '2026-11-10' }, { what = 'job fair', by = '2026-12-12' }] },
        ]
        road_maps = [{ person = 1, on = '2026-11-02', goal = 4, stops = ['4.1', '2', '4.2'] }]";

    fn with_view<T>(read: impl Fn(&View<'_>) -> T) -> T {
        let facts: CaseFacts = toml::from_str(FACTS).unwrap();
        read(&View::new(&facts, Policies::builtin(), "2026-12-10".parse().unwrap()))
    }

    fn pair_lines(tool: GoalTool, lines: impl Fn(&Policy, &ReadingPair<'_>) -> Vec<String>) -> String {
        with_view(|view| {
            let pair = newest_readings(view, PersonNumber(1), tool, Baseline::First).unwrap();
            lines(view.policy, &pair).join("\n")
        })
    }

    /// Example 11 as a picture and as sentences.
    #[test]
    fn a_life_map_is_drawn_and_said() {
        insta::assert_snapshot!(pair_lines(GoalTool::Calmap, life_map_lines));
        insta::assert_snapshot!(pair_lines(GoalTool::Calmap, life_map_sentences));
    }

    /// Example 7 as a picture and as sentences.
    #[test]
    fn an_index_is_drawn_and_said() {
        insta::assert_snapshot!(pair_lines(GoalTool::Qol, qol_lines));
        insta::assert_snapshot!(pair_lines(GoalTool::Qol, qol_sentences));
    }

    #[test]
    fn a_road_is_drawn_and_said() {
        let drawn = with_view(|view| road_lines(&roads_of(view, PersonNumber(1))[0], 76).join("\n"));
        insta::assert_snapshot!(drawn);
        let said = with_view(|view| road_sentences(&roads_of(view, PersonNumber(1))[0]).join("\n"));
        insta::assert_snapshot!(said);
    }
}
