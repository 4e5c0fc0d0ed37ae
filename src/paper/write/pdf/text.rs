//! Text: shaped and broken into lines of a width. Characters that no font has are printed as their code.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::{FontFamily, Layout, LayoutContext, OverflowWrap, StyleProperty};

use super::fonts::{Fonts, Weight};
use crate::paper::write::stand_in;

/// A space at which no line is broken.
pub(super) const NO_BREAK: char = '\u{a0}';
/// The size in which text is measured. All widths are in sizes of the text, whatever size it is set in later.
const SIZE: f32 = 1000.0;
/// The tolerance for the sum of floats: a line that is wider than its place by less than this still fits.
const HAIR: f32 = 0.001;
/// The number of shaped texts that are kept. A text is measured and then broken, often more than once.
const KEPT_TEXTS: usize = 4096;

/// A piece of a line in one font.
#[derive(Clone)]
pub(super) struct TextRun {
    /// The font of the piece.
    pub(super) font: Font,
    /// The text to whose bytes the glyphs refer.
    pub(super) text: Arc<str>,
    /// The glyphs, from left to right.
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// The left end of the piece in the line, in sizes of the text.
    pub(super) x: f32,
}

/// A line of text. Spaces at its end are part of it, because software that extracts the text needs them between two
/// words, but they do not count in its width.
#[derive(Clone, Default)]
pub(super) struct Line {
    /// The pieces, from left to right.
    pub(super) runs: Vec<TextRun>,
    /// The width, in sizes of the text.
    pub(super) width: f32,
}

/// The width of a text, in its own size.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Widths {
    /// The width of the widest piece that is not broken.
    pub(super) word: f32,
    /// The width of the widest line.
    pub(super) line: f32,
}

/// A shaped text.
struct ShapedText {
    text: Arc<str>,
    layout: Layout<()>,
}

/// Shapes and breaks the texts of one document.
pub(super) struct Typesetter {
    fonts: Fonts,
    layouts: LayoutContext<()>,
    shaped: HashMap<(String, Weight), ShapedText>,
    /// Characters that no font has.
    pub(super) unprintable: BTreeSet<char>,
}

impl Typesetter {
    /// Creates a typesetter with the fonts of the program.
    pub(super) fn new() -> Self {
        let (fonts, layouts) = (Fonts::new(), LayoutContext::new());
        Self { fonts, layouts, shaped: HashMap::new(), unprintable: BTreeSet::new() }
    }

    /// Breaks the text into lines no wider than `width`, in sizes of the text. Line ends of the text are kept, and a
    /// word that is wider than the line is broken.
    pub(super) fn break_lines(&mut self, text: &str, weight: Weight, width: f32) -> Vec<Line> {
        if text.is_empty() {
            return Vec::new();
        }
        let mut shaped = self.take_shaped(text, weight);
        shaped.layout.break_all_lines(width.is_finite().then_some((width + HAIR) * SIZE));
        let lines = self.read_lines(&shaped);
        self.shaped.insert((text.to_owned(), weight), shaped);
        lines
    }

    /// Returns the text on one line.
    pub(super) fn set_line(&mut self, text: &str, weight: Weight) -> Line {
        self.break_lines(text, weight, f32::INFINITY).into_iter().next().unwrap_or_default()
    }

    /// Returns the width of a text.
    pub(super) fn measure_text(&mut self, text: &str, weight: Weight) -> Widths {
        let lines = self.break_lines(text, weight, f32::INFINITY);
        let shaped = self.shaped.get(&(text.to_owned(), weight));
        let word = shaped.map_or(0.0, |shaped| shaped.layout.calculate_content_widths().min / SIZE);
        Widths { word, line: lines.iter().map(|line| line.width).fold(0.0, f32::max) }
    }

    fn take_shaped(&mut self, text: &str, weight: Weight) -> ShapedText {
        if let Some(shaped) = self.shaped.remove(&(text.to_owned(), weight)) {
            return shaped;
        }
        if self.shaped.len() >= KEPT_TEXTS {
            self.shaped.clear();
        }
        self.shape_text(&collapse_spaces(text), weight)
    }

    /// Shapes a text with the fonts of the program, or else with the system's fonts for its script, or else with any
    /// font of the system. Characters that are still missing are replaced by their code.
    fn shape_text(&mut self, text: &str, weight: Weight) -> ShapedText {
        let shaped = self.lay_out(text, weight);
        if self.find_missing(&shaped).is_empty() {
            return shaped;
        }
        self.fonts.add_system_fonts();
        let shaped = self.lay_out(text, weight);
        let missing = self.find_missing(&shaped);
        if missing.is_empty() {
            return shaped;
        }
        for cluster in missing.into_iter().filter_map(|range| text.get(range)) {
            self.fonts.search_everywhere(cluster);
        }
        let shaped = self.lay_out(text, weight);
        let missing = self.find_missing(&shaped);
        if missing.is_empty() {
            return shaped;
        }
        let coded = self.put_codes(text, &missing);
        self.lay_out(&coded, weight)
    }

    fn lay_out(&mut self, text: &str, weight: Weight) -> ShapedText {
        let mut builder = self.layouts.ranged_builder(&mut self.fonts.context, text, 1.0, false);
        builder.push_default(FontFamily::List(self.fonts.families.as_slice().into()));
        builder.push_default(StyleProperty::FontSize(SIZE));
        builder.push_default(StyleProperty::FontWeight(weight.into()));
        builder.push_default(OverflowWrap::BreakWord);
        let mut layout = builder.build(text);
        layout.break_all_lines(None);
        ShapedText { text: text.into(), layout }
    }

    /// Returns the positions of the clusters that no font has, or that only a font has that cannot be embedded.
    fn find_missing(&mut self, shaped: &ShapedText) -> Vec<Range<usize>> {
        let mut missing = Vec::new();
        for run in shaped.layout.lines().flat_map(|line| line.runs()) {
            let embedded = self.fonts.embed_font(&run).is_some();
            let clusters = run.clusters().filter(|cluster| !cluster.is_hard_line_break());
            let lacking = clusters.filter(|cluster| !embedded || cluster.glyphs().any(|glyph| glyph.id == 0));
            missing.extend(lacking.map(|cluster| cluster.text_range()));
        }
        // In a text that is read from right to left, left to right is not the order of the text.
        missing.sort_by_key(|range| range.start);
        missing
    }

    fn put_codes(&mut self, text: &str, missing: &[Range<usize>]) -> String {
        let mut coded = String::new();
        let mut end = 0;
        for range in join_neighbors(missing) {
            coded.push_str(text.get(end..range.start).unwrap_or_default());
            let signs = text.get(range.clone()).unwrap_or_default();
            self.unprintable.extend(signs.chars());
            coded.push_str(&stand_in(signs));
            end = range.end;
        }
        coded.push_str(text.get(end..).unwrap_or_default());
        coded
    }

    fn read_lines(&mut self, shaped: &ShapedText) -> Vec<Line> {
        let mut lines = Vec::new();
        for line in shaped.layout.lines() {
            let mut read = Line::default();
            let mut x = 0.0;
            for run in line.runs() {
                let Some(font) = self.fonts.embed_font(&run) else { continue };
                let begin = x;
                let mut glyphs = Vec::new();
                for cluster in join_clusters(&run) {
                    x += cluster.glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>();
                    let visible = shaped.text.get(cluster.range).is_some_and(|text| !text.trim().is_empty());
                    read.width = if visible { x } else { read.width };
                    glyphs.extend(cluster.glyphs);
                }
                read.runs.push(TextRun { font, text: Arc::clone(&shaped.text), glyphs, x: begin });
            }
            lines.push(read);
        }
        lines
    }
}

/// Joins ranges that follow each other.
fn join_neighbors(ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => joined.push(range.clone()),
        }
    }
    joined
}

/// Glyphs and the range of text that they represent.
struct GlyphCluster {
    range: Range<usize>,
    glyphs: Vec<KrillaGlyph>,
}

/// Returns the clusters of a run from left to right; the clusters of a ligature count as one.
fn join_clusters(run: &parley::Run<'_, ()>) -> Vec<GlyphCluster> {
    let mut joined: Vec<GlyphCluster> = Vec::new();
    for cluster in run.clusters().filter(|cluster| !cluster.is_hard_line_break()) {
        let range = cluster.text_range();
        match joined.last_mut() {
            Some(ligature) if cluster.is_ligature_continuation() => {
                ligature.range.end = range.end;
                ligature.glyphs.iter_mut().for_each(|glyph| glyph.text_range.end = range.end);
            }
            _ => {
                let glyphs = cluster.glyphs().map(|glyph| place_glyph(glyph, range.clone())).collect();
                joined.push(GlyphCluster { range, glyphs });
            }
        }
    }
    if run.is_rtl() {
        joined.reverse();
    }
    joined
}

/// Returns a glyph in sizes of the text. Parley counts down the page, the file counts up.
fn place_glyph(glyph: parley::Glyph, range: Range<usize>) -> KrillaGlyph {
    let (advance, x, y) = (glyph.advance / SIZE, glyph.x / SIZE, -glyph.y / SIZE);
    KrillaGlyph::new(GlyphId::new(glyph.id), advance, x, y, 0.0, range, None)
}

/// Returns the text with one space between two words, and one before the end of a line, so that words of two lines are
/// two words in the text of the file too. The invisible byte order mark is left out, because no accessible file may
/// contain it.
fn collapse_spaces(text: &str) -> String {
    let words = |line: &str| {
        let words = line.split(|sign: char| sign.is_whitespace() && sign != NO_BREAK).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ").replace('\u{feff}', "")
    };
    text.lines().map(words).collect::<Vec<_>>().join(" \n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(line: &Line) -> String {
        let mut ranges: Vec<_> =
            line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph))).collect();
        ranges.dedup_by_key(|(_, glyph)| glyph.text_range.clone());
        ranges.iter().map(|(run, glyph)| run.text.get(glyph.text_range.clone()).unwrap()).collect()
    }

    #[test]
    fn nothing_of_a_text_is_lost_however_narrow_its_place() {
        let mut setter = Typesetter::new();
        let text = "Trương, Ánh-Nguyệt\nmissed two class days";
        for width in [0.1, 2.0, 5.0, 100.0] {
            let lines = setter.break_lines(text, Weight::Regular, width);
            let kept: String = lines.iter().map(read_text).collect::<String>().split_whitespace().collect();
            assert_eq!(kept, text.split_whitespace().collect::<String>(), "{width}");
            assert!(width < 1.0 || lines.iter().all(|line| line.width <= width + HAIR));
        }
        assert_eq!(setter.break_lines(text, Weight::Regular, 100.0).len(), 2);
    }

    #[test]
    fn a_line_ends_where_a_word_does_and_the_space_between_two_lines_is_kept() {
        let mut setter = Typesetter::new();
        let width = setter.measure_text("missed two", Weight::Regular).line;
        let lines = setter.break_lines("missed   two class\ndays", Weight::Regular, width);
        let texts: Vec<_> = lines.iter().map(read_text).collect();
        assert_eq!(texts, ["missed two ", "class ", "days"]);
        assert!((lines[0].width - width).abs() < HAIR, "spaces at the end are not counted");
        for whole in ["2026-11-19", "12B10077", "37.5", "12:30", "(510) 555-0178".split(' ').next_back().unwrap()] {
            let widths = setter.measure_text(whole, Weight::Regular);
            assert!((widths.word - widths.line).abs() < HAIR, "{whole} is never broken");
        }
    }

    #[test]
    fn stacked_accents_are_set_in_the_programs_own_font() {
        let mut setter = Typesetter::new();
        // Both composed and decomposed, because extracts contain both.
        for name in
            ["Nguyễn Thị Ưởng", "Nguye\u{302}\u{303}n Thi\u{323} U\u{31b}\u{309}ng", "Đặng, Núñez, Žižek, Иванова"]
        {
            for word in name.split(' ') {
                let line = setter.set_line(word, Weight::Regular);
                assert!(line.width > 0.0 && line.runs.len() == 1, "{word}");
                assert!(line.runs[0].glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0), "{word}");
            }
        }
        assert!(setter.unprintable.is_empty() && !setter.fonts.has_system_fonts());
    }

    #[test]
    fn a_character_that_no_font_has_is_set_as_its_code_and_remembered() {
        let mut setter = Typesetter::new();
        let line = setter.set_line("a\u{10fffd}b", Weight::Regular);
        assert_eq!(read_text(&line), "a[U+10FFFD]b");
        assert_eq!(setter.unprintable, BTreeSet::from(['\u{10fffd}']));
    }

    #[test]
    fn a_name_that_is_read_from_right_to_left_keeps_its_letters() {
        let mut setter = Typesetter::new();
        let line = setter.set_line("محمد", Weight::Regular);
        let glyphs = || line.runs.iter().flat_map(|run| &run.glyphs);
        let starts: Vec<_> = glyphs().map(|glyph| glyph.text_range.start).collect();
        assert!(setter.unprintable.is_empty() && starts.is_sorted_by(|left, right| left >= right), "{starts:?}");
    }

    #[test]
    fn a_byte_order_mark_is_left_out() {
        assert_eq!(collapse_spaces("\u{feff}a  b\n\tc"), "a b \nc");
    }
}
