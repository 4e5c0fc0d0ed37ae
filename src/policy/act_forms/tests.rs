use std::collections::BTreeSet;

use super::*;
use crate::policy::catalog::Catalog;

#[test]
fn every_act_has_one_form_and_every_form_an_act() {
    let forms: Vec<_> = ActForms::builtin().iter().map(|form| form.act.id()).collect();
    let acts: BTreeSet<_> = ActKind::ids().iter().copied().collect();
    assert_eq!(forms.iter().copied().collect::<BTreeSet<_>>(), acts);
    assert_eq!(forms.len(), acts.len(), "one form each");
}

#[test]
fn a_form_names_purposes_and_forms_of_the_catalog() {
    let catalog = Catalog::builtin();
    for form in ActForms::builtin().iter() {
        assert!(catalog.purposes.iter().any(|purpose| purpose.id == form.purpose), "{}", form.act.id());
        assert!(
            form.forms.iter().all(|number| catalog.form_by_number(number).is_some()),
            "{}: {:?}",
            form.act.id(),
            form.forms
        );
        assert!(!form.source.is_empty(), "{}", form.act.id());
    }
}

#[test]
fn every_field_of_every_form_is_a_field_of_its_act() {
    let day: NaiveDate = "2026-11-19".parse().unwrap();
    for form in ActForms::builtin().iter() {
        let answer = |field: &ActField| match field.kind {
            ActFieldKind::Date | ActFieldKind::Notice => "2026-11-19".to_owned(),
            ActFieldKind::Month => "2026-11".to_owned(),
            ActFieldKind::Choice => field.choices[0].value.clone(),
            ActFieldKind::Text
            | ActFieldKind::ActivityKind
            | ActFieldKind::ExemptionReason
            | ActFieldKind::Office
            | ActFieldKind::Bank => "words".to_owned(),
            ActFieldKind::Worker => "V1A4".to_owned(),
            ActFieldKind::Activity => "Job Club @ 2026-11-02".to_owned(),
            ActFieldKind::Member => "Vu, Mai @ 1990-01-05".to_owned(),
            ActFieldKind::Hours | ActFieldKind::Number | ActFieldKind::Goal | ActFieldKind::Step => "12".to_owned(),
            ActFieldKind::LifeArea => "work".to_owned(),
            ActFieldKind::LifeAreas => "work, housing".to_owned(),
            ActFieldKind::Levels => "work=3".to_owned(),
            ActFieldKind::Answers => "q1=3".to_owned(),
            ActFieldKind::Moment => "appraisal".to_owned(),
            ActFieldKind::YesNo => "yes".to_owned(),
            ActFieldKind::Choices => field.choices.iter().map(ActFieldChoice::word).collect::<Vec<_>>().join(", "),
            ActFieldKind::Time => "2:30 pm".to_owned(),
        };
        let answers: Vec<_> = form.fields.iter().map(|field| (field.name.clone(), answer(field))).collect();
        let kind = form.parse_act(&answers, day).unwrap_or_else(|error| panic!("{}: {error}", form.act.id()));
        let shown = form.fields.iter().filter(|field| !field.protected).count();
        assert_eq!(form.describe_fields(&kind).len(), shown, "{}: {kind:?}", form.act.id());
        for field in form.fields.iter().filter(|field| field.kind == ActFieldKind::Choice) {
            for choice in &field.choices {
                let others = answers.iter().filter(|(name, _)| *name != field.name).cloned();
                let with: Vec<_> = others.chain([(field.name.clone(), choice.value.clone())]).collect();
                assert!(form.parse_act(&with, day).is_ok(), "{}: {}", form.act.id(), choice.value);
            }
        }
    }
}

#[test]
fn a_day_of_last_week_is_not_taken_for_one_of_next_year() {
    let today: NaiveDate = "2026-12-22".parse().unwrap();
    let form = ActForms::builtin().form_for_act("sanction_imposed").unwrap();
    let day = |answer| form.field("from").unwrap().parse_day(answer, today).unwrap().to_string();
    assert_eq!((day("12/18"), day("1/4"), day("fri")), ("2026-12-18".into(), "2027-01-04".into(), "2026-12-25".into()));
    let failed = ActForms::builtin().form_for_act("noncompliance_started").unwrap().field("failed_on").unwrap();
    assert_eq!(failed.parse_day("fri", today).unwrap().to_string(), "2026-12-18", "a failure has been");
}

#[test]
fn missing_and_unfit_answers_are_named() {
    let day: NaiveDate = "2026-11-19".parse().unwrap();
    let forms = ActForms::builtin();
    let form = forms.form_for_act("rescheduled").unwrap();
    let answers = |to: &str| vec![("notice".to_owned(), "2026-11-02".to_owned()), ("to".to_owned(), to.to_owned())];
    let unanswered = form.parse_act(&answers(""), day).unwrap_err().to_string();
    assert!(unanswered.starts_with("\"Moved to\" needs an answer (to=…): a date ("), "{unanswered}");
    let posted = forms.form_for_act("attendance").unwrap().field("attended").unwrap();
    for hours in ["nan", "inf", "-1", "-0.5", "many", "0.001", "7.125"] {
        let unfit = posted.parse_answer(hours, day).unwrap_err().to_string();
        assert!(unfit.contains("is not a number of hours, none below zero"), "{unfit}");
    }
    assert!(form.parse_act(&answers("soon"), day).unwrap_err().to_string().contains("is not a date"));
    let unknown = form.parse_act(&[("color".to_owned(), "green".to_owned())], day).unwrap_err().to_string();
    assert!(unknown.contains("color") && unknown.contains("to, notice"), "{unknown}");
}

#[test]
fn a_field_without_its_answer_is_named_with_what_it_takes() {
    for (form, field) in ActForms::builtin().iter().flat_map(|form| form.fields.iter().map(move |field| (form, field)))
    {
        let said = field.missing_answer().to_string();
        let begins = format!("{:?} needs an answer ({}=…): ", field.label, field.name);
        assert!(said.starts_with(&begins) && said.ends_with('.'), "{}: {said}", form.act.id());
        for choice in &field.choices {
            assert!(said.contains(choice.word()), "{}: {said}", form.act.id());
        }
    }
    let determined = ActForms::builtin().form_for_act("cause_determined").unwrap();
    let today = "2026-11-19".parse().unwrap();
    assert_eq!(
        determined.parse_act(&[], today).unwrap_err().to_string(),
        "\"Found\" needs an answer (outcome=…): good_cause, no_good_cause or resolved."
    );
}
