//! A person's name as the county writes it, and the form in which names are searched.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// A name in its two parts, exactly as the county writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(from = "String")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PersonName {
    /// The family name.
    pub last: String,
    /// The given names; empty where the county gives one name only.
    pub first: String,
}

impl From<&str> for PersonName {
    /// Parses `Last, First`; a text without a comma is a family name only.
    fn from(text: &str) -> Self {
        let (last, first) = text.split_once(',').unwrap_or((text, ""));
        Self { last: last.trim().to_owned(), first: first.trim().to_owned() }
    }
}

impl PersonName {
    /// Returns `T. N.` for `Nguyễn, Thị Lan`: given name, then family name. The initials are in Latin letters, because one
    /// character of a Chinese name is the whole of it.
    pub fn initials(&self) -> String {
        let initial = |part: &str| {
            let first = fold_for_search(part).chars().find(|character| character.is_alphanumeric())?;
            Some(format!("{}.", first.to_uppercase()))
        };
        [&self.first, &self.last].into_iter().filter_map(|part| initial(part)).collect::<Vec<_>>().join(" ")
    }
}

impl From<String> for PersonName {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl Serialize for PersonName {
    /// Serializes the displayed form in one step, because a large extract has many names.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.first.is_empty() {
            serializer.serialize_str(&self.last)
        } else {
            serializer.serialize_str(&[&self.last, ", ", &self.first].concat())
        }
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first.is_empty() { f.pad(&self.last) } else { f.pad(&format!("{}, {}", self.last, self.first)) }
    }
}

/// Returns the form in which a search compares texts: lower case, without accents.
pub fn fold_for_search(text: &str) -> String {
    deunicode::deunicode(text).to_lowercase()
}

/// Returns the form in which a search compares texts whose spaces and punctuation people leave out: `O'Brien` and
/// `obrien` have the same.
pub fn squeeze_for_search(text: &str) -> String {
    fold_for_search(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_do_not_matter_in_a_search() {
        assert_eq!(fold_for_search("Núñez, Lê Đức"), "nunez, le duc");
    }

    #[test]
    fn signs_and_blanks_do_not_matter_in_a_squeezed_search() {
        assert_eq!(squeeze_for_search("O'Brien-Núñez, Mary Jo 2"), "obriennunezmaryjo2");
        assert_eq!(PersonName::from("Brown, Keisha".to_owned()), PersonName::from("Brown, Keisha"));
    }

    #[test]
    fn a_name_keeps_its_parts() {
        let name = PersonName::from("Ramírez, Rafael");
        assert_eq!((name.last.as_str(), name.first.as_str()), ("Ramírez", "Rafael"));
        assert_eq!(name.to_string(), "Ramírez, Rafael");
    }
}
