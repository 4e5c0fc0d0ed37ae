//! The arguments of `caseload evaluate` and `caseload policy`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct EvaluateArgs {
    /// The file; - is standard input
    pub(crate) facts: PathBuf,
    /// As of this day instead of today: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) as_of: Option<String>,
    /// Use the settings of this county
    #[arg(long)]
    pub(crate) county: Option<String>,
    /// Apply the office's own policy file over the county's settings
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct PolicyArgs {
    #[command(subcommand)]
    pub(crate) command: PolicyCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Show every parameter in force on a day in the home, or in a county, with its source and certainty
    Show {
        /// The day: t, y, -3, fri, 11/15, 2026-11-15; otherwise today
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        on: Option<String>,
        /// Show this county's instead of the home's
        #[arg(long)]
        county: Option<String>,
        /// Apply the office's own policy file over the county's settings
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
        /// Name each parameter too, as policy.toml has it
        #[arg(long)]
        ids: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// List every problem in the machine's and the home's files, with file and line
    Check,
}
