//! An office whose work crosses desks: workers of several roles share a home, and each acts on the days that a test names.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome};
use crate::workers::{add, passphrase, passphrase_file};

/// The EC to whom the home belongs and under whom its cases are listed.
pub const EC: &str = "V1A3";

fn words_of(number: &str) -> String {
    format!("battery staple {number}")
}

/// An office with several workers.
pub struct Desks {
    pub home: TestHome,
    files: Vec<(String, PathBuf)>,
}

impl Desks {
    /// Makes an office of the county with these workers (number, role), besides the EC.
    pub fn new(county: &str, workers: &[(&str, &str)]) -> Self {
        Self::prepared(&format!("{county} {workers:?}"), county, workers, |_office| {})
    }

    /// Makes an office in which something has been done. It is made once for a name, and each test has a copy of its own.
    pub fn prepared(name: &str, county: &str, workers: &[(&str, &str)], prepare: impl FnOnce(&Self)) -> Self {
        let home = TestHome::from_template(name, || {
            let home = TestHome::with_extracts();
            std::fs::write(home.home_path().join("settings.toml"), format!("county = \"{county}\"\n")).unwrap();
            for (number, role) in workers {
                let file = passphrase(&home, number, &words_of(number));
                add(&home, number, role, &file);
            }
            let office = Self::of(home, workers);
            prepare(&office);
            office.home
        });
        Self::of(home, workers)
    }

    fn of(home: TestHome, workers: &[(&str, &str)]) -> Self {
        let own = (EC.to_owned(), home.passphrase_file());
        let others = workers.iter().map(|(number, _)| ((*number).to_owned(), passphrase_file(&home, number)));
        let files = std::iter::once(own).chain(others).collect();
        Self { home, files }
    }

    /// Returns a worker's passphrase.
    pub fn passphrase_of(&self, worker: &str) -> String {
        let file = &self.files.iter().find(|(number, _)| *number == worker).unwrap().1;
        std::fs::read_to_string(file).unwrap().trim_end().to_owned()
    }

    /// Starts the screen as a worker on a day; the first list is there then.
    pub fn screen(&self, worker: &str, day: &str) -> Terminal {
        let now = format!("{day}T09:00:00");
        let mut terminal = Terminal::sized(&self.home, &[], 24, 80, &[("CASELOAD_NOW", &now)]);
        terminal.wait_for("Passphrase");
        let words = if worker == EC { PASSPHRASE.to_owned() } else { words_of(worker) };
        terminal.type_text(&words).press("Enter");
        terminal.wait_for(" item");
        terminal
    }

    /// Runs a command as a worker on a day.
    pub fn run(&self, worker: &str, day: &str, args: &[&str]) -> Result<String, String> {
        let file = &self.files.iter().find(|(number, _)| *number == worker).unwrap().1;
        let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
        command.env_clear().env("HOME", self.home.path()).env("CASELOAD_HOME", self.home.home_path());
        command.env("CASELOAD_NOW", format!("{day}T09:00:00")).arg("--passphrase-file").arg(file);
        let output = command.args(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
    }

    /// Records an act.
    pub fn act(&self, worker: &str, day: &str, case: &str, act: &str, fields: &[&str]) -> String {
        let args: Vec<&str> = ["act", case, act].into_iter().chain(fields.iter().copied()).collect();
        self.run(worker, day, &args).unwrap_or_else(|error| panic!("{worker} {day} {act}: {error}"))
    }

    /// Returns why an act is refused.
    pub fn refuses(&self, worker: &str, day: &str, case: &str, act: &str, fields: &[&str]) -> String {
        let args: Vec<&str> = ["act", case, act].into_iter().chain(fields.iter().copied()).collect();
        self.run(worker, day, &args).expect_err(act)
    }

    /// Returns the JSON of a command.
    pub fn json(&self, worker: &str, day: &str, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        let text = self.run(worker, day, &args).unwrap_or_else(|error| panic!("{worker} {day} {args:?}: {error}"));
        serde_json::from_str(&text).unwrap()
    }

    /// Returns the sections of a worker's queue that name the case.
    pub fn desk(&self, worker: &str, day: &str, case: &str) -> Vec<String> {
        let rows = self.json(worker, day, &["desk"]);
        let of_case = rows.as_array().unwrap().iter().filter(|row| row["case"] == case);
        of_case.map(|row| row["section"].as_str().unwrap().to_owned()).collect()
    }

    /// Returns the rules of findings about the case in a worker's Today whose ids begin so.
    pub fn today(&self, worker: &str, day: &str, case: &str, begins: &[&str]) -> Vec<String> {
        let rows = self.json(worker, day, &["list", "today"]);
        let rules =
            rows.as_array().unwrap().iter().filter(|row| row["case"] == case).filter_map(|row| row["rule"].as_str());
        rules.filter(|rule| begins.iter().any(|begin| rule.starts_with(begin))).map(str::to_owned).collect()
    }
}
