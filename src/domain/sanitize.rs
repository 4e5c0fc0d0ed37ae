//! Texts from outside made harmless, whatever they hold.

/// The text on one line with every control character shown as a sign, so that no terminal acts on it.
pub fn sanitize_line(text: &str) -> String {
    text.chars().map(visible_char).collect()
}

/// As [`shown`], but line ends and tabs stay.
pub fn sanitize_lines(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\t') { c } else { visible_char(c) }).collect()
}

/// The control pictures of Unicode for what has one, the replacement character for the rest, among it the marks that
/// turn the direction of a text.
fn visible_char(c: char) -> char {
    const PICTURES: u32 = 0x2400;
    match c {
        '\u{7f}' => '\u{2421}',
        '\0'..='\u{1f}' => char::from_u32(PICTURES + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        other => other,
    }
}

/// The text as a spreadsheet will not take for a formula.
pub fn escape_formula(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_is_shown_and_not_sent() {
        assert_eq!(sanitize_line("a\u{1b}[2Jb\nc\u{9b}d"), "a␛[2Jb␊c\u{fffd}d");
        assert_eq!(sanitize_lines("a\nb\u{7}"), "a\nb␇");
    }

    #[test]
    fn a_formula_is_quoted() {
        assert_eq!(escape_formula("=cmd()"), "'=cmd()");
        assert_eq!(escape_formula("Nguyen"), "Nguyen");
    }
}
