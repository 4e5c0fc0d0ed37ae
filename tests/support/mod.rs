//! A home that vanishes with the test, and the real binary run in it with a sealed environment.

mod template;
pub mod terminal;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// The day of the fixtures in `tests/fixtures/extracts`.
pub const NOW: &str = "2026-11-19T09:00:00";
pub const PASSPHRASE: &str = "paper lantern 42";
/// The passphrase of the home in `tests/fixtures/home_2026_11`. A new home no longer takes it.
pub const EARLIER_PASSPHRASE: &str = "open sesame 42";

const NEW_HOME: [&str; 9] = ["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"];

/// A home that vanishes with the test: a folder with the home, a passphrase file and nothing else.
pub struct TestHome {
    folder: TempDir,
}

impl TestHome {
    /// Creates the folder without a home in it yet.
    pub fn bare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_private(&folder.path().join("passphrase"), &format!("{PASSPHRASE}\n"));
        Self { folder }
    }

    /// Creates an empty home.
    pub fn new() -> Self {
        Self::from_template("new", || {
            let home = Self::bare();
            home.ok(&NEW_HOME);
            home
        })
    }

    /// Creates a home with the extracts of the fixtures imported: a copy of the same home in each test.
    pub fn with_extracts() -> Self {
        Self::from_template("with_extracts", Self::with_own_extracts)
    }

    /// Creates a home with the extracts of the fixtures imported, and with keys that no other home has.
    pub fn with_own_extracts() -> Self {
        let home = Self::bare();
        home.ok(&NEW_HOME);
        let files = fixtures();
        let args: Vec<&str> =
            std::iter::once("import").chain(files.iter().map(|file| file.to_str().unwrap())).collect();
        home.ok(&args);
        home
    }

    /// Writes a copy of the home of this name, which the first test that asks for it makes.
    pub fn from_template(name: &str, make: impl FnOnce() -> Self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        template::write_template(name, folder.path(), || make().folder);
        Self { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn home_path(&self) -> PathBuf {
        self.path().join("home")
    }

    pub fn passphrase_file(&self) -> PathBuf {
        self.path().join("passphrase")
    }

    /// The folder that stands for `/etc/caseload`. It need not exist.
    pub fn machine_folder(&self) -> PathBuf {
        self.path().join("machine")
    }

    /// Names the public key of an office on the machine, as an administrator does.
    pub fn name_office(&self, public: &str) {
        fs::create_dir_all(self.machine_folder()).unwrap();
        set_mode(&self.machine_folder(), 0o755);
        let named = format!("[[office]]\nname = \"Eastmont\"\npublic = \"{public}\"\n");
        let file = self.machine_folder().join("offices.toml");
        fs::write(&file, named).unwrap();
        set_mode(&file, 0o644);
    }

    /// The binary with a sealed environment.
    pub fn command(&self) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
        command
            .env_clear()
            .env("HOME", self.path())
            .env("CASELOAD_NOW", NOW)
            .env("CASELOAD_SEED", "7")
            .env("CASELOAD_HOME", self.home_path())
            .env("CASELOAD_MACHINE_FOLDER", self.machine_folder())
            .arg("--passphrase-file")
            .arg(self.passphrase_file());
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command().args(args).output().unwrap()
    }

    /// Standard output of a command that must succeed.
    pub fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let errors = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code();
        assert!(output.status.success(), "{args:?}: {code:?} {errors}{}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command answers with `--json`.
    pub fn json(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.ok(&args)).unwrap()
    }

    /// Exit code and sentence of a command that must fail.
    pub fn fails(&self, args: &[&str]) -> (i32, String) {
        let output = self.run(args);
        assert!(!output.status.success(), "{args:?} succeeded");
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }
}

/// Writes a file that only its owner can read: one with a passphrase or words in it.
pub fn write_private(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    set_mode(path, 0o600);
}

/// Sets who may read a file, on systems that have such modes.
pub fn set_mode(path: &Path, mode: u32) {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    #[cfg(not(unix))]
    let _ = (path, mode);
}

/// The county extracts, in no useful order.
pub fn fixtures() -> Vec<PathBuf> {
    let names = [
        "alerts.txt",
        "noncompliance.csv",
        "activity_history.csv",
        "attendance.csv",
        "exemptions.csv",
        "household.csv",
        "es108_V1A3_2026-11-19.xlsx",
    ];
    names.map(fixture).to_vec()
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/extracts").join(name)
}

/// What an importer must count in the fixtures.
pub fn expected() -> Value {
    serde_json::from_str(&fs::read_to_string(fixture("expected.json")).unwrap()).unwrap()
}
