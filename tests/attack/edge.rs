//! The edge of the program: whatever it prints, nothing in it acts on a terminal; whatever it reads, it ends.

use std::fs;
use std::time::{Duration, Instant};

use super::is_unsafe;
use super::support::TestHome;

/// Sets a title, colors, turns the direction of writing, hides a space and a line end.
const HOSTILE: &str = "\u{1b}]0;PWNED\u{7}\u{1b}[31m\u{9b}2J\u{202e}\u{200b}\u{61c}\u{2028}";

#[test]
fn no_outlet_sends_control_sequences_of_paths_files_and_arguments() {
    let home = TestHome::with_extracts();
    let hostile = home.path().join(format!("a{}b", HOSTILE.replace('/', "")));
    let named = hostile.to_str().unwrap();
    fs::create_dir_all(home.home_path().join("layouts")).unwrap();
    let layout = fs::read_to_string("assets/layouts/alerts.toml")
        .or_else(|_| {
            fs::read_dir("assets/layouts")
                .unwrap()
                .find_map(|file| fs::read_to_string(file.unwrap().path()).ok())
                .ok_or(())
        })
        .unwrap();
    fs::write(home.home_path().join("layouts").join(format!("{HOSTILE}.toml")), layout).unwrap();
    let facts = home.path().join("facts.json");
    let mut value = home.json(&["facts", "05B36344"]);
    mark_files(&mut value);
    fs::write(&facts, value.to_string()).unwrap();
    let flawed = home.path().join("flawed.json");
    fs::write(&flawed, format!("{{\"{HOSTILE}\": 1}}").replace('\u{1b}', "\\u001b").replace('\u{7}', "\\u0007"))
        .unwrap();
    let policy = home.path().join("policy.toml");
    fs::write(&policy, format!("[[set]]\nin_force_from = 1998-01-01\n[set.rule.late_entry]\nworking_days = 5\nsource = \"{0}\"\ncertainty = \"setting\"\nwords = \"{0}\"\n", escaped())).unwrap();
    let flawed_policy = home.path().join("flawed.toml");
    fs::write(&flawed_policy, format!("\"{}\" = 1\n", escaped())).unwrap();
    let text = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let outlets: Vec<Vec<String>> = vec![
        vec!["evaluate".into(), named.into()],
        vec!["evaluate".into(), text(&facts)],
        vec!["evaluate".into(), text(&facts), "--json".into()],
        vec!["evaluate".into(), text(&flawed)],
        vec!["restore".into(), named.into()],
        vec!["policy".into(), "show".into(), "--policy".into(), named.into()],
        vec!["policy".into(), "show".into(), "--policy".into(), text(&policy)],
        vec!["policy".into(), "show".into(), "--policy".into(), text(&policy), "--json".into()],
        vec!["policy".into(), "show".into(), "--policy".into(), text(&flawed_policy)],
        vec!["layout".into(), "list".into()],
        vec!["layout".into(), "list".into(), "--json".into()],
        vec!["--home".into(), named.into(), "verify".into()],
        vec!["import".into(), named.into()],
        vec!["list".into(), HOSTILE.into()],
        vec![HOSTILE.into()],
        vec!["why".into(), HOSTILE.into()],
    ];
    for outlet in outlets {
        let args: Vec<&str> = outlet.iter().map(String::as_str).collect();
        let output = home.run(&args);
        for bytes in [&output.stdout, &output.stderr] {
            let sent = String::from_utf8_lossy(bytes);
            assert!(!sent.chars().any(is_unsafe), "{args:?} sent {sent:?}");
        }
    }
    let shown = home.json(&["policy", "show", "--policy", &text(&policy)]);
    let late = shown["parameters"].as_array().unwrap().iter().find(|shown| shown["parameter"] == "late_entry").unwrap();
    assert_eq!(late["words"], HOSTILE, "JSON stays the same value");
}

/// The hostile text as TOML escapes it.
fn escaped() -> String {
    let escapes: Vec<String> = HOSTILE.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    escapes.concat()
}

/// Puts the hostile text into every name of a file.
fn mark_files(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    serde_json::Value::String(text) if name == "file" => text.push_str(HOSTILE),
                    value => mark_files(value),
                }
            }
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(mark_files),
        _ => {}
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_never_ends_and_what_never_begins_is_refused() {
    let home = TestHome::new();
    let pipe = home.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let pipe = pipe.to_str().unwrap();
    let began = Instant::now();
    for path in ["/dev/zero", pipe] {
        for args in [&["policy", "show", "--policy", path][..], &["import", path], &["layout", "check", path, path]] {
            home.fails(args);
        }
    }
    home.fails(&["evaluate", "/dev/zero"]);
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[cfg(target_os = "linux")]
#[test]
fn a_limit_on_the_size_of_files_is_an_error_and_what_was_recorded_is_said() {
    let home = TestHome::with_extracts();
    let limited = |blocks: u32| {
        let script = format!("ulimit -f {blocks}; exec \"$@\"");
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &script, "sh", assert_cmd::cargo::cargo_bin!("caseload").to_str().unwrap()]);
        command.env_clear().env("HOME", home.path()).env("CASELOAD_NOW", crate::support::NOW);
        command.env("CASELOAD_HOME", home.home_path()).arg("--passphrase-file").arg(home.passphrase_file());
        command.args(["annotate", "0052445", "limited"]).output().unwrap()
    };
    for blocks in [0, 8, 64, 256, 1024] {
        let before = home.json(&["verify"])["entries"].as_u64().unwrap();
        let output = limited(blocks);
        let code = output.status.code();
        assert!(code.is_some(), "{blocks} blocks ended it by a signal: {:?}", output.status);
        let after = home.json(&["verify"])["entries"].as_u64().unwrap();
        assert_eq!(after > before, code == Some(0), "{blocks}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_doctor_names_what_interrupted_work_left() {
    let home = TestHome::new();
    fs::write(home.home_path().join("caseload.db.making"), "half").unwrap();
    let said = home.run(&["doctor"]);
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.contains("leftovers") && said.contains("caseload.db.making"), "{said}");
    fs::remove_file(home.home_path().join("caseload.db.making")).unwrap();
    fs::create_dir(home.home_path().join("before-restore-2026-11-01_090000")).unwrap();
    let said = home.run(&["doctor"]);
    assert!(String::from_utf8(said.stdout).unwrap().contains("before-restore-2026-11-01_090000"));
}
