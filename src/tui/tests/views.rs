//! Snapshots of the screen at three sizes, with styles.

use ratatui::style::Style;

use super::bench::{Bench, Folder, cells, lines};
use crate::tui::theme::{Theme, ThemeName};

const CASES: usize = 40;

/// Returns the rows of a screen as text, each followed by its runs of style, if any.
fn styled(bench: &mut Bench, theme: ThemeName, width: u16, height: u16) -> String {
    bench.model.theme = Theme::from_name(theme);
    let (buffer, cursor) = bench.draw_screen(width, height);
    let mut page = format!("cursor {},{}\n", cursor.x, cursor.y);
    for (y, line) in (0..).zip(lines(&buffer)) {
        page.push_str(&line);
        page.push('\n');
        let runs = runs(cells(&buffer, y));
        if !runs.is_empty() {
            page.push_str("    ");
            page.push_str(&runs.join(" "));
            page.push('\n');
        }
    }
    page
}

/// Returns the runs of cells with a style: `3-8 bold fg=Cyan`.
fn runs<'a>(cells: impl Iterator<Item = (&'a str, Style)>) -> Vec<String> {
    let mut runs: Vec<(usize, usize, String)> = Vec::new();
    for (at, (_, style)) in cells.enumerate() {
        let said = said(style);
        match runs.last_mut() {
            Some((_, end, same)) if *same == said => *end = at,
            _ => runs.push((at, at, said)),
        }
    }
    runs.into_iter()
        .filter(|(_, _, said)| !said.is_empty())
        .map(|(start, end, said)| format!("{start}-{end}:{said}"))
        .collect()
}

fn said(style: Style) -> String {
    let color = |name: &str, color: Option<ratatui::style::Color>| {
        color.filter(|color| *color != ratatui::style::Color::Reset).map(|color| format!("{name}{color}"))
    };
    let modifier = Some(format!("{:?}", style.add_modifier)).filter(|said| said != "NONE");
    [color("", style.fg), color("on", style.bg), modifier].into_iter().flatten().collect::<Vec<_>>().join("+")
}

fn bench() -> Bench {
    Bench::open(&Folder::with_cases(CASES))
}

#[test]
fn today_in_every_theme() {
    let mut bench = bench();
    for theme in [ThemeName::Dark, ThemeName::Light, ThemeName::Mono] {
        let name = format!("today_80x24_{}", <&str>::from(theme));
        insta::assert_snapshot!(name, styled(&mut bench, theme, 80, 24));
    }
}

#[test]
fn every_pane_at_eighty_columns() {
    let mut bench = bench();
    for (name, keys) in PANES {
        bench.keys(keys);
        insta::assert_snapshot!(format!("{name}_80x24"), bench.screen(80, 24));
        bench.keys("Esc Esc");
    }
}

#[test]
fn every_pane_on_the_smallest_screen() {
    let mut bench = bench();
    for (name, keys) in PANES.into_iter().chain([("walk", "1 W"), ("desk_action", "3 Right Right")]) {
        bench.keys(keys);
        insta::assert_snapshot!(format!("{name}_60x18"), bench.screen(60, 18));
        bench.keys("Esc Esc");
    }
}

#[test]
fn panes_and_overlays_in_light_and_in_strong_contrasts() {
    let mut bench = bench();
    for (name, keys) in
        [("cases", "2"), ("month", "8"), ("settings", ","), ("form", "3 d t r S a i d"), ("page", "3 w")]
    {
        bench.keys(keys);
        for theme in [ThemeName::Light, ThemeName::HighContrast] {
            let name = format!("{name}_80x24_{}", <&str>::from(theme));
            insta::assert_snapshot!(name, styled(&mut bench, theme, 80, 24));
        }
        bench.keys("Esc Esc Esc");
    }
}

#[test]
fn every_pane_on_a_wider_screen() {
    for (width, height) in [(120, 36), (200, 50)] {
        let mut bench = bench();
        for (name, keys) in PANES {
            bench.keys(keys);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), bench.screen(width, height));
            bench.keys("Esc Esc");
        }
    }
}

const PANES: [(&str, &str); 9] = [
    ("cases", "2 j"),
    ("action", "3 j"),
    ("alerts", "4 j"),
    ("dictate", "3 d t r S a i d Space s o Ctrl-S"),
    ("checklist", "2 c j"),
    ("folder", "2 Enter"),
    ("why", "3 w"),
    ("month", "8 j"),
    ("proof", "8 p [ j"),
];

#[test]
fn over_the_panes() {
    let mut bench = bench();
    for (name, keys) in
        [("keys", "3 ?"), ("palette", "2 :"), ("find", "2 / a"), ("snooze", "4 z f r i"), ("print", "3 >")]
    {
        bench.keys(keys);
        insta::assert_snapshot!(format!("{name}_80x24"), bench.screen(80, 24));
        bench.keys("Esc Esc");
    }
}

#[test]
fn pictures_without_colors() {
    let mut bench = bench();
    for (name, keys) in [("folder", "2 Enter"), ("month", "8"), ("month_entries", "8 Enter"), ("day_work", "Y")] {
        bench.keys(keys);
        insta::assert_snapshot!(format!("{name}_80x24_mono"), styled(&mut bench, ThemeName::Mono, 80, 24));
        bench.keys("Esc Esc Esc");
    }
}

#[test]
fn locked_and_too_small() {
    let folder = Folder::with_cases(1);
    let mut bench = Bench::locked(&folder);
    bench.text("wrong").keys("Enter");
    insta::assert_snapshot!("locked_80x24", bench.screen(80, 24));
    insta::assert_snapshot!("too_small", bench.screen(60, 10));
}

#[test]
fn an_empty_caseload_says_what_would_fill_it() {
    let mut bench = Bench::open(&Folder::with_cases(0));
    let screens: Vec<_> = ["1", "2", "3", "4", "5", "6", "7", "8", "p"]
        .map(|key| {
            bench.keys(key);
            let screen = bench.screen(80, 24);
            screen.lines().skip(2).take(3).collect::<Vec<_>>().join("\n")
        })
        .into();
    insta::assert_snapshot!(screens.join("\n"));
}
