//! What the environment says of the terminal: whether it can draw at all, and whether it shows every character.

use std::sync::LazyLock;

use serde::Deserialize;

/// Returns whether the terminal says that it cannot move its cursor.
pub fn is_dumb(term: Option<&str>) -> bool {
    term == Some("dumb")
}

/// The terminals that erase in the background color of the pen, by the beginnings of their names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Terminals {
    erase_in_color: Vec<String>,
}

#[expect(clippy::expect_used, reason = "the file is built in, and a test reads it")]
static TERMINALS: LazyLock<Terminals> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/terminals.toml")).expect("the terminals are readable"));

/// Returns whether the terminal erases in the background color of the pen. Within screen nobody knows, whatever the
/// terminal is called; a tmux that names itself does. `variable` reads a variable of the environment.
pub fn erases_in_color(variable: impl Fn(&str) -> Option<String>) -> bool {
    let term = variable("TERM").unwrap_or_default();
    if variable("STY").is_some() {
        return false;
    }
    if variable("TMUX").is_some() {
        return term.starts_with("tmux") || variable("TERM_PROGRAM").is_some_and(|name| name == "tmux");
    }
    TERMINALS.erase_in_color.iter().any(|start| term.starts_with(start.as_str()))
}

/// Returns what to tell the worker about the locale, if it names an encoding in which names with accents and frames may
/// be garbled. `variable` reads a variable of the environment. If no variable is set, there is nothing to report.
pub fn describe_locale(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    // The first of them that is set counts (POSIX, Environment Variables, 8.2).
    let mut set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter();
    let (name, value) =
        set.find_map(|name| variable(name).filter(|value| !value.is_empty()).map(|value| (name, value)))?;
    let folded = value.to_ascii_lowercase();
    let is_utf8 = folded.contains("utf-8") || folded.contains("utf8");
    (!is_utf8).then(|| {
        format!(
            "{name}={value} says that this terminal may not show accents, other scripts and frames. If names look wrong, \
             start caseload with {name}=C.UTF-8."
        )
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn only_a_dumb_terminal_is_dumb() {
        assert!(is_dumb(Some("dumb")));
        assert!(!is_dumb(Some("xterm")) && !is_dumb(None));
    }

    #[rstest]
    #[case(&[("TERM", "xterm-256color")], true)]
    #[case(&[("TERM", "linux")], true)]
    #[case(&[("TERM", "xterm-256color"), ("TMUX", "socket,1,0")], false)]
    #[case(&[("TERM", "screen-256color"), ("TMUX", "socket,1,0"), ("TERM_PROGRAM", "tmux")], true)]
    #[case(&[("TERM", "tmux-256color"), ("TMUX", "socket,1,0")], true)]
    #[case(&[("TERM", "tmux-256color")], true)]
    #[case(&[("TERM", "screen-256color"), ("TERM_PROGRAM", "tmux"), ("STY", "1.pts")], false)]
    #[case(&[("TERM", "screen-256color")], false)]
    #[case(&[("TERM", "vt220")], false)]
    #[case(&[], false)]
    fn a_terminal_erases_in_color_if_it_is_known_to(#[case] set: &[(&str, &str)], #[case] does: bool) {
        let variable = |name: &str| set.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned());
        assert_eq!(erases_in_color(variable), does);
    }

    #[rstest]
    #[case(&[("LANG", "C")], Some("LANG=C"))]
    #[case(&[("LANG", "en_US.UTF-8")], None)]
    #[case(&[("LANG", "C"), ("LC_ALL", "C.utf8")], None)]
    #[case(&[("LANG", "C.UTF-8"), ("LC_CTYPE", "POSIX")], Some("LC_CTYPE=POSIX"))]
    #[case(&[("LC_ALL", ""), ("LANG", "es_MX.ISO-8859-1")], Some("LANG=es_MX.ISO-8859-1"))]
    #[case(&[], None)]
    fn a_locale_without_all_characters_is_told(#[case] set: &[(&str, &str)], #[case] told: Option<&str>) {
        let variable = |name: &str| set.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned());
        let said = describe_locale(variable);
        assert_eq!(said.is_some(), told.is_some(), "{said:?}");
        assert!(told.is_none_or(|told| said.unwrap().starts_with(told)));
    }
}
