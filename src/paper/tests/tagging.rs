//! Paper, read by ear: poppler reports the structure of a file, and it says what the pages say, in reading order.

use std::collections::BTreeMap;
use std::path::Path;

use super::paper::{on_disk, one_table, poppler, texts};
use super::{Practice, month};
use crate::paper::{DocumentBlock, DocumentCell, DocumentKind, FileFormat, OutputDocument, render_document};

/// The number of cases. Poppler is slow with the structure of many cases.
const FEW: usize = 24;

/// An element of a file's structure, as `pdfinfo` prints it.
#[derive(Debug, Default)]
struct Element {
    role: String,
    attributes: Vec<String>,
    text: String,
    children: Vec<Self>,
}

impl Element {
    /// Reads the structure of a file.
    fn read(pdf: &Path) -> Self {
        let told = poppler("pdfinfo", &["-struct-text", pdf.to_str().unwrap()]);
        let told = String::from_utf8_lossy(&told).into_owned();
        let mut open: Vec<(usize, Self)> = vec![];
        for line in told.lines() {
            let (indent, said) = (line.len() - line.trim_start().len(), line.trim_start());
            match said.chars().next() {
                Some('"') => open.last_mut().unwrap().1.text.push_str(said.trim_matches('"')),
                Some('/') => open.last_mut().unwrap().1.attributes.push(said.to_owned()),
                Some(_) => {
                    Self::close(&mut open, indent);
                    let role = said.split([' ', ':']).next().unwrap().to_owned();
                    open.push((indent, Self { role, ..Self::default() }));
                }
                None => {}
            }
        }
        Self::close(&mut open, 1);
        open.pop().unwrap().1
    }

    fn close(open: &mut Vec<(usize, Self)>, indent: usize) {
        while let Some((_, done)) = open.pop_if(|(own, _)| *own >= indent && indent > 0) {
            open.last_mut().unwrap().1.children.push(done);
        }
    }

    /// Returns all elements of some roles in reading order.
    fn find_all(&self, roles: &[&str]) -> Vec<&Self> {
        let inside = self.children.iter().flat_map(|child| child.find_all(roles));
        roles.contains(&self.role.as_str()).then_some(self).into_iter().chain(inside).collect()
    }

    /// Returns all that is said, element by element.
    fn read_aloud(&self) -> String {
        let inside = self.children.iter().map(Self::read_aloud);
        std::iter::once(self.text.clone()).chain(inside).collect::<Vec<_>>().join(" ")
    }

    /// Returns how many rows the element heads or stands in.
    fn row_span(&self) -> usize {
        let span = self.attributes.iter().find_map(|attribute| attribute.strip_prefix("/RowSpan "));
        span.map_or(1, |rows| rows.parse().unwrap())
    }
}

fn read_document(document: &OutputDocument) -> Element {
    let (_folder, pdf) = on_disk(document);
    Element::read(&pdf)
}

/// Counts the words. A line may end at a hyphen or between two codes, so anything that is no letter separates words.
fn count_words(text: &str) -> BTreeMap<&str, usize> {
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(BTreeMap::new(), |mut words, word| {
        *words.entry(word).or_default() += 1;
        words
    })
}

fn tell_texts(elements: &[&Element]) -> Vec<String> {
    elements.iter().map(|element| element.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_written_pdf_is_tagged_and_has_title_and_language() {
    let practice = Practice::new(12);
    for what in practice.every() {
        let document = practice.made(&what);
        let (_folder, pdf) = on_disk(&document);
        let path = pdf.to_str().unwrap();
        let told = String::from_utf8(poppler("pdfinfo", &[path])).unwrap();
        assert!(told.contains("Tagged:          yes"), "{what:?}: {told}");
        assert!(told.contains(&format!("Title:           {}", document.title_text())), "{what:?}: {told}");
        let declared = String::from_utf8(poppler("pdfinfo", &["-meta", path])).unwrap();
        assert!(declared.contains("<pdfuaid:part>1</pdfuaid:part>"), "{what:?} does not declare PDF/UA-1");
        assert!(declared.contains("<dc:language><rdf:Bag><rdf:li>en-US</rdf:li>"), "{what:?}: {declared}");
        let bytes = std::fs::read(&pdf).unwrap();
        assert!(bytes.windows(12).any(|window| window == b"/Lang(en-US)"), "{what:?} has no language");
    }
}

#[test]
fn the_structure_says_what_the_pages_say() {
    let practice = Practice::new(FEW);
    let case = practice.case();
    for what in [
        DocumentKind::Checklist(case.clone(), month()),
        DocumentKind::Review(case.clone(), month()),
        DocumentKind::Handover(Some(case)),
    ] {
        let (_folder, pdf) = on_disk(&practice.made(&what));
        let pages = texts(&pdf);
        assert_eq!(pages.len(), 1, "{what:?}");
        // The number of the page is of the page alone.
        let page = pages[0].replace("Page 1 of 1", "");
        let said = Element::read(&pdf).read_aloud();
        assert_eq!(count_words(&said), count_words(&page), "{what:?}");
    }
    // In a document of many pages, what is on every page is read once, and nothing else is left out.
    for what in [
        DocumentKind::Cases,
        DocumentKind::Month(month()),
        DocumentKind::Contacts(month(), month()),
        DocumentKind::Handover(None),
    ] {
        let document = practice.made(&what);
        let (_folder, pdf) = on_disk(&document);
        let (pages, structure) = (texts(&pdf).join(" "), Element::read(&pdf));
        let (said, on_pages) = (structure.read_aloud(), count_words(&pages));
        let said = count_words(&said);
        let left_out = on_pages.keys().find(|word| !said.contains_key(*word) && !["Page", "of"].contains(word));
        let number = left_out.is_none_or(|word| word.parse::<usize>().is_ok());
        assert!(number, "{what:?}: {left_out:?} is not told");
        assert!(
            said.iter().all(|(word, count)| on_pages.get(word).is_some_and(|on_page| on_page >= count)),
            "{what:?}"
        );
        assert_eq!(tell_texts(&structure.find_all(&["H1"])), [document.title_text()], "{what:?}");
    }
}

#[test]
fn headings_are_in_reading_order_and_are_bookmarks() {
    let practice = Practice::new(FEW);
    let document = practice.made(&DocumentKind::Handover(None));
    let (_folder, pdf) = on_disk(&document);
    let structure = Element::read(&pdf);
    let headings = structure.find_all(&["H1", "H2", "H3"]);
    let levels: Vec<&str> = headings.iter().map(|heading| heading.role.as_str()).collect();
    assert!(levels[0] == "H1" && levels[1] == "H2" && levels.windows(2).all(|pair| pair != ["H1", "H3"]), "{levels:?}");
    let mut expected = vec![document.title_text()];
    for section in &document.sections {
        let heading: Vec<_> =
            section.heading.iter().map(DocumentCell::to_text).filter(|piece| !piece.is_empty()).collect();
        expected.extend((!heading.is_empty()).then(|| heading.join(" ")));
        expected.extend(section.blocks.iter().filter_map(|block| match block {
            DocumentBlock::Table(table) if !table.title.is_empty() => Some(table.title.to_owned()),
            _ => None,
        }));
    }
    let unprintable = render_document(&document, FileFormat::Pdf).unwrap().unprintable.0;
    let printed = |text: &String| {
        let mut printed = String::new();
        for signs in
            text.chars().collect::<Vec<_>>().chunk_by(|a, b| unprintable.contains(a) == unprintable.contains(b))
        {
            let signs: String = signs.iter().collect();
            let is_coded = signs.chars().any(|sign| unprintable.contains(&sign));
            printed.push_str(&if is_coded { crate::paper::write::stand_in(&signs) } else { signs });
        }
        printed
    };
    assert_eq!(tell_texts(&headings), expected.iter().map(printed).collect::<Vec<_>>());
    let pages = String::from_utf8(poppler("pdftohtml", &["-xml", "-i", "-stdout", pdf.to_str().unwrap()])).unwrap();
    let bookmarks = pages.lines().filter_map(|line| line.strip_prefix("<item page=\"")?.split(['>', '<']).nth(1));
    let bookmarks: Vec<_> = bookmarks.map(|text| text.replace("&#39;", "'").replace("&amp;", "&")).collect();
    assert_eq!(bookmarks, expected);
}

#[test]
fn every_table_has_a_heading_for_each_column_and_a_cell_in_each_place() {
    let practice = Practice::new(FEW);
    for what in [
        DocumentKind::Month(month()),
        DocumentKind::Cases,
        DocumentKind::Checklist(practice.case(), month()),
        DocumentKind::Handover(None),
    ] {
        let document = practice.made(&what);
        let structure = read_document(&document);
        let tables = structure.find_all(&["Table"]);
        assert_eq!(tables.len(), document.tables().filter(|table| !table.rows.is_empty()).count(), "{what:?}");
        for (table, source) in tables.iter().zip(document.tables().filter(|table| !table.rows.is_empty())) {
            let (head, body) = (&table.children[0], &table.children[1]);
            assert_eq!((head.role.as_str(), body.role.as_str(), table.children.len()), ("THead", "TBody", 2));
            let [titles] = head.children.as_slice() else { panic!("{what:?} has more than one row of headings") };
            let is_column = |cell: &Element| cell.role == "TH" && cell.attributes == ["/Scope /Column"];
            assert!(titles.children.iter().all(is_column), "{titles:?}");
            assert_eq!(body.children.len(), source.rows.len(), "{what:?}");
            let columns = titles.children.len();
            let mut headed = 0;
            let mut spans: Vec<usize> = vec![];
            for row in &body.children {
                assert!(row.role == "TR" && row.children.iter().all(|cell| ["TH", "TD"].contains(&cell.role.as_str())));
                spans.retain_mut(|span| {
                    *span -= 1;
                    *span > 0
                });
                assert_eq!(row.children.len() + spans.len(), columns, "{what:?}: {row:?}");
                for cell in row.children.iter().filter(|cell| cell.role == "TH") {
                    assert!(cell.attributes.contains(&"/Scope /Row".to_owned()), "{cell:?}");
                    headed += cell.row_span();
                    spans.push(cell.row_span());
                }
            }
            assert_eq!(headed % body.children.len(), 0, "each row is headed as often as every other");
        }
    }
}

#[test]
fn facts_are_a_list_of_labels_and_what_they_name() {
    let practice = Practice::new(12);
    let document = practice.made(&DocumentKind::CaseComments(practice.case()));
    let structure = read_document(&document);
    let mut items = structure.find_all(&["LI"]).into_iter();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        let DocumentBlock::Fields(fields) = block else { continue };
        for (label, _) in fields {
            let item = items.next().unwrap();
            assert_eq!((item.children[0].role.as_str(), item.children[0].text.as_str()), ("Lbl", *label));
            assert!(item.children.iter().skip(1).all(|child| child.role == "LBody"), "{item:?}");
        }
    }
    assert!(items.next().is_none());
}

#[test]
fn a_cell_of_many_pages_is_read_as_one() {
    let practice = Practice::new(12);
    let words: Vec<String> = (0..6000).map(|number| format!("w{number}")).collect();
    let document = one_table(
        &practice,
        vec![vec![DocumentCell::from_words("long"), DocumentCell::from_free_text(words.join(" "))]],
    );
    let structure = read_document(&document);
    assert_eq!(tell_texts(&structure.find_all(&["TH"])), ["Name", "Says"], "the header of the other pages is not told");
    let [name, says] = structure.find_all(&["TD"])[..] else { panic!("{structure:?}") };
    assert_eq!(name.text.trim(), "long");
    assert!(says.text.split_whitespace().eq(&words), "a word is lost, or two are one");
}
