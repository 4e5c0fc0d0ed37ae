//! The worker's own phrases, the most used first.

use super::*;
use crate::domain::phrase::Phrase;

#[test]
fn own_phrases_are_kept_used_and_forgotten() {
    let fixture = Fixture::new();
    let store = fixture.create();
    let builtin = store.ranked_phrases().unwrap();
    let own = Phrase::new("voicemail", "Mine", "Left a message for {name}").unwrap();
    store.save_phrase(&own).unwrap();
    for _ in 0..2 {
        store.count_phrase_use("voicemail").unwrap();
    }
    store.count_phrase_use("plan").unwrap();
    drop(store);
    let store = fixture.open().unwrap();
    let phrases = store.ranked_phrases().unwrap();
    assert_eq!(phrases.len(), builtin.len(), "one's own stands in place of the one built in");
    assert_eq!((phrases[0].title.as_str(), phrases[1].word.as_str()), ("Mine", "plan"));
    assert!(store.remove_phrase("voicemail").unwrap());
    assert!(!store.remove_phrase("voicemail").unwrap());
    assert_eq!(store.ranked_phrases().unwrap()[0].title, "No answer, message left");
    assert!(store.verify_record().unwrap().is_ok(), "phrases are not the record");
}
