//! The bytes that bring a terminal from one frame to the next: as few as possible, for a worker on a slow line. Ratatui
//! finds the cells that differ; its backend then writes a whole position before each run of them and a long color before
//! each change of style. Here lines that moved are moved by the terminal, blank runs are erased, small gaps are written
//! over, and colors take the short codes of the sixteen.

use std::io::Write as _;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

use super::frame_scroll;

/// The longest run of unchanged characters that is written again, because a movement over it is no shorter.
const MAX_GAP: u16 = 4;

/// The shortest run of blanks that is erased, because erasing it is shorter than writing it.
const MIN_ERASED: u16 = 7;

/// What shows on a cell without a character.
const SHOWS_ON_BLANK: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// The background that a terminal leaves where it erases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasing {
    /// Its own, or nobody knows which.
    OwnBackground,
    /// That of the pen, as terminfo says with `bce`.
    PenBackground,
}

/// Returns the bytes that turn a terminal that shows `shown`, in the default style, into one that shows `next`. The place
/// of the cursor is left open.
pub fn frame_bytes(shown: &Buffer, next: &Buffer, erasing: Erasing) -> Vec<u8> {
    let (shown, next) = (&without_hidden_styles(shown), &without_hidden_styles(next));
    let plain = changed_cells(shown, next, erasing);
    let Some(scroll) = frame_scroll::find_scroll(shown, next) else { return plain };
    let mut scrolled = scroll.sequence().into_bytes();
    scrolled.extend(changed_cells(&scroll.apply(shown), next, erasing));
    if scrolled.len() < plain.len() { scrolled } else { plain }
}

/// Returns a frame whose blanks have no style but the background, because no other shows on them.
fn without_hidden_styles(frame: &Buffer) -> Buffer {
    let mut plain = frame.clone();
    for cell in plain.content.iter_mut().filter(|cell| is_blank(cell)) {
        (cell.fg, cell.modifier) = (Color::Reset, Modifier::empty());
    }
    plain
}

/// Returns the bytes that write the cells of `next` that differ from `shown`.
fn changed_cells(shown: &Buffer, next: &Buffer, erasing: Erasing) -> Vec<u8> {
    let mut pen = Pen::default();
    let mut erased = (0, 0..0);
    for (x, y, cell) in with_marked_halves(shown).diff_iter(next) {
        if erased.0 == y && erased.1.contains(&x) {
            continue;
        }
        let blank = blank_run(next, x, y, erasing);
        if blank.end.saturating_sub(x) >= MIN_ERASED {
            pen.erase(&blank, y, cell.bg);
            erased = (y, blank);
        } else {
            pen.go_to(Position { x, y }, next);
            pen.write(cell, next.area.width);
        }
    }
    if pen.style != Default::default() {
        pen.push("\x1b[m");
    }
    pen.out
}

/// Returns a frame in which the second half of each wide character differs from any cell, because what a terminal leaves
/// there when the first half is written over is its own affair.
fn with_marked_halves(shown: &Buffer) -> Buffer {
    let mut marked = shown.clone();
    let is_wide = |cell: &Cell| cell.symbol().len() > 1 && cell.symbol().width() > 1;
    for (_, half) in shown.content.iter().zip(marked.content.iter_mut().skip(1)).filter(|(cell, _)| is_wide(cell)) {
        half.set_symbol("\u{fffd}");
    }
    marked
}

/// Returns the blank cells around a place that erasing would leave as they are to be; empty if the cell there is not blank.
fn blank_run(frame: &Buffer, x: u16, y: u16, erasing: Erasing) -> Range<u16> {
    let Some(ground) = frame.cell((x, y)).map(|cell| cell.bg) else { return x..x };
    if ground != Color::Reset && erasing == Erasing::OwnBackground {
        return x..x;
    }
    let is_blank = |x: u16| frame.cell((x, y)).is_some_and(|cell| is_blank(cell) && cell.bg == ground);
    // The second half of a wide character is blank in the buffer and must not be erased.
    let is_half = |x: u16| x > 0 && frame.cell((x - 1, y)).is_some_and(|cell| cell.symbol().width() > 1);
    if !is_blank(x) {
        return x..x;
    }
    let mut run = x..x + 1;
    while run.start > 0 && is_blank(run.start - 1) && !is_half(run.start - 1) {
        run.start -= 1;
    }
    while is_blank(run.end) {
        run.end += 1;
    }
    run
}

/// Returns whether a cell shows its background alone.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(SHOWS_ON_BLANK)
}

/// Where the terminal writes next, and how.
#[derive(Default)]
struct Pen {
    out: Vec<u8>,
    /// Where the terminal's cursor is; `None` where terminals may disagree.
    at: Option<Position>,
    style: (Color, Color, Modifier),
}

impl Pen {
    fn erase(&mut self, run: &Range<u16>, y: u16, ground: Color) {
        let mut blank = Cell::EMPTY;
        blank.bg = ground;
        self.set_style(&blank);
        self.move_cursor(Position { x: run.start, y });
        self.push(&format!("\x1b[{}X", run.len()));
    }

    /// Moves to a place, over a small gap by writing what stands there already.
    fn go_to(&mut self, to: Position, next: &Buffer) {
        if let Some(at) = self.at.filter(|at| at.y == to.y && at.x < to.x && to.x - at.x <= MAX_GAP) {
            let gap: Vec<_> = (at.x..to.x).filter_map(|x| next.cell((x, to.y))).collect();
            let is_written_alike =
                |cell: &&Cell| self.style == style_of(cell) || (is_blank(cell) && self.fits_blank(cell));
            if gap.iter().all(|cell| cell.symbol().len() == 1 && is_written_alike(cell)) {
                for cell in gap {
                    self.push(cell.symbol());
                }
                self.at = Some(to);
            }
        }
        self.move_cursor(to);
    }

    fn move_cursor(&mut self, to: Position) {
        match self.at {
            Some(at) if at.y == to.y || at.y + 1 == to.y => {
                let step = step_sequence(at, to);
                let whole = cursor_sequence(to);
                self.push(if step.len() < whole.len() { &step } else { &whole });
            }
            _ => self.push(&cursor_sequence(to)),
        }
        self.at = Some(to);
    }

    /// Writes a cell at the cursor, in a line of `width` columns.
    fn write(&mut self, cell: &Cell, width: u16) {
        self.set_style(cell);
        self.push(cell.symbol());
        // Terminals disagree on the width of rare characters, and on where the cursor is after the last column.
        let is_plain = cell.symbol().chars().count() == 1 && cell.symbol().width() == 1;
        self.at = self.at.filter(|at| is_plain && at.x + 1 < width).map(|at| Position { x: at.x + 1, ..at });
    }

    /// Returns whether a blank looks the same in the style of the pen.
    fn fits_blank(&self, cell: &Cell) -> bool {
        self.style.1 == cell.bg && !self.style.2.intersects(SHOWS_ON_BLANK)
    }

    fn set_style(&mut self, cell: &Cell) {
        let (fg, bg, modifier) = style_of(cell);
        if self.style == (fg, bg, modifier) || (is_blank(cell) && self.fits_blank(cell)) {
            return;
        }
        let mut codes = Vec::new();
        if (fg, bg, modifier) == Default::default() {
            codes.push(String::new());
        } else {
            let taken = self.style.2.difference(modifier);
            if taken == Modifier::BOLD && !modifier.contains(Modifier::DIM) {
                codes.push(NORMAL_WEIGHT.to_owned());
                self.style.2 = self.style.2.difference(taken);
            } else if !taken.is_empty() {
                // Any other style is taken away by taking all away.
                codes.push("0".to_owned());
                self.style = Default::default();
            }
            let added = modifier.difference(self.style.2);
            codes.extend(
                MODIFIER_CODES.iter().filter(|(one, _)| added.contains(*one)).map(|(_, code)| code.to_string()),
            );
            if fg != self.style.0 {
                codes.push(color_code(fg, 30));
            }
            if bg != self.style.1 {
                codes.push(color_code(bg, 40));
            }
        }
        self.push(&format!("\x1b[{}m", codes.join(";")));
        self.style = (fg, bg, modifier);
    }

    fn push(&mut self, text: &str) {
        // Writing to a vector cannot fail.
        let _ = self.out.write_all(text.as_bytes());
    }
}

/// Returns the sequence that moves the terminal's cursor within its line or to the next.
fn step_sequence(at: Position, to: Position) -> String {
    // In raw mode a line feed goes straight down.
    let down = if at.y == to.y { "" } else { "\n" };
    let (columns, direction) = (to.x.abs_diff(at.x), if at.x < to.x { 'C' } else { 'D' });
    match columns {
        0 => down.to_owned(),
        1 => format!("{down}\x1b[{direction}"),
        _ => format!("{down}\x1b[{columns}{direction}"),
    }
}

/// Returns the sequence that moves the terminal's cursor to a place.
pub fn cursor_sequence(to: Position) -> String {
    format!("\x1b[{};{}H", to.y + 1, to.x + 1)
}

const fn style_of(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

/// The code of ECMA-48 that takes bold away, and faint with it.
const NORMAL_WEIGHT: &str = "22";

/// The codes of ECMA-48 that switch a style on.
const MODIFIER_CODES: [(Modifier, u8); 7] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::CROSSED_OUT, 9),
];

/// Returns the code of a color, the first of which is `base`: 30 for characters, 40 for the background.
fn color_code(color: Color, base: u8) -> String {
    /// How far the bright eight are from the first eight.
    const BRIGHT: u8 = 60;
    let plain = |at: u8| (base + at).to_string();
    let bright = |at: u8| (base + BRIGHT + at).to_string();
    match color {
        Color::Reset => plain(9),
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(index) => format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    const WIDTH: u16 = 24;
    const HEIGHT: u16 = 10;

    fn area() -> Rect {
        Rect::new(0, 0, WIDTH, HEIGHT)
    }

    /// What a terminal shows after these bytes: of each cell its character, its colors and its style, as far as they show.
    fn shown_cells(bytes: &[&[u8]]) -> Vec<String> {
        let size = |cells| std::num::NonZeroU16::new(cells).unwrap();
        let mut terminal = vt100::Parser::new(size(HEIGHT), size(WIDTH), 0);
        for sent in bytes {
            terminal.process(sent);
        }
        let cells = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (y, x)));
        cells
            .map(|(y, x)| {
                let cell = terminal.screen().cell(y, x).unwrap();
                let text = if cell.contents().is_empty() { " " } else { cell.contents() };
                let seen = if text == " " { None } else { Some((cell.fgcolor(), cell.bold())) };
                format!("{x},{y} {text:?} {:?} {} {} {seen:?}", cell.bgcolor(), cell.inverse(), cell.underline())
            })
            .collect()
    }

    /// The cells that two ways to write a frame leave different.
    fn differing_cells(one: &[&[u8]], other: &[&[u8]]) -> Vec<(String, String)> {
        let pairs = shown_cells(one).into_iter().zip(shown_cells(other));
        pairs.filter(|(one, other)| one != other).collect()
    }

    fn style() -> impl Strategy<Value = Style> {
        let color = prop::sample::select(vec![Color::Reset, Color::Red, Color::DarkGray, Color::Indexed(200)]);
        let bits =
            prop::sample::select(vec![Modifier::empty(), Modifier::BOLD, Modifier::REVERSED, Modifier::UNDERLINED]);
        let ground = prop::sample::select(vec![Color::Reset, Color::Reset, Color::White]);
        (color, ground, bits).prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
    }

    fn frame() -> impl Strategy<Value = Buffer> {
        let piece =
            prop::sample::select(vec!["a", "Linh", "          ", "美玲", "é", "▓▓▓", "                ", "x y z w"]);
        let pieces = prop::collection::vec((0..WIDTH, 0..HEIGHT, piece, style()), 0..30);
        pieces.prop_map(|pieces| {
            let mut buffer = Buffer::empty(area());
            for (x, y, text, style) in pieces {
                buffer.set_string(x, y, text, style);
            }
            buffer
        })
    }

    fn erasing() -> impl Strategy<Value = Erasing> {
        prop::sample::select(vec![Erasing::OwnBackground, Erasing::PenBackground])
    }

    proptest! {
        #[test]
        fn the_terminal_shows_the_next_frame_whatever_it_showed(before in frame(), next in frame(), erasing in erasing()) {
            let blank = Buffer::empty(area());
            let (first, then) = (frame_bytes(&blank, &before, erasing), frame_bytes(&before, &next, erasing));
            let anew = changed_cells(&blank, &next, Erasing::OwnBackground);
            prop_assert_eq!(differing_cells(&[&first, &then], &[&anew]), Vec::new(), "{}", then.escape_ascii());
        }

        #[test]
        fn lines_that_moved_are_shown_where_they_are_now(before in frame(), other in frame(), by in 1..4_usize, up: bool, erasing in erasing()) {
            let mut next = before.clone();
            let line = usize::from(WIDTH);
            let (from, rows) = (2, 7);
            for at in 0..rows {
                let source = if up { at + by } else { at.wrapping_sub(by) };
                for column in 0..line {
                    let to = (from + at) * line + column;
                    next.content[to] = if source < rows {
                        before.content[(from + source) * line + column].clone()
                    } else {
                        other.content[to].clone()
                    };
                }
            }
            let blank = Buffer::empty(area());
            let (first, then) = (frame_bytes(&blank, &before, erasing), frame_bytes(&before, &next, erasing));
            let anew = changed_cells(&blank, &next, Erasing::OwnBackground);
            prop_assert_eq!(differing_cells(&[&first, &then], &[&anew]), Vec::new(), "{}", then.escape_ascii());
        }
    }

    #[test]
    fn a_frame_that_is_shown_already_sends_nothing() {
        let mut buffer = Buffer::empty(area());
        buffer.set_string(0, 0, "Linh", Style::new().fg(Color::Red));
        assert!(frame_bytes(&buffer, &buffer.clone(), Erasing::PenBackground).is_empty());
    }
}
