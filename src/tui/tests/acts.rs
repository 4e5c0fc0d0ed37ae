//! Acts on the screen: choosing, filling in, checking, filing and undoing.

use super::bench::{Bench, Folder};
use crate::domain::CaseNumber;
use crate::domain::act::ActKind;
use crate::policy::act_forms::{ActFieldKind, ActForm, ActForms, Prefill};
use crate::tui::command::{KeyContext, Pane};
use crate::tui::overlays::act_sheet::ActCheck;
use crate::tui::overlays::chooser::{Chooser, ChooserAction};
use crate::tui::side_effect::SideEffect;
use crate::tui::widgets::line_input::LineInput;

const CASES: usize = 24;
/// The largest number of keys for an act, besides text and dates.
const MOST_KEYS: usize = 8;

/// Returns a screen with the first row of the 20-day category selected.
fn at_a_good_cause_row(folder: &Folder) -> Bench {
    let mut bench = Bench::open(folder);
    bench.keys("3 Right Right Right");
    bench
}

fn selected_case(bench: &Bench) -> CaseNumber {
    bench.workspace().selected_row().unwrap().subject.case
}

fn acts(folder: &Folder, case: &CaseNumber) -> Vec<ActKind> {
    let record = folder.store().case_record(case).unwrap().unwrap();
    record.acts.into_iter().map(|recorded| recorded.act.kind).collect()
}

#[test]
fn the_proposed_act_is_filed_in_four_keys_and_undone_with_one() {
    let folder = Folder::with_cases(CASES);
    let mut bench = at_a_good_cause_row(&folder);
    let case = selected_case(&bench);
    bench.keys("a Enter");
    assert_eq!(bench.model.key_context(), KeyContext::ActChoice, "the keys are on what is to be answered");
    bench.keys("g");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("This will") && screen.contains("clears: At the 20-day good-cause period"), "{screen}");
    bench.keys("Ctrl-S");
    assert!(bench.said().starts_with("Recorded: determine cause: found good cause"), "{}", bench.said());
    let row = |bench: &Bench| bench.workspace().action.list.selected_row().map(|row| row.finding.case.clone());
    assert_ne!(row(&bench), Some(case.clone()), "its row is gone");
    bench.keys("u");
    assert!(bench.said().starts_with(&format!("Undone on {case}: determine cause")), "{}", bench.said());
    drop(bench);
    assert_eq!(acts(&folder, &case), []);
    assert!(folder.store().verify_record().unwrap().is_ok());
}

#[test]
fn what_a_rule_forbids_is_said_with_the_rule_and_nothing_is_filed() {
    let folder = Folder::with_cases(CASES);
    let mut bench = at_a_good_cause_row(&folder);
    let case = selected_case(&bench);
    bench.keys("a").text("reschedule").keys("Enter").text("+200").keys("Ctrl-S");
    assert!(
        bench.said().contains("is not within the period") && bench.said().contains("WIC 11327.4"),
        "{}",
        bench.said()
    );
    assert!(bench.workspace().act_sheet.is_some(), "the form stays");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Refused"), "{screen}");
    bench.keys("Esc");
    assert_eq!(bench.model.current_pane(), Some(Pane::Action), "Esc closes the form alone");
    bench.keys("a").text("reschedule").keys("Enter");
    let sheet = bench.workspace().act_sheet.as_ref().expect("no form");
    assert!(sheet.answers().iter().any(|answer| answer.line.content() == "+200"), "as it was left");
    drop(bench);
    assert_eq!(acts(&folder, &case), []);
}

#[test]
fn dictating_after_an_act_begins_with_its_purpose() {
    let folder = Folder::with_cases(CASES);
    let mut bench = at_a_good_cause_row(&folder);
    bench.keys("Enter a").text("image").keys("Esc Esc").keys("7 a").text("receive doc").keys("Enter");
    bench.text("doctor's note").keys("Ctrl-S d");
    assert_eq!(bench.form().to_saved().purpose, "Documents requested or handed in", "the act's own purpose");
}

#[test]
fn the_weekly_average_is_shown_while_hours_are_typed() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let with_activity = {
        let rows = &bench.workspace().cases.list;
        (0..rows.len()).find(|at| rows.get(*at).unwrap().activity.is_some()).unwrap()
    };
    bench
        .keys("2 g")
        .keys(&"j ".repeat(with_activity))
        .keys("a")
        .text("post att")
        .keys("Enter")
        .text("40")
        .keys("Tab p");
    let sheet = bench.workspace().act_sheet.as_ref().expect("no form");
    let ActCheck::Ready(_, preview) = &sheet.check else { panic!("{:?}", sheet.check) };
    assert!(!preview.consequences.hours.is_empty());
    let screen = bench.screen(120, 36);
    assert!(screen.contains("a week of"), "{screen}");
}

/// Returns the fewest letters of its name that bring a form to the top of the list, by title prefixes and words.
fn letters(form: &ActForm) -> usize {
    let forms = ActForms::builtin();
    let words: Vec<&str> = form.title.split(' ').collect();
    let begins = |word: &str, len: usize| word.chars().take(len).collect::<String>();
    let two: Vec<String> = words
        .iter()
        .zip(words.iter().skip(1))
        .flat_map(|(one, other)| {
            (1..=2).map(|len| format!("{}{}", begins(one, len), begins(other, 3 - len + 1))).collect::<Vec<_>>()
        })
        .collect();
    let prefixes = (1..=5).flat_map(|len| words.iter().map(move |word| word.chars().take(len).collect::<String>()));
    let mut queries: Vec<String> = prefixes.chain(two).collect();
    queries.sort_by_key(|query| query.chars().count());
    let first = |query: &String| {
        let mut chooser = Chooser::for_acts(forms.iter().map(|form| (form, false)).collect());
        chooser.line = LineInput::with_text(query);
        chooser.apply_filter();
        matches!(chooser.selected_item().map(|item| &item.choice), Some(ChooserAction::Act(found)) if found.act == form.act)
    };
    let found = queries.iter().find(|query| first(query));
    found.unwrap_or_else(|| panic!("{} is not found by five letters", form.title)).chars().count()
}

#[test]
fn no_act_takes_more_than_eight_keys_besides_its_text_and_dates() {
    for form in ActForms::builtin().iter() {
        let to_answer = form.fields.iter().filter(|field| !field.optional && field.default == Prefill::Empty);
        // A choice takes one letter, which also goes to the next field; a text or a date needs Tab.
        let answered = to_answer.clone().count();
        let choices =
            to_answer.filter(|field| matches!(field.kind, ActFieldKind::Choice | ActFieldKind::YesNo)).count();
        let keys = 3 + letters(form) + answered;
        assert!(
            keys <= MOST_KEYS,
            "{}: a, {} letters, Enter, {answered} answers ({choices} chosen), Ctrl-S",
            form.act.id(),
            letters(form)
        );
    }
}

#[test]
fn a_text_for_another_worker_is_shown_whole_and_copied_unchanged() {
    let folder = Folder::with_cases(CASES);
    let mut bench = at_a_good_cause_row(&folder);
    let words =
        "The attendance sheet of the week of 9 November came in after the class had ended; please look it through";
    bench.keys("a").text("send an alert").keys("Enter").text("V1A4").keys("Tab").text(words).keys("Ctrl-S");
    assert_eq!(bench.model.key_context(), KeyContext::Message);
    let screen = bench.screen(80, 24);
    assert!(screen.contains("look it through"), "no line is cut:\n{screen}");
    bench.keys("y");
    let copied = bench.effects.iter().find_map(|effect| match effect {
        SideEffect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    assert!(copied.unwrap().lines().any(|line| line == words));
    assert_eq!(bench.said(), "Copied.");
    bench.keys("Esc");
    assert_eq!(bench.model.key_context(), KeyContext::Action);
}
