//! The standing attack: what somebody with bad intentions, a broken file or a bad cable does to the program, again and
//! again, without anybody beside it. `docs/faults.md` says what each attack found at first and how it ends now.
//!
//! `CASELOAD_ATTACK_SECONDS` says how long the random attacks go on (4 seconds each by default, longer in CI);
//! `CASELOAD_ATTACK_SEED` sets what they try. The attacks that are not random run whole every time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(missing_docs, reason = "tests are named by what they say")]

mod edge;
mod hands;
mod left_behind;
#[path = "../../src/import/tests/mangle.rs"]
mod mangle;
mod mangled;
mod memory;
mod offices;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "the journeys use the rest of it")]
mod support;
mod unhindered;
mod words;

use std::process::Output;
use std::time::{Duration, Instant};

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

/// The attempts of a random attack: each has random numbers of its own, so that one can be tried again by itself.
struct Attempts {
    seed: u64,
    count: u64,
    end: Instant,
}

impl Attempts {
    fn begin() -> Self {
        let setting = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
        let time = Duration::from_secs(setting("CASELOAD_ATTACK_SECONDS").unwrap_or(4));
        Self { seed: setting("CASELOAD_ATTACK_SEED").unwrap_or(1), count: 0, end: Instant::now() + time }
    }
}

impl Iterator for Attempts {
    type Item = (String, ChaCha8Rng);

    /// Returns the name of the next attempt and its random numbers; `None` when the time is over. At least one attempt
    /// is made.
    fn next(&mut self) -> Option<Self::Item> {
        if self.count > 0 && Instant::now() >= self.end {
            return None;
        }
        self.count += 1;
        let chance = ChaCha8Rng::seed_from_u64(self.seed.wrapping_mul(1_000_003).wrapping_add(self.count));
        Some((format!("attempt {} of seed {}", self.count, self.seed), chance))
    }
}

/// What nothing may send to a terminal: control characters, and marks that turn or hide text.
fn is_unsafe(c: char) -> bool {
    let turns_or_hides = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{61c}' | '\u{2028}' | '\u{2029}');
    c != '\n' && c != '\t' && (c.is_control() || turns_or_hides)
}

/// Asserts what holds for every command, whatever it was given: it ends by itself and not by a panic, and sends nothing
/// that acts on a terminal.
fn assert_sound(attempt: &str, output: &Output) -> i32 {
    let (sent, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let code = output.status.code().unwrap_or_else(|| panic!("{attempt}: {}, {errors}", output.status));
    assert!(code != 70 && code != 101, "{attempt}: it panicked: {errors}");
    for text in [&sent, &errors] {
        assert!(!text.chars().any(is_unsafe), "{attempt}: {text:?}");
    }
    code
}
