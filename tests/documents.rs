//! The documents are true of the tree: every path and link in them leads somewhere, and every type stands where they
//! say.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// How a path below the root of the repository begins, so that it is told apart from a file of a home or an example.
const FOLDERS: [&str; 5] = ["src/", "tests/", "assets/", "docs/", "benches/"];

/// Beginnings of absolute paths that exist on one machine only. Folders of every system, such as `/usr/share`, are not
/// among them.
const OTHER_PLACES: [&str; 6] = ["/tmp/", "/home/", "/root/", "/opt/", "/Users/", "file://"];

/// The words with which Rust declares something that a document can name.
const DECLARATIONS: [&str; 8] = ["struct ", "enum ", "trait ", "type ", "fn ", "const ", "macro_rules! ", "mod "];

/// One document, with its path below the root.
struct Document {
    path: PathBuf,
    text: String,
}

impl Document {
    /// The paragraphs and the rows of tables outside of code blocks, each in one line and with the number of its first
    /// line: a path or a link may be wrapped.
    fn passages(&self) -> Vec<(usize, String)> {
        let mut passages: Vec<(usize, String)> = vec![];
        let (mut in_code, mut continues) = (false, false);
        for (index, line) in self.text.lines().map(str::trim).enumerate() {
            if line.starts_with("```") {
                in_code = !in_code;
                continues = false;
            } else if !in_code && !line.is_empty() {
                let starts = line.starts_with(['|', '#']) || line.starts_with("- ");
                match passages.last_mut() {
                    Some((_, passage)) if continues && !starts => {
                        passage.push(' ');
                        passage.push_str(line);
                    }
                    _ => passages.push((index + 1, line.to_owned())),
                }
                continues = !line.starts_with(['|', '#']);
            } else {
                continues = false;
            }
        }
        passages
    }

    /// Says where in the document something is wrong.
    fn complaint(&self, line: usize, wrong: &str) -> String {
        format!("{}:{line}: {wrong}", self.path.display())
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Markdown document in the root, in `docs` and in `docs/decisions`.
fn documents() -> Vec<Document> {
    let mut documents = vec![];
    for folder in ["", "docs", "docs/decisions"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(&path).unwrap();
                documents.push(Document { path: path.strip_prefix(root()).unwrap().to_owned(), text });
            }
        }
    }
    assert!(documents.len() > 20, "the documents are found");
    documents
}

/// What stands between backticks in a passage.
fn code_spans(passage: &str) -> impl Iterator<Item = &str> {
    passage.split('`').skip(1).step_by(2)
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// Whether a text between backticks is meant as a path of the repository. A name without a folder is one only if it
/// looks like a document or a script of the root: `settings.toml` and its like lie in a home.
fn is_repository_path(span: &str) -> bool {
    let one_word = !span.contains(char::is_whitespace);
    let in_folder = FOLDERS.iter().any(|folder| span.starts_with(folder));
    let script = span.starts_with("./") || span.starts_with(".ci/");
    let root_file = !span.contains('/')
        && (has_extension(span, "md") && span.starts_with(|first: char| first.is_ascii_uppercase())
            || ["Cargo.toml", "Cargo.lock", "deny.toml", "clippy.toml", "rustfmt.toml"].contains(&span));
    one_word && (in_folder || script || root_file)
}

/// Whether a path below the root exists. A `*` stands for any part of one name in the path.
fn exists(path: &str) -> bool {
    let mut found = vec![root().to_owned()];
    for part in path.trim_start_matches("./").trim_end_matches('/').split('/') {
        found = match part.split_once('*') {
            None => found.iter().map(|folder| folder.join(part)).filter(|path| path.exists()).collect(),
            Some((start, end)) => found.iter().flat_map(|folder| matches(folder, start, end)).collect(),
        };
    }
    !found.is_empty()
}

/// The entries of a folder whose names begin and end like this.
fn matches(folder: &Path, start: &str, end: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return vec![] };
    let paths = entries.map(|entry| entry.unwrap().path());
    let named = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
    };
    paths.filter(named).collect()
}

/// Whether a source file declares a name; of a path such as `Store::file_comment` the last part counts.
fn declares(file: &str, name: &str) -> bool {
    let name = name.rsplit("::").next().unwrap_or(name).trim_end_matches("()");
    let text = fs::read_to_string(root().join(file)).unwrap_or_default();
    let ends = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
    let declares_with = |word: &str| {
        let declaration = format!("{word}{name}");
        text.match_indices(&declaration).any(|(at, _)| ends(&text[at + declaration.len()..]))
    };
    DECLARATIONS.iter().any(|word| declares_with(word))
}

/// The name of each type or function in a passage, with the source file that the passage gives for it, as in
/// "`Refusal`; `src/store/refusal.rs`" or "`Refusal` (`src/store/refusal.rs`)".
fn names_with_files(passage: &str) -> Vec<(&str, &str)> {
    let parts: Vec<&str> = passage.split('`').collect();
    let mut pairs = vec![];
    for (index, name) in parts.iter().enumerate().skip(1).step_by(2) {
        let [Some(between), Some(file)] = [parts.get(index + 1), parts.get(index + 2)] else { continue };
        let joined = ["; ", " (", " in "].contains(between);
        let is_word = name.len() > 1 && !name.starts_with(char::is_lowercase) || name.contains('_');
        let is_name = is_word && name.chars().all(|letter| letter.is_alphanumeric() || "_:()".contains(letter));
        if joined && is_name && file.starts_with("src/") && has_extension(file, "rs") {
            pairs.push((*name, *file));
        }
    }
    pairs
}

#[test]
fn every_path_in_a_document_exists() {
    let mut wrong = vec![];
    for document in documents() {
        for (number, passage) in document.passages() {
            for span in code_spans(&passage).filter(|span| is_repository_path(span) && !exists(span)) {
                wrong.push(document.complaint(number, span));
            }
        }
    }
    assert!(wrong.is_empty(), "these paths do not exist:\n{}", wrong.join("\n"));
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let mut wrong = vec![];
    for document in documents() {
        let folder = document.path.parent().unwrap();
        for (number, passage) in document.passages() {
            let targets = passage.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
            for (target, _) in targets.filter(|(target, _)| !target.contains("://")) {
                let file = target.split('#').next().unwrap();
                if file.is_empty() {
                    continue;
                }
                let path = folder.join(file);
                if leaves_repository(&path) || !root().join(&path).exists() {
                    wrong.push(document.complaint(number, target));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "these links lead nowhere:\n{}", wrong.join("\n"));
}

/// Whether a relative path climbs above the root.
fn leaves_repository(path: &Path) -> bool {
    let mut depth = 0_i32;
    path.components().any(|component| {
        match component {
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            _ => {}
        }
        depth < 0
    })
}

#[test]
fn every_name_that_a_document_gives_a_file_is_declared_there() {
    let mut wrong = vec![];
    let mut in_glossary = 0;
    for document in documents() {
        for (number, passage) in document.passages() {
            for (name, file) in names_with_files(&passage) {
                in_glossary += usize::from(document.path.ends_with("glossary.md"));
                if !declares(file, name) {
                    wrong.push(document.complaint(number, &format!("{name} is not declared in {file}")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "these names are somewhere else:\n{}", wrong.join("\n"));
    assert!(in_glossary > 50, "only {in_glossary} names of the glossary were read");
}

#[test]
fn no_document_names_a_place_outside_the_repository() {
    let mut wrong = vec![];
    for document in documents() {
        for (index, line) in document.text.lines().enumerate() {
            for place in OTHER_PLACES.iter().filter(|place| line.contains(*place)) {
                wrong.push(document.complaint(index + 1, place));
            }
        }
    }
    assert!(wrong.is_empty(), "these places are on one machine only:\n{}", wrong.join("\n"));
}
