//! The rows of a policy file's code tables as the file has them, whatever the table: so that no table can be forgotten where
//! an office's rows are compared with those that a statute fixes, or with those that the machine locks.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer as _, MapAccess, Visitor};
use toml::Value;

use super::param::Certainty;

/// The key under which an office names what changed a statutory row.
const CITATION: &str = "statute_changed";
/// The key with which the file of the machine keeps a home from changing a row.
const LOCK: &str = "locked";
/// The keys of which one names a row, the first that a row has.
const CODES: [&str; 11] = ["id", "code", "status", "from", "act", "duty", "office", "rule", "worker", "how", "name"];
/// The keys that decide nothing: titles and the words of counties, where something comes from, and the two above.
const DECIDING_NOTHING: [&str; 7] = ["title", "words", "key", "source", "certainty", CITATION, LOCK];

/// The rows of code tables: by the name of the table, then by the code of the row. A code may have several rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TableRows(BTreeMap<(String, String), Vec<RawRow>>);

/// A row as the file has it.
#[derive(Debug, Clone, PartialEq)]
struct RawRow(toml::Table);

impl TableRows {
    /// Returns the rows of a file. What is no code table holds dated parameters, which have a comparison of their own.
    pub fn from_file(file: &toml::Table) -> Self {
        let mut found = Self::default();
        for (table, rows) in file.iter().filter(|(table, _)| *table != "set") {
            for row in rows.as_array().into_iter().flatten().filter_map(Value::as_table) {
                let row = RawRow(row.clone());
                found.0.entry((table.clone(), row.code())).or_default().push(row);
            }
        }
        found
    }

    /// Returns these rows with those of `others` whose codes are not among them.
    pub fn with_fallback(mut self, others: Self) -> Self {
        for (code, rows) in others.0 {
            self.0.entry(code).or_insert(rows);
        }
        self
    }

    /// Returns the names of the rows that `later` has otherwise although a statute or a letter fixes them, each with what
    /// `later` cites for it.
    pub fn changed_statutes(&self, later: &Self) -> Vec<(String, Option<String>)> {
        let changed = later.0.iter().filter(|(code, rows)| {
            let before = self.0.get(*code).map(Vec::as_slice).unwrap_or_default();
            before.iter().any(RawRow::is_statutory) && !have_same_meaning(before, rows)
        });
        changed.map(|(code, rows)| (row_name(code), rows.iter().find_map(RawRow::citation))).collect()
    }

    /// Returns the name of the first row of `later` that these rows lock, with its code.
    pub fn find_locked(&self, later: &Self) -> Option<(String, String)> {
        let locked = self.0.iter().filter(|(_, rows)| rows.iter().any(RawRow::is_locked));
        let mut touched = locked.filter(|(code, _)| later.0.contains_key(*code));
        touched.next().map(|(code, _)| (row_name(code), code.1.clone()))
    }
}

fn row_name((table, code): &(String, String)) -> String {
    format!("{table} {code}")
}

/// Returns whether two lists of rows decide the same, in whatever order.
fn have_same_meaning(before: &[RawRow], after: &[RawRow]) -> bool {
    let sorted = |rows: &[RawRow]| {
        let mut meanings: Vec<String> = rows.iter().map(RawRow::meaning).collect();
        meanings.sort();
        meanings
    };
    sorted(before) == sorted(after)
}

/// Adds to `own` every entry of `others` whose code `own` does not have.
pub(super) fn add_unknown<T, K: PartialEq>(own: &mut Vec<T>, others: Vec<T>, code: impl Fn(&T) -> K) {
    let known: Vec<K> = own.iter().map(&code).collect();
    own.extend(others.into_iter().filter(|other| !known.contains(&code(other))));
}

impl RawRow {
    fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(Value::as_str)
    }

    fn code(&self) -> String {
        CODES.iter().find_map(|key| self.text(key)).unwrap_or_default().to_owned()
    }

    fn certainty(&self) -> Option<Certainty> {
        self.text("certainty")?.parse().ok()
    }

    fn is_statutory(&self) -> bool {
        self.certainty().is_some_and(Certainty::is_statutory)
    }

    fn is_locked(&self) -> bool {
        self.0.get(LOCK).and_then(Value::as_bool) == Some(true)
    }

    fn citation(&self) -> Option<String> {
        self.text(CITATION).map(str::to_owned)
    }

    /// Returns what the row decides, and whether its source lets it decide anything.
    fn meaning(&self) -> String {
        let decides = self.0.iter().filter(|(key, _)| !DECIDING_NOTHING.contains(&key.as_str()));
        let mut decides: Vec<_> = decides.map(|(key, value)| format!("{key} = {value}")).collect();
        decides.sort();
        let can_decide = self.certainty().is_some_and(Certainty::can_decide);
        format!("{can_decide} {}", decides.join(", "))
    }
}

/// A row of a code table, which may say besides that a statute changed it, and that a home may not change it. Every code
/// table of a policy file is read as such rows.
#[derive(Debug, Clone)]
pub(super) struct OfficeRow<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OfficeRow<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RowVisitor(PhantomData))
    }
}

struct RowVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for RowVisitor<T> {
    type Value = OfficeRow<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row of a code table")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OfficeRow<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(RowKeys(map))).map(OfficeRow)
    }
}

/// The keys of a row without the two that are the same in every table.
struct RowKeys<A>(A);

impl<'de, A: MapAccess<'de>> MapAccess<'de> for RowKeys<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.0.next_key::<String>()? {
            match key.as_str() {
                CITATION => drop(self.0.next_value::<String>()?),
                LOCK => drop(self.0.next_value::<bool>()?),
                _ => return seed.deserialize(key.into_deserializer()).map(Some),
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(seed)
    }
}

/// Returns whether a text can be a citation: a word of the law and a number, as in `WIC 11325.23`, `AB 1 of 2026` or
/// `ACL 26-12`.
pub(super) fn is_citation(text: &str) -> bool {
    let words = || text.split(|c: char| !c.is_alphanumeric());
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    words().any(is_word) && words().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn rows(text: &str) -> TableRows {
        TableRows::from_file(&toml::from_str(text).unwrap())
    }

    const FIXED: &str = "[[any_new_table]]\nid = \"a\"\nstops = true\nsource = \"WIC 1\"\ncertainty = \"statute\"\n";

    #[rstest]
    #[case("stops = false", true)]
    #[case("stops = true\nalso = 1", true)]
    #[case("stops = true\ntitle = \"A\"", false)]
    fn a_row_of_any_table_is_compared(#[case] says: &str, #[case] is_changed: bool) {
        let own = format!("[[any_new_table]]\nid = \"a\"\n{says}\nsource = \"us\"\ncertainty = \"setting\"\n");
        let changed = rows(FIXED).changed_statutes(&rows(&own));
        assert_eq!(changed, if is_changed { vec![("any_new_table a".to_owned(), None)] } else { vec![] });
        let weakened = own.replace("\"setting\"", "\"assumption\"");
        assert_eq!(rows(FIXED).changed_statutes(&rows(&weakened)).len(), 1, "a row that decides nothing is another");
        assert!(rows(&own).changed_statutes(&rows(FIXED)).is_empty(), "nobody fixed the office's row");
    }

    #[test]
    fn a_row_of_any_table_is_locked() {
        let machine = rows(&format!("{FIXED}locked = true\n"));
        assert_eq!(machine.find_locked(&rows(FIXED)).unwrap().0, "any_new_table a");
        assert!(rows(FIXED).find_locked(&rows(FIXED)).is_none());
    }

    #[rstest]
    #[case("AB 1 of 2026", true)]
    #[case("WIC 11325.23", true)]
    #[case("ACL 26-12", true)]
    #[case(".", false)]
    #[case("x", false)]
    #[case("yes", false)]
    #[case("12", false)]
    #[case("CITATION", false)]
    fn a_citation_has_a_word_and_a_number(#[case] text: &str, #[case] is_one: bool) {
        assert_eq!(is_citation(text), is_one);
    }
}
