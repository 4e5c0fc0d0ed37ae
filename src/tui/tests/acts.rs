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
const MAX_KEYS: usize = 8;

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
    assert!(screen.contains("This will") && screen.contains("completes: Good-cause period"), "{screen}");
    bench.keys("Ctrl-S");
    assert!(bench.said().starts_with("Recorded: determine cause: found good cause"), "{}", bench.said());
    let row = |bench: &Bench| bench.workspace().action.list.selected_row().map(|row| row.finding.case.clone());
    assert_ne!(row(&bench), Some(case.clone()), "its row is gone");
    bench.keys("u");
    assert!(bench.screen(80, 24).contains(&format!("Undo on {case}")), "another case is shown: its name is asked for");
    bench.keys("y");
    assert!(bench.said().starts_with(&format!("Undone on {case}")), "{}", bench.said());
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
    assert_eq!(bench.form().to_saved().purpose, "Documents requested or turned in", "the act's own purpose");
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

/// Returns the fewest letters of its name that bring a form to the top of the list: of one word, or of two in their order.
fn letters(form: &ActForm) -> usize {
    let forms = ActForms::builtin();
    let words: Vec<&str> = form.title.split(' ').collect();
    let begins = |word: &str, len: usize| word.chars().take(len).collect::<String>();
    let two: Vec<String> = words
        .iter()
        .enumerate()
        .flat_map(|(index, one)| words.iter().skip(index + 1).map(move |other| (one, other)))
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
    // The reasons against a sanction are asked one by one on purpose.
    for form in ActForms::builtin().iter().filter(|form| form.fields.iter().all(|field| field.ask_each.is_none())) {
        let to_answer = form.fields.iter().filter(|field| !field.optional && field.default == Prefill::Empty);
        // A yes or no takes one letter, which also goes to the next field; all else needs Tab, which text and dates do
        // not count, and a choice a letter before it.
        let answered = to_answer.clone().count();
        let choices =
            to_answer.filter(|field| matches!(field.kind, ActFieldKind::Choice | ActFieldKind::YesNo)).count();
        let keys = 3 + letters(form) + answered;
        assert!(
            keys <= MAX_KEYS,
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

/// Opens the form in which the reasons against a sanction are reviewed, on the first row of the 20-day category.
fn review_of_reasons(bench: &mut Bench) {
    bench.keys("3 a").text("review the reasons").keys("Enter");
    let sheet = bench.workspace().act_sheet.as_ref().expect("a form");
    assert_eq!(sheet.form.act.id(), "sanction_reasons");
}

#[test]
fn each_reason_against_a_sanction_is_asked_and_no_one_key_answers_for_all() {
    let folder = Folder::with_cases(24);
    let mut bench = Bench::open(&folder);
    review_of_reasons(&mut bench);
    let asked = |bench: &Bench| {
        let sheet = bench.workspace().act_sheet.as_ref().unwrap();
        sheet.answers().iter().filter(|answer| answer.asked.is_some()).count()
    };
    let reasons = asked(&bench);
    assert!(reasons >= 8, "{reasons}");
    for answered in 0..reasons {
        let sheet = bench.workspace().act_sheet.as_ref().unwrap();
        let ActCheck::Unfinished(open) = &sheet.check else { panic!("{answered} answered") };
        assert!(open.starts_with("Not answered yet"), "{open}");
        bench.keys("n");
    }
    let sheet = bench.workspace().act_sheet.as_ref().unwrap();
    let is_open = matches!(&sheet.check, ActCheck::Unfinished(open) if open.starts_with("Not answered yet"));
    assert!(!is_open, "{:?}", sheet.check);
}

#[test]
fn one_yes_is_enough_and_the_draft_keeps_every_answer() {
    let folder = Folder::with_cases(24);
    let mut bench = Bench::open(&folder);
    review_of_reasons(&mut bench);
    bench.keys("n n y");
    let sheet = bench.workspace().act_sheet.as_ref().unwrap();
    let is_open = matches!(&sheet.check, ActCheck::Unfinished(open) if open.starts_with("Not answered yet"));
    assert!(!is_open, "{:?}", sheet.check);
    let saved = sheet.to_saved();
    assert_eq!(saved.answers.values().filter(|answer| *answer == "no").count(), 2);
    assert_eq!(saved.answers.values().filter(|answer| *answer == "yes").count(), 1);
    bench.keys("Esc");
    review_of_reasons(&mut bench);
    assert_eq!(bench.workspace().act_sheet.as_ref().unwrap().to_saved().answers, saved.answers);
}

#[test]
fn each_reason_names_its_source_and_what_the_record_says() {
    let folder = Folder::with_cases(40);
    let mut bench = Bench::open(&folder);
    bench.keys("3");
    let rows: Vec<_> = bench.workspace().action.list.iter().map(|row| row.finding.clone()).collect();
    let has_gate = |finding: &crate::rules::finding::Finding| {
        let caseload = &bench.workspace().snapshot.caseload;
        !caseload.reasons_against_sanction(&finding.case, finding.person).is_empty()
    };
    let at = rows.iter().position(has_gate).expect("a non-compliance for which a sanction could be asked");
    bench.keys(&"j ".repeat(at)).keys("a").text("review the reasons").keys("Enter");
    let sheet = bench.workspace().act_sheet.as_ref().unwrap();
    let asked: Vec<_> = sheet.answers().iter().filter_map(|answer| answer.asked.as_ref()).collect();
    // Only in a case with two parents is the notice to the second one looked at.
    let mut without = asked.iter().filter(|asked| asked.source.is_none());
    assert!(without.all(|asked| asked.title.starts_with("second parent")), "{asked:?}");
    assert!(bench.screen(80, 24).contains("handbook"));
}

#[test]
fn the_choices_of_a_field_are_open_under_it_and_letters_narrow_them() {
    let folder = Folder::with_cases(24);
    let mut bench = Bench::open(&folder);
    bench.keys("2 a").text("change registration").keys("Enter");
    let is_listed = |bench: &Bench| {
        let sheet = bench.workspace().act_sheet.as_ref().expect("a form");
        let field = sheet.answers().get(sheet.field_index).and_then(|answer| answer.field);
        field.is_some_and(|field| field.kind == ActFieldKind::Choice && field.choices.len() > 4)
    };
    for _ in 0..6 {
        if is_listed(&bench) {
            break;
        }
        bench.keys("Tab");
    }
    assert!(is_listed(&bench));
    let screen = bench.screen(80, 24);
    assert!(screen.contains("closed") && screen.contains("ineligible"), "the list is open:\n{screen}");
    for (width, height) in [(60, 18), (80, 24), (120, 36), (200, 50)] {
        insta::assert_snapshot!(format!("choices_{width}x{height}"), bench.screen(width, height));
    }
    bench.text("clo");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("“clo”") && !screen.contains("ineligible"), "{screen}");
    bench.keys("Backspace Backspace Backspace");
    assert!(bench.screen(80, 24).contains("ineligible"), "Backspace widens the list again");
    bench.keys("Esc");
    review_of_reasons(&mut bench);
    for (width, height) in [(60, 18), (80, 24), (120, 36), (200, 50)] {
        insta::assert_snapshot!(format!("reasons_{width}x{height}"), bench.screen(width, height));
    }
}

/// A long form leaves room for what it does, and its lines scroll where there is too little.
#[test]
fn a_long_form_shows_what_it_will_do_on_a_small_screen() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("2 a").text("post attendance").keys("Enter");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Posted on") && screen.contains("needs an answer"), "{screen}");
    let screen = bench.screen(60, 18);
    assert!(screen.contains("more below") && screen.contains("needs an answer"), "{screen}");
    bench.keys("Shift-Tab Shift-Tab");
    let screen = bench.screen(60, 18);
    assert!(screen.contains("more above") && screen.contains("Holidays in days"), "{screen}");
}
