//! Everything that is wrong with the policy files. A file is read as a whole, and the first error ends the reading; here the
//! part with the error is left out and the file read again, so that one check names all of them.

use std::sync::Arc;

use super::configuration::{PolicyText, load_layers};
use crate::policy::{OverlayError, Policies, PolicyError};
use crate::store::Home;

/// The most errors that are looked for.
const MOST_ERRORS: usize = 100;

/// Returns the policies that the files make without the parts that are wrong, and what is wrong, in the order of the lines.
///
/// # Errors
/// A file cannot be read, or the county has no settings.
pub(super) fn policies_and_flaws(
    home: &Home,
    county: Option<&str>,
) -> anyhow::Result<(Arc<Policies>, Vec<PolicyError>)> {
    let mut files = [PolicyText::of_machine(home)?, PolicyText::of_home(home)?];
    let mut flaws: Vec<PolicyError> = Vec::new();
    loop {
        let [machine, own] = &files;
        let error = match load_layers(county, machine.as_ref(), own.as_ref()) {
            Ok(policies) => {
                flaws.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
                return Ok((policies, flaws));
            }
            Err(error) => error,
        };
        let Some(OverlayError::Policy(found)) = error.downcast_ref::<OverlayError>() else { return Err(error) };
        let flawed = files.iter_mut().flatten().find(|read| read.file == found.file);
        let left_out = flawed.and_then(|read| {
            read.text = without_part(&read.text, found.line)?;
            Some(())
        });
        if left_out.is_none() || flaws.len() >= MOST_ERRORS {
            // Nothing more can be told apart: what is known is told.
            flaws.push(found.clone());
            return Ok((Arc::new(Policies::builtin().clone()), flaws));
        }
        flaws.push(found.clone());
    }
}

/// Returns the text without the part in which a line stands, with as many lines as before: the line alone where the text is
/// no TOML or the line is above every header, and otherwise the table below its header. A set takes its rules with it. `None`
/// if nothing is left of the part.
fn without_part(text: &str, line: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let at = line.checked_sub(1).filter(|at| lines.get(*at).is_some_and(|line| !line.trim().is_empty()))?;
    let is_header = |line: &str| line.trim_start().starts_with('[');
    let header = lines.iter().take(at + 1).rposition(|line| is_header(line));
    let is_toml = toml::from_str::<toml::Table>(text).is_ok();
    let (first, last) = match header.filter(|_| is_toml) {
        None => (at, at),
        Some(first) => {
            let is_whole = lines.get(first).is_some_and(|line| line.trim_start().starts_with("[["));
            let ends = |line: &str| if is_whole { line.trim_start().starts_with("[[") } else { is_header(line) };
            let length = lines.iter().skip(first + 1).position(|line| ends(line));
            (first, length.map_or(lines.len(), |length| first + 1 + length).saturating_sub(1))
        }
    };
    let kept = |(index, line): (usize, &&str)| {
        if (first..=last).contains(&index) { String::new() } else { (*line).to_owned() }
    };
    Some(lines.iter().enumerate().map(kept).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "county = 'x'\n\n[[set]]\nin_force_from = 2026-01-01\n[set.rule.a]\nvalue = 1\n[set.rule.b]\nvalue = 2\n\n[[holiday]]\nname = 'Y'";

    #[test]
    fn the_part_with_the_line_is_left_out_and_every_other_line_keeps_its_number() {
        let left = |line: usize| {
            let text = without_part(TEXT, line).unwrap();
            text.lines().zip(1..).filter(|(line, _)| !line.is_empty()).map(|(_, number)| number).collect::<Vec<usize>>()
        };
        assert_eq!(left(6), [1, 3, 4, 7, 8, 10, 11], "a rule alone");
        assert_eq!(left(4), [1, 10, 11], "a set with its rules");
        assert_eq!(left(1), [3, 4, 5, 6, 7, 8, 10, 11]);
        assert_eq!(left(11), [1, 3, 4, 5, 6, 7, 8]);
        assert!(without_part(TEXT, 2).is_none() && without_part(TEXT, 40).is_none());
        assert_eq!(without_part("a = \nb = 1", 1).unwrap(), "\nb = 1", "a line that is no TOML");
    }
}
