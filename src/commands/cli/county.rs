//! The arguments of `caseload county`.

use clap::{Args, Subcommand};

use super::FilingAnswerArgs;

#[derive(Debug, Args)]
pub(crate) struct CountyArgs {
    #[command(subcommand)]
    pub(crate) command: CountyCommand,
    #[command(flatten)]
    pub(crate) answers: FilingAnswerArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CountyCommand {
    /// List the resources of the county's map, those that nobody checked for long marked
    Resources {
        /// Only this area of life, or emergency
        #[arg(long, value_name = "AREA")]
        kind: Option<String>,
    },
    /// Put a resource on the map
    AddResource(Box<ResourceArgs>),
    /// Say that a resource is as the map says
    CheckResource {
        /// The resource, by the end of its id
        id: String,
    },
    /// Take a resource off the map
    DropResource {
        /// The resource, by the end of its id
        id: String,
    },
    /// Show the self-assessment, or answer a section of it
    Assessment(Box<AssessmentArgs>),
}

#[derive(Debug, Args)]
pub(crate) struct ResourceArgs {
    /// What it is called
    pub(crate) name: String,
    /// The area of life that it helps with, or emergency
    #[arg(long, value_name = "AREA")]
    pub(crate) kind: String,
    /// Who runs it
    #[arg(long, value_name = "TEXT")]
    pub(crate) provider: Option<String>,
    /// Where it is
    #[arg(long, value_name = "TEXT")]
    pub(crate) place: Option<String>,
    /// When it is open
    #[arg(long, value_name = "TEXT")]
    pub(crate) hours: Option<String>,
    /// The languages spoken there
    #[arg(long, value_name = "TEXT")]
    pub(crate) languages: Option<String>,
    /// How somebody gets in
    #[arg(long, value_name = "TEXT")]
    pub(crate) access: Option<String>,
    /// What it costs
    #[arg(long, value_name = "TEXT")]
    pub(crate) cost: Option<String>,
    /// Its telephone number
    #[arg(long, value_name = "TEXT")]
    pub(crate) phone: Option<String>,
    /// The region of the county
    #[arg(long, value_name = "TEXT")]
    pub(crate) region: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct AssessmentArgs {
    /// The section that is answered
    #[arg(requires = "answer")]
    pub(crate) section: Option<String>,
    /// The answer: 1, not begun, to 5, how we work
    pub(crate) answer: Option<u8>,
    /// What shows it
    #[arg(long, value_name = "TEXT", requires = "answer")]
    pub(crate) evidence: Option<String>,
    /// What is to be done
    #[arg(long, value_name = "TEXT", requires = "answer")]
    pub(crate) action: Option<String>,
    /// Who does it
    #[arg(long, value_name = "TEXT", requires = "answer")]
    pub(crate) owner: Option<String>,
    /// The day by which it is done: 11/15, 2026-11-15, +30
    #[arg(long, value_name = "DAY", requires = "answer")]
    pub(crate) due: Option<String>,
}
