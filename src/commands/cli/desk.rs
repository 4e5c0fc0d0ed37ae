//! The arguments of `caseload desk`.

use chrono::NaiveTime;
use clap::{Args, Subcommand};

use super::FilingAnswerArgs;
use super::code_word::code_word;
use crate::domain::dates::{Month, parse_typed_month};
use crate::domain::facts::duty_log::{DutyOutcome, DutyVisitor};
use crate::domain::role::Role;
use crate::domain::{CaseNumber, WorkerNumber};

#[derive(Debug, Args)]
pub(crate) struct DeskArgs {
    #[command(subcommand)]
    pub(crate) command: Option<DeskCommand>,
    /// Only what waits for this role, which must be yours or one that you stand in for
    #[arg(long = "as", value_name = "ROLE")]
    pub(crate) role: Option<Role>,
    #[command(flatten)]
    pub(crate) answers: FilingAnswerArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeskCommand {
    /// Draw each EC's cases to review for a month; this is done once a month
    Draw {
        /// The month, such as Nov 2026, 11/2026 or 2026-11; otherwise this month
        #[arg(long, value_parser = parse_typed_month)]
        month: Option<Month>,
        /// The seed; otherwise a random one. It is recorded and printed
        #[arg(long)]
        seed: Option<u64>,
    },
    /// List a month's draws with their reviews
    Reviews {
        /// The month, such as Nov 2026, 11/2026 or 2026-11; otherwise this month
        #[arg(long, value_parser = parse_typed_month)]
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
        /// A case that was discussed; may be given several times
        #[arg(long = "case", value_name = "CASE")]
        cases: Vec<CaseNumber>,
        /// The day: t, y, -3, fri, 11/15, 2026-11-15
        #[arg(long, default_value = "t", allow_hyphen_values = true)]
        on: String,
    },
    /// List the conferences
    Conferences,
    /// Enter somebody in the duty log who comes about no case of the caseload
    Duty(DutyArgs),
}

#[derive(Debug, Args)]
pub(crate) struct DutyArgs {
    /// Who came or called: client, worker, `client_with_worker`
    #[arg(long = "for", value_name = "WHO", value_parser = code_word::<DutyVisitor>())]
    pub(crate) visitor: DutyVisitor,
    /// What it was about, without the name of a client
    #[arg(long, value_name = "TEXT")]
    pub(crate) what: String,
    /// What came of it: done, `follow_up`, refer
    #[arg(long, value_parser = code_word::<DutyOutcome>())]
    pub(crate) outcome: DutyOutcome,
    /// The day: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, default_value = "t", allow_hyphen_values = true)]
    pub(crate) on: String,
    /// The time of day, such as 14:30
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) at: Option<NaiveTime>,
    /// The entry that this one follows up, as `list duty` prints it
    #[arg(long, value_name = "ENTRY")]
    pub(crate) follows: Option<String>,
}

fn parse_time(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_error| format!("{text:?} is no time. Write it as 14:30."))
}

#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    /// The case
    pub(crate) case: CaseNumber,
    /// A score, such as `review_contact=met`: met, not-met or not-applicable. A point that the record proves, or that
    /// does not concern the case, needs no score
    #[arg(value_name = "POINT=SCORE")]
    pub(crate) scores: Vec<String>,
    /// A remark on the review
    #[arg(long)]
    pub(crate) remark: Option<String>,
    /// The month, such as Nov 2026, 11/2026 or 2026-11; otherwise this month
    #[arg(long, value_parser = parse_typed_month)]
    pub(crate) month: Option<Month>,
}
