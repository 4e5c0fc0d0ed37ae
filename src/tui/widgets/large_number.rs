//! A telephone number in large digits, to be read from the keypad of a telephone.

/// The lines of a large number.
pub const LINES: u16 = 5;

/// The digits, three columns each.
const DIGITS: [[&str; 5]; 10] = [
    ["███", "█ █", "█ █", "█ █", "███"],
    ["  █", "  █", "  █", "  █", "  █"],
    ["███", "  █", "███", "█  ", "███"],
    ["███", "  █", "███", "  █", "███"],
    ["█ █", "█ █", "███", "  █", "  █"],
    ["███", "█  ", "███", "  █", "███"],
    ["███", "█  ", "███", "█ █", "███"],
    ["███", "  █", "  █", "  █", "  █"],
    ["███", "█ █", "███", "█ █", "███"],
    ["███", "█ █", "███", "  █", "███"],
];
const DASH: [&str; 5] = ["   ", "   ", "▬▬▬", "   ", "   "];
const GAP: [&str; 5] = ["  "; 5];
const PLUS: [&str; 5] = ["   ", " █ ", "███", " █ ", "   "];

/// Returns a number in [`LINES`] lines. Digits, a plus and dashes are drawn, parentheses and other signs are a space.
pub fn large_lines(number: &str) -> Vec<String> {
    let glyphs: Vec<&[&str; 5]> = number.chars().filter_map(glyph).collect();
    let line = |row: usize| glyphs.iter().filter_map(|glyph| glyph.get(row).copied()).collect::<Vec<_>>().join(" ");
    (0..usize::from(LINES)).map(|row| line(row).trim_end().to_owned()).collect()
}

fn glyph(c: char) -> Option<&'static [&'static str; 5]> {
    match c {
        '-' => Some(&DASH),
        '+' => Some(&PLUS),
        // The space after a parenthesis is enough.
        '(' | ')' => None,
        c => c.to_digit(10).map_or(Some(&GAP), |digit| DIGITS.get(usize::try_from(digit).ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_digit_is_drawn_once() {
        let all = large_lines("0123456789");
        assert_eq!(all.len(), usize::from(LINES));
        let columns = |digit: usize| {
            let part = |line: &String| line.chars().skip(digit * 4).take(3).collect::<String>();
            all.iter().map(part).collect::<Vec<_>>().join("\n")
        };
        let drawn: std::collections::BTreeSet<_> = (0..10).map(columns).collect();
        assert_eq!(drawn.len(), 10, "no two digits look alike");
    }

    #[test]
    fn a_number_with_its_area_code_fits_the_smallest_screen() {
        let widest = large_lines("(510) 555-0178").iter().map(|line| line.chars().count()).max();
        assert!(widest.unwrap() <= 52, "{widest:?}");
    }
}
