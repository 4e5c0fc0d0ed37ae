//! What every command needs: the home, its passphrase, the time.

use std::env;
use std::path::Path;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use secrecy::SecretString;

use super::cli::{GlobalArgs, LockArgs};
use super::configuration::{UsableConfiguration, configuration_to_judge_by};
use super::filtered;
use super::open_home::OpenHome;
use super::passphrase;
use super::settings_check;
use crate::domain::dates;
use crate::domain::role::Role;
use crate::platform;
use crate::policy::Policies;
use crate::policy::act_forms::{AnswerBounds, DatedEvent};
use crate::store::{ClockScope, Credential, Home, Settings, Store, WallClock};

/// The global arguments and the clock of the process.
pub(super) struct CliContext {
    global: GlobalArgs,
    /// The system's clock, or the moment and the seed that `CASELOAD_NOW` and `CASELOAD_SEED` set.
    clock: WallClock,
}

impl CliContext {
    pub(super) fn new(global: GlobalArgs) -> Self {
        let home = global.home.clone().map(Home::new).or_else(Home::for_platform);
        let clock = home.map_or_else(process_clock, |home| Self::clock_for(&home));
        Self { global, clock }
    }

    /// Returns whether the command line asks for JSON.
    pub(super) const fn wants_json(&self) -> bool {
        self.global.json
    }

    /// Returns the arguments that say whether the screen opens locked.
    pub(super) const fn lock_args(&self) -> LockArgs {
        self.global.lock
    }

    /// Returns the clock for a home: that of the process, or the one that the settings of a practice home move. What is
    /// wrong with the settings is said when they are read to be used.
    pub(super) fn clock_for(home: &Home) -> WallClock {
        let offset = Settings::for_home(home).ok().and_then(|settings| settings.practice_day_offset);
        match offset {
            Some(days) if env::var_os("CASELOAD_NOW").is_none_or(|now| now.is_empty()) => {
                WallClock::moved_in_practice(days)
            }
            _ => process_clock(),
        }
    }

    /// Returns the clock of the process.
    pub(super) fn clock(&self) -> WallClock {
        self.clock.clone()
    }

    /// Returns today's date.
    pub(super) fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// Returns the day that an option such as `--as-of` names, or today if the option is missing. A date without a
    /// year is the nearest such day, as on the screen.
    ///
    /// # Errors
    /// Fails if the text is not a date, or a day before there was such a program.
    pub(super) fn typed_day_or_today(&self, typed: Option<&str>) -> anyhow::Result<NaiveDate> {
        let today = self.today();
        let Some(typed) = typed else { return Ok(today) };
        let day = dates::parse_nearest_date(typed, today)?;
        if let Some(earliest) = AnswerBounds::builtin().earliest(DatedEvent::Program)
            && day < earliest.first_day(today)
        {
            let (day, because) = (dates::format_long_date(day), &earliest.because);
            let first = dates::format_long_date(earliest.first_day(today));
            bail!("No case can be judged as of {day}, which is before {first}. {because}");
        }
        Ok(day)
    }

    /// Returns the home given on the command line, or the platform's.
    pub(super) fn home(&self) -> anyhow::Result<Home> {
        match &self.global.home {
            Some(folder) => Ok(Home::new(folder.clone())),
            None => Home::for_platform().context("This platform has no data directory. Name a folder with --home DIR."),
        }
    }

    /// Returns the home given on the command line, or the platform's practice home for a role.
    pub(super) fn practice_home(&self, role: Role, county: Option<&str>) -> anyhow::Result<Home> {
        match &self.global.home {
            Some(folder) => Ok(Home::new(folder.clone())),
            None => Home::for_practice(role, county)
                .context("This platform has no data directory. Name a folder with --home DIR."),
        }
    }

    /// Reads the passphrase from the file given on the command line, if one is given.
    pub(super) fn passphrase_from_file(&self) -> anyhow::Result<Option<SecretString>> {
        self.global.passphrase_file.as_deref().map(passphrase::from_file).transpose()
    }

    /// Returns the passphrase from the file given on the command line, or asks for it.
    pub(super) fn obtain_passphrase(&self) -> anyhow::Result<SecretString> {
        if let Some(passphrase) = self.passphrase_from_file()? {
            return Ok(passphrase);
        }
        // Whether the settings can be used is for the command to say; the banner is shown before it does.
        if let Some(banner) = Settings::readable_for_home(&self.home()?).0.banner {
            filtered::say(&format!("{banner}\n"))?;
        }
        passphrase::prompt_passphrase("Passphrase: ")
    }

    /// Opens the home with the passphrase, for a command that judges no case: evidence and rescue depend on no file of
    /// configuration. Files that cannot be used are skipped with a warning, and the record then says nothing about the
    /// configuration.
    pub(super) fn open_record(&self) -> anyhow::Result<OpenHome> {
        self.home()?.ensure_complete()?;
        self.open_record_with(&Credential::Passphrase(self.obtain_passphrase()?))
    }

    /// Opens the home in the same way with a passphrase or with the words of a key.
    pub(super) fn open_record_with(&self, credential: &Credential) -> anyhow::Result<OpenHome> {
        Ok(OpenHome::new(self.open_record_store(credential)?)?)
    }

    /// Opens the store in the same way, without the backup that [`OpenHome`] makes at the end of a command.
    pub(super) fn open_record_store(&self, credential: &Credential) -> anyhow::Result<Store> {
        let home = self.home()?;
        let usable = UsableConfiguration::for_home(&home);
        usable.settings.written_dates().set_for_process();
        usable.warn_unused_files()?;
        settings_check::warn_of_settings(&home, &usable.settings)?;
        let home = usable.prepare_home(home);
        Self::warn_about_clock(Store::open_with_credential(home, credential, self.clock(), usable.policies)?)
    }

    /// Opens the home with the passphrase.
    pub(super) fn open_home(&self) -> anyhow::Result<OpenHome> {
        self.home()?.ensure_complete()?;
        self.open_home_with(&Credential::Passphrase(self.obtain_passphrase()?))
    }

    /// Opens the home with a passphrase or with the words of a key.
    pub(super) fn open_home_with(&self, credential: &Credential) -> anyhow::Result<OpenHome> {
        Ok(OpenHome::new(self.open_store(credential)?)?)
    }

    /// Opens the store without the backup that [`OpenHome`] makes at the end of a command.
    pub(super) fn open_store(&self, credential: &Credential) -> anyhow::Result<Store> {
        let home = self.home()?;
        let (settings, policies) = configuration_to_judge_by(&home)?;
        settings.written_dates().set_for_process();
        settings_check::warn_of_settings(&home, &settings)?;
        Self::warn_about_clock(Store::open_with_credential(home, credential, self.clock(), policies)?)
    }

    fn warn_about_clock(store: Store) -> anyhow::Result<Store> {
        if let Some(warning) = store.clock_warning()? {
            filtered::warn(&warning.to_string())?;
        }
        Ok(store)
    }
}

/// Loads the policies of a county (the default county for `None`) and applies an office's own file over them.
///
/// # Errors
/// Fails for an unknown county, and for a file that cannot be read or used; the error names the line and the reason.
pub(super) fn load_policies(county: Option<&str>, office: Option<&Path>) -> anyhow::Result<Policies> {
    Ok(match (county, office) {
        (county, Some(file)) => {
            let text =
                platform::read_settings_file(file).with_context(|| format!("{} cannot be read", file.display()))?;
            Policies::with_office(county, &file.to_string_lossy(), &text)?
        }
        (Some(county), None) => Policies::with_overlay(county)?,
        (None, None) => Policies::builtin().clone(),
    })
}

/// Returns the clock of the process. The environment may set the time and the seed: in a debug build for the tests, and
/// for practice homes.
fn process_clock() -> WallClock {
    let now = env::var("CASELOAD_NOW").ok().and_then(|now| now.parse().ok());
    let seed = env::var("CASELOAD_SEED").ok().and_then(|seed| seed.parse().ok());
    // A build for tests lets the clock be set everywhere.
    let scope = if cfg!(debug_assertions) { ClockScope::EveryHome } else { ClockScope::PracticeOnly };
    WallClock::new(now, seed, scope)
}
