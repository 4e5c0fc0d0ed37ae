//! Words of feeling or blame, and words that tell of domestic abuse.

use super::{AbuseWords, Judging, Remark, RemarkKind, remark, words};

pub(super) fn judging(text: &str, all: &[Judging]) -> Vec<Remark> {
    let pairs = all.iter().flat_map(|judging| judging.words.iter().map(move |words| (words, &judging.instead)));
    let of = |(wanted, instead): (&String, &String)| {
        let says = format!("{wanted}: {instead}");
        places(text, wanted).map(move |(at, length)| remark(at, length, RemarkKind::Judging, says.clone(), None))
    };
    pairs.flat_map(of).collect()
}

pub(super) fn domestic_abuse(text: &str, abuse: &AbuseWords) -> Vec<Remark> {
    let says = "domestic-abuse facts: make it a protected comment";
    let of = |wanted: &String| {
        places(text, wanted)
            .map(|(at, length)| remark(at, length, RemarkKind::DomesticAbuse, says.to_owned(), None))
            .collect::<Vec<_>>()
    };
    abuse.words.iter().flat_map(of).collect()
}

/// Where the words follow each other in the text, whole words only, whatever their case: first byte and length.
fn places(text: &str, wanted: &str) -> impl Iterator<Item = (usize, usize)> + use<> {
    let wanted: Vec<String> = wanted.split_whitespace().map(folded).collect();
    let said: Vec<(usize, usize, String)> = words(text).map(|(at, word)| (at, at + word.len(), folded(word))).collect();
    let windows = said
        .windows(wanted.len().max(1))
        .filter(|window| !wanted.is_empty() && window.iter().zip(&wanted).all(|((_, _, said), wanted)| said == wanted));
    let spans: Vec<_> = windows
        .filter_map(|window| Some((window.first()?.0, window.last()?.1)))
        .map(|(start, end)| (start, end - start))
        .collect();
    spans.into_iter()
}

/// Lower case, with the typewriter's apostrophe.
fn folded(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}
