//! What an office's file may change of what a statute fixes, and what the file of the machine locks.

use rstest::rstest;

use super::*;

/// A set that shortens the period that the statute gives to show good cause.
const SHORT_PERIOD: &str = "[[set]]\nin_force_from = 2026-01-01\n[set.rule.good_cause_period]\ndays = 1\nsource = 'memo'\n\
                            certainty = 'setting'\n";
/// A set that drops it.
const NO_PERIOD: &str = "[[set]]\nin_force_from = 2026-01-01\nwithout = ['good_cause_period']\n";
/// A row in place of one that a statute fixes: from a sanction straight to an exemption.
const STEPS: &str =
    "[[registration_step]]\nfrom = 'sanction'\nto = ['exempt']\nsource = 'memo'\ncertainty = 'setting'\n";
const BANK: &str = "[[closed_bank]]\noffice = 'Eastmont'\nbank = 'V999'\nsource = 'memo'\ncertainty = 'setting'\n";

fn changed(text: &str) -> Result<Vec<StatuteChange>, String> {
    let policies = Policies::with_office(None, "policy.toml", text).map_err(|error| error.to_string())?;
    Ok(policies.office().unwrap().statutes_changed.clone())
}

#[rstest]
#[case::a_figure(SHORT_PERIOD, "good_cause_period", "20 days", Some("1 day"))]
#[case::a_figure_that_is_dropped(NO_PERIOD, "good_cause_period", "20 days", None)]
#[case::a_row(STEPS, "registration_step sanction", "a row of the program", Some("a row of the office"))]
fn a_statute_is_changed_only_by_a_citation(
    #[case] text: &str,
    #[case] what: &str,
    #[case] before: &str,
    #[case] after: Option<&str>,
) {
    let refused = changed(text).unwrap_err();
    assert!(refused.contains(what) && refused.contains("statute_changed = \"CITATION\""), "{refused}");
    let uncited = text.replacen("source", "statute_changed = '.'\nsource", 1);
    let cited = |citation: &str| match text {
        NO_PERIOD => format!("{NO_PERIOD}statute_changed = '{citation}'\n"),
        _ => uncited.replace("'.'", &format!("'{citation}'")),
    };
    assert!(changed(&cited(".")).is_err(), "a dot is no citation");
    let found = changed(&cited("AB 1 of 2026")).unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|change| {
            (change.what.as_str(), change.before.as_str(), change.after.as_deref(), change.citation.as_deref())
        })
        .collect();
    assert_eq!(found, [(what, before, after, Some("AB 1 of 2026"))]);
}

/// The citation is that of the set that took the figure away, and not of one that is not in force yet.
#[test]
fn a_figure_that_is_dropped_later_has_the_later_citation() {
    let dropped = |day: &str, citation: &str| {
        format!("[[set]]\nin_force_from = {day}\nwithout = ['good_cause_period']\nstatute_changed = '{citation}'\n")
    };
    let other =
        "[[set]]\nin_force_from = 2026-03-01\nwithout = ['contact_pressing']\nstatute_changed = 'AB 2 of 2026'\n";
    let text = dropped("2026-01-01", "AB 1 of 2026") + other + &dropped("2027-01-01", "AB 3 of 2027");
    let citations: Vec<_> = changed(&text).unwrap().into_iter().map(|change| change.citation.unwrap()).collect();
    assert_eq!(citations, ["AB 1 of 2026", "AB 3 of 2027"]);
}

#[test]
fn what_no_statute_fixes_needs_no_citation() {
    let own = SHORT_PERIOD.replace("good_cause_period", "activity_update").replace("days = 1\n", "days = 20\n");
    assert_eq!(changed(&own), Ok(Vec::new()));
    assert_eq!(changed(BANK), Ok(Vec::new()));
}

#[rstest]
#[case::a_figure(&SHORT_PERIOD.replace("good_cause_period", "closing_period"), "closing_period is locked by machine.toml")]
#[case::another_figure(&SHORT_PERIOD.replace("good_cause_period", "activity_update"), "")]
#[case::a_figure_that_is_dropped(&NO_PERIOD.replace("good_cause_period", "closing_period"), "closing_period is locked by machine.toml")]
#[case::another_that_is_dropped(&NO_PERIOD.replace("good_cause_period", "contact_pressing"), "")]
#[case::a_row(BANK, "closed_bank Eastmont is locked by machine.toml")]
#[case::another_row(&BANK.replace("Eastmont", "Hayward"), "")]
fn a_home_does_not_change_what_the_machine_locks(#[case] home: &str, #[case] says: &str) {
    let machine = SHORT_PERIOD.replace("good_cause_period", "closing_period").replace("days = 1\n", "days = 30\n");
    let machine = format!("{machine}locked = true\n{BANK}locked = true\n");
    let [machine, home] =
        [("machine.toml", machine.as_str()), ("home.toml", home)].map(|(file, text)| OfficeFile { file, text });
    let refused = Policies::with_office_files(None, Some(machine), Some(home)).err().map(|error| error.to_string());
    let refused = refused.unwrap_or_default();
    assert!(refused.contains(says) && refused.is_empty() == says.is_empty(), "{refused:?}, not {says:?}");
}
