//! Wrong tries to open a home. They are counted in a file of the home, so that they are not forgotten when the program
//! is started again. From the third on, the wait doubles with each. Somebody who copies the home is not slowed down by
//! this, only by the key derivation.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::platform;
use crate::store::StoreError;
use crate::store::home::{self, Home};

const FREE_TRIES: u32 = 3;
const FIRST_WAIT_MS: u64 = 2_000;
const LONGEST_WAIT_MS: u64 = 300_000;
/// After so long without one, refused passphrases are forgotten. Opening the home does not forget them: whoever guesses
/// a colleague's passphrase has one of their own.
const REFUSED_KEPT_MS: u64 = 24 * 3_600_000;

/// The wrong tries since the home was last opened.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::store) struct FailedAttempts {
    #[serde(skip)]
    path: PathBuf,
    /// How many tries were wrong.
    pub(in crate::store) count: u32,
    /// When the last wrong try was: milliseconds since 1970, UTC.
    pub(in crate::store) last_ms: u64,
    /// How many new passphrases were recently refused because they already open this home. Each refusal reveals that
    /// someone uses that passphrase.
    #[serde(default)]
    refused: u32,
    /// When the last one was refused: milliseconds since 1970, UTC.
    #[serde(default)]
    refused_ms: u64,
}

impl FailedAttempts {
    /// Reads the wrong tries of a home. A file that cannot be read counts as none: the passphrase is still needed.
    pub(in crate::store) fn for_home(home: &Home) -> Self {
        let path = home.failed_attempts_path();
        let found = platform::read_small_file(&path).ok().and_then(|text| toml::from_slice::<Self>(&text).ok());
        Self { path, ..found.unwrap_or_default() }
    }

    /// Refuses a try that comes too early after the last wrong one.
    pub(in crate::store) fn ensure_waited(&self, now_ms: u64) -> Result<(), StoreError> {
        let left = wait_left(self.count, self.last_ms, now_ms);
        if left == 0 { Ok(()) } else { Err(StoreError::TooManyTries { tries: self.count, seconds: left }) }
    }

    /// Refuses a new passphrase that comes too early after the last refused one.
    pub(in crate::store) fn ensure_may_choose(&self, now_ms: u64) -> Result<(), StoreError> {
        let left = wait_left(self.refused, self.refused_ms, now_ms);
        if left == 0 { Ok(()) } else { Err(StoreError::TooManyChoices { tries: self.refused, seconds: left }) }
    }

    /// Counts a new passphrase that was refused because it is in use, and returns how many were.
    pub(in crate::store) fn record_refused(&mut self, now_ms: u64) -> Result<u32, StoreError> {
        if now_ms.saturating_sub(self.refused_ms) > REFUSED_KEPT_MS {
            self.refused = 0;
        }
        self.refused = self.refused.saturating_add(1);
        self.refused_ms = now_ms;
        self.save()?;
        Ok(self.refused)
    }

    /// Counts a wrong try.
    pub(in crate::store) fn record_failure(&mut self, now_ms: u64) -> Result<(), StoreError> {
        self.count = self.count.saturating_add(1);
        self.last_ms = now_ms;
        self.save()
    }

    fn save(&self) -> Result<(), StoreError> {
        let text =
            toml::to_string(self).map_err(|_error| StoreError::Internal("the wrong tries could not be serialized"))?;
        home::write_private_file(&self.path, text.as_bytes())
    }

    /// Forgets the tries, once the record knows of them.
    pub(in crate::store) fn clear(&mut self) -> Result<(), StoreError> {
        (self.count, self.last_ms) = (0, 0);
        if self.refused == 0 { home::remove_if_exists(&self.path) } else { self.save() }
    }
}

/// Returns how many seconds are left of the wait after the last of `count` tries.
fn wait_left(count: u32, last_ms: u64, now_ms: u64) -> u64 {
    // A last try far in the future means that the clock was wrong then or is now; that must not keep anybody out.
    if last_ms > now_ms.saturating_add(LONGEST_WAIT_MS) {
        return 0;
    }
    let Some(doublings) = count.checked_sub(FREE_TRIES) else { return 0 };
    let wait = FIRST_WAIT_MS.saturating_mul(1_u64.checked_shl(doublings).unwrap_or(u64::MAX)).min(LONGEST_WAIT_MS);
    wait.saturating_sub(now_ms.saturating_sub(last_ms)).div_ceil(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_and_has_an_end() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        for try_number in 0..FREE_TRIES {
            let mut tries = FailedAttempts::for_home(&home);
            assert!(tries.ensure_waited(1_000).is_ok(), "try {try_number}");
            tries.record_failure(1_000).unwrap();
        }
        let waits = |tries: &FailedAttempts| match tries.ensure_waited(1_000) {
            Err(StoreError::TooManyTries { seconds, .. }) => seconds,
            other => panic!("{other:?}"),
        };
        let mut tries = FailedAttempts::for_home(&home);
        assert_eq!((tries.count, waits(&tries)), (3, 2));
        tries.record_failure(1_000).unwrap();
        assert_eq!(waits(&FailedAttempts::for_home(&home)), 4);
        assert!(tries.ensure_waited(5_000).is_ok());
        assert!(tries.ensure_waited(999).is_err(), "a clock set back a little gains nothing");
        (0..70).for_each(|_| tries.record_failure(1_000).unwrap());
        assert_eq!(waits(&tries), 300);
        tries.record_failure(10 * LONGEST_WAIT_MS).unwrap();
        assert!(tries.ensure_waited(1_000).is_ok(), "a clock that was far ahead keeps nobody out");
        tries.clear().unwrap();
        assert_eq!(FailedAttempts::for_home(&home).count, 0);
    }
}
