//! Fonts: the program's own font, and the system's fonts for characters that it lacks. The system's fonts are read when
//! one is first needed.

use std::collections::{HashMap, HashSet};

use fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, QueryFont, QueryStatus};
use krilla::text::{Font, Tag};
use parley::{FontContext, FontFamilyName, FontWeight, Run};

const REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/DejaVuSansCondensed.ttf");
const BOLD: &[u8] = include_bytes!("../../../../assets/fonts/DejaVuSansCondensed-Bold.ttf");
/// The name of the program's own font family. No system has a family of this name, so the same list looks the same on
/// every machine.
const OWN_FAMILY: &str = "Caseload Paper";

/// The folders with fonts on a Linux system that has no fontconfig to list them.
const FONT_FOLDERS: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];

/// The weight of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    /// The weight of most text.
    #[default]
    Regular,
    /// The weight of headings and of text that should stand out.
    Bold,
}

impl From<Weight> for FontWeight {
    fn from(weight: Weight) -> Self {
        match weight {
            Weight::Regular => Self::NORMAL,
            Weight::Bold => Self::BOLD,
        }
    }
}

/// The key of a font: the number of the font file, the index of the font in it, and its position on the variation axes.
type FontKey = (u64, u32, Vec<([u8; 4], u32)>);

/// The fonts of one document.
pub(super) struct Fonts {
    /// The context in which text is shaped with these fonts.
    pub(super) context: FontContext,
    /// The families in which text is set, the program's own first; the families that fit a script follow.
    pub(super) families: Vec<FontFamilyName<'static>>,
    bundled: [Blob<u8>; 2],
    has_system: bool,
    /// The clusters that were looked up in every font of the system.
    searched: HashSet<String>,
    for_pdf: HashMap<FontKey, Option<Font>>,
}

impl Fonts {
    /// Loads the fonts of the program.
    pub(super) fn new() -> Self {
        let bundled = [REGULAR, BOLD].map(|bytes| Blob::from(bytes.to_vec()));
        Self {
            context: new_context(&bundled, false),
            families: vec![FontFamilyName::named(OWN_FAMILY)],
            bundled,
            has_system: false,
            searched: HashSet::new(),
            for_pdf: HashMap::new(),
        }
    }

    /// Adds the fonts of the system, unless that was done before.
    pub(super) fn add_system_fonts(&mut self) {
        if !self.has_system {
            self.context = new_context(&self.bundled, true);
            self.has_system = true;
            let only_own = self.context.collection.family_ids().count() == 1;
            if only_own {
                self.context.collection.load_fonts_from_paths(FONT_FOLDERS);
            }
        }
    }

    /// Searches every font of the system for a cluster that the families for its script lack.
    pub(super) fn search_everywhere(&mut self, cluster: &str) {
        if !self.searched.insert(cluster.to_owned()) {
            return;
        }
        let families: Vec<_> = self.context.collection.family_ids().collect();
        let mut found = None;
        let mut query = self.context.collection.query(&mut self.context.source_cache);
        query.set_families(families);
        query.matches_with(|font| {
            if !covers_cluster(font, cluster) {
                return QueryStatus::Continue;
            }
            found = Some(font.family.0);
            QueryStatus::Stop
        });
        drop(query);
        let name = found.and_then(|family| self.context.collection.family_name(family));
        let family = name.map(|name| FontFamilyName::Named(name.to_owned().into()));
        self.families.extend(family.filter(|family| !self.families.contains(family)));
    }

    /// Returns the font of a run as the file embeds it; `None` if it cannot be embedded.
    pub(super) fn embed_font(&mut self, run: &Run<'_, ()>) -> Option<Font> {
        let font = run.font();
        let synthesis = run.synthesis();
        let axes = synthesis.variation_settings().iter();
        let axes: Vec<_> = axes.map(|(tag, value)| (tag.into_bytes(), *value)).collect();
        let key = (font.data.id(), font.index, axes.iter().map(|(tag, value)| (*tag, value.to_bits())).collect());
        let embedded = self.for_pdf.entry(key).or_insert_with(|| {
            let axes: Vec<_> = axes.iter().map(|(tag, value)| (Tag::new(tag), *value)).collect();
            Font::new_variable(font.data.clone().into_raw_parts().0.into(), font.index, &axes)
        });
        embedded.clone()
    }

    #[cfg(test)]
    pub(super) const fn has_system_fonts(&self) -> bool {
        self.has_system
    }
}

/// Returns the program's own fonts, with or without the fonts of the system.
fn new_context(bundled: &[Blob<u8>], system_fonts: bool) -> FontContext {
    let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts });
    for font in bundled {
        let named = FontInfoOverride { family_name: Some(OWN_FAMILY), ..FontInfoOverride::default() };
        collection.register_fonts(font.clone(), Some(named));
    }
    FontContext { collection, ..FontContext::default() }
}

/// Returns whether a font has a glyph for every character of a cluster. Characters that only join others or choose
/// between forms are not required: fonts draw the rest of the cluster without them.
fn covers_cluster(font: &QueryFont, cluster: &str) -> bool {
    let joins = |sign: char| matches!(sign, '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    let Some(charmap) = font.charmap() else { return false };
    cluster.chars().all(|sign| joins(sign) || charmap.map(sign).is_some_and(|glyph| glyph != 0))
}
