//! Given names that look different and may be one person's: short forms of a name, and what is written for a child that
//! has no name yet. The lists are in `assets/given_names.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::name::{PersonName, fold_for_search, squeeze_for_search};

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameFile {
    unnamed: Unnamed,
    short_forms: ShortForms,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unnamed {
    begins: HashSet<String>,
    words: HashSet<String>,
    most_days_apart: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShortForms {
    groups: Vec<Vec<String>>,
}

#[expect(clippy::expect_used, reason = "the file is built in, and a test parses it")]
static NAMES: LazyLock<NameFile> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/given_names.toml")).expect("assets/given_names.toml is good")
});

/// The groups that each name is in.
static GROUPS: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, group) in NAMES.short_forms.groups.iter().enumerate() {
        for name in group {
            groups.entry(name).or_default().push(index);
        }
    }
    groups
});

/// Returns whether two given names are forms of one name: `Bill` and `William`, `José` and `Pepe`, or an initial and the
/// name that begins with it. The first word of each decides, or the whole where it is written in one word.
pub fn are_forms_of_one_name(a: &str, b: &str) -> bool {
    let (left, right) = (fold_for_search(a), fold_for_search(b));
    let first = |name: &str| squeeze_for_search(name.split_whitespace().next().unwrap_or_default());
    let (one, other) = (first(&left), first(&right));
    let is_initial = |short: &str, long: &str| short.len() == 1 && long.starts_with(short);
    let groups_of = |name: &str| GROUPS.get(name).map_or(&[][..], Vec::as_slice);
    is_initial(&one, &other)
        || is_initial(&other, &one)
        || groups_of(&one).iter().any(|group| groups_of(&other).contains(group))
}

/// Returns whether a name says that its bearer has no given name yet: `Garcia, Baby Boy`, `Unborn, Garcia`, or no given name
/// at all.
pub fn is_unnamed(name: &PersonName) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = fold_for_search(text);
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (last, first) = (words(&name.last), words(&name.first));
    match (last.as_slice(), first.as_slice()) {
        ([_only], []) => true,
        // A name without a comma: the family name stands first or last.
        (all @ [.., _], []) => stands_for_no_name(all.get(1..).unwrap_or_default()) || begins_like_none(all),
        (last, first) => stands_for_no_name(first) || stands_for_no_name(last),
    }
}

/// Returns the most days between the dates of birth of a child's rows before and after it had a name.
pub fn most_days_apart_of_unnamed() -> i64 {
    NAMES.unnamed.most_days_apart
}

fn stands_for_no_name(words: &[String]) -> bool {
    let is_known = |word: &String| NAMES.unnamed.words.contains(word) || NAMES.unnamed.begins.contains(word);
    // One letter alone is an initial.
    let is_initial = words.len() == 1 && words.iter().all(|word| word.len() == 1);
    begins_like_none(words) || (!words.is_empty() && !is_initial && words.iter().all(is_known))
}

fn begins_like_none(words: &[String]) -> bool {
    words.first().is_some_and(|word| NAMES.unnamed.begins.contains(word))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Garcia, Baby Boy", true)]
    #[case("Garcia, BABYGIRL", true)]
    #[case("Garcia, Baby Boy of Ana", true)]
    #[case("Garcia, Unborn", true)]
    #[case("Garcia, New Born", true)]
    #[case("Garcia, Newborn", true)]
    #[case("Garcia, Girl", true)]
    #[case("Garcia, Twin A", true)]
    #[case("Garcia, Infant 2", true)]
    #[case("Garcia, Bebé", true)]
    #[case("Garcia, Recién nacida", true)]
    #[case("Baby Boy, Garcia", true)]
    #[case("Garcia Baby Boy", true)]
    #[case("Baby Garcia", true)]
    #[case("Garcia", true)]
    #[case("Garcia, A.", false)]
    #[case("Garcia, Leo", false)]
    #[case("Leo Garcia", false)]
    #[case("Garcia, Nina Maria", false)]
    #[case("張, 小明", false)]
    fn a_name_may_stand_for_none(#[case] name: &str, #[case] unnamed: bool) {
        assert_eq!(is_unnamed(&PersonName::from(name)), unnamed);
    }

    #[rstest]
    #[case("Bill", "William", true)]
    #[case("José", "Pepe", true)]
    #[case("Liz Ann", "ELIZABETH", true)]
    #[case("Maria", "Mary", true)]
    #[case("A.", "Ana", true)]
    #[case("Muhammad", "Mohamed", true)]
    #[case("Ana", "Leo", false)]
    #[case("", "", false)]
    fn a_name_has_short_forms(#[case] a: &str, #[case] b: &str, #[case] forms: bool) {
        assert_eq!(are_forms_of_one_name(a, b), forms);
        assert_eq!(are_forms_of_one_name(b, a), forms);
    }

    #[test]
    fn every_name_of_the_lists_is_written_as_names_are_compared() {
        let all = NAMES.short_forms.groups.iter().flatten().chain(&NAMES.unnamed.begins).chain(&NAMES.unnamed.words);
        all.for_each(|name| assert_eq!(&squeeze_for_search(name), name));
        assert!(NAMES.short_forms.groups.iter().all(|group| group.len() > 1));
    }
}
