//! Bad input everywhere: one clear sentence, the documented exit code, and nothing lost.

use std::fs;

use rstest::rstest;

use crate::support::TestHome;

#[rstest]
#[case::unknown_case(&["comment", "file", "--case", "99Z99999"], "Case 99Z99999 is not in this caseload.")]
#[case::unknown_participant(&["comment", "file", "--case", "0052445", "--person", "7"], "Case 0052445 has no participant 7.")]
#[case::future(&["comment", "file", "--case", "0052445", "--date", "2026-11-20"], "The date of contact, Fri 11/20/2026, is in the future.")]
#[case::no_date(&["comment", "file", "--case", "0052445", "--date", "2/30/2026"], "\"2/30/2026\" is not a date")]
fn a_comment_that_cannot_be_is_refused(#[case] args: &[&str], #[case] wanted: &str) {
    let desk = TestHome::with_extracts();
    let elements = ["--type", "telephone", "--purpose", "x", "--results", "y", "--no-forms", "--no-documents"];
    let args: Vec<&str> = args.iter().copied().chain(elements).collect();
    let (code, sentence) = desk.fails(&args);
    assert_eq!(code, 1);
    assert!(sentence.contains(wanted), "{sentence}");
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    assert_eq!(desk.ok(&["list", "comments"]), "No comments.\n");
}

#[test]
fn every_missing_element_is_named_and_nothing_is_filed() {
    let desk = TestHome::with_extracts();
    let (_, sentence) = desk.fails(&["comment", "file", "--case", "0052445"]);
    for element in ["type of contact", "purpose", "results", "forms completed", "documents received"] {
        assert!(sentence.contains(element), "{sentence}");
    }
    let (_, sentence) = desk.fails(&["comment", "file", "--case", "0052445", "--type", "telephone", "--purpose", " "]);
    assert!(sentence.contains("purpose"), "blanks are no answer: {sentence}");
    assert_eq!(desk.ok(&["list", "comments"]), "No comments.\n");
}

#[test]
fn an_unreadable_file_fails_and_the_others_are_read() {
    let desk = TestHome::new();
    let listing = crate::support::fixture("es108_V1A3_2026-11-19.xlsx");
    let letter = desk.path().join("letter.txt");
    fs::write(&letter, "Dear worker,\nplease call.\n").unwrap();
    let missing = desk.path().join("missing.csv");
    let args = ["import", missing.to_str().unwrap(), letter.to_str().unwrap(), listing.to_str().unwrap()];
    let (code, sentences) = desk.fails(&args);
    assert_eq!(code, 1);
    assert!(sentences.contains("missing.csv cannot be read"), "{sentences}");
    assert!(sentences.contains("letter.txt is text without columns, not a table"), "{sentences}");
    assert_eq!(desk.json(&["list", "cases"]).as_array().unwrap().len(), 135);
}

#[test]
fn each_unusable_home_has_its_own_sentence_and_code() {
    let desk = TestHome::with_extracts();
    let database = desk.home_path().join("caseload.db");
    let keys = desk.home_path().join("caseload.keys");
    let (data, key) = (fs::read(&database).unwrap(), fs::read(&keys).unwrap());
    let assert_refused = |wanted: i32, words: &str| {
        let (code, sentence) = desk.fails(&["list", "today"]);
        assert_eq!(code, wanted, "{sentence}");
        assert!(sentence.contains(words) && sentence.lines().count() == 1, "{sentence}");
    };

    fs::write(desk.passphrase_file(), "open barley\n").unwrap();
    assert_refused(10, "passphrase is wrong");
    fs::write(desk.passphrase_file(), crate::support::PASSPHRASE).unwrap();

    fs::write(&keys, "nonsense").unwrap();
    assert_refused(11, "key file");
    fs::remove_file(&keys).unwrap();
    assert_refused(11, "key file");
    fs::write(&keys, &key).unwrap();

    let mut damaged = data.clone();
    let half = damaged.len() / 2;
    damaged.truncate(half);
    fs::write(&database, &damaged).unwrap();
    assert_refused(12, "damaged");
    fs::write(&database, "").unwrap();
    assert_refused(13, "empty");
    fs::remove_file(&database).unwrap();
    assert_refused(13, "missing");
    assert!(!database.exists(), "nothing is made in its place");
    fs::write(&database, &data).unwrap();
    desk.ok(&["list", "today"]);
}

#[test]
fn no_home_a_second_home_and_missing_answers_are_refused() {
    let bare = TestHome::bare();
    assert_eq!(bare.fails(&["list", "today"]).0, 16);
    let (code, sentence) = bare.fails(&["new", "--worker", "V1A3"]);
    assert_eq!((code, sentence.contains("--name is missing")), (1, true), "{sentence}");
    assert_eq!(bare.fails(&["new", "--worker", "not a number!"]).0, 2);
    assert!(!bare.home_path().exists(), "a refusal makes nothing");
    let desk = TestHome::new();
    let args = ["new", "--worker", "V1A3", "--name", "A", "--role", "ec", "--office", "B"];
    assert!(desk.fails(&args).1.contains("There is already a caseload in"));
}

#[test]
fn the_passphrase_is_taken_from_no_argument_and_no_variable() {
    let help = TestHome::bare().ok(&["--help"]);
    assert!(help.contains("--passphrase-file") && !help.contains("--passphrase "), "{help}");
    let desk = TestHome::new();
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
    command.env_clear().env("CASELOAD_PASSPHRASE", crate::support::PASSPHRASE).env("CASELOAD_HOME", desk.home_path());
    let output = command.args(["list", "today"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn control_sequences_from_data_never_reach_the_terminal() {
    let desk = TestHome::with_extracts();
    let results = "before\u{1b}[2Jafter\u{9b}31m\u{7}";
    desk.ok(&[
        "comment",
        "file",
        "--case",
        "0052445",
        "--type",
        "telephone",
        "--purpose",
        "\u{1b}]0;x\u{7}",
        "--results",
        results,
        "--no-forms",
        "--no-documents",
    ]);
    for args in [&["list", "comments"][..], &["comment", "show", "0052445"]] {
        let shown = desk.ok(args);
        assert!(!shown.contains(['\u{1b}', '\u{9b}', '\u{7}']), "{shown:?}");
        assert!(shown.contains("before␛[2Jafter"), "{shown:?}");
    }
    assert_eq!(desk.json(&["list", "comments"])[0]["results"], results, "the record keeps the text unchanged");
}

#[cfg(unix)]
#[test]
fn a_home_that_cannot_be_written_is_an_error() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = TestHome::bare();
    let parent = desk.path().join("locked");
    fs::create_dir(&parent).unwrap();
    fs::set_permissions(&parent, fs::Permissions::from_mode(0o500)).unwrap();
    let home = parent.join("home");
    let args =
        ["--home", home.to_str().unwrap(), "new", "--worker", "V1A3", "--name", "A", "--role", "ec", "--office", "B"];
    let output = desk.run(&args);
    // The superuser may write anywhere.
    if output.status.success() {
        return;
    }
    let sentence = String::from_utf8(output.stderr).unwrap();
    assert!(sentence.contains("cannot be made"), "{sentence}");
}

#[test]
fn an_office_s_bad_policy_is_refused_at_start_with_file_line_and_reason() {
    let desk = TestHome::new();
    let policy = desk.home_path().join("policy.toml");
    fs::write(&policy, "[[set]]\nin_force_from = 2026-01-01\n[set.rule.contact_pressing]\ndayz = 3\n").unwrap();
    let (code, sentence) = desk.fails(&["list", "cases"]);
    assert_eq!(code, 1, "{sentence}");
    assert!(sentence.contains("policy.toml, line 3: ") && sentence.contains("dayz"), "{sentence}");
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    fs::write(&policy, "").unwrap();
    assert!(desk.ok(&["list", "cases"]).contains("No cases."));
}

#[test]
fn what_is_typed_for_a_digit_is_answered_with_what_may_be_meant() {
    let desk = TestHome::with_extracts();
    for (args, says) in [
        (&["why", "OO52445"][..], "is case 0052445 meant?"),
        (&["list", "today", "--as-of", "15.11.2026"], "the month comes first. Is 11/15/2026 meant?"),
        (&["act", "0052445", "plan_signed", "--on", "1l/05/2026"], "a letter stands for a digit. Is 11/05/2026 meant?"),
        (&["act", "0052445", "rescheduled", "notice=11/2", "to=15.11.2026"], "Is 11/15/2026 meant?"),
        (&["list", "action", "--as-of", "1/1/1950"], "No case can be judged as of Sun 01/01/1950"),
    ] {
        let (code, sentence) = desk.fails(args);
        assert!(code == 1 && sentence.contains(says), "{args:?}: {sentence}");
    }
    desk.ok(&["list", "today", "--as-of", "11.15.2026"]);
}

#[test]
fn facts_that_no_case_can_have_are_refused_with_their_place() {
    let desk = TestHome::bare();
    let file = desk.path().join("facts.json");
    fs::write(&file, "{\"people\": [{\"birth_date\": \"1850-01-05\"}]}").unwrap();
    let (code, sentence) = desk.fails(&["evaluate", file.to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(sentence.contains("people[0].birth_date Sat 01/05/1850 is before"), "{sentence}");
    fs::write(&file, b"\xff").unwrap();
    let (_, sentence) = desk.fails(&["evaluate", file.to_str().unwrap()]);
    assert!(sentence.contains("it is not text in UTF-8"), "{sentence}");
}
