//! Fonts: the one that the program brings, and for a character that it lacks those of the system. A character that no
//! font has is set as its code and remembered.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::paper::write::code_point;

const REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/DejaVuSansCondensed.ttf");
const BOLD: &[u8] = include_bytes!("../../../../assets/fonts/DejaVuSansCondensed-Bold.ttf");

/// How heavy a text is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    #[default]
    Regular,
    Bold,
}

/// A font that can be set in.
struct Face {
    data: Arc<Vec<u8>>,
    index: u32,
    font: Font,
}

/// A piece of text in one font.
pub(super) struct Run {
    pub(super) font: Font,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// Its width at size 1.
    pub(super) width: f32,
}

/// A text without a place to break, shaped.
pub(super) struct Word {
    pub(super) runs: Vec<Run>,
    /// Its width at size 1.
    pub(super) width: f32,
}

/// The fonts of one document.
pub(super) struct Fonts {
    faces: Vec<Face>,
    /// Read when a character is first not found in the fonts of the program.
    system: Option<fontdb::Database>,
    /// Which face has a grapheme; nothing where none has it.
    known: HashMap<(String, Weight), Option<usize>>,
    words: HashMap<(String, Weight), Arc<Word>>,
    /// Characters that no font has.
    pub(super) unprintable: BTreeSet<char>,
}

impl Fonts {
    /// The fonts of the program.
    pub(super) fn bundled() -> Result<Self, String> {
        let face = |bytes: &[u8]| Face::of(bytes.to_vec(), 0).ok_or_else(|| "its own font is damaged".to_owned());
        Ok(Self {
            faces: vec![face(REGULAR)?, face(BOLD)?],
            system: None,
            known: HashMap::new(),
            words: HashMap::new(),
            unprintable: BTreeSet::new(),
        })
    }

    /// The word, shaped.
    pub(super) fn word(&mut self, text: &str, weight: Weight) -> Arc<Word> {
        let key = (text.to_owned(), weight);
        if let Some(known) = self.words.get(&key) {
            return Arc::clone(known);
        }
        let mut runs: Vec<Run> = Vec::new();
        for (face, piece) in self.pieces(text, weight) {
            runs.extend(self.faces.get(face).and_then(|face| face.shaped(piece)));
        }
        let width = runs.iter().map(|run| run.width).sum();
        let word = Arc::new(Word { runs, width });
        self.words.insert(key, Arc::clone(&word));
        word
    }

    /// The text in pieces of one face each; what no font has is put as its code.
    fn pieces(&mut self, text: &str, weight: Weight) -> Vec<(usize, String)> {
        let mut pieces: Vec<(usize, String)> = Vec::new();
        for grapheme in text.graphemes(true) {
            let (face, put) = match self.face_with(grapheme, weight) {
                Some(face) => (face, grapheme.to_owned()),
                None => (own(weight), self.codes(grapheme)),
            };
            match pieces.last_mut() {
                Some((last, piece)) if *last == face => piece.push_str(&put),
                _ => pieces.push((face, put)),
            }
        }
        pieces
    }

    fn codes(&mut self, grapheme: &str) -> String {
        self.unprintable.extend(grapheme.chars());
        let codes: Vec<_> = grapheme.chars().map(|sign| format!("[{}]", code_point(sign))).collect();
        codes.concat()
    }

    fn face_with(&mut self, grapheme: &str, weight: Weight) -> Option<usize> {
        let key = (grapheme.to_owned(), weight);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let has = |face: usize, faces: &[Face]| faces.get(face).is_some_and(|face| face.has(grapheme));
        let known = std::iter::once(own(weight)).chain(2..self.faces.len()).find(|face| has(*face, &self.faces));
        let found = known.or_else(|| self.system_face_with(grapheme));
        self.known.insert(key, found);
        found
    }

    /// Reads the first of the system's fonts that has the grapheme; upright ones of usual weight before the others.
    fn system_face_with(&mut self, grapheme: &str) -> Option<usize> {
        let system = self.system.get_or_insert_with(|| {
            let mut system = fontdb::Database::new();
            system.load_system_fonts();
            system
        });
        let mut candidates: Vec<_> = system.faces().collect();
        candidates.sort_by_key(|face| {
            let upright = face.style != fontdb::Style::Normal;
            (upright, face.weight.0.abs_diff(400), face.monospaced, face.post_script_name.clone())
        });
        let found = candidates.into_iter().find_map(|face| {
            let face = system.with_face_data(face.id, |data, index| {
                has(data, index, grapheme).then(|| Face::of(data.to_vec(), index)).flatten()
            });
            face.flatten().filter(|face| face.has(grapheme))
        });
        self.faces.push(found?);
        Some(self.faces.len() - 1)
    }
}

/// The place of the program's own face.
const fn own(weight: Weight) -> usize {
    match weight {
        Weight::Regular => 0,
        Weight::Bold => 1,
    }
}

/// Whether a font has a glyph for the first character, which is quickly told.
fn has(data: &[u8], index: u32, grapheme: &str) -> bool {
    let first = grapheme.chars().next();
    let face = rustybuzz::ttf_parser::Face::parse(data, index).ok();
    face.zip(first).is_some_and(|(face, first)| face.glyph_index(first).is_some())
}

impl Face {
    fn of(data: Vec<u8>, index: u32) -> Option<Self> {
        let data = Arc::new(data);
        let font = Font::new(Arc::clone(&data).into(), index)?;
        Some(Self { data, index, font })
    }

    /// Whether the whole grapheme can be set: every glyph of it is there.
    fn has(&self, grapheme: &str) -> bool {
        let Some(run) = self.shaped(grapheme.to_owned()) else { return false };
        !run.glyphs.is_empty() && run.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0)
    }

    /// The text, shaped.
    fn shaped(&self, text: String) -> Option<Run> {
        let face = rustybuzz::Face::from_slice(&self.data, self.index)?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        let forward = buffer.direction() == Direction::LeftToRight;
        let shaped = rustybuzz::shape(&face, &[], buffer);
        let clusters: Vec<usize> =
            shaped.glyph_infos().iter().filter_map(|info| info.cluster.try_into().ok()).collect();
        let ends = ends(&clusters, text.len(), forward);
        let em = self.font.units_per_em();
        let placed = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyph =
            |((info, at), (start, end)): ((&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition), (usize, usize))| {
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    em_units(at.x_advance, em),
                    em_units(at.x_offset, em),
                    em_units(at.y_offset, em),
                    em_units(at.y_advance, em),
                    start..end,
                    None,
                )
            };
        let glyphs: Vec<_> = placed.zip(clusters.iter().copied().zip(ends)).map(glyph).collect();
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Some(Run { font: self.font.clone(), text, glyphs, width })
    }
}

#[expect(clippy::cast_precision_loss, reason = "units of a font are some thousands")]
fn em_units(units: i32, em: f32) -> f32 {
    units as f32 / em
}

/// Where the text of each glyph ends: where that of the next cluster begins.
fn ends(clusters: &[usize], len: usize, forward: bool) -> Vec<usize> {
    let next = |place: usize| {
        let own = clusters.get(place).copied().unwrap_or(len);
        let mut after: Box<dyn Iterator<Item = &usize>> =
            if forward { Box::new(clusters.iter().skip(place)) } else { Box::new(clusters.iter().take(place).rev()) };
        after.find(|cluster| **cluster > own).copied().unwrap_or(len)
    };
    (0..clusters.len()).map(next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacked_accents_are_set_in_the_programs_own_font() {
        let mut fonts = Fonts::bundled().unwrap();
        // Composed and decomposed, as extracts bring both.
        for name in
            ["Nguyễn Thị Ưởng", "Nguye\u{302}\u{303}n Thi\u{323} U\u{31b}\u{309}ng", "Đặng, Núñez, Žižek, Иванова"]
        {
            for word in name.split(' ') {
                let shaped = fonts.word(word, Weight::Regular);
                assert!(shaped.width > 0.0 && shaped.runs.len() == 1, "{word}");
                assert!(shaped.runs[0].glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0), "{word}");
            }
        }
        assert!(fonts.unprintable.is_empty() && fonts.system.is_none());
    }

    #[test]
    fn a_character_that_no_font_has_is_set_as_its_code_and_remembered() {
        let mut fonts = Fonts::bundled().unwrap();
        let word = fonts.word("a\u{10fffd}b", Weight::Regular);
        let text: String = word.runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(text, "a[U+10FFFD]b");
        assert_eq!(fonts.unprintable, BTreeSet::from(['\u{10fffd}']));
    }

    #[test]
    fn every_glyph_knows_its_text() {
        assert_eq!(ends(&[0, 0, 2, 5], 6, true), [2, 2, 5, 6]);
        assert_eq!(ends(&[4, 2, 2, 0], 6, false), [6, 4, 4, 2]);
    }
}
