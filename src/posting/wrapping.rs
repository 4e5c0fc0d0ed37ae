//! Makes text fit a field: lines no wider than the field shows, entries no longer than it takes.

use unicode_width::UnicodeWidthChar as _;

/// The length of a line end: web forms send two characters.
const LINE_END: usize = 2;
/// The room for "99 of 99" and its line end.
const MARK: usize = 8 + LINE_END;

/// Splits the text into parts of at most `length` characters, with lines of at most `width` columns. If there is more
/// than one part, each begins with a line such as "1 of 2". A width of 0 leaves the lines as they are.
pub(super) fn split_into_parts(text: &str, width: usize, length: usize) -> Vec<String> {
    let lines: Vec<String> = text
        .lines()
        .flat_map(|line| if width == 0 { vec![line.to_owned()] } else { wrap_line(line, width, char_columns) })
        .collect();
    let whole = lines.join("\n");
    if field_length(&whole) <= length {
        return vec![whole];
    }
    let room = length.saturating_sub(MARK).max(1);
    // A line that is longer than a part is cut into several.
    let lines = lines.iter().flat_map(|line| wrap_line(line, room, one_per_char));
    let parts = pack_lines(lines, room);
    let count = parts.len();
    (1..).zip(parts).map(|(number, part)| format!("{number} of {count}\n{part}")).collect()
}

/// Counts characters as the field does.
pub(super) fn field_length(text: &str) -> usize {
    text.chars().map(|c| if c == '\n' { LINE_END } else { 1 }).sum()
}

/// Puts as many lines into each part as there is room for.
fn pack_lines(lines: impl Iterator<Item = String>, room: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for line in lines {
        match parts.last_mut() {
            Some(part) if field_length(part) + LINE_END + field_length(&line) <= room => {
                part.push('\n');
                part.push_str(&line);
            }
            _ => parts.push(line),
        }
    }
    parts
}

/// Cuts a line into pieces that measure at most `most`, between words if there are any.
fn wrap_line(line: &str, most: usize, measure: fn(char) -> usize) -> Vec<String> {
    let measured = |text: &str| text.chars().map(measure).sum::<usize>();
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut size = 0;
    for word in line.split_inclusive(' ') {
        if !piece.is_empty() && size + measured(word.trim_end()) > most {
            pieces.push(std::mem::take(&mut piece).trim_end().to_owned());
            size = 0;
        }
        for c in word.chars() {
            if c != ' ' && size > 0 && size + measure(c) > most {
                pieces.push(std::mem::take(&mut piece));
                size = 0;
            }
            piece.push(c);
            size += measure(c);
        }
    }
    pieces.push(piece.trim_end().to_owned());
    pieces
}

fn char_columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

const fn one_per_char(_: char) -> usize {
    1
}
