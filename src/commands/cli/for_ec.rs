//! The arguments of what is done on another EC's case.

use clap::Args;

use crate::domain::WorkerNumber;

/// Whether something is meant for another EC's case.
#[derive(Debug, Args)]
pub(crate) struct ForEcArgs {
    /// Act for the EC under whom the case is listed; the record says so
    #[arg(long, value_name = "EC", global = true)]
    pub(crate) for_ec: Option<WorkerNumber>,
}
