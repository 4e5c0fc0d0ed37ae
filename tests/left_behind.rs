//! What a whole journey leaves on the disk: in the home, in the folder for temporary files, wherever the system has a
//! program keep things. Nothing of it can be read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::support::terminal::Terminal;
use crate::support::{Desk, PASSPHRASE, fixture};

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
    desk: Desk,
    environment: Vec<(&'static str, String)>,
}

impl Watched {
    fn new() -> Self {
        let desk = Desk::bare();
        let made = |(name, folder): (&'static str, &str)| {
            let path = desk.path().join("watched").join(folder);
            fs::create_dir_all(&path).unwrap();
            (name, path.to_str().unwrap().to_owned())
        };
        let environment = FOLDERS.map(made).to_vec();
        Self { desk, environment }
    }

    fn run(&self, args: &[&str]) -> Output {
        let environment = self.environment.iter().map(|(name, value)| (*name, value.as_str()));
        self.desk.command().envs(environment).current_dir(self.desk.path().join("watched")).args(args).output().unwrap()
    }

    fn ok(&self, args: &[&str]) {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {output:?}");
    }

    /// A session on the screen: dictated, left, locked, unlocked, killed.
    fn sit_down(&self) {
        let environment: Vec<_> = self.environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut terminal = Terminal::sized(&self.desk, &[], 24, 80, &environment);
        terminal.unlock();
        terminal.press("2 d");
        terminal.wait_for("Dictate   ");
        terminal.type_text(TYPED);
        terminal.wait_for("ran out");
        terminal.press("C-l");
        terminal.unlock();
        terminal.wait_for("ran out");
        terminal.kill();
    }

    fn files(&self) -> Vec<PathBuf> {
        let all = files(self.desk.path());
        all.into_iter().filter(|path| *path != self.desk.passphrase_file()).collect()
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

/// In UTF-8 and in UTF-16, either way round, whatever the case of its letters.
fn forms(text: &str) -> Vec<Vec<u8>> {
    let cased = [text.to_owned(), text.to_uppercase(), text.to_lowercase()];
    let wide = |text: &String, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let of = |text: &String| [text.as_bytes().to_vec(), wide(text, u16::to_le_bytes), wide(text, u16::to_be_bytes)];
    cased.iter().flat_map(of).collect()
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
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
    let names = watched.desk.json(&["list", "cases"]);
    let last_names = names.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned());
    let texts: Vec<String> = [RESULTS, TYPED, "attendance sheet", "Monthly contact", PASSPHRASE, CASE, "A. Rivera"]
        .into_iter()
        .map(str::to_owned)
        .chain(last_names)
        .collect();
    let needles: Vec<(String, Vec<u8>)> =
        texts.iter().flat_map(|text| forms(text).into_iter().map(move |form| (text.clone(), form))).collect();
    let files = watched.files();
    assert!(files.len() > 5, "{files:?}");
    for path in &files {
        let bytes = fs::read(path).unwrap();
        let found = needles.iter().find(|(_, needle)| holds(&bytes, needle));
        assert!(found.is_none(), "{:?} in {}", found.map(|(text, _)| text), path.display());
        let outside = !path.starts_with(watched.desk.home());
        assert!(!outside, "{} lies outside of the home", path.display());
    }
    let told = fs::read(watched.desk.passphrase_file()).unwrap();
    assert!(forms(PASSPHRASE).iter().any(|form| holds(&told, form)), "the test finds what is there");
}
