//! The public keys of offices that the machine names.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::Home;
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

/// Returns what is wrong with the machine's file of offices, with the line; `None` if it can be used. A file that a worker
/// could write proves nothing about the office.
pub fn offices_file_problem(path: &Path) -> Option<(Option<usize>, String)> {
    read_offices(path).err()
}

fn read_offices(path: &Path) -> Result<NamedKeys, (Option<usize>, String)> {
    let unreadable = |error| (None, format!("it cannot be read: {}", platform::io_reason(&error)));
    if let Some(writable) = platform::writable_by_others(path).map_err(unreadable)? {
        let says = format!(
            "it names no office's key, because others than an administrator can write {}. Let only its owner write it",
            writable.display()
        );
        return Err((None, says));
    }
    let text = platform::read_settings_file(path).map_err(unreadable)?;
    let file: OfficesFile = toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        (before.map(|before| before.matches('\n').count() + 1), error.message().to_owned())
    })?;
    Ok(NamedKeys(file.office.into_iter().map(|office| (office.public.trim().to_lowercase(), office.name)).collect()))
}
