//! What a key costs in the narrative, drawing included, however long the text is; and what is read beside the keys.
#![allow(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to tell")]

use caseload::domain::comment::CommentDraft;
use caseload::domain::plain_language::{DictionaryAnswer, find_draft_remarks};
use caseload::policy::jargon;
use caseload::tui::command::EditCommand;
use caseload::tui::widgets::narrative::NarrativeEditor;
use divan::{Bencher, black_box};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget as _;

const SIZES: [usize; 3] = [1_000, 20_000, 1_000_000];
const SENTENCE: &str = "Called about the attendance sheet; the NOA was mailed and she will bring the form on Friday. ";

/// A text of about `size` bytes, five sentences to a line.
fn text(size: usize) -> String {
    let sentences = (1..=size / SENTENCE.len() + 1).map(|number| (number, SENTENCE));
    sentences
        .map(|(number, sentence)| if number % 5 == 0 { format!("{sentence}\n") } else { sentence.to_owned() })
        .collect()
}

#[divan::bench(args = SIZES)]
fn a_key(bencher: Bencher<'_, '_>, size: usize) {
    let area = Rect::new(0, 0, 100, 20);
    let mut buffer = Buffer::empty(area);
    let mut narrative = NarrativeEditor::with_text(&text(size));
    let mut letters = "and so on, ".chars().cycle();
    bencher.bench_local(|| {
        narrative.insert_char(letters.next().unwrap());
        (&narrative).render(area, &mut buffer);
        black_box((narrative.caret_position(area), narrative.content()))
    });
}

#[divan::bench]
fn a_megabyte_pasted_and_taken_back(bencher: Bencher<'_, '_>) {
    let text = text(1_000_000);
    bencher.bench_local(|| {
        let mut narrative = NarrativeEditor::default();
        narrative.paste_text(&text);
        narrative.apply_edit(EditCommand::Undo);
        assert!(narrative.is_empty());
    });
}

#[divan::bench(args = SIZES)]
fn remarks(bencher: Bencher<'_, '_>, size: usize) {
    let draft = CommentDraft { results: text(size), ..CommentDraft::default() };
    let jargon = jargon::builtin_jargon();
    bencher.bench_local(|| find_draft_remarks(&draft, jargon, &mut |_| DictionaryAnswer::Known).len());
}
