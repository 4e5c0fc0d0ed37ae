//! The effort meter counts keys and time and keeps no content.

use super::*;
use crate::domain::filing_metrics::{FilingEffort, FilingMetrics};

#[test]
fn a_comment_is_measured_once() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    assert_eq!(store.filing_efforts().unwrap(), FilingMetrics::default());
    let comments = [store.new_row_id(), store.new_row_id()];
    for (comment, keys) in [(comments[0], 6), (comments[1], 11), (comments[0], 99)] {
        store.save_effort(comment, FilingEffort { keys, narrative_keys: 126, millis: 25_400 }).unwrap();
    }
    let efforts = store.filing_efforts().unwrap();
    assert_eq!((efforts.comments, efforts.keys.median, efforts.keys.most), (2, 6, 11));
    assert_eq!(efforts.seconds.median, 26);
    assert!(store.verify_record().unwrap().is_ok(), "the meter is not the record");
}
