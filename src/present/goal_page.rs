//! A participant's goals on one page: the road, a row for each goal, what changed, and what was offered. The folder of the case
//! and `caseload goals` show the same lines.

use super::goal_pictures::{
    Baseline, life_map_lines, life_map_sentences, newest_readings, qol_lines, qol_sentences, road_lines, road_sentences,
};
use crate::domain::PersonNumber;
use crate::domain::category::Category;
use crate::domain::dates::format_date;
use crate::domain::goal_words::{GoalOutcome, GoalTool, ToolOutcome};
use crate::rules::finding::Finding;
use crate::rules::goals::goal_state::{GoalOn, count_goals, count_protected, goals_of};
use crate::rules::goals::road::roads_of;
use crate::rules::message::DateStyle;
use crate::rules::view::View;

/// How the pictures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureStyle {
    /// As signs, in so many columns.
    Drawn(usize),
    /// As sentences.
    Sentences,
}

/// What a line of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageRole {
    /// A heading.
    Heading,
    /// A line of a picture, which is not wrapped.
    Picture,
    /// A text.
    Text,
    /// A note.
    Quiet,
}

/// A line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLine {
    /// What it is.
    pub role: PageRole,
    /// The text.
    pub text: String,
}

struct Page {
    lines: Vec<PageLine>,
}

impl Page {
    fn add(&mut self, role: PageRole, text: impl Into<String>) {
        self.lines.push(PageLine { role, text: text.into() });
    }

    fn add_all(&mut self, role: PageRole, texts: Vec<String>) {
        self.lines.extend(texts.into_iter().map(|text| PageLine { role, text }));
    }
}

/// Returns the lines of the person's goals. `findings` are those of the case.
pub fn goal_page(view: &View<'_>, person: PersonNumber, findings: &[Finding], style: PictureStyle) -> Vec<PageLine> {
    let mut page = Page { lines: Vec::new() };
    let asked = findings.iter().filter(|found| found.category == Category::Goals && found.person == person);
    for found in asked {
        page.add(PageRole::Text, format!("Now: {}", found.says.to_text(DateStyle::Near(view.on))));
    }
    add_roads(&mut page, view, person, style);
    add_goals(&mut page, view, person);
    add_readings(&mut page, view, person, style);
    add_offers(&mut page, view, person);
    let resources = view.facts.resources_used.iter().filter(|used| used.person == person && used.on <= view.on);
    for used in resources {
        let goal = used.goal.map(|goal| format!(" for goal {goal}")).unwrap_or_default();
        page.add(PageRole::Text, format!("Resource given {}{goal}: {}", format_date(used.on, view.on), used.name));
    }
    match count_protected(view, person) {
        0 => {}
        count => page.add(PageRole::Quiet, format!("{count} protected")),
    }
    page.lines
}

fn add_roads(page: &mut Page, view: &View<'_>, person: PersonNumber, style: PictureStyle) {
    for road in roads_of(view, person) {
        match style {
            PictureStyle::Drawn(columns) => page.add_all(PageRole::Picture, road_lines(&road, columns)),
            PictureStyle::Sentences => page.add_all(PageRole::Text, road_sentences(&road)),
        }
    }
}

fn add_goals(page: &mut Page, view: &View<'_>, person: PersonNumber) {
    let goals = goals_of(view, person);
    if goals.is_empty() {
        return;
    }
    page.add(PageRole::Heading, "Goals");
    for goal in goals.iter().filter(|goal| goal.is_open()) {
        page.add(PageRole::Text, open_goal_text(view, goal, &goals));
        if let Some(review) =
            goal.goal.reviews.iter().filter(|review| review.on <= view.on).max_by_key(|review| review.on)
        {
            let well = review.went_well.as_deref().map(|well| format!(", went well: {well}")).unwrap_or_default();
            page.add(PageRole::Quiet, format!("   last talk {}{well}", format_date(review.on, view.on)));
        }
    }
    for goal in goals.iter().filter(|goal| !goal.is_open()) {
        page.add(PageRole::Quiet, ended_goal_text(view, goal));
    }
    let counts = count_goals(view, person);
    if counts.ended > 0 {
        let chains = format!("with what they replaced, {} of {}", counts.chains_reached, counts.chains_ended);
        page.add(PageRole::Quiet, format!("Reached {} of {} that ended; {chains}.", counts.reached, counts.ended));
    }
}

/// Returns an open goal in a row: `2  child care by Fri 11/20   Do   steps 1/3   next: call R&R Mon 11/16   talk by Fri 12/4`.
fn open_goal_text(view: &View<'_>, goal: &GoalOn<'_>, all: &[GoalOn<'_>]) -> String {
    let day = |date| format_date(date, view.on);
    let by = goal.goal.target.map(|target| format!(" by {}", day(target))).unwrap_or_default();
    let mut parts = vec![
        format!("{}  {}{by}", goal.goal.number, goal.goal.words.as_deref().unwrap_or("…")),
        goal.position(view).title().to_owned(),
    ];
    let (done, steps) = goal.steps_done();
    if steps > 0 {
        parts.push(format!("steps {done}/{steps}"));
    }
    parts.extend(goal.next_step().map(|(_, step)| {
        let by = step.by.map(|by| format!(" {}", day(by))).unwrap_or_default();
        format!("next: {}{by}", step.what.as_deref().unwrap_or("…"))
    }));
    parts.extend(goal.review_day(view).map(|talk| format!("talk by {}", day(talk))));
    match goal.times_moved(all) {
        0 => {}
        1 => parts.push("moved once".to_owned()),
        times => parts.push(format!("moved {times} times")),
    }
    parts.extend(goal.goal.in_plan.filter(|on| *on <= view.on).map(|_| "in the plan".to_owned()));
    parts.join("   ")
}

fn ended_goal_text(view: &View<'_>, goal: &GoalOn<'_>) -> String {
    let words = goal.goal.words.as_deref().unwrap_or("…");
    let Some(ending) = goal.ending() else { return words.to_owned() };
    let on = format_date(ending.on, view.on);
    match (ending.outcome, ending.reason) {
        (GoalOutcome::Yes, _) => format!("{}  {words}   reached {on}", goal.goal.number),
        (GoalOutcome::No, Some(reason)) => format!("{}  {words}   let go {on}, {}", goal.goal.number, reason.title()),
        (GoalOutcome::No, None) => format!("{}  {words}   let go {on}", goal.goal.number),
    }
}

fn add_readings(page: &mut Page, view: &View<'_>, person: PersonNumber, style: PictureStyle) {
    let pair = |tool| newest_readings(view, person, tool, Baseline::First);
    if let Some(pair) = pair(GoalTool::Calmap) {
        page.add(PageRole::Heading, "Life map");
        match style {
            PictureStyle::Drawn(_) => page.add_all(PageRole::Picture, life_map_lines(view.policy, &pair)),
            PictureStyle::Sentences => page.add_all(PageRole::Text, life_map_sentences(view.policy, &pair)),
        }
        let said = pair.now.participant_words.iter().map(|words| format!("Said: {words}"));
        page.add_all(PageRole::Text, said.collect());
        let strengths = pair.now.strengths.iter().map(|strengths| format!("Strengths: {strengths}"));
        page.add_all(PageRole::Text, strengths.collect());
    }
    if let Some(pair) = pair(GoalTool::Qol) {
        page.add(PageRole::Heading, "Quality of life");
        match style {
            PictureStyle::Drawn(_) => page.add_all(PageRole::Picture, qol_lines(view.policy, &pair)),
            PictureStyle::Sentences => page.add_all(PageRole::Text, qol_sentences(view.policy, &pair)),
        }
    }
}

/// Adds what was offered and not used, which is never worded as a failure.
fn add_offers(page: &mut Page, view: &View<'_>, person: PersonNumber) {
    let uses = view.facts.tool_uses.iter().filter(|used| used.person == person && used.on <= view.on);
    for used in uses.filter(|used| used.outcome != ToolOutcome::Used) {
        let moment = used.moment.map(|moment| format!(", {}", moment.title())).unwrap_or_default();
        let what = format!("{} {}{moment}: {}", used.tool.title(), format_date(used.on, view.on), used.outcome.title());
        page.add(PageRole::Quiet, what);
    }
}
