//! For tests: which form the dates in a text have, and whether it has names that only data has.

/// Returns whether a text has a date such as `2026-11-19` or a month such as `2026-11`, which only data has. A date
/// after an underscore, as in the name of an extract, does not count.
pub fn has_data_date(text: &str) -> bool {
    const FORM: &[u8] = b"0000-00";
    let is_form = |part: &[u8]| {
        part.iter().zip(FORM).all(|(given, form)| match form {
            b'0' => given.is_ascii_digit(),
            _ => given == form,
        })
    };
    let bytes = text.as_bytes();
    let is_in_word = |place: Option<usize>| {
        place.and_then(|place| bytes.get(place)).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    };
    let mut places = bytes.windows(FORM.len()).enumerate();
    places.any(|(start, part)| {
        is_form(part) && !is_in_word(start.checked_sub(1)) && !is_in_word(start.checked_add(FORM.len()))
    })
}

/// Returns whether a text has a name of the program's own, such as `hours_met_guard`: a word of letters with an underscore
/// in it. The name of an extract has digits.
pub fn has_internal_name(text: &str) -> bool {
    let words = text.split(|character: char| !character.is_ascii_alphanumeric() && character != '_');
    words
        .filter(|word| !word.bytes().any(|byte| byte.is_ascii_digit()))
        .any(|word| word.split('_').filter(|part| !part.is_empty()).count() > 1)
}

/// Returns whether a text has a date such as `Thu 11/19` or `11/19/2026`, or a month such as `Nov 2026` or
/// `November 2026`, which only people read.
pub fn has_readable_date(text: &str) -> bool {
    let words: Vec<&str> = text.split(|character: char| !character.is_alphanumeric() && character != '/').collect();
    let is_number =
        |word: &str, lengths: &[usize]| lengths.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = |word: &str| word.parse::<chrono::Month>().is_ok();
    let is_weekday = |word: &str| word.parse::<chrono::Weekday>().is_ok();
    let is_day = |word: &str| {
        let parts: Vec<&str> = word.split('/').collect();
        matches!(parts[..], [month, day] if is_number(month, &[2]) && is_number(day, &[2]))
    };
    let is_date = |word: &str| word.rsplit_once('/').is_some_and(|(day, year)| is_day(day) && is_number(year, &[4]));
    words.iter().any(|word| is_date(word))
        || words.windows(2).any(|pair| is_month(pair[0]) && is_number(pair[1], &[4]))
        || words.windows(2).any(|pair| is_weekday(pair[0]) && is_day(pair[1]))
}

#[test]
fn the_form_of_a_date_is_recognized() {
    assert!(has_data_date("ended on 2026-11-15") && has_data_date("in 2026-10") && !has_data_date("42-7.38, 11/15"));
    assert!(!has_data_date("listing_2026-11-19.csv, row 3"));
    assert!(!has_data_date("019aa75b-c280-7512-800f-7cfe03fcab31") && has_data_date("on 2026-11-19."));
    assert!(has_readable_date("ended on Sun 11/15") && has_readable_date("on 11/05/2026"));
    assert!(has_readable_date("in October 2026;") && has_readable_date("(Nov 2026)"));
    assert!(!has_readable_date("ended on 2026-11-15, the 2nd of 3; WTW 2; May 12; Sun 15"));
}
