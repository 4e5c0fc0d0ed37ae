//! Entries of several stations: whatever the order in which they arrive, the tables are the same. The entries of one
//! station are chained and come in their order.

mod script;

use std::collections::BTreeSet;

use proptest::prelude::*;
use rusqlite::types::Value;
use strum::{VariantArray as _, VariantNames as _};

use script::{Doing, Script, Step, steps};

use super::*;
use crate::domain::Entry;
use crate::store::{apply, migrations};

/// The tables that say how this home is opened: a station does not take over the ways into another's.
const OWN_TO_A_HOME: [&str; 2] = ["way", "key_file"];
const STATIONS: usize = 3;

/// Returns an empty record of the newest form.
fn empty_record() -> Connection {
    let mut record = Connection::open_in_memory().unwrap();
    migrations::migrate_to(&mut record, migrations::newest_version()).unwrap();
    record
}

/// Returns the rows of every table of the record after these entries arrived, without the numbers that rows get in the
/// order of their arrival.
fn tables_after(record: &Connection, arriving: &[&(Entry, Change)]) -> Vec<(&'static str, Vec<String>)> {
    record.execute_batch("SAVEPOINT empty").unwrap();
    for (entry, change) in arriving {
        apply::apply_change(record, entry, change).unwrap();
    }
    let tables = apply::TABLES.iter().map(|(table, _)| *table).filter(|table| !OWN_TO_A_HOME.contains(table));
    let rows = tables.map(|table| (table, rows_of(record, table))).collect();
    record.execute_batch("ROLLBACK TO empty; RELEASE empty").unwrap();
    rows
}

fn rows_of(record: &Connection, table: &str) -> Vec<String> {
    let mut statement = record.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let is_local = |name: &str| (table, name) == ("county_fact", "id");
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let columns: Vec<usize> = (0..names.len()).filter(|at| !is_local(&names[*at])).collect();
    let rows = statement.query_map([], |row| {
        let values = columns.iter().map(|at| row.get::<_, Value>(*at));
        Ok(format!("{:?}", values.collect::<rusqlite::Result<Vec<_>>>()?))
    });
    let mut rows: Vec<String> = rows.unwrap().collect::<rusqlite::Result<_>>().unwrap();
    rows.sort();
    rows
}

/// Returns every order in which the entries of two stations can arrive.
fn orders_of_two(first: usize, second: usize) -> Vec<Vec<usize>> {
    if first == 0 || second == 0 {
        return vec![vec![usize::from(first == 0); first + second]];
    }
    let with = |station: usize, rest: Vec<Vec<usize>>| rest.into_iter().map(move |rest| [vec![station], rest].concat());
    with(0, orders_of_two(first - 1, second)).chain(with(1, orders_of_two(first, second - 1))).collect()
}

/// Each doing twice at each of two stations, with an undoing after it, in every order.
#[test]
fn each_kind_of_entry_gives_the_same_tables_in_whatever_order_it_arrives_from_two_stations() {
    let record = empty_record();
    let mut different = Vec::new();
    for (before, doing) in [
        (Doing::Look, Doing::Look),
        (Doing::Enroll, Doing::Enroll),
        (Doing::Enroll, Doing::ChangeWorker),
        (Doing::Import, Doing::Import),
        (Doing::Import, Doing::TakeBack),
        (Doing::Reject, Doing::Mend),
        (Doing::Reject, Doing::TakeBack),
        (Doing::Miss, Doing::Miss),
        (Doing::Look, Doing::File),
        (Doing::File, Doing::Amend),
        (Doing::File, Doing::Post),
        (Doing::Amend, Doing::Post),
        (Doing::Dispose, Doing::Dispose),
        (Doing::Dispose, Doing::Undo),
        (Doing::Annotate, Doing::Undo),
        (Doing::Mark, Doing::Undo),
        (Doing::Act, Doing::Undo),
        (Doing::Open, Doing::Open),
        (Doing::Match, Doing::Match),
        (Doing::Draw, Doing::Draw),
        (Doing::Review, Doing::Review),
        (Doing::Confer, Doing::Confer),
        (Doing::Configure, Doing::Configure),
    ] {
        for ways in [[0, 1], [1, 3], [3, 0], [2, 1]] {
            let step = |station: usize, doing: Doing, later: u64| Step { station, later, doing, way: ways[station] };
            let steps = [step(0, before, 1), step(1, before, 1), step(0, doing, 2), step(1, doing, 1)];
            let script = Script::from_steps(&steps);
            let made = script.in_order();
            let is_different = |tables: &[(&str, Vec<String>)], of: &[usize]| {
                let mut rest = [script.entries[0].iter(), script.entries[1].iter()];
                let arriving: Vec<_> = of.iter().filter_map(|station| rest[*station].next()).collect();
                let outcome =
                    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| tables_after(&record, &arriving)));
                if outcome.is_err() {
                    record.execute_batch("ROLLBACK TO empty; RELEASE empty").unwrap();
                }
                outcome.map_or(true, |found| found != tables)
            };
            let wanted = tables_after(&record, &made);
            let orders = orders_of_two(script.entries[0].len(), script.entries[1].len());
            if orders.iter().any(|order| is_different(&wanted, order)) {
                different.push((before, doing, ways));
            }
        }
    }
    assert_eq!(different, []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn entries_of_several_stations_give_the_same_tables_in_whatever_order_they_arrive(
        steps in steps(),
        orders in prop::collection::vec(prop::collection::vec(0..STATIONS, 1..20), 3),
    ) {
        let record = empty_record();
        let script = Script::from_steps(&steps);
        let wanted = tables_after(&record, &script.in_order());
        for picks in &orders {
            let arriving = script.as_picked(picks);
            let found = tables_after(&record, &arriving);
            for (wanted, found) in wanted.iter().zip(&found) {
                prop_assert_eq!(wanted, found);
            }
        }
    }
}

/// Returns changes of every kind, in all their ways.
pub(super) fn changes_of_every_kind() -> Vec<Change> {
    let scripts = Doing::VARIANTS.iter().flat_map(|doing| (0..4).map(move |way| (*doing, way))).map(|(doing, way)| {
        let steps = [Doing::Import, Doing::File, Doing::Mark, doing];
        Script::from_steps(&steps.map(|doing| Step { station: 0, later: 1, doing, way }))
    });
    scripts.flat_map(|script| script.entries.into_iter().flatten().map(|(_, change)| change)).collect()
}

/// A kind of change that nobody added here would be in no order.
#[test]
fn a_script_has_every_kind_of_change() {
    let changes = changes_of_every_kind();
    let kinds: BTreeSet<&str> = changes.iter().map(Change::kind).collect();
    assert_eq!(kinds, Change::VARIANTS.iter().copied().collect());
}
