//! `caseload act` and `caseload undo`: a case is worked by the same forms as on the screen.

use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::cli;
use super::context::CliContext;
use super::output::{self, TextTable, json_object};
use crate::desk::{ActPreview, Caseload};
use crate::domain::act::Act;
use crate::domain::worker::Role;
use crate::domain::{Change, PersonNumber, dates, sanitize};
use crate::policy::Policies;
use crate::policy::act_forms::{ActForm, ActForms};
use crate::rules::acts::CoworkerMessage;
use crate::store::Refusal;

pub(super) fn run(context: &CliContext, args: &cli::ActArgs) -> anyhow::Result<ExitCode> {
    let forms = ActForms::builtin()?;
    let Some((case, kind)) = args.case.as_ref().zip(args.kind.as_deref()) else { return list_acts(context, forms) };
    let form = forms.form_for_act(kind).with_context(|| format!("There is no act {kind:?}. See: caseload act"))?;
    let mut store = context.open_home()?;
    let today = context.today();
    let desk = Caseload::evaluate(&store, today)?;
    let named = if form.case_as_a_whole { PersonNumber::CASE } else { desk.resolve_participant(case, args.person) };
    let answers = merge_answers(form, desk.default_answers(case, form, named), &args.fields)?;
    let act = Act {
        person: named,
        on: dates::parse_typed_date(&args.on, today, false)?,
        kind: form.parse_act(&answers, today)?,
    };
    let preview =
        desk.preview_act(case, &act).map_err(|refused| crate::store::StoreError::from(Refusal::Forbidden(refused)))?;
    let entry = if args.preview {
        None
    } else {
        Some(store.record(Change::Acted { case: case.clone(), act: act.clone() })?.seq)
    };
    if context.wants_json() {
        return output::print_json(&json_object([
            ("case", case.to_string().into()),
            ("entry", serde_json::to_value(entry)?),
            ("act", serde_json::to_value(&act)?),
            ("does", serde_json::to_value(&preview)?),
        ]));
    }
    output::print_line(&sanitize::sanitize_line(&format!(
        "{} {}",
        if args.preview { "Would record:" } else { "Recorded:" },
        forms.act_line(&act)
    )))?;
    print_preview(&preview)
}

fn print_preview(preview: &ActPreview) -> anyhow::Result<ExitCode> {
    for line in preview.summary_lines() {
        output::print_line(&sanitize::sanitize_line(&format!("  {line}")))?;
    }
    if let Some(comment) = &preview.comment {
        output::print_line("")?;
        output::print_line(&sanitize::sanitize_line(&format!("To dictate: {comment}")))?;
    }
    preview.consequences.message.as_ref().map_or(Ok(ExitCode::SUCCESS), print_message)
}

fn print_message(message: &CoworkerMessage) -> anyhow::Result<ExitCode> {
    output::print_line("")?;
    output::print_line(&format!("{} for the {}:", message.form, message.to))?;
    for line in message.text_lines() {
        output::print_line(&sanitize::sanitize_line(&line))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The defaults, with what was answered in their place.
fn merge_answers(
    form: &ActForm,
    mut answers: Vec<(String, String)>,
    given: &[String],
) -> anyhow::Result<Vec<(String, String)>> {
    for one in given {
        let Some((name, answer)) = one.split_once('=') else { bail!("{one:?} is not FIELD=ANSWER.") };
        let name = name.trim().replace('-', "_");
        match answers.iter_mut().find(|(field, _)| *field == name) {
            Some((_, before)) => answer.clone_into(before),
            // The form itself says which fields there are.
            None => answers.push((name, answer.to_owned())),
        }
    }
    let known = answers.iter().find(|(name, _)| form.field(name).is_none());
    match known {
        Some((name, _)) => Err(form.unknown_field(name).into()),
        None => Ok(answers),
    }
}

fn list_acts(context: &CliContext, forms: &ActForms) -> anyhow::Result<ExitCode> {
    let policies = Policies::builtin()?;
    let tables = &policies.in_force_on(context.today()).tables;
    let whose = |form: &ActForm| tables.act_role(&form.act).map(|row| row.roles.clone()).unwrap_or_default();
    if context.wants_json() {
        let form = |form: &ActForm| {
            let fields: Vec<_> = form.fields.iter().map(|field| field.name.clone()).collect();
            anyhow::Ok(json_object([
                ("act", form.act.clone().into()),
                ("title", form.title.clone().into()),
                ("says", form.says.clone().into()),
                ("fields", fields.into()),
                ("roles", serde_json::to_value(whose(form))?),
                ("source", form.source.clone().into()),
            ]))
        };
        return output::print_json(&forms.iter().map(form).collect::<anyhow::Result<Vec<_>>>()?);
    }
    let mut table = TextTable::new(["act", "who", "fields", "what it records"]);
    for form in forms.iter() {
        let fields: Vec<_> = form.fields.iter().map(|field| field.name.as_str()).collect();
        let whose: Vec<_> = whose(form).into_iter().map(Role::title).collect();
        table.push([form.act.clone(), whose.join(", "), fields.join(" "), form.says.clone()]);
    }
    table.print("There are no acts.")
}

pub(super) fn undo_act(context: &CliContext, args: &cli::UndoArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let (undone, entry) = store.undo_newest_act(&args.case)?;
    if context.wants_json() {
        return output::print_json(&json_object([
            ("case", args.case.to_string().into()),
            ("undone", undone.entry.0.into()),
            ("entry", entry.seq.0.into()),
        ]));
    }
    let line = ActForms::builtin()?.act_line(&undone.act);
    output::print_line(&sanitize::sanitize_line(&format!("Taken back: {line}")))
}
