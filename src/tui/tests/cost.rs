//! Measures what a key and an answer cost on a large caseload. Run it by hand: `cargo test --lib cost -- --ignored
//! --nocapture`.

use std::time::{Duration, Instant};

use super::bench::{Bench, Folder};
use crate::tui::side_effect::SideEffect;
use crate::tui::store_thread::{Job, StoreRequest};
use crate::tui::update::Msg;

const CASES: usize = 2_000;
const TIMES: u32 = 10;

/// Returns the time on the store's side and on the screen's side until a job and all that it leads to is done.
fn job_cost(bench: &mut Bench, job: &Job) -> (Duration, Duration) {
    let (mut store, mut screen) = (Duration::ZERO, Duration::ZERO);
    let mut requests = vec![StoreRequest::from(job.clone())];
    while let Some(request) = requests.pop() {
        let started = Instant::now();
        let reply = bench.answer_request(request);
        store += started.elapsed();
        let started = Instant::now();
        let effects = bench.model.update(Msg::Reply(Box::new(reply)), bench.now);
        requests.extend(effects.into_iter().filter_map(|effect| match effect {
            SideEffect::Store(request) => Some(request),
            _ => None,
        }));
        screen += started.elapsed();
    }
    (store, screen)
}

#[test]
#[ignore = "a measurement, not a test"]
fn what_jobs_and_keys_cost_at_two_thousand_cases() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2");
    let row = bench.workspace().cases.list.get(CASES / 2).unwrap().clone();
    let draft = |text: &str, leaving| Job::SaveDraft {
        case: row.case.clone(),
        of: crate::store::DraftTarget::Comment,
        body: Some(format!("{{\"results\":\"{text}\"}}")),
        leaving,
    };
    let annotation =
        crate::domain::Change::CaseAnnotated { case: row.case.clone(), person: row.person, text: "called".into() };
    let jobs = [
        ("a draft is saved and left", draft("Came in", true)),
        (
            "an annotation is recorded",
            Job::Record { change: Box::new(annotation), case: row.case.clone(), message: String::new() },
        ),
        ("a phrase is used", Job::PhraseUsed("nothing".into())),
        ("a word is kept", Job::SaveOwnWord("Eastmont".into())),
    ];
    for (what, job) in jobs {
        let mut sums = (Duration::ZERO, Duration::ZERO);
        for _ in 0..TIMES {
            let (store, screen) = job_cost(&mut bench, &job);
            sums = (sums.0 + store, sums.1 + screen);
        }
        println!("{what}: store {:.2?}, screen {:.2?}", sums.0 / TIMES, sums.1 / TIMES);
    }
    let started = Instant::now();
    for _ in 0..TIMES * 10 {
        bench.keys("Down");
    }
    println!("Down in Cases: {:.2?}", started.elapsed() / (TIMES * 10));
}
