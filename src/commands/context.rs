//! What every command needs: where the home is, how its passphrase comes, what time it is.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use chrono::NaiveDate;
use secrecy::SecretString;

use super::cli::{GlobalArgs, LockArgs};
use super::open_home::OpenHome;
use super::passphrase;
use crate::domain::sanitize;
use crate::policy::Policies;
use crate::store::{ClockScope, Credential, Home, Settings, Store, WallClock};

/// The global arguments, ready to be used.
pub(super) struct CliContext {
    global: GlobalArgs,
    /// The moment that `CASELOAD_NOW` sets and the seed that `CASELOAD_SEED` sets.
    clock: WallClock,
}

impl CliContext {
    pub(super) fn new(global: GlobalArgs) -> Self {
        Self { global, clock: process_clock() }
    }

    /// Whether the answer is to be JSON.
    pub(super) const fn wants_json(&self) -> bool {
        self.global.json
    }

    /// Whether the screen is opened locked, and how.
    pub(super) const fn lock_args(&self) -> LockArgs {
        self.global.lock
    }

    /// The clock of the process.
    pub(super) fn clock(&self) -> WallClock {
        self.clock.clone()
    }

    /// The day it is.
    pub(super) fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// The home that was asked for, or the platform's.
    pub(super) fn home(&self) -> anyhow::Result<Home> {
        match &self.global.home {
            Some(folder) => Ok(Home::new(folder.clone())),
            None => Home::for_platform().context("This platform has no data directory. Name a folder with --home DIR."),
        }
    }

    /// The home that was asked for, or the platform's for practice.
    pub(super) fn practice_home(&self) -> anyhow::Result<Home> {
        match &self.global.home {
            Some(folder) => Ok(Home::new(folder.clone())),
            None => Home::for_practice().context("This platform has no data directory. Name a folder with --home DIR."),
        }
    }

    /// The policy that a home chooses: the county of its settings, and the office's own file where there is one.
    pub(super) fn policies_for_home(home: &Home) -> anyhow::Result<Arc<Policies>> {
        let county = Settings::for_home(home)?.county;
        let office = Some(home.policy_path()).filter(|file| file.exists());
        Ok(Arc::new(load_policies(county.as_deref(), office.as_deref())?))
    }

    /// The passphrase from the file that was named, if one was.
    pub(super) fn passphrase_from_file(&self) -> anyhow::Result<Option<SecretString>> {
        self.global.passphrase_file.as_deref().map(passphrase::from_file).transpose()
    }

    /// The passphrase, asked for where no file was named.
    pub(super) fn obtain_passphrase(&self) -> anyhow::Result<SecretString> {
        if let Some(given) = self.passphrase_from_file()? {
            return Ok(given);
        }
        if let Some(banner) = Settings::for_home(&self.home()?)?.banner {
            writeln!(io::stderr(), "{}\n", sanitize::sanitize_lines(&banner))?;
        }
        passphrase::prompt_passphrase("Passphrase: ")
    }

    /// Opens the home, asking for the passphrase where no file was named.
    pub(super) fn open_home(&self) -> anyhow::Result<OpenHome> {
        self.home()?.ensure_complete()?;
        self.open_home_with(&Credential::Passphrase(self.obtain_passphrase()?))
    }

    /// Opens the home with what is at hand.
    pub(super) fn open_home_with(&self, opener: &Credential) -> anyhow::Result<OpenHome> {
        Ok(OpenHome::new(self.open_store(opener)?)?)
    }

    /// Opens the home with what is at hand, for more than a command's work.
    pub(super) fn open_store(&self, opener: &Credential) -> anyhow::Result<Store> {
        let home = self.home()?;
        let policies = Self::policies_for_home(&home)?;
        let store = Store::open_with_credential(home, opener, self.clock(), policies)?;
        if let Some(warning) = store.clock_warning()? {
            writeln!(io::stderr(), "caseload: {warning}")?;
        }
        Ok(store)
    }
}

/// The policies of a county, the default one where none is named, with an office's own file laid over them.
///
/// # Errors
/// An unknown county; a file that cannot be read, or used, with line and reason.
pub(super) fn load_policies(county: Option<&str>, office: Option<&Path>) -> anyhow::Result<Policies> {
    Ok(match (county, office) {
        (county, Some(file)) => {
            let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
            Policies::with_office(county, &file.to_string_lossy(), &text)?
        }
        (Some(county), None) => Policies::with_overlay(county)?,
        (None, None) => Policies::builtin().clone(),
    })
}

/// Time and chance may be set for tests, which use the debug build, and for practice homes.
fn process_clock() -> WallClock {
    let now = env::var("CASELOAD_NOW").ok().and_then(|now| now.parse().ok());
    let seed = env::var("CASELOAD_SEED").ok().and_then(|seed| seed.parse().ok());
    // A build for tests lets the clock be set everywhere.
    let scope = if cfg!(debug_assertions) { ClockScope::EveryHome } else { ClockScope::PracticeOnly };
    WallClock::new(now, seed, scope)
}
