//! The spelling checker: makes remarks on the wording and spelling of a comment while it is dictated. The checker runs
//! on a thread of its own and checks only the newest text, so that no key waits for it.

mod dictionary;

use std::collections::{HashMap, HashSet};
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

pub use dictionary::{SpellcheckStatus, Speller};

use crate::domain::CaseNumber;
use crate::domain::comment::{CommentDraft, CommentElement};
use crate::domain::plain_language::{DictionaryAnswer, Remark, find_draft_remarks};
use crate::policy::jargon;

/// A comment to check.
#[derive(Debug, Clone)]
pub struct SpellcheckRequest {
    /// The case of the comment.
    pub case: CaseNumber,
    /// The version of the form: remarks on an earlier version are stale.
    pub version: u64,
    /// The comment.
    pub draft: CommentDraft,
    /// The worker's own words.
    pub own: Arc<[String]>,
    /// The names of the case.
    pub names: Arc<[String]>,
}

/// The result of a check.
#[derive(Debug, Clone)]
pub struct SpellcheckResult {
    /// The comment's case.
    pub case: CaseNumber,
    /// The version of the form that was checked.
    pub version: u64,
    /// The remarks, in the order of the form.
    pub remarks: Vec<(CommentElement, Remark)>,
}

/// An event that the spelling checker reports.
#[derive(Debug, Clone)]
pub enum SpellcheckEvent {
    /// Whether there is a dictionary to check spelling by.
    Status(SpellcheckStatus),
    /// The result of a check.
    Checked(SpellcheckResult),
}

/// Checks comments.
#[derive(Default)]
pub struct Spellchecker {
    speller: Option<Speller>,
    notes: LookupCache,
}

/// A cache of dictionary answers, because every key looks up mostly the same words.
#[derive(Default)]
struct LookupCache {
    known: HashMap<String, bool>,
    near: HashMap<String, Vec<String>>,
}

/// The name of the thread of the spelling checker.
pub const SPELLCHECK_THREAD: &str = "proof";
/// The largest number of cached words, more than a worker uses; beyond it the cache is cleared.
const MAX_LOOKED_UP: usize = 100_000;
/// The largest number of suggestions that one check computes. Each takes some milliseconds, and a long text of foreign
/// words must not delay the check of newer text. Later checks compute the rest.
const ASKED_NEAR: usize = 8;

impl Spellchecker {
    /// Creates a checker; without a dictionary, it makes no remarks on spelling.
    pub fn new(speller: Option<Speller>) -> Self {
        Self { speller, notes: LookupCache::default() }
    }

    /// Checks a comment.
    pub fn check_draft(&mut self, reading: &SpellcheckRequest) -> SpellcheckResult {
        let known: HashSet<&str> = reading.own.iter().chain(&*reading.names).map(String::as_str).collect();
        let Self { speller, notes } = self;
        if notes.known.len() > MAX_LOOKED_UP {
            *notes = LookupCache::default();
        }
        let mut asked_near = 0..ASKED_NEAR;
        let mut look_up = |word: &str| match &*speller {
            Some(speller) if !known.contains(word) => notes.look_up_word(word, speller, &mut asked_near),
            _ => DictionaryAnswer::Known,
        };
        let remarks = find_draft_remarks(&reading.draft, jargon::builtin_jargon(), &mut look_up);
        SpellcheckResult { case: reading.case.clone(), version: reading.version, remarks }
    }
}

impl LookupCache {
    /// Looks up a word. `asked_near` holds the number of suggestions that may still be computed.
    fn look_up_word(&mut self, word: &str, speller: &Speller, asked_near: &mut Range<usize>) -> DictionaryAnswer {
        let is_known = match self.known.get(word) {
            Some(known) => *known,
            None => *self.known.entry(word.to_owned()).or_insert(speller.knows_word(word)),
        };
        if is_known {
            return DictionaryAnswer::Known;
        }
        if !self.near.contains_key(word) && asked_near.next().is_some() {
            self.near.insert(word.to_owned(), speller.suggestions(word));
        }
        DictionaryAnswer::Unknown { near: self.near.get(word).cloned().unwrap_or_default() }
    }
}

/// Returns whether spelling can be checked as a setting says: the check is off, or the machine has the dictionary.
pub fn has_dictionary(name: &str) -> bool {
    dictionary::is_available(name)
}

/// Starts the thread of the spelling checker. `wanted` is the dictionary that the settings name.
///
/// # Errors
/// Fails if the thread cannot be started.
pub fn start_thread(
    wanted: Option<String>,
    tell: impl Fn(SpellcheckEvent) + Send + 'static,
) -> io::Result<Sender<SpellcheckRequest>> {
    let (readings, asked) = mpsc::channel();
    thread::Builder::new().name(SPELLCHECK_THREAD.to_owned()).spawn(move || {
        let (speller, dictionaries) = dictionary::load_speller(wanted.as_deref());
        tell(SpellcheckEvent::Status(dictionaries));
        let mut reader = Spellchecker::new(speller);
        while let Some(reading) = newest_request(&asked) {
            tell(SpellcheckEvent::Checked(reader.check_draft(&reading)));
        }
    })?;
    Ok(readings)
}

/// Waits for a request and returns the newest one; earlier ones are skipped.
fn newest_request(asked: &Receiver<SpellcheckRequest>) -> Option<SpellcheckRequest> {
    let first = asked.recv().ok()?;
    Some(asked.try_iter().last().unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(version: u64, results: &str, own: &[&str]) -> SpellcheckRequest {
        let draft = CommentDraft { results: results.to_owned(), ..CommentDraft::default() };
        let own = own.iter().map(|word| (*word).to_owned()).collect();
        SpellcheckRequest { case: "12B10077".parse().unwrap(), version, draft, own, names: Arc::default() }
    }

    #[test]
    fn a_word_in_no_dictionary_is_reported_unless_it_is_ones_own() {
        let mut reader = Spellchecker::new(Some(
            Speller::from_texts("SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n", "2\ncalled\nsheet/S\n").unwrap(),
        ));
        let mut told = |results, own: &[&str]| {
            let proof = reader.check_draft(&reading(1, results, own));
            proof.remarks.into_iter().map(|(_, remark)| remark.says).collect::<Vec<_>>()
        };
        assert_eq!(told("Called sheets", &[]), Vec::<String>::new());
        assert_eq!(told("called Zzyzx", &[]), ["Zzyzx: not in the dictionary"]);
        assert_eq!(told("called Zzyzx", &["Zzyzx"]), Vec::<String>::new());
        assert_eq!(told("clled", &[]), ["clled: not in the dictionary (called?)"]);
    }

    #[test]
    fn of_several_texts_only_the_newest_is_read() {
        let (readings, asked) = mpsc::channel();
        for version in 1..=5 {
            readings.send(reading(version, "", &[])).unwrap();
        }
        assert_eq!(newest_request(&asked).map(|reading| reading.version), Some(5));
        drop(readings);
        assert!(newest_request(&asked).is_none());
    }
}
