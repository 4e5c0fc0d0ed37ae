//! The sheets for a participant: a goal plan, a road map, potholes and detours, the life map, the quality-of-life index. Each
//! prints as far as the record fills it, with lines to write on. Safety at home is on none of them, and nothing that is kept
//! apart.
//!
//! Source: County Case Flow; the fields are those of HUM, NEV and SCC, the layouts are ours.

use std::borrow::Cow;

use crate::desk::{Caseload, EvaluatedCase};
use crate::domain::facts::goals::Reading;
use crate::domain::goal_words::{GoalOutcome, GoalTool};
use crate::domain::{CaseNumber, PersonNumber};
use crate::paper::document::{
    ColumnVisibility, DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable,
};
use crate::policy::goal_tables::{GoalTables, LifeLevel};
use crate::policy::sheet_texts::{GoalSheet, SheetLanguage, sheet_text};
use crate::present::goal_pictures::{
    Baseline, ReadingPair, life_map_summary, newest_readings, qol_summary, road_lines,
};
use crate::rules::goals::goal_state::{GoalOn, goals_of, open_goals_of};
use crate::rules::goals::road::roads_of;
use crate::rules::message::{Message, message};
use crate::rules::view::View;

/// A line to write on.
const LINE: &str = "______________________________";
/// The empty rows of a sheet that is not filled in.
const EMPTY_ROWS: usize = 4;
/// The columns of a road on paper.
const ROAD: usize = 78;

struct Sheet<'a> {
    view: View<'a>,
    language: SheetLanguage,
    person: PersonNumber,
    name: String,
    worker: String,
}

/// Returns a sheet for each participant, each on a page of its own.
pub(super) fn sheet_sections(
    caseload: &Caseload,
    case: &CaseNumber,
    sheet: GoalSheet,
    language: SheetLanguage,
) -> Vec<DocumentSection> {
    let Some(known) = caseload.case(case) else { return Vec::new() };
    let view = View::new(&known.record.facts, caseload.policies(), caseload.as_of());
    let people = view.participants().map(|participant| participant.number);
    people
        .flat_map(|person| {
            let name = first_name(known, person);
            let sheet_of = Sheet { view, language, person, name, worker: caseload.worker().name.clone() };
            sheet_of.pages(sheet)
        })
        .collect()
}

/// Returns the given names alone: a goal sheet lies where others may read it.
fn first_name(case: &EvaluatedCase, person: PersonNumber) -> String {
    let name = case.person_name(person);
    if name.first.is_empty() { name.last } else { name.first }
}

impl<'a> Sheet<'a> {
    fn text(&self, id: &str) -> &'static str {
        sheet_text(id, self.language)
    }

    fn pages(&self, sheet: GoalSheet) -> Vec<DocumentSection> {
        match sheet {
            GoalSheet::GoalPlan => self.goal_plans(),
            GoalSheet::RoadMap => self.road_maps(),
            GoalSheet::Potholes => vec![self.potholes()],
            GoalSheet::Calmap => vec![self.life_map()],
            GoalSheet::CalmapWords => vec![self.life_map_words()],
            GoalSheet::Qol => vec![self.index()],
        }
    }

    /// Returns the head of every sheet: whose it is, and that it is voluntary.
    fn head(&self) -> Vec<DocumentBlock> {
        let written = |text: String| DocumentCell::from_free_text(Message::from_text(text));
        vec![
            DocumentBlock::Text(DocumentCell::from_words(self.text("yours"))),
            DocumentBlock::Fields(vec![
                (self.text("name"), written(self.name.clone())),
                (self.text("day"), DocumentCell::Day(self.view.on)),
                (self.text("worker"), written(self.worker.clone())),
                (self.text("phone"), DocumentCell::from_words(LINE)),
            ]),
        ]
    }

    fn page(&self, blocks: Vec<DocumentBlock>) -> DocumentSection {
        let blocks = self.head().into_iter().chain(blocks).collect();
        DocumentSection { own_page: true, blocks, ..DocumentSection::default() }
    }

    fn goal_plans(&self) -> Vec<DocumentSection> {
        let open = open_goals_of(&self.view, self.person);
        if open.is_empty() {
            return vec![self.goal_plan(None)];
        }
        open.iter().map(|goal| self.goal_plan(Some(goal))).collect()
    }

    fn goal_plan(&self, goal: Option<&GoalOn<'_>>) -> DocumentSection {
        let own = |text: Option<&String>| written_or_line(text.map(String::as_str));
        let of = goal.map(|goal| goal.goal);
        let target = of.and_then(|goal| goal.target).map_or_else(line, DocumentCell::Day);
        let started = goal.and_then(|goal| goal.steps().filter_map(|(_, step)| step.started).min());
        let review = of.and_then(|goal| goal.reviews.iter().max_by_key(|review| review.on));
        let fields = vec![
            (self.text("goal_plan.want"), own(of.and_then(|goal| goal.words.as_ref()))),
            (self.text("goal_plan.why"), own(of.and_then(|goal| goal.why_it_matters.as_ref()))),
            (self.text("goal_plan.by"), target),
        ];
        let after = vec![
            (self.text("goal_plan.started"), started.map_or_else(line, DocumentCell::Day)),
            (self.text("goal_plan.well"), own(review.and_then(|review| review.went_well.as_ref()))),
            (self.text("goal_plan.way"), own(review.and_then(|review| review.in_the_way.as_ref()))),
            (self.text("goal_plan.learned"), own(review.and_then(|review| review.learned.as_ref()))),
            (self.text("goal_plan.keep"), line()),
            (self.text("goal_plan.celebrate"), own(of.and_then(|goal| goal.reward.as_ref()))),
        ];
        let blocks = vec![
            DocumentBlock::Fields(fields),
            DocumentBlock::Table(self.step_table(goal)),
            DocumentBlock::Fields(after),
            DocumentBlock::Text(DocumentCell::from_words(self.text("goal_plan.good"))),
        ];
        self.page(blocks)
    }

    fn step_table(&self, goal: Option<&GoalOn<'_>>) -> DocumentTable {
        let columns = ["what", "when", "need", "who"].map(|id| column(id, self.text(&format!("goal_plan.{id}"))));
        let mut rows: Vec<Vec<DocumentCell>> = goal
            .into_iter()
            .flat_map(GoalOn::steps)
            .map(|(_, step)| {
                let when = match (step.when_where.as_deref(), step.by) {
                    (None, None) => DocumentCell::Empty,
                    (None, Some(by)) => DocumentCell::Day(by),
                    (Some(at), None) => written(at),
                    (Some(at), Some(by)) => DocumentCell::from_free_text(message!("{}, {}", at.to_owned(), by)),
                };
                let own = |text: Option<&String>| text.map_or(DocumentCell::Empty, |text| written(text));
                vec![own(step.what.as_ref()), when, own(step.needs.as_ref()), own(step.who_helps.as_ref())]
            })
            .collect();
        fill_rows(&mut rows, columns.len());
        DocumentTable::new(columns.to_vec(), rows, "").with_title(self.text("goal_plan.steps"))
    }

    /// Returns as many goals on a page as fit on a sheet; a goal that was changed is on it too, with its day.
    fn road_maps(&self) -> Vec<DocumentSection> {
        let goals = goals_of(&self.view, self.person);
        let on_a_sheet = self.view.policy.goals_on_a_sheet.as_ref();
        let on_a_sheet = on_a_sheet.and_then(|count| usize::try_from(count.value.0).ok()).unwrap_or(1).max(1);
        let mut pages: Vec<&[GoalOn<'_>]> = goals.chunks(on_a_sheet).collect();
        if pages.is_empty() {
            pages.push(&[]);
        }
        let roads = roads_of(&self.view, self.person);
        let roads: Vec<String> = roads.iter().flat_map(|road| road_lines(road, ROAD)).collect();
        let mut sections: Vec<DocumentSection> = pages.into_iter().map(|goals| self.road_map(goals)).collect();
        if let Some(first) = sections.first_mut() {
            first.blocks.extend(roads.into_iter().map(|road| DocumentBlock::Text(written(&road))));
        }
        sections
    }

    fn road_map(&self, goals: &[GoalOn<'_>]) -> DocumentSection {
        let columns = ["number", "goal", "by", "outcome"].map(|id| column(id, self.text(&format!("road_map.{id}"))));
        let mut rows: Vec<Vec<DocumentCell>> = goals.iter().map(goal_cells).collect();
        fill_rows(&mut rows, columns.len());
        self.page(vec![DocumentBlock::Table(DocumentTable::new(columns.to_vec(), rows, ""))])
    }

    fn potholes(&self) -> DocumentSection {
        let columns = ["what", "then"].map(|id| column(id, self.text(&format!("potholes.{id}"))));
        let goals = open_goals_of(&self.view, self.person);
        let noted = goals.iter().flat_map(GoalOn::potholes);
        let own = |text: Option<&String>| text.map_or(DocumentCell::Empty, |text| written(text));
        let mut rows: Vec<Vec<DocumentCell>> =
            noted.map(|pothole| vec![own(pothole.what.as_ref()), own(pothole.detour.as_ref())]).collect();
        fill_rows(&mut rows, columns.len());
        self.page(vec![DocumentBlock::Table(DocumentTable::new(columns.to_vec(), rows, ""))])
    }

    fn readings(&self, tool: GoalTool) -> Option<ReadingPair<'a>> {
        newest_readings(&self.view, self.person, tool, Baseline::First)
    }

    fn tables(&self) -> &'a GoalTables {
        &self.view.policy.tables.goals
    }

    fn life_map(&self) -> DocumentSection {
        let pair = self.readings(GoalTool::Calmap);
        let mut columns = vec![column("area", self.text("calmap.area"))];
        columns.extend(self.level_columns(|level| &level.says));
        columns.push(column("want", self.text("calmap.want")));
        let level_of = |reading: Option<&Reading>, area: &str| reading.and_then(|one| one.levels.get(area)).copied();
        let rows = self.tables().sheet_areas().map(|area| {
            let (now, before) =
                (level_of(pair.map(|pair| pair.now), &area.id), level_of(pair.and_then(|pair| pair.before), &area.id));
            let wanted = pair.is_some_and(|pair| pair.now.want.contains(&area.id));
            let mut cells = vec![DocumentCell::from_words(area.title.clone())];
            cells.extend(self.signs(now, before));
            cells.push(if wanted { DocumentCell::from_words("★") } else { DocumentCell::Empty });
            cells
        });
        let mut blocks = vec![DocumentBlock::Table(DocumentTable::new(columns, rows.collect(), ""))];
        blocks.extend(pair.map(|pair| {
            let days = pair.before.map_or_else(
                || message!("● {}", pair.now.on),
                |before| message!("○ {}, ● {}, ◉ both", before.on, pair.now.on),
            );
            DocumentBlock::Text(DocumentCell::from_words(message!(
                "{}. {}.",
                days,
                life_map_summary(self.view.policy, &pair)
            )))
        }));
        self.page(blocks)
    }

    /// Returns the signs of an area below the levels: a filled circle now, an empty one before.
    fn signs(&self, now: Option<u8>, before: Option<u8>) -> Vec<DocumentCell> {
        let levels = self.tables().levels.iter().map(|level| level.id.parse::<u8>().ok());
        let sign = |level: Option<u8>| match (level.is_some() && level == now, level.is_some() && level == before) {
            (true, true) => DocumentCell::from_words("◉"),
            (true, false) => DocumentCell::from_words("●"),
            (false, true) => DocumentCell::from_words("○"),
            (false, false) => DocumentCell::Empty,
        };
        levels.map(sign).collect()
    }

    fn level_columns(&self, title: impl Fn(&LifeLevel) -> &String) -> Vec<DocumentColumn> {
        let levels = self.tables().levels.iter();
        levels.map(|level| column(&format!("level_{}", level.id), &format!("{} {}", level.id, title(level)))).collect()
    }

    fn life_map_words(&self) -> DocumentSection {
        let mut columns = vec![column("area", self.text("calmap.area"))];
        columns.extend(self.level_columns(|level| &level.title));
        let rows = self.tables().sheet_areas().map(|area| {
            let words =
                self.tables().levels.iter().zip(area.level_words.iter().map(Some).chain(std::iter::repeat(None)));
            let words = words.map(|(_, words)| DocumentCell::from_option(words.cloned(), DocumentCell::from_words));
            std::iter::once(DocumentCell::from_words(area.title.clone())).chain(words).collect()
        });
        self.page(vec![DocumentBlock::Table(DocumentTable::new(columns, rows.collect(), ""))])
    }

    fn index(&self) -> DocumentSection {
        let pair = self.readings(GoalTool::Qol);
        let mut columns = vec![column("item", self.text("qol.item"))];
        columns.extend(self.tables().levels.iter().map(|level| column(&format!("value_{}", level.id), &level.id)));
        let before = pair.and_then(|pair| pair.before.filter(|before| before.version == pair.now.version));
        let rows = self.tables().qol_items.iter().map(|item| {
            let value = |reading: Option<&Reading>| reading.and_then(|one| one.answers.get(&item.id)).copied();
            let signs = self.signs(value(pair.map(|pair| pair.now)), value(before));
            std::iter::once(DocumentCell::from_words(item.title.clone())).chain(signs).collect()
        });
        let mut blocks = vec![DocumentBlock::Table(DocumentTable::new(columns, rows.collect(), ""))];
        blocks.extend(pair.map(|pair| {
            DocumentBlock::Text(DocumentCell::from_words(message!("{}.", qol_summary(self.view.policy, &pair))))
        }));
        self.page(blocks)
    }
}

fn goal_cells(goal: &GoalOn<'_>) -> Vec<DocumentCell> {
    let outcome = goal.ending().map(|ending| match ending.outcome {
        GoalOutcome::Yes => message!("reached on {}", ending.on),
        GoalOutcome::No => message!("changed on {}", ending.on),
    });
    vec![
        DocumentCell::Count(goal.goal.number.into()),
        goal.goal.words.as_deref().map_or(DocumentCell::Empty, written),
        DocumentCell::from_option(goal.goal.target, DocumentCell::Day),
        DocumentCell::from_option(outcome, DocumentCell::from_words),
    ]
}

fn column(id: &str, title: &str) -> DocumentColumn {
    DocumentColumn {
        id: Cow::Owned(id.to_owned()),
        title: Cow::Owned(title.to_owned()),
        shown: ColumnVisibility::Always,
    }
}

fn written(text: &str) -> DocumentCell {
    DocumentCell::from_free_text(Message::from_text(text))
}

fn line() -> DocumentCell {
    DocumentCell::from_words(LINE)
}

fn written_or_line(text: Option<&str>) -> DocumentCell {
    text.map_or_else(line, written)
}

/// Adds rows to write in where a table has too few.
fn fill_rows(rows: &mut Vec<Vec<DocumentCell>>, columns: usize) {
    while rows.len() < EMPTY_ROWS {
        rows.push(vec![DocumentCell::Empty; columns]);
    }
}
