//! Words of a county that no layout has: understood by their parts, counted for their column, or explained once.

use super::*;
use crate::import::county_words::CountyWords;
use crate::import::field::ExtractField;
use crate::import::guess::{GuessRequest, guess_layout};
use crate::import::word_tally::{ColumnWords, UnderstoodWord, UnknownWord};

const NOTICES: &str = "Case,Person,NA 840 Issued,Appointment,Cause Outcome,Outcome Date\n\
                       1B00001,1,10/06/2026,,No Good Cause - Compliance Plan,10/20/2026\n\
                       1B00001,1,09/01/2026,,Held over,09/20/2026\n\
                       1B00001,1,08/03/2026,,HELD OVER,08/20/2026\n\
                       1B00001,1,07/01/2026,,Pending (931-73-9690),07/20/2026\n\
                       1B00001,1,06/01/2026,,Lost,06/20/2026\n\
                       1B00001,1,05/01/2026,,Good Cause,05/20/2026\n";

#[test]
fn a_compound_is_read_and_unknown_words_are_counted_by_column() {
    let mut office = Office::with_case("1B00001");
    let read = office.read_text(NOTICES);
    assert_eq!((read.counts().new, read.counts().rejected), (2, 4), "{:?}", read.reasons());
    let [ColumnWords { field, header, understood, unknown, codes }] = read.outcome.words.as_slice() else {
        panic!("one column has unknown words: {:?}", read.outcome.words)
    };
    assert_eq!((*field, header.as_str()), (ExtractField::Outcome, "Cause Outcome"));
    let compound = "No Good Cause - Compliance Plan".to_owned();
    assert_eq!(*understood, [UnderstoodWord { word: compound, code: "compliance_plan".into(), rows: 1 }]);
    // A word with a Social Security number in it is not offered: it would be kept in a file.
    let unknown_words = [("Held over", 2), ("Lost", 1)].map(|(word, rows)| UnknownWord { word: word.into(), rows });
    assert_eq!(*unknown, unknown_words);
    assert_eq!(*codes, ["good_cause", "no_good_cause", "compliance_plan", "resolved"]);
    let lines = read.outcome.words[0].to_lines().join("\n");
    assert!(lines.contains("understood as compliance plan (1 row)"), "{lines}");
    assert!(lines.contains("not known: \"Held over\" (2 rows), \"Lost\" (1 row)"), "{lines}");
}

#[test]
fn an_explained_word_is_read_and_not_asked_about_again() {
    let mut office = Office::with_case("1B00001");
    let mut words = CountyWords::default();
    words.insert("outcome:Held over=no_good_cause".parse().unwrap());
    words.insert("outcome:lost=resolved".parse().unwrap());
    office.layouts.add_words(&words);
    let read = office.read_text(NOTICES);
    assert_eq!((read.counts().new, read.counts().rejected), (5, 1), "{:?}", read.reasons());
    assert!(read.outcome.words.iter().all(|column| column.unknown.is_empty()));
}

#[test]
fn an_explained_word_counts_in_compounds_too() {
    let mut office = Office::with_case("1B00001");
    let mut words = CountyWords::default();
    words.insert("outcome:Plan signed=compliance_plan".parse().unwrap());
    office.layouts.add_words(&words);
    let text = NOTICES.lines().next().unwrap().to_owned() + "\n1B00001,1,10/06/2026,,NGC / Plan signed,10/20/2026\n";
    assert_eq!(office.read_text(&text).counts().new, 1);
}

#[test]
fn a_guess_takes_a_sheet_by_name_and_says_which_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let tables = [
        ("Notes", [["Alpha", "Beta", "Gamma"], ["one", "two", "three"]]),
        ("Waivers", [["Case", "Waiver", "Effective"], ["1B00001", "Disability", "10/03/2026"]]),
    ];
    for (name, rows) in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    workbook.save(&path).unwrap();
    let layouts = Layouts::for_extracts();
    let guessed = |sheet| guess_layout(&path, layouts, GuessRequest { kind: None, sheet: Some(sheet) });
    let layout = guessed(" waivers").unwrap().layout;
    assert!(layout.contains("sheet = \"Waivers\"") && layout.contains("names = [\"Case\"]"), "{layout}");
    assert!(guessed("Notes").unwrap().layout.contains("sheet = \"Notes\""));
    let none = guessed("Hours").unwrap_err().to_string();
    assert!(none.contains("has no sheet \"Hours\": there are Notes, Waivers"), "{none}");

    let text = folder.path().join("list.csv");
    std::fs::write(&text, NOTICES).unwrap();
    let none = guess_layout(&text, layouts, GuessRequest { kind: None, sheet: Some("Hours") }).unwrap_err();
    assert!(none.to_string().contains("is a text file and has no sheets"), "{none}");
}

#[test]
fn a_guess_never_skips_a_row_with_a_case_number() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    // Two rows are thin: each has a case number and little else, one of them behind a name.
    let text = "Participant,Case No,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n\
                \"Doe, Ana\",1B00001,1,01/02/1990,Exempt,03/01/2026,Active,01/01/2025\n\
                \"Doe, Bo\",1B00002,1,01/02/1991,Exempt,03/01/2026,Active,01/01/2025\n\
                \"Pending, Cy\",1B-00003,,,,,,\n\
                Transferred,1B00004,,,,,,\n\
                Transferred cases,,,,,,,\n\
                Total participants: 4,,,,,,,\n";
    std::fs::write(&path, text).unwrap();
    let layout = guess_layout(&path, Layouts::for_extracts(), GuessRequest::default()).unwrap().layout;
    let skip = layout.lines().find(|line| line.starts_with("skip")).unwrap();
    assert!(skip.contains("[\"Total participants*\", \"Transferred cases*\"]"), "{skip}");
}

const ATTENDANCE: &str = "Case,Person,Activity,Start,Month,Hours attended,Source\n";

/// Reads a corrected row of attendance with this month; returns the reasons why it was refused.
fn correct_month(office: &mut Office, month: &str) -> Vec<String> {
    let header = ATTENDANCE.trim_end();
    let row = format!("1B00001,1,Job Club,2026-01-12,{month},12,call,0123456789ab-2");
    let read = office.read_text(&format!("Run date: 11/19/2026\n{header},Caseload row\n{row}\n"));
    read.rejected.into_iter().map(|row| row.reason).collect()
}

#[test]
fn a_corrected_month_lies_in_its_activity() {
    let mut office = Office::with_case("1B00001");
    let history = "Case,Person,Activity,Start,Status,Status Date\n\
                   1B00001,1,Job Club,2026-01-12,Scheduled,2026-01-12\n\
                   1B00001,1,Job Club,2026-01-12,Completed,2026-06-30\n";
    let read = office.read_text(history);
    assert_eq!(read.counts().new, 2, "{:?}", read.reasons());
    for (month, reason) in [
        ("02/28/1990", "month 02/28/1990 is a day and not a month: write the month as 2026-11"),
        ("1990-02", "is before the activity, which starts on"),
        ("2025-12", "is before the activity, which starts on"),
        ("2026-07", "is after the activity, which ended on"),
        ("2062-03", "is after the activity"),
    ] {
        let reasons = correct_month(&mut office, month);
        assert!(reasons.len() == 1 && reasons[0].contains(reason), "{month}: {reasons:?}");
    }
    assert_eq!(correct_month(&mut office, "2026-06"), Vec::<String>::new());
    // What the county itself writes is read as its layout says.
    let county = office.read_text(&format!("{ATTENDANCE}1B00001,1,Job Club,2026-01-12,05/31/2026,12,call\n"));
    assert_eq!(county.counts().new, 1, "{:?}", county.reasons());
}
