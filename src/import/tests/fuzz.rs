//! Feeds mangled input to every reader for a while: none panics, and none takes long. `CASELOAD_FUZZ_SECONDS` sets how
//! long (2 by default, 60 in CI), `CASELOAD_FUZZ_SEED` sets the mangling.

use std::time::{Duration, Instant};

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use strum::VariantArray as _;

use super::mangle::{mangle, mangle_inside};
use super::*;
use crate::domain::facts::CaseFacts;

/// The longest time that an input may take, on a machine that does other work too.
const LONGEST: Duration = Duration::from_mins(1);

const FILES: [&[u8]; 8] = [
    include_bytes!("../../../tests/fixtures/extracts/es108_V1A3_2026-11-19.xlsx"),
    include_bytes!("../../../tests/fixtures/extracts/noncompliance.csv"),
    include_bytes!("../../../tests/fixtures/extracts/alerts.txt"),
    include_bytes!("../../../tests/fixtures/extracts/attendance.csv"),
    include_bytes!("../../../tests/fixtures/extracts/activity_history.csv"),
    include_bytes!("../../../tests/fixtures/extracts/household.csv"),
    include_bytes!("../../../tests/fixtures/extracts/exemptions.csv"),
    include_bytes!("../../../tests/fixtures/second_county/padron.csv"),
];
const LAYOUTS: [&str; 3] = [
    include_str!("../../../assets/layouts/exemptions.toml"),
    include_str!("../../../tests/fixtures/second_county/layouts/padron.toml"),
    include_str!("../../../tests/fixtures/second_county/layouts/horas.toml"),
];
const FACTS: &str = r#"{"case":"1B1","people":[{"person":1,"name":"Vu, Mai","birth_date":"1990-01-05","registration":
    [{"status":"exempt","since":"2026-01-01","source":{"file":"a.csv","row":2}}]}],"exemptions":[{"person":1,
    "reason":"disability","from":"2026-01-01","until":"2026-06-30"}],"attendance":[{"person":1,"kind":"Job Club",
    "start":"2026-01-01","month":"2026-02","attended":12.5}]}"#;
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn read_file(bytes: &[u8], layouts: &Layouts) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    if let Ok(opened) = open_extract(file.path(), layouts, None) {
        for part in &opened.parts {
            let _ = part.collect_rows();
            let _ = part_check::check_part(part, 3);
        }
    }
    if let Ok(guess) = guess::guess_layout(file.path(), layouts, guess::GuessRequest::default()) {
        let _ = Layouts::default().with_layout("guess.toml", &guess.layout);
    }
}

fn read_texts(chance: &mut ChaCha8Rng) {
    let text = |bytes: &[u8], chance: &mut ChaCha8Rng| String::from_utf8_lossy(&mangle(bytes, chance)).into_owned();
    let layout = text(LAYOUTS[chance.random_range(0..LAYOUTS.len())].as_bytes(), chance);
    let _ = Layouts::default().with_layout("mangled.toml", &layout);
    let _ = serde_json::from_str::<CaseFacts>(&text(FACTS.as_bytes(), chance));
    let date = text(b"11/19/2026", chance);
    for form in date_form::CellDateForm::VARIANTS {
        let _ = form.parse_date(&date, chance.random_range(-9_999..9_999));
        let _ = form.parse_serial(chance.random_range(-1e9..1e9));
    }
    let _ = redact_ssn::clean_text(&date);
}

#[test]
fn no_reader_panics_or_hangs_on_mangled_input() {
    let end = Instant::now() + Duration::from_secs(setting("CASELOAD_FUZZ_SECONDS", 2));
    let seed = setting("CASELOAD_FUZZ_SEED", 1);
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let layouts = Layouts::for_extracts().with_own(&fixture("second_county/layouts")).unwrap();
    let mut inputs = 0_u64;
    while Instant::now() < end {
        let start = Instant::now();
        let bytes = match chance.random_range(0..=FILES.len()) {
            0 => mangle_inside(FILES[0], &mut chance),
            file => mangle(FILES[file - 1], &mut chance),
        };
        read_file(&bytes, &layouts);
        read_texts(&mut chance);
        inputs += 1;
        assert!(start.elapsed() < LONGEST, "input {inputs} of seed {seed} took {:?}", start.elapsed());
    }
    assert!(inputs > 0);
    println!("{inputs} inputs of seed {seed}");
}
