//! Each call to the disk fails once, in each way it can.

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use rstest::rstest;

use caseload::store::{DraftTarget, Store, StoreError};

use super::desk::{CASES, TestHome};
use super::disk::{Image, Kind};

struct Bench {
    desk: TestHome,
    listed: Image,
}

impl Bench {
    fn new(name: &str) -> Self {
        let mut desk = TestHome::new(name);
        let mut store = desk.create(0).unwrap();
        desk.import(&mut store, 0..CASES, "NGUYEN, LINH").unwrap();
        drop(store);
        let listed = desk.plugged.disk().image();
        Self { desk, listed }
    }

    /// Whether the failure of call `after` came, and what it broke.
    fn one(&mut self, kind: Kind, after: u64, then_cut: bool) -> (bool, Option<String>) {
        self.desk.forget();
        self.desk.plugged.disk().start(&self.listed, after);
        let store = self.desk.open(after).unwrap();
        self.desk.adopt(&store);
        drop(store);
        self.desk.plugged.disk().fail(kind, after);
        let sentence = self.day(after).err();
        let came = self.desk.plugged.disk().fired().is_ok();
        self.desk.plugged.disk().mend();
        if then_cut {
            self.desk.plugged.disk().cut();
            self.desk.plugged.disk().power_back();
        }
        let broken = match self.desk.open(after) {
            Ok(store) => self.desk.broken_promise(&store),
            Err(error) => Some(format!("it does not open: {error}")),
        };
        (came, broken.or_else(|| sentence.and_then(|error| misnamed(kind, &error))))
    }

    fn day(&mut self, seed: u64) -> Result<(), StoreError> {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let mut store = self.desk.open(seed)?;
        self.desk.work(&mut store, 3, &mut chance)?;
        self.desk.import(&mut store, CASES..CASES + 3, "BROWN, KEISHA")?;
        self.desk.work(&mut store, 2, &mut chance)
    }
}

/// The sentence must be that of the fault.
fn misnamed(kind: Kind, error: &StoreError) -> Option<String> {
    let fits = match kind {
        Kind::Full | Kind::StaysFull => matches!(error, StoreError::DiskFull),
        _ => matches!(error, StoreError::DiskFailed { .. } | StoreError::Database(_)),
    };
    (!fits).then(|| format!("the worker is told: {error}"))
}

#[rstest]
#[case::f5_io_error("io", Kind::Io)]
#[case::f4_disk_full("full", Kind::Full)]
#[case::f4_disk_stays_full("stays-full", Kind::StaysFull)]
#[case::f5_flush_fails("flush", Kind::Flush)]
fn one_failure_at_each_call_loses_nothing(#[case] name: &str, #[case] kind: Kind) {
    let mut bench = Bench::new(name);
    let mut broken = vec![];
    let mut calls = 0;
    for after in 0.. {
        let (came, plain) = bench.one(kind, after, false);
        let (_, cut) = bench.one(kind, after, true);
        broken.extend([plain, cut].into_iter().flatten().map(|what| format!("call {after}: {what}")));
        if !came {
            calls = after;
            break;
        }
    }
    println!("{name}: each of {calls} calls failed, twice");
    assert!(calls > 5);
    assert!(broken.is_empty(), "{} broken\n{}", broken.len(), broken[..broken.len().min(10)].join("\n"));
}

/// A failed flush is not tried again: nothing more is recorded until the record is opened anew.
#[test]
fn f5_after_a_failed_flush_nothing_more_is_recorded_through_the_same_connection() {
    let mut bench = Bench::new("sound");
    bench.desk.plugged.disk().start(&bench.listed, 1);
    let mut store: Store = bench.desk.open(1).unwrap();
    bench.desk.adopt(&store);
    bench.desk.plugged.disk().fail(Kind::Flush, 0);
    let failed = bench.desk.import(&mut store, CASES..CASES + 1, "BROWN, KEISHA");
    assert!(matches!(failed, Err(StoreError::DiskFailed { .. })), "{failed:?}");
    let refused = store.record_all(vec![]);
    assert!(matches!(refused, Err(StoreError::DiskFailed { .. })), "{refused:?}");
    assert!(store.save_draft(&"12B00001".parse().unwrap(), &DraftTarget::Comment, "x").is_err());
    drop(store);
    let store = bench.desk.open(1).unwrap();
    assert_eq!(bench.desk.broken_promise(&store), None);
}

/// Once there is room again, the same change is recorded through the same connection.
#[test]
fn f4_after_the_disk_was_full_work_goes_on() {
    let mut bench = Bench::new("room");
    bench.desk.plugged.disk().start(&bench.listed, 1);
    let mut store = bench.desk.open(1).unwrap();
    bench.desk.adopt(&store);
    bench.desk.plugged.disk().fail(Kind::StaysFull, 0);
    let full = bench.desk.import(&mut store, CASES..CASES + 1, "BROWN, KEISHA");
    assert!(matches!(full, Err(StoreError::DiskFull)), "{full:?}");
    bench.desk.plugged.disk().mend();
    bench.desk.import(&mut store, CASES..CASES + 1, "BROWN, KEISHA").unwrap();
    assert_eq!(bench.desk.broken_promise(&store), None);
}
