//! Paper, rendered to pictures and read back: poppler draws the pages, and what is on them is looked at.

use std::path::Path;
use std::process::Command;

use super::{CASES, Practice, day, month};
use crate::domain::name::PersonName;
use crate::paper::{
    ColumnVisibility, DocumentBlock, DocumentCell, DocumentColumn, DocumentKind, DocumentSection, DocumentTable,
    FileFormat, OutputDocument, render_document,
};

/// A picture of a page: one byte for each point, 0 is black.
struct Picture {
    width: usize,
    height: usize,
    ink: Vec<u8>,
}

impl Picture {
    /// Reads a portable gray map as poppler writes it.
    fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let head: Vec<&[u8]> = bytes.splitn(4, |byte| *byte == b'\n').collect();
        let size: Vec<usize> =
            std::str::from_utf8(head[1]).unwrap().split(' ').map(|number| number.parse().unwrap()).collect();
        assert_eq!(head[0], b"P5");
        Self { width: size[0], height: size[1], ink: head[3].to_vec() }
    }

    /// Returns whether a row of points has ink.
    fn inked(&self, row: usize) -> bool {
        self.ink[row * self.width..(row + 1) * self.width].iter().any(|point| *point < 128)
    }

    /// Returns how many points are dark between two columns.
    fn dark(&self, from: usize, to: usize) -> usize {
        let rows = self.ink.chunks(self.width);
        rows.map(|row| row[from..to].iter().filter(|point| **point < 128).count()).sum()
    }

    /// Returns how many of ten thousand points are dark.
    fn share(&self) -> usize {
        self.dark(0, self.width) * 10_000 / self.ink.len()
    }
}

/// The pages of a document as poppler draws and reads them.
struct Rendered {
    pictures: Vec<Picture>,
    texts: Vec<String>,
}

pub(super) fn poppler(program: &str, args: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(args).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}. Install poppler-utils."));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Writes the document into a temporary folder.
pub(super) fn on_disk(document: &OutputDocument) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("a.pdf");
    std::fs::write(&pdf, render_document(document, FileFormat::Pdf).unwrap().bytes).unwrap();
    (folder, pdf)
}

/// Returns the text of each page.
pub(super) fn texts(pdf: &Path) -> Vec<String> {
    let text = String::from_utf8(poppler("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"])).unwrap();
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

fn rendered(document: &OutputDocument) -> Rendered {
    let (folder, pdf) = on_disk(document);
    let stem = folder.path().join("page");
    poppler("pdftoppm", &["-gray", "-r", "72", pdf.to_str().unwrap(), stem.to_str().unwrap()]);
    let mut files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "pgm"));
    files.sort();
    Rendered { pictures: files.iter().map(|path| Picture::read(path)).collect(), texts: texts(&pdf) }
}

pub(super) fn one_table(practice: &Practice, rows: Vec<Vec<DocumentCell>>) -> OutputDocument {
    let columns = vec![DocumentColumn::new("name", "Name"), DocumentColumn::new("says", "Says")];
    let table = DocumentTable::new(columns, rows, "nothing");
    OutputDocument {
        sections: vec![DocumentSection::from_blocks(vec![DocumentBlock::Table(table)])],
        ..practice.made(&DocumentKind::Action)
    }
}

#[test]
fn every_page_says_what_it_is_who_printed_it_and_its_number() {
    let practice = Practice::new(CASES);
    for what in [
        DocumentKind::Cases,
        DocumentKind::Action,
        DocumentKind::Contacts(month(), month()),
        DocumentKind::Handover(None),
    ] {
        let document = practice.made(&what);
        let pages = rendered(&document);
        assert_eq!(pages.pictures.len(), pages.texts.len());
        assert!(pages.texts.len() > 1 || what == DocumentKind::Action, "{what:?}");
        for (number, (text, picture)) in pages.texts.iter().zip(&pages.pictures).enumerate() {
            let of = format!("Page {} of {}", number + 1, pages.texts.len());
            for said in [document.title_text().as_str(), "As of Thu 11/19/2026. Printed by P, EC V1P1, Eastmont", &of] {
                assert!(text.contains(said), "{what:?} page {number} lacks {said:?}:\n{text}");
            }
            assert!((10..3000).contains(&picture.share()), "{what:?} page {number}: {}", picture.share());
            let margins = picture.dark(0, 36) + picture.dark(picture.width - 36, picture.width);
            assert_eq!(margins, 0, "{what:?} page {number} writes into its margins");
            assert!((0..30).chain(picture.height - 30..picture.height).all(|row| !picture.inked(row)));
        }
    }
}

#[test]
fn nothing_of_a_list_is_lost_on_paper() {
    let practice = Practice::new(CASES);
    for what in [
        DocumentKind::Cases,
        DocumentKind::Action,
        DocumentKind::Today,
        DocumentKind::Alerts,
        DocumentKind::Month(month()),
        DocumentKind::Comments,
    ] {
        let document = practice.made(&what);
        let text: String = texts(&on_disk(&document).1).concat().replace('\u{a0}', " ");
        // Numbers and dates are never broken over two lines.
        let whole = |cell: &&DocumentCell| {
            matches!(cell, DocumentCell::Case(_) | DocumentCell::Day(_) | DocumentCell::Hours(_))
        };
        let table = document.only_table().unwrap();
        for row in &table.rows {
            let shown = row.iter().zip(&table.columns).filter(|(_, column)| column.shown != ColumnVisibility::InData);
            for cell in shown.map(|(cell, _)| cell).filter(whole) {
                assert!(text.contains(cell.to_text().as_ref()), "{what:?} {cell:?}");
            }
        }
    }
}

#[test]
fn what_belongs_together_is_on_one_page() {
    let practice = Practice::new(CASES);
    let most = practice.caseload.cases().map(|(case, _)| case).max_by_key(|case| comments_of(&practice, case)).unwrap();
    let document = practice.made(&DocumentKind::CaseComments(most.clone()));
    let pages = texts(&on_disk(&document).1);
    assert!(pages.len() > 1 && pages.iter().all(|page| page.lines().next().unwrap().contains(most.as_str())));
    for section in document.sections.iter().skip(1) {
        let DocumentBlock::Fields(fields) = &section.blocks[0] else { panic!("{section:?}") };
        let id = fields.iter().find(|(label, _)| *label == "Id").unwrap().1.to_text();
        let page = pages.iter().find(|page| page.contains(id.as_ref())).unwrap();
        assert!(page.contains(section.heading[0].to_text().as_ref()), "{id} is torn from its heading");
    }
    // The first row of a page says its day, even if the row before it, on the page before, says the same.
    let due = texts(&on_disk(&practice.made(&DocumentKind::Month(month()))).1);
    assert!(due.len() > 1);
    for page in due {
        let first = page.lines().skip_while(|line| !line.starts_with("Day")).nth(1).unwrap();
        assert!(first.contains("/2026"), "{first}");
    }
}

fn comments_of(practice: &Practice, case: &crate::domain::CaseNumber) -> usize {
    practice.store.comments_of_case(case, u32::MAX).unwrap().len()
}

#[test]
fn no_heading_and_no_header_is_printed_without_a_row() {
    let practice = Practice::new(12);
    let tall =
        DocumentCell::from_free_text((0..40).map(|number| format!("line {number}")).collect::<Vec<_>>().join("\n"));
    for before in 30..60 {
        let filling =
            (0..before).map(|number| vec![DocumentCell::from_count(number), DocumentCell::from_words("x")]).collect();
        let columns = || vec![DocumentColumn::new("name", "Name"), DocumentColumn::new("says", "Says")];
        let first = DocumentTable::new(columns(), filling, "nothing");
        let second =
            DocumentTable::new(columns(), vec![vec![DocumentCell::from_words("tall"), tall.clone()]], "nothing")
                .with_title("Second");
        let blocks = vec![DocumentBlock::Table(first), DocumentBlock::Table(second)];
        let document = OutputDocument {
            sections: vec![DocumentSection::from_blocks(blocks)],
            ..practice.made(&DocumentKind::Action)
        };
        let pages = texts(&on_disk(&document).1);
        let on = |said: &str| pages.iter().position(|page| page.contains(said)).unwrap();
        assert_eq!((on("Second"), on("line 0")), (on("tall"), on("line 39")), "{before} rows before");
    }
}

#[test]
fn checklist_review_and_each_handover_sheet_have_one_page() {
    let practice = Practice::new(CASES);
    // Every case in one file, and the two forms of some.
    let caseload = texts(&on_disk(&practice.made(&DocumentKind::Handover(None))).1);
    let glance = caseload.iter().take_while(|page| !page.contains("Last contacts")).count();
    assert!(glance > 0 && caseload.len() - glance == practice.caseload.case_count());
    for ((case, _), page) in practice.caseload.cases().zip(&caseload[glance..]) {
        assert!(page.contains(case.as_str()) && page.contains("Last contacts"), "{case}:\n{page}");
    }
    for (case, _) in practice.caseload.cases().step_by(12) {
        for what in [DocumentKind::Checklist(case.clone(), month()), DocumentKind::Review(case.clone(), month())] {
            assert_eq!(texts(&on_disk(&practice.made(&what)).1).len(), 1, "{what:?}");
        }
    }
}

#[test]
fn names_with_stacked_accents_print_whole() {
    let practice = Practice::new(12);
    let names = ["Nguyễn, Thị Ưởng", "Trương, Ánh Nguyệt", "Đặng, Ngọc Diễm", "Núñez, Íñigo", "Žižek, Łucja"];
    let rows = names.map(|name| vec![DocumentCell::Name(PersonName::from(name)), DocumentCell::from_words("x")]);
    let document = one_table(&practice, rows.to_vec());
    let pages = rendered(&document);
    let text = &pages.texts[0];
    assert!(names.iter().all(|name| text.contains(name)), "{text}");
    assert_eq!(render_document(&document, FileFormat::Pdf).unwrap().unprintable.warning_text(), None);
    // The accents are drawn, not only in the text: the same letters without them have less ink.
    let bare =
        names.map(|name| vec![DocumentCell::from_words(deunicode::deunicode(name)), DocumentCell::from_words("x")]);
    let bare = rendered(&one_table(&practice, bare.to_vec()));
    let ink = |pages: &Rendered| pages.pictures[0].dark(0, pages.pictures[0].width);
    assert!(ink(&pages) > ink(&bare) + 20, "{} {}", ink(&pages), ink(&bare));
}

#[test]
fn chinese_names_print_whole_where_a_font_has_them_and_as_their_sound_and_code_where_none_has() {
    let practice = Practice::new(12);
    let name = "李, 家豪";
    let document = one_table(
        &practice,
        vec![vec![DocumentCell::Name(PersonName::from(name)), DocumentCell::from_words("\u{10fffd}")]],
    );
    let text = rendered(&document).texts.concat();
    let unprintable = render_document(&document, FileFormat::Pdf).unwrap().unprintable;
    assert!(unprintable.0.contains(&'\u{10fffd}') && text.contains("[U+10FFFD]"), "{text}");
    let is_coded = unprintable.0.contains(&'李');
    assert_eq!(text.contains("[Li, U+674E]") && text.contains("[Jia Hao, U+5BB6 U+8C6A]"), is_coded, "{text}");
    assert!(text.contains("a transcription, not the name"), "{text}");
    for sign in name.chars().filter(|sign| *sign > '\u{2e80}') {
        let code = format!("U+{:04X}", u32::from(sign));
        assert_eq!(text.contains(sign), !unprintable.0.contains(&sign), "{sign}: {text}");
        assert_eq!(text.contains(&code), unprintable.0.contains(&sign), "{sign}: {text}");
    }
    assert!(unprintable.warning_text().unwrap().contains("U+10FFFD"));
}

#[test]
fn a_text_longer_than_a_page_goes_on_on_the_next() {
    let practice = Practice::new(12);
    let words: Vec<String> = (0..6000).map(|number| format!("w{number}")).collect();
    let document = one_table(
        &practice,
        vec![vec![DocumentCell::from_words("long"), DocumentCell::from_free_text(words.join(" "))]],
    );
    let pages = rendered(&document);
    let text = pages.texts.concat();
    let told: std::collections::BTreeSet<&str> = text.split_whitespace().collect();
    assert!(pages.texts.len() > 1 && words.iter().all(|word| told.contains(word.as_str())));
    assert_eq!(document.as_of, day());
}
