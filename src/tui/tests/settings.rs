//! The settings page: what is chosen holds at once, is written on request, and is undone otherwise.

use super::bench::{Bench, Folder};
use crate::store::Settings;
use crate::tui::command::{KeyContext, Pane};
use crate::tui::overlays::Overlay;
use crate::tui::side_effect::SideEffect;
use crate::tui::theme::ThemeName;

fn written(folder: &Folder) -> Settings {
    Settings::for_home(&folder.home()).unwrap()
}

fn bench_with(folder: &Folder, text: &str) -> Bench {
    let mut bench = Bench::open(folder);
    drop(bench.model.use_settings(toml::from_str(text).unwrap()));
    bench
}

#[test]
fn what_is_chosen_holds_at_once_and_is_written_on_request() {
    let folder = Folder::with_cases(2);
    let mut bench = Bench::open(&folder);
    bench.keys(":").text("settings").keys("Enter").text("light").keys("Enter");
    assert_eq!(bench.model.theme.name(), ThemeName::Light);
    assert!(bench.screen(80, 24).contains("not saved yet"));
    bench.keys("Ctrl-U").text("5 minutes").keys("Enter");
    assert_eq!(bench.model.lock_after.as_secs(), 5 * 60, "{}", bench.said());
    assert!(!folder.home().settings_path().exists(), "nothing is written before it is asked for");
    bench.keys("Ctrl-S");
    assert_eq!(bench.said(), "Saved in settings.toml.");
    let settings = written(&folder);
    assert_eq!((settings.theme.as_deref(), settings.lock_after_minutes), (Some("light"), Some(5)));
    bench.keys("Esc");
    assert_eq!(bench.model.theme.name(), ThemeName::Light, "what is saved stays");
}

#[test]
fn esc_undoes_what_is_not_saved() {
    let folder = Folder::with_cases(2);
    let mut bench = Bench::open(&folder);
    bench.keys(",").text("high").keys("Enter Ctrl-U").text("left to the").keys("Enter");
    assert_eq!(bench.model.theme.name(), ThemeName::HighContrast);
    assert!(bench.effects.iter().any(|effect| matches!(effect, SideEffect::UseMouse(false))));
    bench.keys("Esc");
    assert_eq!(bench.model.theme.name(), ThemeName::Dark);
    assert!(bench.effects.iter().any(|effect| matches!(effect, SideEffect::UseMouse(true))));
    assert!(bench.said().contains("Nothing was saved") && !folder.home().settings_path().exists());
}

#[test]
fn what_the_office_locks_is_not_set() {
    let folder = Folder::with_cases(2);
    let mut bench = bench_with(&folder, "locked = [\"theme\"]\n");
    bench.keys(",").text("light").keys("Enter");
    assert_eq!(bench.model.theme.name(), ThemeName::Dark);
    assert_eq!(bench.said(), "The office locks this setting.");
}

#[test]
fn dates_and_the_first_day_of_the_week_are_chosen_each_by_itself() {
    let folder = Folder::with_cases(2);
    let mut bench = Bench::open(&folder);
    bench.keys(",").text("19 nov").keys("Enter");
    let dates = |bench: &Bench| bench.model.settings.written_dates();
    assert_eq!(<&str>::from(dates(&bench).form), "day_month");
    assert_eq!(dates(&bench).first_weekday, chrono::Weekday::Sun, "it stays as it was shown");
    assert!(bench.effects.iter().any(|effect| matches!(effect, SideEffect::WriteDates(_))));
    bench.keys("Ctrl-U").text("monday").keys("Enter Ctrl-S");
    let settings = written(&folder);
    assert_eq!((settings.date_form.as_deref(), settings.first_weekday.as_deref()), (Some("day_month"), Some("monday")));
}

#[test]
fn a_key_of_ones_own_acts_at_once_and_one_that_is_taken_is_refused_at_once() {
    let folder = Folder::with_cases(4);
    let mut bench = Bench::open(&folder);
    bench.keys(",").text("keys").keys("Enter").text("dictate").keys("Enter");
    assert_eq!(bench.model.key_context(), KeyContext::KeyCapture, "{}", bench.screen(80, 24));
    bench.keys("a");
    assert!(bench.said().contains("a belongs to \"act\""), "{}", bench.said());
    bench.keys("Enter K");
    assert_eq!(bench.model.settings.keys["dictate"], ["K"], "{}", bench.said());
    bench.keys("Ctrl-S Esc Esc 2 K");
    assert_eq!(bench.workspace().pane, Pane::Dictate);
    assert_eq!(written(&folder).keys["dictate"], ["K"]);
    bench.keys("Esc 2 d");
    assert!(bench.said().contains("d does nothing in Cases"), "{}", bench.said());
    bench.keys(",").text("keys").keys("Enter").text("dictate").keys("Del Ctrl-S");
    assert!(written(&folder).keys.is_empty());
}

#[test]
fn j_and_k_move_while_nothing_is_typed() {
    let mut bench = Bench::open(&Folder::with_cases(2));
    let at = |bench: &Bench| {
        let Overlay::Settings(page) = &bench.workspace().overlay else { panic!("the settings") };
        page.selected_index()
    };
    bench.keys(",").text("jj");
    assert_eq!(at(&bench), 2);
    bench.text("k");
    assert_eq!(at(&bench), 1);
    bench.text("keys").keys("Enter");
    assert!(bench.screen(80, 24).contains("Keys: "), "{}", bench.screen(80, 24));
}

#[test]
fn esc_leaves_the_key_that_was_asked_for_as_it_is() {
    let mut bench = Bench::open(&Folder::with_cases(2));
    bench.keys(",").text("keys").keys("Enter").text("dictate").keys("Enter Esc");
    assert_eq!(bench.model.key_context(), KeyContext::Settings);
    assert!(bench.model.settings.keys.is_empty());
}

#[test]
fn columns_are_chosen_ordered_and_sized_over_the_list_that_they_are_of() {
    let folder = Folder::with_cases(10);
    let mut bench = Bench::open(&folder);
    bench.keys("2 |");
    let heading = |bench: &mut Bench| bench.screen(120, 36).lines().nth(3).unwrap().to_owned();
    assert!(heading(&mut bench).contains("role") && bench.screen(80, 24).contains("Columns of Cases"));
    bench.text("role").keys("Enter");
    assert!(!heading(&mut bench).contains("role"), "{}", heading(&mut bench));
    bench.keys("Ctrl-U").text("language").keys("Enter");
    bench.keys("Ctrl-U Home Down Shift-Down");
    let before = heading(&mut bench);
    assert!(before.find("name").unwrap() < before.find("case").unwrap(), "{before}");
    bench.keys("Right Right Ctrl-S");
    let columns = written(&folder).columns["cases"].clone();
    assert!(columns[1] == "name" && columns[2] == "case 10" && !columns.contains(&"role".to_owned()), "{columns:?}");
    bench.keys("Esc Esc");
    assert_eq!(heading(&mut bench).find("name"), before.find("name"));
}

#[test]
fn case_numbers_and_names_stay() {
    let mut bench = Bench::open(&Folder::with_cases(4));
    bench.keys("1 |").text("name").keys("Enter");
    assert!(bench.said().contains("Case numbers and names stay"), "{}", bench.said());
    assert!(bench.model.settings.columns.is_empty());
}

#[test]
fn every_list_has_its_columns_on_the_page_and_shows_them_behind_it() {
    let mut bench = Bench::open(&Folder::with_cases(10));
    for (keys, title) in
        [("1", "Today"), ("2", "Cases"), ("3", "Action"), ("4", "Alerts"), ("8", "Month"), ("8 p", "Monthly contact")]
    {
        bench.keys(keys).keys("|");
        let screen = bench.screen(80, 24);
        assert!(screen.contains(&format!("Columns of {title}")), "{screen}");
        bench.keys("Esc Esc Esc");
    }
}

#[test]
fn views_get_a_key_an_order_and_an_end() {
    let folder = Folder::with_cases(10);
    let text = "[[view]]\nname = \"a\"\nlist = \"today\"\n[[view]]\nname = \"b\"\nlist = \"cases\"\n";
    std::fs::write(folder.home().settings_path(), text).unwrap();
    let mut bench = bench_with(&folder, text);
    bench.keys(",").text("saved views").keys("Enter Down Enter d");
    assert!(bench.said().contains("d already runs a command"), "{}", bench.said());
    bench.keys("Enter Alt-1 Shift-Up Ctrl-S");
    let views = written(&folder).views;
    let shown: Vec<_> = views.iter().map(|view| (view.name.as_str(), view.key.as_deref())).collect();
    assert_eq!(shown, [("b", Some("Alt-1")), ("a", None)]);
    bench.keys("Del Ctrl-S Esc Esc 1 Alt-1");
    assert_eq!(written(&folder).views.len(), 1);
    assert!(bench.said().contains("does nothing"), "{}", bench.said());
}

#[test]
fn own_entries_are_offered_by_the_picker() {
    let folder = Folder::with_cases(4);
    let mut bench = Bench::open(&folder);
    bench.keys(",").text("purposes").keys("Enter").text("Bus pass asked for").keys("Enter Ctrl-S Esc Esc");
    assert_eq!(written(&folder).lists.purposes, ["Bus pass asked for"]);
    bench.keys("2 d t r Shift-Tab Ctrl-Space").text("bus pass asked");
    assert!(bench.screen(80, 24).contains("Bus pass asked for"), "{}", bench.screen(80, 24));
}

#[test]
fn the_page_at_every_size() {
    for (width, height) in [(60, 18), (80, 24), (120, 36)] {
        let mut bench = Bench::open(&Folder::with_cases(10));
        bench.keys(",");
        insta::assert_snapshot!(format!("settings_{width}x{height}"), bench.screen(width, height));
        bench.keys("Esc 2 |");
        insta::assert_snapshot!(format!("columns_{width}x{height}"), bench.screen(width, height));
    }
}

/// Somebody who looks for a setting types the word that stands above it, and finds it under its heading.
#[test]
fn the_filter_finds_settings_by_their_heading_and_means_the_word_that_is_typed() {
    let mut bench = Bench::open(&Folder::with_cases(2));
    for (word, heading, count) in [("lock", "The screen locks without a key after", 4), ("mouse", "Mouse", 2)] {
        bench.keys(",").text(word);
        let screen = bench.screen(80, 24);
        assert!(screen.contains(heading) && screen.contains(&format!("1 of {count} ")), "{word}: {screen}");
        bench.keys("Esc");
    }
    bench.keys(",").text("theme");
    assert!(bench.screen(80, 24).contains("high contrast"));
}
