//! Texts in lines of a width: broken at spaces, and inside a word only where it is wider than the line.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation as _;

use super::fonts::{Fonts, Weight, Word};

/// A space at which no line is broken.
pub(super) const NO_BREAK: char = '\u{a0}';

/// A word and where it stands in its line, at size 1.
pub(super) struct Placed {
    pub(super) x: f32,
    pub(super) word: Arc<Word>,
}

/// A line of words.
#[derive(Default)]
pub(super) struct Line {
    pub(super) words: Vec<Placed>,
    /// Its width at size 1.
    pub(super) width: f32,
}

/// The text in lines no wider than `width`, which is given in the size of the text. Line ends of the text are kept.
pub(super) fn wrapped(fonts: &mut Fonts, text: &str, weight: Weight, width: f32) -> Vec<Line> {
    let space = fonts.word(NO_BREAK.encode_utf8(&mut [0; 4]), weight).width;
    text.lines().flat_map(|line| wrapped_line(fonts, line, weight, (width, space))).collect()
}

fn wrapped_line(fonts: &mut Fonts, text: &str, weight: Weight, (width, space): (f32, f32)) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    for word in text.split(|sign: char| sign.is_whitespace() && sign != NO_BREAK).filter(|word| !word.is_empty()) {
        for piece in fitting(fonts, word, weight, width) {
            let full = lines.last().is_none_or(|line| line.width > 0.0 && line.width + space + piece.width > width);
            if full {
                lines.push(Line::default());
            }
            if let Some(line) = lines.last_mut() {
                line.add(piece, space);
            }
        }
    }
    lines
}

impl Line {
    fn add(&mut self, word: Arc<Word>, space: f32) {
        let x = if self.words.is_empty() { 0.0 } else { self.width + space };
        self.width = x + word.width;
        self.words.push(Placed { x, word });
    }
}

/// The word, in pieces that fit where it is wider than the line.
fn fitting(fonts: &mut Fonts, word: &str, weight: Weight, width: f32) -> Vec<Arc<Word>> {
    let whole = fonts.word(word, weight);
    if whole.width <= width {
        return vec![whole];
    }
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for grapheme in word.graphemes(true) {
        let longer = format!("{piece}{grapheme}");
        if !piece.is_empty() && fonts.word(&longer, weight).width > width {
            pieces.push(fonts.word(&piece, weight));
            grapheme.clone_into(&mut piece);
        } else {
            piece = longer;
        }
    }
    pieces.push(fonts.word(&piece, weight));
    pieces
}

/// The widths of the widest word and of the widest line, at size 1.
pub(super) fn measured(fonts: &mut Fonts, text: &str, weight: Weight) -> (f32, f32) {
    let lines = wrapped(fonts, text, weight, f32::INFINITY);
    let words = lines.iter().flat_map(|line| &line.words).map(|placed| placed.word.width);
    (words.fold(0.0, f32::max), lines.iter().map(|line| line.width).fold(0.0, f32::max))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[Line]) -> Vec<String> {
        let word = |placed: &Placed| placed.word.runs.iter().map(|run| run.text.as_str()).collect::<String>();
        lines.iter().map(|line| line.words.iter().map(word).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn nothing_of_a_text_is_lost_however_narrow_its_place() {
        let mut fonts = Fonts::bundled().unwrap();
        let text = "Trương, Ánh-Nguyệt\nmissed two class days";
        for width in [0.1, 2.0, 5.0, 100.0] {
            let lines = wrapped(&mut fonts, text, Weight::Regular, width);
            let kept: String = texts(&lines).concat().split_whitespace().collect();
            assert_eq!(kept, text.split_whitespace().collect::<String>(), "{width}");
            assert!(width < 1.0 || lines.iter().all(|line| line.width <= width));
        }
        assert_eq!(texts(&wrapped(&mut fonts, text, Weight::Regular, 100.0)).len(), 2);
    }
}
