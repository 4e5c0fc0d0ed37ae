//! What every command needs: where the home is, how its passphrase comes, what time it is.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use chrono::NaiveDate;
use secrecy::SecretString;

use super::cli::{Global, Lock};
use super::open_home::OpenHome;
use super::passphrase;
use crate::domain::plain;
use crate::policy::Policies;
use crate::store::{Clock, Home, Opener, Settings, Store};

/// The global arguments, ready to be used.
pub(super) struct Context {
    global: Global,
    /// The moment that `CASELOAD_NOW` sets and the seed that `CASELOAD_SEED` sets.
    clock: Clock,
}

impl Context {
    pub(super) fn new(global: Global) -> Self {
        Self { global, clock: clock() }
    }

    /// Whether the answer is to be JSON.
    pub(super) const fn json(&self) -> bool {
        self.global.json
    }

    /// Whether the screen is opened locked, and how.
    pub(super) const fn lock(&self) -> Lock {
        self.global.lock
    }

    /// The clock of the process.
    pub(super) fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// The day it is.
    pub(super) fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// The home that was asked for, or the platform's.
    pub(super) fn home(&self) -> anyhow::Result<Home> {
        match &self.global.home {
            Some(folder) => Ok(Home::at(folder.clone())),
            None => Home::of_platform().context("This platform has no data directory. Name a folder with --home DIR."),
        }
    }

    /// The home that was asked for, or the platform's for practice.
    pub(super) fn practice_home(&self) -> anyhow::Result<Home> {
        match &self.global.home {
            Some(folder) => Ok(Home::at(folder.clone())),
            None => Home::of_practice().context("This platform has no data directory. Name a folder with --home DIR."),
        }
    }

    /// The policy that a home chooses: the county of its settings, and the office's own file where there is one.
    pub(super) fn policies(home: &Home) -> anyhow::Result<Arc<Policies>> {
        let county = Settings::of(home)?.county;
        let office = Some(home.policy()).filter(|file| file.exists());
        Ok(Arc::new(policies(county.as_deref(), office.as_deref())?))
    }

    /// The passphrase from the file that was named, if one was.
    pub(super) fn given_passphrase(&self) -> anyhow::Result<Option<SecretString>> {
        self.global.passphrase_file.as_deref().map(passphrase::from_file).transpose()
    }

    /// The passphrase, asked for where no file was named.
    pub(super) fn passphrase(&self) -> anyhow::Result<SecretString> {
        if let Some(given) = self.given_passphrase()? {
            return Ok(given);
        }
        if let Some(banner) = Settings::of(&self.home()?)?.banner {
            writeln!(io::stderr(), "{}\n", plain::shown_lines(&banner))?;
        }
        passphrase::ask("Passphrase: ")
    }

    /// Opens the home, asking for the passphrase where no file was named.
    pub(super) fn open(&self) -> anyhow::Result<OpenHome> {
        self.home()?.must_be_whole()?;
        self.open_by(&Opener::Passphrase(self.passphrase()?))
    }

    /// Opens the home with what is at hand.
    pub(super) fn open_by(&self, opener: &Opener) -> anyhow::Result<OpenHome> {
        Ok(OpenHome::of(self.store(opener)?)?)
    }

    /// Opens the home with what is at hand, for more than a command's work.
    pub(super) fn store(&self, opener: &Opener) -> anyhow::Result<Store> {
        let home = self.home()?;
        let policies = Self::policies(&home)?;
        let store = Store::open_by(home, opener, self.clock(), policies)?;
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
pub(super) fn policies(county: Option<&str>, office: Option<&Path>) -> anyhow::Result<Policies> {
    Ok(match (county, office) {
        (county, Some(file)) => {
            let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
            Policies::with_office(county, &file.to_string_lossy(), &text)?
        }
        (Some(county), None) => Policies::with_overlay(county)?,
        (None, None) => Policies::builtin()?.clone(),
    })
}

/// Time and chance may be set for tests, which use the debug build, and for practice homes.
fn clock() -> Clock {
    let now = env::var("CASELOAD_NOW").ok().and_then(|now| now.parse().ok());
    let seed = env::var("CASELOAD_SEED").ok().and_then(|seed| seed.parse().ok());
    Clock::new(now, seed, cfg!(debug_assertions))
}
