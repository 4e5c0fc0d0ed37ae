//! Phrases of one's own, and the useful ones first.

use super::*;
use crate::domain::phrase::Phrase;

#[test]
fn own_phrases_are_kept_used_and_forgotten() {
    let fixture = Fixture::new();
    let store = fixture.create();
    let builtin = store.phrases().unwrap();
    let own = Phrase::own("voicemail", "Mine", "Left a message for {name}").unwrap();
    store.save_phrase(&own).unwrap();
    for _ in 0..2 {
        store.note_phrase_use("voicemail").unwrap();
    }
    store.note_phrase_use("plan").unwrap();
    drop(store);
    let store = fixture.open().unwrap();
    let phrases = store.phrases().unwrap();
    assert_eq!(phrases.len(), builtin.len(), "one's own stands in place of the one built in");
    assert_eq!((phrases[0].title.as_str(), phrases[1].word.as_str()), ("Mine", "plan"));
    assert!(store.forget_phrase("voicemail").unwrap());
    assert!(!store.forget_phrase("voicemail").unwrap());
    assert_eq!(store.phrases().unwrap()[0].title, "No answer, message left");
    assert!(store.verify().unwrap().is_ok(), "phrases are not the record");
}
