//! The meter counts and keeps no content.

use super::*;
use crate::domain::effort::{Effort, Efforts};

#[test]
fn a_comment_is_measured_once() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    assert_eq!(store.efforts().unwrap(), Efforts::default());
    let comments = [store.new_row_id(), store.new_row_id()];
    for (comment, keys) in [(comments[0], 6), (comments[1], 11), (comments[0], 99)] {
        store.note_effort(comment, Effort { keys, narrative_keys: 126, millis: 25_400 }).unwrap();
    }
    let efforts = store.efforts().unwrap();
    assert_eq!((efforts.comments, efforts.keys.median, efforts.keys.most), (2, 6, 11));
    assert_eq!(efforts.seconds.median, 26);
    assert!(store.verify().unwrap().is_ok(), "the meter is not the record");
}
