//! The configuration files of a home and of the machine: read from the disk, recorded where they changed, and put back
//! after a restore.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _};

use super::{Home, Store, StoreError, codec, home, migrations, office_files};
use crate::domain::Change;
use crate::domain::configuration::{Configuration, ConfigurationFile, ConfigurationPlace};
use crate::platform;
use crate::policy::Policies;

/// The files of a home or a machine that change what the program does.
const FILES: [&str; 2] = ["policy.toml", "settings.toml"];

/// The folders of such files.
const FOLDERS: [&str; 3] = ["catalogue", "layouts", "posting"];

/// What became of the configuration in a backup when it was restored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RestoredConfiguration {
    /// The files that were put into a home that had none of them.
    pub put_back: Vec<String>,
    /// The files of the backup that the home has otherwise or not at all; the home's stay as they are.
    pub different: Vec<String>,
}

/// Reads the configuration files that are in force in a home. A file or folder that cannot be read is told where it is
/// needed; here it counts as one without text.
fn read_configuration(home: &Home, policies: &Policies) -> Configuration {
    let machine = home.machine_folder().map(|folder| read_files(folder, ConfigurationPlace::Machine));
    let own = read_files(home.folder(), ConfigurationPlace::Home);
    let mut files: Vec<_> = machine.into_iter().flatten().chain(own).collect();
    files.sort();
    let changed = policies.office().into_iter().flat_map(|office| &office.statutes_changed);
    Configuration { files, statutes_changed: changed.map(ToString::to_string).collect() }
}

/// Returns whether every folder of the office can be read, in the home and on the machine.
pub fn are_office_folders_readable(home: &Home) -> bool {
    let folders = [home.all_catalog_folders(), home.all_layout_folders(), home.all_posting_folders()].concat();
    folders.iter().all(|folder| office_files::toml_file_names(folder).is_ok())
}

fn read_files(folder: &Path, place: ConfigurationPlace) -> Vec<ConfigurationFile> {
    let mut names: Vec<String> =
        FILES.iter().filter(|name| platform::is_there(&folder.join(name))).map(|name| (*name).to_owned()).collect();
    for below in FOLDERS {
        match office_files::toml_file_names(&folder.join(below)) {
            Ok(found) => names.extend(found.into_iter().map(|name| format!("{below}/{name}"))),
            Err(_unreadable) => names.push(below.to_owned()),
        }
    }
    let read = |name: String| {
        let text = platform::read_settings_file(&path_below(folder, &name)).ok();
        ConfigurationFile { place, name, text }
    };
    names.into_iter().map(read).collect()
}

/// Returns the path of a configuration file below its folder.
fn path_below(folder: &Path, name: &str) -> PathBuf {
    name.split('/').fold(folder.to_owned(), |path, part| path.join(part))
}

impl Store {
    /// Records the configuration files if they differ from those that were recorded last. With an office's key
    /// nothing is recorded: the next worker records it.
    ///
    /// # Errors
    /// The record cannot be written.
    pub fn record_configuration(&mut self) -> Result<(), StoreError> {
        let is_too_old = self.home.schema_version() < migrations::CONFIGURATION_VERSION;
        if self.office.is_some() || self.is_only_read() || is_too_old || self.home.leaves_configuration_out() {
            return Ok(());
        }
        let present = read_configuration(&self.home, &self.policies);
        if self.recorded_configuration()?.unwrap_or_default().sha256() == present.sha256() {
            return Ok(());
        }
        self.record(Change::ConfigurationChanged(Box::new(present))).map(drop)
    }

    /// Returns the configuration files that were recorded last; `None` if none ever were.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn recorded_configuration(&self) -> Result<Option<Configuration>, StoreError> {
        select_configuration(&self.connection)
    }

    /// Puts the home's files of the recorded configuration into the home if it has none of its own, or says which
    /// differ. If nobody has worked in the home yet (`is_bare`), missing files are added too; files that are already
    /// there are kept.
    pub(super) fn put_configuration_back(&self, is_bare: bool) -> Result<RestoredConfiguration, StoreError> {
        let recorded = self.recorded_configuration()?.unwrap_or_default();
        let mut restored = RestoredConfiguration::default();
        let present = read_files(self.home.folder(), ConfigurationPlace::Home);
        let is_there = |name: &str| present.iter().any(|own| own.name == name);
        for file in recorded.home_files() {
            // What lies in place of a folder stays, and nothing is put below it.
            let is_blocked = file.name.split_once('/').is_some_and(|(folder, _)| is_there(folder));
            if present.is_empty() || (is_bare && !is_there(&file.name) && !is_blocked) {
                restored.put_back.extend(write_file(&self.home, file)?);
            } else if !present.contains(file) {
                restored.different.push(file.name.clone());
            }
        }
        let is_known = |own: &ConfigurationFile| recorded.home_files().any(|file| file.name == own.name);
        restored.different.extend(present.iter().filter(|own| !is_known(own)).map(|own| own.name.clone()));
        Ok(restored)
    }
}

fn select_configuration(record: &Connection) -> Result<Option<Configuration>, StoreError> {
    let body: Option<Vec<u8>> = record
        .prepare_cached("SELECT c.body FROM configuration c JOIN station s ON s.id = c.station")?
        .query_row([], |row| row.get(0))
        .optional()?;
    body.map(|body| codec::decode(&body)).transpose()
}

/// Writes a configuration file into the home, and returns its name. A name that is none of the known ones, as
/// somebody with another program could have recorded it, is left out.
fn write_file(home: &Home, file: &ConfigurationFile) -> Result<Option<String>, StoreError> {
    let (Some(text), true) = (&file.text, is_known_name(&file.name)) else { return Ok(None) };
    let path = path_below(home.folder(), &file.name);
    if let Some(folder) = path.parent() {
        home::create_private_folder(folder)?;
    }
    home::write_private_file(&path, text.as_bytes())?;
    Ok(Some(file.name.clone()))
}

fn is_known_name(name: &str) -> bool {
    FILES.contains(&name)
        || name.split_once('/').is_some_and(|(folder, file)| {
            FOLDERS.contains(&folder)
                && Path::new(file).extension().is_some_and(|ending| ending == "toml")
                && !file.contains(['/', '\\'])
                && !file.starts_with('.')
        })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::tests::Fixture;
    use super::*;

    #[test]
    fn a_change_of_a_file_is_recorded_once_and_its_removal_too() {
        let fixture = Fixture::new();
        let mut store = fixture.create();
        let before = store.entry_count().unwrap();
        store.record_configuration().unwrap();
        assert_eq!(store.entry_count().unwrap(), before, "there is no file");
        let path = store.home().folder().join("settings.toml");
        for (step, text) in ["county = \"santa_clara\"", "", "# none"].into_iter().enumerate() {
            fs::write(&path, text).unwrap();
            store.record_configuration().unwrap();
            store.record_configuration().unwrap();
            assert_eq!(store.entry_count().unwrap(), before + step as u64 + 1, "{text}");
            assert_eq!(store.recorded_configuration().unwrap().unwrap().files[0].text.as_deref(), Some(text));
        }
        fs::remove_file(&path).unwrap();
        store.record_configuration().unwrap();
        assert_eq!(store.recorded_configuration().unwrap(), Some(Configuration::default()));
    }

    #[test]
    fn only_names_of_configuration_are_written() {
        for good in ["policy.toml", "layouts/own.toml", "catalogue/a b.toml"] {
            assert!(is_known_name(good), "{good}");
        }
        for bad in
            ["caseload.keys", "../policy.toml", "layouts/../x.toml", "layouts/..\\x.toml", "other/a.toml", "layouts/a"]
        {
            assert!(!is_known_name(bad), "{bad}");
        }
    }
}
