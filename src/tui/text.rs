//! Measures, cuts and wraps text; no other module does. Everything here counts terminal columns, never bytes or
//! characters, and steps by grapheme, so that `Lê`, `Núñez` and `王` line up.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::domain::sanitize;

/// The sign that marks where a text was cut.
const CUT: &str = "…";

/// Returns the text without characters that a terminal would act on: unsafe characters become signs, and a tab becomes
/// a space. Line ends are kept for [`wrapped`].
pub fn printable_text(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c == '\n' || control_sign(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if c == '\n' { c } else { control_sign(c).unwrap_or(c) }).collect())
}

/// Returns the text on one line: like [`printable_text`], with line ends as spaces.
pub fn one_line(text: &str) -> Cow<'_, str> {
    match printable_text(text) {
        Cow::Borrowed(text) if !text.contains('\n') => Cow::Borrowed(text),
        text => Cow::Owned(text.replace('\n', " ")),
    }
}

/// Returns a pasted text in the form in which it is kept: line ends as `\n`, other control characters as signs, tabs as
/// they are.
pub fn normalize_pasted(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    lines.chars().map(|c| if matches!(c, '\n' | '\t') { c } else { control_sign(c).unwrap_or(c) }).collect()
}

/// Returns what is drawn in place of a character that must not reach the terminal: a space for a tab, a sign for the
/// others.
fn control_sign(c: char) -> Option<char> {
    if c == '\t' { Some(' ') } else { sanitize::sign_for_unsafe(c) }
}

/// Returns how many columns the text takes.
pub fn display_width(text: &str) -> usize {
    text.width()
}

/// Returns the text in at most `columns`, with `…` where it was cut.
pub fn cut_to_width(text: &str, columns: usize) -> Cow<'_, str> {
    if display_width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut kept = prefix_of_width(text, columns.saturating_sub(display_width(CUT))).to_owned();
    if columns > 0 {
        kept.push_str(CUT);
    }
    Cow::Owned(kept)
}

/// Returns as many whole graphemes from the start as fit in `columns`.
fn prefix_of_width(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let fits = text.grapheme_indices(true).take_while(|(_, grapheme)| {
        used += display_width(grapheme);
        used <= columns
    });
    let end = fits.last().map_or(0, |(at, grapheme)| at + grapheme.len());
    text.get(..end).unwrap_or_default()
}

/// Returns the text in exactly `columns`, cut, or padded on the right.
pub fn align_left(text: &str, columns: usize) -> String {
    let text = cut_to_width(text, columns);
    let fill = columns.saturating_sub(display_width(&text));
    format!("{text}{:fill$}", "")
}

/// Returns the text in exactly `columns`, cut, or padded on the left, for numbers.
pub fn align_right(text: &str, columns: usize) -> String {
    let text = cut_to_width(text, columns);
    let fill = columns.saturating_sub(display_width(&text));
    format!("{:fill$}{text}", "")
}

/// Returns the text broken into lines of at most `columns`, at spaces where there are any. Line ends in it are kept.
pub fn wrap_text(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    printable_text(text).split('\n').flat_map(|paragraph| wrap_paragraph(paragraph, columns)).collect()
}

/// Returns as many lines as are wanted; the last of them ends with `…` if there were more.
pub fn cut_to_lines(mut lines: Vec<String>, wanted: usize, columns: usize) -> Vec<String> {
    if lines.len() > wanted {
        lines.truncate(wanted);
        if let Some(last) = lines.last_mut() {
            *last = cut_to_width(&format!("{last} …"), columns).into_owned();
        }
    }
    lines
}

/// Joins parts into lines with a gap between them, as many in a line as fit; none is broken.
pub fn flow_parts(parts: impl IntoIterator<Item = String>, gap: &str, columns: usize) -> Vec<String> {
    parts.into_iter().fold(Vec::new(), |mut lines: Vec<String>, part| {
        match lines.last_mut() {
            Some(line) if display_width(line) + gap.len() + display_width(&part) <= columns => {
                line.push_str(gap);
                line.push_str(&part);
            }
            _ => lines.push(part),
        }
        lines
    })
}

/// Returns the text on lines of at most `columns`; the lines after the first are indented by two more columns.
pub fn wrap_hanging(text: &str, columns: usize) -> Vec<String> {
    let line = one_line(text);
    let content = line.trim_start();
    let indent = display_width(&line).saturating_sub(display_width(content));
    let wrapped = wrap_text(content, columns.saturating_sub(indent + 2));
    let placed =
        |(index, part): (usize, &String)| format!("{:1$}{part}", "", if index == 0 { indent } else { indent + 2 });
    wrapped.iter().enumerate().map(placed).collect()
}

fn wrap_paragraph(paragraph: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in paragraph.split_inclusive(' ') {
        place_word(&mut lines, word, columns);
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

fn place_word(lines: &mut Vec<String>, word: &str, columns: usize) {
    let Some(line) = lines.last_mut() else { return };
    if display_width(line) + display_width(word.trim_end()) <= columns {
        line.push_str(word);
    } else if display_width(word) <= columns {
        lines.push(word.trim_start().to_owned());
    } else {
        // A word wider than the line is broken between graphemes.
        for grapheme in word.graphemes(true) {
            match lines.last_mut() {
                Some(line) if display_width(line) + display_width(grapheme) <= columns => line.push_str(grapheme),
                _ => lines.push(grapheme.to_owned()),
            }
        }
    }
}

/// Returns how many characters the grapheme before the character position `at` has; 0 at the start.
pub fn chars_before(line: &str, at: usize) -> usize {
    let mut start = 0;
    for grapheme in line.graphemes(true) {
        let chars = grapheme.chars().count();
        if start + chars >= at {
            return at - start;
        }
        start += chars;
    }
    0
}

/// Returns how many characters the grapheme at the character position `at` has; 0 at the end.
pub fn chars_after(line: &str, at: usize) -> usize {
    let mut start = 0;
    for grapheme in line.graphemes(true) {
        start += grapheme.chars().count();
        if start > at {
            return start - at;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_that_it_would_act_on() {
        assert_eq!(printable_text("a\u{1b}[31mb\u{7}\u{9b}c\u{202e}d"), "a␛[31mb␇\u{fffd}c\u{fffd}d");
        assert_eq!(one_line("two\nlines\tand a tab"), "two lines and a tab");
        assert_eq!(normalize_pasted("a\r\nb\rc\td\u{1b}"), "a\nb\nc\td␛");
    }

    /// Returns what each outlet makes of a text: terminal, pasted text, lists and printouts, cells and excerpts of
    /// extracts.
    fn outlets(text: &str) -> [String; 7] {
        use crate::import::redact_ssn::{clean_excerpt, clean_text};
        [
            printable_text(text).into_owned(),
            one_line(text).into_owned(),
            normalize_pasted(text),
            sanitize::sanitize_line(text),
            sanitize::sanitize_lines(text),
            clean_text(text),
            clean_excerpt(text),
        ]
    }

    #[test]
    fn every_outlet_uses_the_one_table_of_unsafe_characters() {
        let (unsafe_chars, safe): (Vec<char>, Vec<char>) =
            ('\0'..=char::MAX).filter(|c| !c.is_whitespace() || c.is_control()).partition(|c| sanitize::is_unsafe(*c));
        for c in unsafe_chars.into_iter().chain(['\u{2028}', '\u{2029}']) {
            for text in outlets(&format!("a{c}b")) {
                let kept = text.chars().all(|shown| matches!(shown, '\n' | '\t') || !sanitize::is_unsafe(shown));
                assert!(kept, "{}: {text:?}", c.escape_unicode());
            }
        }
        // Few enough that no excerpt is cut, with letters between so that no digits make a number to mask.
        for chars in safe.chunks(16) {
            let text: String = chars.iter().flat_map(|c| ['x', *c]).collect();
            assert!(outlets(&text).iter().all(|shown| *shown == text), "{text:?}");
        }
    }

    #[rstest]
    #[case("Nguyen", 6, "Nguyen")]
    #[case("Nguyen", 4, "Ngu…")]
    #[case("王小明", 4, "王…")]
    #[case("Le\u{302} Thi", 3, "Le\u{302}…")]
    #[case("Nguyen", 0, "")]
    fn a_text_is_cut_between_graphemes(#[case] text: &str, #[case] columns: usize, #[case] cut_to: &str) {
        assert_eq!(cut_to_width(text, columns), cut_to);
        assert_eq!(display_width(&align_left(text, columns)), columns);
        assert_eq!(display_width(&align_right(text, columns)), columns);
    }

    #[rstest]
    #[case("one two three", 8, &["one two", "three"])]
    #[case("one\n\ntwo", 8, &["one", "", "two"])]
    #[case("abcdefghij", 4, &["abcd", "efgh", "ij"])]
    #[case("王王王 王", 4, &["王王", "王", "王"])]
    #[case("", 4, &[""])]
    fn a_text_is_wrapped_at_spaces(#[case] text: &str, #[case] columns: usize, #[case] lines: &[&str]) {
        assert_eq!(wrap_text(text, columns), lines);
    }

    #[test]
    fn the_lines_after_the_first_are_indented() {
        assert_eq!(wrap_hanging("  row 2: one two three", 16), ["  row 2: one", "    two three"]);
        assert_eq!(wrap_hanging("one two", 80), ["one two"]);
    }

    #[test]
    fn the_caret_steps_by_grapheme() {
        let line = "e\u{301}a";
        assert_eq!((chars_before(line, 2), chars_before(line, 3), chars_before(line, 0)), (2, 1, 0));
        assert_eq!((chars_after(line, 0), chars_after(line, 2), chars_after(line, 3)), (2, 1, 0));
    }
}
