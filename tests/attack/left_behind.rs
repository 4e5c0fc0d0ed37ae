//! What a whole journey leaves on the disk: in the home, in the folder for temporary files, wherever the system has a
//! program keep things. Nothing of it can be read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome, fixture};

const CASE: &str = "0052445";
const RESULTS: &str = "Agreed to bring the attendance sheet";
const TYPED: &str = "Missed two class days, bus pass ran out";

/// The folders that a program finds in its environment; all lie in the desk's own.
const FOLDERS: [(&str, &str); 7] = [
    ("HOME", "user"),
    ("TMPDIR", "temporary"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_STATE_HOME", "state"),
    ("XDG_RUNTIME_DIR", "runtime"),
];

struct Watched {
    home: TestHome,
    environment: Vec<(&'static str, String)>,
}

impl Watched {
    fn new() -> Self {
        let home = TestHome::bare();
        let made = |(name, folder): (&'static str, &str)| {
            let path = home.path().join("watched").join(folder);
            fs::create_dir_all(&path).unwrap();
            (name, path.to_str().unwrap().to_owned())
        };
        let environment = FOLDERS.map(made).to_vec();
        Self { home, environment }
    }

    fn run(&self, args: &[&str]) -> Output {
        let environment = self.environment.iter().map(|(name, value)| (*name, value.as_str()));
        self.home.command().envs(environment).current_dir(self.home.path().join("watched")).args(args).output().unwrap()
    }

    fn ok(&self, args: &[&str]) {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {output:?}");
    }

    /// A session on the screen: dictated, left, locked, unlocked, killed.
    fn sit_down(&self) {
        let environment: Vec<_> = self.environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut terminal = Terminal::sized(&self.home, &[], 24, 80, &environment);
        terminal.unlock();
        terminal.press("2 d");
        terminal.wait_for("┌ Dictate   ");
        terminal.press("t r").type_text(TYPED);
        terminal.wait_for("ran out");
        terminal.press("C-l");
        terminal.unlock();
        terminal.wait_for("ran out");
        terminal.kill();
    }

    fn files(&self) -> Vec<PathBuf> {
        let all = files(self.home.path());
        all.into_iter().filter(|path| *path != self.home.passphrase_file()).collect()
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The bytes as text in which UTF-8 is found, and as text in which UTF-16 is, either way round; in small letters.
fn readings(bytes: &[u8]) -> [String; 2] {
    let text = |bytes: &mut dyn Iterator<Item = &u8>| bytes.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    [text(&mut bytes.iter()), text(&mut bytes.iter().filter(|byte| **byte != 0))]
}

/// A text as each of the readings would show it.
fn forms(text: &str) -> [String; 2] {
    let [in_utf8, _] = readings(text.as_bytes());
    [in_utf8, text.to_ascii_lowercase()]
}

fn holds(readings: &[String; 2], text: &str) -> bool {
    readings.iter().zip(forms(text)).any(|(reading, form)| reading.contains(&form))
}

#[test]
fn no_file_of_a_journey_holds_a_name_a_text_or_a_passphrase() {
    let watched = Watched::new();
    watched.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    let extracts = crate::support::fixtures();
    let import: Vec<&str> = ["import"].into_iter().chain(extracts.iter().map(|file| file.to_str().unwrap())).collect();
    watched.ok(&import);
    let file = ["comment", "file", "--case", CASE, "--type", "telephone", "--purpose", "Monthly contact"];
    let file: Vec<&str> = file.into_iter().chain(["--results", RESULTS, "--no-forms", "--no-documents"]).collect();
    watched.ok(&file);
    watched.sit_down();
    watched.ok(&["search", "attendance"]);
    watched.ok(&["list", "cases", "--csv", "--yes"]);
    watched.ok(&["backup"]);
    watched.ok(&["key", "recovery"]);
    watched.ok(&["key", "rotate"]);
    watched.run(&["restore", "--latest", "--yes"]);
    watched.ok(&["doctor", "--rebuild"]);
    watched.run(&["import", fixture("expected.json").to_str().unwrap()]);
    let names = watched.home.json(&["list", "cases"]);
    let people = names.as_array().unwrap().iter().step_by(10).map(|row| row["name"].as_str().unwrap().to_owned());
    let texts: Vec<String> = [RESULTS, TYPED, "attendance sheet", "Monthly contact", PASSPHRASE, CASE, "A. Rivera"]
        .into_iter()
        .map(str::to_owned)
        .chain(people)
        .collect();
    let files = watched.files();
    assert!(files.len() > 5, "{files:?}");
    for path in &files {
        let read = readings(&fs::read(path).unwrap());
        let found = texts.iter().find(|text| holds(&read, text));
        assert!(found.is_none(), "{found:?} in {}", path.display());
        assert!(path.starts_with(watched.home.home_path()), "{} lies outside of the home", path.display());
    }
}

#[test]
fn control_the_search_finds_a_text_in_every_encoding() {
    let text = "Núñez, José";
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    for bytes in [
        text.as_bytes().to_vec(),
        text.to_uppercase().replace('Ú', "ú").replace('Ñ', "ñ").replace('É', "é").into_bytes(),
    ] {
        assert!(holds(&readings(&bytes), text));
    }
    assert!(holds(&readings(&wide(u16::to_le_bytes)), text) && holds(&readings(&wide(u16::to_be_bytes)), text));
    assert!(!holds(&readings(b"something else"), text));
}
