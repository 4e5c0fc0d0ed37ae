//! Everything that is wrong with a file of settings. A file is read as a whole, and the first wrong value ends the reading;
//! here each setting is read by itself, so that one check names all of them.

use toml::{Table, Value};

/// Returns the settings of a text that can be used, as they are written, and what `read` finds wrong with each of the
/// others, by name and line. A
/// text that is no TOML has none of either.
pub(super) fn split_usable<E>(text: &str, read: impl Fn(&str) -> Result<(), E>) -> (Table, Vec<(String, usize, E)>) {
    let (mut usable, mut flaws) = (Table::new(), Vec::new());
    // Whoever calls knows already that a text which is no TOML cannot be used, and why.
    let table: Table = toml::from_str(text).unwrap_or_default();
    for (name, value) in table {
        match value {
            Value::Table(entries) => {
                let mut kept = Table::new();
                for (entry, value) in entries {
                    let alone = Table::from_iter([(
                        name.clone(),
                        Value::Table(Table::from_iter([(entry.clone(), value.clone())])),
                    )]);
                    let line = line_of(text, &entry);
                    match read(&write_alone(&alone, line.saturating_sub(1))) {
                        Ok(()) => drop(kept.insert(entry, value)),
                        Err(flaw) => flaws.push((format!("{name}, {entry}"), line, flaw)),
                    }
                }
                usable.insert(name, Value::Table(kept));
            }
            Value::Array(tables) if tables.iter().all(Value::is_table) && !tables.is_empty() => {
                let mut kept = Vec::new();
                for (table, line) in tables.into_iter().zip(lines_of_tables(text, &name)) {
                    let alone = Table::from_iter([(name.clone(), Value::Array(vec![table.clone()]))]);
                    match read(&write_alone(&alone, line)) {
                        Ok(()) => kept.push(table),
                        Err(flaw) => flaws.push((name.clone(), line, flaw)),
                    }
                }
                usable.insert(name, Value::Array(kept));
            }
            value => {
                let (alone, line) = (Table::from_iter([(name.clone(), value.clone())]), line_of(text, &name));
                match read(&write_alone(&alone, line)) {
                    Ok(()) => drop(usable.insert(name, value)),
                    Err(flaw) => flaws.push((name, line, flaw)),
                }
            }
        }
    }
    (usable, flaws)
}

/// Writes one setting in the line in which it stands in its file, so that whoever reads it names the line.
fn write_alone(setting: &Table, line: usize) -> String {
    let written = toml::to_string(setting).unwrap_or_default();
    "\n".repeat(line.saturating_sub(1)) + &written
}

/// Returns the lines of a text, from 1, in which the tables `[[name]]` begin; without end, so that a table that is written
/// in another way has a line as well.
pub(super) fn lines_of_tables(text: &str, name: &str) -> impl Iterator<Item = usize> {
    let header = format!("[[{name}]]");
    let compact = |line: &str| line.split_whitespace().collect::<String>();
    let found: Vec<usize> =
        text.lines().zip(1..).filter(|(line, _)| compact(line).starts_with(&header)).map(|(_, line)| line).collect();
    let last = found.last().copied().unwrap_or_else(|| line_of(text, name));
    found.into_iter().chain(std::iter::repeat(last))
}

/// Returns the line of a text, from 1, in which a setting is written.
pub(super) fn line_of(text: &str, name: &str) -> usize {
    let is_there = |line: &str| line.trim_start().trim_start_matches(['"', '[']).starts_with(name);
    text.lines().position(is_there).map_or(1, |index| index + 1)
}
