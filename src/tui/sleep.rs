//! Whether the machine slept. One clock stands still while it sleeps and another does not: where they part, it did. The
//! system tells when it wakes, so that nothing has to look at the clocks again and again.

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{Sleep, watch};
#[cfg(target_os = "linux")]
pub use linux::{Sleep, watch};

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
    pub struct Sleep(Duration);

    impl Sleep {
        /// As it is now.
        pub fn now() -> Self {
            let of = |clock| Duration::try_from(clock_gettime(clock)).unwrap_or_default();
            Self(of(ClockId::Boottime).saturating_sub(of(ClockId::Monotonic)))
        }

        /// Whether the machine slept since this was asked last.
        pub fn was_interrupted(&mut self) -> bool {
            let now = Self::now();
            let before = std::mem::replace(self, now);
            slept(before, now)
        }
    }

    fn slept(before: Sleep, now: Sleep) -> bool {
        now.0 > before.0 + TOLERANCE
    }

    /// Calls `tell` whenever the system woke or its clock was set.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn watch(tell: impl Fn() + Send + 'static) -> io::Result<()> {
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
            let apart = |seconds| Sleep(Duration::from_secs(seconds));
            assert!(!slept(apart(40), apart(40)));
            assert!(slept(apart(40), apart(45)));
            assert!(!slept(apart(45), apart(40)), "clocks that were read in another order are no sleep");
            let mut sleep = Sleep::now();
            assert!(!sleep.was_interrupted(), "this machine is awake");
            sleep = Sleep(sleep.0.saturating_sub(Duration::from_mins(3)));
            let slept_before = Sleep::now().0 >= Duration::from_mins(3);
            assert_eq!(sleep.was_interrupted(), slept_before || Sleep::now().0 > TOLERANCE);
            assert!(!sleep.was_interrupted(), "told once");
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use std::io;

    /// Here only the time without a key counts.
    #[derive(Debug, Clone, Copy)]
    pub struct Sleep;

    impl Sleep {
        /// As it is now.
        pub const fn now() -> Self {
            Self
        }

        /// Never known.
        pub const fn was_interrupted(&mut self) -> bool {
            false
        }
    }

    /// Never calls `tell`.
    ///
    /// # Errors
    /// None.
    pub fn watch(_tell: impl Fn() + Send + 'static) -> io::Result<()> {
        Ok(())
    }
}
