//! The tour of the practice caseload: its steps are data (`assets/tour.toml`), and this is how far it is. A task is done as
//! soon as the state of the screen shows it; nothing is asked and no key is taken away.

use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::desk::Caseload;
use crate::tui::command::TABLE;
use crate::tui::keymap::Keymap;

/// The steps, read once.
static STEPS: LazyLock<TourFile> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the tour is built in; every_task_can_be_said reads it")]
    toml::from_str(include_str!("../../../assets/tour.toml")).expect("the built-in tour is readable")
});

/// When the tour is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TourOffer {
    /// It is not: it begins only with its key.
    Never,
    /// Where somebody opens a practice caseload for the first time.
    AtFirstStart,
}

/// What the state of the screen must show for a task to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, strum::IntoStaticStr, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TourGoal {
    /// The folder of a case is on the screen.
    CaseOpened,
    /// The page that says why a row is there is on the screen.
    WhyShown,
    /// A comment is being written.
    CommentBegun,
    /// A comment was filed.
    CommentFiled,
    /// A comment that was filed is open again.
    CommentReopened,
    /// The form of an act is open, with what filing it would change.
    ActOpened,
    /// A list is narrowed by a typed text, and the text is kept.
    ListNarrowed,
    /// A list is filtered by a facet.
    FacetChosen,
    /// Two rows of a list are marked.
    RowsMarked,
    /// Two rows were annotated.
    BulkDone,
    /// The month is on the screen.
    MonthShown,
    /// Something is typed in the search over all comments.
    CommentsSearched,
    /// The list of keys or the list of every action is on the screen.
    KeysListed,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TourFile {
    offer: String,
    ended: String,
    #[serde(rename = "step")]
    steps: Vec<TourStep>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TourStep {
    title: String,
    #[serde(rename = "task")]
    tasks: Vec<TourTask>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TourTask {
    goal: TourGoal,
    say: String,
}

/// Whether the tour is on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TourPhase {
    /// It is not; it may have been left.
    #[default]
    Away,
    /// The offer to begin it is.
    Offered,
    /// A task is.
    On,
    /// The end is: every task is done.
    Ended,
}

/// How far the tour is.
#[derive(Debug, Clone, Default)]
pub struct Tour {
    /// The index of the task, among those of all steps.
    task: usize,
    /// Whether the tour is on the screen.
    pub phase: TourPhase,
    /// The caseload as it was when the task began.
    before: Option<Arc<Caseload>>,
}

/// The tour as lines on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TourText {
    /// What is being shown, with how far the tour is.
    pub title: String,
    /// What to do now.
    pub say: String,
}

impl Tour {
    /// Offers the tour, unless it is on the screen already.
    pub fn offer(&mut self) {
        if self.phase == TourPhase::Away {
            self.phase = TourPhase::Offered;
        }
    }

    /// Begins the tour, goes on with it where it was left, or begins again after its end.
    pub fn start(&mut self, caseload: &Arc<Caseload>) {
        if self.current_goal().is_none() {
            self.task = 0;
        }
        self.phase = TourPhase::On;
        self.before = Some(Arc::clone(caseload));
    }

    /// Goes on to the next task; after the last one the tour is at its end.
    pub fn advance(&mut self, caseload: &Arc<Caseload>) {
        self.task += 1;
        self.before = Some(Arc::clone(caseload));
        if self.current_goal().is_none() {
            self.phase = TourPhase::Ended;
            self.before = None;
        }
    }

    /// Takes the tour off the screen. How far it is stays. Returns whether it was left in the middle.
    pub fn leave(&mut self) -> bool {
        self.before = None;
        std::mem::take(&mut self.phase) == TourPhase::On
    }

    /// Returns whether the first task is to be done.
    pub fn is_at_start(&self) -> bool {
        self.task == 0 && self.phase == TourPhase::On
    }

    /// Returns whether the tour, its offer or its end is on the screen.
    pub fn is_shown(&self) -> bool {
        self.phase != TourPhase::Away
    }

    /// Returns what the state of the screen must show for the task to be done; `None` after the last task.
    pub fn current_goal(&self) -> Option<TourGoal> {
        all_tasks().nth(self.task).map(|(_, task)| task.goal)
    }

    /// Returns the caseload as it was when the task began.
    pub fn caseload_before(&self) -> Option<&Arc<Caseload>> {
        self.before.as_ref()
    }

    /// Returns the goal of the task to go on with, as the session stores it; empty if there is none.
    pub fn to_stored(&self) -> String {
        let has_begun = self.task > 0 || self.phase == TourPhase::On;
        let goal = self.current_goal().filter(|_| has_begun);
        goal.map(|goal| <&str>::from(goal).to_owned()).unwrap_or_default()
    }

    /// Restores how far the tour was. A goal that this version does not know stands for the first task.
    pub fn restore(&mut self, goal: &str) {
        let goal: Option<TourGoal> = goal.parse().ok();
        self.task = all_tasks().position(|(_, task)| Some(task.goal) == goal).unwrap_or(0);
    }

    /// Returns what is on the screen, with the keys of this keymap; `None` if the tour is not.
    pub fn text(&self, keymap: &Keymap) -> Option<TourText> {
        let with_keys = |text: &str| write_keys(text, keymap);
        let text = |title: &str, say: &str| TourText { title: title.to_owned(), say: with_keys(say) };
        match self.phase {
            TourPhase::Away => None,
            TourPhase::Offered => Some(text("", &STEPS.offer)),
            TourPhase::Ended => Some(text("Tour", &STEPS.ended)),
            TourPhase::On => {
                let (step, task) = all_tasks().nth(self.task)?;
                let title = STEPS.steps.get(step).map_or("", |step| step.title.as_str());
                let title = format!("Tour {} of {}: {title}", step + 1, STEPS.steps.len());
                Some(text(&title, &task.say))
            }
        }
    }
}

/// Returns the tasks of all steps, each with the index of its step.
fn all_tasks() -> impl Iterator<Item = (usize, &'static TourTask)> {
    STEPS.steps.iter().enumerate().flat_map(|(index, step)| step.tasks.iter().map(move |task| (index, task)))
}

/// Returns a text with the first key of each command that it names in braces. A command without a key is named by its
/// title, by which the list of every action finds it.
fn write_keys(text: &str, keymap: &Keymap) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some((before, (id, after))) =
        rest.split_once('{').and_then(|(before, named)| Some((before, named.split_once('}')?)))
    {
        written.push_str(before);
        if let Some(entry) = TABLE.iter().find(|entry| entry.id == id) {
            let key = keymap.keys_for(entry.command).next().map(ToString::to_string);
            written.push_str(&key.unwrap_or_else(|| entry.title.to_owned()));
        }
        rest = after;
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The characters that a text may have so that it fits where the screen is smallest.
    const MOST_CHARACTERS: usize = 116;

    #[test]
    fn every_task_can_be_said_with_keys_that_exist_and_fits_on_the_smallest_screen() {
        let texts = all_tasks().map(|(_, task)| task.say.as_str()).chain([STEPS.offer.as_str(), STEPS.ended.as_str()]);
        for text in texts {
            for named in text.split('{').skip(1) {
                let id = named.split('}').next().unwrap();
                assert!(TABLE.iter().any(|entry| entry.id == id), "{id} in {text:?}");
            }
            let said = write_keys(text, Keymap::default_keys());
            assert!(said.chars().count() <= MOST_CHARACTERS, "{} in {said:?}", said.chars().count());
        }
        assert!((8..=10).contains(&STEPS.steps.len()));
    }

    #[test]
    fn keys_of_ones_own_are_named() {
        let keymap = Keymap::parse("open = [\"x y\"]").unwrap();
        assert_eq!(write_keys("{open} opens, {redraw} draws.", &keymap), "x y opens, redraw draws.");
    }

    #[test]
    fn each_task_has_a_goal_of_its_own_by_which_the_session_knows_it() {
        let count = all_tasks().count();
        for index in 0..count {
            let mut tour = Tour { task: index, phase: TourPhase::On, ..Tour::default() };
            let stored = tour.to_stored();
            tour.task = 0;
            tour.restore(&stored);
            assert_eq!(tour.task, index, "{stored}");
        }
    }
}
