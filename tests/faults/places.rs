//! Media that are full or cannot be written. A file system in memory stands for them where the machine allows mounting
//! one; where it does not, the test says that it was skipped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use caseload::domain::{Change, PersonNumber};

use super::{CASE, file, open};
use crate::support::{EARLIER_PASSPHRASE, NOW, TestHome, fixture, write_private};

/// A small file system in memory.
struct Small {
    folder: PathBuf,
}

impl Small {
    /// Mounts it at `folder`, where the machine allows it.
    fn mounted(folder: &Path, options: &str) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let done = mount(&["-t", "tmpfs", "-o", options, "caseload-test"], folder);
        if !done {
            println!("skipped: this machine does not allow mounting a file system in memory");
        }
        done.then(|| Self { folder: folder.to_owned() })
    }

    fn remounted(&self, options: &str) {
        assert!(mount(&["-o", options], &self.folder));
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg(&self.folder).status();
    }
}

fn mount(args: &[&str], folder: &Path) -> bool {
    Command::new("mount").args(args).arg(folder).output().is_ok_and(|output| output.status.success())
}

#[test]
fn f4_a_full_disk_is_reported_loses_nothing_and_work_goes_on_when_there_is_room() {
    let home = TestHome::bare();
    let Some(small) = Small::mounted(&home.home_path(), "size=6m") else { return };
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    home.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    let filler = small.folder.join("filler");
    fs::write(&filler, vec![0; 3 << 20]).unwrap();
    let text = "Agreed to come in. ".repeat(3_400);
    let id = |number: u32| format!("019a0000-0000-7000-8000-{number:012}");
    let mut filed = 0;
    let refused = loop {
        let output = home.run(&file(&id(filed), &text));
        if !output.status.success() {
            break String::from_utf8(output.stderr).unwrap();
        }
        filed += 1;
        assert!(filed < 120, "the disk never filled");
    };
    assert!(refused.contains("The disk is full. None of this change was written"), "{refused}");
    assert_eq!(refused.lines().count(), 1, "{refused}");
    fs::remove_file(&filler).unwrap();
    let kept = open(&home).unwrap().comments_of_case(&CASE.parse().unwrap(), u32::MAX).unwrap().len();
    assert_eq!(kept, filed as usize);
    home.ok(&file(&id(filed), &text));
    assert!(open(&home).unwrap().verify_record().unwrap().is_ok());
    drop(small);
}

#[test]
fn f6_a_medium_that_cannot_be_written_is_read_and_reported() {
    let home = TestHome::bare();
    let Some(small) = Small::mounted(&home.home_path(), "size=6m") else { return };
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    small.remounted("remount,ro");
    for args in [&["list", "today"][..], &["verify"], &["audit"], &["search", "word"], &["doctor"]] {
        let output = home.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let told = String::from_utf8(home.run(&["list", "cases"]).stderr).unwrap();
    assert!(told.contains("the record does not show this access"), "{told}");
    let (code, sentence) = home.fails(&["annotate", "0052445", "x"]);
    assert_eq!(code, 1);
    assert!(sentence.contains("read-only") || sentence.contains("not in this caseload"), "{sentence}");
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    let (code, sentence) = home.fails(&["backup"]);
    assert!(code == 1 && sentence.contains("read-only") && !sentence.contains("making"), "{sentence}");
    small.remounted("remount,rw");
    home.ok(&["verify"]);
    drop(small);
}

/// A program that was killed leaves a write-ahead log; the medium may be write-protected after that.
#[test]
fn f6_a_write_ahead_log_on_a_medium_that_cannot_be_written_is_read() {
    let home = TestHome::bare();
    let Some(small) = Small::mounted(&home.home_path(), "size=12m") else { return };
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    home.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    let [database, log] = ["caseload.db", "caseload.db-wal"].map(|name| home.home_path().join(name));
    let before = fs::read(&database).unwrap();
    let mut store = open(&home).unwrap();
    let annotated =
        Change::CaseAnnotated { case: CASE.parse().unwrap(), person: PersonNumber(1), text: "in the log".into() };
    store.record(annotated).unwrap();
    let (entries, left) = (store.entry_count().unwrap(), fs::read(&log).unwrap());
    drop(store);
    fs::write(&database, before).unwrap();
    fs::write(&log, &left).unwrap();
    small.remounted("remount,ro");
    assert_eq!(home.json(&["verify"])["entries"], entries);
    assert!(home.ok(&["list", "cases"]).contains("in the log"));
    let (code, sentence) = home.fails(&["annotate", CASE, "x"]);
    assert_eq!(code, 1);
    assert!(sentence.contains("read-only"), "{sentence}");
    assert_eq!(fs::read(&log).unwrap(), left);
    small.remounted("remount,rw");
    assert_eq!(home.json(&["verify"])["entries"], entries);
    drop(small);
}

/// Evidence of an earlier version of the program is on a medium that cannot be written, and cannot be migrated there.
#[test]
fn f6_a_home_of_an_earlier_version_on_a_medium_that_cannot_be_written_is_read() {
    let home = TestHome::bare();
    write_private(&home.passphrase_file(), &format!("{EARLIER_PASSPHRASE}\n"));
    let Some(small) = Small::mounted(&home.home_path(), "size=24m") else { return };
    for name in ["caseload.db", "caseload.keys"] {
        let earlier = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/home_2026_11").join(name);
        fs::copy(earlier, home.home_path().join(name)).unwrap();
    }
    let before = fs::read(home.home_path().join("caseload.db")).unwrap();
    small.remounted("remount,ro");
    let verified = home.json(&["verify"]);
    assert!(verified["holds"] == true && verified["entries"] == 174, "{verified}");
    assert!(home.ok(&["list", "cases"]).contains("0045220"));
    home.ok(&["search", "the"]);
    for args in [&["key", "list"][..], &["worker", "list"], &["doctor"]] {
        let output = home.run(args);
        let told = [&output.stdout[..], &output.stderr].concat();
        let told = String::from_utf8_lossy(&told);
        assert!(output.status.success(), "{args:?}: {told}");
        assert!(told.contains("Whether somebody else changed the key file could not be checked"), "{args:?}: {told}");
        assert!(told.contains("V1A3") || args == ["doctor"], "{args:?}: {told}");
    }
    assert_eq!(home.json(&["key", "list"])[0]["checked"], false);
    let (_, sentence) = home.fails(&["key", "recovery"]);
    assert!(sentence.contains("read-only"), "{sentence}");
    assert_eq!(fs::read(home.home_path().join("caseload.db")).unwrap(), before);
    let (_, sentence) = home.fails(&["annotate", "0045220", "x"]);
    assert!(sentence.contains("read-only"), "{sentence}");
    small.remounted("remount,rw");
    home.ok(&["verify"]);
    drop(small);
}

/// Fills a disk to its last byte.
fn fill(folder: &Path) -> PathBuf {
    let filler = folder.join("filler");
    let mut file = fs::File::create(&filler).unwrap();
    for piece in [1 << 20, 1 << 16, 1 << 12, 1] {
        while std::io::Write::write_all(&mut file, &vec![0; piece]).is_ok() {}
    }
    filler
}

/// Asserts that every command that reads answers on a full disk, and says that the record does not show it; and that nothing
/// leaves as a file, on paper or for another program.
fn assert_reading_goes_on_and_nothing_leaves(home: &TestHome, full: &str) {
    for args in [
        &["list", "action"][..],
        &["why", CASE],
        &["case", "show", CASE],
        &["comment", "show", CASE],
        &["checklist", CASE],
        &["search", "agreed"],
        &["audit"],
    ] {
        let output = home.run(args);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !output.stdout.is_empty(), "{args:?}: {told}");
        assert!(told.contains(&format!("{full}, so the record does not show this access.")), "{args:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{args:?}: {told}");
    }
    assert_nothing_leaves(home, full);
}

/// Asserts that nothing leaves as a file, on paper or for another program where the record cannot show it.
fn assert_nothing_leaves(home: &TestHome, why: &str) {
    let file = home.path().join("printed.txt");
    let path = file.to_str().unwrap();
    let contacts = home.path().join("contacts.pdf");
    for args in [
        &["list", "cases", "--json"][..],
        &["list", "cases", "--csv", "--yes"],
        &["facts", CASE],
        &["print", "today", "--yes"],
        &["print", "today", "--form", "csv", "--yes"],
        &["print", "cases", "--yes", "--out", path],
        &["print", "contacts", "--yes", "--out", contacts.to_str().unwrap()],
    ] {
        let output = home.run(args);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && output.stdout.is_empty(), "{args:?}: {told}");
        assert!(told.contains(&format!("{why}, so the record cannot show that this leaves.")), "{args:?}: {told}");
    }
    assert!(!file.exists() && !contacts.exists());
    // What is read becomes an export when it goes into a file.
    let out = fs::File::create(&file).unwrap();
    let mut into_file = Command::new(home.command().get_program());
    into_file.args(["--passphrase-file", home.passphrase_file().to_str().unwrap(), "list", "action"]);
    into_file.env("CASELOAD_HOME", home.home_path()).env("CASELOAD_NOW", NOW).env("HOME", home.path());
    assert!(!into_file.stdout(out).output().unwrap().status.success());
    assert_eq!(fs::read(&file).unwrap(), b"");
    fs::remove_file(&file).unwrap();
}

#[test]
fn f4_on_a_full_disk_a_protected_comment_is_not_revealed() {
    let home = TestHome::bare();
    let Some(small) = Small::mounted(&home.home_path(), "size=12m") else { return };
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    home.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    let id = "019a0000-0000-7000-8000-000000000001";
    home.ok(&[&file(id, "Hidden words.")[..], &["--protected"]].concat());
    let filler = fill(&small.folder);
    assert!(!home.ok(&["comment", "show", CASE]).contains("Hidden words."));
    let reveal = ["comment", "show", CASE, "--reveal", id, "--reason", "The hearing officer asked for it."];
    let (code, sentence) = home.fails(&reveal);
    assert!(code == 1 && sentence.contains("The disk is full"), "{sentence}");
    fs::remove_file(filler).unwrap();
    assert!(home.ok(&reveal).contains("Hidden words."));
}

/// A home of an earlier version cannot be migrated where there is no room, nor a changed policy be recorded.
#[test]
fn f4_on_a_full_disk_an_earlier_home_and_a_changed_configuration_are_read() {
    let home = TestHome::bare();
    let Some(small) = Small::mounted(&home.home_path(), "size=24m") else { return };
    for name in ["caseload.db", "caseload.keys"] {
        let earlier = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/home_2026_11").join(name);
        fs::copy(earlier, home.home_path().join(name)).unwrap();
    }
    let before = fs::read(home.home_path().join("caseload.db")).unwrap();
    write_private(&home.home_path().join("settings.toml"), "");
    write_private(&home.home_path().join("caseload.lock"), "");
    write_private(&home.passphrase_file(), &format!("{EARLIER_PASSPHRASE}\n"));
    let filler = fill(&small.folder);
    assert!(home.ok(&["list", "cases"]).contains("0045220"));
    home.ok(&["case", "show", "0045220"]);
    let (_, sentence) = home.fails(&["annotate", "0045220", "x"]);
    assert!(sentence.contains("The disk is full"), "{sentence}");
    assert_eq!(fs::read(home.home_path().join("caseload.db")).unwrap(), before);
    fs::remove_file(&filler).unwrap();
    home.ok(&["verify"]);
    write_private(&home.home_path().join("settings.toml"), "theme = \"light\"\n");
    let _filler = fill(&small.folder);
    home.ok(&["case", "show", "0045220"]);
    fs::remove_file(&filler).unwrap();
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn f4_on_a_full_disk_reading_goes_on_and_the_sentence_is_true() {
    let home = TestHome::bare();
    let Some(small) = Small::mounted(&home.home_path(), "size=12m") else { return };
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    home.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    let wrong = home.path().join("wrong");
    write_private(&wrong, "not the passphrase\n");
    assert_eq!(home.fails(&["verify", "--passphrase-file", wrong.to_str().unwrap()]).0, 10);
    let filler = fill(&small.folder);
    home.ok(&["verify"]);
    assert!(open(&home).unwrap().case_timeline(&CASE.parse().unwrap()).is_ok());
    let (code, sentence) = home.fails(&["annotate", CASE, "x"]);
    assert_eq!(code, 1);
    assert!(sentence.contains("The disk is full. None of this change was written"), "{sentence}");
    assert_reading_goes_on_and_nothing_leaves(&home, "The disk is full");
    fs::remove_file(filler).unwrap();
    home.ok(&["annotate", CASE, "x"]);
    home.ok(&["list", "action"]);
    home.ok(&["print", "today", "--form", "csv", "--yes"]);
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn f4_without_room_for_another_file_reading_goes_on() {
    let home = TestHome::bare();
    let Some(small) = Small::mounted(&home.home_path(), "size=12m,nr_inodes=64") else { return };
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    home.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    let mut taken = 0;
    while fs::File::create(small.folder.join(format!("taken-{taken}"))).is_ok() {
        taken += 1;
        assert!(taken < 64, "the disk has more files than it should");
    }
    home.ok(&["verify"]);
    let full = "The disk is full (no room for more files)";
    assert_reading_goes_on_and_nothing_leaves(&home, full);
    let (code, sentence) = home.fails(&["annotate", CASE, "x"]);
    assert!(code == 1 && sentence.contains("no room for more files"), "{sentence}");
    let doctor = home.run(&["doctor"]);
    assert!(String::from_utf8_lossy(&doctor.stdout).contains("no room for more files"), "{doctor:?}");
    // Without a file for the lock, and without room for one, the home is read all the same.
    fs::remove_file(small.folder.join("caseload.lock")).unwrap();
    fs::File::create(small.folder.join("taken-lock")).unwrap();
    assert!(home.ok(&["list", "cases"]).contains(CASE));
    assert!(!small.folder.join("caseload.lock").exists());
    fs::remove_file(small.folder.join("taken-lock")).unwrap();
    for number in 0..taken {
        fs::remove_file(small.folder.join(format!("taken-{number}"))).unwrap();
    }
    home.ok(&["annotate", CASE, "x"]);
}

#[test]
fn f14_a_restore_that_does_not_fit_changes_nothing_and_leaves_nothing() {
    let home = TestHome::bare();
    let Some(small) = Small::mounted(&home.home_path(), "size=12m") else { return };
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    home.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    home.ok(&["backup"]);
    let names = || {
        let mut names: Vec<_> = fs::read_dir(&small.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let filler = small.folder.join("filler");
    for left in [64 << 10, 256 << 10, 512 << 10, 1 << 20] {
        fs::remove_file(&filler).ok();
        fs::File::create(&filler).unwrap();
        let before = names();
        fill(&small.folder);
        let full = fs::metadata(&filler).unwrap().len();
        fs::File::options().write(true).open(&filler).unwrap().set_len(full - left).unwrap();
        let (code, sentence) = home.fails(&["restore", "--latest", "--yes"]);
        assert!(code == 1 && sentence.contains("The disk is full"), "{left} bytes: {sentence}");
        assert!(
            sentence.contains("the restore needs") && sentence.contains(" MB are free"),
            "{left} bytes: {sentence}"
        );
        assert_eq!(names(), before, "{left} bytes");
        home.ok(&["verify"]);
    }
    fs::remove_file(&filler).unwrap();
    home.ok(&["restore", "--latest", "--yes"]);
}

/// Words that somebody else may have are never used without a trace.
#[test]
fn f4_on_a_full_disk_words_open_nothing_and_the_passphrase_does() {
    let home = TestHome::bare();
    let Some(small) = Small::mounted(&home.home_path(), "size=12m,nr_inodes=64") else { return };
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    home.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    let recovery = home.json(&["key", "recovery"]);
    let (words, new) = (home.path().join("words"), home.path().join("new"));
    write_private(&words, recovery["words"].as_str().unwrap());
    write_private(&new, "another lantern 43\n");
    let [words, new] = [&words, &new].map(|file| file.to_str().unwrap());
    let with_words = ["key", "passphrase", "--words-file", words, "--new-passphrase-file", new];
    let filler = fill(&small.folder);
    let (code, sentence) = home.fails(&with_words);
    assert!(code == 1 && sentence.contains("The disk is full"), "{sentence}");
    home.ok(&["list", "cases"]);
    fs::remove_file(filler).unwrap();
    assert_eq!(home.json(&["verify"])["holds"], true);
}

/// A copy that is kept as evidence can be read, and nothing of it leaves that the record cannot show.
#[test]
fn f6_nothing_leaves_a_home_on_a_medium_that_cannot_be_written() {
    let home = TestHome::bare();
    let Some(small) = Small::mounted(&home.home_path(), "size=12m") else { return };
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    home.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    small.remounted("remount,ro");
    assert!(home.ok(&["list", "cases"]).contains(CASE));
    assert_nothing_leaves(&home, "This disk is read-only");
    small.remounted("remount,rw");
    drop(small);
}
