//! The arguments of `caseload import` and `caseload layout`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::FilingAnswerArgs;
use super::code_word::code_word;
use crate::domain::RowId;
use crate::domain::extract::ExtractKind;
use crate::import::county_words::CountyWord;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct ImportArgs {
    #[command(subcommand)]
    pub(crate) command: Option<ExtractCommand>,
    /// The files, in any order
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Show what would be imported and what would change, without changing anything
    #[arg(long, alias = "dry-run")]
    pub(crate) preview: bool,
    /// Import a file even if a newer extract of its kind was imported before
    #[arg(long)]
    pub(crate) force: bool,
    /// The day on which the county ran the files that do not say it: y, -3, 11/15, 2026-11-15. Without it, the day of the
    /// file's last change counts
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pub(crate) run_date: Option<String>,
    /// Read the files with this layout instead of recognizing them
    #[arg(long, value_name = "LAYOUT")]
    pub(crate) layout: Option<String>,
    /// Read this sheet of a workbook that has several of one kind
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// The meaning of a word in a column, for this and every later import; a preview saves nothing. May be given
    /// several times
    #[arg(long = "word", value_name = "COLUMN:TEXT=CODE")]
    pub(crate) words: Vec<CountyWord>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ExtractCommand {
    /// List the imported extracts
    List,
    /// Show what the newest extracts changed, case by case and field by field
    Changes {
        /// Only this extract, by its id
        extract: Option<RowId>,
    },
    /// List the facts that are missing from the newest extracts; none is deleted
    Review,
    /// Show the rejected rows, or write them to a file for correction
    Rejects {
        /// The extract, by its id; otherwise the newest that has rejected rows
        extract: Option<RowId>,
        /// Write them with their reasons to this file, a workbook (.xlsx) or comma-separated values
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Dismiss a rejected row, in this and later extracts, until its cells change
    Dismiss {
        /// The row's number, as `import rejects` prints it
        row: u32,
        /// The extract, by its id; otherwise the newest that has rejected rows
        #[arg(long)]
        extract: Option<RowId>,
        /// Why
        #[arg(long, required_unless_present = "undo")]
        reason: Option<String>,
        /// Put a dismissed row back among the rows to correct
        #[arg(long, conflicts_with = "reason")]
        undo: bool,
        #[command(flatten)]
        answers: FilingAnswerArgs,
    },
    /// Undo the import of an extract, as long as nothing depends on it
    Undo {
        /// The extract, by its id; otherwise the newest
        extract: Option<RowId>,
        /// Why
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        answers: FilingAnswerArgs,
    },
}

#[derive(Debug, Args)]
pub(crate) struct LayoutArgs {
    #[command(subcommand)]
    pub(crate) command: LayoutCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LayoutCommand {
    /// Propose a layout for a file that no layout fits, and show how its first rows would be read
    Guess {
        /// The file
        file: PathBuf,
        /// What the file holds: listing, household, `activity_history`, attendance, noncompliance, exemptions or alerts
        #[arg(long, value_parser = code_word::<ExtractKind>(), hide_possible_values = true)]
        kind: Option<ExtractKind>,
        /// The sheet of a workbook, by its name
        #[arg(long, value_name = "NAME")]
        sheet: Option<String>,
        /// Write the layout to this file
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Check a layout (a .toml file), or how a county file is read
    Check {
        /// The layout, or the county file
        file: PathBuf,
        /// Read the file with this layout: its id, or a .toml file
        #[arg(long, value_name = "LAYOUT")]
        layout: Option<String>,
    },
    /// Show the county's words that have been explained here, or explain more of them
    Word {
        /// What a word of a column means
        #[arg(value_name = "COLUMN:TEXT=CODE")]
        words: Vec<CountyWord>,
        /// Forget these words instead
        #[arg(long)]
        remove: bool,
    },
    /// List the layouts
    List,
}
