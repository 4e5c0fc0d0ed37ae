//! What the environment says of the terminal: whether it can draw at all, and whether it shows every character.

/// Returns whether the terminal says that it cannot move its cursor.
pub fn is_dumb(term: Option<&str>) -> bool {
    term == Some("dumb")
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
