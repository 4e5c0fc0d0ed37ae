//! The public keys of offices that the machine names.

use std::collections::BTreeSet;
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
    #[expect(dead_code, reason = "for the reader of the file")]
    name: String,
    public: String,
}

/// The public keys of offices that the machine names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NamedKeys(BTreeSet<String>);

impl NamedKeys {
    /// Reads the file of the machine under which a home is opened. One that cannot be read names no key.
    pub(super) fn for_home(home: &Home) -> Self {
        home.machine_file(OFFICES_FILE).and_then(|path| read_offices(&path).ok()).unwrap_or_default()
    }

    /// Returns whether the machine names a public key.
    pub(super) fn has(&self, public: &str) -> bool {
        self.0.contains(&public.to_lowercase())
    }
}

/// Returns what is wrong with the machine's file of offices, with the line; `None` if it can be used.
pub fn offices_file_problem(path: &Path) -> Option<(Option<usize>, String)> {
    read_offices(path).err()
}

fn read_offices(path: &Path) -> Result<NamedKeys, (Option<usize>, String)> {
    let unreadable = |error| (None, format!("it cannot be read: {}", platform::io_reason(&error)));
    let text = platform::read_settings_file(path).map_err(unreadable)?;
    let file: OfficesFile = toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        (before.map(|before| before.matches('\n').count() + 1), error.message().to_owned())
    })?;
    Ok(NamedKeys(file.office.into_iter().map(|office| office.public.trim().to_lowercase()).collect()))
}
