//! The arguments of `caseload desk`.

use clap::{Args, Subcommand};

use crate::domain::dates::Month;
use crate::domain::{CaseNumber, WorkerNumber};

#[derive(Debug, Args)]
pub(super) struct DeskArgs {
    #[command(subcommand)]
    pub(super) what: Option<DeskCommand>,
}

#[derive(Debug, Subcommand)]
pub(super) enum DeskCommand {
    /// Draw the cases to review of each EC for a month, once
    Draw {
        /// The month, such as 2026-11; else this month
        #[arg(long)]
        month: Option<Month>,
        /// The seed; else one is chosen by chance. It is recorded and printed
        #[arg(long)]
        seed: Option<u64>,
    },
    /// List the draws of a month with their reviews
    Reviews {
        /// The month; else this month
        #[arg(long)]
        month: Option<Month>,
    },
    /// Show the points of a review with what the record shows, or record the review
    Review(ReviewArgs),
    /// Record a conference with an EC
    Conference {
        /// The EC's worker number
        #[arg(long)]
        with: WorkerNumber,
        /// What was agreed
        #[arg(long)]
        said: String,
        /// A case that was talked over; may be given several times
        #[arg(long = "case", value_name = "CASE")]
        cases: Vec<CaseNumber>,
        /// The day: t, y, -3, fri, 11/15, 2026-11-15
        #[arg(long, default_value = "t", allow_hyphen_values = true)]
        on: String,
    },
    /// List the conferences
    Conferences,
}

#[derive(Debug, Args)]
pub(super) struct ReviewArgs {
    /// The case
    pub(super) case: CaseNumber,
    /// A score, such as `review_contact=met`: met, not-met or not-applicable. Points that the record proves, or that do
    /// not concern the case, need none
    #[arg(value_name = "POINT=SCORE")]
    pub(super) scores: Vec<String>,
    /// What is to be said besides
    #[arg(long)]
    pub(super) remark: Option<String>,
    /// The month; else this month
    #[arg(long)]
    pub(super) month: Option<Month>,
}
