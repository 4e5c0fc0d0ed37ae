//! Whose case it is: the lists say it where several ECs have cases, and a case of another EC is asked about.

use std::fs;
use std::ops::ControlFlow;

use super::bench::{Bench, Folder};
use crate::domain::role::Role;
use crate::domain::{CaseNumber, Change, PersonNumber};
use crate::import::Layouts;
use crate::import::import_files::{ExtractFiles, ImportMode};
use crate::tui::command::KeyContext;
use crate::tui::side_effect::SideEffect;
use crate::tui::store_thread::Job;

const THEIRS: &str = "9900001";

/// A practice home with the cases of V1A3 and one of V1C3.
fn with_another_ec(role: Role) -> Folder {
    let folder = Folder::of(role, 6);
    let listing = tempfile::NamedTempFile::with_suffix(".csv").unwrap();
    let text = format!(
        "Run date: 11/19/2026,,,,,,,,,,\n\
         Case Number,Case Name,Last Name,First Name,Person Number,DOB,Reg Status,Status Dt,Aid Status,Aid Date,Worker\n\
         {THEIRS},\"Ruiz, Ana\",Ruiz,Ana,1,01/03/1985,Mandatory,01/05/2026,Active,01/05/2026,V1C3\n"
    );
    fs::write(listing.path(), text).unwrap();
    let files = ExtractFiles::open_all(
        &[listing.path().to_owned()],
        Layouts::for_extracts(),
        crate::import::ReadingChoice::default(),
    );
    let summary =
        files.import_all(&mut folder.store(), ImportMode::Keep, true, &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert!(folder.store().case_record(&THEIRS.parse().unwrap()).unwrap().is_some(), "{summary:?}");
    folder
}

fn annotate(text: &str) -> Vec<SideEffect> {
    let case: CaseNumber = THEIRS.parse().unwrap();
    let change = Change::CaseAnnotated { case: case.clone(), person: PersonNumber(1), text: text.to_owned() };
    vec![SideEffect::store(Job::Record { change: Box::new(change), case, message: "Noted.".to_owned() })]
}

fn annotation(bench: &Bench) -> Option<String> {
    let caseload = &bench.workspace().snapshot.caseload;
    caseload.case(&THEIRS.parse().unwrap())?.record.annotations.get(&PersonNumber(1)).cloned()
}

#[test]
fn the_case_of_another_ec_is_recorded_on_only_after_a_yes() {
    let folder = with_another_ec(Role::EC);
    let mut bench = Bench::open(&folder);
    bench.run(annotate("seen"));
    assert_eq!(bench.model.key_context(), KeyContext::Confirm);
    assert!(bench.screen(120, 30).contains("is listed under V1C3, not under you. Record this for V1C3?"));
    bench.keys("n");
    assert_eq!(annotation(&bench), None);
    bench.run(annotate("her husband hits her"));
    bench.keys("y");
    assert!(bench.screen(120, 30).contains("may describe domestic abuse"), "the text is asked about, too");
    bench.keys("y");
    assert_eq!(annotation(&bench).as_deref(), Some("her husband hits her"));
    drop(bench);
    let entries = folder.store().entries_after(crate::domain::Seq(0), 10_000).unwrap();
    let said: Vec<_> = entries
        .iter()
        .filter_map(|logged| match &logged.change {
            Change::Accessed { access, .. } => Some(access.message()),
            _ => None,
        })
        .collect();
    assert!(said.contains(&"Worked for V1C3, under whom the case is listed".to_owned()), "{said:?}");
    assert!(said.contains(&"Confirmed for the next entry: no domestic-abuse facts".to_owned()), "{said:?}");
}

#[test]
fn the_lists_say_whose_each_case_is_where_several_ecs_have_some() {
    let mut bench = Bench::open(&with_another_ec(Role::SUPERVISOR));
    bench.keys("2");
    let cases = bench.screen(120, 30);
    let row = cases.lines().find(|line| line.contains(THEIRS)).unwrap();
    assert!(row.contains("V1C3"), "{cases}");
    assert!(cases.lines().any(|line| line.contains("case ") && line.contains(" ec ")), "{cases}");
    let mut alone = Bench::open(&Folder::of(Role::SUPERVISOR, 6));
    alone.keys("2");
    assert!(!alone.screen(120, 30).contains(" ec "));
}
