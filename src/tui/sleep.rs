//! Whether the machine slept. One clock stands still while it sleeps and another does not: where they part, it did. The
//! system tells when it wakes, so that nothing has to look at the clocks again and again.

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{SleepDetector, watch_wakeups};
#[cfg(target_os = "linux")]
pub use linux::{SleepDetector, watch_wakeups};

#[cfg(target_os = "linux")]
mod linux {
    use std::io;
    use std::thread;
    use std::time::Duration;

    use rustix::time::{
        ClockId, Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, clock_gettime, timerfd_create,
        timerfd_settime,
    };

    /// Clocks that are read one after the other differ by less.
    const TOLERANCE: Duration = Duration::from_secs(1);
    /// Far enough ahead never to come.
    const NEVER: i64 = i64::MAX / 2_000_000_000;

    /// How far the clocks were apart when they were last looked at.
    #[derive(Debug, Clone, Copy)]
    pub struct SleepDetector(Duration);

    impl SleepDetector {
        /// As it is now.
        pub fn from_clocks() -> Self {
            let of = |clock| Duration::try_from(clock_gettime(clock)).unwrap_or_default();
            Self(of(ClockId::Boottime).saturating_sub(of(ClockId::Monotonic)))
        }

        /// Whether the machine slept since this was asked last.
        pub fn has_slept(&mut self) -> bool {
            let now = Self::from_clocks();
            let before = std::mem::replace(self, now);
            has_slept_between(before, now)
        }
    }

    fn has_slept_between(before: SleepDetector, now: SleepDetector) -> bool {
        now.0 > before.0 + TOLERANCE
    }

    /// Calls `tell` whenever the system woke or its clock was set.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn watch_wakeups(tell: impl Fn() + Send + 'static) -> io::Result<()> {
        let timer = timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::CLOEXEC)?;
        thread::Builder::new().name("sleep".to_owned()).spawn(move || {
            let never = Timespec { tv_sec: NEVER, tv_nsec: 0 };
            let at = Itimerspec { it_interval: Timespec::default(), it_value: never };
            let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
            while timerfd_settime(&timer, flags, &at).is_ok() {
                match rustix::io::read(&timer, &mut [0_u8; 8]) {
                    Err(rustix::io::Errno::CANCELED) => tell(),
                    Err(rustix::io::Errno::INTR) => {}
                    _ => return,
                }
            }
        })?;
        Ok(())
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_machine_slept_where_the_clocks_part() {
            let apart = |seconds| SleepDetector(Duration::from_secs(seconds));
            assert!(!has_slept_between(apart(40), apart(40)));
            assert!(has_slept_between(apart(40), apart(45)));
            assert!(!has_slept_between(apart(45), apart(40)), "clocks that were read in another order are no sleep");
            let mut sleep = SleepDetector::from_clocks();
            assert!(!sleep.has_slept(), "this machine is awake");
            sleep = SleepDetector(sleep.0.saturating_sub(Duration::from_mins(3)));
            let slept_before = SleepDetector::from_clocks().0 >= Duration::from_mins(3);
            assert_eq!(sleep.has_slept(), slept_before || SleepDetector::from_clocks().0 > TOLERANCE);
            assert!(!sleep.has_slept(), "told once");
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use std::io;

    /// Here only the time without a key counts.
    #[derive(Debug, Clone, Copy)]
    pub struct SleepDetector;

    impl SleepDetector {
        /// As it is now.
        pub const fn from_clocks() -> Self {
            Self
        }

        /// Never known.
        pub const fn has_slept(&mut self) -> bool {
            false
        }
    }

    /// Never calls `tell`.
    ///
    /// # Errors
    /// None.
    pub fn watch_wakeups(_tell: impl Fn() + Send + 'static) -> io::Result<()> {
        Ok(())
    }
}
