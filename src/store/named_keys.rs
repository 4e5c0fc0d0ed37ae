//! The public keys of offices that the machine names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use toml::{Table, Value};

use super::Home;
use super::keys::is_public_key;
use super::settings_flaws::{line_of, lines_of_tables};
use crate::domain::office_key::OFFICES_FILE;
use crate::platform;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficesFile {
    #[serde(default)]
    office: Vec<NamedOffice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedOffice {
    name: String,
    public: String,
}

/// The public keys of offices that the machine names, each with the name of its office.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NamedKeys(BTreeMap<String, String>);

impl NamedKeys {
    /// Reads the file of the machine under which a home is opened. One that cannot be read names no key.
    pub(super) fn for_home(home: &Home) -> Self {
        home.machine_file(OFFICES_FILE).and_then(|path| read_offices(&path).ok()).unwrap_or_default()
    }

    /// Returns whether the machine names a public key.
    pub(super) fn has(&self, public: &str) -> bool {
        self.0.contains_key(&public.to_lowercase())
    }

    /// Returns whether the machine names other keys for an office, and not this one.
    pub(super) fn gives_to_another(&self, public: &str, is_office: impl Fn(&str) -> bool) -> bool {
        let mut keys = self.0.iter().filter(|(_, office)| is_office(office)).map(|(key, _)| key).peekable();
        keys.peek().is_some() && keys.all(|key| key != public)
    }
}

/// Something wrong in the file of offices: the line, from 1, where it is in one, and what it is.
pub type OfficesFileProblem = (Option<usize>, String);

/// Returns everything that is wrong with the machine's file of offices. A file that a worker could write proves nothing about
/// the office.
pub fn offices_file_problems(path: &Path) -> Vec<OfficesFileProblem> {
    match read_file(path) {
        Ok((text, file)) => find_flaws(&text, &file),
        Err(problem) => vec![problem],
    }
}

/// Reads the keys. A file with a field that is not known or missing names none: whoever wrote it meant something else.
fn read_offices(path: &Path) -> Result<NamedKeys, OfficesFileProblem> {
    let (_, file) = read_file(path)?;
    let file: OfficesFile = file.try_into().map_err(|error: toml::de::Error| (None, error.message().to_owned()))?;
    Ok(NamedKeys(file.office.into_iter().map(|office| (office.public.trim().to_lowercase(), office.name)).collect()))
}

fn read_file(path: &Path) -> Result<(String, Table), OfficesFileProblem> {
    let unreadable = |error| (None, format!("it cannot be read: {}", platform::io_reason(&error)));
    if let Some(writable) = platform::writable_by_others(path).map_err(unreadable)? {
        let says = format!(
            "it names no office's key, because others than an administrator can write {}. Let only its owner write it",
            writable.display()
        );
        return Err((None, says));
    }
    let text = platform::read_settings_file(path).map_err(unreadable)?;
    let file = toml::from_str(&text).map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        (before.map(|before| before.matches('\n').count() + 1), error.message().to_owned())
    })?;
    Ok((text, file))
}

/// The table of an office in the file, and its fields.
const OFFICE: &str = "office";
const NAME: &str = "name";
const PUBLIC: &str = "public";

fn offices(file: &Table) -> &[Value] {
    file.get(OFFICE).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn find_flaws(text: &str, file: &Table) -> Vec<OfficesFileProblem> {
    let unknown = file.keys().filter(|name| *name != OFFICE);
    let mut flaws: Vec<OfficesFileProblem> = unknown
        .map(|name| (Some(line_of(text, name)), format!("{name} is not known here; there is [[{OFFICE}]]")))
        .collect();
    if file.get(OFFICE).is_some_and(|offices| !offices.is_array()) {
        flaws.push((Some(line_of(text, OFFICE)), NO_TABLE.to_owned()));
    }
    let mut before = NamesAndKeys::default();
    for (office, line) in offices(file).iter().zip(lines_of_tables(text, OFFICE)) {
        flaws.extend(office_flaws(office, &mut before).into_iter().map(|says| (Some(line), says)));
    }
    flaws
}

const NO_TABLE: &str = "an office is a table [[office]]";

/// The names and the public keys of the offices before one in the file, in small letters.
#[derive(Default)]
struct NamesAndKeys {
    names: BTreeSet<String>,
    keys: BTreeSet<String>,
}

/// Returns what is wrong with one office of the file, and adds its name and its key to those `before`.
fn office_flaws(office: &Value, before: &mut NamesAndKeys) -> Vec<String> {
    let Some(fields) = office.as_table() else { return vec![NO_TABLE.to_owned()] };
    let unknown = fields.keys().filter(|field| ![NAME, PUBLIC].contains(&field.as_str()));
    let mut flaws: Vec<String> =
        unknown.map(|field| format!("{field} is not known here; an office has {NAME} and {PUBLIC}")).collect();
    let text_of = |field: &str| fields.get(field).and_then(Value::as_str).map(str::trim);
    match text_of(NAME).filter(|name| !name.is_empty()) {
        Some(name) if !before.names.insert(name.to_lowercase()) => {
            flaws.push(format!("the office {name:?} is there twice"));
        }
        Some(_) => {}
        None => flaws.push("an office needs a name".to_owned()),
    }
    match text_of(PUBLIC) {
        Some(public) if !is_public_key(public) => {
            flaws.push("public is not a public key as caseload key escrow --make shows it".to_owned());
        }
        Some(public) if !before.keys.insert(public.to_lowercase()) => {
            flaws.push("this public key is that of another office, too".to_owned());
        }
        Some(_) => {}
        None => flaws.push("an office needs the public key that caseload key escrow --make shows".to_owned()),
    }
    flaws
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaws(text: &str) -> Vec<OfficesFileProblem> {
        find_flaws(text, &toml::from_str(text).unwrap())
    }

    #[test]
    fn everything_that_is_wrong_with_the_file_of_offices_is_told_at_once() {
        let key = crate::store::generate_office_keys().unwrap().public;
        let text = format!(
            "[[office]]\nname = \"Eastmont\"\npublic = \"zz\"\n\n[[office]]\nname = \"eastmont\"\npublic = \"{key}\"\n\
             color = 1\n[[office]]\nname = \" \"\npublic = \"{key}\"\n[[office]]\nname = \"West\"\n"
        );
        let told = flaws(&text);
        let expected = [
            (1, "is not a public key"),
            (5, "color is not known"),
            (5, "is there twice"),
            (9, "needs a name"),
            (9, "of another office"),
            (12, "needs the public key"),
        ];
        assert_eq!(told.len(), expected.len(), "{told:?}");
        for ((line, says), (at, words)) in told.iter().zip(expected) {
            assert!(*line == Some(at) && says.contains(words), "{line:?} {says}");
        }
        assert_eq!(flaws(&format!("[[office]]\nname = \"West\"\npublic = \"{key}\"\n")), []);
        assert_eq!(flaws("offices = 1\n").len(), 1);
        assert_eq!(flaws("office = 1\n").len(), 1);
    }
}
