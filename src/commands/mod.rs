//! The command line: every job as a command that answers in text or JSON, for screen readers, scripts and audits.

mod access;
mod act;
mod alert;
mod annotate;
mod audit;
mod backup;
mod case;
mod checklist;
mod cli;
mod comment;
mod completeness;
mod config;
mod configuration;
mod context;
mod county;
mod demo;
mod desk;
mod doctor;
mod error_sentence;
mod evaluate;
mod exit_code;
mod export;
mod facts;
mod filtered;
mod first_start;
mod goals;
mod import;
mod key;
mod layout;
mod list;
mod match_deciding;
mod matching;
mod new;
mod office_file_check;
mod open_home;
mod output;
mod participant;
mod passphrase;
mod phrase;
mod policy_flaws;
mod policy_show;
mod print;
mod prompt;
mod reminder;
mod restore;
mod salvage;
mod screen;
mod search;
mod settings_check;
mod sheets;
mod stats;
mod verify;
mod whose_case;
mod why;
mod withheld;
mod word;
mod worker;

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;

use cli::{Cli, CliCommand};
use context::CliContext;

use crate::platform;
use crate::store::StoreError;

/// Runs the process: reads the arguments, runs the command, and prints one line on standard error if it fails.
pub fn run() -> ExitCode {
    platform::protect_process_memory();
    platform::outlive_size_limit();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(refused) => return report_usage(&refused),
    };
    let context = CliContext::new(cli.global);
    match dispatch(cli.command, &context) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // If standard error is closed, the message cannot be shown to anybody.
            let error = name_what_lacks(error, &context);
            let _ = filtered::warn(&error_sentence::error_sentence(&error));
            ExitCode::from(exit_code::exit_code(&error))
        }
    }
}

/// Returns the error with what it is that the disk of the home lacks, where it is full.
fn name_what_lacks(error: anyhow::Error, context: &CliContext) -> anyhow::Error {
    match (error.downcast_ref::<StoreError>(), context.home()) {
        (Some(StoreError::DiskFull), Ok(home)) => StoreError::DiskFull.naming_what_lacks(home.folder()).into(),
        _ => error,
    }
}

/// Prints the help that was asked for, or what is wrong with the arguments, which may hold anything.
fn report_usage(refused: &clap::Error) -> ExitCode {
    // If the output is closed, nobody is left to tell.
    let _ =
        if refused.use_stderr() { write!(filtered::text_errors(), "{}", refused.render()) } else { refused.print() };
    u8::try_from(refused.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

fn dispatch(command: Option<CliCommand>, context: &CliContext) -> anyhow::Result<ExitCode> {
    match command {
        None => first_start::run(context),
        Some(CliCommand::New(args)) => new::run(context, args),
        Some(CliCommand::Import(args)) => import::run(context, &args),
        Some(CliCommand::Layout(args)) => layout::run(context, &args),
        Some(CliCommand::List(args)) => list::run(context, &args),
        Some(CliCommand::Match(args)) => matching::run(context, &args),
        Some(CliCommand::Print(args)) => print::run(context, &args),
        Some(CliCommand::Comment(args)) => comment::run(context, args),
        Some(CliCommand::Phrase(args)) => phrase::run(context, args),
        Some(CliCommand::Word(args)) => word::run(context, args),
        Some(CliCommand::Stats) => stats::run(context),
        Some(CliCommand::Search(args)) => search::run(context, &args),
        Some(CliCommand::Checklist(args)) => checklist::run(context, &args),
        Some(CliCommand::Act(args)) => act::run(context, &args),
        Some(CliCommand::Undo(args)) => act::undo_act(context, &args),
        Some(CliCommand::Desk(args)) => desk::run(context, args),
        Some(CliCommand::Alert(args)) => alert::run(context, args),
        Some(CliCommand::Annotate(args)) => annotate::run(context, args),
        Some(CliCommand::Reminder(args)) => reminder::run(context, args),
        Some(CliCommand::Case(args)) => case::run(context, args),
        Some(CliCommand::Goals(args)) => goals::run(context, &args),
        Some(CliCommand::County(args)) => county::run(context, args),
        Some(CliCommand::Facts(args)) => facts::run(context, &args),
        Some(CliCommand::Why(args)) => why::run(context, &args),
        Some(CliCommand::Evaluate(args)) => run_evaluate(context, &args),
        Some(CliCommand::Policy(args)) => run_policy(context, &args),
        Some(CliCommand::Config { command }) => config::run(context, &command),
        Some(CliCommand::Key { command }) => key::run(context, command),
        Some(CliCommand::Worker { command }) => worker::run(context, command),
        Some(CliCommand::Backup { list }) => backup::run(context, list),
        Some(CliCommand::Restore(args)) => restore::run(context, args),
        Some(CliCommand::Doctor { salvage: true, .. }) => salvage::run(context),
        Some(CliCommand::Doctor { rebuild, .. }) => doctor::run(context, rebuild),
        Some(CliCommand::Audit(args)) => audit::run(context, &args),
        Some(CliCommand::Verify) => verify::run(context),
        Some(CliCommand::Demo(args)) => demo::run(context, &args),
    }
}

fn run_evaluate(context: &CliContext, args: &cli::EvaluateArgs) -> anyhow::Result<ExitCode> {
    let as_of = context.typed_day_or_today(args.as_of.as_deref())?;
    let county = args.county.as_deref();
    let office = args.policy.as_deref();
    let request = evaluate::EvaluateRequest { facts: &args.facts, as_of, county, office, json: context.wants_json() };
    if context.wants_json() {
        evaluate::run(&request, &mut BufWriter::new(filtered::json_out()))?;
    } else {
        evaluate::run(&request, &mut filtered::text_out())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn run_policy(context: &CliContext, args: &cli::PolicyArgs) -> anyhow::Result<ExitCode> {
    let cli::PolicyCommand::Show { on, county, policy, ids } = &args.command;
    let on = context.typed_day_or_today(on.as_deref())?;
    // Without an option it is the policy that judges the home.
    let policies = match (county.as_deref(), policy.as_deref()) {
        (None, None) => configuration::policies_for_home(&context.home()?)?,
        (county, office) => Arc::new(context::load_policies(county, office)?),
    };
    let request = policy_show::PolicyRequest { on, policies: &policies, ids: *ids, json: context.wants_json() };
    if context.wants_json() {
        policy_show::run(&request, &mut BufWriter::new(filtered::json_out()))?;
    } else {
        policy_show::run(&request, &mut filtered::text_out())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns whether the command failed only because the reader of its output closed the pipe.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind_of = |cause: &(dyn std::error::Error + 'static)| {
        let plain = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        // Writers of JSON and CSV put the error of the pipe inside their own and do not name it as the cause.
        let of_json = || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        let of_csv = || match cause.downcast_ref::<csv::Error>().map(csv::Error::kind) {
            Some(csv::ErrorKind::Io(inner)) => Some(inner.kind()),
            _ => None,
        };
        plain.or_else(of_json).or_else(of_csv)
    };
    error.chain().any(|cause| kind_of(cause) == Some(io::ErrorKind::BrokenPipe))
}
