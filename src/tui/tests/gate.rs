//! Tests that an incomplete form is never filed and a draft is never checked.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::bench::{Bench, Folder};
use crate::domain::comment::{CommentElement, ContactType};
use crate::store::{CommentFilter, DraftTarget};
use crate::tui::panes::dictate::SavedComment;
use crate::tui::side_effect::SideEffect;
use crate::tui::store_thread::Job;

const FORMS: u32 = 200;

fn one<'a>(chance: &mut ChaCha8Rng, of: &[&'a str]) -> &'a str {
    of[chance.random_range(0..of.len())]
}

/// Returns a form in which the elements `missing` have no answer and all others have one.
fn form(chance: &mut ChaCha8Rng, missing: &[CommentElement]) -> SavedComment {
    let is = |element| missing.contains(&element);
    let blank = |chance: &mut ChaCha8Rng| one(chance, &["", " ", "\n", "  \n\t "]).to_owned();
    SavedComment {
        date: if is(CommentElement::Date) {
            one(chance, &["", "x", "2026-02-30", "12/41", "2026-11-20", "+1"])
        } else {
            one(chance, &["2026-11-19", "y", "-3", "11/2"])
        }
        .to_owned(),
        contact_type: (!is(CommentElement::Type)).then(|| ContactType("telephone".into())),
        reached: Some(chance.random_bool(0.5)),
        purpose: if is(CommentElement::Purpose) {
            " ".repeat(chance.random_range(0..3))
        } else {
            "Monthly contact".into()
        },
        results: if is(CommentElement::Results) { blank(chance) } else { "Came in".into() },
        forms: if is(CommentElement::Forms) { Some(one(chance, &["", " ", ",", " , "]).into()) } else { None },
        documents: if is(CommentElement::Documents) {
            Some(one(chance, &["", ","]).into())
        } else {
            Some("pay stub".into())
        },
        protected: chance.random_bool(0.1),
        ..SavedComment::default()
    }
}

#[test]
fn of_two_hundred_forms_with_something_missing_none_is_filed() {
    let folder = Folder::with_cases(6);
    let before = folder.store().all_comments(CommentFilter::All).unwrap().len();
    let mut bench = Bench::open(&folder);
    let case = bench.keys("2").workspace().selected_row().unwrap().subject.case;
    let mut chance = ChaCha8Rng::seed_from_u64(200);
    for number in 0..FORMS {
        let all = [
            CommentElement::Date,
            CommentElement::Type,
            CommentElement::Purpose,
            CommentElement::Results,
            CommentElement::Forms,
            CommentElement::Documents,
        ];
        let sure = chance.random_range(0..all.len());
        let is_missing = |at: usize, chance: &mut ChaCha8Rng| at == sure || chance.random_bool(0.3);
        let missing: Vec<_> =
            all.into_iter().enumerate().filter(|(at, _)| is_missing(*at, &mut chance)).map(|(_, one)| one).collect();
        let body = form(&mut chance, &missing).to_body();
        bench.run(vec![SideEffect::store(Job::SaveDraft {
            case: case.clone(),
            of: DraftTarget::Comment,
            body: Some(body.clone()),
            leaving: true,
        })]);
        bench.keys("2 d").keys(one(&mut chance, &["Ctrl-S", "Ctrl-G"]));
        let said = bench.said().to_owned();
        let named = missing.iter().all(|element| said.contains(element.title()));
        assert!(named || said.contains("is in the future"), "form {number}: {missing:?} but {said:?} of {body}");
        assert!(bench.jobs().all(|job| !matches!(job, Job::FileComment { .. })), "form {number}");
        let open = bench.model.workspace_mut().unwrap();
        open.dictate = None;
        open.left_forms.clear();
        bench.keys("2");
    }
    drop(bench);
    assert_eq!(folder.store().all_comments(CommentFilter::All).unwrap().len(), before);
}
