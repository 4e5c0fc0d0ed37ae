//! Media that are full or cannot be written. A file system in memory stands for them where the machine allows mounting
//! one; where it does not, the test says that it was skipped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{CASE, file, open};
use crate::support::{TestHome, fixture};

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
    let text = "Agreed to come in. ".repeat(5_000);
    let id = |number: u32| format!("019a0000-0000-7000-8000-{number:012}");
    let mut filed = 0;
    let refused = loop {
        let output = home.run(&file(&id(filed), &text));
        if !output.status.success() {
            break String::from_utf8(output.stderr).unwrap();
        }
        filed += 1;
        assert!(filed < 60, "the disk never filled");
    };
    assert!(refused.contains("The disk is full. Nothing of this change was written"), "{refused}");
    assert_eq!(refused.lines().count(), 1, "{refused}");
    fs::remove_file(&filler).unwrap();
    let kept = open(&home).unwrap().comments_of_case(&CASE.parse().unwrap(), u32::MAX).unwrap().len();
    assert_eq!(kept, filed as usize);
    home.ok(&file(&id(filed), &text));
    assert!(open(&home).unwrap().verify_record().unwrap().is_ok());
    drop(small);
}

#[test]
fn f6_a_medium_that_cannot_be_written_is_reported() {
    let home = TestHome::bare();
    let Some(small) = Small::mounted(&home.home_path(), "size=6m") else { return };
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    small.remounted("remount,ro");
    for args in [&["list", "today"][..], &["verify"]] {
        let (code, sentence) = home.fails(args);
        assert_eq!(code, 1);
        assert!(sentence.contains("read-only") || sentence.contains("Read-only"), "{sentence}");
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
    }
    small.remounted("remount,rw");
    home.ok(&["verify"]);
    drop(small);
}
