//! Reading a large case listing, beside the raw insert of the same rows into an encrypted database: the import is to be
//! no less than half as fast. Compare the items a second of the two.
#![allow(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to tell")]

use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use caseload::domain::role::Role;
use caseload::domain::worker::Worker;
use caseload::import::{self, Layouts};
use caseload::policy::Policies;
use caseload::store::{Home, HomeKind, Store, WallClock};
use divan::Bencher;
use divan::counter::ItemsCount;
use rusqlite::{Connection, params_from_iter};

const ROWS: [u32; 2] = [100_000, 500_000];
const HEADER: [&str; 11] = [
    "Case No",
    "Case Name",
    "Participant",
    "Pers",
    "DOB",
    "Reg Status",
    "Status Dt",
    "Aid Status",
    "Aid Dt",
    "Language",
    "Phone",
];
/// An odd number far from the powers of two: cases come in no order.
const STRIDE: u32 = 2_654_435_761;

fn cells(row: u32) -> [String; 11] {
    let number = row.wrapping_mul(STRIDE);
    let case = format!("{:02}B{:05}", number / 100_000_000, number % 100_000);
    let text = |text: &str| text.to_owned();
    [
        case,
        format!("DOE, ANA{row}"),
        format!("Doe, Ana{row}"),
        (row % 200 + 1).to_string(),
        text("01/02/1990"),
        text("Registered-Mandatory"),
        text("03/01/2026"),
        text("Active"),
        text("01/01/2025"),
        text("English"),
        text("(510) 555-0100"),
    ]
}

fn listing(folder: &Path, rows: u32) -> PathBuf {
    let mut text = format!("{}\n", HEADER.join(","));
    for row in 0..rows {
        let quoted = cells(row).map(|cell| format!("\"{cell}\""));
        writeln!(text, "{}", quoted.join(",")).unwrap();
    }
    let path = folder.join("listing.csv");
    fs::write(&path, text).unwrap();
    path
}

fn store(folder: &Path) -> Store {
    let worker =
        Worker { number: "V1A3".parse().unwrap(), name: "A. Rivera".into(), role: Role::EC, office: "Eastmont".into() };
    let policies = Arc::new(Policies::builtin().clone());
    let clock = WallClock::for_day("2026-11-19".parse().unwrap(), 7);
    Store::create(
        Home::new(folder.join("home")),
        &"paper lantern".to_owned().into(),
        worker,
        HomeKind::Practice,
        clock,
        policies,
    )
    .unwrap()
}

#[divan::bench(args = ROWS, sample_count = 3, sample_size = 1)]
fn import(bencher: Bencher, rows: u32) {
    let layouts = Layouts::for_extracts();
    let with_input = || {
        let folder = tempfile::tempdir().unwrap();
        (store(folder.path()), listing(folder.path(), rows), folder)
    };
    bencher.counter(ItemsCount::new(rows)).with_inputs(with_input).bench_local_values(|(mut store, file, folder)| {
        let file = import::open_extract(&file, layouts, None).unwrap();
        let mut importing = store.begin_import().unwrap();
        let spill = importing.new_sorter().unwrap();
        let taken = import::import_extract(
            &mut importing,
            spill,
            file.parts.first().unwrap(),
            import::WhenOlder::KeepNewer,
            &mut |_| ControlFlow::Continue(()),
        );
        importing.commit().unwrap();
        assert_eq!(taken.unwrap().extract.counts.read, rows);
        (store, folder)
    });
}

/// The same rows, as text in as many columns with one unique index, in one transaction of a database with the settings
/// of the record.
#[divan::bench(args = ROWS, sample_count = 3, sample_size = 1)]
fn raw_insert(bencher: Bencher, rows: u32) {
    let with_input = || {
        let folder = tempfile::tempdir().unwrap();
        let database = Connection::open(folder.path().join("raw.db")).unwrap();
        database
            .execute_batch(
                "PRAGMA key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\";
                 PRAGMA cipher_hmac_algorithm = HMAC_SHA256; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                 PRAGMA cache_size = -65536;
                 CREATE TABLE listed (a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT, g TEXT, h TEXT, i TEXT, j TEXT,
                    k TEXT, UNIQUE (a, d))",
            )
            .unwrap();
        let rows: Vec<_> = (0..rows).map(cells).collect();
        (database, rows, folder)
    };
    bencher.counter(ItemsCount::new(rows)).with_inputs(with_input).bench_local_values(
        |(mut database, rows, folder)| {
            let transaction = database.transaction().unwrap();
            let mut insert = transaction
                .prepare("INSERT INTO listed VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
                .unwrap();
            for row in rows {
                insert.execute(params_from_iter(row)).unwrap();
            }
            drop(insert);
            transaction.commit().unwrap();
            (database, folder)
        },
    );
}
