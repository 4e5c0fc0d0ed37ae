//! Whether the machine slept since the last look.

use std::time::Duration;

use super::system;

/// Two clocks that are read one after the other differ by less than this.
const TOLERANCE: Duration = Duration::from_secs(1);

/// Detects that the machine slept, by how long it has slept altogether.
#[derive(Debug, Clone, Copy)]
pub struct SleepDetector {
    /// How long the machine had slept when this was last looked at; `None` if the system does not say.
    asleep: Option<Duration>,
}

impl SleepDetector {
    /// Starts to detect sleep: sleep before this call does not count.
    pub fn start() -> Self {
        Self { asleep: system::time_asleep() }
    }

    /// Returns whether the machine slept since the last call, or since [`SleepDetector::start`].
    pub fn has_slept(&mut self) -> bool {
        let now = Self::start();
        let before = std::mem::replace(self, now);
        now.is_later_than(before)
    }

    fn is_later_than(self, before: Self) -> bool {
        self.asleep.zip(before.asleep).is_some_and(|(now, before)| now > before + TOLERANCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_slept_if_the_clocks_differ() {
        let asleep = |seconds| SleepDetector { asleep: Some(Duration::from_secs(seconds)) };
        assert!(!asleep(40).is_later_than(asleep(40)));
        assert!(asleep(45).is_later_than(asleep(40)));
        assert!(!asleep(40).is_later_than(asleep(45)), "clocks that were read in another order are no sleep");
        assert!(!SleepDetector::start().has_slept(), "this machine is awake");
        if let Some(asleep) = system::time_asleep().and_then(|asleep| asleep.checked_sub(Duration::from_mins(3))) {
            let mut detector = SleepDetector { asleep: Some(asleep) };
            assert!(detector.has_slept());
            assert!(!detector.has_slept(), "reported once");
        }
    }
}
