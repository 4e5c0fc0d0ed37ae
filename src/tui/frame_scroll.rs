//! Finds lines of a frame that only moved up or down, as those of a list that scrolls, so that the terminal moves them
//! itself. Lines are deleted and inserted, which every terminal since the VT102 does, within its multiplexers too.

use ratatui::buffer::{Buffer, Cell};

/// The farthest that lines are looked for: a turn of the wheel, or a row with the headings above it.
const MAX_LINES: usize = 4;

/// The fewest cells that must differ before anything is looked for. A key that moves the selection changes fewer.
const MIN_CHANGED: usize = 250;

/// Lines that move together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineScroll {
    /// The first line.
    top: usize,
    /// The line after the last.
    bottom: usize,
    /// By how many lines they move.
    lines: usize,
    /// Whether they move up.
    is_up: bool,
}

impl LineScroll {
    /// Returns the sequence that has the terminal move the lines.
    pub fn sequence(self) -> String {
        let (first, last) = (self.top + 1, self.bottom - self.lines + 1);
        let (deleted_at, inserted_at) = if self.is_up { (first, last) } else { (last, first) };
        format!("\x1b[{deleted_at}H\x1b[{}M\x1b[{inserted_at}H\x1b[{}L", self.lines, self.lines)
    }

    /// Returns a frame as the terminal shows it after the sequence.
    pub fn apply(self, frame: &Buffer) -> Buffer {
        let mut moved = frame.clone();
        for at in self.top..self.bottom {
            let source = self.source_of(at).map(|source| line_of(frame, source));
            let width = usize::from(frame.area.width);
            if let Some(line) = moved.content.get_mut(at * width..(at + 1) * width) {
                match source {
                    Some(source) => line.clone_from_slice(source),
                    None => line.fill(Cell::EMPTY),
                }
            }
        }
        moved
    }

    /// Returns the line that moves to this line; `None` if none does.
    fn source_of(self, at: usize) -> Option<usize> {
        let source = if self.is_up { at + self.lines } else { at.checked_sub(self.lines)? };
        (self.top..self.bottom).contains(&source).then_some(source)
    }
}

/// Returns the lines that moved, if moving them saves cells that would be written otherwise.
pub fn find_scroll(shown: &Buffer, next: &Buffer) -> Option<LineScroll> {
    let height = usize::from(next.area.height);
    let unmoved: Vec<_> = (0..height).map(|at| changed_count(line_of(shown, at), line_of(next, at))).collect();
    if shown.area != next.area || unmoved.iter().sum::<usize>() < MIN_CHANGED {
        return None;
    }
    let distances = (1..=MAX_LINES).flat_map(|lines| [(lines, true), (lines, false)]);
    let found = distances.filter_map(|(lines, is_up)| {
        let saved = |at: usize| {
            let source = if is_up { at + lines } else { at.checked_sub(lines)? };
            let moved = (source < height).then(|| changed_count(line_of(shown, source), line_of(next, at)))?;
            Some(signed(*unmoved.get(at)?) - signed(moved))
        };
        let gains: Vec<_> = (0..height).map(|at| saved(at).unwrap_or(isize::MIN / 2)).collect();
        let (band, gain) = best_band(&gains)?;
        let (top, bottom) = if is_up { (band.start, band.end + lines) } else { (band.start - lines, band.end) };
        let scroll = LineScroll { top, bottom, lines, is_up };
        // What moves nowhere is blank then, and is written.
        let blank = (top..bottom).filter(|at| scroll.source_of(*at).is_none());
        let lost: isize = blank
            .map(|at| signed(written_count(line_of(next, at))) - signed(unmoved.get(at).copied().unwrap_or(0)))
            .sum();
        Some((gain - lost, scroll)).filter(|(gain, _)| *gain > 0)
    });
    found.max_by_key(|(gain, _)| *gain).map(|(_, scroll)| scroll)
}

/// Returns the neighboring lines that save most together, and how much that is; `None` if no line saves anything.
fn best_band(gains: &[isize]) -> Option<(std::ops::Range<usize>, isize)> {
    let (mut start, mut sum) = (0, 0);
    let mut best: Option<(std::ops::Range<usize>, isize)> = None;
    for (at, gain) in gains.iter().enumerate() {
        if sum <= 0 {
            (start, sum) = (at, 0);
        }
        sum += gain;
        if sum > best.as_ref().map_or(0, |(_, most)| *most) {
            best = Some((start..at + 1, sum));
        }
    }
    best
}

fn line_of(frame: &Buffer, at: usize) -> &[Cell] {
    let width = usize::from(frame.area.width);
    frame.content.get(at * width..(at + 1) * width).unwrap_or_default()
}

fn changed_count(before: &[Cell], after: &[Cell]) -> usize {
    before.iter().zip(after).filter(|(before, after)| before != after).count()
}

fn written_count(line: &[Cell]) -> usize {
    line.iter().filter(|cell| **cell != Cell::EMPTY).count()
}

fn signed(count: usize) -> isize {
    isize::try_from(count).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list_from(first: usize) -> Buffer {
        let row = |at: usize| format!("case {at:03} {}", format!("{:x}", at * 7919).repeat(12));
        let rows = (first..first + 12).map(row);
        Buffer::with_lines(std::iter::once("heading".to_owned()).chain(rows).chain(["keys".to_owned()]))
    }

    #[test]
    fn a_list_that_scrolls_is_found_between_its_heading_and_the_keys() {
        let up = LineScroll { top: 1, bottom: 13, lines: 1, is_up: true };
        assert_eq!(find_scroll(&list_from(7), &list_from(8)), Some(up));
        assert_eq!(find_scroll(&list_from(8), &list_from(7)), Some(LineScroll { is_up: false, ..up }));
        assert_eq!(find_scroll(&list_from(7), &list_from(10)), Some(LineScroll { lines: 3, ..up }));
        assert_eq!(find_scroll(&list_from(7), &list_from(7)), None);
    }
}
