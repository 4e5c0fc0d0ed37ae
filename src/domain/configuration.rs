//! The configuration files that were in force: settings, policy, layouts, catalogs and posting templates, of the home
//! and of the machine. The record holds them, so that it says by which rules it was kept, and a backup carries them.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The configuration files in force at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configuration {
    /// The files, in the order of their places and names.
    pub files: Vec<ConfigurationFile>,
    /// The statutory values that an office's policy changes, each as a sentence with its citation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statutes_changed: Vec<String>,
}

/// Where a configuration file lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfigurationPlace {
    /// In the folder of the machine, which holds for every home on it.
    Machine,
    /// In the home.
    Home,
}

/// A configuration file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ConfigurationFile {
    /// Where it lies.
    pub place: ConfigurationPlace,
    /// The name below that folder, with `/` between its parts: `layouts/own.toml`.
    pub name: String,
    /// The content; `None` for a file that could not be read as text.
    pub text: Option<String>,
}

impl Configuration {
    /// Returns SHA-256 over places, names and contents, in hexadecimal.
    pub fn sha256(&self) -> String {
        let mut hasher = Sha256::new();
        for ConfigurationFile { place, name, text } in &self.files {
            let place = match place {
                ConfigurationPlace::Machine => "machine",
                ConfigurationPlace::Home => "home",
            };
            for field in [place, name, text.as_deref().unwrap_or("\0")] {
                hasher.update((field.len() as u64).to_be_bytes());
                hasher.update(field);
            }
        }
        hex::encode(hasher.finalize())
    }

    /// Returns the files of the home.
    pub fn home_files(&self) -> impl Iterator<Item = &ConfigurationFile> {
        self.files.iter().filter(|file| file.place == ConfigurationPlace::Home)
    }
}

impl ConfigurationFile {
    /// Returns the name, with the place of a file that is not in the home.
    pub fn title(&self) -> String {
        match self.place {
            ConfigurationPlace::Home => self.name.clone(),
            ConfigurationPlace::Machine => format!("{} of the machine", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_place_or_content_is_another_configuration() {
        let file = |place, name: &str, text: Option<&str>| Configuration {
            files: vec![ConfigurationFile { place, name: name.to_owned(), text: text.map(str::to_owned) }],
            statutes_changed: Vec::new(),
        };
        let hashes: std::collections::BTreeSet<_> = [
            Configuration::default(),
            file(ConfigurationPlace::Home, "policy.toml", Some("")),
            file(ConfigurationPlace::Home, "policy.toml", Some("a")),
            file(ConfigurationPlace::Home, "policy.tom", Some("la")),
            file(ConfigurationPlace::Machine, "policy.toml", Some("a")),
            file(ConfigurationPlace::Home, "policy.toml", None),
        ]
        .iter()
        .map(Configuration::sha256)
        .collect();
        assert_eq!(hashes.len(), 6);
    }
}
