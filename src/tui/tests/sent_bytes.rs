//! Tests of how much a key sends to the terminal, for a worker on a slow line.

use std::time::Duration;

use ratatui::buffer::Buffer;
use rstest::rstest;

use super::bench::{Bench, Folder};
use crate::tui::frame_bytes::{Erasing, frame_bytes};

/// What each frame sends besides its cells: the begin and the end of a synchronized update, and the place of the cursor.
const AROUND_FRAME: usize = 24;

/// The bytes that a move of the selection must stay below, with the case beside that follows it.
const LIMIT: usize = 600;

/// Returns the bytes that bring the terminal to the next frame, and takes that as shown.
fn send_frame(bench: &Bench, shown: &mut Buffer) -> Vec<u8> {
    let next = bench.draw_next();
    let mut bytes = frame_bytes(shown, &next, Erasing::PenBackground);
    if !bytes.is_empty() {
        bytes.extend([b' '; AROUND_FRAME]);
    }
    *shown = next;
    bytes
}

#[rstest]
fn a_move_after_a_rest_sends_little(#[values("1", "2", "3", "4")] pane: &str) {
    let folder = Folder::with_cases(118);
    let mut bench = Bench::open(&folder);
    let (mut shown, _) = bench.keys(pane).keys("g").draw_screen(120, 36);
    let mut sent = Vec::new();
    for _ in 1..bench.workspace().current_list().unwrap().len() {
        bench.keys("Down");
        let mut bytes = send_frame(&bench, &mut shown);
        bench.wait(Duration::from_secs(1));
        bytes.extend(send_frame(&bench, &mut shown));
        sent.push(bytes);
    }
    sent.sort_by_key(Vec::len);
    let most = sent.last().unwrap();
    println!("{pane}: {} moves, middle {}, most {}", sent.len(), sent[sent.len() / 2].len(), most.len());
    assert!(most.len() < LIMIT, "{} bytes in pane {pane}:\n{}", most.len(), most.escape_ascii());
}
