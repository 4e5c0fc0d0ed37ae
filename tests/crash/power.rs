//! Power cuts by the thousand.

use std::time::Instant;

use caseload::store::{Store, StoreError};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use rusqlite::{Connection, OpenFlags};

use super::desk::{CASES, TestHome};
use super::disk::{Image, Kind};
use super::vfs::Plugged;

/// Power cuts in all; two threads share them.
const CUTS: u64 = 10_000;
const THREADS: u64 = 2;
/// Power cuts that one disk lives through before another is put in.
const CUTS_A_DISK: u64 = 8;

/// What is done when the power goes.
#[derive(Clone, Copy, Debug)]
enum Work {
    Filing,
    Importing,
    /// The record is made, from an empty file to the newest form.
    Making,
    /// A record of the first form is opened and brought to the newest, and filing goes on.
    Migrating,
    /// So much filing that the log is written back into the database while the work goes on.
    LongDay,
}

impl Work {
    /// Making and migrating go through every form of the record and cost most; filing is what a worker does all day.
    const ALL: [Self; 6] = [Self::Filing, Self::Filing, Self::Importing, Self::Making, Self::Filing, Self::Migrating];

    fn of(disk: u64) -> Self {
        Self::ALL[usize::try_from(disk).unwrap() % Self::ALL.len()]
    }
}

impl Work {
    /// About how many calls it makes, the closing of the record included.
    const fn calls(self) -> u64 {
        match self {
            Self::Filing => 150,
            Self::Importing => 80,
            Self::Making => 130,
            Self::Migrating => 100,
            Self::LongDay => 4_000,
        }
    }
}

struct Bench {
    desk: TestHome,
    /// A record with a few cases, at rest.
    listed: Image,
    /// The same in its first form.
    older: Image,
}

impl Bench {
    fn new(name: &str) -> Self {
        let mut desk = TestHome::new(name);
        let mut store = desk.create(0).unwrap();
        desk.import(&mut store, 0..CASES, "NGUYEN, LINH").unwrap();
        drop(store);
        let listed = desk.plugged.disk().image();
        desk.plugged.disk().start(&Image::new(), 0);
        let mut store = desk.create_in(Some(1), 0).unwrap();
        // What the first form can hold.
        desk.note_accesses(&mut store, 8).unwrap();
        drop(store);
        let older = desk.plugged.disk().image();
        Self { desk, listed, older }
    }

    /// One disk and the power cuts it lives through: what was lost or broken, if anything.
    fn live(&mut self, work: Work, seed: u64) -> Option<String> {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        self.put_in(work, seed);
        (0..CUTS_A_DISK).find_map(|cut| {
            let after = chance.random_range(0..work.calls());
            self.desk.plugged.disk().fail(Kind::PowerCut, after);
            let _cut_off = self.session(work, cut, &mut chance);
            self.desk.plugged.disk().cut();
            self.desk.plugged.disk().power_back();
            self.found(work, seed).map(|broken| format!("seed {seed}, {work:?}, cut {cut} at call {after}: {broken}"))
        })
    }

    /// A fresh disk: empty where the record is to be made.
    fn put_in(&mut self, work: Work, seed: u64) {
        self.desk.forget();
        let image = match work {
            Work::Making => return self.desk.plugged.disk().start(&Image::new(), seed),
            Work::Migrating => &self.older,
            Work::Filing | Work::Importing | Work::LongDay => &self.listed,
        };
        self.desk.plugged.disk().start(image, seed);
        let store = self.desk.open(seed).unwrap();
        self.desk.adopt(&store);
        drop(store);
        // Opening changed the form; the disk is put in once more as it was.
        self.desk.plugged.disk().start(image, seed);
    }

    /// From opening the record to closing it, unless the power goes.
    fn session(&mut self, work: Work, cut: u64, chance: &mut ChaCha8Rng) -> Result<(), StoreError> {
        let seed = chance.random();
        let mut store = match self.desk.open(seed) {
            Err(_) if matches!(work, Work::Making) && self.desk.promised_nothing() => self.desk.create(seed)?,
            opened => opened?,
        };
        match work {
            Work::Filing => self.desk.work(&mut store, 8, chance),
            Work::LongDay => self.desk.work(&mut store, 250, chance),
            Work::Importing => {
                let first = CASES + u32::try_from(cut).unwrap() * 10;
                self.desk.import(&mut store, first..first + 20, "BROWN, KEISHA")
            }
            Work::Making | Work::Migrating => self.desk.import(&mut store, 0..CASES, "NGUYEN, LINH"),
        }
    }

    /// What is found when the power is back.
    fn found(&mut self, work: Work, seed: u64) -> Option<String> {
        let store: Store = match self.desk.open(seed) {
            Ok(store) => store,
            // A record that was never said to be made is made anew; the key file is the proof that it was.
            Err(_) if matches!(work, Work::Making) && self.desk.promised_nothing() => {
                self.desk.plugged.disk().start(&Image::new(), seed);
                return None;
            }
            Err(error) => return Some(format!("corrupt: it does not open: {error}")),
        };
        self.desk.broken_promise(&store)
    }
}

/// What the power cuts broke, if anything.
fn cut(name: &str, cuts: u64, work: fn(u64) -> Work) -> Vec<String> {
    let start = Instant::now();
    let disks = cuts / THREADS / CUTS_A_DISK;
    let broken = std::thread::scope(|scope| {
        let threads = (0..THREADS).map(|thread| {
            scope.spawn(move || {
                let mut bench = Bench::new(&format!("{name}-{thread}"));
                let seeds = thread * disks..(thread + 1) * disks;
                seeds.filter_map(|seed| bench.live(work(seed), seed)).collect::<Vec<_>>()
            })
        });
        let threads: Vec<_> = threads.collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    println!("{name}: {cuts} power cuts in {:.1} s", start.elapsed().as_secs_f64());
    broken
}

#[track_caller]
fn none(broken: &[String]) {
    assert!(broken.is_empty(), "{} broken\n{}", broken.len(), broken[..broken.len().min(10)].join("\n"));
}

#[test]
#[ignore = "takes a minute by itself on a quiet machine; .ci/run runs it after the others"]
fn f2_f3_ten_thousand_power_cuts_lose_no_acknowledged_entry() {
    none(&cut("power", CUTS, Work::of));
}

#[test]
fn f2_f3_a_long_day_of_filing_loses_no_acknowledged_entry() {
    none(&cut("long day", 40, |_| Work::LongDay));
}

/// Shows that the checks above bite: on a disk that only says that it flushed the log, they find losses.
#[test]
fn control_a_disk_that_lies_about_flushing_loses_entries() {
    let mut bench = Bench::new("lying");
    bench.desk.plugged.disk().lies_about = Some("-wal");
    let broken: Vec<_> = (0..100).filter_map(|seed| bench.live(Work::Filing, seed)).collect();
    println!("a lying disk: {} of 100 disks lost something", broken.len());
    assert!(broken.iter().any(|what| what.contains("acknowledged entries")), "{broken:?}");
}

/// Shows why the record flushes at every commit: with `synchronous=NORMAL` the same work on the same disk loses
/// acknowledged commits, with `FULL` none.
#[test]
fn control_without_a_flush_at_every_commit_acknowledged_commits_are_lost() {
    let plugged = Plugged::new("control");
    let lost = |setting: &str| (0..200).map(|seed| lost_commits(plugged, setting, seed)).sum::<u32>();
    let (normal, full) = (lost("NORMAL"), lost("FULL"));
    println!("acknowledged commits lost in 200 power cuts: NORMAL {normal}, FULL {full}");
    assert!(normal > 0);
    assert_eq!(full, 0);
}

/// Commits row after row until the power goes; gives how many acknowledged rows are not there afterward.
fn lost_commits(plugged: Plugged, setting: &str, seed: u64) -> u32 {
    let open = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags_and_vfs("control.db", OpenFlags::default(), plugged.name)?;
        connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "5a".repeat(48)))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", setting)?;
        Ok(connection)
    };
    plugged.disk().start(&Image::new(), seed);
    open().unwrap().execute_batch("CREATE TABLE filed (n INTEGER PRIMARY KEY, text BLOB)").unwrap();
    plugged.disk().fail(Kind::PowerCut, 10 + seed);
    let mut acknowledged = 0;
    if let Ok(connection) = open() {
        while connection.execute("INSERT INTO filed (text) VALUES (zeroblob(300))", []).is_ok() {
            acknowledged += 1;
        }
    }
    plugged.disk().power_back();
    let there: u32 = open().unwrap().query_row("SELECT count(*) FROM filed", [], |row| row.get(0)).unwrap();
    acknowledged - there.min(acknowledged)
}
