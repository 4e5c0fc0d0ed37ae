//! Questions whose answer the terminal does not show, on Unix.
//!
//! The library that reads the answer prints its question first and hides what is typed after that: whoever types at
//! once, or pastes, would see the first letters. Here the terminal hides them before the question appears.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write as _};
use std::rc::Rc;

use rpassword::{ConfigBuilder, read_password_with_config};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

/// The terminal of the session, wherever standard input and output lead.
const TERMINAL: &str = "/dev/tty";

/// What Ctrl-C sends while the terminal makes no signal of it.
const INTERRUPT: u8 = 3;

/// While it lives, the terminal shows nothing of what is typed.
pub struct HiddenTyping(Rc<HiddenTerminal>);

impl HiddenTyping {
    /// Hides what is typed from now on.
    ///
    /// # Errors
    /// The session has no terminal.
    pub fn start() -> io::Result<Self> {
        let device = OpenOptions::new().read(true).write(true).open(TERMINAL)?;
        let modes_before = tcgetattr(&device)?;
        let mut modes = modes_before.clone();
        modes.local_modes -= LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON | LocalModes::ISIG;
        modes.special_codes[SpecialCodeIndex::VMIN] = 1;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(&device, OptionalActions::Now, &modes)?;
        Ok(Self(Rc::new(HiddenTerminal { device, modes_before })))
    }

    /// Asks a question and returns the line that is typed.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn ask(&self, question: &str) -> io::Result<String> {
        let mut device = &self.0.device;
        device.write_all(question.as_bytes())?;
        let keys = Keys(Rc::clone(&self.0));
        let answer = read_password_with_config(ConfigBuilder::new().input_reader(keys).output_discard().build());
        // Enter moved no cursor.
        device.write_all(b"\n")?;
        answer
    }
}

/// The terminal with its modes from before, which it gets back at the end.
struct HiddenTerminal {
    device: File,
    modes_before: Termios,
}

impl HiddenTerminal {
    fn show_typing(&self) {
        // Where the terminal is gone, nothing is typed on it.
        let _ = tcsetattr(&self.device, OptionalActions::Now, &self.modes_before);
    }
}

impl Drop for HiddenTerminal {
    fn drop(&mut self) {
        self.show_typing();
    }
}

/// What is typed on the hidden terminal.
struct Keys(Rc<HiddenTerminal>);

impl Read for Keys {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = (&self.0.device).read(buffer)?;
        // The process ends by this key, and nothing is dropped then: the shell would go on without showing anything.
        if buffer.iter().take(count).any(|key| *key == INTERRUPT) {
            self.0.show_typing();
        }
        Ok(count)
    }
}
