//! The gate: a form with something missing is never filed, and drafts are never checked.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::bench::{Bench, Folder};
use crate::domain::comment::{ContactType, Element};
use crate::store::DraftOf;
use crate::tui::jobs::Job;
use crate::tui::model::Effect;
use crate::tui::panes::dictate::SavedForm;

const FORMS: u32 = 200;

fn one<'a>(chance: &mut ChaCha8Rng, of: &[&'a str]) -> &'a str {
    of[chance.random_range(0..of.len())]
}

/// A form in which the elements `missing` have no answer and all others have one.
fn form(chance: &mut ChaCha8Rng, missing: &[Element]) -> SavedForm {
    let is = |element| missing.contains(&element);
    let blank = |chance: &mut ChaCha8Rng| one(chance, &["", " ", "\n", "  \n\t "]).to_owned();
    SavedForm {
        date: if is(Element::Date) {
            one(chance, &["", "x", "2026-02-30", "12/41", "2026-11-20", "+1"])
        } else {
            one(chance, &["2026-11-19", "y", "-3", "11/2"])
        }
        .to_owned(),
        contact_type: (!is(Element::Type)).then(|| ContactType("telephone".into())),
        reached: chance.random_bool(0.5),
        purpose: if is(Element::Purpose) { " ".repeat(chance.random_range(0..3)) } else { "Monthly contact".into() },
        results: if is(Element::Results) { blank(chance) } else { "Came in".into() },
        forms: if is(Element::Forms) { Some(one(chance, &["", " ", ",", " , "]).into()) } else { None },
        documents: if is(Element::Documents) { Some(one(chance, &["", ","]).into()) } else { Some("pay stub".into()) },
        protected: chance.random_bool(0.1),
        ..SavedForm::default()
    }
}

#[test]
fn of_two_hundred_forms_with_something_missing_none_is_filed() {
    let folder = Folder::with_cases(6);
    let before = folder.store().all_comments(false).unwrap().len();
    let mut bench = Bench::open(&folder);
    let case = bench.keys("2").desk().selected().unwrap().subject.case;
    let mut chance = ChaCha8Rng::seed_from_u64(200);
    for number in 0..FORMS {
        let all =
            [Element::Date, Element::Type, Element::Purpose, Element::Results, Element::Forms, Element::Documents];
        let sure = chance.random_range(0..all.len());
        let is_missing = |at: usize, chance: &mut ChaCha8Rng| at == sure || chance.random_bool(0.3);
        let missing: Vec<_> =
            all.into_iter().enumerate().filter(|(at, _)| is_missing(*at, &mut chance)).map(|(_, one)| one).collect();
        let body = form(&mut chance, &missing).body();
        bench.run(vec![Effect::Store(Job::SaveDraft {
            case: case.clone(),
            of: DraftOf::Comment,
            body: Some(body.clone()),
            leaving: true,
        })]);
        bench.keys("2 d Enter").keys(one(&mut chance, &["Ctrl-S", "Ctrl-G"]));
        let said = bench.said().to_owned();
        let named = missing.iter().all(|element| said.contains(element.title()));
        assert!(named || said.contains("lies in the future"), "form {number}: {missing:?} but {said:?} of {body}");
        assert!(bench.effects.iter().all(|effect| !matches!(effect, Effect::Store(Job::File { .. }))), "form {number}");
        bench.model.open_mut().unwrap().dictate = None;
        bench.model.left.clear();
        bench.keys("2");
    }
    drop(bench);
    assert_eq!(folder.store().all_comments(false).unwrap().len(), before);
}
