//! Import cycles between source files.
//!
//! Every path of the code is followed to the file that defines what it names: `crate::`, `super::`, `self::`, names
//! that a `use` brings, and names that a module re-exports. A module file may declare its children and re-export from
//! them; everything else that it takes from them counts as an import.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Source;

/// A path as written, `["crate", "tui", "Model"]`.
type CodePath = Vec<String>;
/// A module's path below the crate, empty for the crate itself.
type ModulePath = Vec<String>;

/// How many re-exports are followed before a path is given up.
const MAX_REEXPORTS: u32 = 8;

/// A `use` of one name.
struct Import {
    path: CodePath,
    /// The name that it has in the file; `*` for all names.
    alias: String,
    is_public: bool,
}

/// A source file as a module.
struct Module {
    file: String,
    imports: Vec<Import>,
    /// The tokens besides the `use` declarations.
    body: Vec<String>,
}

impl Module {
    /// Whether the module defines a name or re-exports it.
    fn brings(&self, name: &String) -> bool {
        self.body.contains(name) || self.imports.iter().any(|import| import.is_public && import.alias == *name)
    }
}

/// All modules of the crate.
pub(super) struct ModuleTree(BTreeMap<ModulePath, Module>);

/// For each file the files that it imports from, with the path that shows it.
pub(super) type ImportGraph = BTreeMap<String, BTreeMap<String, String>>;

impl ModuleTree {
    pub(super) fn new(sources: &[Source]) -> Self {
        let modules = sources.iter().filter(|source| !source.is_test()).filter_map(|source| {
            let file = source.path.to_str()?.replace('\\', "/");
            let stem = file.strip_suffix(".rs")?;
            let mut path: ModulePath = stem.split('/').map(str::to_owned).collect();
            if stem == "main" {
                return None;
            }
            if stem == "lib" || path.last().is_some_and(|last| last == "mod") {
                path.pop();
            }
            let (imports, body) = split_imports(&without_tests(&tokens(&source.text)));
            Some((path, Module { file, imports, body }))
        });
        Self(modules.collect())
    }

    /// Which file imports from which.
    pub(super) fn import_graph(&self) -> ImportGraph {
        self.0.iter().map(|(path, module)| (module.file.clone(), self.imports_of(path, module))).collect()
    }

    fn imports_of(&self, own: &[String], module: &Module) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut add = |target: Option<&str>, shown: &[String]| {
            if let Some(target) = target.filter(|target| *target != module.file) {
                found.entry(target.to_owned()).or_insert_with(|| shown.join("::"));
            }
        };
        for import in &module.imports {
            let Some(absolute) = self.absolute(own, &import.path) else { continue };
            let reexports_child = import.is_public
                && absolute.len() > own.len() + 1
                && absolute.starts_with(own)
                && self.0.contains_key(&absolute[..=own.len()]);
            if reexports_child {
                continue;
            }
            if import.alias == "*" {
                add(self.0.get(&absolute).map(|module| module.file.as_str()), &import.path);
            } else {
                add(self.defining_file(&absolute, 0), &import.path);
            }
        }
        for path in paths(&module.body) {
            if let Some(absolute) = self.absolute(own, &path) {
                add(self.defining_file(&absolute, 0), &path);
            }
        }
        found
    }

    /// A path from the crate's root; `None` where it leads to another crate or is a local name.
    fn absolute(&self, own: &[String], path: &[String]) -> Option<CodePath> {
        let joined = |base: &[String], rest: &[String]| base.iter().chain(rest).cloned().collect();
        match path.first()?.as_str() {
            "crate" => return Some(path[1..].to_vec()),
            "self" if path.len() > 1 => return Some(joined(own, &path[1..])),
            "super" => {
                let up = path.iter().take_while(|part| *part == "super").count();
                return Some(joined(own.get(..own.len().checked_sub(up)?)?, &path[up..]));
            }
            _ => {}
        }
        let child: ModulePath = joined(own, &path[..1]);
        if self.0.contains_key(&child) && path.len() > 1 {
            return Some(joined(own, path));
        }
        let named = |import: &&Import| import.alias == path[0] && import.path != path;
        let import = self.0.get(own)?.imports.iter().find(named)?;
        Some(joined(&self.absolute(own, &import.path)?, &path[1..]))
    }

    /// The file that defines what a path from the crate's root names; `None` where it names a module.
    fn defining_file(&self, path: &[String], depth: u32) -> Option<&str> {
        let modules = (0..path.len()).take_while(|end| self.0.contains_key(&path[..*end])).last()?;
        if self.0.contains_key(path) {
            return None;
        }
        let (own, rest) = path.split_at(modules);
        let module = self.0.get(own)?;
        if depth < MAX_REEXPORTS {
            if let Some(import) = module.imports.iter().find(|import| import.alias == rest[0]) {
                let target = self.absolute(own, &import.path)?;
                let target: CodePath = target.iter().chain(&rest[1..]).cloned().collect();
                return self.defining_file(&target, depth + 1);
            }
            let globs = module.imports.iter().filter(|import| import.is_public && import.alias == "*");
            for glob in globs {
                let Some(from) = self.absolute(own, &glob.path) else { continue };
                if self.0.get(&from).is_some_and(|module| module.brings(&rest[0])) {
                    let target: CodePath = from.iter().chain(rest).cloned().collect();
                    return self.defining_file(&target, depth + 1);
                }
            }
        }
        Some(&module.file)
    }
}

/// The sets of files that import from each other, directly or through others of the set.
pub(super) fn import_cycles(graph: &ImportGraph) -> Vec<BTreeSet<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        graph.keys().map(|file| (file.as_str(), reach(graph, file))).collect();
    let mut found = BTreeSet::new();
    for (file, onward) in &reached {
        if onward.contains(file) {
            found.insert(onward.iter().copied().filter(|other| reached[other].contains(file)).collect());
        }
    }
    found.into_iter().collect()
}

/// The files that a file imports from, directly or through others.
fn reach<'a>(graph: &'a ImportGraph, file: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut waiting = VecDeque::from([file]);
    while let Some(next) = waiting.pop_front() {
        for target in graph[next].keys() {
            if reached.insert(target.as_str()) {
                waiting.push_back(target);
            }
        }
    }
    reached
}

/// Identifiers, `::` and single signs; no comments, strings and characters.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    while at < chars.len() {
        let rest = &chars[at..];
        let word = rest.iter().take_while(|c| is_word(**c)).count();
        let raw = raw_string_length(rest);
        if raw > 0 {
            at += raw;
        } else if word > 0 {
            found.push(rest[..word].iter().collect());
            at += word;
        } else if rest.starts_with(&['/', '/']) {
            at += rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
        } else if rest[0] == '"' {
            at += quoted_length(rest, '"');
        } else if rest[0] == '\'' {
            // A lifetime has no closing quote: only the quote is left out.
            let is_char = rest.get(1) == Some(&'\\') || rest.get(2) == Some(&'\'');
            at += if is_char { quoted_length(rest, '\'') } else { 1 };
        } else if rest.starts_with(&[':', ':']) {
            found.push("::".to_owned());
            at += 2;
        } else {
            if !rest[0].is_whitespace() {
                found.push(rest[0].to_string());
            }
            at += 1;
        }
    }
    found
}

fn quoted_length(rest: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// The length of a raw string that begins here, 0 where none does.
fn raw_string_length(rest: &[char]) -> usize {
    let hashes = rest.iter().skip(1).take_while(|c| **c == '#').count();
    if rest[0] != 'r' || rest.get(hashes + 1) != Some(&'"') {
        return 0;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let begin = hashes + 2;
    rest[begin..].windows(close.len()).position(|end| end == close).map_or(rest.len(), |at| begin + at + close.len())
}

/// The tokens without what `#[cfg(test)]` stands before.
fn without_tests(all: &[String]) -> Vec<String> {
    const ATTRIBUTE: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < all.len() {
        if !all[at..].iter().take(ATTRIBUTE.len()).eq(ATTRIBUTE) {
            kept.push(all[at].clone());
            at += 1;
            continue;
        }
        at += ATTRIBUTE.len();
        let mut depth = 0_u32;
        while at < all.len() {
            let token = all[at].as_str();
            at += 1;
            match token {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(token, "}" | ";") {
                break;
            }
        }
    }
    kept
}

/// The `use` declarations, and the tokens besides them.
fn split_imports(all: &[String]) -> (Vec<Import>, Vec<String>) {
    let (mut imports, mut body) = (Vec::new(), Vec::<String>::new());
    let mut at = 0;
    while at < all.len() {
        let before = body.last().map(String::as_str);
        if all[at] == "use" && before.is_none_or(|token| matches!(token, ";" | "}" | "{" | "]" | ")" | "pub")) {
            let is_public = matches!(before, Some("pub" | ")"));
            at = read_use_tree(all, at + 1, &[], is_public, &mut imports) + 1;
        } else {
            body.push(all[at].clone());
            at += 1;
        }
    }
    (imports, body)
}

/// Reads a tree of a `use` declaration; answers the position of what follows it.
fn read_use_tree(all: &[String], mut at: usize, prefix: &[String], is_public: bool, into: &mut Vec<Import>) -> usize {
    let mut path = prefix.to_vec();
    loop {
        match all[at].as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while all[at] != "}" {
                    at = read_use_tree(all, at, &path, is_public, into);
                    at += usize::from(all[at] == ",");
                }
                return at + 1;
            }
            "*" => {
                into.push(Import { path, alias: "*".to_owned(), is_public });
                return at + 1;
            }
            name => {
                path.push(name.to_owned());
                at += 1;
                if all[at] != "::" {
                    break;
                }
            }
        }
    }
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let mut alias = path.last().cloned().unwrap_or_default();
    if all[at] == "as" {
        alias.clone_from(&all[at + 1]);
        at += 2;
    }
    into.push(Import { path, alias, is_public });
    at
}

/// The paths and names in the body of a file; no fields and methods, and no names that are just being defined.
fn paths(body: &[String]) -> Vec<CodePath> {
    const DEFINES: [&str; 9] = [".", "::", "mod", "fn", "struct", "enum", "trait", "const", "type"];
    let is_name = |token: &String| token.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let mut found = Vec::new();
    let mut at = 0;
    while at < body.len() {
        if is_name(&body[at]) && (at == 0 || !DEFINES.contains(&body[at - 1].as_str())) {
            let mut path = vec![body[at].clone()];
            while body.get(at + 1).is_some_and(|token| token == "::") && body.get(at + 2).is_some_and(is_name) {
                path.push(body[at + 2].clone());
                at += 2;
            }
            found.push(path);
        }
        at += 1;
    }
    found
}

#[test]
fn a_cycle_is_found_through_super_groups_and_reexports() {
    let source = |path: &str, text: &str| Source { path: path.into(), text: text.to_owned() };
    let sources = [
        source("lib.rs", "pub mod a;\npub mod b;\n"),
        source("a/mod.rs", "//! use crate::b::B;\nmod child;\nmod leaf;\npub use child::Child;\npub struct A;\n"),
        source("a/child.rs", "use super::{A, leaf::Leaf};\npub struct Child(A, Leaf);\n"),
        source("a/leaf.rs", "pub struct Leaf(crate::b::B);\n#[cfg(test)]\nmod tests {\n    use super::super::A;\n}\n"),
        source("b.rs", "use crate::a;\nfn b() -> a::Child { \"crate::a::A\" }\n"),
    ];
    let graph = ModuleTree::new(&sources).import_graph();
    assert_eq!(graph["a/mod.rs"], BTreeMap::new(), "a declaration and a re-export are no imports");
    assert_eq!(graph["a/child.rs"].keys().collect::<Vec<_>>(), ["a/leaf.rs", "a/mod.rs"]);
    assert_eq!(import_cycles(&graph), [BTreeSet::from(["a/child.rs", "a/leaf.rs", "b.rs"])]);
}

#[test]
fn a_cycle_is_found_through_a_glob_of_reexports() {
    let source = |path: &str, text: &str| Source { path: path.into(), text: text.to_owned() };
    let sources = [
        source("lib.rs", "mod files;\nmod linux;\nmod other;\nmod system;\nmod unix;\n"),
        source("system.rs", "pub use super::linux::*;\npub use super::other::*;\n"),
        source("linux.rs", "pub use super::unix::sync;\n"),
        source("other.rs", "pub fn sync() {}\n"),
        source("unix.rs", "pub fn sync() { super::files::is_there() }\n"),
        source("files.rs", "use super::system;\npub fn is_there() { system::sync() }\n"),
    ];
    let graph = ModuleTree::new(&sources).import_graph();
    assert_eq!(import_cycles(&graph), [BTreeSet::from(["files.rs", "unix.rs"])]);
}
