//! The real binary in a pseudo-terminal: keys in, the screen back. A test waits for a text and then for the end of
//! the frame that shows it; it never sleeps.

use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::{NOW, PASSPHRASE, TestHome};

/// Each frame goes out in one synchronized update; this ends it.
const END_OF_FRAME: &[u8] = b"\x1b[?2026l";
/// Longer than anything takes on a busy machine; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long nothing comes once the screen rests: longer than a deadline of the screen, even on a busy machine.
const AT_REST: Duration = Duration::from_millis(400);
/// How long an Esc stands alone before the next key.
const AFTER_ESC: Duration = Duration::from_millis(100);

/// The binary running in a pseudo-terminal.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// What came after the last end of a frame.
    pending: Vec<u8>,
    /// Everything that ever came, for what must not be in it.
    pub raw: Vec<u8>,
    /// Where in it the last question that was waited for ends.
    asked: usize,
}

impl Terminal {
    /// Starts the binary in the desk's home, 24 rows by 80 columns unless told otherwise.
    pub fn start(home: &TestHome, args: &[&str]) -> Self {
        Self::sized(home, args, 24, 80, &[])
    }

    /// Starts it and types the passphrase; the first list is there then.
    pub fn unlocked(home: &TestHome) -> Self {
        let mut terminal = Self::start(home, &[]);
        terminal.unlock();
        terminal
    }

    /// Types the passphrase; the caseload is there then.
    pub fn unlock(&mut self) {
        self.wait_for("Passphrase");
        self.type_text(PASSPHRASE).press("Enter");
        self.wait_for(" items");
    }

    /// The other end of the terminal.
    pub fn device(&self) -> std::path::PathBuf {
        self.master.tty_name().unwrap()
    }

    /// Starts it in a terminal of this size with more environment.
    pub fn sized(home: &TestHome, args: &[&str], rows: u16, columns: u16, environment: &[(&str, &str)]) -> Self {
        Self::started(home, args, rows, columns, environment, true)
    }

    /// Starts it in a terminal that is lent to it and not that of its session.
    pub fn lent(home: &TestHome) -> Self {
        Self::started(home, &[], 24, 80, &[], false)
    }

    fn started(
        home: &TestHome,
        args: &[&str],
        rows: u16,
        columns: u16,
        environment: &[(&str, &str)],
        is_of_session: bool,
    ) -> Self {
        let pair = native_pty_system().openpty(size(rows, columns)).unwrap();
        let mut command = CommandBuilder::new(assert_cmd::cargo::cargo_bin!("caseload"));
        command.env_clear();
        let sealed = [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("CASELOAD_NOW", NOW),
            ("CASELOAD_SEED", "7"),
            ("TZ", "UTC"),
        ];
        for (name, value) in sealed.iter().chain(environment) {
            command.env(name, value);
        }
        command.env("HOME", home.path());
        command.env("CASELOAD_HOME", home.home_path());
        command.args(args);
        command.set_controlling_tty(is_of_session);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let writer = pair.master.take_writer().unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        let parser = vt100::Parser::new(NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap(), 0);
        Self { master: pair.master, writer, child, output, parser, pending: Vec::new(), raw: Vec::new(), asked: 0 }
    }

    /// Types a text, as fast as a paste but key by key.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        self.writer.write_all(text.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// Presses keys by name, separated by spaces: a character, `Enter`, `Esc`, `Tab`, `Space`, `C-s`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.type_text(&encoded(key));
            if key == "Esc" {
                // No hand is so fast: what follows an Esc at once is one key with it, Alt.
                std::thread::sleep(AFTER_ESC);
            }
        }
        self
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// Waits until a whole frame shows `text`.
    pub fn wait_for(&mut self, text: &str) -> String {
        self.wait(text, |screen| screen.contains(text))
    }

    /// Waits for the next line of questions that ends with `text`: what a command asks is no frame.
    pub fn wait_for_question(&mut self, text: &str) {
        let limit = Instant::now() + PATIENCE;
        while !self.raw[self.asked..].ends_with(text.as_bytes()) {
            match self.output.recv_timeout(limit.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!("{text:?} was waited for: {error}\n{}", String::from_utf8_lossy(&self.raw)),
            }
        }
        self.asked = self.raw.len();
    }

    /// Files the act that is open, also if nothing was typed in its form.
    pub fn file_act(&mut self) {
        self.press("C-s").rest();
        if self.screen().contains("You typed nothing") {
            self.press("y");
        }
    }

    /// Waits until a whole frame no longer shows `text`.
    pub fn wait_without(&mut self, text: &str) -> String {
        self.wait(text, |screen| !screen.contains(text))
    }

    fn wait(&mut self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let limit = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if holds(&screen) {
                return screen;
            }
            let left = limit.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("{what:?} was waited for in vain:\n{screen}"),
                Err(RecvTimeoutError::Disconnected) => panic!("the program ended before {what:?}:\n{screen}"),
            }
        }
    }

    /// Shows a frame only once it is whole.
    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.pending.extend_from_slice(bytes);
        let end = self.pending.windows(END_OF_FRAME.len()).rposition(|window| window == END_OF_FRAME);
        if let Some(end) = end {
            let whole: Vec<u8> = self.pending.drain(..end + END_OF_FRAME.len()).collect();
            self.parser.process(&whole);
        }
    }

    /// Waits until nothing more comes.
    pub fn rest(&mut self) {
        while let Ok(bytes) = self.output.recv_timeout(AT_REST) {
            self.take(&bytes);
        }
    }

    /// Presses keys and waits until nothing more comes; gives the bytes of each frame that came of it.
    pub fn frames_of(&mut self, keys: &str) -> Vec<usize> {
        let start = self.raw.len();
        self.press(keys).rest();
        let mut rest = &self.raw[start..];
        let mut frames = Vec::new();
        while let Some(end) = rest.windows(END_OF_FRAME.len()).position(|window| window == END_OF_FRAME) {
            frames.push(end + END_OF_FRAME.len());
            rest = &rest[end + END_OF_FRAME.len()..];
        }
        frames
    }

    /// Changes the size of the terminal.
    pub fn resize(&mut self, rows: u16, columns: u16) {
        self.master.resize(size(rows, columns)).unwrap();
        self.parser.screen_mut().set_size(NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap());
    }

    /// Waits for the end of the program and gives its exit code.
    pub fn ended(&mut self) -> u32 {
        let limit = Instant::now() + PATIENCE;
        let code = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status.exit_code(),
                None => assert!(Instant::now() < limit, "it does not end:\n{}", self.screen()),
            }
            // What it writes is read, so that it is never held up by a full terminal.
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.take(&bytes);
            }
        };
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
            self.raw.extend_from_slice(&bytes);
        }
        code
    }

    /// Types a last letter and takes the terminal away; gives the exit code of the program.
    pub fn hang_up(self, letter: &str) -> u32 {
        let Self { master, mut writer, mut child, output, .. } = self;
        // Whoever reads for us lets go of the terminal with the answer to the letter.
        drop(output);
        writer.write_all(letter.as_bytes()).unwrap();
        drop((writer, master));
        let limit = Instant::now() + PATIENCE;
        loop {
            match child.try_wait().unwrap() {
                Some(status) => return status.exit_code(),
                None => assert!(Instant::now() < limit, "it does not end"),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends the program as a power cut would end it: at once.
    pub fn kill(&mut self) {
        // The pseudo-terminal's own kill hangs up first, which is another way to end.
        let killed = std::process::Command::new("kill").args(["-9", &self.pid().to_string()]).status().unwrap();
        assert!(killed.success());
        self.child.wait().unwrap();
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }
}

fn size(rows: u16, columns: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn encoded(key: &str) -> String {
    match key {
        "Enter" => "\r".into(),
        "Esc" => "\x1b".into(),
        "Tab" => "\t".into(),
        "BackTab" => "\x1b[Z".into(),
        "Space" => " ".into(),
        "Backspace" => "\x7f".into(),
        "Del" => "\x1b[3~".into(),
        "Up" => "\x1b[A".into(),
        "Down" => "\x1b[B".into(),
        "Left" => "\x1b[D".into(),
        "Right" => "\x1b[C".into(),
        "C-Left" => "\x1b[1;5D".into(),
        control if control.starts_with("C-") => {
            let letter = control.as_bytes()[2].to_ascii_lowercase();
            char::from(letter & 0x1f).to_string()
        }
        character => character.to_owned(),
    }
}
