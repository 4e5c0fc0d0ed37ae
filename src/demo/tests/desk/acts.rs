//! After any sequence of acts: nothing that the rules forbid is in the record, an act that was undone leaves no trace
//! in the facts, and the two state machines have made no step that is not in their tables.

use chrono::Days;
use proptest::prelude::*;

use super::{CASES, day, practice_home};
use crate::desk::Caseload;
use crate::domain::act::Act;
use crate::domain::facts::{CaseFacts, Source};
use crate::domain::filing_answer::{Confirmations, FilingAnswer};
use crate::domain::role::Role;
use crate::domain::transitions::{StatusTitle, TransitionTable};
use crate::domain::{CaseNumber, Change, PersonNumber};
use crate::policy::act_forms::{ActFieldKind, ActForms};
use crate::rules::acts::defaults;
use crate::rules::view::View;
use crate::store::{Store, StoreError};

/// Something done to the case with that index in the list.
#[derive(Debug, Clone)]
enum Step {
    Act {
        case: usize,
        form: usize,
        person: u8,
        days_ago: u64,
        pick: usize,
        shift: i64,
    },
    Undo {
        case: usize,
    },
    /// Somebody with another role continues.
    Hand {
        role: usize,
    },
}

/// The roles to draw from: the EC comes most often.
const ROLES: [Role; 4] = [Role::EC, Role::EC, Role::SUPERVISOR, Role::CLERK];

fn step() -> impl Strategy<Value = Step> {
    let act = (0..CASES, 0_usize..200, 1_u8..3, 0_u64..40, 0_usize..8, -5_i64..15);
    prop_oneof![
        6 => act.prop_map(|(case, form, person, days_ago, pick, shift)| Step::Act { case, form, person, days_ago, pick, shift }),
        1 => (0..CASES).prop_map(|case| Step::Undo { case }),
        1 => (0..ROLES.len()).prop_map(|role| Step::Hand { role }),
    ]
}

/// Fills in the form of an act with its default answers, but shifts the days and picks among the choices.
fn act(caseload: &Caseload, case: &CaseNumber, step: &Step) -> Option<Act> {
    let Step::Act { form, person, days_ago, pick, shift, .. } = step else { return None };
    let forms: Vec<_> = ActForms::builtin().iter().collect();
    let form = forms[form % forms.len()];
    let person = if form.case_as_a_whole { PersonNumber::CASE } else { PersonNumber(*person) };
    let facts = &caseload.case(case).unwrap().record.facts;
    let view = View::new(facts, caseload.policies(), day());
    let answers = caseload.default_answers(case, form, person, caseload.as_of()).into_iter().map(|(name, filled)| {
        let field = form.field(&name).unwrap();
        let choices = defaults::answer_choices(field, &view, person);
        let answer = match field.kind {
            ActFieldKind::Date => {
                let from = filled.parse().unwrap_or_else(|_empty| day());
                (from + chrono::TimeDelta::days(*shift)).to_string()
            }
            ActFieldKind::Month => "2026-10".to_owned(),
            ActFieldKind::Text => "words".to_owned(),
            ActFieldKind::Worker => "V1A4".to_owned(),
            ActFieldKind::ActivityKind => "Job Club".to_owned(),
            ActFieldKind::ExemptionReason => "disability".to_owned(),
            ActFieldKind::Hours | ActFieldKind::Number => "12".to_owned(),
            _ => choices.get(pick % choices.len().max(1)).map_or(filled, defaults::AnswerChoice::answer),
        };
        (name, answer)
    });
    let kind = form.parse_act(&answers.collect::<Vec<_>>(), day()).ok()?;
    Some(Act { person, on: day() - Days::new(*days_ago), kind })
}

fn is_allowed<S: StatusTitle>(machine: &TransitionTable<S>, history: &[(S, &Source)]) -> bool {
    history.windows(2).all(|pair| {
        let recorded_here = matches!(pair[1].1, Source::Entry { .. });
        !recorded_here || machine.find_transition(pair[0].0, pair[1].0).is_ok()
    })
}

fn assert_possible(facts: &CaseFacts, store: &Store) {
    let tables = &store.policies().in_force_on(day()).tables;
    for person in &facts.people {
        let history: Vec<_> = person.registration.iter().map(|one| (one.status, &one.source)).collect();
        assert!(is_allowed(&tables.registration_steps, &history), "{history:?}");
    }
    for activity in &facts.activities {
        let history: Vec<_> = activity.statuses.iter().map(|one| (one.status, &one.source)).collect();
        assert!(is_allowed(&tables.activity_steps, &history), "{history:?}");
    }
}

fn may_record(store: &Store, act: &Act) -> bool {
    store.policies().in_force_on(day()).tables.may_record(store.worker().role, act.kind.id())
}

/// Records an act that the desk allows, and asserts that the store refuses an act that the desk refuses.
fn recorded(store: &mut Store, caseload: &Caseload, case: &CaseNumber, act: &Act) -> bool {
    let preview = caseload.preview_act(case, act);
    // Drawn answers are often unlikely, and meant.
    store.set_answers(Confirmations { for_ec: None, wording: vec![FilingAnswer::MeantSo] });
    let recorded = store.record(Change::Acted { case: case.clone(), act: act.clone() });
    assert!(recorded.is_err() || may_record(store, act), "{act:?} is another role's");
    match (preview, recorded) {
        (Ok(_), Ok(_)) => true,
        (Err(refused), Err(StoreError::Refused(refusal))) => {
            assert_eq!(refused.to_string(), refusal.to_string());
            false
        }
        (preview, recorded) => panic!("{act:?}: the desk says {preview:?}, the record {recorded:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn acts_never_reach_a_forbidden_state_and_undoing_leaves_the_facts_as_they_were(
        steps in prop::collection::vec(step(), 8..40)
    ) {
        let (_folder, mut store) = practice_home();
        let mut caseload = Caseload::evaluate(&store, day()).unwrap();
        let cases: Vec<_> = caseload.cases().map(|(case, _)| case.clone()).collect();
        for step in &steps {
            let case = match step {
                Step::Act { case, .. } | Step::Undo { case } => &cases[*case],
                Step::Hand { role } => {
                    store.hand_to(ROLES[*role]);
                    caseload = Caseload::evaluate(&store, day()).unwrap();
                    continue;
                }
            };
            let before = store.case_record(case).unwrap().unwrap();
            match act(&caseload, case, step) {
                Some(act) if recorded(&mut store, &caseload, case, &act) => {
                    let (undone, _) = store.undo_newest_act(case).unwrap();
                    prop_assert_eq!(&store.case_record(case).unwrap().unwrap(), &before, "{:?} was undone", act);
                    let next = store.undoable_act(case).unwrap().map(|act| act.entry);
                    prop_assert!(next < Some(undone.entry), "undone only once");
                    store.record(Change::Acted { case: case.clone(), act }).unwrap();
                }
                Some(_) => prop_assert_eq!(&store.case_record(case).unwrap().unwrap(), &before, "a refusal changes nothing"),
                None if matches!(step, Step::Undo { .. }) => {
                    if let Ok((undone, _)) = store.undo_newest_act(case) {
                        prop_assert!(may_record(&store, &undone.act), "{:?} is another's", undone.act);
                    } else {
                        prop_assert_eq!(&store.case_record(case).unwrap().unwrap(), &before);
                    }
                }
                None => {}
            }
            caseload.refresh_case(&store, case).unwrap();
            assert_possible(&caseload.case(case).unwrap().record.facts, &store);
        }
        let anew = Caseload::evaluate(&store, day()).unwrap();
        prop_assert_eq!(caseload.today_items(), anew.today_items());
        prop_assert_eq!(caseload.case_rows(), anew.case_rows());
        prop_assert!(store.verify_record().unwrap().is_ok());
    }
}
