//! The acts on goals and with goal tools: what each writes, and what is refused.

use rstest::rstest;

use super::{act, assert_refusal, considered, considered_by, day, facts};
use crate::domain::act::Act;
use crate::domain::facts::{CaseFacts, Source};
use crate::domain::goal_words::{GoalOutcome, LetGoReason, ToolOutcome};
use crate::domain::role::Role;
use crate::domain::{PersonNumber, Seq};
use crate::policy::Policies;
use crate::rules::goals::goal_state::{GoalPosition, count_goals, goals_of, sheet_of};
use crate::rules::goals::road::{StopState, roads_of};
use crate::rules::view::View;

const PERSON: PersonNumber = PersonNumber(1);

struct Case {
    facts: CaseFacts,
    entry: u64,
}

impl Case {
    fn new() -> Self {
        Self { facts: facts("registered_mandatory"), entry: 0 }
    }

    fn does(&mut self, kind: &str, on: &str, answers: &[(&str, &str)]) -> &mut Self {
        let act: Act = act(kind, on, answers);
        considered(&self.facts, &act, on).unwrap_or_else(|refused| panic!("{kind}: {refused}"));
        self.entry += 1;
        self.facts.apply_act(&act, &Source::Entry { entry: Seq(self.entry), author: "V1A3".parse().unwrap() });
        self
    }

    fn view(&self, on: &str) -> View<'_> {
        View::new(&self.facts, Policies::builtin(), day(on))
    }

    fn position(&self, goal: usize, on: &str) -> GoalPosition {
        let view = self.view(on);
        goals_of(&view, PERSON)[goal].position(&view)
    }
}

const WORDS: (&str, &str) = ("words", "work thirty hours");
const AREA: (&str, &str) = ("life_area", "work");

/// Two goals, the second to be reached by November 20.
fn two_goals() -> Case {
    let mut case = Case::new();
    case.does("goal_set", "2026-10-05", &[WORDS, AREA, ("target", "2026-12-18"), ("number", "1")]);
    case.does(
        "goal_set",
        "2026-10-20",
        &[("words", "child care"), ("life_area", "child_care"), ("target", "2026-11-20")],
    );
    case
}

/// Example 3.
#[test]
fn a_new_target_day_is_a_new_goal_that_replaces_the_old_one() {
    let mut case = two_goals();
    case.does("step_added", "2026-10-21", &[("goal", "2"), ("what", "call R&R"), ("by", "2026-11-16")]);
    case.does("step_added", "2026-10-21", &[("goal", "2"), ("what", "visit")]);
    case.does("step_done", "2026-11-15", &[("goal", "2"), ("step", "1")]);
    case.does("goal_revised", "2026-11-20", &[("goal", "2"), ("target", "2027-01-15")]);
    let [_, old, new] = case.facts.goals.as_slice() else { panic!("{:?}", case.facts.goals) };
    let ended = old.ended.unwrap();
    assert_eq!(
        (ended.on, ended.outcome, ended.reason),
        (day("2026-11-20"), GoalOutcome::No, Some(LetGoReason::NewTarget))
    );
    assert_eq!((new.number, new.created, new.replaces), (3, day("2026-11-20"), Some(2)));
    assert_eq!((new.words.as_deref(), new.target), (Some("child care"), Some(day("2027-01-15"))));
    assert_eq!((old.steps.len(), new.steps.len()), (2, 1), "what is done stays, what is ahead goes on");
    case.does("goal_reached", "2027-01-10", &[("goal", "3")]);
    let counts = count_goals(&case.view("2027-01-10"), PERSON);
    assert_eq!((counts.open, counts.ended, counts.reached), (1, 2, 1));
    assert_eq!((counts.chains_ended, counts.chains_reached), (1, 1));
    let view = case.view("2027-01-10");
    let goals = goals_of(&view, PERSON);
    assert_eq!((goals[2].times_moved(&goals), goals[1].times_moved(&goals)), (1, 0));
    let sheet = |number| sheet_of(&view, number).unwrap();
    assert_eq!((sheet(3), sheet(4), sheet(15)), (1, 2, 5));
}

/// Example 4.
#[test]
fn new_steps_change_the_plan_and_not_the_goal() {
    let mut case = two_goals();
    case.does(
        "goal_revised",
        "2026-11-10",
        &[("goal", "2"), ("step", "visit the provider"), ("step_by", "2026-11-18")],
    );
    assert_eq!((case.facts.goals.len(), case.facts.goals[1].ended), (2, None));
    assert_eq!(case.facts.goals[1].planned_anew, [day("2026-11-10")]);
    case.does("goal_set", "2026-11-10", &[WORDS, AREA]);
    let fourth = act("goal_set", "2026-11-10", &[WORDS, AREA]);
    let follows = considered(&case.facts, &fourth, "2026-11-10").unwrap();
    let arises: Vec<_> = follows.raises.iter().map(|finding| finding.rule.id()).collect();
    assert!(arises.contains(&"goals_over_three"), "filed, and remarked: {arises:?}");
}

#[test]
fn new_words_let_the_old_goal_go_as_changed() {
    let mut case = two_goals();
    case.does("goal_revised", "2026-11-10", &[("goal", "1"), ("words", "my own business")]);
    assert_eq!(case.facts.goals[0].ended.unwrap().reason, Some(LetGoReason::Changed));
    assert_eq!((case.facts.goals[2].number, case.facts.goals[2].target), (3, Some(day("2026-12-18"))));
}

#[test]
fn a_goal_goes_from_a_wish_to_a_plan_and_to_a_talk() {
    let mut case = two_goals();
    assert_eq!(case.position(1, "2026-10-20"), GoalPosition::Goal);
    case.does("step_added", "2026-10-20", &[("goal", "2"), ("what", "call R&R")]);
    assert_eq!(case.position(1, "2026-10-20"), GoalPosition::Plan);
    case.does("step_started", "2026-10-22", &[("goal", "2"), ("step", "1")]);
    assert_eq!(case.position(1, "2026-10-22"), GoalPosition::Do);
    assert_eq!(case.position(1, "2026-11-18"), GoalPosition::Do, "the talk is due on the day after");
    assert_eq!(case.position(1, "2026-11-19"), GoalPosition::Review);
    case.does("goal_reviewed", "2026-11-19", &[("goal", "2"), ("next", "go_on")]);
    assert_eq!(case.position(1, "2026-11-20"), GoalPosition::Do);
    case.does("goal_reviewed", "2026-12-01", &[("goal", "2"), ("next", "reached")]);
    assert_eq!(case.facts.goals[1].ended.unwrap().outcome, GoalOutcome::Yes);
}

#[test]
fn every_act_with_a_tool_notes_its_use_and_an_offer_its_answer() {
    let mut case = two_goals();
    case.does("qol_read", "2026-11-02", &[("answers", "q1=3 q2=2")]);
    case.does("tool_offered", "2026-11-03", &[("tool", "calmap"), ("outcome", "declined"), ("moment", "appraisal")]);
    case.does(
        "pothole_noted",
        "2026-11-04",
        &[("goal", "1"), ("kind", "ride"), ("what", "no car"), ("detour", "bus 40")],
    );
    case.does("pothole_met", "2026-11-05", &[("goal", "1"), ("pothole", "1"), ("worked", "yes")]);
    let tools: Vec<_> = case.facts.tool_uses.iter().map(|used| (used.tool.id(), used.outcome)).collect();
    let used = ToolOutcome::Used;
    assert_eq!(
        tools,
        [
            ("goal_plan", used),
            ("goal_plan", used),
            ("qol", used),
            ("calmap", ToolOutcome::Declined),
            ("potholes", used)
        ]
    );
    assert_eq!(case.facts.goals[0].potholes[0].detour_worked, Some(true));
}

#[test]
fn a_road_leads_by_its_stops_to_its_goal() {
    let mut case = two_goals();
    case.does("step_added", "2026-10-21", &[("goal", "1"), ("what", "finish class"), ("by", "2026-10-30")]);
    case.does("step_done", "2026-10-29", &[("goal", "1"), ("step", "1")]);
    case.does("goal_set", "2026-11-02", &[("words", "a job"), AREA, ("horizon", "long"), ("target", "2027-03-15")]);
    case.does("road_map_made", "2026-11-02", &[("goal", "3"), ("stops", "1.1, 2, 1"), ("hoped_end", "2027-03-15")]);
    case.does("goal_revised", "2026-11-10", &[("goal", "2"), ("target", "2026-12-20")]);
    let view = case.view("2026-11-19");
    let roads = roads_of(&view, PERSON);
    let road = &roads[0];
    assert_eq!((roads.len(), road.start, road.hoped_end), (1, day("2026-10-05"), Some(day("2027-03-15"))));
    let stops: Vec<_> = road.stops.iter().map(|stop| (stop.words.unwrap(), stop.state, stop.moved_from)).collect();
    assert_eq!(
        stops,
        [
            ("finish class", StopState::Done, None),
            ("child care", StopState::Now, Some(day("2026-11-20"))),
            ("work thirty hours", StopState::Ahead, None),
        ]
    );
}

#[test]
fn two_goals_of_one_number_are_both_kept() {
    let mut case = Case::new();
    case.does("goal_set", "2026-10-05", &[WORDS, AREA, ("number", "1")]);
    // Another station wanted the same number meanwhile; its entry was allowed there.
    let other = act("goal_set", "2026-10-05", &[WORDS, AREA, ("number", "1")]);
    case.facts.apply_act(&other, &Source::Entry { entry: Seq(9), author: "V1A4".parse().unwrap() });
    let numbers: Vec<u16> = case.facts.goals.iter().map(|goal| goal.number).collect();
    assert_eq!(numbers, [1, 2]);
}

#[rstest]
#[case::unknown_goal("goal_reached", &[("goal", "7")], "has no goal 7")]
#[case::ended("goal_reviewed", &[("goal", "1"), ("next", "go_on")], "Goal 1 ended on Sun 11/01/2026 (let go)")]
#[case::no_step("step_done", &[("goal", "2"), ("step", "3")], "Goal 2 has no step 3")]
#[case::step_done("step_done", &[("goal", "2"), ("step", "1")], "Step 1 of goal 2 is done")]
#[case::nothing_changes("goal_revised", &[("goal", "2")], "Say what changes")]
#[case::no_yes("goal_in_plan", &[("goal", "2"), ("agreed", "no")], "only with the participant's yes")]
#[case::target_before("goal_set", &[WORDS, AREA, ("target", "2026-11-18")], "is before the day of the act")]
#[case::number_taken("goal_set", &[WORDS, AREA, ("number", "2")], "There is a goal 2 already")]
#[case::no_area("goal_set", &[WORDS, ("life_area", "fun")], "There is no area of life fun; the areas are housing")]
#[case::safety_goal("goal_set", &[WORDS, ("life_area", "safety")], "Safety at home is recorded only as kept apart")]
#[case::safety("calmap_read", &[("levels", "safety=1")], "say protected=yes")]
#[case::safety_wanted("calmap_read", &[("levels", "work=1"), ("want", "safety")], "say protected=yes")]
#[case::safety_apart("calmap_read", &[("levels", "safety=1"), ("protected", "yes")], "")]
#[case::no_level("calmap_read", &[("levels", "work=6")], "work cannot be 6: the levels are 1 to 5")]
#[case::wants_much("calmap_read", &[("levels", "work=1"), ("want", "work, money, food, legal")], "3 areas at most")]
#[case::no_item("qol_read", &[("answers", "q9=3")], "The index has no item q9; its items are q1")]
#[case::no_stop("road_map_made", &[("goal", "2"), ("stops", "2.8")], "Goal 2 has no step 8")]
#[case::odd_stop("road_map_made", &[("goal", "2"), ("stops", "soon")], "soon names no goal and no step")]
#[case::no_pothole("pothole_met", &[("goal", "2"), ("pothole", "1")], "Goal 2 has no pothole 1")]
#[case::no_reading("reading_withdrawn", &[("tool", "qol"), ("day", "2026-11-02")], "There is no QOL index of")]
#[case::not_covered("goal_tools_ended", &[], "The goal tools are not for the participant")]
#[case::resource("resource_given", &[("name", "food bank"), ("kind", "emergency")], "")]
fn what_the_record_or_the_tables_do_not_have_is_refused(
    #[case] kind: &str,
    #[case] answers: &[(&str, &str)],
    #[case] says: &str,
) {
    let mut case = two_goals();
    case.does("goal_let_go", "2026-11-01", &[("goal", "1"), ("reason", "no_longer_wanted")]);
    case.does("step_added", "2026-11-01", &[("goal", "2"), ("what", "call")]);
    case.does("step_done", "2026-11-02", &[("goal", "2"), ("step", "1")]);
    assert_refusal(&case.facts, kind, "2026-11-19", answers, says);
}

#[test]
fn a_goal_is_recorded_by_those_who_work_with_participants() {
    let facts = facts("registered_mandatory");
    let set = act("goal_set", "2026-11-19", &[WORDS, AREA]);
    for (role, allowed) in [("ec", true), ("icw", true), ("vc", true), ("supervisor", false), ("clerk", false)] {
        let role: Role = role.parse().unwrap();
        assert_eq!(considered_by(role, &facts, &set, "2026-11-19").is_ok(), allowed, "{role:?}");
    }
    let index = act("qol_read", "2026-11-19", &[("answers", "q1=3")]);
    assert!(considered_by("icw".parse().unwrap(), &facts, &index, "2026-11-19").is_err());
}

/// The words of goals, levels and answers stay out of the history, the audit and every list.
#[test]
fn no_line_of_an_act_shows_what_the_participant_said() {
    use crate::policy::act_forms::ActForms;
    let forms = ActForms::builtin();
    let set = act("goal_set", "2026-11-19", &[WORDS, AREA, ("first_step", "call R&R"), ("target", "2026-12-18")]);
    assert_eq!(forms.act_line(&set), "set a goal: hoped for by Fri 12/18/2026");
    let read = act("calmap_read", "2026-11-19", &[("levels", "housing=1"), ("want", "housing"), ("words", "hard")]);
    assert_eq!(forms.act_line(&read), "life map (CalMAP)");
}
