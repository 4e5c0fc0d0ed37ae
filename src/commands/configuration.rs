//! The settings and policies that the files of a home and its machine make: whole for commands that judge cases, and as
//! far as they can be used for those that prove or rescue the record.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::error_sentence::error_sentence;
use super::filtered;
use crate::platform;
use crate::policy::{OfficeFile, Policies};
use crate::store::{Home, Settings, are_office_folders_readable};

/// The file of an office's policy, on a machine and in a home.
const POLICY: &str = "policy.toml";

/// A file of policy that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{file} cannot be read")]
pub(super) struct UnreadablePolicy {
    pub(super) file: String,
    #[source]
    pub(super) error: io::Error,
}

/// Why no case of a home can be judged: a configuration file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0}. No case can be evaluated until this file is fixed, and nothing is used in its place: correct it, or move it out \
     of the folder to use the county's values. To see every problem: caseload config check. Commands that evaluate no \
     cases work without it, such as verify, doctor, backup, restore, audit and key."
)]
pub(super) struct UnusableConfiguration(String);

/// Returns the settings of a home and the policies by which its cases are judged.
///
/// # Errors
/// [`UnusableConfiguration`] if a file cannot be used: a case is not judged by a part of what an office set.
pub(super) fn configuration_to_judge_by(home: &Home) -> Result<(Settings, Arc<Policies>), UnusableConfiguration> {
    let read = || anyhow::Ok((Settings::for_home(home)?, policies_for_home(home)?));
    read().map_err(|error| UnusableConfiguration(error_sentence(&error).trim_end_matches('.').to_owned()))
}

/// Loads the policies that a home chooses: the county of its settings, the file of the machine, and the home's own
/// file, as far as there are such files.
///
/// # Errors
/// A file cannot be used, or the county has no settings.
pub(super) fn policies_for_home(home: &Home) -> anyhow::Result<Arc<Policies>> {
    policies_in_county(home, Settings::for_home(home)?.county.as_deref())
}

/// Loads the policies of a county, the file of the machine, and the home's own file, as far as there are such files.
///
/// # Errors
/// A file cannot be used ([`UnreadablePolicy`] if it cannot be read), or the county has no settings.
pub(super) fn policies_in_county(home: &Home, county: Option<&str>) -> anyhow::Result<Arc<Policies>> {
    let (machine, own) = (PolicyText::of_machine(home)?, PolicyText::of_home(home)?);
    load_layers(county, machine.as_ref(), own.as_ref())
}

/// What the configuration files set as far as they can be used. Evidence and rescue depend on no file that somebody
/// can break: with such a file, a record could be kept from being proved, backed up or restored.
pub(super) struct UsableConfiguration {
    pub(super) settings: Settings,
    pub(super) policies: Arc<Policies>,
    /// What is wrong with each file that cannot be used, as a sentence without its period.
    unused: Vec<String>,
}

impl UsableConfiguration {
    /// Reads the configuration of a home without the files that cannot be used.
    pub(super) fn for_home(home: &Home) -> Self {
        let (settings, flawed) = Settings::readable_for_home(home);
        let mut unused: Vec<String> = flawed.iter().map(ToString::to_string).collect();
        let mut keep_usable = |read: anyhow::Result<Option<PolicyText>>| {
            read.unwrap_or_else(|error| {
                unused.push(error_sentence(&error));
                None
            })
        };
        let (machine, own) = (keep_usable(PolicyText::of_machine(home)), keep_usable(PolicyText::of_home(home)));
        // One layer after the other, each if it can be used over those before it.
        let mut layers = (None, None, None);
        let county = settings.county.as_deref();
        for layer in [(county, None, None), (None, machine.as_ref(), None), (None, None, own.as_ref())] {
            let with = (layers.0.or(layer.0), layers.1.or(layer.1), layers.2.or(layer.2));
            match load_layers(with.0, with.1, with.2) {
                Ok(_policies) => layers = with,
                Err(error) => unused.push(error_sentence(&error)),
            }
        }
        let policies = load_layers(layers.0, layers.1, layers.2);
        let policies = policies.unwrap_or_else(|_flawed| Arc::new(Policies::builtin().clone()));
        Self { settings, policies, unused }
    }

    /// Returns what is wrong with each file that cannot be used.
    pub(super) fn unused_files(&self) -> &[String] {
        &self.unused
    }

    /// Says on standard error which files are not used and why.
    pub(super) fn warn_unused_files(&self) -> anyhow::Result<()> {
        for reason in &self.unused {
            let reason = reason.trim_end_matches('.');
            filtered::warn(&format!(
                "{reason}. This command evaluates no cases and continues without it, by the values of the \
                 program and the other files."
            ))?;
        }
        Ok(())
    }

    /// Returns the home as it is to be opened: if not everything could be read, the record says nothing of the
    /// configuration, so that it never states one that nobody set.
    pub(super) fn prepare_home(&self, home: Home) -> Home {
        let is_whole = self.unused.is_empty() && are_office_folders_readable(&home);
        if is_whole { home } else { home.without_configuration() }
    }
}

/// Loads the policies of a county with the files that lie over it.
///
/// # Errors
/// A file has an error, or the county has no settings.
pub(super) fn load_layers(
    county: Option<&str>,
    machine: Option<&PolicyText>,
    own: Option<&PolicyText>,
) -> anyhow::Result<Arc<Policies>> {
    if machine.is_none() && own.is_none() && county.is_none() {
        return Ok(Arc::new(Policies::builtin().clone()));
    }
    let (machine, own) = (machine.map(PolicyText::as_file), own.map(PolicyText::as_file));
    Ok(Arc::new(Policies::with_office_files(county, machine, own)?))
}

/// A file of policy that was read.
pub(super) struct PolicyText {
    pub(super) file: String,
    pub(super) text: String,
}

impl PolicyText {
    pub(super) fn of_machine(home: &Home) -> anyhow::Result<Option<Self>> {
        home.machine_file(POLICY).as_deref().map(Self::read).transpose()
    }

    pub(super) fn of_home(home: &Home) -> anyhow::Result<Option<Self>> {
        Some(home.policy_path()).filter(|file| platform::is_there(file)).as_deref().map(Self::read).transpose()
    }

    fn read(path: &Path) -> anyhow::Result<Self> {
        let file = path.display().to_string();
        match platform::read_settings_file(path) {
            Ok(text) => Ok(Self { file, text }),
            Err(error) => Err(UnreadablePolicy { file, error }.into()),
        }
    }

    fn as_file(&self) -> OfficeFile<'_> {
        OfficeFile { file: &self.file, text: &self.text }
    }
}
