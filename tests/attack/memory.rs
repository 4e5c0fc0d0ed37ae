//! What is left in the memory of a locked process: nothing.
//!
//! The process forbids others to look into it, which holds for this test, too, unless it is root's: then the system
//! lets it read `/proc/PID/mem` all the same. Where it may not, the test says that it was skipped. The program has no
//! door for it.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom};

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome};

const NARRATIVE: &str = "Missed two class days, bus pass ran out";

/// How often each of the texts stands in the memory of the process, in UTF-8 or UTF-16. Nothing where it may not be
/// read.
fn found(pid: u32, texts: &[String]) -> Option<usize> {
    let maps = match fs::read_to_string(format!("/proc/{pid}/maps")) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => return None,
        maps => maps.unwrap(),
    };
    let mut memory = match File::open(format!("/proc/{pid}/mem")) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => return None,
        memory => memory.unwrap(),
    };
    let needles: Vec<Vec<u8>> = texts.iter().flat_map(|text| [text.as_bytes().to_vec(), utf16(text)]).collect();
    let mut count = 0;
    for (start, length) in maps.lines().filter_map(readable) {
        let mut bytes = vec![0; length];
        memory.seek(SeekFrom::Start(start)).unwrap();
        // Pages of the system's own, and those that were given back meanwhile, cannot be read.
        let read = memory.read(&mut bytes).unwrap_or(0);
        count += needles.iter().map(|needle| occurrences(&bytes[..read], needle)).sum::<usize>();
    }
    Some(count)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Start and length of a mapping that can be read.
fn readable(line: &str) -> Option<(u64, usize)> {
    let (range, rest) = line.split_once(' ')?;
    let (start, end) = range.split_once('-')?;
    let (start, end) = (u64::from_str_radix(start, 16).ok()?, u64::from_str_radix(end, 16).ok()?);
    let is_ours = rest.starts_with('r') && !rest.contains("[v");
    is_ours.then(|| (start, usize::try_from(end - start).unwrap()))
}

/// Looks for the first byte before it compares: there is much memory, and most of it is zero.
fn occurrences(bytes: &[u8], needle: &[u8]) -> usize {
    let (mut count, mut from) = (0, 0);
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == needle[0]) {
        count += usize::from(bytes[from + at..].starts_with(needle));
        from += at + 1;
    }
    count
}

#[test]
fn after_a_lock_no_name_no_text_and_no_passphrase_is_left_in_memory() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("2");
    terminal.wait_for("Cases (ES108)");
    terminal.press("j d");
    let screen = terminal.wait_for("┌ Dictate   ");
    let title = screen.lines().find(|line| line.contains("┌ Dictate   ")).unwrap();
    let name = desk_name(title);
    terminal.press("t r").type_text(NARRATIVE);
    terminal.wait_for("ran out");
    let names = vec![name.clone(), name.to_uppercase(), name.to_lowercase()];
    let texts = vec![NARRATIVE.to_owned()];
    let pid = terminal.pid();
    let Some(before) = found(pid, &names) else {
        println!("skipped: only root may look into the process");
        return;
    };
    let text_before = found(pid, &texts).unwrap();
    assert!(before > 0 && text_before > 0, "the test finds what is there: {name} {before}, text {text_before}");
    terminal.press("C-l");
    terminal.wait_for("Enter opens");
    let secrets: Vec<String> = names.into_iter().chain(texts).chain([PASSPHRASE.to_owned()]).collect();
    let after = found(pid, &secrets).unwrap();
    println!("in memory before the lock: the name {before} times, the text {text_before} times; after it: {after}");
    assert_eq!(after, 0);
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

/// The name in the frame's title, `┌ Dictate   0052445  Nguyen, Linh ────`.
fn desk_name(title: &str) -> String {
    let title = title.split("┌ Dictate   ").nth(1).unwrap();
    let (_case, rest) = title.trim_start().split_once(' ').unwrap();
    let name: String = rest.chars().take_while(|c| c.is_alphabetic() || " ,'-".contains(*c)).collect();
    assert!(name.contains(", "), "{title}");
    name.trim().to_owned()
}
