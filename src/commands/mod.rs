//! Every job as a command, with plain or JSON output: for screen readers, scripts and audit.

mod access;
mod act;
mod alert;
mod annotate;
mod audit;
mod backup;
mod checklist;
mod cli;
mod cli_case;
mod cli_checklist;
mod cli_desk;
mod cli_print;
mod comment;
mod completeness;
mod context;
mod demo;
mod desk;
mod doctor;
mod evaluate;
mod export;
mod facts;
mod hardening;
mod import;
mod key;
mod layout;
mod list;
mod matching;
mod new;
mod open_home;
mod output;
mod passphrase;
mod phrase;
mod policy_show;
mod print;
mod restore;
mod salvage;
mod screen;
mod search;
mod stats;
mod verify;
mod why;
mod word;
mod worker;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use crate::store::StoreError;
use cli::{Cli, Command};
use context::Context;

/// The process as a whole: reads the arguments, runs the command, and says in one line what went wrong, if anything.
pub fn run() -> ExitCode {
    hardening::close_memory();
    let cli = Cli::parse();
    let context = Context::new(cli.global);
    match dispatch(cli.command, &context) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error may be gone; there is nobody left to tell then.
            let _unheard = writeln!(io::stderr(), "caseload: {error:#}");
            ExitCode::from(exit_code(&error))
        }
    }
}

fn dispatch(command: Option<Command>, context: &Context) -> anyhow::Result<ExitCode> {
    match command {
        None => screen::run(context),
        Some(Command::New(args)) => new::run(context, args),
        Some(Command::Import(args)) => import::run(context, &args),
        Some(Command::Layout(args)) => layout::run(context, &args),
        Some(Command::List(args)) => list::run(context, &args),
        Some(Command::Match(args)) => matching::run(context, &args),
        Some(Command::Print(args)) => print::run(context, &args),
        Some(Command::Comment(args)) => comment::run(context, args),
        Some(Command::Phrase(args)) => phrase::run(context, args),
        Some(Command::Word(args)) => word::run(context, args),
        Some(Command::Stats) => stats::run(context),
        Some(Command::Search(args)) => search::run(context, &args),
        Some(Command::Checklist(args)) => checklist::run(context, &args),
        Some(Command::Act(args)) => act::run(context, &args),
        Some(Command::Undo(args)) => act::undo(context, &args),
        Some(Command::Desk(args)) => desk::run(context, args),
        Some(Command::Alert(args)) => alert::run(context, args),
        Some(Command::Annotate(args)) => annotate::run(context, args),
        Some(Command::Facts(args)) => facts::run(context, &args),
        Some(Command::Why(args)) => why::run(context, &args),
        Some(Command::Evaluate(args)) => evaluated(context, &args),
        Some(Command::Policy(args)) => policy(context, &args),
        Some(Command::Key { what }) => key::run(context, what),
        Some(Command::Worker { what }) => worker::run(context, what),
        Some(Command::Backup { list }) => backup::run(context, list),
        Some(Command::Restore(args)) => restore::run(context, args),
        Some(Command::Doctor { salvage: true, .. }) => salvage::run(context),
        Some(Command::Doctor { rebuild, .. }) => doctor::run(context, rebuild),
        Some(Command::Audit(args)) => audit::run(context, &args),
        Some(Command::Verify) => verify::run(context),
        Some(Command::Demo(args)) => demo::run(context, &args),
    }
}

fn evaluated(context: &Context, args: &cli::Evaluate) -> anyhow::Result<ExitCode> {
    let as_of = args.as_of.unwrap_or_else(|| context.today());
    let county = args.county.as_deref();
    let office = args.policy.as_deref();
    let wanted = evaluate::Evaluate { facts: &args.facts, as_of, county, office, json: context.json() };
    evaluate::run(&wanted, &mut io::stdout())?;
    Ok(ExitCode::SUCCESS)
}

fn policy(context: &Context, args: &cli::Policy) -> anyhow::Result<ExitCode> {
    let cli::PolicyWhat::Show { on, county, policy } = &args.what;
    let on = on.unwrap_or_else(|| context.today());
    let (county, office) = (county.as_deref(), policy.as_deref());
    let wanted = policy_show::PolicyShow { on, county, office, json: context.json() };
    policy_show::run(&wanted, &mut io::stdout())?;
    Ok(ExitCode::SUCCESS)
}

/// The codes that README lists: each way in which a home can be unusable has its own, all else is 1.
fn exit_code(error: &anyhow::Error) -> u8 {
    error.downcast_ref::<StoreError>().map_or(1, StoreError::exit_code)
}

/// Whoever read the output has read enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
