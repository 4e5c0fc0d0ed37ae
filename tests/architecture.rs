//! The rooms of the program and their walls: imports go one way, each outside library has one room, files and
//! functions stay small.
#![cfg(test)]

mod cycles;
mod wall;

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order in which they may import: each only from those before it and from itself. Rooms of one
/// line may import from each other.
const ORDER: [&[&str]; 12] = [
    &["platform"],
    &["domain"],
    &["policy"],
    &["rules"],
    &["present"],
    &["store"],
    &["desk"],
    &["posting"],
    &["import"],
    &["paper"],
    &["demo"],
    &["commands", "tui"],
];

/// Rooms that do not import from a room before them: what comes in and what goes out meet in the record only.
const APART: [(&str, &str); 3] = [("import", "desk"), ("import", "posting"), ("paper", "import")];

/// Outside libraries and the rooms that may name them.
const LIBRARIES: [(&str, &[&str]); 10] = [
    ("rustix", &["platform"]),
    ("signal_hook", &["platform"]),
    ("libc", &["platform"]),
    ("rusqlite", &["store"]),
    ("ratatui", &["tui", "commands"]),
    ("crossterm", &["platform", "tui", "commands"]),
    ("krilla", &["paper"]),
    ("parley", &["paper"]),
    ("fontique", &["paper"]),
    ("icalendar", &["paper"]),
];

/// What reads a file, the network or the clock, and so has no place in the pure rooms.
const IMPURE: [&str; 7] =
    ["std::fs", "std::net", "std::process", "SystemTime::now", "Local::now", "Utc::now", "crate::platform"];
const PURE: [&str; 3] = ["domain", "rules", "present"];

const LINES_OF_A_FILE: usize = 500;
const LINES_OF_A_FUNCTION: usize = 80;

/// A source file.
struct Source {
    /// Its path below `src`.
    path: PathBuf,
    text: String,
}

impl Source {
    /// The folder below `src` that it lies in; nothing for `lib.rs` and `main.rs`.
    fn room(&self) -> Option<&str> {
        let mut parts = self.path.iter();
        let room = parts.next()?.to_str()?;
        parts.next().map(|_| room)
    }

    fn is_test(&self) -> bool {
        self.path.iter().any(|part| part == "tests" || part == "tests.rs")
    }

    /// Its lines of code with their numbers: no comments and no test module at its end.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let inline_tests = lines.windows(2).position(|pair| pair[0] == "#[cfg(test)]" && pair[1].ends_with('{'));
        let end = inline_tests.unwrap_or(lines.len());
        let numbered = lines.into_iter().take(end).enumerate().map(|(index, line)| (index + 1, line));
        numbered.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = vec![];
    collect(&src, &src, &mut sources);
    assert!(sources.len() > 10, "the sources are found");
    sources
}

fn collect(folder: &Path, src: &Path, into: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, src, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            into.push(Source { path: path.strip_prefix(src).unwrap().to_owned(), text });
        }
    }
}

fn rank(room: &str) -> Option<usize> {
    ORDER.iter().position(|rooms| rooms.contains(&room))
}

/// The names that follow `crate::` in a line.
fn imported(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""))
}

/// Whether a line names a library as a path.
fn names(line: &str, library: &str) -> bool {
    let path = format!("{library}::");
    line.split_inclusive("::").any(|part| {
        part.strip_suffix(&path).is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

#[track_caller]
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn imports_go_one_way() {
    let mut faults = vec![];
    for source in sources().iter().filter(|source| !source.is_test()) {
        let Some(room) = source.room() else { continue };
        let Some(own) = rank(room) else {
            faults.push(format!("{}: the room {room} has no place in the order", source.path.display()));
            continue;
        };
        for (number, line) in source.code() {
            let back = imported(line)
                .find(|name| APART.contains(&(room, *name)) || rank(name).is_none_or(|other| other > own));
            if let Some(name) = back {
                faults.push(format!("{}:{number}: {room} imports crate::{name}", source.path.display()));
            }
        }
    }
    none(&faults);
}

#[test]
fn a_library_stays_in_its_room() {
    let mut faults = vec![];
    for source in &sources() {
        for (library, rooms) in LIBRARIES {
            let allowed = source.room().is_some_and(|room| rooms.contains(&room));
            for (number, _) in source.code().filter(|(_, line)| !allowed && names(line, library)) {
                faults.push(format!("{}:{number}: names {library}", source.path.display()));
            }
        }
    }
    none(&faults);
}

/// What tells one operating system from another.
const OF_ONE_SYSTEM: [&str; 9] = [
    "cfg(unix",
    "cfg(not(unix",
    "cfg(windows",
    "cfg(not(windows",
    "cfg(target_os",
    "cfg(not(target_os",
    "cfg(any(unix",
    "cfg!(unix",
    "std::os::",
];

#[test]
fn only_the_platform_room_knows_the_operating_system() {
    let mut faults = vec![];
    for source in sources().iter().filter(|source| source.room() != Some("platform")) {
        for (number, line) in source.text.lines().enumerate() {
            if let Some(what) = OF_ONE_SYSTEM.iter().find(|what| line.contains(**what)) {
                faults.push(format!("{}:{}: {what}", source.path.display(), number + 1));
            }
        }
    }
    none(&faults);
}

#[test]
fn the_words_and_the_rules_read_no_file_and_no_clock() {
    let mut faults = vec![];
    for source in
        sources().iter().filter(|source| !source.is_test() && source.room().is_some_and(|room| PURE.contains(&room)))
    {
        for (number, line) in source.code() {
            if let Some(what) = IMPURE.iter().find(|what| line.contains(**what)) {
                faults.push(format!("{}:{number}: {what}", source.path.display()));
            }
        }
    }
    none(&faults);
}

#[test]
fn no_file_imports_in_a_cycle() {
    let graph = cycles::ModuleTree::new(&sources()).import_graph();
    let mut faults = vec![];
    for cycle in &cycles::import_cycles(&graph) {
        faults.push(format!("{} files import in a cycle:", cycle.len()));
        for file in cycle {
            let others = graph[*file].iter().filter(|(other, _)| cycle.contains(other.as_str()));
            faults.extend(others.map(|(other, path)| format!("  {file} -> {other} ({path})")));
        }
    }
    none(&faults);
}

#[test]
fn files_stay_small() {
    let long = sources().into_iter().filter(|source| source.text.lines().count() > LINES_OF_A_FILE);
    none(
        &long
            .map(|source| format!("{}: {} lines", source.path.display(), source.text.lines().count()))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn functions_stay_small() {
    let mut faults = vec![];
    for source in &sources() {
        for (name, number, lines) in functions(&source.text) {
            if lines > LINES_OF_A_FUNCTION {
                faults.push(format!("{}:{number}: {name} has {lines} lines", source.path.display()));
            }
        }
    }
    none(&faults);
}

/// Each function's first line, its number and its length. The source is formatted, so a function ends with the brace
/// that stands under its first letter.
fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = vec![];
    for (index, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = line.len() - code.len();
        let starts = code.split("fn ").next().is_some_and(is_before_fn) && code.contains("fn ");
        if !starts || code.ends_with('}') || code.ends_with(';') {
            continue;
        }
        let end = format!("{}}}", " ".repeat(indent));
        if let Some(length) = lines[index..].iter().position(|line| **line == end) {
            found.push((code.to_owned(), index + 1, length + 1));
        }
    }
    found
}

/// Whether only visibility and qualifiers stand before `fn`.
fn is_before_fn(before: &str) -> bool {
    before.split_whitespace().all(|word| {
        word.starts_with("pub")
            || matches!(word, "const" | "async" | "unsafe" | "extern" | "\"C\"" | "super)" | "crate)")
    })
}

#[test]
fn the_tests_of_this_file_see_what_they_should() {
    let text = "impl X {\n    pub fn long(\n        &self,\n    ) -> u8 {\n        1\n    }\n\n    fn short() -> u8 { 1 }\n}\n";
    assert_eq!(functions(text), [("pub fn long(".to_owned(), 2, 5)]);
    assert_eq!(imported("use crate::store::Store; crate::tui::run()").collect::<Vec<_>>(), ["store", "tui"]);
    assert!(names("use rusqlite::Connection;", "rusqlite"));
    assert!(names("    error: rusqlite::Error,", "rusqlite"));
    assert!(!names("use ratatui_textarea::TextArea;", "ratatui"));
    let source = Source { path: "store/x.rs".into(), text: "a\n// b\n#[cfg(test)]\nmod tests {\n    c\n}\n".into() };
    assert_eq!(source.code().collect::<Vec<_>>(), [(1, "a")]);
    assert_eq!(source.room(), Some("store"));
}

/// Whoever shows an error of the system says it in the words of `platform::io_reason`, not in those of the library.
#[test]
fn errors_of_the_system_are_said_in_plain_words() {
    let is_held = |line: &str| {
        let line = line.trim();
        !line.contains("fn ") && (line.ends_with("io::Error,") || line.ends_with("io::Error),"))
    };
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.room() != Some("platform")) {
        let lines: Vec<&str> = source.text.lines().collect();
        // A cause is said with the errors that it led to, in the same words.
        let is_cause = |index: usize| index > 0 && lines[index - 1].trim() == "#[source]";
        for (index, _) in lines.iter().enumerate().filter(|(index, line)| is_held(line) && !is_cause(*index)) {
            let before = &lines[..=index];
            let words = before.iter().rposition(|line| line.trim().starts_with("#[error(")).unwrap_or(0);
            let said = before[words..].join(" ");
            let is_said = said.contains("io_reason") || (words == 0 && source.text.contains("io_reason"));
            if !is_said {
                faults.push(format!("{}, line {}: say it with platform::io_reason", source.path.display(), index + 1));
            }
        }
    }
    none(&faults);
}

#[test]
fn commands_write_to_the_terminal_through_the_filter_alone() {
    const WAYS_OUT: [&str; 6] = ["io::stdout()", "io::stderr()", "println!", "eprintln!", " print!", "eprint!"];
    let commands = sources().into_iter().filter(|source| source.room() == Some("commands"));
    let filter = Path::new("commands/filtered.rs");
    let mut looked_at = 0;
    for source in commands.filter(|source| source.path != filter) {
        looked_at += 1;
        // Whether somebody reads along is no way out.
        let text = source.text.replace("io::stdout().is_terminal()", "").replace("io::stderr().is_terminal()", "");
        for way in WAYS_OUT {
            assert!(!text.contains(way), "{}: {way} goes around the filter", source.path.display());
        }
    }
    assert!(looked_at > 40);
}
