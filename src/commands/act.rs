//! `caseload act` and `caseload undo`: acts on a case, by the same forms as on the screen.

use std::process::ExitCode;

use anyhow::{anyhow, bail};

use super::cli;
use super::comment::{PROTECTED_COMMENT, explain_refusal};
use super::context::CliContext;
use super::output::{self, json_object, print_data_line};
use super::participant::{RecordKind, choose_participant};
use super::whose_case::{settle_whose_case, take_act_answers};
use crate::desk::{ActPreview, Caseload};
use crate::domain::act::{Act, ActKind};
use crate::domain::role::Role;
use crate::domain::sanitize::quoted;
use crate::domain::{CaseNumber, Change, PersonNumber, dates};
use crate::paper::DocumentCell;
use crate::policy::Policies;
use crate::policy::act_forms::{ActField, ActFieldKind, ActForm, ActForms, AnswerError};
use crate::present::dates::compact_date;
use crate::rules::acts::CoworkerMessage;
use crate::rules::acts::defaults::AnswerChoice;
use crate::rules::message::DateStyle;
use crate::store::{Refusal, StoreError};

pub(super) fn run(context: &CliContext, args: &cli::ActArgs) -> anyhow::Result<ExitCode> {
    let forms = ActForms::builtin();
    let Some(case) = &args.case else { return list_acts(context, forms) };
    let Some(kind) = args.kind.as_deref() else {
        bail!(
            "Which act? Write it after the case: caseload act {case} ACT. To see the acts with their fields: caseload act"
        )
    };
    let form = forms.form_for_act(kind).ok_or_else(|| forms.unknown_act(kind))?;
    let mut store = context.open_home()?;
    let today = context.today();
    let caseload = Caseload::evaluate(&store, today)?;
    let person = if form.case_as_a_whole {
        PersonNumber::CASE
    } else {
        choose_participant(context, &store, case, args.person, RecordKind::Act)?
    };
    let on = dates::parse_typed_date(&args.on, today, dates::DateSide::Past)?;
    let answers = merge_answers(form, caseload.default_answers(case, form, person, on), &args.fields)?;
    let act = Act {
        person,
        on,
        kind: form
            .parse_act(&answers, today)
            .map_err(|error| with_own_activities(error, form, &caseload, &Subject { case, person }))?,
    };
    let preview = caseload.preview_act(case, &act).map_err(|refused| StoreError::from(Refusal::Forbidden(refused)))?;
    let entry = if args.preview {
        None
    } else {
        take_act_answers(&mut store, case, args)?;
        let recorded = store.record(Change::Acted { case: case.clone(), act: act.clone() });
        Some(recorded.map_err(|error| explain_refusal(error, PROTECTED_COMMENT))?.seq)
    };
    if context.wants_json() {
        return output::print_json(&json_object([
            ("case", case.to_string().into()),
            ("entry", serde_json::to_value(entry)?),
            ("act", serde_json::to_value(&act)?),
            ("does", serde_json::to_value(&preview)?),
        ]));
    }
    let label = if args.preview { "Would record:" } else { "Recorded:" };
    print_data_line(&format!("{label} {}", forms.act_line(&act)))?;
    let printed = print_preview(&preview)?;
    if let ActKind::AlertRaised(raised) = &act.kind
        && !caseload.knows_worker(&raised.to)
    {
        let (to, line) = (&raised.to, "works in this home or appears in a listing. Pass the text on yourself.");
        print_data_line(&format!("Nobody with the number {to} {line}"))?;
    }
    Ok(printed)
}

fn print_preview(preview: &ActPreview) -> anyhow::Result<ExitCode> {
    for line in preview.summary_lines() {
        print_data_line(&format!("  {line}"))?;
    }
    if let Some(comment) = &preview.comment {
        output::print_line("")?;
        print_data_line(&format!("To dictate: {}", comment.to_text(DateStyle::Long)))?;
    }
    preview.consequences.message.as_ref().map_or(Ok(ExitCode::SUCCESS), print_message)
}

fn print_message(message: &CoworkerMessage) -> anyhow::Result<ExitCode> {
    output::print_line("")?;
    output::print_line(&format!("{} for the {}:", message.form, message.to))?;
    for line in message.text_lines() {
        print_data_line(&line)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The case and the participant that an act is about.
struct Subject<'a> {
    case: &'a CaseNumber,
    person: PersonNumber,
}

/// Returns the error with what the answer that does not fit may name: the participant's own activities with their first days,
/// or the workers of the social-work unit with languages and load.
fn with_own_activities(
    error: AnswerError,
    form: &ActForm,
    caseload: &Caseload,
    subject: &Subject<'_>,
) -> anyhow::Error {
    let asked = match &error {
        AnswerError::Unfit { label, .. } | AnswerError::Unanswered { label, .. } => Some(label),
        _ => None,
    };
    let lists_own = |field: &&ActField| field.of_unit || field.kind == ActFieldKind::Activity;
    let field = form.fields.iter().find(|field| asked == Some(&field.label)).filter(lists_own);
    let choices = |field| caseload.answer_choices(subject.case, field, subject.person, caseload.as_of());
    let own = field.map(choices).unwrap_or_default();
    let with_first_day = |choice: &AnswerChoice| match choice {
        AnswerChoice::Activity(activity) => format!("{} @ {}", activity.kind, compact_date(activity.start)),
        AnswerChoice::Listed(choice) => choice.title.clone(),
        other => other.answer(),
    };
    let own: Vec<_> = own.iter().map(with_first_day).collect();
    match own.as_slice() {
        own if field.is_some_and(|field| field.of_unit) && !own.is_empty() => {
            anyhow!("{error} The unit has: {}.", own.join(" | "))
        }
        [] if field.is_some_and(|field| !field.of_unit) => anyhow!("{error} The case has no activity."),
        [] => error.into(),
        own => anyhow!("{error} The case has: {}.", own.join("; ")),
    }
}

/// Returns the form's default answers, replaced by those given as `FIELD=ANSWER`.
///
/// # Errors
/// Fails if an argument has no `=`, or if the form has no such field.
fn merge_answers(
    form: &ActForm,
    mut answers: Vec<(String, String)>,
    arguments: &[String],
) -> anyhow::Result<Vec<(String, String)>> {
    for argument in arguments {
        let Some((name, answer)) = argument.split_once('=') else {
            bail!("{} is no answer. Write each answer as FIELD=ANSWER, such as until=12/31.", quoted(argument))
        };
        let name = name.trim().replace('-', "_");
        match answers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, default)) => answer.clone_into(default),
            // An unknown field is refused below, where the form names its fields.
            None => answers.push((name, answer.to_owned())),
        }
    }
    match answers.iter().find(|(name, _)| form.field(name).is_none()) {
        Some((name, _)) => Err(form.unknown_field(name).into()),
        None => Ok(answers),
    }
}

fn list_acts(context: &CliContext, forms: &ActForms) -> anyhow::Result<ExitCode> {
    let policies = Policies::builtin();
    let tables = &policies.in_force_on(context.today()).tables;
    let roles = |form: &ActForm| tables.recording_roles(form.act.id()).map(|(roles, _)| roles).unwrap_or_default();
    if context.wants_json() {
        let form = |form: &ActForm| {
            let fields: Vec<_> = form.fields.iter().map(|field| field.name.clone()).collect();
            anyhow::Ok(json_object([
                ("act", form.act.id().into()),
                ("title", form.title.clone().into()),
                ("says", form.says.clone().into()),
                ("fields", fields.into()),
                ("roles", serde_json::to_value(roles(form))?),
                ("source", form.source.clone().into()),
            ]))
        };
        return output::print_json(&forms.iter().map(form).collect::<anyhow::Result<Vec<_>>>()?);
    }
    let row = |form: &ActForm| {
        let fields: Vec<_> = form.fields.iter().map(|field| field.name.as_str()).collect();
        let roles: Vec<_> = roles(form).into_iter().map(Role::title).collect();
        [form.act.id().to_owned(), roles.join(", "), fields.join(" "), form.says.clone()].map(DocumentCell::from_words)
    };
    output::print_table(["act", "who", "fields", "what it records"], forms.iter().map(row), "There are no acts.")
}

pub(super) fn undo_act(context: &CliContext, args: &cli::UndoArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    settle_whose_case(&mut store, &args.case, &args.whose)?;
    let (undone, entry) = store.undo_newest_act(&args.case)?;
    if context.wants_json() {
        return output::print_json(&json_object([
            ("case", args.case.to_string().into()),
            ("undone", undone.entry.0.into()),
            ("entry", entry.seq.0.into()),
        ]));
    }
    let line = ActForms::builtin().act_line(&undone.act);
    print_data_line(&format!("Undone: {line}"))
}
