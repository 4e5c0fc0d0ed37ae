//! Tests with another county's files, of a shape that the program has never seen: in Spanish, days first, other columns
//! in another order, several kinds in one workbook. Layouts that were written from `docs/layouts.md` alone read them,
//! and `guess` proposes a layout for one of them.

use std::fs;

use super::*;
use crate::domain::extract::{CountyFact, ExtractKind};

fn padron() -> PathBuf {
    fixture("second_county/padron.csv")
}

fn office() -> Office {
    let mut office = Office::new();
    office.layouts = office.layouts.with_own(&fixture("second_county/layouts")).unwrap();
    office
}

/// Returns a workbook with two sheets of monthly hours, one of waivers with days counted from 1904, and one of notes.
fn workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let hours = ["Mes", "Asistidas", "Expediente", "Mbr", "Actividad", "Inicio"];
    for (name, month, attended) in [("Horas oct", "oct-26", 80.0), ("Horas nov", "nov-26", 42.5)] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, "Condado de Ribera").unwrap();
        sheet.write_row(2, 0, hours).unwrap();
        sheet.write_string(3, 0, month).unwrap();
        sheet.write_number(3, 1, attended).unwrap();
        sheet.write_number(3, 2, 52445).unwrap();
        sheet.write_row(3, 3, ["1", "Inglés", "05-oct-26"]).unwrap();
    }
    let sheet = workbook.add_worksheet().set_name("Exenciones").unwrap();
    sheet.write_row(0, 0, ["Motivo", "Expediente", "Mbr", "Desde"]).unwrap();
    sheet.write_row(1, 0, ["Incapacidad", "1B2277", "1"]).unwrap();
    sheet.write_number(1, 3, 44_883).unwrap();
    workbook.add_worksheet().set_name("Notas").unwrap().write_string(0, 0, "Llamar a la oficina").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn the_listing_is_read_by_a_layout_written_from_the_description() {
    let mut office = office();
    let imported = office.read(&padron()).unwrap().remove(0);
    assert_eq!(imported.counts(), RowCounts { read: 6, new: 4, rejected: 2, ..RowCounts::default() });
    assert_eq!(imported.outcome.extract.run, "2026-11-18".parse().ok());
    let reasons: Vec<_> = imported.reasons();
    assert_eq!(reasons[0], (11, "DOB 31/02/1985 is not a date (dd/mm/yyyy)"));
    assert_eq!(reasons[1], (12, "status Rgistrada obligatoria is not known"));
    assert!(imported.rejected[1].suggestion.contains("registered mandatory"), "{:?}", imported.rejected[1]);
    assert!(imported.rejected.iter().all(|row| row.cells[4].is_empty()), "the column is never looked at");
    let first = imported.changes.iter().find(|change| change.row == 6).unwrap();
    let CountyFact::Listed(listed) = &first.now else { panic!("a participant") };
    assert_eq!((listed.case.as_str(), listed.birth_date.to_string().as_str()), ("0052445", "1990-03-14"));
}

#[test]
fn every_sheet_of_the_workbook_is_read_as_what_it_is() {
    let mut office = office();
    office.read(&padron()).unwrap();
    let path = office.file(&workbook());
    assert_eq!(open_extract(&path, &office.layouts, None).unwrap().skipped_sheets, ["Notas"]);
    let imported = office.read(&path).unwrap();
    let counts: Vec<_> =
        imported.iter().map(|one| (one.outcome.extract.sheet.as_deref().unwrap(), one.counts().new)).collect();
    assert_eq!(counts, [("Horas oct", 1), ("Horas nov", 1), ("Exenciones", 1)]);
    let record = office.store.case_record(&"1B2277".parse().unwrap()).unwrap().unwrap();
    assert_eq!(record.facts.exemptions[0].from.to_string(), "2026-11-19");
}

#[test]
fn a_guess_finds_the_columns_and_explains_the_dates() {
    let office = Office::new();
    let guess = guess::guess_layout(&padron(), &office.layouts, guess::GuessRequest::default()).unwrap();
    assert_eq!((guess.kind, guess.missing.as_slice()), (ExtractKind::Listing, [].as_slice()), "{}", guess.layout);
    for line in [
        "dates = [\"dd/mm/yyyy\"]",
        "skip = [\"Total de participantes*\"]",
        "run_date = [\"fecha de corte\"]",
        "names = [\"Expediente\"]",
        "names = [\"Fecha nac.\"]",
        "# \"Exenta\" = \"\" # which of Caseload's words is it?",
        "# Columns that are not read: \"Nº Seguro Social\"",
    ] {
        assert!(guess.layout.contains(line), "{line}\n{}", guess.layout);
    }
    // Whoever knows the county's words gives them their meaning. Nothing else is left to do.
    let words = [
        ("Registrada obligatoria", "registered_mandatory"),
        ("Exenta", "exempt"),
        ("Sanción", "sanction"),
        ("Suspendida", "discontinued"),
    ];
    let meant = words.iter().fold(guess.layout, |layout, (word, ours)| {
        layout.replace(&format!("# \"{word}\" = \"\""), &format!("\"{word}\" = \"{ours}\""))
    });
    let alone = Layouts::default().with_layout("proposal.toml", &meant).unwrap();
    let rows = open_extract(&padron(), &alone, None).unwrap().parts[0].collect_rows().unwrap();
    let usable: Vec<u32> = rows.iter().filter(|row| row.outcome.is_ok()).map(|row| row.row).collect();
    assert_eq!((rows.len(), usable), (6, vec![6, 7, 8, 10]), "{meant}");
}

#[test]
fn dates_that_could_be_both_are_decided_by_the_other_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    let text = "Case;Person;Reason;From;Until\n1B1;1;Disability;03/04/2026;25/12/2026\n1B2;1;Disability;05/06/2026;31/01/2027\n";
    fs::write(&path, text).unwrap();
    let layouts = Layouts::for_extracts();
    let layout = guess::guess_layout(&path, layouts, guess::GuessRequest::default()).unwrap().layout;
    let from = layout.split("[columns.from]").nth(1).unwrap();
    assert!(from.contains("dates = [\"dd/mm/yyyy\"]") && from.contains("decided by the other columns"), "{layout}");

    fs::write(&path, text.replace("25/12", "02/12").replace("31/01", "01/01")).unwrap();
    let layout = guess::guess_layout(&path, layouts, guess::GuessRequest::default()).unwrap().layout;
    assert!(layout.contains("every value reads as mm/dd/yyyy and as dd/mm/yyyy: check"), "{layout}");
}

#[test]
fn every_bundled_fixture_is_guessed_as_what_it_is() {
    let layouts = Layouts::for_extracts();
    for (file, kind) in [
        ("es108_V1A3_2026-11-19.xlsx", ExtractKind::Listing),
        ("household.csv", ExtractKind::Household),
        ("activity_history.csv", ExtractKind::ActivityHistory),
        ("attendance.csv", ExtractKind::Attendance),
        ("noncompliance.csv", ExtractKind::Noncompliance),
        ("exemptions.csv", ExtractKind::Exemptions),
        ("alerts.txt", ExtractKind::Alerts),
    ] {
        let path = fixture("extracts").join(file);
        let guess = guess::guess_layout(&path, layouts, guess::GuessRequest::default()).unwrap();
        assert_eq!((guess.kind, guess.missing.as_slice()), (kind, [].as_slice()), "{file}\n{}", guess.layout);
        let alone = Layouts::default().with_layout("proposal.toml", &guess.layout).unwrap();
        let (guessed, bundled) =
            (open_extract(&path, &alone, None).unwrap(), open_extract(&path, layouts, None).unwrap());
        let usable = |file: &CountyFile<'_>| {
            file.parts[0].collect_rows().unwrap().iter().filter(|row| row.outcome.is_ok()).count()
        };
        assert_eq!(usable(&guessed), usable(&bundled), "{file}\n{}", guess.layout);
    }
}

#[test]
fn a_check_reports_how_a_file_reads() {
    let office = office();
    let file = open_extract(&padron(), &office.layouts, None).unwrap();
    let checked = part_check::check_part(&file.parts[0], 2).unwrap();
    assert_eq!((checked.header_row, checked.rows, checked.first.len()), (5, (6, 4), 2));
    assert_eq!(checked.unread, ["Nº Seguro Social"]);
    assert!(checked.dates.iter().all(|(_, forms)| *forms == ["dd/mm/yyyy"]));
    assert_eq!(checked.reasons.len(), 2);
    assert!(checked.sample_name.unwrap().contains("Peña"));
}
