//! Signals: what they ask of the process. Hang-up, termination and interrupt ask it to end: the draft is saved, the
//! terminal given back, and the process ended even if the terminal is gone and the screen can no longer be drawn. Stop
//! and continue lock the screen.

/// The signal of a terminal that is gone (SIGHUP). It has this number on every system that has signals.
pub const HANG_UP: i32 = 1;

/// What shells add to the number of the signal that ended a process to make its exit code.
const SIGNAL_EXIT_BASE: i32 = 128;

/// What a signal asks of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalRequest {
    /// To end, because of the signal of this number.
    End(i32),
    /// To stop until the shell continues it.
    Stop,
    /// To draw the screen again, because the process was stopped and continues.
    Continue,
}

/// Returns the exit code of a process that this signal ended, as shells count it; 1 if the number is not one of a
/// signal.
pub fn exit_code_after_signal(signal: i32) -> u8 {
    u8::try_from(SIGNAL_EXIT_BASE.saturating_add(signal)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_has_the_exit_code_that_shells_give_it() {
        assert_eq!(exit_code_after_signal(HANG_UP), 129);
        assert_eq!(exit_code_after_signal(i32::MAX), 1);
    }
}
