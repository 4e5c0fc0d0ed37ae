//! Tests of finding one's way in lists: the filter over every column, facets, the list of keys, and the mouse.

use ratatui::layout::{Position, Size};

use super::bench::{Bench, Folder, lines};
use crate::tui::command::{KeyContext, Pane};
use crate::tui::mouse::{MouseAction, MouseInput};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::ChooserAction;
use crate::tui::panes::facets::FacetKind;
use crate::tui::state::session::SessionState;
use crate::tui::update::Msg;

const CASES: usize = 40;

fn bench() -> Bench {
    Bench::open(&Folder::with_cases(CASES))
}

fn mouse(bench: &mut Bench, action: MouseAction, x: u16, y: u16) {
    bench.tell(Msg::Mouse(MouseInput { action, at: Position { x, y } }));
}

/// Returns the values that the open chooser offers of a kind, with the rows of each.
fn offered(bench: &Bench, wanted: FacetKind) -> Vec<(String, usize)> {
    let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("a chooser") };
    let items = (0..chooser.len()).filter_map(|at| chooser.get(at));
    let values = items.filter_map(|item| match &item.choice {
        ChooserAction::Facet(kind, value) if *kind == wanted => {
            let rows = item.doc.split(' ').next().unwrap().parse().unwrap();
            Some((value.clone(), rows))
        }
        _ => None,
    });
    values.collect()
}

#[test]
fn a_list_is_narrowed_by_a_word_of_any_column() {
    let mut bench = bench();
    bench.keys("2 /").text("spanish");
    let rows = &bench.workspace().cases.list;
    let spanish = rows.all_rows().iter().filter(|row| row.language.as_deref() == Some("Spanish")).count();
    assert!(spanish > 0 && spanish < rows.total_count());
    assert_eq!(rows.len(), spanish);
    assert!(rows.iter().all(|row| row.language.as_deref() == Some("Spanish")));
    let hidden = rows.total_count() - rows.len();
    let screen = bench.keys("Enter").screen(80, 24);
    assert!(screen.contains(&format!("Cases (ES108), {hidden} hidden: \"spanish\"")), "{screen}");
    bench.keys("Esc");
    assert_eq!(bench.workspace().cases.list.len(), bench.workspace().cases.list.total_count());
}

#[test]
fn a_registration_status_is_found_by_its_whole_name() {
    let mut bench = bench();
    bench.keys("2 /").text("exempt");
    let rows = &bench.workspace().cases.list;
    assert!(!rows.is_empty() && rows.len() < rows.total_count());
}

#[test]
fn today_is_narrowed_to_those_who_speak_a_language_although_no_column_shows_it() {
    let mut bench = bench();
    bench.keys("1");
    let all = bench.workspace().today.len();
    for (typed, is_narrow) in [("/", false), ("spa", false), ("nish", true)] {
        bench.text(typed);
        let shown = bench.workspace().today.len();
        assert!(!is_narrow || (shown > 0 && shown < all), "{shown} of {all}");
    }
    let speaks = |bench: &Bench| {
        let open = bench.workspace();
        let row = open.selected_row().unwrap().subject;
        let case = open.snapshot.caseload.case(&row.case).unwrap();
        case.record.facts.people.iter().any(|person| person.language.as_deref() == Some("Spanish"))
    };
    bench.keys("Enter");
    assert!(speaks(&bench));
    bench.keys("G");
    assert!(speaks(&bench));
}

#[test]
fn the_name_that_fits_best_is_selected_although_other_columns_match_before_it() {
    let mut bench = bench();
    bench.keys("2");
    let last = bench.workspace().cases.list.all_rows().last().unwrap().clone();
    let surname = last.name.to_string().split(',').next().unwrap().to_owned();
    bench.keys("/").text(&surname);
    let selected = bench.workspace().cases.list.selected_row().unwrap();
    let found = selected.name.to_string();
    assert_eq!(found.split(',').next().unwrap(), surname);
}

#[test]
fn facets_combine_and_the_title_says_what_is_hidden() {
    let mut bench = bench();
    bench.keys("1");
    let all = bench.workspace().today.total_count();
    bench.keys("f");
    let languages = offered(&bench, FacetKind::Language);
    let spanish = languages.iter().find(|(value, _)| value == "Spanish").unwrap().1;
    bench.text("spanish").keys("Enter");
    assert!(bench.workspace().overlay.is_none());
    assert_eq!(bench.workspace().today.len(), spanish, "the count beside the value is the number of rows");

    bench.keys("f");
    let due = offered(&bench, FacetKind::Due);
    assert_eq!(due.iter().map(|(_, rows)| rows).sum::<usize>(), spanish, "counted within the Spanish rows");
    let other = offered(&bench, FacetKind::Language).iter().map(|(_, rows)| rows).sum::<usize>();
    assert!(other > spanish, "the other languages are still offered");
    bench.text("overdue").keys("Enter");
    let overdue = due.iter().find(|(value, _)| value == "overdue").unwrap().1;
    assert_eq!(bench.workspace().today.len(), overdue);
    let screen = bench.screen(120, 36);
    assert!(screen.contains(&format!("Today, {} hidden: overdue, Spanish", all - overdue)), "{screen}");

    bench.keys("Esc");
    assert_eq!(bench.workspace().today.len(), all, "Esc shows the whole list");
}

#[test]
fn tab_chooses_several_values_of_a_kind_and_the_list_stays_open() {
    let mut bench = bench();
    bench.keys("2 f");
    let languages = offered(&bench, FacetKind::Language);
    bench.text("spanish").keys("Tab").text("vietnamese").keys("Tab");
    assert_eq!(bench.model.key_context(), KeyContext::Chooser);
    bench.keys("Esc");
    let rows = |wanted: &str| languages.iter().find(|(value, _)| value == wanted).unwrap().1;
    assert_eq!(bench.workspace().cases.list.len(), rows("Spanish") + rows("Vietnamese"));
    bench.keys("f").text("whole list").keys("Enter");
    assert_eq!(bench.workspace().cases.list.len(), bench.workspace().cases.list.total_count());
}

#[test]
fn every_list_has_facets() {
    let mut bench = bench();
    for pane in ["1", "2", "3", "4", "8", "8 p"] {
        bench.keys(pane).keys("f");
        assert!(!offered(&bench, FacetKind::Language).is_empty(), "{pane}");
        bench.keys("Esc");
    }
}

#[test]
fn facets_hold_after_the_record_changed_and_after_unlocking() {
    let mut bench = bench();
    bench.keys("2 f").text("spanish").keys("Enter");
    let shown = bench.workspace().cases.list.len();
    bench.keys("n").text("called").keys("Enter");
    assert_eq!(bench.workspace().cases.list.len(), shown);
    let session = SessionState::from_workspace(bench.workspace(), &bench.model.theme);
    let session = SessionState::from_body(&session.to_body()).unwrap();
    assert_eq!(session.cases.facets.get("language").map(std::collections::BTreeSet::len), Some(1));
    bench.keys("Esc");
    let mut list = bench.workspace().cases.list.clone();
    list.restore_selection(&session.cases);
    assert_eq!(list.len(), shown);
}

#[test]
fn the_list_of_keys_uses_the_whole_height_and_cuts_nothing() {
    let mut bench = bench();
    for (width, height) in [(60, 18), (80, 24), (120, 36), (200, 50)] {
        bench.draw_screen(width, height);
        bench.keys("2 ?");
        let screen = bench.screen(width, height);
        // A name such as "print …" asks for more; a text that is cut ends with the sign right after a letter.
        let is_cut = |line: &str| line.replace(" …", "").contains('…');
        let popup = |line: &str| line.split('│').max_by_key(|part| part.chars().count()).unwrap_or_default().to_owned();
        let rows = screen.lines().skip(2).take(usize::from(height) - 5);
        assert!(!rows.map(popup).any(|line| is_cut(&line)), "{screen}");
        let rows = screen.lines().filter(|line| line.contains('│')).count();
        assert!(rows + 6 >= usize::from(height), "{rows} of {height}\n{screen}");
        assert!(screen.contains("Work on the case"), "{screen}");
        bench.keys("End");
        let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("the keys") };
        assert_eq!(chooser.cursor.index, chooser.len() - 1);
        let end = bench.screen(width, height);
        let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("the keys") };
        assert!(end.contains(&*chooser.get(chooser.len() - 1).unwrap().title), "{end}");
        bench.keys("Home PgDn");
        let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("the keys") };
        let down = chooser.cursor.index;
        assert!(down > 1, "PgDn leaps: {down}");
        bench.keys("PgUp");
        let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("the keys") };
        assert!(chooser.cursor.index < down);
        bench.keys("Esc");
    }
}

#[test]
fn a_click_selects_a_row_and_a_second_one_opens_it() {
    let mut bench = bench();
    bench.keys("2 g");
    let drawn = lines(&bench.draw_screen(80, 24).0);
    let wanted = bench.workspace().cases.list.get(4).unwrap().case.clone();
    let y = drawn.iter().position(|line| line.contains(wanted.as_str())).unwrap();
    mouse(&mut bench, MouseAction::Click, 10, u16::try_from(y).unwrap());
    assert_eq!(bench.workspace().selected_row().unwrap().subject.case, wanted);
    assert_eq!(bench.workspace().pane, Pane::Cases);
    mouse(&mut bench, MouseAction::Click, 10, u16::try_from(y).unwrap());
    assert_eq!(bench.workspace().pane, Pane::Case);
    assert_eq!(bench.workspace().subject.as_ref().unwrap().case, wanted);
}

#[test]
fn a_click_on_a_tab_goes_there_at_every_size() {
    let mut bench = bench();
    for (width, height) in [(60, 18), (80, 24), (120, 36)] {
        bench.keys("1");
        let tabs = lines(&bench.draw_screen(width, height).0)[1].clone();
        let x = tabs.find(" 4 ").unwrap() + 1;
        mouse(&mut bench, MouseAction::Click, u16::try_from(x).unwrap(), 1);
        assert_eq!(bench.workspace().pane, Pane::Alerts, "{tabs}");
    }
}

#[test]
fn the_wheel_moves_the_list_and_never_the_row_under_a_question() {
    let mut bench = bench();
    bench.tell(Msg::Resize(Size::new(80, 24)));
    bench.keys("4 g");
    mouse(&mut bench, MouseAction::WheelDown, 10, 10);
    assert_eq!(bench.workspace().alerts.cursor.index, 3);
    bench.keys("z");
    mouse(&mut bench, MouseAction::WheelDown, 10, 10);
    assert_eq!(bench.workspace().alerts.cursor.index, 3, "the question is about this row");
    bench.keys("Esc");
    mouse(&mut bench, MouseAction::WheelUp, 10, 10);
    assert_eq!(bench.workspace().alerts.cursor.index, 0);
}

#[test]
fn the_divider_is_dragged() {
    let mut bench = bench();
    bench.tell(Msg::Resize(Size::new(120, 36)));
    bench.keys("1");
    let before = bench.workspace().screen_areas(Size::new(120, 36));
    let divider = before.beside.unwrap().x;
    mouse(&mut bench, MouseAction::Click, divider, 10);
    mouse(&mut bench, MouseAction::Drag, divider + 12, 10);
    mouse(&mut bench, MouseAction::Release, divider + 12, 10);
    let after = bench.workspace().screen_areas(Size::new(120, 36));
    assert_eq!(after.list.width, before.list.width + 12);
    mouse(&mut bench, MouseAction::Drag, divider, 10);
    assert_eq!(bench.workspace().screen_areas(Size::new(120, 36)).list.width, after.list.width, "released");
}

#[test]
fn what_is_new_at_four_sizes() {
    let mut bench = bench();
    for (width, height) in [(60, 18), (80, 24), (120, 36), (200, 50)] {
        for (name, keys) in [("facets", "1 f"), ("help", "1 ?"), ("acts", "3 a"), ("today", "1")] {
            bench.draw_screen(width, height);
            bench.keys(keys);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), bench.screen(width, height));
            bench.keys("Esc");
        }
    }
}

#[test]
fn what_filters_a_list_is_saved_as_a_view_and_shown_again_by_name() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("v");
    assert!(bench.screen(80, 24).contains("No view is saved"));
    bench.keys("Esc 2 f").text("spanish").keys("Enter");
    let shown = bench.workspace().cases.list.len();
    bench.keys("v").text("save").keys("Enter").text("Spanish speakers").keys("Enter");
    assert!(bench.said().contains("v shows Spanish speakers"), "{}", bench.said());
    bench.keys("Esc 1 v").text("span").keys("Enter");
    assert_eq!((bench.workspace().pane, bench.workspace().cases.list.len()), (Pane::Cases, shown));
    let settings = crate::store::Settings::for_home(&folder.home()).unwrap();
    assert_eq!(settings.views.first().map(|view| view.name.as_str()), Some("Spanish speakers"));
}

#[test]
fn the_key_of_a_view_shows_it_in_every_list() {
    let mut bench = bench();
    let text = "[[view]]\nname = \"overdue\"\nkey = \"Alt-1\"\nlist = \"today\"\nfacets = { due = [\"overdue\"] }\n";
    drop(bench.model.use_settings(toml::from_str(text).unwrap()));
    bench.keys("4 Alt-1");
    let today = &bench.workspace().today;
    assert_eq!(bench.workspace().pane, Pane::Today);
    assert!(!today.is_empty() && today.len() < today.total_count());
    let day = super::bench::day();
    assert!(today.iter().all(|item| item.due.is_some_and(|due| due < day)));
}

#[test]
fn a_folded_group_keeps_its_count_acts_on_no_row_and_stays_folded() {
    let mut bench = bench();
    bench.keys("1 g");
    let all = bench.workspace().today.total_count();
    let heading = |bench: &mut Bench| {
        let screen = bench.screen(120, 36);
        screen.lines().find(|line| line.contains(", folded")).map(str::to_owned)
    };
    let group = bench.workspace().today.selected_row().unwrap().group;
    let rows = bench.workspace().today.all_rows().iter().filter(|item| item.group == group).count();
    bench.keys("-");
    let line = heading(&mut bench).unwrap();
    assert!(line.contains(group.title()) && line.contains(&format!("{rows} item")), "{line}");
    let counts = bench.workspace().item_counts;
    assert!(bench.screen(120, 36).contains(&counts.summary()), "the count of the list stays");
    for key in ["Space", "d", "a", "s", "z", "x", "n", "w", "c", "B"] {
        bench.keys(key);
        assert!(bench.workspace().overlay.is_none() && bench.jobs().next().is_none(), "{key}");
        assert_eq!(bench.workspace().pane, Pane::Today, "{key}");
    }
    bench.keys("2 1 g");
    assert!(heading(&mut bench).is_some(), "it stays folded");
    bench.keys("Enter");
    assert!(heading(&mut bench).is_none(), "Enter unfolds it");
    assert_eq!((bench.workspace().today.len(), bench.workspace().today.total_count()), (all, all));
    bench.keys("- /").text("a").keys("Enter");
    assert!(heading(&mut bench).is_none(), "a filter looks into every group");
}

#[test]
fn every_list_can_be_ordered_by_each_of_its_columns() {
    let mut bench = bench();
    for (keys, orders) in [("1", 6), ("2", 14), ("3", 6), ("4", 6), ("8", 6), ("8 p", 6)] {
        bench.keys(keys);
        let mut said = std::collections::BTreeSet::new();
        for _ in 0..orders {
            bench.keys("o");
            said.insert(bench.said().to_owned());
        }
        assert_eq!(said.len(), orders, "{keys}: {said:?}");
        bench.keys("o");
        assert!(said.contains(bench.said()), "{keys}: after the last column comes the first");
        bench.keys("O");
        assert!(bench.said().ends_with("reversed."), "{}", bench.said());
        bench.keys("O Esc Esc");
    }
    bench.keys("2");
    while !bench.said().contains("language") {
        bench.keys("o");
    }
    let languages: Vec<_> = bench.workspace().cases.list.iter().filter_map(|row| row.language.clone()).collect();
    assert!(languages.is_sorted(), "{languages:?}");
}

/// Who, what and by when are read without cutting, on every screen.
#[test]
fn nothing_that_decides_is_cut_in_a_list() {
    let mut bench = bench();
    for (width, height) in [(60, 18), (80, 24), (120, 36)] {
        bench.tell(Msg::Resize(Size::new(width, height)));
        let lists = [("1", ""), ("3", ""), ("4", ""), ("8 Enter", ""), ("8 [ Enter", ""), ("8 p", "p")];
        for (pane, leave) in lists {
            bench.keys(pane).keys("g");
            for _ in 0..12 {
                let screen = bench.screen(width, height);
                // A list is on the left of the frame line that the case beside it begins with.
                let rows = screen.lines().filter_map(|line| line.strip_prefix('│')?.split('│').next());
                let cut: Vec<_> = rows.filter(|row| row.contains('…')).collect();
                assert!(cut.is_empty(), "{pane} at {width}x{height}: {cut:#?}");
                bench.keys("PgDn");
            }
            bench.keys("Esc Esc").keys(leave);
        }
    }
}

/// A counselor types the word that they know.
#[test]
fn the_words_of_the_work_lead_to_their_pages() {
    let mut bench = bench();
    for (word, pane) in [
        ("dashboard", Pane::Month),
        ("calendar", Pane::Month),
        ("appointments", Pane::Month),
        ("contact rate", Pane::Month),
        ("overdue", Pane::Today),
        ("tasks", Pane::Today),
        ("roster", Pane::Cases),
        ("clients", Pane::Cases),
        ("es109", Pane::Action),
        ("ticklers", Pane::Alerts),
        ("42-126", Pane::Checklist),
    ] {
        bench.keys("2 :").text(word).keys("Enter");
        assert_eq!(bench.workspace().pane, pane, "{word}: {}", bench.said());
        bench.keys("Esc");
    }
}

/// A narrow list shows the short words, and these are what a counselor types.
#[test]
fn the_filter_finds_the_short_words_that_a_row_shows() {
    let mut bench = bench();
    let on = bench.workspace().snapshot.today;
    let short = bench.workspace().today.all_rows().iter().find_map(|item| item.short_text(on)).expect("a short form");
    bench.keys("1 /").text(&short).keys("Enter");
    let found = bench.workspace().today.iter().any(|item| item.short_text(on).as_ref() == Some(&short));
    assert!(found, "{short}");
}

#[test]
fn the_dashboard_and_the_themes_are_found_by_their_names() {
    let mut bench = bench();
    bench.keys("2 :").text("dashboard").keys("Enter");
    assert_eq!(bench.workspace().pane, Pane::Month);
    assert!(bench.screen(80, 24).contains("Month so far"), "at 80 columns in place of the calendar");
    bench.keys(":").text("theme light").keys("Enter");
    assert_eq!(bench.said(), "Theme: light.");
    bench.keys(":").text("theme").keys("Enter");
    assert_eq!(bench.said(), "Theme: without colors.", "without a name it is the next one");
}
