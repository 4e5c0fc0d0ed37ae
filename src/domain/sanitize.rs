//! Text from outside made harmless before it is shown or kept, and the one table of characters that are unsafe.

use std::fmt::Write as _;

/// Returns whether a character must not reach a terminal, a list, a printout or the record as it is.
///
/// Unsafe are:
/// - control characters (C0, DEL, C1), on which a terminal may act; an outlet that shows several lines keeps its own
///   line ends and tabs,
/// - the line and paragraph separators U+2028 and U+2029, which break a line where no outlet expects it,
/// - marks that turn the direction of writing (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069): with them
///   a text reads as something that it does not say,
/// - characters of no width that join or spell nothing (U+180E, U+200B, U+2060 to U+2065, U+206A to U+206F, U+FEFF,
///   U+FFF9 to U+FFFB, U+E0001): with them, two different texts look alike.
///
/// Everything that people write with is kept, even where it has no width: the joiners U+200C and U+200D, which Persian
/// and Hindi words and emoji of several people need, variation selectors and tag characters (emoji, flags), combining
/// marks (`Lê` as typed on some keyboards), and the soft hyphen U+00AD, which word processors leave in pasted text.
pub const fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}'
    )
}

/// Returns whether a character has no width and says nothing in a cell of a table: the unsafe marks of direction and of no
/// width, soft hyphens and grapheme joiners. Copied tables and web pages leave them, and a value with one equals no other.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}') || (is_unsafe(c) && !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}'))
}

/// Returns the sign that is shown in place of an unsafe character, or `None` for a character that is shown as it is.
///
/// C0 controls and DEL have control pictures of their own (`␛`); every other unsafe character becomes `�`.
pub fn sign_for_unsafe(c: char) -> Option<char> {
    const PICTURES: u32 = 0x2400;
    match c {
        '\u{7f}' => Some('␡'),
        '\0'..='\u{1f}' => char::from_u32(PICTURES + u32::from(c)),
        _ => is_unsafe(c).then_some(char::REPLACEMENT_CHARACTER),
    }
}

/// Returns the text on one line: every unsafe character, line ends and tabs among them, is shown as a sign.
pub fn sanitize_line(text: &str) -> String {
    text.chars().map(|c| sign_for_unsafe(c).unwrap_or(c)).collect()
}

/// Returns the text with unsafe characters shown as signs, as [`sanitize_line`] does, but keeps line ends and tabs.
pub fn sanitize_lines(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\t') { c } else { sign_for_unsafe(c).unwrap_or(c) }).collect()
}

/// Shows a text between quotation marks, as people read it: accents and vowel signs stay with their letters, and unsafe
/// characters are shown as signs.
pub fn quoted(text: impl AsRef<str>) -> String {
    format!("\"{}\"", sanitize_line(text.as_ref()).replace('"', "\\\""))
}

/// Returns whether nothing of the text can be seen: it has only spaces, unsafe characters and others of no width.
pub fn is_blank(text: &str) -> bool {
    let has_no_width = |c| {
        matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e01ef}'
        )
    };
    text.chars().all(|c| c.is_whitespace() || is_unsafe(c) || has_no_width(c))
}

/// Adds a character to JSON text as an escape, so that the value is the same and the text is harmless.
pub fn push_json_escape(c: char, json: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        // Writing into a text cannot fail.
        let _ = write!(json, "\\u{unit:04x}");
    }
}

/// Returns JSON text with every unsafe character of its values escaped. The line ends between values stay.
pub fn escape_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if is_unsafe(c) && c != '\n' { push_json_escape(c, &mut escaped) } else { escaped.push(c) }
    }
    escaped
}

/// Returns the text in a form that a spreadsheet does not take for a formula.
pub fn escape_formula(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_with_escapes_is_harmless_and_means_the_same() {
        let value = serde_json::json!({ "name": "a\u{202e}b\u{200b}\u{85}c\u{e0001}\n" });
        let escaped = escape_json(&serde_json::to_string_pretty(&value).unwrap());
        assert!(escaped.chars().all(|c| c == '\n' || !is_unsafe(c)), "{escaped:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), value);
    }

    #[test]
    fn an_escape_sequence_is_shown_and_not_sent() {
        assert_eq!(sanitize_line("a\u{1b}[2Jb\nc\u{9b}d"), "a␛[2Jb␊c\u{fffd}d");
        assert_eq!(sanitize_lines("a\nb\u{7}"), "a\nb␇");
    }

    #[test]
    fn every_control_character_is_unsafe_and_has_a_sign_that_is_safe() {
        for c in ('\0'..=char::MAX).filter(|c| is_unsafe(*c) || c.is_control()) {
            assert!(is_unsafe(c), "{}", c.escape_unicode());
            assert!(sign_for_unsafe(c).is_some_and(|sign| !is_unsafe(sign)), "{}", c.escape_unicode());
        }
    }

    #[test]
    fn what_people_write_with_is_kept() {
        let written = "می\u{200c}خواهم, क्\u{200d}ष, 👩\u{200d}👧, ❤\u{fe0f}, Le\u{302}, Sacra\u{ad}mento";
        assert_eq!(sanitize_line(written), written);
    }

    #[test]
    fn a_text_of_what_nobody_sees_is_blank() {
        for blank in ["", " \t\n", "\u{200b}", " \u{200b}\u{feff} \u{2060}", "\u{200d}\u{ad}\u{a0}\u{fe0f}"] {
            assert!(is_blank(blank), "{}", blank.escape_unicode());
        }
        for seen in ["x", "\u{200b}x", "می\u{200c}خواهم", "."] {
            assert!(!is_blank(seen), "{seen}");
        }
    }

    #[test]
    fn a_quoted_text_keeps_the_signs_of_its_letters() {
        assert_eq!(quoted("กุ้ง \"नि\" e\u{301}\u{1b}"), "\"กุ้ง \\\"नि\\\" e\u{301}␛\"");
    }

    #[test]
    fn a_formula_is_quoted() {
        assert_eq!(escape_formula("=cmd()"), "'=cmd()");
        assert_eq!(escape_formula("Nguyen"), "Nguyen");
    }

    /// A cell of a table must equal what it says: what has no width is taken out, but no line end and no letter.
    #[test]
    fn only_what_has_no_width_and_says_nothing_is_invisible() {
        let invisible = ['\u{ad}', '\u{34f}', '\u{200b}', '\u{200e}', '\u{202e}', '\u{2060}', '\u{feff}'];
        assert!(invisible.into_iter().all(is_invisible));
        let kept =
            ['a', ' ', '\n', '\t', '\u{7f}', '\u{85}', '\u{2028}', '\u{2029}', '\u{200c}', '\u{200d}', '\u{301}'];
        assert!(!kept.into_iter().any(is_invisible));
    }

    #[test]
    fn delete_has_a_picture_of_its_own() {
        assert_eq!(
            ['\u{7f}', '\u{1b}', '\u{85}', 'a'].map(sign_for_unsafe),
            [Some('␡'), Some('␛'), Some('\u{fffd}'), None]
        );
    }
}
