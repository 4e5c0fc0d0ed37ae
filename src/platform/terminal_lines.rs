//! Sentences on a terminal, broken between words: a terminal itself breaks a line wherever its last column is.

use std::borrow::Cow;
use std::io::IsTerminal;

use textwrap::{Options, WordSplitter};

/// The columns by which the rest of a line that begins with blanks is indented beyond them: `1  ` in a list of choices.
const HANGING: usize = 3;

/// Returns a text as it is written to `outlet`: on a terminal broken between words, so that every line fits, elsewhere as
/// it is.
pub fn break_for_terminal<'a>(text: &'a str, outlet: &impl IsTerminal) -> Cow<'a, str> {
    if !outlet.is_terminal() {
        return Cow::Borrowed(text);
    }
    match crossterm::terminal::size() {
        Ok((columns, _)) if columns > 0 => Cow::Owned(break_between_words(text, columns.into())),
        _ => Cow::Borrowed(text),
    }
}

/// Returns a text in lines of at most `columns`. Its own line ends stay, a word that is longer than a line, such as a path, is
/// left whole, and what follows an indented beginning is indented further.
fn break_between_words(text: &str, columns: usize) -> String {
    let broken = text.split('\n').map(|line| {
        let blanks = line.len() - line.trim_start().len();
        let rest = " ".repeat(if blanks > 0 { blanks + HANGING } else { 0 });
        let options = Options::new(columns).subsequent_indent(&rest).break_words(false);
        textwrap::fill(line, options.word_splitter(WordSplitter::NoHyphenation))
    });
    broken.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::break_between_words;

    #[rstest]
    #[case("one two three", 9, "one two\nthree")]
    #[case("one two three", 80, "one two three")]
    #[case("  1  one two three", 12, "  1  one two\n     three")]
    #[case("one\n\ntwo three", 6, "one\n\ntwo\nthree")]
    #[case("in /srv/a/long/path now", 8, "in\n/srv/a/long/path\nnow")]
    #[case("王小明 王小明", 8, "王小明\n王小明")]
    fn a_text_is_broken_between_words(#[case] text: &str, #[case] columns: usize, #[case] lines: &str) {
        assert_eq!(break_between_words(text, columns), lines);
    }
}
