//! `caseload config check`: reads every configuration file and says each problem.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::configuration::UnreadablePolicy;
use super::context::CliContext;
use super::error_sentence::error_sentence;
use super::exit_code::BROKEN;
use super::office_file_check::{ConfigProblem, files_of, office_file_problems};
use super::policy_flaws::policies_and_flaws;
use super::settings_check::{self, settings_problems};
use super::{cli, output};
use crate::domain::act::ActKind;
use crate::domain::office_key::OFFICES_FILE;
use crate::domain::ssn;
use crate::platform;
use crate::policy::{Policies, is_beside_acts};
use crate::rules::rule_id::RuleId;
use crate::store::{Home, Settings, offices_file_problems};

/// What `caseload config check` answers in JSON (docs/json.md).
#[derive(Serialize)]
struct CheckJson<'a> {
    files: Vec<String>,
    problems: &'a [ConfigProblem],
}

pub(super) fn run(context: &CliContext, command: &cli::ConfigCommand) -> anyhow::Result<ExitCode> {
    let cli::ConfigCommand::Check = command;
    let home = context.home()?;
    let files = configuration_files(&home);
    let problems = find_problems(&home);
    if context.wants_json() {
        let files = files.iter().map(|file| file.display().to_string()).collect();
        output::print_json(&CheckJson { files, problems: &problems })?;
    } else if problems.is_empty() {
        let count = crate::domain::count_with_noun(files.len(), "file");
        output::print_line(&format!("{count} checked; the configuration has no problems."))?;
    } else {
        problems.iter().try_for_each(|problem| output::print_data_line(&problem.sentence()).map(drop))?;
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(BROKEN) })
}

/// Returns the configuration files of the machine and the home that are there.
fn configuration_files(home: &Home) -> Vec<PathBuf> {
    let machine = ["settings.toml", "policy.toml", OFFICES_FILE].into_iter().filter_map(|name| home.machine_file(name));
    let own = [home.settings_path(), home.policy_path()].into_iter().filter(|path| platform::is_there(path));
    let folders = [home.all_catalog_folders(), home.all_layout_folders(), home.all_posting_folders()].concat();
    machine.chain(own).chain(folders.iter().flat_map(|folder| files_of(folder))).collect()
}

/// Returns every problem of the configuration files.
pub(super) fn find_problems(home: &Home) -> Vec<ConfigProblem> {
    let (settings, flaws) = Settings::with_all_flaws(home);
    let mut problems: Vec<ConfigProblem> =
        flaws.iter().map(|flaw| ConfigProblem::new(flaw.error.path(), flaw.line, flaw.says())).collect();
    problems.extend(settings_problems(home, &settings));
    problems.extend(policy_problems(home));
    if let Some(path) = home.machine_file(OFFICES_FILE) {
        let found = offices_file_problems(&path);
        problems.extend(found.into_iter().map(|(line, says)| ConfigProblem::new(&path, line, says)));
    }
    problems.extend(office_file_problems(home));
    problems.extend(configuration_files(home).iter().flat_map(|file| ssn_problems(file)));
    problems
}

/// Returns the lines of a configuration file that hold a Social Security number: such a file lies in the home in the clear.
fn ssn_problems(file: &Path) -> Vec<ConfigProblem> {
    let text = platform::read_settings_file(file).unwrap_or_default();
    let has_number = |line: &str| ssn::find_numbers(line).iter().any(|number| number.is_certain);
    let says = "it holds a Social Security number, which is never kept here: remove it";
    let lines = text.lines().zip(1..).filter(|(line, _)| has_number(line));
    lines.map(|(_, number)| ConfigProblem::new(file, Some(number), says)).collect()
}

fn policy_problems(home: &Home) -> Vec<ConfigProblem> {
    // What is wrong with the settings is told by itself.
    let (settings, _flawed) = Settings::readable_for_home(home);
    let (policies, flaws) = match policies_and_flaws(home, settings.county.as_deref()) {
        Ok(read) => read,
        Err(error) => {
            if let Some(UnreadablePolicy { file, error }) = error.downcast_ref() {
                return vec![ConfigProblem::new(
                    Path::new(file),
                    None,
                    format!("it cannot be read: {}", platform::io_reason(error)),
                )];
            }
            // The settings name the county, and it may be those of the machine that do.
            let (file, line) = settings_check::place_of_setting(home, "county", "");
            return vec![ConfigProblem::new(&file, line, error_sentence(&error))];
        }
    };
    let told = flaws.into_iter().map(|flaw| ConfigProblem::new(Path::new(&flaw.file), Some(flaw.line), flaw.reason));
    told.chain(unknown_names(home, &policies)).collect()
}

/// Returns the rows of roles and of unengaged cases that name an act or a rule which does not exist.
fn unknown_names(home: &Home, policies: &Policies) -> Vec<ConfigProblem> {
    let Some(tables) = policies.newest_tables() else { return Vec::new() };
    let acts: HashSet<&str> = ActKind::ids().iter().copied().collect();
    let unknown_acts =
        tables.act_roles.iter().map(|row| row.act.as_str()).filter(|act| !acts.contains(act) && !is_beside_acts(act));
    let rules = tables.unengaged_rules.iter().map(|row| row.rule.as_str());
    let unknown_rules = rules.filter(|rule| rule.parse::<RuleId>().is_err());
    let acts = unknown_acts.map(|act| (act, "act_role", "act"));
    acts.chain(unknown_rules.map(|rule| (rule, "unengaged_rule", "rule")))
        .map(|(name, table, noun)| {
            let (file, line) = place_of_policy(home, name);
            ConfigProblem::new(&file, line, format!("{table}: there is no {noun} {name:?}"))
        })
        .collect()
}

fn place_of_policy(home: &Home, name: &str) -> (PathBuf, Option<usize>) {
    let files = [Some(home.policy_path()), home.machine_file("policy.toml")];
    let found = files.into_iter().flatten().find_map(|file| {
        let text = platform::read_settings_file(&file).ok()?;
        let (_, line) = text.lines().zip(1..).find(|(line, _)| line.contains(&format!("{name:?}")))?;
        Some((file, Some(line)))
    });
    found.unwrap_or_else(|| (home.policy_path(), None))
}
