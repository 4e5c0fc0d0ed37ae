//! The arguments of reading extracts and of their layouts.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::domain::RowId;
use crate::domain::extract::ExtractKind;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(in crate::commands) struct ImportArgs {
    #[command(subcommand)]
    pub(in crate::commands) what: Option<ExtractCommand>,
    /// The files, in any order
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::commands) files: Vec<PathBuf>,
    /// Say what would be read and what would change, and change nothing
    #[arg(long, alias = "dry-run")]
    pub(in crate::commands) preview: bool,
    /// Read a file although a newer extract of its kind was read before
    #[arg(long)]
    pub(in crate::commands) force: bool,
    /// Read the files by this layout instead of recognizing them
    #[arg(long, value_name = "LAYOUT")]
    pub(in crate::commands) layout: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(in crate::commands) enum ExtractCommand {
    /// List the extracts that were read
    List,
    /// Show what the newest extracts changed, case by case and field by field
    Changes {
        /// Of this extract alone, by its id
        extract: Option<RowId>,
    },
    /// List what the newest extracts no longer name; it is never deleted for that
    Review,
    /// Show the rows that could not be used, or write them out to be mended
    Rejects {
        /// Of this extract, by its id; else of the newest that has some
        extract: Option<RowId>,
        /// Write them to this file, comma-separated, with the reasons beside them
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Take an extract back, while nothing depends on it
    Undo {
        /// The extract, by its id; else the newest
        extract: Option<RowId>,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Args)]
pub(in crate::commands) struct LayoutArgs {
    #[command(subcommand)]
    pub(in crate::commands) what: LayoutCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::commands) enum LayoutCommand {
    /// Propose a layout for a file that none fits, and show how its first rows would read
    Guess {
        /// The file
        file: PathBuf,
        /// What it holds: listing, household, `activity_history`, attendance, noncompliance, exemptions or alerts
        #[arg(long)]
        kind: Option<ExtractKind>,
        /// Write the layout to this file
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Check a layout (a .toml file), or how a file of the county reads
    Check {
        /// The layout, or the file of the county
        file: PathBuf,
        /// Read the file by this layout: its id, or a .toml file
        #[arg(long, value_name = "LAYOUT")]
        layout: Option<String>,
    },
    /// List the layouts
    List,
}
